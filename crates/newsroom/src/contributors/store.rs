//! All SQL of contributors.

use database::{Id, Select, Timestamp, Tx};

use super::Details;
use crate::Error;
use crate::naming::{NameRow, Names, group};

/// What a contributor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContributorKind {
    /// Someone who signs with their own name.
    Person,
    /// The newsroom, or another group.
    Collective,
    /// Someone who signs with another name.
    Pseudonym,
    /// A news agency, or another house that the newsroom works with.
    Agency,
}

impl ContributorKind {
    /// All kinds, in the order the desk offers them.
    pub const ALL: [ContributorKind; 4] =
        [ContributorKind::Person, ContributorKind::Collective, ContributorKind::Pseudonym, ContributorKind::Agency];

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            ContributorKind::Person => "person",
            ContributorKind::Collective => "collective",
            ContributorKind::Pseudonym => "pseudonym",
            ContributorKind::Agency => "agency",
        }
    }

    /// Whether no single person signs so.
    pub fn is_several(self) -> bool {
        matches!(self, ContributorKind::Collective | ContributorKind::Agency)
    }

    /// Reads what [`ContributorKind::as_str`] wrote.
    pub fn parse(text: &str) -> Option<ContributorKind> {
        ContributorKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A contributor, as the public may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// The id.
    pub id: Id,
    /// What they are.
    pub kind: ContributorKind,
    /// The portrait, a picture of the media library.
    pub portrait: Option<Id>,
    /// Names by language; the text is the biography.
    pub names: Names,
}

fn contributors(rows: Vec<(Id, String, Option<Id>)>, names: Vec<NameRow>) -> Vec<Contributor> {
    let mut names = group(names);
    rows.into_iter()
        .map(|(id, kind, portrait)| Contributor {
            id,
            kind: ContributorKind::parse(&kind).unwrap_or(ContributorKind::Person),
            portrait,
            names: names.remove(&id).unwrap_or_default(),
        })
        .collect()
}

/// All contributors, in the order they were made; sort them by name for people.
pub async fn all(tx: &mut Tx) -> Result<Vec<Contributor>, Error> {
    let rows: Vec<(Id, String, Option<Id>)> =
        database::fetch_all!(tx, (Id, String, Option<Id>), "SELECT id, kind, portrait FROM contributor ORDER BY id")?;
    let names: Vec<NameRow> =
        database::fetch_all!(tx, NameRow, "SELECT contributor AS id, language, name, slug, biography AS text FROM contributor_name")?;
    Ok(contributors(rows, names))
}

/// One contributor.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Contributor>, Error> {
    Ok(by_ids(tx, &[id]).await?.pop())
}

/// These contributors.
pub async fn by_ids(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Contributor>, Error> {
    let rows = Select::new("SELECT id, kind, portrait FROM contributor").push_in("WHERE id IN", ids).fetch_all(tx).await?;
    let names = Select::new("SELECT contributor AS id, language, name, slug, biography AS text FROM contributor_name")
        .push_in("WHERE contributor IN", ids)
        .fetch_all(tx)
        .await?;
    Ok(contributors(rows, names))
}

/// What only the desk may see: `(real name, e-mail)`.
pub async fn private_name(tx: &mut Tx, id: Id) -> Result<(String, String), Error> {
    database::fetch_optional!(tx, (String, String), "SELECT private_name, email FROM contributor WHERE id = $1", id)?.ok_or(Error::NotFound)
}

pub(super) async fn articles_of(tx: &mut Tx, id: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT DISTINCT article FROM article_byline WHERE contributor = $1", id)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn upsert(tx: &mut Tx, id: Id, details: &Details, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO contributor (id, kind, portrait, private_name, email, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, portrait = excluded.portrait, private_name = excluded.private_name,
           email = excluded.email, updated_at = excluded.updated_at",
        id,
        details.kind.as_str(),
        details.portrait,
        details.private_name.as_str(),
        details.email.as_str(),
        now
    )?;
    Ok(())
}

pub(super) async fn set_names(tx: &mut Tx, id: Id, names: &Names) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM contributor_name WHERE contributor = $1", id)?;
    for (language, name) in names {
        database::execute!(
            tx,
            "INSERT INTO contributor_name (contributor, language, name, slug, biography) VALUES ($1, $2, $3, $4, $5)",
            id,
            language.as_str(),
            name.name.as_str(),
            name.slug.as_str(),
            name.text.as_str()
        )?;
    }
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM contributor WHERE id = $1", id)?;
    Ok(())
}

/// As whom an account signs, in the order in which they were made.
pub async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT contributor FROM account_signs WHERE account = $1 ORDER BY contributor", account)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The accounts that sign as a contributor.
pub async fn accounts_of(tx: &mut Tx, id: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT account FROM account_signs WHERE contributor = $1 ORDER BY account", id)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn set_accounts(tx: &mut Tx, id: Id, accounts: &[Id]) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM account_signs WHERE contributor = $1", id)?;
    for account in accounts {
        database::execute!(tx, "INSERT INTO account_signs (account, contributor) SELECT id, $2 FROM account WHERE id = $1", *account, id)?;
    }
    Ok(())
}
