//! The clock, the acts, and the table of what the relay took.

use std::collections::BTreeMap;

use ::mail::testing::TestRelay;
use newsroom::articles::{self, Byline, BylineRole, Content, Publish};
use newsroom::mailings::{self, Choice};
use newsroom::newsletters::{Cadence, Details};
use newsroom::testing::{self, TestApp, mail};
use newsroom::{App, Error, Id, MICROS_PER_SECOND, RelayLimits};

use crate::scene::{self, Scene};

const ZONE: &str = "Europe/Paris";
const HOUR: i64 = 3600 * MICROS_PER_SECOND;
/// How long the site holds a mailing back.
const HOLD: i64 = 5 * 60 * MICROS_PER_SECOND;

/// A newsroom whose clock goes on.
pub struct Life {
    test: TestApp,
    app: App,
    relay: TestRelay,
    scene: Scene,
    readers: BTreeMap<String, Id>,
    articles: BTreeMap<String, Id>,
    /// When holds end.
    holds: Vec<i64>,
    /// How many mails were looked at.
    seen: usize,
    lines: Vec<String>,
}

/// A moment of the site's zone, in microseconds.
fn micros(local: &str) -> i64 {
    local.parse::<jiff::civil::DateTime>().unwrap().in_tz(ZONE).unwrap().timestamp().as_microsecond()
}

impl Life {
    pub async fn begin(local: &str) -> Life {
        let test = testing::set_up().await.unwrap();
        let relay = TestRelay::start().await.unwrap();
        let limits = RelayLimits { connections: 1, ..RelayLimits::default() };
        let app = mail::another(&test, "week", relay.transport(), limits).unwrap();
        app.clock.advance(micros(local) - app.now());
        let scene = scene::make(&test, &app).await;
        let mut life = Life {
            test,
            app,
            relay,
            scene,
            readers: BTreeMap::new(),
            articles: BTreeMap::new(),
            holds: Vec::new(),
            seen: 0,
            lines: Vec::new(),
        };
        life.look().await;
        life
    }

    /// A daily newsletter more.
    pub async fn newsletter(&mut self, name: &str, language: &str, hour: i64) {
        let details = Details { cadence: Cadence::Daily, hour, ..Details::new(language) };
        scene::newsletter(&self.test, &self.app, &mut self.scene, name, details).await;
    }

    /// Lets the time pass, hour by hour, the ends of holds too.
    pub async fn at(&mut self, local: &str) {
        let until = micros(local);
        loop {
            let now = self.app.now();
            let hour = now - now.rem_euclid(HOUR) + HOUR;
            let held = self.holds.iter().copied().filter(|end| *end > now).min();
            let step = held.unwrap_or(until).min(hour).min(until);
            if step <= now {
                return;
            }
            self.app.clock.advance(step - now);
            self.look().await;
        }
    }

    /// Does what is due, and writes down what the relay took.
    async fn look(&mut self) {
        mailings::work_until_idle(&self.app).await.unwrap();
        let at = jiff::Timestamp::from_microsecond(self.app.now()).unwrap().in_tz(ZONE).unwrap();
        let taken = self.relay.taken();
        let mut new: Vec<String> =
            taken[self.seen..].iter().map(|one| self.line(&at.strftime("%a %d %H:%M %Z").to_string(), one)).collect();
        self.seen = taken.len();
        new.sort();
        self.lines.append(&mut new);
    }

    /// When, which newsletter, whom, the subject; of a digest the articles in their order.
    fn line(&self, at: &str, taken: &::mail::testing::Taken) -> String {
        let mail = ::mail::read_mail(&taken.message);
        let list = mail.header("List-Id").unwrap_or_default();
        let list = list.split('<').nth(1).and_then(|id| id.split('.').next()).unwrap_or("-");
        let name = taken.to.split('@').next().unwrap_or_default();
        let mut named: Vec<(usize, &str)> =
            self.articles.keys().filter_map(|headline| Some((mail.text.find(&format!("\n{headline}"))?, headline.as_str()))).collect();
        named.sort_unstable();
        let named: Vec<&str> = named.into_iter().map(|(_, headline)| headline).collect();
        format!("{at}  {list:<10} {name:<5} {} [{}]", mail.subject, named.join(" | "))
    }

    /// The table.
    pub fn table(&self) -> String {
        self.lines.join("\n")
    }

    /// A confirmed subscriber.
    pub async fn reader(&mut self, name: &str, newsletters: &[&str]) {
        let chosen: Vec<Id> = newsletters.iter().map(|name| self.scene.newsletters[*name]).collect();
        let id = mail::subscriber(&self.test, &format!("{name}@example.com"), &chosen).await.unwrap();
        self.readers.insert(name.to_owned(), id);
    }

    /// A reader unsubscribes.
    pub async fn leave(&self, name: &str) {
        mail::unsubscribe(&self.test, self.readers[name]).await.unwrap();
    }

    /// Publishes an article. `how`: mail (it goes to the newsletters at once), mira (she signs), elections (its topic), en.
    pub async fn publish(&mut self, headline: &str, section: &str, how: &[&str]) {
        let language = if how.contains(&"en") { "en" } else { "fr" };
        let id = articles::create(&self.app, &self.test.actor(), language, headline, None).await.unwrap();
        let mira = Byline { contributor: self.scene.author, role: BylineRole::Text };
        let (section, topic) = (self.scene.sections[section], self.scene.topic);
        self.save(id, |content| Content {
            section: Some(section),
            body: testing::body("Une phrase suffit."),
            bylines: how.iter().filter(|word| **word == "mira").map(|_| mira.clone()).collect(),
            topics: how.iter().filter(|word| **word == "elections").map(|_| topic).collect(),
            ..content
        })
        .await
        .unwrap();
        let mailing = if how.contains(&"mail") { Choice::Send } else { Choice::Not };
        articles::publish(&self.app, &self.test.actor(), id, &Publish { mailing, ..Publish::default() }).await.unwrap();
        self.holds.push(self.app.now() + HOLD);
        self.articles.insert(headline.to_owned(), id);
    }

    async fn save(&self, id: Id, change: impl FnOnce(Content) -> Content) -> Result<(), Error> {
        let mut tx = self.app.read().await?;
        let copy = articles::working_copy(&mut tx, id).await?.ok_or(Error::NotFound)?;
        drop(tx);
        articles::save(&self.app, &self.test.actor(), id, copy.number, change(copy.content)).await?;
        Ok(())
    }

    /// A published article gets another headline.
    pub async fn correct(&mut self, headline: &str, new: &str) {
        let id = self.articles.remove(headline).unwrap();
        self.save(id, |content| Content { headline: new.to_owned(), ..content }).await.unwrap();
        let how = Publish { mailing: Choice::Send, ..Publish::default() };
        articles::publish(&self.app, &self.test.actor(), id, &how).await.unwrap();
        self.articles.insert(new.to_owned(), id);
    }

    /// An article that was taken back is published again.
    pub async fn publish_again(&mut self, headline: &str) {
        let how = Publish { mailing: Choice::Send, ..Publish::default() };
        articles::publish(&self.app, &self.test.actor(), self.articles[headline], &how).await.unwrap();
        self.holds.push(self.app.now() + HOLD);
    }

    /// An article is taken back.
    pub async fn unpublish(&mut self, headline: &str) {
        articles::unpublish(&self.app, &self.test.actor(), self.articles[headline]).await.unwrap();
    }
}
