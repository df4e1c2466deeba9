//! Pictures of the old site: brought once, referred to from texts, found at their old addresses.

mod support;

use std::path::Path;

use document::Block;
use exchange::wordpress::{Options, Report, run};
use newsroom::addresses;
use newsroom::articles;
use newsroom::media::{self, Filter, Listed};
use newsroom::testing::{TestApp, set_up};
use support::{fixture, options, silent};

/// One pixel; the number makes it another file.
fn pixel(number: u8) -> Vec<u8> {
    let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x21\xFE\x01".to_vec();
    bytes.push(number);
    bytes.extend(b"\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B");
    bytes
}

/// An uploads folder as WordPress keeps one.
fn uploads(folder: &Path) {
    let month = folder.join("2024/09");
    std::fs::create_dir_all(&month).unwrap();
    for (number, name) in (0..).zip(["pont.jpg", "rive.jpg", "IMG_2043-scaled.jpg", "bac.jpg"]) {
        std::fs::write(month.join(name), pixel(number)).unwrap();
    }
}

async fn import(test: &TestApp, folder: Option<&Path>) -> Report {
    let options = Options { media: folder.map(Path::to_owned), ..options(fixture("pictures.wxr.xml")) };
    run(&test.app, &options, silent()).await.unwrap()
}

async fn library(test: &TestApp) -> Vec<Listed> {
    let mut tx = test.app.read().await.unwrap();
    media::list(&mut tx, &Filter::default(), None, 9, ("fr", "fr")).await.unwrap()
}

async fn content(test: &TestApp) -> articles::Content {
    let mut tx = test.app.read().await.unwrap();
    let id = addresses::lookup(&mut tx, "/?p=30").await.unwrap().unwrap().subject;
    articles::working_copy(&mut tx, id).await.unwrap().unwrap().content
}

#[tokio::test]
async fn pictures_of_the_text_are_references_and_no_alternative_text_is_a_files_name() {
    let (test, folder) = (set_up().await.unwrap(), tempfile::tempdir().unwrap());
    uploads(folder.path());
    let report = import(&test, Some(folder.path())).await;
    assert_eq!((report.media, report.media_missing, report.exit_code()), (4, 0, 0), "{report:?}");
    let known = library(&test).await;
    let named = |name: &str| known.iter().find(|one| one.name == name).unwrap();
    let said: Vec<&str> = ["pont.jpg", "rive.jpg", "IMG_2043-scaled.jpg", "bac.jpg"].iter().map(|name| named(name).alt.as_str()).collect();
    assert_eq!(said, ["Un pont de pierre", "rive", "", ""], "a word that is no camera's name is kept");
    assert_eq!(named("bac.jpg").caption, "Le bac, à quai");
    let content = content(&test).await;
    assert_eq!(content.image, Some(named("bac.jpg").id));
    let document = content.document().unwrap();
    let shown: Vec<(String, Option<String>)> =
        document::pictures(&document).iter().map(|picture| (picture.src.clone(), picture.alt.clone())).collect();
    let of = |name: &str| format!("media:{}", named(name).id);
    assert_eq!(shown, [(of("pont.jpg"), None), (of("rive.jpg"), Some("La rive gauche".to_owned())), (of("IMG_2043-scaled.jpg"), None)]);
    let caption = document.blocks.iter().find_map(|block| match block {
        Block::Picture(picture) => Some(picture.caption.as_str()),
        _ => None,
    });
    assert_eq!(caption, Some("Le pont de Lenk, ce matin."));
    let mut tx = test.app.read().await.unwrap();
    assert_eq!(media::count_missing_alt(&mut tx).await.unwrap(), (2, 2));
}

#[tokio::test]
async fn a_run_without_the_folder_keeps_what_an_earlier_one_brought() {
    let (test, folder) = (set_up().await.unwrap(), tempfile::tempdir().unwrap());
    uploads(folder.path());
    import(&test, Some(folder.path())).await;
    let before = content(&test).await;
    let again = import(&test, None).await;
    assert_eq!((again.imported, again.updated, again.media, again.media_missing), (0, 0, 4, 0), "{again:?}");
    assert_eq!(content(&test).await, before);
    assert_eq!(library(&test).await.len(), 4);
}

#[tokio::test]
async fn a_file_that_comes_with_a_later_run_takes_its_place() {
    let (test, folder) = (set_up().await.unwrap(), tempfile::tempdir().unwrap());
    let first = import(&test, Some(folder.path())).await;
    assert_eq!((first.media, first.media_missing), (0, 4));
    assert!(document::pictures(&content(&test).await.document().unwrap()).is_empty());
    uploads(folder.path());
    let second = import(&test, Some(folder.path())).await;
    assert_eq!((second.media, second.updated), (4, 1), "{second:?}");
    assert_eq!(document::pictures(&content(&test).await.document().unwrap()).len(), 3);
}
