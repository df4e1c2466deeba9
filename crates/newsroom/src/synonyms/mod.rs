//! Names that are written in several ways (Milošević, Milochevitch): who searches for one finds all.
//!
//! Invariants: the text is kept as the newsroom wrote it, remarks included; a text with a line that says nothing usable
//! is not saved. Until the newsroom saves its own, the theme's stands. A new text counts from the next search on.

mod store;

use std::sync::{Arc, Mutex, PoisonError};

use database::Tx;
use search::{Fault, Synonyms, Wrong};

use crate::{Actor, App, Error, Problem, audit};

/// The longest text, in bytes.
const LONGEST: usize = 200_000;

/// The synonyms read last, with the text they were read from.
#[derive(Debug, Default)]
pub struct Read(Mutex<Option<(String, Arc<Synonyms>)>>);

/// The text: the newsroom's own, else the theme's.
pub async fn text(app: &App, tx: &mut Tx) -> Result<String, Error> {
    Ok(match store::get(tx).await? {
        Some(own) => own,
        None => app.theme.synonyms().to_owned(),
    })
}

/// Saves the newsroom's own text; an empty one gives the theme's back. A wrong line is a problem of the field `synonyms`.
pub async fn save(app: &App, actor: &Actor, text: &str) -> Result<(), Error> {
    let text = crate::naming::clean_text(text);
    if text.len() > LONGEST {
        return Err(Error::invalid("synonyms", "problem-synonyms-long"));
    }
    let (_, wrong) = Synonyms::read(&text);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong.iter().map(problem).collect()));
    }
    database::write!(app.database, tx => {
        if text.is_empty() {
            store::forget(tx).await?;
        } else {
            store::set(tx, &text, app.now()).await?;
        }
        audit::record(app, tx, actor, "synonyms.save", ("synonyms", None), "").await
    })
}

fn problem(wrong: &Wrong) -> Problem {
    let key = match wrong.fault {
        Fault::Alone => "problem-synonyms-alone",
        Fault::Empty => "problem-synonyms-empty",
        Fault::Long => "problem-synonyms-line-long",
        Fault::Twice(before) => {
            return Problem::with("synonyms", "problem-synonyms-twice", format!("{}: {} ({before})", wrong.number, wrong.line));
        }
    };
    Problem::with("synonyms", key, format!("{}: {}", wrong.number, wrong.line))
}

/// What a search looks at beside its words.
pub(crate) async fn current(app: &App) -> Result<Arc<Synonyms>, Error> {
    let text = database::read!(app.database, tx => { text(app, tx).await })?;
    let mut read = app.synonyms.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, synonyms)) = read.as_ref().filter(|(from, _)| *from == text) {
        return Ok(Arc::clone(synonyms));
    }
    let (synonyms, wrong) = Synonyms::read(&text);
    if let Some(first) = wrong.first() {
        tracing::warn!(line = first.number, "a line of the theme's synonyms says nothing usable");
    }
    let synonyms = Arc::new(synonyms);
    *read = Some((text, Arc::clone(&synonyms)));
    Ok(synonyms)
}
