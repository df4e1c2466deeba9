//! Whether the process lives, and whether it can answer readers.

use axum::extract::State;
use axum::http::StatusCode;
use newsroom::changes;

use crate::Web;

/// The process lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers and the page cache follows the change log. `doctor` reads the second line.
pub async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    let head = async {
        let mut tx = web.app.read().await?;
        changes::head(&mut tx).await
    };
    match head.await {
        Ok(_) if web.app.watch.position(crate::pages::NAME) >= 0 => {
            (StatusCode::OK, if web.crowd.shares_one_address() { "ready\nall requests share one address\n" } else { "ready\n" })
        }
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "starting\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
