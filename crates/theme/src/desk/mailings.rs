//! The pages of mailings: the list, one of them.

use serde::Serialize;

use super::frame::{Frame, Here};

/// One mailing of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingRow {
    /// Its page.
    pub href: String,
    /// The article's headline, or the newsletter of a digest.
    pub title: String,
    /// Its state, a word of the phrases `mailing-state-...`.
    pub state: String,
    /// When it was made, in words.
    pub made: String,
    /// How many it is for; before its cut-off none.
    pub readers: Option<i64>,
    /// How many the relay has taken.
    pub submitted: i64,
    /// How many are still to be sent.
    pub to_send: i64,
    /// How many were refused or are in doubt.
    pub failed: i64,
}

/// `desk/mailings/list.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingList {
    /// The frame.
    pub frame: Frame,
    /// What the newsroom is alerted to.
    pub alerts: Vec<MailAlert>,
    /// Newest first.
    pub mailings: Vec<MailingRow>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page, when this is not it.
    pub first_href: Option<String>,
}

/// A number of the totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The word of the phrase `mailing-...`.
    pub name: String,
    /// How many.
    pub count: i64,
}

/// A newsletter of a mailing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingNewsletter {
    /// Its number.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `waiting`, `later` or `closed`.
    pub state: String,
    /// How many readers it has now.
    pub readers: i64,
}

/// What the relay said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingReply {
    /// `deferred`, `rejected`, `cancelled`, `pending`.
    pub state: String,
    /// Its words.
    pub words: String,
    /// To how many.
    pub count: i64,
}

/// A delivery in doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingDoubt {
    /// The subscriber's number.
    pub id: String,
    /// Their address; none when they were erased since.
    pub address: Option<String>,
    /// How the conversation broke off.
    pub words: String,
    /// Since when, in words.
    pub since: String,
}

/// Someone whose mail was put off or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingFailed {
    /// Their page at the desk; empty when they were erased since.
    pub href: String,
    /// Their address; none when they were erased since.
    pub address: Option<String>,
    /// `deferred` or `rejected`.
    pub state: String,
    /// The relay's words.
    pub words: String,
    /// Since when, in words.
    pub since: String,
}

/// An article of a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestArticle {
    /// Its number.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// Its language.
    pub language: String,
}

/// The articles of one section of a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestGroup {
    /// The section's number.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its articles.
    pub articles: Vec<DigestArticle>,
}

/// A digest's articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestOrder {
    /// The one that leads.
    pub lead: Option<DigestArticle>,
    /// The others by section.
    pub groups: Vec<DigestGroup>,
    /// Those that are left out.
    pub left_out: Vec<DigestArticle>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailAlert {
    /// Where "seen" is sent; empty: it goes by itself when the cause is gone.
    pub away: String,
    /// What happened, a sentence.
    pub text: String,
    /// The mailing; may be empty.
    pub href: String,
    /// Since when, in words.
    pub at: String,
}

/// `desk/mailings/preview.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingPreview {
    /// The frame.
    pub frame: Frame,
    /// The mailing's number.
    pub id: String,
    /// The mail's subject.
    pub subject: String,
    /// The newsletter's name.
    pub newsletter: String,
    /// The widths and grounds to look at it in: the key of the phrase, the page, whether it is this one.
    pub views: Vec<(String, String, bool)>,
    /// The width of the frame, in pixels.
    pub width: u32,
    /// The HTML part by itself.
    pub page_href: String,
    /// The plain text.
    pub text: String,
    /// How much the HTML weighs, in kilobytes.
    pub kilobytes: usize,
    /// Whether some readers of mail would cut it.
    pub heavy: bool,
}

