//! The sample newsroom: an invented region of three rivers, invented people, invented news.
//!
//! Guarantees: nobody and nothing in it is real; every address is of a reserved domain; it is written by the same use-cases
//! as a newsroom's own work.

mod content;
mod generate;
mod hands;
mod illustrate;
mod many;
mod pictures;
mod readers;

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use newsroom::accounts::NewAccount;
use newsroom::contributors::{ContributorKind, Details};
use newsroom::naming::{Name, Names};
use newsroom::site::{Legal, MailIdentity, SetUp};
use newsroom::topics::TopicKind;
use newsroom::{Actor, App, Error, Id, articles, contributors, mailings, sections, site, topics};

use content::Text;
pub use many::fill as fill_many;

/// Microseconds of a day.
const DAY: i64 = 24 * 3600 * newsroom::MICROS_PER_SECOND;

/// Sections: French, English, Serbian in both scripts.
const SECTIONS: [[&str; 4]; 6] = [
    ["Politique", "Politics", "Politika", "Политика"],
    ["Économie", "Economy", "Privreda", "Привреда"],
    ["Rivières", "Rivers", "Reke", "Реке"],
    ["Société", "Society", "Društvo", "Друштво"],
    ["Culture", "Culture", "Kultura", "Култура"],
    ["Reportages", "Reports", "Reportaže", "Репортаже"],
];

/// Who signs, besides the newsroom itself: kind, name, a few words.
const SIGNERS: [(ContributorKind, &str, &str); 4] = [
    (
        ContributorKind::Person,
        "Milica Dobravac",
        "Milica Dobravac suit la vie des communes du Val et tient la chronique des conseils municipaux.",
    ),
    (ContributorKind::Person, "Đorđe Lisak", "Đorđe Lisak écrit sur l’eau, l’énergie et ceux qui en vivent."),
    (ContributorKind::Person, "Ana Verel", "Ana Verel photographie les trois rivières depuis quinze ans."),
    (ContributorKind::Pseudonym, "La Vigie", "La Vigie observe le lac depuis la rive nord."),
];

fn plain(error: Error) -> anyhow::Error {
    anyhow!("{error}")
}

fn named(names: [&str; 4]) -> Names {
    let tags = ["fr", "en", "sr-Latn", "sr-Cyrl"];
    tags.iter().zip(names).map(|(tag, name)| ((*tag).to_owned(), Name { name: name.to_owned(), ..Name::default() })).collect()
}

/// Writes the sample newsroom into an empty application.
pub async fn fill(app: &App) -> Result<()> {
    let account = set_up(app).await?;
    let actor = Actor::desk(account, "127.0.0.1");
    let mut places = Places::default();
    for names in SECTIONS {
        let id = sections::create(app, &actor, named(names)).await.map_err(plain)?;
        for name in names {
            places.sections.insert(name.to_owned(), id);
        }
    }
    sign(app, &actor).await?;
    for (index, (kind, name, about)) in (0_u32..).zip(SIGNERS) {
        let own = Name { name: name.to_owned(), text: about.to_owned(), ..Name::default() };
        let other = Name { name: name.to_owned(), ..Name::default() };
        let names = Names::from([
            ("fr".to_owned(), own),
            ("en".to_owned(), other.clone()),
            ("sr-Latn".to_owned(), other.clone()),
            ("sr-Cyrl".to_owned(), other),
        ]);
        let portrait = match kind {
            ContributorKind::Person => Some(illustrate::portrait(app, &actor, name, pictures::person(index)).await?),
            _ => None,
        };
        let details = Details { kind, names, portrait, private_name: String::new(), email: String::new() };
        places.signers.insert(name.to_owned(), contributors::create(app, &actor, details).await.map_err(plain)?);
    }
    let texts = content::all()?;
    places.pictures = illustrate::bring(app, &actor, &texts).await?;
    readers::write(app, &actor).await?;
    hands::write(app, &actor, &places.sections).await?;
    let newest = texts.iter().rposition(|text| text.language == "fr");
    for (index, text) in texts.iter().enumerate() {
        // One mailing, so that the desk has something to show.
        let mailing = if Some(index) == newest { mailings::Choice::Send } else { mailings::Choice::Not };
        publish(app, &actor, &mut places, text, mailing).await.with_context(|| format!("the sample article \"{}\"", text.headline))?;
    }
    Ok(())
}

