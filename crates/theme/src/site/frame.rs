//! What stands around every reader page, and what machines read of it.

use serde::Serialize;

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: String,
    /// Whether it leads to the page it stands on.
    pub current: bool,
}

impl Link {
    /// A link to another page.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Link {
        Link { href: href.into(), label: label.into(), current: false }
    }
}

/// The same page, or the home page, in another language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    /// The language's tag.
    pub lang: String,
    /// Its own name for itself.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// The newsroom's mark.
#[derive(Clone, Debug, Serialize)]
pub struct Logo {
    /// Its address.
    pub src: String,
    /// The one for a dark ground.
    pub src_dark: Option<String>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// What stands around every page.
#[derive(Clone, Debug, Serialize)]
pub struct Site {
    /// The site's name.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// The page's language.
    pub lang: String,
    /// The home page of this language.
    pub home_href: String,
    /// The mark; without one the name stands there.
    pub logo: Option<Logo>,
    /// The style sheet of the newsroom's own colour.
    pub accent_href: Option<String>,
    /// The menu.
    pub menu: Vec<Link>,
    /// Where to search.
    pub search_href: String,
    /// The other languages' home pages.
    pub languages: Vec<LanguageLink>,
    /// The footer's links: legal notice, privacy, pages.
    pub footer: Vec<Link>,
    /// The newsroom's accounts elsewhere.
    pub social: Vec<Link>,
    /// The feed that people may subscribe to.
    pub feed_href: String,
    /// Whether readers can sign up to a newsletter.
    pub sign_up: bool,
    /// The path of this page, sent along with a sign-up (it becomes part of the consent).
    pub path: String,
    /// Who publishes.
    pub publisher: String,
}

impl Site {
    /// An invented site.
    pub fn sample() -> Site {
        Site {
            name: "Le Courrier des Trois Rivières".to_owned(),
            description: "Nouvelles du Val et des lacs".to_owned(),
            lang: "fr".to_owned(),
            home_href: "/".to_owned(),
            logo: None,
            accent_href: None,
            menu: vec![
                Link { current: true, ..Link::new("/politique", "Politique") },
                Link::new("/economie", "Économie"),
                Link::new("/culture", "Culture"),
            ],
            search_href: "/recherche".to_owned(),
            languages: vec![LanguageLink { lang: "en".to_owned(), label: "English".to_owned(), href: "/en".to_owned() }],
            footer: vec![Link::new("/mentions-legales", "Mentions légales"), Link::new("/confidentialite", "Confidentialité")],
            social: vec![Link::new("https://social.example/@courrier", "Mastodon")],
            feed_href: "/feed.xml".to_owned(),
            sign_up: true,
            path: "/politique/a-dobrava".to_owned(),
            publisher: "Association des Trois Rivières".to_owned(),
        }
    }
}

/// A feed of the page's list.
#[derive(Clone, Debug, Serialize)]
pub struct Feed {
    /// Its media type.
    pub kind: String,
    /// Its name.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// What machines read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// The title, without the site's name.
    pub title: String,
    /// The description.
    pub description: String,
    /// The page's full address; none where it has none of its own.
    pub canonical: Option<String>,
    /// Whether search engines are to leave it out.
    pub hidden: bool,
    /// The same page in other languages: tag and full address.
    pub alternates: Vec<(String, String)>,
    /// The page's feeds.
    pub feeds: Vec<Feed>,
    /// `article` or `website`.
    pub kind: String,
    /// A picture for cards elsewhere: full address, width, height, alternative text.
    pub image: Option<(String, u32, u32, String)>,
    /// When it was published, for machines.
    pub published: Option<String>,
    /// When it was changed, for machines.
    pub modified: Option<String>,
    /// Whether the page has contents of other sites that load when asked for.
    pub frames: bool,
    /// JSON-LD, with `<` escaped.
    pub json_ld: Vec<String>,
    /// The page after this one in a list.
    pub next: Option<String>,
}

impl Head {
    /// An invented head.
    pub fn sample() -> Head {
        Head {
            title: "À Dobrava, la rivière retrouve son lit".to_owned(),
            description: "Les habitants ont rouvert les vannes.".to_owned(),
            canonical: Some("https://example.org/politique/a-dobrava".to_owned()),
            alternates: vec![("en".to_owned(), "https://example.org/en/politics/dobrava".to_owned())],
            feeds: vec![Feed { kind: "application/rss+xml".to_owned(), title: "Politique".to_owned(), href: "/feed.xml".to_owned() }],
            kind: "article".to_owned(),
            image: Some(("https://example.org/media/a/1280.jpeg".to_owned(), 1280, 720, "La rivière".to_owned())),
            published: Some("2026-09-20T14:03:00+02:00".to_owned()),
            frames: true,
            json_ld: vec!["{\"@context\":\"https://schema.org\"}".to_owned()],
            ..Head::default()
        }
    }
}
