//! An e-mail address: as it was typed, and in the one form under which it is unique and suppressed.

use crate::{App, Error};

/// An address that mail may be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As it was typed, without the space around it.
    pub written: String,
    /// The form under which it is unique: lower case. Nothing else is guessed: dots and `+` belong to the owner.
    pub normalised: String,
}

/// Reads an address; None when no mail could reach it as it is written. The normalised form is `mail`'s: one rule for all.
pub fn normalise_address(typed: &str) -> Option<Address> {
    let written = typed.trim().strip_prefix("mailto:").unwrap_or(typed.trim());
    let normalised = mail::normalise_address(written).ok()?;
    let last = normalised.rsplit('.').next()?;
    let is_name = last.len() > 1 && !last.bytes().all(|byte| byte.is_ascii_digit());
    is_name.then(|| Address { written: written.to_owned(), normalised })
}

/// The keyed hash under which an address is suppressed; it outlives the address.
pub fn address_hash(app: &App, normalised: &str) -> Result<String, Error> {
    app.keys.hash("suppression", normalised)
}

#[cfg(test)]
mod tests {
    use super::normalise_address;

    #[test]
    fn an_address_is_one_whatever_the_case_and_the_space_around_it() {
        let read = normalise_address("  Ana.Verel+Lettre@Example.ORG ").unwrap();
        assert_eq!((read.written.as_str(), read.normalised.as_str()), ("Ana.Verel+Lettre@Example.ORG", "ana.verel+lettre@example.org"));
    }

    #[test]
    fn what_no_mail_can_reach_is_refused() {
        for typed in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "ana@example.",
            "ana@.org",
            "ana verel@example.org",
            "ana@exa mple.org",
            "ana@example.org, luan@example.org",
            "ana..v@example.org",
            "ana@192.0.2.1",
            "<ana@example.org>",
            "ana@-a.org",
            "ana\r\nBcc: x@example.org",
        ] {
            assert_eq!(normalise_address(typed), None, "{typed}");
        }
    }
}
