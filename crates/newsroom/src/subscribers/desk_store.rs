//! SQL of the desk's list of subscribers.

use std::collections::BTreeMap;

use database::{Id, Select, Timestamp, Tx};

use super::State;
use crate::Error;

/// Which subscribers the desk asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// Whose address holds these words (folded, each anywhere).
    pub words: String,
    /// Who chose this newsletter.
    pub newsletter: Option<Id>,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who.
    pub id: Id,
    /// Their address.
    pub address: String,
    /// The language they are written to in.
    pub language: String,
    /// Their state, as written in the database.
    pub state: String,
    /// When they first asked.
    pub created_at: Timestamp,
    /// When they confirmed last.
    pub confirmed_at: Option<Timestamp>,
    /// What they chose.
    pub newsletters: Vec<Id>,
}

type Row = (Id, String, String, String, Timestamp, Option<Timestamp>);

/// Subscribers, the newest first, those before `before` (an id).
pub async fn list(tx: &mut Tx, filter: &Filter, before: Option<Id>, limit: i64) -> Result<Vec<Listed>, Error> {
    let mut select = Select::new("SELECT s.id, s.address, s.language, s.state, s.created_at, s.confirmed_at FROM subscriber s");
    match filter.newsletter {
        Some(newsletter) => select.push("JOIN subscription n ON n.subscriber = s.id WHERE n.newsletter = {}", [newsletter.into()]),
        None => select.push("WHERE 1 = 1", []),
    };
    if let Some(state) = filter.state {
        select.push("AND s.state = {}", [state.as_str().into()]);
    }
    for word in language::fold_simple(&filter.words).split_whitespace() {
        // `_` stands for any one sign, itself among them: addresses have it, and a few more found do no harm.
        let pattern = format!("%{}%", word.replace(['%', '\\'], ""));
        select.push("AND s.normalised LIKE {}", [pattern.into()]);
    }
    if let Some(before) = before {
        select.push("AND s.id < {}", [before.into()]);
    }
    select.push("ORDER BY s.id DESC LIMIT {}", [limit.into()]);
    let rows: Vec<Row> = select.fetch_all(tx).await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.0).collect();
    let mut chosen = choices(tx, &ids).await?;
    let listed = |(id, address, language, state, created_at, confirmed_at): Row| Listed {
        id,
        address,
        language,
        state,
        created_at,
        confirmed_at,
        newsletters: chosen.remove(&id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(listed).collect())
}

async fn choices(tx: &mut Tx, ids: &[Id]) -> Result<BTreeMap<Id, Vec<Id>>, Error> {
    let mut of: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for some in ids.chunks(500) {
        let mut select = Select::new("SELECT subscriber, newsletter FROM subscription");
        select.push_in("WHERE subscriber IN", some);
        let rows: Vec<(Id, Id)> = select.fetch_all(tx).await?;
        for (subscriber, newsletter) in rows {
            of.entry(subscriber).or_default().push(newsletter);
        }
    }
    Ok(of)
}

/// How many subscribers are in each state.
pub async fn states(tx: &mut Tx) -> Result<BTreeMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> = database::fetch_all!(tx, (String, i64), "SELECT state, COUNT(*) FROM subscriber GROUP BY state")?;
    Ok(rows.into_iter().collect())
}
