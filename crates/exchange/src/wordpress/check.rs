//! Asks the running site for every address of the old one, and lists those that do not answer.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::PathBuf;

use futures::StreamExt;
use newsroom::App;
use newsroom::imports;
use serde::Serialize;

use super::address::{path_of, percent_decoded, percent_encoded};
use super::http::{self, Answer};
use super::knowledge::upload_path;
use super::survey::{self, Survey};
use crate::Error;

/// An address that does not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Silent {
    /// The address.
    pub path: String,
    /// What came instead.
    pub what: String,
}

/// What the replay found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Addresses asked for.
    pub asked: u64,
    /// Answered with the page itself.
    pub same: u64,
    /// Led on to a page that answers.
    pub moved: u64,
    /// Files that were never brought, and pages of theirs: gaps the import has listed.
    pub gaps: Vec<String>,
    /// The others.
    pub failures: Vec<Silent>,
}

impl Checked {
    /// As lines for people.
    pub fn to_text(&self) -> String {
        let mut out = format!(
            "{} old addresses: {} answer, {} lead on, {} belong to files that were not imported, {} fail\n",
            self.asked,
            self.same,
            self.moved,
            self.gaps.len(),
            self.failures.len()
        );
        for failure in &self.failures {
            out.push_str(&format!("{}: {}\n", failure.path, failure.what));
        }
        out
    }
}

/// What is to be asked for.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Addresses that must answer.
    pub due: BTreeSet<String>,
    /// Addresses of files that were not imported.
    pub gaps: BTreeSet<String>,
}

/// Addresses that every WordPress site has.
const ALWAYS: &[&str] = &[
    "/feed/",
    "/feed/rss2/",
    "/feed/atom/",
    "/?feed=rss2",
    "/?feed=atom",
    "/page/2/",
    "/wp-sitemap.xml",
    "/wp-sitemap-posts-post-1.xml",
    "/sitemap_index.xml",
    "/post-sitemap.xml",
];

/// The addresses of the files given, and of what earlier imports brought.
pub async fn addresses(app: &App, files: &[PathBuf]) -> Result<Addresses, Error> {
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    let mut current = BTreeSet::new();
    let mut after = String::new();
    loop {
        let rows = imports::old_addresses(app, &after, 1000).await?;
        let Some((last, _, _)) = rows.last() else {
            break;
        };
        after.clone_from(last);
        for (path, kind, state) in rows {
            match state.as_str() {
                "moved" => {
                    kinds.insert(path, kind);
                }
                "current" => {
                    current.insert(path);
                }
                _ => {}
            }
        }
    }
    let mut found = Addresses { due: ALWAYS.iter().map(|path| (*path).to_owned()).collect(), ..Addresses::default() };
    found.due.extend(current.iter().map(|path| percent_encoded(path)));
    for (path, kind) in &kinds {
        found.due.insert(asked(path));
        if matches!(kind.as_str(), "section" | "topic" | "contributor") && is_old_list(path) {
            found.due.insert(format!("{}feed/", asked(path)));
            found.due.insert(format!("{}page/2/", asked(path)));
        }
        if kind == "redirect"
            && let Some((stem, extension)) = path.rsplit_once('.').filter(|_| path.contains("/uploads/"))
        {
            found.due.insert(percent_encoded(&format!("{stem}-300x200.{extension}")));
        }
    }
    if !files.is_empty() {
        let files = files.to_vec();
        let survey = tokio::task::spawn_blocking(move || survey::survey(&files, |_, _| {}))
            .await
            .map_err(|error| Error::Broken(error.to_string()))??;
        from_survey(&survey, &kinds, &mut found);
    }
    Ok(found)
}

fn is_old_list(path: &str) -> bool {
    ["/category/", "/tag/", "/author/"].iter().any(|start| path.contains(start))
}

/// WordPress ended the addresses of pages with a slash.
fn asked(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let encoded = percent_encoded(path);
    if path.contains('?') || path.ends_with('/') || last.contains('.') { encoded } else { format!("{encoded}/") }
}

