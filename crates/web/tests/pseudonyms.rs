//! The real name behind a pseudonym is looked for in everything that leaves the newsroom.

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use newsroom::articles::{self, Byline, BylineRole, Content, Publish};
use newsroom::contributors::{self, ContributorKind, Details};
use newsroom::mailings::Choice;
use newsroom::naming::{Name, Names};
use newsroom::newsletters::{Cadence, Filter};
use newsroom::{Id, audit, testing};
use support::{Site, site};

const REAL: &str = "Nada Tajna";
const ADDRESS: &str = "nada.tajna@example.net";

/// Everything that is written to the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// An article signed by the pseudonym, made at the desk and published.
async fn signed(site: &Site) -> (Id, Id) {
    let name = Name { name: "La Vigie".to_owned(), text: "Observe le lac.".to_owned(), ..Name::default() };
    let details = Details {
        kind: ContributorKind::Pseudonym,
        names: Names::from([("fr".to_owned(), name)]),
        portrait: None,
        private_name: REAL.to_owned(),
        email: ADDRESS.to_owned(),
    };
    let actor = site.test.actor();
    let signer = contributors::create(&site.test.app, &actor, details).await.unwrap();
    contributors::set_accounts(&site.test.app, &actor, signer, &[site.test.account]).await.unwrap();
    let section = testing::section(&site.test, "Lacs").await.unwrap();
    let article = testing::draft(&site.test, "Le lac monte", section, "Le lac a monté cette nuit.").await.unwrap();
    let mut tx = site.test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, article).await.unwrap().unwrap();
    drop(tx);
    let content = Content { bylines: vec![Byline { contributor: signer, role: BylineRole::Text }], ..copy.content };
    articles::save(&site.test.app, &actor, article, copy.number, content).await.unwrap();
    let how = Publish { mailing: Choice::Send, ..Publish::default() };
    articles::publish(&site.test.app, &actor, article, &how).await.unwrap();
    (signer, article)
}

#[tokio::test]
async fn no_output_names_who_is_behind_a_pseudonym() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let site = site().await;
    let (signer, article) = signed(&site).await;
    site.post(
        &format!("/desk/contributors/{signer}"),
        &[("name.fr", "La Vigie du lac"), ("kind", "pseudonym"), ("private_name", REAL), ("email", ADDRESS)],
    )
    .await;
    site.settle().await;
    let mut outputs: Vec<(String, String)> = Vec::new();
    let public = [
        "/",
        "/lacs",
        "/lacs/le-lac-monte",
        "/auteur/la-vigie",
        "/auteur/la-vigie-du-lac",
        "/recherche?q=tajna",
        "/recherche?q=lac",
        "/archives",
        "/feed.xml",
        "/feed.atom",
        "/feed.json",
        "/lacs/feed.json",
        "/auteur/la-vigie-du-lac/feed.xml",
        "/auteur/la-vigie-du-lac/feed.atom",
        "/auteur/la-vigie-du-lac/feed.json",
        "/sitemap.xml",
        "/en",
        "/mentions-legales",
        "/healthz",
    ];
    for path in public {
        let answer = site.get(path).await;
        outputs.push((path.to_owned(), format!("{:?} {}", answer.headers, answer.body)));
    }
    let desk = [
        "/desk",
        "/desk/articles",
        "/desk/articles?words=tajna",
        "/desk/articles/find?words=tajna",
        "/desk/contributors",
        "/desk/topics",
        "/desk/media.json",
        "/desk/subscribers",
        "/desk/mailings",
        "/desk/state",
        "/desk/accounts",
        "/desk/account",
        "/desk/settings",
    ];
    let of_article = ["", "/publish", "/preview", "/preview/page", "/related", "/working-copy", "/translations"];
    let of_article = of_article.map(|end| format!("/desk/articles/{article}{end}"));
    for path in desk.iter().map(|path| (*path).to_owned()).chain(of_article) {
        let answer = site.desk(&path).await;
        outputs.push((path, answer.body));
    }
    let export = site.post("/desk/subscribers/export", &[]).await;
    outputs.push(("the export of subscribers".to_owned(), export.body));
    let mut tx = site.test.app.read().await.unwrap();
    for entry in audit::latest(&mut tx, i64::MAX, 1_000).await.unwrap() {
        outputs.push(("the audit log".to_owned(), format!("{entry:?}")));
    }
    drop(tx);
    for (path, output) in &outputs {
        let output = output.to_lowercase();
        let told = output.contains(&ADDRESS.to_lowercase()) || output.contains(&REAL.to_lowercase());
        assert!(!told, "{path}");
    }
    assert!(outputs.iter().any(|(path, output)| path == "/auteur/la-vigie-du-lac" && output.contains("La Vigie du lac")));
    let told = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(!told.is_empty() && !told.contains("Tajna") && !told.contains(ADDRESS), "the log");
    let own = site.desk(&format!("/desk/contributors/{signer}")).await;
    assert!(own.body.contains(REAL), "only the contributor's own page at the desk says it");
}

#[tokio::test]
async fn no_mail_names_who_is_behind_a_pseudonym() {
    let site = site().await;
    let newsletter = testing::mail::newsletter(&site.test, "Lettre", Cadence::AtOnce, &Filter::default()).await.unwrap();
    testing::mail::subscriber(&site.test, "reader@example.org", &[newsletter]).await.unwrap();
    signed(&site).await;
    site.test.app.clock.advance(3_600_000_000);
    newsroom::jobs::work_until_idle(&site.test.app).await.unwrap();
    let mut mails = Vec::new();
    for entry in std::fs::read_dir(site.test.database.folder.join("outbox")).unwrap() {
        mails.push(std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(mails.iter().any(|mail| mail.contains("La Vigie")), "the article was mailed with its byline");
    assert!(mails.iter().all(|mail| !mail.contains("Tajna") && !mail.contains(ADDRESS)));
}
