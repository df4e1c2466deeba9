//! Who made a picture and what may be done with it, as the file itself says (IPTC, XMP, EXIF).

use exif::{In, Reader, Tag, Value};

/// What a file says of its maker. Empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// The photographer, and the agency if one is named.
    pub credit: String,
    /// The copyright notice.
    pub copyright: String,
    /// The caption.
    pub caption: String,
}

const BYLINE: u8 = 80;
const CREDIT: u8 = 110;
const COPYRIGHT: u8 = 116;
const CAPTION: u8 = 120;

/// IPTC says it best; XMP fills the gaps, then EXIF. What cannot be read says nothing: rights are a convenience, never a reason to refuse.
pub(crate) fn read(exif: Option<Vec<u8>>, iptc: Option<&[u8]>, xmp: Option<&[u8]>) -> Rights {
    let sets = iptc.map(datasets).unwrap_or_default();
    let of = |wanted: u8| sets.iter().find(|(number, _)| *number == wanted).map(|(_, text)| text.clone()).unwrap_or_default();
    let xmp = String::from_utf8_lossy(xmp.unwrap_or_default());
    let or = |first: String, name: &str| if first.is_empty() { property(&xmp, name) } else { first };
    let (byline, credit) = (or(of(BYLINE), "dc:creator"), or(of(CREDIT), "photoshop:Credit"));
    let credit = match (byline.is_empty(), credit.is_empty() || credit == byline) {
        (false, false) => format!("{byline} / {credit}"),
        (false, true) => byline,
        (true, _) => credit,
    };
    let mut rights = Rights { credit, copyright: or(of(COPYRIGHT), "dc:rights"), caption: or(of(CAPTION), "dc:description") };
    if let Some(exif) = exif.and_then(|raw| Reader::new().read_raw(raw).ok()) {
        let fill = |field: &mut String, tag: Tag| {
            if field.is_empty()
                && let Some(Value::Ascii(parts)) = exif.get_field(tag, In::PRIMARY).map(|field| &field.value)
                && let Some(part) = parts.first()
            {
                *field = clean(part);
            }
        };
        fill(&mut rights.credit, Tag::Artist);
        fill(&mut rights.copyright, Tag::Copyright);
        fill(&mut rights.caption, Tag::ImageDescription);
    }
    if is_of_the_camera(&rights.caption) {
        rights.caption.clear();
    }
    rights
}

/// Cameras write their own name where a caption belongs: "OLYMPUS DIGITAL CAMERA", "SONY DSC".
fn is_of_the_camera(caption: &str) -> bool {
    !caption.chars().any(char::is_lowercase) && caption.is_ascii()
}

/// A property of XMP: an attribute, or the text of an element or of its first item. No parser: what is not found so says nothing.
fn property(xmp: &str, name: &str) -> String {
    let attribute =
        || ['"', '\''].iter().find_map(|mark| xmp.split_once(&format!(" {name}={mark}"))?.1.split_once(*mark)).map(|(text, _)| text);
    let element = || {
        let inner = xmp.split_once(&format!("<{name}>"))?.1.split_once(&format!("</{name}>"))?.0;
        match inner.split_once("<rdf:li") {
            Some((_, item)) => item.split_once('>')?.1.split_once("</rdf:li>").map(|(text, _)| text),
            None => Some(inner),
        }
    };
    let text = element().or_else(attribute).unwrap_or_default();
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    clean(plain.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)).as_bytes())
}

/// The application records (2:n) of IPTC-IIM, wherever they begin.
fn datasets(bytes: &[u8]) -> Vec<(u8, String)> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(2).position(|pair| pair == [0x1C, 0x02]) {
        rest = rest.get(at + 2..).unwrap_or_default();
        let [number, high, low, tail @ ..] = rest else { break };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        if let Some(value) = tail.get(..length) {
            found.push((*number, clean(value)));
            rest = tail.get(length..).unwrap_or_default();
        }
    }
    found
}

/// UTF-8, else Latin-1; one line, at most 500 characters.
fn clean(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned);
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iptc_names_the_photographer_and_the_agency() {
        let mut bytes = b"8BIM\x04\x04\0\0\0\0\0\0".to_vec();
        for (number, text) in [(BYLINE, "Zora Lenc"), (CREDIT, "Agence du Val"), (COPYRIGHT, "© Z. Lenc")] {
            bytes.extend([0x1C, 0x02, number]);
            bytes.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        let rights = read(None, Some(&bytes), None);
        assert_eq!(rights.credit, "Zora Lenc / Agence du Val");
        assert_eq!(rights.copyright, "© Z. Lenc");
    }

    #[test]
    fn xmp_says_what_iptc_does_not() {
        let xmp = "<rdf:Description photoshop:Credit=\"Agence &amp; fils\"><dc:creator><rdf:Seq><rdf:li>Zora Lenc</rdf:li></rdf:Seq></dc:creator>\
                   <dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">© Z. L.</rdf:li></rdf:Alt></dc:rights>";
        let rights = read(None, None, Some(xmp.as_bytes()));
        assert_eq!((rights.credit.as_str(), rights.copyright.as_str()), ("Zora Lenc / Agence & fils", "© Z. L."));
    }

    #[test]
    fn what_a_camera_calls_itself_is_no_caption() {
        let xmp = |caption: &str| format!("<dc:description><rdf:li>{caption}</rdf:li></dc:description>");
        assert_eq!(read(None, None, Some(xmp("OLYMPUS DIGITAL CAMERA").as_bytes())).caption, "");
        assert_eq!(read(None, None, Some(xmp("Le pont en avril").as_bytes())).caption, "Le pont en avril");
    }

    #[test]
    fn damaged_metadata_says_nothing() {
        assert_eq!(read(Some(vec![1, 2, 3]), Some(&[0x1C, 0x02, 80, 0xFF, 0xFF]), Some(b"<dc:creator><rdf:li>")), Rights::default());
    }
}
