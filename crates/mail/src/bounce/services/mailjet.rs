//! Events of Mailjet.

use serde_json::Value;

use super::super::{BounceClass, Reason};
use super::{Told, message_id, string, verdict, within};

/// What an event tells; None when it is none of Mailjet's.
pub(super) fn read(event: &Value) -> Option<Told> {
    let (name, email) = (string(event, "event"), string(event, "email"));
    if name.is_empty() {
        return None;
    }
    let hard = event.get("hard_bounce").and_then(Value::as_bool).unwrap_or(false);
    let (error, related) = (string(event, "error"), string(event, "error_related_to"));
    let said = [related, error, string(event, "comment")].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
    let reason = match name {
        "bounce" if hard && related == "domain" => Reason::HostUnknown,
        "bounce" if hard => within(BounceClass::Hard, &said, Reason::UserUnknown),
        "bounce" => within(BounceClass::Soft, &said, Reason::OnHold),
        // Mailjet itself did not send: what it knows of the address is nothing that we were told.
        "blocked" if error == "user unknown" => Reason::UserUnknown,
        "blocked" => within(BounceClass::Soft, &said, Reason::Filtered),
        "spam" | "unsub" => Reason::Feedback,
        _ => return Some(Told::default()),
    };
    Some(Told { verdicts: vec![verdict(email, reason, &said)], about: message_id(string(event, "CustomID")) })
}
