use super::*;
use crate::{Block, Inline, Mark, Options, from_json, plain_text, render_page, to_json};

fn read(html: &str) -> Document {
    from_html(html, &ImportOptions::default()).0
}

struct Nothing;

impl crate::Resolver for Nothing {
    fn article(&self, id: i64) -> Option<crate::ArticleRef> {
        (id == 1).then(|| crate::ArticleRef { href: "/serbie/une".to_owned(), headline: "Une".to_owned() })
    }
    fn media(&self, id: i64) -> Option<crate::MediaRef> {
        let variant = |width: u32, format: &str| crate::Variant {
            src: format!("/media/a/{width}.{}", format.strip_prefix("image/").unwrap()),
            width,
            height: width / 2,
            format: format.to_owned(),
        };
        (id == 9).then(|| crate::MediaRef {
            src: "/media/a/640.jpeg".to_owned(),
            variants: vec![variant(320, "image/webp"), variant(640, "image/webp"), variant(640, "image/jpeg")],
            width: 640,
            height: 320,
            alt: "Un pont".to_owned(),
            caption: "Le pont".to_owned(),
            credit: "M. V.".to_owned(),
            kind: crate::MediaKind::Picture,
            bytes: 0,
            focus: (50, 50),
        })
    }
}

fn page(html: &str) -> String {
    let options = Options {
        language: language::Tag::parse("fr").unwrap(),
        base: String::new(),
        table_label: "Tableau".to_owned(),
        kilobytes: "{n} KB".to_owned(),
        megabytes: "{n} MB".to_owned(),
        embed_label: "Voir sur".to_owned(),
        embed_video: "Charger la vidéo depuis".to_owned(),
        embed_message: "Charger le message depuis".to_owned(),
    };
    render_page(&read(html), &Nothing, &options)
}

#[test]
fn spaces_are_those_a_browser_shows() {
    let document = read("<p> Un  <b>pont </b>sur\n la <i> rivière</i> . <br> Suite</p>");
    assert_eq!(plain_text(&document), "Un pont sur la rivière .\nSuite");
}

#[test]
fn a_no_break_space_is_kept() {
    assert_eq!(plain_text(&read("<p>a\u{a0}b</p>")), "a\u{a0}b");
}

#[test]
fn every_kind_of_block_survives_json() {
    let html = r#"<h2>T</h2><p>a <a href="article:1" title="t">b <strong>c</strong></a><br>d</p><blockquote><p>q</p><cite>Ana</cite></blockquote>
      <ul><li>x<ul><li>y</li></ul></li></ul><ol start="3"><li>z</li></ol><figure><img src="media:9" alt="A"><figcaption>C</figcaption></figure>
      <figure class="gallery"><img src="media:9"><img src="media:9"></figure><table><tr><th>h</th></tr><tr><td colspan=2>v</td></tr></table>
      <pre>  code</pre><hr><iframe src="https://www.example.org/v"></iframe><video src="/v.mp4"></video><details><summary>S</summary><p>in</p></details>
      <form><p>raw words</p></form>"#;
    let document = read(html);
    assert_eq!(from_json(&to_json(&document)).unwrap(), document);
    let kinds: Vec<_> =
        document.blocks.iter().map(|block| format!("{block:?}").split([' ', '(', '{']).next().unwrap().to_owned()).collect();
    assert_eq!(kinds.join(" "), "Heading Paragraph Quote List List Picture Gallery Table Code Rule Embed Video Box Raw");
}

#[test]
fn no_visible_word_is_lost() {
    let cases = [
        ("<ul>stray<li>a</li></ul>", "stray a"),
        ("<table>foster<tr><td>a</td></tr></table>", "foster a"),
        ("<dl><dt>t</dt><dd>d</dd></dl>", "t d"),
        ("<h2>t<img src=x.jpg></h2>", "t"),
        ("<figure><p>a</p><figcaption>b</figcaption></figure>", "a b"),
        ("<blockquote><cite>only</cite></blockquote>", "only"),
        ("<form><label>name</label></form>", "name"),
        ("<button>press</button>", "press"),
        ("<center><big>old</big> tags</center>", "old tags"),
        ("<custom-element>new</custom-element>", "new"),
        ("<p>one<p>two<div>three", "one two three"),
        ("<figure><img src=x.jpg><p>beside</p><figcaption>c</figcaption></figure>", "c beside"),
        ("<figure><img src=x.jpg><img src=y.jpg><p>beside</p><figcaption>c</figcaption></figure>", "c beside"),
        ("<figure class=wp-block-pullquote><blockquote><ul><li>a</li><li>b</li></ul></blockquote></figure>", "a b"),
        ("<video>no player</video>", "no player"),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>", "a b"),
        ("<figure><table><tr><td>1</td></tr></table><figcaption>c</figcaption></figure>", "c 1"),
    ];
    for (html, words) in cases {
        assert_eq!(plain_text(&read(html)).split_whitespace().collect::<Vec<_>>().join(" "), words, "{html}");
    }
}

