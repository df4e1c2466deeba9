//! Taking pictures, on a real database and a real folder.

use super::*;
use crate::testing;

/// The smallest picture there is: one pixel.
const PIXEL: [u8; 35] = [
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1,
    0, 0x3B,
];

fn words(alt: &str) -> Words {
    Words {
        language: "fr".to_owned(),
        alt: alt.to_owned(),
        caption: "Le pont".to_owned(),
        credit: "Ana Verel".to_owned(),
        ..Words::default()
    }
}

#[tokio::test]
async fn a_picture_is_kept_in_sizes_and_described() {
    let test = testing::set_up().await.unwrap();
    let taken = upload(&test.app, &test.actor(), "pont.gif", PIXEL.to_vec(), &words("Un pont de pierre")).await.unwrap();
    assert!(taken.new);
    let mut tx = test.app.read().await.unwrap();
    let known = refs(&mut tx, &[taken.id, 7], "en", "fr").await.unwrap();
    assert_eq!(known.len(), 1);
    let picture = &known[&taken.id];
    assert_eq!((picture.alt.as_str(), picture.caption.as_str(), picture.credit.as_str()), ("Un pont de pierre", "Le pont", "Ana Verel"));
    assert_eq!((picture.width, picture.height), (1, 1));
    assert_eq!(picture.variants.len(), 2);
    assert_eq!(picture.src, taken.href);
    let (hash, name) = taken.href.trim_start_matches("/media/").split_once('/').unwrap();
    let (media_type, bytes) = file(&test.app, hash, name).await.unwrap().unwrap();
    assert!(media_type.starts_with("image/") && !bytes.is_empty());
}

