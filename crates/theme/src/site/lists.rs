//! Lists of articles: cards, the home page, and every other list.

use serde::Serialize;

use super::article::Featured;
use super::frame::{Head, Link, Site};

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Its address.
    pub href: String,
    /// Its headline, with typography.
    pub headline: String,
    /// Its section's name; may be empty.
    pub section: String,
    /// Its date in words.
    pub date: String,
    /// Its date for machines.
    pub datetime: String,
    /// Its excerpt, with typography.
    pub excerpt: String,
    /// Its language, when it is another than the page's.
    pub lang: Option<String>,
    /// Its picture.
    pub image: Option<Featured>,
}

impl Card {
    /// An invented card.
    pub fn sample() -> Card {
        Card {
            href: "/economie/les-moulins".to_owned(),
            headline: "Les moulins de la Lim tournent de nouveau".to_owned(),
            section: "Économie".to_owned(),
            date: "18 septembre 2026".to_owned(),
            datetime: "2026-09-18T08:00:00+02:00".to_owned(),
            excerpt: "Trois meuniers ont repris le travail de leurs grands-parents.".to_owned(),
            lang: None,
            image: None,
        }
    }
}

/// Cards under a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The page of all of them.
    pub href: String,
    /// They.
    pub cards: Vec<Card>,
}

/// Context of `site/home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// The lead.
    pub lead: Option<Card>,
    /// The latest, without the lead.
    pub latest: Vec<Card>,
    /// The latest by section.
    pub sections: Vec<Group>,
    /// The archive of all articles.
    pub archive_href: Option<String>,
}

impl HomePage {
    /// An invented home page.
    pub fn sample() -> HomePage {
        HomePage {
            site: Site::sample(),
            head: Head::sample(),
            lead: Some(Card { image: Some(Featured::sample()), ..Card::sample() }),
            latest: vec![Card::sample(), Card::sample()],
            sections: vec![Group { title: "Culture".to_owned(), href: "/culture".to_owned(), cards: vec![Card::sample()] }],
            archive_href: Some("/archives".to_owned()),
        }
    }
}

/// Context of `site/list.html`: a section, a topic, an author, a month, or all related.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// What kind of list it is: `section`, `topic`, `author`, `month`, `related`, `archive`.
    pub kind: String,
    /// The line above the title, such as "Author"; may be empty.
    pub kicker: String,
    /// The title.
    pub title: String,
    /// What it is about, as safe HTML; may be empty.
    pub introduction: String,
    /// A portrait.
    pub portrait: Option<Featured>,
    /// The cards of this page of the list.
    pub cards: Vec<Card>,
    /// The first page of the list, with the newest articles, on any other.
    pub newest: Option<String>,
    /// Older articles.
    pub older: Option<String>,
    /// The months of the archive, or links that help.
    pub links: Vec<Link>,
}

impl ListPage {
    /// An invented list.
    pub fn sample() -> ListPage {
        ListPage {
            site: Site::sample(),
            head: Head::sample(),
            kind: "section".to_owned(),
            kicker: "Rubrique".to_owned(),
            title: "Économie".to_owned(),
            introduction: "<p>Le travail et l’argent.</p>".to_owned(),
            portrait: Some(Featured::sample()),
            cards: vec![Card::sample()],
            newest: Some("/economie".to_owned()),
            older: Some("/economie/avant/abc".to_owned()),
            links: vec![Link::new("/archives/2026/09", "septembre 2026")],
        }
    }
}
