//! Taking documents and sounds, on a real database and a real folder.

use super::super::{Filter, former, list, replace_file};
use super::*;
use crate::testing::{self, TestApp};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
/// The head of a frame of 128 kbit/s, 44.1 kHz, and its bytes.
const FRAME: [u8; 417] = {
    let mut frame = [0; 417];
    frame[0] = 0xFF;
    frame[1] = 0xFB;
    frame[2] = 0x90;
    frame[3] = 0x64;
    frame
};

/// A tag of ID3v2 with `length` bytes in it.
fn tag(length: u8) -> Vec<u8> {
    let mut tag = b"ID3\x04\0\0\0\0\0".to_vec();
    tag.push(length);
    tag.extend(std::iter::repeat_n(0, usize::from(length)));
    tag
}

async fn arriving(test: &TestApp, bytes: &[u8]) -> Arriving {
    let kind = FileKind::of(bytes).unwrap();
    let mut arriving = Arriving::begin(&test.app, kind).await.unwrap();
    for piece in bytes.chunks(7) {
        arriving = arriving.add(piece.to_vec()).await.unwrap().unwrap();
    }
    arriving
}

async fn take(test: &TestApp, name: &str, bytes: &[u8]) -> Result<Taken, Error> {
    let words = Words { language: "fr".to_owned(), caption: "Le rapport".to_owned(), ..Words::default() };
    let arriving = arriving(test, bytes).await;
    take_file(&test.app, &test.actor(), name, arriving, &words).await
}

fn key(result: Result<Taken, Error>) -> &'static str {
    match result {
        Err(Error::Invalid(problems)) => problems[0].key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_kind_is_known_by_the_beginning() {
    let wave = b"RIFF\0\0\0\0WAVE".to_vec();
    for (head, expected) in [
        (PDF.to_vec(), Some(FileKind::Pdf)),
        (FRAME.to_vec(), Some(FileKind::Mp3)),
        (tag(0), Some(FileKind::Mp3)),
        (vec![0xFF, 0xFB, 0xF0, 0], None),
        (vec![0xFF, 0xFB, 0x9C, 0], None),
        (vec![0xFF, 0xD8, 0xFF, 0xE0], None),
        (vec![0xFF, 0xF1, 0x50, 0x80], None),
        (wave, None),
        (b"ID3;Email Address".to_vec(), None),
        (b"<html>".to_vec(), None),
        (Vec::new(), None),
    ] {
        assert_eq!(FileKind::of(&head), expected, "{head:?}");
    }
}

#[tokio::test]
async fn a_document_stands_under_its_name_as_it_came() {
    let test = testing::set_up().await.unwrap();
    let taken = take(&test, "Rapport sur l’été.PDF", PDF).await.unwrap();
    let (hash, name) = taken.href.trim_start_matches("/media/").split_once('/').unwrap();
    assert_eq!(name, "rapport-sur-l-ete.pdf");
    let (media_type, opened) = open_file(&test.app, hash, name).await.unwrap().unwrap();
    assert_eq!((media_type, opened.length()), ("application/pdf", 48));
    let (_, bytes) = read_file(opened, 0, 100).await.unwrap();
    assert_eq!(bytes, PDF);
    let mut tx = test.app.read().await.unwrap();
    let known = super::super::refs(&mut tx, &[taken.id], "fr", "fr").await.unwrap().remove(&taken.id).unwrap();
    assert_eq!((known.kind, known.bytes, known.caption.as_str()), (document::MediaKind::File, 48, "Le rapport"));
}

#[tokio::test]
async fn the_same_file_is_one() {
    let test = testing::set_up().await.unwrap();
    let first = take(&test, "a.pdf", PDF).await.unwrap();
    let second = take(&test, "b.pdf", PDF).await.unwrap();
    assert_eq!((second.id, second.new), (first.id, false));
}

#[tokio::test]
async fn what_is_cut_off_is_refused_and_nothing_of_it_stays() {
    let test = testing::set_up().await.unwrap();
    assert_eq!(key(take(&test, "a.pdf", &PDF[..30]).await), "problem-file-cut");
    assert_eq!(key(take(&test, "a.mp3", &tag(40)).await), "problem-file-cut");
    assert_eq!(key(take(&test, "a.mp3", b"ID3\x04\0\0\xFF\xFF\xFF\xFF").await), "problem-file-cut");
    assert_eq!(test.app.storage.list("").await.unwrap(), Vec::<String>::new());
    let tagged = [tag(40), vec![0; 9], FRAME.to_vec()].concat();
    assert!(take(&test, "a.mp3", &tagged).await.unwrap().href.ends_with("/a.mp3"));
}

#[tokio::test]
async fn what_is_longer_than_what_is_taken_is_let_go() {
    let test = testing::set_up().await.unwrap();
    let mut arriving = arriving(&test, PDF).await;
    arriving.bytes = MAX_FILE_BYTES - 1;
    let arriving = arriving.add(vec![0]).await.unwrap().unwrap();
    assert!(arriving.add(vec![0]).await.unwrap().is_none());
}

#[tokio::test]
async fn pictures_and_files_are_listed_apart() {
    let test = testing::set_up().await.unwrap();
    let taken = take(&test, "rapport.pdf", PDF).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    for (filter, expected) in [
        (Filter { files: true, ..Filter::default() }, vec![taken.id]),
        (Filter { files: true, words: "rapport".to_owned(), ..Filter::default() }, vec![taken.id]),
        (Filter { files: true, words: "lac".to_owned(), ..Filter::default() }, vec![]),
        (Filter::default(), vec![]),
        (Filter { without_alt: true, ..Filter::default() }, vec![]),
    ] {
        let found = list(&mut tx, &filter, None, 9, ("fr", "fr")).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

#[tokio::test]
async fn a_file_is_replaced_by_one_of_its_kind_and_its_address_leads_on() {
    let test = testing::set_up().await.unwrap();
    let taken = take(&test, "a.pdf", PDF).await.unwrap();
    let sound = arriving(&test, &FRAME).await;
    let refused = replace_file(&test.app, &test.actor(), taken.id, "a.mp3", sound).await;
    assert!(matches!(refused, Err(Error::Invalid(problems)) if problems[0].key == "problem-file-other-kind"));
    let other = [PDF, b"%%EOF"].concat();
    replace_file(&test.app, &test.actor(), taken.id, "b.pdf", arriving(&test, &other).await).await.unwrap();
    let (hash, name) = taken.href.trim_start_matches("/media/").split_once('/').unwrap();
    assert!(open_file(&test.app, hash, name).await.unwrap().is_none());
    let mut tx = test.app.read().await.unwrap();
    let now = former(&mut tx, hash).await.unwrap().unwrap();
    assert!(now.ends_with("/b.pdf") && now != taken.href);
}
