//! The pages of documents and sounds: the list, one of them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::articles::Choice;
use super::media::{MediaPlace, Refused};
use super::{Frame, Here};

/// A document or sound in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileItem {
    /// Its page at the desk.
    pub href: String,
    /// What it is called; else the name of the file.
    pub title: String,
    /// The name of the file it came as.
    pub name: String,
    /// Its kind and size, in words.
    pub facts: String,
    /// Its credit; may be empty.
    pub credit: String,
    /// Whether it is a sound.
    pub sound: bool,
    /// Whether readers have it in an article.
    pub public: bool,
}

/// Context of `desk/files/list.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileList {
    /// The frame.
    pub frame: Frame,
    /// The words searched for.
    pub words: String,
    /// The files.
    pub items: Vec<FileItem>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page, when this is not it.
    pub first_href: Option<String>,
    /// What was just refused.
    pub refused: Vec<Refused>,
}

impl FileList {
    /// A report and a conversation, after an upload that was refused.
    pub fn sample() -> FileList {
        let report = FileItem {
            href: "/desk/files/7".to_owned(),
            title: "Le rapport sur l’eau de la Lisna".to_owned(),
            name: "rapport-lisna.pdf".to_owned(),
            facts: "PDF, 2,4 Mo".to_owned(),
            credit: "Agence de l’eau".to_owned(),
            sound: false,
            public: true,
        };
        let talk =
            FileItem { title: "entretien.mp3".to_owned(), name: "entretien.mp3".to_owned(), sound: true, public: false, ..report.clone() };
        FileList {
            frame: Frame { here: Here::Media, ..Frame::sample() },
            words: "lisna".to_owned(),
            items: vec![report, talk],
            older_href: Some("/desk/files?after=5".to_owned()),
            first_href: Some("/desk/files".to_owned()),
            refused: vec![Refused::sample()],
        }
    }
}

/// What a file is called in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileText {
    /// The language's tag.
    pub language: String,
    /// The language's own name, empty where the site has one language only.
    pub label: String,
    /// As typed.
    pub title: String,
}

/// Context of `desk/files/one.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilePage {
    /// The frame.
    pub frame: Frame,
    /// Its number.
    pub id: String,
    /// What it is called; else the name of the file.
    pub title: String,
    /// The name of the file it came as.
    pub name: String,
    /// Where readers find it.
    pub src: String,
    /// Whether it is a sound.
    pub sound: bool,
    /// The media type of what may take its place.
    pub accept: String,
    /// Its kind and size, in words.
    pub facts: String,
    /// When it was brought, in words.
    pub created: String,
    /// What it is called, by language.
    pub texts: Vec<FileText>,
    /// Its credit, as typed.
    pub credit: String,
    /// Under what it may be used.
    pub licences: Vec<Choice>,
    /// Where it is used.
    pub places: Vec<MediaPlace>,
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

impl FilePage {
    /// A sound used in one article.
    pub fn sample() -> FilePage {
        let text = |language: &str, label: &str, title: &str| FileText {
            language: language.to_owned(),
            label: label.to_owned(),
            title: title.to_owned(),
        };
        FilePage {
            frame: Frame { here: Here::Media, ..Frame::sample() },
            id: "7".to_owned(),
            title: "Entretien avec Ana Verel".to_owned(),
            name: "entretien.mp3".to_owned(),
            src: "/media/a/entretien.mp3".to_owned(),
            sound: true,
            accept: "audio/mpeg".to_owned(),
            facts: "MP3, 36 Mo".to_owned(),
            created: "20 septembre 2026 à 14:03".to_owned(),
            texts: vec![text("fr", "Français", "Entretien avec Ana Verel"), text("en", "English", "")],
            credit: "Ana Verel".to_owned(),
            licences: vec![Choice { chosen: true, ..Choice::new("own", "Travail de la rédaction") }],
            places: vec![MediaPlace {
                kind: "article".to_owned(),
                href: "/desk/articles/1".to_owned(),
                label: "À Dobrava, la rivière".to_owned(),
                lang: "fr".to_owned(),
            }],
            hidden_places: 1,
            may_describe: true,
            may_replace: true,
            may_delete: true,
            errors: BTreeMap::from([("form".to_owned(), "Ce fichier sert encore.".to_owned())]),
        }
    }
}
