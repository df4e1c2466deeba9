//! Signed mails, judged by dkimpy: a verifier that we did not write.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use mail::testing::TestRelay;
use mail::{Composed, Envelope, List, MARKS, Mailbox, Message, Person, Relay, Signer, Transport, compose};

/// Verifies the mail on its standard input with a record in place of the DNS; prints the domain and the headers signed.
const VERIFY: &str = "import sys, dkim
record = sys.argv[1].encode()
d = dkim.DKIM(sys.stdin.buffer.read())
try:
    good = d.verify(dnsfunc=lambda name, timeout=5: record if name == sys.argv[2].encode() else b'')
except dkim.ValidationError:
    print(False)
    sys.exit()
print(good, d.domain.decode(), b' '.join(d.include_headers).decode().lower())
";

fn program(name: &str, arguments: &[&str]) -> bool {
    let found =
        Command::new(name).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !found {
        println!("skipped: no {name} {arguments:?}");
    }
    found
}

/// A key as its operator makes it; None where that cannot be tested.
fn key(form: &str) -> Option<String> {
    if !program("openssl", &["version"]) || !program("/usr/bin/python3", &["-c", "import dkim"]) {
        return None;
    }
    let arguments: &[&str] = if form == "pkcs8" {
        &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
    } else {
        &["genrsa", "-traditional", "2048"]
    };
    let made = Command::new("openssl").args(arguments).output().unwrap();
    Some(String::from_utf8(made.stdout).unwrap())
}

fn verify(mail: &[u8], (name, record): &(String, String)) -> String {
    let mut child = Command::new("/usr/bin/python3")
        .args(["-c", VERIFY, record, &format!("{name}.")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(mail).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

fn article() -> Composed {
    let message = Message {
        from: Mailbox { name: "Le Courrier « du @ Val »".to_owned(), address: "lettre@example.org".to_owned() },
        reply_to: Mailbox { name: String::new(), address: "redaction@example.org".to_owned() },
        subject: "Une très longue phrase de titre, qui est pliée dans l’en-tête parce qu’elle ne tient pas sur une ligne".to_owned(),
        date: 1_789_898_400,
        language: "fr".to_owned(),
        html: format!("<p>Bonjour  {}.</p>\n\n\n  <a href=\"{}\">quitter</a>\n\n", MARKS[0], MARKS[2]),
        text: format!(".Bonjour {}\n\n\n{}\n  \n\n", MARKS[0], MARKS[1]),
        list: Some(List {
            name: "Tout".to_owned(),
            id: "tout.lettre.example.org".to_owned(),
            feedback: "7:tout:courrier".to_owned(),
            archive: "https://example.org/7".to_owned(),
        }),
    };
    Composed::parse(&compose(&message).unwrap())
}

fn personal(composed: &Composed, number: usize) -> Vec<u8> {
    composed.personal(&Person {
        to: &format!("reader{number}@example.com"),
        message_id: &format!("7.{number}@example.org"),
        preferences: &format!("https://example.org/subscribe/preferences/{}", "x".repeat(150 + number)),
        unsubscribe: &format!("https://example.org/subscribe/unsubscribe/{}", "y".repeat(150 + number)),
    })
}

#[tokio::test]
async fn each_readers_own_mail_arrives_with_a_signature_that_holds() {
    for form in ["pkcs8", "pkcs1"] {
        let Some(pem) = key(form) else { return };
        let signer = Arc::new(Signer::new(&pem, "k1", None).unwrap());
        let record = signer.record("example.org");
        assert_eq!(record.0, "k1._domainkey.example.org");
        let relay = TestRelay::start().await.unwrap();
        let transport = Transport::relay(Relay { signer: Some(signer), ..relay.relay() });
        let mut session = transport.connect().await.unwrap();
        let composed = article();
        for number in 0..3 {
            let envelope = Envelope { from: "bounce@example.org", to: "reader@example.com" };
            let mail = transport.prepare(&envelope, personal(&composed, number), 1_789_898_400).await.unwrap();
            session.begin_prepared(&mail).await.unwrap();
            session.finish().await.unwrap();
        }
        for taken in relay.taken() {
            let verdict = verify(&taken.message, &record);
            assert!(verdict.starts_with("True example.org from from to to subject subject date date message-id reply-to"), "{verdict}");
            for name in ["list-unsubscribe", "list-unsubscribe-post", "list-id", "feedback-id", "mime-version", "content-type"] {
                assert!(verdict.split(' ').any(|signed| signed == name), "{name}: {verdict}");
            }
            let text = String::from_utf8(taken.message).unwrap();
            assert!(text.split("\r\n").take(40).all(|line| line.len() <= 78 || line.contains("https://")), "{text}");
            let another = text.replacen("Subject:", "Subject: other\r\nSubject:", 1);
            assert!(verify(another.as_bytes(), &record).starts_with("False"), "a second subject");
            let altered = text.replacen("Bonjour", "Bonsoir", 1);
            assert!(verify(altered.as_bytes(), &record).starts_with("False"), "another text");
        }
    }
}

#[tokio::test]
async fn a_mail_is_signed_for_the_domain_that_is_set() {
    let Some(pem) = key("pkcs8") else { return };
    let signer = Signer::new(&pem, "k1", Some("Example.org")).unwrap();
    let message = b"From: a@mail.example.org\r\n\r\n";
    let signed = [signer.header(message, 1).unwrap().as_bytes(), message].concat();
    assert!(verify(&signed, &signer.record("mail.example.org")).starts_with("True example.org"));
}

#[test]
fn what_is_no_key_or_no_name_is_refused_and_no_key_gets_into_a_log() {
    assert!(Signer::new("", "k1", None).is_err());
    assert!(Signer::new("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "k1", None).is_err());
    let Some(pem) = key("pkcs8") else { return };
    for (selector, domain) in [("", None), ("a b", None), ("k1", Some("exa mple.org")), ("k1;", None)] {
        assert!(Signer::new(&pem, selector, domain).is_err(), "{selector} {domain:?}");
    }
    let signer = Signer::new(&pem, "k1", None).unwrap();
    assert!(format!("{signer:?}").len() < 100);
    assert!(signer.header(b"Subject: a\r\n\r\n", 1).is_err(), "without From");
}
