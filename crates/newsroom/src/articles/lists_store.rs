//! Lists of articles: cards for readers, rows for the desk. Keyset pages, newest first.

use database::{Id, Select, Timestamp, Tx};

use super::{Flag, State};
use crate::Error;

/// What a card shows of a published article.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Card {
    /// The article.
    pub id: Id,
    /// Its language tag.
    pub language: String,
    /// Its headline.
    pub headline: String,
    /// Its excerpt.
    pub excerpt: String,
    /// The section that labels it.
    pub section: Option<Id>,
    /// Its picture.
    pub image: Option<Id>,
    /// Its date.
    pub published_at: Timestamp,
    /// When readers were told of an update.
    pub readers_told_at: Option<Timestamp>,
    /// Its path.
    pub path: String,
}

/// Where a page of a list begins: strictly after this date and id. None: at the beginning.
pub type Keyset = Option<(Timestamp, Id)>;

// The path is a subquery, not a join: SQLite would begin such a join with every address of an article.
const CARD: &str = "SELECT a.id, a.language, a.headline, a.excerpt, a.section, a.image, a.published_at, a.readers_told_at,
   COALESCE((SELECT d.path FROM address d WHERE d.kind = 'article' AND d.subject = a.id AND d.language = a.language
     AND d.state = 'current'), '') AS path FROM article a";
const VISIBLE: &str = "a.state = 'published' AND a.trashed_at IS NULL";

/// Row values for keyset pages: (date, id) strictly below the last one shown.
fn page_of_articles(select: &mut Select, after: Keyset, limit: i64) {
    if let Some((date, last)) = after {
        select.push("AND (a.published_at, a.id) < ({}, {})", [date.into(), last.into()]);
    }
    select.push("ORDER BY a.published_at DESC, a.id DESC LIMIT {}", [limit.into()]);
}

