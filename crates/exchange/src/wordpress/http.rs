//! The smallest of HTTP clients: one GET to this machine's own site, without TLS. Nothing else of the product uses it.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How an address was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads.
    pub location: Option<String>,
}

const PATIENCE: Duration = Duration::from_secs(20);

/// Asks `address` ("127.0.0.1:8300") for a path of the site called `host`.
pub async fn get(address: &str, host: &str, path: &str) -> std::io::Result<Answer> {
    tokio::time::timeout(PATIENCE, ask(address, host, path))
        .await
        .unwrap_or_else(|_| Err(std::io::Error::new(std::io::ErrorKind::TimedOut, "no answer in 20 seconds")))
}

async fn ask(address: &str, host: &str, path: &str) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: kiosque-check\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    let mut chunk = [0_u8; 4096];
    loop {
        let count = stream.read(&mut chunk).await?;
        head.extend_from_slice(chunk.get(..count).unwrap_or_default());
        if count == 0 || head.windows(4).any(|window| window == b"\r\n\r\n") || head.len() > 64 << 10 {
            break;
        }
    }
    parse(&String::from_utf8_lossy(&head)).ok_or_else(|| std::io::Error::new(std::io::ErrorKind::InvalidData, "the answer is no HTTP"))
}

fn parse(head: &str) -> Option<Answer> {
    let mut lines = head.lines();
    let first = lines.next()?.strip_prefix("HTTP/1.")?;
    let status = first.split_whitespace().nth(1)?.parse().ok()?;
    let location = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("location"))
        .map(|(_, value)| value.trim().to_owned());
    Some(Answer { status, location })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_location_are_read() {
        let answer = parse("HTTP/1.1 301 Moved Permanently\r\nLOCATION: /a\r\n\r\nlocation: /b");
        assert_eq!(answer, Some(Answer { status: 301, location: Some("/a".to_owned()) }));
        assert_eq!(parse("SSH-2.0"), None);
    }
}
