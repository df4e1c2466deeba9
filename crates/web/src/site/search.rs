//! The search page: a form of plain fields, and what was found with its words marked.
//!
//! Guarantees: nothing but what readers may see is shown, whatever the index still holds; a date that cannot be read is
//! said, not guessed. Answers are not kept: they would fill the page cache with what is asked once.

use axum::extract::{Request, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use language::Tag;
use newsroom::indexing::{self, After, Fragment, Hit, Query};
use newsroom::site::{Identity, Word};
use newsroom::{Id, Timestamp, Tx, articles, contributors, naming, sections, site};
use theme::site::{Found, Head, Piece, SearchChoice, SearchOption, SearchPage};

use crate::pages::{self, Ask, Page, Stored};
use crate::web::encode_value;
use crate::{Failure, Web};

/// The fields of the form, in the order they stand in links.
const FIELDS: [&str; 7] = ["q", "section", "author", "language", "from", "to", "page"];
/// Articles on a page of results.
const ON_A_PAGE: usize = 20;
/// The search page's name in the languages that the program knows.
const NAMES: [&str; 4] = ["/search", "/recherche", "/pretraga", "/kerko"];
/// Words beyond this many characters are not looked for.
const LONGEST: usize = 200;

/// GET /search and the same word in every language, below a language's prefix too.
pub async fn page(State(web): State<Web>, request: Request) -> Result<Response, Failure> {
    let (request, _) = request.into_parts();
    let path = crate::web::decode_path(request.uri.path());
    let given = request.uri.query().unwrap_or_default();
    let mut tx = web.app.read().await?;
    let ask = pages::ask(&mut tx, path, crate::web::query(given, &FIELDS)).await?;
    let own = address(&ask);
    if !NAMES.contains(&ask.inner.as_str()) {
        // An article that is called like us, in a section where a language's prefix could stand.
        drop(tx);
        return pages::answer(&web, &request, &[], |web, tx, ask| Box::pin(super::addresses::render(web, tx, ask))).await;
    }
    let page = if ask.path == own {
        match render(&web, &mut tx, &ask).await {
            Ok(page) => page,
            Err(failure) => crate::error::page(&web, &mut tx, &ask, &failure).await?,
        }
    } else {
        let sign = if given.is_empty() { "" } else { "?" };
        Page::moved(&format!("{own}{sign}{given}"))
    };
    Ok(Stored::new(page).answer(&request.headers))
}

/// Where a language's search page is.
pub fn address(ask: &Ask) -> String {
    let language = ask.language.as_str();
    format!("{}/{}", newsroom::addresses::prefix(language, ask.main.as_str()), site::word(language, Word::Search))
}

/// What the form asks for, read once.
struct Asked {
    words: String,
    section: Option<Id>,
    author: Option<Id>,
    language: Option<Tag>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    date_wrong: bool,
    after: Option<After>,
}

impl Asked {
    fn read(ask: &Ask, identity: &Identity) -> Result<Asked, Failure> {
        let zone = TimeZone::get(&identity.zone).map_err(Failure::broken)?;
        let (from, from_wrong) = midnight(ask.get("from"), &zone, 0);
        // "Until" a day means: that day too.
        let (to, to_wrong) = midnight(ask.get("to"), &zone, 1);
        Ok(Asked {
            words: ask.get("q").trim().chars().take(LONGEST).collect(),
            section: ask.get("section").parse().ok(),
            author: ask.get("author").parse().ok(),
            language: Tag::parse(ask.get("language")).ok(),
            from,
            to,
            date_wrong: from_wrong || to_wrong,
            after: After::parse(ask.get("page")),
        })
    }

    fn narrowed(&self) -> bool {
        self.section.is_some() || self.author.is_some() || self.language.is_some() || self.from.is_some() || self.to.is_some()
    }

    fn is_anything(&self) -> bool {
        !self.words.is_empty() || self.narrowed()
    }

    fn query(&self, now: Timestamp) -> Query {
        Query {
            words: self.words.clone(),
            language: self.language.clone(),
            section: self.section,
            author: self.author,
            from: self.from,
            to: self.to,
            after: self.after,
            limit: ON_A_PAGE,
            now,
        }
    }
}

/// The beginning of a day there, `later` days after it; and whether what was typed is no day.
fn midnight(typed: &str, zone: &TimeZone, later: i64) -> (Option<Timestamp>, bool) {
    if typed.is_empty() {
        return (None, false);
    }
    let moment = typed
        .parse::<Date>()
        .and_then(|date| date.checked_add(jiff::Span::new().try_days(later)?))
        .and_then(|date| date.to_zoned_datetime(zone.clone()))
        .map(|zoned| zoned.timestamp().as_microsecond());
    (moment.as_ref().ok().copied(), moment.is_err())
}

async fn render(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    let identity = site::identity(tx).await?;
    let asked = Asked::read(ask, &identity)?;
    let hits = if asked.is_anything() { indexing::find(&web.app, asked.query(web.app.now())).await? } else { indexing::Hits::default() };
    let ids: Vec<Id> = hits.hits.iter().map(|hit| hit.id).collect();
    let cards = articles::cards(tx, &ids).await?;
    let all_sections = sections::all(tx).await?;
    let section_name = |id: Option<Id>| {
        let section = all_sections.iter().find(|section| Some(section.id) == id)?;
        naming::best(&section.names, ask.language.as_str(), ask.main.as_str()).map(|name| name.name.clone())
    };
    let mut results = Vec::with_capacity(cards.len());
    for card in &cards {
        let Some(hit) = hits.hits.iter().find(|hit| hit.id == card.id) else {
            continue;
        };
        results.push(found(ask, &identity, card, hit, section_name(card.section).unwrap_or_default())?);
    }
    let own = address(ask);
    let title = if asked.words.is_empty() {
        web.text(&ask.language, "site-search-title", "")
    } else {
        web.app.theme.text(&ask.language, "site-search-title-words", &[("words", theme::Value::from(asked.words.as_str()))])
    };
    let context = SearchPage {
        site: super::frame::site(web, tx, ask).await?,
        head: Head { title, hidden: true, kind: "website".to_owned(), ..Head::default() },
        choices: choices(web, tx, ask, &asked, &identity).await?,
        from: ask.get("from").to_owned(),
        to: ask.get("to").to_owned(),
        date_wrong: asked.date_wrong,
        narrowed: asked.narrowed() || asked.date_wrong,
        asked: asked.is_anything(),
        total: hits.total,
        first: asked.after.map(|_| link(&own, ask, &[("page", "")])),
        more: hits.next.map(|next| link(&own, ask, &[("page", &next.to_text())])),
        without_filters: (asked.narrowed() && !asked.words.is_empty()).then(|| link_to(&own, &[("q", &asked.words)])),
        results,
        words: asked.words,
    };
    pages::html(web, &ask.language, "site/search.html", &context, [])
}

fn found(ask: &Ask, identity: &Identity, card: &articles::Card, hit: &Hit, section: String) -> Result<Found, Failure> {
    let language = Tag::parse(&card.language).map_err(Failure::broken)?;
    Ok(Found {
        href: crate::web::encode_path(&card.path),
        headline: pieces(&hit.headline, &language),
        passage: pieces(&hit.passage, &language),
        section,
        date: theme::dates::full(card.published_at, &identity.zone, &ask.language).map_err(Failure::broken)?,
        datetime: theme::dates::iso(card.published_at, &identity.zone).map_err(Failure::broken)?,
        lang: (language != ask.language).then_some(card.language.clone()),
    })
}

/// The fragments with the typography of their language: quotation marks see their neighbours across them.
fn pieces(fragments: &[Fragment], language: &Tag) -> Vec<Piece> {
    let runs: Vec<&str> = fragments.iter().map(|fragment| fragment.text.as_str()).collect();
    language::typography_of_runs(&runs, language)
        .into_iter()
        .zip(fragments)
        .map(|(text, fragment)| Piece { text, marked: fragment.marked })
        .collect()
}

/// The choices of the form that this site offers: one of a single value is none.
async fn choices(web: &Web, tx: &mut Tx, ask: &Ask, asked: &Asked, identity: &Identity) -> Result<Vec<SearchChoice>, Failure> {
    let name = |names: &naming::Names| naming::best(names, ask.language.as_str(), ask.main.as_str()).map(|name| name.name.clone());
    let option = |id: Id, names: &naming::Names, chosen: Option<Id>| {
        Some(SearchOption { value: id.to_string(), label: name(names)?, lang: None, chosen: chosen == Some(id) })
    };
    let of_sections: Vec<_> =
        sections::all(tx).await?.iter().filter_map(|section| option(section.id, &section.names, asked.section)).collect();
    let mut of_authors: Vec<_> =
        contributors::all(tx).await?.iter().filter_map(|author| option(author.id, &author.names, asked.author)).collect();
    of_authors.sort_by_cached_key(|option| language::fold_simple(&option.label));
    let of_languages = identity.languages.iter().map(|tag| SearchOption {
        value: tag.clone(),
        label: super::frame::language_name(tag),
        lang: (tag != ask.language.as_str()).then(|| tag.clone()),
        chosen: asked.language.as_ref().is_some_and(|chosen| chosen.as_str() == tag),
    });
    let choice = |name: &str, label: &str, any: &str, options: Vec<SearchOption>| SearchChoice {
        name: name.to_owned(),
        label: web.text(&ask.language, label, ""),
        any: web.text(&ask.language, any, ""),
        options,
    };
    let mut choices = vec![
        choice("section", "site-search-section", "site-search-section-any", of_sections),
        choice("author", "site-search-author", "site-search-author-any", of_authors),
        choice("language", "site-search-language", "site-search-language-any", of_languages.collect()),
    ];
    choices.retain(|choice| choice.options.len() > 1);
    Ok(choices)
}

/// The same question with some fields changed.
fn link(own: &str, ask: &Ask, changed: &[(&str, &str)]) -> String {
    let value = |name: &'static str| {
        let new = changed.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        (name, new.unwrap_or_else(|| ask.get(name)))
    };
    link_to(own, &FIELDS.map(value))
}

