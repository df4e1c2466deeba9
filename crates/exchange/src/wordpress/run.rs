//! A whole run: two passes over the files, the second in batches.
//!
//! Guarantees: memory does not grow with the texts; a batch is one transaction, so that a run that was killed goes on where
//! it stopped; a second run writes only what changed; nobody is mailed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use jiff::tz::TimeZone;
use newsroom::imports::{self, Incoming, Outcome};
use newsroom::{Actor, App};
use tokio::sync::mpsc;

use super::address::path_of;
use super::comments::Side;
use super::item::Entry;
use super::knowledge::Knowledge;
use super::map::Map;
use super::plan::{self, Plan};
use super::prepare::{Phrases, Prepared, prepare};
use super::report::{Mean, Problem, Report};
use super::survey::{self, Survey, is_article, is_page, number_of};
use super::{media, terms};
use crate::Error;

/// What to import, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The exports, of one site.
    pub files: Vec<PathBuf>,
    /// The old site's uploads folder.
    pub media: Option<PathBuf>,
    /// The map, altered by an editor.
    pub map: Option<PathBuf>,
    /// Only say what is there and what would happen.
    pub dry_run: bool,
    /// Where a dry run writes the map.
    pub write_map: Option<PathBuf>,
    /// Items to write although the desk has altered or deleted them, by their number at the old site.
    pub overwrite: BTreeSet<u64>,
    /// Articles in one transaction; 0 for the usual hundred.
    pub batch: usize,
    /// Stop after so many batches, as a kill would: for tests.
    pub stop_after: Option<usize>,
}

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The first pass.
    Survey,
    /// Files come into the media library.
    Media,
    /// The second pass.
    Articles,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub stage: Stage,
    /// Bytes read, or files brought.
    pub done: u64,
    /// Of how many; 0 when nobody knows.
    pub total: u64,
    /// Items dealt with.
    pub items: u64,
}

/// Hears how far a run is.
pub type Listener = Arc<dyn Fn(Progress) + Send + Sync>;

const BATCH: usize = 100;

