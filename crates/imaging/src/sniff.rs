//! What a file is, by its first bytes; its name is never believed.

use crate::Error;

/// A format that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
}

impl Format {
    /// The media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Webp => "image/webp",
            Format::Gif => "image/gif",
        }
    }

    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Webp => "webp",
            Format::Gif => "gif",
        }
    }
}

/// What these bytes are.
pub fn sniff(bytes: &[u8]) -> Result<Format, Error> {
    match bytes {
        [] => Err(Error::Empty),
        [0xFF, 0xD8, 0xFF, ..] => Ok(Format::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Ok(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::Webp),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Format::Gif),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Err(of_box(bytes)),
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => Err(Error::Tiff),
        [b'B', b'M', ..] if bytes.len() > 26 => Err(Error::Bmp),
        [b'%', b'P', b'D', b'F', ..] => Err(Error::Pdf),
        _ if is_svg(bytes) => Err(Error::Svg),
        _ => Err(Error::Unknown),
    }
}

/// The brands of an ISO base media file: the major one, then the compatible ones.
fn of_box(bytes: &[u8]) -> Error {
    let brands: Vec<&[u8]> = bytes.get(8..64.min(bytes.len())).unwrap_or_default().chunks_exact(4).collect();
    let has = |names: &[&[u8; 4]]| brands.iter().any(|brand| names.iter().any(|name| brand == &name.as_slice()));
    if has(&[b"avif", b"avis"]) {
        return Error::Avif;
    }
    if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        return Error::Heic;
    }
    Error::Unknown
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let cases: [(&[u8], Result<Format, Error>); 12] = [
            (b"", Err(Error::Empty)),
            (b"\xFF\xD8\xFF\xE0....", Ok(Format::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Ok(Format::Png)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Ok(Format::Webp)),
            (b"GIF89a", Ok(Format::Gif)),
            (b"\0\0\0\x20ftypavif\0\0\0\0mif1", Err(Error::Avif)),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1", Err(Error::Heic)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0isom", Err(Error::Unknown)),
            (b"<?xml version=\"1.0\"?>\n<svg xmlns=\"...\">", Err(Error::Svg)),
            (b"II*\0", Err(Error::Tiff)),
            (b"%PDF-1.7", Err(Error::Pdf)),
            (b"<html>", Err(Error::Unknown)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(sniff(bytes), expected, "{bytes:?}");
        }
    }
}
