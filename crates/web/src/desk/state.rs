//! The state of the site, in plain words.

use axum::extract::State;
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::{changes, media};
use theme::desk::{Here, RowItem, RowsPage};

use crate::guard::Desk;
use crate::{Failure, Web};

/// Followers whose distance from the log is shown, with the phrase that names them.
const FOLLOWERS: [(&str, &str); 3] = [("pages", "state-pages"), ("search", "state-search"), ("related", "state-related")];

/// GET `/desk/state`
pub async fn page(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let text = |key: &str| web.text(&desk.language, key, "");
    let mut tx = web.app.read().await?;
    let head = changes::head(&mut tx).await?.last;
    let (_, missing) = media::count_missing_alt(&mut tx).await?;
    drop(tx);
    let row = |title: &str, cell: String| RowItem { href: String::new(), title: text(title), cells: vec![cell] };
    let mut rows = vec![
        row("state-address", web.app.settings.address.clone()),
        row("state-database", text("state-good")),
        row("state-log", head.to_string()),
    ];
    for (name, label) in FOLLOWERS {
        let at = web.app.watch.position(name);
        let behind = head - at;
        let words = if at < 0 {
            text("state-not-begun")
        } else if behind <= 0 {
            text("state-good")
        } else {
            web.text(&desk.language, "state-behind", &behind.to_string())
        };
        rows.push(row(label, words));
    }
    rows.push(row("state-mail", if web.app.outbox().is_some() { text("state-mail-outbox") } else { text("state-good") }));
    let pictures = match missing {
        0 => text("state-good"),
        media::COUNTED => web.text(&desk.language, "state-pictures-many", &missing.to_string()),
        _ => web.text(&desk.language, "state-pictures-missing", &missing.to_string()),
    };
    let href = if missing > 0 { "/desk/media?missing=1".to_owned() } else { String::new() };
    rows.push(RowItem { href, ..row("state-pictures", pictures) });
    if !web.is_secure() {
        rows.push(row("state-encryption", text("state-no-encryption")));
    }
    let context = RowsPage {
        frame: desk.frame(&web, Here::State).await?,
        title: text("desk-state"),
        help: text("state-help"),
        new_href: String::new(),
        new_label: String::new(),
        columns: vec![text("state-what"), text("state-how")],
        rows,
        empty: String::new(),
    };
    web.desk_page("desk/rows.html", &desk, &context)
}
