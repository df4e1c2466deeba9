//! Cyrillic letters to the Latin ones that readers type, by the language of the text.
//!
//! Invariant: output is plain ASCII. Serbian loses its marks here (ч and ћ are both c): that is what search wants.
//! Faithful transliteration of Serbian is in `serbian`.

/// A convention for reading Cyrillic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// Serbian and Macedonian.
    Serbian,
    /// Russian and Belarusian.
    Russian,
    Ukrainian,
    Bulgarian,
}

const ALL: [(Table, &str); 5] = [
    (Table::Serbian, "абвгдђежзијклљмнњопрстћуфхцчџш"),
    (Table::Serbian, "абвгдѓежзѕијклљмнњопрстќуфхцчџш"),
    (Table::Russian, "абвгдеёжзийіклмнопрстуўфхцчшщъыьэюя"),
    (Table::Ukrainian, "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    (Table::Bulgarian, "абвгдежзийклмнопрстуфхцчшщъьюя"),
];

/// Whether a letter is Cyrillic.
pub(crate) fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

impl Table {
    /// The table of a language that is written in Cyrillic.
    pub(crate) fn of_language(primary: &str) -> Option<Self> {
        match primary {
            "sr" | "mk" | "bs" | "hr" | "sh" | "cnr" => Some(Self::Serbian),
            "ru" | "be" => Some(Self::Russian),
            "uk" => Some(Self::Ukrainian),
            "bg" => Some(Self::Bulgarian),
            _ => None,
        }
    }

    /// Every table whose alphabet holds all Cyrillic letters of a lower-case word; Serbian if none does.
    pub(crate) fn allowed_by(word: &[char]) -> Vec<Self> {
        let mut found = Vec::new();
        for (table, alphabet) in ALL {
            let fits = word.iter().all(|&letter| !is_cyrillic(letter) || alphabet.contains(letter));
            if fits && !found.contains(&table) {
                found.push(table);
            }
        }
        if found.is_empty() {
            found.push(Self::Serbian);
        }
        found
    }

    /// The Latin letters of one lower-case Cyrillic letter; `None` for what is no letter of any of the tables.
    pub(crate) fn letter(self, letter: char) -> Option<&'static str> {
        let own = match (self, letter) {
            (Self::Serbian, 'ж') => "z",
            (Self::Serbian | Self::Bulgarian, 'х') => "h",
            (Self::Serbian, 'ц' | 'ч') => "c",
            (Self::Serbian, 'ш') => "s",
            (Self::Ukrainian, 'г') => "h",
            (Self::Ukrainian, 'и') => "y",
            (Self::Bulgarian, 'щ') => "sht",
            (Self::Bulgarian, 'ъ') => "a",
            (Self::Bulgarian, 'ь') => "y",
            (_, 'а') => "a",
            (_, 'б') => "b",
            (_, 'в') => "v",
            (_, 'г' | 'ґ') => "g",
            (_, 'д') => "d",
            (_, 'е' | 'э' | 'ё' | 'ѐ') => "e",
            (_, 'є') => "ye",
            (_, 'ж') => "zh",
            (_, 'з') => "z",
            (_, 'и' | 'і' | 'ї' | 'ѝ') => "i",
            (_, 'й' | 'ы') => "y",
            (_, 'ј') => "j",
            (_, 'к') => "k",
            (_, 'л') => "l",
            (_, 'љ') => "lj",
            (_, 'м') => "m",
            (_, 'н') => "n",
            (_, 'њ') => "nj",
            (_, 'о') => "o",
            (_, 'п') => "p",
            (_, 'р') => "r",
            (_, 'с') => "s",
            (_, 'т') => "t",
            (_, 'ћ' | 'ќ') => "c",
            (_, 'ђ' | 'ѓ') => "dj",
            (_, 'у' | 'ў') => "u",
            (_, 'ф') => "f",
            (_, 'х') => "kh",
            (_, 'ц') => "ts",
            (_, 'ч') => "ch",
            (_, 'џ' | 'ѕ') => "dz",
            (_, 'ш') => "sh",
            (_, 'щ') => "shch",
            (_, 'ъ' | 'ь') => "",
            (_, 'ю') => "yu",
            (_, 'я') => "ya",
            _ => return None,
        };
        Some(own)
    }

    /// Whether a word's last two letters are the ending that everybody writes with one y (Зеленский, Zelensky).
    pub(crate) fn short_ending(self, word: &[char]) -> bool {
        matches!(self, Self::Russian | Self::Ukrainian) && word.len() > 3 && matches!(word, [.., 'и' | 'ы', 'й'])
    }
}
