//! The article pages of the desk: lists, the edit page, publishing, preview.

use std::collections::BTreeMap;

use serde::Serialize;

use super::frame::Frame;
use super::stages::Stages;

/// A choice of a select, a checkbox or a radio button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

impl Choice {
    /// A choice not chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), chosen: false }
    }
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRow {
    /// The edit page.
    pub href: String,
    /// The headline, empty for one not yet named.
    pub headline: String,
    /// The article's language.
    pub language: String,
    /// Its state, a word of the badge.
    pub state: String,
    /// The section's name, if it has one.
    pub section: Option<String>,
    /// Who made it; may be empty.
    pub owner: String,
    /// The day and hour of the last change, in words.
    pub changed: String,
    /// The day and hour that readers see, in words.
    pub published: Option<String>,
    /// Its page on the site, when readers can see it.
    pub public_href: Option<String>,
    /// Whether it is the lead of the home page.
    pub lead: bool,
}

/// A tab of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tab {
    /// The state shown: `all`, `draft`, `published`, ..., `trash`.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the current one.
    pub current: bool,
}

/// `desk/articles/list.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleList {
    /// The frame.
    pub frame: Frame,
    /// The states.
    pub tabs: Vec<Tab>,
    /// The current state's name.
    pub state: String,
    /// The words searched for.
    pub words: String,
    /// The languages to filter by, empty when the site has one.
    pub languages: Vec<Choice>,
    /// The sections to filter by.
    pub sections: Vec<Choice>,
    /// Who made articles, to filter by; empty when there is one account.
    pub owners: Vec<Choice>,
    /// The flags to filter by.
    pub flags: Vec<Choice>,
    /// The first day, as typed.
    pub from: String,
    /// The last day, as typed.
    pub to: String,
    /// Whether one of the days is none.
    pub wrong_date: bool,
    /// Whether anything but state and words is asked for.
    pub narrowed: bool,
    /// The articles, latest change first; between days, latest date first.
    pub articles: Vec<ArticleRow>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page, when this is not it.
    pub first_href: Option<String>,
}

/// `desk/articles/new.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewArticle {
    /// The frame.
    pub frame: Frame,
    /// The headline typed so far.
    pub headline: String,
    /// The note typed so far, for an idea.
    pub note: String,
    /// The people an idea may be given to.
    pub people: Vec<Choice>,
    /// The site's languages.
    pub languages: Vec<Choice>,
    /// The sections.
    pub sections: Vec<Choice>,
    /// What is wrong, by field.
    pub errors: BTreeMap<String, String>,
}

/// A topic that the text may be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuggestedTopic {
    /// The field of its box: `topics`, or `topic_named` for a name that is no topic yet.
    pub field: String,
    /// What the box sends.
    pub value: String,
    /// Its name.
    pub name: String,
    /// Why it is suggested.
    pub why: String,
}

/// The picture at the head of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Featured {
    /// The picture's number.
    pub id: String,
    /// A small rendering.
    pub src: String,
    /// Its own alternative text, offered when the article gives none.
    pub alt: String,
    /// Its own caption, likewise.
    pub caption: String,
    /// Its own credit, likewise.
    pub credit: String,
}

/// One line of the byline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BylineRow {
    /// The contributors, the signing one chosen.
    pub contributors: Vec<Choice>,
    /// The roles, the signing one chosen.
    pub roles: Vec<Choice>,
}

/// One saved revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisionRow {
    /// When, in words.
    pub made: String,
    /// By whom, if known.
    pub by: String,
    /// Why it was made: `save`, `publish`, `conflict`, ...
    pub reason: String,
    /// How many words it has.
    pub words: i64,
    /// Where to read it.
    pub href: String,
    /// Its number, for comparing.
    pub id: String,
}

/// A secret link to the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewLink {
    /// The whole address.
    pub href: String,
    /// Until when, in words.
    pub expires: String,
    /// Where to POST to revoke it.
    pub revoke_href: String,
}

/// `desk/articles/edit.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditArticle {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// The number of the working copy that this page shows.
    pub number: String,
    /// The text that the one on this page was begun from: fields as JSON.
    pub from: String,
    /// Who else has it open, and where they are in it.
    pub present: Vec<(String, String)>,
    /// Its state.
    pub state: String,
    /// The headline, as typed.
    pub headline: String,
    /// The kicker, as typed.
    pub kicker: String,
    /// The standfirst, as typed.
    pub standfirst: String,
    /// The excerpt, as typed.
    pub excerpt: String,
    /// The excerpt that cards show when none is typed.
    pub automatic_excerpt: String,
    /// The slug, as typed.
    pub slug: String,
    /// The slug made from the headline.
    pub automatic_slug: String,
    /// The body: the document as JSON.
    pub body: String,
    /// The article's language.
    pub language: String,
    /// The languages that may be chosen, one only once readers have seen it.
    pub languages: Vec<Choice>,
    /// The sections; the chosen one gives the label.
    pub sections: Vec<Choice>,
    /// The sections it also appears in.
    pub further_sections: Vec<Choice>,
    /// The topics.
    pub topics: Vec<Choice>,
    /// Topics that the text may be about.
    pub suggested: Vec<SuggestedTopic>,
    /// The byline, one empty line last.
    pub bylines: Vec<BylineRow>,
    /// The featured picture.
    pub image: Option<Featured>,
    /// Its alternative text here.
    pub image_alt: String,
    /// Its caption here.
    pub image_caption: String,
    /// Its credit here.
    pub image_credit: String,
    /// Whether it leads the home page.
    pub lead: bool,
    /// The other articles of its translation family: names of languages and addresses of edit pages.
    pub family: Vec<(String, String)>,
    /// New topics typed, not made yet.
    pub new_topics: String,
    /// Its page on the site, when readers can see it.
    pub public_href: Option<String>,
    /// When readers could first see it, in words.
    pub published: Option<String>,
    /// Whether the working copy differs from what readers see.
    pub changed_since: bool,
    /// When the working copy was last saved, in words.
    pub saved: String,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// Saved revisions, newest first.
    pub revisions: Vec<RevisionRow>,
    /// Secret links to the preview that still work.
    pub links: Vec<PreviewLink>,
    /// Where it stands between people.
    pub stages: Stages,
    /// What is wrong, by field.
    pub errors: BTreeMap<String, String>,
    /// The editor's script.
    pub editor_js: String,
    /// The editor's style.
    pub editor_css: String,
}

