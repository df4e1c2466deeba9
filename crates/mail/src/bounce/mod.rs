//! What comes back: bounces, complaints and automatic replies, from the raw bytes of a mail to verdicts.
//!
//! Where a mail came back to says most (VERP, `verp`); then a report a machine wrote (RFC 3464, `fields`); then the words of
//! the many mail systems that write none (`recipients`, `phrases`). Complaints are reports of RFC 5965 (`complaint`), automatic
//! replies (RFC 3834, `auto_reply`) are known and mean nothing. Guarantees: any bytes are read without a panic, in time that
//! grows with their number; nothing is believed of a mail that is no bounce. Must not know: subscribers, mailings.

mod auto_reply;
mod codes;
mod command;
mod complaint;
mod fields;
mod judge;
mod mime;
mod phrases;
mod providers;
mod reason;
mod recipients;
pub mod services;
mod text;
mod verp;

#[cfg(test)]
mod tests;

pub use codes::Status;
pub use reason::{BounceClass, Reason};

use mime::Mail;

/// What one mail that came back says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// One for each recipient it speaks of; none when it is neither bounce nor complaint nor automatic reply.
    pub verdicts: Vec<Verdict>,
    /// The addresses that this mail itself was sent to: where VERP stands.
    pub sent_to: Vec<String>,
    /// The Message-ID of the mail that came back, without its brackets, where the report holds it.
    pub about: Option<String>,
}

/// What is said of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The address; empty where the mail does not say it.
    pub recipient: String,
    /// Why it came back.
    pub reason: Reason,
    /// The enhanced status (RFC 3463), where given.
    pub status: Option<Status>,
    /// The reply of SMTP, where given.
    pub reply_code: Option<u16>,
    /// The mail system has not given up: it says that the mail is late.
    pub delayed: bool,
    /// What the mail system said, on one line, cut where it is long.
    pub said: String,
}

impl Verdict {
    /// What it means for the address.
    pub fn class(&self) -> BounceClass {
        self.reason.class()
    }

    /// Whether the address is of no use any more.
    pub fn hard_bounce(&self) -> bool {
        self.class() == BounceClass::Hard
    }
}

/// So much of a mail is read: what matters stands in front of the mail it is about.
const ENOUGH: usize = 512 * 1024;
/// So many verdicts of one mail at most.
const MOST: usize = 500;

/// Reads a mail that came back; several, where they stand in one file one after the other (mbox).
pub fn read_returned(bytes: &[u8]) -> Returned {
    let raw = mime::as_text(bytes.get(..ENOUGH).unwrap_or(bytes));
    let mut returned = Returned::default();
    for one in mime::mails(&raw) {
        let mail = Mail::read(one);
        read_one(&mail, &mut returned);
    }
    returned.verdicts.truncate(MOST);
    returned
}

fn read_one(mail: &Mail<'_>, returned: &mut Returned) {
    returned.sent_to.extend(verp::sent_to(&mail.head));
    returned.about = returned.about.take().or_else(|| mail.about());
    if let Some(verdicts) = complaint::read(mail) {
        returned.verdicts.extend(verdicts);
        return;
    }
    if let Some(verdicts) = services::in_mail(mail) {
        returned.verdicts.extend(verdicts);
        return;
    }
    let groups = fields::read(mail);
    if groups.is_empty() && !text::is_from_a_mail_system(mail) && auto_reply::is_one(&mail.head) {
        returned.verdicts.push(auto_reply::verdict(mail));
        return;
    }
    if groups.is_empty() && !text::is_bounce(mail) {
        return;
    }
    returned.verdicts.extend(judge::judge(mail, &groups));
}

pub use verp::tag;
