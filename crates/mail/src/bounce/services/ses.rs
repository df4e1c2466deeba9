//! Notifications of Amazon SES.

use serde::Deserialize;

use super::super::codes::{self, Status};
use super::super::phrases;
use super::super::{Reason, Verdict};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    #[serde(alias = "eventType")]
    notification_type: String,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
    mail: Option<About>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    #[serde(default)]
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
    #[serde(default)]
    bounced_recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    #[serde(default)]
    complained_recipients: Vec<Recipient>,
    #[serde(default)]
    complaint_feedback_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    diagnostic_code: Option<String>,
}

#[derive(Deserialize)]
struct About {
    #[serde(default)]
    destination: Vec<String>,
}

/// The verdicts of a notification; None when it is none.
pub(super) fn read(json: &str) -> Option<Vec<Verdict>> {
    let notification: Notification = serde_json::from_str(json).ok()?;
    let verdicts = match notification.notification_type.as_str() {
        "Bounce" => {
            let bounce = notification.bounce?;
            bounce.bounced_recipients.iter().map(|one| bounced(&bounce, one)).collect()
        }
        "Complaint" => {
            let complaint = notification.complaint?;
            let kind = complaint.complaint_feedback_type.unwrap_or_else(|| "abuse".to_owned());
            complaint.complained_recipients.into_iter().map(|one| plain(one.email_address, Reason::Feedback, None, &kind)).collect()
        }
        "Delivery" => {
            let to = notification.mail?.destination;
            let arrived = Some(Status { class: 2, subject: 6, detail: 0 });
            to.into_iter().map(|address| plain(address, Reason::Delivered, arrived, "")).collect()
        }
        _ => Vec::new(),
    };
    Some(verdicts)
}

fn plain(recipient: String, reason: Reason, status: Option<Status>, said: &str) -> Verdict {
    Verdict { recipient, reason, status, reply_code: None, delayed: false, said: super::super::text::one_line(said) }
}

fn bounced(bounce: &Bounce, one: &Recipient) -> Verdict {
    let said = one.diagnostic_code.as_deref().unwrap_or_default();
    let status = codes::status(said).or_else(|| codes::status(one.status.as_deref().unwrap_or_default()));
    let words = phrases::find(&said.to_ascii_lowercase()).map(|found| found.reason);
    let reason = match (bounce.bounce_type.as_str(), bounce.bounce_sub_type.as_str()) {
        ("Permanent", "General" | "NoEmail") => words.unwrap_or(Reason::UserUnknown),
        ("Permanent", "Suppressed" | "OnAccountSuppressionList") => Reason::UserUnknown,
        ("Transient", "MailboxFull") => Reason::MailboxFull,
        ("Transient", "MessageTooLarge") => Reason::MesgTooBig,
        ("Transient", "ContentRejected") => Reason::SpamDetected,
        ("Transient", "AttachmentRejected") => Reason::PolicyViolation,
        // A bounce that may pass is never one for good, whatever its words.
        _ => words.filter(|reason| reason.class() == super::super::BounceClass::Soft).unwrap_or(Reason::OnHold),
    };
    Verdict { reply_code: codes::reply_code(said), ..plain(one.email_address.clone(), reason, status, said) }
}
