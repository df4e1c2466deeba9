//! Contexts of the reader pages: what a template of `site/` is given. Each has a `sample()`.
//!
//! Every context has the fields `site` (what stands around every page) and `head` (what machines read).

mod article;
mod frame;
mod lists;
mod search;
mod subscribe;
mod texts;

pub use article::{Article, ArticlePage, Author, Byline, Featured, Share, Translation};
pub use frame::{Feed, Head, LanguageLink, Link, Logo, Site};
pub use lists::{Card, Group, HomePage, ListPage};
pub use search::{Found, InLanguage, Instead, Piece, SearchChoice, SearchOption, SearchPage};
pub use subscribe::{ConfirmPage, ConsentStep, NewsletterChoice, PreferencesPage, SendButton, SignUpForm, SubscribeStep, UnsubscribePage};
pub use texts::{FailedPage, TextPage};

use crate::sampling::{Sample, sample};

/// Every template of `site/` with its sample.
pub(crate) const SAMPLES: &[Sample] = &[
    sample!("site/article.html", ArticlePage),
    sample!("site/home.html", HomePage),
    sample!("site/list.html", ListPage),
    sample!("site/search.html", SearchPage),
    sample!("site/subscribe/confirm.html", ConfirmPage),
    sample!("site/subscribe/preferences.html", PreferencesPage),
    sample!("site/subscribe/step.html", SubscribeStep),
    sample!("site/subscribe/unsubscribe.html", UnsubscribePage),
    sample!("site/text.html", TextPage),
    sample!("site/failed.html", FailedPage),
];
