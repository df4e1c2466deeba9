//! VERP: whom a bounce is about, by the address it came back to.

use super::mime::Head;

/// Where programs write down which address a mail was delivered to.
const NAMES: [&str; 7] = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-RCPT-TO", "X-Delivered-To", "To"];

/// The addresses a mail was sent to, the surest first.
pub(super) fn sent_to(head: &Head<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in NAMES {
        for value in head.all(name) {
            for address in addresses(&value) {
                if !found.contains(&address) && found.len() < 50 {
                    found.push(address);
                }
            }
        }
    }
    found
}

fn addresses(value: &str) -> impl Iterator<Item = String> {
    value.split([',', ' ', '<', '>', '"', ';', '\t']).filter(|word| word.contains('@')).map(str::to_owned)
}

/// What follows the plus sign where one of the addresses is the mailbox for bounces: `ff-10` of `bounces+ff-10@example.org`
/// for the mailbox `bounces@example.org`.
pub fn tag<'a>(sent_to: &'a [String], mailbox: &str) -> Option<&'a str> {
    let (local, domain) = mailbox.rsplit_once('@')?;
    sent_to.iter().find_map(|address| {
        let (own, own_domain) = address.rsplit_once('@')?;
        let named = own.get(..local.len())?.eq_ignore_ascii_case(local) && own_domain.eq_ignore_ascii_case(domain);
        own.get(local.len()..)?.strip_prefix('+').filter(|tag| named && !tag.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_is_what_follows_the_mailbox() {
        let to = |address: &str| vec!["other@example.org".to_owned(), address.to_owned()];
        assert_eq!(tag(&to("Bounces+ff-10@Example.org"), "bounces@example.org"), Some("ff-10"));
        assert_eq!(tag(&to("a+b+ff-10@example.org"), "a+b@example.org"), Some("ff-10"));
        assert_eq!(tag(&to("bounces+ff-10@example.net"), "bounces@example.org"), None);
        assert_eq!(tag(&to("bounces@example.org"), "bounces@example.org"), None);
        assert_eq!(tag(&to("bounces+ff-10@example.org"), ""), None);
    }
}
