//! Neighbours as their follower uses them.

use language::Tag;
use search::neighbours::{Engine, KEPT, Text};

const DAY: i64 = 86_400_000_000;

const TEXTS: [(&str, &str); 6] = [
    (
        "Kosovo : le dialogue reprend à Bruxelles",
        "Le médiateur Miroslav Lajčák a reçu Besnik Bislimi et Petar Petković à Bruxelles pour parler du dialogue entre la Serbie et le Kosovo.",
    ),
    (
        "Bislimi et Petković à Bruxelles sans accord",
        "Besnik Bislimi et Petar Petković se sont quittés sans accord à Bruxelles ; le dialogue entre la Serbie et le Kosovo reste bloqué, dit Lajçak.",
    ),
    (
        "Recette : la tarte aux prunes",
        "Préparez la pâte la veille, dénoyautez les prunes, sucrez, puis enfournez pendant quarante minutes dans un four chaud.",
    ),
    (
        "Le festival de cinéma ouvre à Sarajevo",
        "Le festival présente cette année soixante films, dont douze premières, dans les salles de la ville et en plein air.",
    ),
    (
        "Un tramway neuf pour Zagreb",
        "La ville achète vingt rames pour remplacer les plus anciennes, avec un prêt européen et une usine locale.",
    ),
    (
        "Football : la coupe reste à Skopje",
        "Le club de la capitale gagne aux tirs au but après une finale longue et nerveuse devant dix mille spectateurs.",
    ),
];

fn engine() -> Engine {
    let mut engine = Engine::default();
    for (index, (headline, text)) in TEXTS.iter().enumerate() {
        add(&mut engine, index as i64 + 1, "fr", index as i64, headline, text);
    }
    engine.refresh();
    engine
}

fn add(engine: &mut Engine, id: i64, language: &str, day: i64, headline: &str, text: &str) {
    let language = Tag::parse(language).unwrap();
    engine.add(&Text { id, language: &language, date: day * DAY, headline, text });
}

#[test]
fn the_same_subject_is_found_and_others_are_not() {
    let engine = engine();
    let ids: Vec<i64> = engine.nearest(1, KEPT).iter().map(|neighbour| neighbour.id).collect();
    assert_eq!(ids, [2]);
    assert!(engine.nearest(3, KEPT).is_empty());
    assert!(engine.nearest(99, KEPT).is_empty());
}

#[test]
fn three_articles_of_one_story_are_neighbours() {
    let mut engine = Engine::default();
    add(&mut engine, 1, "fr", 20, TEXTS[0].0, TEXTS[0].1);
    add(&mut engine, 2, "fr", 40, TEXTS[1].0, TEXTS[1].1);
    add(
        &mut engine,
        3,
        "fr",
        1,
        "Le Kosovo interdit le dinar serbe",
        "La banque du Kosovo interdit le dinar ; Petar Petković proteste et la Serbie saisit Bruxelles et le médiateur du dialogue.",
    );
    engine.refresh();
    for id in 1..=3 {
        assert_eq!(engine.nearest(id, KEPT).len(), 2, "{id}");
    }
}

#[test]
fn scores_are_symmetric() {
    let engine = engine();
    let there = engine.nearest(1, KEPT).remove(0);
    let back = engine.nearest(2, KEPT).remove(0);
    assert_eq!((there.id, back.id), (2, 1));
    assert!((there.score - back.score).abs() < 1e-5);
}

#[test]
fn languages_never_mix() {
    let mut engine = engine();
    add(&mut engine, 7, "en", 1, TEXTS[0].0, TEXTS[0].1);
    engine.refresh();
    assert!(engine.nearest(7, KEPT).is_empty());
    assert_eq!(engine.nearest(1, KEPT).len(), 1);
}

#[test]
fn serbian_in_two_scripts_is_one_language() {
    let mut engine = Engine::default();
    add(
        &mut engine,
        1,
        "sr-Cyrl",
        1,
        "Вучић у Бриселу",
        "Председник Србије Александар Вучић разговарао је у Бриселу о дијалогу са Приштином.",
    );
    add(
        &mut engine,
        2,
        "sr-Latn",
        1,
        "Vučić u Briselu",
        "Predsednik Srbije Aleksandar Vučić razgovarao je u Briselu o dijalogu sa Prištinom.",
    );
    engine.refresh();
    assert!(engine.nearest(1, KEPT)[0].near_duplicate);
}

#[test]
fn the_removed_are_gone_and_the_changed_are_changed() {
    let mut engine = engine();
    add(&mut engine, 3, "fr", 9, TEXTS[0].0, TEXTS[0].1);
    let found: Vec<(i64, bool)> = engine.nearest(1, KEPT).iter().map(|neighbour| (neighbour.id, neighbour.near_duplicate)).collect();
    assert!(found.contains(&(3, true)) && found.contains(&(2, false)), "{found:?}");
    engine.remove(3);
    assert_eq!(engine.nearest(1, KEPT).len(), 1);
    assert!(!engine.contains(3));
    engine.refresh();
    assert_eq!(engine.nearest(1, KEPT).len(), 1);
}

