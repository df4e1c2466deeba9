//! What the relays' interfaces tell by HTTP: their bodies (JSON) to verdicts. What is no bounce and no complaint gives none.

mod brevo;
mod mailjet;
mod ses;
mod sns;

use serde_json::Value;

pub use sns::{Doubt, Envelope};

use super::mime::Mail;
use super::{BounceClass, Reason, Verdict, codes, phrases, text};

/// One thing that a service tells of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What came back.
    pub verdicts: Vec<Verdict>,
    /// The Message-ID of the mail it is about, without its brackets, where the service keeps ours.
    pub about: Option<String>,
}

/// A service that tells by HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Brevo.
    Brevo,
    /// Mailjet.
    Mailjet,
    /// Amazon SES, by Amazon SNS.
    Ses,
}

impl Service {
    /// All of them.
    pub const ALL: [Service; 3] = [Service::Brevo, Service::Mailjet, Service::Ses];

    /// In one word, as it stands in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Service::Brevo => "brevo",
            Service::Mailjet => "mailjet",
            Service::Ses => "ses",
        }
    }

    /// Reads what [`Service::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Service> {
        Service::ALL.into_iter().find(|service| service.as_str() == text)
    }

    /// What a body tells, each thing by itself; None when it is not of this service's form. Of Amazon, the envelope must have been
    /// verified before ([`Envelope`]).
    pub fn read(self, body: &[u8]) -> Option<Vec<Told>> {
        let value: Value = serde_json::from_slice(body).ok()?;
        // Several things in one body stand in a list.
        let all = match value {
            Value::Array(all) => all,
            one => vec![one],
        };
        let one = match self {
            Service::Brevo => brevo::read,
            Service::Mailjet => mailjet::read,
            Service::Ses => ses::read_notification,
        };
        all.iter().map(one).collect()
    }
}

/// A notification of Amazon SES that was sent as a mail; None when the mail is none.
pub(super) fn in_mail(mail: &Mail<'_>) -> Option<Vec<Verdict>> {
    let from = mail.head.get("From")?;
    if !from.to_ascii_lowercase().contains("sns.amazonaws.com") {
        return None;
    }
    let text = mail.parts.first()?.text();
    let end = text.find("\n--").unwrap_or(text.len());
    // Long lines of the JSON are folded as heads are: a break inside a text is none of its own.
    let json: String = text.get(..end)?.replace(['\r', '\n'], "");
    Some(ses::read(&serde_json::from_str(&json).ok()?)?.verdicts)
}

fn string<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A Message-ID without its brackets.
fn message_id(text: &str) -> Option<String> {
    let id = text.trim().trim_start_matches('<').trim_end_matches('>');
    (id.contains('@') && id.len() < 250).then(|| id.to_owned())
}

fn verdict(recipient: &str, reason: Reason, said: &str) -> Verdict {
    Verdict {
        recipient: recipient.to_owned(),
        reason,
        status: codes::status(said),
        reply_code: codes::reply_code(said),
        delayed: false,
        said: text::one_line(said),
    }
}

/// What the words mean where the service says that it was for good, or only for now: the service is believed.
fn within(class: BounceClass, said: &str, otherwise: Reason) -> Reason {
    let found = phrases::find(&said.to_ascii_lowercase()).map(|found| found.reason);
    found.filter(|reason| reason.class() == class).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests;
