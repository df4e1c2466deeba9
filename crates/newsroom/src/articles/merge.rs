//! Two people's texts of one article, made one: by field, and by paragraph in the body.
//!
//! Guarantee: what only one of them altered is taken; where both did, nothing is decided here without a [`Choice`].

use std::collections::BTreeMap;

use database::Id;
use document::{Choice, Document, Outcome, Piece, to_json};

use super::Content;
use crate::Error;

/// Two contents written from the same one.
#[derive(Clone, Debug)]
pub struct Merge {
    base: Content,
    theirs: Content,
    mine: Content,
    /// The parts besides the body, by the names of their fields, and who altered them.
    pub fields: Vec<(&'static str, Outcome)>,
    /// The body's places.
    pub body: Vec<Piece>,
}

/// What was chosen, by the name of the part: a field's name, or `body.3` for the place 3 of the body. What is missing is mine.
pub type Choices = BTreeMap<String, Choice>;

/// Reads one field of a text.
type Read = fn(&Content) -> String;

/// Lays three contents beside each other.
pub fn merge(base: Content, theirs: Content, mine: Content) -> Result<Merge, Error> {
    let body = if theirs.body == mine.body {
        let document = mine.document()?;
        let same = |block: &document::Block| {
            let block = vec![block.clone()];
            Piece { base: block.clone(), theirs: block.clone(), mine: block, outcome: Outcome::Both }
        };
        document.blocks.iter().map(same).collect()
    } else {
        document::merge(&base.document()?, &theirs.document()?, &mine.document()?)
    };
    let of = |read: Read| Outcome::of(&read(&base), &read(&theirs), &read(&mine));
    let texts: [(&'static str, Read); 8] = [
        ("kicker", |content| content.kicker.clone()),
        ("headline", |content| content.headline.clone()),
        ("standfirst", |content| content.standfirst.clone()),
        ("excerpt", |content| content.excerpt.clone()),
        ("slug", |content| content.slug.clone()),
        ("image_alt", |content| content.image_alt.clone()),
        ("image_caption", |content| content.image_caption.clone()),
        ("image_credit", |content| content.image_credit.clone()),
    ];
    let mut fields: Vec<(&'static str, Outcome)> = texts.into_iter().map(|(name, read)| (name, of(read))).collect();
    fields.push(("section", Outcome::of(&base.section, &theirs.section, &mine.section)));
    fields.push(("image", Outcome::of(&base.image, &theirs.image, &mine.image)));
    fields.push(("byline", Outcome::of(&base.bylines, &theirs.bylines, &mine.bylines)));
    fields.push(("sections", together(Outcome::of(&base.sections, &theirs.sections, &mine.sections))));
    fields.push(("topics", together(Outcome::of(&base.topics, &theirs.topics, &mine.topics))));
    Ok(Merge { base, theirs, mine, fields, body })
}

/// What each of two adds to a set, or takes out of it, never contradicts the other.
fn together(outcome: Outcome) -> Outcome {
    if outcome == Outcome::Conflict { Outcome::Both } else { outcome }
}

/// Mine, with what they put in and without what they took out.
fn set(base: &[Id], theirs: &[Id], mine: &[Id]) -> Vec<Id> {
    let mut all: Vec<Id> = mine.iter().filter(|id| theirs.contains(id) || !base.contains(id)).copied().collect();
    all.extend(theirs.iter().filter(|id| !base.contains(id) && !mine.contains(id)));
    all
}

impl Merge {
    /// How many places both altered, each in its own way.
    pub fn conflicts(&self) -> usize {
        let fields = self.fields.iter().filter(|(_, outcome)| *outcome == Outcome::Conflict).count();
        fields + self.body.iter().filter(|piece| piece.outcome == Outcome::Conflict).count()
    }

    /// The three contents: as it was, theirs, mine.
    pub fn sides(&self) -> (&Content, &Content, &Content) {
        (&self.base, &self.theirs, &self.mine)
    }

    /// The merged content; without a choice, a conflict keeps mine.
    pub fn resolve(&self, choices: &Choices) -> Content {
        let chosen = |name: &str| choices.get(name).copied().unwrap_or_default();
        let theirs = |name: &str| match self.fields.iter().find(|(field, _)| *field == name).map(|(_, outcome)| *outcome) {
            Some(Outcome::Theirs) => true,
            Some(Outcome::Conflict) => chosen(name) == Choice::Theirs,
            _ => false,
        };
        let side = |name: &str| if theirs(name) { &self.theirs } else { &self.mine };
        let blocks: Vec<document::Block> =
            self.body.iter().enumerate().flat_map(|(place, piece)| piece.taken(chosen(&format!("body.{place}")))).collect();
        let body = if blocks.is_empty() && self.mine.body.is_empty() { String::new() } else { to_json(&Document { blocks }) };
        Content {
            headline: side("headline").headline.clone(),
            kicker: side("kicker").kicker.clone(),
            standfirst: side("standfirst").standfirst.clone(),
            excerpt: side("excerpt").excerpt.clone(),
            body,
            slug: side("slug").slug.clone(),
            section: side("section").section,
            sections: set(&self.base.sections, &self.theirs.sections, &self.mine.sections),
            topics: set(&self.base.topics, &self.theirs.topics, &self.mine.topics),
            bylines: side("byline").bylines.clone(),
            image: side("image").image,
            image_alt: side("image_alt").image_alt.clone(),
            image_caption: side("image_caption").image_caption.clone(),
            image_credit: side("image_credit").image_credit.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(headline: &str, standfirst: &str, topics: &[Id]) -> Content {
        Content { headline: headline.to_owned(), standfirst: standfirst.to_owned(), topics: topics.to_vec(), ..Content::default() }
    }

    #[test]
    fn fields_that_one_side_altered_are_taken_from_it() {
        let merge =
            merge(content("Un pont", "", &[1, 2]), content("Deux ponts", "", &[1, 3]), content("Un pont", "Le val", &[2, 4])).unwrap();
        assert_eq!(merge.conflicts(), 0);
        assert_eq!(merge.resolve(&Choices::new()), content("Deux ponts", "Le val", &[4, 3]));
    }

    #[test]
    fn a_field_that_both_altered_waits_for_a_choice() {
        let merge = merge(content("Un pont", "", &[]), content("Deux ponts", "", &[]), content("Trois ponts", "", &[])).unwrap();
        assert_eq!(merge.conflicts(), 1);
        assert_eq!(merge.resolve(&Choices::new()).headline, "Trois ponts");
        let theirs = Choices::from([("headline".to_owned(), Choice::Theirs)]);
        assert_eq!(merge.resolve(&theirs).headline, "Deux ponts");
    }
}
