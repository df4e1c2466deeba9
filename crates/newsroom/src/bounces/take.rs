//! Taking in: verdicts are written down once, and act on the address in the same transaction.

use database::{Id, Timestamp, Tx};
use mail::bounce::{self, BounceClass, Verdict};

use super::whose::{self, Ours};
use super::{DAY, rules, store};
use crate::keys::hex;
use crate::{Actor, App, Error, audit, mailings, site, subscribers};

/// By which way something came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A Maildir folder.
    Maildir,
    /// A mailbox, by IMAP.
    Imap,
    /// A service, by HTTP.
    Hook(bounce::services::Service),
}

impl Source {
    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Source::Maildir => "maildir",
            Source::Imap => "imap",
            Source::Hook(service) => service.as_str(),
        }
    }

    /// Whether whoever uses this way has shown who they are, so that what they say of any address is believed.
    fn is_trusted(self) -> bool {
        matches!(self, Source::Hook(_))
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Verdicts that were written down now.
    pub new: usize,
    /// Addresses that were suppressed now.
    pub suppressed: usize,
}

/// Verdicts that came in together.
pub(super) struct Came<'a> {
    pub source: Source,
    /// What makes them the same when they come again.
    pub key: String,
    pub verdicts: &'a [Verdict],
    pub sent_to: &'a [String],
    pub about: Option<&'a str>,
}

/// SHA-256, hexadecimal.
pub(super) fn key(bytes: &[u8]) -> String {
    hex(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref())
}

/// Takes in a mail that came back. The same mail again changes nothing.
pub async fn take_mail(app: &App, source: Source, bytes: &[u8]) -> Result<Taken, Error> {
    let returned = bounce::read_returned(bytes);
    let came = Came { source, key: key(bytes), verdicts: &returned.verdicts, sent_to: &returned.sent_to, about: returned.about.as_deref() };
    database::write!(app.database, tx => {
        store::note(tx, source.as_str(), app.now(), None).await?;
        take(app, tx, &came).await
    })
}

/// Takes verdicts in.
pub(super) async fn take(app: &App, tx: &mut Tx, came: &Came<'_>) -> Result<Taken, Error> {
    let mut taken = Taken::default();
    if !came.verdicts.iter().any(rules::counts) {
        return Ok(taken);
    }
    let person = named(app, tx, came).await?;
    for (place, verdict) in came.verdicts.iter().enumerate().filter(|(_, verdict)| rules::counts(verdict)) {
        let about = about(app, tx, came, verdict, person.as_ref()).await?;
        let done = one(app, tx, came, (place, verdict), &about).await?;
        taken.new += usize::from(done.0);
        taken.suppressed += usize::from(done.1);
    }
    Ok(taken)
}

/// Whom a verdict is about.
#[derive(Clone, Debug, Default)]
struct Person {
    mailing: Option<Id>,
    subscriber: Option<Id>,
    /// Empty: nobody of ours.
    hash: String,
    /// When the mail was taken by the relay.
    sent_at: Timestamp,
}

/// The person whom the mail that came back was sent to, if it was ours.
async fn named(app: &App, tx: &mut Tx, came: &Came<'_>) -> Result<Option<Person>, Error> {
    let identity = site::load(tx).await?.mail;
    let tag = bounce::tag(came.sent_to, &identity.bounces).and_then(whose::by_tag);
    let host = mailings::host(app);
    let id = came.about.and_then(|id| whose::by_message_id(id, &host));
    match tag.or(id) {
        Some(Ours::Delivery(mailing, subscriber)) => {
            let known = store::delivery(tx, mailing, subscriber).await?;
            Ok(known.map(|known| Person {
                mailing: Some(mailing),
                subscriber: known.subscriber,
                hash: known.address_hash.unwrap_or_default(),
                sent_at: known.sent_at,
            }))
        }
        Some(Ours::Letter(id)) => {
            let Some(recipient) = store::letter(tx, id).await? else {
                return Ok(None);
            };
            let hash = hash(app, &recipient)?;
            Ok(Some(Person { mailing: None, subscriber: store::subscriber_of(tx, &hash).await?, hash, sent_at: app.now() }))
        }
        None => Ok(None),
    }
}

fn hash(app: &App, address: &str) -> Result<String, Error> {
    match subscribers::normalise_address(address) {
        Some(address) => subscribers::address_hash(app, &address.normalised),
        None => Ok(String::new()),
    }
}

/// Whom one verdict is about. A mail of ours went to one person: whatever address the report names (it may have been passed
/// on), it is about them. Of a reader erased since, the address that the report names is the only one left.
async fn about(app: &App, tx: &mut Tx, came: &Came<'_>, verdict: &Verdict, person: Option<&Person>) -> Result<Person, Error> {
    if let Some(person) = person {
        let hash = if person.hash.is_empty() { hash(app, &verdict.recipient)? } else { person.hash.clone() };
        return Ok(Person { hash, ..person.clone() });
    }
    if !came.source.is_trusted() {
        return Ok(Person::default());
    }
    let hash = hash(app, &verdict.recipient)?;
    let subscriber = if hash.is_empty() { None } else { store::subscriber_of(tx, &hash).await? };
    Ok(Person { mailing: None, subscriber, hash, sent_at: app.now() })
}

/// Writes one verdict down and does what the rules say: (new, suppressed).
async fn one(app: &App, tx: &mut Tx, came: &Came<'_>, (place, verdict): (usize, &Verdict), person: &Person) -> Result<(bool, bool), Error> {
    let now = app.now();
    let message = format!("{}.{place}", came.key);
    let status = verdict.status.map(|status| status.to_string()).unwrap_or_default();
    let said = without_addresses(&verdict.said);
    let entry = store::Entry {
        id: app.ids.next(),
        message: &message,
        source: came.source.as_str(),
        at: now,
        mailing: person.mailing,
        subscriber: person.subscriber,
        address_hash: &person.hash,
        class: verdict.class().as_str(),
        reason: verdict.reason.as_str(),
        status: &status,
        delayed: verdict.delayed,
        said: &said,
    };
    if !store::insert(tx, &entry).await? {
        return Ok((false, false));
    }
    if let Some(mailing) = person.mailing.filter(|_| verdict.class() == BounceClass::Complaint) {
        mailings::complained(app, tx, mailing).await?;
    }
    if person.hash.is_empty() {
        return Ok((true, false));
    }
    let soft = soft(app, tx, person).await?;
    let Some(why) = rules::suppresses(verdict, soft, &app.settings.bounces) else {
        return Ok((true, false));
    };
    if !subscribers::suppress_hash(tx, &person.hash, why, now).await? {
        return Ok((true, false));
    }
    store::set_suppressed(tx, entry.id).await?;
    let detail = format!("{why}: {}", verdict.reason.as_str());
    audit::record(app, tx, &Actor::system(), "subscriber.suppress", ("subscriber", person.subscriber), &detail).await?;
    Ok((true, true))
}

/// How many soft bounces count against this person now.
async fn soft(app: &App, tx: &mut Tx, person: &Person) -> Result<i64, Error> {
    let window = app.now() - i64::from(app.settings.bounces.soft_days) * DAY;
    let good = match person.subscriber {
        Some(subscriber) => store::last_good(tx, subscriber, person.sent_at).await?,
        None => 0,
    };
    store::soft_since(tx, &person.hash, window.max(good)).await
}

/// What was said, each address in it as `…`.
fn without_addresses(said: &str) -> String {
    let words = said.split(' ').map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_kept_names_no_address() {
        assert_eq!(super::without_addresses("550 5.1.1 <ana@example.com>: no such user"), "550 5.1.1 … no such user");
    }
}
