//! Addresses: which are written to, how they stand on the wire, and when two are the same.

use crate::Error;

/// The longest address that a path of SMTP holds (RFC 5321, 4.5.3.1.3, less its brackets).
const LONGEST: usize = 254;
/// The longest part before the @ (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// THE one form of an address by which uniqueness and suppression are decided: trimmed, lower-case, the domain in its ASCII
/// form. Dots and what follows a plus stay: they are other mailboxes at many providers.
pub fn normalise_address(address: &str) -> Result<String, Error> {
    let (local, domain) = parts(address.trim())?;
    if !domain.contains('.') {
        return Err(Error::message("the part of the address after the @ has no dot"));
    }
    Ok(format!("{}@{domain}", local.to_ascii_lowercase()))
}

/// As an address goes over the wire: the part before the @ as it was written, the domain in its ASCII form.
pub(crate) fn on_the_wire(address: &str) -> Result<String, Error> {
    let (local, domain) = parts(address)?;
    Ok(format!("{local}@{domain}"))
}

// The messages name no address: they end in logs.
fn parts(address: &str) -> Result<(&str, String), Error> {
    let Some((local, domain)) = address.split_once('@') else {
        return Err(Error::message("the address has no @"));
    };
    if domain.contains('@') {
        return Err(Error::message("the address has more than one @"));
    }
    if address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Error::message("the address has a space or a line break in it"));
    }
    if !local.is_ascii() {
        return Err(Error::message("the part of the address before the @ has signs beyond ASCII, which relays do not take"));
    }
    if local.is_empty() || local.len() > LONGEST_LOCAL || local.split('.').any(str::is_empty) || !local.bytes().all(is_local) {
        return Err(Error::message("the part of the address before the @ is not one that can be written to"));
    }
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| Error::message("the part of the address after the @ is not a domain"))?;
    if local.len() + 1 + domain.len() > LONGEST {
        return Err(Error::message("the address is too long"));
    }
    Ok((local, domain))
}

/// The signs of a dot-atom (RFC 5322, 3.2.3). Quoted forms are left out: nobody has such a mailbox, and they are a way to smuggle.
fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_normal_form_is_one_for_all_spellings() {
        let table = [
            (" Ana.Verel@Example.ORG ", "ana.verel@example.org"),
            ("ana+lettre@example.org", "ana+lettre@example.org"),
            ("a@BÜCHER.example", "a@xn--bcher-kva.example"),
            ("a@bu\u{308}cher.example", "a@xn--bcher-kva.example"),
            ("o'neil@example.org", "o'neil@example.org"),
        ];
        for (written, normal) in table {
            assert_eq!(normalise_address(written).unwrap(), normal);
            assert_eq!(normalise_address(normal).unwrap(), normal);
        }
    }

    #[test]
    fn what_cannot_be_written_to_is_refused() {
        let long_local = format!("{}@example.org", "a".repeat(65));
        let long = format!("a@{}.org", "a.".repeat(130));
        let table = [
            "",
            "ana",
            "@example.org",
            "ana@",
            "ana@b@example.org",
            "ana verel@example.org",
            "ana@example.org\r\nRCPT TO:<b@example.org>",
            "ana\0@example.org",
            "ána@example.org",
            "\"a b\"@example.org",
            ".ana@example.org",
            "ana..verel@example.org",
            "ana@-example.org",
            "ana@exa_mple.org",
            "ana@example",
            "ana@[192.0.2.1]",
            "<ana@example.org>",
            "ana@example.org.",
            &long_local,
            &long,
        ];
        for address in table {
            assert!(matches!(normalise_address(address), Err(Error::Message(_))), "{address}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_one_plain_address_gets_onto_the_wire(text in "\\PC*|[a-z@.<> \r\n,;\"]{0,30}") {
            if let Ok(address) = on_the_wire(&text) {
                prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,;:\"()[]\\".contains(&byte)));
                prop_assert_eq!(address.matches('@').count(), 1);
            }
        }
    }
}
