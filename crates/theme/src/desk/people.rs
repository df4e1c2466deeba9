//! Who works here: the audit log, one's own sessions.

use serde::Serialize;

use super::articles::Choice;
use super::{Frame, Here};

/// One entry of the audit log.
#[derive(Clone, Debug, Serialize)]
pub struct AuditRow {
    /// When, in words.
    pub when: String,
    /// The same for machines, to the second.
    pub exact: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// The page of what it was done to; may be empty.
    pub href: String,
    /// A few words more; may be empty.
    pub detail: String,
    /// From which network address; may be empty.
    pub ip: String,
}

/// Context of `desk/audit.html`.
#[derive(Clone, Debug, Serialize)]
pub struct AuditPage {
    /// The frame.
    pub frame: Frame,
    /// The accounts to filter by.
    pub people: Vec<Choice>,
    /// The entries, newest first.
    pub rows: Vec<AuditRow>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page, when this is not it.
    pub first_href: Option<String>,
}

impl AuditPage {
    /// A log of one entry.
    pub fn sample() -> AuditPage {
        AuditPage {
            frame: Frame { here: Here::Audit, ..Frame::sample() },
            people: vec![Choice::new("1", "Milica Marković")],
            rows: vec![AuditRow {
                when: "20 septembre 2026 à 14:03".to_owned(),
                exact: "2026-09-20T14:03:12+02:00".to_owned(),
                who: "Milica Marković".to_owned(),
                what: "a publié un article".to_owned(),
                href: "/desk/articles/1".to_owned(),
                detail: "/politique/un-pont".to_owned(),
                ip: "192.0.2.1".to_owned(),
            }],
            older_href: Some("/desk/audit?before=1".to_owned()),
            first_href: None,
        }
    }
}

/// A session of one's own.
#[derive(Clone, Debug, Serialize)]
pub struct SessionRow {
    /// Its name in the form.
    pub name: String,
    /// Whether it is this one.
    pub here: bool,
    /// The program it was begun with.
    pub agent: String,
    /// The network address it was begun from.
    pub ip: String,
    /// When it began, in words.
    pub since: String,
    /// When it was seen last, in words.
    pub seen: String,
}

/// Context of `desk/sessions.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SessionsPage {
    /// The frame.
    pub frame: Frame,
    /// The sessions, the one seen last first.
    pub rows: Vec<SessionRow>,
}

impl SessionsPage {
    /// Two sessions.
    pub fn sample() -> SessionsPage {
        let row = |name: &str, here| SessionRow {
            name: name.to_owned(),
            here,
            agent: "Firefox sur Linux".to_owned(),
            ip: "192.0.2.1".to_owned(),
            since: "12 septembre 2026 à 09:00".to_owned(),
            seen: "20 septembre 2026 à 14:03".to_owned(),
        };
        SessionsPage { frame: Frame { here: Here::Own, ..Frame::sample() }, rows: vec![row("a", true), row("b", false)] }
    }
}

/// Context of `desk/factor.html`.
#[derive(Clone, Debug, Serialize)]
pub struct FactorPage {
    /// The frame.
    pub frame: Frame,
    /// Since when there is a second factor, in words; none: there is none.
    pub since: Option<String>,
    /// Recovery codes that are left.
    pub left: i64,
    /// The QR code as SVG, to be set up.
    pub qr: String,
    /// The same as text.
    pub secret: String,
    /// What the form carries.
    pub ticket: String,
    /// Recovery codes just made: they are shown this once.
    pub codes: Vec<String>,
    /// What is wrong with the code; may be empty.
    pub error: String,
}

impl FactorPage {
    /// Everything at once.
    pub fn sample() -> FactorPage {
        FactorPage {
            frame: Frame { here: Here::Own, ..Frame::sample() },
            since: Some("20 septembre 2026".to_owned()),
            left: 9,
            qr: "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".to_owned(),
            secret: "JBSWY3DPEHPK3PXP".to_owned(),
            ticket: "1.a.b".to_owned(),
            codes: vec!["ABCDEFGH-IJKLMNOP".to_owned()],
            error: "Ce code n’est pas le bon.".to_owned(),
        }
    }
}
