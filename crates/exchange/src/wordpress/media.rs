//! Files of the old site's uploads folder: found, and listed where they do not come.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::address::below_uploads;
use super::knowledge::upload_path;
use super::report::{Problem, Report};
use super::survey::{Attachment, Survey};

/// The files that are there, with their sizes, by the attachment's number.
pub fn look(folder: Option<&Path>, survey: &Survey) -> BTreeMap<u64, (PathBuf, u64)> {
    let Some(folder) = folder else {
        return BTreeMap::new();
    };
    survey.attachments.values().filter_map(|attachment| Some((attachment.number, find(folder, attachment)?))).collect()
}

/// The file of an attachment: where WordPress put it, in the uploads folder or one that holds it.
fn find(folder: &Path, attachment: &Attachment) -> Option<(PathBuf, u64)> {
    let path = upload_path(&attachment.url)?;
    let whole = path.trim_start_matches('/');
    let below = below_uploads(&path).unwrap_or(whole);
    let name = whole.rsplit('/').next().unwrap_or(whole);
    [below, whole, name].into_iter().filter(|part| is_inside(part)).find_map(|part| {
        let path = folder.join(part);
        let meta = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        Some((path, meta.len()))
    })
}

/// Whether a path of a stranger stays in the folder it is joined to.
fn is_inside(part: &str) -> bool {
    !part.is_empty() && Path::new(part).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// Lists the files that did not come. This edition's media library takes no files from an import yet: those that are there
/// are listed like those that are not, so that nobody believes them brought.
pub fn list(folder: Option<&Path>, survey: &Survey, report: &mut Report) {
    let found = look(folder, survey);
    for attachment in survey.attachments.values() {
        let why = match (folder, found.contains_key(&attachment.number)) {
            (None, _) => "no --media folder given",
            (Some(_), false) => "not found in the folder",
            (Some(_), true) => "found, but not brought: the media library takes no files from an import yet",
        };
        let numbered = attachment.number >> 63 == 0;
        report.media_missing += 1;
        report.skipped += u64::from(numbered);
        report.problems.push(Problem {
            item: if numbered { attachment.number.to_string() } else { String::new() },
            line: attachment.line,
            what: format!("missing-file: {} ({why})", attachment.url),
        });
    }
}
