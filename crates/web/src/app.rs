//! Every route of the product, in one list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::{Web, cached, desk, error, guard, site};

/// The largest body of a form or of the editor: 8 MB. Uploads have a limit of their own.
const FORM_LIMIT: usize = 8 << 20;
/// The largest body of a form with files: five of the largest pictures, which are read one after the other.
const UPLOAD_LIMIT: usize = 5 * newsroom::media::MAX_BYTES + FORM_LIMIT;

/// The largest body that a service sends: 1 MB.
const HOOK_LIMIT: usize = 1 << 20;

/// The router over its state. The caller also runs [`crate::pages::follow`].
pub fn router(web: Web) -> Router {
    let fallback = cached!(site::addresses::render, ["p", "page_id", "attachment_id", "cat", "author", "m", "feed", "paged", "tag"]);
    let uploads = || DefaultBodyLimit::max(UPLOAD_LIMIT);
    Router::new()
        .route("/healthz", get(site::health::alive))
        .route("/readyz", get(site::health::ready))
        .route("/assets/{name}", get(cached!(site::assets::asset)))
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
        .route("/subscribe", get(site::subscribe::sign_up::page).post(site::subscribe::sign_up::ask))
        .route("/subscribe/send", get(site::subscribe::sign_up::page).post(site::subscribe::sign_up::send))
        .route("/subscribe/confirm/{token}", get(site::subscribe::confirm::page).post(site::subscribe::confirm::confirm))
        .route("/subscribe/preferences/{token}", get(site::subscribe::preferences::page).post(site::subscribe::preferences::save))
        .route("/subscribe/preferences/{token}/data", get(site::subscribe::preferences::data))
        .route("/subscribe/unsubscribe/{token}", get(site::subscribe::unsubscribe::page).post(site::subscribe::unsubscribe::leave))
        .route("/hooks/{service}/{secret}", post(site::hooks::receive).layer(DefaultBodyLimit::max(HOOK_LIMIT)))
        .route("/preview/{token}", get(desk::preview::secret))
        .route("/desk", get(desk::account::desk))
        .route("/desk/sign-in", get(desk::account::sign_in).post(desk::account::signed_in))
        .route("/desk/sign-out", post(desk::account::sign_out))
        .route("/desk/link", get(desk::account::link).post(desk::account::use_link))
        .route("/desk/password", get(desk::account::password).post(desk::account::set_password))
        .route("/desk/setup", get(desk::setup::form).post(desk::setup::save))
        .route("/desk/articles", get(desk::articles::list::list).post(desk::articles::create))
        .route("/desk/articles/new", get(desk::articles::new))
        .route("/desk/articles/find", get(desk::articles::find::json))
        .route("/desk/articles/{id}", get(desk::articles::edit::page).post(desk::articles::edit::save))
        .route("/desk/articles/{id}/image", get(desk::media::choose::for_article).post(desk::media::choose::set_article).layer(uploads()))
        .route("/desk/articles/{id}/working-copy", get(desk::articles::edit::working_copy).put(desk::articles::edit::autosave))
        .route("/desk/articles/{id}/publish", get(desk::articles::publish::ask).post(desk::articles::publish::publish))
        .route("/desk/articles/{id}/preview", get(desk::preview::frame))
        .route("/desk/articles/{id}/preview/page", get(desk::preview::page))
        .route("/desk/articles/{id}/preview-links", post(desk::preview::make))
        .route("/desk/articles/{id}/preview-links/revoke", post(desk::preview::revoke))
        .route("/desk/articles/{id}/related", get(desk::articles::related::page).post(desk::articles::related::save))
        .route("/desk/articles/{id}/revisions/{revision}", get(desk::articles::revisions::page))
        .route("/desk/articles/{id}/revisions/{revision}/restore", post(desk::articles::revisions::restore))
        .route("/desk/articles/{id}/translations", get(desk::articles::translations::page).post(desk::articles::translations::act))
        .route("/desk/articles/{id}/{act}", get(desk::articles::publish::confirm).post(desk::articles::publish::act))
        .route("/desk/sections", get(desk::sections::list).post(desk::sections::create))
        .route("/desk/sections/new", get(desk::sections::new))
        .route("/desk/sections/{id}", get(desk::sections::edit).post(desk::sections::save))
        .route("/desk/sections/{id}/delete", post(desk::sections::delete))
        .route("/desk/topics", get(desk::topics::list).post(desk::topics::create))
        .route("/desk/topics/new", get(desk::topics::new))
        .route("/desk/topics/{id}", get(desk::topics::edit).post(desk::topics::save))
        .route("/desk/topics/{id}/delete", post(desk::topics::delete))
        .route("/desk/contributors", get(desk::contributors::list).post(desk::contributors::create).layer(uploads()))
        .route("/desk/contributors/new", get(desk::contributors::new))
        .route("/desk/contributors/{id}", get(desk::contributors::edit).post(desk::contributors::save).layer(uploads()))
        .route("/desk/contributors/{id}/delete", post(desk::contributors::delete))
        .route(
            "/desk/contributors/{id}/portrait",
            get(desk::media::choose::for_portrait).post(desk::media::choose::set_portrait).layer(uploads()),
        )
        .route("/desk/media", get(desk::media::list).post(desk::media::upload).layer(uploads()))
        .route("/desk/media.json", get(desk::media::list_json))
        .route("/desk/media/{id}", get(desk::media::one::show).post(desk::media::one::save))
        .route("/desk/media/{id}/delete", post(desk::media::one::delete))
        .route("/desk/pages", get(desk::pages::list).post(desk::pages::create))
        .route("/desk/pages/new", get(desk::pages::new))
        .route("/desk/pages/{id}", get(desk::pages::edit).post(desk::pages::save))
        .route("/desk/pages/{id}/delete", post(desk::pages::delete))
        .route("/desk/newsletters", get(desk::newsletters::list).post(desk::newsletters::create))
        .route("/desk/newsletters/new", get(desk::newsletters::new))
        .route("/desk/newsletters/order", post(desk::newsletters::order))
        .route("/desk/newsletters/{id}", get(desk::newsletters::edit).post(desk::newsletters::save))
        .route("/desk/newsletters/{id}/pause", post(desk::newsletters::pause))
        .route("/desk/newsletters/{id}/delete", post(desk::newsletters::delete))
        .route("/desk/subscribers", get(desk::subscribers::list).post(desk::subscribers::create))
        .route("/desk/subscribers/new", get(desk::subscribers::new))
        .route("/desk/subscribers/export", post(desk::subscribers::csv::export))
        .route("/desk/subscribers/{id}", get(desk::subscribers::one::page))
        .route("/desk/subscribers/{id}/data", get(desk::subscribers::one::data))
        .route("/desk/subscribers/{id}/unsubscribe", post(desk::subscribers::one::unsubscribe))
        .route("/desk/subscribers/{id}/erase", post(desk::subscribers::one::erase))
        .route("/desk/mailings", get(desk::mailings::list))
        .route("/desk/mailings/{id}", get(desk::mailings::show::show))
        .route("/desk/mailings/{id}/{act}", post(desk::mailings::show::act))
        .route("/desk/mailings/{id}/doubts/{subscriber}", post(desk::mailings::show::settle))
        .route("/desk/bounces", get(desk::bounces::page))
        .route("/desk/outbox", get(desk::outbox::list))
        .route("/desk/outbox/{name}", get(desk::outbox::show))
        .route("/desk/outbox/{name}/page", get(desk::outbox::page))
        .route("/desk/accounts", get(desk::accounts::list).post(desk::accounts::create))
        .route("/desk/accounts/new", get(desk::accounts::new))
        .route("/desk/accounts/{id}", get(desk::accounts::edit).post(desk::accounts::save))
        .route("/desk/accounts/{id}/password", post(desk::accounts::password))
        .route("/desk/account", get(desk::own::show).post(desk::own::save))
        .route("/desk/settings", get(desk::settings::show).post(desk::settings::save).layer(uploads()))
        .route("/desk/settings/{logo}", get(desk::media::choose::for_logo).post(desk::media::choose::set_logo).layer(uploads()))
        .route("/desk/synonyms", get(desk::synonyms::show).post(desk::synonyms::save))
        .route("/desk/state", get(desk::state::page))
        .fallback(fallback)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(from_fn_with_state(web.clone(), error::dress))
        .layer(from_fn_with_state(web.clone(), guard::one_host))
        .with_state(web)
}
