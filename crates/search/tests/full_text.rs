//! The index as its follower and its readers use it.

use language::Tag;
use search::{After, Entry, Hits, Index, Query, Sort, Synonyms, Tongue};

fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}

const DAY: i64 = 86_400_000_000;

fn add(index: &Index, id: i64, language: &str, headline: &str, body: &str) {
    let entry = Entry {
        id,
        language: &tag(language),
        sections: &[id % 2, 7],
        authors: &[id % 3],
        date: id * DAY,
        headline,
        standfirst: "",
        topics: "Énergie, Lacs",
        body,
        bylines: "Ana Petrović",
    };
    index.add(&entry).unwrap();
}

fn ask(index: &Index, words: &str) -> Hits {
    index.query(&Query { words, limit: 50, now: 100 * DAY, ..Query::default() }).unwrap()
}

fn ids(hits: &Hits) -> Vec<i64> {
    let mut ids: Vec<i64> = hits.hits.iter().map(|hit| hit.id).collect();
    ids.sort_unstable();
    ids
}

fn open() -> (tempfile::TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(&folder.path().join("index")).unwrap();
    (folder, index)
}

#[test]
fn each_spelling_of_a_name_finds_the_others() {
    let (_folder, index) = open();
    let spellings: [(&str, &[&str]); 4] = [
        ("Đ", &["Đoković", "Djoković", "Djokovic", "Ђоковић"]),
        ("L", &["Lajçak", "Lajčák", "Lajcak"]),
        ("V", &["Vučić", "Vucic", "Вучић"]),
        ("Œ", &["œuvre", "oeuvre"]),
    ];
    let mut id = 0;
    for (_, names) in spellings {
        for name in names {
            id += 1;
            let language = if name.starts_with(['Ђ', 'В']) { "sr-Cyrl" } else { "fr" };
            add(&index, id, language, "Titre", &format!("Hier, {name} est venu."));
        }
    }
    index.commit("1").unwrap();
    let mut first = 1;
    for (_, names) in spellings {
        let all: Vec<i64> = (first..first + names.len() as i64).collect();
        for name in names {
            assert_eq!(ids(&ask(&index, name)), all, "{name}");
            let lower = name.to_lowercase();
            assert_eq!(ids(&ask(&index, &lower)), all, "{lower}");
        }
        first += names.len() as i64;
    }
}

#[test]
fn all_words_must_occur_and_phrases_follow_one_another() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Le porte-monnaie volé", "Accord de paix à Belgrade");
    add(&index, 2, "fr", "Un portemonnaie", "La paix, un accord");
    index.commit("1").unwrap();
    assert_eq!(ids(&ask(&index, "accord paix")), [1, 2]);
    assert_eq!(ids(&ask(&index, "accord Belgrade")), [1]);
    assert_eq!(ids(&ask(&index, "accord -Belgrade")), [2]);
    assert_eq!(ids(&ask(&index, "-Belgrade")), [2]);
    assert_eq!(ids(&ask(&index, "\"accord de paix\"")), [1]);
    assert_eq!(ids(&ask(&index, "« un accord »")), [2]);
    assert_eq!(ids(&ask(&index, "porte-monnaie")), [1, 2]);
    assert_eq!(ids(&ask(&index, "portemonnaie")), [1, 2]);
    assert_eq!(ids(&ask(&index, "l’accord d'Ana Petrovic")), [1, 2]);
    assert_eq!(ids(&ask(&index, "énergie")), [1, 2], "topics are searched");
    assert_eq!(ids(&ask(&index, "absent")), [0; 0]);
    assert_eq!(ids(&ask(&index, "!?")), [0; 0]);
}

