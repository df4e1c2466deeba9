//! Messages as they are made, given to a reader, and read again.

use mail::{Composed, Error, List, MARKS, Mailbox, Message, Person, compose, personalise, read_mail};
use proptest::prelude::*;

const TO: char = MARKS[0];
const PREFERENCES: char = MARKS[1];
const UNSUBSCRIBE: char = MARKS[2];

fn message() -> Message {
    Message {
        from: Mailbox { name: "Le Courrier du Val".to_owned(), address: "lettre@example.org".to_owned() },
        reply_to: Mailbox { name: String::new(), address: "redaction@example.org".to_owned() },
        subject: "L’eau est revenue à Dobrava".to_owned(),
        date: 1_789_898_400,
        language: "fr".to_owned(),
        html: format!("<p>L’eau = {}</p><a href=\"{UNSUBSCRIBE}\">fin</a> {TO}", "é".repeat(80)),
        text: format!("L’eau\n\nPréférences : {PREFERENCES}\nFin : {UNSUBSCRIBE}\nPour {TO}."),
        list: Some(List {
            name: "Tous les articles, à l’instant".to_owned(),
            id: "tous.lettre.example.org".to_owned(),
            feedback: "12:3:courrier".to_owned(),
            archive: "https://example.org/lettres/12".to_owned(),
        }),
    }
}

fn ana() -> Person<'static> {
    Person {
        to: "ana&co@example.org",
        message_id: "12.34@example.org",
        preferences: "https://example.org/abonnement/AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf?a=b&c=d",
        unsubscribe: "https://example.org/desabonnement/AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGhIjKlMnOpQrStUvWxYz?x=1",
    }
}

fn sent(message: &Message, person: &Person<'_>) -> String {
    String::from_utf8(personalise(&compose(message).unwrap(), person)).unwrap()
}

#[test]
fn a_mail_of_a_list_says_everything_a_mailbox_provider_asks_for() {
    let mail = sent(&message(), &ana());
    let head = mail.split_once("\r\n\r\n").unwrap().0;
    let expected = [
        "From: \"Le Courrier du Val\" <lettre@example.org>",
        "Reply-To: <redaction@example.org>",
        "To: ana&co@example.org",
        "Date: Sun, 20 Sep 2026 10:00:00 +0000",
        "Message-ID: <12.34@example.org>",
        "MIME-Version: 1.0",
        "Content-Language: fr",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "List-Archive:\r\n <https://example.org/lettres/12>",
        "Feedback-ID: 12:3:courrier",
    ];
    for line in expected {
        assert!(head.contains(line), "{line} in\n{head}");
    }
    assert!(head.contains(&format!("List-Unsubscribe:\r\n <{}>", ana().unsubscribe)), "{head}");
    assert!(!head.contains("Auto-Submitted") && !head.contains("Precedence"));
    let mail = read_mail(mail.as_bytes());
    assert_eq!(mail.header("List-Id").unwrap(), "Tous les articles, à l’instant <tous.lettre.example.org>");
}

#[test]
fn a_letter_says_that_nobody_wrote_it_and_names_no_list() {
    let mail = sent(&Message { list: None, ..message() }, &ana());
    assert!(mail.contains("\r\nAuto-Submitted: auto-generated\r\n") && !mail.contains("\r\nList-"), "{mail}");
}

#[test]
fn it_is_read_as_it_was_written() {
    let mail = read_mail(sent(&message(), &ana()).as_bytes());
    let person = ana();
    assert_eq!(mail.subject, "L’eau est revenue à Dobrava");
    assert_eq!(mail.from, "\"Le Courrier du Val\" <lettre@example.org>");
    assert_eq!(mail.to, "ana&co@example.org");
    assert_eq!(mail.date, Some(1_789_898_400));
    assert_eq!(mail.text, format!("L’eau\n\nPréférences : {}\nFin : {}\nPour {}.", person.preferences, person.unsubscribe, person.to));
    let escaped = "<p>L’eau = ".to_owned() + &"é".repeat(80) + "</p><a href=\"" + person.unsubscribe + "\">fin</a> ana&amp;co@example.org";
    assert_eq!(mail.html, escaped);
}

#[test]
fn without_html_it_is_plain_text() {
    let mail = sent(&Message { html: String::new(), ..message() }, &ana());
    assert!(mail.contains("\r\nContent-Type: text/plain; charset=utf-8\r\n") && !mail.contains("multipart"), "{mail}");
    assert!(read_mail(mail.as_bytes()).text.starts_with("L’eau\n"));
}

