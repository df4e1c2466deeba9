//! Reads a WordPress export (WXR 1.0 to 1.2) as a stream: one item in memory at a time.
//!
//! Guarantees: no panic on any input; an item is given whole or not at all; whatever is wrong is told with file, line and
//! what was expected there.

mod tokens;

use std::io::Read;

use quick_xml::Reader as XmlReader;
use quick_xml::events::Event;

use self::tokens::{Piece, Token, explained, joined, opened, reference, shortened};
use super::item::{Author, Comment, Entry, Item, ItemTerm, Site, Term};
use super::source::Source;
use crate::Malformed;

/// A reader of one export.
pub struct Reader<R: Read> {
    xml: XmlReader<Source<R>>,
    file: String,
    buffer: Vec<u8>,
    line: u64,
    site: Option<Site>,
    inside: bool,
    waiting: Option<Entry>,
    ended: bool,
}

impl<R: Read> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("file", &self.file).field("line", &self.line).finish()
    }
}

impl<R: Read> Reader<R> {
    /// Reads `source`; `file` names it in messages.
    pub fn new(source: R, file: &str) -> Reader<R> {
        let mut xml = XmlReader::from_reader(Source::new(source));
        let config = xml.config_mut();
        config.allow_dangling_amp = true;
        config.check_end_names = true;
        Reader {
            xml,
            file: file.to_owned(),
            buffer: Vec::new(),
            line: 1,
            site: Some(Site::default()),
            inside: false,
            waiting: None,
            ended: false,
        }
    }

    /// Bytes read so far.
    pub fn position(&self) -> u64 {
        self.xml.get_ref().consumed()
    }

    /// How many runs of bytes were not UTF-8.
    pub fn replaced(&self) -> u64 {
        self.xml.get_ref().replaced()
    }

    /// The next thing, or None at the end of a whole file. After an error there is nothing more.
    pub fn read(&mut self) -> Result<Option<Entry>, Malformed> {
        if let Some(entry) = self.waiting.take() {
            return Ok(Some(entry));
        }
        if self.ended {
            return Ok(None);
        }
        match self.advance() {
            Ok(found) => Ok(found),
            Err(error) => {
                self.ended = true;
                Err(error)
            }
        }
    }

    fn advance(&mut self) -> Result<Option<Entry>, Malformed> {
        if !self.inside {
            self.open("rss")?;
            self.open("channel")?;
            self.inside = true;
        }
        loop {
            match self.token("</channel>")? {
                Token::Start { name, empty, .. } => {
                    let entry = if empty { None } else { self.channel_child(&name)? };
                    if let Some(entry) = entry {
                        return Ok(Some(entry));
                    }
                }
                Token::End(_) => {
                    self.ended = true;
                    return Ok(self.site.take().map(Entry::Site));
                }
                Token::Eof => return Err(self.malformed("</channel>", "the end of the file")),
                _ => {}
            }
        }
    }

    /// The site's facts come before whatever needs them.
    fn after_site(&mut self, entry: Entry) -> Entry {
        match self.site.take() {
            Some(site) => {
                self.waiting = Some(entry);
                Entry::Site(site)
            }
            None => entry,
        }
    }

    fn channel_child(&mut self, name: &str) -> Result<Option<Entry>, Malformed> {
        match name {
            "item" => {
                let item = self.item()?;
                Ok(Some(self.after_site(Entry::Item(Box::new(item)))))
            }
            "wp:author" => {
                let mut author = Author::default();
                self.fields(name, |field, value| match field {
                    "wp:author_id" => author.id = value,
                    "wp:author_login" => author.login = value,
                    "wp:author_email" => author.email = value,
                    "wp:author_display_name" => author.display_name = value,
                    "wp:author_first_name" => author.first_name = value,
                    "wp:author_last_name" => author.last_name = value,
                    _ => {}
                })?;
                Ok(Some(Entry::Author(author)))
            }
            "wp:category" | "wp:tag" | "wp:term" => self.term(name).map(|term| Some(Entry::Term(term))),
            "title" | "link" | "language" | "wp:wxr_version" | "wp:base_site_url" | "wp:base_blog_url" => {
                let value = self.leaf(name)?.trim().to_owned();
                if let Some(site) = &mut self.site {
                    match name {
                        "title" => site.title = value,
                        "link" => site.link = value,
                        "language" => site.language = value,
                        "wp:wxr_version" => site.version = value,
                        "wp:base_site_url" => site.base_site = value,
                        _ => site.base_blog = value,
                    }
                }
                Ok(None)
            }
            _ => self.skip(name).map(|()| None),
        }
    }

