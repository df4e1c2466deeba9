//! The sizes and formats that pages use.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, RgbImage, RgbaImage};

use crate::probe::{damaged, decoder, is_turned, probe};
use crate::{Error, Format, Probe, colour, packet};

const JPEG_QUALITY: u8 = 82;
const WEBP_QUALITY: f32 = 78.0;
/// What shows through a transparent picture where a format knows no transparency.
const PAPER: u8 = 255;

/// A size and format to be made. A width above the picture's own gives the picture's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The width in pixels.
    pub width: u32,
    /// The format: JPEG, PNG or WebP.
    pub format: Format,
}

/// A size and format that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Derived {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Its format.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Derived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {} x {}, {} bytes", self.format, self.width, self.height, self.bytes.len())
    }
}

/// What to make of a picture: each of `widths` that is below its own, and its own up to the largest of them; in WebP, and in
/// the plain format that every mail program knows (PNG for pictures that can be transparent, else JPEG).
pub fn ladder(probe: &Probe, widths: &[u32]) -> Vec<Wanted> {
    let plain = if probe.alpha { Format::Png } else { Format::Jpeg };
    let mut sizes: Vec<u32> = widths.iter().map(|width| (*width).min(probe.width)).collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes.into_iter().flat_map(|width| [Wanted { width, format: Format::Webp }, Wanted { width, format: plain }]).collect()
}

/// Makes sizes and formats of a picture, in the order they are wanted: the first frame of one that moves.
pub fn derive(bytes: &[u8], wanted: &[Wanted]) -> Result<Vec<Derived>, Error> {
    let known = probe(bytes)?;
    let packet = packet::of(&known.rights);
    let (source, orientation) = decode(bytes, &known)?;
    let mut made: Vec<Derived> = Vec::new();
    let mut resized: Option<(u32, DynamicImage)> = None;
    for want in wanted {
        let width = want.width.clamp(1, known.width);
        let picture = match resized.take() {
            Some((done, picture)) if done == width => picture,
            _ => resize(&source, orientation, &known, width)?,
        };
        made.push(Derived {
            width: picture.width(),
            height: picture.height(),
            format: want.format,
            bytes: encode(&picture, want.format, packet.as_deref())?,
        });
        resized = Some((width, picture));
    }
    Ok(made)
}

/// The pixels as they stand in the file, three or four channels of eight bits, and how they are to be turned.
fn decode(bytes: &[u8], known: &Probe) -> Result<(DynamicImage, Orientation), Error> {
    let mut decoder = decoder(bytes, known.format)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let mut picture = if known.alpha { DynamicImage::from(picture.into_rgba8()) } else { DynamicImage::from(picture.into_rgb8()) };
    if let Some(profile) = profile {
        match &mut picture {
            DynamicImage::ImageRgba8(pixels) => colour::to_srgb(pixels, true, &profile),
            DynamicImage::ImageRgb8(pixels) => colour::to_srgb(pixels, false, &profile),
            _ => {}
        }
    }
    Ok((picture, orientation))
}

/// Resized first and turned afterwards: turning the small one costs little.
fn resize(source: &DynamicImage, orientation: Orientation, known: &Probe, width: u32) -> Result<DynamicImage, Error> {
    let height = (u64::from(known.height) * u64::from(width) + u64::from(known.width) / 2) / u64::from(known.width);
    let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
    let (to_width, to_height) = if is_turned(orientation) { (height, width) } else { (width, height) };
    let failed = |error: &dyn std::fmt::Display| Error::Encoding(error.to_string());
    let kind = if known.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let view = ImageRef::new(source.width(), source.height(), source.as_bytes(), kind).map_err(|error| failed(&error))?;
    let mut target = Image::new(to_width, to_height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(known.alpha);
    Resizer::new().resize(&view, &mut target, &options).map_err(|error| failed(&error))?;
    let pixels = target.into_vec();
    let mut picture = if known.alpha {
        RgbaImage::from_raw(to_width, to_height, pixels).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(to_width, to_height, pixels).map(DynamicImage::from)
    }
    .ok_or_else(|| failed(&"the pixels do not fill the picture"))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Writes a picture, with who made it.
fn encode(picture: &DynamicImage, format: Format, packet: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    let bytes = write(picture, format, packet)?;
    let Some(packet) = packet else {
        return Ok(bytes);
    };
    packet::into(bytes, format, packet, (picture.width(), picture.height()), picture.color().has_alpha())
}

fn write(picture: &DynamicImage, format: Format, packet: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Encoding(error.to_string());
    match format {
        Format::Webp => {
            let (pixels, width, height) = (picture.as_bytes(), picture.width(), picture.height());
            let encoder = if picture.color().has_alpha() {
                webp::Encoder::from_rgba(pixels, width, height)
            } else {
                webp::Encoder::from_rgb(pixels, width, height)
            };
            let memory = encoder.encode_simple(false, WEBP_QUALITY).map_err(|error| Error::Encoding(format!("{error:?}")))?;
            Ok(memory.to_vec())
        }
        Format::Png => {
            let mut bytes = Vec::new();
            let colour = if picture.color().has_alpha() { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
            let encoder = image::codecs::png::PngEncoder::new_with_quality(
                &mut bytes,
                image::codecs::png::CompressionType::Default,
                image::codecs::png::FilterType::Adaptive,
            );
            encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), colour).map_err(|error| failed(&error))?;
            Ok(bytes)
        }
        Format::Jpeg => jpeg(picture, packet),
        Format::Gif => Err(Error::Encoding("GIF is not made".to_owned())),
    }
}

fn jpeg(picture: &DynamicImage, packet: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Encoding(error.to_string());
    let flat;
    let pixels = match picture {
        DynamicImage::ImageRgba8(pixels) => {
            flat = flatten(pixels);
            &flat
        }
        DynamicImage::ImageRgb8(pixels) => pixels,
        _ => return Err(failed(&"neither RGB nor RGBA")),
    };
    let side = |length: u32| u16::try_from(length).map_err(|error| failed(&error));
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_progressive(true);
    if let Some(packet) = packet {
        encoder.add_app_segment(1, packet::jpeg_segment(packet)).map_err(|error| failed(&error))?;
    }
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
    encoder.encode(pixels, side(pixels.width())?, side(pixels.height())?, jpeg_encoder::ColorType::Rgb).map_err(|error| failed(&error))?;
    Ok(bytes)
}

/// On white paper.
fn flatten(picture: &RgbaImage) -> RgbImage {
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (to, from) in flat.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u16::from);
        let over = |colour: u16| u8::try_from((colour * alpha + u16::from(PAPER) * (255 - alpha) + 127) / 255).unwrap_or(PAPER);
        to.0 = [over(red), over(green), over(blue)];
    }
    flat
}
