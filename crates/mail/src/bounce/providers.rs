//! What some large mail providers mean by their own codes and words.
//!
//! The French ones number their refusals (`OFR_416`, `LPN007_426`); others say one thing for several.

use super::Reason;

/// What Orange means by a number after `OFR`, and La Poste by the last one after `LPN`.
const FRENCH: &[(u16, Reason)] = &[
    (101, Reason::Blocked),
    (102, Reason::Blocked),
    (103, Reason::Blocked),
    (104, Reason::TooManyConn),
    (105, Reason::Blocked),
    (107, Reason::Blocked),
    (108, Reason::Blocked),
    (109, Reason::Blocked),
    (201, Reason::Blocked),
    (305, Reason::SecurityError),
    (401, Reason::UserUnknown),
    (402, Reason::UserUnknown),
    (403, Reason::Rejected),
    (405, Reason::UserUnknown),
    (415, Reason::Rejected),
    (416, Reason::UserUnknown),
    (417, Reason::MailboxFull),
    (420, Reason::Suspend),
    (421, Reason::Rejected),
    (422, Reason::MailboxFull),
    (424, Reason::NotAccept),
    (425, Reason::TooManyConn),
    (426, Reason::Suspend),
    (436, Reason::MailboxFull),
    (501, Reason::SpamDetected),
    (506, Reason::SpamDetected),
    (510, Reason::Blocked),
    (513, Reason::MesgTooBig),
    (514, Reason::SpamDetected),
    (515, Reason::SpamDetected),
    (517, Reason::SpamDetected),
    (518, Reason::SpamDetected),
    (519, Reason::SpamDetected),
    (520, Reason::SpamDetected),
    (525, Reason::SpamDetected),
    (630, Reason::VirusDetected),
    (640, Reason::PolicyViolation),
    (999, Reason::Blocked),
];

/// What is known of a provider's words. All of it in lower case: what was said, the server that said it, the recipient.
pub(super) fn known(said: &str, remote: &str, recipient: &str) -> Option<Reason> {
    french(said).or_else(|| japanese(said, remote, recipient)).or_else(|| yahoo(said, remote)).or_else(|| cox(said))
}

fn french(said: &str) -> Option<Reason> {
    let at = said.find("ofr").or_else(|| said.find("lpn"))?;
    let code = said.get(at + 3..)?.split([' ', '.', ']', ')', ',']).next()?;
    let number: u16 = code.rsplit('_').next().filter(|number| number.len() == 3)?.parse().ok()?;
    FRENCH.iter().find(|(known, _)| *known == number).map(|(_, reason)| *reason)
}

/// Two providers of mobile telephones say "unknown user" when their own filter refuses, too.
fn japanese(said: &str, remote: &str, recipient: &str) -> Option<Reason> {
    if remote.ends_with("docomo.ne.jp") && said.contains("unknown user") {
        return Some(Reason::Rejected);
    }
    let kddi = ["ezweb.ne.jp", "au.com"].iter().any(|host| recipient.ends_with(host) || remote.ends_with(host));
    if !kddi || !said.contains("user unknown") {
        return None;
    }
    let names_it = said.contains(">: user unknown") || said.contains(">... user unknown");
    Some(if names_it { Reason::UserUnknown } else { Reason::Filtered })
}

fn yahoo(said: &str, remote: &str) -> Option<Reason> {
    if said.contains("dd this user doesn't have a") || said.contains("delivery error: dd requested mail action aborted, mailbox not found")
    {
        return Some(Reason::UserUnknown);
    }
    (remote.ends_with("yahoodns.net") && said.contains("[tss0") && said.contains("temporarily deferred")).then_some(Reason::Rejected)
}

fn cox(said: &str) -> Option<Reason> {
    let code = said.split("aup#").nth(1)?;
    let unknown = ["relcheck", "snd", "i-1150", "o-1200"];
    Some(if unknown.iter().any(|begins| code.starts_with(begins)) { Reason::SpamDetected } else { Reason::Blocked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_french_providers_are_known() {
        let table = [
            ("550 5.1.1 adresse d au moins un destinataire invalide. invalid recipient. ofr_416 [416]", Some(Reason::UserUnknown)),
            ("550 5.5.0 le compte du destinataire est bloque. lpn007_426", Some(Reason::Suspend)),
            ("421 service refused, please try later. ofr004_104 [104]", Some(Reason::TooManyConn)),
            ("550 of no number", None),
        ];
        for (said, expected) in table {
            assert_eq!(known(said, "", ""), expected, "{said}");
        }
    }
}
