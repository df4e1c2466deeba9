//! Why a picture is not taken. Each kind of file that people try has its own variant, for a sentence that helps.

/// Why a picture is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than [`crate::MAX_BYTES`].
    #[error("the file has {0} bytes, more than {max}", max = crate::MAX_BYTES)]
    TooManyBytes(usize),
    /// The picture is larger than [`crate::MAX_PIXELS`], or would take too much memory.
    #[error("the picture has {width} x {height} pixels, too many")]
    TooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// An AVIF picture.
    #[error("AVIF pictures are not taken")]
    Avif,
    /// A HEIC picture, as telephones make them.
    #[error("HEIC pictures are not taken")]
    Heic,
    /// An SVG drawing, which [`crate::inert`] takes.
    #[error("SVG drawings are no pixels")]
    Svg,
    /// A drawing that browsers would draw slowly.
    #[error("the drawing has {0} bytes, too many")]
    DrawingTooLarge(usize),
    /// A TIFF picture.
    #[error("TIFF pictures are not taken")]
    Tiff,
    /// A BMP picture.
    #[error("BMP pictures are not taken")]
    Bmp,
    /// A PDF document.
    #[error("PDF documents are not taken")]
    Pdf,
    /// No picture of a known kind.
    #[error("this is no picture of a known kind")]
    Unknown,
    /// It begins like a picture, but cannot be read.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
    /// A size or format could not be made.
    #[error("the picture could not be written: {0}")]
    Encoding(String),
}
