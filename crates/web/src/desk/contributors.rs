//! Contributors: who signs.

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::contributors::{self, ContributorKind, Details};
use newsroom::naming::Names;
use newsroom::{Id, Problem};
use theme::desk::{Here, RowItem, RowsPage};

use super::forms::{Form, or_problems};
use super::names;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/contributors";

/// GET `/desk/contributors`
pub async fn list(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let all = contributors::all(&mut tx).await?;
    drop(tx);
    let text = |key: &str| web.text(&desk.language, key, "");
    let mut rows: Vec<RowItem> = all
        .iter()
        .map(|one| RowItem {
            href: format!("{HOME}/{}", one.id),
            title: names::shown(&one.names, &main),
            cells: vec![text(&format!("contributor-{}", one.kind.as_str()))],
        })
        .collect();
    rows.sort_by_cached_key(|row| language::fold_simple(&row.title));
    let context = RowsPage {
        frame: desk.frame(&web, Here::Contributors).await?,
        title: text("desk-contributors"),
        help: text("contributors-help"),
        new_href: format!("{HOME}/new"),
        new_label: text("contributors-new"),
        columns: vec![text("field-name"), text("field-kind")],
        rows,
        empty: text("contributors-none"),
    };
    web.desk_page("desk/rows.html", &desk, &context)
}

fn nobody() -> Details {
    Details { kind: ContributorKind::Person, names: Names::new(), portrait: None, private_name: String::new(), email: String::new() }
}

async fn page(
    web: &Web,
    desk: &Desk,
    id: Option<Id>,
    details: &Details,
    typed: &Fields,
    problems: &[Problem],
) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    drop(tx);
    let frame = desk.frame(web, Here::Contributors).await?;
    let (title, action) = match id {
        None => ("contributors-new", HOME.to_owned()),
        Some(id) => ("contributors-edit", format!("{HOME}/{id}")),
    };
    let kinds = ContributorKind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), web.text(&desk.language, &format!("contributor-{}", kind.as_str()), "")));
    let form = Form::new(web, &desk.language, frame, (title, &action), typed, problems).back(HOME).select(
        "kind",
        "field-kind",
        details.kind.as_str(),
        kinds.collect(),
    );
    let form = names::fields(form, &details.names, &languages, "field-biography")
        .field("text", "private_name", "field-private-name", &details.private_name)
        .field("email", "email", "field-contributor-email", &details.email);
    match id {
        Some(id) => form.act(format!("{HOME}/{id}/delete"), "form-delete", true).answer(),
        None => form.answer(),
    }
}

/// GET `/desk/contributors/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    page(&web, &desk, None, &nobody(), &Fields::default(), &[]).await
}

async fn typed(web: &Web, fields: &Fields, portrait: Option<Id>) -> Result<Details, Failure> {
    let mut tx = web.app.read().await?;
    let names = names::read(fields, &names::languages(&mut tx).await?);
    Ok(Details {
        kind: ContributorKind::parse(fields.get("kind")).unwrap_or(ContributorKind::Person),
        names,
        portrait,
        private_name: fields.get("private_name").to_owned(),
        email: fields.get("email").to_owned(),
    })
}

/// POST `/desk/contributors`
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let details = typed(&web, &fields, None).await?;
    match or_problems(contributors::create(&web.app, &desk.actor(), details.clone()).await)? {
        Ok(_) => Ok(done(HOME, "saved")),
        Err(problems) => page(&web, &desk, None, &details, &fields, &problems).await,
    }
}

async fn load(web: &Web, id: Id) -> Result<Details, Failure> {
    let mut tx = web.app.read().await?;
    let one = contributors::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let (private_name, email) = contributors::private_name(&mut tx, id).await?;
    Ok(Details { kind: one.kind, names: one.names, portrait: one.portrait, private_name, email })
}

/// GET `/desk/contributors/{id}`
pub async fn edit(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    page(&web, &desk, Some(id), &load(&web, id).await?, &Fields::default(), &[]).await
}

/// POST `/desk/contributors/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let details = typed(&web, &fields, load(&web, id).await?.portrait).await?;
    match or_problems(contributors::update(&web.app, &desk.actor(), id, details.clone()).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "saved"))
        }
        Err(problems) => page(&web, &desk, Some(id), &details, &fields, &problems).await,
    }
}

/// POST `/desk/contributors/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    match or_problems(contributors::delete(&web.app, &desk.actor(), id).await)? {
        Ok(_) => Ok(done(HOME, "deleted")),
        Err(problems) => page(&web, &desk, Some(id), &load(&web, id).await?, &Fields::default(), &problems).await,
    }
}
