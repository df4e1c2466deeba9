//! Asks the DNS: one question to the resolver of this machine, over UDP, and over TCP where the answer is too long for that.
//!
//! Guarantees: it ends within seconds; a name that there is not has no records, which is no error. Must not know: mail.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use hickory_proto::op::{Message, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

/// How long a resolver may take for an answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// The port of resolvers.
const PORT: u16 = 53;
/// The longest answer over UDP that is read.
const LONGEST: usize = 4_096;

/// Who is asked, one after the other.
#[derive(Clone, Debug)]
pub struct Resolver {
    servers: Vec<SocketAddr>,
}

impl Resolver {
    /// These resolvers.
    pub fn of(servers: Vec<SocketAddr>) -> Resolver {
        Resolver { servers }
    }

    /// Those that this machine uses; the text of `/etc/resolv.conf`.
    pub fn of_machine(text: &str) -> Resolver {
        let named = text.lines().filter_map(|line| line.trim().strip_prefix("nameserver")).filter_map(|rest| {
            let address = rest.split_whitespace().next()?;
            address.split('%').next()?.parse::<IpAddr>().ok()
        });
        let servers: Vec<SocketAddr> = named.map(|address| SocketAddr::new(address, PORT)).collect();
        // As resolv.conf(5) says: without a name server, the one of this machine.
        Resolver { servers: if servers.is_empty() { vec![SocketAddr::new(Ipv4Addr::LOCALHOST.into(), PORT)] } else { servers } }
    }

    /// A resolver as it is written in the settings: an address, with or without a port.
    pub fn parse(text: &str) -> Option<SocketAddr> {
        text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(|address| SocketAddr::new(address, PORT)))
    }

    /// The records of this kind under a name; none when the name is not there.
    pub async fn ask(&self, name: &str, kind: RecordType) -> Result<Vec<RData>> {
        let name = Name::from_utf8(format!("{}.", name.trim_end_matches('.'))).with_context(|| format!("{name} is no name of the DNS"))?;
        let mut wrong = None;
        for server in &self.servers {
            match timeout(PATIENCE, one(*server, &name, kind)).await {
                Ok(Ok(found)) => return Ok(found),
                Ok(Err(error)) => wrong = Some(error.context(format!("the resolver {server}"))),
                Err(_) => wrong = Some(anyhow::anyhow!("the resolver {server} does not answer")),
            }
        }
        Err(wrong.unwrap_or_else(|| anyhow::anyhow!("no resolver is known")))
    }

    /// The records for an address's name.
    pub async fn names_of(&self, address: IpAddr) -> Result<Vec<String>> {
        let found = self.ask(&Name::from(address).to_ascii(), RecordType::PTR).await?;
        Ok(found.iter().filter_map(|data| if let RData::PTR(name) = data { Some(plain(&name.0)) } else { None }).collect())
    }

    /// The addresses of a host.
    pub async fn addresses_of(&self, host: &str) -> Result<Vec<IpAddr>> {
        if let Ok(address) = host.trim_matches(['[', ']']).parse() {
            return Ok(vec![address]);
        }
        let mut all = Vec::new();
        for kind in [RecordType::A, RecordType::AAAA] {
            all.extend(self.ask(host, kind).await?.iter().filter_map(|data| match data {
                RData::A(address) => Some(IpAddr::V4(address.0)),
                RData::AAAA(address) => Some(IpAddr::V6(address.0)),
                _ => None,
            }));
        }
        Ok(all)
    }

    /// The texts under a name, each put together from its parts.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>> {
        let found = self.ask(name, RecordType::TXT).await?;
        let whole = |parts: &[Box<[u8]>]| String::from_utf8_lossy(&parts.concat()).into_owned();
        Ok(found.iter().filter_map(|data| if let RData::TXT(text) = data { Some(whole(&text.txt_data)) } else { None }).collect())
    }

    /// The hosts that take mail for a domain, the preferred first; `""` for "none at all" (RFC 7505).
    pub async fn exchanges(&self, domain: &str) -> Result<Vec<String>> {
        let found = self.ask(domain, RecordType::MX).await?;
        let mut all: Vec<(u16, String)> = found
            .iter()
            .filter_map(|data| if let RData::MX(mx) = data { Some((mx.preference, plain(&mx.exchange))) } else { None })
            .collect();
        all.sort();
        Ok(all.into_iter().map(|(_, host)| host).collect())
    }
}

/// A name without its last dot, in small letters.
fn plain(name: &Name) -> String {
    name.to_ascii().trim_end_matches('.').to_lowercase()
}

async fn one(server: SocketAddr, name: &Name, kind: RecordType) -> Result<Vec<RData>> {
    let mut question = Message::query();
    question.metadata.recursion_desired = true;
    question.add_query(Query::query(name.clone(), kind));
    let bytes = question.to_vec()?;
    let mut answer = over_udp(server, &question, &bytes).await?;
    if answer.metadata.truncation {
        answer = over_tcp(server, &bytes).await?;
        ensure!(belongs(&question, &answer), "it answers another question");
    }
    match answer.metadata.response_code {
        ResponseCode::NoError | ResponseCode::NXDomain => {}
        other => bail!("it says: {other}"),
    }
    Ok(answer.answers.into_iter().filter(|record| record.record_type() == kind).map(|record| record.data).collect())
}

fn belongs(question: &Message, answer: &Message) -> bool {
    answer.metadata.id == question.metadata.id && answer.queries == question.queries
}

