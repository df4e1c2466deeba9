//! Every route of the product, in one list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::{Web, cached, desk, error, guard, site};

/// The largest body of a form or of the editor: 8 MB. Uploads have a limit of their own.
const FORM_LIMIT: usize = 8 << 20;

/// The router over its state. The caller also runs [`crate::pages::follow`].
pub fn router(web: Web) -> Router {
    let fallback = cached!(site::addresses::render, ["p", "page_id", "attachment_id", "cat", "author", "m", "feed", "paged", "tag"]);
    Router::new()
        .route("/healthz", get(site::health::alive))
        .route("/readyz", get(site::health::ready))
        .route("/assets/{name}", get(site::assets::asset))
        .route("/media/{hash}/{file}", get(site::media::file))
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
        .route("/preview/{token}", get(desk::preview::secret))
        .route("/desk", get(desk::account::desk))
        .route("/desk/sign-in", get(desk::account::sign_in).post(desk::account::signed_in))
        .route("/desk/sign-out", post(desk::account::sign_out))
        .route("/desk/link", get(desk::account::link).post(desk::account::use_link))
        .route("/desk/password", get(desk::account::password).post(desk::account::set_password))
        .route("/desk/setup", get(desk::setup::form).post(desk::setup::save))
        .route("/desk/articles", get(desk::articles::list).post(desk::articles::create))
        .route("/desk/articles/new", get(desk::articles::new))
        .route("/desk/articles/{id}", get(desk::articles::edit::page).post(desk::articles::edit::save))
        .route("/desk/articles/{id}/working-copy", get(desk::articles::edit::working_copy).put(desk::articles::edit::autosave))
        .route("/desk/articles/{id}/publish", get(desk::articles::publish::ask).post(desk::articles::publish::publish))
        .route("/desk/articles/{id}/preview", get(desk::preview::frame))
        .route("/desk/articles/{id}/preview/page", get(desk::preview::page))
        .route("/desk/articles/{id}/preview-links", post(desk::preview::make))
        .route("/desk/articles/{id}/preview-links/revoke", post(desk::preview::revoke))
        .route("/desk/articles/{id}/revisions/{revision}", get(desk::articles::revisions::page))
        .route("/desk/articles/{id}/revisions/{revision}/restore", post(desk::articles::revisions::restore))
        .route("/desk/articles/{id}/{act}", get(desk::articles::publish::confirm).post(desk::articles::publish::act))
        .route("/desk/sections", get(desk::sections::list).post(desk::sections::create))
        .route("/desk/sections/new", get(desk::sections::new))
        .route("/desk/sections/{id}", get(desk::sections::edit).post(desk::sections::save))
        .route("/desk/sections/{id}/delete", post(desk::sections::delete))
        .route("/desk/topics", get(desk::topics::list).post(desk::topics::create))
        .route("/desk/topics/new", get(desk::topics::new))
        .route("/desk/topics/{id}", get(desk::topics::edit).post(desk::topics::save))
        .route("/desk/topics/{id}/delete", post(desk::topics::delete))
        .route("/desk/contributors", get(desk::contributors::list).post(desk::contributors::create))
        .route("/desk/contributors/new", get(desk::contributors::new))
        .route("/desk/contributors/{id}", get(desk::contributors::edit).post(desk::contributors::save))
        .route("/desk/contributors/{id}/delete", post(desk::contributors::delete))
        .route("/desk/pages", get(desk::pages::list).post(desk::pages::create))
        .route("/desk/pages/new", get(desk::pages::new))
        .route("/desk/pages/{id}", get(desk::pages::edit).post(desk::pages::save))
        .route("/desk/pages/{id}/delete", post(desk::pages::delete))
        .route("/desk/accounts", get(desk::accounts::list).post(desk::accounts::create))
        .route("/desk/accounts/new", get(desk::accounts::new))
        .route("/desk/accounts/{id}", get(desk::accounts::edit).post(desk::accounts::save))
        .route("/desk/accounts/{id}/password", post(desk::accounts::password))
        .route("/desk/settings", get(desk::settings::show).post(desk::settings::save))
        .route("/desk/synonyms", get(desk::synonyms::show).post(desk::synonyms::save))
        .route("/desk/state", get(desk::state::page))
        .fallback(fallback)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(from_fn_with_state(web.clone(), error::dress))
        .layer(from_fn_with_state(web.clone(), guard::one_host))
        .with_state(web)
}
