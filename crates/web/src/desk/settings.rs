//! Settings of the site: who it is, how it looks, how it shares, what the law asks, how mails present themselves.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::Problem;
use newsroom::accounts::Right;
use newsroom::contributors;
use newsroom::site::{self, Link, SHARE_TARGETS, Site, Workflow};
use theme::desk::Here;

use super::forms::{Form, or_problems};
use super::{media, names};
use crate::guard::{Desk, Fields, PostedFiles};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/settings";
/// The phrases that a newsroom words as it likes.
const WORDING: [&str; 9] = [
    "site-share",
    "site-image-of",
    "site-related",
    "site-read-more",
    "site-related-end",
    "site-sign-up",
    "site-sign-up-why",
    "site-consent",
    "site-latest",
];

async fn load(web: &Web) -> Result<Site, Failure> {
    let mut tx = web.app.read().await?;
    Ok(site::load(&mut tx).await?)
}

/// One link a line: words, two spaces or a bar, address.
fn links_text(links: &[Link]) -> String {
    links.iter().map(|link| format!("{} | {}", link.label, link.href)).collect::<Vec<_>>().join("\n")
}

fn link(line: &str) -> Option<Link> {
    let (label, href) = line.rsplit_once('|')?;
    let (label, href) = (label.trim().to_owned(), href.trim().to_owned());
    let own = href.starts_with('/') && !href.starts_with("//") && !href.contains('\\');
    let good = own || href.starts_with("https://") || href.starts_with("http://");
    (good && !label.is_empty()).then(|| Link { label, href, language: String::new() })
}

/// The links of a field; each line that is none is a problem of that field.
fn links(field: &'static str, text: &str, problems: &mut Vec<Problem>) -> Vec<Link> {
    let mut links = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match link(line) {
            Some(link) => links.push(link),
            None => problems.push(Problem::with(field, "problem-link-line", line)),
        }
    }
    links
}

async fn page(web: &Web, desk: &Desk, site: &Site, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let frame = desk.frame(web, Here::Settings).await?;
    let mut tx = web.app.read().await?;
    let logo = media::standing(&mut tx, site.look.logo).await?;
    let logo_dark = media::standing(&mut tx, site.look.logo_dark).await?;
    drop(tx);
    let main = site.identity.main_language().to_owned();
    let mut tx = web.app.read().await?;
    let all = contributors::all(&mut tx).await?;
    drop(tx);
    let mut signers: Vec<(String, String)> = all.iter().map(|one| (one.id.to_string(), names::shown(&one.names, &main))).collect();
    signers.sort_by_cached_key(|(_, name)| language::fold_simple(name));
    signers.insert(0, (String::new(), web.text(&desk.language, "settings-no-byline", "")));
    let byline = site.identity.default_contributor.map(|id| id.to_string()).unwrap_or_default();
    let mut form = Form::new(web, &desk.language, frame, ("desk-settings", HOME), typed, problems)
        .hidden("workflow_asked", "1")
        .part("setup-site")
        .field("text", "name", "field-site-name", &site.identity.name)
        .field("text", "languages", "field-languages", &site.identity.languages.join(", "))
        .field("text", "zone", "field-zone", &site.identity.zone)
        .select("byline", "field-default-byline", &byline, signers);
    for language in &site.identity.languages {
        let text = site.identity.description.get(language).map_or("", String::as_str);
        form = form.lang_field("text", &format!("description.{language}"), "field-site-description", text, language);
    }
    form = form
        .part("settings-look")
        .picture("logo", "field-logo", logo)
        .picture("logo-dark", "field-logo-dark", logo_dark)
        .field("text", "accent", "field-accent", &site.look.accent)
        .field("textarea", "menu", "field-menu", &links_text(&site.look.menu))
        .field("textarea", "footer", "field-footer", &links_text(&site.look.footer))
        .field("textarea", "social", "field-social", &links_text(&site.look.social))
        .part("settings-share");
    for place in 0..SHARE_TARGETS.len() {
        let chosen = site.share.get(place).map_or("", String::as_str);
        form = form.select(&format!("share.{place}"), "field-share", chosen, targets(web, desk)).number(place + 1);
    }
    form = form
        .part("setup-legal")
        .field("text", "publisher", "field-publisher", &site.legal.publisher)
        .field("textarea", "address", "field-address", &site.legal.address)
        .field("text", "registration", "field-registration", &site.legal.registration)
        .field("text", "director", "field-director", &site.legal.director)
        .field("textarea", "host", "field-host", &site.legal.host)
        .field("email", "contact", "field-contact", &site.legal.contact)
        .part("setup-mail")
        .field("email", "from", "field-from", &site.mail.from)
        .field("email", "reply_to", "field-reply-to", &site.mail.reply_to)
        .field("number", "hold_minutes", "field-hold", &site.mail.hold_minutes.to_string())
        .field("email", "bounces", "field-bounces", &site.mail.bounces)
        .part("settings-workflow")
        .field("check", "workflow_review", "field-workflow-review", if site.workflow.review { "1" } else { "" })
        .field("check", "workflow_ready", "field-workflow-ready", if site.workflow.ready { "1" } else { "" })
        .part("settings-wording");
    for language in &site.identity.languages {
        let own = site.phrases.get(language);
        for key in WORDING {
            let value = own.and_then(|own| own.get(key)).map_or("", String::as_str);
            let tag = language::Tag::parse(language).map_err(Failure::broken)?;
            let usual = web.app.theme.usual(&tag, key, &[("of", "{of}"), ("site", "{site}")]);
            form =
                form.lang_field("text", &format!("word.{language}.{key}"), &format!("wording-{key}"), value, language).placeholder(&usual);
        }
    }
    form.answer()
}

