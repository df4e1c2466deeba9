//! Colours as browsers expect them when nothing is said: sRGB.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Converts pixels of a picture with a profile of its own (telephones and cameras: Display P3, Adobe RGB) to sRGB, in place.
/// A profile that cannot be read or does not fit changes nothing: the picture is shown as it is.
pub(crate) fn to_srgb(pixels: &mut [u8], alpha: bool, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return;
    };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let (layout, channels) = if alpha { (Layout::Rgba, 4) } else { (Layout::Rgb, 3) };
    let Ok(transform) = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, TransformOptions::default()) else {
        return;
    };
    let mut row = vec![0u8; 4096 * channels];
    for part in pixels.chunks_mut(4096 * channels) {
        let Some(row) = row.get_mut(..part.len()) else {
            return;
        };
        if transform.transform(part, row).is_err() {
            return;
        }
        part.copy_from_slice(row);
    }
}
