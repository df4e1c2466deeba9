//! What was found, as a page shows it: the words marked, and the choices that narrow a search down.

use language::Tag;
use newsroom::indexing::{Fragment, Hit, Hits};
use newsroom::sections::Section;
use newsroom::site::Identity;
use newsroom::{Id, Tx, articles, contributors, naming};
use theme::site::{Found, Piece, SearchChoice, SearchOption};

use crate::pages::Ask;
use crate::{Failure, Web};

/// What a result is shown with.
pub(super) struct Shown<'a> {
    /// The request.
    pub(super) ask: &'a Ask,
    /// The site.
    pub(super) identity: &'a Identity,
    /// Its sections.
    pub(super) sections: Vec<Section>,
}

impl Shown<'_> {
    /// Those of the hits that readers may see, in their order.
    pub(super) async fn found(&self, tx: &mut Tx, hits: &Hits) -> Result<Vec<Found>, Failure> {
        let ids: Vec<Id> = hits.hits.iter().map(|hit| hit.id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let cards = articles::cards(tx, &ids).await?;
        cards
            .iter()
            .filter_map(|card| Some((card, hits.hits.iter().find(|hit| hit.id == card.id)?)))
            .map(|(card, hit)| self.one(card, hit))
            .collect()
    }

    fn one(&self, card: &articles::Card, hit: &Hit) -> Result<Found, Failure> {
        let language = Tag::parse(&card.language).map_err(Failure::broken)?;
        let (page, zone) = (&self.ask.language, &self.identity.zone);
        let section = self.sections.iter().find(|section| Some(section.id) == card.section);
        let name = section.and_then(|section| naming::best(&section.names, page.as_str(), self.ask.main.as_str()));
        Ok(Found {
            href: crate::web::encode_path(&card.path),
            headline: pieces(&hit.headline, &language),
            passage: pieces(&hit.passage, &language),
            section: name.map(|name| name.name.clone()).unwrap_or_default(),
            date: theme::dates::full(card.published_at, zone, page).map_err(Failure::broken)?,
            datetime: theme::dates::iso(card.published_at, zone).map_err(Failure::broken)?,
            lang: (language != *page).then_some(card.language.clone()),
        })
    }
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

/// What is chosen already.
pub(super) struct Chosen<'a> {
    pub(super) section: Option<Id>,
    pub(super) author: Option<Id>,
    pub(super) language: Option<&'a str>,
    pub(super) newest: bool,
}

/// The choices of the form that this site offers: one of a single value is none.
pub(super) async fn choices(
    web: &Web,
    tx: &mut Tx,
    ask: &Ask,
    identity: &Identity,
    sections: &[Section],
    chosen: &Chosen<'_>,
) -> Result<Vec<SearchChoice>, Failure> {
    let name = |names: &naming::Names| naming::best(names, ask.language.as_str(), ask.main.as_str()).map(|name| name.name.clone());
    let option = |id: Id, names: &naming::Names, chosen: Option<Id>| {
        Some(SearchOption { value: id.to_string(), label: name(names)?, lang: None, chosen: chosen == Some(id) })
    };
    let of_sections: Vec<_> = sections.iter().filter_map(|section| option(section.id, &section.names, chosen.section)).collect();
    let mut of_authors: Vec<_> =
        contributors::all(tx).await?.iter().filter_map(|author| option(author.id, &author.names, chosen.author)).collect();
    of_authors.sort_by_cached_key(|option| language::fold_simple(&option.label));
    let of_languages = identity.languages.iter().map(|tag| SearchOption {
        value: tag.clone(),
        label: super::frame::language_name(tag),
        lang: (tag != ask.language.as_str()).then(|| tag.clone()),
        chosen: chosen.language == Some(tag.as_str()),
    });
    let text = |key: &str| web.text(&ask.language, key, "");
    let choice = |name: &str, label: &str, any: &str, options: Vec<SearchOption>| SearchChoice {
        name: name.to_owned(),
        label: text(label),
        any: text(any),
        options,
    };
    let mut choices = vec![
        choice("section", "site-search-section", "site-search-section-any", of_sections),
        choice("author", "site-search-author", "site-search-author-any", of_authors),
        choice("language", "site-search-language", "site-search-language-any", of_languages.collect()),
    ];
    // A choice among one is none, unless it was made in words.
    choices.retain(|choice| choice.options.len() > 1 || choice.options.iter().any(|option| option.chosen));
    let newest = SearchOption { value: "date".to_owned(), label: text("site-search-sort-newest"), lang: None, chosen: chosen.newest };
    choices.push(choice("sort", "site-search-sort", "site-search-sort-best", vec![newest]));
    Ok(choices)
}
