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

#[test]
fn ses_stands_in_an_envelope_or_bare() {
    let bounce = r#"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ana@example.com","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"destination":["ana@example.com"],"commonHeaders":{"messageId":"<ff.10@example.org>"}}}"#;
    let expected = [one("userunknown", false, Some("ff.10@example.org"))];
    assert_eq!(read(Service::Ses, bounce), expected);
    let envelope =
        serde_json::json!({"Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:eu-west-1:1:t", "Message": bounce})
            .to_string();
    assert_eq!(read(Service::Ses, &envelope), expected);
    let hello = serde_json::json!({"Type": "Notification", "Message": "Successfully validated SNS topic"}).to_string();
    assert_eq!(read(Service::Ses, &hello), []);
    let transient = bounce.replace("Permanent", "Transient");
    assert_eq!(read(Service::Ses, &transient)[0].1, "onhold");
}

#[test]
fn only_an_address_of_sns_is_offered_for_confirming() {
    let table = [
        ("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription", true),
        ("http://sns.eu-west-1.amazonaws.com/?a", false),
        ("https://sns.eu-west-1.amazonaws.com.example.org/", false),
        ("https://sns.example.org/.amazonaws.com", false),
        ("https://user@sns.eu-west-1.amazonaws.com/", false),
        ("javascript:alert(1)", false),
    ];
    for (address, taken) in table {
        let body = serde_json::json!({"Type": "SubscriptionConfirmation", "SubscribeURL": address}).to_string();
        let told = Service::Ses.read(body.as_bytes()).unwrap();
        assert_eq!(told[0].confirm.is_some(), taken, "{address}");
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
