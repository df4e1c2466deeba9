//! MAIL, RCPT and DATA written together, and with the dot of the mail before; odd relays, each by its script.

use std::time::Duration;

use mail::testing::{ANYONE, Fault, Options, TestRelay};
use mail::{Envelope, Error, Phase, Prepared, Relay, Session, Tls, Transport};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

fn prepared(to: &str) -> Prepared {
    Prepared::new(&Envelope { from: "bounce@example.org", to }, b"Subject: a\r\n\r\n.one\r\n".to_vec()).unwrap()
}

const GROUP: &str = "MAIL FROM:<bounce@example.org>\r\nRCPT TO:<a@example.org>\r\nDATA\r\n";
const NEXT: &str = "MAIL FROM:<bounce@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
const MESSAGE: &str = "Subject: a\r\n\r\n..one\r\n";

/// What is awaited, and what is then said. `CLOSE` said: the connection ends.
type Script = Vec<(&'static str, &'static str)>;
const CLOSE: &str = "CLOSE";

/// A relay that plays a script after its EHLO, and then gives what else came until the other side closed.
async fn scripted(script: Script) -> (Relay, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let playing = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let start = [("", "220 odd\r\n"), ("EHLO localhost\r\n", "250-odd\r\n250 PIPELINING\r\n")];
        for (awaited, said) in start.into_iter().chain(script) {
            exactly(&mut stream, awaited).await;
            if said == CLOSE {
                return String::new();
            }
            stream.write_all(said.as_bytes()).await.unwrap();
        }
        let mut rest = Vec::new();
        // A connection that was reset says nothing more either.
        let _ = stream.read_to_end(&mut rest).await;
        String::from_utf8(rest).unwrap()
    });
    (Relay { tls: Tls::Never, reply_timeout: Duration::from_secs(5), ..Relay::new("127.0.0.1", port) }, playing)
}

async fn exactly(stream: &mut TcpStream, awaited: &str) {
    let mut came = vec![0; awaited.len()];
    stream.read_exact(&mut came).await.unwrap();
    assert_eq!(String::from_utf8(came).unwrap(), awaited);
}

async fn connect(relay: Relay) -> Session {
    Transport::relay(relay).connect().await.unwrap()
}

#[tokio::test]
async fn an_envelope_is_one_write_and_the_next_goes_with_the_dot() {
    let (relay, playing) = scripted(vec![
        (GROUP, "250 a\r\n250 b\r\n354 c\r\n"),
        (MESSAGE, ""),
        (".\r\nMAIL FROM:<bounce@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n", "250 first\r\n250 a\r\n250 b\r\n354 c\r\n"),
        (MESSAGE, ""),
        (".\r\n", "250 second\r\n"),
        ("QUIT\r\n", "221 bye\r\n"),
    ])
    .await;
    let mut session = connect(relay).await;
    let next = prepared("b@example.org");
    session.begin_prepared(&prepared("a@example.org")).await.unwrap();
    assert_eq!(session.finish_before(Some(&next)).await.unwrap().text, "first");
    assert!(session.is_open() && !session.was_left().await);
    session.begin_prepared(&next).await.unwrap();
    assert_eq!(session.finish().await.unwrap().text, "second");
    session.quit().await;
    assert_eq!(playing.await.unwrap(), "");
}

#[tokio::test]
async fn a_relay_that_does_not_offer_it_or_is_not_to_be_asked_so_is_spoken_to_in_lockstep() {
    for (lockstep, pipelining) in [(true, true), (false, false)] {
        let relay = TestRelay::start_with(Options { lockstep, ..Options::default() }).await.unwrap();
        let mut session = connect(Relay { pipelining, ..relay.relay() }).await;
        let next = prepared("b@example.org");
        session.begin_prepared(&prepared("a@example.org")).await.unwrap();
        session.finish_before(Some(&next)).await.unwrap();
        assert_eq!(relay.lines().last().unwrap(), "DATA", "nothing went with the dot");
        session.begin_prepared(&next).await.unwrap();
        session.finish().await.unwrap();
        assert_eq!(relay.taken().len(), 2);
    }
}

