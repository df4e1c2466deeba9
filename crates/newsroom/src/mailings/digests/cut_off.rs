//! A digest's cut-off: at its hour it is rendered as it stands, and what it names is written down.

use database::{Id, Tx};

use super::arrange::arranged;
use super::{DAY, render, store};
use crate::mailings::state::LIFE;
use crate::mailings::{State, archive, store as mailings_store};
use crate::newsletters::{self, Newsletter};
use crate::{App, Error, site};

/// Ends the hold of a digest whose hour has come. Without articles it is cancelled, and so it is when its newsletter was
/// paused or its day is over: then the next one has what it had.
pub(in crate::mailings) async fn step(app: &App, id: Id) -> Result<(), Error> {
    let now = app.now();
    let found = database::read!(app.database, tx => {
        let Some((mailing, newsletter)) = held(tx, id).await? else {
            return Ok(None);
        };
        let standing = arranged(tx, &mailing, &newsletter, now).await?;
        let site = site::load(tx).await?;
        let variant = match standing.order.lead {
            Some(_) => Some(render::variant(app, tx, &site, (&mailing, &newsletter), &standing).await?),
            None => None,
        };
        Ok(Some((mailing, newsletter, standing, variant)))
    })?;
    let Some((mailing, newsletter, standing, variant)) = found else {
        return Ok(());
    };
    let until = mailing.hold_until;
    let is_off = newsletter.paused || now - until > DAY;
    database::write!(app.database, tx => {
        let Some((fresh, _)) = held(tx, id).await? else {
            return Ok(());
        };
        if is_off {
            return mailings_store::cancel(tx, id, now).await.map(|_| ());
        }
        if fresh.note != mailing.note || arranged(tx, &fresh, &newsletter, now).await? != standing {
            // Altered while it was rendered: the next look at the holds sees what is there then.
            return Ok(());
        }
        store::keep(tx, id, &standing.order.kept()).await?;
        store::cover(tx, newsletter.id, until).await?;
        let Some(variant) = &variant else {
            return mailings_store::cancel(tx, id, now).await.map(|_| ());
        };
        if !mailings_store::begin(tx, id, now, now + LIFE).await? {
            return Err(Error::Unavailable("problem-mailing-not-held"));
        }
        mailings_store::move_newsletters(tx, id, "waiting", "closed").await?;
        mailings_store::put_variant(tx, id, variant).await?;
        archive::made(app, tx, [newsletter.id]).await
    })?;
    app.watch.committed();
    Ok(())
}

/// A digest that is held, with its newsletter.
async fn held(tx: &mut Tx, id: Id) -> Result<Option<(mailings_store::Mailing, Newsletter)>, Error> {
    let Some(mailing) = mailings_store::by_id(tx, id).await? else {
        return Ok(None);
    };
    let Some(newsletter) = mailing.newsletter.filter(|_| mailing.state().is_ok_and(|state| state == State::Held)) else {
        return Ok(None);
    };
    Ok(newsletters::by_id(tx, newsletter).await?.map(|newsletter| (mailing, newsletter)))
}
