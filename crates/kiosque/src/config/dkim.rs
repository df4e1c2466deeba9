//! The key that signs our mails.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::Wrong;

/// The section `[dkim]`. Without `key_file`, mails are signed by the relay or not at all.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dkim {
    /// The file of an RSA key of 2048 bits or more (PEM).
    pub key_file: Option<PathBuf>,
    /// The name under which the domain publishes it.
    pub selector: String,
    /// The domain that signs; empty for the one of each mail's From.
    pub domain: String,
    /// What signs, once the key is read.
    #[serde(skip)]
    pub signer: Option<Arc<mail::Signer>>,
}

impl Default for Dkim {
    fn default() -> Dkim {
        Dkim { key_file: None, selector: "kiosque".to_owned(), domain: String::new(), signer: None }
    }
}

impl Dkim {
    /// Reads the key.
    pub(super) fn read(&mut self) -> Result<(), Wrong> {
        let Some(file) = &self.key_file else {
            return Ok(());
        };
        let wrong = |detail: String| Wrong(format!("dkim.key_file {}: {detail}", file.display()));
        let pem = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        let domain = (!self.domain.is_empty()).then_some(self.domain.as_str());
        let signer = mail::Signer::new(&pem, &self.selector, domain).map_err(|error| wrong(error.to_string()))?;
        self.signer = Some(Arc::new(signer));
        Ok(())
    }
}
