//! All SQL of topics.

use database::{Id, Select, Timestamp, Tx};

use crate::Error;
use crate::naming::{NameRow, Names, group};

/// What kind of thing a topic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicKind {
    /// A place.
    Place,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A theme.
    Theme,
}

impl TopicKind {
    /// All kinds, in the order the desk offers them.
    pub const ALL: [TopicKind; 4] = [TopicKind::Place, TopicKind::Person, TopicKind::Organisation, TopicKind::Theme];

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            TopicKind::Place => "place",
            TopicKind::Person => "person",
            TopicKind::Organisation => "organisation",
            TopicKind::Theme => "theme",
        }
    }

    /// Reads what [`TopicKind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<TopicKind> {
        TopicKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: TopicKind,
    /// Its names by language.
    pub names: Names,
}

fn topics(rows: Vec<(Id, String)>, names: Vec<NameRow>) -> Vec<Topic> {
    let mut names = group(names);
    rows.into_iter()
        .map(|(id, kind)| Topic {
            id,
            kind: TopicKind::parse(&kind).unwrap_or(TopicKind::Theme),
            names: names.remove(&id).unwrap_or_default(),
        })
        .collect()
}

/// All topics, in the order they were made; sort them by name for people.
pub async fn all(tx: &mut Tx) -> Result<Vec<Topic>, Error> {
    let rows: Vec<(Id, String)> = database::fetch_all!(tx, (Id, String), "SELECT id, kind FROM topic ORDER BY id")?;
    let names: Vec<NameRow> =
        database::fetch_all!(tx, NameRow, "SELECT topic AS id, language, name, slug, description AS text FROM topic_name")?;
    Ok(topics(rows, names))
}

/// One topic.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Topic>, Error> {
    Ok(by_ids(tx, &[id]).await?.pop())
}

/// These topics.
pub async fn by_ids(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Topic>, Error> {
    let rows = Select::new("SELECT id, kind FROM topic").push_in("WHERE id IN", ids).fetch_all(tx).await?;
    let names = Select::new("SELECT topic AS id, language, name, slug, description AS text FROM topic_name")
        .push_in("WHERE topic IN", ids)
        .fetch_all(tx)
        .await?;
    Ok(topics(rows, names))
}

pub(super) async fn articles_of(tx: &mut Tx, id: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT article FROM article_topic WHERE topic = $1", id)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn upsert(tx: &mut Tx, id: Id, kind: TopicKind, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO topic (id, kind, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, updated_at = excluded.updated_at",
        id,
        kind.as_str(),
        now
    )?;
    Ok(())
}

pub(super) async fn set_names(tx: &mut Tx, id: Id, names: &Names) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM topic_name WHERE topic = $1", id)?;
    for (language, name) in names {
        database::execute!(
            tx,
            "INSERT INTO topic_name (topic, language, name, slug, description) VALUES ($1, $2, $3, $4, $5)",
            id,
            language.as_str(),
            name.name.as_str(),
            name.slug.as_str(),
            name.text.as_str()
        )?;
    }
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM article_topic WHERE topic = $1", id)?;
    database::execute!(tx, "DELETE FROM topic WHERE id = $1", id)?;
    Ok(())
}
