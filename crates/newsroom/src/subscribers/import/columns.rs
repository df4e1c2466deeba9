//! Which column is what, and which program wrote the table: told by the words of its first row, in English, French and German.

use serde::{Deserialize, Serialize};

use super::super::normalise_address;

/// The programs whose tables are recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// The Newsletter Plugin of WordPress.
    Newsletter,
    /// MailPoet.
    Mailpoet,
    /// Mailchimp: a file each of who is subscribed, unsubscribed, cleaned.
    Mailchimp,
    /// Brevo, once Sendinblue.
    Brevo,
    /// Any other table.
    #[default]
    Other,
}

impl Program {
    /// All, in the order they are told apart.
    pub const ALL: [Program; 5] = [Program::Newsletter, Program::Mailpoet, Program::Mailchimp, Program::Brevo, Program::Other];

    /// How it is written in the database, and the end of its phrase.
    pub fn as_str(self) -> &'static str {
        match self {
            Program::Newsletter => "newsletter",
            Program::Mailpoet => "mailpoet",
            Program::Mailchimp => "mailchimp",
            Program::Brevo => "brevo",
            Program::Other => "other",
        }
    }

    /// Its own name; empty for any other.
    pub fn name(self) -> &'static str {
        match self {
            Program::Newsletter => "The Newsletter Plugin",
            Program::Mailpoet => "MailPoet",
            Program::Mailchimp => "Mailchimp",
            Program::Brevo => "Brevo",
            Program::Other => "",
        }
    }

    /// Reads what [`Program::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Program> {
        Program::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Means {
    Address,
    Status,
    /// Of one list only (MailPoet).
    ListStatus,
    /// Yes: mails are not wanted, or not possible.
    Blocked,
    /// No: mails were not asked for.
    Wanted,
    /// Yes: the address was confirmed by its owner.
    DoubleOptIn,
    SignedUp,
    Confirmed,
    SignedUpIp,
    ConfirmedIp,
    /// When they unsubscribed; that there is such a column says that all have.
    Left,
    /// When the address was given up; the same.
    Cleaned,
    Source,
    List,
    /// "List 3": yes where someone is on it.
    OneList,
}

/// The words of the first row, without accents, spaces and signs.
const WORDS: &[(Means, &[&str])] = &[
    (
        Means::Address,
        &[
            "email",
            "emailaddress",
            "subscriberemail",
            "mail",
            "mel",
            "courriel",
            "adresseemail",
            "adressemail",
            "adressecourriel",
            "adressedecourriel",
            "adresseelectronique",
            "adressedecourrierelectronique",
            "emailadresse",
            "mailadresse",
            "eposta",
            "contactemail",
        ],
    ),
    (
        Means::Status,
        &[
            "status",
            "statut",
            "etat",
            "globalstatus",
            "statutglobal",
            "statutgeneral",
            "globalerstatus",
            "subscriptionstatus",
            "emailmarketing",
            "emailmarketingstatus",
            "emailstatus",
            "statutdabonnement",
            "statutabonnement",
            "abonnementstatus",
            "statutemail",
        ],
    ),
    (Means::ListStatus, &["liststatus", "statutdelaliste", "statutdeliste", "statutliste", "listenstatus"]),
    (
        Means::Blocked,
        &[
            "emailblacklisted",
            "blacklisted",
            "emailblacklist",
            "blacklist",
            "blocklisted",
            "emailblocklisted",
            "blocklist",
            "blockliste",
            "blackliste",
            "unsubscribed",
            "desabonne",
            "desinscrit",
            "abgemeldet",
            "optout",
            "optedout",
            "unsubscribedfromallemail",
        ],
    ),
    (Means::Wanted, &["optin", "consent", "consentement", "einwilligung"]),
    (Means::DoubleOptIn, &["doubleoptin", "doi"]),
    (
        Means::SignedUp,
        &[
            "optintime",
            "date",
            "created",
            "createdat",
            "subscribed",
            "subscribedat",
            "subscriptiontime",
            "subscriptiondate",
            "signupdate",
            "signedup",
            "addedtime",
            "addedat",
            "dateadded",
            "dateinscription",
            "datedinscription",
            "heuredinscription",
            "inscritle",
            "inscription",
            "dateabonnement",
            "datedabonnement",
            "heuredabonnement",
            "datedajout",
            "dateajout",
            "datedecreation",
            "creele",
            "ajoutele",
            "depuis",
            "anmeldedatum",
            "anmeldung",
            "angemeldetam",
            "abonnementzeit",
            "hinzugefugtam",
            "erstelltam",
            "datum",
            "since",
        ],
    ),
    (
        Means::Confirmed,
        &[
            "confirmtime",
            "confirmed",
            "confirmedat",
            "confirmationtime",
            "confirmationdate",
            "confirmation",
            "datedeconfirmation",
            "heuredeconfirmation",
            "confirmele",
            "bestatigtam",
            "bestatigungszeit",
            "bestatigungsdatum",
        ],
    ),
    (
        Means::SignedUpIp,
        &[
            "ip",
            "ipaddress",
            "optinip",
            "subscribedip",
            "subscriptionip",
            "signupip",
            "adresseip",
            "ipinscription",
            "ipdinscription",
            "ipabonnement",
            "ipdabonnement",
            "ipadresse",
            "anmeldeip",
            "abonnementip",
        ],
    ),
    (Means::ConfirmedIp, &["confirmip", "confirmedip", "confirmationip", "ipconfirmation", "ipdeconfirmation", "bestatigungsip"]),
    (
        Means::Left,
        &[
            "unsubtime",
            "unsubscribedat",
            "unsubscribetime",
            "unsubscribedate",
            "datededesinscription",
            "datededesabonnement",
            "abgemeldetam",
        ],
    ),
    (Means::Cleaned, &["cleantime", "bouncedat", "bouncedate"]),
    (
        Means::Source,
        &[
            "source",
            "optinsource",
            "signupsource",
            "referrer",
            "referer",
            "origine",
            "provenance",
            "formulaire",
            "form",
            "quelle",
            "herkunft",
        ],
    ),
    (Means::List, &["list", "lists", "liste", "listes", "listen", "segment", "segments", "audience", "tags", "groups"]),
];

