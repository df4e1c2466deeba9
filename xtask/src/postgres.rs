//! A PostgreSQL server for the length of a test run: in a temporary folder, on a socket in that folder, gone at the end.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{machine, shell};

const START: Duration = Duration::from_secs(30);

/// A running server; dropping it ends it and removes its folder.
pub struct Server {
    folder: PathBuf,
    process: Child,
}

impl Server {
    /// Makes a cluster in C collation and starts it. Nothing of it survives a crash, so it does not wait for the disk.
    pub fn start() -> Result<Server> {
        let programs = machine::postgresql_folder().context("PostgreSQL's programs are missing")?;
        let folder = std::env::temp_dir().join(format!("kiosque-postgres-{}", std::process::id()));
        std::fs::create_dir(&folder)?;
        let started = start_in(&folder, &programs);
        if started.is_err() {
            // The error of the start is the one to tell.
            let _ = std::fs::remove_dir_all(&folder);
        }
        let server = Server { process: started?, folder };
        server.wait_until_ready(&programs)?;
        Ok(server)
    }

    /// Where the server is to be found.
    pub fn address(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    fn wait_until_ready(&self, programs: &Path) -> Result<()> {
        let end = Instant::now() + START;
        while Instant::now() < end {
            let ready = Command::new(programs.join("pg_isready")).args(["--quiet", "--host"]).arg(&self.folder).status()?;
            if ready.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL did not start in {START:?}; its log: {}", self.folder.join("log").display())
    }
}

fn start_in(folder: &Path, programs: &Path) -> Result<Child> {
    let data = folder.join("data");
    let identity = identity()?;
    if !identity.is_empty() {
        shell::output(Command::new("chown").arg("postgres:postgres").arg(folder))?;
    }
    let mut make = as_server(&identity, &programs.join("initdb"));
    make.args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]).args(["--locale=C", "--no-sync", "--pgdata"]).arg(&data);
    shell::output(&mut make)?;
    let mut serve = as_server(&identity, &programs.join("postgres"));
    serve.arg("-D").arg(&data).arg("-k").arg(folder);
    for setting in
        ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=64MB"]
    {
        serve.args(["-c", setting]);
    }
    let log = std::fs::File::create(folder.join("log"))?;
    let process = serve.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
    Ok(process)
}

/// PostgreSQL refuses to run as root: then it runs as the account that Debian's package makes.
fn identity() -> Result<Vec<&'static str>> {
    if !machine::is_root()? {
        return Ok(Vec::new());
    }
    Ok(vec!["--reuid=postgres", "--regid=postgres", "--init-groups"])
}

/// The program under its account; it is told to end (SIGINT is PostgreSQL's fast shutdown) if we die without a word.
fn as_server(identity: &[&str], program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(identity).args(["--pdeathsig", "INT"]).arg(program).current_dir("/");
    command
}

impl Drop for Server {
    fn drop(&mut self) {
        let told = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        if !told.is_ok_and(|status| status.success()) {
            // Already gone, or it does not listen: the wait below must still end.
            let _ = self.process.kill();
        }
        if let Err(error) = self.process.wait() {
            eprintln!("PostgreSQL of the tests: {error}");
        }
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("could not remove {}: {error}", self.folder.display());
        }
    }
}
