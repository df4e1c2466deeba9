//! DKIM signatures (RFC 6376): rsa-sha256, relaxed/relaxed.
//!
//! Guarantees: what large mailbox providers want signed is signed, one-click unsubscribing (RFC 8058) above all; a second From,
//! To, Subject or Date cannot be added to a signed mail. Must not know: where a key is kept.

mod record;
mod relaxed;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

use crate::Error;

/// Headers that are signed where they stand in a mail.
const SIGNED: [&str; 17] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "list-archive",
    "feedback-id",
    "auto-submitted",
    "sender",
];
/// Headers named once more than they stand there: another of them breaks the signature.
const ONCE_MORE: [&str; 4] = ["from", "to", "subject", "date"];
/// Signs of a line of base64.
const LINE: usize = 72;

/// A key with what is said of it.
pub struct Signer {
    key: RsaKeyPair,
    selector: String,
    domain: Option<String>,
}

// By hand, because a key must not get into a log.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("selector", &self.selector).field("domain", &self.domain).finish_non_exhaustive()
    }
}

impl Signer {
    /// A signer with an RSA key of 2048 to 4096 bits in PEM. Without a `domain`, mails are signed for the domain of their From:
    /// then they are aligned (DMARC), whatever it is.
    pub fn new(pem: &str, selector: &str, domain: Option<&str>) -> Result<Signer, Error> {
        let wrong = |detail: String| Error::message(format!("the DKIM key: {detail}"));
        let key = match PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|error| wrong(error.to_string()))? {
            PrivateKeyDer::Pkcs8(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
            _ => return Err(wrong("it is not an RSA key in PEM".to_owned())),
        };
        let key = key.map_err(|error| wrong(format!("it is no RSA key of 2048 to 4096 bits ({error})")))?;
        if !is_name(selector) {
            return Err(wrong(format!("its selector {selector:?} is no name of the DNS")));
        }
        if let Some(domain) = domain.filter(|domain| !is_name(domain)) {
            return Err(wrong(format!("its domain {domain:?} is no name of the DNS")));
        }
        Ok(Signer { key, selector: selector.to_owned(), domain: domain.map(str::to_ascii_lowercase) })
    }

    /// The name in the DNS of the record of a domain's key, and its text.
    pub fn record(&self, domain: &str) -> (String, String) {
        let domain = self.domain.as_deref().unwrap_or(domain);
        let key = STANDARD.encode(record::public_key_info(self.key.public_key().as_ref()));
        (format!("{}._domainkey.{domain}", self.selector), format!("v=DKIM1; k=rsa; p={key}"))
    }

    /// The header that signs a message, to be put before it. `at`: seconds since 1970.
    pub fn header(&self, message: &[u8], at: i64) -> Result<String, Error> {
        let (head, body) = relaxed::parts(message);
        let domain = match &self.domain {
            Some(domain) => domain.clone(),
            None => from_domain(&head).ok_or_else(|| Error::message("the message has no From that it could be signed for"))?,
        };
        let mut names = Vec::new();
        let mut signed = Vec::new();
        for name in SIGNED {
            let mut values: Vec<&str> = head.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect();
            // The last one is the first to be signed (RFC 6376, 5.4.2).
            while let Some(value) = values.pop() {
                names.push(name);
                signed.extend_from_slice(format!("{name}:{value}\r\n").as_bytes());
            }
            if ONCE_MORE.contains(&name) {
                names.push(name);
            }
        }
        let start = format!(
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={};\r\n\tt={at}; bh={};\r\n\th={};\r\n\tb=",
            self.selector,
            STANDARD.encode(relaxed::body_hash(body)),
            names.join(":\r\n\t "),
        );
        signed.extend_from_slice(format!("dkim-signature:{}", relaxed::value(&start)).as_bytes());
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &signed, &mut signature)
            .map_err(|_| Error::message("the message cannot be signed"))?;
        Ok(format!("DKIM-Signature: {start}{}\r\n", folded(&STANDARD.encode(signature))))
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.split('.').all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
}

/// The domain of the address in From. (A name before it may hold an @; the address is last.)
fn from_domain(head: &[(String, String)]) -> Option<String> {
    let (_, from) = head.iter().find(|(name, _)| name == "from")?;
    let (_, domain) = from.rsplit_once('@')?;
    let domain = domain.trim_end_matches(['>', ' ']);
    is_name(domain).then(|| domain.to_ascii_lowercase())
}

fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / LINE * 3);
    for (at, sign) in text.char_indices() {
        if at > 0 && at % LINE == 0 {
            out.push_str("\r\n\t");
        }
        out.push(sign);
    }
    out
}
