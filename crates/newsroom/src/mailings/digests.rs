//! Digests: once a day or a week, at the newsletter's hour in the site's zone, the articles published since the last one.
//!
//! An hour that was missed is caught up within its day. Nothing goes out when there is nothing new.

use std::collections::HashMap;

use database::{Id, Timestamp, Tx};
use jiff::civil::Date;
use theme::mail::{Accent, DigestMail, Group};

use super::render::{self, Marks};
use super::state::LIFE;
use super::{digests_store, store};
use crate::articles::Card;
use crate::newsletters::{self, Cadence, Newsletter};
use crate::site::Site;
use crate::{App, Error, MICROS_PER_SECOND, articles, media, naming, sections, site};

/// How long after its hour a digest may still be made, in microseconds: it belongs to its day.
const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;
/// The most articles that one digest names.
const MOST: usize = 60;

/// The hour at or before `now` at which a newsletter goes out, in microseconds. None: none today.
pub(super) fn slot(newsletter: &Newsletter, zone: &str, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let today = jiff::Timestamp::from_microsecond(now).and_then(|now| now.in_tz(zone)).map_err(Error::broken)?.date();
    let weekly = newsletter.cadence == Cadence::Weekly;
    if weekly && i64::from(today.weekday().to_monday_one_offset()) != newsletter.weekday {
        return Ok(None);
    }
    let at = at_hour(today, newsletter.hour, zone)?;
    Ok(Some(at).filter(|at| *at <= now))
}

/// An hour of a day. An hour that the change to summer time skips comes right after; one that comes twice is the first.
fn at_hour(day: Date, hour: i64, zone: &str) -> Result<Timestamp, Error> {
    let hour = i8::try_from(hour.clamp(0, 23)).map_err(Error::broken)?;
    let zoned = day.at(hour, 0, 0, 0).in_tz(zone).map_err(Error::broken)?;
    Ok(zoned.timestamp().as_microsecond())
}

/// Makes the digests that are due.
pub(super) async fn step(app: &App) -> Result<(), Error> {
    let now = app.now();
    let (site, all) = database::read!(app.database, tx => { Ok((site::load(tx).await?, newsletters::all(tx).await?)) })?;
    for newsletter in all.iter().filter(|one| one.cadence != Cadence::AtOnce && !one.paused) {
        let Some(slot) = slot(newsletter, &site.identity.zone, now)? else {
            continue;
        };
        if let Err(error) = one(app, &site, newsletter, slot).await {
            tracing::error!(%error, newsletter = newsletter.id, "a digest could not be made");
        }
    }
    Ok(())
}

/// Makes one newsletter's digest for an hour, once.
async fn one(app: &App, site: &Site, newsletter: &Newsletter, slot: Timestamp) -> Result<(), Error> {
    let id = app.ids.next();
    let made = database::read!(app.database, tx => {
        let before = digests_store::before(tx, newsletter.id).await?;
        if before.is_some_and(|(done, _)| done >= slot) {
            return Ok(None);
        }
        let span = if newsletter.cadence == Cadence::Weekly { 7 * DAY } else { DAY };
        let since = before.map_or(slot - span, |(_, covered)| covered);
        let cards = news(tx, newsletter, since, slot).await?;
        if cards.is_empty() {
            return Ok(Some(None));
        }
        Ok(Some(Some(variant(app, tx, site, newsletter, (id, since, slot), &cards).await?)))
    })?;
    let Some(variant) = made else {
        return Ok(());
    };
    let now = app.now();
    database::write!(app.database, tx => {
        if !digests_store::take_slot(tx, newsletter.id, slot).await? {
            return Ok(());
        }
        let Some(variant) = &variant else {
            return Ok(());
        };
        let new = store::New { id, kind: "digest", article: None, newsletter: Some(newsletter.id), hold_until: slot, created_by: None, now };
        store::insert(tx, &new).await?;
        store::put_newsletter(tx, id, newsletter.id, "closed").await?;
        store::put_variant(tx, id, variant).await?;
        store::begin(tx, id, now, now + LIFE).await.map(|_| ())
    })
}

/// The articles of a newsletter published after `since`, until `until`, newest first. What an import brought is no news.
async fn news(tx: &mut Tx, newsletter: &Newsletter, since: Timestamp, until: Timestamp) -> Result<Vec<Card>, Error> {
    let mut ids = Vec::new();
    for id in digests_store::published(tx, &newsletter.language, since, until).await? {
        let Some(article) = articles::published(tx, id).await? else {
            continue;
        };
        let content = articles::published_content(tx, &article).await?.content;
        if newsletter.takes(&article.language, &content) {
            ids.push(id);
        }
        if ids.len() == MOST {
            break;
        }
    }
    articles::cards(tx, &ids).await
}

async fn variant(
    app: &App,
    tx: &mut Tx,
    site: &Site,
    newsletter: &Newsletter,
    (mailing, since, until): (Id, Timestamp, Timestamp),
    cards: &[Card],
) -> Result<store::Variant, Error> {
    let tag = render::tag(&newsletter.language)?;
    let main = site.identity.main_language();
    let words = |at: Timestamp| theme::dates::full(at, &site.identity.zone, &tag).map_err(Error::broken);
    let (lead, rest) = cards.split_first().ok_or_else(|| Error::broken("a digest without articles"))?;
    let images: Vec<Id> = lead.image.into_iter().collect();
    let known = media::refs(tx, &images, &newsletter.language, main).await?;
    let marks = Marks::new();
    let context = DigestMail {
        language: newsletter.language.clone(),
        site: site.identity.name.clone(),
        site_url: app.link("/"),
        accent: Accent::of(&site.look.accent),
        from: words(if newsletter.cadence == Cadence::Daily { until } else { since })?,
        until: words(until)?,
        lead: render::cards(app, tx, site, std::slice::from_ref(lead)).await?.pop(),
        picture: lead.image.and_then(|id| known.get(&id)).map(|media| render::picture(app, media)),
        groups: groups(app, tx, site, newsletter, rest).await?,
        newsletter: render::name(newsletter, &newsletter.language, main),
        sender: render::sender(site),
        postal_address: site.legal.address.clone(),
        why: String::new(),
        preferences_url: marks.preferences,
        unsubscribe_url: marks.unsubscribe,
        to: marks.to,
    };
    let part = |name: &str| app.theme.render(name, &tag, &context).map_err(Error::broken);
    let subject = format!("{}{} {}", context.newsletter, app.theme.text(&tag, "mail-colon", &[]), context.until);
    let message = render::compose(app, site, newsletter, (mailing, &subject), part("mail/digest.html")?, part("mail/digest.txt")?)?;
    Ok(store::Variant { newsletter: newsletter.id, language: newsletter.language.clone(), subject, message })
}

/// By section, in the sections' order.
async fn groups(app: &App, tx: &mut Tx, site: &Site, newsletter: &Newsletter, rest: &[Card]) -> Result<Vec<Group>, Error> {
    let mut by_section: HashMap<Option<Id>, Vec<Card>> = HashMap::new();
    for card in rest {
        by_section.entry(card.section).or_default().push(card.clone());
    }
    let mut groups = Vec::new();
    for section in sections::all(tx).await? {
        let Some(rows) = by_section.remove(&Some(section.id)) else {
            continue;
        };
        let title = naming::best(&section.names, &newsletter.language, site.identity.main_language()).map(|name| name.name.clone());
        let mut cards = render::cards(app, tx, site, &rows).await?;
        cards.iter_mut().for_each(|card| card.section.clear());
        groups.push(Group { title: title.unwrap_or_default(), cards });
    }
    Ok(groups)
}
