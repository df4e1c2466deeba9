//! An article page: from the cache beside nginx, and without the cache.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::program::Folder;
use crate::table::{median, print, row};
use crate::{http, imports, kiosque, nginx, wrk};

/// An article of the demo beside nginx serving the same bytes: alternating runs, medians, ratios.
pub fn beside_nginx(seconds: u32, runs: usize) -> Result<()> {
    let folder = Folder::new()?;
    let server = kiosque::demo(&folder.path().join("data"), &kiosque::Settings::default())?;
    let path = an_article(&server)?;
    let plain = http::get(&server.address, &path, &[])?;
    let gzip = http::get(&server.address, &path, &["Accept-Encoding: gzip"])?;
    let peer = nginx::serve(folder.path(), &plain, &gzip)?;
    let same = http::get(&peer.address, "/page.html", &[])?;
    ensure!(same.body == plain.body, "nginx serves other bytes");
    println!("{path}: {} bytes, {} by gzip", plain.body.len(), gzip.body.len());
    let ours = format!("http://{}{path}", server.address);
    let theirs = format!("http://{}/page.html", peer.address);
    let mut rows = vec![row(["requests/s (median)", "kiosque", "nginx", "ratio", "target"])];
    for (name, headers, target) in [("plain", &[][..], "0.8"), ("gzip", &["Accept-Encoding: gzip"][..], "0.9")] {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            here.push(wrk::run(folder.path(), &ours, seconds, headers, &[])?.rate);
            there.push(wrk::run(folder.path(), &theirs, seconds, headers, &[])?.rate);
        }
        let (here, there) = (median(&here), median(&there));
        rows.push(row([name, &format!("{here:.0}"), &format!("{there:.0}"), &format!("{:.2}", here / there), target]));
    }
    print(&format!("An article page, 32 connections, {runs} alternating runs of {seconds} s"), &rows);
    Ok(())
}

fn an_article(server: &kiosque::Server) -> Result<String> {
    let paths = server.articles(1)?;
    let path = paths.first().context("there is no article")?;
    let answer = http::get(&server.address, path, &[])?;
    ensure!(answer.status == 200, "{path} answers {}", answer.status);
    Ok(path.clone())
}

/// Article pages asked for in turn, with the page cache off.
pub fn uncached(export: Option<&Path>, seconds: u32) -> Result<()> {
    let folder = Folder::new()?;
    let data = folder.path().join("data");
    let settings = kiosque::Settings { uncached: true };
    let server = match export {
        Some(export) => {
            imports::into(&data, export)?;
            kiosque::serve(&data, &settings)?
        }
        None => kiosque::demo(&data, &settings)?,
    };
    server.program.wait_until_idle(std::time::Duration::from_secs(300))?;
    let paths = server.articles(1_000)?;
    let url = format!("http://{}/", server.address);
    let run = wrk::run(folder.path(), &url, seconds, &[], &paths)?;
    print(
        &format!("{} article pages in turn, nothing cached, 32 connections, {seconds} s", paths.len()),
        &[
            row(["", "measured", "target"]),
            row(["pages/s", &format!("{:.0}", run.rate), "1000"]),
            row(["95th percentile, ms", &format!("{:.1}", run.latency), "10"]),
        ],
    );
    Ok(())
}
