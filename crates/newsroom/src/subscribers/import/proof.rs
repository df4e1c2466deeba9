//! The proof of consent that another program kept, in the words of the ledger. What was found stands there as it was found.

use language::Tag;
use theme::Value;

use super::Import;
use super::row::{Entry, Proof};
use crate::App;

fn words(app: &App, language: &Tag, key: &str, value: &str) -> String {
    let text = app.theme.text(language, key, &[("value", Value::from(value))]);
    language::typography(&text, language)
}

/// What is noted of someone who is brought over: from where, what was found, what is missing, who brought them. The network
/// address stands beside it, in its own column, where erasure finds it.
pub(super) fn wording(app: &App, language: &Tag, import: &Import, entry: &Entry, line: u64) -> String {
    let Proof { signed_up, confirmed, ip, source, list, double_opt_in } = &entry.proof;
    let word = |key: &str, value: &str| words(app, language, key, value);
    let name = import.program().name();
    let mut parts = vec![word("site-proof-from", if name.is_empty() { &import.name } else { name })];
    for (key, value) in
        [("site-proof-signed-up", signed_up), ("site-proof-confirmed", confirmed), ("site-proof-source", source), ("site-proof-list", list)]
    {
        if !value.is_empty() {
            parts.push(word(key, value));
        }
    }
    if *double_opt_in {
        parts.push(word("site-proof-double", ""));
    }
    if signed_up.is_empty() && confirmed.is_empty() {
        parts.push(word("site-proof-no-date", ""));
    }
    if ip.is_empty() && source.is_empty() && !double_opt_in {
        parts.push(word("site-proof-no-place", ""));
    }
    parts.push(match import.created_by {
        Some(account) => word("site-proof-by", &account.to_string()),
        None => word("site-proof-by-command", ""),
    });
    parts.push(word("site-proof-line", &line.to_string()));
    parts.join("; ")
}
