//! The release binary, started as its users start it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::http;
use crate::program::{Program, free_port};

/// What a run wants of the settings.
#[derive(Debug, Default, Clone)]
pub struct Settings {
    /// Nothing is kept in the page cache.
    pub uncached: bool,
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    /// The process.
    pub program: Program,
    /// Where it listens: `host:port`.
    pub address: String,
    /// From the start to the line that says it answers.
    pub ready: Duration,
}

/// The binary: `KIOSQUE` in the environment, else the workspace's release build.
pub fn binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("KIOSQUE") {
        return Ok(path.into());
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    let path = target.join("release/kiosque");
    ensure!(path.exists(), "there is no {}: run `cargo build --release -p kiosque` first", path.display());
    Ok(path)
}

/// A command of the binary on a data folder.
pub fn command(name: &[&str], data: &Path) -> Result<Command> {
    let mut command = Command::new(binary()?);
    command.args(name).arg("--data").arg(data);
    Ok(command)
}

/// `kiosque serve` on a data folder.
pub fn serve(data: &Path, settings: &Settings) -> Result<Server> {
    start(&["serve"], data, settings)
}

/// `kiosque demo` in a folder.
pub fn demo(data: &Path, settings: &Settings) -> Result<Server> {
    start(&["demo"], data, settings)
}

fn start(name: &[&str], data: &Path, settings: &Settings) -> Result<Server> {
    let port = free_port()?;
    let address = format!("127.0.0.1:{port}");
    let file = data.with_extension("toml");
    fs::write(&file, toml(&address, settings))?;
    let mut command = command(name, data)?;
    command.arg("--config").arg(&file).args(["--listen", &address]);
    let log = data.with_extension("log");
    command.env("KIOSQUE_LOG", "warn").stdout(Stdio::piped()).stderr(fs::File::create(&log)?);
    let begun = Instant::now();
    let mut program = Program::start(&mut command)?;
    let output = program.0.stdout.take().context("no output")?;
    let mut lines = BufReader::new(output).lines();
    loop {
        let Some(line) = lines.next() else {
            bail!("kiosque {} ended before it listened; it said: {}", name.join(" "), fs::read_to_string(&log)?);
        };
        if line?.trim().starts_with("Listening on http://") {
            break;
        }
    }
    let ready = begun.elapsed();
    // What it prints later must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Ok(Server { program, address, ready })
}

fn toml(address: &str, settings: &Settings) -> String {
    let mut text = format!("[site]\naddress = \"http://{address}\"\n");
    if settings.uncached {
        text.push_str("\n[server]\npage_cache_mb = 0\n");
    }
    text
}

impl Server {
    /// The paths of up to `most` articles, as its sitemaps list them; without sitemaps, as the home page links them.
    pub fn articles(&self, most: usize) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let mut waiting = vec!["/sitemap.xml".to_owned()];
        while let Some(path) = waiting.pop() {
            let answer = http::get(&self.address, &path, &[])?;
            ensure!(answer.status == 200, "{path} answers {}", answer.status);
            let text = answer.text();
            let index = text.contains("<sitemapindex");
            for part in text.split("<loc>").skip(1) {
                let address = part.split("</loc>").next().unwrap_or_default().trim();
                let path = address.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default();
                if index { waiting.push(path) } else { found.push(path) }
            }
            if found.len() >= most {
                break;
            }
        }
        let mut articles = Vec::new();
        for path in found {
            if articles.len() == most {
                break;
            }
            // A section's or author's page is listed too; an article's path ends below its section.
            if path.matches('/').count() >= 2 {
                articles.push(path);
            }
        }
        ensure!(!articles.is_empty(), "the sitemaps list no article");
        Ok(articles)
    }
}
