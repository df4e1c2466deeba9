//! Accounts and one-time links, from the shell.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use newsroom::accounts::{self, Account, NewAccount, Purpose};
use newsroom::{Actor, App, site};

use crate::cli::AccountCommand;
use crate::config::Config;
use crate::open::{self, Role};

/// Does it.
pub async fn run(mut config: Config, act: AccountCommand) -> Result<ExitCode> {
    if config.site.address.is_empty() {
        config.site.address = format!("http://{}", config.server.listen);
    }
    let app = open::app(&config, Role::Beside).await?;
    match act {
        AccountCommand::List => list(&app).await?,
        AccountCommand::Add { email, name, role } => add(&app, email, name, &role).await?,
        AccountCommand::Password { email } => {
            let account = find(&app, &email).await?;
            print_link(&app, Purpose::Password, Some(&account), "/desk/password").await?;
        }
        AccountCommand::SignInLink { email } => {
            let account = find(&app, &email).await?;
            print_link(&app, Purpose::SignIn, Some(&account), "/desk/link").await?;
        }
        AccountCommand::SetupLink => {
            let mut tx = app.read().await?;
            if site::is_set_up(&mut tx).await? {
                bail!("the site is set up; `kiosque account sign-in-link ADDRESS` lets someone in");
            }
            drop(tx);
            print_link(&app, Purpose::SetUp, None, "/desk/setup").await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(app: &App) -> Result<()> {
    let mut tx = app.read().await?;
    for account in accounts::all(&mut tx).await? {
        let disabled = if account.disabled { "  (disabled)" } else { "" };
        println!("{:<32} {:<14} {}{disabled}", account.email, account.role().as_str(), account.name);
    }
    Ok(())
}

async fn find(app: &App, email: &str) -> Result<Account> {
    let mut tx = app.read().await?;
    let found = accounts::by_email(&mut tx, &accounts::normalise_email(email)).await?;
    found.with_context(|| format!("there is no account {email}; `kiosque account list` lists them"))
}

async fn add(app: &App, email: String, name: String, role: &str) -> Result<()> {
    let role = accounts::Role::parse(role)
        .with_context(|| format!("\"{role}\" is no role: freelance, journalist, copy_editor, editor or administration"))?;
    let mut tx = app.read().await?;
    let language = site::main_language(&mut tx).await?;
    drop(tx);
    let language = if language == "fr" { "fr" } else { "en" }.to_owned();
    // Nobody knows this password: the link lets the person choose one.
    let password = accounts::unguessable(app)?;
    let account = NewAccount { name, email: email.clone(), password, language };
    accounts::create(app, &Actor::system(), &account, role).await.map_err(|error| in_words(app, error))?;
    let account = find(app, &email).await?;
    print_link(app, Purpose::Password, Some(&account), "/desk/password").await
}

/// What is wrong with what was typed, in the words of the desk.
fn in_words(app: &App, error: newsroom::Error) -> anyhow::Error {
    let (newsroom::Error::Invalid(problems), Ok(english)) = (&error, language::Tag::parse("en")) else {
        return anyhow::anyhow!("{error}");
    };
    let words = problems.iter().map(|problem| {
        let value = theme::Value::from(problem.value.as_str());
        format!("{}: {}", problem.field, app.theme.text(&english, problem.key, &[("value", value)]))
    });
    anyhow::anyhow!("{}", words.collect::<Vec<_>>().join("; "))
}

async fn print_link(app: &App, purpose: Purpose, account: Option<&Account>, path: &str) -> Result<()> {
    let token = accounts::make_link(app, purpose, account.map(|account| account.id)).await?;
    println!("{}", app.link(&format!("{path}?token={token}")));
    Ok(())
}
