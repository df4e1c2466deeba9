use super::*;

fn all(text: &str) -> Result<Vec<Entry>, Malformed> {
    let mut reader = Reader::new(text.as_bytes(), "x.xml");
    let mut entries = Vec::new();
    while let Some(entry) = reader.read()? {
        entries.push(entry);
    }
    Ok(entries)
}

fn items(text: &str) -> Vec<Item> {
    let entries = all(text).unwrap();
    entries.into_iter().filter_map(|entry| if let Entry::Item(item) = entry { Some(*item) } else { None }).collect()
}

fn file(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">\n<channel>\n<title>A &amp; B</title>\n{inner}\n</channel>\n</rss>")
}

#[test]
fn an_item_is_read_with_its_terms_meta_and_comments() {
    let text = file(
        "<wp:author><wp:author_login>\nana </wp:author_login></wp:author>\n<item>\n<title>L&#8217;été &eacute; & fin</title>\
         <category><![CDATA[Vide]]></category><category domain=\"tag\" nicename=\"nis\"><![CDATA[Niš]]></category>\
         <content:encoded><![CDATA[a ]]]]><![CDATA[> b]]></content:encoded><wp:post_id>7</wp:post_id><wp:is_sticky>1</wp:is_sticky>\
         <wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value><![CDATA[ v ]]></wp:meta_value></wp:postmeta>\
         <wp:comment><wp:comment_id>3</wp:comment_id></wp:comment></item>",
    );
    let entries = all(&text).unwrap();
    assert!(matches!(&entries[0], Entry::Author(author) if author.login == "ana"));
    assert!(matches!(&entries[1], Entry::Site(site) if site.title == "A & B"));
    let Entry::Item(item) = &entries[2] else { panic!("no item") };
    assert_eq!(item.title, "L’été &eacute; & fin");
    assert_eq!((item.id, item.line, item.sticky, item.kind.as_str()), (7, 7, true, "post"));
    assert_eq!(item.content, "a ]]> b");
    assert_eq!(item.terms, [ItemTerm { taxonomy: "post_tag".into(), slug: "nis".into(), name: "Niš".into() }]);
    assert_eq!(item.meta, [("k".into(), " v ".into())]);
    assert_eq!(item.comments[0].id, "3");
}

#[test]
fn a_wrapping_that_was_not_cut_is_undone() {
    let text = file(
        "<item><content:encoded><![CDATA[This has <![CDATA[ opening and ]]> closing <![CDATA[ tags like this: ]]>]]></content:encoded></item>\
         <item><content:encoded><![CDATA[]]>]]></content:encoded></item>",
    );
    let items = items(&text);
    assert_eq!(items[0].content, "This has <![CDATA[ opening and ]]> closing <![CDATA[ tags like this: ]]>");
    assert_eq!(items[1].content, "]]>");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let said = |text: &str| all(text).unwrap_err().to_string();
    assert_eq!(said("<rss>\n<notachannel>\n</rss>"), "x.xml, line 2: expected <channel>, found <notachannel>");
    assert_eq!(said(""), "x.xml, line 1: expected <rss>, found the end of the file");
    assert_eq!(said("rien"), "x.xml, line 1: expected <rss>, found “rien”");
    assert_eq!(said("<rss><channel>\n\n<item>\n<title>a</titre></item>"), "x.xml, line 4: expected </title>, found </titre>");
    assert_eq!(said("<rss><channel>\n<item><title><![CDATA[a\n\n"), "x.xml, line 2: expected ]]>, found the end of the file");
    assert_eq!(
        said(&file("<item>\n<wp:post_id>sept</wp:post_id></item>")),
        "x.xml, line 6: expected a number in <wp:post_id>, found “sept”"
    );
}

#[test]
fn whole_items_before_an_error_are_given() {
    let mut reader = Reader::new("<rss><channel><item><title>un</title></item><item><title>de".as_bytes(), "x.xml");
    assert!(matches!(reader.read(), Ok(Some(Entry::Site(_)))));
    assert!(matches!(reader.read(), Ok(Some(Entry::Item(item))) if item.title == "un"));
    assert!(reader.read().is_err());
    assert!(matches!(reader.read(), Ok(None)));
}

#[test]
fn every_shared_export_is_read_or_told_apart() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/wordpress");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no shared data");
        return;
    };
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read(&path).unwrap();
        let mut reader = Reader::new(text.as_slice(), &name);
        let mut count = 0;
        let outcome = loop {
            match reader.read() {
                Ok(Some(Entry::Item(_))) => count += 1,
                Ok(Some(_)) => {}
                Ok(None) => break Ok(()),
                Err(error) => break Err(error.to_string()),
            }
        };
        if name == "malformed.wxr.xml" {
            assert_eq!(outcome, Err("malformed.wxr.xml, line 27: expected <channel>, found <notachanneltag>".to_owned()));
            continue;
        }
        assert_eq!(outcome, Ok(()), "{name}");
        let items = String::from_utf8_lossy(&text).matches("<item>").count();
        assert_eq!(count, items, "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn no_input_panics(text in "(<|>|/|!|\\[CDATA\\[|\\]\\]>|rss|channel|item|title| |\n|a|&#x;|&amp;|\"|=|wp:post_id|wp:postmeta|wp:meta_key|<!--){0,40}") {
        let _ = all(&text);
        let _ = all(&format!("<rss><channel><item>{text}"));
    }
}
