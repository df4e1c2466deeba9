//! A relay for tests, in this process: it takes mails, counts them, and fails as it is told.
//!
//! It listens on a port of the loopback that the system picks, and ends when it is dropped. It judges the conversation as
//! strictly as SMTP is written: a line ends with CRLF, a message with CRLF dot CRLF.

mod conversation;
pub mod sns;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::{Phase, Relay, Tls, Transport};

/// A mail that the relay took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The return path.
    pub from: String,
    /// The recipient.
    pub to: String,
    /// The message, as it was before its dots were doubled.
    pub message: Vec<u8>,
    /// Which connection brought it, counted from 1.
    pub connection: usize,
}

/// How the relay fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It answers this (`"450 4.2.0 later"`) in this phase. After 421 it closes.
    Reply(Phase, String),
    /// It closes in this phase without an answer; nothing is taken.
    Close(Phase),
    /// It never answers in this phase; nothing is taken.
    Silence(Phase),
    /// It takes the mail and closes before it has said so.
    TakeAndClose,
    /// It takes the mail and never says so.
    TakeAndSilence,
}

impl Fault {
    /// A reply in a phase.
    pub fn reply(phase: Phase, line: &str) -> Fault {
        Fault::Reply(phase, line.to_owned())
    }

    fn phase(&self) -> Phase {
        match self {
            Fault::Reply(phase, _) | Fault::Close(phase) | Fault::Silence(phase) => *phase,
            Fault::TakeAndClose | Fault::TakeAndSilence => Phase::Dot,
        }
    }
}

/// What the relay is.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How it is encrypted, and with which certificate; `Tls::StartTls` offers it. None: plain.
    pub tls: Option<(Tls, Arc<rustls::ServerConfig>)>,
    /// The name and password that it wants.
    pub login: Option<(String, String)>,
    /// Offer AUTH LOGIN in place of AUTH PLAIN.
    pub only_auth_login: bool,
    /// Mails of one connection, then 421; 0: no end.
    pub per_connection: usize,
    /// Refuse EHLO, as relays of long ago do.
    pub only_helo: bool,
    /// The largest message that it announces; 0: none.
    pub size: usize,
    /// Do not announce PIPELINING.
    pub lockstep: bool,
}

/// For everyone: see [`TestRelay::fail`].
pub const ANYONE: &str = "*";

#[derive(Debug, Default)]
struct State {
    taken: Vec<Taken>,
    faults: Vec<Scripted>,
    connections: usize,
    /// Connections that have not ended.
    open: usize,
    broken_off: Vec<Vec<u8>>,
    lines: Vec<String>,
}

#[derive(Debug)]
struct Scripted {
    who: String,
    fault: Fault,
    /// None: each time.
    times: Option<usize>,
}

#[derive(Debug)]
struct Shared {
    options: Options,
    state: Mutex<State>,
    counted: watch::Sender<usize>,
}

/// A relay for tests.
#[derive(Debug)]
pub struct TestRelay {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

impl TestRelay {
    /// A plain relay that wants no login.
    pub async fn start() -> io::Result<TestRelay> {
        TestRelay::start_with(Options::default()).await
    }

    /// A relay with these options.
    pub async fn start_with(options: Options) -> io::Result<TestRelay> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { options, state: Mutex::default(), counted: watch::Sender::new(0) });
        let listening = tokio::spawn(listen(listener, Arc::clone(&shared)));
        Ok(TestRelay { address, shared, listening })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How it is reached, plain and without login; a test alters what it needs.
    pub fn relay(&self) -> Relay {
        Relay { tls: Tls::Never, hello: "kiosque.test".to_owned(), ..Relay::new("127.0.0.1", self.address.port()) }
    }

    /// The way to it.
    pub fn transport(&self) -> Transport {
        Transport::relay(self.relay())
    }

    /// From now on it fails so for this recipient ([`ANYONE`]: all; before RCPT the recipient is not known, so there it is the
    /// return path that is compared).
    pub fn fail(&self, who: &str, fault: Fault) {
        self.script(who, fault, None);
    }

    /// It fails so once for this recipient; then as if nothing had been.
    pub fn fail_once(&self, who: &str, fault: Fault) {
        self.script(who, fault, Some(1));
    }

    /// It fails no more.
    pub fn heal(&self) {
        self.shared.state().faults.clear();
    }

    /// The mails that it took, in order.
    pub fn taken(&self) -> Vec<Taken> {
        self.shared.state().taken.clone()
    }

    /// How many mails it took for each recipient.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for taken in &self.shared.state().taken {
            *counts.entry(taken.to.clone()).or_default() += 1;
        }
        counts
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.shared.state().connections
    }

    /// Waits until every connection has ended, and with it whatever was still on its way.
    pub async fn until_closed(&self) {
        let _ = self.shared.counted.subscribe().wait_for(|_| self.shared.state().open == 0).await;
    }

    /// How many messages were begun (after DATA) and then broken off by the sender.
    pub fn broken_off(&self) -> usize {
        self.shared.state().broken_off.len()
    }

    /// What had come of those messages, whole lines.
    pub fn broken_off_messages(&self) -> Vec<Vec<u8>> {
        self.shared.state().broken_off.clone()
    }

    /// The commands that it was given, without messages and without what follows AUTH.
    pub fn lines(&self) -> Vec<String> {
        self.shared.state().lines.clone()
    }

    /// Waits until it has taken so many mails.
    pub async fn until_taken(&self, mails: usize) {
        // The sender lives in `shared`, so waiting cannot fail.
        let _ = self.shared.counted.subscribe().wait_for(|taken| *taken >= mails).await;
    }

    /// Waits until so many messages were broken off.
    pub async fn until_broken_off(&self, messages: usize) {
        let _ = self.shared.counted.subscribe().wait_for(|_| self.broken_off() >= messages).await;
    }

    fn script(&self, who: &str, fault: Fault, times: Option<usize>) {
        self.shared.state().faults.push(Scripted { who: who.to_owned(), fault, times });
    }
}

impl Drop for TestRelay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault that is due; one that was asked for last goes first.
    fn fault(&self, phase: Phase, who: &str) -> Option<Fault> {
        let mut state = self.state();
        let due = |scripted: &Scripted| {
            scripted.fault.phase() == phase
                && (scripted.who == ANYONE || scripted.who.eq_ignore_ascii_case(who))
                && scripted.times != Some(0)
        };
        let scripted = state.faults.iter_mut().rev().find(|scripted| due(scripted))?;
        scripted.times = scripted.times.map(|times| times - 1);
        Some(scripted.fault.clone())
    }

    fn take(&self, taken: Taken) {
        self.state().taken.push(taken);
        self.counted.send_modify(|count| *count += 1);
    }

    fn break_off(&self, message: Vec<u8>) {
        self.state().broken_off.push(message);
        self.counted.send_modify(|_| {});
    }
}

/// Connections end with the task that listens.
async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let mut conversations = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        // Answers are small and written one by one: none is to wait for the other side to have had the one before.
        let _ = stream.set_nodelay(true);
        let number = {
            let mut state = shared.state();
            state.connections += 1;
            state.open += 1;
            state.connections
        };
        let shared = Arc::clone(&shared);
        conversations.spawn(async move {
            // A connection that the other side closes is no failure of the relay.
            let _ = conversation::hold(stream, &shared, number).await;
            shared.state().open -= 1;
            shared.counted.send_modify(|_| {});
        });
    }
}