/// The cards of these articles that readers can see, in the order of `ids`.
pub async fn cards(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Card>, Error> {
    let mut select = Select::new(CARD);
    // The concatenation keeps SQLite from walking every published article by the index of states: the ids are the short way.
    select.push("WHERE a.state || '' = 'published' AND a.trashed_at IS NULL", []).push_in("AND a.id IN", ids);
    let mut found: Vec<Card> = select.fetch_all(tx).await?;
    found.sort_by_key(|card| ids.iter().position(|id| *id == card.id));
    Ok(found)
}

/// The latest articles of a language.
pub async fn latest(tx: &mut Tx, language: &str, after: Keyset, limit: i64) -> Result<Vec<Card>, Error> {
    let mut select = Select::new(CARD);
    select.push("WHERE a.language = {} AND", [language.into()]).push(VISIBLE, []);
    page_of_articles(&mut select, after, limit);
    Ok(select.fetch_all(tx).await?)
}

/// The latest articles of a month: `from` to before `to`.
pub async fn by_month(
    tx: &mut Tx,
    language: &str,
    (from, to): (Timestamp, Timestamp),
    after: Keyset,
    limit: i64,
) -> Result<Vec<Card>, Error> {
    let mut select = Select::new(CARD);
    select
        .push("WHERE a.language = {} AND a.published_at >= {} AND a.published_at < {} AND", [language.into(), from.into(), to.into()])
        .push(VISIBLE, []);
    page_of_articles(&mut select, after, limit);
    Ok(select.fetch_all(tx).await?)
}

async fn by_list(tx: &mut Tx, join: &'static str, subject: Id, language: &str, after: Keyset, limit: i64) -> Result<Vec<Card>, Error> {
    let mut select = Select::new(CARD);
    select.push(join, [subject.into(), language.into()]).push("AND", []).push(VISIBLE, []);
    if let Some((date, last)) = after {
        select.push("AND (l.published_at, l.article) < ({}, {})", [date.into(), last.into()]);
    }
    select.push("ORDER BY l.published_at DESC, l.article DESC LIMIT {}", [limit.into()]);
    Ok(select.fetch_all(tx).await?)
}

/// The latest articles of a section, those that stand there additionally too.
pub async fn by_section(tx: &mut Tx, section: Id, language: &str, after: Keyset, limit: i64) -> Result<Vec<Card>, Error> {
    let join = "JOIN article_section l ON l.article = a.id WHERE l.section = {} AND l.language = {}";
    by_list(tx, join, section, language, after, limit).await
}

/// The latest articles of a topic.
pub async fn by_topic(tx: &mut Tx, topic: Id, language: &str, after: Keyset, limit: i64) -> Result<Vec<Card>, Error> {
    let join = "JOIN article_topic l ON l.article = a.id WHERE l.topic = {} AND l.language = {}";
    by_list(tx, join, topic, language, after, limit).await
}

/// The latest articles a contributor signed.
pub async fn by_contributor(tx: &mut Tx, contributor: Id, language: &str, after: Keyset, limit: i64) -> Result<Vec<Card>, Error> {
    let join = "JOIN (SELECT DISTINCT article, published_at FROM article_byline WHERE contributor = {} AND language = {}) l ON l.article = a.id WHERE 1 = 1";
    by_list(tx, join, contributor, language, after, limit).await
}

/// The lead of the home page: marked by the editor until replaced, else the newest.
pub async fn lead(tx: &mut Tx, language: &str) -> Result<Option<Card>, Error> {
    let mut select = Select::new(CARD);
    select
        .push("WHERE a.language = {} AND a.lead_since IS NOT NULL AND", [language.into()])
        .push(VISIBLE, [])
        .push("ORDER BY a.lead_since DESC, a.published_at DESC, a.id DESC LIMIT 1", []);
    match select.fetch_all(tx).await?.pop() {
        Some(marked) => Ok(Some(marked)),
        None => Ok(latest(tx, language, None, 1).await?.pop()),
    }
}

/// The published articles of a translation family.
pub async fn of_family(tx: &mut Tx, family: Id) -> Result<Vec<Card>, Error> {
    let mut select = Select::new(CARD);
    select.push("WHERE a.family = {} AND", [family.into()]).push(VISIBLE, []).push("ORDER BY a.language, a.id", []);
    Ok(select.fetch_all(tx).await?)
}

/// The date of a language's newest published article before a moment. One row of the index, however many articles there are.
pub async fn newest_before(tx: &mut Tx, language: &str, before: Timestamp) -> Result<Option<Timestamp>, Error> {
    let row: Option<(Timestamp,)> = database::fetch_optional!(
        tx,
        (Timestamp,),
        "SELECT published_at FROM article WHERE language = $1 AND state = 'published' AND trashed_at IS NULL AND published_at < $2
         ORDER BY published_at DESC LIMIT 1",
        language,
        before
    )?;
    Ok(row.map(|(at,)| at))
}

/// Parts of words are looked for in so many articles, those altered last: one by one, where whole words have an index.
const FRAGMENTS_AMONG: i64 = 5_000;

/// Which articles the desk asks for.
#[derive(Clone, Debug, Default)]
pub struct DeskFilter {
    /// In this state.
    pub state: Option<State>,
    /// In this section.
    pub section: Option<Id>,
    /// In this language.
    pub language: Option<String>,
    /// Made by this account.
    pub owner: Option<Id>,
    /// With this flag.
    pub flag: Option<Flag>,
    /// Published at or after this time; where nothing was published, altered. With either end the list is in this order.
    pub from: Option<Timestamp>,
    /// Published (else altered) before this time.
    pub to: Option<Timestamp>,
    /// Whose headline, kicker, standfirst or slug has these words (folded, each anywhere), or a signature of the published one:
    /// among those altered last; and all that are among `found`.
    pub words: String,
    /// What the index found for the words.
    pub found: Vec<Id>,
    /// In the trash instead.
    pub trashed: bool,
    /// Only those that this account owns or was given.
    pub of: Option<Id>,
    /// Published ones too, whosoever they are.
    pub or_published: bool,
}

/// A row of the desk's list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DeskRow {
    /// The article.
    pub id: Id,
    /// Its language tag.
    pub language: String,
    /// Its state, as written in the database.
    pub state: String,
    /// The headline being written.
    pub headline: String,
    /// The section that labels it.
    pub section: Option<Id>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When it was altered last.
    pub updated_at: Timestamp,
    /// The account that made it.
    pub owner: Option<Id>,
    /// When it was put in the trash.
    pub trashed_at: Option<Timestamp>,
}

