//! From what is said to a verdict: words first, then numbers, then the step at which it was said.

use super::codes::{self, Status, Trust, meaning};
use super::command::{self, Command};
use super::fields::Group;
use super::mime::Mail;
use super::phrases::{self, Found};
use super::recipients::{self, Named};
use super::{Reason, Verdict, providers, text};

/// Everything that is said of one recipient.
#[derive(Default)]
struct Evidence<'a> {
    recipient: &'a str,
    /// What the server said, as the report or the list has it.
    diagnostic: &'a str,
    /// What the text says beside it.
    nearby: &'a str,
    /// The whole text.
    whole: &'a str,
    status: Option<Status>,
    action: &'a str,
    kind: &'a str,
    remote: &'a str,
}

/// With this Amazon SES once began whatever a server said.
const WRAPPED: &str = "5.1.0 - Unknown address error ";

/// The verdicts of a bounce: one for each group of its report, else one for each recipient that its words name.
pub(super) fn judge(mail: &Mail<'_>, groups: &[Group]) -> Vec<Verdict> {
    let whole = text::for_people(mail);
    let named = recipients::named(&whole);
    if groups.is_empty() {
        return by_words(mail, &whole, named);
    }
    let about = |address: &str| named.iter().find(|one| one.address.eq_ignore_ascii_case(address));
    groups
        .iter()
        .map(|group| {
            let recipient = match group.recipient() {
                "" => named.first().map_or("", |one| one.address.as_str()),
                address => address,
            };
            let mut others = [&group.original, &group.last, &group.actual].into_iter().flatten();
            let nearby = about(recipient).or_else(|| others.find_map(|address| about(address)));
            verdict(&Evidence {
                recipient,
                diagnostic: &group.diagnostic,
                nearby: nearby.map_or("", |one| one.words.as_str()),
                whole: if groups.len() == 1 || nearby.is_none() { &whole } else { "" },
                status: codes::status(&group.status),
                action: &group.action,
                kind: &group.kind,
                remote: &group.remote,
            })
        })
        .collect()
}

fn by_words(mail: &Mail<'_>, whole: &str, mut named: Vec<Named>) -> Vec<Verdict> {
    let failed = mail.head.get("X-Failed-Recipients").unwrap_or_default();
    let failed: Vec<String> = failed.split(',').filter_map(|one| recipients::address_in(one).map(str::to_owned)).collect();
    if named.is_empty() || (failed.len() == 1 && named.len() > 1) {
        named = failed.into_iter().map(|address| Named { address, words: whole.to_owned() }).collect();
    }
    if named.is_empty() {
        let to = mail.original().and_then(|head| head.get("To")).unwrap_or_default();
        let address = recipients::address_in(&to).unwrap_or_default().to_owned();
        named.push(Named { address, words: whole.to_owned() });
    }
    let one = named.len() == 1;
    let delayed = is_late(mail, whole);
    let report = mail.head.get("Content-Type").is_some_and(|kind| kind.to_ascii_lowercase().contains("multipart/report"));
    let verdicts = named.iter().map(|each| {
        verdict(&Evidence {
            recipient: &each.address,
            // A list that says nothing beside its addresses: what stands around it was said. A report that should have
            // said more has said nothing.
            diagnostic: match each.words.trim_matches([' ', '\n', '\r', '>', ':', '"', '.']) {
                "" if one && !report => whole,
                "" => "",
                _ => &each.words,
            },
            whole: if one { whole } else { "" },
            action: if delayed { "delayed" } else { "" },
            ..Evidence::default()
        })
    });
    verdicts.collect()
}

/// Whether a text without report says that the mail is only late.
fn is_late(mail: &Mail<'_>, whole: &str) -> bool {
    let subject = mail.head.get("Subject").unwrap_or_default().to_ascii_lowercase();
    let lower = whole.to_ascii_lowercase();
    subject.contains("(delay)")
        || subject.contains("delayed")
        || lower.contains("warning message only")
        || lower.contains("will be retried for")
}

