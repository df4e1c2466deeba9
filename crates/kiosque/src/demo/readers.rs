//! The readers of the sample newsroom: three newsletters, and some who asked for them.

use anyhow::{Context, Result};
use newsroom::naming::{Name, Names};
use newsroom::newsletters::{Cadence, Details};
use newsroom::subscribers::{Ticket, by_normalised};
use newsroom::{Actor, App, newsletters, subscribers};

use super::plain;

/// Beside the newsletter that set-up makes: cadence, name and description in French, in English.
const NEWSLETTERS: [(Cadence, [&str; 2], [&str; 2]); 2] = [
    (
        Cadence::Daily,
        ["Le matin des trois rivières", "Chaque matin à sept heures, les articles de la veille."],
        ["Morning on the three rivers", "Every morning at seven, the articles of the day before."],
    ),
    (
        Cadence::Weekly,
        ["La semaine des lacs", "Le dimanche à neuf heures, la semaine par rubriques."],
        ["The week of the lakes", "On Sundays at nine, the week by section."],
    ),
];

/// Who asked, and for how many of the newsletters, in their order.
const READERS: [(&str, usize); 9] =
    [("luan", 1), ("mira", 3), ("ilir", 1), ("jovana", 2), ("marc", 1), ("teuta", 1), ("stefan", 3), ("helene", 2), ("agron", 1)];

/// Makes the newsletters and signs the readers up, as they would have done it themselves.
pub async fn write(app: &App, actor: &Actor) -> Result<()> {
    for (cadence, french, english) in NEWSLETTERS {
        let name = |[name, text]: [&str; 2]| Name { name: name.to_owned(), text: text.to_owned(), ..Name::default() };
        let names = Names::from([("fr".to_owned(), name(french)), ("en".to_owned(), name(english))]);
        let hour = if cadence == Cadence::Daily { 7 } else { 9 };
        let details = Details { names, cadence, hour, weekday: 7, archived: true, ..Details::new("fr") };
        newsletters::create(app, actor, details).await.map_err(plain)?;
    }
    let mut tx = app.read().await.map_err(plain)?;
    let known = newsletters::all(&mut tx).await.map_err(plain)?;
    drop(tx);
    let all: Vec<newsroom::Id> = known.iter().map(|one| one.id).collect();
    for one in known.into_iter().filter(|one| !one.archived) {
        let id = one.id;
        newsletters::update(app, actor, id, Details { archived: true, ..one.into() }).await.map_err(plain)?;
    }
    for (index, (name, count)) in READERS.iter().enumerate() {
        let address = format!("{name}@lecteurs.example");
        // Addresses of the networks kept for documentation (RFC 5737).
        let ip = format!("{}.{}", ["192.0.2", "198.51.100", "203.0.113"][index % 3], index + 10);
        let wanted: Vec<newsroom::Id> = all.iter().copied().take(*count).collect();
        let ticket = Ticket {
            address: address.clone(),
            language: "fr".to_owned(),
            newsletters: wanted.clone(),
            page: "/".to_owned(),
            at: app.now(),
        };
        subscribers::ask(app, &ticket, &ip).await.map_err(plain)?;
        let mut tx = app.read().await.map_err(plain)?;
        let reader = by_normalised(&mut tx, &address).await.map_err(plain)?.context("a reader who asked and is not there")?;
        drop(tx);
        subscribers::save_choices(app, reader.id, "fr", &wanted, &ip).await.map_err(plain)?;
    }
    Ok(())
}
