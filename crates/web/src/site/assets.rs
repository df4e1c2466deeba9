//! Styles, scripts and signs: named by their content, kept for ever.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use newsroom::Tx;

use crate::pages::{Ask, Page};
use crate::{Failure, Web};

/// The editor's bundle, made by `npm run build` in `editor/`.
static EDITOR: LazyLock<[(&str, theme::Asset); 2]> = LazyLock::new(|| {
    let asset = |name: &'static str, bytes: &[u8]| (name, theme::Asset::new(name, bytes.to_vec()));
    [asset("editor.js", include_bytes!("../../assets/editor.js")), asset("editor.css", include_bytes!("../../assets/editor.css"))]
});

/// The address of a file of the editor's bundle.
pub fn editor(name: &str) -> String {
    EDITOR.iter().find(|(known, _)| *known == name).map_or_else(String::new, |(_, asset)| format!("/assets/{}", asset.hashed))
}

pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `/assets/site.1f2e.css`, and `/assets/accent-8a2432.css`, the newsroom's own colour. They pass through the page cache,
/// which keeps them compressed.
pub async fn asset(web: &Web, _tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    let name = ask.path.rsplit('/').next().unwrap_or_default();
    if let Some(digits) = name.strip_prefix("accent-").and_then(|rest| rest.strip_suffix(".css")) {
        let colour = theme::colour::parse(&format!("#{digits}")).ok_or(Failure::NotFound)?;
        return Ok(kept("text/css; charset=utf-8", theme::colour::style(colour).into_bytes()));
    }
    let of_editor = || EDITOR.iter().map(|(_, asset)| asset).find(|asset| asset.hashed == name);
    let asset = web.app.theme.asset(name).or_else(of_editor).ok_or(Failure::NotFound)?;
    Ok(kept(asset.media_type, asset.bytes.clone()))
}

/// `/favicon.ico`, which browsers ask for on their own.
pub async fn favicon(State(web): State<Web>) -> Result<Response, Failure> {
    let path = web.app.theme.asset_path("icon.svg").ok_or(Failure::NotFound)?;
    Ok((StatusCode::FOUND, [("location", path), ("cache-control", "public, max-age=86400".to_owned())]).into_response())
}

fn kept(media_type: &str, bytes: Vec<u8>) -> Page {
    Page::new(media_type, bytes).with_header(CACHE_CONTROL, FOR_EVER)
}
