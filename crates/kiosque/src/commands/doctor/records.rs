//! What the DNS says of the mails we send, and the records to publish where something is missing.
//!
//! Guarantees: only reads; one finding for each of SPF, DKIM, DMARC, the way back for bounces, and the sending host's name.

use std::net::IpAddr;

use anyhow::Result;
use newsroom::state::Level;

use crate::dns::Resolver;

/// What is sent, and from where.
#[derive(Clone, Debug)]
pub struct Sending {
    /// The mailbox that mails are from.
    pub from: String,
    /// Where answers of people go.
    pub reply_to: String,
    /// The mailbox that bounces go to; empty for `from`.
    pub bounces: String,
    /// The name of the DKIM record and its text, where we sign.
    pub dkim: Option<(String, String)>,
    /// The relay.
    pub relay: String,
    /// The site's host.
    pub host: String,
}

/// How it is, and what to do.
pub type Said = (Level, String);

fn domain(mailbox: &str) -> &str {
    mailbox.rsplit_once('@').map_or("", |(_, domain)| domain)
}

impl Sending {
    /// The domain that bounces go to: the one that SPF is asked of.
    fn back(&self) -> &str {
        domain(if self.bounces.is_empty() { &self.from } else { &self.bounces })
    }
}

/// Looks at everything. A resolver that does not answer ends it.
pub async fn look(dns: &Resolver, sending: &Sending) -> Vec<Said> {
    let mut said = Vec::new();
    if let Err(error) = all(dns, sending, &mut said).await {
        said.push((Level::Note, format!("the DNS could not be asked what it says of our mails: {error:#}")));
    }
    said
}

async fn all(dns: &Resolver, sending: &Sending, said: &mut Vec<Said>) -> Result<()> {
    let from = domain(&sending.from);
    said.push(spf(dns, sending, from).await?);
    if sending.back() != from {
        said.push(spf(dns, sending, sending.back()).await?);
    }
    said.extend(dkim(dns, sending).await?);
    said.push(dmarc(dns, sending, from).await?);
    said.push(way_back(dns, sending).await?);
    said.push(name_of_host(dns, sending).await?);
    Ok(())
}

/// Who may send for the domain (RFC 7208).
async fn spf(dns: &Resolver, sending: &Sending, domain: &str) -> Result<Said> {
    let found: Vec<String> = dns.texts(domain).await?.into_iter().filter(|text| is_spf(text)).collect();
    Ok(match found.as_slice() {
        [] => (
            Level::Wrong,
            format!(
                "{domain} does not say who may send for it (SPF). Publish what the contract with the relay says (usually an include:), or, \
                 where the relay is a machine of yours:\n         {domain}. TXT \"v=spf1 a:{} ~all\"",
                sending.sender()
            ),
        ),
        [one] if one.to_lowercase().split_whitespace().any(|term| matches!(term, "+all" | "all")) => {
            (Level::Wrong, format!("{domain} lets everybody send for it (SPF: \"{one}\"): end the record with ~all or -all"))
        }
        [one] => (Level::Good, format!("{domain} says who may send for it (SPF: \"{one}\"). The relay must be among them")),
        several => (
            Level::Wrong,
            format!(
                "{domain} has {} SPF records, so that none counts (RFC 7208, 4.5). Make one of them:\n         {}",
                several.len(),
                several.join("\n         ")
            ),
        ),
    })
}

fn is_spf(text: &str) -> bool {
    let text = text.to_lowercase();
    text == "v=spf1" || text.starts_with("v=spf1 ")
}

/// The key that our signatures are checked with (RFC 6376).
async fn dkim(dns: &Resolver, sending: &Sending) -> Result<Option<Said>> {
    let Some((name, wanted)) = &sending.dkim else {
        return Ok(None);
    };
    let found = dns.texts(name).await?;
    let record = format!("{name}. TXT \"{wanted}\"");
    Ok(Some(match found.iter().find(|text| tag(text, "p").is_some()) {
        Some(text) if tag(text, "p") == tag(wanted, "p") => {
            (Level::Good, format!("the DNS holds the key that mails are signed with (DKIM): {name}"))
        }
        Some(_) => (Level::Wrong, format!("the DNS holds another key than mails are signed with (DKIM). It must hold:\n         {record}")),
        None => (Level::Wrong, format!("the DNS does not hold the key that mails are signed with (DKIM). Publish:\n         {record}")),
    }))
}

/// The value of a tag (`p=...`), without the spaces that may stand in it.
fn tag(record: &str, name: &str) -> Option<String> {
    let value = record.split(';').find_map(|part| part.trim().strip_prefix(name)?.trim_start().strip_prefix('='))?;
    Some(value.split_whitespace().collect())
}

