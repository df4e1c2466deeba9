//! `kiosque import subscribers`: a table of another program, on the command line.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use newsroom::subscribers::import::{self, Chosen, Counts, Everyone, Found, Incoming, NotTaken};
use newsroom::{Actor, App, Error, newsletters, site};

/// What an import of subscribers is given.
#[derive(Debug, Args)]
pub struct Subscribers {
    /// The table: an export of The Newsletter Plugin, MailPoet, Mailchimp or Brevo, or any table (CSV) with a column of addresses.
    pub file: PathBuf,
    /// The newsletter that its people get, by its slug in any language.
    #[arg(long, value_name = "SLUG")]
    pub newsletter: String,
    /// The language they are written to in [default: the newsletter's].
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// Only say what would happen. Nothing is written.
    #[arg(long)]
    pub dry_run: bool,
    /// The column of the addresses, by its title or its number from 1, where it is not recognised.
    #[arg(long, value_name = "COLUMN")]
    pub column: Option<String>,
    /// All people of the table are of this kind, whatever it says: their addresses are put aside.
    #[arg(long, value_name = "KIND")]
    pub everyone: Option<Kind>,
    /// Write the lines that are not taken into this file: line, why, text.
    #[arg(long, value_name = "FILE")]
    pub not_taken: Option<PathBuf>,
}

/// Who all people of a table are.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// They want no more mails.
    Unsubscribed,
    /// Their addresses do not work.
    Bounced,
}

/// Runs the command. Gives the exit code: 0, or 3 when lines were not understood.
pub async fn run(app: &App, given: &Subscribers) -> Result<u8> {
    let size = std::fs::metadata(&given.file).with_context(|| given.file.display().to_string())?.len();
    if size > import::MAX_BYTES as u64 {
        bail!("{} is over {} MB: export it in several parts", given.file.display(), import::MAX_BYTES >> 20);
    }
    let chosen = chosen(app, given).await?;
    let bytes = std::fs::read(&given.file).with_context(|| given.file.display().to_string())?;
    let name = given.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let actor = Actor::import();
    let id = import::begin(app, &actor, Incoming { name, bytes }, &chosen).await.map_err(explain)?;
    // From here on the table is kept in the data folder: it goes, whatever happens.
    let outcome = look_or_import(app, given, id, &chosen).await;
    if outcome.is_err() || given.dry_run {
        match import::discard(app, id).await {
            Ok(()) | Err(Error::Conflict(_)) => {}
            Err(error) => return Err(explain(error)),
        }
    }
    outcome
}

async fn look_or_import(app: &App, given: &Subscribers, id: newsroom::Id, chosen: &Chosen) -> Result<u8> {
    let mut of = read(app, id).await?;
    let (names, mut column) = of.heads().map_err(explain)?;
    if let Some(wanted) = &given.column {
        let by_name = names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let by_number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < names.len());
        let Some(at) = by_name.or_else(by_number) else {
            bail!("there is no column {wanted}; there are: {}", names.join(", "));
        };
        import::choose(app, id, &Chosen { column: Some(at), ..chosen.clone() }).await.map_err(explain)?;
        of = read(app, id).await?;
        column = Some(at);
    }
    if column.is_none() {
        bail!("it is not plain where the addresses are: name the column with --column, one of {}", names.join(", "));
    }
    let program = of.program().name();
    println!("{}", if program.is_empty() { "A table of another program.".to_owned() } else { format!("An export of {program}.") });
    if given.dry_run {
        let Found { counts, examples, not_taken } = of.found().map_err(explain)?.unwrap_or_default();
        say(&counts, true)?;
        println!("\nThe first lines:");
        for one in examples {
            println!("{:>7}  {}  {}", one.line, one.address, one.what);
        }
        return end(given, &counts, &not_taken);
    }
    import::start(app, &Actor::import(), id).await.map_err(explain)?;
    while read(app, id).await?.state == "running" {
        match import::work(app, id).await {
            // A running site took it up: it goes on there.
            Err(Error::Unavailable(_)) => tokio::time::sleep(std::time::Duration::from_secs(1)).await,
            other => other.map_err(explain)?,
        }
    }
    let counts = read(app, id).await?.counts().map_err(explain)?;
    say(&counts, false)?;
    let mut all = Vec::new();
    loop {
        let mut tx = app.read().await?;
        let more = import::lines(&mut tx, id, all.last().map_or(0, |one: &NotTaken| one.line), 2_000).await?;
        if more.is_empty() {
            break;
        }
        all.extend(more);
    }
    end(given, &counts, &all)
}

