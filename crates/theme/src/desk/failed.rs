//! When the desk cannot do what was asked.

use serde::Serialize;

use super::Frame;

/// Context of `desk/failed.html`.
#[derive(Debug, Clone, Serialize)]
pub struct Failed {
    /// The frame.
    pub frame: Frame,
    /// What happened, in few words.
    pub title: String,
    /// What it means, and what to do.
    pub text: String,
}

impl Failed {
    /// An invented failure.
    pub fn sample() -> Failed {
        Failed { frame: Frame::sample(), title: "Introuvable".to_owned(), text: "Cette page n’existe pas.".to_owned() }
    }
}

/// Something that was typed.
#[derive(Debug, Clone, Serialize)]
pub struct Typed {
    /// The field's label; empty for what a form sends unseen.
    pub label: String,
    /// Its name in the form that carries it along.
    pub name: String,
    /// What was typed.
    pub value: String,
    /// The same for people, where the value is for the program; may be empty.
    pub text: String,
}

/// Context of `desk/signed-out.html`: the session ended while someone was writing.
#[derive(Debug, Clone, Serialize)]
pub struct SignedOut {
    /// The frame.
    pub frame: Frame,
    /// Where to go, or where the form is sent again, after signing in.
    pub next: String,
    /// What was typed.
    pub typed: Vec<Typed>,
    /// Why signing in failed; may be empty.
    pub error: String,
    /// What the second step of signing in carries; empty in the first.
    pub ticket: String,
}

impl SignedOut {
    /// An invented lost form.
    pub fn sample() -> SignedOut {
        SignedOut {
            frame: Frame { account: None, ..Frame::sample() },
            next: "/desk/articles/1".to_owned(),
            typed: vec![Typed {
                label: "Titre".to_owned(),
                name: "typed.headline".to_owned(),
                value: "La rivière retrouve son lit".to_owned(),
                text: String::new(),
            }],
            error: "L’adresse ou le mot de passe ne conviennent pas.".to_owned(),
            ticket: "1.a.b".to_owned(),
        }
    }
}
