//! Numbers for people.

use crate::Tag;

/// A number of tenths as people write it: 24 is "2,4" in French and "2.4" in English, 20 is "2". Of the languages here only English
/// has a point (CLDR, `decimal` of the default numbering system).
fn tenths(value: u64, language: &Tag) -> String {
    let sign = if language.primary() == "en" { '.' } else { ',' };
    match (value / 10, value % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}{sign}{tenth}"),
    }
}

/// A size in bytes as a number and whether it counts megabytes, else kilobytes (of a thousand): 2 417 000 is ("2,4", true).
pub fn size(bytes: u64, language: &Tag) -> (String, bool) {
    match bytes {
        0..1_000_000 => (tenths(bytes.div_ceil(100), language), false),
        _ => (tenths(bytes / 100_000, language), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_written_in_the_language_s_way() {
        for (bytes, tag, number, mega) in [
            (2_417_000, "fr", "2,4", true),
            (2_417_000, "en-GB", "2.4", true),
            (36_000_000, "fr", "36", true),
            (999, "sr-Cyrl", "1", false),
            (1_250, "sq", "1,3", false),
            (0, "fr", "0", false),
        ] {
            assert_eq!(size(bytes, &Tag::parse(tag).unwrap()), (number.to_owned(), mega), "{bytes} {tag}");
        }
    }
}
