//! The words that a mail system wrote for people, without the mail that came back.

use super::mime::Mail;

/// How long what was said is kept.
const SAID: usize = 400;

/// What people read of a mail: its texts up to where the mail that came back begins.
pub(super) fn for_people(mail: &Mail<'_>) -> String {
    let mut found = String::new();
    for part in &mail.parts {
        if part.is_original() && !found.is_empty() {
            break;
        }
        if part.is_text() {
            push_own(&mut found, &part.text());
        }
    }
    let html = mail.parts.iter().find(|part| part.kind == "text/html");
    if let Some(html) = html.filter(|_| found.trim().is_empty()) {
        push_own(&mut found, &without_tags(&html.text()));
    }
    found
}

/// So much of a text is read.
const LINES: usize = 400;

/// Adds the lines that the mail system wrote itself.
fn push_own(found: &mut String, text: &str) {
    for line in text.lines().take(LINES) {
        if begins_original(line.trim()) {
            break;
        }
        found.push_str(line);
        found.push('\n');
    }
}

/// Lines with which the mail that came back begins, in lower case; some mail systems put dashes before them.
const BEGINS: [&str; 22] = [
    "below this line is a copy",
    "enclosed is a copy of the message",
    "original message",
    "original mail",
    "the original message follows",
    "this is a copy of",
    "unsent message",
    "returned message",
    "returned mail follows",
    "message header",
    "the header of the original message",
    "included is a copy of",
    "headers of the original",
    "here is a copy of",
    "below is a copy of",
    "the body of the message",
    "begin original message",
    "return-path:",
    "received: ",
    "content-type: message/rfc822",
    "content-type: text/rfc822",
    "x-original-message",
];

/// The same, in the tongues of Exchange.
const BEGINS_ABROAD: [&str; 6] = [
    "en-têtes de message d",
    "en-têtes du message d",
    "intestazioni originali",
    "ursprüngliche nachrichten",
    "originalnachricht",
    "encabezados de mensajes originales",
];

fn begins_original(line: &str) -> bool {
    if line.len() > 160 {
        return false;
    }
    let line = line.trim_start_matches(['-', '*', '#', '=', '>', ' ']).to_lowercase();
    if line.starts_with("original message was") || line.starts_with("message headers:") && line.len() > 20 {
        return false;
    }
    BEGINS.iter().chain(&BEGINS_ABROAD).any(|words| line.starts_with(words))
}

fn without_tags(html: &str) -> String {
    let mut found = String::with_capacity(html.len() / 2);
    let mut inside = false;
    for sign in html.chars() {
        match sign {
            '<' => {
                inside = true;
                found.push('\n');
            }
            '>' if inside => inside = false,
            _ if !inside => found.push(sign),
            _ => {}
        }
    }
    found
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// One line, its white space single, cut where it is long.
pub(super) fn one_line(text: &str) -> String {
    let mut found = String::with_capacity(text.len().min(SAID));
    for word in text.split_whitespace() {
        if found.len() + 1 + word.len() > SAID {
            break;
        }
        if !found.is_empty() {
            found.push(' ');
        }
        found.extend(word.chars().filter(|sign| !sign.is_control()));
    }
    found
}

/// From whom mail systems write, in lower case.
const SYSTEMS: [&str; 7] = ["mailer-daemon", "mail-daemon", "postmaster", "post_master", "maildeliver", "mail delivery", "mail deliver "];

/// Whether the sender is a mail system.
pub(super) fn is_from_a_mail_system(mail: &Mail<'_>) -> bool {
    let from = mail.head.get("From").unwrap_or_default();
    let from = crate::read::words(&from).to_lowercase();
    SYSTEMS.iter().any(|name| from.contains(name)) || from.trim() == "<>"
}

/// Words of bounces, in lower case, for senders that could be people.
const WORDS: [&str; 22] = [
    "could not be delivered",
    "couldn't be delivered",
    "can't be delivered",
    "cannot be delivered",
    "undeliver",
    "delivery failed",
    "delivery failure",
    "delivery has failed",
    "delivery status",
    "was not delivered",
    "not been delivered",
    "unable to deliver",
    "could not deliver",
    "returned mail",
    "failure notice",
    "mail delivery",
    "error message below",
    "n'a pas pu être",
    "non remis",
    "loop alert",
    "delivery problems",
    "rejected by",
];

/// Whether it is a bounce at all.
pub(super) fn is_bounce(mail: &Mail<'_>) -> bool {
    if is_from_a_mail_system(mail) {
        return true;
    }
    let report = mail.head.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
    if report.contains("multipart/report") || mail.head.get("X-Failed-Recipients").is_some() {
        return true;
    }
    let subject = crate::read::words(&mail.head.get("Subject").unwrap_or_default()).to_lowercase();
    if WORDS.iter().any(|words| subject.contains(words)) {
        return true;
    }
    let text = for_people(mail).to_lowercase();
    WORDS.iter().any(|words| text.contains(words))
}
