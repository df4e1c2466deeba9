//! The parts of a mail that came back, read leniently.
//!
//! Mail systems write wrong boundaries, wrong kinds and half a form: what has no parts that can be told apart is one text. A
//! mail inside the mail is never entered, only its head is looked at.

use std::borrow::Cow;

use base64::Engine;

use crate::quoted;

/// So deep are parts inside parts followed, and so many read.
const DEPTH: usize = 6;
const PARTS: usize = 40;

/// Bytes as text: UTF-8, else each byte the sign of that number (ISO 8859-1).
pub(super) fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // Cut in the middle of a sign.
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(bytes),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}

/// The mails of a file: one, or several in the form of an mbox.
pub(super) fn mails(raw: &str) -> Vec<&str> {
    if !raw.starts_with("From ") {
        return vec![raw];
    }
    let mut found = Vec::new();
    let mut rest = raw;
    while found.len() < PARTS {
        let Some(at) = rest.find("\n\nFrom ").filter(|_| found.len() + 1 < PARTS) else {
            break;
        };
        let (one, next) = rest.split_at(at + 2);
        found.push(one);
        rest = next;
    }
    found.push(rest);
    found
}

/// The head of a mail or of a part, as it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a>(pub &'a str);

impl<'a> Head<'a> {
    /// The first line of this name, unfolded.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        self.all(name).next()
    }

    /// All lines of this name, unfolded.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = Cow<'a, str>> {
        let mut lines = self.0.lines().peekable();
        std::iter::from_fn(move || {
            loop {
                let line = lines.next()?;
                let Some(value) = named(line, name) else {
                    continue;
                };
                let mut value = Cow::Borrowed(value.trim());
                while let Some(more) = lines.next_if(|next| next.starts_with([' ', '\t'])) {
                    let whole = value.to_mut();
                    whole.push(' ');
                    whole.push_str(more.trim());
                }
                return Some(value);
            }
        })
    }
}

fn named<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let start = line.get(..name.len())?;
    if !start.eq_ignore_ascii_case(name) {
        return None;
    }
    line.get(name.len()..)?.trim_start().strip_prefix(':')
}

/// A part that has no parts itself.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// Its kind in lower case, without parameters; empty where none is said.
    pub kind: String,
    head: Head<'a>,
    body: &'a str,
}

impl<'a> Part<'a> {
    fn read(head: Head<'a>, body: &'a str) -> (Part<'a>, Option<String>) {
        let kind = head.get("Content-Type").unwrap_or_default();
        let boundary = boundary(&kind);
        // The name of a kind ends where its parameters begin, also where the semicolon was forgotten.
        let kind = kind.split([';', ' ', '\t']).next().unwrap_or_default().trim().to_ascii_lowercase();
        (Part { kind, head, body }, boundary)
    }

    /// Whether a person reads it.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind.as_str(), "" | "text" | "text/plain") || self.kind.starts_with("multipart/")
    }

    /// Whether it is the mail that came back, or its head.
    pub(super) fn is_original(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "message/rfc822" | "text/rfc822-headers" | "text/rfc822-header" | "message/rfc822-headers" | "message/global"
        )
    }

    /// Its text, decoded.
    pub(super) fn text(&self) -> Cow<'a, str> {
        let encoding = self.head.get("Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase();
        match encoding.trim() {
            "quoted-printable" => Cow::Owned(as_text(&quoted::decode(self.body)).into_owned()),
            "base64" => {
                let packed: String = self.body.chars().filter(char::is_ascii_graphic).collect();
                let engine = base64::engine::general_purpose::GeneralPurpose::new(
                    &base64::alphabet::STANDARD,
                    base64::engine::GeneralPurposeConfig::new()
                        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
                        .with_decode_allow_trailing_bits(true),
                );
                engine.decode(packed).map_or(Cow::Borrowed(self.body), |bytes| Cow::Owned(as_text(&bytes).into_owned()))
            }
            _ => Cow::Borrowed(self.body),
        }
    }
}

/// The parameter `boundary` of a kind.
fn boundary(kind: &str) -> Option<String> {
    let at = kind.to_ascii_lowercase().find("boundary")?;
    let value = kind.get(at + "boundary".len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([';', ' ', '\t']).next()?,
    };
    (!value.is_empty()).then(|| value.to_owned())
}

/// A mail in its parts.
#[derive(Debug)]
pub(super) struct Mail<'a> {
    pub head: Head<'a>,
    /// Its parts in their order, those inside parts among them.
    pub parts: Vec<Part<'a>>,
}

