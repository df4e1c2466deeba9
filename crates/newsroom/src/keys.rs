//! The site key: one secret, a subkey for each use, signed tokens that name the key they were made with.
//!
//! Guarantees: a token says which key signed it, so that links already mailed go on working when the key is renewed.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::{aead, hkdf, hmac};

use crate::{Error, Random};

/// One secret of 32 bytes with its number.
#[derive(Clone)]
pub struct SiteKey {
    /// Its number, from 1; written into every token.
    pub number: u8,
    secret: [u8; 32],
}

impl std::fmt::Debug for SiteKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SiteKey").field("number", &self.number).finish_non_exhaustive()
    }
}

/// All keys of the site, newest last. The newest signs; any verifies.
#[derive(Clone, Debug)]
pub struct SiteKeys(Vec<SiteKey>);

/// What a token carried, once its signature was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The payload, as it was signed.
    pub payload: String,
}

impl SiteKeys {
    /// One fresh key.
    pub fn generate(random: &Random) -> Result<SiteKeys, Error> {
        Ok(SiteKeys(vec![SiteKey { number: 1, secret: random.bytes()? }]))
    }

    /// Reads the text form: a line `number:base64` for each key.
    pub fn parse(text: &str) -> Result<SiteKeys, Error> {
        let mut keys = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let broken = || Error::broken("the site key file must have lines of the form 1:base64");
            let (number, secret) = line.split_once(':').ok_or_else(broken)?;
            let secret = URL_SAFE_NO_PAD.decode(secret).map_err(|_| broken())?;
            keys.push(SiteKey { number: number.parse().map_err(|_| broken())?, secret: secret.try_into().map_err(|_| broken())? });
        }
        if keys.is_empty() {
            return Err(Error::broken("the site key file is empty"));
        }
        keys.sort_by_key(|key| key.number);
        Ok(SiteKeys(keys))
    }

    /// The text form that [`SiteKeys::parse`] reads.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|key| format!("{}:{}\n", key.number, URL_SAFE_NO_PAD.encode(key.secret))).collect()
    }

    /// Reads the key file, or makes it (mode 0600) when it is not there.
    pub fn open(path: &Path, random: &Random) -> Result<SiteKeys, Error> {
        match std::fs::read_to_string(path) {
            Ok(text) => SiteKeys::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let keys = SiteKeys::generate(random)?;
                write_private(path, &keys.to_text())?;
                Ok(keys)
            }
            Err(error) => Err(Error::Broken(format!("{}: {error}", path.display()))),
        }
    }

    fn newest(&self) -> Result<&SiteKey, Error> {
        self.0.last().ok_or_else(|| Error::broken("no site key"))
    }

    /// A token for `purpose` that carries `payload` (which anyone can read): `k.payload.signature`, URL-safe.
    pub fn sign(&self, purpose: &str, payload: &str) -> Result<String, Error> {
        let key = self.newest()?;
        let body = format!("{}.{}", key.number, URL_SAFE_NO_PAD.encode(payload));
        let signature = hmac::sign(&subkey(key, purpose)?, body.as_bytes());
        Ok(format!("{body}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// What the token carried; `NotFound` when it was not signed for `purpose` by a key of this site.
    pub fn verify(&self, purpose: &str, token: &str) -> Result<Token, Error> {
        let (body, signature) = token.rsplit_once('.').ok_or(Error::NotFound)?;
        let (number, payload) = body.split_once('.').ok_or(Error::NotFound)?;
        let number: u8 = number.parse().map_err(|_| Error::NotFound)?;
        let key = self.0.iter().find(|key| key.number == number).ok_or(Error::NotFound)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Error::NotFound)?;
        hmac::verify(&subkey(key, purpose)?, body.as_bytes(), &signature).map_err(|_| Error::NotFound)?;
        let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| Error::NotFound)?;
        Ok(Token { payload: String::from_utf8(payload).map_err(|_| Error::NotFound)? })
    }

    /// A text that only this site can read again, sealed for `purpose` (AES-256-GCM): `k.nonce.text`, URL-safe.
    pub fn seal(&self, purpose: &str, text: &str, random: &Random) -> Result<String, Error> {
        let key = self.newest()?;
        let nonce = random.bytes::<12>()?;
        let mut sealed = text.as_bytes().to_vec();
        sealing(key, purpose)?
            .seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::from(purpose.as_bytes()), &mut sealed)
            .map_err(|_| Error::broken("sealing"))?;
        Ok(format!("{}.{}.{}", key.number, URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// What [`SiteKeys::seal`] sealed for `purpose`.
    pub fn open_sealed(&self, purpose: &str, sealed: &str) -> Result<String, Error> {
        let broken = || Error::broken("a sealed text that no key of the site opens");
        let mut parts = sealed.split('.');
        let (Some(number), Some(nonce), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(broken());
        };
        let number: u8 = number.parse().map_err(|_| broken())?;
        let key = self.0.iter().find(|key| key.number == number).ok_or_else(broken)?;
        let nonce: [u8; 12] = URL_SAFE_NO_PAD.decode(nonce).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(broken)?;
        let mut text = URL_SAFE_NO_PAD.decode(text).map_err(|_| broken())?;
        let plain = sealing(key, purpose)?
            .open_in_place(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::from(purpose.as_bytes()), &mut text)
            .map_err(|_| broken())?;
        String::from_utf8(plain.to_vec()).map_err(|_| broken())
    }

    /// A keyed hash (hexadecimal) of `text` by the OLDEST key: the same for as long as the site lives. For suppression.
    pub fn hash(&self, purpose: &str, text: &str) -> Result<String, Error> {
        let key = self.0.first().ok_or_else(|| Error::broken("no site key"))?;
        let tag = hmac::sign(&subkey(key, purpose)?, text.as_bytes());
        Ok(hex(tag.as_ref()))
    }
}

fn subkey(key: &SiteKey, purpose: &str) -> Result<hmac::Key, Error> {
    Ok(hmac::Key::new(hmac::HMAC_SHA256, &derived(key, purpose)?))
}

fn sealing(key: &SiteKey, purpose: &str) -> Result<aead::LessSafeKey, Error> {
    let bytes = derived(key, &format!("seal:{purpose}"))?;
    let key = aead::UnboundKey::new(&aead::AES_256_GCM, &bytes).map_err(|_| Error::broken("key derivation"))?;
    Ok(aead::LessSafeKey::new(key))
}

fn derived(key: &SiteKey, purpose: &str) -> Result<[u8; 32], Error> {
    let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"kiosque");
    let info = [purpose.as_bytes()];
    let pseudo_random = salt.extract(&key.secret);
    let material = pseudo_random.expand(&info, hkdf::HKDF_SHA256).map_err(|_| Error::broken("key derivation"))?;
    let mut bytes = [0_u8; 32];
    material.fill(&mut bytes).map_err(|_| Error::broken("key derivation"))?;
    Ok(bytes)
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of a text, hexadecimal: how secrets that were handed out are kept.
pub(crate) fn sha256(text: &str) -> String {
    hex(ring::digest::digest(&ring::digest::SHA256, text.as_bytes()).as_ref())
}

/// A fresh secret of 24 random bytes, URL-safe.
pub(crate) fn fresh_secret(random: &Random) -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(random.bytes::<24>()?))
}