/// The newsroom's own byline gets its sign.
async fn sign(app: &App, actor: &Actor) -> Result<()> {
    let mut tx = app.read().await.map_err(plain)?;
    let id = site::load(&mut tx).await.map_err(plain)?.identity.default_contributor.context("a newsroom without its byline")?;
    let one = contributors::by_id(&mut tx, id).await.map_err(plain)?.context("a byline without its contributor")?;
    drop(tx);
    let portrait = Some(illustrate::portrait(app, actor, "La rédaction du Courrier", pictures::newsroom()).await?);
    let details = Details { kind: one.kind, names: one.names, portrait, private_name: String::new(), email: String::new() };
    contributors::update(app, actor, id, details).await.map_err(plain)?;
    Ok(())
}

async fn set_up(app: &App) -> Result<Id> {
    let input = SetUp {
        name: "Le Courrier des Trois Rivières".to_owned(),
        description: "Nouvelles du Val, des lacs et des collines".to_owned(),
        languages: ["fr", "en", "sr-Latn", "sr-Cyrl"].map(str::to_owned).into(),
        zone: "Europe/Paris".to_owned(),
        account: NewAccount {
            name: "Milica Dobravac".to_owned(),
            email: "milica@courrier.example".to_owned(),
            password: newsroom::accounts::unguessable(app).map_err(plain)?,
            language: "fr".to_owned(),
        },
        collective: "La rédaction du Courrier".to_owned(),
        legal: Legal {
            publisher: "Association des Amis du Courrier des Trois Rivières".to_owned(),
            address: "3, quai des Tanneurs\nDobrava".to_owned(),
            director: "Milica Dobravac".to_owned(),
            host: "Cette machine même : c’est une démonstration".to_owned(),
            contact: "redaction@courrier.example".to_owned(),
            registration: String::new(),
        },
        mail: MailIdentity {
            from: "lettre@courrier.example".to_owned(),
            reply_to: "redaction@courrier.example".to_owned(),
            hold_minutes: 0,
            bounces: String::new(),
        },
    };
    site::set_up(app, &Actor::system(), input).await.map_err(plain)
}

/// What has an id so far, by name.
#[derive(Debug, Default)]
struct Places {
    sections: BTreeMap<String, Id>,
    signers: BTreeMap<String, Id>,
    topics: BTreeMap<String, Id>,
    families: BTreeMap<String, Id>,
    pictures: illustrate::Pictures,
}

async fn topic(app: &App, actor: &Actor, places: &mut Places, name: &str) -> Result<Id> {
    if let Some(id) = places.topics.get(name) {
        return Ok(*id);
    }
    let id = topics::create(app, actor, TopicKind::Theme, named([name; 4])).await.map_err(plain)?;
    places.topics.insert(name.to_owned(), id);
    Ok(id)
}

async fn publish(app: &App, actor: &Actor, places: &mut Places, text: &Text, mailing: mailings::Choice) -> Result<()> {
    let family = places.families.get(&text.family).copied();
    let id = articles::create(app, actor, &text.language, &text.headline, family).await.map_err(plain)?;
    if !text.family.is_empty() {
        places.families.entry(text.family.clone()).or_insert(id);
    }
    let mut tx = app.read().await.map_err(plain)?;
    let copy = articles::working_copy(&mut tx, id).await.map_err(plain)?.context("a new article without a working copy")?;
    drop(tx);
    let mut of = Vec::new();
    for name in &text.topics {
        of.push(topic(app, actor, places, name).await?);
    }
    let mut bylines = copy.content.bylines.clone();
    if !text.by.is_empty() {
        bylines.clear();
        for name in &text.by {
            let contributor = *places.signers.get(name).with_context(|| format!("nobody is called {name}"))?;
            bylines.push(articles::Byline { contributor, role: articles::BylineRole::Text });
        }
    }
    let drawn = places.pictures.clone();
    let picture = move |address: &str| Some(format!("media:{}", drawn.get(address.strip_prefix("picture:")?)?));
    let options = document::ImportOptions { media: Some(std::sync::Arc::new(picture)), link: None };
    let content = articles::Content {
        kicker: text.kicker.clone(),
        standfirst: text.standfirst.clone(),
        body: document::to_json(&document::from_html(&text.html, &options).0),
        image: text.picture.as_ref().and_then(|drawing| places.pictures.get(&drawing.what)).copied(),
        section: Some(*places.sections.get(&text.section).with_context(|| format!("there is no section {}", text.section))?),
        topics: of,
        bylines,
        ..copy.content
    };
    articles::save(app, actor, id, copy.number, content).await.map_err(plain)?;
    let published_at = Some(app.now() - text.days * DAY - 3 * DAY / 24);
    let how = articles::Publish { mailing, published_at, ..articles::Publish::default() };
    articles::publish(app, actor, id, &how).await.map_err(plain)?;
    Ok(())
}
