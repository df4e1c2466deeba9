//! Pages around a subscription: giving an address, confirming, preferences, unsubscribing. Texts are whole sentences.

use serde::Serialize;

use super::frame::{Head, Link, Site};

/// A newsletter that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct NewsletterChoice {
    /// What the form sends.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is; may be empty.
    pub text: String,
    /// When it comes, in words.
    pub when: String,
    /// The language of its articles by its own name; empty when it is the page's.
    pub language: String,
    /// The tag of that language.
    pub lang: String,
    /// Whether it is ticked.
    pub chosen: bool,
    /// Whether nothing of it goes out for now.
    pub paused: bool,
}

impl NewsletterChoice {
    fn sample(id: &str, name: &str, when: &str) -> NewsletterChoice {
        NewsletterChoice {
            id: id.to_owned(),
            name: name.to_owned(),
            text: "Chaque article dès sa parution.".to_owned(),
            when: when.to_owned(),
            language: if id == "2" { "English".to_owned() } else { String::new() },
            lang: if id == "2" { "en".to_owned() } else { String::new() },
            chosen: id == "1",
            paused: id == "2",
        }
    }

    fn samples() -> Vec<NewsletterChoice> {
        vec![
            NewsletterChoice::sample("1", "Tous les articles", "dès leur parution"),
            NewsletterChoice::sample("2", "La semaine", "chaque lundi vers 7 h"),
        ]
    }
}

/// The form that takes an address.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SignUpForm {
    /// What was typed before.
    pub address: String,
    /// What is wrong with it, and what to do; may be empty.
    pub problem: String,
    /// The path of the page where the address was given first.
    pub page: String,
    /// What can be chosen at once; may be empty.
    pub newsletters: Vec<NewsletterChoice>,
    /// What one agrees to.
    pub consent: String,
}

/// One button that posts a token.
#[derive(Clone, Debug, Serialize)]
pub struct SendButton {
    /// Where it posts.
    pub action: String,
    /// The signed token.
    pub token: String,
    /// Its words.
    pub label: String,
}

/// Context of `site/subscribe/step.html`: the newsletters with the form, the one-button page, "look in your mailbox"...
#[derive(Clone, Debug, Serialize)]
pub struct SubscribeStep {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// The title.
    pub title: String,
    /// What it is about.
    pub texts: Vec<String>,
    /// The button.
    pub button: Option<SendButton>,
    /// What one agrees to by the button; may be empty.
    pub consent: String,
    /// A sentence before the form; may be empty.
    pub before_form: String,
    /// The form.
    pub form: Option<SignUpForm>,
    /// Where to go on.
    pub links: Vec<Link>,
}

impl SubscribeStep {
    /// An invented step with everything a step can have.
    pub fn sample() -> SubscribeStep {
        SubscribeStep {
            site: Site { sign_up: false, ..Site::sample() },
            head: Head { hidden: true, ..Head::default() },
            title: "Encore une étape".to_owned(),
            texts: vec!["Nous allons envoyer un message à ana@example.org.".to_owned()],
            button: Some(SendButton { action: "/subscribe/send".to_owned(), token: "1.abc.def".to_owned(), label: "Envoyer".to_owned() }),
            consent: "Le Courrier vous écrira à cette adresse.".to_owned(),
            before_form: "Ce n’est pas la bonne adresse ?".to_owned(),
            form: Some(SignUpForm {
                address: "ana@example".to_owned(),
                problem: "Cette adresse n’est pas complète.".to_owned(),
                page: "/politique/a-dobrava".to_owned(),
                newsletters: NewsletterChoice::samples(),
                consent: "Le Courrier vous écrira à cette adresse.".to_owned(),
            }),
            links: vec![Link::new("/", "Accueil")],
        }
    }
}