/// Which column is what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Columns {
    /// The program that wrote the table.
    pub program: Program,
    /// Whether the first row holds the columns' names.
    pub has_head: bool,
    /// Their names, or numbers where there are none.
    pub names: Vec<String>,
    /// The file's name says that nobody in it ever subscribed: Mailchimp tells this in no other way.
    never_subscribed: bool,
    means: Vec<Option<Means>>,
}

/// A word of the first row as the lists hold it: the letters and digits of it.
fn plain(word: &str) -> String {
    language::fold_simple(word).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn meaning(word: &str) -> Option<Means> {
    let plain = plain(word);
    let numbered = plain.strip_prefix("list").or_else(|| plain.strip_prefix("liste"));
    if numbered.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Some(Means::OneList);
    }
    WORDS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(means, _)| *means)
}

fn program(names: &[String]) -> Program {
    let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let has = |word: &str| plain.iter().any(|name| name == word);
    let any = |words: &[&str]| words.iter().any(|word| has(word));
    if has("token") && any(&["feedbymail", "followup", "profile1", "wpuserid", "list1"]) {
        return Program::Newsletter;
    }
    if (has("leid") && has("euid")) || (has("emailaddress") && any(&["memberrating", "optintime", "unsubtime", "cleantime"])) {
        return Program::Mailchimp;
    }
    if any(&[
        "globalstatus",
        "statutglobal",
        "statutgeneral",
        "globalerstatus",
        "liststatus",
        "statutdelaliste",
        "listenstatus",
        "subscriptionip",
        "ipdabonnement",
    ]) {
        return Program::Mailpoet;
    }
    if any(&["contactid", "addedtime", "modifiedtime", "emailblacklisted", "emailblocklisted", "doubleoptin"]) && has("email") {
        return Program::Brevo;
    }
    Program::Other
}

impl Columns {
    /// Reads the first row of a file of this name. One that holds an address is no head.
    pub fn read(first: &[String], name: &str) -> Columns {
        let has_head = !first.iter().any(|cell| address(cell).is_some());
        if !has_head {
            let names = (1..=first.len()).map(|number| number.to_string()).collect();
            return Columns { has_head, names, means: vec![None; first.len()], ..Columns::default() };
        }
        let mut means: Vec<Option<Means>> = first.iter().map(|name| meaning(name)).collect();
        // The first of two columns with one meaning is the one; of lists there may be many.
        for at in 0..means.len() {
            let (before, rest) = means.split_at_mut(at);
            if let Some(one) = rest.first_mut()
                && *one != Some(Means::OneList)
                && before.contains(one)
            {
                *one = None;
            }
        }
        let program = program(first);
        let never_subscribed = program == Program::Mailchimp && name.to_lowercase().contains("nonsubscribed");
        Columns { program, has_head, names: first.to_vec(), never_subscribed, means }
    }

