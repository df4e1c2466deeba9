//! From idea to publication between several people: steps, hand-overs, checks, the clock.

use newsroom::accounts::Role;
use newsroom::articles::{self, Content, Flag, Hand, Idea, Publish, State, Waiting};
use newsroom::testing::{self, START, TestApp};
use newsroom::{Actor, Error, Id, MICROS_PER_SECOND, audit, handover, jobs, letters};

const HOUR: i64 = 3600 * MICROS_PER_SECOND;

async fn state(test: &TestApp, id: Id) -> Result<State, Error> {
    let mut tx = test.app.read().await?;
    Ok(articles::article(&mut tx, id).await?.ok_or(Error::NotFound)?.state())
}

async fn content(test: &TestApp, id: Id) -> Result<(i64, Content), Error> {
    let mut tx = test.app.read().await?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok((copy.number, copy.content))
}

async fn rewrite(test: &TestApp, actor: &Actor, id: Id, change: impl FnOnce(&mut Content)) -> Result<(), Error> {
    let (number, mut content) = content(test, id).await?;
    change(&mut content);
    articles::save(&test.app, actor, id, number, content).await.map(|_| ())
}

/// The letters of hand-overs so far: address and subject line.
async fn told(test: &TestApp) -> Result<Vec<String>, Error> {
    jobs::desk_clock(&test.app).await?;
    let mut tx = test.app.read().await?;
    let mut all: Vec<String> =
        letters::latest(&mut tx, 100).await?.into_iter().filter(|one| one.kind == "handover").map(|one| one.recipient).collect();
    all.reverse();
    Ok(all)
}

async fn written(test: &TestApp, actor: &Actor) -> Result<Id, Error> {
    let section = testing::section(test, "Politique").await?;
    let id = articles::create(&test.app, actor, "fr", "Un pont", None).await?;
    rewrite(test, actor, id, |content| {
        content.section = Some(section);
        content.body = testing::body("L'eau est revenue.");
    })
    .await?;
    Ok(id)
}

#[tokio::test]
async fn a_story_goes_from_idea_to_ready_through_several_hands() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let writer = testing::account(&test, "Nada", Role::Freelance).await?;
    let reader = testing::account(&test, "Luka", Role::CopyEditor).await?;
    let (nada, luka) = (Actor::desk(writer, "192.0.2.2"), Actor::desk(reader, "192.0.2.3"));
    let section = testing::section(&test, "Rivières").await?;
    let idea = Idea { section: Some(section), note: "Appeler la mairie.".to_owned(), owner: Some(writer) };
    let id = articles::create_idea(&test.app, &test.actor(), "fr", "Un pont", &idea).await?;
    let mut tx = test.app.read().await?;
    let kept = articles::working_copy(&mut tx, id).await?.unwrap().content.section;
    drop(tx);
    assert_eq!(kept, Some(section));
    assert_eq!(told(&test).await?, ["nada@example.org"]);
    rewrite(&test, &nada, id, |content| content.body = testing::body("L'eau est revenue.")).await?;
    assert_eq!(state(&test, id).await?, State::Draft, "an idea that is written is a draft");
    articles::step(&test.app, &nada, id, State::InReview, &Hand::default()).await?;
    assert!(matches!(rewrite(&test, &nada, id, |content| content.kicker = "x".to_owned()).await, Err(Error::Forbidden)));
    let silent = articles::step(&test.app, &luka, id, State::Draft, &Hand::default()).await;
    assert!(matches!(silent, Err(Error::Invalid(_))), "who sends back says why");
    articles::step(&test.app, &luka, id, State::Draft, &Hand { note: "Et le maire ?".to_owned(), assignee: None }).await?;
    assert_eq!(told(&test).await?.iter().filter(|to| *to == "nada@example.org").count(), 2);
    articles::step(&test.app, &nada, id, State::InReview, &Hand { note: String::new(), assignee: Some(reader) }).await?;
    articles::step(&test.app, &luka, id, State::Ready, &Hand::default()).await?;
    assert!(matches!(articles::publish(&test.app, &luka, id, &Publish::default()).await, Err(Error::Forbidden)));
    Ok(())
}

#[tokio::test]
async fn a_freelance_sees_no_article_of_others() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let nada = Actor::desk(testing::account(&test, "Nada", Role::Freelance).await?, "");
    let id = written(&test, &test.actor()).await?;
    assert!(matches!(rewrite(&test, &nada, id, |content| content.kicker = "x".to_owned()).await, Err(Error::Forbidden)));
    assert!(matches!(articles::step(&test.app, &nada, id, State::InReview, &Hand::default()).await, Err(Error::Forbidden)));
    assert!(matches!(articles::trash(&test.app, &nada, id).await, Err(Error::Forbidden)));
    Ok(())
}

