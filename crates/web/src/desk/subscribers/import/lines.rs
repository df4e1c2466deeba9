//! The lines of an import that were not taken, as a table, page by page.

use axum::extract::{Path, State};
use axum::response::Response;
use language::Tag;
use newsroom::accounts::Right;
use newsroom::subscribers::import;
use newsroom::{Id, Tx};

use crate::desk::subscribers::csv::{self, line};
use crate::guard::Desk;
use crate::{Failure, Web};

/// Rows read at once.
const AT_ONCE: i64 = 2_000;

/// Where the writing stands.
struct At {
    web: Web,
    language: Tag,
    import: Id,
    after: i64,
}

/// GET `/desk/subscribers/import/{id}/lines`
pub async fn download(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    import::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    let heads = ["import-line", "import-why", "import-said"].map(|key| web.text(&desk.language, key, ""));
    Ok(csv::stream("not-taken.csv", &heads, At { web, language: desk.language, import: id, after: 0 }, next))
}

async fn next(mut at: At) -> Result<Option<(String, At)>, Failure> {
    let mut tx: Tx = at.web.app.read().await?;
    let rows = import::lines(&mut tx, at.import, at.after, AT_ONCE).await?;
    drop(tx);
    let Some(last) = rows.last().map(|row| row.line) else {
        return Ok(None);
    };
    let why = |word: &str| at.web.text(&at.language, &format!("import-line-{word}"), "");
    let text = rows.into_iter().map(|row| line(&[row.line.to_string(), why(&row.why), row.said])).collect();
    at.after = last;
    Ok(Some((text, at)))
}
