//! Subscribers brought over from another program, by the table (CSV) that it exports.
//!
//! Guarantees: nobody is mailed by an import; a look writes nothing of the table but where it is kept; who unsubscribed, bounced
//! or complained there is put aside, never subscribed; who left or is put aside here is not brought back; the same table twice
//! changes nothing; a run that was cut off goes on where it stood; the table itself is deleted as soon as it is not needed.
//!
//! Must not know: what a browser sends, how the report looks.

mod columns;
mod counts;
mod dates;
mod decide;
mod decode;
mod edit;
mod keep;
mod lines_store;
mod look;
mod proof;
mod reconfirm;
mod reconfirm_store;
mod row;
mod run;
mod store;
mod table;

#[cfg(test)]
mod tests;

pub use columns::Program;
pub use counts::{Counts, Example, Found, NotTaken};
pub use edit::{Chosen, Incoming, begin, choose, discard, start};
pub use keep::{run, step, tidy_up};
pub(super) use lines_store::forget_address;
pub use lines_store::lines;
pub(super) use reconfirm::lapse;
pub(crate) use reconfirm::step as reconfirm_step;
pub use reconfirm::{Answer, Asked, answer, ask_again, asked_of, open_question};
pub use row::{Everyone, Standing};
pub use run::work;
pub use store::{Import, by_id, latest};

/// The largest table that is taken: about half a million lines.
pub const MAX_BYTES: usize = crate::media::MAX_BYTES;
