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
fn all_lists_are_the_lists_one_by_one() {
    let mut engine = engine();
    for id in 10..60 {
        let (headline, text) = TEXTS[id as usize % TEXTS.len()];
        add(&mut engine, id, "fr", id, headline, &format!("{text} {}", TEXTS[id as usize / 10].1));
    }
    engine.remove(12);
    engine.refresh();
    for most in [3, KEPT] {
        for (id, list) in engine.all_nearest(most) {
            let one = engine.nearest(id, most);
            assert_eq!(
                list.iter().map(|neighbour| neighbour.id).collect::<Vec<_>>(),
                one.iter().map(|neighbour| neighbour.id).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn scores_are_symmetric() {
    let engine = engine();
    let there = engine.nearest(1, KEPT)[0];
    let back = engine.nearest(2, KEPT)[0];
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