/// Context of `site/subscribe/confirm.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmPage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// Where the form posts.
    pub action: String,
    /// The reader's address.
    pub address: String,
    /// What can be chosen.
    pub newsletters: Vec<NewsletterChoice>,
    /// What is wrong with the choice; may be empty.
    pub problem: String,
    /// What one agrees to.
    pub consent: String,
}

impl ConfirmPage {
    /// An invented confirmation with nothing chosen.
    pub fn sample() -> ConfirmPage {
        ConfirmPage {
            site: Site { sign_up: false, ..Site::sample() },
            head: Head { hidden: true, ..Head::default() },
            action: "/subscribe/confirm/1.abc.def".to_owned(),
            address: "ana@example.org".to_owned(),
            newsletters: NewsletterChoice::samples(),
            problem: "Choisissez au moins une lettre.".to_owned(),
            consent: "Le Courrier vous enverra ces lettres.".to_owned(),
        }
    }
}

/// One step of someone's consent.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentStep {
    /// What was done, in words.
    pub step: String,
    /// When, in words.
    pub when: String,
    /// From which network address; may be empty.
    pub ip: String,
}

/// Context of `site/subscribe/preferences.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PreferencesPage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// Where its forms post.
    pub action: String,
    /// The reader's address.
    pub address: String,
    /// Whether it was just saved.
    pub saved: bool,
    /// Whether nothing goes to them.
    pub nothing: bool,
    /// What can be chosen.
    pub newsletters: Vec<NewsletterChoice>,
    /// The languages to be written to in: tag, own name, whether it is theirs.
    pub languages: Vec<(String, String, bool)>,
    /// What is kept of their consent.
    pub steps: Vec<ConsentStep>,
    /// Where everything that is kept can be downloaded.
    pub export_href: String,
    /// Whether erasing is being asked about, instead of all this.
    pub erasing: bool,
}

impl PreferencesPage {
    /// Invented preferences.
    pub fn sample() -> PreferencesPage {
        PreferencesPage {
            site: Site { sign_up: false, ..Site::sample() },
            head: Head { hidden: true, ..Head::default() },
            action: "/subscribe/preferences/1.abc.def".to_owned(),
            address: "ana@example.org".to_owned(),
            saved: true,
            nothing: true,
            newsletters: NewsletterChoice::samples(),
            languages: vec![("fr".to_owned(), "Français".to_owned(), true), ("en".to_owned(), "English".to_owned(), false)],
            steps: vec![ConsentStep {
                step: "Adresse donnée".to_owned(),
                when: "20 septembre 2026 à 14:03".to_owned(),
                ip: "192.0.2.1".to_owned(),
            }],
            export_href: "/subscribe/preferences/1.abc.def/data".to_owned(),
            erasing: false,
        }
    }
}

/// Context of `site/subscribe/unsubscribe.html`: the question, or that it is done.
#[derive(Clone, Debug, Serialize)]
pub struct UnsubscribePage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// The title.
    pub title: String,
    /// The question, or what was done.
    pub text: String,
    /// Where its forms post.
    pub action: String,
    /// Whether it is the question.
    pub asks: bool,
    /// Done: the token that takes it back; may be empty.
    pub take_back: String,
    /// Done: the names of what they still get.
    pub rest: Vec<String>,
    /// Done: their preferences; may be empty.
    pub preferences_href: String,
}

impl UnsubscribePage {
    /// An invented end with something left.
    pub fn sample() -> UnsubscribePage {
        UnsubscribePage {
            site: Site { sign_up: false, ..Site::sample() },
            head: Head { hidden: true, ..Head::default() },
            title: "Désinscription faite".to_owned(),
            text: "Vous ne recevrez plus « La semaine ».".to_owned(),
            action: "/subscribe/unsubscribe/1.abc.def".to_owned(),
            asks: true,
            take_back: "1.abc.def".to_owned(),
            rest: vec!["Tous les articles".to_owned()],
            preferences_href: "https://example.org/subscribe/preferences/1.abc.def".to_owned(),
        }
    }
}