fn verdict(evidence: &Evidence<'_>) -> Verdict {
    let said = if evidence.diagnostic.is_empty() { evidence.nearby } else { evidence.diagnostic };
    let said = if said.is_empty() { evidence.whole } else { said };
    let said = said.split_once(WRAPPED).map_or(said, |(_, within)| within);
    let own = codes::status(said);
    // The server's own words say more than what a mail system made of them.
    let status = match own {
        Some(own) if own.says_something() || evidence.status.is_none() => Some(own),
        _ => evidence.status.or(own).or_else(|| codes::status(evidence.whole)),
    };
    let delayed = matches!(evidence.action, "delayed");
    Verdict {
        recipient: evidence.recipient.to_owned(),
        reason: reason(evidence, status),
        status,
        reply_code: codes::reply_code(said),
        delayed,
        said: text::one_line(said.trim_start_matches(['>', ':', '"', ' ', '\n'])),
    }
}

fn reason(evidence: &Evidence<'_>, status: Option<Status>) -> Reason {
    if matches!(evidence.action, "delivered" | "deliverable" | "relayed" | "expanded") || status.is_some_and(|status| status.class == 2) {
        return Reason::Delivered;
    }
    let diagnostic = evidence.diagnostic.split_once(WRAPPED).map_or(evidence.diagnostic, |(_, within)| within);
    let (diagnostic, nearby, whole) = (lower(diagnostic), lower(evidence.nearby), lower(evidence.whole));
    let said = if diagnostic.is_empty() { &nearby } else { &diagnostic };
    let recipient = evidence.recipient.to_ascii_lowercase();
    let remote = if evidence.remote.is_empty() { server(said) } else { evidence.remote.split([' ', '(']).next().unwrap_or_default() };
    if let Some(known) = providers::known(&text::one_line(said), remote, &recipient) {
        return known;
    }
    let command = [&diagnostic, &nearby, &whole].into_iter().find_map(|text| command::of(text));
    let told = |text: &str| phrases::find(text).map(|found| by_step(found, command, status));
    if evidence.kind == "x-unix" {
        return told(&diagnostic).filter(|reason| *reason == Reason::MailboxFull).unwrap_or(Reason::MailerError);
    }
    let meant = status.and_then(meaning);
    let sure = meant.filter(|(_, trust)| *trust == Trust::Sure).map(|(reason, _)| reason);
    let late = matches!(evidence.action, "delayed" | "expired").then_some(Reason::Expired);
    let by_words = if diagnostic.is_empty() { told(&nearby).or(sure) } else { told(&diagnostic).or(sure).or_else(|| told(&nearby)) };
    by_words
        .or_else(|| told(&whole))
        .or_else(|| by_command(command))
        .or(meant.map(|(reason, _)| reason))
        .or(late)
        .or_else(|| by_reply(said))
        .unwrap_or(if said.trim().is_empty() { Reason::Undefined } else { Reason::OnHold })
}

/// What words mean at this step. "No such user" at the end of the data is a filter's word: the address was taken before.
fn by_step(found: Found, command: Option<Command>, status: Option<Status>) -> Reason {
    match (found.reason, command) {
        (
            Reason::UserUnknown | Reason::SecurityError | Reason::PolicyViolation | Reason::HostUnknown,
            Some(Command::Connect | Command::Hello),
        ) => Reason::Blocked,
        (Reason::UserUnknown, _) if found.sure => Reason::UserUnknown,
        (Reason::UserUnknown, Some(Command::Rcpt)) => Reason::UserUnknown,
        (Reason::UserUnknown, _) => match status.and_then(meaning) {
            Some((Reason::UserUnknown, _)) => Reason::UserUnknown,
            _ => Reason::Filtered,
        },
        (reason, _) => reason,
    }
}

/// What a refusal without a word means at this step.
fn by_command(command: Option<Command>) -> Option<Reason> {
    matches!(command, Some(Command::Connect | Command::Hello)).then_some(Reason::Blocked)
}

/// What the reply of SMTP means by itself.
fn by_reply(said: &str) -> Option<Reason> {
    match codes::reply_code(said)? {
        551 => Some(Reason::HasMoved),
        552 => Some(Reason::MailboxFull),
        500..=504 => Some(Reason::SyntaxError),
        421 => Some(Reason::Expired),
        _ => None,
    }
}

/// The server that answered, where the words name it: `host mx.example.org[192.0.2.1] said`.
fn server(lower: &str) -> &str {
    lower.split("host ").nth(1).and_then(|rest| rest.split(['[', ' ', '(']).next()).unwrap_or_default()
}

fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}
