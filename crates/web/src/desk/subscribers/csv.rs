//! Tables for other programs (RFC 4180), written page by page: memory does not grow with them. The confirmed subscribers are one.

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use newsroom::accounts::Right;
use newsroom::newsletters::{self, Newsletter};
use newsroom::subscribers::{self, Filter, Listed, State as Of};
use newsroom::{Id, Tx, audit};

use super::named;
use crate::guard::Posted;
use crate::{Failure, Web};

/// Rows read at once.
const AT_ONCE: i64 = 2_000;

/// Where the writing stands.
struct At {
    web: Web,
    all: Vec<Newsletter>,
    main: String,
    before: Option<Id>,
}

/// A table to be saved under this name: its head, then what `next` gives until it gives nothing.
pub(super) fn stream<S, F, W>(name: &str, heads: &[String], from: S, next: F) -> Response
where
    S: Send + 'static,
    F: Fn(S) -> W + Copy + Send + 'static,
    W: Future<Output = Result<Option<(String, S)>, Failure>> + Send + 'static,
{
    // The mark at the beginning tells spreadsheets that this is UTF-8.
    let first = format!("\u{feff}{}", line(heads));
    let first = stream::once(async move { Ok(first) });
    let rest = stream::try_unfold(from, next);
    let body = Body::from_stream(stream::StreamExt::map(stream::StreamExt::chain(first, rest), |part: Result<String, Failure>| {
        part.map_err(|failure| std::io::Error::other(failure.to_string()))
    }));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, body).into_response()
}

/// POST `/desk/subscribers/export`
pub async fn export(State(web): State<Web>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let all = newsletters::all(&mut tx).await?;
    drop(tx);
    audit::note(&web.app, &desk.actor(), "subscriber.export", ("subscriber", None), "").await?;
    let heads = ["subscribers-address", "subscribers-language", "desk-newsletters", "subscribers-since", "subscriber-confirmed-at"];
    let heads = heads.map(|key| web.text(&desk.language, key, ""));
    Ok(stream("subscribers.csv", &heads, At { web, all, main, before: None }, next))
}

/// The next rows as text, and where to go on; None at the end.
async fn next(mut at: At) -> Result<Option<(String, At)>, Failure> {
    let mut tx: Tx = at.web.app.read().await?;
    let filter = Filter { state: Some(Of::Confirmed), ..Filter::default() };
    let rows = subscribers::list(&mut tx, &filter, at.before, AT_ONCE).await?;
    drop(tx);
    let Some(last) = rows.last().map(|row| row.id) else {
        return Ok(None);
    };
    let text = rows.iter().map(|row| row_text(row, &at)).collect::<Result<String, Failure>>()?;
    at.before = Some(last);
    Ok(Some((text, at)))
}

fn row_text(row: &Listed, at: &At) -> Result<String, Failure> {
    let time = |micros: i64| theme::dates::iso(micros, "UTC").map_err(Failure::broken);
    Ok(line(&[
        row.address.clone(),
        row.language.clone(),
        named(&at.all, &row.newsletters, &at.main).join("; "),
        time(row.created_at)?,
        row.confirmed_at.map(time).transpose()?.unwrap_or_default(),
    ]))
}

/// A row of cells.
pub(super) fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell in quotes. What a spreadsheet would take for a formula gets an apostrophe before it.
fn escaped(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_cell_is_a_formula_or_leaves_its_quotes() {
        assert_eq!(escaped("ana@example.org"), "\"ana@example.org\"");
        assert_eq!(escaped("=cmd|' /C calc'!A0"), "\"'=cmd|' /C calc'!A0\"");
        assert_eq!(escaped("+1@example.org"), "\"'+1@example.org\"");
        assert_eq!(escaped("La \"semaine\", enfin"), "\"La \"\"semaine\"\", enfin\"");
    }
}
