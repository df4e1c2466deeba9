//! A digest's message.

use database::{Id, Timestamp, Tx};
use theme::mail::{Accent, DigestMail, Group};

use super::arrange::Arranged;
use super::store;
use crate::mailings::render::{self, Marks};
use crate::mailings::store::{Mailing, Variant};
use crate::newsletters::{self, Cadence, Newsletter};
use crate::site::Site;
use crate::{App, Error, media, naming, sections};

/// The message of a digest as it stands.
pub(in crate::mailings) async fn variant(
    app: &App,
    tx: &mut Tx,
    site: &Site,
    (mailing, newsletter): (&Mailing, &Newsletter),
    standing: &Arranged,
) -> Result<Variant, Error> {
    let tag = render::tag(&newsletter.language)?;
    let main = site.identity.main_language();
    let words = |at: Timestamp| theme::dates::full(at, &site.identity.zone, &tag).map_err(Error::broken);
    let lead = standing.order.lead.map(|lead| standing.cards_of(&[lead])).and_then(|mut found| found.pop());
    let lead = lead.ok_or_else(|| Error::broken("a digest without articles"))?;
    let images: Vec<Id> = lead.image.into_iter().collect();
    let known = media::refs(tx, &images, &newsletter.language, main).await?;
    let since = store::before(tx, newsletter.id).await?.map_or(mailing.hold_until, |(_, covered)| covered);
    let marks = Marks::new();
    let context = DigestMail {
        language: newsletter.language.clone(),
        site: site.identity.name.clone(),
        site_url: app.link("/"),
        accent: Accent::of(&site.look.accent),
        from: words(if newsletter.cadence == Cadence::Daily { mailing.hold_until } else { since })?,
        until: words(mailing.hold_until)?,
        note: render::note(&mailing.note, &tag),
        lead: render::cards(app, tx, site, std::slice::from_ref(&lead)).await?.pop(),
        picture: lead.image.and_then(|id| known.get(&id)).and_then(|media| render::picture(app, media)),
        groups: groups(app, tx, site, newsletter, standing).await?,
        web_url: newsletters::archive_path(newsletter, main).map(|path| app.link(&format!("{path}/{:x}", mailing.id))).unwrap_or_default(),
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
    let (html, text) = (part("mail/digest.html")?, part("mail/digest.txt")?);
    render::compose(app, site, newsletter, (mailing.id, subject), (html, text))
}

/// The articles by section, without the one that leads.
async fn groups(app: &App, tx: &mut Tx, site: &Site, newsletter: &Newsletter, standing: &Arranged) -> Result<Vec<Group>, Error> {
    let all = sections::all(tx).await?;
    let mut groups = Vec::new();
    for (section, items) in &standing.order.groups {
        let names = all.iter().find(|one| Some(one.id) == *section).map(|one| &one.names);
        let title = names.and_then(|names| naming::best(names, &newsletter.language, site.identity.main_language()));
        let mut cards = render::cards(app, tx, site, &standing.cards_of(items)).await?;
        cards.iter_mut().for_each(|card| card.section.clear());
        groups.push(Group { title: title.map(|name| name.name.clone()).unwrap_or_default(), cards });
    }
    Ok(groups)
}
