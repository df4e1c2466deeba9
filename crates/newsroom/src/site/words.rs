//! The words that stand in addresses, by language. Fixed: an address once given goes on answering.

/// A word in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Before a topic's slug.
    Topic,
    /// Before a contributor's slug.
    Author,
    /// The search page.
    Search,
    /// The monthly archive.
    Archive,
    /// All related articles of an article: the last part of the path.
    Related,
    /// Before a page's number or key in a list.
    Page,
    /// The newsletter pages.
    Newsletter,
}

/// The word in a language; English where there is none.
pub fn word(language: &str, word: Word) -> &'static str {
    let primary = language.split('-').next().unwrap_or_default();
    let [fr, en, sr, sq] = match word {
        Word::Topic => ["theme", "topic", "tema", "tema"],
        Word::Author => ["auteur", "author", "autor", "autori"],
        Word::Search => ["recherche", "search", "pretraga", "kerko"],
        Word::Archive => ["archives", "archive", "arhiva", "arkivi"],
        Word::Related => ["sur-le-meme-sujet", "on-the-same-subject", "na-istu-temu", "per-te-njejten-teme"],
        Word::Page => ["page", "page", "strana", "faqe"],
        Word::Newsletter => ["lettre", "newsletter", "bilten", "buletini"],
    };
    match primary {
        "fr" => fr,
        "sr" | "bs" | "hr" => sr,
        "sq" => sq,
        _ => en,
    }
}

/// Every word of every language that stands first in an address: sections and static pages may not be called so.
pub const ALL_WORDS: [&str; 24] = [
    "theme",
    "topic",
    "tema",
    "auteur",
    "author",
    "autor",
    "autori",
    "recherche",
    "search",
    "pretraga",
    "kerko",
    "archives",
    "archive",
    "arhiva",
    "arkivi",
    "page",
    "strana",
    "faqe",
    "lettre",
    "newsletter",
    "bilten",
    "buletini",
    "mentions-legales",
    "confidentialite",
];
