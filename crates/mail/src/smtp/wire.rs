//! The bytes of a conversation: a socket, encrypted or not, and the answers read from it, each within a time.

use std::io;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use smtp_proto::response::parser::ResponseReceiver;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use crate::Reply;

/// How much is written before the clock of a time-out starts anew.
const BLOCK: usize = 64 * 1024;
/// Of a relay's text so much is kept.
const LONGEST_TEXT: usize = 500;
/// Nobody waits long for a good-bye.
const LEAVE: Duration = Duration::from_secs(2);

const CLOSED: &str = "the relay closed the connection without an answer";

#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    received: Vec<u8>,
}

#[derive(Debug)]
pub(super) enum Stream {
    Plain(TcpStream),
    Encrypted(Box<TlsStream<TcpStream>>),
}

/// Why the final dot is not known to have been written.
#[derive(Debug)]
pub(super) enum DotFailed {
    /// No byte of it left.
    Before(String),
    /// A byte of it may have left.
    After(String),
}

impl Wire {
    pub fn new(stream: Stream) -> Wire {
        Wire { stream, received: Vec::new() }
    }

    pub fn is_encrypted(&self) -> bool {
        matches!(self.stream, Stream::Encrypted(_))
    }

    /// The socket before encryption. Fails when the relay has said more than was asked: that would be taken for encrypted.
    pub fn into_plain(self) -> Result<TcpStream, String> {
        match self.stream {
            Stream::Plain(stream) if self.received.is_empty() => Ok(stream),
            Stream::Plain(_) => Err("the relay went on in the clear after its word for encryption".to_owned()),
            Stream::Encrypted(_) => Err("already encrypted".to_owned()),
        }
    }

    pub async fn ask(&mut self, line: &str, limit: Duration) -> Result<Reply, String> {
        self.send(format!("{line}\r\n").as_bytes(), limit).await?;
        self.reply(limit).await
    }

    pub async fn send(&mut self, bytes: &[u8], limit: Duration) -> Result<(), String> {
        for block in bytes.chunks(BLOCK) {
            within(limit, self.write_all(block)).await?;
        }
        within(limit, self.flush()).await
    }

    /// The final dot, and what goes with it. In the clear, an error of the first write means that the system took no byte of it;
    /// of an encrypted stream that cannot be told, so there any error is after.
    pub async fn send_dot(&mut self, with: &[u8], limit: Duration) -> Result<(), DotFailed> {
        let whole = [b".\r\n", with].concat();
        let mut dot: &[u8] = &whole;
        if let Stream::Plain(stream) = &mut self.stream {
            let written = within(limit, stream.write(dot)).await.map_err(DotFailed::Before)?;
            dot = dot.get(written..).unwrap_or_default();
        }
        let rest = async {
            self.write_all(dot).await?;
            self.flush().await
        };
        within(limit, rest).await.map_err(DotFailed::After)
    }

    /// The next answer, within this time.
    pub async fn reply(&mut self, limit: Duration) -> Result<Reply, String> {
        self.reply_and_lines(limit).await.map(|(reply, _)| reply)
    }

    /// The next answer, and its text line by line.
    pub async fn reply_and_lines(&mut self, limit: Duration) -> Result<(Reply, String), String> {
        match timeout(limit, self.read_reply()).await {
            Ok(answer) => answer,
            Err(_) => Err(format!("no answer within {limit:?}")),
        }
    }

    async fn read_reply(&mut self) -> Result<(Reply, String), String> {
        let mut receiver = ResponseReceiver::default();
        loop {
            if self.received.is_empty() && self.read_more().await.map_err(|error| error.to_string())? == 0 {
                return Err(CLOSED.to_owned());
            }
            let mut bytes = self.received.iter();
            let answer = receiver.parse(&mut bytes);
            let used = self.received.len() - bytes.len();
            self.received.drain(..used);
            match answer {
                Ok(response) if (200..600).contains(&response.code) => {
                    return Ok((reply(response.code, response.esc, &response.message), response.message));
                }
                Ok(response) => return Err(format!("an answer that is no SMTP: {}", response.code)),
                Err(smtp_proto::Error::NeedsMoreData { .. }) => {}
                Err(error) => return Err(format!("an answer that is no SMTP: {error}")),
            }
        }
    }

    /// Whether something has come that was not asked for; an error when the relay has closed. Waits for nothing.
    pub async fn unasked(&mut self) -> Result<bool, String> {
        if !self.received.is_empty() {
            return Ok(true);
        }
        let mut room = [0_u8; 1024];
        let mut buffer = ReadBuf::new(&mut room);
        let ready = std::future::poll_fn(|context| {
            Poll::Ready(match &mut self.stream {
                Stream::Plain(stream) => Pin::new(stream).poll_read(context, &mut buffer),
                Stream::Encrypted(stream) => Pin::new(stream.as_mut()).poll_read(context, &mut buffer),
            })
        })
        .await;
        match ready {
            Poll::Pending => Ok(false),
            Poll::Ready(Err(error)) => Err(error.to_string()),
            Poll::Ready(Ok(())) if buffer.filled().is_empty() => Err(CLOSED.to_owned()),
            Poll::Ready(Ok(())) => {
                self.received.extend_from_slice(buffer.filled());
                Ok(true)
            }
        }
    }