/// The answers to MAIL, RCPT and DATA; the phase that is to be named; whether the conversation goes on (after RSET).
const ANSWERS: [(&str, Phase, bool); 8] = [
    ("550 no\r\n503 first\r\n503 first\r\n", Phase::Sender, true),
    ("250 a\r\n550 no\r\n503 first\r\n", Phase::Recipient, true),
    ("250 a\r\n450 later\r\n554 no valid recipients\r\n", Phase::Recipient, true),
    ("250 a\r\n250 b\r\n451 later\r\n", Phase::Data, true),
    ("250 a\r\n550 no\r\n354 go on\r\n", Phase::Recipient, false),
    ("550 no\r\n250 b\r\n354 go on\r\n", Phase::Sender, false),
    ("250 a\r\n550 no\r\n421 enough\r\n", Phase::Recipient, false),
    ("421 enough\r\n", Phase::Sender, false),
];

#[tokio::test]
async fn the_first_refusal_is_named_and_a_message_that_is_wanted_all_the_same_is_not_sent() {
    for (answers, phase, goes_on) in ANSWERS {
        let mut script = vec![(GROUP, answers)];
        if goes_on {
            script.extend([
                ("RSET\r\n", "250 forgotten\r\n"),
                (GROUP, "250 a\r\n250 b\r\n354 c\r\n"),
                (MESSAGE, ""),
                (".\r\n", "250 taken\r\n"),
            ]);
        }
        let (relay, playing) = scripted(script).await;
        let mut session = connect(relay).await;
        let mail = prepared("a@example.org");
        let error = session.begin_prepared(&mail).await.unwrap_err();
        assert!(matches!(&error, Error::Refused { phase: found, .. } if *found == phase), "{answers:?}: {error}");
        assert_eq!(session.is_open(), goes_on, "{answers:?}");
        if goes_on {
            session.begin_prepared(&mail).await.unwrap();
            session.finish().await.unwrap();
        }
        drop(session);
        assert_eq!(playing.await.unwrap(), "", "{answers:?}: neither message nor dot");
    }
}

#[tokio::test]
async fn a_connection_that_ends_among_the_answers_is_named_by_what_was_waited_for() {
    for (answers, phase) in [("", Phase::Sender), ("250 a\r\n", Phase::Recipient), ("250 a\r\n250 b\r\n", Phase::Data)] {
        let (relay, playing) = scripted(vec![(GROUP, answers), ("", CLOSE)]).await;
        let error = connect(relay).await.begin_prepared(&prepared("a@example.org")).await.unwrap_err();
        assert!(matches!(&error, Error::Broken { phase: found, .. } if *found == phase), "{answers:?}: {error}");
        playing.await.unwrap();
    }
}

#[tokio::test]
async fn a_refusal_before_the_end_of_the_connection_is_what_counts() {
    let (relay, playing) = scripted(vec![(GROUP, "250 a\r\n550 5.1.1 nobody\r\n"), ("", CLOSE)]).await;
    let mut session = connect(relay).await;
    let error = session.begin_prepared(&prepared("a@example.org")).await.unwrap_err();
    assert!(matches!(&error, Error::Refused { phase: Phase::Recipient, .. }) && !session.is_open(), "{error}");
    playing.await.unwrap();
}

#[tokio::test]
async fn a_mail_that_was_refused_at_its_dot_does_not_hinder_the_one_announced_with_it() {
    let (relay, playing) = scripted(vec![
        (GROUP, "250 a\r\n250 b\r\n354 c\r\n"),
        (MESSAGE, ""),
        (".\r\nMAIL FROM:<bounce@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n", "554 content\r\n250 a\r\n250 b\r\n354 c\r\n"),
        (MESSAGE, ""),
        (".\r\n", "250 second\r\n"),
    ])
    .await;
    let mut session = connect(relay).await;
    let next = prepared("b@example.org");
    session.begin_prepared(&prepared("a@example.org")).await.unwrap();
    let error = session.finish_before(Some(&next)).await.unwrap_err();
    assert!(matches!(error, Error::Refused { phase: Phase::Dot, .. }), "{error}");
    session.begin_prepared(&next).await.unwrap();
    session.finish().await.unwrap();
    drop(session);
    playing.await.unwrap();
}

