//! Mails to those who work at the desk: hand-overs, invitations, new passwords.

use serde::Serialize;

use super::Accent;

/// One thing that the mail tells.
#[derive(Clone, Debug, Serialize)]
pub struct DeskMailItem {
    /// What happened, a sentence.
    pub text: String,
    /// What the person wrote along; may be empty.
    pub note: String,
    /// Where it is.
    pub url: String,
}

/// Context of `desk/mail.html` and `desk/mail.txt`. Texts carry their typography.
#[derive(Clone, Debug, Serialize)]
pub struct DeskMail {
    /// The mail's language.
    pub language: String,
    /// The site's name.
    pub site: String,
    /// The site's full address.
    pub site_url: String,
    /// The newsroom's colour.
    pub accent: Accent,
    /// The heading.
    pub title: String,
    /// A paragraph below it; may be empty.
    pub text: String,
    /// What it tells, thing by thing.
    pub items: Vec<DeskMailItem>,
    /// Where the button leads.
    pub url: String,
    /// The button's words.
    pub button: String,
    /// Why this mail came, at its foot.
    pub why: String,
}

impl DeskMail {
    /// An invented mail.
    pub fn sample() -> DeskMail {
        DeskMail {
            language: "fr".to_owned(),
            site: "Le Courrier des Trois Rivières".to_owned(),
            site_url: "https://example.org/".to_owned(),
            accent: Accent::default(),
            title: "Un article est à relire".to_owned(),
            text: "Deux choses vous attendent.".to_owned(),
            items: vec![DeskMailItem {
                text: "Milica Marković vous confie « La Lisna retrouve son lit ».".to_owned(),
                note: "Vérifie les dates, s’il te plaît.".to_owned(),
                url: "https://example.org/desk/articles/1".to_owned(),
            }],
            url: "https://example.org/desk".to_owned(),
            button: "Ouvrir l’espace rédaction".to_owned(),
            why: "Vous recevez ce message parce que vous travaillez ici.".to_owned(),
        }
    }
}
