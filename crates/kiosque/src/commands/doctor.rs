//! Looks at the installation and says what to do, in plain words. Exit code 1 when something is wrong.
//!
//! What can be known from inside is found by `newsroom::state`, which the desk shows too.

use std::process::ExitCode;

use anyhow::Result;
use newsroom::state::{self, Finding, Level};

use crate::config::Config;
use crate::lock;
use crate::open::{self, Role};

struct Findings {
    wrong: usize,
}

impl Findings {
    fn say(&mut self, level: Level, what: &str) {
        let sign = match level {
            Level::Good => "ok   ",
            Level::Note => "note ",
            Level::Wrong => {
                self.wrong += 1;
                "WRONG"
            }
        };
        println!("  {sign}  {what}");
    }

    fn tell(&mut self, theme: &theme::Theme, found: &[Finding]) -> Result<()> {
        let english = language::Tag::parse("en")?;
        for finding in found {
            let text = theme.text(&english, finding.key, &[("value", theme::Value::from(finding.value.as_str()))]);
            self.say(finding.level, &format!("{}: {text}", theme.text(&english, finding.about, &[])));
        }
        Ok(())
    }
}

/// Looks.
pub async fn run(config: Config) -> Result<ExitCode> {
    let mut found = Findings { wrong: 0 };
    match config.web() {
        Ok(_) => found.say(Level::Good, &format!("forwarded addresses are believed of {}", config.proxy.trusted.join(", "))),
        Err(error) => found.say(Level::Wrong, &error.to_string()),
    }
    match open::app(&config, Role::Beside).await {
        Ok(app) => {
            found.say(Level::Good, &format!("the database is {}", open::shown(&config.database_address())));
            let inside = state::look(&app).await.map_err(|error| anyhow::anyhow!("{error}"))?;
            found.tell(&app.theme, &inside)?;
        }
        Err(error) => {
            found.say(Level::Wrong, &format!("{error:#}"));
            let theme = theme::Theme::load(None)?;
            found.tell(&theme, &[state::address(&config.site.address)])?;
            found.tell(&theme, &state::folder(&config.data))?;
            found.tell(&theme, &[state::space(&config.data)])?;
        }
    }
    if lock::is_taken(&config.data)? {
        found.say(Level::Good, "a `kiosque serve` works on this folder");
    } else {
        found.say(Level::Note, "no `kiosque serve` works on this folder now");
    }
    Ok(if found.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
