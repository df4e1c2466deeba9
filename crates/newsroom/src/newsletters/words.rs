//! A newsletter in words, for readers and mails.

use language::Tag;

use super::{Cadence, Newsletter};
use crate::App;

/// When it comes: "each Monday about 7 o'clock".
pub fn when(app: &App, language: &Tag, newsletter: &Newsletter) -> String {
    let key = match newsletter.cadence {
        Cadence::AtOnce => "site-newsletter-at-once".to_owned(),
        Cadence::Daily => "site-newsletter-daily".to_owned(),
        Cadence::Weekly => format!("site-newsletter-weekly-{}", newsletter.weekday),
    };
    let text = app.theme.text(language, &key, &[("hour", theme::Value::from(newsletter.hour.to_string()))]);
    language::typography(&text, language)
}
