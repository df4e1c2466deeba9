//! Names as the texts of a newsroom have them, and as its readers type them: each way finds the name.

use language::Tag;
use search::{Entry, Index, Query};

/// As written, without marks, the other customary Latin spelling, in the other script; empty where there is none.
type Name = (&'static str, &'static str, &'static str, &'static str);

const SERBIAN: [Name; 38] = [
    ("Vučić", "Vucic", "", "Вучић"),
    ("Đoković", "Dokovic", "Djokovic", "Ђоковић"),
    ("Đukanović", "Dukanovic", "Djukanovic", "Ђукановић"),
    ("Đinđić", "Dindic", "Djindjic", "Ђинђић"),
    ("Đorđević", "Dordevic", "Djordjevic", "Ђорђевић"),
    ("Tuđman", "Tudman", "Tudjman", "Туђман"),
    ("Karađorđević", "Karadordevic", "Karadjordjevic", "Карађорђевић"),
    ("Milošević", "Milosevic", "", "Милошевић"),
    ("Karadžić", "Karadzic", "", "Караџић"),
    ("Džeko", "Dzeko", "", "Џеко"),
    ("Dačić", "Dacic", "", "Дачић"),
    ("Brnabić", "Brnabic", "", "Брнабић"),
    ("Šešelj", "Seselj", "", "Шешељ"),
    ("Koštunica", "Kostunica", "", "Коштуница"),
    ("Tadić", "Tadic", "", "Тадић"),
    ("Nikolić", "Nikolic", "", "Николић"),
    ("Mladić", "Mladic", "", "Младић"),
    ("Krstić", "Krstic", "", "Крстић"),
    ("Petković", "Petkovic", "", "Петковић"),
    ("Andrić", "Andric", "", "Андрић"),
    ("Njegoš", "Njegos", "", "Његош"),
    ("Ljubiša", "Ljubisa", "", "Љубиша"),
    ("Čedomir", "Cedomir", "", "Чедомир"),
    ("Živković", "Zivkovic", "", "Живковић"),
    ("Žarković", "Zarkovic", "", "Жарковић"),
    ("Šahović", "Sahovic", "", "Шаховић"),
    ("Hadžihasanović", "Hadzihasanovic", "", "Хаџихасановић"),
    ("Izetbegović", "Izetbegovic", "", "Изетбеговић"),
    ("Plenković", "Plenkovic", "", "Пленковић"),
    ("Pahor", "Pahor", "", "Пахор"),
    ("Milatović", "Milatovic", "", "Милатовић"),
    ("Abazović", "Abazovic", "", "Абазовић"),
    ("Crnadak", "Crnadak", "", "Црнадак"),
    ("Čović", "Covic", "", "Човић"),
    ("Višegrad", "Visegrad", "", "Вишеград"),
    ("Niš-Ćuprija", "Nis-Cuprija", "", "Ниш-Ћуприја"),
    ("Vojvođanin", "Vojvodanin", "Vojvodjanin", "Војвођанин"),
    ("Međugorje", "Medugorje", "Medjugorje", "Међугорје"),
];

const MACEDONIAN: [Name; 4] = [
    ("Gjorgjievski", "Gjorgjievski", "", "Ѓорѓиевски"),
    ("Kovačevski", "Kovacevski", "", "Ковачевски"),
    ("Gruevski", "Gruevski", "", "Груевски"),
    ("Zaevska", "Zaevska", "", "Заевска"),
];

const BULGARIAN: [Name; 3] =
    [("Borisov", "Borisov", "", "Борисов"), ("Zhivkov", "Zhivkov", "", "Живков"), ("Shterev", "Shterev", "", "Щерев")];

const GREEK: [Name; 9] = [
    ("Tsipras", "Tsipras", "", "Τσίπρας"),
    ("Mitsotakis", "Mitsotakis", "", "Μητσοτάκης"),
    ("Papandreou", "Papandreou", "", "Παπανδρέου"),
    ("Varoufakis", "Varoufakis", "", "Βαρουφάκης"),
    ("Venizelos", "Venizelos", "", "Βενιζέλος"),
    ("Karamanlis", "Karamanlis", "", "Καραμανλής"),
    ("Samaras", "Samaras", "", "Σαμαράς"),
    ("Theodorakis", "Theodorakis", "", "Θεοδωράκης"),
    ("Thessaloniki", "Thessaloniki", "", "Θεσσαλονίκη"),
];

