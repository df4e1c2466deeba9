//! Which role may do what: the one place that says so.
//!
//! A right is held or not; what concerns one article more closely (its owner, its state) is said in `articles::reach`.

/// What an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes, and sees only articles of their own.
    Freelance,
    /// Writes, with the whole newsroom's articles before them.
    Journalist,
    /// Reads again, sends back, says what is ready; keeps topics and contributors.
    CopyEditor,
    /// Publishes, answers for it, writes to readers.
    Editor,
    /// All of it, and the site.
    Administration,
}

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Write and illustrate articles of one's own; hand them in.
    Write,
    /// See everyone's articles, and write in them.
    WriteAll,
    /// Raise and lower the flags of an article: legal, picture, translation.
    Flag,
    /// Send an article back, say that it is ready, write in it afterwards.
    Review,
    /// Topics, contributors, related articles, synonyms; deleting pictures.
    Curate,
    /// Publish, update, schedule; the lead of the home page; sections and pages.
    Publish,
    /// Publish although a check stops it, with a reason.
    Overrule,
    /// Put raw HTML into a text.
    RawHtml,
    /// Unpublish and retract.
    Withdraw,
    /// Newsletters, subscribers, mailings.
    Mail,
    /// Settings, accounts, the state of the site.
    Administer,
    /// Read the audit log.
    Audit,
}

impl Right {
    /// All rights, the most common first.
    pub const ALL: [Right; 12] = [
        Right::Write,
        Right::WriteAll,
        Right::Flag,
        Right::Review,
        Right::Curate,
        Right::Publish,
        Right::Overrule,
        Right::RawHtml,
        Right::Withdraw,
        Right::Mail,
        Right::Administer,
        Right::Audit,
    ];

    /// The least role that has it: every role after it in [`Role::ALL`] has it too.
    fn least(self) -> Role {
        match self {
            Right::Write => Role::Freelance,
            Right::WriteAll | Right::Flag => Role::Journalist,
            Right::Review | Right::Curate => Role::CopyEditor,
            Right::Publish | Right::Overrule | Right::RawHtml | Right::Withdraw | Right::Mail => Role::Editor,
            Right::Administer | Right::Audit => Role::Administration,
        }
    }
}

impl Role {
    /// All roles, least rights first.
    pub const ALL: [Role; 5] = [Role::Freelance, Role::Journalist, Role::CopyEditor, Role::Editor, Role::Administration];

    fn rank(self) -> usize {
        Role::ALL.iter().position(|role| *role == self).unwrap_or(0)
    }

    /// Whether this role has the right.
    pub fn may(self, right: Right) -> bool {
        self.rank() >= right.least().rank()
    }

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Freelance => "freelance",
            Role::Journalist => "journalist",
            Role::CopyEditor => "copy_editor",
            Role::Editor => "editor",
            Role::Administration => "administration",
        }
    }

    /// Reads what [`Role::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_these_rights() {
        let table: Vec<String> =
            Right::ALL.iter().map(|right| format!("{right:?}: {}", Role::ALL.iter().filter(|role| role.may(*right)).count())).collect();
        let expected = [
            "Write: 5",
            "WriteAll: 4",
            "Flag: 4",
            "Review: 3",
            "Curate: 3",
            "Publish: 2",
            "Overrule: 2",
            "RawHtml: 2",
            "Withdraw: 2",
            "Mail: 2",
            "Administer: 1",
            "Audit: 1",
        ];
        assert_eq!(table, expected);
        assert!(Role::ALL.iter().all(|role| Role::parse(role.as_str()) == Some(*role)));
    }
}
