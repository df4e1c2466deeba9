//! The newsletters on the publish page: which an article would go to, and what was chosen for each.

use newsroom::articles::{Article, Content};
use newsroom::mailings::{self, Choice, When, WhyNot};
use newsroom::{Id, Problem, naming, site};
use theme::desk::articles::NewsletterChoice;

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
            return Ok(Mailing { newsletters: Vec::new(), no_mailing: Some(web.text(&desk.language, key, "")), hold });
        }
    };
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
    Ok(Mailing { newsletters: newsletters.collect(), no_mailing: None, hold })
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
    if newsletters.values().all(|when| *when == When::Not) {
        return Ok(Choice::Not);
    }
    match fields.get("hold").trim().parse::<i64>() {
        Ok(hold_minutes @ 0..=LONGEST) => Ok(Choice::Each { newsletters, hold_minutes, note: fields.get("note").to_owned() }),
        _ => Err(Problem::new("hold", "problem-hold-number")),
    }
}
