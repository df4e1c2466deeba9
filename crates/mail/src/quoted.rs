//! Quoted-printable (RFC 2045, 6.7), with places kept free for what belongs to one reader.
//!
//! Guarantee: no line is longer than 76 signs, and a value put later into a free place stands on lines of its own, so that
//! what surrounds it never has to be wrapped again.

use crate::personal::{self, Place};

/// Signs of a line before the `=` of a soft line break.
const LINE: usize = 75;

/// Encodes a text; its marks become free places of this kind. Line breaks of any kind become CRLF.
pub(crate) fn encode(text: &str, place: Place) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = Lines { out: String::with_capacity(text.len() + text.len() / 8), column: 0 };
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            lines.out.push_str("\r\n");
            lines.column = 0;
        }
        lines.line(line, place);
    }
    lines.out
}

struct Lines {
    out: String,
    column: usize,
}

impl Lines {
    fn line(&mut self, line: &str, place: Place) {
        for (at, sign) in line.char_indices() {
            if let Some(kept) = personal::stored_mark(sign, place) {
                self.soft_break_unless(self.column == 0);
                self.out.push_str(&kept);
                // Whatever comes next on this line begins on a new one.
                self.column = LINE;
                continue;
            }
            let rest = line.get(at..).unwrap_or_default();
            let last = rest.len() == sign.len_utf8();
            let plain = match sign {
                ' ' | '\t' => !last,
                // Some programs write ">From " where a line begins so; a dot there would have to be doubled on the wire, and a
                // message in which nothing has to be goes out as it is.
                'F' => !self.begins() || !rest.starts_with("From "),
                '.' => !self.begins(),
                '=' => false,
                _ => sign.is_ascii_graphic(),
            };
            if plain {
                self.soft_break_unless(self.column < LINE);
                self.out.push(sign);
                self.column += 1;
                continue;
            }
            let mut bytes = [0; 4];
            let bytes = sign.encode_utf8(&mut bytes).as_bytes();
            self.soft_break_unless(self.column + 3 * bytes.len() <= LINE);
            for byte in bytes {
                self.out.push_str(&escaped(*byte));
            }
            self.column += 3 * bytes.len();
        }
    }

    /// Whether the next sign is the first of a line.
    fn begins(&self) -> bool {
        self.column == 0 || self.column == LINE
    }

    fn soft_break_unless(&mut self, fits: bool) {
        if !fits {
            self.out.push_str("=\r\n");
            self.column = 0;
        }
    }
}

/// Encodes one reader's value into a free place: from the beginning of a line to where a soft break may follow.
pub(crate) fn put_value(value: &str, out: &mut Vec<u8>) {
    let mut column = 0;
    for byte in value.bytes() {
        let begins = column == 0 || column == LINE;
        let plain = byte.is_ascii_graphic() && byte != b'=' && !(byte == b'.' && begins);
        let width = if plain { 1 } else { 3 };
        if column + width > LINE {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        }
        if plain {
            out.push(byte);
        } else {
            out.extend_from_slice(escaped(byte).as_bytes());
        }
        column += width;
    }
}

fn escaped(byte: u8) -> String {
    format!("={byte:02X}")
}

/// Decodes; what is not quoted-printable stays as it is.
pub(crate) fn decode(encoded: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(encoded.len());
    let mut pieces = encoded.split('=');
    out.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
    for piece in pieces {
        if let Some(rest) = piece.strip_prefix("\r\n").or_else(|| piece.strip_prefix('\n')) {
            out.extend_from_slice(rest.as_bytes());
        } else if let Some((byte, rest)) = hex(piece) {
            out.push(byte);
            out.extend_from_slice(rest.as_bytes());
        } else {
            out.push(b'=');
            out.extend_from_slice(piece.as_bytes());
        }
    }
    out
}

fn hex(piece: &str) -> Option<(u8, &str)> {
    let (digits, rest) = piece.split_at_checked(2)?;
    Some((u8::from_str_radix(digits, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_of_every_awkward_kind() {
        let text = "Été = l’été\n\nFrom here \n.\ntab\t\n\u{0}";
        let encoded = encode(text, Place::Text);
        assert_eq!(encoded, "=C3=89t=C3=A9 =3D l=E2=80=99=C3=A9t=C3=A9\r\n\r\n=46rom here=20\r\n=2E\r\ntab=09\r\n=00");
    }

    proptest! {
        #[test]
        fn a_value_of_one_reader_begins_no_line_with_a_dot(value in "[a.=é]{0,200}") {
            let mut out = Vec::new();
            put_value(&value, &mut out);
            let out = String::from_utf8(out).unwrap();
            prop_assert!(out.split("\r\n").all(|line| line.len() <= 76 && !line.starts_with('.')));
            prop_assert_eq!(String::from_utf8(decode(&out)).unwrap(), value);
        }

        #[test]
        fn decoding_gives_back_what_was_encoded(text in "(\\PC|[ =\t\nFrom.]){0,400}") {
            // A mark is no text: it is replaced, not encoded.
            let text: String = text.chars().filter(|c| !crate::MARKS.contains(c)).collect();
            let encoded = encode(&text, Place::Text);
            prop_assert!(encoded.split("\r\n").all(|line| line.len() <= 76 && !line.ends_with([' ', '\t'])));
            prop_assert!(encoded.is_ascii() && !encoded.replace("\r\n", "").contains(['\r', '\n']));
            prop_assert!(encoded.split("\r\n").all(|line| !line.starts_with("From ") && !line.starts_with('.')));
            prop_assert_eq!(String::from_utf8(decode(&encoded)).unwrap(), text.replace('\n', "\r\n"));
        }
    }
}
