//! The newsletters on the publish page: which an article would go to, and what was chosen for each.

use newsroom::articles::{Article, Content};
use newsroom::mailings::{self, Choice, Offer, When, WhyNot};
use newsroom::site::{self, Site};
use newsroom::{Id, Problem, Tx, naming};
use theme::Value;
use theme::desk::articles::{DigestChoice, MailForecast, NewsletterChoice};

use crate::desk::names;
use crate::guard::{Desk, Fields};
use crate::{Failure, Web};

/// The longest hold, in minutes.
const LONGEST: i64 = 1_440;

/// What the publish page says of mailing.
pub struct Mailing {
    /// The newsletters to decide on.
    pub newsletters: Vec<NewsletterChoice>,
    /// Why there is nothing to decide.
    pub no_mailing: Option<String>,
    /// The hold, as typed.
    pub hold: String,
    /// What to expect of the mailing.
    pub forecast: Option<MailForecast>,
}

/// The newsletters that an article would go to, with what was chosen before.
pub async fn offered(web: &Web, desk: &Desk, (article, content): (&Article, &Content), typed: &Fields) -> Result<Mailing, Failure> {
    let mut tx = web.app.read().await?;
    let site = site::load(&mut tx).await?;
    let hold = if typed.has("hold") { typed.get("hold").to_owned() } else { site.mail.hold_minutes.to_string() };
    let offers = match mailings::offers(&web.app, &mut tx, article, content).await? {
        Ok(offers) => offers,
        Err(why) => {
            let key = match why {
                WhyNot::Before => "publish-no-mailing-before",
                WhyNot::Old => "publish-no-mailing-old",
            };
            return Ok(Mailing { newsletters: Vec::new(), no_mailing: Some(web.text(&desk.language, key, "")), hold, forecast: None });
        }
    };
    let forecast = if offers.is_empty() { None } else { Some(forecast(web, desk, &mut tx, &site, &offers, typed).await?) };
    let newsletters = offers.into_iter().map(|offer| {
        let id = offer.newsletter.id.to_string();
        let chosen = typed.get(&format!("newsletter_{id}"));
        NewsletterChoice {
            name: naming::best(&offer.newsletter.names, desk.language.as_str(), site.identity.main_language())
                .map(|name| name.name.clone())
                .unwrap_or_default(),
            readers: offer.readers,
            chosen: if chosen.is_empty() { "send" } else { chosen }.to_owned(),
            id,
        }
    });
    Ok(Mailing { newsletters: newsletters.collect(), no_mailing: None, hold, forecast })
}

/// What to expect: to how many, by when; and where it takes long, the digests to put it into instead.
async fn forecast(web: &Web, desk: &Desk, tx: &mut Tx, site: &Site, offers: &[Offer], typed: &Fields) -> Result<MailForecast, Failure> {
    let outlook = mailings::outlook(&web.app, tx, offers, site.mail.hold_minutes).await?;
    let moment = |at| theme::dates::full_time(at, &site.identity.zone, &desk.language).map_err(Failure::broken);
    let (pace, limit) = match (outlook.per_day, outlook.per_hour) {
        (Some(day), _) => ("day", day),
        (None, Some(hour)) => ("hour", hour),
        (None, None) => ("free", 0),
    };
    let through = outlook.through_at.map(moment).transpose()?;
    let key = format!("publish-forecast-{}", if through.is_some() { pace } else { "never" });
    let arguments = [
        ("readers", Value::from(outlook.readers)),
        ("limit", Value::from(limit)),
        ("through", Value::from(through.unwrap_or_default())),
        ("expires", Value::from(moment(outlook.expires_at)?)),
    ];
    let say = |key: &str| web.app.theme.text(&desk.language, key, &arguments);
    let warning = match (outlook.is_too_late(), outlook.is_long()) {
        (true, _) => say("publish-forecast-late"),
        (false, true) => say("publish-forecast-long"),
        (false, false) => String::new(),
    };
    let main = site.identity.main_language();
    let digests = outlook.digests.iter().map(|offer| DigestChoice {
        id: offer.newsletter.id.to_string(),
        name: format!(
            "{}, {}",
            names::shown(&offer.newsletter.names, main),
            newsroom::newsletters::when(&web.app, &desk.language, &offer.newsletter)
        ),
        readers: offer.readers,
        chosen: typed.has(&format!("digest_{}", offer.newsletter.id)),
    });
    let like = offers.first().filter(|_| outlook.is_long());
    Ok(MailForecast {
        text: say(&key),
        warning,
        digests: digests.collect(),
        new_href: like.map(|offer| format!("/desk/newsletters/new?like={}", offer.newsletter.id)).unwrap_or_default(),
    })
}

/// What was chosen on the page. A form without newsletters mails nothing.
pub fn chosen(fields: &Fields) -> Result<Choice, Problem> {
    let named = fields.iter().filter_map(|(name, value)| {
        let id = name.strip_prefix("newsletter_")?.parse::<Id>().ok()?;
        let when = match value {
            "send" => When::Send,
            "later" => When::Later,
            _ => When::Not,
        };
        Some((id, when))
    });
    let newsletters: std::collections::BTreeMap<Id, When> = named.collect();
    let digests: Vec<Id> = fields.iter().filter_map(|(name, _)| name.strip_prefix("digest_")?.parse().ok()).collect();
    if !digests.is_empty() {
        return Ok(Choice::Digests(digests));
    }
    if newsletters.values().all(|when| *when == When::Not) {
        return Ok(Choice::Not);
    }
    match fields.get("hold").trim().parse::<i64>() {
        Ok(hold_minutes @ 0..=LONGEST) => Ok(Choice::Each { newsletters, hold_minutes, note: fields.get("note").to_owned() }),
        _ => Err(Problem::new("hold", "problem-hold-number")),
    }
}
