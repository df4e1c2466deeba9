//! The pages of the media library: the list, one picture, and choosing one for a place.

use std::collections::BTreeMap;

use serde::Serialize;

use super::articles::Choice;
use super::{Frame, Here};

/// A picture in a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaItem {
    /// Its number.
    pub id: String,
    /// Its page at the desk.
    pub href: String,
    /// Its smallest form.
    pub thumbnail: String,
    /// The name of the file it came as.
    pub name: String,
    /// Its alternative text; may be empty.
    pub alt: String,
    /// Its caption; may be empty.
    pub caption: String,
    /// Its credit; may be empty.
    pub credit: String,
    /// Its size in pixels, in words.
    pub size: String,
    /// Whether it has no alternative text and is not decorative.
    pub missing: bool,
    /// Whether readers see it in an article.
    pub public: bool,
    /// Whether it stands on a home page.
    pub home: bool,
}

impl MediaItem {
    /// An invented picture.
    pub fn sample() -> MediaItem {
        MediaItem {
            id: "5".to_owned(),
            href: "/desk/media/5".to_owned(),
            thumbnail: "/media/a/320.webp".to_owned(),
            name: "pont-de-dobrava.jpg".to_owned(),
            alt: "Un pont de pierre sur la Lisna".to_owned(),
            caption: "Le pont, en avril.".to_owned(),
            credit: "Ana Verel".to_owned(),
            size: "1920 × 1280".to_owned(),
            missing: true,
            public: true,
            home: true,
        }
    }
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Its name.
    pub name: String,
    /// Why, and what to do.
    pub reason: String,
}

impl Refused {
    /// An invented refusal.
    pub fn sample() -> Refused {
        Refused { name: "IMG_2041.heic".to_owned(), reason: "Exportez-la en JPEG.".to_owned() }
    }
}

/// Context of `desk/media/list.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaList {
    /// The frame.
    pub frame: Frame,
    /// The words searched for.
    pub words: String,
    /// Whether only those without alternative text are shown.
    pub without_alt: bool,
    /// How many have no alternative text.
    pub missing: usize,
    /// How many of them readers see.
    pub missing_public: usize,
    /// Whether there are more of them than were counted.
    pub missing_more: bool,
    /// The language in which alternative texts are written in the list of those without.
    pub alt_language: String,
    /// The languages to choose from for that; empty when the site has one.
    pub alt_languages: Vec<Choice>,
    /// Whether this account may say here what pictures show.
    pub may_say_alts: bool,
    /// This page's own address.
    pub here: String,
    /// The pictures.
    pub items: Vec<MediaItem>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page, when this is not it.
    pub first_href: Option<String>,
    /// What was just taken.
    pub taken: Vec<MediaItem>,
    /// What was just refused.
    pub refused: Vec<Refused>,
}

impl MediaList {
    /// A library of one picture, after an upload of two files.
    pub fn sample() -> MediaList {
        MediaList {
            frame: Frame { here: Here::Media, ..Frame::sample() },
            words: "pont".to_owned(),
            without_alt: true,
            missing: 3,
            missing_public: 1,
            missing_more: false,
            alt_language: "fr".to_owned(),
            alt_languages: vec![Choice { chosen: true, ..Choice::new("fr", "Français") }, Choice::new("en", "English")],
            may_say_alts: true,
            here: "/desk/media?missing=1".to_owned(),
            items: vec![MediaItem::sample()],
            older_href: Some("/desk/media?after=5".to_owned()),
            first_href: Some("/desk/media".to_owned()),
            taken: vec![MediaItem::sample()],
            refused: vec![Refused::sample()],
        }
    }
}

/// What is said of a picture in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaText {
    /// The language's tag.
    pub language: String,
    /// The language's own name, empty where the site has one language only.
    pub label: String,
    /// The alternative text, as typed.
    pub alt: String,
    /// The caption, as typed.
    pub caption: String,
}

/// Somewhere a picture is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaPlace {
    /// What kind of place: `article`, `draft`, `portrait`, `page`, `logo`.
    pub kind: String,
    /// Its page at the desk.
    pub href: String,
    /// Its name; may be empty.
    pub label: String,
    /// The language of the name; may be empty.
    pub lang: String,
}

