//! The state of the site, in plain words: what `doctor` finds, how far this process is, how mail goes, what pictures lack.

use axum::extract::State;
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::mailings::Overview;
use newsroom::state::{self, Finding, Level};
use newsroom::{mailings, media, site};
use theme::desk::{Here, StatePage, StateRow};

use crate::guard::Desk;
use crate::{Failure, Web};

/// One line: how it stands, the key of what was looked at, the sentence, where to do something about it.
struct Line {
    level: Level,
    about: &'static str,
    text: String,
    href: String,
}

/// The badge of a level, and the key of its word.
fn badge(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Good => ("good", "state-level-good"),
        Level::Note => ("attention", "state-level-note"),
        Level::Wrong => ("bad", "state-level-wrong"),
    }
}

/// GET `/desk/state`
pub async fn page(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let text = |key: &str, value: &str| web.text(&desk.language, key, value);
    let of_finding = |finding: Finding| Line {
        level: finding.level,
        about: finding.about,
        text: text(finding.key, &finding.value),
        href: String::new(),
    };
    let mut lines: Vec<Line> = state::look(&web.app).await?.into_iter().map(of_finding).collect();
    lines.extend(state::followers(&web.app).await?.into_iter().map(of_finding));
    let mut tx = web.app.read().await?;
    let mail = mailings::overview(&web.app, &mut tx).await?;
    let zone = site::identity(&mut tx).await?.zone;
    let (_, missing) = media::count_missing_alt(&mut tx).await?;
    drop(tx);
    lines.extend(mail_lines(&web, &desk, &mail, &zone)?);
    lines.push(pictures(&web, &desk, missing));
    lines.sort_by_key(|line| std::cmp::Reverse(line.level));
    let worst = lines.first().map_or(Level::Good, |line| line.level);
    let wrong = lines.iter().filter(|line| line.level == Level::Wrong).count();
    let rows = lines.into_iter().map(|line| StateRow {
        badge: badge(line.level).0.to_owned(),
        word: text(badge(line.level).1, ""),
        about: text(line.about, ""),
        text: line.text,
        href: line.href,
    });
    let context = StatePage {
        frame: desk.frame(&web, Here::State).await?,
        summary: match worst {
            Level::Good => text("state-all-good", ""),
            Level::Note => text("state-all-notes", ""),
            Level::Wrong => web.count(&desk.language, "state-all-wrong", wrong),
        },
        badge: badge(worst).0.to_owned(),
        rows: rows.collect(),
    };
    web.desk_page("desk/state.html", &desk, &context)
}

fn pictures(web: &Web, desk: &Desk, missing: usize) -> Line {
    let key = match missing {
        0 => "state-good",
        media::COUNTED => "state-pictures-many",
        _ => "state-pictures-missing",
    };
    let (level, href) = if missing > 0 { (Level::Note, "/desk/media?missing=1") } else { (Level::Good, "") };
    Line { level, about: "state-pictures", text: web.text(&desk.language, key, &missing.to_string()), href: href.to_owned() }
}

/// Relay, mailings and letters.
fn mail_lines(web: &Web, desk: &Desk, mail: &Overview, zone: &str) -> Result<Vec<Line>, Failure> {
    let text = |key: &str, value: &str| web.text(&desk.language, key, value);
    let line = |level, about, href: &str, text: String| Line { level, about, text, href: href.to_owned() };
    let relay = match &mail.trouble {
        Some(trouble) => line(Level::Wrong, "state-relay", "", text("state-relay-trouble", &trouble.words)),
        None if web.app.outbox().is_some() => line(Level::Note, "state-mail", "/desk/outbox", text("state-mail-outbox", "")),
        None => line(Level::Good, "state-relay", "", text("state-good", "")),
    };
    let last = match &mail.last {
        Some(last) => {
            let made = theme::dates::full_time(last.created_at, zone, &desk.language).map_err(Failure::broken)?;
            let state = text(&format!("mailing-state-{}", last.state.as_str()), "");
            let words = format!("{} ({state}, {made})", last.title);
            line(Level::Good, "state-last-mailing", &format!("/desk/mailings/{}", last.id), words)
        }
        None => line(Level::Good, "state-last-mailing", "/desk/mailings", text("state-no-mailing", "")),
    };
    let mut lines = vec![relay, last];
    if mail.asking > 0 {
        lines.push(line(Level::Wrong, "state-asking", "/desk/mailings", text("state-asking-some", &mail.asking.to_string())));
    }
    if mail.in_doubt > 0 {
        let words = text("state-doubts-some", &mail.in_doubt.to_string());
        lines.push(line(Level::Wrong, "state-doubts", "/desk/mailings", words));
    }
    if mail.deferred > 0 {
        lines.push(line(Level::Note, "state-deferred", "/desk/mailings", mail.deferred.to_string()));
    }
    for (count, key) in [(mail.letters_waiting, "state-letters-waiting"), (mail.letters_failed, "state-letters-failed")] {
        if count > 0 {
            lines.push(line(Level::Note, "state-letters", "", text(key, &count.to_string())));
        }
    }
    Ok(lines)
}