impl DeskFilter {
    fn is_dated(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

impl DeskRow {
    /// Where the list goes on after this one.
    pub fn mark(&self, filter: &DeskFilter) -> (Timestamp, Id) {
        (if filter.is_dated() { self.published_at.unwrap_or(self.updated_at) } else { self.updated_at }, self.id)
    }
}

/// Who has this folded word in a name.
async fn signers(tx: &mut Tx, word: &str) -> Result<Vec<Id>, Error> {
    let all = crate::contributors::all(tx).await?;
    let named = |one: &crate::contributors::Contributor| one.names.values().any(|name| language::fold_simple(&name.name).contains(word));
    Ok(all.iter().filter(|one| named(one)).map(|one| one.id).collect())
}

/// The desk's articles, last altered first; between dates, by date. Each order and condition has its index: nothing is counted.
pub async fn desk_list(tx: &mut Tx, filter: &DeskFilter, after: Keyset, limit: i64) -> Result<Vec<DeskRow>, Error> {
    let mut select = Select::new(
        "SELECT a.id, a.language, a.state, COALESCE(w.headline, a.headline) AS headline, a.section, a.published_at, a.updated_at, a.owner,
           a.trashed_at FROM article a LEFT JOIN working_copy w ON w.article = a.id WHERE",
    );
    select.push(if filter.trashed { "a.trashed_at IS NOT NULL" } else { "a.trashed_at IS NULL" }, []);
    if let Some(state) = filter.state {
        select.push("AND a.state = {}", [state.as_str().into()]);
    }
    if let Some(account) = filter.of {
        select.push("AND (a.owner = {} OR a.assignee = {}", [account.into(), account.into()]);
        select.push(if filter.or_published { "OR a.state = 'published')" } else { ")" }, []);
    }
    if let Some(section) = filter.section {
        select.push("AND a.section = {}", [section.into()]);
    }
    if let Some(language) = &filter.language {
        select.push("AND a.language = {}", [language.as_str().into()]);
    }
    if let Some(owner) = filter.owner {
        select.push("AND a.owner = {}", [owner.into()]);
    }
    match filter.flag {
        Some(Flag::Legal) => _ = select.push("AND a.flag_legal", []),
        Some(Flag::Picture) => _ = select.push("AND a.flag_picture", []),
        Some(Flag::Translation) => _ = select.push("AND a.flag_translation", []),
        None => {}
    }
    if let Some(from) = filter.from {
        select.push("AND COALESCE(a.published_at, a.updated_at) >= {}", [from.into()]);
    }
    if let Some(to) = filter.to {
        select.push("AND COALESCE(a.published_at, a.updated_at) < {}", [to.into()]);
    }
    if !filter.words.trim().is_empty() {
        select.push(
            "AND a.id IN (SELECT r.id FROM (SELECT id, search_text FROM article ORDER BY updated_at DESC, id DESC LIMIT {}) r WHERE 1 = 1",
            [FRAGMENTS_AMONG.into()],
        );
        for word in language::fold_simple(&filter.words).split_whitespace() {
            let signers = signers(tx, word).await?;
            let pattern = format!("%{}%", word.replace(['%', '_', '\\'], ""));
            select
                .push("AND (r.search_text LIKE {} OR EXISTS (SELECT 1 FROM article_byline b WHERE b.article = r.id AND", [pattern.into()])
                .push_in("b.contributor IN", &signers)
                .push("))", []);
        }
        select.push("UNION SELECT f.id FROM article f WHERE", []).push_in("f.id IN", &filter.found).push(")", []);
    }
    let (beyond, order) = if filter.is_dated() {
        (
            "AND (COALESCE(a.published_at, a.updated_at), a.id) < ({}, {})",
            "ORDER BY COALESCE(a.published_at, a.updated_at) DESC, a.id DESC LIMIT {}",
        )
    } else {
        ("AND (a.updated_at, a.id) < ({}, {})", "ORDER BY a.updated_at DESC, a.id DESC LIMIT {}")
    };
    if let Some((at, id)) = after {
        select.push(beyond, [at.into(), id.into()]);
    }
    select.push(order, [limit.into()]);
    Ok(select.fetch_all(tx).await?)
}
