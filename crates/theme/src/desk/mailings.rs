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
    /// The deliveries in doubt.
    pub doubts: Vec<MailingDoubt>,
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
            doubts: vec![MailingDoubt {
                id: "9".to_owned(),
                address: Some("lectrice@example.org".to_owned()),
                words: "connection closed".to_owned(),
                since: "20 septembre 2026 à 14:05".to_owned(),
            }],
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
