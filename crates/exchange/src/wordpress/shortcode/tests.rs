use super::*;

struct Two;
impl Media for Two {
    fn image(&self, id: u64) -> Option<String> {
        (id < 3).then(|| format!("<img src=\"/{id}.jpg\" />"))
    }
    fn attached(&self) -> Vec<u64> {
        vec![1, 2]
    }
}

fn html(text: &str) -> String {
    expand(text, &Two).html.trim().to_owned()
}

#[test]
fn words_in_brackets_stay_words() {
    for text in ["un [sic] deux", "[ndlr]", "il a dit [...] que", "[Vučić] a", "voir [1] et [a, b]", "[right here] non", "[section 3] oui"]
    {
        assert_eq!(html(text), text);
    }
}

#[test]
fn a_caption_becomes_a_figure() {
    assert_eq!(
        html(
            "[caption id=\"attachment_7\" align=\"left\" width=\"300\"]<a href=\"x\"><img src=\"a.jpg\" alt=\"\" /></a> La <em>gare</em>[/caption]"
        ),
        "<figure data-attachment=\"7\"><a href=\"x\"><img src=\"a.jpg\" alt=\"\" /></a><figcaption>La <em>gare</em></figcaption></figure>"
    );
    assert_eq!(
        html("[caption width=\"300\" caption=\"L'été\"]<img src=\"a.jpg\" />[/caption]"),
        "<figure><img src=\"a.jpg\" /><figcaption>L'été</figcaption></figure>"
    );
}

#[test]
fn galleries_name_their_pictures_or_take_the_attached() {
    let two = "<figure class=\"wp-block-gallery\"><figure><img src=\"/1.jpg\" /></figure><figure><img src=\"/2.jpg\" /></figure></figure>";
    assert_eq!(html("[gallery ids=\"1,2,9\"]"), two);
    assert_eq!(html("[gallery]"), two);
}

#[test]
fn layout_is_unwrapped() {
    let text = html(
        "[vc_row full=\"1\"][vc_column_text]Un [sic].[/vc_column_text][/vc_row][column]Deux[/column][et_pb_text _builder_version=\"4.9\"]<p>Trois</p>[/et_pb_text]",
    );
    assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Un", "[sic].", "Deux", "<p>Trois</p>"]);
}

#[test]
fn a_doubled_bracket_writes_about_a_shortcode() {
    assert_eq!(html("écrire [[gallery]] ici"), "écrire [gallery] ici");
}

#[test]
fn an_unknown_shortcode_is_named() {
    let expanded = expand("a [contact-form-7 id=\"12\" title=\"x\"] b [ninja_forms id=3]", &Two);
    assert_eq!(expanded.unknown, ["contact-form-7", "ninja_forms"]);
    assert_eq!(expanded.html.split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn attributes_of_html_are_not_touched() {
    let text = "<a title=\"[gallery]\">x</a>";
    assert_eq!(html(text), text);
}

proptest::proptest! {
    #[test]
    fn no_input_panics(text in "[\\[\\]/a-c =\"'<>é]{0,60}|(\\[/?(caption|gallery|vc_row|embed)[ ]?(id=\"1\")?/?\\]|é|<b>){0,12}") {
        let _ = expand(&text, &Two);
        let _ = without_tags(&text);
    }
}
