//! Who is signed in to the desk.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use language::Tag;
use newsroom::accounts::{self, Account, Right, Role};
use newsroom::{Actor, Error, Id, articles, site};
use serde::Serialize;
use theme::desk::{Frame, Here, Notice, NoticeKind};

use super::Client;
use crate::{Failure, Web};

/// The name of the session's cookie. With https it is bound to the host (RFC 6265bis, `__Host-`).
pub const SESSION_COOKIE: &str = "kiosque_session";

/// Someone signed in. As an extractor it leads everyone else to the sign-in page.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The account.
    pub account: Account,
    /// What it is.
    pub role: Role,
    /// The desk's language for it.
    pub language: Tag,
    /// The secret of its forms.
    pub csrf: String,
    /// The network address it comes from.
    pub ip: String,
    /// The key of what the last act says (`?said=`).
    pub said: String,
}

impl Desk {
    /// The account as an actor.
    pub fn actor(&self) -> Actor {
        Actor::desk(self.account.id, &self.ip)
    }

    /// Goes on only with this right.
    pub fn allow(&self, right: Right) -> Result<(), Failure> {
        if self.role.may(right) { Ok(()) } else { Err(Failure::from(Error::Forbidden)) }
    }

    /// The account whose articles are all that this role sees; None: it sees everyone's.
    pub fn sees_only(&self) -> Option<Id> {
        (!self.role.may(Right::WriteAll)).then_some(self.account.id)
    }

    /// How near this account may come to an article.
    pub fn reach(&self, article: &articles::Article) -> articles::Reach {
        articles::reach(self.role, self.account.id, article)
    }

    /// What every desk page needs.
    pub async fn frame(&self, web: &Web, here: Here) -> Result<Frame, Failure> {
        let mut tx = web.app.read().await?;
        let identity = site::identity(&mut tx).await?;
        drop(tx);
        let key = format!("said-{}", self.said);
        let said = !self.said.is_empty() && web.app.theme.has(&self.language, &key);
        Ok(Frame {
            language: self.language.as_str().to_owned(),
            site_name: identity.name,
            account: Some(self.account.name.clone()),
            publishes: self.role.may(Right::Publish),
            curates: self.role.may(Right::Curate),
            administers: self.role.may(Right::Administer),
            csrf: self.csrf.clone(),
            here,
            outbox: web.app.outbox().is_some(),
            notices: if said {
                vec![Notice { kind: NoticeKind::Good, text: web.text(&self.language, &key, ""), href: String::new() }]
            } else {
                Vec::new()
            },
        })
    }
}

impl Web {
    /// A desk page of 200.
    pub fn desk_page(&self, template: &str, desk: &Desk, context: &impl Serialize) -> Result<Response, Failure> {
        self.open_page(template, &desk.language, context)
    }

    /// A page of the desk for someone who may not be signed in.
    pub fn open_page(&self, template: &str, language: &Tag, context: &impl Serialize) -> Result<Response, Failure> {
        let text = self.app.theme.render(template, language, context).map_err(Failure::broken)?;
        Ok(axum::response::Html(text).into_response())
    }
}

/// The session's token among the cookies of a request.
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    cookies
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| name.strip_prefix("__Host-").unwrap_or(name) == SESSION_COOKIE)
        .map(|(_, value)| value.to_owned())
}

/// The Set-Cookie that begins a session, or with an empty token ends it.
pub fn session_cookie(web: &Web, token: &str) -> String {
    let (start, secure) = if web.is_secure() { ("__Host-", "; Secure") } else { ("", "") };
    let life = if token.is_empty() { 0 } else { accounts::SESSION_LIFE / newsroom::MICROS_PER_SECOND };
    format!("{start}{SESSION_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}")
}

/// The article that a path of the desk is about: whatever page of it, who may not see the article sees none of them.
fn article_of(path: &str) -> Option<Id> {
    path.strip_prefix("/desk/articles/")?.split('/').next()?.parse().ok()
}

impl FromRequestParts<Web> for Desk {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Desk, Failure> {
        let next = parts.uri.path_and_query().map_or("/desk", |path| path.as_str()).to_owned();
        let signed_out = || Failure::SignedOut { next, typed: Vec::new() };
        let Some(token) = session_token(&parts.headers) else {
            return Err(signed_out());
        };
        let Some(session) = accounts::find_session(&web.app, &token).await? else {
            return Err(signed_out());
        };
        let role = session.account.role();
        if let Some(id) = article_of(parts.uri.path()).filter(|_| !role.may(Right::WriteAll)) {
            let mut tx = web.app.read().await?;
            let article = articles::article(&mut tx, id).await?;
            if article.is_some_and(|article| articles::reach(role, session.account.id, &article) == articles::Reach::Nothing) {
                return Err(Failure::from(Error::Forbidden));
            }
        }
        let Ok(client) = Client::from_request_parts(parts, web).await;
        let said = crate::web::query(parts.uri.query().unwrap_or_default(), &["said"]).pop().map(|(_, said)| said).unwrap_or_default();
        Ok(Desk {
            language: Tag::parse(&session.account.language).map_err(Failure::broken)?,
            role,
            account: session.account,
            csrf: session.csrf,
            ip: client.ip,
            said,
        })
    }
}
