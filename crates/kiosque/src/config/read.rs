//! Reads the settings.

use std::path::{Path, PathBuf};

use super::Config;
use crate::cli::Place;

/// A setting that cannot be used: what, and what to write instead.
#[derive(Debug)]
pub struct Wrong(pub String);

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

/// The data folder where none is named.
const DATA: &str = "./kiosque-data";

/// Reads file, environment and command line, the later over the earlier.
pub fn load(place: &Place, environment: impl Iterator<Item = (String, String)>) -> Result<Config, Wrong> {
    let data = place.data.clone().unwrap_or_else(|| PathBuf::from(DATA));
    let mut table = match settings_file(place, &data) {
        Some(path) => read_file(&path)?,
        None => toml::Table::new(),
    };
    for (name, value) in environment {
        put_variable(&mut table, &name, value)?;
    }
    let mut config: Config = toml::Value::Table(table).try_into().map_err(|error: toml::de::Error| Wrong(explain(error.message())))?;
    config.data = data;
    if let Some(file) = config.database.url_file.take() {
        config.database.url = secret(&file)?;
    }
    if let Some(file) = config.relay.password_file.take() {
        config.relay.password = secret(&file)?;
    }
    if let Some(file) = config.bounces.imap_password_file.take() {
        config.bounces.imap_password = secret(&file)?;
    }
    config.relay.check()?;
    config.bounces.check()?;
    config.privacy.check()?;
    config.dns.check()?;
    config.dkim.read()?;
    config.subscribe.read()?;
    if let Some(url) = &place.database {
        config.database.url.clone_from(url);
    }
    let address = config.site.address.trim_end_matches('/').to_owned();
    let good = address.is_empty()
        || address
            .strip_prefix("https://")
            .or_else(|| address.strip_prefix("http://"))
            .is_some_and(|host| !host.is_empty() && !host.contains('/'));
    if !good {
        return Err(Wrong(format!("site.address is \"{address}\": write it like \"https://example.org\", without a path")));
    }
    config.site.address = address;
    Ok(config)
}

fn settings_file(place: &Place, data: &Path) -> Option<PathBuf> {
    let usual = data.join("kiosque.toml");
    place.config.clone().or_else(|| usual.exists().then_some(usual))
}

fn read_file(path: &Path) -> Result<toml::Table, Wrong> {
    let text = std::fs::read_to_string(path).map_err(|error| Wrong(format!("the settings file {}: {error}", path.display())))?;
    text.parse().map_err(|error: toml::de::Error| Wrong(format!("the settings file {}: {error}", path.display())))
}

fn secret(path: &Path) -> Result<String, Wrong> {
    let text = std::fs::read_to_string(path).map_err(|error| Wrong(format!("the secret in {}: {error}", path.display())))?;
    Ok(text.trim().to_owned())
}

/// `KIOSQUE_SITE_ADDRESS` is `site.address`. Variables of one word (`KIOSQUE_DATA`, `KIOSQUE_LOG`) are no settings.
fn put_variable(table: &mut toml::Table, name: &str, value: String) -> Result<(), Wrong> {
    let Some(rest) = name.strip_prefix("KIOSQUE_").filter(|rest| !rest.starts_with("TEST_")) else {
        return Ok(());
    };
    let Some((section, key)) = rest.split_once('_') else {
        return Ok(());
    };
    let section = table.entry(section.to_lowercase()).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    let Some(section) = section.as_table_mut() else {
        return Err(Wrong(format!("{name}: the settings file has no section of that name")));
    };
    let parsed = match value.parse::<i64>() {
        // A password may look like a number.
        Ok(number) if !matches!(key, "USER" | "PASSWORD") => toml::Value::Integer(number),
        _ if matches!(value.as_str(), "true" | "false") && !matches!(key, "USER" | "PASSWORD") => toml::Value::Boolean(value == "true"),
        _ if value.starts_with('[') && !matches!(key, "USER" | "PASSWORD") => {
            format!("x = {value}").parse::<toml::Table>().ok().and_then(|mut table| table.remove("x")).unwrap_or(toml::Value::String(value))
        }
        _ => toml::Value::String(value),
    };
    section.insert(key.to_lowercase(), parsed);
    Ok(())
}

/// The reader's message, with the nearest known key.
fn explain(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let [unknown, known @ ..] = quoted.as_slice() else {
        return message.to_owned();
    };
    let nearest = known.iter().map(|key| (distance(unknown, key), key)).min();
    match nearest {
        Some((steps, key)) if message.starts_with("unknown") && steps <= 3 => format!("{message}. Did you mean `{key}`?"),
        _ => message.to_owned(),
    }
}

