//! Everything public has an address, and an address once given goes on answering.
//!
//! Guarantees: one current address per (kind, subject, language); a moved one answers 301 to the current one and is not
//! given to something else; a deleted subject's answer 410. Paths begin with `/`, carry no slash at the end, are
//! percent-decoded UTF-8, and hold a query only for imported ones (`/?p=12`).

mod store;

pub(crate) use store::is_own;
pub use store::{Address, claim, current, currents, give_up, lookup, prefix, redirect, retire, section_path, take_free};

/// First parts of a path that nothing of the newsroom's may take, in any language.
pub const RESERVED: &[&str] = &[
    "desk",
    "assets",
    "media",
    "healthz",
    "readyz",
    "metrics",
    "robots.txt",
    "favicon.ico",
    "favicon.svg",
    "sitemap.xml",
    "sitemaps",
    "feed",
    "feeds",
    "search",
    "archive",
    "author",
    "topic",
    "newsletter",
    "subscribe",
    "confirm",
    "preferences",
    "unsubscribe",
    "related",
    "preview",
    "setup",
    ".well-known",
    "api",
    "legal",
    "privacy",
];

/// Which kind of thing an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article,
    /// A section's page.
    Section,
    /// A topic's page.
    Topic,
    /// A contributor's page.
    Contributor,
    /// A static page.
    StaticPage,
    /// A picture or file.
    Media,
    /// Nothing of its own: leads on to `target`.
    Redirect,
}

impl Kind {
    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Section => "section",
            Kind::Topic => "topic",
            Kind::Contributor => "contributor",
            Kind::StaticPage => "static_page",
            Kind::Media => "media",
            Kind::Redirect => "redirect",
        }
    }

    /// Reads what [`Kind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Kind> {
        [Kind::Article, Kind::Section, Kind::Topic, Kind::Contributor, Kind::StaticPage, Kind::Media, Kind::Redirect]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}
