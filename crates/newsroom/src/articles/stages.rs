//! Before publication: a journalist hands a text in, or takes it back to go on writing.

use database::Id;

use super::{State, store};
use crate::{Actor, App, Error, audit};

/// Hands a draft in to be reviewed, or (false) makes it a draft again. Readers see nothing of it.
pub async fn hand_in(app: &App, actor: &Actor, id: Id, review: bool) -> Result<(), Error> {
    let (from, to) = if review { (State::Draft, State::InReview) } else { (State::InReview, State::Draft) };
    database::write!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        if article.trashed_at.is_some() {
            return Err(Error::Conflict("problem-article-in-trash"));
        }
        if article.state() == to {
            return Ok(());
        }
        if article.state() != from {
            return Err(Error::Conflict("problem-article-not-draft"));
        }
        store::set_state(tx, id, to, &article.notice, app.now()).await?;
        audit::record(app, tx, actor, "article.hand_in", ("article", Some(id)), to.as_str()).await
    })
}
