//! Contexts of the desk's pages: what a template of `desk/` is given. Each has a `sample()`.
//!
//! Every context has a field `frame`. Knows nothing of accounts or articles but the words shown.

pub mod articles;
mod failed;
mod forms;
mod frame;
pub mod related;
mod samples;

pub use failed::{Failed, SignedOut, Typed};
pub use forms::{Act, Field, FormPage, RowItem, RowsPage};
pub use frame::{Frame, Here, Notice, NoticeKind};

use crate::sampling::{Sample, sample};

/// Every template of `desk/` with its sample.
pub(crate) const SAMPLES: &[Sample] = &[
    sample!("desk/articles/confirm.html", articles::ConfirmArticle),
    sample!("desk/articles/edit.html", articles::EditArticle),
    sample!("desk/articles/list.html", articles::ArticleList),
    sample!("desk/articles/new.html", articles::NewArticle),
    sample!("desk/articles/preview.html", articles::PreviewArticle),
    sample!("desk/articles/publish.html", articles::PublishArticle),
    sample!("desk/articles/related.html", related::RelatedPage),
    sample!("desk/articles/revision.html", articles::ShowRevision),
    sample!("desk/failed.html", Failed),
    sample!("desk/form.html", FormPage),
    sample!("desk/rows.html", RowsPage),
    sample!("desk/signed-out.html", SignedOut),
];
