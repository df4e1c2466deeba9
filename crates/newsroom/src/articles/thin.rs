//! Old revisions grow fewer: all of a day, then the last of an hour, of a day, of a week.
//!
//! Guarantee: what readers saw, what a working copy is based on, and a text that lost in a merge are never among those that go.

use database::{Id, MICROS_PER_SECOND, Timestamp};

use super::revisions_store;
use crate::{App, Error};

const HOUR: i64 = 3600 * MICROS_PER_SECOND;
const DAY: i64 = 24 * HOUR;
/// From which age on, one revision is kept in which span.
const STEPS: [(i64, i64); 3] = [(DAY, HOUR), (7 * DAY, DAY), (90 * DAY, 7 * DAY)];
/// So many go in one transaction.
const AT_ONCE: i64 = 200;

/// Thins out the revisions of all articles. Gives how many went.
pub async fn thin(app: &App) -> Result<usize, Error> {
    let mut gone = 0;
    for (step, (age, span)) in STEPS.iter().enumerate() {
        let until: Timestamp = app.now() - age;
        let from = STEPS.get(step + 1).map_or(0, |(older, _)| app.now() - older);
        loop {
            let crowded: Vec<Id> =
                database::read!(app.database, tx => { revisions_store::crowded(tx, (from, until), *span, AT_ONCE).await })?;
            if crowded.is_empty() {
                break;
            }
            gone += crowded.len();
            database::write!(app.database, tx => {
                for revision in &crowded {
                    revisions_store::delete(tx, *revision).await?;
                }
                Ok::<(), Error>(())
            })?;
        }
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::{self, Content};
    use crate::testing;

    /// Saves `count` texts, one each `every`.
    async fn write(test: &testing::TestApp, id: Id, count: i64, every: i64) {
        for turn in 0..count {
            test.app.clock.advance(every);
            let mut tx = test.app.read().await.unwrap();
            let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
            drop(tx);
            let content = Content { headline: format!("Un pont {turn} {}", test.app.now()), ..copy.content };
            articles::save(&test.app, &test.actor(), id, copy.number, content).await.unwrap();
        }
    }

    async fn ages(test: &testing::TestApp, id: Id) -> Vec<i64> {
        let mut tx = test.app.read().await.unwrap();
        let all = articles::revisions(&mut tx, id, 1_000).await.unwrap();
        all.iter().map(|(_, _, _, _, made_at, _)| (test.app.now() - made_at) / HOUR).collect()
    }

    #[tokio::test]
    async fn all_of_a_day_then_one_an_hour_a_day_a_week() {
        let test = testing::set_up().await.unwrap();
        let section = testing::section(&test, "Politique").await.unwrap();
        let id = testing::draft(&test, "Un pont", section, "L'eau monte.").await.unwrap();
        write(&test, id, 8, HOUR / 4).await;
        thin(&test.app).await.unwrap();
        assert_eq!(ages(&test, id).await.len(), 9, "nothing of a day goes");
        test.app.clock.advance(2 * DAY);
        thin(&test.app).await.unwrap();
        assert_eq!(ages(&test, id).await.len(), 3, "the last of each of three hours");
        test.app.clock.advance(7 * DAY);
        thin(&test.app).await.unwrap();
        assert_eq!(ages(&test, id).await.len(), 1, "the last of the day");
        write(&test, id, 5, DAY).await;
        test.app.clock.advance(120 * DAY);
        thin(&test.app).await.unwrap();
        assert!(ages(&test, id).await.len() < 6, "the last of each week");
        assert_eq!(thin(&test.app).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_readers_saw_and_what_lost_in_a_merge_stays() {
        let test = testing::set_up().await.unwrap();
        let section = testing::section(&test, "Politique").await.unwrap();
        let id = testing::draft(&test, "Un pont", section, "L'eau monte.").await.unwrap();
        let (app, actor) = (&test.app, test.actor());
        articles::publish(app, &actor, id, &articles::Publish::default()).await.unwrap();
        let mut tx = app.read().await.unwrap();
        let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
        let published = articles::article(&mut tx, id).await.unwrap().unwrap().published_revision.unwrap();
        drop(tx);
        write(&test, id, 2, MICROS_PER_SECOND).await;
        let lost = Content { headline: "Perdu".to_owned(), ..copy.content.clone() };
        let from = (copy.number, Some(copy.content));
        articles::save_from(app, &actor, id, from, lost, articles::Revise::Always).await.unwrap();
        write(&test, id, 3, MICROS_PER_SECOND).await;
        app.clock.advance(400 * DAY);
        thin(app).await.unwrap();
        let mut tx = app.read().await.unwrap();
        let left = articles::revisions(&mut tx, id, 100).await.unwrap();
        assert!(left.iter().any(|(revision, ..)| *revision == published));
        assert!(left.iter().any(|(_, _, reason, ..)| reason == "conflict"), "{left:?}");
        assert_eq!(articles::revision(&mut tx, left.first().unwrap().0).await.unwrap().unwrap().content.headline[..9], *"Un pont 2");
    }
}
