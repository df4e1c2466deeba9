//! Imports on a real database.

use database::Id;

use super::*;
use crate::newsletters::{Cadence, Filter};
use crate::subscribers::{self, State, store as people};
use crate::testing::{self, TestApp, mail};
use crate::{Error, MICROS_PER_SECOND, jobs, letters};

const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;

struct Scene {
    test: TestApp,
    newsletter: Id,
}

async fn scene() -> Scene {
    let test = testing::set_up().await.unwrap();
    let newsletter = mail::newsletter(&test, "Semaine", Cadence::Weekly, &Filter::default()).await.unwrap();
    Scene { test, newsletter }
}

/// People of The Newsletter Plugin, by address, letter and, where there is proof, their network address.
fn table(rows: &[(&str, &str, &str)]) -> String {
    let head = "\"Email\";\"Name\";\"Status\";\"Date\";\"Token\";\"List 1\";\"Follow up\";\"IP\";\"Referrer\"\n".to_owned();
    let row = |(address, letter, ip): &(&str, &str, &str)| {
        let date = if ip.is_empty() { "" } else { "2019-04-02 10:11:12" };
        format!("\"{address}\";\"\";\"{letter}\";\"{date}\";\"secret\";\"1\";\"0\";\"{ip}\";\"\"\n")
    };
    head + &rows.iter().map(row).collect::<String>()
}

impl Scene {
    fn chosen(&self) -> Chosen {
        Chosen { newsletter: self.newsletter, language: "fr".to_owned(), ..Chosen::default() }
    }

    async fn begin(&self, text: &str) -> Id {
        let incoming = Incoming { name: "newsletter-subscribers.csv".to_owned(), bytes: text.as_bytes().to_vec() };
        begin(&self.test.app, &self.test.actor(), incoming, &self.chosen()).await.unwrap()
    }

    async fn import(&self, text: &str) -> Import {
        let id = self.begin(text).await;
        start(&self.test.app, &self.test.actor(), id).await.unwrap();
        work(&self.test.app, id).await.unwrap();
        self.of(id).await
    }

    async fn of(&self, id: Id) -> Import {
        let mut tx = self.test.app.read().await.unwrap();
        by_id(&mut tx, id).await.unwrap().unwrap()
    }

    async fn state(&self, address: &str) -> Option<String> {
        let mut tx = self.test.app.read().await.unwrap();
        subscribers::by_normalised(&mut tx, address).await.unwrap().map(|one| one.state)
    }

    async fn id(&self, address: &str) -> Id {
        let mut tx = self.test.app.read().await.unwrap();
        subscribers::by_normalised(&mut tx, address).await.unwrap().unwrap().id
    }

    async fn is_suppressed(&self, address: &str) -> bool {
        let hash = subscribers::address_hash(&self.test.app, address).unwrap();
        let mut tx = self.test.app.read().await.unwrap();
        people::is_suppressed(&mut tx, &hash).await.unwrap()
    }

    async fn steps(&self, id: Id) -> Vec<String> {
        let mut tx = self.test.app.read().await.unwrap();
        subscribers::consents_of(&mut tx, id).await.unwrap().into_iter().map(|one| one.step).collect()
    }

    async fn letters(&self) -> Vec<letters::Kept> {
        let mut tx = self.test.app.read().await.unwrap();
        letters::latest(&mut tx, 500).await.unwrap()
    }

    async fn asked(&self, import: Id) -> Asked {
        let mut tx = self.test.app.read().await.unwrap();
        asked_of(&mut tx, import).await.unwrap()
    }

    /// Someone's link of the question.
    fn stay(&self, id: Id) -> String {
        subscribers::links::stay_link(&self.test.app, id).unwrap().rsplit('/').next().unwrap().to_owned()
    }
}

fn everybody() -> String {
    table(&[
        ("ana@lac.example", "C", "192.0.2.7"),
        ("luan@lac.example", "C", ""),
        ("milo@lac.example", "U", ""),
        ("drita@lac.example", "B", ""),
        ("vesna@lac.example", "P", ""),
        ("igor@lac.example", "S", ""),
        ("no address", "C", ""),
        ("ana@lac.example", "C", "192.0.2.7"),
    ])
}

