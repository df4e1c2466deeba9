//! A newsroom of any size: generated articles written in batches, as an import writes them.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use newsroom::articles::{Byline, BylineRole, Content, ImportArticle, State};
use newsroom::imports::{self, Body, Incoming, Outcome};
use newsroom::naming::{Name, Names};
use newsroom::topics::TopicKind;
use newsroom::{Actor, App, Id, contributors, sections, topics};

use super::content::Text;
use super::generate::Generator;
use super::{DAY, plain};

/// Articles of one transaction.
const BATCH: u64 = 250;
/// Places that have a topic of their own; the others are only names.
const TOPICS: usize = 300;

/// What generated articles refer to, by name.
struct Around {
    sections: BTreeMap<String, Id>,
    topics: BTreeMap<String, Id>,
    signers: Vec<Id>,
}

/// Writes `count` generated articles into a newsroom that has the demo's sections; tells how many are done.
pub async fn fill(app: &App, count: u64, mut done: impl FnMut(u64)) -> Result<()> {
    let generator = Generator::new(count);
    let mut around = around(app).await?;
    let now = app.now();
    let mut from = 0;
    while from < count {
        let to = (from + BATCH).min(count);
        let mut items = Vec::new();
        for number in from..to {
            let text = generator.article(number);
            let of = topics_of(app, &mut around, &text).await?;
            items.push(incoming(app, &around, number, text, of, now));
        }
        let outcomes = imports::write(app, &Actor::import(), "demo", &items).await.map_err(plain)?;
        ensure!(outcomes.iter().all(|outcome| *outcome == Outcome::Imported), "a generated article was not written");
        from = to;
        done(from);
    }
    Ok(())
}

async fn around(app: &App) -> Result<Around> {
    let mut tx = app.read().await.map_err(plain)?;
    let mut found = Around { sections: BTreeMap::new(), topics: BTreeMap::new(), signers: Vec::new() };
    for section in sections::all(&mut tx).await.map_err(plain)? {
        found.sections.extend(section.names.values().map(|name| (name.name.clone(), section.id)));
    }
    found.signers = contributors::all(&mut tx).await.map_err(plain)?.into_iter().map(|one| one.id).collect();
    Ok(found)
}

async fn topics_of(app: &App, around: &mut Around, text: &Text) -> Result<Vec<Id>> {
    let mut of = Vec::new();
    for name in &text.topics {
        if let Some(id) = around.topics.get(name) {
            of.push(*id);
        } else if around.topics.len() < TOPICS {
            let names = Names::from([("fr".to_owned(), Name { name: name.clone(), ..Name::default() })]);
            let id = topics::create(app, &Actor::import(), TopicKind::Place, names).await.map_err(plain)?;
            around.topics.insert(name.clone(), id);
            of.push(id);
        }
    }
    Ok(of)
}

fn incoming(app: &App, around: &Around, number: u64, text: Text, topics: Vec<Id>, now: newsroom::Timestamp) -> Incoming {
    let id = app.ids.next();
    let signer = around.signers.get(usize::try_from(number).unwrap_or(0) % around.signers.len().max(1));
    let content = Content {
        headline: text.headline,
        standfirst: text.standfirst,
        body: document::to_json(&document::from_html(&text.html, &document::ImportOptions::default()).0),
        section: around.sections.get(&text.section).copied(),
        topics,
        bylines: signer.map(|contributor| Byline { contributor: *contributor, role: BylineRole::Text }).into_iter().collect(),
        ..Content::default()
    };
    let article = ImportArticle {
        id: Some(id),
        language: text.language.clone(),
        family: None,
        state: State::Published,
        content,
        // Spread over the day, so that lists have an order.
        published_at: now - text.days * DAY - i64::try_from(number % 86_400).unwrap_or(0) * newsroom::MICROS_PER_SECOND,
        readers_told_at: None,
        guid: String::new(),
        path: None,
        note: String::new(),
        sticky: false,
    };
    Incoming {
        key: number.to_string(),
        id,
        hash: "1".to_owned(),
        former: String::new(),
        former_at: 0,
        overwrite: false,
        body: Body::Article(Box::new(article)),
        language: text.language,
        addresses: Vec::new(),
        findings: Vec::new(),
    }
}
