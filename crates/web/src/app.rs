//! Every route of the product, in one list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::{Web, cached, error, guard, site};

/// The largest body of a form or of the editor: 8 MB. Uploads have a limit of their own.
const FORM_LIMIT: usize = 8 << 20;

/// The router over its state. The caller also runs [`crate::pages::follow`].
pub fn router(web: Web) -> Router {
    let fallback = cached!(site::addresses::render, ["p", "page_id", "attachment_id", "cat", "author", "m", "feed", "paged", "tag"]);
    Router::new()
        .route("/healthz", get(site::health::alive))
        .route("/readyz", get(site::health::ready))
        .route("/assets/{name}", get(site::assets::asset))
        .route("/favicon.ico", get(site::assets::favicon))
        .route("/robots.txt", get(cached!(site::sitemaps::robots)))
        .route("/sitemap.xml", get(cached!(site::sitemaps::index)))
        .route("/sitemaps/{file}", get(cached!(site::sitemaps::one)))
        .route("/related/{id}", get(cached!(site::related::render)))
        .route("/search", get(site::search::page))
        .route("/recherche", get(site::search::page))
        .route("/pretraga", get(site::search::page))
        .route("/kerko", get(site::search::page))
        .route("/{language}/search", get(site::search::page))
        .route("/{language}/recherche", get(site::search::page))
        .route("/{language}/pretraga", get(site::search::page))
        .route("/{language}/kerko", get(site::search::page))
        .fallback(fallback)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(from_fn_with_state(web.clone(), error::dress))
        .layer(from_fn_with_state(web.clone(), guard::one_host))
        .with_state(web)
}
