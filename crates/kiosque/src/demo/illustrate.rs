//! Brings the drawn pictures into the media library of the sample newsroom, each once, with what it shows in each language.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use newsroom::media::{self, Description, Said, Words};
use newsroom::{Actor, App, Id};
use tokio::task::JoinSet;

use super::content::{Drawing, Text};
use super::{pictures, plain};

/// Who takes the pictures of the sample newsroom.
const CREDIT: &str = "Ana Verel";

/// Ids of pictures by what is drawn.
pub type Pictures = BTreeMap<String, Id>;

/// What is said of a drawing, by language.
type Spoken = BTreeMap<String, Said>;

/// Draws and brings every picture that the texts name.
pub async fn bring(app: &App, actor: &Actor, texts: &[Text]) -> Result<Pictures> {
    let mut wanted: BTreeMap<String, Spoken> = BTreeMap::new();
    for text in texts {
        for Drawing { what, alt, caption } in text.picture.iter().chain(&text.also) {
            let said = Said { alt: alt.clone(), caption: caption.clone() };
            wanted.entry(what.clone()).or_default().insert(text.language.clone(), said);
        }
    }
    let mut under_way = JoinSet::new();
    for (what, spoken) in wanted {
        let (app, actor) = (app.clone(), actor.clone());
        under_way.spawn(async move { Ok::<_, anyhow::Error>((what.clone(), one(&app, &actor, &what, spoken).await?)) });
    }
    let mut brought = Pictures::new();
    while let Some(done) = under_way.join_next().await {
        let (what, id) = done??;
        brought.insert(what, id);
    }
    Ok(brought)
}

async fn one(app: &App, actor: &Actor, what: &str, mut texts: Spoken) -> Result<Id> {
    let drawn = what.to_owned();
    let bytes = tokio::task::spawn_blocking(move || draw(&drawn)).await??;
    let name = format!("{}.png", what.replace(' ', "-"));
    let (language, first) = texts.pop_first().context("a drawing that nobody describes")?;
    let words = Words { language, alt: first.alt, caption: first.caption, credit: CREDIT.to_owned(), ..Words::default() };
    let id = media::upload(app, actor, &name, bytes, &words).await.map_err(plain)?.id;
    if !texts.is_empty() {
        let more = Description { texts, credit: CREDIT.to_owned(), ..Description::default() };
        media::describe(app, actor, id, more).await.map_err(plain)?;
    }
    Ok(id)
}

fn draw(what: &str) -> Result<Vec<u8>> {
    let mut parts = what.split(' ');
    let (Some(place), Some(hour), Some(number)) = (parts.next(), parts.next(), parts.next()) else {
        bail!("a drawing is named by place, hour and number: {what}");
    };
    Ok(pictures::draw(place, hour, number.parse()?)?)
}

/// A portrait in the library.
pub async fn portrait(app: &App, actor: &Actor, name: &str, drawn: Result<Vec<u8>, imaging::Error>) -> Result<Id> {
    let words = Words { language: "fr".to_owned(), alt: name.to_owned(), ..Words::default() };
    let file = format!("{}.png", name.to_lowercase().replace(' ', "-"));
    Ok(media::upload(app, actor, &file, drawn?, &words).await.map_err(plain)?.id)
}
