//! One site, one host: requests to another name are led to the site's own address.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::Web;

/// Whether a request names the site's own host, or none.
pub fn is_own_host(web: &Web, headers: &HeaderMap) -> bool {
    let own = web.app.settings.address.split_once("://").map_or("", |(_, host)| host);
    let asked = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    !web.options.one_host || asked.is_none_or(|host| host.eq_ignore_ascii_case(own))
}

/// Leads a GET or HEAD of another host to the same path of the site's address. Health checks are answered on any host.
pub async fn one_host(State(web): State<Web>, request: Request, next: Next) -> Response {
    let health = matches!(request.uri().path(), "/healthz" | "/readyz");
    if health || is_own_host(&web, request.headers()) || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    Redirect::permanent(&web.app.link(path)).into_response()
}