async fn read(app: &App, id: newsroom::Id) -> Result<import::Import> {
    let mut tx = app.read().await?;
    import::by_id(&mut tx, id).await?.context("the import is gone")
}

async fn chosen(app: &App, given: &Subscribers) -> Result<Chosen> {
    let mut tx = app.read().await?;
    let all = newsletters::all(&mut tx).await?;
    let spoken = site::identity(&mut tx).await?.languages;
    let slugs = |one: &newsletters::Newsletter| one.names.values().map(|name| name.slug.clone()).collect::<Vec<_>>();
    let Some(newsletter) = all.iter().find(|one| slugs(one).contains(&given.newsletter)) else {
        let known: Vec<String> = all.iter().flat_map(slugs).collect();
        bail!("there is no newsletter {}; there are: {}", given.newsletter, known.join(", "));
    };
    let language = given.language.clone().unwrap_or_else(|| newsletter.language.clone());
    if !spoken.contains(&language) {
        bail!("the site does not speak {language}; it speaks {}", spoken.join(", "));
    }
    let everyone = match given.everyone {
        None => Everyone::AsSaid,
        Some(Kind::Unsubscribed) => Everyone::Unsubscribed,
        Some(Kind::Bounced) => Everyone::Bounced,
    };
    Ok(Chosen { newsletter: newsletter.id, language, everyone, column: None })
}

fn say(counts: &Counts, would: bool) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} lines{}", counts.lines, if would { ". Nothing is written. This would happen:" } else { ":" })?;
    for (count, what) in [
        (counts.subscribed, "subscribed"),
        (counts.unsubscribed, "put aside: unsubscribed there"),
        (counts.bounced, "put aside: bounced there"),
        (counts.complained, "put aside: complained there"),
        (counts.known, "known already, nothing changes"),
        (counts.pending, "not taken: never confirmed there"),
        (counts.refused, "not taken: left or put aside here, or left that list"),
        (counts.invalid, "not understood"),
    ] {
        writeln!(out, "{count:>9}  {what}")?;
    }
    if counts.without_proof > 0 {
        writeln!(
            out,
            "{} of the subscribed have no complete proof of consent: the desk offers to ask them to confirm.",
            counts.without_proof
        )?;
    }
    Ok(())
}

/// Lists what was not taken, and decides the exit code.
fn end(given: &Subscribers, counts: &Counts, not_taken: &[NotTaken]) -> Result<u8> {
    if let Some(path) = &given.not_taken {
        let row = |one: &NotTaken| format!("{};{};\"{}\"\n", one.line, one.why, one.said.replace('"', "\"\""));
        let text: String = std::iter::once("line;why;text\n".to_owned()).chain(not_taken.iter().map(row)).collect();
        std::fs::write(path, text).with_context(|| path.display().to_string())?;
    } else {
        for one in not_taken.iter().take(20) {
            println!("line {}: {} {}", one.line, one.why, one.said);
        }
        if counts.not_taken() > 20 {
            println!("and more: --not-taken FILE writes all of them");
        }
    }
    Ok(if counts.invalid > 0 { 3 } else { 0 })
}

fn explain(error: Error) -> anyhow::Error {
    let Error::Invalid(problems) = &error else {
        return error.into();
    };
    let words = problems.iter().map(|problem| match problem.key {
        "problem-import-empty" => "the file is empty",
        "problem-import-large" => "the file is too large",
        "problem-import-column" => "there is no such column",
        other => other,
    });
    anyhow::anyhow!(words.collect::<Vec<_>>().join(", "))
}