/// `desk/mailings/show.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailingPage {
    /// The frame.
    pub frame: Frame,
    /// Its number.
    pub id: String,
    /// The article's headline, or the newsletter of a digest.
    pub title: String,
    /// The article at the desk; none for a digest.
    pub article_href: Option<String>,
    /// Its state.
    pub state: String,
    /// Facts in words: the word of the phrase `mailing-fact-...`, and the text.
    pub facts: Vec<(String, String)>,
    /// Why nothing is sent for now; may be empty.
    pub trouble: String,
    /// While it is held: how many readers would get it now.
    pub audience: Option<i64>,
    /// Confirmed subscribers of its newsletters at the cut-off.
    pub candidates: i64,
    /// Of these, those whose address is suppressed.
    pub excluded: i64,
    /// Of these, those that got a delivery.
    pub frozen: i64,
    /// Their states; they add up to `frozen`.
    pub figures: Vec<Figure>,
    /// Its newsletters.
    pub newsletters: Vec<MailingNewsletter>,
    /// What the relay said.
    pub replies: Vec<MailingReply>,
    /// The links whose following is counted: the path for people, the address, how often.
    pub followed: Vec<(String, String, i64)>,
    /// The deliveries in doubt.
    pub doubts: Vec<MailingDoubt>,
    /// Those put off or refused.
    pub failed: Vec<MailingFailed>,
    /// Of a digest: its articles.
    pub digest: Option<DigestOrder>,
    /// The newsroom's own words above the articles, as typed.
    pub note: String,
    /// Whether articles and note can still be altered.
    pub can_arrange: bool,
    /// The weight of its HTML in kilobytes, when some readers of mail would cut it.
    pub heavy: Option<usize>,
    /// Whether its sending can be stopped for a while.
    pub can_stop: bool,
    /// Whether it can go on.
    pub can_resume: bool,
    /// What came back.
    pub returned: Vec<super::bounces::ReturnedMail>,
    /// Those still to be sent, now or later.
    pub to_send: i64,
    /// Whether it stood in a restored backup and asks what to do.
    pub asks: bool,
    /// Whether "send now" can be pressed.
    pub can_send_now: bool,
    /// Whether it can be stopped.
    pub can_cancel: bool,
    /// Whether newsletters were left for later that may go now.
    pub can_let_go: bool,
    /// Whether a test can be sent.
    pub can_test: bool,
    /// The address a test goes to.
    pub test_address: String,
    /// What could not be done; may be empty.
    pub problem: String,
}

impl MailingList {
    /// A list of one.
    pub fn sample() -> MailingList {
        MailingList {
            frame: Frame { here: Here::Mailings, ..Frame::sample() },
            alerts: vec![MailAlert {
                away: "/desk/mailings/alerts/1".to_owned(),
                text: "Des lecteurs se plaignent d’un envoi.".to_owned(),
                href: "/desk/mailings/1".to_owned(),
                at: "20 septembre 2026 à 14:03".to_owned(),
            }],
            mailings: vec![MailingRow {
                href: "/desk/mailings/1".to_owned(),
                title: "À Dobrava, la rivière retrouve son lit".to_owned(),
                state: "sending".to_owned(),
                made: "20 septembre 2026 à 14:03".to_owned(),
                readers: Some(1_204),
                submitted: 800,
                to_send: 402,
                failed: 2,
            }],
            older_href: Some("/desk/mailings?before=1".to_owned()),
            first_href: Some("/desk/mailings".to_owned()),
        }
    }
}

impl DigestOrder {
    fn sample() -> DigestOrder {
        let article =
            |id: &str, headline: &str| DigestArticle { id: id.to_owned(), headline: headline.to_owned(), language: "fr".to_owned() };
        let group = |id: &str, title: &str, articles| DigestGroup { id: id.to_owned(), title: title.to_owned(), articles };
        DigestOrder {
            lead: Some(article("7", "À Dobrava, la rivière retrouve son lit")),
            groups: vec![
                group("1", "Économie", vec![article("8", "Les moulins de la Lim tournent de nouveau"), article("9", "Le prix du pain")]),
                group("2", "Culture", vec![article("10", "Le festival du lac")]),
            ],
            left_out: vec![article("11", "Une brève")],
        }
    }
}

