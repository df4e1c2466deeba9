//! Related articles at size: one question, one publication with its neighbours, all lists, memory, files.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use newsroom::articles::{self, Content, Publish};
use newsroom::related::{self, Follower};
use newsroom::{Actor, App, Id, testing};

use super::{Line, Newsroom, PATIENCE, half_and_most, list};
use crate::kiosque;
use crate::program::Program;

/// Questions and publications that are timed.
const QUESTIONS: usize = 300;
const PUBLICATIONS: usize = 60;

fn plain(error: newsroom::Error) -> anyhow::Error {
    anyhow!("{error}")
}

fn megabytes(kilobytes: Option<u64>) -> String {
    kilobytes.map_or_else(|| "?".to_owned(), |held| format!("{:.0}", held as f64 / 1024.0))
}

fn seconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64())
}

/// The lines of a newsroom.
pub(crate) fn measure(newsroom: &Newsroom) -> Result<Vec<Line>> {
    let mut lines = vec![Line { what: "written by demo --articles, s", figure: seconds(newsroom.written), target: "" }];
    let data = newsroom.data();
    let file = data.join("related/neighbours");
    let begun = Instant::now();
    let mut command = kiosque::command(&["related", "rebuild"], &data)?;
    let (status, most) = Program::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?.watch()?;
    ensure!(status.success(), "the rebuild ended with {status}");
    lines.push(Line { what: "all lists from the texts, s", figure: seconds(begun.elapsed()), target: "240" });
    lines.push(Line { what: "  most memory, MB", figure: megabytes(Some(most)), target: "" });
    lines.push(Line { what: "saved neighbours, MB", figure: format!("{:.1}", fs::metadata(&file)?.len() as f64 / 1e6), target: "" });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    lines.extend(runtime.block_on(inside(newsroom))?);
    let cookie = runtime.block_on(list::cookie(&data))?;
    // The index of search is made on the first start; the second is an ordinary one.
    let mut server = kiosque::serve(&data, &kiosque::Settings::default())?;
    let (_, own) = server.program.wait_until_idle(PATIENCE)?;
    lines.push(Line { what: "first server (makes the index of search), most of its own, MB", figure: megabytes(Some(own)), target: "250" });
    lines.push(Line { what: "  with pages of the files it maps, MB", figure: megabytes(server.program.kilobytes("VmHWM")), target: "" });
    server.program.stop()?;
    let server = kiosque::serve(&data, &kiosque::Settings::default())?;
    let (ready, _) = server.program.wait_until_idle(PATIENCE)?;
    lines.push(Line { what: "server at rest after ordinary start, s", figure: seconds(ready), target: "" });
    lines.push(Line { what: "server at rest, MB", figure: megabytes(server.program.kilobytes("VmRSS")), target: "250" });
    lines.push(Line { what: "  of it its own, MB", figure: megabytes(server.program.kilobytes("RssAnon")), target: "" });
    lines.extend(list::measure(&server.address, &cookie)?);
    Ok(lines)
}

/// The product's own calls, one at a time.
async fn inside(newsroom: &Newsroom) -> Result<Vec<Line>> {
    let app = testing::on_folder(&newsroom.data()).await.map_err(plain)?;
    let mut follower = Follower::default();
    let begun = Instant::now();
    related::step(&app, &mut follower).await.map_err(plain)?;
    let mut lines = vec![Line { what: "neighbours read from the file, s", figure: seconds(begun.elapsed()), target: "" }];
    ensure!(follower.len() as u64 >= newsroom.articles, "{} articles are in memory", follower.len());
    let mut tx = app.read().await.map_err(plain)?;
    let latest = articles::latest(&mut tx, "fr", None, 2_000).await.map_err(plain)?;
    drop(tx);
    let ids: Vec<Id> = latest.iter().step_by((latest.len() / QUESTIONS).max(1)).map(|card| card.id).collect();
    let mut times = Vec::new();
    for id in &ids {
        let begun = Instant::now();
        let found = follower.as_of(*id, related::KEPT, i64::MAX);
        times.push(begun.elapsed());
        std::hint::black_box(found);
    }
    lines.push(Line { what: "one related query, ms (half / 95 %)", figure: half_and_most(times), target: "2" });
    let mut times = Vec::new();
    let mut with_neighbours = Vec::new();
    for id in ids.iter().cycle().take(PUBLICATIONS) {
        let draft = draft(&app, *id).await?;
        let begun = Instant::now();
        articles::publish(&app, &Actor::system(), draft, &Publish::default()).await.map_err(plain)?;
        times.push(begun.elapsed());
        related::step(&app, &mut follower).await.map_err(plain)?;
        with_neighbours.push(begun.elapsed());
    }
    lines.push(Line { what: "publishing alone, ms", figure: half_and_most(times), target: "" });
    lines.push(Line { what: "publishing with neighbours, ms", figure: half_and_most(with_neighbours), target: "20" });
    app.database.close().await;
    Ok(lines)
}

/// A new article that follows another one.
async fn draft(app: &App, after: Id) -> Result<Id> {
    let mut tx = app.read().await.map_err(plain)?;
    let before = articles::article(&mut tx, after).await.map_err(plain)?.context("an article is gone")?;
    let content = articles::published_content(&mut tx, &before).await.map_err(plain)?.content;
    drop(tx);
    let headline = format!("{} : la suite", content.headline);
    let id = articles::create(app, &Actor::system(), "fr", &headline, None).await.map_err(plain)?;
    let content = Content { headline, standfirst: String::new(), slug: String::new(), ..content };
    let mut tx = app.read().await.map_err(plain)?;
    let copy = articles::working_copy(&mut tx, id).await.map_err(plain)?.context("a new article without a working copy")?;
    drop(tx);
    articles::save(app, &Actor::system(), id, copy.number, content).await.map_err(plain)?;
    Ok(id)
}
