//! The state of the site, in plain words: what `doctor` finds, and how far this process is.

use axum::extract::State;
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::state::{self, Finding, Level};
use theme::desk::{Here, StatePage, StateRow};

use crate::guard::Desk;
use crate::{Failure, Web};

/// The badge of a level, and the key of its word.
fn badge(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Good => ("good", "state-level-good"),
        Level::Note => ("attention", "state-level-note"),
        Level::Wrong => ("bad", "state-level-wrong"),
    }
}

/// GET `/desk/state`
pub async fn page(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let text = |key: &str, value: &str| web.text(&desk.language, key, value);
    let mut found = state::look(&web.app).await?;
    found.extend(state::followers(&web.app).await?);
    if web.app.outbox().is_some() {
        found.push(Finding { level: Level::Note, about: "state-mail", key: "state-mail-outbox", value: String::new() });
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    let worst = found.first().map_or(Level::Good, |finding| finding.level);
    let wrong = found.iter().filter(|finding| finding.level == Level::Wrong).count();
    let rows = found.iter().map(|finding| StateRow {
        badge: badge(finding.level).0.to_owned(),
        word: text(badge(finding.level).1, ""),
        about: text(finding.about, ""),
        text: text(finding.key, &finding.value),
    });
    let context = StatePage {
        frame: desk.frame(&web, Here::State).await?,
        summary: match worst {
            Level::Good => text("state-all-good", ""),
            Level::Note => text("state-all-notes", ""),
            Level::Wrong => web.count(&desk.language, "state-all-wrong", wrong),
        },
        badge: badge(worst).0.to_owned(),
        rows: rows.collect(),
    };
    web.desk_page("desk/state.html", &desk, &context)
}
