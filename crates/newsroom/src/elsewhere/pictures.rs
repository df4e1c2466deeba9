//! Pictures of other sites on their way into the library.
//!
//! Guarantee: the same checks as an upload ([`crate::media::upload`]), and where it came from is kept beside it. Must not know: texts.

use std::time::Duration;

use outbound::{Get, Url};

use super::{count, sentence};
use crate::media::{self, Taken, Words};
use crate::{Actor, App, Error, site};

/// What is asked for: the kinds that uploads may have.
const ACCEPT: &str = "image/webp, image/jpeg, image/png, image/gif;q=0.9, image/*;q=0.1";
/// The largest picture of a card: these are small by their kind.
const CARD: usize = 8 << 20;

/// Brings a picture of a pasted text to the library. Its credit stays empty unless the file names one: who made it is for the
/// newsroom to find out, and the check before publishing asks. `page` is where it was found, if that is known. A picture of this
/// site is the one of its library.
pub async fn bring(app: &App, actor: &Actor, address: &str, page: &str) -> Result<Taken, Error> {
    let wrong = || Error::invalid("address", "problem-elsewhere-address");
    let address = outbound::parse(address).map_err(|_| wrong())?;
    if let Some(path) = address.as_str().strip_prefix(&format!("{}/", app.settings.address)) {
        return media::of_path(app, &format!("/{path}")).await?.ok_or_else(wrong);
    }
    count(app, actor).await?;
    let source = outbound::parse(page).map_or_else(|_| address.to_string(), |page| page.to_string());
    take(app, actor, address, media::MAX_BYTES, Words { source, ..Words::default() }).await
}

/// Brings the picture that stands for what is at `shown`. It says nothing of its own: the card's words do.
pub(super) async fn for_card(app: &App, actor: &Actor, picture: Url, shown: &Url, credit: String) -> Result<Taken, Error> {
    let words = Words { credit, decorative: true, source: shown.to_string(), ..Words::default() };
    take(app, actor, picture, CARD, words).await
}

async fn take(app: &App, actor: &Actor, address: Url, most: usize, words: Words) -> Result<Taken, Error> {
    let get = Get { address, accept: ACCEPT, most, beginning: false, within: Duration::from_secs(30) };
    let answer = app.outbound.get(&get).await.map_err(|error| {
        tracing::info!(host = get.address.host_str(), %error, "a picture of another site was asked for in vain");
        Error::invalid("address", sentence(&error))
    })?;
    let name = answer.address.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default().to_owned();
    let language = database::read!(app.database, tx => { site::main_language(tx).await })?;
    media::upload(app, actor, &name, answer.bytes, &Words { language, ..words }).await
}
