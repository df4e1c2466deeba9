//! One row: whose address, how they stood with the program it comes from, and the proof that it kept.

use database::Timestamp;

use super::super::Address;
use super::columns::{Columns, Means, address};
use super::dates::moment;

/// How someone stood with the other program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They get mails.
    Subscribed,
    /// They want no more.
    Unsubscribed,
    /// Their address does not work.
    Bounced,
    /// They called a mail spam.
    Complained,
    /// They never confirmed, or never asked.
    Pending,
    /// They left this list, and are on another.
    LeftList,
}

/// Who all people of a table are, where it does not say itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Everyone {
    /// As the table says; subscribed where it says nothing.
    #[default]
    AsSaid,
    /// Unsubscribed.
    Unsubscribed,
    /// Their addresses do not work.
    Bounced,
}

impl Everyone {
    /// All, in the order a form offers them.
    pub const ALL: [Everyone; 3] = [Everyone::AsSaid, Everyone::Unsubscribed, Everyone::Bounced];

    /// How it is written in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Everyone::AsSaid => "as_said",
            Everyone::Unsubscribed => "unsubscribed",
            Everyone::Bounced => "bounced",
        }
    }

    /// Reads what [`Everyone::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Everyone> {
        Everyone::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// The words for each standing, as programs write them.
const WORDS: &[(Standing, &[&str])] = &[
    (
        Standing::Subscribed,
        &[
            "c",
            "subscribed",
            "confirmed",
            "active",
            "inactive",
            "abonne",
            "abonnee",
            "inscrit",
            "inscrite",
            "confirme",
            "actif",
            "abonniert",
            "bestatigt",
            "aktiv",
            "optedin",
            "optin",
        ],
    ),
    (
        Standing::Unsubscribed,
        &[
            "u",
            "unsubscribed",
            "desabonne",
            "desabonnee",
            "desinscrit",
            "desinscrite",
            "abgemeldet",
            "optedout",
            "optout",
            "blocklisted",
            "blacklisted",
            "blockliste",
        ],
    ),
    (
        Standing::Bounced,
        &["b", "bounced", "cleaned", "hardbounce", "hardbounced", "bounce", "rebond", "invalid", "invalide", "enerreur", "unzustellbar"],
    ),
    (Standing::Complained, &["p", "complained", "complaint", "spam", "abuse", "plainte", "beschwerde"]),
    (
        Standing::Pending,
        &[
            "s",
            "unconfirmed",
            "notconfirmed",
            "pending",
            "nonconfirme",
            "nonconfirmee",
            "enattente",
            "unbestatigt",
            "nonsubscribed",
            "notsubscribed",
            "neversubscribed",
            "transactional",
            "archived",
        ],
    ),
];

/// What the program kept of how someone asked, as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// When they signed up.
    pub signed_up: String,
    /// When they confirmed.
    pub confirmed: String,
    /// From which network address they confirmed, or signed up.
    pub ip: String,
    /// By which form or page.
    pub source: String,
    /// On which lists they were.
    pub list: String,
    /// Whether the program says that the address was confirmed by its owner.
    pub double_opt_in: bool,
}

impl Proof {
    /// Whether it says too little: when, and from where or by which form.
    pub fn is_missing(&self) -> bool {
        let when = !self.signed_up.is_empty() || !self.confirmed.is_empty();
        let how = !self.ip.is_empty() || !self.source.is_empty() || self.double_opt_in;
        !(when && how)
    }

    /// Since when they are subscribed there, as far as the date can be read.
    pub fn since(&self) -> Option<Timestamp> {
        moment(&self.signed_up).or_else(|| moment(&self.confirmed))
    }
}

/// A row that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose.
    pub address: Address,
    /// How they stand.
    pub standing: Standing,
    /// When they unsubscribed or the address was given up, as far as it is said.
    pub ended: Option<Timestamp>,
    /// The proof.
    pub proof: Proof,
}

/// Why a row was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is nothing where the address should be.
    Empty,
    /// That is no address.
    Address,
    /// The word for how someone stands is not known.
    Status,
}

/// Yes, in the words of programs.
pub(super) fn is_yes(cell: &str) -> bool {
    matches!(cell.trim().to_lowercase().as_str(), "1" | "yes" | "true" | "y" | "oui" | "vrai" | "ja" | "wahr" | "x")
}

fn is_no(cell: &str) -> bool {
    matches!(cell.trim().to_lowercase().as_str(), "0" | "no" | "false" | "n" | "non" | "faux" | "nein" | "falsch")
}

fn standing_of(word: &str) -> Option<Standing> {
    let plain: String = language::fold_simple(word).chars().filter(char::is_ascii_alphanumeric).collect();
    WORDS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(standing, _)| *standing)
}

/// A network address without what some programs write for none.
fn ip_of(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    cell.parse::<std::net::IpAddr>().ok().filter(|ip| !ip.is_unspecified()).map(|_| cell)
}

