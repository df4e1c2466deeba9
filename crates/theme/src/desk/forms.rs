//! The two plain shapes of desk pages: a form of labelled fields, and a table of things that can be opened.

use serde::Serialize;

use super::articles::Choice;
use super::{Frame, Here};

/// One field of a form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    /// `rich` (the editor), `text`, `email`, `password`, `textarea`, `lines` (a tall one), `select`, `check`, `color`, `number`,
    /// `date`, `picture`, or `heading` (no field: a part's title).
    pub kind: String,
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What is in it.
    pub value: String,
    /// A sentence that helps; may be empty.
    pub hint: String,
    /// What is wrong with what was typed; may be empty.
    pub error: String,
    /// The choices of a select.
    pub options: Vec<Choice>,
    /// Whether it must be filled in.
    pub required: bool,
    /// What the browser may fill in (HTML autocomplete tokens); may be empty.
    pub autocomplete: String,
    /// The language of what is typed; may be empty.
    pub lang: String,
    /// The picture chosen in a field of the kind `picture`; may be empty.
    pub picture: String,
    /// What stands in grey while it is empty; may be empty.
    pub placeholder: String,
    /// Of a `rich` field: the document as JSON; its value is the same as HTML, for those without JavaScript.
    pub document: String,
}

/// Something to mend, named at the head of a form.
#[derive(Clone, Debug, Serialize)]
pub struct Wrong {
    /// The field's name.
    pub name: String,
    /// The field's label.
    pub label: String,
    /// What is wrong with it.
    pub text: String,
}

/// A button that posts to an address of its own, below the form.
#[derive(Clone, Debug, Serialize)]
pub struct Act {
    /// Where it posts.
    pub action: String,
    /// Its words.
    pub label: String,
    /// Whether it destroys something: it is asked about once more.
    pub danger: bool,
}

/// Context of `desk/form.html`.
#[derive(Clone, Debug, Serialize)]
pub struct FormPage {
    /// The frame.
    pub frame: Frame,
    /// The title.
    pub title: String,
    /// A sentence below it; may be empty.
    pub help: String,
    /// Where one came from; may be empty.
    pub back: String,
    /// Where the form posts.
    pub action: String,
    /// What is sent along unseen: names and values.
    pub hidden: Vec<(String, String)>,
    /// The fields.
    pub fields: Vec<Field>,
    /// The button's words.
    pub button: String,
    /// What is wrong with all of it; may be empty.
    pub error: String,
    /// What is wrong, field by field.
    pub wrong: Vec<Wrong>,
    /// The addresses of the editor's script and style, where a field is `rich`.
    pub editor: Option<(String, String)>,
    /// Further acts.
    pub acts: Vec<Act>,
    /// Where one may go instead: addresses and words.
    pub links: Vec<(String, String)>,
}

impl FormPage {
    /// An invented form.
    pub fn sample() -> FormPage {
        let field = |kind: &str, name: &str| Field {
            kind: kind.to_owned(),
            name: name.to_owned(),
            label: "Nom".to_owned(),
            value: "Politique".to_owned(),
            hint: "Tel que le liront les lecteurs.".to_owned(),
            error: "Donnez un nom.".to_owned(),
            options: vec![Choice::new("1", "Un")],
            required: true,
            autocomplete: "name".to_owned(),
            lang: "fr".to_owned(),
            picture: "/media/a/320.webp".to_owned(),
            placeholder: "Politique".to_owned(),
            document: "{}".to_owned(),
        };
        let kinds =
            ["picture", "heading", "text", "email", "password", "textarea", "lines", "select", "check", "color", "number", "date", "rich"];
        FormPage {
            frame: Frame { here: Here::Sections, ..Frame::sample() },
            title: "Rubrique".to_owned(),
            help: "Une par article.".to_owned(),
            back: "/desk/sections".to_owned(),
            action: "/desk/sections".to_owned(),
            hidden: vec![("token".to_owned(), "abc".to_owned())],
            fields: kinds.iter().enumerate().map(|(index, kind)| field(kind, &format!("field{index}"))).collect(),
            button: "Enregistrer".to_owned(),
            error: "Cela n’a pas été enregistré.".to_owned(),
            wrong: vec![Wrong { name: "field1".to_owned(), label: "Nom".to_owned(), text: "Donnez un nom.".to_owned() }],
            editor: Some(("/assets/editor.js".to_owned(), "/assets/editor.css".to_owned())),
            acts: vec![Act { action: "/desk/sections/1/delete".to_owned(), label: "Supprimer".to_owned(), danger: true }],
            links: vec![("/desk/forgotten".to_owned(), "Mot de passe oublié".to_owned())],
        }
    }
}

/// One thing in a table.
#[derive(Clone, Debug, Serialize)]
pub struct RowItem {
    /// Its page.
    pub href: String,
    /// Its name.
    pub title: String,
    /// What stands in the other columns.
    pub cells: Vec<String>,
}

/// Context of `desk/rows.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RowsPage {
    /// The frame.
    pub frame: Frame,
    /// The title.
    pub title: String,
    /// A sentence below it.
    pub help: String,
    /// Where a new one is made; may be empty.
    pub new_href: String,
    /// The words of that link.
    pub new_label: String,
    /// The heads of the columns, the first for the names.
    pub columns: Vec<String>,
    /// The things.
    pub rows: Vec<RowItem>,
    /// What to say when there is none.
    pub empty: String,
}

impl RowsPage {
    /// An invented table.
    pub fn sample() -> RowsPage {
        RowsPage {
            frame: Frame { here: Here::Sections, ..Frame::sample() },
            title: "Rubriques".to_owned(),
            help: "Chaque article en porte une.".to_owned(),
            new_href: "/desk/sections/new".to_owned(),
            new_label: "Nouvelle rubrique".to_owned(),
            columns: vec!["Nom".to_owned(), "Adresse".to_owned()],
            rows: vec![RowItem {
                href: "/desk/sections/1".to_owned(),
                title: "Politique".to_owned(),
                cells: vec!["/politique".to_owned()],
            }],
            empty: "Il n’y en a pas encore.".to_owned(),
        }
    }
}
