//! What a run did, for people and as JSON.

use serde::Serialize;

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The item's number at the old site; empty for the whole file.
    pub item: String,
    /// The line in the export; 0 for none.
    pub line: u64,
    /// What it is.
    pub what: String,
}

/// The share of words kept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WordCoverage {
    /// The worst article.
    pub min: f64,
    /// The mean of all.
    pub mean: f64,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The old site.
    pub site: String,
    /// Items in the files.
    pub items: u64,
    /// New here.
    pub imported: u64,
    /// Say something else than before.
    pub updated: u64,
    /// Say the same as before.
    pub unchanged: u64,
    /// Altered or deleted at the desk since: left alone.
    pub kept: u64,
    /// Not taken over: menus, revisions, trash.
    pub skipped: u64,
    /// Which items were kept.
    pub kept_items: Vec<String>,
    /// Articles among them that readers see.
    pub published: u64,
    /// Articles and pages that became drafts.
    pub drafts: u64,
    /// Files brought into the media library.
    pub media: u64,
    /// Files that were not found.
    pub media_missing: u64,
    /// Comments, which are kept in a file beside the data.
    pub comments: u64,
    /// Where.
    pub comments_file: Option<String>,
    /// What to look at.
    pub problems: Vec<Problem>,
    /// Files that could not be read to their end.
    pub malformed: Vec<String>,
    /// Words kept.
    pub word_coverage: Option<WordCoverage>,
    /// Articles and pages of which too many words are missing.
    pub below_coverage: u64,
    /// How long it took.
    pub seconds: f64,
    /// What a dry run found, instead of all this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<super::plan::Plan>,
}

impl Report {
    /// The exit code of a command: 1 when a file is malformed, 3 when words were lost, else 0.
    pub fn exit_code(&self) -> u8 {
        match (self.malformed.is_empty(), self.below_coverage) {
            (false, _) => 1,
            (true, 0) => 0,
            (true, _) => 3,
        }
    }

    /// As JSON, for `--report`.
    pub fn to_json(&self) -> Result<String, crate::Error> {
        serde_json::to_string_pretty(self).map_err(|error| crate::Error::Broken(error.to_string()))
    }

    /// As lines for people.
    pub fn to_text(&self) -> String {
        let mut out = format!(
            "{} items{}: {} imported, {} updated, {} unchanged, {} kept, {} skipped, in {:.1} s\n",
            self.items,
            if self.site.is_empty() { String::new() } else { format!(" of {}", self.site) },
            self.imported,
            self.updated,
            self.unchanged,
            self.kept,
            self.skipped,
            self.seconds
        );
        if self.media + self.media_missing > 0 {
            out.push_str(&format!("files: {} in the media library, {} not found\n", self.media, self.media_missing));
        }
        if let Some(file) = &self.comments_file {
            out.push_str(&format!("comments: {} not imported, kept in {file}\n", self.comments));
        }
        if let Some(coverage) = self.word_coverage {
            out.push_str(&format!("words kept: {:.2} % on average, {:.2} % at worst\n", coverage.mean * 100.0, coverage.min * 100.0));
        }
        if self.below_coverage > 0 {
            out.push_str(&format!("{} items have lost words: compare them with the old site\n", self.below_coverage));
        }
        for kept in self.kept_items.iter().take(20) {
            out.push_str(&format!("kept as the desk left it: item {kept} (to overwrite it: --overwrite {kept})\n"));
        }
        for problem in self.problems.iter().take(50) {
            out.push_str(&match (problem.item.as_str(), problem.line) {
                ("", 0) => format!("- {}\n", in_words(&problem.what)),
                (item, line) => format!("- item {item}, line {line}: {}\n", in_words(&problem.what)),
            });
        }
        if self.problems.len() > 50 {
            out.push_str(&format!("and {} more: --report FILE lists them all\n", self.problems.len() - 50));
        }
        for malformed in &self.malformed {
            out.push_str(&format!("{malformed}\n"));
        }
        out
    }
}

/// A problem as a sentence; the codes are for programs.
fn in_words(what: &str) -> String {
    let known = [
        ("missing-file", "this file was not found"),
        ("picture-elsewhere", "this picture stands on another site: a link leads to it"),
        ("dynamic-block", "WordPress fills this block when a page is opened; it has no words of its own, and was left out"),
        ("became-draft", "kept as a draft with a note; at the old site it was"),
        ("no-date", "the export says no date"),
        ("no-headline", "there is no headline"),
    ];
    let (code, detail) = what.split_once(": ").unwrap_or((what, ""));
    match known.iter().find(|(known, _)| *known == code) {
        Some((_, words)) if detail.is_empty() => (*words).to_owned(),
        Some((_, words)) => format!("{words}: {detail}"),
        None => what.to_owned(),
    }
}

/// Keeps the least and the mean of coverages.
#[derive(Clone, Debug, Default)]
pub struct Mean {
    count: u64,
    sum: f64,
    least: Option<f64>,
}

impl Mean {
    /// One more.
    pub fn add(&mut self, share: f64) {
        self.count += 1;
        self.sum += share;
        self.least = Some(self.least.map_or(share, |least| least.min(share)));
    }

    /// The outcome; None when there was nothing.
    pub fn finish(&self) -> Option<WordCoverage> {
        self.least.map(|min| WordCoverage { min, mean: self.sum / self.count as f64 })
    }
}