#[tokio::test]
async fn a_relay_that_says_421_to_the_dot_or_closes_after_it_takes_no_other() {
    for (answer, doubt) in [("421 enough\r\n", false), ("", true)] {
        let script = vec![(GROUP, "250 a\r\n250 b\r\n354 c\r\n"), (MESSAGE, ""), (".\r\n", ""), (NEXT, answer), ("", CLOSE)];
        let (relay, playing) = scripted(script).await;
        let mut session = connect(relay).await;
        let next = prepared("b@example.org");
        session.begin_prepared(&prepared("a@example.org")).await.unwrap();
        let error = session.finish_before(Some(&next)).await.unwrap_err();
        assert_eq!((error.is_in_doubt(), session.is_open()), (doubt, false), "{error}");
        playing.await.unwrap();
    }
}

#[tokio::test]
async fn who_was_announced_and_is_left_out_gets_nothing_and_the_connection_is_left() {
    for other in [true, false] {
        let relay = TestRelay::start().await.unwrap();
        let mut session = connect(relay.relay()).await;
        session.begin_prepared(&prepared("a@example.org")).await.unwrap();
        session.finish_before(Some(&prepared("b@example.org"))).await.unwrap();
        if other {
            let error = session.begin_prepared(&prepared("c@example.org")).await.unwrap_err();
            assert!(matches!(error, Error::Broken { phase: Phase::Sender, .. }) && !session.is_open(), "{error}");
        }
        session.quit().await;
        assert_eq!(relay.taken().len(), 1);
        assert!(!relay.lines().iter().any(|line| line == "QUIT"), "it would be a line of the mail that was announced");
    }
}

#[tokio::test]
async fn the_announced_is_refused_and_the_next_goes_over_the_same_connection() {
    let relay = TestRelay::start().await.unwrap();
    relay.fail("b@example.org", Fault::reply(Phase::Recipient, "550 5.1.1 nobody"));
    let mut session = connect(relay.relay()).await;
    let mails = ["a@example.org", "b@example.org", "c@example.org"].map(prepared);
    session.begin_prepared(&mails[0]).await.unwrap();
    session.finish_before(Some(&mails[1])).await.unwrap();
    let error = session.begin_prepared(&mails[1]).await.unwrap_err();
    assert!(matches!(error, Error::Refused { phase: Phase::Recipient, .. }), "{error}");
    session.begin_prepared(&mails[2]).await.unwrap();
    session.finish().await.unwrap();
    assert_eq!((relay.taken().len(), relay.connections()), (2, 1));
}

#[tokio::test]
async fn lockstep_fails_in_the_same_phases() {
    for phase in [Phase::Sender, Phase::Recipient, Phase::Data, Phase::Dot] {
        for (fault, refused) in [(Fault::reply(phase, "450 4.2.0 later"), true), (Fault::Close(phase), false)] {
            let relay = TestRelay::start_with(Options { lockstep: true, ..Options::default() }).await.unwrap();
            relay.fail(ANYONE, fault);
            let mut session = connect(relay.relay()).await;
            let error = match session.begin_prepared(&prepared("a@example.org")).await {
                Ok(()) => session.finish().await.unwrap_err(),
                Err(error) => error,
            };
            assert_eq!((error.phase(), matches!(error, Error::Refused { .. })), (Some(phase), refused), "{error}");
            assert_eq!(error.is_in_doubt(), phase == Phase::Dot && !refused);
        }
    }
}
