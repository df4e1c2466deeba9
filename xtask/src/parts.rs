//! The parts of `cargo xtask test`, in their order: what each needs, and what it runs.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::faults::POSTGRES;
use crate::machine::{self, Tool};
use crate::postgres::Server;
use crate::{shell, tidy};

/// One part of the test, in the order they run: the quick ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The sources are formatted.
    Fmt,
    /// The project's own rules.
    Tidy,
    /// Lints.
    Clippy,
    /// The documentation builds.
    Docs,
    /// The editor: types, tests, and its committed bundle is current.
    Editor,
    /// Rust tests, on SQLite.
    Rust,
    /// Rust tests of what uses a database, on PostgreSQL.
    Postgres,
    /// The binary as readers and the newsroom meet it, in a browser.
    Browser,
}

const ALL: &[Part] = &[Part::Fmt, Part::Tidy, Part::Clippy, Part::Docs, Part::Editor, Part::Rust, Part::Postgres, Part::Browser];

/// The crates whose tests open a database.
const WITH_DATABASE: &[&str] = &["database", "newsroom", "exchange", "web", "kiosque", "bench"];

impl Part {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn tools(self) -> &'static [Tool] {
        match self {
            Part::Fmt | Part::Tidy | Part::Editor => &[],
            Part::Clippy | Part::Docs => &[machine::CC],
            Part::Rust => &[machine::CC, machine::POSTFIX, machine::DKIMPY],
            Part::Postgres => &[machine::CC, machine::POSTFIX, machine::DKIMPY, machine::POSTGRESQL],
            Part::Browser => &[machine::CC, machine::CHROMIUM, machine::JAVA],
        }
    }

    fn run(self) -> Result<()> {
        match self {
            Part::Fmt => cargo(&["fmt", "--all", "--check"]),
            Part::Tidy => tidy::run(),
            Part::Clippy => cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"]),
            Part::Docs => docs(),
            Part::Editor => editor(),
            Part::Rust => rust(),
            Part::Postgres => postgres(),
            Part::Browser => browser(),
        }
    }
}

/// Runs the parts asked for (all, when none is), says what each took, and whether all of them passed.
pub fn test(only: &[Part], keep_going: bool) -> Result<bool> {
    let chosen = chosen(only);
    install(&chosen)?;
    let mut done: Vec<(Part, Duration, Result<()>)> = Vec::new();
    for part in chosen {
        println!("\n== {}", part.name());
        let began = Instant::now();
        let result = part.run();
        let failed = result.is_err();
        done.push((part, began.elapsed(), result));
        if failed && !keep_going {
            break;
        }
    }
    Ok(summary(&done))
}

/// Installs what the parts need, and what `bench` compares us with.
pub fn setup(only: &[Part]) -> Result<()> {
    install(&chosen(only))?;
    machine::install(&[machine::NGINX, machine::WRK])
}

fn chosen(only: &[Part]) -> Vec<Part> {
    ALL.iter().copied().filter(|part| only.is_empty() || only.contains(part)).collect()
}

fn install(parts: &[Part]) -> Result<()> {
    let tools: Vec<Tool> = parts.iter().flat_map(|part| part.tools()).copied().collect();
    machine::install(&tools)
}

fn summary(done: &[(Part, Duration, Result<()>)]) -> bool {
    println!("\n== summary");
    let mut failed = 0;
    for (part, took, result) in done {
        let said = match result {
            Ok(()) => "ok".to_owned(),
            Err(error) => {
                failed += 1;
                format!("FAILED: {error:#}")
            }
        };
        println!("{:<9} {:>7.1} s  {said}", part.name(), took.as_secs_f64());
    }
    let all: Duration = done.iter().map(|(_, took, _)| *took).sum();
    println!("{:<9} {:>7.1} s", "all", all.as_secs_f64());
    println!("parts: {} passed, {failed} failed", done.len() - failed);
    failed == 0
}

fn cargo(arguments: &[&str]) -> Result<()> {
    shell::run(&mut shell::command("cargo", arguments))
}

fn docs() -> Result<()> {
    let mut doc = shell::command("cargo", &["doc", "--workspace", "--no-deps", "--quiet"]);
    shell::run(doc.env("RUSTDOCFLAGS", "--deny=warnings"))
}

/// nextest where it is installed: it runs each test in a process of its own and tells what is slow.
fn test_command(packages: &[&str]) -> std::process::Command {
    let mut command = if shell::find("cargo-nextest").is_some() {
        shell::command("cargo", &["nextest", "run", "--no-fail-fast", "--status-level=fail"])
    } else {
        shell::command("cargo", &["test", "--no-fail-fast"])
    };
    if packages.is_empty() {
        command.arg("--workspace");
    }
    for package in packages {
        command.args(["--package", package]);
    }
    command
}

fn rust() -> Result<()> {
    let mut test = test_command(&[]);
    shell::run(test.env_remove(POSTGRES))
}

fn postgres() -> Result<()> {
    let server = Server::start()?;
    let mut test = test_command(WITH_DATABASE);
    shell::run(test.env(POSTGRES, server.address()))
}

const BUNDLES: &[&str] = &["crates/web/assets/editor.js", "crates/web/assets/editor.css"];

fn editor() -> Result<()> {
    machine::npm_packages("editor")?;
    let folder = crate::root().join("editor");
    let npm = |script: &str| shell::run(shell::command("npm", &["run", "--silent", script]).current_dir(&folder));
    npm("check")?;
    npm("test")?;
    let committed = bundles()?;
    npm("build")?;
    if committed != bundles()? {
        bail!("the committed editor bundle was not current; it is now: commit {BUNDLES:?}");
    }
    Ok(())
}

fn bundles() -> Result<Vec<Vec<u8>>> {
    BUNDLES.iter().map(|file| std::fs::read(crate::root().join(file)).with_context(|| (*file).to_owned())).collect()
}

fn browser() -> Result<()> {
    machine::npm_packages("e2e")?;
    cargo(&["build", "--package", "kiosque"])?;
    let mut suite = shell::command("npm", &["test", "--silent"]);
    shell::run(suite.current_dir(crate::root().join("e2e")))
}
