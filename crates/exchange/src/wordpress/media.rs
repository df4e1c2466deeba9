//! Files of the old site's uploads folder: pictures are brought, what does not come is listed. What came in an earlier run is
//! known without its file.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use newsroom::imports::{self, Source};
use newsroom::media::{self, Taken, Words};
use newsroom::{Actor, App, Id};

use super::address::below_uploads;
use super::convert::is_name_of;
use super::knowledge::{Brought, Knowledge, upload_path};
use super::report::{Problem, Report};
use super::survey::{Attachment, Survey};
use crate::Error;

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

/// Brings the pictures of the uploads folder into the media library, and lists the files that did not come.
pub async fn bring(app: &App, actor: &Actor, folder: Option<&Path>, knowledge: &mut Knowledge, report: &mut Report) -> Result<(), Error> {
    let found = look(folder, &knowledge.survey);
    let attachments: Vec<Attachment> = knowledge.survey.attachments.values().cloned().collect();
    let earlier = earlier(app, knowledge).await?;
    for attachment in attachments {
        let numbered = attachment.number >> 63 == 0;
        if let Some(brought) = earlier.get(&attachment.number).filter(|_| !found.contains_key(&attachment.number)) {
            report.unchanged += u64::from(numbered);
            report.media += 1;
            knowledge.media.insert(attachment.number, brought.clone());
            continue;
        }
        let gap = match (folder, found.get(&attachment.number)) {
            (None, _) => "no --media folder given".to_owned(),
            (Some(_), None) => "not found in the folder".to_owned(),
            (Some(_), Some((path, _))) => match bring_one(app, actor, path, &attachment, &knowledge.main).await? {
                Ok(taken) => {
                    let count = if taken.new { &mut report.imported } else { &mut report.unchanged };
                    *count += u64::from(numbered);
                    report.media += 1;
                    remember(app, knowledge, attachment.number, taken.id).await?;
                    knowledge.media.insert(attachment.number, Brought { id: taken.id, href: taken.href });
                    continue;
                }
                Err(why) => why,
            },
        };
        report.media_missing += 1;
        report.skipped += u64::from(numbered);
        report.problems.push(Problem {
            item: if numbered { attachment.number.to_string() } else { String::new() },
            line: attachment.line,
            what: format!("missing-file: {} ({gap})", attachment.url),
        });
    }
    Ok(())
}

const KIND: &str = "media";

async fn remember(app: &App, knowledge: &Knowledge, number: u64, id: Id) -> Result<(), Error> {
    let key = number.to_string();
    let known = knowledge.written.get(&(KIND.to_owned(), key.clone()));
    if known.is_some_and(|source| source.subject == id) {
        return Ok(());
    }
    let source = Source { kind: KIND.to_owned(), key, subject: id, hash: String::new(), updated_at: app.now() };
    Ok(imports::remember(app, &knowledge.site, &source).await?)
}

/// Files that an earlier run brought and that still stand in the library.
async fn earlier(app: &App, knowledge: &Knowledge) -> Result<HashMap<u64, Brought>, Error> {
    let written: Vec<(u64, Id)> = knowledge
        .written
        .values()
        .filter(|source| source.kind == KIND)
        .filter_map(|source| Some((source.key.parse().ok()?, source.subject)))
        .collect();
    let mut found = HashMap::new();
    let mut tx = app.read().await?;
    for part in written.chunks(1000) {
        let ids: Vec<Id> = part.iter().map(|(_, id)| *id).collect();
        let standing = media::refs(&mut tx, &ids, "", "").await?;
        let brought = part.iter().filter_map(|(number, id)| Some((*number, Brought { id: *id, href: standing.get(id)?.src.clone() })));
        found.extend(brought);
    }
    Ok(found)
}

/// One file; the inner error says why the library does not take it.
async fn bring_one(app: &App, actor: &Actor, path: &Path, from: &Attachment, main: &str) -> Result<Result<Taken, String>, Error> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err(format!("{}: {error}", path.display()))),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Nobody says anything by the name of a file: the library lists such a picture as one without alternative text.
    let alt = if is_name_of(&from.alt, &from.url) { String::new() } else { from.alt.clone() };
    let words = Words { language: main.to_owned(), alt, caption: from.caption.clone(), credit: from.credit.clone(), ..Words::default() };
    match media::upload(app, actor, &name, bytes, &words).await {
        Ok(taken) => Ok(Ok(taken)),
        Err(newsroom::Error::Invalid(problems)) => {
            let why = problems.first().map_or("", |problem| problem.key).trim_start_matches("problem-file-");
            Ok(Err(format!("found, but not taken: {why}")))
        }
        Err(error) => Err(error.into()),
    }
}
