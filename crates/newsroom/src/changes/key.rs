//! What can change, by name. Written `kind:subject`, a key is also what a cached page depends on.

use std::fmt;

use database::Id;

/// What changed. Its `Display` form is the key of the page cache.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// An article's own page, and cards and links that show it: `article:42`.
    Article(Id),
    /// The home page's list in one language: `list:home:fr`.
    Home(String),
    /// A section's list: `list:section:7:fr`.
    Section(Id, String),
    /// A topic's list: `list:topic:7:fr`.
    Topic(Id, String),
    /// A contributor's list: `list:contributor:7:fr`.
    Contributor(Id, String),
    /// The monthly archive and the sitemaps: `list:archive:fr`.
    Archive(String),
    /// The neighbours of an article: `related:42`.
    Related(Id),
    /// A picture's texts or variants: `media:9`.
    Media(Id),
    /// A static page: `static_page:3`.
    StaticPage(Id),
    /// Names and addresses of sections, topics, contributors; menu and footer: `navigation`.
    Navigation,
    /// Look and words of the site: `theme`.
    Theme,
    /// The newsletters readers can choose: `newsletters`.
    Newsletters,
    /// The past mailings of a newsletter: `mailings:7`.
    Mailings(Id),
    /// An address that answers otherwise than before: `path:/x`.
    Path(String),
}

impl Key {
    /// The two columns of the log.
    pub fn columns(&self) -> (&'static str, String) {
        match self {
            Key::Article(id) => ("article", id.to_string()),
            Key::Home(language) => ("list", format!("home:{language}")),
            Key::Section(id, language) => ("list", format!("section:{id}:{language}")),
            Key::Topic(id, language) => ("list", format!("topic:{id}:{language}")),
            Key::Contributor(id, language) => ("list", format!("contributor:{id}:{language}")),
            Key::Archive(language) => ("list", format!("archive:{language}")),
            Key::Related(id) => ("related", id.to_string()),
            Key::Media(id) => ("media", id.to_string()),
            Key::StaticPage(id) => ("static_page", id.to_string()),
            Key::Navigation => ("navigation", String::new()),
            Key::Theme => ("theme", String::new()),
            Key::Newsletters => ("newsletters", String::new()),
            Key::Mailings(id) => ("mailings", id.to_string()),
            Key::Path(path) => ("path", path.clone()),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, subject) = self.columns();
        if subject.is_empty() { f.write_str(kind) } else { write!(f, "{kind}:{subject}") }
    }
}
