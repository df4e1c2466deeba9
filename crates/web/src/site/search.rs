//! The search page: a form of plain fields, and what was found with its words marked.
//!
//! Guarantees: nothing but what readers may see is shown, whatever the index still holds; a date or an operator that
//! cannot be read is said, not guessed. Operators fill the form's fields, so that a reader sees how they were read.
//! Answers are not kept: they would fill the page cache with what is asked once.

use axum::extract::{Request, State};
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use language::Tag;
use newsroom::indexing::operators::{self, Named, Typed};
use newsroom::indexing::{self, After, Hits, Query, Replaced, Sort, Tongue};
use newsroom::site::{Identity, Word};
use newsroom::{Id, Problem, Timestamp, Tx, articles, contributors, site};
use theme::site::{Head, InLanguage, Instead, Link, SearchPage};

use super::found::{self, Shown};
use crate::pages::{self, Ask, Page, Stored};
use crate::web::encode_value;
use crate::{Failure, Web};

/// The fields of the form, in the order they stand in links.
pub(super) const FIELDS: [&str; 9] = ["q", "section", "author", "language", "from", "to", "sort", "exact", "page"];
/// Articles on a page of results.
const ON_A_PAGE: usize = 20;
/// Articles shown of each other language.
const OF_OTHERS: usize = 3;
/// Other languages looked into.
const MOST_OTHERS: usize = 4;
/// The newest, where nothing was found.
const LATEST: i64 = 4;
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
    let ask = pages::ask(super::around::Around::read(&mut tx).await?, path, crate::web::query(given, &FIELDS))?;
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
    /// What stands in the field again.
    typed: String,
    /// The words to look for.
    words: String,
    section: Option<Id>,
    author: Option<Id>,
    language: Option<Tag>,
    from: Day,
    to: Day,
    sort: Sort,
    exact: bool,
    problems: Vec<Problem>,
    after: Option<After>,
}

/// A day of the form: as it stands there, and the moment it means.
#[derive(Default)]
struct Day {
    text: String,
    moment: Option<Timestamp>,
}

impl Day {
    fn read(operator: Option<Date>, field: &str, zone: &TimeZone, later: i64, problems: &mut Vec<Problem>) -> Day {
        let text = operator.map_or_else(|| field.to_owned(), |date| date.to_string());
        let (moment, wrong) = midnight(&text, zone, later);
        if wrong {
            problems.push(Problem::with("q", "site-search-problem-date", &text));
        }
        Day { text, moment }
    }

    fn is_wrong(&self) -> bool {
        !self.text.is_empty() && self.moment.is_none()
    }
}

impl Asked {
    async fn read(tx: &mut Tx, ask: &Ask, identity: &Identity) -> Result<Asked, Failure> {
        let zone = TimeZone::get(&identity.zone).map_err(Failure::broken)?;
        let typed: String = ask.get("q").trim().chars().take(LONGEST).collect();
        let Typed { words, section, author, from, to, mut problems } = if typed.contains([':', '：']) {
            let authors = contributors::all(tx).await?;
            let sections: Vec<Named<'_>> = ask.around.sections.iter().map(|one| Named { id: one.id, names: &one.names }).collect();
            let authors: Vec<Named<'_>> = authors.iter().map(|one| Named { id: one.id, names: &one.names }).collect();
            operators::read(&typed, &ask.language, &sections, &authors)
        } else {
            Typed { words: typed.clone(), ..Typed::default() }
        };
        // What was not understood stays to be mended; what was stands in its field from now on.
        let typed = if problems.is_empty() { words.clone() } else { typed };
        // "Until" a day means: that day too.
        let from = Day::read(from, ask.get("from"), &zone, 0, &mut problems);
        let to = Day::read(to, ask.get("to"), &zone, 1, &mut problems);
        let crossed = from.moment.zip(to.moment).is_some_and(|(from, to)| from >= to);
        if crossed && problems.iter().all(|problem| problem.key != "site-search-problem-crossed") {
            problems.push(Problem::new("q", "site-search-problem-crossed"));
        }
        Ok(Asked {
            typed,
            words,
            section: section.or_else(|| ask.get("section").parse().ok()),
            author: author.or_else(|| ask.get("author").parse().ok()),
            language: Tag::parse(ask.get("language")).ok(),
            from,
            to,
            sort: if ask.get("sort") == "date" { Sort::Newest } else { Sort::Best },
            exact: !ask.get("exact").is_empty(),
            problems,
            after: After::parse(ask.get("page")),
        })
    }