    fn term(&mut self, name: &str) -> Result<Term, Malformed> {
        let mut term = Term {
            taxonomy: match name {
                "wp:category" => "category".to_owned(),
                "wp:tag" => "post_tag".to_owned(),
                _ => String::new(),
            },
            ..Term::default()
        };
        self.fields(name, |field, value| match field {
            "wp:term_id" => term.id = value,
            "wp:term_taxonomy" => term.taxonomy = taxonomy(&value),
            "wp:category_nicename" | "wp:tag_slug" | "wp:term_slug" => term.slug = value,
            "wp:category_parent" | "wp:term_parent" => term.parent = value,
            "wp:cat_name" | "wp:tag_name" | "wp:term_name" => term.name = value,
            "wp:category_description" | "wp:tag_description" | "wp:term_description" => term.description = value,
            _ => {}
        })?;
        Ok(term)
    }

    fn item(&mut self) -> Result<Item, Malformed> {
        let mut item = Item { line: self.line, ..Item::default() };
        loop {
            match self.token("</item>")? {
                Token::Start { name, attributes, empty, .. } if !empty => self.item_child(&mut item, &name, &attributes)?,
                Token::End(_) => break,
                Token::Eof => return Err(self.malformed("</item>", "the end of the file")),
                _ => {}
            }
        }
        if item.kind.is_empty() {
            item.kind = "post".to_owned();
        }
        if item.status.is_empty() {
            item.status = "publish".to_owned();
        }
        Ok(item)
    }

    fn item_child(&mut self, item: &mut Item, name: &str, attributes: &[(String, String)]) -> Result<(), Malformed> {
        match name {
            "category" => {
                let value = self.leaf(name)?.trim().to_owned();
                let attribute = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
                // WXR 1.0 writes each term twice, once bare; the one with a domain is kept.
                if let Some(domain) = attribute("domain")
                    && let Some(slug) = attribute("nicename")
                {
                    item.terms.push(ItemTerm { taxonomy: taxonomy(&domain), slug, name: value });
                }
                Ok(())
            }
            "wp:postmeta" => {
                let (mut key, mut content) = (String::new(), String::new());
                self.raw_fields(name, |field, value| match field {
                    "wp:meta_key" => key = value.trim().to_owned(),
                    "wp:meta_value" => content = value,
                    _ => {}
                })?;
                item.meta.push((key, content));
                Ok(())
            }
            "wp:comment" => {
                let mut comment = Comment::default();
                self.fields(name, |field, value| match field {
                    "wp:comment_id" => comment.id = value,
                    "wp:comment_author" => comment.author = value,
                    "wp:comment_date_gmt" => comment.date_gmt = value,
                    "wp:comment_content" => comment.content = value,
                    "wp:comment_approved" => comment.approved = value,
                    "wp:comment_parent" => comment.parent = value,
                    _ => {}
                })?;
                item.comments.push(comment);
                Ok(())
            }
            "content:encoded" => {
                item.content = self.leaf(name)?;
                Ok(())
            }
            "excerpt:encoded" => {
                item.excerpt = self.leaf(name)?;
                Ok(())
            }
            _ => {
                let line = self.line;
                let value = self.leaf(name)?.trim().to_owned();
                self.item_field(item, name, value, line)
            }
        }
    }

    fn item_field(&self, item: &mut Item, name: &str, value: String, line: u64) -> Result<(), Malformed> {
        let number = |value: &str| {
            if value.is_empty() {
                return Ok(0);
            }
            value.parse::<u64>().map_err(|_| Malformed {
                file: self.file.clone(),
                line,
                expected: format!("a number in <{name}>"),
                found: shortened(value),
            })
        };
        match name {
            "title" => item.title = value,
            "link" => item.link = value,
            "guid" => item.guid = value,
            "pubDate" => item.pub_date = value,
            "dc:creator" | "wp:author" => item.creator = value,
            "wp:post_id" => item.id = number(&value)?,
            "wp:post_date" => item.date = value,
            "wp:post_date_gmt" => item.date_gmt = value,
            "wp:post_modified_gmt" => item.modified_gmt = value,
            "wp:post_name" => item.name = value,
            "wp:status" => item.status = value,
            "wp:post_type" => item.kind = value,
            "wp:post_password" => item.password = value,
            "wp:post_parent" => item.parent = number(&value)?,
            // A place nobody can read is no place: it only orders menus.
            "wp:menu_order" => item.menu_order = value.parse().unwrap_or(0),
            "wp:is_sticky" => item.sticky = value == "1",
            "wp:attachment_url" => item.attachment_url = value,
            _ => {}
        }
        Ok(())
    }

