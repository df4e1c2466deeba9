//! Whole conversations with a relay, and every way they fail.

use mail::testing::{ANYONE, Fault, Options, TestRelay};
use mail::{Class, Envelope, Error, Phase, Relay, Reply, Session, Tls, Transport};

const MESSAGE: &[u8] = b"Subject: a\r\n\r\nOne\r\n.\r\n..two\r\nthree";

fn to(address: &str) -> Envelope<'_> {
    Envelope { from: "bounce@example.org", to: address }
}

async fn send(session: &mut Session, address: &str) -> Result<Reply, Error> {
    session.begin(&to(address), MESSAGE).await?;
    session.finish().await
}

async fn send_one(transport: &Transport, address: &str) -> Result<Reply, Error> {
    send(&mut transport.connect().await?, address).await
}

#[tokio::test]
async fn many_mails_go_over_one_connection_and_arrive_as_they_were() {
    let relay = TestRelay::start().await.unwrap();
    let mut session = relay.transport().connect().await.unwrap();
    for address in ["a@example.org", "b@example.org", "a@example.org"] {
        let reply = send(&mut session, address).await.unwrap();
        assert_eq!((reply.class(), reply.status), (Class::Accepted, Some([2, 0, 0])));
        assert!(reply.text.contains("queued"));
        assert!(session.is_open());
    }
    session.quit().await;
    assert_eq!(relay.connections(), 1);
    assert_eq!(relay.counts().into_iter().collect::<Vec<_>>(), [("a@example.org".to_owned(), 2), ("b@example.org".to_owned(), 1)]);
    let first = relay.taken().remove(0);
    assert_eq!(first.from, "bounce@example.org");
    assert_eq!(String::from_utf8(first.message).unwrap(), "Subject: a\r\n\r\nOne\r\n.\r\n..two\r\nthree\r\n");
    assert_eq!(relay.lines().last().unwrap(), "QUIT");
}

#[tokio::test]
async fn nothing_is_taken_before_the_dot() {
    let relay = TestRelay::start().await.unwrap();
    let mut session = relay.transport().connect().await.unwrap();
    session.begin(&to("a@example.org"), MESSAGE).await.unwrap();
    assert!(!session.is_open(), "a mail stands begun");
    drop(session);
    relay.until_broken_off(1).await;
    assert!(relay.taken().is_empty());
}

#[tokio::test]
async fn quitting_in_the_middle_of_a_message_says_nothing_more() {
    let relay = TestRelay::start().await.unwrap();
    let mut session = relay.transport().connect().await.unwrap();
    session.begin(&to("a@example.org"), MESSAGE).await.unwrap();
    session.quit().await;
    relay.until_broken_off(1).await;
    assert_eq!(relay.lines().last().unwrap(), "DATA");
    assert!(relay.broken_off_messages()[0].ends_with(b"three\r\n"));
}

#[tokio::test]
async fn a_refusal_in_any_phase_is_told_with_its_phase_and_the_session_goes_on() {
    for phase in [Phase::Sender, Phase::Recipient, Phase::Data, Phase::Dot] {
        for (line, class) in [("450 4.2.0 later", Class::Temporary), ("550 5.1.1 never", Class::Permanent)] {
            let relay = TestRelay::start().await.unwrap();
            relay.fail_once(ANYONE, Fault::reply(phase, line));
            let mut session = relay.transport().connect().await.unwrap();
            let error = send(&mut session, "a@example.org").await.unwrap_err();
            let Error::Refused { phase: found, reply } = &error else { panic!("{error}") };
            assert_eq!((*found, reply.class(), error.is_in_doubt()), (phase, class, false), "{error}");
            assert_eq!(reply.to_string(), line);
            assert!(session.is_open(), "{phase:?}");
            send(&mut session, "b@example.org").await.unwrap();
            assert_eq!(relay.taken().len(), 1, "{phase:?}");
            assert_eq!(relay.connections(), 1);
        }
    }
}

