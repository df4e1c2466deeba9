//! The project's own rules, checked by a machine: each rule is one function that returns what breaks it.

mod imports;
mod locales;
mod manifests;
mod routes;
mod sources;
mod words;

use anyhow::{Result, bail};

use crate::shell;

/// One file of the project: its path from the root, and its text.
pub struct File {
    /// The path, with `/` between folders.
    pub path: String,
    /// The text.
    pub text: String,
}

impl File {
    /// Whether it holds tests only.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("_tests.rs")
            || self.path.ends_with(".test.ts")
            || self.path.starts_with("e2e/")
    }

    /// The text before the file's own test module.
    pub fn without_tests(&self) -> &str {
        if self.is_test() {
            return "";
        }
        let end = self.text.find("#[cfg(test)]\nmod ").unwrap_or(self.text.len());
        self.text.get(..end).unwrap_or_default()
    }
}

type Rule = (&'static str, fn(&[File]) -> Vec<String>);

const RULES: &[Rule] = &[
    ("crates import in one direction only", imports::check),
    ("every dependency says why it is there", manifests::reasons),
    ("every crate takes the workspace's lints", manifests::lints),
    ("failpoints stay out of the shipped binary", manifests::failpoints),
    ("crates that must not panic deny it", sources::no_panics),
    ("no file is too long", sources::sizes),
    ("nothing is left to do without a reason", sources::left_to_do),
    ("modules say what they are", sources::module_comments),
    ("SQL stands in store files only", sources::sql),
    ("every route has a test", routes::check),
    ("the project's words are used", words::check),
    ("complete locales have every phrase", locales::check),
];

/// Checks every rule, prints what breaks it, and fails if anything does.
pub fn run() -> Result<()> {
    let files = read()?;
    let mut failed = 0;
    for (name, rule) in RULES {
        let findings = rule(&files);
        let sign = if findings.is_empty() { "ok" } else { "BROKEN" };
        println!("{sign:>6}  {name}");
        for finding in &findings {
            println!("        {finding}");
        }
        failed += usize::from(!findings.is_empty());
    }
    for file in sources::long(&files) {
        println!("  long  {file}");
    }
    println!("tidy: {} passed, {failed} failed", RULES.len() - failed);
    if failed > 0 {
        bail!("{failed} of the project's rules are broken");
    }
    Ok(())
}

fn read() -> Result<Vec<File>> {
    let root = crate::root();
    let mut files = Vec::new();
    for path in shell::tracked_files(&root)? {
        // What is no text (pictures, fonts) is no source.
        if let Ok(text) = String::from_utf8(std::fs::read(root.join(&path))?) {
            files.push(File { path, text });
        }
    }
    Ok(files)
}
