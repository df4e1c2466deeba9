//! What a relay answers, and what it says of whom.

use std::fmt;

use crate::Phase;

/// What an answer means for a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 2xx: taken.
    Accepted,
    /// 4xx: to be tried again.
    Temporary,
    /// 5xx: refused for good.
    Permanent,
}

/// An answer of a relay (RFC 5321, section 4.2; enhanced codes by RFC 3463).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The three digits.
    pub code: u16,
    /// The enhanced status, where given.
    pub status: Option<[u8; 3]>,
    /// Its text, lines joined by a space.
    pub text: String,
}

/// Words by which a relay without enhanced status says that it refuses us, not the recipient.
const OF_US: [&str; 14] =
    ["relay", "block", "black", "spam", "policy", "spf", "dkim", "dmarc", "reputation", "rate", "authenti", "denied", "too many", "sender"];

impl Reply {
    /// What it means. Where code and enhanced status do not agree (`550 4.7.1`), the milder of the two is believed: trying
    /// once more does less harm than giving up.
    pub fn class(&self) -> Class {
        let status = self.status.map(|[class, ..]| class);
        match self.code {
            200..=399 => Class::Accepted,
            400..=499 => Class::Temporary,
            _ if status == Some(4) => Class::Temporary,
            _ => Class::Permanent,
        }
    }

    /// Whether it speaks of this recipient's address or mailbox. A refusal that does not (policy, login, content, rate) says
    /// nothing of the address and must not be held against it.
    pub fn is_about_recipient(&self, phase: Phase) -> bool {
        if phase < Phase::Recipient || self.class() == Class::Accepted {
            return false;
        }
        match self.status {
            // x.1.7 and x.1.8 are of the sender's address.
            Some([_, 1, detail]) if detail != 0 => !matches!(detail, 7 | 8),
            // x.2.3: the message is too long for the mailbox.
            Some([_, 2, detail]) if detail != 0 => detail != 3,
            // x.0.0, x.1.0 and x.2.0 say too little.
            Some([_, 0..=2, _]) | None => phase == Phase::Recipient && self.names_the_mailbox(),
            Some(_) => false,
        }
    }

    /// By the code alone, as RFC 5321 section 4.3.2 gives it for RCPT.
    fn names_the_mailbox(&self) -> bool {
        let text = self.text.to_ascii_lowercase();
        matches!(self.code, 450 | 452 | 550..=553) && !OF_US.iter().any(|word| text.contains(word))
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some([class, subject, detail]) = self.status {
            write!(f, " {class}.{subject}.{detail}")?;
        }
        if !self.text.is_empty() {
            write!(f, " {}", self.text)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(line: &str) -> Reply {
        let (code, rest) = line.split_once(' ').unwrap();
        let (first, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let digits: Vec<u8> = first.split('.').filter_map(|part| part.parse().ok()).collect();
        let status: Option<[u8; 3]> = digits.try_into().ok();
        let text = if status.is_some() { after } else { rest };
        Reply { code: code.parse().unwrap(), status, text: text.to_owned() }
    }

    #[test]
    fn the_class_comes_from_code_and_status_and_the_milder_wins() {
        let table = [
            ("250 2.0.0 queued as 4XyZ", Class::Accepted),
            ("251 will forward", Class::Accepted),
            ("354 go on", Class::Accepted),
            ("421 4.7.28 unusual rate", Class::Temporary),
            ("450 4.2.0 greylisted", Class::Temporary),
            ("450 5.1.1 try again", Class::Temporary),
            ("550 4.7.1 later", Class::Temporary),
            ("550 5.1.1 no such mailbox", Class::Permanent),
            ("552 5.2.2 mailbox full", Class::Permanent),
            ("554 no", Class::Permanent),
        ];
        for (line, class) in table {
            assert_eq!(reply(line).class(), class, "{line}");
        }
    }

    #[test]
    fn a_refusal_is_about_the_recipient_or_about_us() {
        let table = [
            ("550 5.1.1 no such mailbox", Phase::Recipient, true),
            ("550 5.1.1 no such mailbox", Phase::Dot, true),
            ("550 5.1.10 recipient not found", Phase::Recipient, true),
            ("550 5.2.1 mailbox disabled", Phase::Recipient, true),
            ("452 4.2.2 mailbox full", Phase::Recipient, true),
            ("550 No such person here", Phase::Recipient, true),
            ("553 mailbox name not allowed", Phase::Recipient, true),
            ("550 5.0.0 unknown mailbox", Phase::Recipient, true),
            ("550 5.1.8 bad sender", Phase::Recipient, false),
            ("550 5.1.1 odd", Phase::Sender, false),
            ("550 5.7.1 relaying denied", Phase::Recipient, false),
            ("550 relay access denied", Phase::Recipient, false),
            ("554 5.7.1 listed at a blocklist", Phase::Recipient, false),
            ("550 5.7.26 unauthenticated", Phase::Dot, false),
            ("421 4.7.28 unusual rate", Phase::Dot, false),
            ("530 5.7.0 login first", Phase::Sender, false),
            ("535 5.7.8 wrong password", Phase::Login, false),
            ("550 5.2.3 message too long", Phase::Dot, false),
            ("554 message refused", Phase::Dot, false),
            ("451 local error", Phase::Recipient, false),
            ("250 2.1.5 ok", Phase::Recipient, false),
        ];
        for (line, phase, about) in table {
            assert_eq!(reply(line).is_about_recipient(phase), about, "{line} at {phase:?}");
        }
    }

    #[test]
    fn it_reads_as_the_relay_wrote_it() {
        for line in ["250 2.0.0 queued", "550 no", "421"] {
            let shown = if line == "421" { Reply { code: 421, status: None, text: String::new() } } else { reply(line) };
            assert_eq!(shown.to_string(), line);
        }
    }
}
