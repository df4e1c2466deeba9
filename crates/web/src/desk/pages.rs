//! Static pages: about, contact. Their text is written in the editor, or as simple HTML without JavaScript; a text that was not
//! touched is kept block for block.

use axum::extract::{Path, State};
use axum::response::Response;
use document::{ArticleRef, Document, ImportOptions, MediaKind, MediaRef, Options, Resolver};
use newsroom::accounts::Right;
use newsroom::pages::{self, PageText, Texts};
use newsroom::{Id, Problem};
use theme::desk::{Here, RowItem, RowsPage};

use super::forms::{Form, or_problems};
use super::names;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/pages";

/// Leaves references as they are written, so that they come back the same.
struct AsWritten;

impl Resolver for AsWritten {
    fn article(&self, id: i64) -> Option<ArticleRef> {
        Some(ArticleRef { href: format!("article:{id}"), headline: String::new() })
    }
    fn media(&self, id: i64) -> Option<MediaRef> {
        let (alt, caption, credit) = Default::default();
        let src = format!("media:{id}");
        Some(MediaRef {
            src,
            variants: Vec::new(),
            width: 0,
            height: 0,
            alt,
            caption,
            credit,
            kind: MediaKind::Picture,
            bytes: 0,
            focus: (50, 50),
        })
    }
}

/// A body as the HTML that is edited. No language: nothing of typography is written into the text.
fn html_of(body: &str) -> Result<String, Failure> {
    let document = if body.is_empty() { Document::default() } else { document::from_json(body).map_err(Failure::broken)? };
    let language = language::Tag::parse("und").map_err(Failure::broken)?;
    let none = String::new;
    let options = Options {
        language,
        base: none(),
        table_label: none(),
        kilobytes: none(),
        megabytes: none(),
        embed_label: none(),
        embed_video: none(),
        embed_message: none(),
    };
    let html = document::render_feed(&document, &AsWritten, &options);
    let ends = ["</p>", "</h2>", "</h3>", "</h4>", "</ul>", "</ol>", "</blockquote>", "</figure>", "</table>", "</pre>", "<hr>"];
    Ok(ends.iter().fold(html, |html, end| html.replace(end, &format!("{end}\n"))).trim_end().to_owned())
}

/// GET `/desk/pages`
pub async fn list(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let all = pages::all(&mut tx).await?;
    drop(tx);
    let text = |key: &str| web.text(&desk.language, key, "");
    let row = |page: &pages::StaticPage| {
        let shown = page.texts.get(&main).or_else(|| page.texts.values().next())?;
        let state = text(if shown.published { "page-published" } else { "page-draft" });
        let cells = vec![format!("/{}", shown.slug), state];
        Some(RowItem { href: format!("{HOME}/{}", page.id), title: shown.title.clone(), cells })
    };
    let context = RowsPage {
        frame: desk.frame(&web, Here::Pages).await?,
        title: text("desk-pages"),
        help: text("pages-help"),
        new_href: format!("{HOME}/new"),
        new_label: text("pages-new"),
        columns: vec![text("field-title"), text("column-address"), text("article-state")],
        rows: all.iter().filter_map(row).collect(),
        empty: text("pages-none"),
    };
    web.desk_page("desk/rows.html", &desk, &context)
}

async fn page(web: &Web, desk: &Desk, id: Option<Id>, texts: &Texts, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    drop(tx);
    let frame = desk.frame(web, Here::Pages).await?;
    let (title, action) = match id {
        None => ("pages-new", HOME.to_owned()),
        Some(id) => ("pages-edit", format!("{HOME}/{id}")),
    };
    let mut form = Form::new(web, &desk.language, frame, (title, &action), typed, problems).back(HOME);
    let none = PageText::default();
    for language in &languages {
        let text = texts.get(language).unwrap_or(&none);
        let shown = if languages.len() > 1 { language.as_str() } else { "" };
        form = form
            .lang_field("text", &format!("title.{language}"), "field-title", &text.title, shown)
            .lang_field("text", &format!("slug.{language}"), "field-slug", &text.slug, shown)
            .rich(&format!("body.{language}"), "field-body", (&html_of(&text.body)?, &text.body), shown)
            .lang_field("check", &format!("published.{language}"), "field-published", if text.published { "1" } else { "" }, shown);
    }
    match id {
        Some(id) => form.act(format!("{HOME}/{id}/delete"), "form-delete", true).answer(),
        None => form.answer(),
    }
}

/// GET `/desk/pages/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    page(&web, &desk, None, &Texts::new(), &Fields::default(), &[]).await
}

async fn load(web: &Web, id: Id) -> Result<Texts, Failure> {
    let mut tx = web.app.read().await?;
    Ok(pages::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?.texts)
}

async fn typed(web: &Web, fields: &Fields, before: &Texts) -> Result<Texts, Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    drop(tx);
    let mut texts = Texts::new();
    for language in languages {
        let get = |name: &str| fields.get(&format!("{name}.{language}")).to_owned();
        let standing = before.get(&language).map(|text| text.body.clone()).unwrap_or_default();
        let body = body(get("body").trim(), standing)?;
        let published = fields.has(&format!("published.{language}"));
        texts.insert(language.clone(), PageText { title: get("title"), slug: get("slug"), body, published });
    }
    Ok(texts)
}

/// The document of what was sent: the editor's own JSON, or HTML where there is no JavaScript.
fn body(sent: &str, standing: String) -> Result<String, Failure> {
    if sent.starts_with('{') && document::from_json(sent).is_ok() {
        return Ok(sent.to_owned());
    }
    if sent == html_of(&standing)?.trim() {
        return Ok(standing);
    }
    Ok(document::to_json(&document::from_html(sent, &ImportOptions::default()).0))
}

async fn store(web: &Web, desk: &Desk, id: Option<Id>, fields: &Fields, before: &Texts) -> Result<Response, Failure> {
    let texts = typed(web, fields, before).await?;
    match or_problems(pages::save(&web.app, &desk.actor(), id, texts.clone()).await)? {
        Ok((_, number)) => {
            web.published(number).await;
            Ok(done(HOME, "saved"))
        }
        Err(problems) => page(web, desk, id, &texts, fields, &problems).await,
    }
}

/// POST `/desk/pages`
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    store(&web, &desk, None, &fields, &Texts::new()).await
}

/// GET `/desk/pages/{id}`
pub async fn edit(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    page(&web, &desk, Some(id), &load(&web, id).await?, &Fields::default(), &[]).await
}

/// POST `/desk/pages/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    store(&web, &desk, Some(id), &fields, &load(&web, id).await?).await
}

/// POST `/desk/pages/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let number = pages::delete(&web.app, &desk.actor(), id).await?;
    web.published(number).await;
    Ok(done(HOME, "deleted"))
}
