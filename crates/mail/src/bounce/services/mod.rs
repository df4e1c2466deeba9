//! What the relays' interfaces tell by HTTP: their bodies (JSON) to verdicts.

mod ses;

use super::Verdict;
use super::mime::Mail;

/// A notification of Amazon SES that was sent as a mail; None when the mail is none.
pub(super) fn in_mail(mail: &Mail<'_>) -> Option<Vec<Verdict>> {
    let from = mail.head.get("From")?;
    if !from.to_ascii_lowercase().contains("sns.amazonaws.com") {
        return None;
    }
    let text = mail.parts.first()?.text();
    let end = text.find("\n--").unwrap_or(text.len());
    // Long lines of the JSON are folded as heads are: a break inside a text is none of its own.
    let json: String = text.get(..end)?.replace(['\r', '\n'], "");
    ses::read(&json)
}