impl<'a> Mail<'a> {
    pub(super) fn read(raw: &'a str) -> Mail<'a> {
        let (head, body) = split(raw);
        let mut parts = Vec::new();
        walk(head, body, DEPTH, &mut parts);
        Mail { head, parts }
    }

    /// The head of the mail that came back.
    pub(super) fn original(&self) -> Option<Head<'a>> {
        let part = self.parts.iter().find(|part| part.is_original())?;
        Some(split(part.body.trim_start_matches(['\r', '\n'])).0)
    }

    /// The Message-ID of the mail that came back: of the mail inside, or of its head at the end of the text.
    pub(super) fn about(&self) -> Option<String> {
        let id = match self.original().and_then(|head| head.get("Message-ID")) {
            Some(id) => id,
            None => {
                let text = self.parts.iter().find(|part| part.is_text()).map(Part::text)?;
                let line = text.lines().find_map(|line| named(line.trim_start(), "Message-ID"))?;
                Cow::Owned(line.to_owned())
            }
        };
        let inner = id.split('<').nth(1)?.split('>').next()?.trim();
        (inner.contains('@') && inner.len() < 250).then(|| inner.to_owned())
    }
}

fn walk<'a>(head: Head<'a>, body: &'a str, depth: usize, parts: &mut Vec<Part<'a>>) {
    if parts.len() >= PARTS {
        return;
    }
    let (part, boundary) = Part::read(head, body);
    if part.is_original() && depth > 0 {
        // A filter has put a report into a mail of its own.
        let (inner, rest) = split(body.trim_start_matches(['\r', '\n']));
        if inner.get("Content-Type").is_some_and(|kind| is_report(&kind)) {
            walk(inner, rest, depth - 1, parts);
            return;
        }
    }
    let within = boundary.filter(|_| depth > 0 && !part.is_original()).map(|boundary| pieces(body, &boundary)).unwrap_or_default();
    if within.is_empty() {
        parts.push(part);
        return;
    }
    for piece in within {
        let (head, body) = split(piece);
        walk(head, body, depth - 1, parts);
    }
}

fn is_report(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("multipart/report") && kind.contains("delivery-status")
}

/// What stands between the lines of a boundary.
fn pieces<'a>(body: &'a str, boundary: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut began: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let after = line.strip_prefix("--").and_then(|rest| rest.strip_prefix(boundary)).map(str::trim_end);
        if let Some(after) = after.filter(|after| matches!(*after, "" | "--")) {
            if let Some(began) = began.take() {
                found.extend(body.get(began..at));
            }
            if after.is_empty() {
                began = Some(at + line.len());
            }
        }
        at += line.len();
        if found.len() >= PARTS {
            return found;
        }
    }
    found.extend(began.and_then(|began| body.get(began..)));
    found
}

/// Head and body: what stands before and after the first empty line. What does not begin with a line of a head has none.
fn split(raw: &str) -> (Head<'_>, &str) {
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        if line.trim().is_empty() {
            let (head, rest) = raw.split_at(at);
            return (Head(head), rest.get(line.len()..).unwrap_or_default());
        }
        at += line.len();
    }
    (Head(raw), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(raw: &str) -> Vec<String> {
        Mail::read(raw).parts.into_iter().map(|part| part.kind).collect()
    }

    #[test]
    fn parts_are_told_apart_also_inside_parts() {
        let raw = "Content-Type: multipart/report;\r\n boundary=\"a\"\r\n\r\nnothing\r\n--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
                   --b\r\n\r\nhello\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>hello\r\n--b--\r\n--a\r\nContent-Type: Message/Delivery-Status\r\n\r\n\
                   Action: failed\r\n--a--\r\n";
        assert_eq!(kinds(raw), ["", "text/html", "message/delivery-status"]);
    }

    #[test]
    fn a_wrong_boundary_leaves_one_text() {
        assert_eq!(kinds("Content-Type: multipart/report; boundary=x\n\n--y\nContent-Type: text/plain\n\nhello\n"), ["multipart/report"]);
    }

    #[test]
    fn texts_are_decoded() {
        let raw = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\naGVs\nbG8=\n";
        assert_eq!(Mail::read(raw).parts[0].text(), "hello");
        let raw = "Content-Transfer-Encoding: Quoted-Printable\n\nh=C3=A9=\nllo";
        assert_eq!(Mail::read(raw).parts[0].text(), "héllo");
    }

    #[test]
    fn the_mail_that_came_back_is_known_by_its_id() {
        let raw = "Content-Type: multipart/report; boundary=a\n\n--a\n\nno\n--a\nContent-Type: message/rfc822\n\nMessage-Id:\n <ff.10@example.org>\n\nbody\n--a--\n";
        assert_eq!(Mail::read(raw).about().as_deref(), Some("ff.10@example.org"));
    }
}
