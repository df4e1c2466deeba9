//! The state of the site: what is well, what to look at, what is wrong, each with what to do about it.
//!
//! The desk shows it in the account's language and `doctor` prints it; both get the same findings. Guarantees: looking changes
//! nothing; a finding is a key of the locales and a value, never a ready sentence.

mod machine;
mod store;

use database::{MICROS_PER_SECOND, Timestamp};

use crate::{App, Error, changes, site};

pub use machine::{folder, space};

/// A backup that is older is a reason to make one.
const BACKUP_DAYS: i64 = 7;
/// So many sessions from one address are more likely a proxy than a person.
const SHARED_BY: i64 = 3;
/// Followers of this process whose distance from the log is looked at, with the key that names them.
const FOLLOWERS: [(&str, &str); 3] = [("pages", "state-pages"), ("search", "state-search"), ("related", "state-related")];

/// How good or bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// Something is to be done.
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How good or bad it is.
    pub level: Level,
    /// The key of what was looked at.
    pub about: &'static str,
    /// The key of the sentence.
    pub key: &'static str,
    /// What the sentence names (`value`); may be empty.
    pub value: String,
}

impl Finding {
    fn new(level: Level, about: &'static str, key: &'static str, value: impl std::fmt::Display) -> Finding {
        Finding { level, about, key, value: value.to_string() }
    }
}

/// Everything that can be known from inside: settings, folder, disk, database, clock, backup, proxy.
pub async fn look(app: &App) -> Result<Vec<Finding>, Error> {
    let mut all = vec![address(&app.settings.address)];
    let mut tx = app.read().await?;
    all.push(Finding::new(Level::Good, "state-database", "state-database-good", ""));
    if !site::is_set_up(&mut tx).await? {
        all.push(Finding::new(Level::Note, "state-set-up", "state-set-up-missing", ""));
    }
    let latest = store::latest_act(&mut tx).await?;
    all.push(clock(app.now(), latest));
    all.push(backup(app.now(), store::last_backup(&mut tx).await?));
    let host = app.settings.address.split("://").nth(1).and_then(|rest| rest.split([':', '/']).next()).unwrap_or_default();
    let here = host == "localhost" || is_near(host);
    if let Some(ip) = store::shared_address(&mut tx, SHARED_BY).await?.filter(|ip| !here && is_near(ip)) {
        all.push(Finding::new(Level::Wrong, "state-proxy", "state-proxy-shared", ip));
    }
    drop(tx);
    all.extend(folder(&app.settings.data));
    all.push(space(&app.settings.data));
    Ok(all)
}

/// How far the followers of this process are behind the change log.
pub async fn followers(app: &App) -> Result<Vec<Finding>, Error> {
    let mut tx = app.read().await?;
    let head = changes::head(&mut tx).await?.last;
    let finding = |(name, about): (&'static str, &'static str)| match app.watch.position(name) {
        at if at < 0 => Finding::new(Level::Note, about, "state-not-begun", ""),
        at if at < head => Finding::new(Level::Note, about, "state-behind", head - at),
        _ => Finding::new(Level::Good, about, "state-good", ""),
    };
    Ok(FOLLOWERS.into_iter().map(finding).collect())
}

/// What the site's address says.
pub fn address(address: &str) -> Finding {
    match address {
        "" => Finding::new(Level::Wrong, "state-address", "state-address-missing", ""),
        plain if plain.starts_with("http://") => Finding::new(Level::Note, "state-address", "state-address-plain", plain),
        good => Finding::new(Level::Good, "state-address", "state-address-good", good),
    }
}

/// A clock that is before 2026, or an hour behind what was already written, is wrong.
fn clock(now: Timestamp, latest: Option<Timestamp>) -> Finding {
    const YEAR_2026: Timestamp = 1_767_225_600 * MICROS_PER_SECOND;
    let behind = latest.is_some_and(|latest| latest - now > 3600 * MICROS_PER_SECOND);
    if now < YEAR_2026 || behind {
        return Finding::new(Level::Wrong, "state-clock", "state-clock-wrong", "");
    }
    Finding::new(Level::Good, "state-clock", "state-clock-good", "")
}

fn backup(now: Timestamp, last: Option<Timestamp>) -> Finding {
    let Some(last) = last else {
        return Finding::new(Level::Note, "state-backup", "state-backup-none", "");
    };
    let days = (now - last).max(0) / (24 * 3600 * MICROS_PER_SECOND);
    let (level, key) = if days > BACKUP_DAYS { (Level::Note, "state-backup-old") } else { (Level::Good, "state-backup-good") };
    Finding::new(level, "state-backup", key, days)
}

/// An address of this machine or of a private network: a proxy's, not a reader's.
fn is_near(ip: &str) -> bool {
    match ip.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private(),
        Ok(std::net::IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local(),
        Err(_) => false,
    }
}

/// Notes that a backup was written.
pub async fn backed_up(app: &App) -> Result<(), Error> {
    database::write!(app.database, tx => { store::set_last_backup(tx, app.now()).await })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;

    async fn said(test: &testing::TestApp, about: &str) -> Option<(Level, &'static str, String)> {
        let all = look(&test.app).await.unwrap();
        all.into_iter().find(|finding| finding.about == about).map(|finding| (finding.level, finding.key, finding.value))
    }

    #[tokio::test]
    async fn a_backup_is_remembered_and_grows_old() {
        let test = testing::set_up().await.unwrap();
        assert_eq!(said(&test, "state-backup").await.unwrap().1, "state-backup-none");
        backed_up(&test.app).await.unwrap();
        assert_eq!(said(&test, "state-backup").await.unwrap(), (Level::Good, "state-backup-good", "0".to_owned()));
        test.app.clock.advance(9 * DAY);
        assert_eq!(said(&test, "state-backup").await.unwrap(), (Level::Note, "state-backup-old", "9".to_owned()));
    }

    #[tokio::test]
    async fn sessions_that_all_come_from_a_near_address_point_to_a_proxy() {
        let test = testing::set_up().await.unwrap();
        for agent in ["one", "two", "three"] {
            crate::accounts::start_session(&test.app, test.account, "10.0.0.2", agent).await.unwrap();
        }
        assert_eq!(said(&test, "state-proxy").await.unwrap().2, "10.0.0.2");
        crate::accounts::start_session(&test.app, test.account, "203.0.113.9", "four").await.unwrap();
        assert_eq!(said(&test, "state-proxy").await, None);
    }

    #[test]
    fn a_clock_behind_what_was_written_is_wrong() {
        assert_eq!(clock(testing::START, Some(testing::START)).level, Level::Good);
        assert_eq!(clock(testing::START, Some(testing::START + DAY)).level, Level::Wrong);
        assert_eq!(clock(DAY, None).level, Level::Wrong);
    }

    #[test]
    fn an_address_is_encrypted_or_it_is_told() {
        assert_eq!(address("https://example.org").level, Level::Good);
        assert_eq!(address("http://example.org").level, Level::Note);
        assert_eq!(address("").level, Level::Wrong);
    }
}
