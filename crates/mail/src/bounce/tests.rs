//! Whole mails, invented after the manner of the mail systems, and what any bytes do.

use proptest::prelude::*;

use super::*;

const DSN: &str = "From: MAILER-DAEMON@mx.example.net (Mail Delivery System)\r\n\
    To: bounces+ff-10@example.org\r\n\
    Auto-Submitted: auto-replied\r\n\
    Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n\
    --b1\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n\r\n\
    <ana@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 No such person\r\n    (in reply to RCPT TO command)\r\n\
    <luan@example.com>: host mx.example.com[192.0.2.1] said: 452 4.2.2 Box is over quota\r\n    (in reply to RCPT TO command)\r\n\r\n\
    --b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
    Final-Recipient: rfc822; ana@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such person\r\n\r\n\
    Final-Recipient: rfc822; luan@example.com\r\nAction: delayed\r\nStatus: 4.2.2\r\nDiagnostic-Code: smtp; 452 4.2.2 Box is over quota\r\n\r\n\
    --b1\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <ff.10@example.org>\r\nSubject: News\r\n\r\nUser unknown, mailbox full\r\n--b1--\r\n";

const QMAIL: &str = "From: MAILER-DAEMON@mx.example.net\nTo: bounces+ff-10@example.org\nSubject: failure notice\n\n\
    Hi. This is the qmail-send program at mx.example.net.\n\n<ana@example.com>:\n192.0.2.7 does not like recipient.\n\
    Remote host said: 550 nobody by that name\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\n\
    Return-Path: <x@example.org>\nMessage-ID: <ff.10@example.org>\n\nmailbox is full\n";

const EXIM: &str = "From: Mail Delivery System <Mailer-Daemon@mx.example.net>\nSubject: Mail delivery failed: returning message to sender\n\
    X-Failed-Recipients: ana@example.com\n\nThis message was created automatically by mail delivery software.\n\n\
    The following address(es) failed:\n\n  ana@example.com\n    SMTP error from remote mail server after end of data:\n    host mx.example.com [192.0.2.9]: 554 5.7.1 This message looks like spam\n\n\
    ------ This is a copy of the message, including all the headers. ------\n\nUser unknown\n";

const COMPLAINT: &str = "From: feedback@mail.example.net\nSubject: complaint\n\
    Content-Type: multipart/report; report-type=feedback-report; boundary=x\n\n--x\nContent-Type: text/plain\n\nA complaint.\n\
    --x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <ana@example.com>\n\
    --x\nContent-Type: message/rfc822\n\nMessage-ID: <ff.10@example.org>\nTo: ana@example.com\n\nNews\n--x--\n";

const HOLIDAY: &str =
    "From: Ana <ana@example.com>\nSubject: Re: News\nAuto-Submitted: auto-replied (vacation)\n\nI am away; my mailbox is full.\n";

const PERSON: &str = "From: Ana <ana@example.com>\nSubject: Re: News\n\nThank you for the letter.\n";

fn short(mail: &str) -> Vec<(String, &'static str, &'static str)> {
    let verdicts = read_returned(mail.as_bytes()).verdicts;
    verdicts.into_iter().map(|one| (one.recipient.clone(), one.reason.as_str(), one.class().as_str())).collect()
}

fn one(address: &str, reason: &'static str, class: &'static str) -> (String, &'static str, &'static str) {
    (address.to_owned(), reason, class)
}

#[test]
fn a_report_speaks_of_each_recipient() {
    assert_eq!(short(DSN), [one("ana@example.com", "userunknown", "hard"), one("luan@example.com", "mailboxfull", "soft")]);
    let returned = read_returned(DSN.as_bytes());
    assert_eq!(tag(&returned.sent_to, "bounces@example.org"), Some("ff-10"));
    assert_eq!(returned.about.as_deref(), Some("ff.10@example.org"));
    let codes: Vec<_> =
        returned.verdicts.iter().map(|one| (one.reply_code, one.status.map(|status| status.to_string()), one.delayed)).collect();
    assert_eq!(codes, [(Some(550), Some("5.1.1".to_owned()), false), (Some(452), Some("4.2.2".to_owned()), true)]);
}

#[test]
fn words_without_a_report_are_understood() {
    assert_eq!(short(QMAIL), [one("ana@example.com", "userunknown", "hard")]);
    assert_eq!(read_returned(QMAIL.as_bytes()).about.as_deref(), Some("ff.10@example.org"));
    assert_eq!(short(EXIM), [one("ana@example.com", "spamdetected", "soft")]);
}

#[test]
fn no_such_person_at_the_end_of_the_data_is_a_filters_word() {
    let filtered = QMAIL.replace("does not like recipient", "failed after I sent the message");
    assert_eq!(short(&filtered), [one("ana@example.com", "filtered", "soft")]);
}

#[test]
fn a_complaint_is_told_from_a_bounce() {
    assert_eq!(short(COMPLAINT), [one("ana@example.com", "feedback", "complaint")]);
}

#[test]
fn automatic_replies_and_letters_of_people_say_nothing_of_an_address() {
    assert_eq!(short(HOLIDAY), [one("ana@example.com", "vacation", "other")]);
    assert_eq!(short(PERSON), []);
}

#[test]
fn several_mails_of_one_file_are_read() {
    let file = format!("From a@example.org Mon\n{QMAIL}\n\nFrom b@example.org Mon\n{QMAIL}");
    assert_eq!(short(&file).len(), 2);
}

#[test]
fn a_report_inside_a_mail_of_its_own_is_found() {
    let wrapped = format!(
        "From: postmaster@example.net\r\nContent-Type: multipart/mixed; boundary=w\r\n\r\n--w\r\n\r\nForwarded.\r\n--w\r\nContent-Type: message/rfc822\r\n\r\n{DSN}\r\n--w--\r\n"
    );
    assert_eq!(short(&wrapped).len(), 2);
}

/// A mail of the examples with pieces cut out, doubled, or overwritten.
fn spoilt() -> impl Strategy<Value = Vec<u8>> {
    let mail = prop::sample::select(vec![DSN, QMAIL, EXIM, COMPLAINT, HOLIDAY, PERSON]);
    (mail, prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8, any::<Vec<u8>>()), 0..6)).prop_map(
        |(mail, changes)| {
            let mut bytes = mail.as_bytes().to_vec();
            for (from, to, kind, new) in changes {
                if bytes.is_empty() {
                    break;
                }
                let (a, b) = (from.index(bytes.len()), to.index(bytes.len()));
                let range = a.min(b)..a.max(b);
                match kind {
                    0 => drop(bytes.drain(range)),
                    1 => bytes.extend_from_within(range),
                    2 => drop(bytes.splice(range, new)),
                    _ => drop(bytes.splice(a..a, new)),
                }
            }
            bytes
        },
    )
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
        let _ = read_returned(&bytes);
    }

    #[test]
    fn spoilt_mails_are_read(bytes in spoilt()) {
        let returned = read_returned(&bytes);
        prop_assert!(returned.verdicts.len() <= MOST);
        for verdict in returned.verdicts {
            prop_assert!(verdict.said.len() <= 400 && !verdict.said.contains(['\n', '\0']));
        }
    }
}
