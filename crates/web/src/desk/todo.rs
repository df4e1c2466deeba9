//! The desk's opening page: what there is to do for the person who opens it.

use axum::extract::State;
use axum::response::Response;
use newsroom::accounts::{self, Account, Right};
use newsroom::articles::{self, TodoRow, Waiting};
use newsroom::{Id, Tx, handover, site};
use theme::desk::Here;
use theme::desk::stages::{TodoGroup, TodoItem, TodoPage};

use super::articles::schedule::moment_words;
use crate::guard::Desk;
use crate::{Failure, Web};

/// Articles shown of each list.
const SHOWN: usize = 12;

/// The lists of an account, in the order they are shown: their names, what they hold, where the rest is.
fn lists(desk: &Desk) -> Vec<(&'static str, Waiting, &'static str)> {
    let me = desk.account.id;
    let mut all = vec![("given", Waiting::Given(me), "/desk/articles")];
    if desk.role.may(Right::Review) {
        all.push(("review", Waiting::Review, "/desk/articles?state=in_review"));
    }
    if desk.role.may(Right::Publish) {
        all.push(("ready", Waiting::Ready, "/desk/articles?state=ready"));
    }
    all.push(("begun", Waiting::Begun(me), "/desk/articles?state=draft"));
    all.push(("away", Waiting::Away(me), "/desk/articles"));
    if desk.role.may(Right::Review) {
        all.push(("flagged", Waiting::Flagged, "/desk/articles"));
    }
    if desk.role.may(Right::Publish) {
        all.push(("scheduled", Waiting::Scheduled, "/desk/articles?state=scheduled"));
    }
    all
}

struct Around<'a> {
    web: &'a Web,
    desk: &'a Desk,
    zone: String,
    people: Vec<Account>,
}

impl Around<'_> {
    fn name(&self, id: Option<Id>) -> Option<&str> {
        self.people.iter().find(|one| Some(one.id) == id).map(|one| one.name.as_str())
    }

    async fn item(&self, tx: &mut Tx, row: TodoRow, group: &str) -> Result<TodoItem, Failure> {
        let text = |key: &str, value: &str| self.web.text(&self.desk.language, key, value);
        let raised = [(row.flag_legal, "flag-legal"), (row.flag_picture, "flag-picture"), (row.flag_translation, "flag-translation")];
        let who = match group {
            "begun" => None,
            "away" => self.name(row.assignee).map(|name| text("todo-with", name)),
            _ => self.name(row.owner.filter(|id| *id != self.desk.account.id)).map(|name| text("todo-of", name)),
        };
        let last = articles::events(tx, row.id, 1).await?.pop();
        Ok(TodoItem {
            href: format!("/desk/articles/{}", row.id),
            flags: raised.iter().filter(|(up, _)| *up).map(|(_, key)| text(key, "")).collect(),
            who: who.unwrap_or_default(),
            when: match row.scheduled_at {
                Some(at) => moment_words(at, &self.zone, &self.desk.language)?,
                None => theme::dates::full_time(row.updated_at, &self.zone, &self.desk.language).map_err(Failure::broken)?,
            },
            note: last.filter(|_| group != "scheduled").map(|event| event.note).unwrap_or_default(),
            headline: row.headline,
            language: row.language,
            state: row.state,
        })
    }
}

/// GET `/desk`
pub async fn page(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let around = Around { web: &web, desk: &desk, zone: site::identity(&mut tx).await?.zone, people: accounts::all(&mut tx).await? };
    let mut groups = Vec::new();
    for (name, what, rest) in lists(&desk) {
        let rows = articles::waiting(&mut tx, what, i64::try_from(SHOWN).unwrap_or(12) + 1).await?;
        let more = if rows.len() > SHOWN { rest.to_owned() } else { String::new() };
        let mut items = Vec::new();
        for row in rows.into_iter().take(SHOWN) {
            items.push(around.item(&mut tx, row, name).await?);
        }
        if !items.is_empty() {
            groups.push(TodoGroup { name: name.to_owned(), items, more });
        }
    }
    let mut troubles = Vec::new();
    if desk.role.may(Right::Publish) {
        for event in articles::troubles(&mut tx, web.app.now() - handover::TROUBLE_SHOWN, 5).await? {
            let headline = articles::article(&mut tx, event.article).await?.map(|article| article.headline).unwrap_or_default();
            let text = web.text(&desk.language, &format!("todo-{}", event.kind), &headline);
            troubles.push((text, format!("/desk/articles/{}", event.article)));
        }
    }
    drop(tx);
    let context = TodoPage { frame: desk.frame(&web, Here::Todo).await?, groups, troubles };
    web.desk_page("desk/todo.html", &desk, &context)
}