/// How many letters to add, drop or change (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, b) in other.iter().enumerate() {
            let (Some(above), Some(left)) = (row.get(j + 1).copied(), row.get(j).copied()) else {
                continue;
            };
            let change = before + usize::from(a != *b);
            before = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = change.min(above + 1).min(left + 1);
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, environment: &[(&str, &str)]) -> Result<Config, Wrong> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("kiosque.toml"), text).unwrap();
        let place = Place { data: Some(folder.path().to_owned()), config: None, database: None };
        load(&place, environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn the_environment_stands_over_the_file() {
        let config = read("[site]\naddress = 'https://a.example/'", &[("KIOSQUE_SERVER_LISTEN", "127.0.0.1:9")]).unwrap();
        assert_eq!(config.site.address, "https://a.example");
        assert_eq!(config.server.listen.port(), 9);
        let config = read("[site]\naddress = 'https://a.example'", &[("KIOSQUE_SITE_ADDRESS", "https://b.example")]).unwrap();
        assert_eq!(config.site.address, "https://b.example");
    }

    #[test]
    fn an_unknown_key_is_refused_with_a_suggestion() {
        let error = read("[site]\nadress = 'https://a.example'", &[]).unwrap_err();
        assert!(error.0.contains("Did you mean `address`?"), "{error}");
        let error = read("", &[("KIOSQUE_SERVR_LISTEN", "x")]).unwrap_err();
        assert!(error.0.contains("Did you mean `server`?"), "{error}");
    }

    #[test]
    fn rows_about_readers_are_kept_for_a_time_that_makes_sense() {
        assert_eq!(read("", &[]).unwrap().privacy.keep_days, 90);
        assert_eq!(read("[privacy]\nkeep_days = 30", &[]).unwrap().privacy.keep_days, 30);
        for wrong in [0, 3, 4_000] {
            assert!(read(&format!("[privacy]\nkeep_days = {wrong}"), &[]).unwrap_err().0.contains("keep_days"));
        }
    }

    #[test]
    fn a_resolver_is_an_address() {
        assert!(read("[dns]\nservers = ['192.0.2.1', '[2001:db8::1]:5353']", &[]).is_ok());
        assert!(read("[dns]\nservers = ['resolver.example']", &[]).unwrap_err().0.contains("dns.servers"));
    }

    #[test]
    fn an_address_with_a_path_is_refused() {
        assert!(read("[site]\naddress = 'https://a.example/news'", &[]).is_err());
        assert!(read("[site]\naddress = 'a.example'", &[]).is_err());
    }

    #[test]
    fn a_relay_is_read_with_its_secret_from_a_file_and_half_a_login_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "s3cret\n").unwrap();
        let relay = [("KIOSQUE_RELAY_HOST", "smtp.example.org"), ("KIOSQUE_RELAY_USER", "42")];
        let with_file = [relay[0], relay[1], ("KIOSQUE_RELAY_PASSWORD_FILE", file.to_str().unwrap())];
        let config = read("[site]\naddress = 'https://a.example:8443'\n[relay]\ntls = 'implicit'", &with_file).unwrap();
        let mail::Transport::Relay(read_relay) = config.transport() else { panic!("no relay") };
        assert_eq!((read_relay.port, read_relay.hello.as_str()), (465, "a.example"));
        assert_eq!(read_relay.login, Some(("42".to_owned(), "s3cret".to_owned())));
        assert!(read("", &relay).unwrap_err().0.contains("belong together"));
        assert!(read("[relay]\ntls = 'sometimes'", &[]).unwrap_err().0.contains("starttls"));
    }

    #[test]
    fn without_a_relay_mail_stays_on_this_machine() {
        assert!(read("", &[]).unwrap().transport().outbox_folder().is_some());
    }

    #[test]
    fn a_folder_for_bounces_must_be_one_and_half_a_mailbox_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().display();
        let text = format!("[bounces]\nmaildir = \"{path}\"");
        assert!(read(&text, &[]).unwrap_err().0.contains("no Maildir folder"));
        for name in ["new", "cur", "tmp"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        assert_eq!(read(&text, &[]).unwrap().bounces.settings().maildir.as_deref(), Some(folder.path()));
        assert!(read("[bounces]\nimap_host = \"imap.example.org\"", &[]).is_err());
        std::fs::write(folder.path().join("secret"), "s\n").unwrap();
        let text = format!("[bounces]\nimap_host = \"imap.example.org\"\nimap_user = \"b\"\nimap_password_file = \"{path}/secret\"");
        let mailbox = read(&text, &[]).unwrap().bounces.settings().imap.unwrap();
        assert_eq!((mailbox.port, mailbox.folder.as_str(), mailbox.password.as_str()), (993, "INBOX", "s"));
    }

    #[test]
    fn a_key_that_cannot_sign_is_refused_and_lockstep_can_be_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dkim.pem");
        let setting = [("KIOSQUE_DKIM_KEY_FILE", file.to_str().unwrap())];
        assert!(read("", &setting).unwrap_err().0.contains("dkim.key_file"));
        std::fs::write(&file, "no key").unwrap();
        assert!(read("", &setting).unwrap_err().0.contains("the DKIM key"));
        let relay = [("KIOSQUE_RELAY_HOST", "smtp.example.org"), ("KIOSQUE_RELAY_PIPELINING", "false")];
        let mail::Transport::Relay(relay) = read("", &relay).unwrap().transport() else { panic!("no relay") };
        assert!(!relay.pipelining && relay.signer.is_none());
    }

    #[test]
    fn a_list_may_come_from_the_environment() {
        let config = read("", &[("KIOSQUE_PROXY_TRUSTED", "[\"10.0.0.0/8\"]")]).unwrap();
        assert_eq!(config.proxy.trusted, ["10.0.0.0/8"]);
    }
}
