//! `kiosque import wordpress`: the command line of an import.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use exchange::wordpress::{self, Listener, Options, Progress, Report, Stage};
use indicatif::{ProgressBar, ProgressStyle};
use newsroom::App;

/// Where an import comes from.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Import one or several export files of a WordPress site (Tools, Export).
    Wordpress(Wordpress),
    /// Bring over the subscribers of another program, by the table that it exports. Nobody is mailed.
    Subscribers(crate::import_subscribers::Subscribers),
}

/// What an import of WordPress is given.
#[derive(Debug, Args)]
pub struct Wordpress {
    /// The export files, all of one site.
    #[arg(required_unless_present = "check")]
    pub files: Vec<PathBuf>,
    /// The old site's uploads folder (wp-content/uploads): pictures and files are taken from there.
    #[arg(long, value_name = "DIR")]
    pub media: Option<PathBuf>,
    /// Only say what is there and what would happen, and write a map to be edited.
    #[arg(long)]
    pub dry_run: bool,
    /// Where a dry run writes the map.
    #[arg(long, value_name = "FILE", default_value = "map.toml")]
    pub map_out: PathBuf,
    /// The map, edited: what categories and authors become.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Overwrite this item, by its number at the old site, although it was edited or deleted at the desk.
    #[arg(long, value_name = "ID")]
    pub overwrite: Vec<u64>,
    /// Write what was done as JSON.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Ask the running site for every old address instead, and list those that do not answer.
    #[arg(long, conflicts_with_all = ["dry_run", "map", "media", "overwrite"])]
    pub check: bool,
    /// Where the running site listens, for --check.
    #[arg(long, value_name = "ADDR:PORT")]
    pub against: Option<String>,
}

/// Runs the command; `listen` is where the settings say that the site listens. Gives the exit code.
pub async fn wordpress(app: &App, given: &Wordpress, listen: &str) -> anyhow::Result<u8> {
    if given.check {
        return check(app, given, listen).await;
    }
    let options = Options {
        files: given.files.clone(),
        media: given.media.clone(),
        map: given.map.clone(),
        dry_run: given.dry_run,
        write_map: given.dry_run.then(|| given.map_out.clone()),
        overwrite: given.overwrite.iter().copied().collect(),
        ..Options::default()
    };
    if let Some(folder) = given.media.as_ref().filter(|folder| !folder.is_dir()) {
        bail!("{} is no folder: --media names the old site's uploads folder", folder.display());
    }
    let bar = Bar::default();
    let report = wordpress::run(app, &options, bar.listener()).await?;
    bar.finish();
    if let Some(path) = &given.report {
        std::fs::write(path, report.to_json()?).with_context(|| path.display().to_string())?;
    }
    say(&report)?;
    Ok(report.exit_code())
}

fn say(report: &Report) -> anyhow::Result<()> {
    let text = report.plan.as_ref().map_or_else(|| report.to_text(), |plan| plan.to_text());
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if report.plan.is_some() {
        for malformed in &report.malformed {
            writeln!(out, "{malformed}")?;
        }
    }
    Ok(())
}

async fn check(app: &App, given: &Wordpress, listen: &str) -> anyhow::Result<u8> {
    let bar = ProgressBar::new(0).with_prefix("Checking");
    bar.set_style(ProgressStyle::with_template("{prefix:9} {bar:30} {pos}/{len} {per_sec}, {eta} left")?);
    let asked = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let checked = wordpress::over_http(app, &given.files, given.against.as_deref().unwrap_or(listen), asked).await?;
    bar.finish_and_clear();
    std::io::stdout().lock().write_all(checked.to_text().as_bytes())?;
    if let Some(path) = &given.report {
        std::fs::write(path, serde_json::to_string_pretty(&checked)?).with_context(|| path.display().to_string())?;
    }
    Ok(u8::from(!checked.failures.is_empty()))
}

/// A progress bar for each stage, on a terminal only.
#[derive(Clone, Default)]
struct Bar(Arc<Mutex<Option<(Stage, ProgressBar)>>>);

impl Bar {
    fn listener(&self) -> Listener {
        let bar = self.clone();
        Arc::new(move |progress| bar.show(progress))
    }

    fn show(&self, progress: Progress) {
        let mut shown = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if shown.as_ref().is_none_or(|(stage, _)| *stage != progress.stage) {
            if let Some((_, before)) = shown.take() {
                before.finish_and_clear();
            }
            *shown = Some((progress.stage, begin(progress)));
        }
        if let Some((_, bar)) = shown.as_ref() {
            bar.set_position(progress.done);
            bar.set_message(format!("{} items", progress.items));
        }
    }

    fn finish(&self) {
        if let Some((_, bar)) = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}

fn begin(progress: Progress) -> ProgressBar {
    let (name, form) = match progress.stage {
        Stage::Survey => ("Looking", "{prefix:9} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left, {msg}"),
        Stage::Media => ("Files", "{prefix:9} {bar:30} {pos}/{len} {per_sec}, {eta} left"),
        Stage::Articles => ("Importing", "{prefix:9} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left, {msg}"),
    };
    let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(progress.total).with_style(style).with_prefix(name)
}
