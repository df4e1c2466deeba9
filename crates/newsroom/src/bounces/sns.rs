//! Amazon SNS: which of its envelopes are believed, and the subscription that it asks to confirm.
//!
//! Guarantees: nothing of an envelope is used before its signature was checked with a certificate that SNS itself gave, over
//! HTTPS; a certificate is asked for once as long as the process lives. Must not know: what is inside.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mail::bounce::services::Envelope;
use outbound::Get;

use crate::{App, Error};

/// Certificates kept: SNS has one a region, and another each year.
const KEPT: usize = 16;
/// The largest one, in bytes.
const LARGEST: usize = 16 << 10;
/// The longest that SNS may take. It waits 15 seconds for our answer itself.
const PATIENCE: Duration = Duration::from_secs(6);

/// Certificates by address.
#[derive(Debug, Default)]
pub struct Certificates(Mutex<HashMap<String, Arc<Vec<u8>>>>);

/// What an envelope asked for, once it was believed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing.
    Nothing,
    /// To confirm, which was done.
    Confirmed,
    /// To confirm, which did not work: somebody has to open the address.
    Confirm(String),
}

/// Checks an envelope, and confirms the subscription if it asks for that. None when the body is no envelope; `Forbidden` when it
/// is not signed by SNS; `Unavailable` when SNS does not give its certificate (it tells again later).
pub(super) async fn admit(app: &App, body: &[u8]) -> Result<Option<Asked>, Error> {
    let Some(envelope) = Envelope::read(body) else {
        return Ok(None);
    };
    let certificate = certificate(app, &envelope.certificate).await?;
    if let Err(doubt) = envelope.verify(&certificate) {
        tracing::warn!(%doubt, "an event that claims to be of Amazon SNS was refused");
        return Err(Error::Forbidden);
    }
    let Some(address) = envelope.confirm else {
        return Ok(Some(Asked::Nothing));
    };
    Ok(Some(match ask(app, &address).await {
        Ok(_) => Asked::Confirmed,
        Err(error) => {
            tracing::warn!(%error, "the subscription at Amazon SNS could not be confirmed");
            Asked::Confirm(address)
        }
    }))
}

async fn certificate(app: &App, address: &str) -> Result<Arc<Vec<u8>>, Error> {
    let known = |all: &Certificates| all.0.lock().unwrap_or_else(PoisonError::into_inner).get(address).cloned();
    if let Some(known) = known(&app.certificates) {
        return Ok(known);
    }
    let bytes = Arc::new(ask(app, address).await.map_err(|error| {
        tracing::warn!(%error, "the certificate of Amazon SNS did not come");
        Error::Unavailable("problem-elsewhere-silent")
    })?);
    let mut all = app.certificates.0.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= KEPT {
        all.clear();
    }
    all.insert(address.to_owned(), Arc::clone(&bytes));
    Ok(bytes)
}

async fn ask(app: &App, address: &str) -> Result<Vec<u8>, outbound::Error> {
    let get = Get { address: outbound::parse(address)?, accept: "*/*", most: LARGEST, beginning: false, within: PATIENCE };
    Ok(app.outbound.get(&get).await?.bytes)
}
