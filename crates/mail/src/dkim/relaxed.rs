//! The relaxed form of heads and bodies (RFC 6376, 3.4.2 and 3.4.4): what a relay may do to a mail on its way changes nothing in it.

use ring::digest::{Context, Digest, SHA256};

/// The headers (name in lower case, value in relaxed form), in order, and the body.
pub(super) fn parts(message: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut head: Vec<(String, String)> = Vec::new();
    let mut rest = message;
    loop {
        let (line, after) = line(rest);
        let at_end = rest.is_empty();
        rest = after;
        if line.is_empty() || at_end {
            break;
        }
        let text = String::from_utf8_lossy(line);
        match (text.starts_with([' ', '\t']), head.last_mut(), text.split_once(':')) {
            (true, Some((_, value)), _) => value.push_str(&text),
            (_, _, Some((name, value))) => head.push((name.trim_end().to_ascii_lowercase(), value.to_owned())),
            _ => {}
        }
    }
    for (_, text) in &mut head {
        *text = value(text);
    }
    (head, rest)
}

/// A header's value: unfolded, white space one space, none at its ends.
pub(super) fn value(text: &str) -> String {
    text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The hash of a body: white space within lines is one space and none at their ends, no empty lines at the end.
pub(super) fn body_hash(body: &[u8]) -> Digest {
    let mut context = Context::new(&SHA256);
    let mut empty = 0;
    let mut rest = body;
    while !rest.is_empty() {
        let (whole, after) = line(rest);
        rest = after;
        let end = whole.iter().rposition(|byte| !is_space(byte)).map_or(0, |last| last + 1);
        let (written, _) = whole.split_at(end);
        if written.is_empty() {
            empty += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty) {
            context.update(b"\r\n");
        }
        put_line(&mut context, written);
        context.update(b"\r\n");
    }
    context.finish()
}

fn put_line(context: &mut Context, line: &[u8]) {
    if line.first().is_some_and(is_space) {
        context.update(b" ");
    }
    for (at, word) in line.split(is_space).filter(|word| !word.is_empty()).enumerate() {
        if at > 0 {
            context.update(b" ");
        }
        context.update(word);
    }
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// The first line without its end, and what follows.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        return (bytes, &[]);
    };
    let (line, rest) = bytes.split_at(end);
    (line.strip_suffix(b"\r").unwrap_or(line), rest.get(1..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> Vec<u8> {
        ring::digest::digest(&SHA256, text.as_bytes()).as_ref().to_vec()
    }

    #[test]
    fn the_example_of_the_standard() {
        // RFC 6376, 3.4.5.
        let message = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (head, body) = parts(message);
        assert_eq!(head, [("a".to_owned(), "X".to_owned()), ("b".to_owned(), "Y Z".to_owned())]);
        assert_eq!(body_hash(body).as_ref(), hash(" C\r\nD E\r\n"));
    }

    #[test]
    fn an_empty_body_and_empty_lines() {
        for (body, relaxed) in [("", ""), ("\r\n\r\n", ""), (" \t\r\n", ""), ("a", "a\r\n"), ("a\r\n \r\nb\r\n", "a\r\n\r\nb\r\n")] {
            assert_eq!(body_hash(body.as_bytes()).as_ref(), hash(relaxed), "{body:?}");
        }
    }
}
