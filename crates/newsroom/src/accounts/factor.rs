//! The second factor: six digits from an app (TOTP, RFC 6238: SHA-1, thirty seconds), or a recovery code that works once.
//!
//! Guarantees: the secret is sealed with a key of the site; a code works once; attempts are counted like those of passwords.

use database::{Id, MICROS_PER_SECOND, Timestamp, Tx};
use ring::hmac;

use super::{Account, Right, allow, by_id, factor_store as store};
use crate::keys::sha256;
use crate::limits::{self, Limit};
use crate::{Actor, App, Error, audit};

/// A code lasts so long.
const STEP: i64 = 30;
/// Steps before and after now that count: clocks of telephones are not the server's.
const DRIFT: i64 = 1;
/// Recovery codes made at once.
const CODES: usize = 10;
/// Attempts for one account in a quarter of an hour.
const ATTEMPTS: Limit = Limit { count: 10, micros: 900 * MICROS_PER_SECOND };
/// What the tickets and the sealed secrets are for.
const SET_UP: &str = "second-factor-set-up";
const SEALED: &str = "second-factor";
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A second factor to be set up: what an app needs to know.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The secret in base32, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as a QR code.
    pub uri: String,
    /// What the form carries: the secret, signed.
    pub ticket: String,
}

/// Base32 (RFC 4648) without padding.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            let index = usize::try_from((bits >> count) & 31).unwrap_or(0);
            text.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'A')));
        }
        bits &= (1 << count) - 1;
    }
    if count > 0 {
        let index = usize::try_from((bits << (5 - count)) & 31).unwrap_or(0);
        text.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'A')));
    }
    text
}

fn from_base32(text: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter).ok_or_else(|| Error::broken("a secret that is not base32"))?;
        bits = (bits << 5) | u32::try_from(value).map_err(Error::broken)?;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 255).map_err(Error::broken)?);
        }
        bits &= (1 << count) - 1;
    }
    Ok(bytes)
}

/// The code of a step of time (RFC 4226, six digits).
fn code(secret: &[u8], step: i64) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret), &step.to_be_bytes());
    let tag = tag.as_ref();
    let offset = usize::from(tag.last().copied().unwrap_or(0) & 15);
    let number = tag.iter().skip(offset).take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

fn step_of(now: Timestamp) -> i64 {
    now.div_euclid(STEP * MICROS_PER_SECOND)
}

/// The step whose code this is, among those that count now.
fn matching(secret: &[u8], typed: &str, now: Timestamp) -> Option<i64> {
    let now = step_of(now);
    (now - DRIFT..=now + DRIFT).find(|step| code(secret, *step) == typed)
}

/// What was typed, without the spaces and dashes that people put between.
fn plain(typed: &str) -> String {
    typed.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_uppercase()
}

/// A fresh secret for an account, kept nowhere yet. `name` is what the app shows beside the address.
pub fn offer(app: &App, account: &Account, name: &str) -> Result<Offer, Error> {
    let secret = base32(&app.random.bytes::<20>()?);
    offer_of(app, account, name, secret)
}

