//! Conversations with Postfix's `smtp-sink`, a relay that we did not write, and each way it can be told to fail.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use mail::{Class, Envelope, Error, Phase, Prepared, Relay, Reply, Session, Tls, Transport};

/// A running `smtp-sink`, ended with the test.
struct Sink {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).chain(["/usr/sbin".into()]).map(|folder| folder.join("smtp-sink")).find(|file| file.is_file());
    if found.is_none() {
        println!("skipped: no smtp-sink");
    }
    found
}

impl Sink {
    /// It cannot pick a port itself: one that was free a moment ago is tried, and another if it is taken meanwhile.
    fn start(program: &Path, arguments: &[&str]) -> Sink {
        let folder = tempfile::tempdir().unwrap();
        // As root it gives up its rights and writes as somebody else.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let root = String::from_utf8(Command::new("id").arg("-u").output().unwrap().stdout).unwrap().trim() == "0";
        let rights: &[&str] = if root { &["-u", "nobody"] } else { &[] };
        loop {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let mut child = Command::new(program)
                .args(rights)
                .args(["-d", folder.path().join("mail.").to_str().unwrap()])
                .args(arguments)
                .args([&format!("127.0.0.1:{port}"), "10"])
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            while child.try_wait().unwrap().is_none() {
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return Sink { child, port, folder };
                }
                std::thread::yield_now();
            }
        }
    }

    fn relay(&self, pipelining: bool) -> Relay {
        Relay { tls: Tls::Never, pipelining, ..Relay::new("127.0.0.1", self.port) }
    }

    /// The mails that it kept, its own lines at their head taken away.
    fn kept(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).filter(|text| !text.is_empty()).collect()
    }
}

async fn send(session: &mut Session) -> Result<Reply, Error> {
    session.begin(&Envelope { from: "bounce@example.org", to: "a@example.org" }, b"Subject: a\r\n\r\n.\r\n..two\r\n").await?;
    session.finish().await
}

async fn send_one(relay: Relay) -> Result<Reply, Error> {
    send(&mut Transport::relay(relay).connect().await?).await
}

const BOTH_WAYS: [bool; 2] = [true, false];

#[tokio::test]
async fn mails_arrive_one_after_another() {
    let Some(program) = program() else { return };
    for pipelining in BOTH_WAYS {
        let sink = Sink::start(&program, &[]);
        let mut session = Transport::relay(sink.relay(pipelining)).connect().await.unwrap();
        let message = b"Subject: a\r\n\r\n.\r\n..two\r\n".to_vec();
        let mail = Prepared::new(&Envelope { from: "bounce@example.org", to: "a@example.org" }, message).unwrap();
        for number in 1..=20 {
            session.begin_prepared(&mail).await.unwrap();
            let next = Some(&mail).filter(|_| number < 20);
            assert_eq!(session.finish_before(next).await.unwrap().class(), Class::Accepted);
        }
        session.quit().await;
        let kept = sink.kept();
        assert_eq!(kept.len(), 20);
        assert!(kept.iter().all(|mail| mail.replace("\r\n", "\n").contains("Subject: a\n\n.\n..two\n")), "{}", kept[0]);
    }
}

/// The command that it fails at, and the phase that we must name.
const COMMANDS: [(&str, Phase); 5] =
    [("connect", Phase::Greeting), ("mail", Phase::Sender), ("rcpt", Phase::Recipient), ("data", Phase::Data), (".", Phase::Dot)];

#[tokio::test]
async fn refusals_are_told_with_their_phase_and_class() {
    let Some(program) = program() else { return };
    for (switch, class) in [("-r", Class::Temporary), ("-f", Class::Permanent), ("-Q", Class::Temporary)] {
        for (command, phase) in COMMANDS {
            for pipelining in BOTH_WAYS {
                let sink = Sink::start(&program, &[switch, command]);
                let error = send_one(sink.relay(pipelining)).await.unwrap_err();
                let Error::Refused { phase: found, reply } = &error else { panic!("{switch} {command}: {error}") };
                assert_eq!((*found, reply.class()), (phase, class), "{switch} {command}, pipelining {pipelining}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn a_connection_that_it_drops_is_in_doubt_only_at_the_dot() {
    let Some(program) = program() else { return };
    for (command, phase) in COMMANDS {
        for pipelining in BOTH_WAYS {
            let sink = Sink::start(&program, &["-q", command]);
            let error = send_one(sink.relay(pipelining)).await.unwrap_err();
            assert!(matches!(&error, Error::Broken { phase: found, .. } if *found == phase), "{command}, {pipelining}: {error}");
            assert_eq!(error.is_in_doubt(), phase == Phase::Dot);
        }
    }
}

#[tokio::test]
async fn what_it_can_do_and_how_long_it_takes_makes_no_difference() {
    let Some(program) = program() else { return };
    // (Told to wait before its answer to RCPT, it answers DATA first where both came together: a fault of its own.)
    for switches in [&["-p"][..], &["-e"], &["-f", "ehlo"], &["-E"], &["-w", "1"], &["-p", "-W", "rcpt:1"], &["-W", ".:1"]] {
        for pipelining in BOTH_WAYS {
            let sink = Sink::start(&program, switches);
            send_one(sink.relay(pipelining)).await.unwrap_or_else(|error| panic!("{switches:?}, pipelining {pipelining}: {error}"));
        }
    }
}

#[tokio::test]
async fn a_refusal_that_comes_in_the_middle_of_the_message_takes_nothing() {
    let Some(program) = program() else { return };
    for delay in ["0", "1"] {
        for pipelining in BOTH_WAYS {
            let sink = Sink::start(&program, &["-A", delay]);
            let mut session = Transport::relay(sink.relay(pipelining)).connect().await.unwrap();
            let error = send(&mut session).await.unwrap_err();
            assert!(matches!(&error, Error::Refused { reply, .. } if reply.code == 550), "{delay}, {pipelining}: {error}");
            assert!(sink.kept().iter().all(|mail| !mail.contains("..two")), "{delay}, {pipelining}");
        }
    }
}

#[tokio::test]
async fn it_ends_after_some_mails_and_the_one_that_it_did_not_take_is_not_in_doubt() {
    let Some(program) = program() else { return };
    for pipelining in BOTH_WAYS {
        let sink = Sink::start(&program, &["-M", "2"]);
        let mut session = Transport::relay(sink.relay(pipelining)).connect().await.unwrap();
        send(&mut session).await.unwrap();
        // It may end before its last answer has left: then that mail alone is in doubt.
        let mut error = send(&mut session).await.err();
        if error.is_none() {
            error = send(&mut session).await.err();
            assert!(!error.as_ref().unwrap().is_in_doubt(), "{error:?}");
        }
        assert!(error.is_some() && !session.is_open());
    }
}
