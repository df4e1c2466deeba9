//! Mailings: one sending of a newsletter to a frozen audience.
//!
//! The guarantee, in these words: nobody lost outside the in-doubt set, nobody twice, in doubt <= open connections, and the
//! desk shows them by name. How it is held:
//! - an article has one mailing, whose intent is written in the publishing transaction (`intend`);
//! - at the cut-off its variants are rendered once and stored (`cut_off`); its audience is frozen in chunks (`freeze`);
//! - a delivery's intent is durable before the final dot is written (`record`), one outstanding on each connection
//!   (`connection`); a dot without an answer is in doubt and never resent; what never had an intent is safely pending (`recover`);
//! - totals are altered in the transactions that alter deliveries, and add up.
//!
//! Must not know: HTTP, pages, SMTP's own words.

mod alerts;
mod alerts_store;
mod archive;
mod archive_store;
mod connection;
mod cut_off;
mod deliveries_store;
mod desk;
mod desk_store;
mod destinations;
mod digests;
mod drain;
mod feed;
mod followed;
mod followed_store;
mod forecast;
mod freeze;
mod health;
mod hold;
mod intend;
mod keep;
mod ledger;
mod limits;
mod limits_store;
mod marked;
mod outcome;
mod outlook;
mod pace;
mod preview;
mod record;
mod recover;
mod render;
mod restored;
mod send;
mod state;
mod store;
mod test_mail;
mod totals_store;

#[cfg(test)]
mod tests;

pub use alerts::{Alert, AlertKind, alerts, put_alert_away};
pub use archive::{Past, Shown, past, shown};
pub use desk::{Detail, Doubt, Failed, Overview, ReplyGroup, Row, TroubleView, detail, list, overview};
pub use digests::arrange::{Arranged, arrange};
pub use digests::order::{Act, Item, Order};
pub use followed::{Followed, followed};
pub use health::{Health, Trouble};
pub use hold::{cancel, let_later_go, resume, send_now, set_note, settle, stop};
pub use intend::{Choice, Offer, Standing, Stopped, When, WhyNot, cancel_of_article, intend, offers, standing};
pub use keep::{run, tidy_up, work_until_idle};
pub use marked::MARK;
pub use outlook::{Outlook, outlook};
pub use preview::{HTML_WARNED, Preview, preview};
pub use restored::{ask_after_restore, send_the_rest};
pub use state::{State, Totals};
pub use test_mail::send_test;

pub(crate) use alerts::complained;
pub(crate) use outcome::{Again, Outcome};
pub(crate) use recover::at_start;
pub(crate) use send::host;
