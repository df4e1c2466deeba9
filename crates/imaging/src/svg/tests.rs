//! Drawings as people make them, and as attackers do.

use super::*;

fn written(text: &str) -> String {
    String::from_utf8(inert(text.as_bytes()).unwrap().bytes).unwrap()
}

fn inner(text: &str) -> String {
    let out = written(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">{text}</svg>"));
    let (_, rest) = out.split_once('>').unwrap();
    rest.strip_suffix("</svg>").unwrap().to_owned()
}

#[test]
fn what_draws_is_kept() {
    for text in [
        "<path d=\"M0 0h10v10z\" fill=\"#c00\"/>",
        "<g transform=\"rotate(45)\"><text x=\"1\" font-size=\"2\">Été &amp; <tspan>hiver</tspan></text></g>",
        "<defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient></defs><rect fill=\"url(#a)\" width=\"5\"/>",
        "<style>.a { fill: url('#a'); }</style>",
        "<use xlink:href=\"#a\" x=\"1\"/>",
        "<image href=\"data:image/png;base64,AAAA\" width=\"1\"/>",
        "<title>Le pont</title>",
    ] {
        assert_eq!(inner(text), text);
    }
}

#[test]
fn what_runs_loads_or_leads_elsewhere_is_left_out() {
    for (text, kept) in [
        ("<script>alert(1)</script><path d=\"M0 0\"/>", "<path d=\"M0 0\"/>"),
        ("<svg:script>alert(1)</svg:script>", ""),
        ("<path onload=\"alert(1)\" OnClick=\"x\" d=\"M0 0\"/>", "<path d=\"M0 0\"/>"),
        ("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><iframe src=\"/\"/></body></foreignObject>", ""),
        ("<a href=\"javascript:alert(1)\"><circle r=\"1\"/></a>", "<circle r=\"1\"/>"),
        ("<use href=\"https://example.org/a.svg#b\"/>", "<use/>"),
        ("<use href=\"data:image/svg+xml;base64,AAAA#b\"/>", "<use/>"),
        ("<image href=\"https://example.org/a.png\"/>", "<image/>"),
        ("<image xlink:href=\"data:image/svg+xml;base64,AAAA\"/>", "<image/>"),
        ("<rect fill=\"url(https://example.org/a#b)\"/>", "<rect/>"),
        ("<rect style=\"fill: u\\72l(https://example.org)\"/>", "<rect/>"),
        ("<rect style=\"background:URL( 'https://example.org' )\"/>", "<rect/>"),
        ("<style>@import 'https://example.org/a.css';</style>", "<style></style>"),
        ("<style>@font-face { src: url(https://example.org/a.woff) }</style>", "<style></style>"),
        ("<set attributeName=\"href\" to=\"javascript:alert(1)\"/><animate attributeName=\"x\"/>", ""),
        ("<!-- a --><?xml-stylesheet href=\"https://example.org\"?><metadata><x/></metadata>", ""),
        ("<g inkscape:label=\"a\" sodipodi:role=\"line\"/>", "<g/>"),
        ("<text>&unknown;a</text>", "<text>a</text>"),
        ("<![CDATA[<script>alert(1)</script>]]>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<title>&lt;script&gt;</title>", "<title>&lt;script&gt;</title>"),
    ] {
        assert_eq!(inner(text), kept, "{text}");
    }
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><svg width=\"1\" height=\"1\"><text>&b;</text></svg>";
    assert!(written(bomb).ends_with("<text></text></svg>"));
}

#[test]
fn the_size_is_what_a_page_keeps_for_it() {
    for (attributes, expected) in [
        ("width=\"200\" height=\"100px\"", (200, 100)),
        ("viewBox=\"0 0 640 480\"", (640, 480)),
        ("viewBox=\"0,0,640,480\" width=\"100%\" height=\"100%\"", (640, 480)),
        ("viewBox=\"0 0 640 480\" width=\"320\"", (320, 240)),
        ("width=\"210mm\" height=\"297mm\"", (794, 1123)),
        ("width=\"19200\" height=\"9600\"", (1920, 960)),
        ("width=\"-1\" height=\"NaN\"", (300, 150)),
        ("", (300, 150)),
    ] {
        let drawing = inert(format!("<svg {attributes}/>").as_bytes()).unwrap();
        assert_eq!((drawing.width, drawing.height), expected, "{attributes}");
    }
}

#[test]
fn what_is_no_drawing_is_refused() {
    for text in ["", "<html/>", "<svg>", "<svg></g>", "<g/><svg/>", "<svg", "plain"] {
        assert!(matches!(inert(text.as_bytes()), Err(Error::Damaged(_))), "{text}");
    }
    let deep = format!("<svg>{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300));
    assert!(matches!(inert(deep.as_bytes()), Err(Error::Damaged(_))));
    assert!(matches!(inert(&vec![b' '; MAX_DRAWING + 1]), Err(Error::DrawingTooLarge(_))));
}
