//! Events of Brevo.

use serde_json::Value;

use super::super::{BounceClass, Reason};
use super::{Told, message_id, string, verdict, within};

/// What an event tells; None when it is none of Brevo's.
pub(super) fn read(event: &Value) -> Option<Told> {
    let (name, email, said) = (string(event, "event"), string(event, "email"), string(event, "reason"));
    if name.is_empty() {
        return None;
    }
    let (reason, delayed) = match name {
        "hard_bounce" => (within(BounceClass::Hard, said, Reason::UserUnknown), false),
        "invalid_email" => (Reason::UserUnknown, false),
        "soft_bounce" => (within(BounceClass::Soft, said, Reason::OnHold), false),
        "deferred" => (within(BounceClass::Soft, said, Reason::Expired), true),
        "blocked" => (Reason::Filtered, false),
        "spam" | "complaint" | "unsubscribed" => (Reason::Feedback, false),
        _ => return Some(Told::default()),
    };
    let mut found = verdict(email, reason, said);
    found.delayed = delayed;
    Some(Told { verdicts: vec![found], about: message_id(string(event, "message-id")) })
}
