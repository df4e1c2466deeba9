//! Cards: articles in lists.

use std::collections::HashMap;

use language::typography;
use newsroom::Tx;
use newsroom::articles::Card as Row;
use theme::site::Card;

use super::{frame, pictures};
use crate::Failure;
use crate::pages::Ask;
use crate::web::encode_path;

/// The cards of these articles, with pictures.
pub async fn cards(tx: &mut Tx, ask: &Ask, rows: &[Row]) -> Result<Vec<Card>, Failure> {
    let images: Vec<_> = rows.iter().filter_map(|row| row.image).collect();
    let known = pictures::load(tx, &images, ask).await?;
    let zone = &ask.around.site.identity.zone;
    let labels: HashMap<_, _> = ask.around.sections.iter().map(|section| (section.id, frame::name_in(&section.names, ask))).collect();
    let mut cards = Vec::with_capacity(rows.len());
    for row in rows {
        let language = language::Tag::parse(&row.language).map_err(Failure::broken)?;
        cards.push(Card {
            href: encode_path(&row.path),
            headline: typography(&row.headline, &language),
            section: row.section.and_then(|id| labels.get(&id)).cloned().unwrap_or_default(),
            date: theme::dates::full(row.published_at, zone, &ask.language).map_err(Failure::broken)?,
            datetime: theme::dates::iso(row.published_at, zone).map_err(Failure::broken)?,
            excerpt: typography(&row.excerpt, &language),
            lang: (language != ask.language).then(|| row.language.clone()),
            image: row.image.and_then(|id| known.get(&id)).map(pictures::featured),
        });
    }
    Ok(cards)
}

/// The same without pictures: related articles, helpful lists.
pub async fn plain(tx: &mut Tx, ask: &Ask, rows: &[Row]) -> Result<Vec<Card>, Failure> {
    let bare: Vec<Row> = rows.iter().map(|row| Row { image: None, ..row.clone() }).collect();
    cards(tx, ask, &bare).await
}