#[tokio::test]
async fn the_same_file_is_one_picture_and_keeps_its_words() {
    let test = testing::set_up().await.unwrap();
    let first = upload(&test.app, &test.actor(), "a.gif", PIXEL.to_vec(), &words("Un")).await.unwrap();
    let second = upload(&test.app, &test.actor(), "b.gif", PIXEL.to_vec(), &words("Deux")).await.unwrap();
    assert_eq!((first.id, second.new), (second.id, false));
    let mut tx = test.app.read().await.unwrap();
    assert_eq!(refs(&mut tx, &[first.id], "fr", "fr").await.unwrap()[&first.id].alt, "Un");
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_a_reason() {
    let test = testing::set_up().await.unwrap();
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    for (bytes, key) in [(Vec::new(), "problem-file-empty"), (heic, "problem-file-heic"), (b"bonjour".to_vec(), "problem-file-kind")] {
        match upload(&test.app, &test.actor(), "x", bytes, &Words::default()).await {
            Err(Error::Invalid(problems)) => assert_eq!(problems[0].key, key),
            other => panic!("{key}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn only_files_that_were_made_are_given() {
    let test = testing::set_up().await.unwrap();
    for (hash, name) in [("..", "1.png"), ("ab", "../1.png"), ("ab", "1.svg"), ("ab", "1"), ("", "1.png"), ("ab", "1.png")] {
        assert!(file(&test.app, hash, name).await.unwrap().is_none(), "{hash} {name}");
    }
}

/// The same pixel with a comment, so that it is another file.
fn pixel(comment: u8) -> Vec<u8> {
    let mut bytes = PIXEL.to_vec();
    bytes.splice(19..19, [0x21, 0xFE, 1, comment, 0]);
    bytes
}

async fn brought(test: &testing::TestApp, name: &str, number: u8, alt: &str) -> Id {
    let words = Words { language: "fr".to_owned(), alt: alt.to_owned(), ..Words::default() };
    upload(&test.app, &test.actor(), name, pixel(number), &words).await.unwrap().id
}

async fn listed(test: &testing::TestApp, filter: &Filter, after: Option<Mark>) -> Vec<Listed> {
    let mut tx = test.app.read().await.unwrap();
    list(&mut tx, filter, after, 10, ("fr", "fr")).await.unwrap()
}

/// A published article with a featured picture.
async fn published(test: &testing::TestApp, image: Id) -> Id {
    let section = testing::section(test, "Rivières").await.unwrap();
    let id = testing::draft(test, "Le pont", section, "Il rouvre.").await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let copy = crate::articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let content = crate::articles::Content { image: Some(image), ..copy.content };
    crate::articles::save(&test.app, &test.actor(), id, copy.number, content).await.unwrap();
    let how = crate::articles::Publish { overrule: "Ce que la bibliothèque dit est à essayer.".to_owned(), ..Default::default() };
    crate::articles::publish(&test.app, &test.actor(), id, &how).await.unwrap();
    id
}

#[tokio::test]
async fn the_list_is_newest_first_in_pages_and_searched_by_folded_words() {
    let test = testing::set_up().await.unwrap();
    let mut ids = Vec::new();
    for (number, (name, alt)) in (0..).zip([("a.gif", "Un café"), ("Đorđe.gif", ""), ("c.gif", "Une île")]) {
        ids.push(brought(&test, name, number, alt).await);
    }
    let all = listed(&test, &Filter::default(), None).await;
    assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [ids[2], ids[1], ids[0]]);
    assert!(all[0].thumbnail.ends_with(".webp"));
    let rest = listed(&test, &Filter::default(), Some(all[1].mark())).await;
    assert_eq!(rest.iter().map(|one| one.id).collect::<Vec<_>>(), [ids[0]]);
    for (words, found) in [("CAFE", ids[0]), ("djordje", ids[1]), ("ile", ids[2])] {
        let got = listed(&test, &Filter { words: words.to_owned(), ..Filter::default() }, None).await;
        assert_eq!(got.iter().map(|one| one.id).collect::<Vec<_>>(), [found], "{words}");
    }
}

#[tokio::test]
async fn pictures_nobody_described_are_listed_those_readers_see_first() {
    let test = testing::set_up().await.unwrap();
    let public = brought(&test, "a.gif", 1, "").await;
    let idle = brought(&test, "b.gif", 2, "").await;
    brought(&test, "c.gif", 3, "Un lac").await;
    let decorative = brought(&test, "d.gif", 4, "").await;
    let said = Description { decorative: true, ..Description::default() };
    describe(&test.app, &test.actor(), decorative, said).await.unwrap();
    published(&test, public).await;
    let filter = Filter { without_alt: true, ..Filter::default() };
    let missing = listed(&test, &filter, None).await;
    assert_eq!(missing.iter().map(|one| one.id).collect::<Vec<_>>(), [public, idle]);
    assert!(missing[0].is_missing_alt() && missing[0].public && !missing[1].public);
    let rest = listed(&test, &filter, Some(missing[0].mark())).await;
    assert_eq!(rest.iter().map(|one| one.id).collect::<Vec<_>>(), [idle]);
    let mut tx = test.app.read().await.unwrap();
    assert_eq!(count_missing_alt(&mut tx).await.unwrap(), (1, 2));
}

#[tokio::test]
async fn what_is_said_is_found_and_the_pages_that_show_it_are_told() {
    let test = testing::set_up().await.unwrap();
    let id = brought(&test, "a.gif", 1, "").await;
    let article = published(&test, id).await;
    let before = crate::changes::pump_once(&test.app).await.unwrap().last;
    let said = Said { alt: "Une écluse\u{0}".to_owned(), caption: "En mai.".to_owned() };
    let description = Description { texts: [("fr".to_owned(), said)].into(), credit: "Ana Verel".to_owned(), ..Description::default() };
    describe(&test.app, &test.actor(), id, description).await.unwrap();
    let found = listed(&test, &Filter { words: "ecluse verel".to_owned(), ..Filter::default() }, None).await;
    assert_eq!((found[0].alt.as_str(), found[0].credit.as_str()), ("Une écluse", "Ana Verel"));
    let mut tx = test.app.read().await.unwrap();
    let keys: Vec<String> = crate::changes::since(&mut tx, before, 10).await.unwrap().iter().map(crate::changes::Change::key).collect();
    assert_eq!(keys, [format!("article:{article}"), format!("media:{id}")]);
    drop(tx);
    let nothing = Description { texts: [("fr".to_owned(), Said::default())].into(), ..Description::default() };
    describe(&test.app, &test.actor(), id, nothing).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    assert!(details(&mut tx, id).await.unwrap().unwrap().texts.is_empty());
}

#[tokio::test]
async fn every_place_is_known_and_a_used_picture_stays() {
    let test = testing::set_up().await.unwrap();
    let id = brought(&test, "a.gif", 1, "Un pont").await;
    let article = published(&test, id).await;
    let section = testing::section(&test, "Lacs").await.unwrap();
    let draft = testing::draft(&test, "Le lac", section, "Texte").await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let copy = crate::articles::working_copy(&mut tx, draft).await.unwrap().unwrap();
    drop(tx);
    let html = format!("<figure><img src=\"media:{id}\" alt=\"\"></figure>");
    let options = document::ImportOptions { media: Some(std::sync::Arc::new(|address: &str| Some(address.to_owned()))), link: None };
    let body = document::to_json(&document::from_html(&html, &options).0);
    let content = crate::articles::Content { body, ..copy.content };
    crate::articles::save(&test.app, &test.actor(), draft, copy.number, content).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let mut site = crate::site::load(&mut tx).await.unwrap();
    drop(tx);
    site.look.logo_dark = Some(id);
    crate::site::save(&test.app, &test.actor(), &site).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let found = places(&mut tx, id).await.unwrap();
    drop(tx);
    assert!(matches!(&found[0], Place::Article { id, public: true, .. } if *id == article), "{found:?}");
    assert!(matches!(&found[1], Place::Article { id, public: false, .. } if *id == draft), "{found:?}");
    assert_eq!(found[2..], [Place::Logo]);
    assert!(matches!(delete(&test.app, &test.actor(), id).await, Err(Error::Conflict("problem-media-in-use"))));
}

#[tokio::test]
async fn a_deleted_picture_takes_its_files_and_its_old_addresses_with_it() {
    let test = testing::set_up().await.unwrap();
    let taken = upload(&test.app, &test.actor(), "a.gif", pixel(1), &Words::default()).await.unwrap();
    let old = "/wp-content/uploads/a.gif".to_owned();
    crate::imports::add_addresses(&test.app, &test.actor(), &[(old.clone(), taken.href.clone())]).await.unwrap();
    delete(&test.app, &test.actor(), taken.id).await.unwrap();
    let (hash, name) = taken.href.trim_start_matches("/media/").split_once('/').unwrap();
    assert!(file(&test.app, hash, name).await.unwrap().is_none());
    let mut tx = test.app.read().await.unwrap();
    assert_eq!(crate::addresses::lookup(&mut tx, &old).await.unwrap().unwrap().state, "gone");
    assert!(details(&mut tx, taken.id).await.unwrap().is_none());
}

#[tokio::test]
async fn pictures_of_the_home_page_come_before_those_of_newer_articles() {
    let test = testing::set_up().await.unwrap();
    let (lead, later) = (brought(&test, "a.gif", 1, "").await, brought(&test, "b.gif", 2, "").await);
    let first = published(&test, lead).await;
    crate::articles::set_lead(&test.app, &test.actor(), first, true).await.unwrap();
    let section = testing::section(&test, "Lacs").await.unwrap();
    let body = document::to_json(
        &document::from_html(
            &format!("<p>Texte</p><figure><img src=\"media:{later}\" alt=\"\"></figure>"),
            &document::ImportOptions { media: Some(std::sync::Arc::new(|address: &str| Some(address.to_owned()))), link: None },
        )
        .0,
    );
    let draft = testing::draft(&test, "Le lac", section, "Texte").await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let copy = crate::articles::working_copy(&mut tx, draft).await.unwrap().unwrap();
    drop(tx);
    crate::articles::save(&test.app, &test.actor(), draft, copy.number, crate::articles::Content { body, ..copy.content }).await.unwrap();
    let how = crate::articles::Publish { overrule: "Ce que la bibliothèque dit est à essayer.".to_owned(), ..Default::default() };
    crate::articles::publish(&test.app, &test.actor(), draft, &how).await.unwrap();
    let missing = listed(&test, &Filter { without_alt: true, ..Filter::default() }, None).await;
    assert_eq!(missing.iter().map(|one| (one.id, one.home)).collect::<Vec<_>>(), [(lead, true), (later, false)]);
}

#[tokio::test]
async fn several_alternative_texts_are_said_at_once_and_what_is_empty_stays() {
    let test = testing::set_up().await.unwrap();
    let (said, idle, decorative) =
        (brought(&test, "a.gif", 1, "").await, brought(&test, "b.gif", 2, "").await, brought(&test, "c.gif", 3, "").await);
    let all = [(said, "Un pont".to_owned(), false), (idle, " ".to_owned(), false), (decorative, String::new(), true)];
    let (written, _) = say_alts(&test.app, &test.actor(), "fr", &all).await.unwrap();
    assert_eq!(written, 2);
    let missing = listed(&test, &Filter { without_alt: true, ..Filter::default() }, None).await;
    assert_eq!(missing.iter().map(|one| one.id).collect::<Vec<_>>(), [idle]);
    assert_eq!(listed(&test, &Filter { words: "pont".to_owned(), ..Filter::default() }, None).await[0].id, said);
}

#[tokio::test]
async fn a_replaced_picture_keeps_its_words_and_its_old_addresses_lead_on() {
    let test = testing::set_up().await.unwrap();
    let taken = upload(&test.app, &test.actor(), "a.gif", pixel(1), &words("Un pont")).await.unwrap();
    let article = published(&test, taken.id).await;
    let before = crate::changes::pump_once(&test.app).await.unwrap().last;
    replace(&test.app, &test.actor(), taken.id, "b.gif", pixel(2)).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let now = refs(&mut tx, &[taken.id], "fr", "fr").await.unwrap().remove(&taken.id).unwrap();
    assert_eq!((now.alt.as_str(), now.credit.as_str()), ("Un pont", "Ana Verel"));
    assert_ne!(now.src, taken.href);
    let (hash, name) = taken.href.trim_start_matches("/media/").split_once('/').unwrap();
    assert!(file(&test.app, hash, name).await.unwrap().is_none(), "the former file is deleted");
    assert_eq!(former(&mut tx, hash).await.unwrap(), Some(now.src));
    let keys: Vec<String> = crate::changes::since(&mut tx, before, 10).await.unwrap().iter().map(crate::changes::Change::key).collect();
    assert_eq!(keys, [format!("article:{article}"), format!("media:{}", taken.id)]);
}

#[tokio::test]
async fn a_file_that_stands_in_the_library_already_replaces_nothing() {
    let test = testing::set_up().await.unwrap();
    let (one, _other) = (brought(&test, "a.gif", 1, "").await, brought(&test, "b.gif", 2, "").await);
    for (number, key) in [(1, "problem-media-same"), (2, "problem-media-elsewhere")] {
        match replace(&test.app, &test.actor(), one, "x.gif", pixel(number)).await {
            Err(Error::Invalid(problems)) => assert_eq!(problems[0].key, key),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_point_of_crops_and_the_licence_are_kept() {
    let test = testing::set_up().await.unwrap();
    let id = brought(&test, "a.gif", 1, "").await;
    let said = Description { licence: Some(Licence::CcBySa), focus: Some((20, 80)), ..Description::default() };
    describe(&test.app, &test.actor(), id, said).await.unwrap();
    describe(&test.app, &test.actor(), id, Description { credit: "Ana".to_owned(), ..Description::default() }).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let known = details(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((known.licence, known.focus, known.credit.as_str()), (Licence::CcBySa, (20, 80), "Ana"));
    assert_eq!(refs(&mut tx, &[id], "fr", "fr").await.unwrap()[&id].focus, (20, 80));
    drop(tx);
    let beyond = Description { focus: Some((101, 0)), ..Description::default() };
    assert!(matches!(describe(&test.app, &test.actor(), id, beyond).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn older_revisions_are_places_too_when_asked_for() {
    let test = testing::set_up().await.unwrap();
    let id = brought(&test, "a.gif", 1, "Un pont").await;
    let article = published(&test, id).await;
    let mut tx = test.app.read().await.unwrap();
    let copy = crate::articles::working_copy(&mut tx, article).await.unwrap().unwrap();
    assert!(old_places(&mut tx, id).await.unwrap().is_empty(), "it is shown now");
    drop(tx);
    let content = crate::articles::Content { image: None, ..copy.content };
    crate::articles::save(&test.app, &test.actor(), article, copy.number, content).await.unwrap();
    crate::articles::publish(&test.app, &test.actor(), article, &crate::articles::Publish::default()).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    assert!(places(&mut tx, id).await.unwrap().is_empty());
    let old = old_places(&mut tx, id).await.unwrap();
    assert!(matches!(&old[..], [Place::Revision { article: of, .. }] if *of == article), "{old:?}");
}
