//! Backup and restore: one archive for both databases. Tables as lines of JSON, then media, then the keys.
//!
//! Guarantees: the tables are of one moment; a restore fills only an empty place, and renews the change log's epoch, so that
//! everything derived is made anew and nothing outward is repeated; no mailing goes on by itself.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use database::archive::{Cell, Table, tables};
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use newsroom::App;
use serde_json::Value;

use crate::config::Config;
use crate::open::{self, Role};

/// The first file of an archive: what wrote it.
const ABOUT: &str = "kiosque.json";
const KEY: &str = "site.key";
/// Rows of one transaction of a restore.
const BATCH: usize = 2_000;

/// Writes everything into `file`; never over one that is there.
pub async fn backup(config: Config, file: &Path) -> Result<ExitCode> {
    ensure!(!file.exists(), "{} is there already; a backup never overwrites", file.display());
    // Opening would make a new, empty site, and its backup would look like one.
    ensure!(config.data.join(KEY).exists(), "{} holds no site: --data names the data folder", config.data.display());
    let app = open::app(&config, Role::Beside).await?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let half = tempfile::NamedTempFile::new_in(folder).with_context(|| format!("{} cannot be written", folder.display()))?;
    let mut archive = tar::Builder::new(GzEncoder::new(half.as_file(), flate2::Compression::fast()));
    let mut tx = app.read().await?;
    let about = serde_json::json!({ "kiosque": env!("CARGO_PKG_VERSION"), "format": 1 });
    append(&mut archive, ABOUT, about.to_string().as_bytes())?;
    append(&mut archive, KEY, &std::fs::read(config.data.join(KEY)).context("the site's key cannot be read")?)?;
    let mut count = 0;
    for table in tables(&mut tx).await? {
        let mut text = Vec::new();
        serde_json::to_writer(&mut text, &table.columns)?;
        text.push(b'\n');
        for row in table.rows(&mut tx).await? {
            serde_json::to_writer(&mut text, &row.iter().map(to_json).collect::<Vec<_>>())?;
            text.push(b'\n');
            count += 1;
        }
        append(&mut archive, &format!("tables/{}.jsonl", table.name), &text)?;
    }
    drop(tx);
    let mut blobs = 0;
    for key in app.storage.list("").await? {
        if let Some(bytes) = app.storage.get(&key).await? {
            append(&mut archive, &format!("storage/{key}"), &bytes)?;
            blobs += 1;
        }
    }
    archive.into_inner()?.finish()?.sync_all()?;
    half.persist(file)?;
    newsroom::state::backed_up(&app).await.map_err(|error| anyhow::anyhow!("{error}"))?;
    println!("{count} rows and {blobs} files are in {}. It holds the site's key: keep it as you keep passwords.", file.display());
    Ok(ExitCode::SUCCESS)
}

fn append(archive: &mut tar::Builder<impl Write>, name: &str, bytes: &[u8]) -> Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    archive.append_data(&mut header, name, bytes).with_context(|| format!("{name} cannot be written"))
}

fn to_json(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(value) => Value::from(*value),
        Cell::Text(value) => Value::from(value.as_str()),
        Cell::Bool(value) => Value::from(*value),
        Cell::Real(value) => Value::from(*value),
    }
}

fn from_json(value: Value, kind: &str) -> Result<Cell> {
    Ok(match (value, kind) {
        (Value::Null, _) => Cell::Null,
        (Value::Bool(value), "BOOLEAN") => Cell::Bool(value),
        (Value::Number(number), "BIGINT") => Cell::Int(number.as_i64().context("a number that is no whole one")?),
        (Value::Number(number), "DOUBLE PRECISION") => Cell::Real(number.as_f64().context("a number out of range")?),
        (Value::String(text), "TEXT") => Cell::Text(text),
        (other, _) => bail!("{other} does not belong into a column of {kind}"),
    })
}

