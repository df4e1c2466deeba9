//! A mailing's message as an editor looks at it before it goes.

use database::{Id, Tx};

use super::test_mail::variant;
use crate::{App, Error};

/// The most bytes of HTML that readers of mail show whole: Gmail cuts at 102 KB, with what is put in on the way.
pub const HTML_WARNED: usize = 90_000;

/// A message.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its subject.
    pub subject: String,
    /// Its HTML; a reader's own links lead to the site.
    pub html: String,
    /// Its plain text.
    pub text: String,
}

impl Preview {
    /// Whether some readers of mail would cut it.
    pub fn is_heavy(&self) -> bool {
        self.html.len() > HTML_WARNED
    }
}

/// The message of one of a mailing's newsletters: the one that is sent; while it is held, what it would be now.
pub async fn preview(app: &App, tx: &mut Tx, id: Id, newsletter: Id, to: &str) -> Result<Preview, Error> {
    let variant = variant(app, tx, id, newsletter).await?;
    let site = app.link("/");
    let person = mail::Person { to, preferences: &site, unsubscribe: &site, message_id: "preview" };
    let read = mail::read_mail(&mail::personalise(&variant.message, &person));
    Ok(Preview { subject: read.subject, html: read.html, text: read.text })
}
