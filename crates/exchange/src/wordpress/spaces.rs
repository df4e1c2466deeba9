//! Stray no-break spaces: WordPress editors leave them everywhere.

/// The no-break spaces that typography wants, as they are; the others plain. Runs of spaces become one.
pub fn settled(text: &str, french: bool) -> String {
    if !text.contains('\u{A0}') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '\u{A0}' {
            out.push(character);
            continue;
        }
        let before = out.chars().next_back();
        let after = characters.peek().copied();
        if is_wanted(before, after, french) {
            out.push('\u{A0}');
        } else if !matches!(before, Some(' ' | '\u{A0}')) && after != Some(' ') {
            out.push(' ');
        }
    }
    out
}

fn is_wanted(before: Option<char>, after: Option<char>, french: bool) -> bool {
    let digits = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
    let french_marks = matches!(after, Some(';' | ':' | '!' | '?' | '»')) || before == Some('«');
    let units = before.is_some_and(|c| c.is_ascii_digit()) && matches!(after, Some('%' | '€' | '$' | '°'));
    digits || units || (french && french_marks)
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn only_wanted_no_break_spaces_stay() {
        assert_eq!(settled("a\u{A0}b\u{A0}\u{A0}c \u{A0}d", true), "a b c d");
        assert_eq!(settled("«\u{A0}Oui\u{A0}» : 10\u{A0}000\u{A0}%\u{A0}!", true), "«\u{A0}Oui\u{A0}» : 10\u{A0}000\u{A0}%\u{A0}!");
        assert_eq!(settled("Yes\u{A0}!", false), "Yes !");
    }
}
