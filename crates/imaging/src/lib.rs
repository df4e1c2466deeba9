//! Pictures: bytes in, bytes out.
//!
//! Says what a file is by its content ([`sniff`]), what it shows ([`probe`]), and makes the sizes and formats that pages use
//! ([`derive()`]): turned as the camera was held, converted to sRGB, without metadata (a place, a serial number) but credit, copyright and caption.
//! Drawings (SVG) stay drawings, made inert ([`inert`]).
//! Guarantees: sizes are checked before anything is decoded, a picture is never enlarged, hostile files end in an [`Error`].
//! Knows nothing of libraries, articles or storage. Never opens a file.

mod colour;
mod derive;
mod drawn;
mod error;
mod packet;
mod probe;
mod rights;
mod sniff;
mod svg;

pub use derive::{Derived, Wanted, derive, ladder};
pub use drawn::png;
pub use error::Error;
pub use probe::{Probe, probe};
pub use rights::Rights;
pub use sniff::{Format, sniff};
pub use svg::{Drawing, inert};

/// The largest file that is taken: 40 MB.
pub const MAX_BYTES: usize = 40_000_000;
/// The largest picture that is decoded: 60 megapixels.
pub const MAX_PIXELS: u64 = 60_000_000;
/// The most memory one decoded picture may take: 60 megapixels with four channels.
const MAX_DECODED: u64 = 240_000_000;
