//! The cut-off: when a hold ends, the variants are rendered once, from what readers see at that moment, and stored.

use database::Id;

use super::state::{LIFE, State};
use super::{archive, render, store};
use crate::failpoints::{self, Step};
use crate::{App, Error, articles};

/// Ends the hold of an article's mailing whose time has come: its messages are made, its audience can be frozen.
pub(super) async fn step(app: &App, mailing: Id) -> Result<(), Error> {
    let now = app.now();
    let Some((revision, variants)) = rendered(app, mailing).await? else {
        return Ok(());
    };
    database::write!(app.database, tx => {
        let Some(row) = store::by_id(tx, mailing).await? else {
            return Ok(());
        };
        let article = row.article.ok_or_else(|| Error::broken("a held mailing without an article"))?;
        let standing = articles::published(tx, article).await?.filter(|article| article.state() == articles::State::Published);
        if standing.is_none_or(|article| article.published_revision != Some(revision)) {
            // Corrected or taken away while it was rendered: the next look at the holds sees what is there then.
            return Ok(());
        }
        if !store::begin(tx, mailing, now, now + LIFE).await? {
            return Ok(());
        }
        store::move_newsletters(tx, mailing, "waiting", "closed").await?;
        for variant in &variants {
            store::put_variant(tx, mailing, variant).await?;
        }
        archive::made(app, tx, variants.iter().map(|variant| variant.newsletter)).await?;
        failpoints::inside(tx, Step::CutOffBefore).await
    })?;
    app.watch.committed();
    failpoints::pass(Step::CutOffAfter);
    Ok(())
}

/// The variants of a held mailing and the revision they were made from. None: there is nothing to send any more.
async fn rendered(app: &App, mailing: Id) -> Result<Option<(Id, Vec<store::Variant>)>, Error> {
    database::read!(app.database, tx => {
        let Some(row) = store::by_id(tx, mailing).await? else {
            return Ok(None);
        };
        let Some(article) = row.article.filter(|_| row.state().is_ok_and(|state| state == State::Held)) else {
            return Ok(None);
        };
        let Some(article) = articles::published(tx, article).await? else {
            return Ok(None);
        };
        let revision = articles::published_content(tx, &article).await?;
        let waiting: Vec<Id> = store::newsletters(tx, mailing).await?.into_iter().filter(|(_, state)| state == "waiting").map(|(id, _)| id).collect();
        let variants = render::article(app, tx, (&row, &article, &revision.content), &waiting).await?;
        Ok(Some((revision.id, variants)))
    })
}
