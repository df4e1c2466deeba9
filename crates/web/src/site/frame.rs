//! What stands around every reader page: name, menu, footer.

use newsroom::addresses::{prefix, section_path};
use newsroom::site::{self, Word, word};
use newsroom::{Tx, naming, newsletters, sections};
use theme::site::{LanguageLink, Link, Logo, Site};

use super::{pictures, subscribe, texts};
use crate::pages::Ask;
use crate::web::encode_path;
use crate::{Failure, Web};

/// A language's own name for itself; its tag where we do not know it.
pub fn language_name(tag: &str) -> String {
    let known = [
        ("fr", "Français"),
        ("en", "English"),
        ("sr-Latn", "Srpski"),
        ("sr-Cyrl", "Српски"),
        ("sr", "Srpski"),
        ("sq", "Shqip"),
        ("bs", "Bosanski"),
        ("hr", "Hrvatski"),
        ("mk", "Македонски"),
        ("de", "Deutsch"),
        ("es", "Español"),
        ("it", "Italiano"),
        ("pt", "Português"),
        ("nl", "Nederlands"),
        ("ru", "Русский"),
        ("uk", "Українська"),
    ];
    known.iter().find(|(known, _)| *known == tag).map_or_else(|| tag.to_owned(), |(_, name)| (*name).to_owned())
}

/// The path of a language's home page.
pub fn home_path(language: &str, main: &str) -> String {
    let prefix = prefix(language, main);
    if prefix.is_empty() { "/".to_owned() } else { prefix }
}

/// What stands around a page.
pub async fn site(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Site, Failure> {
    let site = &ask.around.site;
    let (language, main) = (ask.language.as_str(), ask.main.as_str());
    let for_here = |link: &&site::Link| link.language.is_empty() || link.language == language;
    let own = |link: &site::Link| Link { current: ask.path == link.href, ..Link::new(encode_path(&link.href), &link.label) };
    let menu = if site.look.menu.is_empty() {
        let of_section = |section: &sections::Section| {
            let name = section.names.get(language)?;
            let path = section_path(language, main, &name.slug);
            let current = ask.path == path || ask.path.starts_with(&format!("{path}/"));
            Some(Link { current, ..Link::new(encode_path(&path), &name.name) })
        };
        ask.around.sections.iter().filter_map(of_section).collect()
    } else {
        site.look.menu.iter().filter(for_here).map(own).collect()
    };
    let sign_up = newsletters::is_offered(tx, language, main).await?;
    let mut footer = Vec::new();
    if sign_up {
        footer.push(Link::new(subscribe::path(language, main), web.text(&ask.language, "site-newsletters", "")));
    }
    for page in &ask.around.pages {
        if let Some(text) = page.texts.get(language).filter(|text| text.published) {
            footer.push(Link::new(encode_path(&format!("{}/{}", prefix(language, main), text.slug)), &text.title));
        }
    }
    footer.push(Link::new(texts::legal_path(language, main), web.text(&ask.language, "site-legal", "")));
    footer.push(Link::new(texts::privacy_path(language, main), web.text(&ask.language, "site-privacy", "")));
    footer.extend(site.look.footer.iter().filter(for_here).map(own));
    let logo = match site.look.logo {
        Some(id) => logo(tx, ask, id, site.look.logo_dark).await?,
        None => None,
    };
    let others = site.identity.languages.iter().filter(|tag| *tag != language);
    let home = home_path(language, main);
    Ok(Site {
        name: site.identity.name.clone(),
        description: naming_of(&site.identity.description, language, main),
        lang: language.to_owned(),
        feed_href: format!("{}/feed.xml", prefix(language, main)),
        home_href: home,
        logo,
        accent_href: theme::colour::parse(&site.look.accent)
            .map(|_| format!("/assets/accent-{}.css", site.look.accent.trim_start_matches('#'))),
        menu,
        search_href: format!("{}/{}", prefix(language, main), word(language, Word::Search)),
        languages: others.map(|tag| LanguageLink { lang: tag.clone(), label: language_name(tag), href: home_path(tag, main) }).collect(),
        footer,
        social: site.look.social.iter().filter(for_here).map(|link| Link::new(&link.href, &link.label)).collect(),
        sign_up,
        path: ask.path.clone(),
        publisher: site.legal.publisher.clone(),
    })
}

async fn logo(tx: &mut Tx, ask: &Ask, id: newsroom::Id, dark: Option<newsroom::Id>) -> Result<Option<Logo>, Failure> {
    let ids: Vec<newsroom::Id> = [Some(id), dark].into_iter().flatten().collect();
    let known = pictures::load(tx, &ids, ask).await?;
    Ok(known.get(&id).map(|media| Logo {
        src: media.src.clone(),
        src_dark: dark.and_then(|dark| known.get(&dark)).map(|media| media.src.clone()),
        width: media.width,
        height: media.height,
    }))
}

fn naming_of(texts: &std::collections::BTreeMap<String, String>, language: &str, main: &str) -> String {
    texts.get(language).or_else(|| texts.get(main)).cloned().unwrap_or_default()
}

/// The name of a section in the page's language.
pub fn name_in(names: &naming::Names, ask: &Ask) -> String {
    naming::best(names, ask.language.as_str(), ask.main.as_str()).map(|name| name.name.clone()).unwrap_or_default()
}
