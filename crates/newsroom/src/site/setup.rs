//! Set-up: the first answers a newsroom gives, in one transaction.

use std::collections::BTreeMap;

use database::{Id, Tx};

use super::{Identity, Legal, MailIdentity, Site, check, put, store};
use crate::accounts::{self, Role};
use crate::contributors::{self, ContributorKind, Details};
use crate::naming::Name;
use crate::{Actor, App, Error, Problem, audit, changes, newsletters};

/// What set-up asks.
#[derive(Clone, Debug, Default)]
pub struct SetUp {
    /// The site's name.
    pub name: String,
    /// One sentence about it, in the main language.
    pub description: String,
    /// Language tags, the main one first.
    pub languages: Vec<String>,
    /// The time zone.
    pub zone: String,
    /// The first account: name, e-mail, password, language of the desk.
    pub account: accounts::NewAccount,
    /// The collective byline that most articles carry: « La rédaction de ... ».
    pub collective: String,
    /// The legal notice.
    pub legal: Legal,
    /// Sender and reply address.
    pub mail: MailIdentity,
}

/// Whether the site was set up: someone can sign in. (An import before set-up gives it a name, but no account.)
pub async fn is_set_up(tx: &mut Tx) -> Result<bool, Error> {
    store::has_account(tx).await
}

/// Sets the site up. Gives the first account's id. Refused when it is done already.
pub async fn set_up(app: &App, actor: &Actor, input: SetUp) -> Result<Id, Error> {
    let mut site = Site {
        identity: Identity {
            name: crate::naming::clean_line(&input.name),
            description: BTreeMap::new(),
            languages: input.languages.clone(),
            zone: input.zone.clone(),
            default_contributor: None,
        },
        share: super::DEFAULT_SHARE.iter().map(|name| (*name).to_owned()).collect(),
        legal: input.legal.clone(),
        mail: input.mail.clone(),
        ..Site::default()
    };
    let mut problems = match check(&site) {
        Err(Error::Invalid(problems)) => problems,
        other => other.map(|()| Vec::new())?,
    };
    problems.extend(accounts::problems(&input.account));
    if input.collective.trim().is_empty() {
        problems.push(Problem::new("collective", "problem-collective-missing"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if !input.description.trim().is_empty() {
        site.identity.description.insert(site.identity.main_language().to_owned(), crate::naming::clean_line(&input.description));
    }
    let account = accounts::prepare(app, &input.account, Role::Administration).await?;
    let collective = app.ids.next();
    site.identity.default_contributor = Some(collective);
    let names = crate::naming::tidy(
        site.identity
            .languages
            .iter()
            .map(|language| (language.clone(), Name { name: input.collective.clone(), ..Name::default() }))
            .collect(),
    )?;
    let details = Details { kind: ContributorKind::Collective, names, portrait: None, private_name: String::new(), email: String::new() };
    let newsletter = app.ids.next();
    let id = database::write!(app.database, tx => {
        if is_set_up(tx).await? {
            return Err(Error::Conflict("problem-already-set-up"));
        }
        accounts::insert(app, tx, &account).await?;
        put(app, tx, &site).await?;
        contributors::put(app, tx, actor, collective, &details, true).await?;
        newsletters::put_first(app, tx, actor, newsletter, &site.identity).await?;
        audit::record(app, tx, actor, "site.set_up", ("account", Some(account.id)), "").await?;
        changes::record(tx, actor.origin, app.now(), &[changes::Key::Theme, changes::Key::Navigation]).await?;
        Ok(account.id)
    })?;
    app.watch.committed();
    Ok(id)
}
