//! The theme: templates with the functions they may call, phrases, assets.
//!
//! Guarantees: output is escaped unless a template says otherwise; a template that loops runs out of fuel instead of time.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use language::Tag;
use minijinja::value::{Kwargs, Rest, Serde};
use minijinja::{AutoEscape, Environment, Output, State, Value, context, escape_formatter};
use serde::Serialize;

use crate::assets::{Asset, files};
use crate::phrases::Phrases;
use crate::{Error, mail, sampling};

/// The newsroom's own wording: language -> key -> text.
pub type Wording = BTreeMap<String, BTreeMap<String, String>>;

/// How much a template may do: a page of a hundred cards takes about a hundredth of it.
const FUEL: u64 = 20_000_000;

/// The name under which templates know their page's language.
const LANGUAGE: &str = "_language";

struct Words {
    phrases: Phrases,
    own: RwLock<Wording>,
}

impl Words {
    fn text(&self, tag: &Tag, key: &str, arguments: &[(&str, Value)]) -> Option<String> {
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = own.get(tag.as_str()).and_then(|all| all.get(key)).filter(|text| !text.is_empty()) {
            let filled = |text: String, (name, value): &(&str, Value)| text.replace(&format!("{{{name}}}"), &value.to_string());
            return Some(arguments.iter().fold(text.clone(), filled));
        }
        drop(own);
        self.phrases.text(tag, key, arguments)
    }
}

/// A theme: the embedded one, with a site's own folder over it.
pub struct Theme {
    environment: Environment<'static>,
    words: Arc<Words>,
    assets: Arc<BTreeMap<String, Asset>>,
    synonyms: String,
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets.len()).finish_non_exhaustive()
    }
}

/// One fault found by [`Theme::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The template or phrase file.
    pub name: String,
    /// What is wrong.
    pub detail: String,
}

impl Theme {
    /// Reads the theme; `overlay` is a site's own folder, whose files replace single ones of the default.
    pub fn load(overlay: Option<&Path>) -> Result<Theme, Error> {
        let all = files(overlay)?;
        let phrases = Phrases::load(&all, &BTreeMap::new())?;
        let words = Arc::new(Words { phrases, own: RwLock::default() });
        let assets: BTreeMap<String, Asset> = all
            .iter()
            .filter_map(|(name, bytes)| Some((name.strip_prefix("assets/")?.to_owned(), bytes)))
            .map(|(name, bytes)| (name.clone(), Asset::new(&name, bytes.clone())))
            .collect();
        let assets = Arc::new(assets);
        let mut environment = Environment::new();
        environment.set_fuel(Some(FUEL));
        environment.set_auto_escape_callback(|name| if name.ends_with(".txt") { AutoEscape::None } else { AutoEscape::Html });
        environment.set_formatter(write_value);
        add_functions(&mut environment, &words, &assets);
        let synonyms = all.get("synonyms.txt").cloned().unwrap_or_default();
        let synonyms = String::from_utf8(synonyms).map_err(|_| fault("synonyms.txt", "is not UTF-8"))?;
        for (name, bytes) in all {
            if !["site/", "mail/", "desk/"].iter().any(|folder| name.starts_with(folder)) {
                continue;
            }
            let text = String::from_utf8(bytes).map_err(|_| fault(&name, "is not UTF-8"))?;
            environment.add_template_owned(name.clone(), text).map_err(|error| fault(&name, error))?;
        }
        Ok(Theme { environment, words, assets, synonyms })
    }

    /// Renders a template in a language.
    pub fn render(&self, name: &str, language: &Tag, page: &impl Serialize) -> Result<String, Error> {
        let template = self.environment.get_template(name).map_err(|error| fault(name, error))?;
        let page = Value::from(Serde(page));
        template.render(context! { _language => language.as_str(), ..page }).map_err(|error| fault(name, format!("{error:#}")))
    }

    /// A phrase in a language; the key itself when no language has it.
    pub fn text(&self, language: &Tag, key: &str, arguments: &[(&str, Value)]) -> String {
        self.words.text(language, key, arguments).unwrap_or_else(|| key.to_owned())
    }

