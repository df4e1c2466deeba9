//! Encryption: the relay's certificate must be for the name it was called by, and signed by who is trusted.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::wire::Stream;
use crate::Relay;

/// Encrypts an open connection.
pub(super) async fn encrypt(relay: &Relay, stream: TcpStream, limit: Duration) -> Result<Stream, String> {
    let config = config(relay.roots.as_deref()).await?;
    let name = ServerName::try_from(relay.host.clone()).map_err(|error| format!("{}: {error}", relay.host))?;
    match timeout(limit, TlsConnector::from(config).connect(name, stream)).await {
        Ok(Ok(stream)) => Ok(Stream::Encrypted(Box::new(stream))),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("not encrypted within {limit:?}")),
    }
}

/// The system's roots are read once; with roots of one's own the settings are made for each connection.
pub(crate) async fn config(own: Option<&Path>) -> Result<Arc<ClientConfig>, String> {
    static SYSTEM: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if own.is_none()
        && let Some(config) = SYSTEM.get()
    {
        return Ok(Arc::clone(config));
    }
    let roots = own.map(Path::to_owned);
    let made = tokio::task::spawn_blocking(move || make(roots.as_deref())).await.map_err(|error| error.to_string())??;
    Ok(if own.is_none() { Arc::clone(SYSTEM.get_or_init(|| made)) } else { made })
}

fn make(own: Option<&Path>) -> Result<Arc<ClientConfig>, String> {
    let mut store = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    for error in &system.errors {
        tracing::warn!(%error, "some of the system's trusted certificates cannot be read");
    }
    store.add_parsable_certificates(system.certs);
    if let Some(path) = own {
        let wrong = |error: &dyn std::fmt::Display| format!("the certificates in {}: {error}", path.display());
        for certificate in CertificateDer::pem_file_iter(path).map_err(|error| wrong(&error))? {
            store.add(certificate.map_err(|error| wrong(&error))?).map_err(|error| wrong(&error))?;
        }
    }
    if store.is_empty() {
        return Err("this machine has no trusted certificates".to_owned());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
