//! The envelope in which Amazon SNS sends what SES tells, and its signature.
//!
//! Guarantees: an envelope that passes [`Envelope::verify`] was signed with the key of the certificate that was given; only
//! addresses of SNS itself are offered for a certificate or for confirming. Source: "Verifying the signatures of Amazon SNS
//! messages" in Amazon's developer guide. Must not know: how the certificate is brought.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::signature::{RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, UnparsedPublicKey};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm, alg_id};
use serde_json::Value;

use super::string;

/// What stands under the signature of a message, in this order; the subject only where there is one.
const NOTIFICATION: [&str; 6] = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
/// The same, of the messages about the subscription itself.
const SUBSCRIPTION: [&str; 7] = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

/// Why an envelope is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// What was brought is no certificate.
    #[error("no certificate")]
    Certificate,
    /// The signature is not of this text and key.
    #[error("a signature that is not of this message")]
    Signature,
}

/// An envelope, not believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Where its certificate lies: `https://sns.<region>.amazonaws.com/….pem`.
    pub certificate: String,
    /// The address that confirms the subscription, when it asks for that.
    pub confirm: Option<String>,
    signed: String,
    signature: Vec<u8>,
    legacy: bool,
}

impl Envelope {
    /// Reads one; None when the body is none, or names a certificate that is not of SNS.
    pub fn read(body: &[u8]) -> Option<Envelope> {
        let body: Value = serde_json::from_slice(body).ok()?;
        let fields: &[&str] = match string(&body, "Type") {
            "Notification" => &NOTIFICATION,
            "SubscriptionConfirmation" | "UnsubscribeConfirmation" => &SUBSCRIPTION,
            _ => return None,
        };
        let legacy = match string(&body, "SignatureVersion") {
            "1" => true,
            "2" => false,
            _ => return None,
        };
        let certificate = string(&body, "SigningCertURL");
        if !is_of_sns(certificate) || !certificate.ends_with(".pem") {
            return None;
        }
        let mut signed = String::new();
        for name in fields {
            match body.get(name).and_then(Value::as_str) {
                Some(value) => signed.extend([name, "\n", value, "\n"]),
                None if *name == "Subject" => {}
                None => return None,
            }
        }
        let asks = string(&body, "Type") == "SubscriptionConfirmation";
        Some(Envelope {
            certificate: certificate.to_owned(),
            confirm: Some(string(&body, "SubscribeURL")).filter(|address| asks && is_of_sns(address)).map(str::to_owned),
            signed,
            signature: STANDARD.decode(string(&body, "Signature")).ok()?,
            legacy,
        })
    }

    /// Goes on only if the key of this certificate (PEM) signed it: RSA, PKCS #1 1.5, over SHA-256, or SHA-1 in the version that
    /// topics had before. Whose certificate it is, is known by where it was brought from.
    pub fn verify(&self, certificate: &[u8]) -> Result<(), Doubt> {
        let der = CertificateDer::from_pem_slice(certificate).map_err(|_| Doubt::Certificate)?;
        let certificate = webpki::EndEntityCert::try_from(&der).map_err(|_| Doubt::Certificate)?;
        let algorithm: &dyn SignatureVerificationAlgorithm = if self.legacy { &Sha1 } else { webpki::ring::RSA_PKCS1_2048_8192_SHA256 };
        certificate.verify_signature(algorithm, self.signed.as_bytes(), &self.signature).map_err(|_| Doubt::Signature)
    }
}