/// What mailboxes do with mails that are not ours (RFC 7489): the domain's own word, or that of a domain above it.
async fn dmarc(dns: &Resolver, sending: &Sending, from: &str) -> Result<Said> {
    let mut asked = Some(from);
    while let Some(domain) = asked.filter(|domain| domain.contains('.')) {
        let found = dns.texts(&format!("_dmarc.{domain}")).await?;
        if let Some(text) = found.iter().find(|text| text.to_uppercase().starts_with("V=DMARC1")) {
            let policy = tag(text, "p").unwrap_or_default();
            return Ok(if matches!(policy.as_str(), "none" | "quarantine" | "reject") {
                (Level::Good, format!("{domain} says what to do with mails that only pretend to be of it (DMARC: \"{text}\")"))
            } else {
                (Level::Wrong, format!("_dmarc.{domain} says no policy that is known (\"{text}\"): p=none, p=quarantine or p=reject"))
            });
        }
        asked = domain.split_once('.').map(|(_, above)| above);
    }
    let reports = if sending.reply_to.is_empty() { &sending.from } else { &sending.reply_to };
    Ok((
        Level::Wrong,
        format!(
            "{from} has no DMARC record, which Gmail and Yahoo demand of newsletters. Publish:\n         _dmarc.{from}. TXT \"v=DMARC1; p=none; rua=mailto:{reports}\""
        ),
    ))
}

/// Whether bounces find their way: the hosts that take mail for their domain (RFC 5321, 5.1), and an address of one of them.
async fn way_back(dns: &Resolver, sending: &Sending) -> Result<Said> {
    let domain = sending.back();
    let hosts = dns.exchanges(domain).await?;
    if hosts.iter().any(String::is_empty) {
        return Ok((
            Level::Wrong,
            format!("{domain} says that it takes no mail at all (MX \".\"), so no bounce comes back. {}", publish(domain)),
        ));
    }
    // Without an MX the domain itself is the host.
    let asked = if hosts.is_empty() { vec![domain.to_owned()] } else { hosts.clone() };
    for host in &asked {
        if !dns.addresses_of(host).await?.is_empty() {
            let how = if hosts.is_empty() { "by its address: an MX record would be better".to_owned() } else { format!("MX {host}") };
            return Ok((Level::Good, format!("bounces find their way to {domain} ({how})")));
        }
    }
    Ok(if hosts.is_empty() {
        (Level::Wrong, format!("nobody takes mail for {domain}, so no bounce comes back. {}", publish(domain)))
    } else {
        (
            Level::Wrong,
            format!(
                "the MX of {domain} ({}) has no address, so no bounce comes back. Publish:\n         {}. A <its address>",
                hosts.join(", "),
                asked.join(", ")
            ),
        )
    })
}

fn publish(domain: &str) -> String {
    format!("Publish the host of its mailboxes:\n         {domain}. MX 10 <host>.")
}

impl Sending {
    /// The host that mailboxes see: the relay, or this site's where the relay is on this machine.
    fn sender(&self) -> &str {
        let here = self.relay == "localhost" || self.relay.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        if here { &self.host } else { &self.relay }
    }
}

