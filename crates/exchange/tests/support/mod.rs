//! What the tests of this crate share.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use exchange::Error;
use exchange::wordpress::{Listener, Options, Report, run};
use newsroom::testing::TestApp;

/// Nobody hears the progress.
pub fn silent() -> Listener {
    Arc::new(|_| {})
}

/// An export of this crate's own.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// An export of the shared data, if that is there.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/wordpress").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no shared data");
    None
}

/// Options for one file.
pub fn options(file: PathBuf) -> Options {
    Options { files: vec![file], ..Options::default() }
}

/// Imports one file.
pub async fn import(test: &TestApp, file: PathBuf) -> Result<Report, Error> {
    run(&test.app, &options(file), silent()).await
}