async fn over_udp(server: SocketAddr, question: &Message, bytes: &[u8]) -> Result<Message> {
    let any: SocketAddr = if server.is_ipv4() { "0.0.0.0:0".parse()? } else { "[::]:0".parse()? };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(server).await?;
    socket.send(bytes).await?;
    let mut buffer = vec![0; LONGEST];
    loop {
        let length = socket.recv(&mut buffer).await?;
        let answer = buffer.get(..length).and_then(|bytes| Message::from_vec(bytes).ok());
        // What belongs to another question, or is none of the DNS, is not for us.
        if let Some(answer) = answer.filter(|answer| belongs(question, answer)) {
            return Ok(answer);
        }
    }
}

async fn over_tcp(server: SocketAddr, bytes: &[u8]) -> Result<Message> {
    let mut stream = TcpStream::connect(server).await?;
    stream.write_all(&u16::try_from(bytes.len())?.to_be_bytes()).await?;
    stream.write_all(bytes).await?;
    let mut buffer = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut buffer).await?;
    Ok(Message::from_vec(&buffer)?)
}

#[cfg(test)]
pub(crate) mod testing {
    //! A DNS server of a test, on loopback.

    use super::*;
    use hickory_proto::op::MessageType;
    use hickory_proto::rr::Record;
    use hickory_proto::rr::rdata::{A, MX, PTR, TXT};
    use tokio::net::TcpListener;

    /// What it knows: name, data.
    pub(crate) type Zone = Vec<(&'static str, RData)>;

    pub(crate) fn text(text: &str) -> RData {
        RData::TXT(TXT::new(text.as_bytes().chunks(200).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect()))
    }

    pub(crate) fn mx(host: &str) -> RData {
        RData::MX(MX::new(10, Name::from_ascii(host).unwrap()))
    }

    pub(crate) fn host(address: [u8; 4]) -> RData {
        RData::A(A(address.into()))
    }

    pub(crate) fn pointer(host: &str) -> RData {
        RData::PTR(PTR(Name::from_ascii(host).unwrap()))
    }

    fn answer(zone: &Zone, bytes: &[u8], limit: usize) -> Vec<u8> {
        let mut message = Message::from_vec(bytes).unwrap();
        message.metadata.message_type = MessageType::Response;
        let asked = message.queries[0].clone();
        let known = |name: &str| Name::from_ascii(name).unwrap() == *asked.name();
        if !zone.iter().any(|(name, _)| known(name)) {
            message.metadata.response_code = ResponseCode::NXDomain;
        }
        for (_, data) in zone.iter().filter(|(name, data)| known(name) && data.record_type() == asked.query_type()) {
            message.add_answer(Record::from_rdata(asked.name().clone(), 60, data.clone()));
        }
        let whole = message.to_vec().unwrap();
        if whole.len() <= limit {
            return whole;
        }
        message.answers.clear();
        message.metadata.truncation = true;
        message.to_vec().unwrap()
    }

    /// Starts it; it ends with the test's runtime.
    pub(crate) async fn server(zone: Zone) -> Resolver {
        let (udp, tcp) = loop {
            let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()).await {
                break (udp, tcp);
            }
        };
        let at = udp.local_addr().unwrap();
        let again = zone.clone();
        tokio::spawn(async move {
            let mut buffer = [0; 512];
            while let Ok((length, from)) = udp.recv_from(&mut buffer).await {
                udp.send_to(&answer(&zone, &buffer[..length], 512), from).await.unwrap();
            }
        });
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = tcp.accept().await {
                let mut buffer = vec![0; usize::from(stream.read_u16().await.unwrap())];
                stream.read_exact(&mut buffer).await.unwrap();
                let bytes = answer(&again, &buffer, usize::from(u16::MAX));
                stream.write_u16(bytes.len() as u16).await.unwrap();
                stream.write_all(&bytes).await.unwrap();
            }
        });
        Resolver::of(vec![at])
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{host, mx, pointer, server, text};
    use super::*;

    #[tokio::test]
    async fn each_kind_of_record_is_read() {
        let dns = server(vec![
            ("example.org.", text("v=spf1 -all")),
            ("example.org.", mx("Mail.example.org.")),
            ("mail.example.org.", host([192, 0, 2, 7])),
            ("7.2.0.192.in-addr.arpa.", pointer("mail.example.org.")),
        ])
        .await;
        assert_eq!(dns.texts("example.org").await.unwrap(), ["v=spf1 -all"]);
        assert_eq!(dns.exchanges("example.org").await.unwrap(), ["mail.example.org"]);
        let address: IpAddr = [192, 0, 2, 7].into();
        assert_eq!(dns.addresses_of("mail.example.org").await.unwrap(), [address]);
        assert_eq!(dns.names_of(address).await.unwrap(), ["mail.example.org"]);
    }

    #[tokio::test]
    async fn an_answer_too_long_for_udp_comes_over_tcp_in_one_piece() {
        let long = format!("v=DKIM1; k=rsa; p={}", "A".repeat(700));
        let dns = server(vec![("k._domainkey.example.org.", text(&long))]).await;
        assert_eq!(dns.texts("k._domainkey.example.org").await.unwrap(), [long]);
    }

    #[tokio::test]
    async fn a_name_that_is_not_there_has_no_records() {
        let dns = server(Vec::new()).await;
        assert!(dns.texts("nowhere.example").await.unwrap().is_empty());
    }

    #[test]
    fn the_resolvers_of_the_machine_are_read() {
        let read = Resolver::of_machine("# comment\nsearch example.org\nnameserver 192.0.2.1\nnameserver fe80::1%eth0\n");
        assert_eq!(read.servers, ["192.0.2.1:53".parse().unwrap(), "[fe80::1]:53".parse().unwrap()]);
        assert_eq!(Resolver::of_machine("").servers, ["127.0.0.1:53".parse().unwrap()]);
        assert_eq!(Resolver::parse("192.0.2.1:5353"), "192.0.2.1:5353".parse().ok());
        assert_eq!(Resolver::parse("resolver.example"), None);
    }
}
