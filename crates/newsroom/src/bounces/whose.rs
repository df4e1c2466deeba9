//! Which of our mails came back: by what follows the plus sign of the mailbox for bounces (VERP), else by the Message-ID.

use database::Id;

/// One of our mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ours {
    /// A mailing's delivery to a subscriber.
    Delivery(Id, Id),
    /// A mail to one person.
    Letter(Id),
}

/// The delivery that a tag names: `ff-10`, as `mailings::send` makes it.
pub(super) fn by_tag(tag: &str) -> Option<Ours> {
    let (mailing, subscriber) = tag.split_once('-')?;
    Some(Ours::Delivery(number(mailing)?, number(subscriber)?))
}

/// The mail that a Message-ID names: `ff.10@example.org`, `letter.ff@example.org`.
pub(super) fn by_message_id(id: &str, host: &str) -> Option<Ours> {
    let (local, domain) = id.rsplit_once('@')?;
    if !domain.eq_ignore_ascii_case(host) {
        return None;
    }
    match local.split_once('.')? {
        ("letter", letter) => Some(Ours::Letter(number(letter)?)),
        (mailing, subscriber) => Some(Ours::Delivery(number(mailing)?, number(subscriber)?)),
    }
}

fn number(text: &str) -> Option<Id> {
    let digits = !text.is_empty() && text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| i64::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_mails_are_told_by_what_we_wrote() {
        assert_eq!(by_tag("ff-10"), Some(Ours::Delivery(255, 16)));
        assert_eq!(by_message_id("ff.10@Example.org", "example.org"), Some(Ours::Delivery(255, 16)));
        assert_eq!(by_message_id("letter.ff@example.org", "example.org"), Some(Ours::Letter(255)));
        for tag in ["", "ff", "-", "ff-", "+f-10", "ff-1g", "fffffffffffffffff-1", "ffffffffffffffff-1"] {
            assert_eq!(by_tag(tag), None, "{tag}");
        }
        assert_eq!(by_message_id("ff.10@example.net", "example.org"), None);
    }
}
