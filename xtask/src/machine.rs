//! What the machine must have, and how it gets it (Debian packages, npm's locked packages).

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::shell;

/// A program and the Debian package that brings it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tool {
    program: &'static str,
    package: &'static str,
}

/// The linker and compiler that Rust crates with C code need.
pub const CC: Tool = tool("cc", "build-essential");
/// The browser of the browser suite.
pub const CHROMIUM: Tool = tool("chromium", "chromium");
/// The database server. Its programs stand in a folder named after their version.
pub const POSTGRESQL: Tool = tool("initdb", "postgresql");
/// A relay that takes every mail (`smtp-sink`).
pub const POSTFIX: Tool = tool("smtp-sink", "postfix");
/// A verifier of DKIM signatures that we did not write.
pub const DKIMPY: Tool = tool("dkimverify", "python3-dkim");
/// What runs the HTML checker.
pub const JAVA: Tool = tool("java", "default-jre-headless");
/// What a page is compared with in `bench`.
pub const NGINX: Tool = tool("nginx", "nginx-light");
/// What asks for the pages in `bench`.
pub const WRK: Tool = tool("wrk", "wrk");

const fn tool(program: &'static str, package: &'static str) -> Tool {
    Tool { program, package }
}

impl Tool {
    fn is_there(self) -> bool {
        self == POSTGRESQL && postgresql_folder().is_some() || shell::find(self.program).is_some()
    }
}

/// The folder of the newest PostgreSQL server's programs (Debian keeps one folder per version, not on the PATH).
pub fn postgresql_folder() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    versions.sort();
    versions.pop()
}

/// Installs the tools that are not there. Someone who may not install is told the exact command.
pub fn install(tools: &[Tool]) -> Result<()> {
    let mut packages: Vec<&str> = tools.iter().filter(|tool| !tool.is_there()).map(|tool| tool.package).collect();
    packages.sort_unstable();
    packages.dedup();
    if packages.is_empty() {
        return Ok(());
    }
    if !is_root()? || shell::find("apt-get").is_none() {
        bail!(
            "missing on this machine: {0}\nrun: sudo apt-get update && sudo apt-get install --yes --no-install-recommends {0}",
            packages.join(" ")
        );
    }
    let _quiet = NoServices::begin()?;
    shell::run(&mut shell::command("apt-get", &["update", "-qq"]))?;
    let mut install = shell::command("apt-get", &["install", "--yes", "-qq", "--no-install-recommends"]);
    install.args(&packages).env("DEBIAN_FRONTEND", "noninteractive");
    shell::run(&mut install)
}

/// Whether this is the root account.
pub fn is_root() -> Result<bool> {
    Ok(shell::output(&mut shell::command("id", &["-u"]))?.trim() == "0")
}

/// While it lives, packages that are installed start no service: we want the programs, not a mail or web server on the machine.
/// This is Debian's own switch (`invoke-rc.d` asks the file); one that is there already is left as it is.
struct NoServices(Option<&'static Path>);

impl NoServices {
    fn begin() -> Result<NoServices> {
        let file = Path::new("/usr/sbin/policy-rc.d");
        if file.exists() {
            return Ok(NoServices(None));
        }
        std::fs::write(file, "#!/bin/sh\nexit 101\n")?;
        let made = NoServices(Some(file));
        shell::output(&mut shell::command("chmod", &["755", "/usr/sbin/policy-rc.d"]))?;
        Ok(made)
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if let Some(file) = self.0
            && let Err(error) = std::fs::remove_file(file)
        {
            eprintln!("could not remove {}: {error}", file.display());
        }
    }
}

/// Brings the locked packages of an npm folder, unless they are there already.
pub fn npm_packages(folder: &str) -> Result<()> {
    let Some(_) = shell::find("npm") else {
        bail!("Node is missing: install Node 20 or newer with npm (Debian: apt-get install nodejs npm)");
    };
    let root = crate::root().join(folder);
    let lock = std::fs::read(root.join("package-lock.json"))?;
    let mark = root.join("node_modules/.locked");
    if std::fs::read(&mark).is_ok_and(|found| found == lock) {
        return Ok(());
    }
    let mut install = shell::command("npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    shell::run(install.current_dir(&root))?;
    Ok(std::fs::write(mark, lock)?)
}
