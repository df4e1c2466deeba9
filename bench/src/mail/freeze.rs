//! A large audience: how long freezing takes, how long it holds the writer, when the first mail goes, how much memory it all needs.

use anyhow::Result;

use super::audience::Audience;
use super::peers;
use super::sender::{self, How};
use crate::table::{self, row};

/// Freezes a mailing for so many subscribers, while its first mails go.
pub fn run(subscribers: usize) -> Result<()> {
    let mut rows = vec![row(["sessions", "frozen", "first mail", "longest hold", "memory", "mails meanwhile"])];
    for sessions in [1, 4] {
        // Fresh each time: a mailing that was begun before would go first.
        let audience = Audience::new(subscribers)?;
        let sink = peers::sink()?;
        let mailing = audience.publish()?;
        let sent = sender::start(&audience, mailing, sink.port, &How { sessions, only_begin: true, ..How::default() })?;
        rows.push(vec![
            sessions.to_string(),
            format!("{:.2} s", sent.frozen),
            format!("{:.3} s", sent.first),
            format!("{:.0} ms", sent.held),
            format!("{:.0} MB", sent.memory),
            sent.submitted.to_string(),
        ]);
    }
    table::print(&format!("A mailing to {subscribers} subscribers"), &rows);
    Ok(())
}