#[test]
fn a_headline_weighs_more_than_a_body_and_highlights_are_as_written() {
    let (_folder, index) = open();
    add(&index, 2, "fr", "Autre titre", "On parle ici de l’œuvre de Vučić & co.");
    add(&index, 1, "fr", "Vučić parle", "Un texte.");
    index.commit("1").unwrap();
    let hits = ask(&index, "vucic");
    assert_eq!(hits.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(hits.total, 2);
    assert!(hits.hits[0].headline[0].marked && hits.hits[0].headline[0].text == "Vučić");
    let passage = &hits.hits[1].passage;
    assert_eq!(passage.iter().map(|fragment| fragment.text.as_str()).collect::<String>(), "On parle ici de l’œuvre de Vučić & co.");
    assert_eq!(passage.iter().filter(|fragment| fragment.marked).map(|fragment| fragment.text.as_str()).collect::<Vec<_>>(), ["Vučić"]);
}

#[test]
fn filters_and_pages() {
    let (_folder, index) = open();
    for id in 1..=23 {
        let language = if id > 20 { "en" } else { "fr" };
        add(&index, id, language, "Nouvelles", "Du pays");
    }
    index.commit("1").unwrap();
    let base = Query { limit: 50, now: 100 * DAY, ..Query::default() };
    let found = |query: Query<'_>| {
        let hits = index.query(&query).unwrap();
        hits.hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
    };
    assert_eq!(found(Query { tongue: Tongue::Only(tag("en")), ..base.clone() }), [23, 22, 21]);
    assert_eq!(found(Query { section: Some(1), from: Some(20 * DAY), ..base.clone() }), [23, 21]);
    assert_eq!(found(Query { section: Some(7), to: Some(3 * DAY), ..base.clone() }), [2, 1]);
    assert_eq!(found(Query { author: Some(2), from: Some(2 * DAY), to: Some(9 * DAY), ..base.clone() }), [8, 5, 2]);
    for words in ["", "nouvelles"] {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let hits = index.query(&Query { words, limit: 5, after, ..base.clone() }).unwrap();
            assert_eq!(hits.total, 23);
            seen.extend(hits.hits.iter().map(|hit| hit.id));
            after = hits.next.and_then(|next| After::parse(&next.to_text()));
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 23, "{words}");
        seen.sort_unstable();
        assert_eq!(seen, (1..=23).collect::<Vec<_>>());
    }
}

#[test]
fn only_what_is_committed_survives_together_with_its_cursor() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.cursor().unwrap(), None);
    add(&index, 1, "fr", "Un", "texte");
    index.commit("epoch:12").unwrap();
    add(&index, 2, "fr", "Deux", "texte");
    assert!(matches!(Index::open(folder.path()), Err(search::Error::Busy)));
    drop(index);
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.cursor().unwrap().as_deref(), Some("epoch:12"));
    assert_eq!(ids(&ask(&index, "texte")), [1]);
    add(&index, 1, "fr", "Un", "autre");
    index.commit("epoch:13").unwrap();
    assert_eq!(ids(&ask(&index, "texte")), [0; 0]);
    index.remove(1).unwrap();
    index.commit("epoch:14").unwrap();
    assert!(index.is_empty());
}

#[test]
fn a_broken_folder_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    add(&index, 1, "fr", "Un", "texte");
    index.commit("epoch:12").unwrap();
    drop(index);
    std::fs::write(folder.path().join("meta.json"), "{ broken").unwrap();
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.cursor().unwrap(), None);
    assert!(index.is_empty());
}

#[test]
fn clearing_forgets_everything() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Un", "texte");
    index.commit("1").unwrap();
    index.clear().unwrap();
    add(&index, 2, "fr", "Deux", "texte");
    index.commit("2").unwrap();
    assert_eq!(ids(&ask(&index, "texte")), [2]);
}

#[test]
fn a_word_that_no_article_has_is_read_as_the_nearest_and_that_is_told() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Une visite", "Le président Vučić à Belgrade.");
    add(&index, 2, "fr", "Un autre", "Le gouvernement se tait.");
    index.commit("1").unwrap();
    for (typed, by, id) in
        [("Vucoc", "Vučić", 1), ("Vuicc", "Vučić", 1), ("gouvenrmeent", "gouvernement", 2), ("ouvernement", "gouvernement", 2)]
    {
        let hits = ask(&index, typed);
        assert_eq!(ids(&hits), [id], "{typed}");
        assert_eq!((hits.replaced[0].typed.as_str(), hits.replaced[0].by.as_str()), (typed, by));
        assert!(!hits.some_only);
        let exact = index.query(&Query { words: typed, exact: true, limit: 5, ..Query::default() }).unwrap();
        assert_eq!((exact.total, exact.replaced.len()), (0, 0));
    }
    for typed in ["vuv", "2024", "\"vucoc\"", "xyzzyplugh"] {
        assert_eq!(ids(&ask(&index, typed)), [0; 0], "{typed}");
    }
}

#[test]
fn the_last_word_may_be_a_beginning_and_the_whole_word_comes_first() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Un", "Le port.");
    add(&index, 2, "fr", "Deux", "La porte est un portail.");
    index.commit("1").unwrap();
    let hits = ask(&index, "port");
    assert_eq!(hits.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [1, 2]);
    assert!(hits.replaced.is_empty());
    let marked: Vec<&str> = hits.hits[1].passage.iter().filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect();
    assert_eq!(marked, ["porte", "portail"]);
    assert_eq!(ids(&ask(&index, "po")), [0; 0]);
}

