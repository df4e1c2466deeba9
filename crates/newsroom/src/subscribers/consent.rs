//! The proof of what was agreed to: which words, where, when, from which network address.

use database::{Id, Tx};
use language::Tag;

use super::store;
use crate::keys::sha256;
use crate::{App, Error};

/// A step of consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The address was given.
    Asked,
    /// Its owner confirmed.
    Confirmed,
    /// They chose otherwise.
    Changed,
    /// They gave up a newsletter, or all.
    Unsubscribed,
    /// Their address was erased.
    Erased,
    /// They were brought over from another program, with the proof that it kept.
    Imported,
    /// They were asked to confirm after an import, and did not.
    Lapsed,
}

impl Step {
    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Asked => "asked",
            Step::Confirmed => "confirmed",
            Step::Changed => "changed",
            Step::Unsubscribed => "unsubscribed",
            Step::Erased => "erased",
            Step::Imported => "imported",
            Step::Lapsed => "lapsed",
        }
    }
}

/// One act of one subscriber.
pub(super) struct Act<'a> {
    pub subscriber: Id,
    pub step: Step,
    /// The words that were agreed to.
    pub wording: &'a str,
    /// The path of the page they stood on.
    pub page: &'a str,
    pub ip: &'a str,
    /// What is chosen from now on.
    pub newsletters: &'a [Id],
}

/// Adds the proof of an act, in its transaction.
pub(super) async fn record(app: &App, tx: &mut Tx, act: &Act<'_>) -> Result<(), Error> {
    store::insert_consent(tx, app.ids.next(), app.now(), &sha256(act.wording), act).await
}

fn words(app: &App, language: &Tag, key: &str, site: &str) -> String {
    let text = app.theme.text(language, key, &[("site", theme::Value::from(site))]);
    language::typography(&text, language)
}

/// What one agrees to by giving an address.
pub fn asked_wording(app: &App, language: &Tag, site: &str) -> String {
    words(app, language, "site-consent", site)
}

/// What one agrees to by confirming; the chosen newsletters are listed above it.
pub fn confirmed_wording(app: &App, language: &Tag, site: &str) -> String {
    words(app, language, "site-subscribe-consent", site)
}
