//! What an export holds, as typed values: the site, its authors and terms, its items.

/// What the channel says of the whole site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub title: String,
    /// Its home address.
    pub link: String,
    /// `fr-FR`, `en`...
    pub language: String,
    /// 1.0, 1.1, 1.2; empty when the export does not say.
    pub version: String,
    /// The address of the installation.
    pub base_site: String,
    /// The address of this site in it.
    pub base_blog: String,
}

impl Site {
    /// The address that names this site among imports: without protocol, `www.` and the slash at the end.
    pub fn key(&self) -> String {
        let address = [&self.base_blog, &self.link, &self.base_site].into_iter().find(|address| !address.is_empty());
        super::address::site_key(address.unwrap_or(&self.title))
    }
}

/// Who could log in to the old site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Its number there.
    pub id: String,
    /// The login, by which items name it.
    pub login: String,
    /// The mail address: private.
    pub email: String,
    /// The name readers saw.
    pub display_name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

impl Author {
    /// The name to sign with.
    pub fn name(&self) -> String {
        let full = format!("{} {}", self.first_name, self.last_name);
        [self.display_name.trim(), full.trim(), self.login.trim()].into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned()
    }
}

/// A term of the site: category, tag, or one of a plugin's own kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// Its number there.
    pub id: String,
    /// `category`, `post_tag`, `language`, `author`...
    pub taxonomy: String,
    /// The word in addresses.
    pub slug: String,
    /// The slug of the term above it.
    pub parent: String,
    /// The name readers saw.
    pub name: String,
    /// A description.
    pub description: String,
}

/// A term as an item names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemTerm {
    /// Its taxonomy.
    pub taxonomy: String,
    /// The word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A comment, which no import takes over but a side file keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Comment {
    /// Its number there.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// When, UTC.
    pub date_gmt: String,
    /// Its HTML.
    pub content: String,
    /// `1`, `0`, `spam`...
    pub approved: String,
    /// The comment it answers.
    pub parent: String,
}

/// One item: article, page, attachment, menu entry...
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The line its element begins on.
    pub line: u64,
    /// Its number there; 0 when the export gives none.
    pub id: u64,
    /// The headline, as HTML.
    pub title: String,
    /// Its old address.
    pub link: String,
    /// The identity that feeds gave.
    pub guid: String,
    /// The RFC 2822 date of the feed form.
    pub pub_date: String,
    /// Local date.
    pub date: String,
    /// The same in UTC; zeros for a draft.
    pub date_gmt: String,
    /// Last alteration, UTC.
    pub modified_gmt: String,
    /// The login of the author.
    pub creator: String,
    /// The text.
    pub content: String,
    /// The excerpt, or an attachment's caption.
    pub excerpt: String,
    /// The word in the address.
    pub name: String,
    /// `publish`, `draft`, `pending`, `private`, `future`, `trash`, `inherit`...
    pub status: String,
    /// `post`, `page`, `attachment`, `guest-author`...
    pub kind: String,
    /// The password that protected it.
    pub password: String,
    /// Number of the item above it.
    pub parent: u64,
    /// Place in a menu or among pages.
    pub menu_order: i64,
    /// Kept on top.
    pub sticky: bool,
    /// Where an attachment's file is.
    pub attachment_url: String,
    /// Categories, tags and the terms of plugins.
    pub terms: Vec<ItemTerm>,
    /// Key and value, in order.
    pub meta: Vec<(String, String)>,
    /// Comments.
    pub comments: Vec<Comment>,
}

impl Item {
    /// The last value of a meta key, if it is not empty.
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.meta.iter().rev().find(|(name, value)| name == key && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// The terms of one taxonomy.
    pub fn terms_of<'a>(&'a self, taxonomy: &'a str) -> impl Iterator<Item = &'a ItemTerm> {
        self.terms.iter().filter(move |term| term.taxonomy == taxonomy)
    }

    /// What names it in messages and findings.
    pub fn key(&self) -> String {
        self.id.to_string()
    }
}

/// One thing that the reader found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The channel's own facts: given once, before the first item or at the end.
    Site(Site),
    /// An author.
    Author(Author),
    /// A term.
    Term(Term),
    /// An item.
    Item(Box<Item>),
}
