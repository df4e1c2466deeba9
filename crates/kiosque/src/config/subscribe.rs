//! Who may sign up.

use std::path::PathBuf;

use newsroom::subscribers::Disposable;
use serde::Deserialize;

use super::Wrong;

/// The section `[subscribe]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Subscribe {
    /// A file of domains whose addresses are not taken, one a line.
    pub disposable_domains: Option<PathBuf>,
    /// What that file says.
    #[serde(skip)]
    pub disposable: Disposable,
}

impl Subscribe {
    /// Reads the file.
    pub(super) fn read(&mut self) -> Result<(), Wrong> {
        let Some(file) = &self.disposable_domains else {
            return Ok(());
        };
        let name = file.display();
        let text = std::fs::read_to_string(file).map_err(|error| Wrong(format!("subscribe.disposable_domains: {name}: {error}")))?;
        self.disposable = Disposable::parse(&text).map_err(|line| {
            Wrong(format!("subscribe.disposable_domains: {name}: \"{line}\" is no domain: write one a line, like \"example.org\""))
        })?;
        Ok(())
    }
}
