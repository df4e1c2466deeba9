//! The run of an import: a chunk of rows and how far it is, in one transaction each.

use database::{Id, Tx};
use language::Tag;

use super::counts::Counts;
use super::decide::{Before, UNSUBSCRIBED, Verdict};
use super::look::{self, Read, TOGETHER};
use super::row::Entry;
use super::store::Person;
use super::table::Place;
use super::{Import, keep, lines_store, proof, store};
use crate::subscribers::consent::{self, Act, Step};
use crate::subscribers::store as subscribers;
use crate::{App, Error};

/// Goes on with an import that was begun, to its end or until the program stops. Another that works on it at the same time
/// loses its chunk and nothing else.
pub async fn work(app: &App, id: Id) -> Result<(), Error> {
    let read = database::read!(app.database, tx => { store::by_id(tx, id).await?.ok_or(Error::NotFound) })?;
    if read.state != "running" {
        return Ok(());
    }
    let (columns, text) = (read.columns()?, keep::text_of(app, &read).await?);
    let mut table = look::open(&text, &columns)?;
    if read.byte > 0 {
        table.seek(read.place())?;
    }
    let (mut counts, mut from) = (read.counts()?, read.place());
    while !app.is_stopping() {
        let rows = look::next(app, &mut table, &read, &columns)?;
        if rows.is_empty() {
            break;
        }
        let to = table.place();
        counts = chunk(app, &read, &rows, (from, to), &counts).await?;
        from = to;
        if rows.len() < TOGETHER {
            break;
        }
        tokio::task::yield_now().await;
    }
    if app.is_stopping() {
        return Ok(());
    }
    database::write!(app.database, tx => { store::set_done(tx, id, app.now()).await })?;
    keep::drop_files(app).await
}

pub(super) async fn chunk(app: &App, import: &Import, rows: &[Read], (from, to): (Place, Place), so_far: &Counts) -> Result<Counts, Error> {
    let wordings: Vec<String> = rows
        .iter()
        .map(|row| match &row.entry {
            Ok(entry) => Ok(proof::wording(app, &Tag::parse(&import.language).map_err(Error::broken)?, import, entry, row.line)),
            Err(_) => Ok(String::new()),
        })
        .collect::<Result<_, Error>>()?;
    database::write!(app.database, tx => {
        let facts = look::known(tx, rows, import).await?;
        let (mut counts, mut before) = (so_far.clone(), Before::default());
        for (row, wording) in rows.iter().zip(&wordings) {
            let verdict = look::judge(row, &facts, &mut before);
            match (&row.entry, &verdict) {
                (Ok(entry), Verdict::Subscribe(known)) => subscribe(app, tx, import, (entry, &row.hash), *known, wording).await?,
                (Ok(entry), Verdict::Suppress(reason, known)) => {
                    suppress(app, tx, import, (entry, &row.hash), (reason, *known)).await?;
                }
                (_, Verdict::NotTaken(why)) => lines_store::insert(tx, import.id, &look::not_taken(row, *why)).await?,
                _ => {}
            }
            look::count(&mut counts, row, &verdict);
        }
        if !store::set_progress(tx, import.id, (from, to), &counts, app.now()).await? {
            return Err(Error::Unavailable("problem-import-elsewhere"));
        }
        Ok(counts)
    })
}

async fn subscribe(
    app: &App,
    tx: &mut Tx,
    import: &Import,
    (entry, hash): (&Entry, &str),
    known: Option<Id>,
    wording: &str,
) -> Result<(), Error> {
    let now = app.now();
    let id = known.unwrap_or_else(|| app.ids.next());
    if known.is_none() {
        let since = entry.proof.since().filter(|since| *since <= now).unwrap_or(now);
        let person = Person { id, address: &entry.address, hash, language: &import.language, since };
        if !store::insert_subscriber(tx, &person, now).await? {
            return Ok(());
        }
    } else {
        store::confirm_pending(tx, id, now).await?;
    }
    store::add_choice(tx, id, import.newsletter, now).await?;
    store::set_imported(tx, id, import.id, entry.proof.is_missing()).await?;
    let newsletters = subscribers::choices_of(tx, id).await?;
    let page = format!("/desk/subscribers/import/{}", import.id);
    let act = Act { subscriber: id, step: Step::Imported, wording, page: &page, ip: &entry.proof.ip, newsletters: &newsletters };
    consent::record(app, tx, &act).await
}

async fn suppress(
    app: &App,
    tx: &mut Tx,
    import: &Import,
    (entry, hash): (&Entry, &str),
    (reason, known): (&str, Option<Id>),
) -> Result<(), Error> {
    subscribers::suppress(tx, hash, reason, app.now()).await?;
    // A row before it in this chunk may have made them: then the address tells who they are.
    let known = match known {
        Some(0) => subscribers::by_normalised(tx, &entry.address.normalised).await?.map(|one| one.id),
        known => known,
    };
    let Some(id) = known.filter(|_| reason == UNSUBSCRIBED) else {
        return Ok(());
    };
    subscribers::set_choices(tx, id, &[], app.now()).await?;
    subscribers::set_unsubscribed(tx, id, app.now()).await?;
    let page = format!("/desk/subscribers/import/{}", import.id);
    consent::record(app, tx, &Act { subscriber: id, step: Step::Unsubscribed, wording: "", page: &page, ip: "", newsletters: &[] }).await
}
