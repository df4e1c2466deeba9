//! A backup made in the middle of a mailing, restored after its end: nothing of it goes before an editor answers.

use anyhow::{Context, Result};
use database::archive::{Cell, Table, tables};
use newsroom::mailings::{self, State};
use newsroom::testing::mail as help;

use super::lane::Run;
use super::sender::wrong;
use super::verdict::counted;

/// Every row of every table.
type Backup = Vec<(Table, Vec<Vec<Cell>>)>;

/// The processes of this run have ended somewhere in the middle.
pub(super) async fn run(run: &mut Run<'_>) -> Result<()> {
    let app = run.lane.test.app.clone();
    let backup = made(&app).await?;
    let before = help::ledger(&app, run.mailing).await.map_err(wrong)?;
    run.finish().await?;
    run.relay.until_closed().await;
    let once = counted(&run.relay, run.mailing);
    restore(&app, backup).await?;
    mailings::ask_after_restore(&app).await.map_err(wrong)?;
    // A process starts on what was restored, as `serve` would: nothing is sent.
    let last = run.last()?;
    help::take_over(&last).await.map_err(wrong)?;
    mailings::work_until_idle(&last).await.map_err(wrong)?;
    run.relay.until_closed().await;
    let by_itself = counted(&run.relay, run.mailing).values().sum::<usize>() - once.values().sum::<usize>();
    let was_over = before.iter().all(|(_, state)| state == "submitted") && !before.is_empty();
    let verdict = &mut run.verdict;
    if by_itself > 0 {
        verdict.twice += by_itself as u64;
        verdict.broken.push(format!("{by_itself} mails went by themselves after the restore"));
    }
    let actor = run.lane.test.actor();
    let mut expected = State::Finished;
    if was_over {
        // The mailing was at its end when the backup was made: there is nothing to ask.
    } else if run.script.send_the_rest {
        mailings::send_the_rest(&app, &actor, run.mailing).await.map_err(wrong)?;
    } else {
        mailings::cancel(&app, &actor, run.mailing).await.map_err(wrong)?;
        expected = State::Cancelled;
    }
    run.finish().await?;
    run.relay.until_closed().await;
    let counts = counted(&run.relay, run.mailing);
    let after = help::ledger(&app, run.mailing).await.map_err(wrong)?;
    let mut tx = app.read().await.map_err(wrong)?;
    let row = mailings::detail(&app, &mut tx, run.mailing).await.map_err(wrong)?.row;
    drop(tx);
    let verdict = &mut run.verdict;
    verdict.accepted += counts.values().map(|count| *count as u64).sum::<u64>();
    verdict.in_doubt += after.iter().filter(|(_, state)| state == "in_doubt").count() as u64;
    // What the backup knew to be sent or in doubt is never sent again, whatever is answered.
    for (reader, _) in before.iter().filter(|(_, state)| matches!(state.as_str(), "submitted" | "in_doubt")) {
        if counts.get(reader) > once.get(reader) {
            verdict.twice += 1;
            verdict.broken.push(format!("reader {reader} got a second mail"));
        }
    }
    let missed = run.lane.readers().into_iter().filter(|reader| !counts.contains_key(reader)).count();
    if missed > 0 {
        verdict.lost += missed as u64;
        verdict.broken.push(format!("{missed} readers got none"));
    }
    if expected == State::Cancelled && counts != once {
        verdict.broken.push("mails went though the answer was no".to_owned());
    }
    if row.state != expected || !row.totals.add_up() {
        verdict.broken.push(format!("the mailing is {}: {:?}", row.state.as_str(), row.totals));
    }
    Ok(())
}

async fn made(app: &newsroom::App) -> Result<Backup> {
    let mut tx = app.read().await.map_err(wrong)?;
    let mut backup = Vec::new();
    for table in tables(&mut tx).await? {
        let rows = table.rows(&mut tx).await?;
        backup.push((table, rows));
    }
    Ok(backup)
}

async fn restore(app: &newsroom::App, backup: Backup) -> Result<()> {
    let mut tx = app.database.begin_write().await?;
    for (table, _) in backup.iter().rev() {
        table.clear(&mut tx).await?;
    }
    for (table, rows) in backup {
        for row in rows {
            table.insert(&mut tx, row).await.with_context(|| table.name.clone())?;
        }
    }
    Ok(tx.commit().await?)
}
