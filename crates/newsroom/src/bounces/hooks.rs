//! The addresses at which services tell of bounces. Each carries a secret that this site signed: whoever knows it is believed; of
//! Amazon SNS, which signs what it sends, only what it signed.

pub use mail::bounce::services::Service;

use super::sns::{Asked, admit};
use super::store;
use super::take::{Came, Source, Taken, key, take};
use crate::{App, Error};

/// The address to paste where the service asks for one.
pub fn hook_address(app: &App, service: Service) -> Result<String, Error> {
    let secret = app.keys.sign("hook", service.as_str())?;
    Ok(app.link(&format!("/hooks/{}/{secret}", service.as_str())))
}

/// Takes in what a service sent. `NotFound` when the secret is not ours, `Forbidden` when a signature is wrong; None when the body
/// is not of its form.
pub async fn receive(app: &App, service: &str, secret: &str, body: &[u8]) -> Result<Option<Taken>, Error> {
    let service = Service::parse(service).ok_or(Error::NotFound)?;
    if app.keys.verify("hook", secret)?.payload != service.as_str() {
        return Err(Error::NotFound);
    }
    let Some(told) = service.read(body) else {
        return Ok(None);
    };
    let confirm = match service {
        Service::Ses => match admit(app, body).await? {
            None => return Ok(None),
            Some(Asked::Confirm(address)) => Some(address),
            Some(Asked::Nothing | Asked::Confirmed) => None,
        },
        Service::Brevo | Service::Mailjet => None,
    };
    let source = Source::Hook(service);
    let key = key(body);
    database::write!(app.database, tx => {
        store::note(tx, source.as_str(), app.now(), confirm.as_deref()).await?;
        let mut all = Taken::default();
        for (place, one) in told.iter().enumerate() {
            let came = Came { source, key: format!("{key}.{place}"), verdicts: &one.verdicts, sent_to: &[], about: one.about.as_deref() };
            let taken = take(app, tx, &came).await?;
            all.new += taken.new;
            all.suppressed += taken.suppressed;
        }
        Ok(Some(all))
    })
}