#[test]
fn deep_nesting_keeps_its_words() {
    let html = format!("{}deep{}", "<div><blockquote>".repeat(500), "</blockquote></div>".repeat(500));
    let document = read(&html);
    assert!(plain_text(&document).contains("deep"));
    assert!(from_json(&to_json(&document)).is_ok());
}

#[test]
fn pictures_keep_their_room_and_offer_sizes() {
    insta::assert_snapshot!(page("<figure><a href='media:9'><img src='media:9'></a></figure>"), @r#"<figure><picture><source type="image/webp" srcset="/media/a/320.webp 320w, /media/a/640.webp 640w" sizes="(min-width: 46rem) 42rem, 100vw"><img src="/media/a/640.jpeg" alt="Un pont" width="640" height="320" loading="lazy" decoding="async"></picture><figcaption>Le pont <small class="credit">M. V.</small></figcaption></figure>"#);
}

#[test]
fn hostile_input_renders_inert() {
    let cases = [
        "<p><a href='javascript:alert(1)'>x</a></p>",
        "<p><a href=' JaVaScRiPt:alert(1)'>x</a></p>",
        "<p><a href='data:text/html,x'>x</a></p>",
        "<script>alert(1)</script><p>x</p>",
        "<form action='https://example.org' onsubmit='alert(1)'><input><p onclick='alert(1)'>x</p></form>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<img src='x' onerror='alert(1)'>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    ];
    for html in cases {
        let out = page(html);
        for bad in ["<script", "javascript:", "JaVaScRiPt", "onerror", "onclick", "onload", "onsubmit", "data:", "<form", "<input"] {
            assert!(!out.contains(bad), "{html} gave {out}");
        }
    }
}

#[test]
fn nothing_is_loaded_from_another_site() {
    let cases = [
        "<img src='https://elsewhere.example/a.jpg' alt='Un lac'>",
        "<img src='//elsewhere.example/a.jpg'>",
        "<img src='/\\elsewhere.example/a.jpg'>",
        "<video src='/\\elsewhere.example/v.mp4'></video>",
        "<video src='https://elsewhere.example/v.mp4'></video>",
        "<form><img src='/\\elsewhere.example/a.jpg'><p>x</p></form>",
        "<iframe src='https://elsewhere.example/e'></iframe>",
    ];
    for html in cases {
        let out = page(html);
        assert!(!out.contains(" src="), "{html} gave {out}");
    }
    assert!(page(cases[0]).contains("<a href=\"https://elsewhere.example/a.jpg\">Un lac</a>"));
    assert!(page("<img src='/media/own.jpg'>").contains("src=\"/media/own.jpg\""));
}

#[test]
fn the_opening_is_the_text_itself() {
    let html = "<h2>Titre</h2><figure><img src='/a.jpg'><figcaption>Légende</figcaption></figure><p>Le texte.</p><blockquote><p>Dit-il.</p></blockquote>";
    assert_eq!(crate::opening(&read(html)), "Le texte.\nDit-il.");
    assert_eq!(crate::opening(&read("<ul><li>Un point</li></ul>")), "Un point");
}

#[test]
fn a_link_to_an_article_follows_its_address() {
    assert_eq!(page("<p><a href='article:1'>lire</a></p>"), "<p><a href=\"/serbie/une\">lire</a></p>");
    assert_eq!(page("<p><a href='article:2'>lire</a></p>"), "<p><span>lire</span></p>");
}

#[test]
fn marks_close_in_the_order_they_were_opened() {
    let document = Document {
        blocks: vec![Block::Paragraph(vec![
            Inline::Text { text: "a".into(), marks: vec![Mark::Strong, Mark::Emphasis] },
            Inline::Text { text: "b".into(), marks: vec![Mark::Strong] },
            Inline::Text { text: "c".into(), marks: vec![Mark::Emphasis, Mark::Strong] },
        ])],
    };
    let options = Options {
        language: language::Tag::parse("en").unwrap(),
        base: String::new(),
        table_label: String::new(),
        kilobytes: "{n} KB".to_owned(),
        megabytes: "{n} MB".to_owned(),
        embed_label: String::new(),
        embed_video: String::new(),
        embed_message: String::new(),
    };
    let html = render_page(&document, &Nothing, &options);
    assert_eq!(html, "<p><strong><em>a</em>b</strong><em><strong>c</strong></em></p>");
}

#[test]
fn an_unknown_block_is_kept() {
    let json = r#"{"type":"doc","version":1,"content":[{"type":"hologram","attrs":{"x":1}},{"type":"paragraph"}]}"#;
    let document = from_json(json).unwrap();
    assert!(to_json(&document).contains("hologram"));
}

const VIDEO: &str = "https://www.youtube.com/watch?v=abcdefghijk";

fn embed(address: &str) -> Document {
    with_picture(address, "")
}

fn with_picture(address: &str, picture: &str) -> Document {
    let picture = picture.to_owned();
    Document { blocks: vec![Block::Embed { address: address.to_owned(), title: "La Lim <en crue>".to_owned(), picture }] }
}

fn french() -> Options {
    Options {
        language: language::Tag::parse("fr").unwrap(),
        base: String::new(),
        table_label: String::new(),
        kilobytes: "{n} KB".to_owned(),
        megabytes: "{n} MB".to_owned(),
        embed_label: "Voir sur".to_owned(),
        embed_video: "Charger la vidéo depuis".to_owned(),
        embed_message: String::new(),
    }
}

#[test]
fn a_video_of_elsewhere_names_what_it_loads_and_loads_nothing() {
    let html = render_page(&embed(VIDEO), &Nothing, &french());
    assert!(html.contains("<button type=\"button\">Charger la vidéo depuis www.youtube-nocookie.com</button>"), "{html}");
    assert!(html.contains(&format!("<a href=\"{VIDEO}\">Voir sur youtube.com</a>")) && !html.contains("<iframe"), "{html}");
    assert!(html.contains("data-title=\"La Lim &lt;en crue&gt;\""), "{html}");
}

#[test]
fn another_site_gets_a_card_with_a_link() {
    let html = render_page(&embed("https://example.org/a"), &Nothing, &french());
    assert_eq!(html, "<p class=\"embed\"><a href=\"https://example.org/a\">La Lim &lt;en crue&gt; — Voir sur example.org</a></p>");
}

const KEPT: &str = r#"<picture><source type="image/webp" srcset="/media/a/320.webp 320w, /media/a/640.webp 640w" sizes="(min-width: 46rem) 42rem, 100vw"><img src="/media/a/640.jpeg" alt="" width="640" height="320" loading="lazy" decoding="async"></picture>"#;

#[test]
fn a_card_shows_the_picture_that_is_kept_here() {
    let html = render_page(&with_picture(VIDEO, "media:9"), &Nothing, &french());
    assert!(html.contains(&format!("\">{KEPT}<strong>La Lim &lt;en crue&gt;</strong><small>YouTube</small><button")), "{html}");
    let html = render_page(&with_picture("https://example.org/a", "media:9"), &Nothing, &french());
    assert!(html.starts_with(&format!("<p class=\"embed pictured\">{KEPT}<a href=\"https://example.org/a\">La Lim")), "{html}");
}

#[test]
fn a_picture_that_is_not_kept_here_is_never_shown() {
    for picture in ["media:77", "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg", "media:", "/media/a/640.jpeg"] {
        let document = with_picture(VIDEO, picture);
        assert!(!render_page(&document, &Nothing, &french()).contains("<img"), "{picture}");
        assert_eq!(from_json(&to_json(&document)).unwrap(), document);
    }
}

#[test]
fn the_picture_of_a_card_is_a_reference() {
    assert_eq!(crate::references(&with_picture(VIDEO, "media:9")).media, [9]);
}

#[test]
fn feeds_and_mails_have_the_link_only() {
    let (embed, pictured) = (embed(VIDEO), with_picture(VIDEO, "media:9"));
    assert_eq!(crate::render_mail(&embed, &Nothing, &french()), crate::render_mail(&pictured, &Nothing, &french()));
    for html in [crate::render_feed(&pictured, &Nothing, &french()), crate::render_mail(&embed, &Nothing, &french())] {
        assert_eq!(html, format!("<p><a href=\"{VIDEO}\">La Lim &lt;en crue&gt; — Voir sur youtube.com</a></p>"));
    }
}
