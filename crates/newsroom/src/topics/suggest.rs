//! Topics that a text may be about, each with the reason: named in it, carried by articles near to it, or a name that it
//! repeats and that is no topic yet. Nothing is decided here: the desk offers, the journalist ticks.

use std::collections::HashMap;

use database::Id;
use language::{Kind, Tag, analyse};

use super::{Topic, merge_store, store};
use crate::articles::Content;
use crate::naming::best;
use crate::{App, Error, indexing, related, site};

/// Suggestions at most, of known topics and of new names.
const KNOWN: usize = 12;
const NEW: usize = 6;
/// Near articles that are asked what they are about.
const NEAR: usize = 10;
/// A topic that fewer of them carry is chance.
const CARRIED: i64 = 2;
/// Words of a new name at most.
const LONGEST: usize = 4;
/// A word of a name has at least so many letters.
const LETTERS: usize = 3;
/// Where every noun has a capital letter, capitals name nobody.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// Why a topic is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The text names it so many times; the headline does.
    Named(usize, bool),
    /// So many near articles carry it.
    Near(i64),
    /// It is no topic yet; the text names it so many times.
    Repeated(usize),
}

/// A suggested topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The topic; None for a name that is none yet.
    pub topic: Option<Id>,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// What a text may be about, beside the topics it has: those it names, from the most named on; those of near articles; new names.
pub async fn suggest(app: &App, article: Id, language: &str, content: &Content) -> Result<Vec<Suggestion>, Error> {
    let tag = Tag::parse(language).map_err(Error::broken)?;
    // A body that cannot be read has no words; the edit page says so itself.
    let body = content.document().map(|document| document::plain_text(&document)).unwrap_or_default();
    let text = Words::of(&[&content.headline, &content.standfirst, &body], &tag);
    let near = near(app, article, content, &tag).await?;
    let (topics, carried, main) = database::read!(app.database, tx => {
        let carried = merge_store::topics_among(tx, &near).await?;
        Ok::<_, Error>((store::all(tx).await?, carried, site::main_language(tx).await?))
    })?;
    let named = named(&topics, &text, (language, &main), &tag);
    let mut found: Vec<Suggestion> = Vec::new();
    let free = |id: Id, found: &[Suggestion]| !content.topics.contains(&id) && !found.iter().any(|one| one.topic == Some(id));
    for (topic, name, times, headline) in &named {
        if free(*topic, &found) {
            found.push(Suggestion { topic: Some(*topic), name: name.clone(), why: Why::Named(*times, *headline) });
        }
    }
    for (id, many) in carried.into_iter().filter(|(_, many)| *many >= CARRIED) {
        let name = topics.iter().find(|topic| topic.id == id).and_then(|topic| best(&topic.names, language, &main));
        if let Some(name) = name.filter(|_| free(id, &found)) {
            found.push(Suggestion { topic: Some(id), name: name.name.clone(), why: Why::Near(many) });
        }
    }
    found.truncate(KNOWN);
    if !CAPITAL_NOUNS.contains(&tag.primary()) {
        let known: Vec<Vec<String>> = topics.iter().flat_map(|topic| topic.names.values()).map(|name| folded(&name.name, &tag)).collect();
        found.extend(text.repeated(&known).into_iter().map(|(name, times)| Suggestion { topic: None, name, why: Why::Repeated(times) }));
    }
    Ok(found)
}

/// The articles nearest by whole text; of one that is not published yet, those found by the words of its headline.
async fn near(app: &App, article: Id, content: &Content, tag: &Tag) -> Result<Vec<Id>, Error> {
    let cards = database::read!(app.database, tx => { related::of(tx, article, NEAR).await })?;
    if !cards.is_empty() || app.index.is_none() || content.headline.is_empty() {
        return Ok(cards.into_iter().map(|card| card.id).collect());
    }
    let query = indexing::Query {
        words: content.headline.clone(),
        tongue: indexing::Tongue::Only(tag.clone()),
        limit: NEAR,
        bare: true,
        ..indexing::Query::default()
    };
    let hits = indexing::find(app, query).await?;
    Ok(hits.hits.into_iter().map(|hit| hit.id).filter(|id| *id != article).collect())
}

/// The words of a name or a text, folded.
fn folded(text: &str, tag: &Tag) -> Vec<String> {
    analyse(text, tag).into_iter().filter(|token| token.kind == Kind::Word).map(|token| token.text).collect()
}

/// The topics that the text names: id, name, how often, whether in the headline. The most named first.
fn named(topics: &[Topic], text: &Words, (language, main): (&str, &str), tag: &Tag) -> Vec<(Id, String, usize, bool)> {
    let mut found = Vec::new();
    for topic in topics {
        let Some(name) = best(&topic.names, language, main) else { continue };
        let words = folded(&name.name, tag);
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let (times, headline) = text.times(&words);
        if times > 0 && letters >= LETTERS {
            found.push((topic.id, name.name.clone(), times, headline));
        }
    }
    found.sort_by_key(|(id, _, times, headline)| (std::cmp::Reverse((*headline, *times)), *id));
    found
}

