//! One connection of the relay for tests.

use std::io;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::ServerConfig;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::{Fault, Shared, Taken};
use crate::{Phase, Tls};

type Line = BufReader<Box<dyn Channel>>;

trait Channel: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Channel for T {}

struct Conversation<'a> {
    shared: &'a Shared,
    number: usize,
    encrypted: bool,
    logged_in: bool,
    from: Option<String>,
    to: Option<String>,
    mails: usize,
}

/// What came of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It was said as meant.
    Said,
    /// A fault's reply was said in its place.
    Refused,
    /// The connection ends.
    Ended,
}

/// What a command asks for.
enum Next {
    Answer(String),
    Encrypt(Arc<ServerConfig>),
    ReadMessage,
    LogIn,
    Close,
}

pub(super) async fn hold(stream: TcpStream, shared: &Shared, number: usize) -> io::Result<()> {
    let mut talk = Conversation { shared, number, encrypted: false, logged_in: false, from: None, to: None, mails: 0 };
    let mut channel: Line = match &shared.options.tls {
        Some((Tls::Implicit, config)) => {
            talk.encrypted = true;
            BufReader::new(Box::new(TlsAcceptor::from(config.clone()).accept(stream).await?))
        }
        _ => BufReader::new(Box::new(stream)),
    };
    let mut outcome = talk.say(&mut channel, Phase::Greeting, "220 relay.test ESMTP").await?;
    while outcome != Outcome::Ended {
        let Some(line) = read_line(&mut channel).await? else {
            return Ok(());
        };
        let line = String::from_utf8_lossy(&line).into_owned();
        let shown = if line.starts_with("AUTH") { "AUTH" } else { line.as_str() };
        shared.state().lines.push(shown.to_owned());
        let (phase, next) = talk.command(&line);
        outcome = match next {
            Next::Answer(answer) => talk.say(&mut channel, phase, &answer).await?,
            Next::LogIn => talk.log_in(&mut channel, &line).await?,
            Next::ReadMessage => match talk.say(&mut channel, phase, "354 go on").await? {
                Outcome::Said => talk.message(&mut channel).await?,
                other => other,
            },
            Next::Encrypt(config) => match talk.say(&mut channel, phase, "220 2.0.0 ready").await? {
                Outcome::Said => {
                    channel = BufReader::new(Box::new(TlsAcceptor::from(config).accept(channel.into_inner()).await?));
                    talk.encrypted = true;
                    Outcome::Said
                }
                other => other,
            },
            Next::Close => {
                talk.say(&mut channel, phase, "221 2.0.0 good-bye").await?;
                Outcome::Ended
            }
        };
    }
    channel.shutdown().await
}

