//! Phrases in every language, by key.
//!
//! A language falls back to its primary language, then to English; within one language a site's own file
//! (`locales/fr.ftl` of its folder) replaces single phrases of the default one.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use language::Tag;
use minijinja::Value;
use minijinja::value::ValueKind;
use unic_langid::LanguageIdentifier;

use crate::Error;

/// Locales that have every key, the desk's included.
pub const COMPLETE: [&str; 2] = ["en", "fr"];

/// Locales that have every key of the reader pages and mails.
pub const READER: [&str; 5] = ["en", "fr", "sr-Latn", "sr-Cyrl", "sq"];

/// What every language falls back to.
const LAST: &str = "en";

type Bundle = FluentBundle<FluentResource>;

/// The phrases of all locales.
pub(crate) struct Phrases {
    locales: BTreeMap<String, Bundle>,
    keys: BTreeMap<String, BTreeSet<String>>,
}

impl Phrases {
    /// Reads `locales/*.ftl` and `locales/LOCALE/*.ftl`; `own` holds the overlay's files, which replace single phrases.
    pub(crate) fn load(embedded: &BTreeMap<String, Vec<u8>>, own: &BTreeMap<String, Vec<u8>>) -> Result<Phrases, Error> {
        let mut phrases = Phrases { locales: BTreeMap::new(), keys: BTreeMap::new() };
        for (file, bytes) in embedded.iter().chain(own) {
            if let Some(locale) = locale_of(file) {
                phrases.add(locale, file, bytes)?;
            }
        }
        Ok(phrases)
    }

    fn add(&mut self, locale: &str, file: &str, bytes: &[u8]) -> Result<(), Error> {
        let fault = |detail: String| Error::Phrases { file: file.to_owned(), detail };
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| fault("is not UTF-8".to_owned()))?;
        let id: LanguageIdentifier = locale.parse().map_err(|e| fault(format!("{locale}: {e}")))?;
        let found = keys_of(&text);
        let resource = FluentResource::try_new(text).map_err(|(_, errors)| {
            fault(errors.iter().map(|e| format!("byte {}: {}", e.pos.start, e.kind)).collect::<Vec<_>>().join("; "))
        })?;
        let bundle = self.locales.entry(locale.to_owned()).or_insert_with(|| {
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            bundle
        });
        bundle.add_resource_overriding(resource);
        self.keys.entry(locale.to_owned()).or_default().extend(found);
        Ok(())
    }

    /// The phrase, or `None` when no language of the chain has the key.
    pub(crate) fn text(&self, tag: &Tag, key: &str, arguments: &[(&str, Value)]) -> Option<String> {
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(name.to_string(), fluent(value));
        }
        chain(tag).into_iter().find_map(|locale| {
            let bundle = self.locales.get(&locale)?;
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
            for error in &errors {
                tracing::warn!(key, locale, %error, "phrase");
            }
            Some(text)
        })
    }

    /// The keys of one locale, without its fallbacks.
    pub(crate) fn keys(&self, locale: &str) -> BTreeSet<String> {
        self.keys.get(locale).cloned().unwrap_or_default()
    }
}

/// `locales/fr.ftl` and `locales/fr/desk.ftl` both hold phrases of `fr`.
fn locale_of(file: &str) -> Option<&str> {
    let rest = file.strip_prefix("locales/")?.strip_suffix(".ftl")?;
    Some(rest.split_once('/').map_or(rest, |(locale, _)| locale))
}

fn keys_of(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .collect()
}

/// The locales to ask, best first. Serbian without a script, and its close relatives, read the Latin phrases.
fn chain(tag: &Tag) -> Vec<String> {
    let mut chain = vec![tag.as_str().to_owned()];
    let primary = tag.primary();
    if primary != tag.as_str() {
        chain.push(primary.to_owned());
    }
    if matches!(primary, "sr" | "bs" | "hr" | "cnr" | "sh") {
        chain.push("sr-Latn".to_owned());
    }
    chain.push(LAST.to_owned());
    chain
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value.kind() {
        ValueKind::Number => value.to_string().parse::<f64>().map_or(FluentValue::None, FluentValue::from),
        _ => FluentValue::from(value.to_string()),
    }
}
