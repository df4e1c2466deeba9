//! Pages of text: static ones, and those of failures.

use serde::Serialize;

use super::frame::{Head, Link, Site};
use super::lists::Card;

/// Context of `site/text.html`: a static page, the legal notice, the privacy page.
#[derive(Clone, Debug, Serialize)]
pub struct TextPage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// The title.
    pub title: String,
    /// The text, as safe HTML.
    pub body: String,
}

impl TextPage {
    /// An invented page.
    pub fn sample() -> TextPage {
        TextPage {
            site: Site::sample(),
            head: Head::sample(),
            title: "Qui sommes-nous".to_owned(),
            body: "<p>Sept personnes.</p>".to_owned(),
        }
    }
}

/// Context of `site/failed.html`: 404, 410 and their like, which help.
#[derive(Clone, Debug, Serialize)]
pub struct FailedPage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// What happened, in few words.
    pub title: String,
    /// What it means, and what to do.
    pub text: String,
    /// Words of the address, to search for.
    pub words: String,
    /// Links that help.
    pub links: Vec<Link>,
    /// The latest articles.
    pub latest: Vec<Card>,
}

impl FailedPage {
    /// An invented failure.
    pub fn sample() -> FailedPage {
        FailedPage {
            site: Site::sample(),
            head: Head::sample(),
            title: "Introuvable".to_owned(),
            text: "Il n’y a pas de page à cette adresse.".to_owned(),
            words: "moulins lim".to_owned(),
            links: vec![Link::new("/", "Accueil")],
            latest: vec![Card::sample()],
        }
    }
}
