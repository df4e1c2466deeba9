//! All SQL of where an article stands between people: its moment, whom it waits for, its flags.

use database::{Id, Timestamp, Tx};

use super::Flag;
use crate::Error;

pub(super) async fn set_schedule(tx: &mut Tx, id: Id, at: Option<Timestamp>, how: &str) -> Result<(), Error> {
    database::execute!(tx, "UPDATE article SET scheduled_at = $2, schedule = $3 WHERE id = $1", id, at, how)?;
    Ok(())
}

pub(super) async fn set_assignee(tx: &mut Tx, id: Id, assignee: Option<Id>) -> Result<(), Error> {
    database::execute!(tx, "UPDATE article SET assignee = $2 WHERE id = $1", id, assignee)?;
    Ok(())
}

pub(super) async fn set_flag(tx: &mut Tx, id: Id, flag: Flag, raised: bool, now: Timestamp) -> Result<(), Error> {
    match flag {
        Flag::Legal => database::execute!(tx, "UPDATE article SET flag_legal = $2, updated_at = $3 WHERE id = $1", id, raised, now)?,
        Flag::Picture => database::execute!(tx, "UPDATE article SET flag_picture = $2, updated_at = $3 WHERE id = $1", id, raised, now)?,
        Flag::Translation => {
            database::execute!(tx, "UPDATE article SET flag_translation = $2, updated_at = $3 WHERE id = $1", id, raised, now)?
        }
    };
    Ok(())
}