    /// Where the addresses stand.
    pub fn address(&self) -> Option<usize> {
        self.find(Means::Address)
    }

    /// Says where the addresses stand. False: there is no such column.
    pub fn set_address(&mut self, column: usize) -> bool {
        if column >= self.means.len() {
            return false;
        }
        for (at, means) in self.means.iter_mut().enumerate() {
            if at == column {
                *means = Some(Means::Address);
            } else if *means == Some(Means::Address) {
                *means = None;
            }
        }
        true
    }

    /// Whether nobody in the table ever subscribed.
    pub fn is_of_strangers(&self) -> bool {
        self.never_subscribed
    }

    /// The column of a meaning.
    pub fn find(&self, wanted: Means) -> Option<usize> {
        self.means.iter().position(|means| *means == Some(wanted))
    }

    /// The names of the lists of which someone's cell says yes.
    pub fn lists<'a>(&'a self, cells: &'a [String]) -> impl Iterator<Item = &'a str> {
        let of = self.means.iter().zip(&self.names).zip(cells);
        of.filter(|((means, _), cell)| **means == Some(Means::OneList) && super::row::is_yes(cell)).map(|((_, name), _)| name.as_str())
    }
}

/// The address in a cell. An apostrophe before it is what programs put so that a spreadsheet sees no formula.
pub(super) fn address(cell: &str) -> Option<super::super::Address> {
    normalise_address(cell.strip_prefix('\'').unwrap_or(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: &[&str]) -> Columns {
        Columns::read(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), "table.csv")
    }

    #[test]
    fn the_four_programs_are_told_by_their_first_row() {
        let newsletter = [
            "Email",
            "Name",
            "Surname",
            "Gender",
            "Status",
            "Date",
            "Token",
            "Profile 1",
            "List 1",
            "Feed by mail",
            "Follow up",
            "IP",
            "Referrer",
        ];
        let mailpoet = ["Email", "First name", "Last name", "Subscription IP", "Subscription time", "Global status", "List"];
        let french = ["E-mail", "Prénom", "Nom", "IP d’abonnement", "Heure d’abonnement", "Statut de la liste", "Statut global", "Liste"];
        let mailchimp = ["Email Address", "First Name", "MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP", "LEID", "EUID", "TAGS"];
        let brevo = ["CONTACT ID", "EMAIL", "FIRSTNAME", "SMS", "DOUBLE_OPT-IN", "OPT_IN", "ADDED_TIME", "MODIFIED_TIME"];
        assert_eq!(read(&newsletter).program, Program::Newsletter);
        assert_eq!(read(&mailpoet).program, Program::Mailpoet);
        assert_eq!(read(&french).program, Program::Mailpoet);
        assert_eq!(read(&mailchimp).program, Program::Mailchimp);
        assert_eq!(read(&brevo).program, Program::Brevo);
        assert_eq!(read(&["Courriel", "Nom"]).program, Program::Other);
    }

    #[test]
    fn columns_are_found_in_three_languages() {
        for (names, wanted) in [
            (["Email Address", "OPTIN_TIME"], [Means::Address, Means::SignedUp]),
            (["Adresse e-mail", "Date d’inscription"], [Means::Address, Means::SignedUp]),
            (["E-Mail-Adresse", "Angemeldet am"], [Means::Address, Means::SignedUp]),
            (["Adresse électronique", "Désabonné"], [Means::Address, Means::Blocked]),
        ] {
            let columns = read(&names);
            assert_eq!(wanted.map(|one| columns.find(one)), [Some(0), Some(1)], "{names:?}");
        }
    }

    #[test]
    fn a_first_row_with_an_address_is_no_head_and_the_column_can_be_said() {
        let mut columns = read(&["Ana", "ana@example.org"]);
        assert!(!columns.has_head && columns.address().is_none() && columns.names == ["1", "2"]);
        assert!(columns.set_address(1) && columns.address() == Some(1));
        assert!(!columns.set_address(2));
    }

    #[test]
    fn of_two_columns_of_one_meaning_the_first_counts() {
        assert_eq!(read(&["Email", "Mail", "Status"]).address(), Some(0));
    }
}
