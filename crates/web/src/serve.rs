//! Answers connections: limits of time for headers, and an end that lets requests under way finish.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::{Web, app, pages};

/// How long a connection may take for its headers.
const HEADERS: Duration = Duration::from_secs(20);

/// Answers until `stop` ends; then takes no new connection and waits, at most `drain`, for the requests under way.
///
/// A page that the cache holds is answered before the router is asked: most requests are for one.
pub async fn serve(listener: TcpListener, web: Web, stop: impl Future<Output = ()> + Send, drain: Duration) {
    let router = app::router(web.clone());
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEADERS).pipeline_flush(true);
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer): (_, SocketAddr) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file handles, for one: what is open must be let go of first.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
        let (web, router) = (web.clone(), router.clone());
        let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
            let kept = pages::quick(&web, request.method(), request.uri(), request.headers());
            let router = router.clone();
            async move {
                if let Some(kept) = kept {
                    return Ok(kept);
                }
                request.extensions_mut().insert(ConnectInfo(peer));
                router.oneshot(request.map(axum::body::Body::new)).await
            }
        });
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}