#[tokio::test]
async fn an_illegal_step_is_refused_with_the_reason() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let id = articles::create_idea(&test.app, &test.actor(), "fr", "Un pont", &Idea::default()).await?;
    let refused = articles::step(&test.app, &test.actor(), id, State::Ready, &Hand::default()).await;
    assert!(matches!(refused, Err(Error::Conflict("problem-step-idea"))), "{refused:?}");
    assert!(matches!(articles::unpublish(&test.app, &test.actor(), id).await, Err(Error::Conflict(_))));
    Ok(())
}

#[tokio::test]
async fn each_account_is_told_as_it_wishes() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let daily = testing::account(&test, "Daily", Role::Journalist).await?;
    let never = testing::account(&test, "Never", Role::Journalist).await?;
    handover::set_when(&test.app, &test.actor(), daily, handover::When::Daily).await?;
    handover::set_when(&test.app, &test.actor(), never, handover::When::Never).await?;
    for headline in ["Un pont", "Deux ponts"] {
        let id = articles::create(&test.app, &test.actor(), "fr", headline, None).await?;
        for person in [daily, never] {
            articles::assign(&test.app, &test.actor(), id, &Hand { note: String::new(), assignee: Some(person) }).await?;
        }
    }
    assert!(told(&test).await?.is_empty(), "the morning has not come");
    test.app.clock.advance(24 * HOUR);
    assert_eq!(told(&test).await?, ["daily@example.org"], "one mail for both");
    assert_eq!(told(&test).await?.len(), 1, "and no second one");
    Ok(())
}

#[tokio::test]
async fn flags_are_told_to_whose_article_it_is() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let nada = Actor::desk(testing::account(&test, "Nada", Role::Journalist).await?, "");
    let id = articles::create(&test.app, &nada, "fr", "Un pont", None).await?;
    articles::set_flags(&test.app, &test.actor(), id, &[Flag::Legal, Flag::Picture], "").await?;
    articles::set_flags(&test.app, &test.actor(), id, &[Flag::Picture], "").await?;
    assert_eq!(told(&test).await?.len(), 3, "two raised, one lowered");
    let mut tx = test.app.read().await?;
    let row = articles::waiting(&mut tx, Waiting::Flagged, 10).await?.pop().ok_or(Error::NotFound)?;
    assert_eq!((row.flag_legal, row.flag_picture), (false, true));
    Ok(())
}

#[tokio::test]
async fn the_clock_publishes_at_the_second_and_shows_that_date() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let id = written(&test, &test.actor()).await?;
    let at = START + HOUR + 7 * MICROS_PER_SECOND;
    articles::schedule(&test.app, &test.actor(), id, at, &Publish::default()).await?;
    test.app.clock.advance(at - START - 1);
    assert_eq!(articles::publish_due(&test.app).await?, 0);
    test.app.clock.advance(2);
    assert_eq!(articles::publish_due(&test.app).await?, 1);
    assert_eq!(articles::publish_due(&test.app).await?, 0, "once");
    let mut tx = test.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Error::NotFound)?;
    assert_eq!((article.state(), article.published_at, article.scheduled_at), (State::Published, Some(at), None));
    assert!(articles::troubles(&mut tx, 0, 5).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_moment_that_was_missed_is_made_good_and_said() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let id = written(&test, &test.actor()).await?;
    articles::schedule(&test.app, &test.actor(), id, START + HOUR, &Publish::default()).await?;
    test.app.clock.advance(5 * HOUR);
    assert_eq!(articles::publish_due(&test.app).await?, 1);
    let mut tx = test.app.read().await?;
    assert_eq!(articles::article(&mut tx, id).await?.and_then(|article| article.published_at), Some(START + 5 * HOUR));
    let late = articles::troubles(&mut tx, 0, 5).await?;
    assert_eq!(late.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["late"]);
    let noted = audit::latest(&mut tx, Id::MAX, 20).await?;
    assert!(noted.iter().any(|entry| entry.action == "article.publish_late" && entry.detail == "2026-09-20T13:00:00"), "{noted:?}");
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_published_when_its_moment_comes_goes_back_and_says_so() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let id = written(&test, &test.actor()).await?;
    articles::schedule(&test.app, &test.actor(), id, START + HOUR, &Publish::default()).await?;
    rewrite(&test, &test.actor(), id, |content| content.section = None).await?;
    test.app.clock.advance(2 * HOUR);
    assert_eq!(articles::publish_due(&test.app).await?, 0);
    assert_eq!(state(&test, id).await?, State::Draft);
    assert_eq!(told(&test).await?, ["ana@example.org"]);
    Ok(())
}

