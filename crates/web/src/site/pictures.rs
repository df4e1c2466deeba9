//! Pictures for templates: from what the newsroom keeps to sizes and formats that a browser chooses from.

use std::collections::HashMap;

use document::MediaRef;
use language::elide_of;
use newsroom::{Id, Tx, media};
use theme::Value;
use theme::site::Featured;

use crate::pages::Ask;
use crate::{Failure, Web};

/// The media of these ids that there are, with texts in the page's language.
pub async fn load(tx: &mut Tx, ids: &[Id], ask: &Ask) -> Result<HashMap<Id, MediaRef>, Failure> {
    Ok(media::refs(tx, ids, ask.language.as_str(), ask.main.as_str()).await?)
}

/// A portrait: its alternative text says whose it is.
pub fn portrait(web: &Web, ask: &Ask, media: &MediaRef, name: &str) -> Featured {
    let of = Value::from(elide_of(name, &ask.language));
    Featured { alt: web.app.theme.text(&ask.language, "site-image-of", &[("of", of)]), ..featured(media) }
}

/// A picture as a template shows it.
pub fn featured(media: &MediaRef) -> Featured {
    let set = |webp: bool| {
        let wanted = media.variants.iter().filter(|variant| (variant.format == "image/webp") == webp);
        wanted.map(|variant| format!("{} {}w", variant.src, variant.width)).collect::<Vec<_>>().join(", ")
    };
    Featured {
        src: media.src.clone(),
        webp: set(true),
        plain: set(false),
        width: media.width,
        height: media.height,
        alt: media.alt.clone(),
        caption: media.caption.clone(),
        credit: media.credit.clone(),
        focus: focus(media.focus),
    }
}

/// The classes of `site.css` for the point that crops keep, in steps of five: no page needs a style of its own.
fn focus((x, y): (u8, u8)) -> String {
    let step = |part: u8| (u32::from(part.min(100)) + 2) / 5 * 5;
    match (step(x), step(y)) {
        (50, 50) => String::new(),
        (x, y) => format!("fx{x} fy{y}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_point_of_a_crop_is_a_class_and_the_middle_is_none() {
        assert_eq!([super::focus((50, 51)), super::focus((0, 98)), super::focus((33, 50))], ["", "fx0 fy100", "fx35 fy50"]);
    }
}
