//! Which role may do what: the one place that says so.

/// What an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes.
    Journalist,
    /// Writes, publishes, curates, keeps the lists.
    Editor,
    /// All of it, and the site.
    Administration,
}

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Write and illustrate articles.
    Write,
    /// Publish, update, unpublish, retract; sections, topics, contributors, pages.
    Publish,
    /// Newsletters, subscribers, mailings.
    Mail,
    /// Settings, accounts, the state of the site.
    Administer,
}

impl Role {
    /// All roles, least rights first.
    pub const ALL: [Role; 3] = [Role::Journalist, Role::Editor, Role::Administration];

    /// Whether this role has the right.
    pub fn may(self, right: Right) -> bool {
        match right {
            Right::Write => true,
            Right::Publish | Right::Mail => matches!(self, Role::Editor | Role::Administration),
            Right::Administer => self == Role::Administration,
        }
    }

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Journalist => "journalist",
            Role::Editor => "editor",
            Role::Administration => "administration",
        }
    }

    /// Reads what [`Role::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == text)
    }
}
