//! Rules about single files.

use super::File;

const LONG: usize = 450;
const TOO_LONG: usize = 900;
const NO_PANIC_CRATES: &[&str] = &["database", "document", "exchange", "mail", "newsroom", "web"];
const NO_PANIC_LINTS: &[&str] =
    &["clippy::unwrap_used", "clippy::expect_used", "clippy::panic", "clippy::indexing_slicing", "clippy::string_slice"];
const SQL_MACROS: &[&str] = &["fetch_all!(", "fetch_one!(", "fetch_optional!(", "execute!("];

fn is_source(file: &File) -> bool {
    let written = [".rs", ".ts", ".mjs", ".css", ".html", ".js"].iter().any(|ending| file.path.ends_with(ending));
    written && !is_generated(file)
}

/// The editor's bundle is made by a program; its sources are what is read.
fn is_generated(file: &File) -> bool {
    file.path.starts_with("crates/web/assets/editor.")
}

fn is_rust(file: &File) -> bool {
    file.path.ends_with(".rs")
}

/// Files that grow past reading.
pub fn sizes(files: &[File]) -> Vec<String> {
    over(files, TOO_LONG)
}

/// Files that are long: to be split when next touched.
pub fn long(files: &[File]) -> Vec<String> {
    over(files, LONG)
}

fn over(files: &[File], limit: usize) -> Vec<String> {
    files
        .iter()
        .filter(|file| is_source(file))
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > limit)
        .map(|(file, lines)| format!("{}: {lines} lines", file.path))
        .collect()
}

/// A mark for later must say in brackets why it was left.
pub fn left_to_do(files: &[File]) -> Vec<String> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_source(file)) {
        for (number, line) in file.text.lines().enumerate() {
            let unexplained = marks.iter().any(|mark| {
                line.split(mark).skip(1).zip(line.split(mark)).any(|(after, before)| {
                    let inside = |c: char| c.is_alphanumeric() || c == '_';
                    !before.ends_with(inside) && !after.starts_with(inside) && !after.starts_with('(')
                })
            });
            if unexplained {
                findings.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    findings
}

/// A reader of the file list must learn from the first line what a module is for.
pub fn module_comments(files: &[File]) -> Vec<String> {
    files
        .iter()
        .filter(|file| is_rust(file) && !file.is_test() && !file.text.starts_with("//!"))
        .map(|file| format!("{}: does not open with //!", file.path))
        .collect()
}

/// Statements outside store files cannot be found when the schema changes.
pub fn sql(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| is_rust(file)) {
        let path = file.path.as_str();
        let exempt = path.starts_with("crates/database/")
            || path.starts_with("xtask/")
            // The peers' databases are not the product's.
            || path.starts_with("bench/")
            || path.ends_with("/store.rs")
            || path.ends_with("_store.rs")
            || path.contains("/store/");
        if exempt {
            continue;
        }
        for (number, line) in file.without_tests().lines().enumerate() {
            if SQL_MACROS.iter().any(|name| line.contains(name)) || line.contains("sqlx::query") {
                findings.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    findings
}

/// A newsroom's server must not end because of one request or one mail.
pub fn no_panics(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for name in NO_PANIC_CRATES {
        let path = format!("crates/{name}/src/lib.rs");
        let Some(file) = files.iter().find(|file| file.path == path) else {
            findings.push(format!("{path} is missing"));
            continue;
        };
        for lint in NO_PANIC_LINTS {
            if !file.text.contains(lint) {
                findings.push(format!("{path}: does not deny {lint}"));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_mark_without_a_reason_is_found_and_one_with_a_reason_is_not() {
        let mark = concat!("TO", "DO");
        let text = format!("//! A.\n// {mark} later\n// {mark}(waits for the next release): remove\n");
        let findings = left_to_do(&[file("crates/web/src/a.rs", &text)]);
        assert_eq!(findings, [format!("crates/web/src/a.rs:2: // {mark} later")]);
    }

    #[test]
    fn sql_outside_a_store_file_is_found() {
        let text = "//! A.\nfn a() { database::execute!(tx, \"DELETE FROM a\") }\n#[cfg(test)]\nmod tests { execute!(x) }\n";
        assert_eq!(sql(&[file("crates/newsroom/src/a/store.rs", text)]), Vec::<String>::new());
        assert_eq!(sql(&[file("crates/newsroom/src/a/mod.rs", text)]).len(), 1);
    }

    #[test]
    fn a_long_file_is_found_unless_it_is_generated() {
        let text = "x\n".repeat(901);
        assert_eq!(sizes(&[file("crates/web/assets/editor.js", &text)]), Vec::<String>::new());
        assert_eq!(sizes(&[file("a.rs", &text)]), ["a.rs: 901 lines"]);
    }
}
