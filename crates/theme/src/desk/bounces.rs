//! What comes back: the ways in, and what a mailing's page shows.

use serde::Serialize;

use super::frame::{Frame, Here};

/// A way by which bounces come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BounceWay {
    /// Its word: of the phrases `bounces-way-...`.
    pub name: String,
    /// The address to paste at the service; empty for none.
    pub address: String,
    /// Whether it is set up on our side.
    pub is_on: bool,
    /// When it last brought something, in words.
    pub last: Option<String>,
    /// How much it brought.
    pub events: i64,
    /// The address that the service asks to be opened once; empty for none.
    pub confirm: String,
}

/// `desk/bounces.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BouncesPage {
    /// The frame.
    pub frame: Frame,
    /// The mailbox for bounces; may be empty.
    pub mailbox: String,
    /// So many soft bounces suppress an address; 0: never.
    pub soft_count: i64,
    /// Within so many days.
    pub soft_days: i64,
    /// The ways in.
    pub ways: Vec<BounceWay>,
}

/// One mail that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnedMail {
    /// The subscriber's page; empty when they were erased since.
    pub href: String,
    /// Their address; empty when they were erased since.
    pub address: String,
    /// How it is meant: a word of the style sheet.
    pub badge: String,
    /// Its word of the phrases `bounces-kind-...`.
    pub kind: String,
    /// Its word of the phrases `bounce-reason-...`.
    pub reason: String,
    /// What the mail system said.
    pub said: String,
    /// Whether the address was put aside because of it.
    pub suppressed: bool,
    /// When it came, in words.
    pub at: String,
}

/// Every reason that has a phrase.
const REASONS: [&str; 34] = [
    "authfailure",
    "badreputation",
    "blocked",
    "contenterror",
    "delivered",
    "exceedlimit",
    "expired",
    "failedstarttls",
    "feedback",
    "filtered",
    "hasmoved",
    "hostunknown",
    "mailboxfull",
    "mailererror",
    "mesgtoobig",
    "networkerror",
    "norelaying",
    "notaccept",
    "notcompliantrfc",
    "onhold",
    "policyviolation",
    "rejected",
    "requireptr",
    "securityerror",
    "spamdetected",
    "speeding",
    "suspend",
    "syntaxerror",
    "systemerror",
    "systemfull",
    "toomanyconn",
    "undefined",
    "userunknown",
    "virusdetected",
];

impl ReturnedMail {
    /// One of each kind, and of each reason.
    pub(super) fn samples() -> Vec<ReturnedMail> {
        let kinds = [("hard", "bad"), ("soft", "attention"), ("complaint", "bad"), ("delayed", "info")];
        let one = |(index, reason): (usize, &&str)| {
            let (kind, badge) = kinds.get(index % kinds.len()).copied().unwrap_or(("soft", "attention"));
            ReturnedMail {
                href: if index == 0 { String::new() } else { "/desk/subscribers/9".to_owned() },
                address: if index == 0 { String::new() } else { "lectrice@example.org".to_owned() },
                badge: badge.to_owned(),
                kind: kind.to_owned(),
                reason: (*reason).to_owned(),
                said: "550 5.1.1 no such user".to_owned(),
                suppressed: kind == "hard",
                at: "20 septembre 2026 à 14:05".to_owned(),
            }
        };
        REASONS.iter().enumerate().map(one).collect()
    }
}

impl BouncesPage {
    /// Every way, one of them asking to be confirmed.
    pub fn sample() -> BouncesPage {
        let way = |name: &str, address: &str, last: Option<&str>, confirm: &str| BounceWay {
            name: name.to_owned(),
            address: address.to_owned(),
            is_on: name != "maildir",
            last: last.map(str::to_owned),
            events: if last.is_some() { 12 } else { 0 },
            confirm: confirm.to_owned(),
        };
        BouncesPage {
            frame: Frame { here: Here::Mailings, ..Frame::sample() },
            mailbox: "bounces@example.org".to_owned(),
            soft_count: 3,
            soft_days: 30,
            ways: vec![
                way("maildir", "", None, ""),
                way("imap", "", None, ""),
                way("brevo", "https://example.org/hooks/brevo/secret", Some("20 septembre 2026 à 14:05"), ""),
                way("mailjet", "https://example.org/hooks/mailjet/secret", None, ""),
                way(
                    "ses",
                    "https://example.org/hooks/ses/secret",
                    Some("20 septembre 2026 à 14:05"),
                    "https://sns.eu-west-1.amazonaws.com/",
                ),
            ],
        }
    }
}
