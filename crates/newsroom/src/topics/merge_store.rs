//! All SQL of merging topics.

use std::collections::HashMap;

use database::{Id, Select, Tx};

use crate::Error;

/// What these topics are now, in their order, each once: merged ones are what they were merged into, deleted ones nothing.
pub async fn standing(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Id>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = Select::new("SELECT id AS topic, id AS now FROM topic");
    select.push_in("WHERE id IN", ids).push_in("UNION ALL SELECT topic, now FROM topic_former WHERE topic IN", ids);
    let now: HashMap<Id, Id> = select.fetch_all::<(Id, Id)>(tx).await?.into_iter().collect();
    let mut standing: Vec<Id> = Vec::new();
    for id in ids.iter().filter_map(|id| now.get(id)) {
        if !standing.contains(id) {
            standing.push(*id);
        }
    }
    Ok(standing)
}

pub(super) async fn move_articles(tx: &mut Tx, from: Id, into: Id) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO article_topic (article, topic, published_at, language)
         SELECT article, $2, published_at, language FROM article_topic WHERE topic = $1 ON CONFLICT (article, topic) DO NOTHING",
        from,
        into
    )?;
    database::execute!(tx, "DELETE FROM article_topic WHERE topic = $1", from)?;
    Ok(())
}

pub(super) async fn remember(tx: &mut Tx, from: Id, into: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE topic_former SET now = $2 WHERE now = $1", from, into)?;
    database::execute!(tx, "INSERT INTO topic_former (topic, now) VALUES ($1, $2)", from, into)?;
    Ok(())
}

/// The addresses of `from`, all of them moved.
pub(super) async fn move_addresses(tx: &mut Tx, from: Id, into: Id) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = database::fetch_all!(
        tx,
        (String,),
        "UPDATE address SET subject = $2, state = 'moved' WHERE kind = 'topic' AND subject = $1 RETURNING path",
        from,
        into
    )?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

pub(super) async fn uses(tx: &mut Tx) -> Result<Vec<(Id, i64)>, Error> {
    Ok(database::fetch_all!(tx, (Id, i64), "SELECT topic, COUNT(*) FROM article_topic GROUP BY topic")?)
}

/// How many of these articles stand under each topic.
pub(super) async fn topics_among(tx: &mut Tx, articles: &[Id]) -> Result<Vec<(Id, i64)>, Error> {
    let mut select = Select::new("SELECT topic, COUNT(*) AS many FROM article_topic");
    select.push_in("WHERE article IN", articles).push("GROUP BY topic ORDER BY many DESC, topic", []);
    Ok(select.fetch_all(tx).await?)
}
