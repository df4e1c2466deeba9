//! One mailing: its course and counts, what the relay said, what is in doubt, and the acts.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::Right;
use newsroom::mailings::{self, Detail, State as Of, Totals, TroubleView};
use newsroom::{Error, Id, bounces, naming, site};
use theme::Value;
use theme::desk::Here;
use theme::desk::mailings::{Figure, MailingDoubt, MailingFailed, MailingNewsletter, MailingPage, MailingReply};

use super::{arrange, words};
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Posted};
use crate::{Failure, Web, done};

/// What came back that one page shows.
const RETURNED: i64 = 200;

fn figures(totals: &Totals) -> Vec<Figure> {
    let all = [
        ("submitted", totals.submitted),
        ("pending", totals.pending),
        ("deferred", totals.deferred),
        ("rejected", totals.rejected),
        ("in-doubt", totals.in_doubt),
        ("suppressed", totals.suppressed),
        ("cancelled", totals.cancelled),
        ("expired", totals.expired),
    ];
    all.map(|(name, count)| Figure { name: name.to_owned(), count }).into()
}

/// What there is to say of when: words of the phrases `mailing-fact-...`, and the moments.
fn facts(web: &Web, desk: &Desk, detail: &Detail, zone: &str) -> Result<Vec<(String, String)>, Failure> {
    let row = &detail.row;
    let moment = |at| words(at, zone, &desk.language);
    let mut facts = vec![("made".to_owned(), moment(row.created_at)?)];
    if row.state == Of::Held {
        let hold = match row.hold_until {
            Some(at) => moment(at)?,
            None => web.text(&desk.language, "mailing-hold-forever", ""),
        };
        facts.push(("hold".to_owned(), hold));
    }
    if let Some(at) = row.cut_off {
        facts.push(("cut-off".to_owned(), moment(at)?));
    }
    if matches!(row.state, Of::Held | Of::Freezing | Of::Sending) {
        let through = match (detail.through_at, row.hold_until) {
            (Some(at), _) => Some(moment(at)?),
            (None, None) if row.state == Of::Held => None,
            (None, _) => Some(web.text(&desk.language, "mailing-through-unknown", "")),
        };
        facts.extend(through.map(|through| ("through".to_owned(), through)));
    }
    if let Some(at) = detail.expires_at.filter(|_| matches!(row.state, Of::Freezing | Of::Sending)) {
        facts.push(("expires".to_owned(), moment(at)?));
    }
    if let Some(at) = row.finished_at {
        facts.push(("ended".to_owned(), moment(at)?));
    }
    Ok(facts)
}

fn trouble(web: &Web, desk: &Desk, detail: &Detail, zone: &str) -> Result<String, Failure> {
    let say = |key: &str, words_said: &str, when| -> Result<String, Failure> {
        let when = words(when, zone, &desk.language)?;
        Ok(web.app.theme.text(&desk.language, key, &[("words", Value::from(words_said)), ("when", Value::from(when))]))
    };
    match &detail.trouble {
        None => Ok(String::new()),
        Some(TroubleView::Relay(trouble)) => say("mailing-trouble-relay", &trouble.words, trouble.until),
        Some(TroubleView::Message(said, until)) => say("mailing-trouble-message", said, *until),
        Some(TroubleView::Stopped) => Ok(web.text(&desk.language, "mailing-stopped", "")),
        Some(TroubleView::Limit(until)) => say("mailing-trouble-limit", "", *until),
    }
}

/// Those put off or refused.
fn failed(desk: &Desk, detail: &Detail, zone: &str) -> Result<Vec<MailingFailed>, Failure> {
    let one = |one: &mailings::Failed| {
        Ok(MailingFailed {
            href: one.address.as_ref().map(|_| format!("/desk/subscribers/{}", one.subscriber)).unwrap_or_default(),
            address: one.address.clone(),
            state: one.state.clone(),
            words: one.words.clone(),
            since: words(one.since, zone, &desk.language)?,
        })
    };
    detail.failed.iter().map(one).collect()
}

/// The weight of the heaviest of its messages in kilobytes, when some readers of mail would cut it.
async fn heavy(web: &Web, desk: &Desk, detail: &Detail) -> Result<Option<usize>, Failure> {
    let has_articles = detail.digest.as_ref().is_none_or(|digest| digest.order.lead.is_some());
    if detail.row.state != Of::Held || !has_articles {
        return Ok(None);
    }
    let mut tx = web.app.read().await?;
    let mut heaviest = 0;
    for (newsletter, ..) in &detail.newsletters {
        let preview = mailings::preview(&web.app, &mut tx, detail.row.id, newsletter.id, &desk.account.email).await?;
        heaviest = heaviest.max(preview.html.len());
    }
    Ok(Some(heaviest.div_ceil(1_000)).filter(|_| heaviest > mailings::HTML_WARNED))
}

