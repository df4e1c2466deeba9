//! What the XML parser says, in owned form: tags, pieces of text, and its errors in words.

use quick_xml::errors::{Error as XmlError, IllFormedError, SyntaxError};
use quick_xml::events::BytesStart;

/// What the XML says next, in owned form.
pub(super) enum Token {
    Start { name: String, attributes: Vec<(String, String)>, raw: String, empty: bool },
    End(String),
    Text(String),
    CData(String),
    Reference(String),
    Eof,
    Other,
}

/// A piece of a leaf's text, kept apart until its end is known.
pub(super) enum Piece {
    Text(String),
    CData(String),
}

pub(super) fn opened(start: &BytesStart<'_>, empty: bool) -> Token {
    let raw: &str = start;
    Token::Start {
        name: start.name().as_ref().to_owned(),
        attributes: start
            .attributes()
            .with_checks(false)
            .flatten()
            .map(|attribute| {
                let value = quick_xml::escape::unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |v| v.into_owned());
                (attribute.key.as_ref().to_owned(), value)
            })
            .collect(),
        raw: if empty { format!("<{raw}/>") } else { format!("<{raw}>") },
        empty,
    }
}

/// `&amp;` and the like; a name that XML does not know is left for the HTML parser.
pub(super) fn reference(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => numbered(name).map_or_else(|| format!("&{name};"), String::from),
    }
}

fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(number).filter(|character| *character != '\0')
}

/// Puts the pieces of a leaf together. An export that wrapped a text holding `]]>` without cutting it leaves `]]>` in the
/// open at the very end: then the outermost pair is the wrapping and everything between is the text.
pub(super) fn joined(pieces: Vec<Piece>) -> String {
    let wrapped = matches!(pieces.first(), Some(Piece::CData(_)))
        && matches!(pieces.last(), Some(Piece::Text(text)) if text.trim_end().ends_with("]]>"));
    let count = pieces.len();
    let mut text = String::new();
    for (at, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::CData(inner) if !wrapped => text.push_str(&inner),
            Piece::CData(inner) => {
                if at > 0 {
                    text.push_str("<![CDATA[");
                }
                text.push_str(&inner);
                text.push_str("]]>");
            }
            Piece::Text(inner) if wrapped && at + 1 == count => {
                text.push_str(inner.trim_end().strip_suffix("]]>").unwrap_or(&inner));
            }
            Piece::Text(inner) => text.push_str(&inner),
        }
    }
    text
}

pub(super) fn shortened(text: &str) -> String {
    let short: String = text.trim().chars().take(40).collect();
    format!("\u{201C}{short}\u{201D}")
}

/// What the parser's error means: what was expected, what was found.
pub(super) fn explained(error: &XmlError, expected: &str) -> (String, String) {
    match error {
        XmlError::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => (format!("</{expected}>"), format!("</{found}>")),
        XmlError::IllFormed(IllFormedError::UnmatchedEndTag(found)) => (expected.to_owned(), format!("</{found}>")),
        XmlError::Syntax(SyntaxError::UnclosedCData) => ("]]>".to_owned(), "the end of the file".to_owned()),
        XmlError::Syntax(SyntaxError::UnclosedComment) => ("-->".to_owned(), "the end of the file".to_owned()),
        XmlError::Syntax(SyntaxError::UnclosedTag) => (">".to_owned(), "the end of the file".to_owned()),
        other => (expected.to_owned(), other.to_string()),
    }
}
