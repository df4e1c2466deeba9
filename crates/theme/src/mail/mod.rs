//! Contexts of the mails: what a template of `mail/` is given. Each has a `sample()`.
//!
//! Every text is of one mailing and the same for all its readers. What belongs to one reader (`to`, `preferences_url`,
//! `unsubscribe_url`) may be any string: a mark that is put in its place later passes through a template unaltered.

mod alert;
mod article;
mod desk;
mod digest;
mod subscriber;
mod words;

use serde::Serialize;

pub use alert::AlertMail;
pub use article::{ArticleMail, Card, Picture};
pub use desk::{DeskMail, DeskMailItem};
pub use digest::{DigestMail, Group};
pub use subscriber::{ChosenNewsletter, SubscriberMail};
pub(crate) use words::{preheader, styled, wrapped};

use crate::colour;
use crate::sampling::{Sample, sample};

/// Every template of `mail/` with its sample.
pub(crate) const SAMPLES: &[Sample] = &[
    sample!("mail/alert.html", AlertMail),
    sample!("mail/alert.txt", AlertMail),
    sample!("mail/article.html", ArticleMail),
    sample!("mail/article.txt", ArticleMail),
    sample!("mail/digest.html", DigestMail),
    sample!("mail/digest.txt", DigestMail),
    sample!("desk/mail.html", DeskMail),
    sample!("desk/mail.txt", DeskMail),
    sample!("mail/confirm.html", SubscriberMail),
    sample!("mail/confirm.txt", SubscriberMail),
    sample!("mail/known.html", SubscriberMail),
    sample!("mail/known.txt", SubscriberMail),
    sample!("mail/reconfirm.html", SubscriberMail),
    sample!("mail/reconfirm.txt", SubscriberMail),
    sample!("mail/welcome.html", SubscriberMail),
    sample!("mail/welcome.txt", SubscriberMail),
];

/// The newsroom's colour for links and labels, readable on light and on dark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Accent {
    /// On light, `#rrggbb`.
    pub light: String,
    /// On dark, `#rrggbb`.
    pub dark: String,
}

impl Accent {
    /// From the colour in the settings (`#rrggbb`); the theme's own when there is none.
    pub fn of(text: &str) -> Accent {
        colour::parse(text).map_or_else(Accent::default, |accent| {
            let (light, dark) = colour::pair(accent);
            Accent { light, dark }
        })
    }
}

impl Default for Accent {
    fn default() -> Accent {
        Accent { light: "#8a2432".to_owned(), dark: "#f0949f".to_owned() }
    }
}
