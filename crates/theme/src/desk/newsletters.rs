//! Context of the desk's list of newsletters.

use serde::Serialize;

use super::{Frame, Here};

/// One newsletter.
#[derive(Clone, Debug, Serialize)]
pub struct NewsletterRow {
    /// Its id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// When it comes, in words.
    pub when: String,
    /// What is in it, in words.
    pub what: String,
    /// The language of its articles.
    pub language: String,
    /// How many confirmed subscribers it has.
    pub readers: i64,
    /// The list of those subscribers.
    pub readers_href: String,
    /// Whether the sign-up form of every page means it.
    pub is_default: bool,
    /// Whether nothing goes out for now.
    pub paused: bool,
}

/// Context of `desk/newsletters/list.html`.
#[derive(Clone, Debug, Serialize)]
pub struct NewsletterList {
    /// The frame.
    pub frame: Frame,
    /// The newsletters, in their order.
    pub newsletters: Vec<NewsletterRow>,
    /// Languages whose pages offer no sign-up, by name.
    pub without: Vec<String>,
    /// The readers' page of them; empty when there is none.
    pub public_href: String,
}

impl NewsletterList {
    /// An invented list.
    pub fn sample() -> NewsletterList {
        let row = |id: &str, name: &str, when: &str| NewsletterRow {
            id: id.to_owned(),
            href: format!("/desk/newsletters/{id}"),
            name: name.to_owned(),
            when: when.to_owned(),
            what: "Politique, Culture".to_owned(),
            language: "Français".to_owned(),
            readers: 1204,
            readers_href: format!("/desk/subscribers?newsletter={id}"),
            is_default: id == "1",
            paused: id == "2",
        };
        NewsletterList {
            frame: Frame { here: Here::Newsletters, ..Frame::sample() },
            newsletters: vec![row("1", "Tous les articles", "dès leur parution"), row("2", "La semaine", "chaque lundi vers 7 h")],
            without: vec!["English".to_owned()],
            public_href: "/lettre".to_owned(),
        }
    }
}
