//! Forms of the desk: fields with labels from the locales, problems beside them, what was typed kept.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use language::Tag;
use newsroom::Problem;
use theme::desk::articles::Choice;
use theme::desk::{Act, Field, FormPage, Frame, Wrong};

use crate::guard::{Client, Fields};
use crate::{Failure, Web};

/// A form under construction.
pub struct Form<'a> {
    web: &'a Web,
    language: &'a Tag,
    typed: &'a Fields,
    problems: &'a [Problem],
    page: FormPage,
}

impl<'a> Form<'a> {
    /// A form with a title; `typed` holds what was sent before, `problems` what was wrong with it.
    pub fn new(
        web: &'a Web,
        language: &'a Tag,
        frame: Frame,
        (title, action): (&str, &str),
        typed: &'a Fields,
        problems: &'a [Problem],
    ) -> Form<'a> {
        let page = FormPage {
            frame,
            title: web.text(language, title, ""),
            help: String::new(),
            back: String::new(),
            action: action.to_owned(),
            hidden: Vec::new(),
            fields: Vec::new(),
            button: web.text(language, "form-save", ""),
            error: String::new(),
            wrong: Vec::new(),
            editor: None,
            acts: Vec::new(),
            links: Vec::new(),
        };
        Form { web, language, typed, problems, page }
    }

    fn text(&self, key: &str) -> String {
        self.web.text(self.language, key, "")
    }

    /// A sentence below the title.
    pub fn help(mut self, key: &str) -> Self {
        self.page.help = self.text(key);
        self
    }

    /// The same about something named.
    pub fn help_of(mut self, key: &str, name: &str) -> Self {
        self.page.help = self.web.text(self.language, key, name);
        self
    }

    /// A sentence below the title that was made already.
    pub fn said(mut self, text: String) -> Self {
        self.page.help = text;
        self
    }

    /// Where "back" leads.
    pub fn back(mut self, path: &str) -> Self {
        path.clone_into(&mut self.page.back);
        self
    }

    /// The words of the button.
    pub fn button(mut self, key: &str) -> Self {
        self.page.button = self.text(key);
        self
    }

    /// Something sent along unseen.
    pub fn hidden(mut self, name: &str, value: &str) -> Self {
        self.page.hidden.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A further act below the form.
    pub fn act(mut self, action: String, label: &str, danger: bool) -> Self {
        let label = self.text(label);
        self.page.acts.push(Act { action, label, danger });
        self
    }

    /// Where one may go instead.
    pub fn link(mut self, href: &str, label: &str) -> Self {
        let label = self.text(label);
        self.page.links.push((href.to_owned(), label));
        self
    }

    /// The title of a part.
    pub fn part(mut self, label: &str) -> Self {
        let label = self.text(label);
        self.page.fields.push(Field { kind: "heading".to_owned(), label, ..Field::default() });
        self
    }

    /// A field, filled with what was typed, else with `value`. Its label is the phrase `field-{name}` or `label`.
    pub fn field(self, kind: &str, name: &str, label: &str, value: &str) -> Self {
        self.lang_field(kind, name, label, value, "")
    }

    /// A field whose text is in a language.
    pub fn lang_field(mut self, kind: &str, name: &str, label: &str, value: &str, lang: &str) -> Self {
        // A box that was unticked is not sent: once anything was sent, its absence says so.
        let value = match (self.typed.has(name), kind) {
            (_, "password") => "",
            (true, _) => self.typed.get(name),
            (false, "check") if !self.typed.is_empty() => "",
            (false, _) => value,
        };
        let wrong = self.problems.iter().find(|problem| self.is_of(problem, name));
        let error = wrong.map(|problem| self.web.text(self.language, problem.key, &problem.value)).unwrap_or_default();
        let hint_key = format!("{label}-hint");
        let hint = if self.web.app.theme.has(self.language, &hint_key) { self.text(&hint_key) } else { String::new() };
        let mut label = self.text(label);
        if !lang.is_empty() {
            label = format!("{label} ({})", crate::site::frame::language_name(lang));
        }
        self.page.fields.push(Field {
            kind: kind.to_owned(),
            name: name.to_owned(),
            label,
            value: value.to_owned(),
            hint,
            error,
            autocomplete: "off".to_owned(),
            lang: lang.to_owned(),
            ..Field::default()
        });
        self
    }

    /// A box to tick whose label names something.
    pub fn check_of(mut self, name: &str, (label, of): (&str, &str), value: &str) -> Self {
        self = self.field("check", name, label, value);
        let label = self.web.text(self.language, label, of);
        if let Some(field) = self.page.fields.last_mut() {
            field.label = label;
        }
        self
    }

    /// A field for a picture: the file to send, and the one that stands there (its number, and its smallest form).
    pub fn picture(mut self, name: &str, label: &str, standing: Option<(String, String)>) -> Self {
        self = self.field("picture", name, label, "");
        if let Some(field) = self.page.fields.last_mut() {
            (field.value, field.picture) = standing.unwrap_or_default();
        }
        self
    }

    /// A text written in the editor: `document` is its JSON, `html` the same for those without JavaScript. Neither is what was
    /// typed; the caller has read that already.
    pub fn rich(mut self, name: &str, label: &str, (html, document): (&str, &str), lang: &str) -> Self {
        self = self.lang_field("rich", name, label, "", lang);
        if let Some(field) = self.page.fields.last_mut() {
            html.clone_into(&mut field.value);
            document.clone_into(&mut field.document);
        }
        self.page.editor = Some((crate::site::assets::editor("editor.js"), crate::site::assets::editor("editor.css")));
        self
    }

    /// What the browser may fill into the field before (an HTML autocomplete token).
    pub fn complete(mut self, token: &str) -> Self {
        if let Some(field) = self.page.fields.last_mut() {
            token.clone_into(&mut field.autocomplete);
        }
        self
    }

    /// Numbers the label of the field before.
    pub fn number(mut self, number: usize) -> Self {
        if let Some(field) = self.page.fields.last_mut() {
            field.label = format!("{} {number}", field.label);
        }
        self
    }

    /// What stands in grey while the field before is empty.
    pub fn placeholder(mut self, text: &str) -> Self {
        if let Some(field) = self.page.fields.last_mut() {
            text.clone_into(&mut field.placeholder);
        }
        self
    }

    /// Whether a problem is this field's: by its whole name, or by its first part; of those of several languages the one
    /// the problem names, else the first.
    fn is_of(&self, problem: &Problem, name: &str) -> bool {
        match name.split_once('.') {
            _ if problem.field == name => true,
            Some((base, language)) if problem.field == base => match problem.language.as_str() {
                "" => !self.page.fields.iter().any(|field| field.name.split('.').next() == Some(base)),
                wanted => wanted == language,
            },
            _ => false,
        }
    }

    /// A choice among values with their words.
    pub fn select(mut self, name: &str, label: &str, chosen: &str, options: Vec<(String, String)>) -> Self {
        let chosen = if self.typed.has(name) { self.typed.get(name) } else { chosen }.to_owned();
        self = self.field("select", name, label, &chosen);
        if let Some(field) = self.page.fields.last_mut() {
            field.options =
                options.into_iter().map(|(value, label)| Choice { chosen: value == chosen, ..Choice::new(value, label) }).collect();
        }
        self
    }

    /// The page: 422 when there are problems. A problem without a field of its own stands above the form.
    pub fn answer(mut self) -> Result<Response, Failure> {
        let fields = || self.page.fields.iter().filter(|field| !field.name.is_empty());
        let shown =
            |problem: &Problem| fields().any(|field| field.name == problem.field || field.name.split('.').next() == Some(problem.field));
        let lost = self.problems.iter().filter(|problem| !shown(problem));
        let lost: Vec<String> = lost.map(|problem| self.web.text(self.language, problem.key, &problem.value)).collect();
        let wrong = fields().filter(|field| !field.error.is_empty());
        let wrong = wrong.map(|field| Wrong { name: field.name.clone(), label: field.label.clone(), text: field.error.clone() }).collect();
        self.page.error = lost.join(" ");
        self.page.wrong = wrong;
        let page = self.web.open_page("desk/form.html", self.language, &self.page)?;
        if self.problems.is_empty() {
            return Ok(page);
        }
        let often = self.problems.iter().any(|problem| problem.key == "problem-too-many-attempts");
        let status = if often { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, page).into_response())
    }
}

/// What a use-case gave: its value, or the problems that a form shows; other errors leave.
pub fn or_problems<T>(outcome: Result<T, newsroom::Error>) -> Result<Result<T, Vec<Problem>>, Failure> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(newsroom::Error::Invalid(problems)) => Ok(Err(problems)),
        Err(newsroom::Error::Conflict(key)) => Ok(Err(vec![Problem::new("", key)])),
        Err(newsroom::Error::Unavailable(key)) => Ok(Err(vec![Problem::new("", key)])),
        Err(other) => Err(other.into()),
    }
}

/// A frame for pages without anyone signed in, in the language the browser asks for if the desk speaks it.
pub async fn open_frame(web: &Web, client: &Client) -> Result<(Frame, Tag), Failure> {
    let mut tx = web.app.read().await?;
    let identity = newsroom::site::identity(&mut tx).await?;
    let main = if identity.main_language() == "fr" { "fr" } else { "en" };
    let language = client.desk_language().unwrap_or(main);
    let site_name = if identity.name.is_empty() { "Kiosque".to_owned() } else { identity.name };
    let frame = Frame { language: language.to_owned(), site_name, ..Frame::signed_out() };
    Ok((frame, Tag::parse(language).map_err(Failure::broken)?))
}
