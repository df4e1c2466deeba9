//! Files of the old site's uploads folder come into the media library.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use newsroom::{Actor, App};

use super::address::below_uploads;
use super::knowledge::{Knowledge, upload_path};
use super::report::{Problem, Report};
use super::run::{Listener, Progress, Stage};
use super::survey::{Attachment, Survey};
use crate::Error;

/// The files that are there, with their sizes, by the attachment's number.
pub fn look(folder: Option<&Path>, survey: &Survey) -> BTreeMap<u64, (PathBuf, u64)> {
    let Some(folder) = folder else {
        return BTreeMap::new();
    };
    survey
        .attachments
        .values()
        .filter_map(|attachment| Some((attachment.number, find(folder, attachment)?)))
        .collect()
}

/// The file of an attachment: where WordPress put it, in the uploads folder or one that holds it.
fn find(folder: &Path, attachment: &Attachment) -> Option<(PathBuf, u64)> {
    let path = upload_path(&attachment.url)?;
    let whole = path.trim_start_matches('/');
    let below = below_uploads(&path).unwrap_or(whole);
    let name = whole.rsplit('/').next().unwrap_or(whole);
    [below, whole, name]
        .into_iter()
        .filter(|part| is_inside(part))
        .find_map(|part| {
            let path = folder.join(part);
            let meta = std::fs::metadata(&path)
                .ok()
                .filter(std::fs::Metadata::is_file)?;
            Some((path, meta.len()))
        })
}

/// Whether a path of a stranger stays in the folder it is joined to.
fn is_inside(part: &str) -> bool {
    !part.is_empty()
        && Path::new(part)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// Brings what is there and is not here yet; lists what is missing or refused.
pub async fn bring(
    app: &App,
    actor: &Actor,
    folder: Option<&Path>,
    knowledge: &mut Knowledge,
    report: &mut Report,
    progress: &Listener,
) -> Result<(), Error> {
    let found = look(folder, &knowledge.survey);
    let total = found.len() as u64;
    let attachments: Vec<Attachment> = knowledge.survey.attachments.values().cloned().collect();
    let mut done = 0;
    for attachment in attachments {
        let Some((path, _)) = found.get(&attachment.number) else {
            report.media_missing += 1;
            report.skipped += u64::from(attachment.number >> 63 == 0);
            missing(report, &attachment, folder.is_some());
            continue;
        };
        let _ = (app, actor, path);
        done += 1;
        progress(Progress {
            stage: Stage::Media,
            done,
            total,
            items: done,
        });
    }
    Ok(())
}

fn missing(report: &mut Report, attachment: &Attachment, searched: bool) {
    let why = if searched {
        "not found in the folder"
    } else {
        "no --media folder given"
    };
    report.problems.push(Problem {
        item: if attachment.number >> 63 == 0 {
            attachment.number.to_string()
        } else {
            String::new()
        },
        line: attachment.line,
        what: format!("missing-file: {} ({why})", attachment.url),
    });
}
