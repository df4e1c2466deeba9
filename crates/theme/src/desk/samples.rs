//! Invented contexts of the article pages, for rendering every template without a site.

use std::collections::BTreeMap;

use super::articles::*;
use super::frame::{Frame, Here};
use super::stages::Stages;

const HEADLINE: &str = "À Dobrava, la rivière retrouve son lit après trente ans de béton";

fn frame() -> Frame {
    Frame { here: Here::Articles, ..Frame::sample() }
}

fn chosen(value: &str, label: &str) -> Choice {
    Choice { chosen: true, ..Choice::new(value, label) }
}

fn sections() -> Vec<Choice> {
    vec![chosen("1", "Politique"), Choice::new("2", "Culture")]
}

fn languages() -> Vec<Choice> {
    vec![chosen("fr", "français"), Choice::new("en", "English")]
}

impl ArticleList {
    /// A list with one article.
    pub fn sample() -> ArticleList {
        ArticleList {
            frame: frame(),
            tabs: ["all", "idea", "draft", "in_review", "ready", "scheduled", "published", "unpublished", "retracted", "trash"]
                .map(|name| Tab { name: name.to_owned(), href: "/desk/articles".to_owned(), current: name == "all" })
                .into(),
            state: "all".to_owned(),
            words: "rivière".to_owned(),
            languages: languages(),
            sections: vec![Choice { chosen: true, ..Choice::new("7", "Politique") }],
            owners: vec![Choice::new("3", "Ana Verel")],
            flags: vec![Choice { chosen: true, ..Choice::new("legal", "avis juridique") }],
            from: "2026-09-01".to_owned(),
            to: "septembre".to_owned(),
            wrong_date: true,
            narrowed: true,
            articles: vec![ArticleRow {
                href: "/desk/articles/1".to_owned(),
                headline: HEADLINE.to_owned(),
                language: "fr".to_owned(),
                state: "published".to_owned(),
                section: Some("Politique".to_owned()),
                owner: "Ana Verel".to_owned(),
                changed: "20 septembre 2026 à 14:03".to_owned(),
                published: Some("20 septembre 2026 à 9:00".to_owned()),
                public_href: Some("/politique/a-dobrava".to_owned()),
                lead: true,
            }],
            older_href: Some("/desk/articles?after=1".to_owned()),
            first_href: None,
        }
    }
}

impl NewArticle {
    /// A form with one error.
    pub fn sample() -> NewArticle {
        NewArticle {
            frame: frame(),
            headline: HEADLINE.to_owned(),
            note: "Appeler la mairie.".to_owned(),
            people: vec![chosen("2", "Nada Ilić")],
            languages: languages(),
            sections: sections(),
            errors: BTreeMap::from([("section".to_owned(), "Choisissez une rubrique.".to_owned())]),
        }
    }
}

impl EditArticle {
    /// A published article with changes.
    pub fn sample() -> EditArticle {
        EditArticle {
            frame: frame(),
            id: "1".to_owned(),
            number: "7".to_owned(),
            from: "{}".to_owned(),
            present: vec![("Ana Verel".to_owned(), "Chapô".to_owned())],
            state: "published".to_owned(),
            headline: HEADLINE.to_owned(),
            kicker: "Reportage".to_owned(),
            standfirst: "Les habitants ont rouvert les vannes.".to_owned(),
            excerpt: String::new(),
            automatic_excerpt: "Les habitants ont rouvert les vannes.".to_owned(),
            slug: String::new(),
            automatic_slug: "a-dobrava-la-riviere-retrouve-son-lit".to_owned(),
            body: r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"L’eau est revenue."}]}]}"#.to_owned(),
            language: "fr".to_owned(),
            languages: languages(),
            sections: sections(),
            further_sections: sections(),
            topics: vec![chosen("9", "Dobrava")],
            suggested: vec![SuggestedTopic {
                field: "topic_named".to_owned(),
                value: "Zora Lenc".to_owned(),
                name: "Zora Lenc".to_owned(),
                why: "nommé 3 fois".to_owned(),
            }],
            bylines: vec![BylineRow {
                contributors: vec![chosen("3", "La rédaction")],
                roles: vec![chosen("text", "texte"), Choice::new("photo", "photo")],
            }],
            image: Some(Featured {
                id: "5".to_owned(),
                src: "/media/5.webp".to_owned(),
                alt: "La rivière".to_owned(),
                caption: "La Lisna.".to_owned(),
                credit: "Ana Verel".to_owned(),
            }),
            image_alt: "La rivière à Dobrava".to_owned(),
            image_caption: "La Lim, en avril.".to_owned(),
            image_credit: "Ana Petrović".to_owned(),
            lead: true,
            family: vec![("English".to_owned(), "/desk/articles/2".to_owned())],
            new_topics: "Lisna".to_owned(),
            public_href: Some("/politique/a-dobrava".to_owned()),
            published: Some("20 septembre 2026 à 14:03".to_owned()),
            changed_since: true,
            saved: "14:05".to_owned(),
            trashed: false,
            revisions: vec![RevisionRow {
                made: "20 septembre 2026 à 14:03".to_owned(),
                by: "Milica Marković".to_owned(),
                reason: "publish".to_owned(),
                words: 412,
                href: "/desk/articles/1/revisions/2".to_owned(),
                id: "2".to_owned(),
            }],
            links: vec![PreviewLink {
                href: "https://example.org/preview/abc".to_owned(),
                expires: "27 septembre 2026".to_owned(),
                revoke_href: "/desk/articles/1/preview-links/abc/revoke".to_owned(),
            }],
            stages: Stages::sample(),
            errors: BTreeMap::new(),
            editor_js: "/assets/editor.js".to_owned(),
            editor_css: "/assets/editor.css".to_owned(),
        }
    }
}

