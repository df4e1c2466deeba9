//! What the desk asks of other sites: what stands at an address that an article shows, and pictures of pasted texts.
//!
//! Guarantees: asked only when somebody at the desk does something that needs it, never for a reader; a picture passes the same
//! checks as an upload and is kept in the library with its source; what cannot be had is said, and hinders nothing. Must not
//! know: HTTP (that is `outbound`), or where in a text the answer goes.

mod oembed;
mod page;
mod pictures;

use database::Id;
use document::Frame;
use outbound::Url;

use crate::limits::{self, Limit};
use crate::{Actor, App, Error};

pub use pictures::bring;

/// The longest title that is taken over, in characters.
const TITLE: usize = 200;
/// What one account may ask: a long text with many pictures in it, and no scan of the web.
const OFTEN: Limit = Limit { count: 120, micros: 600 * database::MICROS_PER_SECOND };

/// What was learned of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its title; empty if none was found.
    pub title: String,
    /// The picture that stands for it, now in the library.
    pub picture: Option<Id>,
    /// Why something is missing: the key of a phrase; None when all that the site has came.
    pub missing: Option<&'static str>,
}

/// What a site answers about an address. The texts are one line each; the picture is where it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    title: String,
    picture: Option<Url>,
    site: String,
}

/// Asks what stands at an address, and brings the picture that stands for it.
pub async fn look(app: &App, actor: &Actor, address: &str) -> Result<Seen, Error> {
    let address = outbound::parse(address).map_err(|_| Error::invalid("address", "problem-elsewhere-address"))?;
    count(app, actor).await?;
    let frame = document::frame_of(address.as_str());
    let told = match ask(app, &address, frame.as_ref()).await {
        Ok(told) => told,
        Err(error) => {
            tracing::info!(host = address.host_str(), %error, "another site was asked in vain");
            return Ok(Seen { missing: Some(sentence(&error)), ..Seen::default() });
        }
    };
    let mut seen = Seen { title: told.title, ..Seen::default() };
    if let Some(picture) = told.picture {
        let credit = frame.map(|frame| frame.name.to_owned()).or(Some(told.site).filter(|site| !site.is_empty()));
        let credit = credit.unwrap_or_else(|| host(&address));
        match pictures::for_card(app, actor, picture, &address, credit).await {
            Ok(taken) => seen.picture = Some(taken.id),
            Err(Error::Invalid(_)) => seen.missing = Some("problem-elsewhere-picture"),
            Err(error) => return Err(error),
        }
    }
    if seen.title.is_empty() && seen.picture.is_none() {
        seen.missing.get_or_insert("problem-elsewhere-nothing");
    }
    Ok(seen)
}

/// By oEmbed where the site has it for everyone, else by the page's own words.
async fn ask(app: &App, address: &Url, frame: Option<&Frame>) -> Result<Told, outbound::Error> {
    let Some(provider) = frame.and_then(|frame| oembed::Provider::of(frame.name)) else {
        return page::ask(app, address, frame).await;
    };
    let told = oembed::ask(app, provider, address).await;
    if !provider.page_tells_more() {
        return told;
    }
    match (told, page::ask(app, address, frame).await) {
        (Ok(told), Ok(page)) => Ok(Told {
            title: if told.title.is_empty() { page.title } else { told.title },
            picture: told.picture.or(page.picture),
            site: page.site,
        }),
        (Ok(told), Err(_)) => Ok(told),
        (Err(_), page) => page,
    }
}

async fn count(app: &App, actor: &Actor) -> Result<(), Error> {
    let who = actor.account.map_or_else(|| "program".to_owned(), |account| account.to_string());
    if limits::allow(app, &format!("elsewhere:account:{who}"), OFTEN).await? {
        return Ok(());
    }
    Err(Error::Unavailable("problem-too-many-attempts"))
}

/// The sentence that says why a site was asked in vain.
fn sentence(error: &outbound::Error) -> &'static str {
    match error {
        outbound::Error::Address | outbound::Error::Private => "problem-elsewhere-address",
        outbound::Error::Large(_) => "problem-file-large",
        outbound::Error::Status(_) | outbound::Error::Redirections if !error.is_temporary() => "problem-elsewhere-refused",
        _ => "problem-elsewhere-silent",
    }
}

fn host(address: &Url) -> String {
    let host = address.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// One line of at most [`TITLE`] characters; who speaks stands before what is said.
fn titled(who: &str, words: &str) -> String {
    let (who, words) = (crate::naming::clean_line(who), crate::naming::clean_line(words));
    let all = if who.is_empty() || words.is_empty() { format!("{who}{words}") } else { format!("{who} — {words}") };
    if all.chars().count() <= TITLE {
        return all;
    }
    let cut: String = all.chars().take(TITLE - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests;