/// Context of `desk/media/one.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaPage {
    /// The frame.
    pub frame: Frame,
    /// The picture's number.
    pub id: String,
    /// The name of the file it came as.
    pub name: String,
    /// Its plain form.
    pub src: String,
    /// Its sizes as WebP, for `srcset`.
    pub webp: String,
    /// The width of the plain form.
    pub width: u32,
    /// The height of the plain form.
    pub height: u32,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// What the file was: kind, size, pixels.
    pub facts: String,
    /// When it was brought, in words.
    pub created: String,
    /// The rights written in the file; may be empty.
    pub rights: String,
    /// Where it was found on the web; may be empty.
    pub source: String,
    /// What is said of it, by language.
    pub texts: Vec<MediaText>,
    /// Its credit, as typed.
    pub credit: String,
    /// Whether it says nothing that words would have to say.
    pub decorative: bool,
    /// Under what it may be used.
    pub licences: Vec<Choice>,
    /// The point that crops keep, in hundredths from the left and from the top.
    pub focus: (u8, u8),
    /// Where it is used.
    pub places: Vec<MediaPlace>,
    /// Older revisions that show it, where somebody asked.
    pub old_places: Option<Vec<MediaPlace>>,
    /// The classes of `desk.css` for that point, in steps of five.
    pub crop: String,
    /// How many places there are that this account does not see.
    pub hidden_places: usize,
    /// Whether this account may alter what is said of it.
    pub may_describe: bool,
    /// Whether this account may put another file in its place.
    pub may_replace: bool,
    /// Whether this account may delete it, were it not used.
    pub may_delete: bool,
    /// What is wrong, by field.
    pub errors: BTreeMap<String, String>,
}

impl MediaPage {
    /// A picture used in four places.
    pub fn sample() -> MediaPage {
        let place = |kind: &str, label: &str| MediaPlace {
            kind: kind.to_owned(),
            href: "/desk/articles/1".to_owned(),
            label: label.to_owned(),
            lang: "fr".to_owned(),
        };
        MediaPage {
            frame: Frame { here: Here::Media, ..Frame::sample() },
            id: "5".to_owned(),
            name: "pont-de-dobrava.jpg".to_owned(),
            src: "/media/a/1280.jpg".to_owned(),
            webp: "/media/a/320.webp 320w, /media/a/1280.webp 1280w".to_owned(),
            width: 1280,
            height: 853,
            alt: "Un pont de pierre sur la Lisna".to_owned(),
            facts: "JPEG, 2,4 Mo, 4000 × 2667".to_owned(),
            created: "20 septembre 2026 à 14:03".to_owned(),
            rights: "© Ana Verel".to_owned(),
            source: "https://www.example.com/le-pont".to_owned(),
            texts: vec![
                MediaText {
                    language: "fr".to_owned(),
                    label: "Français".to_owned(),
                    alt: "Un pont de pierre sur la Lisna".to_owned(),
                    caption: "Le pont, en avril.".to_owned(),
                },
                MediaText { language: "en".to_owned(), label: "English".to_owned(), alt: String::new(), caption: String::new() },
            ],
            credit: "Ana Verel".to_owned(),
            decorative: false,
            licences: vec![Choice { chosen: true, ..Choice::new("own", "Travail de la rédaction") }],
            focus: (30, 60),
            crop: "fx30 fy60".to_owned(),
            old_places: Some(vec![place("revision", "Le pont de Dobrava")]),
            places: vec![
                place("article", "À Dobrava, la rivière"),
                place("draft", ""),
                place("portrait", "Ana Verel"),
                place("page", "Qui sommes-nous"),
                place("logo", ""),
            ],
            hidden_places: 1,
            may_describe: true,
            may_replace: true,
            may_delete: true,
            errors: BTreeMap::from([("form".to_owned(), "Cette image sert encore.".to_owned())]),
        }
    }
}

/// Context of `desk/media/choose.html`: a picture for one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChooseMedia {
    /// The frame.
    pub frame: Frame,
    /// Which place: `image`, `portrait`, `logo`, `logo-dark`.
    pub place: String,
    /// The name of what it is for: a headline, a contributor, the site.
    pub of: String,
    /// Where one came from, and where this page's forms post to with its end.
    pub back: String,
    /// Where the forms post, and where the search asks.
    pub action: String,
    /// The language of the texts typed here.
    pub language: String,
    /// The picture that stands there now.
    pub current: Option<MediaItem>,
    /// The words searched for.
    pub words: String,
    /// The pictures to choose from.
    pub items: Vec<MediaItem>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page, when this is not it.
    pub first_href: Option<String>,
    /// The alternative text typed for a file that was refused.
    pub alt: String,
    /// The credit typed for it.
    pub credit: String,
    /// Why a file was refused; may be empty.
    pub error: String,
}

impl ChooseMedia {
    /// An article's featured picture.
    pub fn sample() -> ChooseMedia {
        ChooseMedia {
            frame: Frame::sample(),
            place: "image".to_owned(),
            of: "À Dobrava, la rivière retrouve son lit".to_owned(),
            back: "/desk/articles/1".to_owned(),
            action: "/desk/articles/1/image".to_owned(),
            language: "fr".to_owned(),
            current: Some(MediaItem::sample()),
            words: "pont".to_owned(),
            items: vec![MediaItem::sample()],
            older_href: Some("/desk/articles/1/image?after=5".to_owned()),
            first_href: Some("/desk/articles/1/image".to_owned()),
            alt: "Un pont".to_owned(),
            credit: "Ana Verel".to_owned(),
            error: "IMG_2041.heic : exportez-la en JPEG.".to_owned(),
        }
    }
}
