//! Set-up: the first page of a new site, opened by a one-time link.

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::accounts::{self, NewAccount, Purpose};
use newsroom::site::{self, Legal, MailIdentity, SetUp};
use newsroom::{Actor, Problem};
use serde::Deserialize;

use super::account::begin;
use super::forms::{Form, open_frame, or_problems};
use crate::guard::{Client, Fields, OpenForm};
use crate::{Failure, Web};

/// The token of the link.
#[derive(Debug, Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// Languages that set-up offers first; any other can be typed.
const LANGUAGES: [&str; 5] = ["fr", "en", "sr-Latn", "sr-Cyrl", "sq"];

async fn page(web: &Web, client: &Client, token: &str, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let (frame, language) = open_frame(web, client).await?;
    let languages = LANGUAGES.iter().map(|tag| ((*tag).to_owned(), crate::site::frame::language_name(tag))).collect();
    Form::new(web, &language, frame, ("setup-title", "/desk/setup"), typed, problems)
        .help("setup-help")
        .hidden("token", token)
        .part("setup-site")
        .field("text", "name", "field-site-name", "")
        .field("text", "description", "field-site-description", "")
        .select("language", "field-main-language", "fr", languages)
        .field("text", "languages", "field-other-languages", "")
        .field("text", "zone", "field-zone", "Europe/Paris")
        .field("text", "collective", "field-collective", "")
        .part("setup-account")
        .field("text", "account_name", "field-account-name", "")
        .field("email", "email", "field-email", "")
        .complete("username")
        .field("password", "password", "field-new-password", "")
        .complete("new-password")
        .part("setup-legal")
        .field("text", "publisher", "field-publisher", "")
        .field("textarea", "address", "field-address", "")
        .field("text", "director", "field-director", "")
        .field("textarea", "host", "field-host", "")
        .field("email", "contact", "field-contact", "")
        .part("setup-mail")
        .field("email", "from", "field-from", "")
        .field("email", "reply_to", "field-reply-to", "")
        .button("setup-button")
        .answer()
}

/// GET `/desk/setup`
pub async fn form(State(web): State<Web>, client: Client, Query(link): Query<Link>) -> Result<Response, Failure> {
    accounts::peek_link(&web.app, Purpose::SetUp, &link.token).await?;
    page(&web, &client, &link.token, &Fields::default(), &[]).await
}

/// POST `/desk/setup`
pub async fn save(State(web): State<Web>, sent: OpenForm) -> Result<Response, Failure> {
    let fields = &sent.fields;
    let token = fields.get("token");
    accounts::peek_link(&web.app, Purpose::SetUp, token).await?;
    let mut languages = vec![fields.get("language").to_owned()];
    let others = fields.get("languages").split([',', ' ']).map(str::trim).filter(|tag| !tag.is_empty());
    languages.extend(others.map(str::to_owned));
    languages.dedup();
    let main = languages.first().cloned().unwrap_or_default();
    let input = SetUp {
        name: fields.get("name").to_owned(),
        description: fields.get("description").to_owned(),
        languages,
        zone: fields.get("zone").to_owned(),
        account: NewAccount {
            name: fields.get("account_name").to_owned(),
            email: fields.get("email").to_owned(),
            password: fields.get("password").to_owned(),
            language: if main == "fr" { "fr" } else { "en" }.to_owned(),
        },
        collective: fields.get("collective").to_owned(),
        legal: Legal {
            publisher: fields.get("publisher").to_owned(),
            address: fields.get("address").to_owned(),
            director: fields.get("director").to_owned(),
            host: fields.get("host").to_owned(),
            contact: fields.get("contact").to_owned(),
            registration: String::new(),
        },
        mail: MailIdentity { from: fields.get("from").to_owned(), reply_to: fields.get("reply_to").to_owned(), ..MailIdentity::default() },
    };
    match or_problems(site::set_up(&web.app, &Actor::system(), input).await)? {
        Ok(account) => {
            accounts::use_link(&web.app, Purpose::SetUp, token).await?;
            begin(&web, account, &sent.client).await
        }
        Err(problems) => page(&web, &sent.client, token, fields, &problems).await,
    }
}