    fn narrowed(&self) -> bool {
        self.section.is_some() || self.author.is_some() || self.language.is_some() || self.from.moment.is_some() || self.to.moment.is_some()
    }

    fn is_anything(&self) -> bool {
        !self.words.is_empty() || self.narrowed()
    }

    fn query(&self, tongue: Tongue) -> Query {
        Query {
            words: self.words.clone(),
            exact: self.exact,
            tongue,
            section: self.section,
            author: self.author,
            from: self.from.moment,
            to: self.to.moment,
            after: self.after,
            sort: self.sort,
            limit: ON_A_PAGE,
            bare: false,
        }
    }

    /// The fields of the form as they were read, for links.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let id = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        vec![
            ("q", self.typed.clone()),
            ("section", id(self.section)),
            ("author", id(self.author)),
            ("language", self.language.as_ref().map(|tag| tag.as_str().to_owned()).unwrap_or_default()),
            ("from", self.from.text.clone()),
            ("to", self.to.text.clone()),
            ("sort", if self.sort == Sort::Newest { "date".to_owned() } else { String::new() }),
            ("exact", if self.exact { "1".to_owned() } else { String::new() }),
        ]
    }
}

/// The beginning of a day there, `later` days after it; and whether what was typed is no day.
pub(crate) fn midnight(typed: &str, zone: &TimeZone, later: i64) -> (Option<Timestamp>, bool) {
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
    let identity = &ask.around.site.identity;
    let asked = Asked::read(tx, ask, identity).await?;
    let tongue = asked.language.clone().map_or_else(|| Tongue::Like(ask.language.clone()), Tongue::Only);
    let hits = if asked.is_anything() { indexing::find(&web.app, asked.query(tongue)).await? } else { Hits::default() };
    let own = address(ask);
    let shown = Shown { ask, identity, sections: ask.around.sections.clone() };
    let words = replaced(&asked.words, &hits.replaced);
    let title = match asked.words.is_empty() {
        true => web.text(&ask.language, "site-search-title", ""),
        false => web.app.theme.text(&ask.language, "site-search-title-words", &[("words", theme::Value::from(words.as_str()))]),
    };
    let instead = |of: &[Replaced], exact: bool| -> Vec<Instead> {
        let href = |one: &Replaced| {
            let changed = if exact { asked.typed.clone() } else { asked.typed.replacen(&one.typed, &one.by, 1) };
            link(&own, &asked, &[("q", &changed), ("exact", if exact { "1" } else { "" })])
        };
        of.iter().map(|one| Instead { href: href(one), typed: one.typed.clone(), by: one.by.clone() }).collect()
    };
    let nothing = asked.is_anything() && hits.total == 0;
    let context = SearchPage {
        site: super::frame::site(web, tx, ask).await?,
        head: Head { title: title.clone(), hidden: true, kind: "website".to_owned(), ..Head::default() },
        title,
        choices: found::choices(
            web,
            tx,
            ask,
            identity,
            &shown.sections,
            &found::Chosen {
                section: asked.section,
                author: asked.author,
                language: asked.language.as_ref().map(Tag::as_str),
                newest: asked.sort == Sort::Newest,
            },
        )
        .await?,
        from: asked.from.text.clone(),
        from_wrong: asked.from.is_wrong(),
        to: asked.to.text.clone(),
        to_wrong: asked.to.is_wrong(),
        problems: asked.problems.iter().map(|problem| web.text(&ask.language, problem.key, &problem.value)).collect(),
        narrowed: asked.narrowed() || asked.sort == Sort::Newest || !asked.problems.is_empty(),
        asked: asked.is_anything(),
        total: hits.total,
        some_only: hits.some_only,
        replaced: instead(&hits.replaced, true),
        meant: instead(&hits.meant, false),
        orders: orders(web, ask, &own, &asked),
        results: shown.found(tx, &hits).await?,
        others: others(web, tx, &shown, &own, &asked).await?,
        first: asked.after.map(|_| link(&own, &asked, &[])),
        more: hits.next.map(|next| link(&own, &asked, &[("page", &next.to_text())])),
        without_filters: (asked.narrowed() && !asked.words.is_empty()).then(|| link_to(&own, &[("q", asked.words.clone())])),
        latest: if nothing { latest(tx, ask).await? } else { Vec::new() },
        words: asked.typed,
    };
    pages::html(web, &ask.language, "site/search.html", &context, [])
}