/// `https://sns.<region>.amazonaws.com/...` and nothing else.
pub(super) fn is_of_sns(address: &str) -> bool {
    let Some(host) = address.strip_prefix("https://").and_then(|rest| rest.split('/').next()) else {
        return false;
    };
    let region =
        host.strip_prefix("sns.").and_then(|rest| rest.strip_suffix(".amazonaws.com").or_else(|| rest.strip_suffix(".amazonaws.com.cn")));
    region.is_some_and(|region| {
        !region.is_empty() && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

/// RSA with SHA-1, which no certificate may use any more but signatures of SNS's version 1 do.
#[derive(Debug)]
struct Sha1;

impl SignatureVerificationAlgorithm for Sha1 {
    fn verify_signature(&self, public_key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, public_key);
        key.verify(message, signature).map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        alg_id::RSA_ENCRYPTION
    }

    /// sha1WithRSAEncryption, 1.2.840.113549.1.1.5 (RFC 3279, 2.2.1).
    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        AlgorithmIdentifier::from_slice(&[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05, 0x05, 0x00])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sns;

    fn read(body: &Value) -> Option<Envelope> {
        Envelope::read(body.to_string().as_bytes())
    }

    #[test]
    fn what_was_signed_is_believed_and_nothing_else() {
        let body = sns::notification("{\"notificationType\":\"Bounce\"}");
        let envelope = read(&body).unwrap();
        assert_eq!(envelope.verify(sns::CERTIFICATE.as_bytes()), Ok(()));
        assert_eq!((envelope.certificate.as_str(), envelope.confirm), (sns::CERTIFICATE_ADDRESS, None));
        for name in ["Message", "MessageId", "Timestamp", "TopicArn"] {
            let mut altered = body.clone();
            altered[name] = "other".into();
            assert_eq!(read(&altered).unwrap().verify(sns::CERTIFICATE.as_bytes()), Err(Doubt::Signature), "{name}");
        }
        let mut titled = body.clone();
        titled["Subject"] = "added".into();
        assert_eq!(read(&titled).unwrap().verify(sns::CERTIFICATE.as_bytes()), Err(Doubt::Signature));
        assert_eq!(read(&body).unwrap().verify(b"<html>"), Err(Doubt::Certificate));
    }

    /// Signed by `openssl dgst -sha1 -sign` over the text that the guide prescribes.
    #[test]
    fn the_version_before_is_believed() {
        let body = include_str!("sns-version-1.json");
        let envelope = Envelope::read(body.as_bytes()).unwrap();
        assert_eq!(envelope.verify(sns::CERTIFICATE.as_bytes()), Ok(()));
        let other = Envelope::read(body.replace("eu-west-3:1:kiosque", "eu-west-3:2:kiosque").as_bytes()).unwrap();
        assert_eq!(other.verify(sns::CERTIFICATE.as_bytes()), Err(Doubt::Signature));
    }

    #[test]
    fn a_subscription_asks_to_be_confirmed() {
        let envelope = read(&sns::subscription("https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&Token=1")).unwrap();
        assert_eq!(envelope.verify(sns::CERTIFICATE.as_bytes()), Ok(()));
        assert_eq!(envelope.confirm.as_deref(), Some("https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&Token=1"));
        assert_eq!(read(&sns::subscription("https://example.org/")).unwrap().confirm, None);
    }

    #[test]
    fn a_certificate_of_somebody_else_is_not_asked_for() {
        let table = [
            ("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem", true),
            ("https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem", true),
            ("http://sns.eu-west-1.amazonaws.com/a.pem", false),
            ("https://sns.eu-west-1.amazonaws.com/a.html", false),
            ("https://sns.eu-west-1.amazonaws.com.example.org/a.pem", false),
            ("https://sns.eu-west-1.amazonaws.com@example.org/a.pem", false),
            ("https://sns.example.org/.amazonaws.com/a.pem", false),
            ("", false),
        ];
        for (address, wanted) in table {
            let mut body = sns::notification("{}");
            body["SigningCertURL"] = address.into();
            assert_eq!(read(&body).is_some(), wanted, "{address}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(body in "\\PC{0,200}", certificate in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = Envelope::read(body.as_bytes());
            let _ = read(&sns::notification(&body)).unwrap().verify(&certificate);
        }
    }
}