fn offer_of(app: &App, account: &Account, name: &str, secret: String) -> Result<Offer, Error> {
    let encode = |text: &str| {
        let safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        text.bytes().map(|byte| if safe(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect::<String>()
    };
    let (issuer, label) = (encode(name), encode(&account.email));
    Ok(Offer {
        uri: format!("otpauth://totp/{issuer}:{label}?secret={secret}&issuer={issuer}"),
        ticket: app.keys.sign(SET_UP, &format!("{}:{secret}", account.id))?,
        secret,
    })
}

/// The offer that a form carried.
pub fn offered(app: &App, account: &Account, name: &str, ticket: &str) -> Result<Offer, Error> {
    let payload = app.keys.verify(SET_UP, ticket)?.payload;
    let (id, secret) = payload.split_once(':').ok_or(Error::NotFound)?;
    if id != account.id.to_string() {
        return Err(Error::NotFound);
    }
    offer_of(app, account, name, secret.to_owned())
}

/// Since when an account has a second factor, and how many recovery codes it has left. None: it has none.
pub async fn factor_since(tx: &mut Tx, id: Id) -> Result<Option<(Timestamp, i64)>, Error> {
    match store::of_account(tx, id).await? {
        Some((_, Some(since), _)) => Ok(Some((since, store::codes_left(tx, id).await?))),
        _ => Ok(None),
    }
}

async fn count(app: &App, id: Id) -> Result<(), Error> {
    if limits::allow(app, &format!("factor:{id}"), ATTEMPTS).await? {
        return Ok(());
    }
    Err(Error::Unavailable("problem-too-many-attempts"))
}

fn wrong() -> Error {
    Error::invalid("code", "problem-code")
}

async fn fresh_codes(app: &App, tx: &mut Tx, id: Id) -> Result<Vec<String>, Error> {
    store::drop_codes(tx, id).await?;
    let mut codes = Vec::new();
    for _ in 0..CODES {
        let code = base32(&app.random.bytes::<10>()?);
        store::insert_code(tx, id, &sha256(&code)).await?;
        let (first, second) = code.split_at_checked(8).unwrap_or((code.as_str(), ""));
        codes.push(format!("{first}-{second}"));
    }
    Ok(codes)
}

/// Turns the second factor on, once its app has shown a right code. Gives the recovery codes, which are shown only now.
pub async fn turn_on(app: &App, actor: &Actor, id: Id, offer: &Offer, typed: &str) -> Result<Vec<String>, Error> {
    count(app, id).await?;
    let step = matching(&from_base32(&offer.secret)?, &plain(typed), app.now()).ok_or_else(wrong)?;
    let sealed = app.keys.seal(SEALED, &offer.secret, &app.random)?;
    database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        store::set(tx, id, &sealed, Some(app.now()), step).await?;
        audit::record(app, tx, actor, "account.factor_on", ("account", Some(id)), "").await?;
        fresh_codes(app, tx, id).await
    })
}

/// Whether what was typed is a code of the account that has not been used: from its app, or a recovery code. It is used by this.
pub(super) async fn check(app: &App, id: Id, typed: &str) -> Result<(), Error> {
    count(app, id).await?;
    let typed = plain(typed);
    let good = database::write!(app.database, tx => {
        let Some((sealed, Some(_), _)) = store::of_account(tx, id).await? else {
            return Ok(false);
        };
        let secret = from_base32(&app.keys.open_sealed(SEALED, &sealed)?)?;
        match matching(&secret, &typed, app.now()) {
            Some(step) => store::use_step(tx, id, step).await,
            None => store::use_code(tx, id, &sha256(&typed), app.now()).await,
        }
    })?;
    if good { Ok(()) } else { Err(wrong()) }
}

/// Makes new recovery codes; the former ones end.
pub async fn renew_codes(app: &App, actor: &Actor, id: Id, typed: &str) -> Result<Vec<String>, Error> {
    check(app, id, typed).await?;
    database::write!(app.database, tx => {
        audit::record(app, tx, actor, "account.factor_codes", ("account", Some(id)), "").await?;
        fresh_codes(app, tx, id).await
    })
}

/// Turns one's own second factor off, with a code.
pub async fn turn_off(app: &App, actor: &Actor, id: Id, typed: &str) -> Result<(), Error> {
    check(app, id, typed).await?;
    forget(app, actor, id).await
}

/// Turns someone's second factor off who has lost both app and codes: for the administration.
pub async fn turn_off_for(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => { allow(tx, actor, Right::Administer).await })?;
    forget(app, actor, id).await
}

async fn forget(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        store::set(tx, id, "", None, 0).await?;
        store::drop_codes(tx, id).await?;
        audit::record(app, tx, actor, "account.factor_off", ("account", Some(id)), "").await
    })
}

/// The code that an app would show now: for tests.
pub fn code_now(app: &App, secret: &str) -> Result<String, Error> {
    Ok(code(&from_base32(secret)?, step_of(app.now())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1, the last six of eight digits.
        let secret = b"12345678901234567890";
        for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(code(secret, seconds / 30), expected);
        }
    }

    #[test]
    fn base32_is_that_of_the_standard_and_is_read_back() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
        assert_eq!(from_base32("MZXW6YTBOI").unwrap(), b"foobar");
        assert!(from_base32("a1").is_err());
    }
}
