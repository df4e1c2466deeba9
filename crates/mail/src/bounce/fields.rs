//! The report that a machine wrote (RFC 3464): for each recipient a group of fields.
//!
//! It is read where it should stand, and also out of a text, where a mail system forgot to say what it is.

use super::mime::Mail;

/// What is said of one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// The address the mail was sent to.
    pub original: Option<String>,
    /// The address that failed in the end.
    pub last: Option<String>,
    /// The address it was really tried at.
    pub actual: Option<String>,
    /// failed, delayed, delivered, relayed, expanded; in lower case.
    pub action: String,
    /// The field Status, with its comment.
    pub status: String,
    /// Of which kind the diagnostic is: smtp, x-unix...; in lower case.
    pub kind: String,
    /// The diagnostic.
    pub diagnostic: String,
    /// The server that answered, in lower case.
    pub remote: String,
}

impl Group {
    /// The address it is about: the one we wrote to.
    pub(super) fn recipient(&self) -> &str {
        [&self.original, &self.last, &self.actual].into_iter().flatten().find(|address| address.contains('@')).map_or("", String::as_str)
    }

    fn is_one(&self) -> bool {
        let named = self.original.is_some() || self.last.is_some() || self.actual.is_some();
        (named && !(self.action.is_empty() && self.status.is_empty() && self.diagnostic.is_empty()))
            || (!self.action.is_empty() && !self.diagnostic.is_empty())
    }
}

/// The groups of a mail; none when it has no report.
pub(super) fn read(mail: &Mail<'_>) -> Vec<Group> {
    let mut found = Vec::new();
    for part in mail.parts.iter().filter(|part| matches!(part.kind.as_str(), "message/delivery-status" | "message/global-delivery-status"))
    {
        groups(&part.text(), &mut found);
    }
    if !found.is_empty() {
        return found;
    }
    for part in mail.parts.iter().filter(|part| part.is_text()) {
        let text = part.text();
        // A text speaks of other things too: only what is about a recipient counts.
        if text.to_ascii_lowercase().contains("final-recipient:") {
            groups(&text, &mut found);
            found.retain(|group| group.last.is_some());
        }
        if !found.is_empty() {
            return found;
        }
    }
    found
}

fn groups(text: &str, found: &mut Vec<Group>) {
    let mut group = Group::default();
    for (name, value) in lines(text) {
        let begins_another = name.is_empty() || (name == "final-recipient" && group.last.is_some());
        if begins_another && group.is_one() {
            found.push(std::mem::take(&mut group));
        } else if name.is_empty() {
            group = Group::default();
        }
        match name.as_str() {
            "original-recipient" => group.original = address(&value),
            "final-recipient" => group.last = Some(address(&value).unwrap_or_default()),
            "x-actual-recipient" => group.actual = address(&value),
            "action" => group.action = value.split([' ', ';', '(']).next().unwrap_or_default().to_ascii_lowercase(),
            "status" => group.status = value,
            "remote-mta" => group.remote = value.rsplit(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
            "diagnostic-code" => (group.kind, group.diagnostic) = typed(&value),
            _ => {}
        }
    }
    if group.is_one() {
        found.push(group);
    }
}

/// The fields of a text in their order, the name in lower case; an empty line is a field without a name. Lines that continue
/// a reply of SMTP count as folded, also where the fold was forgotten.
pub(super) fn lines(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            found.push(Default::default());
            continue;
        }
        let continues = line.starts_with([' ', '\t']) || continues_a_reply(line);
        if let Some((_, value)) = found.last_mut().filter(|(name, _)| continues && !name.is_empty()) {
            value.push(' ');
            value.push_str(trimmed);
            continue;
        }
        if let Some((name, value)) = trimmed.split_once(':').filter(|(name, _)| name.len() < 40 && !name.contains(' ')) {
            found.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    found
}

fn continues_a_reply(line: &str) -> bool {
    let mut signs = line.bytes();
    let digits = signs.by_ref().take(3).filter(u8::is_ascii_digit).count();
    digits == 3 && matches!(signs.next(), Some(b' ' | b'-'))
}

/// The address of `rfc822; someone@example.org`.
pub(super) fn address(value: &str) -> Option<String> {
    let value = value.rsplit(';').next()?.trim().trim_matches(['<', '>', '"', ' ']);
    let value = if value.contains(' ') { super::recipients::address_in(value)? } else { value };
    (value.contains('@') && value.len() < 330).then(|| value.to_owned())
}

/// `smtp; 550 no`, with or without its kind.
fn typed(value: &str) -> (String, String) {
    match value.split_once(';').filter(|(kind, _)| kind.len() < 30 && !kind.trim().contains(' ')) {
        Some((kind, text)) => (kind.trim().to_ascii_lowercase(), text.trim().to_owned()),
        None => (String::new(), value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Group> {
        let mut found = Vec::new();
        groups(text, &mut found);
        found
    }

    #[test]
    fn each_recipient_has_a_group() {
        let found = of(
            "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1 (no)\n\
                        Diagnostic-Code: smtp; 550 5.1.1 no\n such mailbox\n\nFinal-Recipient: RFC822; <luan@example.org>\nAction: Delayed\nStatus: 4.4.7\n",
        );
        assert_eq!(found.iter().map(Group::recipient).collect::<Vec<_>>(), ["ana@example.org", "luan@example.org"]);
        assert_eq!((found[0].kind.as_str(), found[0].diagnostic.as_str()), ("smtp", "550 5.1.1 no such mailbox"));
        assert_eq!(found[1].action, "delayed");
    }

    #[test]
    fn a_forgotten_fold_and_a_forgotten_empty_line_do_no_harm() {
        let found = of("Diagnostic-Code: smtp; 550-Please log in\n550 first\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\n\
                        Final-Recipient: rfc822; luan@example.org\nAction: failed\n");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].diagnostic, "550-Please log in 550 first");
    }

    #[test]
    fn we_are_told_of_the_address_we_wrote_to() {
        let found = of("Original-Recipient: rfc822;ana@example.org\nFinal-Recipient: rfc822;other@example.net\nAction: failed\n");
        assert_eq!(found[0].recipient(), "ana@example.org");
    }
}