/// Reads a row. The text beside the error is what is wrong.
pub(super) fn read(cells: &[String], columns: &Columns, everyone: Everyone) -> Result<Entry, (Wrong, String)> {
    let cell = |means: Means| columns.find(means).and_then(|at| cells.get(at)).map_or("", String::as_str);
    let typed = cell(Means::Address);
    if typed.is_empty() {
        return Err((Wrong::Empty, cells.join(" ")));
    }
    let address = address(typed).ok_or_else(|| (Wrong::Address, typed.to_owned()))?;
    let standing = standing(&cell, columns, everyone)?;
    let lists: Vec<&str> = Some(cell(Means::List)).filter(|list| !list.is_empty()).into_iter().chain(columns.lists(cells)).collect();
    let date = |means: Means| Some(cell(means)).filter(|cell| !cell.starts_with("0000")).unwrap_or_default().to_owned();
    let proof = Proof {
        signed_up: date(Means::SignedUp),
        confirmed: date(Means::Confirmed),
        ip: ip_of(cell(Means::ConfirmedIp)).or_else(|| ip_of(cell(Means::SignedUpIp))).unwrap_or_default().to_owned(),
        source: cell(Means::Source).to_owned(),
        list: lists.join(", "),
        double_opt_in: is_yes(cell(Means::DoubleOptIn)),
    };
    let ended = [Means::Left, Means::Cleaned, Means::Blocked].into_iter().find_map(|means| moment(cell(means)));
    Ok(Entry { address, standing, ended, proof })
}

