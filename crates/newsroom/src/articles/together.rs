//! Saving when someone else saved meanwhile: the two texts are merged, and what cannot be is asked.
//!
//! Guarantee: whatever is answered, both texts are kept: in the working copy, or as revisions.

use database::{Id, Tx};

use super::edit::{Revise, keep, make_revision, revise};
use super::merge::{Merge, merge};
use super::{Content, WorkingCopy, revisions_store, store};
use crate::{Actor, App, Error};

/// The answer to saving a text whose beginning is known.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It is kept as it is, as this number.
    Kept(i64),
    /// It is kept together with what someone else wrote: the number and what stands there now.
    Merged(i64, Box<Content>),
    /// Both altered the same places. Nothing was written but revisions of both texts.
    Conflict(Box<Merge>, Box<WorkingCopy>),
}

/// Saves `mine`, which was written from the text `from` of the working copy `number`. Without `from` every difference is a conflict.
pub async fn save_from(
    app: &App,
    actor: &Actor,
    id: Id,
    (number, from): (i64, Option<Content>),
    mine: Content,
    how: Revise,
) -> Result<Saved, Error> {
    let mine = mine.tidy()?;
    let from = from.map(Content::tidy).transpose()?;
    database::write!(app.database, tx => {
        let standing = store::working_copy(tx, id).await?.ok_or(Error::NotFound)?;
        let alone = standing.number == number || standing.content == mine || from.as_ref() == Some(&standing.content);
        let (content, merged) = if alone {
            (mine.clone(), false)
        } else {
            let merge = merge(from.clone().unwrap_or_default(), standing.content.clone(), mine.clone())?;
            if merge.conflicts() > 0 {
                aside(app, tx, &Actor { account: standing.saved_by, ..actor.clone() }, id, &standing.content).await?;
                aside(app, tx, actor, id, &mine).await?;
                return Ok(Saved::Conflict(Box::new(merge), Box::new(standing)));
            }
            (merge.resolve(&super::merge::Choices::new()).tidy()?, true)
        };
        let (number, _) = keep(app, tx, actor, id, standing.number, &content).await?;
        revise(app, tx, actor, id, &content, how).await?;
        Ok(if merged { Saved::Merged(number, Box::new(content)) } else { Saved::Kept(number) })
    })
}

/// Keeps one of two texts as a revision, once.
async fn aside(app: &App, tx: &mut Tx, actor: &Actor, id: Id, content: &Content) -> Result<(), Error> {
    for (revision, ..) in revisions_store::revisions(tx, id, LOOK_BACK).await? {
        if revisions_store::revision(tx, revision).await?.is_some_and(|revision| revision.content == *content) {
            return Ok(());
        }
    }
    make_revision(app, tx, actor, id, content, ("conflict", None)).await.map(|_| ())
}

/// So many of the newest revisions are looked at, whether one holds the text already.
const LOOK_BACK: i64 = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles;
    use crate::testing::{self, TestApp};

    async fn begun() -> (TestApp, Id, WorkingCopy) {
        let test = testing::set_up().await.unwrap();
        let section = testing::section(&test, "Politique").await.unwrap();
        let id = testing::draft(&test, "Un pont", section, "L'eau monte.\nLe val dort.").await.unwrap();
        let copy = standing(&test, id).await;
        (test, id, copy)
    }

    async fn standing(test: &TestApp, id: Id) -> WorkingCopy {
        let mut tx = test.app.read().await.unwrap();
        articles::working_copy(&mut tx, id).await.unwrap().unwrap()
    }

    async fn save(test: &TestApp, copy: &WorkingCopy, content: Content) -> Saved {
        let from = (copy.number, Some(copy.content.clone()));
        save_from(&test.app, &test.actor(), copy.article, from, content, Revise::Always).await.unwrap()
    }

    fn with(copy: &WorkingCopy, headline: &str, body: &str) -> Content {
        Content { headline: headline.to_owned(), body: testing::body(body), ..copy.content.clone() }
    }

    #[tokio::test]
    async fn two_who_wrote_in_different_places_both_stand_in_the_text() {
        let (test, id, copy) = begun().await;
        save(&test, &copy, with(&copy, "Deux ponts", "L'eau monte.\nLe val dort.")).await;
        let saved = save(&test, &copy, with(&copy, "Un pont", "L'eau monte.\nLe val dort encore.")).await;
        assert!(matches!(saved, Saved::Merged(..)), "{saved:?}");
        let now = standing(&test, id).await.content;
        assert_eq!(now.headline, "Deux ponts");
        assert!(now.body.contains("Le val dort encore."));
    }

    #[tokio::test]
    async fn a_conflict_writes_nothing_over_and_keeps_both_texts_once() {
        let (test, id, copy) = begun().await;
        save(&test, &copy, with(&copy, "Deux ponts", "L'eau monte.")).await;
        for _ in 0..2 {
            let saved = save(&test, &copy, with(&copy, "Trois ponts", "L'eau monte.")).await;
            assert!(matches!(saved, Saved::Conflict(..)), "{saved:?}");
        }
        assert_eq!(standing(&test, id).await.content.headline, "Deux ponts");
        let mut tx = test.app.read().await.unwrap();
        let mut seen = Vec::new();
        for (revision, ..) in articles::revisions(&mut tx, id, 20).await.unwrap() {
            seen.push(articles::revision(&mut tx, revision).await.unwrap().unwrap().content.headline);
        }
        assert_eq!(seen.iter().filter(|headline| *headline == "Trois ponts").count(), 1, "{seen:?}");
        assert_eq!(seen.iter().filter(|headline| *headline == "Deux ponts").count(), 1, "{seen:?}");
    }

    #[tokio::test]
    async fn an_old_number_with_the_text_that_stands_is_no_conflict() {
        let (test, _, copy) = begun().await;
        let old = WorkingCopy { number: copy.number - 1, ..copy.clone() };
        assert!(matches!(save(&test, &old, with(&copy, "Deux ponts", "Autre.")).await, Saved::Kept(_)));
    }
}