/// GET `/desk/settings`
pub async fn show(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    page(&web, &desk, &load(&web).await?, &Fields::default(), &[]).await
}

/// The share links there are, in the desk's words, and none.
fn targets(web: &Web, desk: &Desk) -> Vec<(String, String)> {
    let words = |name: &str| (name.to_owned(), web.text(&desk.language, &format!("share-{name}"), ""));
    std::iter::once((String::new(), web.text(&desk.language, "share-none", ""))).chain(SHARE_TARGETS.map(words)).collect()
}

/// The chosen share links in their order, each once.
fn shared(fields: &Fields) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for place in 0..SHARE_TARGETS.len() {
        let name = fields.get(&format!("share.{place}")).to_owned();
        if !name.is_empty() && !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn list(text: &str) -> Vec<String> {
    text.split([',', ' ', '\n']).map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

/// POST `/desk/settings`
pub async fn save(State(web): State<Web>, mut form: PostedFiles) -> Result<Response, Failure> {
    form.desk.allow(Right::Administer)?;
    let before = load(&web).await?;
    let mut site = before.clone();
    let standing = [("logo", before.look.logo), ("logo-dark", before.look.logo_dark)];
    let (pictures, mut problems) = media::read_fields(&web, &mut form, &standing).await?;
    let PostedFiles { desk, fields, .. } = form;
    site.look.logo = pictures.get("logo").copied().flatten();
    site.look.logo_dark = pictures.get("logo-dark").copied().flatten();
    fields.get("name").clone_into(&mut site.identity.name);
    site.identity.languages = list(fields.get("languages"));
    fields.get("zone").clone_into(&mut site.identity.zone);
    if fields.has("byline") {
        site.identity.default_contributor = fields.get("byline").parse().ok();
    }
    fields.get("accent").trim().clone_into(&mut site.look.accent);
    site.look.menu = links("menu", fields.get("menu"), &mut problems);
    site.look.footer = links("footer", fields.get("footer"), &mut problems);
    site.look.social = links("social", fields.get("social"), &mut problems);
    site.share = shared(&fields);
    for (name, to) in [
        ("publisher", &mut site.legal.publisher),
        ("address", &mut site.legal.address),
        ("registration", &mut site.legal.registration),
        ("director", &mut site.legal.director),
        ("host", &mut site.legal.host),
        ("contact", &mut site.legal.contact),
        ("from", &mut site.mail.from),
        ("reply_to", &mut site.mail.reply_to),
    ] {
        fields.get(name).clone_into(to);
    }
    fields.get("bounces").trim().clone_into(&mut site.mail.bounces);
    if site.mail.bounces.split_once('@').is_none_or(|(local, domain)| local.is_empty() || domain.is_empty())
        && !site.mail.bounces.is_empty()
    {
        problems.push(Problem::new("bounces", "problem-bounces-form"));
    }
    // Boxes that are not ticked are not sent: they are read where the form as a whole was.
    if fields.has("workflow_asked") {
        site.workflow = Workflow { review: fields.has("workflow_review"), ready: fields.has("workflow_ready") };
    }
    if fields.has("hold_minutes") {
        match fields.get("hold_minutes").trim().parse::<i64>() {
            Ok(minutes @ 0..=1_440) => site.mail.hold_minutes = minutes,
            _ => problems.push(Problem::new("hold_minutes", "problem-hold-number")),
        }
    }
    for (name, value) in fields.iter() {
        if let Some(language) = name.strip_prefix("description.") {
            match value.trim() {
                "" => site.identity.description.remove(language),
                text => site.identity.description.insert(language.to_owned(), text.to_owned()),
            };
        }
        if let Some((language, key)) = name.strip_prefix("word.").and_then(|rest| rest.split_once('.'))
            && WORDING.contains(&key)
        {
            site.phrases.entry(language.to_owned()).or_default().insert(key.to_owned(), value.trim().to_owned());
        }
    }
    match theme::colour::parse(&site.look.accent) {
        _ if site.look.accent.is_empty() => {}
        None => problems.push(Problem::new("accent", "problem-accent-form")),
        Some(colour) if !theme::colour::readable(colour) => problems.push(Problem::new("accent", "problem-accent-contrast")),
        Some(_) => {}
    }
    if before.identity.main_language() != site.identity.main_language() {
        problems.push(Problem::with("languages", "problem-main-language", before.identity.main_language()));
    }
    if !problems.is_empty() {
        return page(&web, &desk, &site, &fields, &problems).await;
    }
    match or_problems(site::save(&web.app, &desk.actor(), &site).await)? {
        Ok(number) => {
            web.published(number).await;
            for id in [site.look.logo, site.look.logo_dark].into_iter().flatten() {
                media::name_after(&web, &desk, id, &site.identity.name).await?;
            }
            Ok(match fields.get("action").strip_prefix("choose-") {
                Some(logo) => Redirect::to(&format!("{HOME}/{logo}")).into_response(),
                None => done(HOME, "saved"),
            })
        }
        Err(problems) => page(&web, &desk, &site, &fields, &problems).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_one_a_line_and_what_is_none_is_told() {
        let mut problems = Vec::new();
        let read =
            links("menu", "Qui sommes-nous | /qui\nAilleurs|https://a.example\n\nnothing\nBad | javascript:x\nOut | /\\\\x", &mut problems);
        assert_eq!(read.iter().map(|link| link.href.as_str()).collect::<Vec<_>>(), ["/qui", "https://a.example"]);
        assert_eq!(problems.len(), 3);
        assert_eq!(links("menu", &links_text(&read), &mut Vec::new()), read);
    }
}
