//! Importing WordPress exports into a real newsroom.

mod support;

use exchange::wordpress::{Options, run};
use newsroom::addresses::{self, Kind};
use newsroom::articles::{self, State};
use newsroom::imports;
use newsroom::testing::set_up;
use newsroom::{App, Id};
use support::{fixture, import, options, shared, silent};

async fn subject(app: &App, path: &str) -> Option<(String, Id)> {
    let mut tx = app.database.begin_read().await.unwrap();
    addresses::lookup(&mut tx, path).await.unwrap().map(|row| (row.kind, row.subject))
}

async fn content(app: &App, id: Id) -> articles::Content {
    let mut tx = app.database.begin_read().await.unwrap();
    articles::working_copy(&mut tx, id).await.unwrap().unwrap().content
}

async fn article(app: &App, id: Id) -> articles::Article {
    let mut tx = app.database.begin_read().await.unwrap();
    articles::article(&mut tx, id).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_article_comes_with_its_section_byline_date_and_links() {
    let test = set_up().await.unwrap();
    let report = import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    assert_eq!((report.items, report.imported, report.skipped, report.exit_code()), (3, 3, 0, 0), "{report:?}");
    assert_eq!(report.word_coverage.unwrap().min, 1.0);
    let (kind, id) = subject(&test.app, "/?p=120").await.unwrap();
    assert_eq!(kind, "article");
    let standing = article(&test.app, id).await;
    assert_eq!((standing.state(), standing.guid.as_str()), (State::Published, "https://www.courrier-du-val.example/?p=120"));
    let expected: jiff::Timestamp = "2024-09-20T16:30:00Z".parse().unwrap();
    assert_eq!(standing.published_at, Some(expected.as_microsecond()));
    let content = content(&test.app, id).await;
    let mut tx = test.app.database.begin_read().await.unwrap();
    let section = newsroom::sections::by_id(&mut tx, content.section.unwrap()).await.unwrap().unwrap();
    assert_eq!(section.names["fr"].name, "Rive droite", "the primary category is the label");
    assert_eq!(content.sections.len(), 1);
    let signed = newsroom::contributors::by_id(&mut tx, content.bylines[0].contributor).await.unwrap().unwrap();
    assert_eq!(signed.kind, newsroom::contributors::ContributorKind::Collective);
    let path = addresses::current(&mut tx, Kind::Article, id, "fr").await.unwrap().unwrap();
    assert_eq!(path, "/rive-droite/une-feuille-de-route-pour-le-valmar");
    let (_, neighbour) = subject(&test.app, "/rive-droite/le-pont-de-lenk-ferme-depuis-dix-ans").await.unwrap();
    let document = content.document().unwrap();
    assert_eq!(document::references(&document).articles, [neighbour], "a link to an item that comes later is a reference");
    assert!(!document::plain_text(&document).contains('\u{A0}'), "the stray no-break space is plain");
}

#[tokio::test]
async fn the_collective_of_the_set_up_is_not_made_twice() {
    let test = set_up().await.unwrap();
    import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    let existing = imports::existing(&test.app).await.unwrap();
    let named = existing.contributors.iter().filter(|one| one.names["fr"].name == "La rédaction du Courrier").count();
    assert_eq!(named, 1);
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let test = set_up().await.unwrap();
    import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    let before = newsroom::changes::pump_once(&test.app).await.unwrap().last;
    let report = import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    assert_eq!((report.imported, report.updated, report.unchanged, report.kept), (0, 0, 3, 0));
    assert_eq!(newsroom::changes::pump_once(&test.app).await.unwrap().last, before, "not one change is recorded");
}

async fn edit(test: &newsroom::testing::TestApp, id: Id) {
    let mut tx = test.app.database.begin_read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let content = articles::Content { headline: "Un titre de la rédaction".to_owned(), ..copy.content };
    articles::save(&test.app, &test.actor(), id, copy.number, content).await.unwrap();
}

#[tokio::test]
async fn what_the_desk_has_edited_is_kept_unless_it_is_named() {
    let test = set_up().await.unwrap();
    import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    let (_, id) = subject(&test.app, "/?p=120").await.unwrap();
    edit(&test, id).await;
    let report = import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    assert_eq!((report.unchanged, report.kept, report.kept_items), (2, 1, vec!["120".to_owned()]));
    assert_eq!(content(&test.app, id).await.headline, "Un titre de la rédaction");
    let again = Options { overwrite: [120].into(), ..options(fixture("neighbours.wxr.xml")) };
    let report = run(&test.app, &again, silent()).await.unwrap();
    assert_eq!((report.updated, report.kept), (1, 0));
    assert!(content(&test.app, id).await.headline.starts_with("Le médiateur"));
}

#[tokio::test]
async fn what_the_desk_has_deleted_stays_deleted() {
    let test = set_up().await.unwrap();
    import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    let (_, id) = subject(&test.app, "/?p=98").await.unwrap();
    articles::unpublish(&test.app, &test.actor(), id).await.unwrap();
    articles::trash(&test.app, &test.actor(), id).await.unwrap();
    test.app.clock.advance(40 * 24 * 3600 * newsroom::MICROS_PER_SECOND);
    assert_eq!(articles::purge(&test.app).await.unwrap(), 1);
    let report = import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    assert_eq!((report.imported, report.kept_items), (0, vec!["98".to_owned()]));
}

#[tokio::test]
async fn only_what_changed_at_the_old_site_is_written() {
    let test = set_up().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.xml");
    let text = std::fs::read_to_string(fixture("neighbours.wxr.xml")).unwrap();
    std::fs::write(&file, &text).unwrap();
    import(&test, file.clone()).await.unwrap();
    std::fs::write(&file, format!("\n{}", text.replace("une oeuvre de patience", "une œuvre de longue patience")).trim_start()).unwrap();
    let report = import(&test, file.clone()).await.unwrap();
    assert_eq!((report.updated, report.unchanged), (1, 2));
    let hidden = text.replacen("<wp:status><![CDATA[publish]]>", "<wp:status><![CDATA[draft]]>", 1);
    std::fs::write(&file, hidden).unwrap();
    let report = import(&test, file).await.unwrap();
    assert_eq!(report.updated, 1);
    let (_, id) = subject(&test.app, "/?p=120").await.unwrap();
    assert_eq!(article(&test.app, id).await.state(), State::Unpublished);
}

#[tokio::test]
async fn a_run_that_was_stopped_goes_on_where_it_was() {
    let test = set_up().await.unwrap();
    let cut = Options { batch: 1, stop_after: Some(2), ..options(fixture("neighbours.wxr.xml")) };
    assert!(run(&test.app, &cut, silent()).await.is_err());
    let (_, first) = subject(&test.app, "/?p=120").await.unwrap();
    let (_, second) = subject(&test.app, "/?p=98").await.unwrap();
    assert_eq!(subject(&test.app, "/?p=131").await, None);
    let report = import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    assert_eq!((report.imported, report.unchanged), (1, 2));
    let document = content(&test.app, first).await.document().unwrap();
    assert_eq!(document::references(&document).articles, [second], "what was written before the stop still leads right");
}

#[tokio::test]
async fn a_dry_run_writes_a_map_and_nothing_else() {
    let test = set_up().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.toml");
    let dry = Options { dry_run: true, write_map: Some(map.clone()), ..options(fixture("neighbours.wxr.xml")) };
    let report = run(&test.app, &dry, silent()).await.unwrap();
    let plan = report.plan.unwrap();
    assert_eq!((plan.articles, plan.sections, plan.topics, plan.contributors), (3, 2, 1, 1));
    assert!(plan.disk_needed > 0);
    assert_eq!(subject(&test.app, "/?p=120").await, None);
    let text = std::fs::read_to_string(&map).unwrap();
    std::fs::write(&map, text.replace("as = \"section\"\nname = \"Politique\"", "as = \"topic\"\nname = \"Politique\"")).unwrap();
    let mapped = Options { map: Some(map), ..options(fixture("neighbours.wxr.xml")) };
    run(&test.app, &mapped, silent()).await.unwrap();
    let existing = imports::existing(&test.app).await.unwrap();
    assert!(existing.sections.iter().all(|section| section.names["fr"].name != "Politique"));
    assert!(existing.topics.iter().any(|topic| topic.names["fr"].name == "Politique"));
}

#[tokio::test]
async fn nobody_is_mailed() {
    let test = set_up().await.unwrap();
    import(&test, fixture("neighbours.wxr.xml")).await.unwrap();
    assert!(std::fs::read_dir(test.database.folder.join("outbox")).map_or(true, |mut files| files.next().is_none()));
}

#[tokio::test]
async fn every_shared_export_is_imported_with_its_words() {
    for (name, items) in [
        ("theme-unit-test.wxr.xml", 186),
        ("blocks-64.wxr.xml", 72),
        ("small-export.wxr.xml", 11),
        ("valid-wxr-1.0.wxr.xml", 6),
        ("valid-wxr-1.1.wxr.xml", 2),
        ("slashes.wxr.xml", 1),
        ("test-serialized-postmeta-with-cdata.wxr.xml", 1),
        ("authors-multiline.wxr.xml", 1),
        ("missing-version-tag.wxr.xml", 0),
        ("crazy-cdata.wxr.xml", 1),
    ] {
        let Some(path) = shared(name) else {
            return;
        };
        let test = set_up().await.unwrap();
        let report = import(&test, path.clone()).await.unwrap();
        let lost: Vec<_> = report.problems.iter().filter(|problem| problem.what.starts_with("low-coverage")).collect();
        assert!(lost.is_empty(), "{name}: {lost:#?}");
        assert_eq!((report.items, report.malformed.len(), report.exit_code()), (items, 0, 0), "{name}");
        let again = import(&test, path).await.unwrap();
        assert_eq!((again.imported, again.updated, again.unchanged, again.kept), (0, 0, report.imported, 0), "{name}");
    }
}

#[tokio::test]
async fn a_malformed_file_is_named_by_line_and_what_is_whole_is_imported() {
    let test = set_up().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cut.xml");
    let text = std::fs::read_to_string(fixture("neighbours.wxr.xml")).unwrap();
    let at = text.find("le-pont-de-lenk-ferme-depuis-dix-ans]]></wp:post_name>").unwrap();
    std::fs::write(&file, &text[..at]).unwrap();
    let report = import(&test, file).await.unwrap();
    assert_eq!((report.imported, report.exit_code()), (1, 1));
    let line = text[..at].lines().count();
    assert_eq!(report.malformed, [format!("cut.xml, line {line}: expected ]]>, found the end of the file")]);
    if let Some(path) = shared("malformed.wxr.xml") {
        let report = import(&test, path).await.unwrap();
        assert_eq!(report.malformed, ["malformed.wxr.xml, line 27: expected <channel>, found <notachanneltag>"]);
    }
}

#[tokio::test]
async fn what_was_not_public_becomes_a_draft_with_a_note() {
    let Some(path) = shared("theme-unit-test.wxr.xml") else {
        return;
    };
    let test = set_up().await.unwrap();
    let report = import(&test, path).await.unwrap();
    assert_eq!(report.drafts, 3);
    assert!(report.comments > 0 && report.comments_file.is_some());
    for address in ["/?p=1168", "/?p=1153"] {
        assert_eq!(subject(&test.app, address).await, None, "{address} was protected or a draft");
    }
    let mut tx = test.app.database.begin_read().await.unwrap();
    let filter = articles::DeskFilter { state: Some(State::Draft), ..articles::DeskFilter::default() };
    let drafts = articles::desk_list(&mut tx, &filter, None, 100).await.unwrap();
    for draft in drafts {
        let note = articles::article(&mut tx, draft.id).await.unwrap().unwrap().note;
        assert!(note.starts_with("Importé de l’ancien site"), "{note}");
    }
}

#[tokio::test]
async fn a_site_below_a_path_keeps_its_addresses() {
    let test = set_up().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.xml");
    let text = std::fs::read_to_string(fixture("neighbours.wxr.xml")).unwrap();
    let below = text.replace("https://www.courrier-du-val.example", "https://asso.example/journal");
    std::fs::write(&file, below).unwrap();
    import(&test, file).await.unwrap();
    for path in ["/journal/politique/une-feuille-de-route-pour-le-valmar", "/journal?p=120", "/?p=120"] {
        assert_eq!(subject(&test.app, path).await.map(|(kind, _)| kind).as_deref(), Some("article"), "{path}");
    }
    for (path, kind) in [
        ("/journal/category/politique", "section"),
        ("/journal/tag/valmar", "topic"),
        ("/journal/author/redaction", "contributor"),
        ("/journal", "redirect"),
    ] {
        assert_eq!(subject(&test.app, path).await.map(|(kind, _)| kind).as_deref(), Some(kind), "{path}");
    }
}
