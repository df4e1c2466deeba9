//! From nothing to where a mail can be begun: connection, greeting, EHLO, encryption, login.

use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::wire::{Stream, Wire};
use super::{accepted, expected, tls};
use crate::{Error, Phase, Relay, Reply, Tls};

/// What a relay says it can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Features {
    start_tls: bool,
    plain: bool,
    login: bool,
    /// Commands may be written together.
    pub pipelining: bool,
    /// The largest message; Some(usize::MAX) where it knows SIZE and names no limit.
    pub size: Option<usize>,
}

pub(super) async fn open(relay: &Relay) -> Result<(Wire, Features), Error> {
    let limit = relay.reply_timeout;
    if relay.hello.is_empty() || !relay.hello.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::broken(Phase::Hello, "the name to call ourselves by is not one word of plain signs"));
    }
    let stream = connect(relay).await?;
    let near = stream.peer_addr().map_err(|error| Error::broken(Phase::Connect, error.to_string()))?.ip();
    may_be_plain(relay, near)?;
    let stream = match relay.tls {
        Tls::Implicit => encrypt(relay, stream).await?,
        Tls::StartTls | Tls::Never => Stream::Plain(stream),
    };
    let mut wire = Wire::new(stream);
    accepted(Phase::Greeting, wire.reply(limit).await)?;
    let mut features = hello(relay, &mut wire).await?;
    if relay.tls == Tls::StartTls {
        if !features.start_tls {
            return Err(Error::broken(Phase::Tls, "the relay does not offer STARTTLS"));
        }
        accepted(Phase::Tls, wire.ask("STARTTLS", limit).await)?;
        let plain = wire.into_plain().map_err(|detail| Error::broken(Phase::Tls, detail))?;
        wire = Wire::new(encrypt(relay, plain).await?);
        // What was said in the clear does not count (RFC 3207, 4.2).
        features = hello(relay, &mut wire).await?;
    }
    if let Some((name, password)) = &relay.login {
        login(&mut wire, features, relay, name, password).await?;
    }
    Ok((wire, features))
}

async fn connect(relay: &Relay) -> Result<TcpStream, Error> {
    let broken = |detail: String| Error::broken(Phase::Connect, detail);
    let stream = timeout(relay.connect_timeout, TcpStream::connect((relay.host.as_str(), relay.port)))
        .await
        .map_err(|_| broken(format!("no connection to {} port {} within {:?}", relay.host, relay.port, relay.connect_timeout)))?
        .map_err(|error| broken(format!("{} port {}: {error}", relay.host, relay.port)))?;
    // Commands are small and each waits for its answer.
    stream.set_nodelay(true).map_err(|error| broken(error.to_string()))?;
    Ok(stream)
}

async fn encrypt(relay: &Relay, stream: TcpStream) -> Result<Stream, Error> {
    tls::encrypt(relay, stream, relay.connect_timeout).await.map_err(|detail| Error::broken(Phase::Tls, detail))
}

/// Readers' addresses and passwords do not cross the internet in the clear.
fn may_be_plain(relay: &Relay, address: IpAddr) -> Result<(), Error> {
    if relay.tls != Tls::Never || address.to_canonical().is_loopback() {
        return Ok(());
    }
    let private = match address.to_canonical() {
        IpAddr::V4(address) => address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_unique_local() || address.is_unicast_link_local(),
    };
    match (&relay.login, private) {
        (None, true) => Ok(()),
        (Some(_), true) => Err(Error::broken(Phase::Tls, "a password is sent unencrypted to this machine only")),
        (_, false) => Err(Error::broken(Phase::Tls, "mail is sent unencrypted to this machine and private networks only")),
    }
}

async fn hello(relay: &Relay, wire: &mut Wire) -> Result<Features, Error> {
    let limit = relay.reply_timeout;
    let broken = |detail| Error::broken(Phase::Hello, detail);
    wire.send(format!("EHLO {}\r\n", relay.hello).as_bytes(), limit).await.map_err(broken)?;
    let (reply, lines) = wire.reply_and_lines(limit).await.map_err(broken)?;
    if (500..600).contains(&reply.code) {
        accepted(Phase::Hello, wire.ask(&format!("HELO {}", relay.hello), limit).await)?;
        return Ok(Features::default());
    }
    accepted(Phase::Hello, Ok(reply))?;
    Ok(features(&lines))
}

/// The first line is the relay's name.
fn features(lines: &str) -> Features {
    let mut features = Features::default();
    for line in lines.lines().skip(1) {
        // "AUTH=LOGIN" is how some old relays say it.
        let upper = line.to_ascii_uppercase().replace("AUTH=", "AUTH ");
        let mut words = upper.split_whitespace();
        match words.next() {
            Some("STARTTLS") => features.start_tls = true,
            Some("PIPELINING") => features.pipelining = true,
            Some("SIZE") => {
                let most = words.next().and_then(|most| most.parse().ok()).filter(|most| *most > 0);
                features.size = Some(most.unwrap_or(usize::MAX));
            }
            Some("AUTH") => {
                for way in words {
                    features.plain |= way == "PLAIN";
                    features.login |= way == "LOGIN";
                }
            }
            _ => {}
        }
    }
    features
}

/// AUTH PLAIN (RFC 4616), else LOGIN, which some relays have alone.
async fn login(wire: &mut Wire, features: Features, relay: &Relay, name: &str, password: &str) -> Result<Reply, Error> {
    let limit = relay.reply_timeout;
    if features.plain {
        let secret = STANDARD.encode(format!("\0{name}\0{password}"));
        return accepted(Phase::Login, wire.ask(&format!("AUTH PLAIN {secret}"), limit).await);
    }
    if features.login {
        expected(Phase::Login, wire.ask("AUTH LOGIN", limit).await, 300..400)?;
        expected(Phase::Login, wire.ask(&STANDARD.encode(name), limit).await, 300..400)?;
        return accepted(Phase::Login, wire.ask(&STANDARD.encode(password), limit).await);
    }
    Err(Error::broken(Phase::Login, "the relay offers no login by PLAIN or LOGIN"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_relay_can_do_is_read_from_its_lines() {
        let found = features("relay.example\nPIPELINING\nSIZE 35882577\nAUTH LOGIN PLAIN XOAUTH2\nstarttls\n8BITMIME");
        assert_eq!(found, Features { start_tls: true, plain: true, login: true, pipelining: true, size: Some(35_882_577) });
        let old = features("relay.example\r\nAUTH=LOGIN\r\nSIZE\r\nSTARTTLSX\r\n");
        assert_eq!(old, Features { login: true, size: Some(usize::MAX), ..Features::default() });
        assert_eq!(features("STARTTLS"), Features::default());
    }

    #[test]
    fn only_what_stays_near_may_be_plain() {
        let plain = Relay { tls: Tls::Never, ..Relay::new("relay.example", 25) };
        let login = Relay { login: Some(("a".to_owned(), "b".to_owned())), ..plain.clone() };
        let table = [
            ("127.0.0.1", true, true),
            ("::1", true, true),
            ("::ffff:127.0.0.1", true, true),
            ("172.18.0.2", true, false),
            ("192.0.2.1", false, false),
        ];
        for (address, without, with) in table {
            let address = address.parse().unwrap();
            assert_eq!(may_be_plain(&plain, address).is_ok(), without, "{address}");
            assert_eq!(may_be_plain(&login, address).is_ok(), with, "{address}");
            assert!(may_be_plain(&Relay { tls: Tls::StartTls, ..login.clone() }, address).is_ok());
        }
    }
}
