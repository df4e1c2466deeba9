//! Newsletters: what a subscriber chooses, a name, a cadence and a filter.
//!
//! Invariants: a language has at most one default newsletter; one that subscribers chose or that was sent cannot be deleted,
//! only paused; its slug, once given, stays, because mailboxes sort by the List-Id made of it.

mod archive;
mod edit;
mod store;
mod words;

use database::Id;
use serde::{Deserialize, Serialize};

use crate::articles::Content;
use crate::naming::Names;

pub use archive::{archive_path, archived_at};
pub use edit::{Details, arrange, create, delete, pause, put_first, update};
pub use store::{all, by_id, is_offered, readers};
pub(crate) use store::{replace_section, replace_topic};
pub use words::when;

/// When a newsletter goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// With each article.
    AtOnce,
    /// Once a day.
    Daily,
    /// Once a week.
    Weekly,
}

impl Cadence {
    /// All cadences, in the order the desk offers them.
    pub const ALL: [Cadence; 3] = [Cadence::AtOnce, Cadence::Daily, Cadence::Weekly];

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Cadence::AtOnce => "at_once",
            Cadence::Daily => "daily",
            Cadence::Weekly => "weekly",
        }
    }

    /// Reads what [`Cadence::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Cadence> {
        Cadence::ALL.into_iter().find(|cadence| cadence.as_str() == text)
    }
}

/// Which articles are in it. An article matches when it is in one of the sections, under one of the topics or signed by one of
/// the authors; all when none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Sections.
    pub sections: Vec<Id>,
    /// Topics.
    pub topics: Vec<Id>,
    /// Contributors who sign.
    pub authors: Vec<Id>,
}

/// A newsletter. Its articles are those of its language that its filter lets through.
#[derive(Clone, Debug)]
pub struct Newsletter {
    /// Its id.
    pub id: Id,
    /// When it goes out.
    pub cadence: Cadence,
    /// Which articles are in it.
    pub filter: Filter,
    /// Whether its mails carry whole articles (at once only); else picture, excerpt, "read more".
    pub full: bool,
    /// The one that the sign-up form of every page means (one a language).
    pub is_default: bool,
    /// The language of its articles.
    pub language: String,
    /// Daily and weekly: the hour in the site's zone.
    pub hour: i64,
    /// Weekly: the day, 1 for Monday.
    pub weekday: i64,
    /// Daily and weekly: how many hours before its hour the desk shows it, to be arranged; 0 for not.
    pub prepared: i64,
    /// Its place among the newsletters.
    pub position: i64,
    /// Whether nothing goes out for now.
    pub paused: bool,
    /// Whether it is counted how often the links of a mailing are followed; never by whom.
    pub counted: bool,
    /// Whether its past mailings stand on the site for everybody.
    pub archived: bool,
    /// Its names by language; `text` is its description.
    pub names: Names,
}

impl Newsletter {
    /// Whether an article of this language, with this content, is in it.
    pub fn takes(&self, language: &str, content: &Content) -> bool {
        let Filter { sections, topics, authors } = &self.filter;
        let all = sections.is_empty() && topics.is_empty() && authors.is_empty();
        let matches = || {
            content.section.iter().chain(&content.sections).any(|id| sections.contains(id))
                || content.topics.iter().any(|id| topics.contains(id))
                || content.bylines.iter().any(|byline| authors.contains(&byline.contributor))
        };
        self.language == language && (all || matches())
    }
}

/// The newsletter that the sign-up form of a page in `language` means: the default one of that language, else of the main one.
pub fn default_of(all: &[Newsletter], language: &str, main: &str) -> Option<Id> {
    let of = |language: &str| all.iter().find(|one| one.is_default && !one.paused && one.language == language);
    of(language).or_else(|| of(main)).map(|one| one.id)
}
