//! Where an article stands between people: its steps, whom it waits for, its flags, what happened.

use serde::Serialize;

use super::articles::Choice;
use super::{Frame, Here};

/// Something that happened to an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventRow {
    /// When, in words.
    pub when: String,
    /// By whom; empty for the program itself.
    pub by: String,
    /// What.
    pub text: String,
    /// The words that went along; may be empty.
    pub note: String,
}

/// The part `desk/articles/stages/parts.html` of the edit page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stages {
    /// The acts that are open to this account: `review`, `ready`, `draft`, `unschedule`.
    pub steps: Vec<String>,
    /// Whether it may publish it as it stands.
    pub publish: bool,
    /// Whether it may set the hour of publication.
    pub schedule: bool,
    /// Whether it may take it away from readers.
    pub withdraw: bool,
    /// Whether it may only read.
    pub locked: bool,
    /// Whether it may put it in the trash, or take it out.
    pub trash: bool,
    /// When it will be published, in words.
    pub scheduled: Option<String>,
    /// Whom it waits for; empty for nobody in particular.
    pub assignee: String,
    /// Whose it is; may be empty.
    pub owner: String,
    /// The note of the idea; may be empty.
    pub idea: String,
    /// The people it may be given to; empty where this account may give it to nobody.
    pub people: Vec<Choice>,
    /// Whether it may be given to someone while its state stays.
    pub may_assign: bool,
    /// The flags, those that are raised chosen.
    pub flags: Vec<Choice>,
    /// Whether this account may raise and lower them.
    pub may_flag: bool,
    /// What happened, newest first.
    pub events: Vec<EventRow>,
}

impl Stages {
    /// An article in review, given to someone, with a flag.
    pub fn sample() -> Stages {
        let choice = |value: &str, label: &str, chosen| Choice { chosen, ..Choice::new(value, label) };
        Stages {
            steps: vec!["ready".to_owned(), "draft".to_owned()],
            publish: true,
            schedule: true,
            withdraw: true,
            locked: false,
            trash: true,
            scheduled: Some("21 septembre 2026 à 06:00:00".to_owned()),
            assignee: "Nada Ilić".to_owned(),
            owner: "Milica Marković".to_owned(),
            idea: "Appeler la mairie.".to_owned(),
            people: vec![choice("1", "Milica Marković", false), choice("2", "Nada Ilić", true)],
            may_assign: true,
            flags: vec![choice("legal", "avis juridique", true), choice("picture", "image à trouver", false)],
            may_flag: true,
            events: vec![EventRow {
                when: "20 septembre 2026 à 14:03".to_owned(),
                by: "Milica Marković".to_owned(),
                text: "à relire, pour Nada Ilić".to_owned(),
                note: "Vérifie les dates.".to_owned(),
            }],
        }
    }
}

/// A row of what there is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TodoItem {
    /// The edit page.
    pub href: String,
    /// The headline, empty for one not yet named.
    pub headline: String,
    /// The article's language.
    pub language: String,
    /// Its state, a word of the badge.
    pub state: String,
    /// The flags that are raised, in words.
    pub flags: Vec<String>,
    /// Whose it is, or whom it waits for: a sentence; may be empty.
    pub who: String,
    /// When it was altered, or when it will be published, in words.
    pub when: String,
    /// The note that came along; may be empty.
    pub note: String,
}

/// A list of what there is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TodoGroup {
    /// Its name: `given`, `review`, `ready`, `flagged`, `scheduled`, `begun`, `away`.
    pub name: String,
    /// Its articles.
    pub items: Vec<TodoItem>,
    /// Where the rest is; empty when this is all.
    pub more: String,
}

/// `desk/todo.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TodoPage {
    /// The frame.
    pub frame: Frame,
    /// The lists that are not empty.
    pub groups: Vec<TodoGroup>,
    /// What the clock did late or could not do: a sentence, and the article.
    pub troubles: Vec<(String, String)>,
}

impl TodoPage {
    /// A day at the desk.
    pub fn sample() -> TodoPage {
        let item = |headline: &str, state: &str| TodoItem {
            href: "/desk/articles/1".to_owned(),
            headline: headline.to_owned(),
            language: "fr".to_owned(),
            state: state.to_owned(),
            flags: vec!["avis juridique".to_owned()],
            who: "de Milica Marković".to_owned(),
            when: "20 septembre 2026 à 14:03".to_owned(),
            note: "Vérifie les dates.".to_owned(),
        };
        let groups = ["given", "review", "ready", "flagged", "scheduled", "begun", "away"];
        TodoPage {
            frame: Frame { here: Here::Todo, ..Frame::sample() },
            groups: groups
                .iter()
                .map(|name| TodoGroup {
                    name: (*name).to_owned(),
                    items: vec![item("La Lisna retrouve son lit", "in_review")],
                    more: "/desk/articles?state=in_review".to_owned(),
                })
                .collect(),
            troubles: vec![("Publié en retard : « La Lisna »".to_owned(), "/desk/articles/1".to_owned())],
        }
    }
}