fn link_to(own: &str, fields: &[(&str, &str)]) -> String {
    let query: Vec<String> =
        fields.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", encode_value(value))).collect();
    format!("{}?{}", crate::web::encode_path(own), query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_there_and_until_means_that_day_too() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let noon = 1_789_898_400_000_000; // 2026-09-20 10:00 UTC
        let hours = 3_600_000_000;
        assert_eq!(midnight("2026-09-20", &paris, 0), (Some(noon - 12 * hours), false));
        assert_eq!(midnight("2026-09-20", &paris, 1), (Some(noon + 12 * hours), false));
        assert_eq!(midnight("", &paris, 0), (None, false));
        assert_eq!(midnight("20.9.2026", &paris, 0), (None, true));
        assert_eq!(midnight("9999-12-31", &paris, 1), (None, true));
    }

    #[test]
    fn a_link_keeps_the_question() {
        let query = crate::web::pairs("q=%C5%93uvre+d%27art&section=7&page=x");
        let tag = Tag::parse("fr").unwrap();
        let ask = Ask { path: "/recherche".into(), inner: "/recherche".into(), query, language: tag.clone(), main: tag };
        assert_eq!(link("/recherche", &ask, &[("page", "y")]), "/recherche?q=%C5%93uvre%20d%27art&section=7&page=y");
        assert_eq!(link("/recherche", &ask, &[("page", "")]), "/recherche?q=%C5%93uvre%20d%27art&section=7");
    }
}
