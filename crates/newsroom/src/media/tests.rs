//! Taking pictures, on a real database and a real folder.

use super::*;
use crate::testing;

/// The smallest picture there is: one pixel.
const PIXEL: [u8; 35] = [
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1,
    0, 0x3B,
];

fn words(alt: &str) -> Words {
    Words { language: "fr".to_owned(), alt: alt.to_owned(), caption: "Le pont".to_owned(), credit: "Ana Verel".to_owned() }
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