fn counts_of_everybody() -> Counts {
    Counts {
        lines: 8,
        subscribed: 2,
        unsubscribed: 1,
        bounced: 1,
        complained: 1,
        known: 1,
        pending: 1,
        refused: 0,
        invalid: 1,
        without_proof: 1,
    }
}

#[tokio::test]
async fn a_look_says_what_would_become_of_each_line_and_writes_none() {
    let scene = scene().await;
    let import = scene.of(scene.begin(&everybody()).await).await;
    let found = import.found().unwrap().unwrap();
    assert_eq!((import.program(), &found.counts), (Program::Newsletter, &counts_of_everybody()));
    let listed: Vec<(i64, &str, &str)> = found.not_taken.iter().map(|one| (one.line, one.why.as_str(), one.said.as_str())).collect();
    assert_eq!(listed, [(7, "pending", "igor@lac.example"), (8, "address", "no address")]);
    assert_eq!(found.examples.len(), 8);
    assert_eq!(scene.state("ana@lac.example").await, None);
    assert!(!scene.is_suppressed("milo@lac.example").await);
}

#[tokio::test]
async fn an_import_does_what_the_look_said_and_mails_nobody() {
    let scene = scene().await;
    let import = scene.import(&everybody()).await;
    assert_eq!((import.state.as_str(), import.counts().unwrap()), ("done", counts_of_everybody()));
    assert_eq!(scene.state("ana@lac.example").await.as_deref(), Some("confirmed"));
    for gone in ["milo@lac.example", "drita@lac.example", "vesna@lac.example"] {
        assert!(scene.is_suppressed(gone).await && scene.state(gone).await.is_none(), "{gone}");
    }
    assert_eq!(scene.state("igor@lac.example").await, None);
    jobs::work_until_idle(&scene.test.app).await.unwrap();
    assert!(scene.letters().await.is_empty());
    let outbox = letters::outbox(&scene.test.app, "", 9).await.unwrap();
    assert!(outbox.mails.is_empty());
}

#[tokio::test]
async fn proof_is_kept_as_it_was_found_and_what_is_missing_is_said() {
    let scene = scene().await;
    let import = scene.import(&everybody()).await;
    let mut tx = scene.test.app.read().await.unwrap();
    let ana = subscribers::by_normalised(&mut tx, "ana@lac.example").await.unwrap().unwrap();
    assert_eq!(ana.created_at, dates::moment("2019-04-02 10:11:12").unwrap());
    let proof = subscribers::consents_of(&mut tx, ana.id).await.unwrap().remove(0);
    assert_eq!((proof.step.as_str(), proof.ip.as_str(), proof.at), ("imported", "192.0.2.7", scene.test.app.now()));
    assert_eq!(proof.page, format!("/desk/subscribers/import/{}", import.id));
    for part in ["The Newsletter Plugin", "2019-04-02 10:11:12", "List 1", &scene.test.account.to_string()] {
        assert!(proof.wording.contains(part), "{part}: {}", proof.wording);
    }
    assert!(!proof.wording.contains("secret") && !proof.wording.contains("192.0.2.7"), "{}", proof.wording);
    let luan = subscribers::by_normalised(&mut tx, "luan@lac.example").await.unwrap().unwrap();
    let proof = subscribers::consents_of(&mut tx, luan.id).await.unwrap().remove(0);
    assert!(proof.wording.contains("aucune date"), "{}", proof.wording);
}

#[tokio::test]
async fn the_same_table_twice_changes_nothing() {
    let scene = scene().await;
    scene.import(&everybody()).await;
    let ledger = async || {
        let mut tx = scene.test.app.read().await.unwrap();
        (subscribers::ledger(&mut tx, 0, 100).await.unwrap(), subscribers::states(&mut tx).await.unwrap())
    };
    let before = ledger().await;
    scene.test.app.clock.advance(DAY);
    let again = scene.import(&everybody()).await.counts().unwrap();
    assert_eq!((again.subscribed, again.suppressed(), again.known), (0, 0, 6));
    assert_eq!(ledger().await, before);
}

