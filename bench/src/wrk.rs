//! Load by wrk.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Connections of every run.
const CONNECTIONS: u32 = 32;

/// What a run gave.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Requests a second.
    pub rate: f64,
    /// 95th percentile of the latency, in milliseconds.
    pub latency: f64,
}

/// Prints what wrk's own summary leaves out; `paths` are asked for in turn.
fn script(paths: &[String]) -> String {
    let list: Vec<String> = paths.iter().map(|path| format!("{path:?}")).collect();
    format!(
        "local paths = {{{}}}
local at = 0
if #paths > 0 then
  function setup(thread) thread:set('seed', math.random(1, #paths)) end
  function init(args) at = seed or 0 end
  request = function()
    at = at % #paths + 1
    return wrk.format('GET', paths[at])
  end
end
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('RESULT %d %d %.3f %d\\n', summary.requests, summary.duration,
    latency:percentile(95) / 1000, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
",
        list.join(", ")
    )
}

/// One run against an address; with `paths`, those in turn.
pub fn run(folder: &Path, url: &str, seconds: u32, headers: &[&str], paths: &[String]) -> Result<Run> {
    let file = folder.join("load.lua");
    fs::write(&file, script(paths))?;
    let mut command = Command::new("wrk");
    command.args(["-t2", &format!("-c{CONNECTIONS}"), &format!("-d{seconds}s"), "-s"]).arg(&file);
    for header in headers {
        command.args(["-H", header]);
    }
    let output = command.arg(url).output().context("wrk is missing (apt install wrk)")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = text
        .lines()
        .find_map(|line| line.strip_prefix("RESULT "))
        .with_context(|| format!("wrk said: {text}{}", String::from_utf8_lossy(&output.stderr)))?
        .split(' ')
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    let [requests, microseconds, latency, errors] = figures[..] else {
        bail!("wrk said: {text}");
    };
    if errors > 0.0 {
        bail!("{errors} of {requests} requests to {url} failed");
    }
    Ok(Run { rate: requests * 1e6 / microseconds, latency })
}
