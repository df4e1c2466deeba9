//! Of whom the words speak: which addresses stand in a text as recipients, and what is said of each.

/// A recipient, and the words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The address.
    pub address: String,
    /// The lines that speak of it.
    pub words: String,
}

/// Words after which a recipient stands, in lower case. The longer of two that begin alike stands first.
const LABELS: [&str; 26] = [
    "rcpt to:",
    "recipient address:",
    "recipient:",
    "rejected recipient",
    "delivered to:",
    "delivered to",
    "deliver message to:",
    "deliver message to",
    "delivering your mail to",
    "delivering your message to",
    "undeliverable to",
    "exceeds allowed size:",
    "delivery userid:",
    "permanent errors:",
    "temporary errors:",
    "addressed to:",
    "your message to:",
    "your message to",
    "message to group",
    "email to group",
    "address:",
    "failed recipient:",
    "recipients:",
    "user:",
    "mailbox:",
    "unknown user:",
];

/// The recipients that a text names, in their order, each once.
pub(super) fn named(text: &str) -> Vec<Named> {
    let lines: Vec<&str> = text.lines().collect();
    let listed = listed(&lines);
    if !listed.is_empty() {
        return listed;
    }
    let replied = replied(&lines);
    if !replied.is_empty() {
        return replied;
    }
    labelled(text)
}

/// An address that begins a line, and what follows up to the next.
fn listed(lines: &[&str]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut current: Option<usize> = None;
    for line in lines {
        let begins = beginning(line);
        match begins {
            Some((address, rest)) => {
                let known = found.iter().position(|one| one.address.eq_ignore_ascii_case(address));
                let index = known.unwrap_or(found.len());
                if known.is_none() {
                    found.push(Named { address: address.to_owned(), words: String::new() });
                }
                current = Some(index);
                push(&mut found, index, rest);
            }
            None => {
                if let Some(index) = current {
                    push(&mut found, index, line);
                }
            }
        }
    }
    found
}

fn push(found: &mut [Named], index: usize, line: &str) {
    if let Some(one) = found.get_mut(index) {
        one.words.push_str(line);
        one.words.push('\n');
    }
}

/// Signs that may stand before an address that begins a line.
const BEFORE: [char; 9] = ['<', '"', '*', ' ', '\t', '>', '-', '\u{b7}', '\''];

/// The address that a line begins with, and what follows it.
fn beginning(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start_matches(BEFORE);
    // `>>> RCPT TO:<...>` and quoted lines of a head are no list.
    if line.len() - bare.len() > 40 || line.trim_start().starts_with(">>> RCPT") {
        return None;
    }
    let address = address_at(bare)?;
    let rest = bare.get(address.len()..)?;
    // `someone@example.org's` and the like are no list either; an address inside a longer word is a name.
    let follows = rest.chars().next().is_none_or(|sign| matches!(sign, '>' | '"' | ':' | ';' | ' ' | '\t' | '<' | '[' | ',' | '.' | '\''));
    follows.then_some((address, rest))
}

/// Lines of a transcript: a reply that names a recipient, with what led to it.
fn replied(lines: &[&str]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut words = String::new();
    for line in lines {
        words.push_str(line);
        words.push('\n');
        let Some(address) = address_of_reply(line) else {
            continue;
        };
        let words = std::mem::take(&mut words);
        match found.iter_mut().find(|one| one.address.eq_ignore_ascii_case(address)) {
            Some(known) => known.words.push_str(&words),
            None => found.push(Named { address: address.to_owned(), words }),
        }
    }
    found
}

/// `554 <someone@example.org>... Host unknown`.
fn address_of_reply(line: &str) -> Option<&str> {
    let (code, rest) = line.split_at_checked(3)?;
    if !code.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(code.as_bytes().first(), Some(b'4' | b'5')) {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    address_at(rest.strip_prefix('<')?)
}

/// An address after a word that says it is a recipient.
fn labelled(text: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for line in text.lines() {
        // Lower case of ASCII alone keeps the places of all signs.
        let lower = line.to_ascii_lowercase();
        for label in LABELS {
            let Some(at) = lower.find(label) else {
                continue;
            };
            let rest = line.get(at + label.len()..).unwrap_or_default().trim_start_matches(BEFORE);
            if let Some(address) = address_at(rest).filter(|address| !found.iter().any(|one| one.address.eq_ignore_ascii_case(address))) {
                found.push(Named { address: address.to_owned(), words: String::new() });
            }
        }
    }
    for one in &mut found {
        one.words = text.to_owned();
    }
    found
}

/// The first address in a text.
pub(super) fn address_in(text: &str) -> Option<&str> {
    text.split(['<', ' ', '"', '\t', ':', ';', ',', '(', '[']).find_map(address_at)
}

/// The address that a text begins with.
fn address_at(text: &str) -> Option<&str> {
    let end = text.find(|sign: char| !is_of_address(sign)).unwrap_or(text.len());
    let word = text.get(..end)?.trim_end_matches(['.', '\'', '-', '=']);
    let (local, domain) = word.rsplit_once('@')?;
    let good = !local.is_empty() && domain.len() > 2 && domain.contains('.') && word.len() < 330 && !domain.starts_with('.');
    good.then_some(word)
}

fn is_of_address(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        named(text).into_iter().map(|one| (one.address, one.words.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    }

    fn pair(address: &str, words: &str) -> (String, String) {
        (address.to_owned(), words.to_owned())
    }

    #[test]
    fn what_follows_an_address_is_of_it() {
        let text = "I could not deliver.\n\n<ana@example.org>:\n550 no\n\n\"luan@example.org\":\n552 full\nBye.\n";
        assert_eq!(found(text), [pair("ana@example.org", ">: 550 no"), pair("luan@example.org", "\": 552 full Bye.")]);
    }

    #[test]
    fn in_a_transcript_what_goes_before_is_of_it() {
        let text = ">>> RCPT To:<ana@example.org>\n<<< 550 no\n550 <ana@example.org>... User unknown\n550 5.1.2 <luan@example.net>... Host unknown\n";
        let found = found(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].1.starts_with(">>> RCPT"), "{found:?}");
        assert!(found[1].1.ends_with("Host unknown"), "{found:?}");
    }

    #[test]
    fn else_a_word_says_who_is_a_recipient() {
        assert_eq!(found("Unable to deliver message to: <ana@example.org>")[0].0, "ana@example.org");
        assert_eq!(found("Your message wasn't delivered to ana@example.org because")[0].0, "ana@example.org");
        assert!(found("please write to help@example.org").is_empty());
    }
}
