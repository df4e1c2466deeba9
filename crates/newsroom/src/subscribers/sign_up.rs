//! Asking for newsletters: a ticket for the one-button page, then the mail that asks to confirm.
//!
//! Guarantee: what is answered, and the work done for it, is the same whether the address is known or not.

use database::{Id, MICROS_PER_SECOND, Timestamp};
use language::Tag;
use serde::{Deserialize, Serialize};

use super::consent::{self, Act, Step, asked_wording};
use super::links::confirm_link;
use super::mails::{self, LINK};
use super::{Address, State, Subscriber, address_hash, normalise_address, preferences_link, store};
use crate::limits::{self, Limit};
use crate::naming::clean_line;
use crate::{Actor, App, Error, audit, letters, site};

const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;
/// How long the one-button page works.
const TICKET_LIFE: i64 = DAY;
/// Confirmation mails asked for from one network address and from one network in an hour, for all addresses of one domain in an
/// hour, and for one address in a day.
const BY_IP: Limit = Limit { count: 10, micros: 3600 * MICROS_PER_SECOND };
const BY_PREFIX: Limit = Limit { count: 40, micros: 3600 * MICROS_PER_SECOND };
const BY_DOMAIN: Limit = Limit { count: 200, micros: 3600 * MICROS_PER_SECOND };
const BY_ADDRESS: Limit = Limit { count: 3, micros: DAY };

/// What the form of a page said; it travels, signed, in the one-button page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The address, as it was typed.
    pub address: String,
    /// The language of the page.
    pub language: String,
    /// The newsletters that were chosen; none: the default one.
    pub newsletters: Vec<Id>,
    /// The path of the page.
    pub page: String,
    /// When.
    pub at: Timestamp,
}

/// An address as readers give it, if it is one and lasts.
fn wished(app: &App, typed: &str) -> Result<Address, Error> {
    let address = normalise_address(typed).ok_or_else(|| Error::invalid("email", "site-subscribe-problem-address"))?;
    app.settings.disposable.refuse(&address.normalised)?;
    Ok(address)
}

/// Signs what the form said. `Error::Invalid` where the address is none, or of a domain that is not taken.
pub fn ticket(app: &App, ticket: &Ticket) -> Result<String, Error> {
    wished(app, &ticket.address)?;
    app.keys.sign("sign-up", &serde_json::to_string(ticket)?)
}

/// Reads a ticket, and whether it is still good; `NotFound` when it is not ours.
pub fn read_ticket(app: &App, token: &str) -> Result<(Ticket, bool), Error> {
    let ticket: Ticket = serde_json::from_str(&app.keys.verify("sign-up", token)?.payload)?;
    let good = ticket.at + TICKET_LIFE >= app.now();
    Ok((ticket, good))
}

/// Sends the mail that asks to confirm; to a confirmed address, once a day at most, the one that says so. `Unavailable` when
/// too much is asked from one place.
pub async fn ask(app: &App, ticket: &Ticket, ip: &str) -> Result<(), Error> {
    let address = wished(app, &ticket.address)?;
    let by_ip = limits::allow(app, &format!("sign_up:ip:{ip}"), BY_IP).await?;
    let by_prefix = limits::allow(app, &format!("sign_up:prefix:{}", limits::prefix(ip)), BY_PREFIX).await?;
    let domain = address.normalised.rsplit('@').next().unwrap_or_default();
    // Not counted for who is refused already: one place alone must not close a domain to everybody.
    let by_domain = by_ip && by_prefix && limits::allow(app, &format!("sign_up:domain:{domain}"), BY_DOMAIN).await?;
    if !by_domain {
        return Err(Error::Unavailable("site-subscribe-too-many"));
    }
    let tag = Tag::parse(&ticket.language).map_err(|_| Error::NotFound)?;
    let site = database::read!(app.database, tx => { site::load(tx).await })?;
    let wording = asked_wording(app, &tag, &site.identity.name);
    let request = Request { address: &address, language: &tag, newsletters: &ticket.newsletters, wording: &wording, page: &ticket.page };
    request.send(app, &site, &Actor { account: None, origin: crate::Origin::Reader, ip: ip.to_owned() }).await?;
    Ok(())
}

/// Adds an address at the desk: its owner gets the mail that asks to confirm, and `note` says how the wish is known.
pub async fn add_by_hand(app: &App, actor: &Actor, typed: &str, language: &str, note: &str) -> Result<Id, Error> {
    let note = clean_line(note);
    let mut problems = Vec::new();
    let address = normalise_address(typed);
    if address.is_none() {
        problems.push(crate::Problem::with("email", "problem-subscriber-address", typed));
    }
    if note.is_empty() {
        problems.push(crate::Problem::new("note", "problem-subscriber-note"));
    }
    let Some(address) = address.filter(|_| problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    let tag = Tag::parse(language).map_err(|_| Error::invalid("language", "problem-language-unknown"))?;
    let hash = address_hash(app, &address.normalised)?;
    let site = database::read!(app.database, tx => {
        if store::by_normalised(tx, &address.normalised).await?.is_some_and(|one| one.is_confirmed()) {
            return Err(Error::invalid("email", "problem-subscriber-known"));
        }
        if store::is_suppressed(tx, &hash).await? {
            return Err(Error::invalid("email", "problem-subscriber-suppressed"));
        }
        site::load(tx).await
    })?;
    let request = Request { address: &address, language: &tag, newsletters: &[], wording: &note, page: "/desk/subscribers" };
    request.send(app, &site, actor).await
}

/// Someone's wish, ready to be written.
struct Request<'a> {
    address: &'a Address,
    language: &'a Tag,
    newsletters: &'a [Id],
    wording: &'a str,
    page: &'a str,
}

impl Request<'_> {
    async fn send(&self, app: &App, site: &site::Site, actor: &Actor) -> Result<Id, Error> {
        let hash = address_hash(app, &self.address.normalised)?;
        let allowed = limits::allow(app, &format!("sign_up:address:{hash}"), BY_ADDRESS).await?;
        let by_address = allowed || actor.account.is_some();
        // Both mails are made each time: how long it takes must not tell which one goes out.
        let confirmation = mails::confirmation(app, site, self.language)?;
        let known = mails::known(app, site, self.language)?;
        let fresh = app.ids.next();
        let id = database::write!(app.database, tx => {
            let found = store::asked(tx, (fresh, self.address, &hash), self.language.as_str(), app.now()).await?;
            let id = found.id;
            let act = Act {
                subscriber: id, step: Step::Asked, wording: self.wording, page: self.page, ip: &actor.ip, newsletters: self.newsletters,
            };
            consent::record(app, tx, &act).await?;
            if actor.account.is_some() {
                audit::record(app, tx, actor, "subscriber.ask", ("subscriber", Some(id)), "").await?;
            }
            let told = found.told_known_at.is_some_and(|at| at + DAY > app.now());
            let is_known = found.state == State::Confirmed.as_str();
            if !by_address || store::is_barred(tx, &hash).await? || (is_known && told) {
                return Ok(id);
            }
            let (letter, link) = if is_known {
                store::set_told_known(tx, id, app.now()).await?;
                (&known, preferences_link(app, id)?)
            } else {
                (&confirmation, confirm_link(app, id)?)
            };
            letters::put(app, tx, &letter.to(&self.address.written, LINK, &link)).await?;
            Ok(id)
        })?;
        app.mail_waiting.notify_one();
        Ok(id)
    }
}

impl Subscriber {
    /// The language as a tag.
    pub fn tag(&self) -> Result<Tag, Error> {
        Tag::parse(&self.language).map_err(Error::broken)
    }
}