const LATIN_ONLY: [Name; 40] = [
    ("Lajčák", "Lajcak", "", ""),
    ("Fajon", "Fajon", "", ""),
    ("Kučan", "Kucan", "", ""),
    ("Hoxhaj", "Hoxhaj", "", ""),
    ("Thaçi", "Thaci", "", ""),
    ("Veliaj", "Veliaj", "", ""),
    ("Këlliçi", "Kellici", "", ""),
    ("Përmeti", "Permeti", "", ""),
    ("Çollaku", "Collaku", "", ""),
    ("Gjirokastër", "Gjirokaster", "", ""),
    ("Shkodër", "Shkoder", "", ""),
    ("Bislimi", "Bislimi", "", ""),
    ("Rexhepi", "Rexhepi", "", ""),
    ("François", "Francois", "", ""),
    ("Élisabeth", "Elisabeth", "", ""),
    ("Cœurdassier", "Coeurdassier", "", ""),
    ("Hélène", "Helene", "", ""),
    ("Mélenchon", "Melenchon", "", ""),
    ("Besançon", "Besancon", "", ""),
    ("Maëlys", "Maelys", "", ""),
    ("Raphaël", "Raphael", "", ""),
    ("Müller", "Muller", "Mueller", ""),
    ("Böhmermann", "Bohmermann", "Boehmermann", ""),
    ("Schäuble", "Schauble", "Schaeuble", ""),
    ("Söder", "Soder", "Soeder", ""),
    ("Weiß", "Weiss", "", ""),
    ("Großmann", "Grossmann", "", ""),
    ("Göring", "Goring", "Goering", ""),
    ("Schröder", "Schroder", "Schroeder", ""),
    ("Erdoğan", "Erdogan", "", ""),
    ("Kılıçdaroğlu", "Kilicdaroglu", "", ""),
    ("İmamoğlu", "Imamoglu", "", ""),
    ("Şimşek", "Simsek", "", ""),
    ("Çavuşoğlu", "Cavusoglu", "", ""),
    ("Gökçe", "Gokce", "Goekce", ""),
    ("Diyarbakır", "Diyarbakir", "", ""),
    ("Özgür", "Ozgur", "Oezguer", ""),
    ("Işıklar", "Isiklar", "", ""),
    ("Søndergaard", "Sondergaard", "Soendergaard", ""),
    ("Wałęsa", "Walesa", "", ""),
];

/// All names with the language of their other script.
fn names() -> Vec<(Name, &'static str)> {
    let of = |names: &[Name], language: &'static str| names.iter().map(move |name| (*name, language)).collect::<Vec<_>>();
    [of(&SERBIAN, "sr-Cyrl"), of(&MACEDONIAN, "mk"), of(&BULGARIAN, "bg"), of(&GREEK, "el"), of(&LATIN_ONLY, "fr")].concat()
}

fn add(index: &Index, id: i64, language: &str, name: &str) {
    let body = format!("Hier, {name} est venu.");
    let entry = Entry {
        id,
        language: &Tag::parse(language).unwrap(),
        sections: &[],
        authors: &[],
        date: 0,
        headline: "Titre",
        standfirst: "",
        topics: "",
        body: &body,
        bylines: "",
    };
    index.add(&entry).unwrap();
}

/// Each name in an article of its own, in the other script in the article a thousand further on.
fn index() -> (tempfile::TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    for (id, ((written, _, _, other), language)) in (1..).zip(names()) {
        add(&index, id, "fr", written);
        if !other.is_empty() {
            add(&index, 1000 + id, language, other);
        }
    }
    index.commit("1").unwrap();
    (folder, index)
}

/// Asks for each name as `typed` makes it, and tells what was not found.
fn missed(typed: impl Fn(&Name) -> String) -> Vec<String> {
    let (_folder, index) = index();
    let mut missed = Vec::new();
    for (id, (name, _)) in (1..).zip(names()) {
        let words = typed(&name);
        if words.is_empty() {
            continue;
        }
        let hits = index.query(&Query { words: &words, limit: 20, ..Query::default() }).unwrap();
        let found = |id: i64| hits.hits.iter().any(|hit| hit.id == id);
        if !found(id) || !(name.3.is_empty() || found(1000 + id)) {
            missed.push(format!("{words} for {} {}", name.0, name.3));
        }
    }
    missed
}

const NONE: [&str; 0] = [];

#[test]
fn there_are_enough_names() {
    assert!(names().len() >= 80);
}

#[test]
fn as_written() {
    assert_eq!(missed(|name| name.0.to_owned()), NONE);
    assert_eq!(missed(|name| name.0.to_uppercase()), NONE);
}

#[test]
fn without_marks() {
    assert_eq!(missed(|name| name.1.to_lowercase()), NONE);
}

#[test]
fn in_the_other_latin_spelling() {
    assert_eq!(missed(|name| name.2.to_owned()), NONE);
}

#[test]
fn in_the_other_script() {
    assert_eq!(missed(|name| name.3.to_owned()), NONE);
}

#[test]
fn letter_by_letter_on_a_serbian_keyboard() {
    let latin_only = |name: &Name| name.3.is_empty();
    assert_eq!(missed(|name| if latin_only(name) { language::to_cyrillic(name.1) } else { String::new() }), NONE);
}

#[test]
fn with_one_typo() {
    fn leave_out(letters: &mut Vec<char>, at: usize) {
        letters.remove(at);
    }
    let change = |name: &Name, change: fn(&mut Vec<char>, usize)| {
        let mut letters: Vec<char> = name.1.to_lowercase().chars().collect();
        let middle = letters.len() / 2;
        change(&mut letters, middle);
        letters.into_iter().collect::<String>()
    };
    assert_eq!(missed(|name| change(name, |letters, at| letters[at] = if letters[at] == 'e' { 'a' } else { 'e' })), NONE, "changed");
    assert_eq!(missed(|name| change(name, |letters, at| letters.insert(at, letters[at]))), NONE, "doubled");
    assert_eq!(missed(|name| change(name, |letters, at| letters.swap(at, at - 1))), NONE, "swapped");
    let long = |name: &Name| name.1.chars().count() > 4;
    assert_eq!(missed(|name| if long(name) { change(name, leave_out) } else { String::new() }), NONE, "left out");
}