#[tokio::test]
async fn a_run_that_was_cut_off_goes_on_where_it_stood() {
    let scene = scene().await;
    let addresses: Vec<String> = (0..600).map(|number| format!("reader{number}@lac.example")).collect();
    let rows: Vec<(&str, &str, &str)> = addresses.iter().map(|address| (address.as_str(), "C", "192.0.2.7")).collect();
    let id = scene.begin(&table(&rows)).await;
    start(&scene.test.app, &scene.test.actor(), id).await.unwrap();
    let app = &scene.test.app;
    // The first chunk, as a process that was killed after it left it.
    let (import, text) = (scene.of(id).await, keep::text_of(app, &scene.of(id).await).await.unwrap());
    let columns = import.columns().unwrap();
    let mut first = look::open(&text, &columns).unwrap();
    let rows = look::next(app, &mut first, &import, &columns).unwrap();
    run::chunk(app, &import, &rows, (import.place(), first.place()), &Counts::default()).await.unwrap();
    assert!((1..100).contains(&scene.of(id).await.percent()));
    let lost = run::chunk(app, &import, &rows, (import.place(), first.place()), &Counts::default()).await;
    assert!(matches!(lost, Err(Error::Unavailable(_))), "the same chunk once more is undone");
    jobs::work_until_idle(app).await.unwrap();
    let done = scene.of(id).await;
    let counts = done.counts().unwrap();
    assert_eq!((done.state.as_str(), counts.lines, counts.subscribed), ("done", 600, 600));
}

#[tokio::test]
async fn who_left_here_is_not_brought_back_even_when_they_are_forgotten() {
    let scene = scene().await;
    let mine = table(&[("ana@lac.example", "C", "192.0.2.7")]);
    scene.import(&mine).await;
    let ana = scene.id("ana@lac.example").await;
    subscribers::leave(&scene.test.app, &scene.test.actor(), ana, 0, "/").await.unwrap();
    assert_eq!(scene.import(&mine).await.counts().unwrap().refused, 1);
    assert_eq!(scene.state("ana@lac.example").await.as_deref(), Some(State::Unsubscribed.as_str()));
    subscribers::erase(&scene.test.app, &scene.test.actor(), ana).await.unwrap();
    let import = scene.import(&mine).await;
    assert_eq!((import.counts().unwrap().refused, scene.state("ana@lac.example").await), (1, None));
    let mut tx = scene.test.app.read().await.unwrap();
    let lines = lines(&mut tx, import.id, 0, 9).await.unwrap();
    assert_eq!(lines, [NotTaken { line: 2, why: "left-here".to_owned(), said: String::new() }], "and is not named");
}

#[tokio::test]
async fn a_table_of_unsubscribed_people_ends_what_another_import_began() {
    let scene = scene().await;
    scene.import(&table(&[("ana@lac.example", "C", "192.0.2.7")])).await;
    let ana = scene.id("ana@lac.example").await;
    scene.import(&table(&[("ana@lac.example", "U", "")])).await;
    assert_eq!(scene.state("ana@lac.example").await.as_deref(), Some("unsubscribed"));
    assert_eq!(scene.steps(ana).await, ["imported", "unsubscribed"]);
}

#[tokio::test]
async fn who_left_elsewhere_may_come_back_by_their_own_word() {
    let scene = scene().await;
    scene.import(&table(&[("ana@lac.example", "U", ""), ("drita@lac.example", "B", "")])).await;
    let app = &scene.test.app;
    for address in ["ana@lac.example", "drita@lac.example"] {
        let ticket = subscribers::Ticket {
            address: address.to_owned(),
            language: "fr".to_owned(),
            newsletters: vec![scene.newsletter],
            page: "/".to_owned(),
            at: app.now(),
        };
        subscribers::ask(app, &ticket, "192.0.2.1").await.unwrap();
    }
    let sent = scene.letters().await;
    assert_eq!(sent.iter().map(|one| one.recipient.as_str()).collect::<Vec<_>>(), ["ana@lac.example"], "a bounced address gets none");
    let id = scene.id("ana@lac.example").await;
    let link = subscribers::links::confirm_link(app, id).unwrap();
    subscribers::confirm(app, link.rsplit('/').next().unwrap(), &[scene.newsletter], "192.0.2.1").await.unwrap();
    assert!(!scene.is_suppressed("ana@lac.example").await);
}