/// A word as it stands in the text.
struct Spot {
    folded: String,
    surface: String,
    capital: bool,
    /// Whether it begins a sentence, where a capital says nothing.
    begins: bool,
    /// Whether nothing but one space or hyphen stands between the word before and this one.
    joined: Option<char>,
}

/// The words of a headline, a standfirst and a body.
struct Words {
    parts: Vec<Vec<Spot>>,
    /// Where a word occurs: part and place.
    places: HashMap<String, Vec<(usize, usize)>>,
}

impl Words {
    fn of(texts: &[&str], tag: &Tag) -> Words {
        let parts: Vec<Vec<Spot>> = texts.iter().map(|text| spots(text, tag)).collect();
        let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (part, spots) in parts.iter().enumerate() {
            for (place, spot) in spots.iter().enumerate() {
                places.entry(spot.folded.clone()).or_default().push((part, place));
            }
        }
        Words { parts, places }
    }

    /// How often these words follow one another, and whether in the headline.
    fn times(&self, words: &[String]) -> (usize, bool) {
        let Some(first) = words.first() else { return (0, false) };
        let follows = |(part, place): &&(usize, usize)| {
            let spots = self.parts.get(*part).and_then(|spots| spots.get(*place..*place + words.len()));
            spots.is_some_and(|spots| spots.iter().zip(words).all(|(spot, word)| spot.folded == *word))
        };
        let found: Vec<&(usize, usize)> = self.places.get(first).map(|places| places.iter().filter(follows).collect()).unwrap_or_default();
        (found.len(), found.iter().any(|(part, _)| *part == 0))
    }

    /// Names that are no topic and occur twice at least, as the text writes them; the most repeated first.
    fn repeated(&self, known: &[Vec<String>]) -> Vec<(String, usize)> {
        let mut candidates: Vec<(Vec<String>, String, usize)> = Vec::new();
        for spots in &self.parts {
            let mut at = 0;
            while let Some(spot) = spots.get(at) {
                if !spot.capital || spot.begins {
                    at += 1;
                    continue;
                }
                let more = spots.iter().skip(at + 1).take(LONGEST - 1).take_while(|next| next.capital && next.joined.is_some());
                let run: Vec<&Spot> = std::iter::once(spot).chain(more).collect();
                at += run.len();
                let words: Vec<String> = run.iter().map(|spot| spot.folded.clone()).collect();
                let is_known = known.contains(&words) || candidates.iter().any(|(other, ..)| *other == words);
                let letters: usize = words.iter().map(|word| word.chars().count()).sum();
                let (times, _) = self.times(&words);
                if is_known || letters < LETTERS || times < 2 {
                    continue;
                }
                let mut name = String::new();
                for (index, spot) in run.iter().enumerate() {
                    name.extend(spot.joined.filter(|_| index > 0));
                    name.push_str(&spot.surface);
                }
                candidates.push((words, name, times));
            }
        }
        let within = |words: &[String], times: usize| {
            candidates
                .iter()
                .any(|(other, _, many)| other.len() > words.len() && *many >= times && other.windows(words.len()).any(|part| part == words))
        };
        let mut kept: Vec<(String, usize)> =
            candidates.iter().filter(|(words, _, times)| !within(words, *times)).map(|(_, name, times)| (name.clone(), *times)).collect();
        kept.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        kept.truncate(NEW);
        kept
    }
}

fn spots(text: &str, tag: &Tag) -> Vec<Spot> {
    let mut end = 0;
    let mut spots = Vec::new();
    for token in analyse(text, tag).into_iter().filter(|token| token.kind == Kind::Word) {
        let (Some(surface), Some(between)) = (text.get(token.start..token.end), text.get(end..token.start)) else { continue };
        let mut gap = between.chars();
        let joined = gap.next().filter(|c| gap.next().is_none() && matches!(c, ' ' | '\u{a0}' | '-'));
        let sentence = end == 0 || between.contains(['.', '!', '?', '…', '\n', '«', '»', '"', '“', '”', ':', '–', '—']);
        let capital = surface.chars().next().is_some_and(char::is_uppercase);
        spots.push(Spot { folded: token.text, surface: surface.to_owned(), capital, begins: sentence, joined });
        end = token.end;
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(headline: &str, body: &str) -> Words {
        Words::of(&[headline, "", body], &Tag::parse("fr").unwrap())
    }

    #[test]
    fn a_name_counts_wherever_it_stands_and_however_it_is_spelt() {
        let text = words("Đorđe Vučić à Lisna", "Djordje Vucic l’a dit. À Lisna, rien.");
        let name = folded("Djordje Vučić", &Tag::parse("fr").unwrap());
        assert_eq!(text.times(&name), (2, true));
    }

    #[test]
    fn repeated_names_are_offered_whole_and_the_beginning_of_a_sentence_is_none() {
        let text = words("", "Hier la maire Zora Lenc a parlé. Zora Lenc reviendra. Hier encore, près de Dobrava. Personne. À Dobrava.");
        assert_eq!(text.repeated(&[]), [("Zora Lenc".to_owned(), 2), ("Dobrava".to_owned(), 2)]);
        let known = [folded("dobrava", &Tag::parse("fr").unwrap())];
        assert_eq!(text.repeated(&known), [("Zora Lenc".to_owned(), 2)]);
    }
}
