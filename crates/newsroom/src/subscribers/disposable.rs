//! Domains of addresses that live for minutes: a list that an operator may set, or not.
//!
//! Guarantees: without a list everybody may sign up; a listed domain means its subdomains too. Who is a reader already is not
//! asked again.

use std::collections::HashSet;

use crate::Error;

/// A list of domains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disposable {
    domains: HashSet<String>,
}

impl Disposable {
    /// Reads a list: a domain a line; `#` begins a comment. Gives what is no domain as the error.
    pub fn parse(text: &str) -> Result<Disposable, String> {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim().trim_end_matches('.'));
        let read = |line: &str| {
            let domain = line.trim_start_matches("*.").trim_start_matches('@');
            // Written as the addresses are: a name in other letters has its ASCII form there.
            mail::normalise_address(&format!("x@{domain}"))
                .ok()
                .and_then(|address| address.strip_prefix("x@").map(str::to_owned))
                .filter(|domain| domain.contains('.'))
                .ok_or_else(|| line.to_owned())
        };
        Ok(Disposable { domains: lines.filter(|line| !line.is_empty()).map(read).collect::<Result<_, _>>()? })
    }

    /// Whether an address in its normalised form is of a listed domain.
    pub fn has(&self, normalised: &str) -> bool {
        let domain = normalised.rsplit('@').next().unwrap_or_default();
        let mut rest = Some(domain);
        while let Some(name) = rest {
            if self.domains.contains(name) {
                return true;
            }
            rest = name.split_once('.').map(|(_, parent)| parent);
        }
        false
    }

    /// Goes on only with an address that is not of a listed domain.
    pub(super) fn refuse(&self, normalised: &str) -> Result<(), Error> {
        if self.has(normalised) { Err(Error::invalid("email", "site-subscribe-problem-disposable")) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Disposable;

    #[test]
    fn a_listed_domain_and_its_subdomains_are_known() {
        let list = Disposable::parse("# kept by hand\nthrowaway.example\n\n*.minute.example  # ten of them\nČas.example\n").unwrap();
        for address in ["a@throwaway.example", "a@mx.throwaway.example", "a@minute.example", "a@xn--as-dma.example"] {
            assert!(list.has(address), "{address}");
        }
        for address in ["a@example", "a@away.example", "a@notthrowaway.example", "throwaway.example@example.org"] {
            assert!(!list.has(address), "{address}");
        }
        assert!(!Disposable::default().has("a@throwaway.example"));
    }

    #[test]
    fn a_line_that_is_no_domain_is_named() {
        assert_eq!(Disposable::parse("good.example\nnot a domain\n"), Err("not a domain".to_owned()));
        assert_eq!(Disposable::parse("word\n"), Err("word".to_owned()));
    }
}
