//! A mailbox, read in a real encrypted conversation with a server that follows a script.

use std::path::PathBuf;
use std::sync::Arc;

use mail::imap::{Error, Mailbox, Session};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the server expects without its tag, and answers; `TAG` stands for the tag.
type Script = Vec<(&'static str, String)>;

fn server(folder: &std::path::Path) -> (Arc<ServerConfig>, PathBuf) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let root = folder.join("root.pem");
    std::fs::write(&root, issuer.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    (Arc::new(config), root)
}

/// Plays a script. Gives the mailbox and, at the end, the commands that came.
async fn play(folder: &std::path::Path, script: Script) -> (Mailbox, JoinHandle<Vec<String>>) {
    let (config, root) = server(folder);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(tokio_rustls::TlsAcceptor::from(config).accept(stream).await.unwrap());
        stream.get_mut().write_all(b"* OK ready\r\n").await.unwrap();
        let mut came = Vec::new();
        for (expected, answer) in script {
            let mut line = String::new();
            (&mut stream).take(10_000).read_line(&mut line).await.unwrap();
            let (tag, command) = line.trim_end().split_once(' ').unwrap();
            assert_eq!(command, expected);
            came.push(command.to_owned());
            stream.get_mut().write_all(answer.replace("TAG", tag).as_bytes()).await.unwrap();
            stream.get_mut().flush().await.unwrap();
        }
        came
    });
    let mailbox = Mailbox {
        host: "127.0.0.1".to_owned(),
        port,
        user: "bounces".to_owned(),
        password: "se\"cret".to_owned(),
        folder: "INBOX".to_owned(),
        roots: Some(root),
    };
    (mailbox, task)
}

fn opening() -> Script {
    vec![
        (r#"LOGIN "bounces" "se\"cret""#, "* CAPABILITY IMAP4rev1\r\nTAG OK welcome\r\n".to_owned()),
        (r#"SELECT "INBOX""#, "* 2 EXISTS\r\n* FLAGS (\\Seen)\r\nTAG OK [READ-WRITE] open\r\n".to_owned()),
    ]
}

#[tokio::test]
async fn unseen_mails_are_fetched_and_marked_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let mail = "From: a@example.org\r\n\r\nk1 OK not the end\r\n";
    let mut script = opening();
    script.push(("UID SEARCH UNSEEN", "* SEARCH 7 4\r\nTAG OK done\r\n".to_owned()));
    let fetched = format!("* 1 FETCH (UID 4 BODY[] {{{}}}\r\n{mail})\r\nTAG OK done\r\n", mail.len());
    script.push(("UID FETCH 4 BODY.PEEK[]", fetched));
    script.push(("UID STORE 4 +FLAGS.SILENT (\\Seen)", "TAG OK done\r\n".to_owned()));
    script.push(("UID FETCH 7 BODY.PEEK[]", "TAG OK gone\r\n".to_owned()));
    script.push(("LOGOUT", "* BYE\r\nTAG OK bye\r\n".to_owned()));
    let (mailbox, task) = play(folder.path(), script).await;
    let mut session = Session::open(&mailbox).await.unwrap();
    assert_eq!(session.unseen().await.unwrap(), [4, 7]);
    assert_eq!(session.fetch(4).await.unwrap().as_deref(), Some(mail.as_bytes()));
    session.seen(4).await.unwrap();
    assert_eq!(session.fetch(7).await.unwrap(), None);
    session.close().await;
    assert_eq!(task.await.unwrap().len(), 7);
}

#[tokio::test]
async fn of_a_huge_mail_the_beginning_is_kept_and_the_conversation_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = opening();
    let length = (1 << 20) + 5_000;
    script.push(("UID FETCH 1 BODY.PEEK[]", format!("* 1 FETCH (BODY[] {{{length}}}\r\n{})\r\nTAG OK done\r\n", "x".repeat(length))));
    script.push(("UID SEARCH UNSEEN", "* SEARCH\r\nTAG OK done\r\n".to_owned()));
    let (mailbox, task) = play(folder.path(), script).await;
    let mut session = Session::open(&mailbox).await.unwrap();
    assert_eq!(session.fetch(1).await.unwrap().map(|mail| mail.len()), Some(1 << 20));
    assert!(session.unseen().await.unwrap().is_empty());
    task.await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_is_told_in_the_servers_words() {
    let folder = tempfile::tempdir().unwrap();
    let script = vec![(r#"LOGIN "bounces" "se\"cret""#, "TAG NO [AUTHENTICATIONFAILED] wrong password\r\n".to_owned())];
    let (mailbox, _task) = play(folder.path(), script).await;
    let refused = Session::open(&mailbox).await.unwrap_err();
    assert!(matches!(&refused, Error::Refused(words) if words.contains("wrong password")), "{refused}");
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_refused_before_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let (mailbox, _task) = play(folder.path(), Vec::new()).await;
    let refused = Session::open(&Mailbox { roots: None, ..mailbox }).await.unwrap_err();
    assert!(matches!(refused, Error::Broken(_)), "{refused}");
}

#[tokio::test]
async fn a_server_that_leaves_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = opening();
    script.push(("UID FETCH 1 BODY.PEEK[]", "* 1 FETCH (BODY[] {50}\r\nhalf".to_owned()));
    let (mailbox, _task) = play(folder.path(), script).await;
    let mut session = Session::open(&mailbox).await.unwrap();
    assert!(matches!(session.fetch(1).await, Err(Error::Broken(_))));
}
