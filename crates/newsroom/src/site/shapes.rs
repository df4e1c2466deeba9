//! The groups of settings, as they are kept (JSON) and passed around.

use std::collections::BTreeMap;

use database::Id;
use serde::{Deserialize, Serialize};

/// Everything the newsroom edits about its site.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Name, languages, zone.
    pub identity: Identity,
    /// Logo, colour, menu, footer.
    pub look: Look,
    /// Share links, in their order: names of [`SHARE_TARGETS`].
    pub share: Vec<String>,
    /// The newsroom's own wording of phrases: language -> key of the locale -> text.
    pub phrases: BTreeMap<String, BTreeMap<String, String>>,
    /// What the legal notice and the privacy page are made from.
    pub legal: Legal,
    /// How mails present themselves.
    pub mail: MailIdentity,
    /// How an article goes from draft to publication.
    pub workflow: Workflow,
}

/// How an article goes from draft to publication: the states that a newsroom of three may do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Workflow {
    /// Whether articles are handed in to be reviewed.
    pub review: bool,
    /// Whether articles are called good to publish before they are published.
    pub ready: bool,
}

impl Default for Workflow {
    fn default() -> Workflow {
        Workflow { review: true, ready: true }
    }
}

/// Name, languages, zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// The site's name.
    pub name: String,
    /// One sentence about it, by language.
    pub description: BTreeMap<String, String>,
    /// Language tags; the first is the main one.
    pub languages: Vec<String>,
    /// The time zone, by its IANA name.
    pub zone: String,
    /// The byline that most articles carry.
    pub default_contributor: Option<Id>,
}

impl Default for Identity {
    fn default() -> Identity {
        Identity {
            name: String::new(),
            description: BTreeMap::new(),
            languages: vec!["fr".to_owned()],
            zone: "Europe/Paris".to_owned(),
            default_contributor: None,
        }
    }
}

impl Identity {
    /// The main language's tag; English when there is none.
    pub fn main_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }
}

/// Logo, colour, menu, footer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// The logo, a picture of the media library.
    pub logo: Option<Id>,
    /// The logo on a dark ground.
    pub logo_dark: Option<Id>,
    /// The accent colour, `#rrggbb`; empty for the theme's own.
    pub accent: String,
    /// The menu; empty for all sections in their order.
    pub menu: Vec<Link>,
    /// The footer's links, after those Kiosque makes.
    pub footer: Vec<Link>,
    /// The newsroom's accounts elsewhere.
    pub social: Vec<Link>,
}

/// A link with its words, for one language or (empty) for all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// The words.
    pub label: String,
    /// The address, or a path of this site.
    pub href: String,
    /// The language it is shown in; empty for all.
    pub language: String,
}

/// What the legal notice and the privacy page are made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Legal {
    /// Who publishes (name and form of the organisation).
    pub publisher: String,
    /// Its postal address.
    pub address: String,
    /// The director of publication.
    pub director: String,
    /// Who hosts the site, with address and telephone.
    pub host: String,
    /// How to reach the newsroom (an e-mail address).
    pub contact: String,
    /// Registration numbers, if any.
    pub registration: String,
}

/// How mails present themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailIdentity {
    /// The sender's address.
    pub from: String,
    /// A mailbox people read.
    pub reply_to: String,
    /// Minutes between publishing and sending.
    pub hold_minutes: i64,
    /// The mailbox for bounces, which must take mail for `name+anything` too; empty: bounces go to the sender's address.
    pub bounces: String,
}

impl Default for MailIdentity {
    fn default() -> MailIdentity {
        MailIdentity { from: String::new(), reply_to: String::new(), hold_minutes: 5, bounces: String::new() }
    }
}

/// Every share link there is.
pub const SHARE_TARGETS: [&str; 10] =
    ["facebook", "x", "whatsapp", "telegram", "bluesky", "mastodon", "linkedin", "viber", "email", "copy"];

/// The share links of a new site.
pub const DEFAULT_SHARE: [&str; 7] = ["facebook", "x", "whatsapp", "telegram", "bluesky", "email", "copy"];
