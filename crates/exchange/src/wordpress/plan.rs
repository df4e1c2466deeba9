//! A dry run: what is there, what will happen, what it needs.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::survey::Survey;

/// What a dry run found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Plan {
    /// Items by kind and status: `post publish`.
    pub found: BTreeMap<String, u64>,
    /// Articles that readers will see.
    pub articles: u64,
    /// Articles that become drafts with a note.
    pub drafts: u64,
    /// Static pages.
    pub pages: u64,
    /// Categories that become sections.
    pub sections: u64,
    /// Categories and tags that become topics.
    pub topics: u64,
    /// Authors.
    pub contributors: u64,
    /// Files whose bytes are there.
    pub files: u64,
    /// Files that were not found, or for which no folder was given.
    pub files_missing: u64,
    /// Comments, which are not imported.
    pub comments: u64,
    /// Items already here from an earlier run.
    pub here_already: u64,
    /// Bytes that the import needs on the disk.
    pub disk_needed: u64,
    /// Bytes that are free; None where the system does not say.
    pub disk_free: Option<u64>,
    /// Where the map was written.
    pub map: Option<String>,
    /// The map that stood there already, which was left as it is.
    pub map_left: Option<String>,
}

impl Plan {
    /// Counts what a survey holds.
    pub fn of(survey: &Survey, map: &super::map::Map) -> Plan {
        use super::map::CategoryAs;
        let mut plan = Plan { comments: survey.comments, ..Plan::default() };
        for ((kind, status), count) in &survey.kinds {
            plan.found.insert(format!("{kind} {status}"), *count);
        }
        for known in &survey.items {
            match (known.page, known.public) {
                (true, _) => plan.pages += 1,
                (false, true) => plan.articles += 1,
                (false, false) => plan.drafts += 1,
            }
        }
        let becomes = |what| map.categories.values().filter(|rule| rule.becomes == what).count() as u64;
        plan.sections = becomes(CategoryAs::Section);
        let tags = survey.terms.keys().filter(|(taxonomy, _)| taxonomy == "post_tag").count() as u64;
        plan.topics = becomes(CategoryAs::Topic) + tags;
        plan.contributors = map.authors.len() as u64;
        plan
    }

    /// As lines for people.
    pub fn to_text(&self) -> String {
        let mut out = String::from("What is there:\n");
        for (kind, count) in &self.found {
            out.push_str(&format!("  {count:>7}  {kind}\n"));
        }
        out.push_str("What will happen:\n");
        for (count, what) in [
            (self.articles, "articles published, at new addresses; their old ones lead on"),
            (self.drafts, "articles kept as drafts, with a note (drafts, pending, private, protected, planned)"),
            (self.pages, "static pages"),
            (self.sections, "categories become sections"),
            (self.topics, "tags and categories become topics"),
            (self.contributors, "authors become contributors"),
            (self.files, "files come into the media library"),
            (self.files_missing, "files are missing (--media DIR names the uploads folder)"),
            (self.comments, "comments are not imported, but kept in a file"),
            (self.here_already, "items are here from an earlier run: only what changed is written"),
        ] {
            out.push_str(&format!("  {count:>7}  {what}\n"));
        }
        out.push_str("Nobody is mailed.\n");
        let free = self.disk_free.map_or_else(|| "unknown".to_owned(), megabytes);
        out.push_str(&format!("Disk: {} needed, {free} free\n", megabytes(self.disk_needed)));
        if let Some(map) = &self.map {
            out.push_str(&format!("The map is in {map}: alter it and give it back with --map {map}\n"));
        }
        if let Some(map) = &self.map_left {
            out.push_str(&format!("{map} is there already and was left as it is: --map {map} uses it, --map-out FILE writes another\n"));
        }
        out
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}

/// Bytes free where `folder` stands, as `df` says.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    let existing = folder.ancestors().find(|part| part.exists()).filter(|part| !part.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let output = std::process::Command::new("df").arg("-Pk").arg(existing).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let kilobytes: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes * 1024)
}
