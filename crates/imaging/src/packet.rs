//! Who made a picture, written into the sizes that are made of it: an XMP packet of credit, copyright and caption, nothing else.

use crate::{Error, Format, Rights};

/// How XMP announces itself in a JPEG.
const JPEG_NAME: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// The keyword of XMP in a PNG, and what stands between it and the text: uncompressed, no language, no translation.
const PNG_NAME: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";

/// The packet; None where there is nothing to say.
pub(crate) fn of(rights: &Rights) -> Option<Vec<u8>> {
    if *rights == Rights::default() {
        return None;
    }
    let element =
        |text: &str, before: &str, after: &str| if text.is_empty() { String::new() } else { format!("{before}{}{after}", escaped(text)) };
    let alt = |text: &str, name: &str| {
        element(text, &format!("<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">"), &format!("</rdf:li></rdf:Alt></{name}>"))
    };
    let inner = [
        element(&rights.credit, "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>"),
        element(&rights.credit, "<photoshop:Credit>", "</photoshop:Credit>"),
        alt(&rights.copyright, "dc:rights"),
        alt(&rights.caption, "dc:description"),
    ];
    let packet = format!(
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\">\
         {}</rdf:Description></rdf:RDF></x:xmpmeta>",
        inner.concat()
    );
    Some(packet.into_bytes())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The segment of a JPEG that carries the packet.
pub(crate) fn jpeg_segment(packet: &[u8]) -> Vec<u8> {
    [JPEG_NAME, packet].concat()
}

/// Puts the packet into a PNG or WebP that was just written.
pub(crate) fn into(bytes: Vec<u8>, format: Format, packet: &[u8], size: (u32, u32), alpha: bool) -> Result<Vec<u8>, Error> {
    match format {
        Format::Png => png(&bytes, packet),
        Format::Webp => webp(&bytes, packet, size, alpha),
        Format::Jpeg | Format::Gif => Ok(bytes),
    }
}

fn unfit() -> Error {
    Error::Encoding("no place for the rights".to_owned())
}

/// A text chunk behind the head: 8 bytes of signature, 25 of IHDR.
fn png(bytes: &[u8], packet: &[u8]) -> Result<Vec<u8>, Error> {
    let (head, rest) = bytes.split_at_checked(33).ok_or_else(unfit)?;
    let chunk = [b"iTXt", PNG_NAME, packet].concat();
    let length = u32::try_from(chunk.len() - 4).map_err(|_| unfit())?;
    Ok([head, &length.to_be_bytes(), &chunk, &crc32(&chunk).to_be_bytes(), rest].concat())
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

/// The chunks behind an extended head, the packet last, as the format wants it.
fn webp(bytes: &[u8], packet: &[u8], (width, height): (u32, u32), alpha: bool) -> Result<Vec<u8>, Error> {
    let mut chunks = bytes.get(12..).ok_or_else(unfit)?;
    // An encoder that wrote an extended head of its own: ours says the same and more.
    if chunks.starts_with(b"VP8X") {
        chunks = chunks.get(18..).ok_or_else(unfit)?;
    }
    let side = |length: u32| length.saturating_sub(1).to_le_bytes();
    let ([w0, w1, w2, _], [h0, h1, h2, _]) = (side(width), side(height));
    let flags = 0x04 | if alpha { 0x10 } else { 0 };
    let head = [b"VP8X".as_slice(), &10u32.to_le_bytes(), &[flags, 0, 0, 0, w0, w1, w2, h0, h1, h2]].concat();
    let length = u32::try_from(packet.len()).map_err(|_| unfit())?;
    let padding: &[u8] = if packet.len() % 2 == 1 { &[0] } else { &[] };
    let inner = [b"WEBP".as_slice(), &head, chunks, b"XMP ", &length.to_le_bytes(), packet, padding].concat();
    let whole = u32::try_from(inner.len()).map_err(|_| unfit())?;
    Ok([b"RIFF".as_slice(), &whole.to_le_bytes(), &inner].concat())
}
