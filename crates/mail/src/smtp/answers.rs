//! The answers to MAIL, RCPT and DATA that were written together.

use std::time::Duration;

use super::wire::Wire;
use super::{Failed, accepted, expected, may_go_on};
use crate::{Error, Phase};

/// Reads the three. The first refusal is what the mail failed for; those that follow from it (503 bad sequence) are read and
/// left. A relay that asks for the message all the same (354) is left too: whatever came next, even a dot alone, would be a mail.
pub(super) async fn together(wire: &mut Wire, limit: Duration) -> Result<(), Failed> {
    let mut first: Option<Error> = None;
    for phase in [Phase::Sender, Phase::Recipient] {
        match accepted(phase, wire.reply(limit).await) {
            Ok(_) => {}
            Err(error) if is_refusal(&error) => first = first.or(Some(error)),
            Err(error) => return Err(closed(first.unwrap_or(error))),
        }
    }
    match (expected(Phase::Data, wire.reply(limit).await, 300..400), first) {
        (Ok(_), None) => Ok(()),
        (Ok(_), Some(first)) => Err(closed(first)),
        (Err(error), first) if is_refusal(&error) => Err(Failed { error: first.unwrap_or(error), goes_on: true }),
        (Err(error), first) => Err(closed(first.unwrap_or(error))),
    }
}

/// A refusal after which the next answer comes.
fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Refused { .. }) && may_go_on(error)
}

fn closed(error: Error) -> Failed {
    Failed { error, goes_on: false }
}
