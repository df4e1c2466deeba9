//! Contributors: who signs.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::accounts::{self, Right};
use newsroom::contributors::{self, ContributorKind, Details};
use newsroom::naming::Names;
use newsroom::{Id, Problem};
use theme::desk::{Here, RowItem, RowsPage};

use super::forms::{Form, or_problems};
use super::{media, names};
use crate::guard::{Desk, Fields, Posted, PostedFiles};
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
    let portrait = media::standing(&mut tx, details.portrait).await?;
    let accounts = accounts::all(&mut tx).await?;
    let signing = match id {
        Some(id) => contributors::accounts_of(&mut tx, id).await?,
        None => Vec::new(),
    };
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
        .picture("portrait", "field-portrait", portrait)
        .field("text", "private_name", "field-private-name", &details.private_name)
        .field("email", "email", "field-contributor-email", &details.email)
        .part("part-signs");
    let form = accounts.iter().filter(|account| !account.disabled).fold(form, |form, account| {
        let ticked = if signing.contains(&account.id) { "1" } else { "" };
        form.check_of(&format!("account.{}", account.id), ("field-signs", &account.name), ticked)
    });
    match id {
        Some(id) => form.act(format!("{HOME}/{id}/delete"), "form-delete", true).answer(),
        None => form.answer(),
    }
}

/// GET `/desk/contributors/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    page(&web, &desk, None, &nobody(), &Fields::default(), &[]).await
}

/// What the form says, a portrait sent with it taken into the library; and what is wrong with that file.
async fn typed(web: &Web, form: &mut PostedFiles, portrait: Option<Id>) -> Result<(Details, Vec<Problem>), Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    drop(tx);
    let (pictures, problems) = media::read_fields(web, form, &[("portrait", portrait)]).await?;
    let fields = &form.fields;
    let details = Details {
        kind: ContributorKind::parse(fields.get("kind")).unwrap_or(ContributorKind::Person),
        names: names::read(fields, &languages),
        portrait: pictures.get("portrait").copied().flatten(),
        private_name: fields.get("private_name").to_owned(),
        email: fields.get("email").to_owned(),
    };
    if let Some(id) = details.portrait.filter(|id| Some(*id) != portrait) {
        let name = names::shown(&details.names, languages.first().map_or("", String::as_str));
        media::name_after(web, &form.desk, id, &name).await?;
    }
    Ok((details, problems))
}

/// Which accounts sign so, as ticked; a disabled account stays as it was.
async fn sign(web: &Web, desk: &Desk, id: Id, fields: &Fields) -> Result<(), Failure> {
    let mut tx = web.app.read().await?;
    let before = contributors::accounts_of(&mut tx, id).await?;
    let all = accounts::all(&mut tx).await?;
    drop(tx);
    let signs = |account: &accounts::Account| match account.disabled {
        true => before.contains(&account.id),
        false => fields.has(&format!("account.{}", account.id)),
    };
    let mut ticked: Vec<Id> = all.iter().filter(|account| signs(account)).map(|account| account.id).collect();
    ticked.sort_unstable();
    contributors::set_accounts(&web.app, &desk.actor(), id, &ticked).await?;
    Ok(())
}

/// Where to go when all was saved: on to the library where that button was pressed.
fn saved(fields: &Fields, id: Id) -> Response {
    match fields.get("action") {
        "choose-portrait" => Redirect::to(&format!("{HOME}/{id}/portrait")).into_response(),
        _ => done(HOME, "saved"),
    }
}

/// POST `/desk/contributors`
pub async fn create(State(web): State<Web>, mut form: PostedFiles) -> Result<Response, Failure> {
    form.desk.allow(Right::Curate)?;
    let (details, problems) = typed(&web, &mut form, None).await?;
    let PostedFiles { desk, fields, .. } = form;
    if !problems.is_empty() {
        return page(&web, &desk, None, &details, &fields, &problems).await;
    }
    match or_problems(contributors::create(&web.app, &desk.actor(), details.clone()).await)? {
        Ok(id) => {
            sign(&web, &desk, id, &fields).await?;
            Ok(saved(&fields, id))
        }
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
    desk.allow(Right::Curate)?;
    page(&web, &desk, Some(id), &load(&web, id).await?, &Fields::default(), &[]).await
}

/// POST `/desk/contributors/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, mut form: PostedFiles) -> Result<Response, Failure> {
    form.desk.allow(Right::Curate)?;
    let (details, problems) = typed(&web, &mut form, load(&web, id).await?.portrait).await?;
    let PostedFiles { desk, fields, .. } = form;
    if !problems.is_empty() {
        return page(&web, &desk, Some(id), &details, &fields, &problems).await;
    }
    match or_problems(contributors::update(&web.app, &desk.actor(), id, details.clone()).await)? {
        Ok(number) => {
            sign(&web, &desk, id, &fields).await?;
            web.published(number).await;
            Ok(saved(&fields, id))
        }
        Err(problems) => page(&web, &desk, Some(id), &details, &fields, &problems).await,
    }
}

/// POST `/desk/contributors/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    match or_problems(contributors::delete(&web.app, &desk.actor(), id).await)? {
        Ok(_) => Ok(done(HOME, "deleted")),
        Err(problems) => page(&web, &desk, Some(id), &load(&web, id).await?, &Fields::default(), &problems).await,
    }
}
