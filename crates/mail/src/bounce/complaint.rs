//! Complaints: reports of RFC 5965, and the mails by which a program of readers unsubscribes.

use super::fields::{self, address};
use super::mime::Mail;
use super::{Reason, Verdict};

/// The verdicts of a complaint; None when the mail is none.
pub(super) fn read(mail: &Mail<'_>) -> Option<Vec<Verdict>> {
    let report = mail.parts.iter().find(|part| part.kind == "message/feedback-report");
    let Some(report) = report else {
        return unsubscribes(mail).then(|| vec![verdict(String::new(), "opt-out")]);
    };
    let text = report.text();
    let mut kind = "abuse";
    let mut recipients: Vec<String> = Vec::new();
    let owned: Vec<(String, String)> = fields::lines(&text);
    for (name, value) in &owned {
        match name.as_str() {
            "feedback-type" => kind = value.as_str(),
            "original-rcpt-to" | "removal-recipient" => recipients.extend(address(value)),
            _ => {}
        }
    }
    if recipients.is_empty() {
        let to = mail.original().and_then(|head| head.get("To").map(std::borrow::Cow::into_owned)).unwrap_or_default();
        recipients.push(address(&to).unwrap_or_default());
    }
    Some(recipients.into_iter().map(|recipient| verdict(recipient, kind)).collect())
}

fn verdict(recipient: String, kind: &str) -> Verdict {
    let said = kind.trim().to_ascii_lowercase();
    Verdict { recipient, reason: Reason::Feedback, status: None, reply_code: None, delayed: false, said: super::text::one_line(&said) }
}

/// Some programs answer an offer to unsubscribe by mail with a mail of their own.
fn unsubscribes(mail: &Mail<'_>) -> bool {
    let subject = mail.head.get("Subject").unwrap_or_default();
    subject.trim().eq_ignore_ascii_case("unsubscribe")
        && mail.parts.iter().take(1).any(|part| part.text().contains("sent this email to unsubscribe"))
}
