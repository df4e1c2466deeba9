//! Contexts of the desk's pages about subscribers.

use serde::Serialize;

use super::articles::{Choice, Tab};
use super::{Frame, Here};

/// One subscriber in the list.
#[derive(Clone, Debug, Serialize)]
pub struct SubscriberRow {
    /// Their page.
    pub href: String,
    /// Their address.
    pub address: String,
    /// pending, confirmed or unsubscribed.
    pub state: String,
    /// The language they are written to in.
    pub language: String,
    /// What they chose, by name.
    pub newsletters: Vec<String>,
    /// When they first asked, in words.
    pub since: String,
}

/// Context of `desk/subscribers/list.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SubscriberList {
    /// The frame.
    pub frame: Frame,
    /// The states, with how many there are of each.
    pub tabs: Vec<(Tab, i64)>,
    /// The state that is shown; empty for all.
    pub state: String,
    /// What was looked for.
    pub words: String,
    /// The newsletters to look in.
    pub newsletters: Vec<Choice>,
    /// The subscribers.
    pub subscribers: Vec<SubscriberRow>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page.
    pub first_href: Option<String>,
}

impl SubscriberList {
    /// An invented list.
    pub fn sample() -> SubscriberList {
        let tab = |name: &str| Tab { name: name.to_owned(), href: "/desk/subscribers".to_owned(), current: name == "all" };
        SubscriberList {
            frame: Frame { here: Here::Subscribers, ..Frame::sample() },
            tabs: ["all", "confirmed", "pending", "unsubscribed"].map(|name| (tab(name), 1204)).into(),
            state: "all".to_owned(),
            words: "verel".to_owned(),
            newsletters: vec![Choice::new("1", "Tous les articles")],
            subscribers: vec![SubscriberRow {
                href: "/desk/subscribers/1".to_owned(),
                address: "ana.verel@example.org".to_owned(),
                state: "confirmed".to_owned(),
                language: "Français".to_owned(),
                newsletters: vec!["Tous les articles".to_owned()],
                since: "20 septembre 2026".to_owned(),
            }],
            older_href: Some("/desk/subscribers?before=1".to_owned()),
            first_href: None,
        }
    }
}

/// One step of someone's consent.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentRow {
    /// asked, confirmed, changed, unsubscribed or erased.
    pub step: String,
    /// When, in words.
    pub when: String,
    /// The words that were agreed to; at the desk: how the wish is known.
    pub wording: String,
    /// The page they stood on.
    pub page: String,
    /// From which network address.
    pub ip: String,
    /// What was chosen from then on, by name.
    pub newsletters: Vec<String>,
}

/// Context of `desk/subscribers/one.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SubscriberPage {
    /// The frame.
    pub frame: Frame,
    /// Their page.
    pub href: String,
    /// Their address.
    pub address: String,
    /// pending, confirmed or unsubscribed.
    pub state: String,
    /// The language they are written to in.
    pub language: String,
    /// When they first asked, in words.
    pub since: String,
    /// When they confirmed last, in words; may be empty.
    pub confirmed: String,
    /// What they chose, by name.
    pub newsletters: Vec<String>,
    /// The proof of their consent, oldest first.
    pub consents: Vec<ConsentRow>,
}

impl SubscriberPage {
    /// An invented subscriber.
    pub fn sample() -> SubscriberPage {
        SubscriberPage {
            frame: Frame { here: Here::Subscribers, ..Frame::sample() },
            href: "/desk/subscribers/1".to_owned(),
            address: "ana.verel@example.org".to_owned(),
            state: "confirmed".to_owned(),
            language: "Français".to_owned(),
            since: "20 septembre 2026 à 14:03".to_owned(),
            confirmed: "20 septembre 2026 à 14:05".to_owned(),
            newsletters: vec!["Tous les articles".to_owned()],
            consents: ["asked", "confirmed", "changed", "unsubscribed", "erased", "imported", "lapsed"]
                .map(|step| ConsentRow {
                    step: step.to_owned(),
                    when: "20 septembre 2026 à 14:03".to_owned(),
                    wording: "Le Courrier vous écrira à cette adresse.".to_owned(),
                    page: "/politique/a-dobrava".to_owned(),
                    ip: "192.0.2.1".to_owned(),
                    newsletters: vec!["Tous les articles".to_owned()],
                })
                .into(),
        }
    }
}