/// Whether the sending host's addresses lead to a name, and that name back to them.
async fn name_of_host(dns: &Resolver, sending: &Sending) -> Result<Said> {
    let host = sending.sender();
    let addresses = dns.addresses_of(host).await?;
    if addresses.is_empty() {
        return Ok((Level::Wrong, format!("the sending host {host} has no address in the DNS")));
    }
    let own = host != sending.relay;
    for address in &addresses {
        let names = dns.names_of(*address).await?;
        let mut back = false;
        for name in &names {
            back |= dns.addresses_of(name).await?.contains(address);
        }
        if !back {
            let found = if names.is_empty() {
                "has no name (PTR)".to_owned()
            } else {
                format!("is named {} (PTR), which does not lead back to it", names.join(", "))
            };
            let who = if own { "Ask whoever gives you the address to set it to" } else { "If the relay is yours, have it set to" };
            return Ok((
                if own { Level::Wrong } else { Level::Note },
                format!("{address}, of {host}, {found}: mailboxes distrust that. {who} {host}"),
            ));
        }
    }
    Ok((Level::Good, format!("the addresses of {host} lead to its name and back (PTR)")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::testing::{Zone, host, mx, pointer, server, text};

    fn sending() -> Sending {
        Sending {
            from: "lettre@news.example.org".to_owned(),
            reply_to: "redaction@example.org".to_owned(),
            bounces: "retours@back.example.org".to_owned(),
            dkim: Some(("k._domainkey.news.example.org".to_owned(), "v=DKIM1; k=rsa; p=QUJD".to_owned())),
            relay: "smtp.example.net".to_owned(),
            host: "news.example.org".to_owned(),
        }
    }

    fn good() -> Zone {
        vec![
            ("news.example.org.", text("v=spf1 include:spf.example.net ~all")),
            ("back.example.org.", text("v=spf1 a:smtp.example.net -all")),
            ("k._domainkey.news.example.org.", text("v=DKIM1; k=rsa; p=QU JD")),
            ("_dmarc.example.org.", text("v=DMARC1; p=quarantine")),
            ("back.example.org.", mx("mail.example.org.")),
            ("mail.example.org.", host([192, 0, 2, 8])),
            ("smtp.example.net.", host([192, 0, 2, 7])),
            ("7.2.0.192.in-addr.arpa.", pointer("smtp.example.net.")),
        ]
    }

    /// What is said where the zone lacks a name, or has another record in its place.
    async fn said(without: &[&str], instead: Zone, sending: &Sending) -> Vec<Said> {
        let mut zone: Zone = good().into_iter().filter(|(name, _)| !without.contains(name)).collect();
        zone.extend(instead);
        look(&server(zone).await, sending).await
    }

    fn wrong(said: &[Said]) -> Vec<&str> {
        said.iter().filter(|(level, _)| matches!(level, Level::Wrong)).map(|(_, text)| text.as_str()).collect()
    }

    #[tokio::test]
    async fn a_domain_that_is_set_up_is_good() {
        let said = said(&[], Vec::new(), &sending()).await;
        assert!(said.iter().all(|(level, _)| matches!(level, Level::Good)), "{said:?}");
        assert_eq!(said.len(), 6);
    }

    #[tokio::test]
    async fn what_is_missing_is_named_with_the_record_to_publish() {
        let said = said(&["news.example.org.", "k._domainkey.news.example.org.", "_dmarc.example.org."], Vec::new(), &sending()).await;
        let wrong = wrong(&said).join("\n");
        assert!(wrong.contains("news.example.org. TXT \"v=spf1 a:smtp.example.net ~all\""), "{wrong}");
        assert!(wrong.contains("k._domainkey.news.example.org. TXT \"v=DKIM1; k=rsa; p=QUJD\""), "{wrong}");
        assert!(wrong.contains("_dmarc.news.example.org. TXT \"v=DMARC1; p=none; rua=mailto:redaction@example.org\""), "{wrong}");
    }

    #[tokio::test]
    async fn another_key_and_two_spf_records_are_wrong() {
        let instead = vec![("k._domainkey.news.example.org.", text("v=DKIM1; p=WFla")), ("news.example.org.", text("v=spf1 -all"))];
        let said = said(&["k._domainkey.news.example.org."], instead, &sending()).await;
        let wrong = wrong(&said);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(wrong[0].contains("2 SPF records") && wrong[1].contains("another key"), "{wrong:?}");
    }

    #[tokio::test]
    async fn spf_that_lets_everybody_send_is_wrong() {
        let said = said(&["news.example.org."], vec![("news.example.org.", text("v=spf1 +all"))], &sending()).await;
        assert!(wrong(&said)[0].contains("everybody"), "{said:?}");
    }

    #[tokio::test]
    async fn bounces_that_nobody_takes_are_wrong() {
        let lost = said(&["mail.example.org."], Vec::new(), &sending()).await;
        assert!(wrong(&lost)[0].contains("has no address"), "{lost:?}");
        let spf = || ("back.example.org.", text("v=spf1 -all"));
        let none = said(&["back.example.org."], vec![spf(), ("back.example.org.", mx("."))], &sending()).await;
        assert!(wrong(&none)[0].contains("takes no mail at all"), "{none:?}");
        let nobody = said(&["back.example.org."], vec![spf()], &sending()).await;
        assert!(wrong(&nobody)[0].contains("back.example.org. MX 10"), "{nobody:?}");
    }

    #[tokio::test]
    async fn a_relay_on_this_machine_is_seen_by_the_site_s_address() {
        let here = Sending { relay: "127.0.0.1".to_owned(), ..sending() };
        let said = said(&[], vec![("news.example.org.", host([192, 0, 2, 9]))], &here).await;
        assert!(wrong(&said)[0].contains("192.0.2.9, of news.example.org, has no name (PTR)"), "{said:?}");
    }

    #[tokio::test]
    async fn a_resolver_that_refuses_is_a_note_and_no_verdict() {
        let nobody = Resolver::of(Vec::new());
        let said = look(&nobody, &sending()).await;
        assert!(matches!(said.as_slice(), [(Level::Note, text)] if text.contains("no resolver")), "{said:?}");
    }
}
