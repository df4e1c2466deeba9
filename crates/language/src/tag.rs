//! Language tags (BCP 47) and the scripts they imply.
//!
//! Guarantees: a `Tag` is well formed and written canonically (`sr-Cyrl`, `pt-BR`), so that equal tags are equal text.
//! Whether a subtag is registered is not checked: a newsroom may write in a language we have never heard of.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// Why a text is no language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text does not have the form of a BCP 47 tag.
    #[error("\"{0}\" is not a language tag such as \"fr\" or \"sr-Cyrl\"")]
    NotATag(String),
}

/// The writing systems that the program treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters, written from right to left.
    Arabic,
    /// Hebrew letters, written from right to left.
    Hebrew,
    /// Any other.
    Other,
}

impl Script {
    /// Whether lines run from right to left.
    pub fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}

/// A language tag such as `fr`, `sr-Cyrl` or `pt-BR`, in canonical writing.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(Arc<str>);

impl Tag {
    /// Reads a tag in any case, with hyphens or underscores.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refuse = || Error::NotATag(text.chars().take(60).collect());
        let mut canonical = String::with_capacity(text.len());
        for (index, part) in text.split(['-', '_']).enumerate() {
            let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
            if !(1..=8).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(refuse());
            }
            if index == 0 {
                if !letters || part.len() < 2 || part.len() == 4 {
                    return Err(refuse());
                }
                canonical.push_str(&part.to_ascii_lowercase());
                continue;
            }
            canonical.push('-');
            match (part.len(), letters) {
                (4, true) => {
                    canonical.push_str(&part[..1].to_ascii_uppercase());
                    canonical.push_str(&part[1..].to_ascii_lowercase());
                }
                (2, true) => canonical.push_str(&part.to_ascii_uppercase()),
                _ => canonical.push_str(&part.to_ascii_lowercase()),
            }
        }
        Ok(Self(canonical.into()))
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone: `sr` of `sr-Cyrl`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script written in the tag, else the one the language is usually written in.
    pub fn script(&self) -> Script {
        if let Some(written) = self.0.split('-').skip(1).find(|part| part.len() == 4) {
            return match written {
                "Latn" => Script::Latin,
                "Cyrl" => Script::Cyrillic,
                "Grek" => Script::Greek,
                "Arab" => Script::Arabic,
                "Hebr" => Script::Hebrew,
                _ => Script::Other,
            };
        }
        match self.primary() {
            "be" | "bg" | "kk" | "ky" | "mk" | "mn" | "ru" | "sr" | "tg" | "uk" => Script::Cyrillic,
            "el" => Script::Greek,
            "ar" | "fa" | "ps" | "ur" | "ckb" => Script::Arabic,
            "he" | "yi" => Script::Hebrew,
            "am" | "bn" | "hi" | "hy" | "ja" | "ka" | "km" | "ko" | "ta" | "th" | "zh" => Script::Other,
            _ => Script::Latin,
        }
    }

    /// The same language in its other script: `sr-Latn` for `sr-Cyrl` and back; `None` for languages with one script.
    pub fn other_script(&self) -> Option<Self> {
        if self.primary() != "sr" {
            return None;
        }
        let other = if self.script() == Script::Cyrillic { "sr-Latn" } else { "sr-Cyrl" };
        Some(Self(other.into()))
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Tag({})", self.0)
    }
}

impl FromStr for Tag {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Tag {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        Self::parse(&text)
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0.as_ref().to_owned()
    }
}

impl AsRef<str> for Tag {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_canonically() {
        for (given, canonical, primary, script) in [
            ("fr", "fr", "fr", Script::Latin),
            ("SR-cyrl", "sr-Cyrl", "sr", Script::Cyrillic),
            ("sr_latn", "sr-Latn", "sr", Script::Latin),
            ("sr-Latn-rs", "sr-Latn-RS", "sr", Script::Latin),
            ("sr", "sr", "sr", Script::Cyrillic),
            ("pt-br", "pt-BR", "pt", Script::Latin),
            ("es-419", "es-419", "es", Script::Latin),
            ("el", "el", "el", Script::Greek),
        ] {
            let tag = Tag::parse(given).unwrap();
            assert_eq!((tag.as_str(), tag.primary(), tag.script()), (canonical, primary, script), "{given}");
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for text in ["", "f", "french language", "fr-", "-fr", "fr--x", "latn", "42", "fr/../x", "fr-abcdefghi"] {
            assert!(Tag::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn serbian_has_another_script() {
        let other = |text| Tag::parse(text).unwrap().other_script().map(String::from);
        assert_eq!(other("sr-Cyrl").as_deref(), Some("sr-Latn"));
        assert_eq!(other("sr-Latn").as_deref(), Some("sr-Cyrl"));
        assert_eq!(other("fr"), None);
    }
}
