//! What an article says: the content that working copies and revisions hold.

use database::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Error;

/// What a contributor did for an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BylineRole {
    /// Wrote it.
    #[default]
    Text,
    /// Took the pictures.
    Photo,
    /// Translated it.
    Translation,
    /// Did the research.
    Research,
    /// Edited it.
    Editing,
    /// Made it with the newsroom: "with our partner X".
    Partner,
}

impl BylineRole {
    /// All roles, in the order the desk offers them.
    pub const ALL: [BylineRole; 6] =
        [BylineRole::Text, BylineRole::Photo, BylineRole::Translation, BylineRole::Research, BylineRole::Editing, BylineRole::Partner];

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            BylineRole::Text => "text",
            BylineRole::Photo => "photo",
            BylineRole::Translation => "translation",
            BylineRole::Research => "research",
            BylineRole::Editing => "editing",
            BylineRole::Partner => "partner",
        }
    }

    /// Reads what [`BylineRole::as_str`] wrote.
    pub fn parse(text: &str) -> Option<BylineRole> {
        BylineRole::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// One signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// Who signs.
    pub contributor: Id,
    /// For what.
    pub role: BylineRole,
}

/// What an article says and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The title.
    pub headline: String,
    /// The small line above it.
    pub kicker: String,
    /// The lead paragraph set apart.
    pub standfirst: String,
    /// The editor's own excerpt; empty for the automatic one.
    pub excerpt: String,
    /// The document, as the JSON of `document::to_json`; empty for none yet.
    pub body: String,
    /// The last part of the address; empty: made from the headline.
    pub slug: String,
    /// The section that labels it.
    pub section: Option<Id>,
    /// Further sections it appears in.
    pub sections: Vec<Id>,
    /// What it is about.
    pub topics: Vec<Id>,
    /// Who signs, in order.
    pub bylines: Vec<Byline>,
    /// The featured picture.
    pub image: Option<Id>,
    /// Its alternative text here; empty: the library's.
    pub image_alt: String,
    /// Its caption here; empty: the library's.
    pub image_caption: String,
    /// Its credit here; empty: the library's.
    pub image_credit: String,
}

/// A saved state of an article.
#[derive(Clone, Debug)]
pub struct Revision {
    /// Its id.
    pub id: Id,
    /// Of which article.
    pub article: Id,
    /// Its number for readers, when it was published.
    pub number: Option<i64>,
    /// Why it was made: save, auto, publish, import.
    pub reason: String,
    /// What it says.
    pub content: Content,
    /// Words of the body.
    pub words: i64,
    /// By which account.
    pub made_by: Option<Id>,
    /// When.
    pub made_at: Timestamp,
}

/// What is being written.
#[derive(Clone, Debug)]
pub struct WorkingCopy {
    /// Of which article.
    pub article: Id,
    /// The revision it began from.
    pub base: Option<Id>,
    /// Grows with each save: a save that names an older number is a conflict.
    pub number: i64,
    /// What it says.
    pub content: Content,
    /// By which account it was saved last.
    pub saved_by: Option<Id>,
    /// When.
    pub saved_at: Timestamp,
}

/// The columns that working copies and revisions share.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct ContentRow {
    headline: String,
    kicker: String,
    standfirst: String,
    excerpt: String,
    body: String,
    slug: String,
    section: Option<Id>,
    sections: String,
    topics: String,
    bylines: String,
    image: Option<Id>,
    image_alt: String,
    image_caption: String,
    image_credit: String,
}

impl ContentRow {
    pub(super) fn into_content(self) -> Result<Content, Error> {
        Ok(Content {
            headline: self.headline,
            kicker: self.kicker,
            standfirst: self.standfirst,
            excerpt: self.excerpt,
            body: self.body,
            slug: self.slug,
            section: self.section,
            sections: serde_json::from_str(&self.sections)?,
            topics: serde_json::from_str(&self.topics)?,
            bylines: serde_json::from_str(&self.bylines)?,
            image: self.image,
            image_alt: self.image_alt,
            image_caption: self.image_caption,
            image_credit: self.image_credit,
        })
    }
}

impl Content {
    /// The lists as they are kept: sections, topics, bylines.
    pub(super) fn lists(&self) -> Result<(String, String, String), Error> {
        Ok((serde_json::to_string(&self.sections)?, serde_json::to_string(&self.topics)?, serde_json::to_string(&self.bylines)?))
    }

    /// Folded lines, U+0000 and other controls taken out; the body must be a document.
    pub(super) fn tidy(mut self) -> Result<Content, Error> {
        use crate::naming::{clean_line, clean_text};
        for line in [&mut self.headline, &mut self.kicker, &mut self.slug, &mut self.image_alt, &mut self.image_credit] {
            *line = clean_line(line);
        }
        for text in [&mut self.standfirst, &mut self.excerpt, &mut self.image_caption] {
            *text = clean_text(text);
        }
        if !self.body.is_empty() {
            document::from_json(&self.body).map_err(|_| Error::invalid("body", "problem-body-broken"))?;
        }
        let label = self.section;
        self.sections.retain(|id| Some(*id) != label);
        let mut seen = std::collections::HashSet::new();
        self.sections.retain(|id| seen.insert(*id));
        seen.clear();
        self.topics.retain(|id| seen.insert(*id));
        Ok(self)
    }

    /// Sections and topics that were merged since are what they are now; those that were deleted go.
    pub(super) async fn stand(&mut self, tx: &mut database::Tx) -> Result<(), Error> {
        (self.section, self.sections) = crate::sections::standing(tx, self.section, &self.sections).await?;
        self.topics = crate::topics::standing(tx, &self.topics).await?;
        Ok(())
    }

    /// What the desk's list is searched by, folded: the texts above the body, and the address.
    pub(super) fn desk_words(&self) -> String {
        language::fold_simple(&[&self.headline, &self.kicker, &self.standfirst, &self.slug].map(String::as_str).join(" "))
    }

    /// The body's document; an empty one when nothing is written yet.
    pub fn document(&self) -> Result<document::Document, Error> {
        if self.body.is_empty() {
            return Ok(document::Document::default());
        }
        document::from_json(&self.body).map_err(Error::broken)
    }
}
