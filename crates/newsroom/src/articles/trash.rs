//! The trash: what is deleted can be taken back for thirty days.

use database::{Id, MICROS_PER_SECOND, Tx};

use super::reach::may_write;
use super::{Article, State, store};
use crate::addresses::{self, Kind};
use crate::changes::{self, Key};
use crate::{Actor, App, Error, audit};

/// How many days the trash keeps an article.
pub const TRASH_DAYS: i64 = 30;

/// Puts an article in the trash. A published one must be unpublished or retracted first.
pub async fn trash(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        if article.state() == State::Published {
            return Err(Error::Conflict("problem-article-published"));
        }
        if article.state() == State::Scheduled {
            return Err(Error::Conflict("problem-article-scheduled"));
        }
        may_write(tx, actor, &article).await?;
        store::set_trashed(tx, id, Some(app.now()), app.now()).await?;
        audit::record(app, tx, actor, "article.trash", ("article", Some(id)), "").await?;
        told(app, tx, actor, &article).await
    })?;
    app.watch.committed();
    Ok(())
}

/// Readers see the notice of a retracted article, and no longer once it lies in the trash.
async fn told(app: &App, tx: &mut Tx, actor: &Actor, article: &Article) -> Result<(), Error> {
    if article.state() != State::Retracted {
        return Ok(());
    }
    let mut keys = vec![Key::Article(article.id)];
    keys.extend(addresses::current(tx, Kind::Article, article.id, &article.language).await?.map(Key::Path));
    changes::record(tx, actor.origin, app.now(), &keys).await.map(|_| ())
}

/// Takes an article out of the trash.
pub async fn restore(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        may_write(tx, actor, &article).await?;
        store::set_trashed(tx, id, None, app.now()).await?;
        audit::record(app, tx, actor, "article.restore", ("article", Some(id)), "").await?;
        told(app, tx, actor, &article).await
    })?;
    app.watch.committed();
    Ok(())
}

/// Deletes for good what has been in the trash for thirty days; its addresses answer 410. Gives how many.
pub async fn purge(app: &App) -> Result<usize, Error> {
    let before = app.now() - TRASH_DAYS * 24 * 3600 * MICROS_PER_SECOND;
    let purged = database::write!(app.database, tx => {
        let ids = store::trashed_before(tx, before, 100).await?;
        let mut keys = Vec::new();
        for id in &ids {
            keys.extend(addresses::retire(tx, Kind::Article, *id).await?.into_iter().map(Key::Path));
            keys.push(Key::Article(*id));
            store::delete(tx, *id).await?;
            audit::record(app, tx, &Actor::system(), "article.purge", ("article", Some(*id)), "").await?;
        }
        if !keys.is_empty() {
            changes::record(tx, crate::Origin::System, app.now(), &keys).await?;
        }
        Ok(ids.len())
    })?;
    app.watch.committed();
    Ok(purged)
}