fn standing<'a>(cell: &impl Fn(Means) -> &'a str, columns: &Columns, everyone: Everyone) -> Result<Standing, (Wrong, String)> {
    match everyone {
        Everyone::Unsubscribed => return Ok(Standing::Unsubscribed),
        Everyone::Bounced => return Ok(Standing::Bounced),
        Everyone::AsSaid => {}
    }
    if columns.is_of_strangers() {
        return Ok(Standing::Pending);
    }
    // Mailchimp says by the columns of a file who is in it.
    let whole = columns.program == super::Program::Mailchimp;
    for (means, standing) in [(Means::Cleaned, Standing::Bounced), (Means::Left, Standing::Unsubscribed)] {
        if (whole && columns.find(means).is_some()) || moment(cell(means)).is_some() {
            return Ok(standing);
        }
    }
    let blocked = cell(Means::Blocked);
    if !blocked.is_empty() && !is_no(blocked) {
        match standing_of(blocked) {
            _ if is_yes(blocked) || moment(blocked).is_some() => return Ok(Standing::Unsubscribed),
            Some(Standing::Subscribed) => {}
            Some(other) => return Ok(other),
            None => return Err((Wrong::Status, blocked.to_owned())),
        }
    }
    let has_status = columns.find(Means::Status).is_some();
    let said = cell(Means::Status);
    let global = match said {
        _ if !has_status => Standing::Subscribed,
        said => standing_of(said).ok_or_else(|| (Wrong::Status, said.to_owned()))?,
    };
    let of_list = cell(Means::ListStatus);
    if global == Standing::Subscribed && !of_list.is_empty() {
        return match standing_of(of_list) {
            Some(Standing::Unsubscribed) if has_status => Ok(Standing::LeftList),
            Some(other) => Ok(other),
            None => Err((Wrong::Status, of_list.to_owned())),
        };
    }
    if global == Standing::Subscribed && is_no(cell(Means::Wanted)) {
        return Ok(Standing::Pending);
    }
    Ok(global)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subscribers::import::table::Table;

    /// The rows of a table in a file of this name.
    fn rows(name: &str, text: &str) -> Vec<Result<Entry, (Wrong, String)>> {
        let mut table = Table::open(text, false);
        let columns = Columns::read(&table.next().unwrap().unwrap().cells, name);
        std::iter::from_fn(|| table.next().unwrap()).map(|line| read(&line.cells, &columns, Everyone::AsSaid)).collect()
    }

    fn standings(name: &str, text: &str) -> Vec<Standing> {
        rows(name, text).into_iter().map(|row| row.unwrap().standing).collect()
    }

    #[test]
    fn the_newsletter_plugin_says_it_by_letters() {
        let text = "\"Email\";\"Name\";\"Status\";\"Date\";\"Token\";\"List 1\";\"List 2\";\"Follow up\";\"IP\";\"Referrer\";\n\
            \"a@example.org\";\"Ana\";\"C\";\"2019-04-02 10:11:12\";\"secret\";\"1\";\"0\";\"0\";\"192.0.2.7\";\"popup\";\n\
            \"b@example.org\";\"\";\"S\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\n\"c@example.org\";\"\";\"U\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\n\
            \"d@example.org\";\"\";\"B\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\n\"e@example.org\";\"\";\"P\";\"\";\"\";\"\";\"\";\"\";\"\";\"\";\n";
        use Standing::{Bounced, Complained, Pending, Subscribed, Unsubscribed};
        assert_eq!(standings("newsletter-subscribers.csv", text), [Subscribed, Pending, Unsubscribed, Bounced, Complained]);
        let first = rows("", text).remove(0).unwrap().proof;
        let wanted = Proof {
            signed_up: "2019-04-02 10:11:12".to_owned(),
            ip: "192.0.2.7".to_owned(),
            source: "popup".to_owned(),
            list: "List 1".to_owned(),
            ..Proof::default()
        };
        assert_eq!(first, wanted, "and no token");
    }

    #[test]
    fn mailpoet_says_it_for_all_and_for_one_list() {
        let text = "\"Email\",\"Subscription IP\",\"Subscription time\",\"List status\",\"Global status\",\"List\"\n\
            a@example.org,192.0.2.7,2019-04-02 10:11:12,subscribed,subscribed,Semaine\nb@example.org,,,unsubscribed,subscribed,Semaine\n\
            c@example.org,,,subscribed,unsubscribed,Semaine\nd@example.org,,,subscribed,bounced,S\ne@example.org,,,unconfirmed,unconfirmed,S\n\
            f@example.org,,,subscribed,inactive,S\n";
        use Standing::{Bounced, LeftList, Pending, Subscribed, Unsubscribed};
        assert_eq!(standings("MailPoet_export_1.csv", text), [Subscribed, LeftList, Unsubscribed, Bounced, Pending, Subscribed]);
    }

    #[test]
    fn mailchimp_says_it_by_the_columns_or_the_name_of_a_file() {
        let file = |more: &str| {
            format!(
                "\"Email Address\",\"OPTIN_TIME\",\"OPTIN_IP\",{more}LEID,EUID\na@example.org,2024-01-01 09:00:00,192.0.2.7,{}1,2\n",
                ",".repeat(more.matches(',').count())
            )
        };
        assert_eq!(standings("subscribed_email_audience_export_a.csv", &file("")), [Standing::Subscribed]);
        assert_eq!(standings("unsubscribed_email_audience_export_a.csv", &file("UNSUB_TIME,UNSUB_REASON,")), [Standing::Unsubscribed]);
        assert_eq!(standings("cleaned_email_audience_export_a.csv", &file("CLEAN_TIME,")), [Standing::Bounced]);
        assert_eq!(standings("nonsubscribed_email_audience_export_a.csv", &file("")), [Standing::Pending]);
    }

    #[test]
    fn brevo_says_it_by_what_is_blocked() {
        let text = "CONTACT ID;EMAIL;DOUBLE_OPT-IN;OPT_IN;EMAIL_BLACKLISTED;ADDED_TIME\n1;a@example.org;Yes;Yes;0;02-01-2024 09:00:00\n\
            2;b@example.org;;;1;\n3;c@example.org;;No;No;02-01-2024 09:00:00\n4;d@example.org;;;Blocklisted;\n";
        use Standing::{Pending, Subscribed, Unsubscribed};
        assert_eq!(standings("export.csv", text), [Subscribed, Unsubscribed, Pending, Unsubscribed]);
        let all = rows("export.csv", text);
        assert!(!all[0].as_ref().unwrap().proof.is_missing());
        assert_eq!(all[0].as_ref().unwrap().proof.since(), moment("2024-01-02 09:00:00"));
    }

    #[test]
    fn a_word_that_is_not_known_is_never_guessed() {
        let wrong = |text: &str| rows("", text).remove(0).unwrap_err();
        assert_eq!(wrong("Email;Statut\na@example.org;fatigué"), (Wrong::Status, "fatigué".to_owned()));
        assert_eq!(wrong("Email;Statut\na@example.org;"), (Wrong::Status, String::new()));
        assert_eq!(wrong("Email;Désabonné\na@example.org;peut-être"), (Wrong::Status, "peut-être".to_owned()));
        assert_eq!(wrong("Email;Statut\nana at example;abonné"), (Wrong::Address, "ana at example".to_owned()));
        assert_eq!(wrong("Email;Nom\n;Ana"), (Wrong::Empty, " Ana".to_owned()));
    }

    #[test]
    fn proof_needs_a_date_and_a_place_or_a_form() {
        let proof = |row: &str| rows("", &format!("Email;Date d’inscription;IP;Formulaire\n{row}")).remove(0).unwrap().proof.is_missing();
        assert!(!proof("a@example.org;2024-01-02;192.0.2.7;"));
        assert!(!proof("a@example.org;2024-01-02;;Pied de page"));
        assert!(proof("a@example.org;2024-01-02;;"));
        assert!(proof("a@example.org;;192.0.2.7;Pied de page"));
        assert!(proof("a@example.org;0000-00-00 00:00:00;0.0.0.0;"));
    }
}
