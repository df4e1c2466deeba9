//! Publishing at a set moment, by the server's own clock.
//!
//! Guarantees: a moment is a second in the site's zone, also across changes of summer time; one process publishes, once; a moment
//! that passed while no server ran is made good at the next start and says so; what cannot be published goes back and says why.

use database::{Id, MICROS_PER_SECOND, Timestamp};
use serde::{Deserialize, Serialize};

use super::events_store::{self, New};
use super::publish::{Publish, publish_in};
use super::{State, checks, schedule_store, stages, stages_store, store};
use crate::{Actor, App, Error, Problem, audit, handover, mailings, site};

/// After so long a publication is late: one minute.
const LATE: i64 = 60 * MICROS_PER_SECOND;
/// Articles looked at in one go.
const BATCH: i64 = 20;

/// Which of two equal times is meant, in the hour that a change of summer time repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Nobody was asked.
    Unsaid,
    /// The first, still in summer time.
    First,
    /// The second.
    Second,
}

/// The moment that a date and a time (`2026-10-25T02:30` or with `:00`) are in a zone. A time that is skipped there, or comes twice
/// and was not chosen, is a problem that says so.
pub fn moment(text: &str, zone: &str, which: Which) -> Result<Timestamp, Error> {
    let wrong = |key| Error::Invalid(vec![Problem::with("moment", key, text.trim().replace('T', " "))]);
    let wanted: jiff::civil::DateTime = text.trim().parse().map_err(|_| wrong("problem-moment-form"))?;
    let zone = jiff::tz::TimeZone::get(zone).map_err(|_| Error::invalid("zone", "problem-zone-unknown"))?;
    let found = zone.to_ambiguous_timestamp(wanted);
    let at = match (found.offset(), which) {
        (jiff::tz::AmbiguousOffset::Gap { .. }, _) => return Err(wrong("problem-moment-skipped")),
        (jiff::tz::AmbiguousOffset::Fold { .. }, Which::Unsaid) => return Err(wrong("problem-moment-twice")),
        (_, Which::Second) => found.later(),
        _ => found.earlier(),
    };
    Ok(at.map_err(|_| wrong("problem-moment-form"))?.as_microsecond())
}

/// A moment as a form writes it: `2026-10-25T02:30:00` in the zone.
pub fn moment_text(at: Timestamp, zone: &str) -> Result<String, Error> {
    let local = jiff::Timestamp::from_microsecond(at).and_then(|at| at.in_tz(zone)).map_err(Error::broken)?;
    Ok(local.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// What is kept of how an article will be published.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    mailing: mailings::Choice,
    lead: bool,
    overrule: String,
    by: Option<Id>,
}

/// Sets the moment at which an article is published; the checks are those of publishing now, and are made again then.
pub async fn schedule(app: &App, actor: &Actor, id: Id, at: Timestamp, how: &Publish) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let article = stages::standing(tx, id).await?;
        stages::check(tx, actor, &article, State::Scheduled, "").await?;
        if at <= app.now() {
            return Err(Error::invalid("moment", "problem-moment-past"));
        }
        checks::pass(app, tx, actor, &article, &how.overrule).await?;
        let kept = Kept { mailing: how.mailing.clone(), lead: how.lead, overrule: how.overrule.clone(), by: actor.account };
        store::set_state(tx, id, State::Scheduled, &article.notice, app.now()).await?;
        stages_store::set_schedule(tx, id, Some(at), &serde_json::to_string(&kept)?).await?;
        stages_store::set_assignee(tx, id, None).await?;
        let zone = site::identity(tx).await?.zone;
        let words = moment_text(at, &zone)?;
        audit::record(app, tx, actor, "article.schedule", ("article", Some(id)), &words).await?;
        let new = New { article: id, kind: "state", from: Some(article.state()), to: Some(State::Scheduled), what: &words, assignee: None, note: "" };
        events_store::add(app, tx, actor, &new).await.map(|_| ())
    })?;
    app.desk_clock.notify_one();
    Ok(())
}

/// Publishes what is due. Gives how many were published. Safe to run at any time, by any process.
pub async fn publish_due(app: &App) -> Result<usize, Error> {
    let due = database::read!(app.database, tx => { schedule_store::due(tx, app.now(), BATCH).await })?;
    let mut published = 0;
    for (id, at) in due {
        match publish_one(app, id, at).await {
            Ok(done) => published += usize::from(done),
            Err(error @ (Error::Invalid(_) | Error::Conflict(_) | Error::Forbidden | Error::NotFound)) => {
                give_back(app, id, &error).await?
            }
            Err(error) => return Err(error),
        }
    }
    Ok(published)
}