#[test]
fn nearer_in_time_is_nearer() {
    let mut engine = engine();
    add(&mut engine, 20, "fr", 1, TEXTS[1].0, TEXTS[1].1);
    add(&mut engine, 21, "fr", 400, TEXTS[1].0, TEXTS[1].1);
    engine.refresh();
    let ids: Vec<i64> = engine.nearest(1, KEPT).iter().map(|neighbour| neighbour.id).collect();
    assert_eq!(ids.last(), Some(&21));
}

#[test]
fn an_edit_of_a_few_words_alters_nothing() {
    let mut engine = engine();
    let language = Tag::parse("fr").unwrap();
    let text = |words: &'static str| Text { id: 2, language: &language, date: DAY, headline: TEXTS[1].0, text: words };
    let corrected = "Besnik Bislimi et Petar Petković se sont quittés sans accord à Bruxelles ; le dialogue entre la Serbie et le Kosovo reste bloqué, dit Lajčák.";
    assert!(!engine.update(&text(corrected)));
    assert!(engine.update(&Text { headline: TEXTS[2].0, ..text(TEXTS[2].1) }));
    assert!(engine.nearest(1, KEPT).is_empty());
}

#[test]
fn later_articles_are_not_near_as_of_a_date() {
    let engine = engine();
    assert_eq!(engine.nearest_until(1, KEPT, DAY).len(), 1);
    assert!(engine.nearest_until(1, KEPT, DAY - 1).is_empty());
}

#[test]
fn the_reasons_are_the_telling_words_as_they_are_written() {
    let near = engine().nearest(1, KEPT).remove(0);
    assert_eq!(near.reasons.len(), 3);
    for word in near.reasons {
        assert!(["Bislimi", "Petković", "Bruxelles", "Besnik", "Petar", "Kosovo", "dialogue"].contains(&word.as_str()), "{word}");
    }
}

#[test]
fn a_text_that_is_not_there_has_neighbours() {
    let language = Tag::parse("fr").unwrap();
    let text = Text { id: 0, language: &language, date: 0, headline: "Bislimi", text: "Petković et Bislimi à Bruxelles" };
    let ids: Vec<i64> = engine().nearest_to(&text, KEPT).iter().map(|neighbour| neighbour.id).collect();
    assert!(ids == [1, 2] || ids == [2, 1], "{ids:?}");
}

#[test]
fn what_was_saved_comes_back_and_damage_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("neighbours");
    let mut engine = engine();
    engine.remove(4);
    engine.save(&path, "epoch:7").unwrap();
    let (back, cursor) = Engine::load(&path).unwrap();
    assert_eq!((back.len(), cursor.as_str()), (5, "epoch:7"));
    assert_eq!(back.nearest(1, KEPT), engine.nearest(1, KEPT));
    assert!(!back.is_stale() || engine.is_stale());
    let whole = std::fs::read(&path).unwrap();
    for cut in [0, 7, 20, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        assert!(Engine::load(&path).is_err(), "cut at {cut}");
    }
    for at in (0..whole.len()).step_by(13) {
        let mut altered = whole.clone();
        altered[at] ^= 0x40;
        std::fs::write(&path, &altered).unwrap();
        assert!(Engine::load(&path).is_err(), "altered at {at}");
    }
}

#[test]
fn a_disk_that_takes_nothing_leaves_the_former_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("neighbours");
    engine().save(&path, "epoch:1").unwrap();
    // The name under which it is written first is taken by a folder: nothing can be written.
    std::fs::create_dir(path.with_extension("part")).unwrap();
    assert!(engine().save(&path, "epoch:2").is_err());
    assert_eq!(Engine::load(&path).unwrap().1, "epoch:1");
}

#[test]
fn many_articles_are_packed_and_found_again() {
    let mut engine = Engine::default();
    let names = ["Ardel", "Bruna", "Corvin", "Dorast", "Elvin", "Farel", "Gorin", "Hestia"];
    for id in 0..3_000_i64 {
        let name = names[(id % 8) as usize];
        let text = format!("Le conseil de la ville parle de {name} et du budget {} de la commune.", id % 50);
        add(&mut engine, id + 1, "fr", id / 10, &format!("{name} au conseil"), &text);
    }
    engine.refresh();
    let list = engine.nearest(1_500, KEPT);
    assert_eq!(list.len(), KEPT);
    assert!(list.iter().all(|neighbour| neighbour.id % 8 == 1_500 % 8), "the same name: {list:?}");
    assert!(list.is_sorted_by(|one, other| one.score >= other.score));
}