/// The words with what was looked for in place of some of them.
fn replaced(words: &str, by: &[Replaced]) -> String {
    by.iter().fold(words.to_owned(), |words, one| words.replacen(&one.typed, &one.by, 1))
}

/// The two orders of a list of words' results.
fn orders(web: &Web, ask: &Ask, own: &str, asked: &Asked) -> Vec<Link> {
    if asked.words.is_empty() {
        return Vec::new();
    }
    let order = |sort: Sort, value: &str, key: &str| Link {
        href: link(own, asked, &[("sort", value)]),
        label: web.text(&ask.language, key, ""),
        current: asked.sort == sort,
    };
    vec![order(Sort::Best, "", "site-search-sort-best"), order(Sort::Newest, "date", "site-search-sort-newest")]
}

/// What the other languages of the site have: on the first page, where no language was chosen.
async fn others(web: &Web, tx: &mut Tx, shown: &Shown<'_>, own: &str, asked: &Asked) -> Result<Vec<InLanguage>, Failure> {
    if asked.language.is_some() || asked.after.is_some() || !asked.is_anything() {
        return Ok(Vec::new());
    }
    let mut tags: Vec<Tag> = shown.identity.languages.iter().filter_map(|tag| Tag::parse(tag).ok()).collect();
    tags.retain(|tag| tag.primary() != shown.ask.language.primary());
    tags.dedup_by(|one, other| one.primary() == other.primary());
    let mut found = Vec::new();
    for tag in tags.into_iter().take(MOST_OTHERS) {
        let query = Query { limit: OF_OTHERS, ..asked.query(Tongue::Like(tag.clone())) };
        let hits = indexing::find(&web.app, query).await?;
        // Near words and single words are for the reader's own language.
        if hits.total == 0 || hits.some_only || !hits.replaced.is_empty() {
            continue;
        }
        found.push(InLanguage {
            label: super::frame::language_name(tag.as_str()),
            total: hits.total,
            all: (hits.total > OF_OTHERS).then(|| link(own, asked, &[("language", tag.as_str())])),
            results: shown.found(tx, &hits).await?,
            lang: tag.as_str().to_owned(),
        });
    }
    Ok(found)
}

async fn latest(tx: &mut Tx, ask: &Ask) -> Result<Vec<Link>, Failure> {
    let cards = articles::latest(tx, ask.language.as_str(), None, LATEST).await?;
    Ok(cards.into_iter().map(|card| Link::new(crate::web::encode_path(&card.path), card.headline)).collect())
}

/// The same question from its first page on, with some fields changed.
fn link(own: &str, asked: &Asked, changed: &[(&'static str, &str)]) -> String {
    let mut fields = asked.fields();
    for (name, value) in changed {
        fields.retain(|(standing, _)| standing != name);
        fields.push((name, (*value).to_owned()));
    }
    fields.sort_by_key(|(name, _)| FIELDS.iter().position(|field| field == name));
    link_to(own, &fields)
}

fn link_to(own: &str, fields: &[(&str, String)]) -> String {
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
        let asked = Asked {
            typed: "œuvre d'art".to_owned(),
            words: "œuvre d'art".to_owned(),
            section: Some(7),
            author: None,
            language: None,
            from: Day::default(),
            to: Day { text: "2026-09-20".to_owned(), moment: Some(1) },
            sort: Sort::Newest,
            exact: false,
            problems: Vec::new(),
            after: None,
        };
        let own = "/recherche";
        assert_eq!(link(own, &asked, &[("page", "y")]), "/recherche?q=%C5%93uvre%20d%27art&section=7&to=2026-09-20&sort=date&page=y");
        assert_eq!(link(own, &asked, &[("sort", ""), ("exact", "1")]), "/recherche?q=%C5%93uvre%20d%27art&section=7&to=2026-09-20&exact=1");
    }

    #[test]
    fn replaced_words_stand_where_the_typed_ones_stood() {
        let by = [Replaced { typed: "vucoc".to_owned(), by: "Vučić".to_owned() }];
        assert_eq!(replaced("le vucoc, dit-on", &by), "le Vučić, dit-on");
    }
}
