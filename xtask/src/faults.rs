//! `cargo xtask faults`: the fault table of mailings, on SQLite and then on a PostgreSQL server of its own.
//!
//! Without optimisation: it measures nothing, and the tests have built it already.

use anyhow::Result;

use crate::machine;
use crate::postgres::Server;
use crate::shell;

/// The variable that names the server to tests and fault runs; without it they run on SQLite.
pub const POSTGRES: &str = "KIOSQUE_TEST_POSTGRES";

/// Runs both tables with what was `given`. False: something that is promised does not hold.
pub fn run(given: &[String]) -> Result<bool> {
    let table = || {
        let mut command = shell::command("cargo", &["run", "--quiet", "--package", "bench", "--", "faults"]);
        command.args(given);
        command
    };
    if given.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(table().status()?.success());
    }
    machine::install(&[machine::CC, machine::POSTGRESQL])?;
    let sqlite = table().env_remove(POSTGRES).status()?.success();
    let server = Server::start()?;
    let postgres = table().env(POSTGRES, server.address()).status()?.success();
    Ok(sqlite && postgres)
}
