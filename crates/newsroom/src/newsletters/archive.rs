//! Where the past mailings of a newsletter stand on the site, if they do.
//!
//! Invariant: no two archived newsletters of a language have the same address.

use database::{Id, Tx};

use super::{Details, Newsletter, all};
use crate::naming::{self, Names};
use crate::site::{self, Word};
use crate::{Error, addresses};

/// The address of what is named so, in the language of its articles.
fn path(names: &Names, language: &str, main: &str) -> Option<String> {
    let slug = naming::best(names, language, main).map(|name| name.slug.as_str()).filter(|slug| !slug.is_empty())?;
    Some(format!("{}/{}/{slug}", addresses::prefix(language, main), site::word(language, Word::Newsletter)))
}

/// Where its past mailings are. None: they are not shown.
pub fn archive_path(newsletter: &Newsletter, main: &str) -> Option<String> {
    path(&newsletter.names, &newsletter.language, main).filter(|_| newsletter.archived)
}

/// The newsletter whose past mailings are at this address, or below it: then with the rest behind the slash.
pub fn archived_at<'a, 'b>(all: &'a [Newsletter], main: &str, asked: &'b str) -> Option<(&'a Newsletter, &'b str)> {
    all.iter().find_map(|one| {
        let rest = asked.strip_prefix(archive_path(one, main)?.as_str())?;
        if rest.is_empty() { Some((one, "")) } else { Some((one, rest.strip_prefix('/')?)) }
    })
}

/// Whether another archived newsletter has the address that this one would have.
pub(super) async fn is_taken(tx: &mut Tx, id: Id, details: &Details) -> Result<bool, Error> {
    let main = site::main_language(tx).await?;
    let own = path(&details.names, &details.language, &main);
    Ok(all(tx).await?.iter().any(|one| one.id != id && own.is_some() && archive_path(one, &main) == own))
}
