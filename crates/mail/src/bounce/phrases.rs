//! The words by which mail systems say why, by kind.
//!
//! One table, in the order in which the kinds are believed when a text has words of several: what speaks of the mailbox or of
//! our server's papers says more than that something was refused. Numbers, addresses and the marks of replies in several
//! lines are taken out of a text before it is looked at, so that no phrase needs them.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Reason;

/// What words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub reason: Reason,
    /// They say it by themselves, at whatever step.
    pub sure: bool,
}

/// The table: its form is told in its first lines.
const TABLE: &str = include_str!("phrases.txt");

struct Search {
    words: AhoCorasick,
    /// Of which kind each phrase is: its place in the table and what it means.
    kinds: Vec<(usize, Found)>,
}

static SEARCH: LazyLock<Option<Search>> = LazyLock::new(|| {
    let (phrases, kinds): (Vec<String>, Vec<(usize, Found)>) = phrases().map(|(phrase, row, found)| (phrase, (row, found))).unzip();
    let words = AhoCorasick::builder().match_kind(MatchKind::Standard).build(phrases).ok()?;
    Some(Search { words, kinds })
});

/// The phrases of the table in their order.
fn phrases() -> impl Iterator<Item = (String, usize, Found)> {
    let mut kind: Option<Found> = None;
    TABLE.lines().enumerate().filter_map(move |(number, line)| {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let sure = !name.ends_with('?');
            kind = Reason::parse(name.trim_end_matches('?')).map(|reason| Found { reason, sure });
            return None;
        }
        let found = kind.filter(|_| !line.is_empty() && !line.starts_with('#'))?;
        Some((line.replace('_', " "), number, found))
    })
}

/// What a text in lower case says; None when it has no words that are known.
pub(super) fn find(lower: &str) -> Option<Found> {
    let text = bare(lower);
    let search = SEARCH.as_ref()?;
    let hits = search.words.find_overlapping_iter(&text).filter_map(|hit| search.kinds.get(hit.pattern().as_usize()));
    hits.min_by_key(|(row, _)| *row).map(|(_, found)| *found)
}

/// The words alone, single spaces between them.
fn bare(lower: &str) -> String {
    let mut found = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        let word = without_code(word);
        if word.is_empty() || word.contains('@') && !word.starts_with("http") {
            continue;
        }
        if !found.is_empty() {
            found.push(' ');
        }
        found.push_str(word);
    }
    found
}

/// Without the number that begins a line of a reply: nothing of `550-5.7.1`, `please` of `550-please`.
fn without_code(word: &str) -> &str {
    let is_code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.starts_with(['2', '4', '5']);
    let rest = match word.split_at_checked(3) {
        Some((code, rest)) if is_code(code) && (rest.is_empty() || rest.starts_with(['-', ':'])) => rest.trim_start_matches(['-', ':']),
        _ => word,
    };
    let numbers = rest.trim_matches(['#', '(', ')', ':', '.', ',']);
    let is_status =
        numbers.len() > 4 && numbers.split('.').count() == 3 && numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_status || matches!(rest, "<<<" | ">>>") { "" } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_replies_are_no_words() {
        assert_eq!(
            bare("550-5.7.1 messages with multiple 550 5.7.1 addresses in\n  550-please <a@example.org>: no"),
            "messages with multiple addresses in please no"
        );
    }

    #[test]
    fn every_phrase_can_be_found_and_stands_once() {
        let mut all: Vec<String> = phrases().map(|(phrase, ..)| phrase).collect();
        let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])).count();
        assert_eq!((lines, all.len() > 500), (all.len(), true));
        for phrase in &all {
            assert_eq!(*phrase, phrase.to_lowercase());
            assert!(find(&format!("x {phrase} .")).is_some(), "{phrase}");
        }
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), lines);
        for name in TABLE.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')) {
            assert!(Reason::parse(name.trim_end_matches('?')).is_some(), "{name}");
        }
    }

    #[test]
    fn the_more_telling_words_are_believed() {
        let reason = |text: &str| find(text).map(|found| found.reason);
        assert_eq!(reason("user unknown; mailbox is full"), Some(Reason::MailboxFull));
        assert_eq!(reason("blocked: no reverse dns"), Some(Reason::RequirePtr));
        assert_eq!(reason("nothing at all"), None);
    }
}
