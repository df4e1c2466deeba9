//! What every desk page needs beside its own content: who is signed in, where in the navigation we are, what to say.

use serde::Serialize;

/// The entry of the navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Here {
    /// Signed-out pages, and those that stand in no entry.
    Nowhere,
    /// What there is to do.
    Todo,
    /// The articles.
    Articles,
    /// Pictures and files.
    Media,
    /// Static pages.
    Pages,
    /// Sections.
    Sections,
    /// Topics.
    Topics,
    /// Contributors.
    Contributors,
    /// Newsletters.
    Newsletters,
    /// Subscribers.
    Subscribers,
    /// Mailings.
    Mailings,
    /// The local outbox.
    Outbox,
    /// Settings.
    Settings,
    /// Names written in several ways.
    Synonyms,
    /// Accounts.
    Accounts,
    /// One's own account.
    Own,
    /// The audit log.
    Audit,
    /// The state of the site.
    State,
}

/// How a notice is meant; the words are those of the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// Something was done.
    Good,
    /// Good to know.
    Info,
    /// Wants to be looked at.
    Attention,
    /// Something failed.
    Bad,
}

/// One sentence shown at the top of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// How it is meant.
    pub kind: NoticeKind,
    /// The sentence, translated.
    pub text: String,
    /// Where there is more; may be empty.
    pub href: String,
}

/// The field `frame` of every desk context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// The interface's language (BCP 47), for `<html lang>`.
    pub language: String,
    /// The site's name.
    pub site_name: String,
    /// The name of the account, none on signed-out pages.
    pub account: Option<String>,
    /// Whether the account may publish.
    pub publishes: bool,
    /// Whether the account keeps topics and contributors.
    pub curates: bool,
    /// Whether the account may change settings, accounts, the site.
    pub administers: bool,
    /// The token that forms carry.
    pub csrf: String,
    /// The current entry of the navigation.
    pub here: Here,
    /// Whether mail is kept in a local outbox that the desk shows.
    pub outbox: bool,
    /// What to say first.
    pub notices: Vec<Notice>,
}

impl Frame {
    /// A frame with nobody in it.
    pub fn signed_out() -> Frame {
        Frame {
            language: "en".to_owned(),
            site_name: String::new(),
            account: None,
            publishes: false,
            curates: false,
            administers: false,
            csrf: String::new(),
            here: Here::Nowhere,
            outbox: false,
            notices: Vec::new(),
        }
    }

    /// An invented frame, for rendering templates without a site.
    pub fn sample() -> Frame {
        Frame {
            language: "fr".to_owned(),
            site_name: "Le Courrier des Trois Rivières".to_owned(),
            account: Some("Milica Marković".to_owned()),
            publishes: true,
            curates: true,
            administers: true,
            csrf: "c5rf".to_owned(),
            here: Here::Articles,
            outbox: true,
            notices: vec![Notice { kind: NoticeKind::Good, text: "Article enregistré.".to_owned(), href: String::new() }],
        }
    }
}
