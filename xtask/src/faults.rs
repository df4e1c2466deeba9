//! `cargo xtask faults`: the fault table of mailings, on SQLite and then on a PostgreSQL server of its own.
//!
//! Without optimisation: it measures nothing, and the tests have built it already.

use anyhow::Result;

use crate::machine;
use crate::postgres::Server;
use crate::shell;

/// The variable that names the server to tests and fault runs; without it they run on SQLite.
pub const POSTGRES: &str = "KIOSQUE_TEST_POSTGRES";

/// Runs both tables. False: something that is promised does not hold.
pub fn run((runs, minutes): (u64, u64), step: &[String], seed: u64, json: bool) -> Result<bool> {
    machine::install(&[machine::CC, machine::POSTGRESQL])?;
    let table = || {
        let mut command = shell::command("cargo", &["run", "--quiet", "--package", "bench", "--", "faults"]);
        command.args(["--runs", &runs.to_string(), "--minutes", &minutes.to_string(), "--seed", &seed.to_string()]);
        if !step.is_empty() {
            command.args(["--step", &step.join(",")]);
        }
        if json {
            command.arg("--json");
        }
        command
    };
    let sqlite = table().env_remove(POSTGRES).status()?.success();
    let server = Server::start()?;
    let postgres = table().env(POSTGRES, server.address()).status()?.success();
    Ok(sqlite && postgres)
}
