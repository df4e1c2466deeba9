//! Amazon SNS for tests: envelopes signed with a key of our own.
//!
//! Key and certificate were made by `openssl req -x509 -newkey rsa:2048 -nodes -days 36500 -subj /CN=sns.test.example`, the key
//! turned into PKCS #8 by `openssl pkcs8 -topk8 -nocrypt -outform DER`.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

/// The certificate, as it lies at [`CERTIFICATE_ADDRESS`].
pub const CERTIFICATE: &str = include_str!("sns-certificate.pem");
/// Where envelopes say that it lies.
pub const CERTIFICATE_ADDRESS: &str = "https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-test.pem";

const KEY: &[u8] = include_bytes!("sns-key.der");
const TOPIC: &str = "arn:aws:sns:eu-west-3:1:kiosque";

/// A notification with this inside, signed in version 2.
pub fn notification(message: &str) -> Value {
    signed(
        json!({ "Type": "Notification", "MessageId": "7", "TopicArn": TOPIC, "Message": message, "Timestamp": "2026-09-20T10:00:00.000Z" }),
    )
}

/// A request to confirm the subscription at this address, signed in version 2.
pub fn subscription(address: &str) -> Value {
    signed(json!({
        "Type": "SubscriptionConfirmation", "MessageId": "8", "TopicArn": TOPIC, "Token": "1", "SubscribeURL": address,
        "Message": "You have chosen to subscribe to the topic.", "Timestamp": "2026-09-20T10:00:00.000Z",
    }))
}

/// Signs what Amazon's guide says stands under the signature: the fields by name, each a line of name and one of value.
fn signed(body: Value) -> Value {
    let Value::Object(mut fields) = body else { return Value::Null };
    let mut lines: Vec<String> = fields.iter().map(|(name, value)| format!("{name}\n{}\n", value.as_str().unwrap_or_default())).collect();
    lines.sort();
    fields.insert("SignatureVersion".to_owned(), "2".into());
    fields.insert("Signature".to_owned(), signature(lines.concat().as_bytes()).into());
    fields.insert("SigningCertURL".to_owned(), CERTIFICATE_ADDRESS.into());
    Value::Object(fields)
}

fn signature(text: &[u8]) -> String {
    // A key that cannot sign gives an empty signature, which no test takes for a right one.
    let Ok(key) = RsaKeyPair::from_pkcs8(KEY) else { return String::new() };
    let mut signature = vec![0; key.public().modulus_len()];
    match key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature) {
        Ok(()) => STANDARD.encode(signature),
        Err(_) => String::new(),
    }
}