#[tokio::test]
async fn a_second_list_is_added_for_who_came_by_an_import() {
    let scene = scene().await;
    let mine = table(&[("ana@lac.example", "C", "192.0.2.7")]);
    scene.import(&mine).await;
    let other = mail::newsletter(&scene.test, "Politique", Cadence::AtOnce, &Filter::default()).await.unwrap();
    let app = &scene.test.app;
    let incoming = Incoming { name: "politique.csv".to_owned(), bytes: mine.into_bytes() };
    let id = begin(app, &scene.test.actor(), incoming, &Chosen { newsletter: other, ..scene.chosen() }).await.unwrap();
    start(app, &scene.test.actor(), id).await.unwrap();
    work(app, id).await.unwrap();
    let mut tx = app.read().await.unwrap();
    let ana = subscribers::by_normalised(&mut tx, "ana@lac.example").await.unwrap().unwrap().id;
    assert_eq!(subscribers::choices_of(&mut tx, ana).await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_column_of_addresses_is_chosen_where_the_head_does_not_say() {
    let scene = scene().await;
    let incoming = |text: &str| Incoming { name: "liste.csv".to_owned(), bytes: text.as_bytes().to_vec() };
    let app = &scene.test.app;
    let actor = scene.test.actor();
    let guessed = begin(app, &actor, incoming("Qui;Où\nAna;ana@lac.example\n"), &scene.chosen()).await.unwrap();
    assert_eq!(scene.of(guessed).await.heads().unwrap().1, Some(1), "one column has addresses");
    let text = "Privée;Bureau\nana@lac.example;a@bureau.example\n";
    let id = begin(app, &actor, incoming(text), &scene.chosen()).await.unwrap();
    assert_eq!(scene.of(id).await.heads().unwrap().1, None);
    assert!(matches!(start(app, &actor, id).await, Err(Error::Invalid(_))));
    choose(app, id, &Chosen { column: Some(1), ..scene.chosen() }).await.unwrap();
    let found = scene.of(id).await.found().unwrap().unwrap();
    assert_eq!((found.counts.subscribed, found.examples[0].address.as_str()), (1, "a@bureau.example"));
    assert!(matches!(choose(app, id, &Chosen { column: Some(7), ..scene.chosen() }).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_its_field() {
    let scene = scene().await;
    let field = async |bytes: &[u8], chosen: Chosen| {
        let incoming = Incoming { name: "a.csv".to_owned(), bytes: bytes.to_vec() };
        match begin(&scene.test.app, &scene.test.actor(), incoming, &chosen).await {
            Err(Error::Invalid(problems)) => problems[0].field,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(field(b" \n\n", scene.chosen()).await, "file");
    assert_eq!(field(b"Email\n", Chosen { newsletter: 1, ..scene.chosen() }).await, "newsletter");
    assert_eq!(field(b"Email\n", Chosen { language: "sq".to_owned(), ..scene.chosen() }).await, "language");
}

#[tokio::test]
async fn the_table_is_deleted_when_it_is_not_needed_any_more() {
    let scene = scene().await;
    let app = &scene.test.app;
    let kept = async || app.storage.list("imports/").await.unwrap().len();
    let id = scene.begin(&everybody()).await;
    assert_eq!(kept().await, 1);
    discard(app, id).await.unwrap();
    assert_eq!(kept().await, 0);
    let done = scene.import(&everybody()).await;
    assert_eq!((kept().await, done.found().unwrap()), (0, None));
    let left = scene.begin(&everybody()).await;
    app.clock.advance(2 * DAY);
    jobs::tidy_up(app).await.unwrap();
    assert_eq!((kept().await, scene.of(left).await.state.as_str()), (0, "discarded"));
    let mut tx = app.read().await.unwrap();
    assert_eq!(lines(&mut tx, done.id, 0, 9).await.unwrap().len(), 2);
    drop(tx);
    app.clock.advance(89 * DAY);
    jobs::tidy_up(app).await.unwrap();
    let mut tx = app.read().await.unwrap();
    assert!(lines(&mut tx, done.id, 0, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn those_without_proof_are_asked_once_ever_and_only_by_an_explicit_word() {
    let scene = scene().await;
    let (app, actor) = (&scene.test.app, scene.test.actor());
    let import = scene.import(&everybody()).await.id;
    assert_eq!(scene.asked(import).await.left, 1);
    ask_again(app, &actor, import).await.unwrap();
    jobs::work_until_idle(app).await.unwrap();
    let sent = scene.letters().await;
    assert_eq!(
        sent.iter().map(|one| (one.kind.as_str(), one.recipient.as_str())).collect::<Vec<_>>(),
        [("reconfirmation", "luan@lac.example")]
    );
    jobs::work_until_idle(app).await.unwrap();
    assert_eq!(scene.asked(import).await.states.get("sent"), Some(&1));
    ask_again(app, &actor, import).await.unwrap();
    let again = scene.import(&everybody()).await.id;
    ask_again(app, &actor, again).await.unwrap();
    jobs::work_until_idle(app).await.unwrap();
    assert_eq!(scene.letters().await.len(), 1);
}

#[tokio::test]
async fn who_confirms_stays_and_who_does_not_gets_no_more_mail_after_thirty_days() {
    let scene = scene().await;
    let (app, actor) = (&scene.test.app, scene.test.actor());
    let import = scene.import(&table(&[("ana@lac.example", "C", ""), ("luan@lac.example", "C", "")])).await.id;
    let (ana, luan) = (scene.id("ana@lac.example").await, scene.id("luan@lac.example").await);
    ask_again(app, &actor, import).await.unwrap();
    jobs::work_until_idle(app).await.unwrap();
    jobs::work_until_idle(app).await.unwrap();
    assert!(matches!(open_question(app, &scene.stay(ana)).await.unwrap(), Answer::Ready(_)));
    answer(app, &scene.stay(ana), "192.0.2.9").await.unwrap();
    assert!(matches!(answer(app, &scene.stay(ana), "192.0.2.9").await.unwrap(), Answer::Done(_)));
    app.clock.advance(29 * DAY);
    jobs::tidy_up(app).await.unwrap();
    assert_eq!(scene.state("luan@lac.example").await.as_deref(), Some("confirmed"));
    app.clock.advance(2 * DAY);
    jobs::tidy_up(app).await.unwrap();
    assert_eq!(scene.state("ana@lac.example").await.as_deref(), Some("confirmed"));
    assert_eq!(scene.state("luan@lac.example").await.as_deref(), Some("unsubscribed"));
    assert_eq!(scene.steps(ana).await, ["imported", "confirmed"]);
    assert_eq!(scene.steps(luan).await, ["imported", "lapsed"]);
    assert!(matches!(answer(app, &scene.stay(luan), "192.0.2.9").await.unwrap(), Answer::Gone));
    assert_eq!(scene.asked(import).await.states, [("confirmed".to_owned(), 1), ("lapsed".to_owned(), 1)].into());
}

#[tokio::test]
async fn questions_leave_little_by_little() {
    let scene = scene().await;
    let app = &scene.test.app;
    let addresses: Vec<String> = (0..60).map(|number| format!("reader{number}@lac.example")).collect();
    let rows: Vec<(&str, &str, &str)> = addresses.iter().map(|address| (address.as_str(), "C", "")).collect();
    let import = scene.import(&table(&rows)).await.id;
    ask_again(app, &scene.test.actor(), import).await.unwrap();
    reconfirm::step(app).await.unwrap();
    assert!(!reconfirm::step(app).await.unwrap(), "no more before some have gone");
    assert_eq!(scene.letters().await.len(), 50);
    jobs::work_until_idle(app).await.unwrap();
    jobs::work_until_idle(app).await.unwrap();
    assert_eq!(scene.letters().await.len(), 60);
    assert_eq!(scene.asked(import).await.left, 0);
}

#[tokio::test]
async fn a_question_that_could_not_be_sent_in_its_time_counts_as_never_asked() {
    let scene = scene().await;
    let app = &scene.test.app;
    let import = scene.import(&table(&[("ana@lac.example", "C", "")])).await.id;
    ask_again(app, &scene.test.actor(), import).await.unwrap();
    reconfirm::step(app).await.unwrap();
    app.clock.advance(2 * DAY);
    let now = app.now();
    database::write!(app.database, tx => { letters::expire(tx, now).await }).unwrap();
    reconfirm::step(app).await.unwrap();
    let asked = scene.asked(import).await;
    assert_eq!((asked.states.get("waiting"), scene.letters().await.len()), (Some(&1), 2), "asked anew");
}
