//! Phrases: each once, and each in every complete locale.

use std::collections::{BTreeMap, BTreeSet};

use super::File;

const FOLDER: &str = "themes/default/locales/";
/// The locales that have every phrase of the reader's pages and of the desk.
const COMPLETE: &[&str] = &["fr", "en"];

type Phrases = BTreeMap<String, BTreeSet<String>>;

/// Phrases said twice, and phrases missing in a complete locale.
pub fn check(files: &[File]) -> Vec<String> {
    let (phrases, mut findings) = read(files);
    let all: BTreeSet<&String> = phrases.values().flatten().collect();
    if all.is_empty() {
        findings.push(format!("{FOLDER} holds no phrase"));
    }
    for locale in COMPLETE {
        let known = phrases.get(*locale).cloned().unwrap_or_default();
        let missing = all.iter().filter(|key| !known.contains(**key));
        findings.extend(missing.map(|key| format!("{locale}: {key} is missing")));
    }
    findings
}

fn read(files: &[File]) -> (Phrases, Vec<String>) {
    let mut phrases = Phrases::new();
    let mut findings = Vec::new();
    for file in files {
        let Some(rest) = file.path.strip_prefix(FOLDER).and_then(|rest| rest.strip_suffix(".ftl")) else {
            continue;
        };
        let locale = rest.split('/').next().unwrap_or(rest);
        let known = phrases.entry(locale.to_owned()).or_default();
        for key in keys(&file.text) {
            if !known.insert(key.clone()) {
                findings.push(format!("{}: {key} is said twice", file.path));
            }
        }
    }
    (phrases, findings)
}

fn keys(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-'))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_said_twice_and_a_missing_one_are_found() {
        let file = |path: &str, text: &str| File { path: format!("{FOLDER}{path}"), text: text.to_owned() };
        let files = [file("fr/site.ftl", "a = A\nb = B\n    b = more\n"), file("fr/desk.ftl", "a = A\n"), file("en/site.ftl", "a = A\n")];
        assert_eq!(check(&files), [format!("{FOLDER}fr/desk.ftl: a is said twice"), "en: b is missing".to_owned()]);
    }
}
