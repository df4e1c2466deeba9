//! The letter that tells of hand-overs, in the desk's language of its reader.

use language::Tag;
use theme::Value;
use theme::mail::{Accent, DeskMail, DeskMailItem};

use super::Told;
use crate::accounts::Account;
use crate::letters::{Kind, Letter};
use crate::site::Site;
use crate::{App, Error};

/// What happened, as a sentence of the locale: `handover-in-review`, `handover-flag-legal`...
fn phrase(told: &Told) -> String {
    let event = &told.event;
    match event.kind.as_str() {
        "flag" => match event.what.strip_prefix('-') {
            Some(flag) => format!("handover-unflag-{flag}"),
            None => format!("handover-flag-{}", event.what),
        },
        "state" => format!("handover-{}", event.to_state.replace('_', "-")),
        other => format!("handover-{other}"),
    }
}

fn sentence(app: &App, tag: &Tag, told: &Told) -> String {
    let untitled = app.theme.text(tag, "article-untitled", &[]);
    let headline = if told.headline.is_empty() { untitled.as_str() } else { told.headline.as_str() };
    let nobody = app.theme.text(tag, "handover-kiosque", &[]);
    let by = if told.by.is_empty() { nobody.as_str() } else { told.by.as_str() };
    let text = app.theme.text(tag, &phrase(told), &[("who", Value::from(by)), ("headline", Value::from(headline))]);
    language::typography(&text, tag)
}

/// One letter about these hand-overs.
pub(super) fn letter<'a>(app: &App, site: &Site, account: &'a Account, told: &[Told]) -> Result<Letter<'a>, Error> {
    let tag = Tag::parse(&account.language).map_err(Error::broken)?;
    let items: Vec<DeskMailItem> = told
        .iter()
        .map(|one| DeskMailItem {
            text: sentence(app, &tag, one),
            note: one.event.note.clone(),
            url: app.link(&format!("/desk/articles/{}", one.event.article)),
        })
        .collect();
    let subject = match items.as_slice() {
        [one] => one.text.clone(),
        many => app.theme.text(&tag, "handover-many", &[("count", Value::from(many.len()))]),
    };
    let mail = DeskMail {
        language: account.language.clone(),
        site: site.identity.name.clone(),
        site_url: app.link("/"),
        accent: Accent::of(&site.look.accent),
        title: subject.clone(),
        text: String::new(),
        items,
        url: app.link("/desk"),
        button: app.theme.text(&tag, "handover-open", &[]),
        why: app.theme.text(&tag, "handover-why", &[]),
    };
    let render = |ending: &str| app.theme.render(&format!("desk/mail.{ending}"), &tag, &mail).map_err(Error::broken);
    Ok(Letter {
        kind: Kind::Handover,
        to: &account.email,
        language: &account.language,
        subject,
        html: render("html")?,
        text: render("txt")?,
    })
}