/// Imports, or with `dry_run` says what would be imported.
pub async fn run(app: &App, options: &Options, progress: Listener) -> Result<Report, Error> {
    let begun = Instant::now();
    let survey = first_pass(options, &progress).await?;
    let map = match &options.map {
        Some(path) => Map::read(path, &survey)?,
        None => Map::suggested(&survey),
    };
    let mut report = Report {
        site: survey.site.key(),
        items: survey.kinds.values().sum::<u64>() + survey.repeated,
        comments: survey.comments,
        ..Report::default()
    };
    report.malformed = survey.malformed.iter().map(ToString::to_string).collect();
    about_files(&survey, &mut report);
    if options.dry_run {
        report.plan = Some(dry_run(app, options, &survey, &map).await?);
        report.seconds = begun.elapsed().as_secs_f64();
        return Ok(report);
    }
    if survey.items.is_empty() && survey.attachments.is_empty() && survey.terms.is_empty() {
        report.skipped = report.items;
        report.seconds = begun.elapsed().as_secs_f64();
        return Ok(report);
    }
    app.database.bulk(true).await.map_err(newsroom::Error::from)?;
    let outcome = second_pass(app, options, survey, &map, &mut report, &progress).await;
    app.database.bulk(false).await.map_err(newsroom::Error::from)?;
    outcome?;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

async fn first_pass(options: &Options, progress: &Listener) -> Result<Survey, Error> {
    if options.files.is_empty() {
        return Err(Error::Usage("name at least one export file (Tools, Export in WordPress)".to_owned()));
    }
    let mut total = 0;
    for path in &options.files {
        total += std::fs::metadata(path).map_err(Error::file(path))?.len();
    }
    let (files, listener) = (options.files.clone(), progress.clone());
    tokio::task::spawn_blocking(move || {
        survey::survey(&files, |done, items| listener(Progress { stage: Stage::Survey, done, total, items }))
    })
    .await
    .map_err(|error| Error::Broken(error.to_string()))?
}

fn about_files(survey: &Survey, report: &mut Report) {
    let mut note = |what: String| report.problems.push(Problem { item: String::new(), line: 0, what });
    if survey.replaced > 0 {
        note(format!("{} runs of bytes are not UTF-8 and were replaced by \u{FFFD}", survey.replaced));
    }
    for file in &survey.without_version {
        note(format!("{file}: the export says no WXR version; read as 1.2"));
    }
}

async fn dry_run(app: &App, options: &Options, survey: &Survey, map: &Map) -> Result<Plan, Error> {
    let mut plan = Plan::of(survey, map);
    let found = media::look(options.media.as_deref(), survey);
    plan.files = found.len() as u64;
    plan.files_missing = (survey.attachments.len() - found.len()) as u64;
    // A text is kept twice (revision, working copy) and indexed; a picture also in smaller sizes.
    plan.disk_needed = survey.bytes * 3 + found.values().map(|(_, bytes)| bytes * 2).sum::<u64>();
    plan.disk_free = plan::free_bytes(&app.settings.data);
    let written = imports::known(app, &survey.site.key()).await?;
    plan.here_already =
        written.iter().filter(|source| matches!(source.kind.as_str(), "article" | "page") && !source.hash.is_empty()).count() as u64;
    if let Some(path) = &options.write_map {
        // An editor's map is never overwritten.
        if path.exists() {
            plan.map_left = Some(path.display().to_string());
        } else {
            std::fs::write(path, map.to_toml()?).map_err(Error::file(path))?;
            plan.map = Some(path.display().to_string());
        }
    }
    Ok(plan)
}

async fn knowledge(app: &App, options: &Options, survey: Survey) -> Result<Knowledge, Error> {
    let language = survey.site.language.replace('_', "-");
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    imports::prepare_site(app, &survey.site.title, &primary).await?;
    let identity = imports::site_settings(app).await?.identity;
    let zone = TimeZone::get(&identity.zone).map_err(|error| Error::Broken(error.to_string()))?;
    let main = identity.main_language().to_owned();
    let mut knowledge = Knowledge::new(survey, (main, identity.languages.clone()), zone);
    knowledge.overwrite.clone_from(&options.overwrite);
    remember(app, &mut knowledge).await?;
    Ok(knowledge)
}

async fn remember(app: &App, knowledge: &mut Knowledge) -> Result<(), Error> {
    let written = imports::known(app, &knowledge.site).await?;
    knowledge.written = written.into_iter().map(|source| ((source.kind.clone(), source.key.clone()), source)).collect();
    Ok(())
}

/// Ids for everything, before any text refers to it.
async fn reserve(app: &App, knowledge: &mut Knowledge) -> Result<(), Error> {
    for (kind, page) in [("article", false), ("page", true)] {
        let missing: Vec<String> = knowledge
            .survey
            .items
            .iter()
            .filter(|known| known.page == page)
            .map(|known| known.number.to_string())
            .filter(|key| !knowledge.written.contains_key(&(kind.to_owned(), key.clone())))
            .collect();
        imports::reserve(app, &knowledge.site, kind, &missing).await?;
    }
    remember(app, knowledge).await?;
    let ids = |kind: &str| -> HashMap<u64, newsroom::Id> {
        let of_kind = knowledge.written.values().filter(|source| source.kind == kind);
        of_kind.filter_map(|source| Some((source.key.parse().ok()?, source.subject))).collect()
    };
    (knowledge.articles, knowledge.pages) = (ids("article"), ids("page"));
    Ok(())
}

async fn second_pass(
    app: &App,
    options: &Options,
    survey: Survey,
    map: &Map,
    report: &mut Report,
    progress: &Listener,
) -> Result<(), Error> {
    let actor = Actor::import();
    let mut knowledge = knowledge(app, options, survey).await?;
    media::bring(app, &actor, options.media.as_deref(), &mut knowledge, report).await?;
    terms::write(app, &actor, &mut knowledge, map).await?;
    if knowledge.survey.items.iter().any(|known| known.public && !known.page) && needs_unfiled(&knowledge, map) {
        terms::unfiled(app, &actor, &mut knowledge).await?;
    }
    reserve(app, &mut knowledge).await?;
    let side = if knowledge.survey.comments > 0 { Some(Side::begin(&app.settings.data, &knowledge.site)?) } else { None };
    let knowledge = Arc::new(knowledge);
    let (sender, receiver) = mpsc::channel::<Read>(200);
    let reader = {
        let (files, knowledge, phrases, now) = (options.files.clone(), knowledge.clone(), phrases(app, &knowledge)?, app.now());
        tokio::task::spawn_blocking(move || read(&files, &knowledge, &phrases, now, side, &sender))
    };
    let written = write(app, &actor, options, &knowledge, receiver, report, progress).await;
    let side = reader.await.map_err(|error| Error::Broken(error.to_string()))?;
    written?;
    if let Some(side) = side? {
        report.comments_file = Some(side.finish()?.display().to_string());
    }
    leftovers(app, &actor, &knowledge).await
}

/// Whether some published article may have no section.
fn needs_unfiled(knowledge: &Knowledge, map: &Map) -> bool {
    let all_sections = map.categories.values().all(|rule| rule.becomes == super::map::CategoryAs::Section);
    !all_sections || knowledge.survey.unfiled > 0
}

fn phrases(app: &App, knowledge: &Knowledge) -> Result<Phrases, Error> {
    let tag = language::Tag::parse(&knowledge.main).map_err(|error| Error::Broken(error.to_string()))?;
    let app = app.clone();
    Ok(Arc::new(move |key: &str, value: &str| app.theme.text(&tag, key, &[("value", value.into())])))
}

/// What the reading thread hands over.
struct Read {
    bytes: u64,
    what: What,
}

enum What {
    Item(Box<Prepared>),
    Skipped,
    Attachment,
}

/// Reads and converts, on a thread of its own. Ends early when nobody listens any more.
fn read(
    files: &[PathBuf],
    knowledge: &Arc<Knowledge>,
    phrases: &Phrases,
    now: i64,
    mut side: Option<Side>,
    sender: &mpsc::Sender<Read>,
) -> Result<Option<Side>, Error> {
    let mut seen = HashSet::new();
    let mut before = 0;
    for path in files {
        let (mut reader, _) = survey::open(path)?;
        // Where a file breaks off was told by the first pass.
        while let Ok(Some(entry)) = reader.read() {
            let Entry::Item(item) = entry else {
                continue;
            };
            let repeated = !seen.insert(number_of(&item));
            if let Some(side) = side.as_mut().filter(|_| !repeated) {
                side.keep(&item)?;
            }
            let what = if repeated {
                What::Skipped
            } else if is_article(&item) || is_page(&item) {
                prepare(&item, knowledge, phrases, now).map_or(What::Skipped, |prepared| What::Item(Box::new(prepared)))
            } else if item.kind == "attachment" {
                What::Attachment
            } else {
                What::Skipped
            };
            if sender.blocking_send(Read { bytes: before + reader.position(), what }).is_err() {
                return Ok(None);
            }
        }
        before += std::fs::metadata(path).map_err(Error::file(path))?.len();
    }
    Ok(side)
}

async fn write(
    app: &App,
    actor: &Actor,
    options: &Options,
    knowledge: &Knowledge,
    mut receiver: mpsc::Receiver<Read>,
    report: &mut Report,
    progress: &Listener,
) -> Result<(), Error> {
    let size = if options.batch == 0 { BATCH } else { options.batch };
    let mut waiting: Vec<Prepared> = Vec::with_capacity(size);
    let mut totals = Totals::default();
    let (mut items, mut batches) = (0, 0);
    while let Some(next) = receiver.recv().await {
        items += 1;
        match next.what {
            What::Item(prepared) => waiting.push(*prepared),
            What::Skipped => report.skipped += 1,
            What::Attachment => {}
        }
        progress(Progress { stage: Stage::Articles, done: next.bytes, total: knowledge.survey.bytes, items });
        if waiting.len() >= size {
            flush(app, actor, knowledge, &mut waiting, report, &mut totals).await?;
            batches += 1;
            if options.stop_after == Some(batches) {
                return Err(Error::Usage("stopped".to_owned()));
            }
        }
    }
    flush(app, actor, knowledge, &mut waiting, report, &mut totals).await?;
    report.word_coverage = totals.mean.finish();
    if let Some((_, id)) = totals.lead {
        newsroom::articles::set_lead(app, actor, id, true).await?;
    }
    Ok(())
}

/// What grows from batch to batch.
#[derive(Default)]
struct Totals {
    mean: Mean,
    /// The newest article new here that stood first on the old site: it leads the home page.
    lead: Option<(i64, newsroom::Id)>,
}

async fn flush(
    app: &App,
    actor: &Actor,
    knowledge: &Knowledge,
    waiting: &mut Vec<Prepared>,
    report: &mut Report,
    totals: &mut Totals,
) -> Result<(), Error> {
    if waiting.is_empty() {
        return Ok(());
    }
    let (batch, rest): (Vec<Incoming>, Vec<_>) =
        waiting.drain(..).map(|prepared| (prepared.incoming, (prepared.coverage, prepared.public))).unzip();
    let outcomes = imports::write(app, actor, &knowledge.site, &batch).await?;
    for ((item, (coverage, public)), outcome) in batch.iter().zip(rest).zip(outcomes) {
        match outcome {
            Outcome::Imported => {
                report.imported += 1;
                totals.lead = totals.lead.max(sticky(item));
            }
            Outcome::Updated => report.updated += 1,
            Outcome::Unchanged => report.unchanged += 1,
            Outcome::Kept => {
                report.kept += 1;
                report.kept_items.push(item.key.clone());
            }
        }
        match public {
            true => report.published += 1,
            false => report.drafts += 1,
        }
        totals.mean.add(coverage.share());
        if !coverage.is_enough() {
            report.below_coverage += 1;
        }
        report.problems.extend(item.findings.iter().map(|finding| Problem {
            item: item.key.clone(),
            line: u64::try_from(finding.line).unwrap_or(0),
            what: if finding.detail.is_empty() { finding.what.clone() } else { format!("{}: {}", finding.what, finding.detail) },
        }));
    }
    Ok(())
}

/// The date and id of a published article that stood first on the old site.
fn sticky(item: &Incoming) -> Option<(i64, newsroom::Id)> {
    let imports::Body::Article(article) = &item.body else {
        return None;
    };
    (article.sticky && article.state == newsroom::articles::State::Published).then_some((article.published_at, item.id))
}

/// Old addresses of files, and of the pages of pictures that belong to no article readers can see.
async fn leftovers(app: &App, actor: &Actor, knowledge: &Knowledge) -> Result<(), Error> {
    let public: HashSet<u64> = knowledge.survey.items.iter().filter(|known| known.public).map(|known| known.number).collect();
    let mut rows = Vec::new();
    for (number, brought) in &knowledge.media {
        let Some(attachment) = knowledge.survey.attachments.get(number) else {
            continue;
        };
        let file = super::knowledge::upload_path(&attachment.url);
        if knowledge.is_own(&attachment.url) {
            // "a-scaled.jpg" is what the old site made of the upload "a.jpg", whose other sizes are named after that one.
            rows.extend(file.as_deref().and_then(super::address::original_of).map(|path| (path, brought.href.clone())));
            rows.extend(file.map(|path| (path, brought.href.clone())));
        }
        if !public.contains(&attachment.parent) && attachment.number >> 63 == 0 {
            rows.push((format!("/?p={number}"), brought.href.clone()));
            rows.extend(path_of(&attachment.page, &knowledge.site).filter(|path| path != "/").map(|path| (path, brought.href.clone())));
        }
    }
    let base = knowledge.survey.base();
    if !base.is_empty() {
        for (end, target) in [("", "/"), ("/feed", "/feed.xml"), ("/feed/atom", "/feed.atom"), ("/wp-sitemap.xml", "/sitemap.xml")] {
            rows.push((format!("{base}{end}"), target.to_owned()));
        }
    }
    rows.sort();
    imports::add_addresses(app, actor, &rows).await?;
    Ok(())
}
