//! What our mails are made of, against what readers of mail show (`mail_support.tsv`, from caniemail's data).
//!
//! A mail may use only what stands in the table; what some readers of mail do not show says there what is seen instead.

use std::collections::{BTreeMap, BTreeSet};

use language::Tag;
use theme::Theme;
use theme::mail::{AlertMail, ArticleMail, DigestMail, SubscriberMail};

const TABLE: &str = include_str!("mail_support.tsv");

/// Every element that an article's body can have in a mail.
const BODY: &str = "<p>Un <a href=\"https://example.org\">lien</a>, <strong>gras</strong>, <em>penché</em>, <code>code</code>, <s>non</s>, \
    <sub>2</sub>, <sup>3</sup>, <span lang=\"sr\">реч</span>.<br>Suite</p><h2>A</h2><h3>B</h3><h4>C</h4><ul><li>x</li></ul><ol><li>y</li></ol>\
    <ol start=\"3\"><li>z</li></ol><blockquote><p>q</p><p><cite>Mira</cite></p></blockquote><pre><code>let</code></pre><hr>\
    <figure><img src=\"https://example.org/a.jpg\" alt=\"a\" width=\"560\"><figcaption>c <small>d</small></figcaption></figure>\
    <table border=\"1\" cellpadding=\"6\" cellspacing=\"0\"><caption>t</caption><thead><tr><th scope=\"col\">h</th></tr></thead>\
    <tbody><tr><td colspan=\"2\" rowspan=\"2\">i</td></tr></tbody></table>";

/// Every mail of the theme, as HTML.
fn mails() -> Vec<String> {
    let (theme, tag) = (Theme::load(None).unwrap(), Tag::parse("fr").unwrap());
    let article = ArticleMail { body_html: BODY.to_owned(), ..ArticleMail::sample() };
    let cut = ArticleMail { whole: false, ..article.clone() };
    let mut mails = vec![
        theme.render("mail/article.html", &tag, &article).unwrap(),
        theme.render("mail/article.html", &tag, &cut).unwrap(),
        theme.render("mail/digest.html", &tag, &DigestMail::sample()).unwrap(),
        theme.render("mail/alert.html", &tag, &AlertMail::sample()).unwrap(),
    ];
    for name in ["confirm", "known", "welcome"] {
        mails.push(theme.render(&format!("mail/{name}.html"), &tag, &SubscriberMail::sample()).unwrap());
    }
    mails
}

/// The features of the table, with their lines.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect::<Vec<_>>()).map(|line| (line[0], line)).collect()
}

/// The features that a mail uses.
fn features(html: &str) -> BTreeSet<String> {
    let html = without_comments(html);
    let mut found = BTreeSet::new();
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = rest.split_once('>').unwrap();
        rest = after;
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        found.insert(format!("element {name}"));
        for (attribute, value) in attributes_of(attributes) {
            found.insert(format!("attribute {attribute}"));
            match (name, attribute) {
                (_, "style") => found.extend(properties(value)),
                ("meta", "name") => drop(found.insert(format!("meta {value}"))),
                _ => {}
            }
        }
        if name == "style" {
            let (css, after) = rest.split_once("</style>").unwrap();
            found.extend(rules(css));
            rest = after;
        }
    }
    found
}

fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").unwrap().1;
    }
    out + rest
}

fn attributes_of(mut text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while let Some((name, after)) = text.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap();
        found.push((name.trim(), value));
        text = after;
    }
    found
}

fn properties(style: &str) -> impl Iterator<Item = String> {
    let named = style.split(';').filter_map(|one| one.split_once(':'));
    named.map(|(name, _)| format!("property {}", name.trim()))
}

/// What a style sheet uses: properties, rules, kinds of selectors.
fn rules(css: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for piece in css.split_inclusive(['{', '}']) {
        if let Some(prelude) = piece.strip_suffix('{').map(str::trim) {
            if prelude.starts_with("@media") {
                let what = if prelude.contains("prefers-color-scheme") { "rule @media (prefers-color-scheme)" } else { "rule @media" };
                found.insert(what.to_owned());
                continue;
            }
            assert!(!prelude.starts_with('@'), "a rule that nobody has looked at: {prelude}");
            for part in prelude.split([' ', ',']).filter(|part| !part.is_empty()) {
                let kind = if part.starts_with(':') {
                    part
                } else if part.starts_with('.') {
                    "class"
                } else {
                    "type"
                };
                found.insert(format!("selector {kind}"));
            }
            if prelude.split(',').any(|one| one.trim().contains(' ')) {
                found.insert("selector descendant".to_owned());
            }
        } else if let Some(body) = piece.strip_suffix('}') {
            found.extend(properties(body));
            if body.contains("!important") {
                found.insert("rule !important".to_owned());
            }
        }
    }
    found
}

#[test]
fn mails_are_made_of_what_readers_of_mail_are_known_to_show() {
    let table = table();
    let used: BTreeSet<String> = mails().iter().flat_map(|mail| features(mail)).collect();
    let unknown: Vec<&String> = used.iter().filter(|feature| !table.contains_key(feature.as_str())).collect();
    assert!(unknown.is_empty(), "not in mail_support.tsv: {unknown:?}");
    let idle: Vec<&&str> = table.keys().filter(|feature| !used.contains(**feature)).collect();
    assert!(idle.is_empty(), "in mail_support.tsv, but in no mail: {idle:?}");
}

#[test]
fn what_is_not_shown_everywhere_says_what_is_seen_instead() {
    for (feature, line) in table() {
        assert!(line.len() >= 9, "{feature}: nine columns");
        assert!(line[3..9].iter().all(|one| ["y", "a", "n", "u", "-"].contains(one)), "{feature}: {line:?}");
        let everywhere = line[3..9].iter().all(|one| ["y", "u"].contains(one));
        assert!(everywhere || line.get(9).is_some_and(|instead| !instead.is_empty()), "{feature}");
    }
}

#[test]
fn a_feature_that_nobody_has_looked_at_is_found() {
    let found = features("<style>.a > b { gap: 1px }</style><p style=\"display:flex;float:left\"><video src=\"x\"></p>");
    for feature in ["property gap", "property float", "element video", "selector class"] {
        assert!(found.contains(feature), "{feature}: {found:?}");
    }
}
