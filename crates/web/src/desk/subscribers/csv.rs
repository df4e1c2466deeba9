//! The confirmed subscribers as a table for other programs (RFC 4180), written page by page: memory does not grow with them.

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

/// POST `/desk/subscribers/export`
pub async fn export(State(web): State<Web>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let all = newsletters::all(&mut tx).await?;
    drop(tx);
    audit::note(&web.app, &desk.actor(), "subscriber.export", ("subscriber", None), "").await?;
    let heads = ["subscribers-address", "subscribers-language", "desk-newsletters", "subscribers-since", "subscriber-confirmed-at"];
    let first = line(&heads.map(|key| web.text(&desk.language, key, "")));
    // The mark at the beginning tells spreadsheets that this is UTF-8.
    let first = stream::once(async move { Ok(format!("\u{feff}{first}")) });
    let rest = stream::try_unfold(Some(At { web, all, main, before: None }), |at| async move {
        match at {
            Some(at) => next(at).await,
            None => Ok::<_, Failure>(None),
        }
    });
    let body = Body::from_stream(stream::StreamExt::map(stream::StreamExt::chain(first, rest), |part: Result<String, Failure>| {
        part.map_err(|failure| std::io::Error::other(failure.to_string()))
    }));
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"subscribers.csv\"")];
    Ok((headers, body).into_response())
}

/// The next rows as text, and where to go on; None at the end.
async fn next(mut at: At) -> Result<Option<(String, Option<At>)>, Failure> {
    let mut tx: Tx = at.web.app.read().await?;
    let filter = Filter { state: Some(Of::Confirmed), ..Filter::default() };
    let rows = subscribers::list(&mut tx, &filter, at.before, AT_ONCE).await?;
    drop(tx);
    let Some(last) = rows.last().map(|row| row.id) else {
        return Ok(None);
    };
    let text = rows.iter().map(|row| row_text(row, &at)).collect::<Result<String, Failure>>()?;
    at.before = Some(last);
    Ok(Some((text, Some(at))))
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

fn line(cells: &[String; 5]) -> String {
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
