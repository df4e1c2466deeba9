//! A newsroom with many subscribers, and an article of about 20 KB as a mail.

use std::path::Path;

use anyhow::{Result, anyhow};
use newsroom::Id;
use newsroom::articles::{self, Publish};
use newsroom::mailings::Choice;
use newsroom::newsletters::{Cadence, Filter};
use newsroom::testing::{self, TestApp, mail};
use tokio::runtime::Runtime;

/// Sentences of the article. It is written out twice in a mail (text and HTML), its accents three signs each.
const SENTENCES: usize = 60;
const SENTENCE: &str = "Le conseil du village a voté hier soir, après deux heures de débat, la réparation du vieux pont. ";

/// The newsroom. Removed when it is dropped.
pub struct Audience {
    runtime: Runtime,
    test: TestApp,
    section: Id,
}

impl Audience {
    /// With so many subscribers of one newsletter.
    pub fn new(subscribers: usize) -> Result<Audience> {
        let runtime = Runtime::new()?;
        let (test, section) = runtime.block_on(made(subscribers))?;
        Ok(Audience { runtime, test, section })
    }

    /// Publishes an article whose mailing is due at once. Gives the mailing.
    pub fn publish(&self) -> Result<Id> {
        self.runtime.block_on(article(&self.test, self.section))
    }

    /// How long its mail is, to one of its readers.
    pub fn length(&self) -> Result<usize> {
        self.runtime.block_on(async {
            let sink = ::mail::testing::TestRelay::start().await?;
            let test = testing::set_up().await.map_err(wrong)?;
            let one = mail::another(&test, "length", sink.transport(), newsroom::RelayLimits::default()).map_err(wrong)?;
            let (section, newsletter) = furnished(&test).await?;
            mail::crowd(&test, newsletter, 1).await.map_err(wrong)?;
            article(&test, section).await?;
            test.app.clock.advance(5 * 60 * newsroom::MICROS_PER_SECOND);
            newsroom::mailings::work_until_idle(&one).await.map_err(wrong)?;
            sink.taken().first().map(|taken| taken.message.len()).ok_or_else(|| anyhow!("no mail came"))
        })
    }

    /// Where its database is.
    pub fn folder(&self) -> &Path {
        &self.test.database.folder
    }

    /// Its keys, as text.
    pub fn keys(&self) -> String {
        self.test.app.keys.to_text()
    }
}

async fn made(subscribers: usize) -> Result<(TestApp, Id)> {
    let test = testing::set_up().await.map_err(wrong)?;
    let (section, newsletter) = furnished(&test).await?;
    mail::crowd(&test, newsletter, i64::try_from(subscribers)?).await.map_err(wrong)?;
    Ok((test, section))
}

async fn furnished(test: &TestApp) -> Result<(Id, Id)> {
    let section = testing::section(test, "Politique").await.map_err(wrong)?;
    let newsletter = mail::newsletter(test, "Tout", Cadence::AtOnce, &Filter::default()).await.map_err(wrong)?;
    Ok((section, newsletter))
}

async fn article(test: &TestApp, section: Id) -> Result<Id> {
    let text: Vec<String> = (0..SENTENCES / 5).map(|_| SENTENCE.repeat(5)).collect();
    let id = testing::draft(test, "Un pont neuf", section, &text.join("\n")).await.map_err(wrong)?;
    let how = Publish { mailing: Choice::Send, ..Publish::default() };
    let published = articles::publish(&test.app, &test.actor(), id, &how).await.map_err(wrong)?;
    published.mailing.ok_or_else(|| anyhow!("no mailing was made"))
}

pub(super) fn wrong(error: newsroom::Error) -> anyhow::Error {
    anyhow!("{error}")
}
