//! A digest's articles on its page, and what an editor's button does to them.

use newsroom::mailings::{Act, Arranged, Item};
use newsroom::{Id, naming, sections, site};
use theme::desk::mailings::{DigestArticle, DigestGroup, DigestOrder};

use crate::guard::Desk;
use crate::{Failure, Web};

/// What stands for articles without a section.
const NONE: &str = "0";

/// The articles as the page shows them.
pub(super) async fn shown(web: &Web, desk: &Desk, standing: &Arranged) -> Result<DigestOrder, Failure> {
    let mut tx = web.app.read().await?;
    let main = site::main_language(&mut tx).await?;
    let all = sections::all(&mut tx).await?;
    drop(tx);
    let articles = |items: &[Item]| -> Vec<DigestArticle> {
        let cards = standing.cards_of(items).into_iter();
        cards.map(|card| DigestArticle { id: card.id.to_string(), headline: card.headline, language: card.language }).collect()
    };
    let groups = standing.order.groups.iter().map(|(section, items)| {
        let names = all.iter().find(|one| Some(one.id) == *section).map(|one| &one.names);
        let title = names.and_then(|names| naming::best(names, desk.language.as_str(), &main)).map(|name| name.name.clone());
        DigestGroup {
            id: section.map_or_else(|| NONE.to_owned(), |id| id.to_string()),
            title: title.unwrap_or_else(|| "–".to_owned()),
            articles: articles(items),
        }
    });
    Ok(DigestOrder {
        lead: standing.order.lead.and_then(|lead| articles(&[lead]).pop()),
        groups: groups.collect(),
        left_out: articles(&standing.order.left_out),
    })
}

/// Reads a button's value: `up:7`, `down:7`, `lead:7`, `out:7`, `in:7`, `section-up:2`, `section-down:2`.
pub(super) fn read(value: &str) -> Option<Act> {
    let (what, id) = value.split_once(':')?;
    let id: Id = id.parse().ok()?;
    let section = Some(id).filter(|id| *id != 0);
    Some(match what {
        "up" => Act::Move(id, true),
        "down" => Act::Move(id, false),
        "lead" => Act::Lead(id),
        "out" => Act::LeaveOut(id),
        "in" => Act::TakeIn(id),
        "section-up" => Act::MoveSection(section, true),
        "section-down" => Act::MoveSection(section, false),
        _ => return None,
    })
}