/// Fills an empty data folder or database from an archive.
pub async fn restore(config: Config, file: &Path) -> Result<ExitCode> {
    let key = config.data.join(KEY);
    ensure!(!key.exists(), "{} holds a site already; restore into an empty folder", config.data.display());
    let opened = || -> Result<tar::Archive<GzDecoder<File>>> {
        let file = File::open(file).with_context(|| format!("{} cannot be opened", file.display()))?;
        Ok(tar::Archive::new(GzDecoder::new(file)))
    };
    open::folder(&config.data)?;
    // The key first, in a pass of its own: opening the application would make a new one.
    let no_backup = || format!("{} is no backup of Kiosque", file.display());
    for entry in opened()?.entries().with_context(no_backup)? {
        let mut entry = entry.with_context(no_backup)?;
        match entry.path()?.to_str() {
            Some(ABOUT) => check_version(&mut entry)?,
            Some(KEY) => {
                let mut text = String::new();
                entry.read_to_string(&mut text)?;
                write_key(&key, &text)?;
                break;
            }
            _ => bail!(no_backup()),
        }
    }
    let app = open::app(&config, Role::Beside).await?;
    let mut tx = app.read().await?;
    ensure!(!newsroom::site::is_set_up(&mut tx).await?, "the database holds a site already; restore into an empty one");
    let known = tables(&mut tx).await?;
    drop(tx);
    clear(&app, &known).await?;
    let mut count = 0;
    for entry in opened()?.entries()? {
        let entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        if let Some(table) = name.strip_prefix("tables/").and_then(|name| name.strip_suffix(".jsonl")) {
            let table = known.iter().find(|one| one.name == table).with_context(|| format!("this version knows no table {table}"))?;
            count += fill(&app, table, BufReader::new(entry)).await.with_context(|| format!("the table {}", table.name))?;
        } else if let Some(key) = name.strip_prefix("storage/") {
            let mut bytes = Vec::new();
            let mut entry = entry;
            entry.read_to_end(&mut bytes)?;
            app.storage.put(key, bytes).await?;
        }
    }
    newsroom::changes::begin_anew(&app).await.map_err(|error| anyhow::anyhow!("{error}"))?;
    let asking = newsroom::mailings::ask_after_restore(&app).await.map_err(|error| anyhow::anyhow!("{error}"))?;
    println!("{count} rows are restored into {}.", config.data.display());
    if asking > 0 {
        println!("{asking} mailings were not at their end in this backup. They wait: the desk asks whether to send them, under Mailings.");
    }
    Ok(ExitCode::SUCCESS)
}

fn check_version(entry: &mut impl Read) -> Result<()> {
    let about: Value = serde_json::from_reader(entry).context("the archive does not say what wrote it")?;
    let format = about.get("format").and_then(Value::as_i64);
    ensure!(format == Some(1), "the archive has format {format:?}, this version reads format 1: update the program");
    Ok(())
}

fn write_key(path: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}

async fn clear(app: &App, known: &[Table]) -> Result<()> {
    let mut tx = app.database.begin_write().await?;
    for table in known.iter().rev() {
        table.clear(&mut tx).await?;
    }
    Ok(tx.commit().await?)
}

async fn fill(app: &App, table: &Table, lines: impl BufRead) -> Result<usize> {
    let mut lines = lines.lines();
    let columns: Vec<(String, String)> = serde_json::from_str(&lines.next().context("no columns")??)?;
    ensure!(columns == table.columns, "the archive's columns are not this version's: restore with the version that wrote it, then update");
    let mut count = 0;
    let mut tx = app.database.begin_write().await?;
    for line in lines {
        let values: Vec<Value> = serde_json::from_str(&line?)?;
        let row = values.into_iter().zip(&columns).map(|(value, (_, kind))| from_json(value, kind)).collect::<Result<Vec<_>>>()?;
        table.insert(&mut tx, row).await?;
        count += 1;
        if count % BATCH == 0 {
            tx.commit().await?;
            tx = app.database.begin_write().await?;
        }
    }
    tx.commit().await?;
    Ok(count)
}
