//! Bodies after the manner of each service.

use super::*;

fn read(service: Service, body: &str) -> Vec<(String, &'static str, bool, Option<String>)> {
    let told = service.read(body.as_bytes()).unwrap();
    let of = |told: Told| {
        let about = told.about;
        told.verdicts.into_iter().map(move |one| (one.recipient, one.reason.as_str(), one.delayed, about.clone()))
    };
    told.into_iter().flat_map(of).collect()
}

fn one(reason: &'static str, delayed: bool, about: Option<&str>) -> (String, &'static str, bool, Option<String>) {
    ("ana@example.com".to_owned(), reason, delayed, about.map(str::to_owned))
}

#[test]
fn brevo_tells_by_the_name_of_its_event() {
    let event = |name: &str, reason: &str| {
        format!(
            r#"{{"event":"{name}","email":"ana@example.com","id":7,"date":"2026-09-20 10:00:00","ts":1789898400,"message-id":"<ff.10@example.org>","subject":"News","reason":"{reason}"}}"#
        )
    };
    let ours = Some("ff.10@example.org");
    let table = [
        ("hard_bounce", "550 no such user", one("userunknown", false, ours)),
        ("hard_bounce", "domain not found", one("hostunknown", false, ours)),
        ("soft_bounce", "552 mailbox full", one("mailboxfull", false, ours)),
        // What Brevo calls soft is soft, whatever the server said.
        ("soft_bounce", "550 user unknown", one("onhold", false, ours)),
        ("deferred", "", one("expired", true, ours)),
        ("invalid_email", "", one("userunknown", false, ours)),
        ("spam", "", one("feedback", false, ours)),
    ];
    for (name, reason, expected) in table {
        assert_eq!(read(Service::Brevo, &event(name, reason)), [expected], "{name} {reason}");
    }
    assert_eq!(read(Service::Brevo, &event("delivered", "")), []);
    assert_eq!(read(Service::Brevo, &event("unique_opened", "")), []);
}

#[test]
fn mailjet_tells_one_thing_or_several() {
    let body = r#"[
        {"event":"bounce","time":1789898400,"MessageID":1,"email":"ana@example.com","blocked":false,"hard_bounce":true,"error_related_to":"recipient","error":"user unknown","comment":"Host or domain name not found"},
        {"event":"bounce","time":1789898401,"email":"ana@example.com","hard_bounce":false,"error_related_to":"recipient","error":"quota exceeded","comment":""},
        {"event":"spam","time":1789898402,"email":"ana@example.com","source":"JMRPP"},
        {"event":"open","time":1789898403,"email":"ana@example.com"}]"#;
    let reasons: Vec<_> = read(Service::Mailjet, body).into_iter().map(|(_, reason, ..)| reason).collect();
    assert_eq!(reasons, ["hostunknown", "mailboxfull", "feedback"]);
    let single = r#"{"event":"blocked","email":"ana@example.com","error_related_to":"mailjet","error":"preblocked","comment":""}"#;
    assert_eq!(read(Service::Mailjet, single), [one("filtered", false, None)]);
}

/// What SES puts in its envelope, after the examples of Amazon's developer guide.
fn ses(message: &str) -> String {
    crate::testing::sns::notification(message).to_string()
}

const BOUNCE: &str = r#"{"notificationType":"Bounce","bounce":{"feedbackId":"1","bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ana@example.com","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}],"timestamp":"2026-09-20T10:00:01.000Z","remoteMtaIp":"192.0.2.7","reportingMTA":"dns; a8-50.smtp-out.amazonses.com"},"mail":{"timestamp":"2026-09-20T10:00:00.000Z","source":"news@example.org","messageId":"0102","destination":["ana@example.com"],"headersTruncated":false,"commonHeaders":{"from":["news@example.org"],"messageId":"<ff.10@example.org>","subject":"News"}}}"#;

#[test]
fn ses_stands_in_an_envelope() {
    let ours = Some("ff.10@example.org");
    assert_eq!(read(Service::Ses, &ses(BOUNCE)), [one("userunknown", false, ours)]);
    assert_eq!(Service::Ses.read(BOUNCE.as_bytes()), None, "raw delivery has no signature");
    let kinds = [
        ("Permanent\",\"bounceSubType\":\"General", "550 5.1.1 user unknown", "userunknown"),
        ("Permanent\",\"bounceSubType\":\"OnAccountSuppressionList", "", "userunknown"),
        ("Transient\",\"bounceSubType\":\"General", "550 5.1.1 user unknown", "onhold"),
        ("Transient\",\"bounceSubType\":\"MailboxFull", "", "mailboxfull"),
        ("Transient\",\"bounceSubType\":\"MessageTooLarge", "", "mesgtoobig"),
        ("Transient\",\"bounceSubType\":\"ContentRejected", "", "spamdetected"),
        ("Undetermined\",\"bounceSubType\":\"Undetermined", "", "onhold"),
    ];
    for (kind, said, expected) in kinds {
        let body = BOUNCE.replace("Permanent\",\"bounceSubType\":\"General", kind).replace("550 5.1.1 user unknown", said);
        assert_eq!(read(Service::Ses, &ses(&body)), [one(expected, false, ours)], "{kind}");
    }
    let complaint = r#"{"eventType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"ana@example.com"}],"complaintFeedbackType":"abuse","userAgent":"ExampleCorp"},"mail":{"destination":["ana@example.com"]}}"#;
    assert_eq!(read(Service::Ses, &ses(complaint)), [one("feedback", false, None)]);
    let delivery = r#"{"notificationType":"Delivery","delivery":{"recipients":["ana@example.com"],"smtpResponse":"250 ok"},"mail":{"destination":["ana@example.com"]}}"#;
    assert_eq!(read(Service::Ses, &ses(delivery)), [one("delivered", false, None)]);
    for other in ["Successfully validated SNS topic for Amazon SES event publishing.", r#"{"eventType":"Open","mail":{}}"#] {
        assert_eq!(read(Service::Ses, &ses(other)), [], "{other}");
    }
}

#[test]
fn what_is_not_of_the_service_is_told_apart() {
    for service in Service::ALL {
        for body in ["", "no", "[1]", "{}", "\"event\"", "{\"event\":7}"] {
            assert_eq!(service.read(body.as_bytes()), None, "{body}");
        }
    }
}
