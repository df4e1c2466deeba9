//! The article page.

use serde::Serialize;

use super::frame::{Head, Link, Site};
use super::lists::{Card, Group};

/// A picture with its sizes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Featured {
    /// The plain one.
    pub src: String,
    /// Its sizes as WebP, for `srcset`.
    pub webp: String,
    /// Its sizes in the plain format, for `srcset`.
    pub plain: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its alternative text.
    pub alt: String,
    /// Its caption.
    pub caption: String,
    /// Its credit.
    pub credit: String,
    /// The classes that say which point crops keep; empty for the middle.
    pub focus: String,
}

impl Featured {
    /// An invented picture.
    pub fn sample() -> Featured {
        Featured {
            src: "/media/a/640.jpeg".to_owned(),
            webp: "/media/a/320.webp 320w, /media/a/640.webp 640w".to_owned(),
            plain: String::new(),
            width: 640,
            height: 360,
            alt: "La rivière vue du pont".to_owned(),
            caption: "La Lim en avril.".to_owned(),
            credit: "Ana Verel".to_owned(),
            focus: "fx30 fy60".to_owned(),
        }
    }
}

/// A name under a headline.
#[derive(Clone, Debug, Serialize)]
pub struct Byline {
    /// The name.
    pub name: String,
    /// The author's page.
    pub href: Option<String>,
    /// The role in words ("photos"), empty for the text.
    pub role: String,
    /// Whether it is a partner, named after those who sign.
    pub partner: bool,
}

/// Who signs, below the text.
#[derive(Clone, Debug, Serialize)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The author's page.
    pub href: Option<String>,
    /// A portrait, with « Image de {name} » as its alternative text.
    pub portrait: Option<Featured>,
    /// A few words about them, as safe HTML; may be empty.
    pub about: String,
}

/// A link that shares.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// The target's key: `facebook`, `mastodon`, `copy`...
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// The same article in another language.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    /// The language's tag.
    pub lang: String,
    /// The language's own name.
    pub name: String,
    /// The headline there.
    pub headline: String,
    /// Its address.
    pub href: String,
}

/// The article itself. Texts carry their typography.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    /// The section's name.
    pub section: String,
    /// The section's page.
    pub section_href: Option<String>,
    /// The line above the headline; may be empty.
    pub kicker: String,
    /// The headline.
    pub headline: String,
    /// The standfirst; may be empty.
    pub standfirst: String,
    /// Who signs.
    pub bylines: Vec<Byline>,
    /// The date in words.
    pub date: String,
    /// The date for machines.
    pub datetime: String,
    /// The date of the last update that readers are told of: words and machine form.
    pub updated: Option<(String, String)>,
    /// The featured picture.
    pub image: Option<Featured>,
    /// The body, as safe HTML.
    pub body: String,
    /// The retraction's notice, in place of the text.
    pub notice: Option<String>,
    /// The topics.
    pub topics: Vec<Link>,
    /// The same article in other languages.
    pub translations: Vec<Translation>,
}

/// Context of `site/article.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ArticlePage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// The article.
    pub article: Article,
    /// Share links, in their order.
    pub share: Vec<Share>,
    /// Who signs, with portraits.
    pub authors: Vec<Author>,
    /// Related articles.
    pub related: Vec<Card>,
    /// The page of all related articles, when there are more.
    pub related_href: Option<String>,
    /// The section's latest, when nothing is related.
    pub latest: Option<Group>,
}

impl ArticlePage {
    /// An invented article.
    pub fn sample() -> ArticlePage {
        ArticlePage {
            site: Site::sample(),
            head: Head::sample(),
            article: Article {
                section: "Politique".to_owned(),
                section_href: Some("/politique".to_owned()),
                kicker: "Reportage".to_owned(),
                headline: "À Dobrava, la rivière retrouve son lit après trente ans de béton".to_owned(),
                standfirst: "Les habitants ont rouvert les vannes.".to_owned(),
                bylines: vec![
                    Byline {
                        name: "La rédaction du Courrier".to_owned(),
                        href: Some("/auteur/la-redaction".to_owned()),
                        role: String::new(),
                        partner: false,
                    },
                    Byline { name: "Ana Verel".to_owned(), href: None, role: "photos".to_owned(), partner: false },
                    Byline { name: "Agence du Val".to_owned(), href: None, role: String::new(), partner: true },
                ],
                date: "20 septembre 2026".to_owned(),
                datetime: "2026-09-20T14:03:00+02:00".to_owned(),
                updated: Some(("21 septembre 2026".to_owned(), "2026-09-21T09:00:00+02:00".to_owned())),
                image: Some(Featured::sample()),
                body: "<p>Vendredi 20 septembre, l’eau est revenue.</p>".to_owned(),
                notice: None,
                topics: vec![Link::new("/theme/lim", "Lim")],
                translations: vec![Translation {
                    lang: "en".to_owned(),
                    name: "English".to_owned(),
                    headline: "In Dobrava, the river is back".to_owned(),
                    href: "/en/politics/dobrava".to_owned(),
                }],
            },
            share: vec![
                Share {
                    key: "facebook".to_owned(),
                    name: "Facebook".to_owned(),
                    href: "https://www.facebook.com/sharer/sharer.php?u=x".to_owned(),
                },
                Share {
                    key: "copy".to_owned(),
                    name: "Copier le lien".to_owned(),
                    href: "https://example.org/politique/a-dobrava".to_owned(),
                },
            ],
            authors: vec![Author {
                name: "La rédaction du Courrier".to_owned(),
                href: Some("/auteur/la-redaction".to_owned()),
                portrait: Some(Featured { alt: "Image de La rédaction du Courrier".to_owned(), ..Featured::sample() }),
                about: "<p>Sept personnes entre les lacs.</p>".to_owned(),
            }],
            related: vec![Card::sample(), Card::sample()],
            related_href: None,
            latest: None,
        }
    }
}