/// Something the checks found before publishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The sentence.
    pub text: String,
    /// Whether it stops publishing.
    pub stops: bool,
    /// Where to mend it.
    pub href: String,
}

/// An at-once newsletter that a publication would go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewsletterChoice {
    /// Its number.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many readers it has now.
    pub readers: i64,
    /// What is chosen for it: `send`, `later`, `not`.
    pub chosen: String,
}

/// What to expect of the mailing, and the digests that would have the article instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailForecast {
    /// To how many, by when: a sentence.
    pub text: String,
    /// That it takes long, or that some readers would never get it: a sentence; may be empty.
    pub warning: String,
    /// Daily and weekly newsletters to put it into instead.
    pub digests: Vec<DigestChoice>,
    /// Where to make such a newsletter; empty when it goes in good time.
    pub new_href: String,
}

/// A digest to put an article into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestChoice {
    /// Its number.
    pub id: String,
    /// Its name, and when it comes.
    pub name: String,
    /// How many readers it has now.
    pub readers: i64,
    /// Whether it is ticked.
    pub chosen: bool,
}

/// `desk/articles/publish.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishArticle {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// The number of the working copy that would be published.
    pub number: String,
    /// Its headline.
    pub headline: String,
    /// Whether readers already see an earlier revision.
    pub update: bool,
    /// Whether readers saw it before.
    pub was_public: bool,
    /// The address it will have.
    pub address: String,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// Whether one of them stops publishing.
    pub stopped: bool,
    /// Whether this account may publish all the same, with a reason.
    pub may_overrule: bool,
    /// Whether that was ticked before.
    pub overrule: bool,
    /// The reason, as typed.
    pub reason: String,
    /// Whether a moment may be set instead of publishing now.
    pub may_schedule: bool,
    /// Whether this page sets the moment.
    pub scheduling: bool,
    /// The moment, as typed or as set before.
    pub moment: String,
    /// The zone it is meant in.
    pub zone: String,
    /// Whether that time comes twice, and one has to be chosen.
    pub twice: bool,
    /// Whether it is to lead the home page, as ticked before.
    pub lead: bool,
    /// Whether readers are to be told, as ticked before.
    pub tell_readers: bool,
    /// The newsletters to decide on, none for an update.
    pub newsletters: Vec<NewsletterChoice>,
    /// What to expect of the mailing; none when nothing would be mailed.
    pub forecast: Option<MailForecast>,
    /// The newsroom's own words above the article, as typed.
    pub note: String,
    /// Why nothing is mailed, when there are newsletters but none will go: a sentence.
    pub no_mailing: Option<String>,
    /// The hold in minutes, as typed.
    pub hold: String,
    /// What is wrong, by field.
    pub errors: BTreeMap<String, String>,
}

/// `desk/articles/preview.html`: the frame around the reader's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviewArticle {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// The reader's page of the working copy.
    pub page_href: String,
}

/// `desk/articles/revision.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShowRevision {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// The revision's number.
    pub revision: String,
    /// The number of the working copy it would replace.
    pub number: String,
    /// When it was made, in words.
    pub made: String,
    /// By whom.
    pub by: String,
    /// Its headline.
    pub headline: String,
    /// Its standfirst.
    pub standfirst: String,
    /// Its text as paragraphs.
    pub paragraphs: Vec<String>,
    /// The language it is in.
    pub language: String,
}

/// `desk/articles/confirm.html`: one act that asks first: unpublish, retract, trash, review, ready, draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfirmArticle {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// The act: `unpublish`, `retract`, `trash`.
    pub act: String,
    /// The notice typed so far (retract).
    pub notice: String,
    /// The note typed so far (all but retract and trash).
    pub note: String,
    /// Whom it may be given to, the person chosen; empty where nobody is asked for.
    pub people: Vec<Choice>,
    /// How many mails wait and would be cancelled, when a mailing is under way.
    pub pending: Option<i64>,
    /// How many mails of it have gone, or may have.
    pub gone: i64,
    /// What is wrong, by field.
    pub errors: BTreeMap<String, String>,
}