impl PublishArticle {
    /// A first publication with a newsletter and one advice.
    pub fn sample() -> PublishArticle {
        PublishArticle {
            frame: frame(),
            id: "1".to_owned(),
            number: "7".to_owned(),
            headline: HEADLINE.to_owned(),
            update: false,
            was_public: false,
            address: "https://example.org/politique/a-dobrava".to_owned(),
            findings: vec![Finding {
                text: "L’article n’a pas de chapô.".to_owned(),
                stops: false,
                href: "/desk/articles/1#standfirst".to_owned(),
            }],
            stopped: true,
            may_overrule: true,
            overrule: true,
            reason: "La photo est de l’agence.".to_owned(),
            may_schedule: true,
            scheduling: true,
            moment: "2026-10-25T02:30:00".to_owned(),
            zone: "Europe/Paris".to_owned(),
            twice: true,
            lead: false,
            tell_readers: true,
            newsletters: vec![NewsletterChoice {
                id: "4".to_owned(),
                name: "Tous les articles".to_owned(),
                readers: 1204,
                chosen: "later".to_owned(),
            }],
            forecast: Some(MailForecast {
                text: "1240 abonnés, 300 courriers par jour : terminé vers le 24 septembre 2026 à 10:00.".to_owned(),
                warning: "L’envoi sera abandonné le 22 septembre 2026 à 14:03.".to_owned(),
                digests: vec![DigestChoice {
                    id: "5".to_owned(),
                    name: "La semaine, chaque lundi vers 7 h".to_owned(),
                    readers: 320,
                    chosen: true,
                }],
                new_href: "/desk/newsletters/new?like=4".to_owned(),
            }),
            note: "Ce reportage nous a pris trois mois.".to_owned(),
            no_mailing: None,
            hold: "5".to_owned(),
            errors: BTreeMap::new(),
        }
    }
}

impl PreviewArticle {
    /// A preview.
    pub fn sample() -> PreviewArticle {
        PreviewArticle {
            frame: frame(),
            id: "1".to_owned(),
            headline: HEADLINE.to_owned(),
            page_href: "/desk/articles/1/preview/page".to_owned(),
        }
    }
}

impl ShowRevision {
    /// A revision of one paragraph.
    pub fn sample() -> ShowRevision {
        ShowRevision {
            frame: frame(),
            id: "1".to_owned(),
            revision: "2".to_owned(),
            number: "7".to_owned(),
            made: "20 septembre 2026 à 14:03".to_owned(),
            by: "Milica Marković".to_owned(),
            headline: HEADLINE.to_owned(),
            standfirst: "Les habitants ont rouvert les vannes.".to_owned(),
            paragraphs: vec!["L’eau est revenue.".to_owned()],
            language: "fr".to_owned(),
        }
    }
}

impl ConfirmArticle {
    /// A retraction with an empty notice.
    pub fn sample() -> ConfirmArticle {
        ConfirmArticle {
            frame: frame(),
            id: "1".to_owned(),
            headline: HEADLINE.to_owned(),
            act: "retract".to_owned(),
            notice: String::new(),
            note: String::new(),
            people: vec![chosen("2", "Nada Ilić")],
            pending: Some(37),
            gone: 12,
            errors: BTreeMap::from([("notice".to_owned(), "Dites aux lecteurs pourquoi.".to_owned())]),
        }
    }
}
