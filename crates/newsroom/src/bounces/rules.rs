//! What a bounce does to an address.

use mail::bounce::{BounceClass, Verdict};

use super::Settings;

/// Why an address is suppressed because of this verdict; None when it is not. `soft`: how many soft bounces there are with
/// this one, within the days of the rule and since the last mail that nothing came back of.
pub(super) fn suppresses(verdict: &Verdict, soft: i64, settings: &Settings) -> Option<&'static str> {
    match verdict.class() {
        BounceClass::Complaint => Some("complaint"),
        // The mail system still tries: whatever it says, it may yet arrive.
        _ if verdict.delayed => None,
        BounceClass::Hard => Some("hard"),
        BounceClass::Soft if settings.soft_count > 0 && soft >= i64::from(settings.soft_count) => Some("soft"),
        BounceClass::Soft | BounceClass::Other => None,
    }
}

/// Whether it is to be remembered at all.
pub(super) fn counts(verdict: &Verdict) -> bool {
    verdict.class() != BounceClass::Other
}

#[cfg(test)]
mod tests {
    use mail::bounce::Reason;

    use super::*;

    fn verdict(reason: Reason, delayed: bool) -> Verdict {
        Verdict { recipient: String::new(), reason, status: None, reply_code: None, delayed, said: String::new() }
    }

    #[test]
    fn hard_ones_and_complaints_at_once_soft_ones_by_rule_late_ones_never() {
        let settings = Settings::default();
        let table = [
            (Reason::UserUnknown, false, 0, Some("hard")),
            (Reason::UserUnknown, true, 0, None),
            (Reason::Feedback, false, 0, Some("complaint")),
            (Reason::MailboxFull, false, 2, None),
            (Reason::MailboxFull, false, 3, Some("soft")),
            (Reason::Expired, true, 9, None),
            (Reason::Vacation, false, 9, None),
        ];
        for (reason, delayed, soft, expected) in table {
            assert_eq!(suppresses(&verdict(reason, delayed), soft, &settings), expected, "{reason:?} {soft}");
        }
        let never = Settings { soft_count: 0, ..settings };
        assert_eq!(suppresses(&verdict(Reason::MailboxFull, false), 99, &never), None);
    }
}