impl MailingPreview {
    /// A narrow, dark one that is too heavy.
    pub fn sample() -> MailingPreview {
        let view = |key: &str, here| (key.to_owned(), format!("/desk/mailings/1/preview?newsletter=4&view={key}"), here);
        MailingPreview {
            frame: Frame { here: Here::Mailings, ..Frame::sample() },
            id: "1".to_owned(),
            subject: "À Dobrava, la rivière retrouve son lit".to_owned(),
            newsletter: "Tous les articles".to_owned(),
            views: vec![view("phone", false), view("phone-dark", true), view("wide", false), view("wide-dark", false)],
            width: 360,
            page_href: "/desk/mailings/1/preview/page?newsletter=4&view=phone-dark".to_owned(),
            text: "À Dobrava, la rivière retrouve son lit\n".to_owned(),
            kilobytes: 96,
            heavy: true,
        }
    }
}

impl MailingPage {
    /// A mailing under way, with everything that can go wrong.
    pub fn sample() -> MailingPage {
        let figure = |name: &str, count: i64| Figure { name: name.to_owned(), count };
        MailingPage {
            frame: Frame { here: Here::Mailings, ..Frame::sample() },
            id: "1".to_owned(),
            title: "À Dobrava, la rivière retrouve son lit".to_owned(),
            article_href: Some("/desk/articles/7".to_owned()),
            state: "sending".to_owned(),
            facts: ["made", "hold", "cut-off", "through", "expires", "ended"]
                .map(|name| (name.to_owned(), "20 septembre 2026 à 14:03".to_owned()))
                .into(),
            trouble: "Le service d’envoi ne répond pas.".to_owned(),
            audience: Some(1_204),
            candidates: 1_206,
            excluded: 2,
            frozen: 1_204,
            figures: vec![
                figure("submitted", 800),
                figure("pending", 400),
                figure("deferred", 2),
                figure("rejected", 1),
                figure("in-doubt", 1),
                figure("suppressed", 0),
                figure("cancelled", 0),
                figure("expired", 0),
            ],
            newsletters: ["waiting", "later", "closed"]
                .map(|state| MailingNewsletter {
                    id: "4".to_owned(),
                    name: "Tous les articles".to_owned(),
                    state: state.to_owned(),
                    readers: 1_204,
                })
                .into(),
            replies: ["deferred", "rejected", "cancelled", "pending"]
                .map(|state| MailingReply { state: state.to_owned(), words: "450 4.2.0 later".to_owned(), count: 2 })
                .into(),
            followed: vec![("/politique/à-dobrava".to_owned(), "/politique/%C3%A0-dobrava".to_owned(), 312)],
            doubts: vec![MailingDoubt {
                id: "9".to_owned(),
                address: Some("lectrice@example.org".to_owned()),
                words: "connection closed".to_owned(),
                since: "20 septembre 2026 à 14:05".to_owned(),
            }],
            failed: vec![MailingFailed {
                href: "/desk/subscribers/9".to_owned(),
                address: Some("lecteur@example.org".to_owned()),
                state: "deferred".to_owned(),
                words: "452 4.2.2 full".to_owned(),
                since: "20 septembre 2026 à 14:05".to_owned(),
            }],
            digest: Some(DigestOrder::sample()),
            note: "Une semaine d’eau et de moulins.".to_owned(),
            can_arrange: true,
            heavy: Some(96),
            can_stop: true,
            can_resume: true,
            returned: super::bounces::ReturnedMail::samples(),
            to_send: 402,
            asks: true,
            can_send_now: true,
            can_cancel: true,
            can_let_go: true,
            can_test: true,
            test_address: "milica@example.org".to_owned(),
            problem: "Cet envoi est terminé.".to_owned(),
        }
    }
}