    /// The children of an element that are leaves, trimmed.
    fn fields(&mut self, parent: &str, mut take: impl FnMut(&str, String)) -> Result<(), Malformed> {
        self.raw_fields(parent, |name, value| take(name, value.trim().to_owned()))
    }

    fn raw_fields(&mut self, parent: &str, mut take: impl FnMut(&str, String)) -> Result<(), Malformed> {
        let expected = format!("</{parent}>");
        loop {
            match self.token(&expected)? {
                Token::Start { name, empty, .. } if !empty => {
                    let value = self.leaf(&name)?;
                    take(&name, value);
                }
                Token::End(_) => return Ok(()),
                Token::Eof => return Err(self.malformed(&expected, "the end of the file")),
                _ => {}
            }
        }
    }

    /// The text of an element. Elements inside (an export that escapes nothing) are kept as written.
    fn leaf(&mut self, element: &str) -> Result<String, Malformed> {
        let expected = format!("</{element}>");
        let begun = self.line;
        let mut pieces = Vec::new();
        let mut depth = 0_usize;
        loop {
            match self.token(&expected)? {
                Token::Text(text) => pieces.push(Piece::Text(text)),
                Token::CData(text) => pieces.push(Piece::CData(text)),
                Token::Reference(name) => pieces.push(Piece::Text(reference(&name))),
                Token::Start { raw, empty, .. } => {
                    pieces.push(Piece::Text(raw));
                    depth += usize::from(!empty);
                }
                Token::End(_) if depth == 0 => return Ok(joined(pieces)),
                Token::End(name) => {
                    depth -= 1;
                    pieces.push(Piece::Text(format!("</{name}>")));
                }
                Token::Eof => {
                    self.line = begun;
                    return Err(self.malformed(&expected, "the end of the file"));
                }
                Token::Other => {}
            }
        }
    }

    fn skip(&mut self, element: &str) -> Result<(), Malformed> {
        self.leaf(element).map(|_| ())
    }

    /// Passes over what may stand before it and opens `element`.
    fn open(&mut self, element: &str) -> Result<(), Malformed> {
        let expected = format!("<{element}>");
        loop {
            match self.token(&expected)? {
                Token::Start { name, .. } if name == element => return Ok(()),
                Token::Start { name, .. } => {
                    return Err(self.malformed(&expected, &format!("<{name}>")));
                }
                Token::End(name) => return Err(self.malformed(&expected, &format!("</{name}>"))),
                Token::Text(text) if !text.trim().is_empty() => {
                    return Err(self.malformed(&expected, &shortened(&text)));
                }
                Token::Eof => return Err(self.malformed(&expected, "the end of the file")),
                _ => {}
            }
        }
    }

    fn token(&mut self, expected: &str) -> Result<Token, Malformed> {
        self.buffer.clear();
        let source = self.xml.get_mut();
        source.begin_event();
        self.line = source.line();
        let event = match self.xml.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                let (wanted, found) = explained(&error, expected);
                return Err(self.malformed(&wanted, &found));
            }
        };
        Ok(match event {
            Event::Start(start) => opened(&start, false),
            Event::Empty(start) => opened(&start, true),
            Event::End(end) => Token::End(end.name().as_ref().to_owned()),
            Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
            Event::CData(text) => Token::CData(text.xml10_content().into_owned()),
            Event::GeneralRef(name) => Token::Reference(name.into_inner().into_owned()),
            Event::Eof => Token::Eof,
            _ => Token::Other,
        })
    }

    fn malformed(&self, expected: &str, found: &str) -> Malformed {
        Malformed { file: self.file.clone(), line: self.line, expected: expected.to_owned(), found: found.to_owned() }
    }
}

/// WXR 1.0 called tags `tag`.
fn taxonomy(name: &str) -> String {
    if name == "tag" { "post_tag".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests;
