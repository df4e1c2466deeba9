//! Sections: one per article gives its label.

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::naming::Names;
use newsroom::{Id, Problem, sections};
use theme::desk::{Here, RowItem, RowsPage};

use super::forms::{Form, or_problems};
use super::names;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/sections";

/// GET `/desk/sections`
pub async fn list(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let mut rows = Vec::new();
    for section in sections::all(&mut tx).await? {
        let slug = newsroom::naming::best(&section.names, &main, &main).map(|name| format!("/{}", name.slug)).unwrap_or_default();
        let used = sections::used_by(&mut tx, section.id).await?;
        rows.push(RowItem {
            href: format!("{HOME}/{}", section.id),
            title: names::shown(&section.names, &main),
            cells: vec![slug, used.to_string()],
        });
    }
    drop(tx);
    let text = |key: &str| web.text(&desk.language, key, "");
    let context = RowsPage {
        frame: desk.frame(&web, Here::Sections).await?,
        title: text("desk-sections"),
        help: text("sections-help"),
        new_href: format!("{HOME}/new"),
        new_label: text("sections-new"),
        columns: vec![text("field-name"), text("column-address"), text("column-articles")],
        rows,
        empty: text("sections-none"),
    };
    web.desk_page("desk/rows.html", &desk, &context)
}

async fn page(web: &Web, desk: &Desk, id: Option<Id>, names: &Names, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    let all = sections::all(&mut tx).await?;
    drop(tx);
    let frame = desk.frame(web, Here::Sections).await?;
    let (title, action) = match id {
        None => ("sections-new", HOME.to_owned()),
        Some(id) => ("sections-edit", format!("{HOME}/{id}")),
    };
    let form = Form::new(web, &desk.language, frame, (title, &action), typed, problems).back(HOME);
    let form = names::fields(form, names, &languages, "field-description");
    let Some(id) = id else {
        return form.answer();
    };
    let place = all.iter().position(|section| section.id == id).map(|place| (place + 1).to_string()).unwrap_or_default();
    let places = (1..=all.len()).map(|place| (place.to_string(), place.to_string())).collect();
    let form = form.select("place", "field-place", &place, places);
    let form = if all.len() > 1 { form.act(format!("{HOME}/{id}/merge"), "sections-merge-ask", false) } else { form };
    form.act(format!("{HOME}/{id}/delete"), "form-delete", true).answer()
}

/// GET `/desk/sections/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    page(&web, &desk, None, &Names::new(), &Fields::default(), &[]).await
}

async fn typed_names(web: &Web, fields: &Fields) -> Result<Names, Failure> {
    let mut tx = web.app.read().await?;
    Ok(names::read(fields, &names::languages(&mut tx).await?))
}

/// POST `/desk/sections`
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let names = typed_names(&web, &fields).await?;
    match or_problems(sections::create(&web.app, &desk.actor(), names.clone()).await)? {
        Ok(_) => Ok(done(HOME, "saved")),
        Err(problems) => page(&web, &desk, None, &names, &fields, &problems).await,
    }
}

/// GET `/desk/sections/{id}`
pub async fn edit(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let mut tx = web.app.read().await?;
    let section = sections::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    page(&web, &desk, Some(id), &section.names, &Fields::default(), &[]).await
}

/// POST `/desk/sections/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let names = typed_names(&web, &fields).await?;
    match or_problems(sections::rename(&web.app, &desk.actor(), id, names.clone()).await)? {
        Ok(number) => {
            let number = move_to(&web, &desk, id, fields.get("place")).await?.unwrap_or(number);
            web.published(number).await;
            Ok(done(HOME, "saved"))
        }
        Err(problems) => page(&web, &desk, Some(id), &names, &fields, &problems).await,
    }
}

/// Gives a section its place (from 1) among the others; they move up or down.
async fn move_to(web: &Web, desk: &Desk, id: Id, place: &str) -> Result<Option<i64>, Failure> {
    let Ok(place) = place.parse::<usize>() else {
        return Ok(None);
    };
    let mut tx = web.app.read().await?;
    let before: Vec<Id> = sections::all(&mut tx).await?.iter().map(|section| section.id).collect();
    drop(tx);
    let mut order: Vec<Id> = before.iter().copied().filter(|other| *other != id).collect();
    order.insert(place.saturating_sub(1).min(order.len()), id);
    if order == before {
        return Ok(None);
    }
    Ok(Some(sections::arrange(&web.app, &desk.actor(), &order).await?))
}

/// POST `/desk/sections/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    match or_problems(sections::delete(&web.app, &desk.actor(), id).await)? {
        Ok(_) => Ok(done(HOME, "deleted")),
        Err(problems) => {
            let mut tx = web.app.read().await?;
            let section = sections::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
            drop(tx);
            page(&web, &desk, Some(id), &section.names, &Fields::default(), &problems).await
        }
    }
}

/// POST `/desk/sections/{id}/merge`: asks into which one, then says what that means, then merges.
pub async fn merge(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    if !fields.has("into") {
        return merge_page(&web, &desk, id, &Fields::default(), &[]).await;
    }
    let missing = || newsroom::Error::invalid("into", "problem-section-into");
    let merged = match fields.get("into").parse::<Id>() {
        Ok(into) if fields.get("sure") == "yes" => sections::merge(&web.app, &desk.actor(), id, into).await,
        Ok(into) => match sure_page(&web, &desk, id, into).await? {
            Some(page) => return Ok(page),
            None => Err(missing()),
        },
        Err(_) => Err(missing()),
    };
    match or_problems(merged)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "sections-merged"))
        }
        Err(problems) => merge_page(&web, &desk, id, &fields, &problems).await,
    }
}

async fn merge_page(web: &Web, desk: &Desk, id: Id, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let own = sections::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let all = sections::all(&mut tx).await?;
    drop(tx);
    let choose = (String::new(), web.text(&desk.language, "sections-merge-choose", ""));
    let others = all.iter().filter(|section| section.id != id).map(|section| (section.id.to_string(), names::shown(&section.names, &main)));
    let frame = desk.frame(web, Here::Sections).await?;
    let action = format!("{HOME}/{id}/merge");
    Form::new(web, &desk.language, frame, ("sections-merge", &action), typed, problems)
        .help_of("sections-merge-help", &names::shown(&own.names, &main))
        .back(&format!("{HOME}/{id}"))
        .select("into", "field-into", "", std::iter::once(choose).chain(others).collect())
        .button("sections-merge-next")
        .answer()
}

/// How many articles go where, before it is done. None where the other section is none.
async fn sure_page(web: &Web, desk: &Desk, id: Id, into: Id) -> Result<Option<Response>, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let own = sections::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let Some(other) = sections::by_id(&mut tx, into).await?.filter(|other| other.id != id) else {
        return Ok(None);
    };
    let articles = sections::articles_in(&mut tx, id).await?;
    drop(tx);
    let frame = desk.frame(web, Here::Sections).await?;
    let action = format!("{HOME}/{id}/merge");
    let (from, into_name) = (names::shown(&own.names, &main), names::shown(&other.names, &main));
    let said = web.app.theme.text(
        &desk.language,
        "sections-merge-sure",
        &[("from", from.as_str().into()), ("into", into_name.as_str().into()), ("count", articles.into())],
    );
    let page = Form::new(web, &desk.language, frame, ("sections-merge", &action), &Fields::default(), &[])
        .said(said)
        .hidden("into", &into.to_string())
        .hidden("sure", "yes")
        .back(&format!("{HOME}/{id}"))
        .button("sections-merge-button")
        .answer()?;
    Ok(Some(page))
}
