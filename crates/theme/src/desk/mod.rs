//! Contexts of the desk's pages: what a template of `desk/` is given. Each has a `sample()`.
//!
//! Every context has a field `frame`. Knows nothing of accounts or articles but the words shown.

pub mod articles;
pub mod bounces;
pub mod compare;
mod failed;
pub mod files;
mod forms;
mod frame;
pub mod imports;
pub mod mailings;
pub mod media;
pub mod newsletters;
pub mod outbox;
pub mod people;
pub mod related;
mod samples;
pub mod stages;
mod state;
pub mod subscribers;
mod translations;

pub use failed::{Failed, SignedOut, Typed};
pub use forms::{Act, Field, FormPage, RowItem, RowsPage, Wrong};
pub use frame::{Frame, Here, Notice, NoticeKind};

pub use state::{StatePage, StateRow};
pub use translations::{Candidate, Relative, Translations};

use crate::sampling::{Sample, sample};

/// Every template of `desk/` with its sample.
pub(crate) const SAMPLES: &[Sample] = &[
    sample!("desk/articles/compare.html", compare::ComparePage),
    sample!("desk/articles/confirm.html", articles::ConfirmArticle),
    sample!("desk/articles/edit.html", articles::EditArticle),
    sample!("desk/articles/list.html", articles::ArticleList),
    sample!("desk/articles/merge.html", compare::MergePage),
    sample!("desk/articles/new.html", articles::NewArticle),
    sample!("desk/articles/preview.html", articles::PreviewArticle),
    sample!("desk/articles/publish.html", articles::PublishArticle),
    sample!("desk/articles/related.html", related::RelatedPage),
    sample!("desk/articles/revision.html", articles::ShowRevision),
    sample!("desk/articles/revisions.html", compare::RevisionList),
    sample!("desk/articles/translations.html", Translations),
    sample!("desk/audit.html", people::AuditPage),
    sample!("desk/factor.html", people::FactorPage),
    sample!("desk/sessions.html", people::SessionsPage),
    sample!("desk/bounces.html", bounces::BouncesPage),
    sample!("desk/failed.html", Failed),
    sample!("desk/form.html", FormPage),
    sample!("desk/newsletters/list.html", newsletters::NewsletterList),
    sample!("desk/mailings/list.html", mailings::MailingList),
    sample!("desk/mailings/preview.html", mailings::MailingPreview),
    sample!("desk/mailings/show.html", mailings::MailingPage),
    sample!("desk/outbox/list.html", outbox::OutboxList),
    sample!("desk/outbox/show.html", outbox::OutboxMail),
    sample!("desk/files/list.html", files::FileList),
    sample!("desk/files/one.html", files::FilePage),
    sample!("desk/media/choose.html", media::ChooseMedia),
    sample!("desk/media/list.html", media::MediaList),
    sample!("desk/media/one.html", media::MediaPage),
    sample!("desk/rows.html", RowsPage),
    sample!("desk/signed-out.html", SignedOut),
    sample!("desk/state.html", StatePage),
    sample!("desk/subscribers/import/start.html", imports::ImportStart),
    sample!("desk/subscribers/import/show.html", imports::ImportPage),
    sample!("desk/todo.html", stages::TodoPage),
    sample!("desk/subscribers/list.html", subscribers::SubscriberList),
    sample!("desk/subscribers/one.html", subscribers::SubscriberPage),
];
