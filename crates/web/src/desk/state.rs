//! The state of the site, in plain words.

use axum::extract::State;
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::mailings::Overview;
use newsroom::{changes, mailings, media, site};
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
    let mail = mailings::overview(&web.app, &mut tx).await?;
    let zone = site::identity(&mut tx).await?.zone;
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
    rows.extend(mail_rows(&web, &desk, &mail, &zone)?);
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

/// Relay, mailings and letters in plain words.
fn mail_rows(web: &Web, desk: &Desk, mail: &Overview, zone: &str) -> Result<Vec<RowItem>, Failure> {
    let text = |key: &str, value: &str| web.text(&desk.language, key, value);
    let row = |href: &str, title: &str, cell: String| RowItem { href: href.to_owned(), title: text(title, ""), cells: vec![cell] };
    let relay = match &mail.trouble {
        Some(trouble) => text("state-relay-trouble", &trouble.words),
        None if web.app.outbox().is_some() => text("state-mail-outbox", ""),
        None => text("state-good", ""),
    };
    let last = match &mail.last {
        Some(last) => {
            let made = theme::dates::full_time(last.created_at, zone, &desk.language).map_err(Failure::broken)?;
            let state = text(&format!("mailing-state-{}", last.state.as_str()), "");
            row(&format!("/desk/mailings/{}", last.id), "state-last-mailing", format!("{} ({state}, {made})", last.title))
        }
        None => row("/desk/mailings", "state-last-mailing", text("state-no-mailing", "")),
    };
    let mut rows = vec![row("", "state-relay", relay), last];
    if mail.in_doubt > 0 {
        rows.push(row("/desk/mailings", "state-doubts", text("state-doubts-some", &mail.in_doubt.to_string())));
    }
    if mail.deferred > 0 {
        rows.push(row("/desk/mailings", "state-deferred", mail.deferred.to_string()));
    }
    for (count, key) in [(mail.letters_waiting, "state-letters-waiting"), (mail.letters_failed, "state-letters-failed")] {
        if count > 0 {
            rows.push(row("", "state-letters", text(key, &count.to_string())));
        }
    }
    Ok(rows)
}
