//! The mail that tells the administration what it should look at.

use serde::Serialize;

use super::Accent;

/// Context of `mail/alert.html` and `mail/alert.txt`. Texts carry their typography.
#[derive(Clone, Debug, Serialize)]
pub struct AlertMail {
    /// The mail's language.
    pub language: String,
    /// The site's name.
    pub site: String,
    /// The site's full address.
    pub site_url: String,
    /// The newsroom's colour.
    pub accent: Accent,
    /// What happened.
    pub title: String,
    /// The same in a sentence or two, and what to do.
    pub text: String,
    /// The page of the desk where it stands.
    pub url: String,
    /// Who sends: the publisher's name.
    pub sender: String,
    /// Their postal address, in one or several lines; may be empty.
    pub postal_address: String,
}

impl AlertMail {
    /// An invented mail.
    pub fn sample() -> AlertMail {
        AlertMail {
            language: "fr".to_owned(),
            site: "Le Courrier des Trois Rivières".to_owned(),
            site_url: "https://example.org/".to_owned(),
            accent: Accent::default(),
            title: "Des lecteurs se plaignent d’un envoi".to_owned(),
            text: "Plaintes pour courriers remis : 3/1204.".to_owned(),
            url: "https://example.org/desk/mailings/1".to_owned(),
            sender: "Association des Trois Rivières".to_owned(),
            postal_address: "12, quai des Tanneurs\n00000 Varenne".to_owned(),
        }
    }
}