    /// A phrase as it is without the newsroom's own wording; empty when there is none.
    pub fn usual(&self, language: &Tag, key: &str, arguments: &[(&str, &str)]) -> String {
        let arguments: Vec<(&str, Value)> = arguments.iter().map(|(name, value)| (*name, Value::from(*value))).collect();
        self.words.phrases.text(language, key, &arguments).unwrap_or_default()
    }

    /// Whether there is such a phrase.
    pub fn has(&self, language: &Tag, key: &str) -> bool {
        self.words.text(language, key, &[]).is_some()
    }

    /// Puts the newsroom's own wording over the theme's.
    pub fn set_wording(&self, wording: Wording) {
        *self.words.own.write().unwrap_or_else(PoisonError::into_inner) = wording;
    }

    /// The names that are written in several ways, one group a line (`synonyms.txt`).
    pub fn synonyms(&self) -> &str {
        &self.synonyms
    }

    /// The address path of an asset, with its hash: `/assets/site.1f2e.css`.
    pub fn asset_path(&self, name: &str) -> Option<String> {
        self.assets.get(name).map(|asset| format!("/assets/{}", asset.hashed))
    }

    /// The asset served under a hashed name.
    pub fn asset(&self, hashed: &str) -> Option<&Asset> {
        self.assets.values().find(|asset| asset.hashed == hashed)
    }

    /// The keys of one locale, without its fallbacks.
    pub fn keys(&self, locale: &str) -> std::collections::BTreeSet<String> {
        self.words.phrases.keys(locale)
    }

    /// The names of all templates.
    pub fn templates(&self) -> Vec<String> {
        let mut names: Vec<String> = self.environment.templates().map(|(name, _)| name.to_owned()).collect();
        names.sort_unstable();
        names
    }

    /// Renders every template with its sample, in the languages it is for. Empty: the theme may be used.
    pub fn check(&self) -> Vec<Problem> {
        sampling::check(self)
    }
}

/// Escapes what HTML asks for. The engine's own escapes `/` too, which makes every address twice as long.
fn write_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    let plain = !matches!(state.auto_escape(), AutoEscape::Html) || value.is_safe();
    let Some(text) = value.as_str().filter(|_| !plain) else {
        return escape_formatter(out, state, value);
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        let mut signs = from.chars();
        let escaped = match signs.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        };
        out.write_str(before)?;
        out.write_str(escaped)?;
        rest = signs.as_str();
    }
    Ok(out.write_str(rest)?)
}

fn fault(name: &str, detail: impl fmt::Display) -> Error {
    Error::Template { name: name.to_owned(), detail: detail.to_string() }
}

fn wrong(text: String) -> minijinja::Error {
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, text)
}

fn page_language(state: &State) -> Result<Tag, minijinja::Error> {
    let tag = state.lookup(LANGUAGE).ok_or_else(|| wrong("a macro does not know the page's language: pass it texts".to_owned()))?;
    Tag::parse(&tag.to_string()).map_err(|error| wrong(error.to_string()))
}

fn add_functions(environment: &mut Environment<'static>, words: &Arc<Words>, assets: &Arc<BTreeMap<String, Asset>>) {
    let known = Arc::clone(words);
    environment.add_function("t", move |state: &State, key: String, named: Kwargs| -> Result<String, minijinja::Error> {
        let names: Vec<String> = named.args().map(str::to_owned).collect();
        let mut arguments = Vec::with_capacity(names.len());
        for name in &names {
            arguments.push((name.as_str(), named.get::<Value>(name)?));
        }
        known.text(&page_language(state)?, &key, &arguments).ok_or_else(|| wrong(format!("no phrase {key}")))
    });
    let files = Arc::clone(assets);
    environment.add_function("asset", move |name: String| -> Result<String, minijinja::Error> {
        files.get(&name).map(|asset| format!("/assets/{}", asset.hashed)).ok_or_else(|| wrong(format!("no asset {name}")))
    });
    environment.add_filter("typo", |state: &State, text: String| -> Result<String, minijinja::Error> {
        Ok(language::typography(&text, &page_language(state)?))
    });
    environment.add_filter("wrap", |text: String| mail::wrapped(&text));
    environment.add_filter("preheader", |text: String| mail::preheader(&text));
    environment.add_filter("styled", |html: String, accent: String| Value::from_safe_string(mail::styled(&html, &accent)));
    environment.add_function("first_of", |values: Rest<Value>| values.iter().find(|value| value.is_true()).cloned().unwrap_or_default());
}
