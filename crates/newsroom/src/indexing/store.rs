//! All SQL of search: the texts of published articles, with who signs and where they stand.

use std::collections::HashMap;

use database::{Id, Select, Timestamp, Tx};

use crate::Error;
use crate::naming::{NameRow, Names, best, group};

/// A published article as search and neighbours see it.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub id: Id,
    pub language: String,
    pub published_at: Timestamp,
    pub headline: String,
    pub standfirst: String,
    /// The document, as JSON.
    pub body: String,
    pub sections: Vec<Id>,
    pub authors: Vec<Id>,
    /// The names that sign, in one text.
    pub bylines: String,
    /// The names of its topics, in one text.
    pub topics: String,
}

impl Text {
    /// The words of the body. A body that cannot be read is said in the log and counts as empty: it must not keep every
    /// other article from being found.
    pub(crate) fn plain(&self) -> String {
        plain(self.id, &self.body)
    }
}

/// The words of an article's body.
pub(super) fn plain(id: Id, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    match document::from_json(body) {
        Ok(document) => document::plain_text(&document),
        Err(error) => {
            tracing::error!(article = id, %error, "the body of an article cannot be read");
            String::new()
        }
    }
}

/// An article that readers do not see, as it is being written.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Draft {
    pub id: Id,
    pub language: String,
    pub headline: String,
    pub standfirst: String,
    pub body: String,
    pub updated_at: Timestamp,
}

/// The articles that readers do not see, changed after a time and id, the longest unchanged first.
pub(super) async fn drafts_since(tx: &mut Tx, (at, id): (Timestamp, Id), limit: i64) -> Result<Vec<Draft>, Error> {
    Ok(database::fetch_all!(
        tx,
        Draft,
        "SELECT a.id, a.language, w.headline, w.standfirst, w.body, a.updated_at FROM article a JOIN working_copy w ON w.article = a.id
         WHERE a.state IN ('idea', 'draft', 'in_review', 'ready', 'scheduled', 'unpublished', 'retracted')
           AND (a.updated_at, a.id) > ($1, $2) ORDER BY a.updated_at, a.id LIMIT $3",
        at,
        id,
        limit
    )?)
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: Id,
    language: String,
    published_at: Timestamp,
    headline: String,
    standfirst: String,
    body: String,
}

const TEXT: &str = "SELECT a.id, a.language, a.published_at, r.headline, r.standfirst, r.body
 FROM article a JOIN revision r ON r.id = a.published_revision
 WHERE a.state = 'published' AND a.trashed_at IS NULL AND a.published_at IS NOT NULL";

/// Those of these articles that readers can see.
pub(crate) async fn texts(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Text>, Error> {
    let rows = Select::new(TEXT).push_in("AND a.id IN", ids).fetch_all(tx).await?;
    complete(tx, rows).await
}

/// The next articles that readers can see after the id `after`, by id.
pub(crate) async fn text_page(tx: &mut Tx, after: Id, limit: i64) -> Result<Vec<Text>, Error> {
    let rows = Select::new(TEXT).push("AND a.id > {} ORDER BY a.id LIMIT {}", [after.into(), limit.into()]).fetch_all(tx).await?;
    complete(tx, rows).await
}

async fn complete(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Text>, Error> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut sections: HashMap<Id, Vec<Id>> = HashMap::new();
    let in_sections: Vec<(Id, Id)> =
        Select::new("SELECT article, section FROM article_section").push_in("WHERE article IN", &ids).fetch_all(tx).await?;
    for (article, section) in in_sections {
        sections.entry(article).or_default().push(section);
    }
    let mut authors: HashMap<Id, Vec<Id>> = HashMap::new();
    let signed: Vec<(Id, Id)> = Select::new("SELECT article, contributor FROM article_byline")
        .push_in("WHERE article IN", &ids)
        .push("ORDER BY article, position", [])
        .fetch_all(tx)
        .await?;
    for (article, contributor) in &signed {
        authors.entry(*article).or_default().push(*contributor);
    }
    let mut contributors: Vec<Id> = signed.into_iter().map(|(_, contributor)| contributor).collect();
    contributors.sort_unstable();
    contributors.dedup();
    let names: Vec<NameRow> = Select::new("SELECT contributor AS id, language, name, slug, '' AS text FROM contributor_name")
        .push_in("WHERE contributor IN", &contributors)
        .fetch_all(tx)
        .await?;
    let names = group(names);
    let mut topics = topics_of(tx, &ids).await?;
    let text = |row: Row| {
        let authors = authors.remove(&row.id).unwrap_or_default();
        let bylines: Vec<&str> =
            authors.iter().filter_map(|author| best(names.get(author)?, &row.language, "").map(|name| name.name.as_str())).collect();
        let of_article = topics.remove(&row.id).unwrap_or_default();
        let topics: Vec<&str> =
            of_article.iter().filter_map(|names| best(names, &row.language, "")).map(|name| name.name.as_str()).collect();
        Text {
            bylines: bylines.join(", "),
            topics: topics.join(", "),
            sections: sections.remove(&row.id).unwrap_or_default(),
            id: row.id,
            language: row.language,
            published_at: row.published_at,
            headline: row.headline,
            standfirst: row.standfirst,
            body: row.body,
            authors,
        }
    };
    Ok(rows.into_iter().map(text).collect())
}

async fn topics_of(tx: &mut Tx, articles: &[Id]) -> Result<HashMap<Id, Vec<Names>>, Error> {
    let pairs: Vec<(Id, Id)> =
        Select::new("SELECT article, topic FROM article_topic").push_in("WHERE article IN", articles).fetch_all(tx).await?;
    let mut topics: Vec<Id> = pairs.iter().map(|(_, topic)| *topic).collect();
    topics.sort_unstable();
    topics.dedup();
    let names: Vec<NameRow> = Select::new("SELECT topic AS id, language, name, slug, '' AS text FROM topic_name")
        .push_in("WHERE topic IN", &topics)
        .fetch_all(tx)
        .await?;
    let names = group(names);
    let mut found: HashMap<Id, Vec<Names>> = HashMap::new();
    for (article, topic) in pairs {
        found.entry(article).or_default().extend(names.get(&topic).cloned());
    }
    Ok(found)
}
