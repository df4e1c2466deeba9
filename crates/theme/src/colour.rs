//! The accent colour: read, checked for contrast, turned into the few lines of style that set it.

/// The grounds on which the accent must be readable: of the style's papers and cards, the one that asks the most, in light and in dark.
const LIGHT_PAPER: [u8; 3] = [0xfb, 0xfa, 0xf7];
const DARK_PAPER: [u8; 3] = [0x1e, 0x21, 0x25];

/// The least contrast WCAG 2.2 (AA) asks of text.
const ENOUGH: f64 = 4.5;

/// Reads `#rrggbb`.
pub fn parse(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.is_ascii() {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// The contrast of two colours, from 1 to 21.
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Whether links in this colour can be read on the light paper.
pub fn readable(accent: [u8; 3]) -> bool {
    contrast(accent, LIGHT_PAPER) >= ENOUGH
}

/// The style that sets the accent, darkened or lightened as far as reading asks.
pub fn style(accent: [u8; 3]) -> String {
    let (light, dark) = pair(accent);
    format!(":root{{--accent:{light}}}@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}")
}

/// The accent for light and for dark, as `#rrggbb`, darkened or lightened as far as reading asks.
pub(crate) fn pair(accent: [u8; 3]) -> (String, String) {
    (hex(adjust(accent, LIGHT_PAPER, 0)), hex(adjust(accent, DARK_PAPER, 255)))
}

/// Mixes towards black or white until the contrast suffices.
fn adjust(colour: [u8; 3], paper: [u8; 3], towards: u8) -> [u8; 3] {
    for share in 0..=20_u32 {
        let mixed = colour.map(|part| {
            let sum = u32::from(part) * (20 - share) + u32::from(towards) * share;
            u8::try_from(sum / 20).unwrap_or(towards)
        });
        if contrast(mixed, paper) >= ENOUGH + 0.3 {
            return mixed;
        }
    }
    [towards; 3]
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    }

    #[test]
    fn any_accent_becomes_readable_on_both_papers() {
        for accent in [[255, 255, 0], [0, 0, 0], [255, 255, 255], [200, 16, 46], [0, 90, 200]] {
            assert!(contrast(adjust(accent, LIGHT_PAPER, 0), LIGHT_PAPER) >= ENOUGH, "{accent:?} on light");
            assert!(contrast(adjust(accent, DARK_PAPER, 255), DARK_PAPER) >= ENOUGH, "{accent:?} on dark");
        }
    }

    #[test]
    fn the_grounds_are_those_of_the_style() {
        let style = include_str!("../../../themes/default/assets/site.css");
        for ground in [format!("--paper: {}", hex(LIGHT_PAPER)), format!("--card: {}", hex(DARK_PAPER))] {
            assert!(style.contains(&ground), "{ground}");
        }
    }

    #[test]
    fn only_six_hexadecimal_digits_are_a_colour() {
        assert_eq!(parse("#c8102e"), Some([200, 16, 46]));
        for wrong in ["c8102e", "#fff", "#gggggg", "red", "#c8102é"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
