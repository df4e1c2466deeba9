//! The mails to one subscriber: confirm, all is done already, confirm again after an import, welcome.

use serde::Serialize;

use super::Accent;

/// A newsletter that was chosen, in words.
#[derive(Clone, Debug, Serialize)]
pub struct ChosenNewsletter {
    /// Its name.
    pub name: String,
    /// When it comes.
    pub when: String,
}

/// Context of `mail/confirm`, `mail/known`, `mail/reconfirm` and `mail/welcome` (`.html` and `.txt`). None of it was typed by a reader.
#[derive(Clone, Debug, Serialize)]
pub struct SubscriberMail {
    /// The mail's language.
    pub language: String,
    /// The site's name.
    pub site: String,
    /// The site's full address.
    pub site_url: String,
    /// The newsroom's colour.
    pub accent: Accent,
    /// Where the mail's button leads: the page that confirms, or the preferences.
    pub url: String,
    /// Welcome: what will come.
    pub newsletters: Vec<ChosenNewsletter>,
    /// Who sends: the publisher's name.
    pub sender: String,
    /// Their postal address, in one or several lines; may be empty.
    pub postal_address: String,
    /// Welcome: the page of the reader's preferences.
    pub preferences_url: String,
    /// Welcome: the page to unsubscribe.
    pub unsubscribe_url: String,
}

impl SubscriberMail {
    /// An invented mail.
    pub fn sample() -> SubscriberMail {
        SubscriberMail {
            language: "fr".to_owned(),
            site: "Le Courrier des Trois Rivières".to_owned(),
            site_url: "https://example.org/".to_owned(),
            accent: Accent::default(),
            url: "https://example.org/subscribe/confirm/1.NDI.c2lnbmF0dXJl".to_owned(),
            newsletters: vec![
                ChosenNewsletter { name: "Tous les articles".to_owned(), when: "dès leur parution".to_owned() },
                ChosenNewsletter { name: "La semaine".to_owned(), when: "chaque lundi vers 7 h".to_owned() },
            ],
            sender: "Association des Trois Rivières".to_owned(),
            postal_address: "12, quai des Tanneurs\n00000 Varenne".to_owned(),
            preferences_url: "https://example.org/subscribe/preferences/1.NDI.c2lnbmF0dXJl".to_owned(),
            unsubscribe_url: "https://example.org/subscribe/unsubscribe/1.NDI6MDow.c2lnbmF0dXJl".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use language::Tag;

    use super::SubscriberMail;
    use crate::{READER, Theme};

    #[test]
    fn both_parts_of_each_mail_carry_its_link_and_say_who_writes() {
        let theme = Theme::load(None).unwrap();
        let mail = SubscriberMail::sample();
        for tag in READER.map(|tag| Tag::parse(tag).unwrap()) {
            for name in ["confirm", "known", "reconfirm", "welcome"] {
                for ending in ["html", "txt"] {
                    let text = theme.render(&format!("mail/{name}.{ending}"), &tag, &mail).unwrap();
                    let link = if name == "welcome" { &mail.preferences_url } else { &mail.url };
                    assert!(text.contains(link) && text.contains(&mail.sender), "{name}.{ending} in {}: {text}", tag.as_str());
                }
            }
        }
    }

    #[test]
    fn only_the_welcome_has_links_to_change_and_leave() {
        let theme = Theme::load(None).unwrap();
        let mail = SubscriberMail { preferences_url: String::new(), unsubscribe_url: String::new(), ..SubscriberMail::sample() };
        let text = theme.render("mail/confirm.txt", &Tag::parse("fr").unwrap(), &mail).unwrap();
        assert!(!text.contains("Se désinscrire"), "{text}");
        for line in text.lines().filter(|line| !line.contains("https://")) {
            assert!(line.chars().count() <= 72, "{line}");
        }
    }
}
