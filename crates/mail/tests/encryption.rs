//! Encrypted conversations: whose certificate is believed.

use std::path::PathBuf;
use std::sync::Arc;

use mail::testing::{ANYONE, Fault, Options, TestRelay};
use mail::{Envelope, Error, Phase, Relay, Tls, Transport};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Authority {
    fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("root.pem"), issuer.pem()).unwrap();
        Authority { issuer, folder }
    }

    fn root(&self) -> Option<PathBuf> {
        Some(self.folder.path().join("root.pem"))
    }

    fn server(&self, name: &str) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Arc::new(config)
    }
}

async fn relay(tls: Tls, config: Arc<ServerConfig>, login: Option<(String, String)>) -> TestRelay {
    TestRelay::start_with(Options { tls: Some((tls, config)), login, ..Options::default() }).await.unwrap()
}

#[tokio::test]
async fn with_a_trusted_certificate_mail_goes_encrypted() {
    let authority = Authority::new();
    let login = Some(("kiosque".to_owned(), "secret".to_owned()));
    for tls in [Tls::StartTls, Tls::Implicit] {
        let test = relay(tls, authority.server("127.0.0.1"), login.clone()).await;
        let settings = Relay { tls, roots: authority.root(), login: login.clone(), ..test.relay() };
        let mut session = Transport::relay(settings).connect().await.unwrap();
        assert!(session.is_encrypted());
        for _ in 0..2 {
            session.begin(&Envelope { from: "", to: "a@example.org" }, &b"0123456789\r\n".repeat(20_000)).await.unwrap();
            session.finish().await.unwrap();
        }
        session.quit().await;
        assert_eq!(test.taken().len(), 2);
        assert_eq!(test.taken()[0].message.len(), 240_000);
    }
}

#[tokio::test]
async fn a_certificate_of_nobody_we_trust_or_of_another_name_is_refused() {
    let authority = Authority::new();
    let other = Authority::new();
    for tls in [Tls::StartTls, Tls::Implicit] {
        for (name, root) in [("127.0.0.1", other.root()), ("relay.example", authority.root())] {
            let test = relay(tls, authority.server(name), None).await;
            let error = Transport::relay(Relay { tls, roots: root, ..test.relay() }).connect().await.unwrap_err();
            assert!(matches!(error, Error::Broken { phase: Phase::Tls, .. }), "{error}");
            assert!(error.to_string().contains("certificate"), "{error}");
        }
    }
}

#[tokio::test]
async fn words_in_the_clear_after_the_word_for_encryption_are_not_believed() {
    let authority = Authority::new();
    let test = relay(Tls::StartTls, authority.server("127.0.0.1"), None).await;
    test.fail(ANYONE, Fault::reply(Phase::Tls, "220 ready\r\n250 smuggled"));
    let error = Transport::relay(Relay { tls: Tls::StartTls, roots: authority.root(), ..test.relay() }).connect().await.unwrap_err();
    assert!(matches!(error, Error::Broken { phase: Phase::Tls, .. }), "{error}");
    assert!(error.to_string().contains("in the clear"), "{error}");
}

#[tokio::test]
async fn a_file_that_holds_no_certificates_is_named() {
    let authority = Authority::new();
    let test = relay(Tls::Implicit, authority.server("127.0.0.1"), None).await;
    let missing = Some(PathBuf::from("/nowhere/roots.pem"));
    let error = Transport::relay(Relay { tls: Tls::Implicit, roots: missing, ..test.relay() }).connect().await.unwrap_err();
    assert!(error.to_string().contains("/nowhere/roots.pem"), "{error}");
}
