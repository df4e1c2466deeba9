//! Corners of WordPress exports: co-authors, translations, pictures whose file is missing, categories of a map.

mod support;

use document::Block;
use exchange::wordpress::{Options, run};
use newsroom::addresses;
use newsroom::articles::{self, Content};
use newsroom::imports;
use newsroom::testing::{TestApp, set_up};
use support::silent;

const HEAD: &str = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Essai</title><link>https://essai.example</link>\
<language>fr-FR</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://essai.example</wp:base_blog_url>";

fn post(number: u64, title: &str, content: &str, rest: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://essai.example/{number}/</link><dc:creator>ana</dc:creator>\
         <content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>\
         <wp:post_date_gmt>2024-09-20 06:00:00</wp:post_date_gmt><wp:post_name>article-{number}</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type>{rest}</item>\n"
    )
}

async fn import(test: &TestApp, items: &str) -> exchange::wordpress::Report {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("essai.xml");
    std::fs::write(&file, format!("{HEAD}\n{items}</channel></rss>")).unwrap();
    run(&test.app, &Options { files: vec![file], ..Options::default() }, silent()).await.unwrap()
}

async fn article(test: &TestApp, number: u64) -> (articles::Article, Content) {
    let mut tx = test.app.database.begin_read().await.unwrap();
    let row = addresses::lookup(&mut tx, &format!("/?p={number}")).await.unwrap().unwrap();
    let article = articles::article(&mut tx, row.subject).await.unwrap().unwrap();
    let content = articles::working_copy(&mut tx, row.subject).await.unwrap().unwrap().content;
    (article, content)
}

async fn names(test: &TestApp, content: &Content) -> Vec<String> {
    let existing = imports::existing(&test.app).await.unwrap();
    let name = |id| existing.contributors.iter().find(|one| one.id == id).unwrap().names["fr"].name.clone();
    content.bylines.iter().map(|byline| name(byline.contributor)).collect()
}

#[tokio::test]
async fn co_authors_and_guests_sign_in_their_order() {
    let test = set_up().await.unwrap();
    let guest = "<item><title>Milica Verel</title><wp:post_id>90</wp:post_id><wp:post_type>guest-author</wp:post_type>\
        <wp:status>publish</wp:status><wp:post_name>cap-milica</wp:post_name>\
        <wp:postmeta><wp:meta_key>cap-user_login</wp:meta_key><wp:meta_value>milica</wp:meta_value></wp:postmeta>\
        <wp:postmeta><wp:meta_key>cap-display_name</wp:meta_key><wp:meta_value>Milica Verel</wp:meta_value></wp:postmeta></item>";
    let signed = "<category domain=\"author\" nicename=\"cap-milica\">milica</category><category domain=\"author\" nicename=\"cap-ana\">ana</category>\
        <category domain=\"category\" nicename=\"val\">Val</category>";
    let report = import(&test, &(post(1, "Un", "Un texte.", signed) + guest)).await;
    assert_eq!((report.imported, report.skipped), (1, 1));
    let (_, content) = article(&test, 1).await;
    assert_eq!(names(&test, &content).await, ["Milica Verel", "ana"]);
}

#[tokio::test]
async fn translations_are_one_family() {
    let test = set_up().await.unwrap();
    let in_language = |tag: &str| {
        format!(
            "<category domain=\"language\" nicename=\"{tag}\">x</category><category domain=\"post_translations\" nicename=\"pll_1\">pll_1</category>\
             <category domain=\"category\" nicename=\"val\">Val</category>"
        )
    };
    import(&test, &(post(1, "Un", "Un texte.", &in_language("fr")) + &post(2, "One", "A text.", &in_language("en")))).await;
    let ((first, _), (second, _)) = (article(&test, 1).await, article(&test, 2).await);
    assert_eq!((first.language.as_str(), second.language.as_str()), ("fr", "en"));
    assert_eq!(first.family, second.family);
}

#[tokio::test]
async fn a_picture_without_its_file_leaves_its_caption_and_is_listed() {
    let test = set_up().await.unwrap();
    let content = "Avant [sic].\n\n[caption id=\"attachment_5\" width=\"300\"]<img src=\"https://essai.example/wp-content/uploads/2024/09/gare-300x200.jpg\" \
        alt=\"gare-300x200.jpg\" /> La gare de Brezna[/caption]\n\nhttps://youtu.be/abc\n\nAprès.";
    let report = import(&test, &post(1, "Un", content, "<category domain=\"category\" nicename=\"val\">Val</category>")).await;
    assert!(report.problems.iter().any(|problem| problem.item == "1" && problem.what.starts_with("missing-file")), "{report:?}");
    assert_eq!((report.below_coverage, report.exit_code()), (0, 0));
    let (_, content) = article(&test, 1).await;
    let document = content.document().unwrap();
    assert!(
        matches!(
            document.blocks.as_slice(),
            [Block::Paragraph(_), Block::Paragraph(_), Block::Embed { address, .. }, Block::Paragraph(_)] if address == "https://youtu.be/abc"
        ),
        "{:?}",
        document.blocks
    );
    assert_eq!(document::plain_text(&document).split('\n').nth(1), Some("La gare de Brezna"));
}

#[tokio::test]
async fn an_article_without_category_or_headline_still_has_a_place() {
    let test = set_up().await.unwrap();
    import(&test, &post(1, "", "Trois mots seulement.", "")).await;
    let (article, content) = article(&test, 1).await;
    assert_eq!(content.headline, "Trois mots seulement.");
    let existing = imports::existing(&test.app).await.unwrap();
    let section = existing.sections.iter().find(|section| Some(section.id) == article.section).unwrap();
    assert_eq!(section.names["fr"].name, "Sans rubrique");
}

#[tokio::test]
async fn lost_words_are_listed_and_the_exit_code_is_three() {
    let report = exchange::wordpress::Report { below_coverage: 1, ..Default::default() };
    assert_eq!(report.exit_code(), 3);
}

#[tokio::test]
async fn a_site_that_was_not_set_up_gets_its_name_and_can_still_be_set_up() {
    let test = newsroom::testing::empty().await.unwrap();
    import(&test, &post(1, "Un", "Un texte.", "<category domain=\"category\" nicename=\"val\">Val</category>")).await;
    let settings = imports::site_settings(&test.app).await.unwrap();
    assert_eq!((settings.identity.name.as_str(), settings.identity.main_language()), ("Essai", "fr"));
    let mut tx = test.app.database.begin_read().await.unwrap();
    assert!(!newsroom::site::is_set_up(&mut tx).await.unwrap());
}