fn from_survey(survey: &Survey, kinds: &BTreeMap<String, String>, found: &mut Addresses) {
    let site = survey.site.key();
    for known in survey.items.iter().filter(|known| known.public) {
        if known.number >> 63 == 0 {
            found.due.insert(format!("/?p={}", known.number));
        }
        if !known.path.is_empty() {
            found.due.insert(asked(&known.path));
        }
    }
    for attachment in survey.attachments.values() {
        let mut paths: Vec<String> = path_of(&attachment.page, &site).into_iter().collect();
        if path_of(&attachment.url, &site).is_some() {
            paths.extend(upload_path(&attachment.url));
        }
        if attachment.number >> 63 == 0 {
            paths.push(format!("/?p={}", attachment.number));
        }
        for path in paths.iter().filter(|path| *path != "/") {
            if kinds.contains_key(path) {
                found.due.insert(asked(path))
            } else {
                found.gaps.insert(asked(path))
            };
        }
    }
    for (taxonomy, slug) in survey.uses.keys() {
        match taxonomy.as_str() {
            "category" => found.due.insert(asked(&percent_decoded(&survey.category_path(slug)))),
            "post_tag" => found.due.insert(asked(&format!("{}/tag/{}", survey.base(), percent_decoded(slug)))),
            _ => false,
        };
    }
    for (year, month) in &survey.months {
        found.due.insert(format!("/{year}/"));
        found.due.insert(format!("/{year}/{month}/"));
    }
    found.gaps.retain(|path| !found.due.contains(path));
}

/// Addresses asked for at once.
const AT_ONCE: usize = 8;

/// Asks for every address with `ask`, following where they lead. `base` is the site's own address; `done` hears how many
/// were asked, of how many.
pub async fn replay<F, Fut>(addresses: &Addresses, base: &str, ask: F, done: impl Fn(u64, u64)) -> Checked
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Result<Answer, String>>,
{
    let all = addresses.due.iter().map(|path| (path, false)).chain(addresses.gaps.iter().map(|path| (path, true)));
    let total = (addresses.due.len() + addresses.gaps.len()) as u64;
    let ask = &ask;
    let mut answers =
        futures::stream::iter(all).map(|(path, gap)| async move { (path, gap, follow(path, base, ask).await) }).buffered(AT_ONCE);
    let mut checked = Checked::default();
    while let Some((path, gap, outcome)) = answers.next().await {
        checked.asked += 1;
        match outcome {
            Ok(0) => checked.same += 1,
            Ok(_) => checked.moved += 1,
            Err(_) if gap => checked.gaps.push(path.clone()),
            Err(what) => checked.failures.push(Silent { path: path.clone(), what }),
        }
        done(checked.asked, total);
    }
    checked
}

/// How many times an address led on before a page answered.
async fn follow<F, Fut>(path: &str, base: &str, ask: &F) -> Result<usize, String>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Result<Answer, String>>,
{
    let mut at = path.to_owned();
    for steps in 0..6 {
        let answer = ask(at.clone()).await?;
        match (answer.status, answer.location) {
            (200, _) => return Ok(steps),
            (301 | 302 | 307 | 308, Some(location)) => {
                let own = location.strip_prefix(base).map(|rest| if rest.is_empty() { "/" } else { rest });
                at = match own {
                    Some(own) => own.to_owned(),
                    None if location.starts_with('/') => location,
                    None => return Err(format!("leads to another site: {location}")),
                };
            }
            (status, _) if steps == 0 => return Err(format!("answers {status}")),
            (status, _) => return Err(format!("leads to {at}, which answers {status}")),
        }
    }
    Err("leads round in a circle".to_owned())
}

/// Replays over HTTP against the site that listens at `listen` ("127.0.0.1:8300"). `done` hears how many were asked.
pub async fn over_http(app: &App, files: &[PathBuf], listen: &str, done: impl Fn(u64, u64)) -> Result<Checked, Error> {
    let addresses = addresses(app, files).await?;
    let mut base = app.settings.address.clone();
    let first = http::get(listen, host_of(&base), "/")
        .await
        .map_err(|error| Error::Usage(format!("no site answers at {listen} ({error}): start it with kiosque serve")))?;
    // Without an address of its own, a site goes by where it listens.
    let own = format!("http://{listen}");
    if first.location.is_some_and(|location| location.starts_with(&own)) {
        base = own;
    }
    Ok(replay(
        &addresses,
        &base,
        |path| {
            let (host, listen) = (host_of(&base).to_owned(), listen.to_owned());
            async move { http::get(&listen, &host, &path).await.map_err(|error| error.to_string()) }
        },
        done,
    )
    .await)
}

/// The host, with its port, of a site's address.
fn host_of(base: &str) -> &str {
    base.split_once("://").map_or(base, |(_, rest)| rest).split('/').next().unwrap_or_default()
}
