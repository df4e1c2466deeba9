//! Passwords: argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane).

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};

use crate::Error;

/// The fewest characters of a password (NIST SP 800-63B asks for 8; nothing else is demanded of it).
pub(super) const MINIMUM: usize = 10;

fn argon2() -> Result<Argon2<'static>, Error> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash, in the PHC string form.
pub(super) async fn hash(password: String) -> Result<String, Error> {
    let work = move || -> Result<String, Error> { Ok(argon2()?.hash_password(password.as_bytes()).map_err(Error::broken)?.to_string()) };
    tokio::task::spawn_blocking(work).await.map_err(Error::broken)?
}

/// Whether the password is the one that was hashed. Without a hash it takes as long and is false.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool, Error> {
    let Some(hash) = hash else {
        self::hash(password).await?;
        return Ok(false);
    };
    let work = move || -> Result<bool, Error> {
        let parsed = PasswordHash::new(&hash).map_err(Error::broken)?;
        Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok())
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::broken)?
}
