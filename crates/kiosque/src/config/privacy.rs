//! How long rows about single readers are kept.

use serde::Deserialize;

use super::Wrong;

/// The section `[privacy]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Privacy {
    /// Days for which it is kept who was sent which mailing, what came back, and which lines an import did not take.
    pub keep_days: u32,
}

impl Default for Privacy {
    fn default() -> Privacy {
        Privacy { keep_days: newsroom::KEEP_DAYS }
    }
}

impl Privacy {
    /// Finds what cannot work. A mailing may take two days, and what comes back a few more: a week is the least.
    pub(super) fn check(&self) -> Result<(), Wrong> {
        if (7..=3_650).contains(&self.keep_days) {
            return Ok(());
        }
        Err(Wrong("privacy.keep_days is a number of days from 7 to 3650".to_owned()))
    }
}