#[test]
fn the_same_message_is_the_same_bytes() {
    assert_eq!(compose(&message()).unwrap(), compose(&message()).unwrap());
    assert_eq!(sent(&message(), &ana()), sent(&message(), &ana()));
    let other = Message { text: "other".to_owned(), ..message() };
    let boundary = |message: &Message| compose(message).unwrap().split("boundary=").nth(1).unwrap().get(..30).unwrap().to_owned();
    assert_ne!(boundary(&message()), boundary(&other));
}

#[test]
fn a_reader_of_another_script_is_addressed_in_ascii() {
    let mail = sent(&message(), &Person { to: "ana@bücher.example", ..ana() });
    assert!(mail.contains("\r\nTo: ana@xn--bcher-kva.example\r\n"), "{mail}");
}

#[test]
fn what_cannot_stand_in_the_head_is_refused() {
    let list =
        |id: &str, archive: &str| Some(List { id: id.to_owned(), archive: archive.to_owned(), ..message().list.unwrap_or_default() });
    let wrong = [
        Message { from: Mailbox::default(), ..message() },
        Message { reply_to: Mailbox { name: String::new(), address: "a@b\r\nBcc: c@d".to_owned() }, ..message() },
        Message { language: "fr\r\nBcc: c@example.org".to_owned(), ..message() },
        Message { list: list("a b", ""), ..message() },
        Message { list: list("", ""), ..message() },
        Message { list: list("a", "https://example.org/>\r\nBcc: c@example.org"), ..message() },
    ];
    for message in wrong {
        assert!(matches!(compose(&message), Err(Error::Message(_))), "{message:?}");
    }
}

/// The names of the head's lines.
fn names(mail: &str) -> Vec<String> {
    read_mail(mail.as_bytes()).headers.into_iter().map(|(name, _)| name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_adds_a_header_or_a_long_line(
        subject in "(\\PC|[\r\n: \u{e100}\u{1a}Ta]){0,120}",
        name in "(\\PC|[\r\n\"<>,@]){0,80}",
        text in "(\\PC|[\n\u{e100}\u{e101}\u{e102}=\u{1a}Tap. ]){0,300}",
    ) {
        let plain = names(&sent(&message(), &ana()));
        let mut list = message().list.unwrap();
        list.name.clone_from(&name);
        let from = Mailbox { name: name.clone(), ..message().from };
        // Never empty: without HTML it would be another kind of mail.
        let html = format!("<p>{text}");
        let mail = sent(&Message { subject, from, html, text, list: Some(list), ..message() }, &ana());
        prop_assert_eq!(names(&mail), plain);
        prop_assert!(mail.is_ascii());
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        prop_assert!(head.split("\r\n").all(|line| line.len() <= 78 || line.contains("https://")), "{}", head);
        prop_assert!(body.split("\r\n").all(|line| line.len() <= 76), "{}", body);
        let controls = mail.replace("\r\n", "").contains(|sign: char| sign.is_control());
        prop_assert!(!controls);
    }

    #[test]
    fn no_value_of_a_person_adds_a_header(value in "(\\PC|[\r\n: <>]){0,80}") {
        let plain = names(&sent(&message(), &ana()));
        let person = Person { to: &value, message_id: &value, preferences: &value, unsubscribe: &value };
        let mail = sent(&message(), &person);
        prop_assert_eq!(names(&mail), plain);
        prop_assert!(mail.is_ascii());
        prop_assert!(mail.split_once("\r\n\r\n").unwrap().1.split("\r\n").all(|line| line.len() <= 76));
    }

    #[test]
    fn the_text_comes_back_with_the_values_in_their_places(text in "([a-zé =\n]|\u{e100}|\u{e101}|\u{e102}){0,200}") {
        let person = ana();
        let mail = read_mail(sent(&Message { text: text.clone(), ..message() }, &person).as_bytes());
        let expected = text.replace(TO, person.to).replace(PREFERENCES, person.preferences).replace(UNSUBSCRIBE, person.unsubscribe);
        prop_assert_eq!(mail.text, expected);
    }
}

#[test]
fn splitting_once_gives_each_the_same_as_splitting_each_time() {
    let stored = compose(&message()).unwrap();
    let composed = Composed::parse(&stored);
    let other = Person { to: "mira@example.org", ..ana() };
    for person in [ana(), other] {
        assert_eq!(composed.personal(&person), personalise(&stored, &person));
    }
}