#[tokio::test]
async fn after_421_the_session_is_closed() {
    for phase in [Phase::Sender, Phase::Recipient, Phase::Data, Phase::Dot] {
        let relay = TestRelay::start().await.unwrap();
        relay.fail(ANYONE, Fault::reply(phase, "421 4.7.0 closing"));
        let mut session = relay.transport().connect().await.unwrap();
        let error = send(&mut session, "a@example.org").await.unwrap_err();
        assert!(matches!(&error, Error::Refused { phase: found, reply } if *found == phase && reply.code == 421), "{error}");
        assert!(error.is_temporary() && !session.is_open());
        let again = send(&mut session, "a@example.org").await.unwrap_err();
        assert!(matches!(again, Error::Broken { phase: Phase::Sender, .. }), "{again}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_in_doubt_only_after_the_dot() {
    for phase in [Phase::Greeting, Phase::Hello, Phase::Sender, Phase::Recipient, Phase::Data, Phase::Dot] {
        let relay = TestRelay::start().await.unwrap();
        relay.fail(ANYONE, Fault::Close(phase));
        let error = send_one(&relay.transport(), "a@example.org").await.unwrap_err();
        assert!(matches!(&error, Error::Broken { phase: found, .. } if *found == phase), "{phase:?}: {error}");
        assert_eq!(error.is_in_doubt(), phase == Phase::Dot);
        assert!(relay.taken().is_empty());
    }
}

#[tokio::test]
async fn a_relay_that_is_silent_is_left_after_its_time() {
    for phase in [Phase::Greeting, Phase::Hello, Phase::Sender, Phase::Recipient, Phase::Data, Phase::Dot] {
        let relay = TestRelay::start().await.unwrap();
        relay.fail(ANYONE, Fault::Silence(phase));
        let mut settings = relay.relay();
        let short = std::time::Duration::from_millis(50);
        if phase == Phase::Dot {
            settings.dot_timeout = short
        } else {
            settings.reply_timeout = short
        }
        let error = send_one(&Transport::relay(settings), "a@example.org").await.unwrap_err();
        assert!(matches!(&error, Error::Broken { phase: found, .. } if *found == phase), "{phase:?}: {error}");
    }
}

#[tokio::test]
async fn a_mail_that_was_taken_without_an_answer_is_in_doubt() {
    for fault in [Fault::TakeAndClose, Fault::TakeAndSilence] {
        let relay = TestRelay::start().await.unwrap();
        relay.fail("a@example.org", fault);
        let settings = Relay { dot_timeout: std::time::Duration::from_millis(50), ..relay.relay() };
        let mut session = Transport::relay(settings).connect().await.unwrap();
        let error = send(&mut session, "a@example.org").await.unwrap_err();
        assert!(error.is_in_doubt() && !session.is_open(), "{error}");
        assert_eq!(relay.taken().len(), 1);
    }
}

#[tokio::test]
async fn a_relay_that_leaves_before_the_dot_takes_nothing_and_leaves_no_doubt() {
    for (fault, refused) in [(Fault::Close(Phase::Body), false), (Fault::reply(Phase::Body, "552 5.3.4 too long"), true)] {
        let relay = TestRelay::start().await.unwrap();
        relay.fail(ANYONE, fault);
        let mut session = relay.transport().connect().await.unwrap();
        let begun = session.begin(&to("a@example.org"), MESSAGE).await;
        // The relay's end of the connection is seen once the system has been asked.
        let error = loop {
            if let Err(error) = begun {
                break error;
            }
            if session.was_left().await {
                break session.finish().await.unwrap_err();
            }
            tokio::task::yield_now().await;
        };
        assert_eq!(error.phase(), Some(Phase::Body), "{error}");
        assert_eq!(matches!(error, Error::Refused { .. }), refused, "{error}");
        assert!(!session.is_open() && relay.taken().is_empty());
    }
}

#[tokio::test]
async fn the_end_of_a_connection_by_number_of_mails_is_a_temporary_refusal() {
    let relay = TestRelay::start_with(Options { per_connection: 2, ..Options::default() }).await.unwrap();
    let mut session = relay.transport().connect().await.unwrap();
    send(&mut session, "a@example.org").await.unwrap();
    send(&mut session, "b@example.org").await.unwrap();
    let error = send(&mut session, "c@example.org").await.unwrap_err();
    assert!(error.is_temporary() && !error.is_about_recipient() && !session.is_open(), "{error}");
    send_one(&relay.transport(), "c@example.org").await.unwrap();
}

#[tokio::test]
async fn no_relay_no_connection() {
    let gone = {
        let relay = TestRelay::start().await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        Relay { port: listener.local_addr().unwrap().port(), ..relay.relay() }
    };
    let error = Transport::relay(gone).connect().await.unwrap_err();
    assert!(matches!(error, Error::Broken { phase: Phase::Connect, .. }), "{error}");
}

#[tokio::test]
async fn a_login_is_made_by_plain_or_login_and_its_refusal_told() {
    let secret = ("kiosque".to_owned(), "très secret".to_owned());
    for only_auth_login in [false, true] {
        let options = Options { login: Some(secret.clone()), only_auth_login, ..Options::default() };
        let relay = TestRelay::start_with(options).await.unwrap();
        let with = |login| Transport::relay(Relay { login, ..relay.relay() });
        send_one(&with(Some(secret.clone())), "a@example.org").await.unwrap();
        let wrong = with(Some(("kiosque".to_owned(), "wrong".to_owned()))).connect().await.unwrap_err();
        assert!(matches!(&wrong, Error::Refused { phase: Phase::Login, reply } if reply.code == 535), "{wrong}");
        let without = send_one(&with(None), "a@example.org").await.unwrap_err();
        assert!(matches!(&without, Error::Refused { phase: Phase::Sender, reply } if reply.code == 530), "{without}");
    }
    let open = TestRelay::start().await.unwrap();
    let error = Transport::relay(Relay { login: Some(secret), ..open.relay() }).connect().await.unwrap_err();
    assert!(matches!(error, Error::Broken { phase: Phase::Login, .. }), "{error}");
}

#[tokio::test]
async fn a_relay_of_long_ago_is_greeted_by_helo() {
    let relay = TestRelay::start_with(Options { only_helo: true, ..Options::default() }).await.unwrap();
    send_one(&relay.transport(), "a@example.org").await.unwrap();
    assert_eq!(relay.lines()[..2], ["EHLO kiosque.test", "HELO kiosque.test"]);
}

#[tokio::test]
async fn a_message_longer_than_the_relay_takes_is_not_begun() {
    let relay = TestRelay::start_with(Options { size: 20, ..Options::default() }).await.unwrap();
    let mut session = relay.transport().connect().await.unwrap();
    assert!(matches!(session.begin(&to("a@example.org"), MESSAGE).await, Err(Error::Message(_))));
    session.begin(&to("a@example.org"), b"A: b\r\n\r\nc").await.unwrap();
    session.finish().await.unwrap();
    assert!(relay.lines().contains(&"MAIL FROM:<bounce@example.org> SIZE=9".to_owned()));
}

#[tokio::test]
async fn an_address_cannot_bring_a_command_with_it() {
    let relay = TestRelay::start().await.unwrap();
    let mut session = relay.transport().connect().await.unwrap();
    for bad in ["a@example.org>\r\nRCPT TO:<b@example.org", "a@example.org\nDATA", "", "a", "a@b c.example", "<a@example.org>"] {
        assert!(matches!(session.begin(&to(bad), MESSAGE).await, Err(Error::Message(_))), "{bad:?}");
        if !bad.is_empty() {
            let envelope = Envelope { from: bad, to: "a@example.org" };
            assert!(matches!(session.begin(&envelope, MESSAGE).await, Err(Error::Message(_))), "{bad:?}");
        }
    }
    session.begin(&Envelope { from: "", to: "a@čačak.example" }, MESSAGE).await.unwrap();
    session.finish().await.unwrap();
    let lines = relay.lines();
    assert_eq!(lines[1], "MAIL FROM:<>");
    assert!(lines[2].starts_with("RCPT TO:<a@xn--") && lines.len() == 4, "{lines:?}");
}

#[tokio::test]
async fn finishing_what_was_not_begun_is_an_error() {
    let relay = TestRelay::start().await.unwrap();
    let mut session = relay.transport().connect().await.unwrap();
    let error = session.finish().await.unwrap_err();
    assert!(!error.is_in_doubt());
    send(&mut session, "a@example.org").await.unwrap();
}

#[tokio::test]
async fn encryption_that_is_not_offered_is_not_done_without() {
    let relay = TestRelay::start().await.unwrap();
    let error = Transport::relay(Relay { tls: Tls::StartTls, ..relay.relay() }).connect().await.unwrap_err();
    assert!(matches!(error, Error::Broken { phase: Phase::Tls, .. }), "{error}");
    assert_eq!(relay.lines(), ["EHLO kiosque.test"]);
}

#[test]
fn a_password_gets_into_no_log() {
    let relay = Relay { login: Some(("name".to_owned(), "hunter2".to_owned())), ..Relay::new("relay.example", 587) };
    assert!(!format!("{:?}", Transport::relay(relay)).contains("hunter2"));
}
