//! Previews: the working copy exactly as readers will see it, at the desk and by a secret link.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Response};
use newsroom::Id;
use newsroom::articles;
use theme::desk::Here;
use theme::desk::articles::PreviewArticle;

use crate::guard::headers::reader_policy;
use crate::guard::{Desk, Posted};
use crate::pages::Ask;
use crate::{Failure, Web, done};

/// GET `/desk/articles/{id}/preview`
pub async fn frame(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    let context = PreviewArticle {
        frame: desk.frame(&web, Here::Articles).await?,
        id: id.to_string(),
        headline: copy.content.headline,
        page_href: format!("/desk/articles/{id}/preview/page"),
    };
    web.desk_page("desk/articles/preview.html", &desk, &context)
}

/// GET `/desk/articles/{id}/preview/page`: under the reader's own policy.
pub async fn page(State(web): State<Web>, _desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    render(&web, id).await
}

/// GET `/preview/{token}`: for those who have the secret address.
pub async fn secret(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    let id = articles::use_preview(&web.app, &token).await?;
    render(&web, id).await
}

async fn render(web: &Web, id: Id) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let around = crate::site::around::Around::read(&mut tx).await?;
    let ask = Ask {
        path: format!("/preview/{id}"),
        inner: "/preview".to_owned(),
        query: Vec::new(),
        language: language::Tag::parse(&article.language).map_err(Failure::broken)?,
        main: language::Tag::parse(around.site.identity.main_language()).map_err(Failure::broken)?,
        around,
    };
    let page = crate::site::article::show(web, &mut tx, &ask, &article, &copy.content, true).await?;
    let hosts = document::frame_hosts(&copy.content.document()?);
    let policy = HeaderValue::from_str(&reader_policy(&hosts)).map_err(Failure::broken)?;
    let mut response = Html(page.body).into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response.headers_mut().insert("cache-control", HeaderValue::from_static("no-store"));
    Ok(response)
}

/// POST `/desk/articles/{id}/preview-links`
pub async fn make(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    articles::preview_link(&web.app, &desk.actor(), id).await?;
    Ok(done(&format!("/desk/articles/{id}"), "preview-link"))
}

/// POST `/desk/articles/{id}/preview-links/revoke`: ends all of them.
pub async fn revoke(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    articles::revoke_previews(&web.app, &desk.actor(), id).await?;
    Ok(done(&format!("/desk/articles/{id}"), "preview-revoked"))
}