/// The page; `typed` is a note that could not be kept.
async fn page(web: &Web, desk: &Desk, id: Id, problem: String, typed: Option<&str>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let detail = mailings::detail(&web.app, &mut tx, id).await?;
    let returned = bounces::of_mailing(&mut tx, id, RETURNED).await?;
    let followed = mailings::followed(&mut tx, id).await?;
    drop(tx);
    let (row, zone) = (&detail.row, identity.zone.as_str());
    let doubts = detail.doubts.iter().map(|doubt| {
        Ok(MailingDoubt {
            id: doubt.subscriber.to_string(),
            address: doubt.address.clone(),
            words: doubt.words.clone(),
            since: words(doubt.since, zone, &desk.language)?,
        })
    });
    let newsletters = detail.newsletters.iter().map(|(newsletter, state, readers)| MailingNewsletter {
        id: newsletter.id.to_string(),
        name: naming::best(&newsletter.names, desk.language.as_str(), identity.main_language())
            .map(|name| name.name.clone())
            .unwrap_or_default(),
        state: state.clone(),
        readers: *readers,
    });
    let later = detail.newsletters.iter().any(|(_, state, _)| state == "later");
    let asks = row.state == Of::Asking;
    let is_wrong = !problem.is_empty();
    let stopped = matches!(detail.trouble, Some(TroubleView::Stopped | TroubleView::Message(..)));
    let context = MailingPage {
        frame: desk.frame(web, Here::Mailings).await?,
        id: id.to_string(),
        title: row.title.clone(),
        article_href: row.article.map(|article| format!("/desk/articles/{article}")),
        state: row.state.as_str().to_owned(),
        facts: facts(web, desk, &detail, zone)?,
        trouble: trouble(web, desk, &detail, zone)?,
        audience: (row.state == Of::Held || (asks && detail.audience > 0)).then_some(detail.audience),
        asks,
        to_send: row.totals.to_send(),
        candidates: row.totals.candidates,
        excluded: row.totals.excluded,
        frozen: row.totals.frozen,
        figures: figures(&row.totals),
        newsletters: newsletters.collect(),
        replies: detail
            .replies
            .iter()
            .map(|reply| MailingReply { state: reply.state.clone(), words: reply.words.clone(), count: reply.count })
            .collect(),
        followed: followed.into_iter().map(|(path, count)| (crate::web::decode_path(&path), path, count)).collect(),
        doubts: doubts.collect::<Result<_, Failure>>()?,
        failed: failed(desk, &detail, zone)?,
        digest: match &detail.digest {
            Some(standing) if !standing.cards.is_empty() => Some(arrange::shown(web, desk, standing).await?),
            _ => None,
        },
        note: typed.unwrap_or(&detail.note).to_owned(),
        can_arrange: row.state == Of::Held,
        heavy: heavy(web, desk, &detail).await?,
        can_stop: matches!(row.state, Of::Freezing | Of::Sending) && !stopped,
        can_resume: matches!(row.state, Of::Freezing | Of::Sending) && stopped,
        returned: super::super::bounces::returned(&returned, zone, desk)?,
        can_send_now: row.state == Of::Held,
        can_cancel: matches!(row.state, Of::Held | Of::Freezing | Of::Sending | Of::Asking),
        can_let_go: later && matches!(row.state, Of::Held | Of::Finished),
        can_test: row.state == Of::Held || row.cut_off.is_some(),
        test_address: desk.account.email.clone(),
        problem,
    };
    let page = web.desk_page("desk/mailings/show.html", desk, &context)?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/mailings/{id}`
pub async fn show(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    page(&web, &desk, id, String::new(), None).await
}

/// What was done, or the page again with what could not be.
async fn answer(web: &Web, desk: &Desk, id: Id, outcome: Result<(), Error>, said: &str, typed: Option<&str>) -> Result<Response, Failure> {
    match or_problems(outcome)? {
        Ok(()) => Ok(done(&format!("/desk/mailings/{id}"), said)),
        Err(problems) => {
            let sentences = problems.iter().map(|problem| web.text(&desk.language, problem.key, &problem.value));
            page(web, desk, id, sentences.collect::<Vec<_>>().join(" "), typed).await
        }
    }
}

/// POST `/desk/mailings/{id}/{act}`: send-now, send-the-rest, let-go, cancel, stop, resume, test, arrange, note.
pub async fn act(
    State(web): State<Web>,
    Path((id, act)): Path<(Id, String)>,
    Posted { desk, fields }: Posted,
) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let (app, actor) = (&web.app, desk.actor());
    let outcome = match act.as_str() {
        "send-now" => mailings::send_now(app, &actor, id).await,
        "send-the-rest" => mailings::send_the_rest(app, &actor, id).await,
        "let-go" => mailings::let_later_go(app, &actor, id).await,
        "cancel" => mailings::cancel(app, &actor, id).await.map(|_| ()),
        "stop" => mailings::stop(app, &actor, id).await,
        "resume" => mailings::resume(app, &actor, id).await,
        "arrange" => {
            let wanted = arrange::read(fields.get("do")).ok_or(Failure::NotFound)?;
            mailings::arrange(app, &actor, id, wanted).await
        }
        "note" => mailings::set_note(app, &actor, id, fields.get("note")).await,
        "test" => {
            let newsletter = fields.get("newsletter").parse().map_err(|_| Failure::NotFound)?;
            mailings::send_test(app, &actor, id, newsletter).await
        }
        _ => return Err(Failure::NotFound),
    };
    let typed = (act == "note").then(|| fields.get("note"));
    answer(&web, &desk, id, outcome, &format!("mailing-{act}"), typed).await
}

/// POST `/desk/mailings/{id}/doubts/{subscriber}`
pub async fn settle(
    State(web): State<Web>,
    Path((id, subscriber)): Path<(Id, Id)>,
    Posted { desk, fields }: Posted,
) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let arrived = match fields.get("arrived") {
        "yes" => true,
        "no" => false,
        other => return Err(Failure::BadRequest(format!("arrived: {other}"))),
    };
    let outcome = mailings::settle(&web.app, &desk.actor(), id, subscriber, arrived).await;
    answer(&web, &desk, id, outcome, "mailing-settled", None).await
}
