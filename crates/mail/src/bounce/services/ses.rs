//! Notifications of Amazon SES: in an envelope of Amazon SNS where they come by HTTP, bare where they come by mail.

use serde_json::Value;

use super::super::codes::{self, Status};
use super::super::{BounceClass, Reason, Verdict};
use super::{Told, message_id, string, verdict, within};

/// What came by HTTP; None when it is not of SNS. Raw delivery, without an envelope, has no signature and is not taken.
pub(super) fn read_notification(body: &Value) -> Option<Told> {
    match string(body, "Type") {
        "SubscriptionConfirmation" | "UnsubscribeConfirmation" => Some(Told::default()),
        "Notification" => {
            // SES sends a sentence to a topic that was just named to it.
            let inner = serde_json::from_str(string(body, "Message")).ok();
            Some(inner.and_then(|inner| read(&inner)).unwrap_or_default())
        }
        _ => None,
    }
}

/// The verdicts of a notification; None when it is none.
pub(super) fn read(notification: &Value) -> Option<Told> {
    let kind = match string(notification, "notificationType") {
        "" => string(notification, "eventType"),
        kind => kind,
    };
    let mail = notification.get("mail");
    let verdicts = match kind {
        "" => return None,
        "Bounce" => {
            let bounce = notification.get("bounce")?;
            list(bounce, "bouncedRecipients").map(|one| bounced(bounce, one)).collect()
        }
        "Complaint" => {
            let complaint = notification.get("complaint")?;
            let kind = string(complaint, "complaintFeedbackType");
            list(complaint, "complainedRecipients").map(|one| verdict(string(one, "emailAddress"), Reason::Feedback, kind)).collect()
        }
        "Delivery" => {
            let to = mail.into_iter().flat_map(|mail| list(mail, "destination")).filter_map(Value::as_str);
            to.map(|address| Verdict {
                status: Some(Status { class: 2, subject: 6, detail: 0 }),
                ..verdict(address, Reason::Delivered, "")
            })
            .collect()
        }
        _ => Vec::new(),
    };
    let about = mail.and_then(|mail| mail.get("commonHeaders")).and_then(|heads| message_id(string(heads, "messageId")));
    Some(Told { verdicts, about })
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn bounced(bounce: &Value, one: &Value) -> Verdict {
    let said = string(one, "diagnosticCode");
    let reason = match (string(bounce, "bounceType"), string(bounce, "bounceSubType")) {
        ("Permanent", "General" | "NoEmail" | "Suppressed" | "OnAccountSuppressionList") => {
            within(BounceClass::Hard, said, Reason::UserUnknown)
        }
        ("Transient", "MailboxFull") => Reason::MailboxFull,
        ("Transient", "MessageTooLarge") => Reason::MesgTooBig,
        ("Transient", "ContentRejected") => Reason::SpamDetected,
        ("Transient", "AttachmentRejected") => Reason::PolicyViolation,
        // What may pass is never for good, whatever its words.
        _ => within(BounceClass::Soft, said, Reason::OnHold),
    };
    let found = verdict(string(one, "emailAddress"), reason, said);
    Verdict { status: found.status.or_else(|| codes::status(string(one, "status"))), ..found }
}
