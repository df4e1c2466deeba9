//! Forms that carry files, checked like the others and read part by part.
//!
//! Guarantees: the session's secret is checked before the first file is read; one file at a time is in memory, and no more
//! of it than a picture may have; documents and sounds go to storage as they come; a file that is too long is read past, so
//! that the others of the form still come.

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use newsroom::media::{Arriving, FileKind};
use newsroom::{App, Error, media};

use super::posted::{from_elsewhere, is_same};
use super::{Desk, Fields, Posted};
use crate::{Failure, Web};

/// The most that the fields beside the files may weigh.
const FIELDS: usize = 8 << 20;

/// As many bytes say what a file is.
const HEAD: usize = 8;

/// A form with files, of someone signed in. Fields that stand behind a file are known once [`PostedFiles::next`] has said
/// that there is no further one.
#[derive(Debug)]
pub struct PostedFiles {
    /// Who sent it.
    pub desk: Desk,
    /// What was typed, as far as the form was read.
    pub fields: Fields,
    /// Whether a program asks, and wants JSON.
    pub json: bool,
    app: App,
    rest: Option<Multipart>,
    first: Option<Sent>,
    room: usize,
}

/// A file that was sent.
#[derive(Debug)]
pub struct Sent {
    /// The field it was chosen in.
    pub field: String,
    /// Its name.
    pub name: String,
    /// What is in it; empty when it is too long, and for a document or a sound.
    pub bytes: Vec<u8>,
    /// A document or a sound, which is on its way to storage.
    pub arriving: Option<Arriving>,
    /// Whether it is longer than anything that is taken.
    pub too_long: bool,
}

fn unreadable(error: axum::extract::multipart::MultipartError) -> Failure {
    match error.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::BadRequest(error.body_text()),
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

impl FromRequest<Web> for PostedFiles {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<PostedFiles, Failure> {
        let json = header(request.headers(), ACCEPT.as_str()).starts_with("application/json");
        let files = header(request.headers(), CONTENT_TYPE.as_str()).starts_with("multipart/form-data");
        if !files {
            let Posted { desk, fields } = Posted::from_request(request, web).await?;
            return Ok(PostedFiles { desk, fields, json, app: web.app.clone(), rest: None, first: None, room: 0 });
        }
        let (mut parts, body) = request.into_parts();
        let foreign = from_elsewhere(&parts.headers, web);
        let secret = header(&parts.headers, "x-csrf-token").to_owned();
        let desk = match <Desk as axum::extract::FromRequestParts<Web>>::from_request_parts(&mut parts, web).await {
            Err(Failure::SignedOut { .. }) if json => return Err(Failure::Unauthorised),
            other => other?,
        };
        let rest =
            Multipart::from_request(Request::from_parts(parts, body), web).await.map_err(|error| Failure::BadRequest(error.body_text()))?;
        let (fields, app) = (Fields::default(), web.app.clone());
        let mut form = PostedFiles { desk, fields, json, app, rest: Some(rest), first: None, room: FIELDS };
        form.first = form.read(foreign, &secret).await?;
        if form.first.is_none() {
            form.check(foreign, &secret)?;
        }
        Ok(form)
    }
}

impl PostedFiles {
    /// The next file; fields without one chosen are passed over.
    pub async fn next(&mut self) -> Result<Option<Sent>, Failure> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        let secret = self.desk.csrf.clone();
        self.read(false, &secret).await
    }

    fn check(&self, foreign: bool, secret: &str) -> Result<(), Failure> {
        let own = is_same(secret, &self.desk.csrf) || is_same(self.fields.get("csrf"), &self.desk.csrf);
        if own && !foreign {
            return Ok(());
        }
        tracing::warn!(account = self.desk.account.id, "a form without its session's secret");
        Err(Failure::from(Error::Forbidden))
    }

    async fn read(&mut self, foreign: bool, secret: &str) -> Result<Option<Sent>, Failure> {
        let Some(mut rest) = self.rest.take() else {
            return Ok(None);
        };
        while let Some(field) = rest.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file) = field.file_name().map(str::to_owned) else {
                let text = self.text(field).await?;
                self.fields.add(name, &text);
                continue;
            };
            self.check(foreign, secret)?;
            let sent = file_of(&self.app, field, name, file).await?;
            // A field in which nothing was chosen comes as an empty file without a name.
            if sent.name.is_empty() && sent.bytes.is_empty() && sent.arriving.is_none() && !sent.too_long {
                continue;
            }
            self.rest = Some(rest);
            return Ok(Some(sent));
        }
        Ok(None)
    }

    async fn text(&mut self, mut field: Field<'_>) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
            self.room = self.room.checked_sub(chunk.len()).ok_or(Failure::TooLarge)?;
            bytes.extend_from_slice(&chunk);
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

async fn file_of(app: &App, mut field: Field<'_>, of: String, name: String) -> Result<Sent, Failure> {
    let mut sent = Sent { field: of, name, bytes: Vec::new(), arriving: None, too_long: false };
    let mut looked_at = false;
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        if sent.too_long {
            continue;
        }
        if let Some(arriving) = sent.arriving.take() {
            sent.arriving = arriving.add(chunk.to_vec()).await?;
            sent.too_long = sent.arriving.is_none();
            continue;
        }
        sent.bytes.extend_from_slice(&chunk);
        if !looked_at && sent.bytes.len() >= HEAD {
            looked_at = true;
            if let Some(kind) = FileKind::of(&sent.bytes) {
                sent.arriving = Arriving::begin(app, kind).await?.add(std::mem::take(&mut sent.bytes)).await?;
            }
        }
        if sent.bytes.len() > media::MAX_BYTES {
            sent.too_long = true;
            sent.bytes = Vec::new();
        }
    }
    Ok(sent)
}
