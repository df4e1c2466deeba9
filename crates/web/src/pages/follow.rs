//! The page cache's follower of the change log. Its cursor is in memory: it begins at the head with an empty cache.

use std::time::Duration;

use newsroom::changes::{self, Head, Key};
use newsroom::site;

use super::Pages;
use crate::{Failure, Web};

/// The follower's name, for `app.watch.reached`.
pub const NAME: &str = "pages";

/// How many changes are read at once.
const CHUNK: i64 = 2_000;

/// Follows for as long as the process lives.
pub async fn follow(web: Web) {
    let mut head = web.app.watch.head();
    let mut at: Option<Head> = None;
    loop {
        match step(&web, at.as_ref()).await {
            Ok(reached) => {
                web.app.watch.reached_by(NAME, reached.last);
                at = Some(reached);
            }
            Err(error) => {
                tracing::error!(%error, "the page cache cannot follow the change log");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        }
        if head.changed().await.is_err() {
            return;
        }
    }
}

/// Reads what is new since `at` and drops the pages that it changes. Gives how far it is.
pub async fn step(web: &Web, at: Option<&Head>) -> Result<Head, Failure> {
    let mut tx = web.app.read().await?;
    let now = changes::head(&mut tx).await?;
    let Some(at) = at.filter(|at| at.epoch == now.epoch && at.last >= now.pruned && at.last <= now.last) else {
        web.app.theme.set_wording(site::load(&mut tx).await?.phrases);
        web.pages.drop_all(now.last);
        return Ok(now);
    };
    let mut cursor = at.last;
    while cursor < now.last {
        let news = changes::since(&mut tx, cursor, CHUNK).await?;
        let Some(last) = news.last().map(|change| change.number) else {
            break;
        };
        // The newsroom's own wording lives in memory: it is renewed before the pages that show it.
        if news.iter().any(|change| change.key() == Key::Theme.to_string()) {
            web.app.theme.set_wording(site::load(&mut tx).await?.phrases);
        }
        drop_changed(&web.pages, &news);
        cursor = last;
    }
    Ok(now)
}

fn drop_changed(pages: &Pages, news: &[changes::Change]) {
    let keys: Vec<(i64, String)> = news.iter().map(|change| (change.number, change.key())).collect();
    pages.drop_keys(keys.iter().map(|(number, key)| (*number, key.as_str())));
}
