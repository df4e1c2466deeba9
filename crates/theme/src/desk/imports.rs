//! Contexts of the desk's pages about bringing subscribers over from another program.

use serde::Serialize;

use super::articles::Choice;
use super::mailings::Figure;
use super::{Frame, Here};

/// What is chosen for a table.
#[derive(Clone, Debug, Serialize)]
pub struct ImportChoices {
    /// The newsletters to choose from.
    pub newsletters: Vec<Choice>,
    /// The languages to choose from.
    pub languages: Vec<Choice>,
    /// Who all people of the table may be: values of the phrases `import-everyone-...`.
    pub everyone: Vec<Choice>,
    /// The columns, where there is a table already.
    pub columns: Vec<Choice>,
}

impl ImportChoices {
    fn sample() -> ImportChoices {
        let chosen = |value: &str, label: &str| Choice { chosen: true, ..Choice::new(value, label) };
        ImportChoices {
            newsletters: vec![chosen("1", "Tous les articles"), Choice::new("2", "La semaine")],
            languages: vec![chosen("fr", "français")],
            everyone: ["as_said", "unsubscribed", "bounced"].map(|value| Choice::new(value, value)).into(),
            columns: vec![chosen("0", "Email"), Choice::new("1", "Name")],
        }
    }
}

/// One import in the list.
#[derive(Clone, Debug, Serialize)]
pub struct ImportRow {
    /// Its page.
    pub href: String,
    /// The file's name.
    pub name: String,
    /// looked, running, done or failed.
    pub state: String,
    /// When it was brought, in words.
    pub when: String,
    /// How many became subscribers.
    pub subscribed: i64,
}

/// What is wrong with a form, by its fields; empty where nothing is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportErrors {
    /// The file.
    pub file: String,
    /// The newsletter.
    pub newsletter: String,
    /// The language.
    pub language: String,
    /// The column of addresses.
    pub column: String,
    /// Anything else.
    pub other: String,
}

/// Context of `desk/subscribers/import/start.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ImportStart {
    /// The frame.
    pub frame: Frame,
    /// What can be chosen.
    pub choices: ImportChoices,
    /// What was wrong.
    pub errors: ImportErrors,
    /// The latest imports.
    pub imports: Vec<ImportRow>,
}

impl ImportStart {
    /// A form with an error, and imports of each state.
    pub fn sample() -> ImportStart {
        let row = |state: &str| ImportRow {
            href: "/desk/subscribers/import/1".to_owned(),
            name: "newsletter-subscribers.csv".to_owned(),
            state: state.to_owned(),
            when: "20 septembre 2026 à 14:03".to_owned(),
            subscribed: 1204,
        };
        ImportStart {
            frame: Frame { here: Here::Subscribers, ..Frame::sample() },
            choices: ImportChoices { columns: Vec::new(), ..ImportChoices::sample() },
            errors: ImportErrors { file: "Ce fichier est vide.".to_owned(), ..ImportErrors::default() },
            imports: ["looked", "running", "done", "failed"].map(row).into(),
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, Serialize)]
pub struct ImportLine {
    /// Its number.
    pub line: i64,
    /// The address, or what stands there.
    pub said: String,
    /// What becomes of it: the end of a phrase `import-line-...`.
    pub what: String,
    /// Since when, as it stands there.
    pub since: String,
    /// Network address, form and lists, as they stand there.
    pub from: String,
}

/// How far asking those without proof is.
#[derive(Clone, Debug, Serialize)]
pub struct ImportAsked {
    /// Those who can still be asked.
    pub left: i64,
    /// Whether they are being asked.
    pub asking: bool,
    /// By what came of it: the end of a phrase `import-asked-...`.
    pub states: Vec<Figure>,
}

/// Context of `desk/subscribers/import/show.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ImportPage {
    /// The frame.
    pub frame: Frame,
    /// Its page.
    pub href: String,
    /// The file's name.
    pub name: String,
    /// looked, running, done or failed.
    pub state: String,
    /// The program that wrote it: the end of a phrase `import-program-...`.
    pub program: String,
    /// Whether it is known where the addresses stand.
    pub has_addresses: bool,
    /// What the people get, by name.
    pub newsletter: String,
    /// The language that they are written to in.
    pub language: String,
    /// Who brought it; empty: the command line.
    pub by: String,
    /// When, in words.
    pub when: String,
    /// When it was done, in words; may be empty.
    pub finished: String,
    /// How much is done, in percent.
    pub percent: i64,
    /// What can be chosen, before it runs.
    pub choices: ImportChoices,
    /// What was wrong.
    pub errors: ImportErrors,
    /// How many lines there are.
    pub lines: i64,
    /// How many of each kind: the ends of phrases `import-count-...`.
    pub figures: Vec<Figure>,
    /// Of those subscribed: without proof.
    pub without_proof: i64,
    /// The first lines.
    pub examples: Vec<ImportLine>,
    /// The first lines that are not taken.
    pub not_taken: Vec<ImportLine>,
    /// How many are not taken.
    pub not_taken_count: i64,
    /// Those without proof, once it is done.
    pub asked: Option<ImportAsked>,
}

impl ImportPage {
    /// A look with a line of each kind, and what came of asking: more than any page shows at once.
    pub fn sample() -> ImportPage {
        let line = |(index, what): (usize, &&str)| ImportLine {
            line: i64::try_from(index).unwrap_or(0) + 2,
            said: "ana.verel@example.org".to_owned(),
            what: (*what).to_owned(),
            since: "2019-04-02 10:11:12".to_owned(),
            from: "192.0.2.7".to_owned(),
        };
        let whys = ["empty", "address", "status", "quote", "pending", "left-list", "left-here", "suppressed-here", "confirmed-here"];
        let figure = |name: &str| Figure { name: name.to_owned(), count: 12 };
        ImportPage {
            frame: Frame { here: Here::Subscribers, ..Frame::sample() },
            href: "/desk/subscribers/import/1".to_owned(),
            name: "newsletter-subscribers.csv".to_owned(),
            state: "looked".to_owned(),
            program: "newsletter".to_owned(),
            has_addresses: true,
            newsletter: "Tous les articles".to_owned(),
            language: "français".to_owned(),
            by: "Milica Marković".to_owned(),
            when: "20 septembre 2026 à 14:03".to_owned(),
            finished: "20 septembre 2026 à 14:05".to_owned(),
            percent: 42,
            choices: ImportChoices::sample(),
            errors: ImportErrors::default(),
            lines: 1204,
            figures: ["subscribed", "unsubscribed", "bounced", "complained", "known", "pending", "refused", "invalid"].map(figure).into(),
            without_proof: 12,
            examples: ["subscribe", "suppress", "known"].iter().enumerate().map(line).collect(),
            not_taken: whys.iter().enumerate().map(line).collect(),
            not_taken_count: 1204,
            asked: Some(ImportAsked {
                left: 12,
                asking: true,
                states: ["waiting", "sent", "failed", "confirmed", "lapsed"].map(figure).into(),
            }),
        }
    }
}