#[test]
fn where_no_article_has_all_words_those_with_some_are_found() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Un", "Accord de paix à Belgrade");
    add(&index, 2, "fr", "Deux", "Une grève à Belgrade");
    index.commit("1").unwrap();
    let hits = ask(&index, "accord grève Belgrade ministre");
    assert!(hits.some_only);
    assert_eq!(ids(&hits), [1, 2]);
    assert!(!ask(&index, "grève Belgrade").some_only);
}

#[test]
fn a_headline_remembered_finds_the_article_that_has_most_of_it() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Titre", "Le gouvernement du Valbrenn promet une aide aux éleveurs de montagne.");
    add(&index, 2, "fr", "Titre", "Une aide du gouvernement, promise en montagne, dit la pluie.");
    add(&index, 3, "fr", "Titre", "La pluie tombe.");
    index.commit("1").unwrap();
    let words = "aide promet gouvernement éleveurs pluie";
    assert_eq!(ids(&ask(&index, words)), [1, 2]);
    let exact = index.query(&Query { words, exact: true, limit: 10, ..Query::default() }).unwrap();
    assert!(ids(&exact).is_empty(), "the exact form has every word");
}

#[test]
fn a_star_stands_for_the_rest_of_a_word() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Titre", "Vučić à Belgrade.");
    add(&index, 2, "fr", "Titre", "Vukovar et Belgrade.");
    index.commit("1").unwrap();
    assert_eq!(ids(&ask(&index, "vuc* belgrade")), [1]);
}

#[test]
fn words_that_stand_together_come_first() {
    let (_folder, index) = open();
    add(&index, 5, "fr", "Un", "La banque reste fermée, le conseil attend une réponse centrale.");
    add(&index, 1, "fr", "Deux", "Le conseil attend une réponse, la banque centrale reste fermée.");
    index.commit("1").unwrap();
    assert_eq!(ask(&index, "banque centrale").hits[0].id, 1);
}

#[test]
fn synonyms_find_one_another() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Un", "Le procès de Milosevic");
    add(&index, 2, "fr", "Deux", "Le procès de Milochevitch");
    index.commit("1").unwrap();
    let (synonyms, _) = Synonyms::read("Milošević, Milochevitch");
    for words in ["Milosevic", "milochevitch", "Милошевић"] {
        let hits = index.query(&Query { words, synonyms: Some(&synonyms), limit: 5, ..Query::default() }).unwrap();
        assert_eq!(ids(&hits), [1, 2], "{words}");
    }
}

#[test]
fn languages_and_the_order_of_dates() {
    let (_folder, index) = open();
    add(&index, 1, "sr-Cyrl", "Вучић Вучић", "Вучић");
    add(&index, 2, "sr-Latn", "Nešto", "Pa Vučić i još mnogo drugih reči u ovom tekstu");
    add(&index, 3, "fr", "Vučić", "Vučić");
    index.commit("1").unwrap();
    let found = |tongue: Tongue, sort: Sort| {
        let hits = index.query(&Query { words: "vucic", tongue, sort, limit: 5, ..Query::default() }).unwrap();
        hits.hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
    };
    assert_eq!(found(Tongue::Like(tag("sr-Latn")), Sort::Best), [1, 2]);
    assert_eq!(found(Tongue::Like(tag("sr-Latn")), Sort::Newest), [2, 1]);
    assert_eq!(found(Tongue::Unlike(tag("sr-Latn")), Sort::Best), [3]);
    assert_eq!(found(Tongue::Only(tag("sr-Latn")), Sort::Best), [2]);
}

#[test]
fn a_word_with_another_ending_is_found_after_the_word_itself_and_not_where_it_must_be_exact() {
    let (_folder, index) = open();
    add(&index, 1, "fr", "Le jour d’après", "Les élections municipales");
    add(&index, 2, "fr", "Le jour d’après", "Une élection municipale");
    add(&index, 3, "sr-Cyrl", "Дан после", "Сусрет председника Вучића");
    index.commit("1").unwrap();
    let of = |words: &str, language: &str, exact: bool| {
        let query = Query { words, tongue: Tongue::Like(tag(language)), exact, limit: 50, now: 100 * DAY, ..Query::default() };
        index.query(&query).unwrap().hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
    };
    assert_eq!(of("elections municipales", "fr", false), [1, 2]);
    assert_eq!(of("election municipale", "fr", false), [2, 1]);
    assert_eq!(of("elections", "fr", true), [1]);
    assert_eq!(of("\"elections\"", "fr", false), [1]);
    assert_eq!(of("Vučić predsednik", "sr-Latn", false), [3]);
    assert_eq!(ids(&ask(&index, "Vučić predsednik")), [3]);
}
