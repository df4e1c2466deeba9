//! Bringing subscribers over: the file and what its people get; the imports so far.
//!
//! Sending a file shows what would happen. Writing it is another button.

pub mod lines;
pub mod show;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::accounts::Right;
use newsroom::subscribers::import::{self, Chosen, Everyone, Import, Incoming};
use newsroom::{Problem, Tx, newsletters, site};
use theme::desk::Here;
use theme::desk::articles::Choice;
use theme::desk::imports::{ImportChoices, ImportErrors, ImportRow, ImportStart};

use crate::desk::forms::or_problems;
use crate::desk::names;
use crate::guard::{Desk, Fields, PostedFiles, Sent};
use crate::site::frame::language_name;
use crate::{Failure, Web};

const HOME: &str = "/desk/subscribers/import";
/// Imports that the page lists.
const LISTED: i64 = 20;

/// What a form chose.
fn chosen(fields: &Fields) -> Chosen {
    Chosen {
        newsletter: fields.get("newsletter").parse().unwrap_or(0),
        language: fields.get("language").to_owned(),
        everyone: Everyone::parse(fields.get("everyone")).unwrap_or_default(),
        column: fields.get("column").parse().ok(),
    }
}

/// What can be chosen, with what is.
async fn choices(tx: &mut Tx, of: &Chosen, columns: &[String]) -> Result<ImportChoices, Failure> {
    let identity = site::identity(tx).await?;
    let main = identity.main_language();
    let all = newsletters::all(tx).await?;
    let choice = |value: String, label: String, chosen: bool| Choice { chosen, ..Choice::new(value, label) };
    Ok(ImportChoices {
        newsletters: all
            .iter()
            .map(|one| {
                let chosen = if of.newsletter == 0 { one.is_default && one.language == main } else { one.id == of.newsletter };
                choice(one.id.to_string(), names::shown(&one.names, main), chosen)
            })
            .collect(),
        languages: identity.languages.iter().map(|tag| choice(tag.clone(), language_name(tag), *tag == of.language)).collect(),
        everyone: Everyone::ALL.map(|one| choice(one.as_str().to_owned(), String::new(), one == of.everyone)).into(),
        columns: columns.iter().enumerate().map(|(at, name)| choice(at.to_string(), name.clone(), of.column == Some(at))).collect(),
    })
}

/// What was wrong, beside its field.
fn errors(web: &Web, desk: &Desk, problems: &[Problem]) -> ImportErrors {
    let mut errors = ImportErrors::default();
    for problem in problems {
        let text = web.text(&desk.language, problem.key, &problem.value);
        match problem.field {
            "file" => errors.file = text,
            "newsletter" => errors.newsletter = text,
            "language" => errors.language = text,
            "column" => errors.column = text,
            _ => errors.other = text,
        }
    }
    errors
}

fn row(import: &Import, zone: &str, desk: &Desk) -> Result<ImportRow, Failure> {
    Ok(ImportRow {
        href: format!("{HOME}/{}", import.id),
        name: import.name.clone(),
        state: import.state.clone(),
        when: theme::dates::full_time(import.created_at, zone, &desk.language).map_err(Failure::broken)?,
        subscribed: import.counts()?.subscribed,
    })
}

async fn page(web: &Web, desk: &Desk, of: &Chosen, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    let imports = import::latest(&mut tx, LISTED).await?;
    let choices = choices(&mut tx, of, &[]).await?;
    drop(tx);
    let context = ImportStart {
        frame: desk.frame(web, Here::Subscribers).await?,
        choices,
        errors: errors(web, desk, problems),
        imports: imports.iter().map(|one| row(one, &zone, desk)).collect::<Result<_, _>>()?,
    };
    let page = web.desk_page("desk/subscribers/import/start.html", desk, &context)?;
    Ok(if problems.is_empty() { page } else { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() })
}

/// GET `/desk/subscribers/import`
pub async fn form(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    page(&web, &desk, &Chosen::default(), &[]).await
}

/// POST `/desk/subscribers/import`: keeps the file and shows what would happen.
pub async fn upload(State(web): State<Web>, mut form: PostedFiles) -> Result<Response, Failure> {
    form.desk.allow(Right::Mail)?;
    let mut file: Option<Sent> = None;
    let mut too_large = false;
    loop {
        match form.next().await {
            Ok(Some(sent)) => file = Some(sent).filter(|sent| sent.field == "file").or(file),
            Ok(None) => break,
            Err(Failure::TooLarge) => {
                too_large = true;
                break;
            }
            Err(failure) => return Err(failure),
        }
    }
    let chosen = chosen(&form.fields);
    let outcome = match file {
        _ if too_large => Err(vec![Problem::new("file", "problem-import-large")]),
        None => Err(vec![Problem::new("file", "problem-import-file")]),
        Some(sent) if sent.too_long => Err(vec![Problem::new("file", "problem-import-large")]),
        Some(Sent { name, bytes, .. }) => {
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            or_problems(import::begin(&web.app, &form.desk.actor(), Incoming { name, bytes }, &chosen).await)?
        }
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&format!("{HOME}/{id}")).into_response()),
        Err(problems) => page(&web, &form.desk, &chosen, &problems).await,
    }
}
