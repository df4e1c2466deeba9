//! A large import: its time and memory, and what the server holds afterwards.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::program::{Folder, Program};
use crate::table::{print, row};
use crate::{http, kiosque, wrk};

/// Longer than this and something is wrong.
const PATIENCE: Duration = Duration::from_secs(600);

/// Imports an export into a fresh data folder. Gives the time and the most kB held.
pub fn into(data: &Path, export: &Path) -> Result<(Duration, u64)> {
    let mut command = kiosque::command(&["import", "wordpress"], data)?;
    let log = data.with_extension("import.log");
    command.arg(export).stdout(Stdio::null()).stderr(std::fs::File::create(&log)?);
    let begun = Instant::now();
    let (status, most) = Program::start(&mut command)?.watch()?;
    // 3: some texts were covered less than wanted; everything is in nevertheless.
    ensure!(status.success() || status.code() == Some(3), "the import ended with {status}: {}", std::fs::read_to_string(&log)?);
    Ok((begun.elapsed(), most))
}

fn megabytes(kilobytes: u64) -> String {
    format!("{:.0}", kilobytes as f64 / 1024.0)
}

/// Time and peak memory of an import, then the time until the followers rest.
pub fn import(export: &Path) -> Result<Folder> {
    let folder = Folder::new()?;
    let data = folder.path().join("data");
    let (time, most) = into(&data, export)?;
    let server = kiosque::serve(&data, &kiosque::Settings::default())?;
    let (settled, _) = server.program.wait_until_idle(PATIENCE)?;
    let held = server.program.kilobytes("VmHWM").unwrap_or_default();
    print(
        &format!("Import of {}", export.display()),
        &[
            row(["", "measured", "target"]),
            row(["import, s", &format!("{:.1}", time.as_secs_f64()), "30"]),
            row(["import, most MB", &megabytes(most), "200"]),
            row(["search and related ready, s", &format!("{:.1}", settled.as_secs_f64()), "60"]),
            row(["server meanwhile, most MB", &megabytes(held), ""]),
        ],
    );
    Ok(folder)
}

/// Time to ready and memory of a server with the articles of an export: started, after pages, after searches.
pub fn memory(export: &Path) -> Result<()> {
    let folder = import(export)?;
    let data = folder.path().join("data");
    let server = kiosque::serve(&data, &kiosque::Settings::default())?;
    server.program.wait_until_idle(PATIENCE)?;
    let held = || server.program.kilobytes("VmRSS").unwrap_or_default();
    let started = held();
    let paths = server.articles(2_000)?;
    wrk::run(folder.path(), &format!("http://{}/", server.address), 10, &["Accept-Encoding: gzip"], &paths)?;
    let after_pages = held();
    for words in ["gouvernement", "Vucic", "accord%20Kosovo", "%22conseil%20de%22"] {
        for _ in 0..25 {
            let answer = http::get(&server.address, &format!("/recherche?q={words}"), &[])?;
            ensure!(answer.status == 200, "a search answers {}", answer.status);
        }
    }
    print(
        "The server afterwards",
        &[
            row(["", "measured", "target"]),
            row(["time to ready, s", &format!("{:.2}", server.ready.as_secs_f64()), "1"]),
            row(["at rest, MB", &megabytes(started), "150"]),
            row([&format!("after {} different pages, MB", paths.len()), &megabytes(after_pages), "150"]),
            row(["after 100 searches, MB", &megabytes(held()), "150"]),
            row(["most, MB", &megabytes(server.program.kilobytes("VmHWM").unwrap_or_default()), ""]),
        ],
    );
    Ok(())
}
