//! Reads a mail that [`crate::compose`] made, for the desk to show what is in the outbox. It is no reader of foreign mail.

use crate::quoted;

/// A mail as people see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadMail {
    /// To whom.
    pub to: String,
    /// From whom: name and address.
    pub from: String,
    /// The subject.
    pub subject: String,
    /// Its date in seconds since 1970; None when it cannot be read.
    pub date: Option<i64>,
    /// The plain text part.
    pub text: String,
    /// The HTML part; empty for a mail of plain text only.
    pub html: String,
    /// All lines of the head, unfolded and decoded, in their order.
    pub headers: Vec<(String, String)>,
}

impl ReadMail {
    /// The first head line of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }
}

fn first<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Reads a mail.
pub fn read_mail(bytes: &[u8]) -> ReadMail {
    let message = String::from_utf8_lossy(bytes);
    let (head, body) = split_head(&message);
    let headers = headers(head);
    let named = |name: &str| first(&headers, name).unwrap_or_default().to_owned();
    let kind = named("Content-Type");
    let mut mail = ReadMail {
        to: named("To"),
        from: named("From"),
        subject: named("Subject"),
        date: first(&headers, "Date").and_then(seconds),
        headers,
        ..ReadMail::default()
    };
    let Some(boundary) = kind.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()) else {
        mail.text = decoded(body);
        return mail;
    };
    for part in body.split(&format!("--{boundary}")).skip(1) {
        let Some(part) = part.strip_prefix("\r\n") else {
            break;
        };
        let (head, body) = split_head(part);
        let body = decoded(body);
        if head.contains("text/html") { mail.html = body } else { mail.text = body }
    }
    mail
}

fn split_head(message: &str) -> (&str, &str) {
    message.split_once("\r\n\r\n").unwrap_or((message, ""))
}

/// Without the line break that belongs to the boundary or ends the mail.
fn decoded(body: &str) -> String {
    let body = body.strip_suffix("\r\n").unwrap_or(body);
    String::from_utf8_lossy(&quoted::decode(body)).replace("\r\n", "\n")
}

fn headers(head: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = found.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            found.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    for (_, value) in &mut found {
        *value = words(value.trim());
    }
    found
}

/// Decodes the encoded words of a head line (RFC 2047); between two of them white space does not count.
pub(crate) fn words(value: &str) -> String {
    let mut out = String::new();
    let mut after_encoded = false;
    for word in value.split(' ') {
        let decoded = encoded_word(word);
        let joined = after_encoded && decoded.is_some();
        if !out.is_empty() && !joined {
            out.push(' ');
        }
        after_encoded = decoded.is_some();
        out.push_str(decoded.as_deref().unwrap_or(word));
    }
    out
}

fn encoded_word(word: &str) -> Option<String> {
    let inner = word.strip_prefix("=?")?.strip_suffix("?=")?;
    let mut parts = inner.splitn(3, '?');
    let (_charset, coding, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = match coding {
        "Q" | "q" => quoted::decode(&text.replace('_', " ")),
        "B" | "b" => {
            use base64::Engine;
            base64::engine::general_purpose::STANDARD.decode(text).ok()?
        }
        _ => return None,
    };
    String::from_utf8(bytes).ok()
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Sun, 20 Sep 2026 10:00:00 +0000`: the one form we write.
fn seconds(date: &str) -> Option<i64> {
    let mut words = date.split_whitespace().skip(1);
    let day: i64 = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = i64::try_from(MONTHS.iter().position(|known| *known == month)?).ok()? + 1;
    let year: i64 = words.next()?.parse().ok().filter(|year| (1970..10_000).contains(year))?;
    let mut clock = words.next()?.split(':').map(str::parse::<i64>);
    let (hour, minute, second) = (clock.next()?.ok()?, clock.next()?.ok()?, clock.next()?.ok()?);
    // Years that begin in March put the leap day last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let table = [
            ("Thu, 01 Jan 1970 00:00:00 +0000", Some(0)),
            ("Sun, 20 Sep 2026 10:00:00 +0000", Some(1_789_898_400)),
            ("Thu, 29 Feb 2024 23:59:59 +0000", Some(1_709_251_199)),
            ("yesterday", None),
            ("", None),
        ];
        for (date, expected) in table {
            assert_eq!(seconds(date), expected, "{date}");
        }
    }

    #[test]
    fn anything_is_read_without_complaint() {
        for bytes in
            [&b""[..], b"\r\n\r\n", b"A", b"Content-Type: x; boundary=\"\"\r\n\r\n----\r\n", b"\xff\xfe\r\n\r\n=", b"Subject: =?a?b?c?="]
        {
            let _ = read_mail(bytes);
        }
    }
}
