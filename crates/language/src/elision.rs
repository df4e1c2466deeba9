//! French « de » before a name: « de Milica », « d’Ana », « du Courrier ».

use crate::{Tag, fold::fold_simple};

/// French given names whose h is mute; other names in h (Hashim, Hasan, Haris) are said with it.
const MUTE: [&str; 14] = [
    "habib",
    "hector",
    "helena",
    "helene",
    "helier",
    "heloise",
    "henriette",
    "hermine",
    "herve",
    "hilaire",
    "hippolyte",
    "honore",
    "hortense",
    "hyacinthe",
];

/// The name after the preposition « de » where the language is French; elsewhere the name alone, because the
/// preposition is then part of the phrase.
pub fn elide_of(name: &str, language: &Tag) -> String {
    let name = name.trim();
    if language.primary() != "fr" {
        return name.to_owned();
    }
    if let Some(rest) = name.strip_prefix("Le ") {
        return format!("du {rest}");
    }
    if let Some(rest) = name.strip_prefix("Les ") {
        return format!("des {rest}");
    }
    if elides(name) { format!("d’{name}") } else { format!("de {name}") }
}

fn elides(name: &str) -> bool {
    let folded = fold_simple(name);
    let first = folded.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let mut letters = first.chars();
    match (letters.next(), letters.next()) {
        (Some('a' | 'e' | 'i' | 'o' | 'u'), _) => true,
        (Some('y'), Some(second)) => !matches!(second, 'a' | 'e' | 'i' | 'o' | 'u'),
        (Some('h'), _) => MUTE.contains(&first),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elisions() {
        for (name, expected) in [
            ("Milica", "de Milica"),
            ("Ana", "d’Ana"),
            ("Élise Dupont", "d’Élise Dupont"),
            ("Özgür", "d’Özgür"),
            ("Œdipe", "d’Œdipe"),
            ("Hashim Thaçi", "de Hashim Thaçi"),
            ("Hélène", "d’Hélène"),
            ("Yves", "d’Yves"),
            ("Yasmina", "de Yasmina"),
            ("La rédaction", "de La rédaction"),
            ("Le Courrier", "du Courrier"),
            ("Ђорђе", "de Ђорђе"),
            ("", "de "),
        ] {
            assert_eq!(elide_of(name, &Tag::parse("fr").unwrap()), expected);
        }
        assert_eq!(elide_of("Ana", &Tag::parse("sq").unwrap()), "Ana");
    }
}