async fn publish_one(app: &App, id: Id, at: Timestamp) -> Result<bool, Error> {
    let late = app.now() - at > LATE;
    let done = database::write!(app.database, tx => {
        // Who takes the moment away publishes; another process, or an editor a second before, finds it gone.
        if !schedule_store::claim(tx, id, at).await? {
            return Ok(false);
        }
        let article = stages::standing(tx, id).await?;
        let kept: Kept = serde_json::from_str(&article.schedule)?;
        let how = Publish {
            mailing: kept.mailing,
            lead: kept.lead,
            overrule: kept.overrule,
            published_at: (!late).then_some(at),
            ..Publish::default()
        };
        publish_in(app, tx, &Actor::system(), &article, &how).await?;
        if late {
            let zone = site::identity(tx).await?.zone;
            let words = moment_text(at, &zone)?;
            audit::record(app, tx, &Actor::system(), "article.publish_late", ("article", Some(id)), &words).await?;
            let new = New { article: id, kind: "late", from: None, to: Some(State::Published), what: &words, assignee: None, note: "" };
            let event = events_store::add(app, tx, &Actor::system(), &new).await?;
            handover::tell_these(tx, &Actor::system(), event, &[kept.by]).await?;
        }
        Ok(true)
    })?;
    if done {
        app.watch.committed();
        app.mail_waiting.notify_one();
    }
    Ok(done)
}

/// What could not be published is a draft again; who scheduled it and whose it is are told.
async fn give_back(app: &App, id: Id, error: &Error) -> Result<(), Error> {
    let why = error.to_string();
    tracing::warn!(article = id, why, "a scheduled article could not be published");
    database::write!(app.database, tx => {
        let Some(article) = store::article(tx, id).await?.filter(|article| article.state() == State::Scheduled) else {
            return Ok(());
        };
        let by = serde_json::from_str::<Kept>(&article.schedule).ok().and_then(|kept| kept.by);
        store::set_state(tx, id, State::Draft, &article.notice, app.now()).await?;
        stages_store::set_schedule(tx, id, None, "").await?;
        stages_store::set_assignee(tx, id, by.or(article.owner)).await?;
        audit::record(app, tx, &Actor::system(), "article.schedule_failed", ("article", Some(id)), &why).await?;
        let new = New { article: id, kind: "failed", from: Some(State::Scheduled), to: Some(State::Draft), what: &why, assignee: by, note: "" };
        let event = events_store::add(app, tx, &Actor::system(), &new).await?;
        handover::tell_these(tx, &Actor::system(), event, &[by, article.owner]).await
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(outcome: Result<Timestamp, Error>) -> &'static str {
        match outcome {
            Err(Error::Invalid(problems)) => problems.first().map_or("", |problem| problem.key),
            _ => "",
        }
    }

    #[test]
    fn a_moment_is_in_the_sites_zone_to_the_second() {
        let at = |text: &str| moment(text, "Europe/Paris", Which::Unsaid).unwrap();
        assert_eq!(at("2026-09-20T12:00"), crate::testing::START);
        assert_eq!(at("2026-09-20T12:00:07"), crate::testing::START + 7 * MICROS_PER_SECOND);
        assert_eq!(moment_text(crate::testing::START, "Europe/Paris").unwrap(), "2026-09-20T12:00:00");
    }

    #[test]
    fn a_time_that_summer_time_skips_is_refused() {
        assert_eq!(key(moment("2027-03-28T02:30", "Europe/Paris", Which::Unsaid)), "problem-moment-skipped");
        assert_eq!(key(moment("2027-03-28T02:30", "Europe/Paris", Which::Second)), "problem-moment-skipped");
    }

    #[test]
    fn a_time_that_comes_twice_must_be_chosen() {
        let of = |which| moment("2026-10-25T02:30", "Europe/Paris", which);
        assert_eq!(key(of(Which::Unsaid)), "problem-moment-twice");
        assert_eq!(of(Which::Second).unwrap() - of(Which::First).unwrap(), 3600 * MICROS_PER_SECOND);
    }

    #[test]
    fn what_is_no_date_is_said() {
        assert_eq!(key(moment("demain", "Europe/Paris", Which::Unsaid)), "problem-moment-form");
        assert_eq!(key(moment("2026-02-30T10:00", "Europe/Paris", Which::Unsaid)), "problem-moment-form");
    }
}
