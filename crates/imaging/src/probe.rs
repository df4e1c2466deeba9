//! What a picture shows and how, read from its head: nothing is decoded.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::rights::{self, Rights};
use crate::{Error, Format, MAX_BYTES, MAX_DECODED, MAX_PIXELS, sniff};

/// What is known of a picture before it is decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// What it is.
    pub format: Format,
    /// Its width as it is to be shown, the camera's turn applied.
    pub width: u32,
    /// Its height as it is to be shown.
    pub height: u32,
    /// Whether it can be transparent.
    pub alpha: bool,
    /// Whether it moves (GIF).
    pub animated: bool,
    /// The memory it takes decoded, in bytes.
    pub decoded_bytes: u64,
    /// What the file says of its maker.
    pub rights: Rights,
}

pub(crate) fn decoder(bytes: &[u8], format: Format) -> Result<impl ImageDecoder + '_, Error> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED * 2);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.into_decoder().map_err(damaged)
}

pub(crate) fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Damaged(error.to_string())
}

/// Whether width and height change places when the picture is turned.
pub(crate) fn is_turned(orientation: Orientation) -> bool {
    matches!(orientation, Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH)
}

/// Says what a picture is, and refuses what is too large to be decoded.
pub fn probe(bytes: &[u8]) -> Result<Probe, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooManyBytes(bytes.len()));
    }
    let format = sniff(bytes)?;
    let mut decoder = decoder(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let decoded_bytes = decoder.total_bytes();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoded_bytes > MAX_DECODED {
        return Err(Error::TooManyPixels { width, height });
    }
    if width == 0 || height == 0 {
        return Err(Error::Damaged("no pixels".to_owned()));
    }
    let alpha = decoder.color_type().has_alpha();
    let turned = is_turned(decoder.orientation().unwrap_or(Orientation::NoTransforms));
    let iptc = decoder.iptc_metadata().unwrap_or_default();
    let xmp = decoder.xmp_metadata().unwrap_or_default();
    let rights = rights::read(decoder.exif_metadata().unwrap_or_default(), iptc.as_deref(), xmp.as_deref());
    let (width, height) = if turned { (height, width) } else { (width, height) };
    let animated = format == Format::Gif && gif_frames(bytes) > 1;
    Ok(Probe { format, width, height, alpha, animated, decoded_bytes, rights })
}

/// Counts the pictures of a GIF by its blocks, up to two.
fn gif_frames(bytes: &[u8]) -> usize {
    let table = |flags: u8| if flags & 0x80 != 0 { 3usize << ((flags & 7) + 1) } else { 0 };
    let byte = |at: usize| bytes.get(at).copied();
    let skip = |mut at: usize| {
        while let Some(length) = byte(at) {
            at += 1 + usize::from(length);
            if length == 0 {
                return at;
            }
        }
        bytes.len()
    };
    let mut at = 13 + byte(10).map_or(0, table);
    let mut frames = 0;
    while let Some(kind) = byte(at) {
        match kind {
            0x21 => at = skip(at + 2),
            0x2C => {
                frames += 1;
                if frames > 1 {
                    return frames;
                }
                at = skip(at + 11 + byte(at + 9).map_or(0, table));
            }
            _ => return frames,
        }
    }
    frames
}
