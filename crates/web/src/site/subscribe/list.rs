//! The page of a language's newsletters, with the form that subscribes to them.

use newsroom::changes::Key;
use newsroom::newsletters::{self, Newsletter};
use newsroom::site::{Word, word};
use newsroom::{Tx, addresses, subscribers};
use theme::site::{Head, Link, SignUpForm, SubscribeStep};

use super::{choices, step};
use crate::pages::{self, Ask, Page};
use crate::web::encode_path;
use crate::{Failure, Web};

/// Where a language's newsletters are.
pub fn path(language: &str, main: &str) -> String {
    format!("{}/{}", addresses::prefix(language, main), word(language, Word::Newsletter))
}

/// Where past mailings can be read, of the newsletters of the page's language that show them.
fn archives(web: &Web, ask: &Ask, all: &[Newsletter]) -> Vec<Link> {
    let own = all.iter().filter(|one| one.language == ask.language.as_str());
    let link = |one: &Newsletter| {
        let path = newsletters::archive_path(one, ask.main.as_str())?;
        Some(Link::new(encode_path(&path), web.text(&ask.language, "site-newsletters-past", &super::name_of(one, ask))))
    };
    own.filter_map(link).collect()
}

/// The page, if the path is its own and there is a newsletter to offer.
pub async fn made(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Option<Page>, Failure> {
    let (language, main) = (ask.language.as_str(), ask.main.as_str());
    if ask.path != path(language, main) {
        return Ok(None);
    }
    let all = newsletters::all(tx).await?;
    let meant: Vec<newsroom::Id> = newsletters::default_of(&all, language, main).into_iter().collect();
    let offered = choices(web, ask, &all, &meant);
    if offered.is_empty() {
        return Ok(None);
    }
    let languages = &ask.around.site.identity.languages;
    let about = web.text(&ask.language, "site-newsletters-text", "");
    let page = step(web, tx, ask, "site-newsletters", vec![about.clone()]).await?;
    let context = SubscribeStep {
        head: Head {
            title: page.title.clone(),
            description: about,
            canonical: Some(web.app.link(&encode_path(&ask.path))),
            alternates: if languages.len() > 1 {
                languages.iter().map(|tag| (tag.clone(), web.app.link(&encode_path(&path(tag, main))))).collect()
            } else {
                Vec::new()
            },
            kind: "website".to_owned(),
            ..Head::default()
        },
        form: Some(SignUpForm {
            page: ask.path.clone(),
            newsletters: offered,
            consent: subscribers::asked_wording(&web.app, &ask.language, &page.site.name),
            ..SignUpForm::default()
        }),
        links: archives(web, ask, &all),
        ..page
    };
    Ok(Some(pages::html(web, &ask.language, "site/subscribe/step.html", &context, [Key::Newsletters])?))
}
