//! Pictures that a program has drawn, as files.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use crate::Error;

/// A PNG file of these pixels: three bytes each, row by row. `Error::Encoding` when they do not fill the picture.
pub fn png(width: u32, height: u32, pixels: &[u8]) -> Result<Vec<u8>, Error> {
    if pixels.len() as u64 != u64::from(width) * u64::from(height) * 3 {
        return Err(Error::Encoding("the pixels do not fill the picture".to_owned()));
    }
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub)
        .write_image(pixels, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| Error::Encoding(error.to_string()))?;
    Ok(bytes)
}
