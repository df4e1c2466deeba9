//! The home page of a language.

use newsroom::changes::Key;
use newsroom::site::{Word, word};
use newsroom::{Tx, addresses, articles};
use theme::site::{Group, Head, HomePage};

use super::{cards, feeds, frame, jsonld};
use crate::pages::{self, Ask, Page};
use crate::web::encode_path;
use crate::{Failure, Web};

/// Articles under "latest".
const LATEST: i64 = 6;
/// Articles under each section.
const PER_SECTION: i64 = 3;

/// One lead, the latest, then the latest by section.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    let (language, main) = (ask.language.as_str(), ask.main.as_str());
    let lead = articles::lead(tx, language).await?;
    let mut latest = articles::latest(tx, language, None, LATEST + 1).await?;
    latest.retain(|card| Some(card.id) != lead.as_ref().map(|lead| lead.id));
    latest.truncate(usize::try_from(LATEST).unwrap_or(6));
    let mut keys = vec![Key::Home(language.to_owned())];
    let mut groups = Vec::new();
    for section in &ask.around.sections {
        keys.push(Key::Section(section.id, language.to_owned()));
        let Some(name) = section.names.get(language) else {
            continue;
        };
        let rows = articles::by_section(tx, section.id, language, None, PER_SECTION).await?;
        if rows.is_empty() {
            continue;
        }
        groups.push(Group {
            title: name.name.clone(),
            href: encode_path(&addresses::section_path(language, main, &name.slug)),
            cards: cards::plain(tx, ask, &rows).await?,
        });
    }
    let site = frame::site(web, tx, ask).await?;
    let others = &ask.around.site.identity.languages;
    let context = HomePage {
        head: Head {
            title: site.name.clone(),
            description: site.description.clone(),
            canonical: Some(web.app.link(&site.home_href)),
            alternates: if others.len() > 1 {
                others.iter().map(|tag| (tag.clone(), web.app.link(&frame::home_path(tag, main)))).collect()
            } else {
                Vec::new()
            },
            feeds: feeds::links(web, ask, "", &site.name),
            kind: "website".to_owned(),
            json_ld: vec![jsonld::organisation(web, ask)],
            ..Head::default()
        },
        lead: match &lead {
            Some(lead) => cards::cards(tx, ask, std::slice::from_ref(lead)).await?.pop(),
            None => None,
        },
        latest: cards::cards(tx, ask, &latest).await?,
        sections: groups,
        archive_href: lead.map(|_| format!("{}/{}", addresses::prefix(language, main), word(language, Word::Archive))),
        site,
    };
    pages::html(web, &ask.language, "site/home.html", &context, keys)
}
