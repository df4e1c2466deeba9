//! The project's words (ARCHITECTURE.md lists them): a second word for the same thing makes two things of it.

use super::File;

/// Words that have a better one here. Where another system is spoken of (imports, HTTP), its own words are right.
const AVOID: &[(&str, &str)] = &[
    ("user", "account"),
    ("users", "accounts"),
    ("admin", "desk"),
    ("category", "section"),
    ("categories", "sections"),
    ("campaign", "mailing"),
    ("campaigns", "mailings"),
    ("member", "subscriber"),
    ("members", "subscribers"),
    ("posts", "articles"),
    ("erratum", "correction"),
    ("subtitle", "standfirst"),
    ("backoffice", "desk"),
];
const SPEAKS_OF_OTHERS: &[&str] = &["crates/exchange/", "crates/newsroom/src/imports", "xtask/", "bench/", "crates/web/src/site/legacy"];
const DEFINES: &[&str] = &["fn ", "struct ", "enum ", "trait ", "mod ", "type ", "const ", "static "];

/// Names and English phrases that use a word to avoid.
pub fn check(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        if SPEAKS_OF_OTHERS.iter().any(|start| file.path.starts_with(start)) {
            continue;
        }
        let named: fn(&str) -> Option<&str> = match file.path.rsplit_once('.') {
            Some((_, "rs")) => defined,
            Some((_, "ftl")) if file.path.contains("/en") => phrase,
            _ => continue,
        };
        for (number, line) in file.text.lines().enumerate() {
            let Some((avoid, say)) = named(line).and_then(first_to_avoid) else {
                continue;
            };
            findings.push(format!("{}:{}: say {say}, not {avoid}: {}", file.path, number + 1, line.trim()));
        }
    }
    findings
}

fn defined(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(crate) ")).unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let name = DEFINES.iter().find_map(|word| line.strip_prefix(word))?;
    name.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

fn phrase(line: &str) -> Option<&str> {
    line.split_once('=').map(|(_, text)| text)
}

fn first_to_avoid(text: &str) -> Option<(&'static str, &'static str)> {
    let words = split(text);
    AVOID.iter().copied().find(|(avoid, _)| words.iter().any(|word| word == avoid))
}

/// Lower-case words of a text, a `snake_case` or a `CamelCase` name.
fn split(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before_is_lower = false;
    for c in text.chars() {
        if c.is_uppercase() && before_is_lower {
            spaced.push(' ');
        }
        before_is_lower = c.is_lowercase();
        spaced.extend(c.to_lowercase());
    }
    spaced.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_word_to_avoid_is_found_and_a_call_is_not() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let files = [
            file("crates/web/src/a.rs", "pub struct UserName;\nlet user = 1;\n"),
            file("crates/exchange/src/a.rs", "fn category() {}\n"),
            file("themes/default/locales/en/desk.ftl", "mailings-title = All campaigns\n"),
        ];
        assert_eq!(
            check(&files),
            [
                "crates/web/src/a.rs:1: say account, not user: pub struct UserName;",
                "themes/default/locales/en/desk.ftl:1: say mailings, not campaigns: mailings-title = All campaigns",
            ]
        );
    }
}
