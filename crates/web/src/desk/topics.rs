//! Topics: what articles are about.

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::naming::Names;
use newsroom::topics::TopicKind;
use newsroom::{Id, Problem, topics};
use theme::desk::{Here, RowItem, RowsPage};

use super::forms::{Form, or_problems};
use super::names;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/topics";

/// GET `/desk/topics`
pub async fn list(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let all = topics::all(&mut tx).await?;
    let uses = topics::uses(&mut tx).await?;
    drop(tx);
    let text = |key: &str| web.text(&desk.language, key, "");
    let mut rows: Vec<RowItem> = all
        .iter()
        .map(|topic| RowItem {
            href: format!("{HOME}/{}", topic.id),
            title: names::shown(&topic.names, &main),
            cells: vec![text(&format!("topic-{}", topic.kind.as_str())), uses.get(&topic.id).copied().unwrap_or_default().to_string()],
        })
        .collect();
    rows.sort_by_cached_key(|row| language::fold_simple(&row.title));
    let context = RowsPage {
        frame: desk.frame(&web, Here::Topics).await?,
        title: text("desk-topics"),
        help: text("topics-help"),
        new_href: format!("{HOME}/new"),
        new_label: text("topics-new"),
        columns: vec![text("field-name"), text("field-kind"), text("column-articles")],
        rows,
        empty: text("topics-none"),
    };
    web.desk_page("desk/rows.html", &desk, &context)
}

async fn page(
    web: &Web,
    desk: &Desk,
    id: Option<Id>,
    (kind, names): (TopicKind, &Names),
    typed: &Fields,
    problems: &[Problem],
) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    drop(tx);
    let frame = desk.frame(web, Here::Topics).await?;
    let (title, action) = match id {
        None => ("topics-new", HOME.to_owned()),
        Some(id) => ("topics-edit", format!("{HOME}/{id}")),
    };
    let kinds =
        TopicKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), web.text(&desk.language, &format!("topic-{}", kind.as_str()), "")));
    let form = Form::new(web, &desk.language, frame, (title, &action), typed, problems).back(HOME).select(
        "kind",
        "field-kind",
        kind.as_str(),
        kinds.collect(),
    );
    let form = names::fields(form, names, &languages, "field-description");
    match id {
        Some(id) => form
            .act(format!("{HOME}/{id}/merge"), "topics-merge-ask", false)
            .act(format!("{HOME}/{id}/delete"), "form-delete", true)
            .answer(),
        None => form.answer(),
    }
}

/// GET `/desk/topics/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    page(&web, &desk, None, (TopicKind::Theme, &Names::new()), &Fields::default(), &[]).await
}

async fn typed(web: &Web, fields: &Fields) -> Result<(TopicKind, Names), Failure> {
    let mut tx = web.app.read().await?;
    let names = names::read(fields, &names::languages(&mut tx).await?);
    Ok((TopicKind::parse(fields.get("kind")).unwrap_or(TopicKind::Theme), names))
}

/// POST `/desk/topics`
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    let (kind, names) = typed(&web, &fields).await?;
    match or_problems(topics::create(&web.app, &desk.actor(), kind, names.clone()).await)? {
        Ok(_) => Ok(done(HOME, "saved")),
        Err(problems) => page(&web, &desk, None, (kind, &names), &fields, &problems).await,
    }
}

/// GET `/desk/topics/{id}`
pub async fn edit(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let topic = topics::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    page(&web, &desk, Some(id), (topic.kind, &topic.names), &Fields::default(), &[]).await
}

/// POST `/desk/topics/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    let (kind, names) = typed(&web, &fields).await?;
    match or_problems(topics::update(&web.app, &desk.actor(), id, kind, names.clone()).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "saved"))
        }
        Err(problems) => page(&web, &desk, Some(id), (kind, &names), &fields, &problems).await,
    }
}

/// POST `/desk/topics/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    let number = topics::delete(&web.app, &desk.actor(), id).await?;
    web.published(number).await;
    Ok(done(HOME, "deleted"))
}

/// POST `/desk/topics/{id}/merge`: asks into which one, then merges.
pub async fn merge(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    if !fields.has("into") {
        return merge_page(&web, &desk, id, &Fields::default(), &[]).await;
    }
    let merged = match fields.get("into").parse() {
        Ok(into) => topics::merge(&web.app, &desk.actor(), id, into).await,
        Err(_) => Err(newsroom::Error::invalid("into", "problem-topic-missing")),
    };
    match or_problems(merged)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "topics-merged"))
        }
        Err(problems) => merge_page(&web, &desk, id, &fields, &problems).await,
    }
}

async fn merge_page(web: &Web, desk: &Desk, id: Id, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let own = topics::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let mut others: Vec<(String, String)> = topics::all(&mut tx)
        .await?
        .iter()
        .filter(|topic| topic.id != id)
        .map(|topic| (topic.id.to_string(), names::shown(&topic.names, &main)))
        .collect();
    drop(tx);
    others.sort_by_cached_key(|(_, name)| language::fold_simple(name));
    others.insert(0, (String::new(), web.text(&desk.language, "topics-merge-choose", "")));
    let frame = desk.frame(web, Here::Topics).await?;
    let action = format!("{HOME}/{id}/merge");
    let name = names::shown(&own.names, &main);
    Form::new(web, &desk.language, frame, ("topics-merge", &action), typed, problems)
        .help_of("topics-merge-help", &name)
        .back(&format!("{HOME}/{id}"))
        .select("into", "field-into", "", others)
        .button("topics-merge-button")
        .answer()
}
