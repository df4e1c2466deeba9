//! THE writer of outcomes and intents: what all connections hand in while one commit runs is the next commit.
//!
//! A connection waits for its own entry to be durable; a commit costs the disk the same for one entry and for fifty. When a
//! common commit fails, each entry is tried by itself, so that nobody's fault is another's.

use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::outcome::Outcome;
use super::record::{Ticket, record_all};
use crate::{App, Error};

/// How many entries one commit holds at most: the writer is not to be held for long.
const MOST: usize = 64;

/// What a connection hands in: what became of the mails it has sent, and the one whose dot it wants to write.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub done: Vec<(Ticket, Outcome)>,
    pub next: Option<Ticket>,
}

struct Waiting {
    entry: Entry,
    answer: oneshot::Sender<Result<bool, Error>>,
}

/// Where entries are handed in. The task behind it ends with the last of its clones.
#[derive(Clone, Debug)]
pub(super) struct Ledger(mpsc::UnboundedSender<Waiting>);

impl Ledger {
    pub(super) fn open(app: &App) -> Ledger {
        let (sender, receiver) = mpsc::unbounded_channel();
        tokio::spawn(keep(app.clone(), receiver));
        Ledger(sender)
    }

    /// Hands an entry in and waits until it is durable. True: so is the intent of `next`; its dot may be written.
    pub(super) async fn write(&self, entry: Entry) -> Result<bool, Error> {
        let (answer, written) = oneshot::channel();
        let gone = || Error::broken("the ledger of mails ended by itself");
        self.0.send(Waiting { entry, answer }).map_err(|_| gone())?;
        written.await.map_err(|_| gone())?
    }
}

async fn keep(app: App, mut receiver: mpsc::UnboundedReceiver<Waiting>) {
    let mut together = Vec::with_capacity(MOST);
    let mut dots = Dots::default();
    while receiver.recv_many(&mut together, MOST).await > 0 {
        dots.gather(&mut receiver, &mut together).await;
        let begun = Instant::now();
        let entries: Vec<&Entry> = together.iter().map(|waiting| &waiting.entry).collect();
        match record_all(&app, &entries).await {
            Ok(granted) => {
                dots.written(&granted, begun.elapsed());
                for (waiting, granted) in together.drain(..).zip(granted) {
                    // Who does not wait any more was dropped with its connection: its dot is not written.
                    let _ = waiting.answer.send(Ok(granted));
                }
            }
            Err(error) if together.len() > 1 => {
                tracing::warn!(%error, "a common commit of the ledger failed; each entry is tried by itself");
                for waiting in together.drain(..) {
                    let _ = waiting.answer.send(alone(&app, &waiting.entry).await);
                }
            }
            Err(error) => {
                if let Some(waiting) = together.pop() {
                    let _ = waiting.answer.send(Err(error));
                }
            }
        }
    }
}

/// The dots that may be written and are not yet answered for.
#[derive(Debug, Default)]
struct Dots {
    out: usize,
    /// How long the last commit took.
    commit: Duration,
}

impl Dots {
    fn written(&mut self, granted: &[bool], commit: Duration) {
        self.out += granted.iter().filter(|granted| **granted).count();
        self.commit = commit;
    }

    /// Waits a moment for those whose mails are with the relay: one full commit is sooner done than two halves.
    async fn gather(&mut self, receiver: &mut mpsc::UnboundedReceiver<Waiting>, together: &mut Vec<Waiting>) {
        let until = tokio::time::Instant::now() + self.commit / 2;
        for waiting in together.iter() {
            self.answered(waiting);
        }
        while together.len() < MOST {
            let waiting = match receiver.try_recv() {
                Ok(waiting) => waiting,
                Err(_) if self.out == 0 => return,
                Err(_) => match tokio::time::timeout_at(until, receiver.recv()).await {
                    Ok(Some(waiting)) => waiting,
                    _ => {
                        // Who has not answered by now is slow, or gone: nobody waits for it again.
                        self.out = 0;
                        return;
                    }
                },
            };
            self.answered(&waiting);
            together.push(waiting);
        }
    }

    fn answered(&mut self, waiting: &Waiting) {
        if !waiting.entry.done.is_empty() {
            self.out = self.out.saturating_sub(1);
        }
    }
}

async fn alone(app: &App, entry: &Entry) -> Result<bool, Error> {
    Ok(record_all(app, &[entry]).await?.first().copied().unwrap_or(false))
}
