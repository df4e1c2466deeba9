//! Picture fields of other forms (portrait, logo): a file sent now, the picture the form carries, or none.

use std::collections::BTreeMap;

use newsroom::media::{self, Description, Said};
use newsroom::{Id, Problem, Tx, site};

use super::{nothing_said, take};
use crate::guard::{Desk, PostedFiles};
use crate::{Failure, Web};

/// A picture as a form's field shows it: its number and its smallest form.
pub async fn standing(tx: &mut Tx, id: Option<Id>) -> Result<Option<(String, String)>, Failure> {
    let Some(id) = id else {
        return Ok(None);
    };
    let main = site::main_language(tx).await?;
    Ok(media::one(tx, id, (&main, &main)).await?.map(|picture| (id.to_string(), picture.thumbnail)))
}

/// A portrait or a logo of which nobody has said what it shows is said to show `name`.
pub async fn name_after(web: &Web, desk: &Desk, id: Id, name: &str) -> Result<(), Failure> {
    let mut tx = web.app.read().await?;
    let main = site::main_language(&mut tx).await?;
    let details = media::details(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    if details.decorative || name.is_empty() || details.texts.values().any(|said| !said.alt.is_empty()) {
        return Ok(());
    }
    let mut texts = details.texts;
    texts.entry(main).or_insert_with(Said::default).alt = name.to_owned();
    let description = Description { texts, credit: details.credit, ..Description::default() };
    media::describe(&web.app, &desk.actor(), id, description).await?;
    Ok(())
}

/// Reads a form with picture fields to its end. `before` holds each field with what stands there. Gives the pictures
/// chosen, and for refused files the problem of their field.
///
/// A picture that was taken stays in the library even when something else of the form is wrong: the form carries its number.
pub async fn read(
    web: &Web,
    form: &mut PostedFiles,
    before: &[(&'static str, Option<Id>)],
) -> Result<(BTreeMap<&'static str, Option<Id>>, Vec<Problem>), Failure> {
    let mut sent: BTreeMap<&'static str, Id> = BTreeMap::new();
    let mut problems = Vec::new();
    let words = nothing_said(web).await?;
    while let Some(file) = form.next().await? {
        let Some((name, _)) = before.iter().find(|(name, _)| file.field == format!("{name}_file")) else {
            continue;
        };
        match take(web, &form.desk, file, &words).await? {
            Ok(taken) => {
                sent.insert(name, taken.id);
            }
            Err(problem) => problems.push(Problem { field: name, ..problem }),
        }
    }
    let chosen = before.iter().map(|(name, standing)| {
        let carried = if form.fields.has(name) { form.fields.get(name).parse().ok() } else { *standing };
        let kept = if form.fields.has(&format!("{name}_remove")) { None } else { carried };
        (*name, sent.get(name).copied().or(kept))
    });
    Ok((chosen.collect(), problems))
}
