//! All SQL of addresses.

use database::{Id, Select, Timestamp, Tx};

use super::{Kind, RESERVED};
use crate::{Error, Origin};

/// One address.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Address {
    /// The path.
    pub path: String,
    /// The kind of its subject, as [`Kind::as_str`] writes it.
    pub kind: String,
    /// Its subject; 0 for a redirect.
    pub subject: Id,
    /// The subject's language.
    pub language: String,
    /// current, moved or gone.
    pub state: String,
    /// Where it leads when it has no subject of its own.
    pub target: String,
}

/// What stands at a path.
pub async fn lookup(tx: &mut Tx, path: &str) -> Result<Option<Address>, Error> {
    Ok(database::fetch_optional!(tx, Address, "SELECT path, kind, subject, language, state, target FROM address WHERE path = $1", path)?)
}

/// The current path of a subject in a language.
pub async fn current(tx: &mut Tx, kind: Kind, subject: Id, language: &str) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = database::fetch_optional!(
        tx,
        (String,),
        "SELECT path FROM address WHERE kind = $1 AND subject = $2 AND language = $3 AND state = 'current'",
        kind.as_str(),
        subject,
        language
    )?;
    Ok(row.map(|(path,)| path))
}

/// The current paths of several subjects, each with its id and language.
pub async fn currents(tx: &mut Tx, kind: Kind, subjects: &[Id]) -> Result<Vec<(Id, String, String)>, Error> {
    let mut select = Select::new("SELECT subject, language, path FROM address WHERE state = 'current'");
    Ok(select.push("AND kind = {}", [kind.as_str().into()]).push_in("AND subject IN", subjects).fetch_all(tx).await?)
}

/// `""` for the main language, `/{tag}` for the others.
pub fn prefix(language: &str, main: &str) -> String {
    if language == main { String::new() } else { format!("/{}", language.to_lowercase()) }
}

/// The path of a section's page.
pub fn section_path(language: &str, main: &str, slug: &str) -> String {
    format!("{}/{slug}", prefix(language, main))
}

/// Whether a path is one that Kiosque keeps for itself, such as `/recherche` or `/en`: no address stands in the table for it.
pub(crate) fn is_own(path: &str) -> bool {
    is_reserved(path, Kind::Article)
}

/// Whether a new path would stand in the way of one that Kiosque keeps for itself: `/desk`, `/recherche`, `/en`, `/en/search`.
/// Below the word for topics or authors only a topic or contributor may stand.
fn is_reserved(path: &str, kind: Kind) -> bool {
    let mut parts = path.split('/').skip(1);
    let mut first = parts.next().unwrap_or_default();
    let is_language = |part: &str| part == "fr" || part == "en" || part == "sq" || part.starts_with("sr");
    if is_language(first) {
        let Some(second) = parts.next() else {
            return true;
        };
        first = second;
    }
    let below = parts.next().is_some();
    let own = below && matches!(kind, Kind::Topic | Kind::Contributor);
    !own && (RESERVED.contains(&first) || crate::site::ALL_WORDS.contains(&first))
}

/// The first of `wanted`, `wanted-2`, `wanted-3`... that is reserved by nothing and free or already this subject's own.
pub async fn take_free(tx: &mut Tx, kind: Kind, subject: Id, wanted: &str) -> Result<String, Error> {
    for number in 1..10_000 {
        let path = if number == 1 { wanted.to_owned() } else { format!("{wanted}-{number}") };
        if is_reserved(&path, kind) {
            continue;
        }
        match lookup(tx, &path).await? {
            None => return Ok(path),
            Some(taken) if taken.kind == kind.as_str() && taken.subject == subject => return Ok(path),
            Some(_) => {}
        }
    }
    Err(Error::invalid("slug", "problem-slug-taken"))
}

/// Gives `wanted` (or the next free path like it) to a subject as its current address. Its former current address is moved.
/// Returns the path, and the former one when it has changed.
pub async fn claim(
    tx: &mut Tx,
    (kind, subject, language): (Kind, Id, &str),
    wanted: &str,
    origin: Origin,
    now: Timestamp,
) -> Result<(String, Option<String>), Error> {
    let former = current(tx, kind, subject, language).await?;
    if former.as_deref() == Some(wanted) {
        return Ok((wanted.to_owned(), None));
    }
    let path = take_free(tx, kind, subject, wanted).await?;
    if former.as_deref() == Some(path.as_str()) {
        return Ok((path, None));
    }
    database::execute!(
        tx,
        "UPDATE address SET state = 'moved' WHERE kind = $1 AND subject = $2 AND language = $3 AND state = 'current'",
        kind.as_str(),
        subject,
        language
    )?;
    database::execute!(
        tx,
        "INSERT INTO address (path, kind, subject, language, state, target, origin, made_at) VALUES ($1, $2, $3, $4, 'current', '', $5, $6)
         ON CONFLICT (path) DO UPDATE SET state = 'current', language = excluded.language",
        path.as_str(),
        kind.as_str(),
        subject,
        language,
        origin.as_str(),
        now
    )?;
    Ok((path, former))
}

/// Makes `path` lead to a subject's current address (301), unless something stands there already. True when it was made.
/// With [`Kind::Redirect`] it leads to `target` instead.
pub async fn redirect(
    tx: &mut Tx,
    path: &str,
    (kind, subject, language): (Kind, Id, &str),
    target: &str,
    origin: Origin,
    now: Timestamp,
) -> Result<bool, Error> {
    let made = database::execute!(
        tx,
        "INSERT INTO address (path, kind, subject, language, state, target, origin, made_at) VALUES ($1, $2, $3, $4, 'moved', $5, $6, $7)
         ON CONFLICT (path) DO NOTHING",
        path,
        kind.as_str(),
        subject,
        language,
        target,
        origin.as_str(),
        now
    )?;
    Ok(made == 1)
}

/// The subject is deleted for good: all its addresses answer 410 from now on. Gives them.
pub async fn retire(tx: &mut Tx, kind: Kind, subject: Id) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = database::fetch_all!(
        tx,
        (String,),
        "UPDATE address SET state = 'gone' WHERE kind = $1 AND subject = $2 RETURNING path",
        kind.as_str(),
        subject
    )?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

/// An editor's word: forgets a moved or gone address, so that it can be used again.
pub async fn give_up(tx: &mut Tx, path: &str) -> Result<bool, Error> {
    Ok(database::execute!(tx, "DELETE FROM address WHERE path = $1 AND state <> 'current'", path)? == 1)
}