fn write_private(path: &Path, text: &str) -> Result<(), Error> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| Error::Broken(format!("{}: {error}", path.display())))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(Error::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_purpose_only() {
        let keys = SiteKeys::generate(&Random::System).unwrap();
        let token = keys.sign("unsubscribe", "42:7").unwrap();
        assert_eq!(keys.verify("unsubscribe", &token).unwrap().payload, "42:7");
        assert!(matches!(keys.verify("preferences", &token), Err(Error::NotFound)));
    }

    #[test]
    fn a_changed_token_is_refused() {
        let keys = SiteKeys::generate(&Random::System).unwrap();
        let token = keys.sign("unsubscribe", "42:7").unwrap();
        let other = keys.sign("unsubscribe", "43:7").unwrap();
        let forged = format!("{}.{}", other.rsplit_once('.').unwrap().0, token.rsplit_once('.').unwrap().1);
        assert!(keys.verify("unsubscribe", &forged).is_err());
        assert!(keys.verify("unsubscribe", "").is_err());
    }

    #[test]
    fn what_is_sealed_is_opened_for_its_purpose_only() {
        let keys = SiteKeys::generate(&Random::System).unwrap();
        let sealed = keys.seal("factor", "JBSWY3DP", &Random::System).unwrap();
        assert!(!sealed.contains("JBSWY3DP"));
        assert_eq!(keys.open_sealed("factor", &sealed).unwrap(), "JBSWY3DP");
        assert!(keys.open_sealed("other", &sealed).is_err());
        assert!(keys.open_sealed("factor", "1.a.b").is_err());
    }

    #[test]
    fn old_links_live_on_when_a_key_is_added() {
        let old = SiteKeys::generate(&Random::System).unwrap();
        let token = old.sign("unsubscribe", "42").unwrap();
        let added = SiteKey { number: 2, secret: Random::System.bytes().unwrap() };
        let both = SiteKeys(vec![old.0[0].clone(), added]);
        let read = SiteKeys::parse(&both.to_text()).unwrap();
        assert_eq!(read.verify("unsubscribe", &token).unwrap().payload, "42");
        assert!(read.sign("unsubscribe", "1").unwrap().starts_with("2."));
    }
}
