//! "Send me a test": a mailing's message as a letter to the editor who asks for it.

use database::Id;

use super::{State, digests, render, store};
use crate::letters::{self, Kind};
use crate::{Actor, App, Error, accounts, articles, audit, newsletters, site};

/// Puts the message of one of a mailing's newsletters among the letters, to the account's own address. While the mailing is
/// held it is made from what readers see now; later it is the one that is sent. Its links lead to the site itself.
pub async fn send_test(app: &App, actor: &Actor, id: Id, newsletter: Id) -> Result<(), Error> {
    let account = actor.account.ok_or(Error::Forbidden)?;
    let variant = database::read!(app.database, tx => { variant(app, tx, id, newsletter).await })?;
    database::write!(app.database, tx => {
        let account = accounts::by_id(tx, account).await?.ok_or(Error::NotFound)?;
        letters::put_composed(app, tx, Kind::Test, &account.email, &variant.message).await?;
        audit::record(app, tx, actor, "mailing.test", ("mailing", Some(id)), "").await
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// The message of one of a mailing's newsletters: the one that is sent, or what it would be now.
pub(super) async fn variant(app: &App, tx: &mut database::Tx, id: Id, newsletter: Id) -> Result<store::Variant, Error> {
    let mailing = store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    let stored = store::variants(tx, id).await?.into_iter().find(|variant| variant.newsletter == newsletter);
    if let Some(stored) = stored {
        return Ok(stored);
    }
    if mailing.state()? != State::Held {
        return Err(Error::NotFound);
    }
    if let Some(newsletter) = mailing.newsletter {
        let newsletter = newsletters::by_id(tx, newsletter).await?.ok_or(Error::NotFound)?;
        let standing = digests::arrange::arranged(tx, &mailing, &newsletter, app.now()).await?;
        if standing.order.lead.is_none() {
            return Err(Error::Conflict("problem-mailing-empty"));
        }
        let site = site::load(tx).await?;
        return digests::variant(app, tx, &site, (&mailing, &newsletter), &standing).await;
    }
    let article = mailing.article.ok_or(Error::NotFound)?;
    let article = articles::published(tx, article).await?.ok_or(Error::NotFound)?;
    let content = articles::published_content(tx, &article).await?.content;
    render::article(app, tx, (&mailing, &article, &content), &[newsletter]).await?.pop().ok_or(Error::NotFound)
}