    /// Good-bye, in a short time or not at all.
    pub async fn leave(&mut self) {
        if let Err(detail) = self.ask("QUIT", LEAVE).await {
            tracing::debug!(detail, "the relay did not answer QUIT");
        }
        let closed = match &mut self.stream {
            Stream::Plain(stream) => within(LEAVE, stream.shutdown()).await,
            Stream::Encrypted(stream) => within(LEAVE, stream.shutdown()).await,
        };
        if let Err(detail) = closed {
            tracing::debug!(detail, "the connection to the relay could not be closed in order");
        }
    }

    async fn read_more(&mut self) -> io::Result<usize> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.read_buf(&mut self.received).await,
            Stream::Encrypted(stream) => stream.read_buf(&mut self.received).await,
        }
    }

    async fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(bytes).await,
            Stream::Encrypted(stream) => stream.write_all(bytes).await,
        }
    }

    async fn flush(&mut self) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.flush().await,
            Stream::Encrypted(stream) => stream.flush().await,
        }
    }
}

async fn within<T>(limit: Duration, work: impl Future<Output = io::Result<T>>) -> Result<T, String> {
    match timeout(limit, work).await {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(_) => Err(format!("not done within {limit:?}")),
    }
}

fn reply(code: u16, status: [u8; 3], message: &str) -> Reply {
    let text: String = message.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let status = matches!(status, [2 | 4 | 5, ..]).then_some(status);
    Reply { code, status, text: words.join(" ").chars().take(LONGEST_TEXT).collect() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rustls::pki_types::{PrivateKeyDer, ServerName};
    use rustls::{ClientConfig, RootCertStore, ServerConfig};
    use tokio::net::TcpListener;
    use tokio_rustls::{TlsAcceptor, TlsConnector};

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    async fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (client, listener.accept().await.unwrap().0)
    }

    async fn encrypted() -> (Wire, tokio_rustls::server::TlsStream<TcpStream>) {
        let made = rcgen::generate_simple_self_signed(vec!["relay.test".to_owned()]).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(made.cert.der().clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let client = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions().unwrap();
        let client = Arc::new(client.with_root_certificates(roots).with_no_client_auth());
        let server = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let server = Arc::new(server.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap());
        let (near, far) = pair().await;
        let name = ServerName::try_from("relay.test").unwrap();
        let (near, far) = tokio::join!(TlsConnector::from(client).connect(name, near), TlsAcceptor::from(server).accept(far));
        (Wire::new(Stream::Encrypted(Box::new(near.unwrap()))), far.unwrap())
    }

    /// Writes until the other side, which reads nothing, lets nothing more in.
    async fn fill(wire: &mut Wire) {
        while wire.send(&[b'a'; BLOCK], SHORT).await.is_ok() {}
    }

    #[tokio::test]
    async fn in_the_clear_a_dot_of_which_no_byte_was_taken_never_left() {
        let (near, _far) = pair().await;
        let mut wire = Wire::new(Stream::Plain(near));
        fill(&mut wire).await;
        assert!(matches!(wire.send_dot(b"", SHORT).await, Err(DotFailed::Before(_))));
    }

    #[tokio::test]
    async fn an_encrypted_dot_that_did_not_get_through_may_have_left() {
        let (mut wire, _far) = encrypted().await;
        fill(&mut wire).await;
        assert!(matches!(wire.send_dot(b"", SHORT).await, Err(DotFailed::After(_))));
    }

    #[tokio::test]
    async fn an_answer_is_read_whatever_its_pieces_and_lines() {
        let (near, mut far) = pair().await;
        let mut wire = Wire::new(Stream::Plain(near));
        far.write_all(b"250-2.1.5 one\r\n250 2.1.5 two\r\n421 4.7.28 rate\r\n250\r\n").await.unwrap();
        for expected in ["250 2.1.5 one two", "421 4.7.28 rate", "250"] {
            assert_eq!(wire.reply(SHORT).await.unwrap().to_string(), expected);
        }
        far.write_all(b"550 192.0.2.1 listed\r\n55").await.unwrap();
        assert_eq!(wire.reply(SHORT).await.unwrap().to_string(), "550 192.0.2.1 listed");
        far.write_all(b"0 5.1.1 no\r\n").await.unwrap();
        assert_eq!(wire.reply(SHORT).await.unwrap().to_string(), "550 5.1.1 no");
        far.write_all(b"HTTP/1.1 400 Bad Request\r\n").await.unwrap();
        assert!(wire.reply(SHORT).await.unwrap_err().contains("no SMTP"));
    }
}
