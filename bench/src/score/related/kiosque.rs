//! The product: the texts are imported into a fresh newsroom, and its follower of related articles is asked.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Result, anyhow};
use language::Tag;
use newsroom::articles::{Content, ImportArticle, State};
use newsroom::imports::{Body, Incoming, Outcome};
use newsroom::naming::{Name, Names};
use newsroom::related::{Follower, Text};
use newsroom::testing::{self, TestApp};
use newsroom::{Actor, Id, imports, sections};

use super::texts::Article;

/// Microseconds of a day.
const DAY: i64 = 24 * 3600 * newsroom::MICROS_PER_SECOND;
/// Articles of one transaction.
const BATCH: usize = 200;

/// A newsroom with the texts in it.
pub(crate) struct Kiosque {
    ids: Vec<Id>,
    places: HashMap<Id, usize>,
    follower: Follower,
    _newsroom: TestApp,
}

fn plain(error: newsroom::Error) -> anyhow::Error {
    anyhow!("{error}")
}

impl Kiosque {
    pub(crate) async fn new(articles: &[Article]) -> Result<Self> {
        let newsroom = testing::set_up().await.map_err(plain)?;
        let app = &newsroom.app;
        let mut of_sections: BTreeMap<&str, Id> = BTreeMap::new();
        for article in articles {
            if !of_sections.contains_key(article.section.as_str()) {
                let name = if article.section.is_empty() { "Articles" } else { &article.section };
                let names = Names::from([("fr".to_owned(), Name { name: name.to_owned(), ..Name::default() })]);
                of_sections.insert(&article.section, sections::create(app, &Actor::import(), names).await.map_err(plain)?);
            }
        }
        let ids: Vec<Id> = articles.iter().map(|_| app.ids.next()).collect();
        for (articles, ids) in articles.chunks(BATCH).zip(ids.chunks(BATCH)) {
            let items: Vec<Incoming> = articles
                .iter()
                .zip(ids)
                .map(|(article, id)| incoming(article, *id, of_sections.get(article.section.as_str()).copied()))
                .collect();
            let outcomes = imports::write(app, &Actor::import(), "score", &items).await.map_err(plain)?;
            anyhow::ensure!(outcomes.iter().all(|outcome| *outcome == Outcome::Imported), "an article was not imported");
        }
        let mut follower = Follower::default();
        follower.load(app).await.map_err(plain)?;
        anyhow::ensure!(follower.len() == articles.len(), "{} of {} articles are in memory", follower.len(), articles.len());
        let places = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        Ok(Self { ids, places, follower, _newsroom: newsroom })
    }

    /// The nearest articles of one among those of its day and earlier.
    pub(crate) fn near(&self, articles: &[Article], at: usize, most: usize) -> Vec<usize> {
        let until = date(&articles[at]);
        self.follower.as_of(self.ids[at], most, until).iter().map(|neighbour| self.places[&neighbour.id]).collect()
    }

    /// The nearest articles of a text that is none of them, whatever the date.
    pub(crate) fn near_text(&self, text: &str, most: usize) -> Result<Vec<usize>> {
        let language = Tag::parse("fr")?;
        let text = Text { id: 0, language: &language, date: date(&Article::default()), headline: "", text };
        Ok(self.follower.near_text(&text, most).iter().map(|neighbour| self.places[&neighbour.id]).collect())
    }
}

fn date(article: &Article) -> i64 {
    article.day * DAY
}

fn incoming(article: &Article, id: Id, section: Option<Id>) -> Incoming {
    let escaped = article.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let content = Content {
        headline: article.headline.clone(),
        standfirst: article.lead.clone(),
        body: testing::body(&escaped),
        section,
        ..Content::default()
    };
    let body = ImportArticle {
        id: Some(id),
        language: "fr".to_owned(),
        family: None,
        state: State::Published,
        content,
        published_at: date(article),
        readers_told_at: None,
        guid: String::new(),
        path: Some(format!("/score/{}", article.key)),
        note: String::new(),
        sticky: false,
    };
    Incoming {
        key: article.key.clone(),
        id,
        hash: "1".to_owned(),
        former: String::new(),
        former_at: 0,
        overwrite: false,
        body: Body::Article(Box::new(body)),
        language: "fr".to_owned(),
        addresses: Vec::new(),
        findings: Vec::new(),
    }
}
