//! A message as it stands between DATA and the final dot (RFC 5321, 4.5.2).

use std::borrow::Cow;

/// Every line ends with CRLF, and one that begins with a dot has another before it. No line break of another kind stays: a relay
/// that takes one for an end of line could be made to see a final dot where none is. A message that is so already is not copied.
pub(crate) fn stuffed(message: &[u8]) -> Cow<'_, [u8]> {
    let Some(dots) = dots_of_whole_lines(message) else {
        return Cow::Owned(made(message));
    };
    if dots == 0 { Cow::Borrowed(message) } else { Cow::Owned(doubled(message, dots)) }
}

/// How many lines begin with a dot, where CRLF ends every line, the last one too, and nothing else does. (Lines are found and
/// signs counted many at a time; looking at each byte would cost more than sending them.)
fn dots_of_whole_lines(message: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(message).ok()?;
    let (mut lines, mut dots, mut whole) = (0, 0, true);
    for line in text.split_inclusive('\n') {
        lines += 1;
        dots += usize::from(line.starts_with('.'));
        whole &= line.ends_with("\r\n");
    }
    let returns = message.iter().filter(|byte| **byte == b'\r').count();
    (whole && returns == lines).then_some(dots)
}

fn doubled(message: &[u8], dots: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + dots);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    out
}

fn made(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + message.len() / 64 + 2);
    let mut at_start = true;
    let mut after_return = false;
    for byte in message {
        match byte {
            b'\n' if after_return => {}
            b'\r' | b'\n' => out.extend_from_slice(b"\r\n"),
            byte => {
                if at_start && *byte == b'.' {
                    out.push(b'.');
                }
                out.push(*byte);
            }
        }
        after_return = *byte == b'\r';
        at_start = matches!(byte, b'\r' | b'\n');
    }
    if !at_start {
        out.extend_from_slice(b"\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a relay does: lines end with CRLF only, one dot alone ends the message, a first dot is taken away.
    fn received(wire: &str) -> (String, &str) {
        let mut message = String::new();
        let mut rest = wire;
        while let Some((line, after)) = rest.split_once("\r\n") {
            rest = after;
            if line == "." {
                break;
            }
            message.push_str(line.strip_prefix('.').unwrap_or(line));
            message.push_str("\r\n");
        }
        (message, rest)
    }

    #[test]
    fn lines_end_and_dots_double() {
        let table = [
            ("", ""),
            ("a", "a\r\n"),
            (".", "..\r\n"),
            ("a\n.\nb", "a\r\n..\r\nb\r\n"),
            ("a\r\n.\r\n", "a\r\n..\r\n"),
            ("a\r.\rb", "a\r\n..\r\nb\r\n"),
            ("\r\r\n\n", "\r\n\r\n\r\n"),
        ];
        for (message, wire) in table {
            assert_eq!(String::from_utf8(stuffed(message.as_bytes()).into_owned()).unwrap(), wire, "{message:?}");
        }
    }

    #[test]
    fn a_message_that_is_ready_is_not_copied() {
        for message in ["", "a\r\n", "a\r\n\r\nb.\r\n"] {
            assert!(matches!(stuffed(message.as_bytes()), Cow::Borrowed(_)), "{message:?}");
        }
    }

    proptest! {
        #[test]
        fn the_relay_sees_the_same_lines_and_one_end(message in "[a.\r\n ]{0,60}") {
            let mut wire = String::from_utf8(stuffed(message.as_bytes()).into_owned()).unwrap();
            wire.push_str(".\r\nNEXT");
            let (seen, rest) = received(&wire);
            let lines = message.replace("\r\n", "\n").replace('\r', "\n");
            let mut lines = lines.replace('\n', "\r\n");
            if !lines.is_empty() && !lines.ends_with("\r\n") {
                lines.push_str("\r\n");
            }
            prop_assert_eq!(seen, lines);
            prop_assert_eq!(rest, "NEXT");
        }
    }
}
