//! SQL of digests: how far each newsletter is, what is new, and how an editor arranged it.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// The hour dealt with last, and up to when articles were in a digest.
pub(super) async fn before(tx: &mut Tx, newsletter: Id) -> Result<Option<(Timestamp, Timestamp)>, Error> {
    Ok(database::fetch_optional!(tx, (Timestamp, Timestamp), "SELECT slot, covered FROM digest WHERE newsletter = $1", newsletter)?)
}

/// Takes an hour. `covered`: up to when articles were in a digest. False: it was taken.
pub(super) async fn take_slot(tx: &mut Tx, newsletter: Id, (slot, covered): (Timestamp, Timestamp)) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "INSERT INTO digest (newsletter, slot, covered) VALUES ($1, $2, $3)
         ON CONFLICT (newsletter) DO UPDATE SET slot = excluded.slot, covered = excluded.covered WHERE digest.slot < excluded.slot",
        newsletter,
        slot,
        covered
    )?;
    Ok(done == 1)
}

/// Everything published until then was in a digest, and what an editor had put into it.
pub(super) async fn cover(tx: &mut Tx, newsletter: Id, until: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE digest SET covered = $2 WHERE newsletter = $1 AND covered < $2", newsletter, until)?;
    database::execute!(
        tx,
        "DELETE FROM digest_extra WHERE newsletter = $1
           AND article IN (SELECT id FROM article WHERE state = 'published' AND trashed_at IS NULL)",
        newsletter
    )?;
    Ok(())
}

/// Whether a digest of this newsletter is held.
pub(super) async fn is_held(tx: &mut Tx, newsletter: Id) -> Result<bool, Error> {
    let row: Option<(Id,)> =
        database::fetch_optional!(tx, (Id,), "SELECT id FROM mailing WHERE newsletter = $1 AND state = 'held' LIMIT 1", newsletter)?;
    Ok(row.is_some())
}

/// Articles of a language published after `since`, until `until`, newest first; not those that an import brought.
pub(super) async fn published(tx: &mut Tx, language: &str, since: Timestamp, until: Timestamp) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM article WHERE language = $1 AND state = 'published' AND trashed_at IS NULL AND origin <> 'import'
           AND published_at > $2 AND published_at <= $3 ORDER BY published_at DESC, id DESC",
        language,
        since,
        until
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Articles that an editor put into the next digest.
pub(super) async fn extras(tx: &mut Tx, newsletter: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT x.article FROM digest_extra x JOIN article a ON a.id = x.article WHERE x.newsletter = $1 ORDER BY a.published_at DESC, a.id DESC",
        newsletter
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Puts an article into the next digest.
pub(in crate::mailings) async fn put_extra(tx: &mut Tx, newsletter: Id, article: Id) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO digest_extra (newsletter, article) VALUES ($1, $2) ON CONFLICT (newsletter, article) DO NOTHING",
        newsletter,
        article
    )?;
    Ok(())
}

/// How an editor arranged a digest: article, whether it is left out.
pub(super) async fn kept(tx: &mut Tx, mailing: Id) -> Result<Vec<(Id, bool)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, bool),
        "SELECT article, left_out FROM mailing_article WHERE mailing = $1 ORDER BY position, article",
        mailing
    )?)
}

/// Keeps how a digest is arranged.
pub(super) async fn keep(tx: &mut Tx, mailing: Id, articles: &[(Id, bool)]) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM mailing_article WHERE mailing = $1", mailing)?;
    for (position, (article, left_out)) in (0_i64..).zip(articles) {
        database::execute!(
            tx,
            "INSERT INTO mailing_article (mailing, article, position, left_out) VALUES ($1, $2, $3, $4)",
            mailing,
            *article,
            position,
            *left_out
        )?;
    }
    Ok(())
}
