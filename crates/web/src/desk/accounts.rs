//! Accounts: who may enter the desk, and as what.

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::accounts::{self, Account, NewAccount, Purpose, Right, Role};
use newsroom::{Id, Problem};
use theme::desk::{Here, RowItem, RowsPage};

use super::forms::{Form, or_problems};
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/accounts";

/// GET `/desk/accounts`
pub async fn list(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let mut tx = web.app.read().await?;
    let all = accounts::all(&mut tx).await?;
    drop(tx);
    let text = |key: &str| web.text(&desk.language, key, "");
    let rows = all.iter().map(|account| {
        let role = if account.disabled { text("account-disabled") } else { text(&format!("account-{}", account.role().as_str())) };
        RowItem { href: format!("{HOME}/{}", account.id), title: account.name.clone(), cells: vec![account.email.clone(), role] }
    });
    let context = RowsPage {
        frame: desk.frame(&web, Here::Accounts).await?,
        title: text("desk-accounts"),
        help: text("accounts-help"),
        new_href: format!("{HOME}/new"),
        new_label: text("accounts-new"),
        columns: vec![text("field-name"), text("field-email"), text("column-role")],
        rows: rows.collect(),
        empty: text("accounts-none"),
    };
    web.desk_page("desk/rows.html", &desk, &context)
}

fn roles(web: &Web, desk: &Desk) -> Vec<(String, String)> {
    let words = |role: &Role| web.text(&desk.language, &format!("account-{}", role.as_str()), "");
    Role::ALL.iter().map(|role| (role.as_str().to_owned(), words(role))).collect()
}

pub(super) fn languages() -> Vec<(String, String)> {
    theme::COMPLETE.iter().map(|tag| ((*tag).to_owned(), crate::site::frame::language_name(tag))).collect()
}

async fn new_page(web: &Web, desk: &Desk, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let frame = desk.frame(web, Here::Accounts).await?;
    Form::new(web, &desk.language, frame, ("accounts-new", HOME), typed, problems)
        .back(HOME)
        .field("text", "account_name", "field-name", "")
        .field("email", "email", "field-email", "")
        .select("role", "field-role", "journalist", roles(web, desk))
        .select("language", "field-language", desk.language.as_str(), languages())
        .answer()
}

/// GET `/desk/accounts/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    new_page(&web, &desk, &Fields::default(), &[]).await
}

/// POST `/desk/accounts`: the answer shows, once, the address where the person chooses a password.
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let account = NewAccount {
        name: fields.get("account_name").to_owned(),
        email: fields.get("email").to_owned(),
        password: accounts::unguessable(&web.app)?,
        language: fields.get("language").to_owned(),
    };
    let role = Role::parse(fields.get("role")).unwrap_or(Role::Journalist);
    match or_problems(accounts::create(&web.app, &desk.actor(), &account, role).await)? {
        Ok(id) => {
            let token = accounts::invite(&web.app, &desk.actor(), id).await?;
            link_page(&web, &desk, &token, "accounts-invited-help").await
        }
        Err(problems) => new_page(&web, &desk, &fields, &problems).await,
    }
}

async fn link_page(web: &Web, desk: &Desk, token: &str, help: &str) -> Result<Response, Failure> {
    let text = |key: &str| web.text(&desk.language, key, "");
    let context = RowsPage {
        frame: desk.frame(web, Here::Accounts).await?,
        title: text("accounts-link-title"),
        help: text(help),
        new_href: HOME.to_owned(),
        new_label: text("desk-accounts"),
        columns: vec![text("accounts-link")],
        rows: vec![RowItem { href: String::new(), title: web.app.link(&format!("/desk/password?token={token}")), cells: Vec::new() }],
        empty: String::new(),
    };
    web.desk_page("desk/rows.html", desk, &context)
}

async fn load(web: &Web, id: Id) -> Result<Account, Failure> {
    let mut tx = web.app.read().await?;
    accounts::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)
}

async fn page(web: &Web, desk: &Desk, account: &Account, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let frame = desk.frame(web, Here::Accounts).await?;
    let form = Form::new(web, &desk.language, frame, ("accounts-edit", &format!("{HOME}/{}", account.id)), typed, problems)
        .back(HOME)
        .part(&account.name)
        .select("role", "field-role", account.role().as_str(), roles(web, desk))
        .select("language", "field-language", &account.language, languages())
        .field("check", "disabled", "account-disabled", if account.disabled { "1" } else { "" })
        .act(format!("{HOME}/{}/password", account.id), "accounts-password", false);
    let mut tx = web.app.read().await?;
    let factor = accounts::factor_since(&mut tx, account.id).await?;
    drop(tx);
    let form = if factor.is_some() { form.act(format!("{HOME}/{}/factor", account.id), "accounts-factor-off", true) } else { form };
    form.answer()
}

/// GET `/desk/accounts/{id}`
pub async fn edit(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    page(&web, &desk, &load(&web, id).await?, &Fields::default(), &[]).await
}

/// POST `/desk/accounts/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let account = load(&web, id).await?;
    let role = Role::parse(fields.get("role")).unwrap_or(account.role());
    let outcome = accounts::set_standing(&web.app, &desk.actor(), id, role, fields.get("language"), fields.has("disabled")).await;
    match or_problems(outcome)? {
        Ok(()) => Ok(done(HOME, "saved")),
        Err(problems) => page(&web, &desk, &account, &fields, &problems).await,
    }
}

/// POST `/desk/accounts/{id}/password`: an address where the person chooses a new one.
pub async fn password(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let account = load(&web, id).await?;
    let token = accounts::make_link(&web.app, Purpose::Password, Some(account.id)).await?;
    link_page(&web, &desk, &token, "accounts-link-help").await
}

/// POST `/desk/accounts/{id}/factor`: turns the second factor of someone off who has lost it.
pub async fn factor_off(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    accounts::turn_off_for(&web.app, &desk.actor(), id).await?;
    Ok(done(HOME, "factor-off"))
}
