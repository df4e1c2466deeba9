//! The bytes of a table as text: UTF-8, UTF-16 and Windows-1252, told by their marks and by what they can be.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at to tell UTF-16 without a mark.
const LOOK: usize = 400;

/// The text of a file, without its mark. Nothing is ever refused: what no encoding explains is read as Windows wrote it.
pub(super) fn text(bytes: &[u8]) -> String {
    let (text, _, _) = encoding(bytes).decode(bytes);
    // A NUL can stand in no database, and in no address.
    if text.contains('\0') { text.replace('\0', "") } else { text.into_owned() }
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    let beginning = bytes.get(..LOOK.min(bytes.len())).unwrap_or_default();
    let zeros = |from: usize| beginning.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let half = beginning.len() / 2;
    // Addresses are ASCII: in UTF-16 nearly every second byte of them is zero.
    match (zeros(0), zeros(1)) {
        (_, odd) if half > 2 && odd * 4 > half * 3 => UTF_16LE,
        (even, _) if half > 2 && even * 4 > half * 3 => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    const TABLE: &str = "Email;Prénom\nana@example.org;Zoé";

    fn utf16(mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(TABLE.encode_utf16());
        units.flat_map(bytes).collect()
    }

    #[test]
    fn utf8_is_read_with_and_without_its_mark() {
        assert_eq!(text(TABLE.as_bytes()), TABLE);
        assert_eq!(text(format!("\u{feff}{TABLE}").as_bytes()), TABLE);
    }

    #[test]
    fn utf16_is_read_both_ways_round_with_and_without_its_mark() {
        for mark in [true, false] {
            assert_eq!(text(&utf16(mark, u16::to_le_bytes)), TABLE);
            assert_eq!(text(&utf16(mark, u16::to_be_bytes)), TABLE);
        }
    }

    #[test]
    fn what_excel_writes_on_windows_is_read() {
        assert_eq!(text(b"Email;Pr\xe9nom\nana@example.org;Zo\xe9 \x80"), "Email;Prénom\nana@example.org;Zoé €");
    }

    #[test]
    fn no_bytes_are_refused_and_none_becomes_a_nul() {
        assert_eq!(text(b""), "");
        assert!(!text(b"a\0b;\xff\xfe\0c").contains('\0'));
    }
}
