//! Articles: one text in one language, from the first draft to the notice that it was retracted.
//!
//! Invariants: readers only ever see the published revision; autosave touches only the working copy; a revision is never
//! altered; the publishing transaction writes the article, its addresses, its changes and its mailing's intent together;
//! deleting is a trash of thirty days.

mod checks;
mod content;
mod edit;
mod events_store;
mod family;
mod family_store;
mod lists_store;
mod merge;
mod parts;
mod placing_store;
mod previews_store;
mod publish;
mod reach;
mod revisions_store;
mod schedule;
mod schedule_store;
mod stages;
mod stages_store;
mod state;
mod store;
mod thin;
mod todo_store;
mod together;
mod transitions;
mod trash;

pub use checks::{Finding, Weight, checks};
pub use content::{Byline, BylineRole, Content, Revision, WorkingCopy};
pub use edit::{Autosaved, Idea, Revise, autosave, create, create_idea, preview_link, revoke_previews, save, use_preview};
pub use events_store::{Event, event, events, troubles};
pub use family::{Relative, join_family, leave_family, relatives, set_language, translate};
pub use lists_store::{
    Card, DeskFilter, DeskRow, Keyset, by_contributor, by_month, by_section, by_topic, cards, desk_list, latest, lead, newest_before,
    of_family,
};
pub use merge::{Choices, Merge, merge};
pub use parts::{FIELDS, restore_part};
pub use placing_store::{automatic_excerpt, keys_of};
pub use previews_store::{PreviewLink, previews_of};
pub use publish::{ImportArticle, Publish, Published, Told, import, publish, retract, set_lead, unpublish, unpublish_because};
pub use reach::{Reach, reach};
pub use revisions_store::{published_content, revision, revisions};
pub use schedule::{Which, moment, moment_text, publish_due, schedule};
pub use stages::{Flag, Hand, assign, set_flags, step, stepping};
pub use state::State;
pub use store::{Article, article, published, working_copy};
pub use thin::thin;
pub use todo_store::{TodoRow, Waiting, waiting};
pub use together::{Saved, save_from};
pub use transitions::{Stepping, Transition, Words};
pub use trash::{TRASH_DAYS, purge, restore, trash};
