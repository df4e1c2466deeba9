//! Parts of a content: which differ between two, and one of them taken back from an older revision.

use database::Id;
use document::{Document, compare, to_json};

use super::edit::{Revise, keep, revise};
use super::{Autosaved, Content, revisions_store, store};
use crate::{Actor, App, Error};

/// Every part besides the body, in the order in which the desk shows them.
pub const FIELDS: [&str; 13] = [
    "kicker",
    "headline",
    "standfirst",
    "section",
    "sections",
    "topics",
    "byline",
    "image",
    "image_alt",
    "image_caption",
    "image_credit",
    "excerpt",
    "slug",
];

impl Content {
    /// Whether a part is the same in both.
    pub fn same_part(&self, other: &Content, part: &str) -> bool {
        let mut taken = self.clone();
        taken.take_part(other, part);
        taken == *self
    }

    /// Takes a part from another content; false when there is no such part.
    fn take_part(&mut self, from: &Content, part: &str) -> bool {
        match part {
            "kicker" => self.kicker.clone_from(&from.kicker),
            "headline" => self.headline.clone_from(&from.headline),
            "standfirst" => self.standfirst.clone_from(&from.standfirst),
            "section" => self.section = from.section,
            "sections" => self.sections.clone_from(&from.sections),
            "topics" => self.topics.clone_from(&from.topics),
            "byline" => self.bylines.clone_from(&from.bylines),
            "image" => self.image = from.image,
            "image_alt" => self.image_alt.clone_from(&from.image_alt),
            "image_caption" => self.image_caption.clone_from(&from.image_caption),
            "image_credit" => self.image_credit.clone_from(&from.image_credit),
            "excerpt" => self.excerpt.clone_from(&from.excerpt),
            "slug" => self.slug.clone_from(&from.slug),
            _ => return false,
        }
        true
    }

    /// Takes one place of the body back: the places are those of `document::compare` from the older content to this one.
    fn take_place(&mut self, from: &Content, place: usize) -> Result<(), Error> {
        let (old, new) = (from.document()?, self.document()?);
        let pairs = compare(&old, &new);
        if place >= pairs.len() {
            return Err(Error::NotFound);
        }
        let blocks = pairs.iter().enumerate().filter_map(|(at, pair)| if at == place { pair.old } else { pair.new }).cloned();
        self.body = to_json(&Document { blocks: blocks.collect() });
        Ok(())
    }
}

/// Takes one part of a revision back into the working copy `number`: a field, or `body.3`. What stood there becomes a revision first.
pub async fn restore_part(app: &App, actor: &Actor, id: Id, number: i64, revision: Id, part: &str) -> Result<Autosaved, Error> {
    database::write!(app.database, tx => {
        let found = revisions_store::revision(tx, revision).await?.filter(|found| found.article == id).ok_or(Error::NotFound)?;
        let standing = store::working_copy(tx, id).await?.ok_or(Error::NotFound)?;
        if standing.number != number {
            return Ok(Autosaved::Conflict(Box::new(standing)));
        }
        let mut content = standing.content.clone();
        match part.strip_prefix("body.").map(str::parse) {
            Some(Ok(place)) => content.take_place(&found.content, place)?,
            Some(Err(_)) => return Err(Error::NotFound),
            None if content.take_part(&found.content, part) => {}
            None => return Err(Error::NotFound),
        }
        revise(app, tx, actor, id, &standing.content, Revise::Always).await?;
        let content = content.tidy()?;
        let (number, _) = keep(app, tx, actor, id, number, &content).await?;
        revise(app, tx, actor, id, &content, Revise::Always).await?;
        Ok(Autosaved::Kept(number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles;
    use crate::testing;

    #[tokio::test]
    async fn a_paragraph_and_a_field_come_back_each_alone() {
        let test = testing::set_up().await.unwrap();
        let section = testing::section(&test, "Politique").await.unwrap();
        let id = testing::draft(&test, "Un pont", section, "L'eau monte.\nLe val dort.").await.unwrap();
        let (app, actor) = (&test.app, test.actor());
        let read = || async {
            let mut tx = app.read().await.unwrap();
            let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
            (copy, articles::revisions(&mut tx, id, 10).await.unwrap())
        };
        let (copy, revisions) = read().await;
        let old = revisions.first().unwrap().0;
        let text = testing::body("L'eau descend.\nLe val dort.\nFin.");
        let changed = Content { headline: "Deux ponts".to_owned(), standfirst: "Neuf".to_owned(), body: text, ..copy.content };
        articles::save(app, &actor, id, copy.number, changed).await.unwrap();
        let (copy, _) = read().await;
        restore_part(app, &actor, id, copy.number, old, "body.0").await.unwrap();
        let (copy, _) = read().await;
        assert_eq!(document::plain_text(&copy.content.document().unwrap()), "L'eau monte.\nLe val dort.\nFin.");
        assert!(matches!(restore_part(app, &actor, id, copy.number - 1, old, "headline").await.unwrap(), Autosaved::Conflict(_)));
        restore_part(app, &actor, id, copy.number, old, "headline").await.unwrap();
        let (copy, _) = read().await;
        assert_eq!((copy.content.headline.as_str(), copy.content.standfirst.as_str()), ("Un pont", "Neuf"));
        assert!(restore_part(app, &actor, id, copy.number, old, "body.99").await.is_err());
    }
}