impl Conversation<'_> {
    fn command(&mut self, line: &str) -> (Phase, Next) {
        let answer = |text: &str| Next::Answer(text.to_owned());
        let upper = line.to_ascii_uppercase();
        let options = &self.shared.options;
        let verb = upper.split([' ', ':']).next().unwrap_or_default();
        match verb {
            "EHLO" if options.only_helo => (Phase::Hello, answer("502 5.5.1 not known")),
            "EHLO" => (Phase::Hello, Next::Answer(self.features())),
            "HELO" => (Phase::Hello, answer("250 relay.test")),
            "STARTTLS" => match self.offered_tls() {
                Some(config) => (Phase::Tls, Next::Encrypt(config)),
                None => (Phase::Tls, answer("502 5.5.1 not known")),
            },
            "AUTH" => (Phase::Login, Next::LogIn),
            "MAIL" if options.login.is_some() && !self.logged_in => (Phase::Sender, answer("530 5.7.0 log in first")),
            "MAIL" if options.per_connection > 0 && self.mails >= options.per_connection => {
                (Phase::Sender, answer("421 4.7.0 enough for one connection"))
            }
            "MAIL" if self.from.is_some() => (Phase::Sender, answer("503 5.5.1 a mail is begun already")),
            "MAIL" => {
                self.from = Some(path(line));
                (Phase::Sender, answer("250 2.1.0 ok"))
            }
            "RCPT" if self.from.is_none() => (Phase::Recipient, answer("503 5.5.1 MAIL first")),
            "RCPT" => {
                self.to = Some(path(line));
                (Phase::Recipient, answer("250 2.1.5 ok"))
            }
            "DATA" if self.to.is_none() => (Phase::Data, answer("503 5.5.1 RCPT first")),
            "DATA" => (Phase::Data, Next::ReadMessage),
            "RSET" => {
                (self.from, self.to) = (None, None);
                (Phase::Connect, answer("250 2.0.0 forgotten"))
            }
            "NOOP" => (Phase::Connect, answer("250 2.0.0 ok")),
            "QUIT" => (Phase::Connect, Next::Close),
            _ => (Phase::Connect, answer("500 5.5.2 not known")),
        }
    }

    fn offered_tls(&self) -> Option<Arc<ServerConfig>> {
        match &self.shared.options.tls {
            Some((Tls::StartTls, config)) if !self.encrypted => Some(Arc::clone(config)),
            _ => None,
        }
    }

    fn features(&self) -> String {
        let options = &self.shared.options;
        let mut lines = vec!["relay.test".to_owned(), "8BITMIME".to_owned()];
        if !options.lockstep {
            lines.push("PIPELINING".to_owned());
        }
        if self.offered_tls().is_some() {
            lines.push("STARTTLS".to_owned());
        }
        if options.login.is_some() {
            lines.push(format!("AUTH {}", if options.only_auth_login { "LOGIN" } else { "PLAIN" }));
        }
        if options.size > 0 {
            lines.push(format!("SIZE {}", options.size));
        }
        let last = lines.pop().unwrap_or_default();
        let first: String = lines.iter().map(|line| format!("250-{line}\r\n")).collect();
        format!("{first}250 {last}")
    }

    /// Answers, unless a fault is due.
    async fn say(&mut self, channel: &mut Line, phase: Phase, meant: &str) -> io::Result<Outcome> {
        let who = self.who(phase);
        let fault = self.shared.fault(phase, &who);
        let (line, outcome) = match &fault {
            None => (meant, Outcome::Said),
            Some(Fault::Reply(_, line)) => (line.as_str(), Outcome::Refused),
            Some(Fault::Silence(_) | Fault::TakeAndSilence) => return std::future::pending().await,
            Some(Fault::Close(_) | Fault::TakeAndClose) => return Ok(Outcome::Ended),
        };
        match (outcome, phase) {
            (Outcome::Refused, Phase::Sender) => self.from = None,
            (Outcome::Refused, Phase::Recipient) => self.to = None,
            _ => {}
        }
        write_line(channel, line).await?;
        Ok(if line.starts_with("421") { Outcome::Ended } else { outcome })
    }

    async fn message(&mut self, channel: &mut Line) -> io::Result<Outcome> {
        let who = self.who(Phase::Body);
        match self.shared.fault(Phase::Body, &who) {
            Some(Fault::Reply(_, line)) => {
                write_line(channel, &line).await?;
                return Ok(Outcome::Ended);
            }
            Some(Fault::Silence(_)) => return std::future::pending().await,
            Some(_) => return Ok(Outcome::Ended),
            None => {}
        }
        let mut message = Vec::new();
        loop {
            // A connection that was reset has ended, too.
            let Ok(Some(line)) = read_line(channel).await else {
                self.shared.break_off(message);
                return Ok(Outcome::Ended);
            };
            if line == b"." {
                break;
            }
            message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            message.extend_from_slice(b"\r\n");
        }
        let (from, to) = (self.from.take().unwrap_or_default(), self.to.take().unwrap_or_default());
        let fault = self.shared.fault(Phase::Dot, &to);
        let line = match &fault {
            Some(Fault::Close(_)) => return Ok(Outcome::Ended),
            Some(Fault::Silence(_)) => return std::future::pending().await,
            Some(Fault::Reply(_, line)) if !line.starts_with('2') => {
                write_line(channel, line).await?;
                return Ok(if line.starts_with("421") { Outcome::Ended } else { Outcome::Refused });
            }
            Some(Fault::Reply(_, line)) => line,
            Some(Fault::TakeAndClose | Fault::TakeAndSilence) | None => "250 2.0.0 queued as TEST",
        };
        self.shared.take(Taken { from, to, message, connection: self.number });
        self.mails += 1;
        match fault {
            Some(Fault::TakeAndClose) => Ok(Outcome::Ended),
            Some(Fault::TakeAndSilence) => std::future::pending().await,
            _ => write_line(channel, line).await.map(|()| Outcome::Said),
        }
    }

    async fn log_in(&mut self, channel: &mut Line, line: &str) -> io::Result<Outcome> {
        let Some((name, password)) = &self.shared.options.login else {
            return self.say(channel, Phase::Login, "503 5.5.1 no login here").await;
        };
        let good = match line.strip_prefix("AUTH PLAIN ") {
            Some(secret) => secret == STANDARD.encode(format!("\0{name}\0{password}")),
            None => {
                let mut said = Vec::new();
                for question in ["VXNlcm5hbWU6", "UGFzc3dvcmQ6"] {
                    write_line(channel, &format!("334 {question}")).await?;
                    said.push(read_line(channel).await?.unwrap_or_default());
                }
                said == [STANDARD.encode(name).into_bytes(), STANDARD.encode(password).into_bytes()]
            }
        };
        self.logged_in = good;
        self.say(channel, Phase::Login, if good { "235 2.7.0 welcome" } else { "535 5.7.8 wrong name or password" }).await
    }

    fn who(&self, phase: Phase) -> String {
        let known = if phase <= Phase::Sender { &self.from } else { &self.to };
        known.clone().unwrap_or_default()
    }
}

async fn write_line(channel: &mut Line, line: &str) -> io::Result<()> {
    channel.write_all(format!("{line}\r\n").as_bytes()).await?;
    channel.flush().await
}

/// A line without its CRLF; None at the end. A line feed alone ends no line.
async fn read_line(channel: &mut Line) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    loop {
        if channel.read_until(b'\n', &mut line).await? == 0 || !line.ends_with(b"\n") {
            return Ok(None);
        }
        if let Some(whole) = line.strip_suffix(b"\r\n") {
            return Ok(Some(whole.to_vec()));
        }
    }
}

/// What stands between the angle brackets.
fn path(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
