//! What there is to do at the desk: lists of articles by whom they wait for.

use database::{Id, Select, Timestamp, Tx};

use crate::Error;

/// A row of such a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TodoRow {
    /// The article.
    pub id: Id,
    /// Its language tag.
    pub language: String,
    /// Its state, as written in the database.
    pub state: String,
    /// The headline being written.
    pub headline: String,
    /// The account that made it.
    pub owner: Option<Id>,
    /// Whom it waits for.
    pub assignee: Option<Id>,
    /// When it will be published.
    pub scheduled_at: Option<Timestamp>,
    /// When it was altered last.
    pub updated_at: Timestamp,
    /// A lawyer has to look at it.
    pub flag_legal: bool,
    /// It needs a picture.
    pub flag_picture: bool,
    /// It is to be translated.
    pub flag_translation: bool,
}

/// Which articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Given to this account.
    Given(Id),
    /// To be reviewed, by nobody in particular.
    Review,
    /// Good to publish, by nobody in particular.
    Ready,
    /// Flagged and not yet published.
    Flagged,
    /// To be published by the clock, the next one first.
    Scheduled,
    /// Begun by this account and in its hands.
    Begun(Id),
    /// Begun by this account and with others now.
    Away(Id),
}

/// The articles that wait so, those altered last first.
pub async fn waiting(tx: &mut Tx, what: Waiting, limit: i64) -> Result<Vec<TodoRow>, Error> {
    let mut select = Select::new(
        "SELECT a.id, a.language, a.state, COALESCE(w.headline, a.headline) AS headline, a.owner, a.assignee, a.scheduled_at, a.updated_at,
           a.flag_legal, a.flag_picture, a.flag_translation
         FROM article a LEFT JOIN working_copy w ON w.article = a.id WHERE a.trashed_at IS NULL",
    );
    match what {
        Waiting::Given(me) => select.push("AND a.assignee = {} AND a.state IN ('idea', 'draft', 'in_review', 'ready')", [me.into()]),
        Waiting::Review => select.push("AND a.state = 'in_review' AND a.assignee IS NULL", []),
        Waiting::Ready => select.push("AND a.state = 'ready' AND a.assignee IS NULL", []),
        Waiting::Flagged => select.push(
            "AND a.state IN ('idea', 'draft', 'in_review', 'ready', 'scheduled') AND (a.flag_legal OR a.flag_picture OR a.flag_translation)",
            [],
        ),
        Waiting::Scheduled => select.push("AND a.state = 'scheduled'", []),
        Waiting::Begun(me) => select.push("AND a.owner = {} AND a.state IN ('idea', 'draft') AND a.assignee IS NULL", [me.into()]),
        Waiting::Away(me) => select.push(
            "AND a.owner = {} AND (a.state IN ('in_review', 'ready', 'scheduled') OR (a.state IN ('idea', 'draft') AND a.assignee IS NOT NULL))
             AND (a.assignee IS NULL OR a.assignee <> {})",
            [me.into(), me.into()],
        ),
    };
    select.push(
        if what == Waiting::Scheduled {
            "ORDER BY a.scheduled_at, a.id LIMIT {}"
        } else {
            "ORDER BY a.updated_at DESC, a.id DESC LIMIT {}"
        },
        [limit.into()],
    );
    Ok(select.fetch_all(tx).await?)
}