#[tokio::test]
async fn the_past_and_the_trash_know_no_schedule() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let id = written(&test, &test.actor()).await?;
    let past = articles::schedule(&test.app, &test.actor(), id, START, &Publish::default()).await;
    assert!(matches!(past, Err(Error::Invalid(_))));
    articles::schedule(&test.app, &test.actor(), id, START + HOUR, &Publish::default()).await?;
    assert!(matches!(articles::trash(&test.app, &test.actor(), id).await, Err(Error::Conflict("problem-article-scheduled"))));
    articles::step(&test.app, &test.actor(), id, State::Draft, &Hand::default()).await?;
    test.app.clock.advance(2 * HOUR);
    assert_eq!(articles::publish_due(&test.app).await?, 0);
    Ok(())
}

#[tokio::test]
async fn an_editor_overrules_a_stop_with_a_reason_and_no_one_below() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let id = written(&test, &test.actor()).await?;
    let html = "<figure><img src=\"https://example.org/a.jpg\"></figure><p>L’eau.</p>";
    let body = document::to_json(&document::from_html(html, &document::ImportOptions::default()).0);
    rewrite(&test, &test.actor(), id, |content| content.body = body.clone()).await?;
    let stopped = articles::publish(&test.app, &test.actor(), id, &Publish::default()).await;
    let Err(Error::Invalid(problems)) = stopped else { panic!("{stopped:?}") };
    assert_eq!(problems.iter().map(|one| one.key).collect::<Vec<_>>(), ["problem-picture-alt", "problem-picture-credit"]);
    let how = Publish { overrule: "L’agence confirme.".to_owned(), ..Publish::default() };
    articles::publish(&test.app, &test.actor(), id, &how).await?;
    let mut tx = test.app.read().await?;
    let noted = audit::latest(&mut tx, Id::MAX, 20).await?;
    assert!(noted.iter().any(|entry| entry.action == "article.overrule" && entry.detail.contains("confirme")));
    drop(tx);
    rewrite(&test, &test.actor(), id, |content| content.kicker = "Reportage".to_owned()).await?;
    articles::publish(&test.app, &test.actor(), id, &Publish::default()).await?;
    rewrite(&test, &test.actor(), id, |content| content.body = String::new()).await?;
    let emptied = articles::publish(&test.app, &test.actor(), id, &Publish::default()).await;
    assert!(matches!(emptied, Err(Error::Invalid(_))), "what this edit broke stops it");
    Ok(())
}

#[tokio::test]
async fn without_a_section_no_reason_helps() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let id = articles::create(&test.app, &test.actor(), "fr", "Un pont", None).await?;
    let how = Publish { overrule: "Tant pis.".to_owned(), ..Publish::default() };
    assert!(matches!(articles::publish(&test.app, &test.actor(), id, &how).await, Err(Error::Invalid(_))));
    Ok(())
}

#[tokio::test]
async fn links_that_lead_nowhere_are_advised() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let draft = articles::create(&test.app, &test.actor(), "fr", "Pas encore", None).await?;
    let id = written(&test, &test.actor()).await?;
    let html = format!("<p><a href=\"article:{draft}\">a</a> <a href=\"/politique/perdu\">b</a> <a href=\"/recherche?q=x\">c</a></p>");
    let body = document::to_json(&document::from_html(&html, &document::ImportOptions::default()).0);
    rewrite(&test, &test.actor(), id, |content| content.body = body.clone()).await?;
    let (_, content) = content(&test, id).await?;
    let mut tx = test.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let found = articles::checks(&test.app, &mut tx, &article, &content).await?;
    let links: Vec<&str> = found.iter().map(|one| one.problem.key).filter(|key| key.contains("link")).collect();
    assert_eq!(links, ["advice-link-unpublished", "advice-link-dead"]);
    Ok(())
}

#[tokio::test]
async fn raw_html_is_put_in_by_editors_and_kept_or_taken_out_by_others() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let journalist = Actor::desk(testing::account(&test, "Nada", Role::Journalist).await?, "");
    let editor = Actor::desk(testing::account(&test, "Luka", Role::Editor).await?, "");
    let id = written(&test, &test.actor()).await?;
    let body = |html: &str, words: &str| {
        let raw = serde_json::json!({ "type": "raw", "attrs": { "html": html } });
        let text = serde_json::json!({ "type": "paragraph", "content": [{ "type": "text", "text": words }] });
        serde_json::json!({ "type": "doc", "version": 1, "content": [raw, text] }).to_string()
    };
    let refused = rewrite(&test, &journalist, id, |content| content.body = body("<meter>1</meter>", "Un")).await;
    assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].key == "problem-raw-html"), "{refused:?}");
    rewrite(&test, &editor, id, |content| content.body = body("<meter>1</meter>", "Un")).await?;
    rewrite(&test, &journalist, id, |content| content.body = body("<meter>1</meter>", "Deux")).await?;
    assert!(rewrite(&test, &journalist, id, |content| content.body = body("<meter>2</meter>", "Deux")).await.is_err());
    rewrite(&test, &journalist, id, |content| content.body = testing::body("Sans.")).await
}
