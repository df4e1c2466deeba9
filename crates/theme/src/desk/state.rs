//! The state of the site.

use serde::Serialize;

use super::{Frame, Here};

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct StateRow {
    /// The badge: `good`, `attention`, `bad`.
    pub badge: String,
    /// The badge in words.
    pub word: String,
    /// What was looked at.
    pub about: String,
    /// What was found, and what to do.
    pub text: String,
    /// Where to do it; may be empty.
    pub href: String,
}

/// Context of `desk/state.html`.
#[derive(Clone, Debug, Serialize)]
pub struct StatePage {
    /// The frame.
    pub frame: Frame,
    /// The whole in one sentence.
    pub summary: String,
    /// The badge of the whole.
    pub badge: String,
    /// What was found, the worst first.
    pub rows: Vec<StateRow>,
}

impl StatePage {
    /// An invented state.
    pub fn sample() -> StatePage {
        StatePage {
            frame: Frame { here: Here::State, ..Frame::sample() },
            summary: "Une chose est à faire.".to_owned(),
            badge: "bad".to_owned(),
            rows: vec![StateRow {
                badge: "bad".to_owned(),
                word: "à faire".to_owned(),
                about: "Place sur le disque".to_owned(),
                text: "Il reste 0,2 Go : libérez de la place.".to_owned(),
                href: "/desk/media".to_owned(),
            }],
        }
    }
}
