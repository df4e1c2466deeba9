//! The analyser of `language` as the library's tokenizer.
//!
//! A text to index begins with its language, since one field holds every language: `fr` U+001F text. Words are made by
//! the writer's own thread, so that what waits for it is text and not the many times larger list of its words.

use language::{Kind, Tag, analyse};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::stems;

/// The tokenizers' names in the schema.
pub(crate) const NAME: &str = "kiosque";
pub(crate) const STEMS: &str = "kiosque-stems";
/// Between the language and the text.
const SEPARATOR: char = '\u{1f}';
/// Longer words are no words.
const LONGEST: usize = 200;

/// A text as this tokenizer wants it.
pub(crate) fn with_language(text: &str, language: &Tag) -> String {
    format!("{}{SEPARATOR}{text}", language.as_str())
}

/// The analyser's words, or with `stems` only what their endings leave of them.
#[derive(Clone, Default)]
pub(crate) struct Words {
    pub(crate) stems: bool,
}

pub(crate) struct Stream {
    tokens: std::vec::IntoIter<language::Token>,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let (language, text) = text.split_once(SEPARATOR).unwrap_or(("und", text));
        let tokens = match Tag::parse(language) {
            Ok(language) if self.stems => stems::of_text(text, &language),
            Ok(language) => analyse(text, &language),
            Err(_) => Vec::new(),
        };
        Stream { tokens: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(next) = self.tokens.find(|token| token.text.len() < LONGEST) else {
            return false;
        };
        self.token = Token {
            offset_from: next.start,
            offset_to: next.end,
            position: next.position,
            position_length: if next.kind == Kind::Joined { 2 } else { 1 },
            text: next.text,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
