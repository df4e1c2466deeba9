//! Contexts of the mails: what a template of `mail/` is given. Each has a `sample()`.

use crate::sampling::Sample;

/// Every template of `mail/` with its sample.
pub(crate) const SAMPLES: &[Sample] = &[];
