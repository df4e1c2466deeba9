//! A look at a table: what would become of it. Writes nothing.

use super::counts::{Counts, Example, Found, NotTaken};
use super::decide::{Before, Facts, Verdict, Why, decide};
use super::row::{Entry, read};
use super::table::{Line, Table};
use super::{Import, Program, columns, store};
use crate::subscribers::address_hash;
use crate::{App, Error};

/// Rows that are looked up together.
pub(super) const TOGETHER: usize = 250;
/// Rows that a look shows as examples, and those not taken that it lists.
const EXAMPLES: usize = 10;
const LISTED: usize = 50;
/// Letters of a cell that are kept.
const LONGEST: usize = 200;
/// Rows by which the column of addresses is guessed.
const GUESS: usize = 50;

/// A row with what was understood of it.
pub(super) struct Read {
    pub line: u64,
    pub entry: Result<Entry, (Why, String)>,
    pub hash: String,
}

/// The next rows, understood; fewer than [`TOGETHER`] at the end.
pub(super) fn next(app: &App, table: &mut Table<'_>, import: &Import, columns: &columns::Columns) -> Result<Vec<Read>, Error> {
    let mut rows = Vec::with_capacity(TOGETHER);
    while rows.len() < TOGETHER
        && let Some(line) = table.next()?
    {
        let Line { number, cells, is_broken } = line;
        let entry = if is_broken {
            Err((Why::Quote, String::new()))
        } else {
            read(&cells, columns, import.everyone()).map_err(|(wrong, said)| (wrong.into(), said))
        };
        let hash = entry.as_ref().map_or(Ok(String::new()), |entry| address_hash(app, &entry.address.normalised))?;
        rows.push(Read { line: number, entry, hash });
    }
    Ok(rows)
}

/// What is known of the addresses of some rows.
pub(super) async fn known(
    tx: &mut database::Tx,
    rows: &[Read],
    import: &Import,
) -> Result<std::collections::HashMap<String, Facts>, Error> {
    let address = |row: &'_ Read| row.entry.as_ref().ok().map(|entry| entry.address.normalised.clone());
    let addresses: Vec<(String, &str)> = rows.iter().filter_map(|row| Some((address(row)?, row.hash.as_str()))).collect();
    if addresses.is_empty() {
        return Ok(std::collections::HashMap::new());
    }
    let addresses: Vec<(&str, &str)> = addresses.iter().map(|(normalised, hash)| (normalised.as_str(), *hash)).collect();
    store::facts(tx, &addresses, import.newsletter).await
}

/// What becomes of a row, after those before it.
pub(super) fn judge(row: &Read, facts: &std::collections::HashMap<String, Facts>, before: &mut Before) -> Verdict {
    match &row.entry {
        Err((why, _)) => Verdict::NotTaken(*why),
        Ok(entry) => {
            let normalised = entry.address.normalised.as_str();
            let verdict = decide(entry, &before.on(normalised, facts.get(normalised).cloned().unwrap_or_default()));
            before.note(normalised, &verdict);
            verdict
        }
    }
}

/// A line for the list of those not taken.
pub(super) fn not_taken(row: &Read, why: Why) -> NotTaken {
    let said = match &row.entry {
        _ if !why.may_be_said() => "",
        Ok(entry) => &entry.address.written,
        Err((_, said)) => said,
    };
    NotTaken { line: i64::try_from(row.line).unwrap_or(i64::MAX), why: why.as_str().to_owned(), said: short(said) }
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// Opens a table behind its head.
pub(super) fn open<'a>(text: &'a str, columns: &columns::Columns) -> Result<Table<'a>, Error> {
    let mut table = Table::open(text, columns.program == Program::Mailpoet);
    if columns.has_head {
        table.next()?;
    }
    Ok(table)
}

/// The columns of a text in a file of this name. Where the head does not say which holds the addresses, the rows do, if there
/// is but one; None: the table is empty.
pub(super) fn columns_of(text: &str, name: &str) -> Result<Option<columns::Columns>, Error> {
    let Some(first) = Table::open(text, false).next()? else {
        return Ok(None);
    };
    let mut columns = columns::Columns::read(&first.cells, name);
    if columns.address().is_none() {
        let mut table = open(text, &columns)?;
        let mut found = vec![0_usize; columns.names.len()];
        for _ in 0..GUESS {
            let Some(line) = table.next()? else {
                break;
            };
            for (count, cell) in found.iter_mut().zip(&line.cells) {
                *count += usize::from(columns::address(cell).is_some());
            }
        }
        let with: Vec<usize> = found.iter().enumerate().filter(|(_, count)| **count > 0).map(|(at, _)| at).collect();
        if let [only] = with.as_slice() {
            columns.set_address(*only);
        }
    }
    Ok(Some(columns))
}

/// Looks at the whole table.
pub(super) async fn look(app: &App, import: &Import, text: &str) -> Result<Found, Error> {
    let columns = import.columns()?;
    let mut found = Found::default();
    if columns.address().is_none() {
        return Ok(found);
    }
    let mut table = open(text, &columns)?;
    let mut before = Before::default();
    loop {
        let rows = next(app, &mut table, import, &columns)?;
        let facts = database::read!(app.database, tx => { known(tx, &rows, import).await })?;
        for row in &rows {
            let verdict = judge(row, &facts, &mut before);
            note(&mut found, row, &verdict);
        }
        if rows.len() < TOGETHER {
            return Ok(found);
        }
    }
}

/// Counts a row, in the report or the look.
pub(super) fn count(counts: &mut Counts, row: &Read, verdict: &Verdict) {
    counts.add(verdict, row.entry.as_ref().is_ok_and(|entry| entry.proof.is_missing()));
}

fn note(found: &mut Found, row: &Read, verdict: &Verdict) {
    count(&mut found.counts, row, verdict);
    let what = match verdict {
        Verdict::Subscribe(_) => "subscribe",
        Verdict::Suppress(..) => "suppress",
        Verdict::Known => "known",
        Verdict::NotTaken(why) => why.as_str(),
    };
    if found.examples.len() < EXAMPLES {
        let (address, proof) = match &row.entry {
            Ok(entry) => (entry.address.written.as_str(), entry.proof.clone()),
            Err((_, said)) => (said.as_str(), super::row::Proof::default()),
        };
        found.examples.push(Example {
            line: i64::try_from(row.line).unwrap_or(i64::MAX),
            address: short(address),
            what: what.to_owned(),
            since: short(if proof.signed_up.is_empty() { &proof.confirmed } else { &proof.signed_up }),
            ip: proof.ip,
            source: short(&[proof.source, proof.list].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")),
        });
    }
    if let Verdict::NotTaken(why) = verdict
        && found.not_taken.len() < LISTED
    {
        found.not_taken.push(not_taken(row, *why));
    }
}
