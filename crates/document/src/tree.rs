//! The typed tree.

use serde_json::Value;

/// A body: blocks, in the order they are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// How wide a picture stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as the text.
    #[default]
    Text,
    /// Wider than the text.
    Wide,
    /// Half as wide, beside the text where there is room.
    Half,
}

impl Width {
    /// How it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Width::Text => "text",
            Width::Wide => "wide",
            Width::Half => "half",
        }
    }

    /// Reads what [`Width::as_str`] wrote; anything else is as wide as the text.
    pub fn parse(text: &str) -> Width {
        match text {
            "wide" => Width::Wide,
            "half" => Width::Half,
            _ => Width::Text,
        }
    }
}

/// A picture where it stands in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// `media:ID`, or an address elsewhere.
    pub src: String,
    /// The alternative text here; None: the one of the media library.
    pub alt: Option<String>,
    /// The caption here; empty: the one of the media library.
    pub caption: String,
    /// The credit here; empty: the one of the media library.
    pub credit: String,
    /// Where it leads, if anywhere.
    pub href: String,
    /// How wide it stands.
    pub width: Width,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Whether it heads a row or column.
    pub header: bool,
    /// Columns it takes; at least 1.
    pub colspan: u32,
    /// Rows it takes; at least 1.
    pub rowspan: u32,
    /// What stands in it.
    pub content: Vec<Block>,
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading, of level 2 to 4.
    Heading {
        /// Its level.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// Someone else's words.
    Quote {
        /// The words.
        content: Vec<Block>,
        /// Who said or wrote them; may be empty.
        source: String,
        /// Where; may be empty.
        address: String,
    },
    /// Words of the article itself, set large.
    PullQuote {
        /// The words.
        content: Vec<Inline>,
        /// Whose they are; may be empty.
        source: String,
    },
    /// A list.
    List {
        /// The first number; None for a list without numbers.
        start: Option<i64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A picture.
    Picture(Picture),
    /// Several pictures.
    Gallery {
        /// They.
        pictures: Vec<Picture>,
        /// What is said about all of them.
        caption: String,
    },
    /// A table.
    Table {
        /// Its rows.
        rows: Vec<Vec<Cell>>,
        /// Its caption; may be empty.
        caption: String,
    },
    /// Program text, or anything whose spaces count.
    Code {
        /// The programming language; may be empty.
        language: String,
        /// The text.
        text: String,
    },
    /// A box beside the text.
    Box {
        /// Its title; may be empty.
        title: String,
        /// What stands in it.
        content: Vec<Block>,
    },
    /// Something shown by another site: loaded only after a click.
    Embed {
        /// Its address.
        address: String,
        /// What it is; may be empty.
        title: String,
        /// `media:ID` of the picture that stands for it, kept here; empty for none.
        picture: String,
    },
    /// A video file.
    Video {
        /// `media:ID` or an address.
        src: String,
        /// Its caption.
        caption: String,
    },
    /// A sound file.
    Audio {
        /// `media:ID` or an address.
        src: String,
        /// Its caption.
        caption: String,
    },
    /// A file to keep.
    File {
        /// `media:ID` or an address.
        src: String,
        /// What the link says.
        label: String,
    },
    /// The footnotes: label and text.
    Footnotes(Vec<(String, Vec<Block>)>),
    /// A line between two parts.
    Rule,
    /// One entry of a timeline.
    TimelineEntry {
        /// The date, as the newsroom writes it.
        date: String,
        /// What happened.
        content: Vec<Block>,
    },
    /// HTML that no block stands for: sanitised when rendered.
    Raw {
        /// The HTML.
        html: String,
    },
    /// A block of a later schema: kept, not shown.
    Unknown(Value),
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words with the same marks.
    Text {
        /// The words.
        text: String,
        /// Their marks, outermost first.
        marks: Vec<Mark>,
    },
    /// A line break.
    Break,
    /// The sign of a footnote.
    FootnoteReference {
        /// Its label.
        label: String,
    },
    /// Something of a later schema: kept, not shown.
    Unknown(Value),
}

impl Inline {
    /// Words without marks.
    pub fn text(text: impl Into<String>) -> Inline {
        Inline::Text { text: text.into(), marks: Vec::new() }
    }
}

/// A mark on words.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A link: `article:ID`, `media:ID` or an address.
    Link {
        /// Where it leads.
        href: String,
        /// Its title; may be empty.
        title: String,
    },
    /// Strong.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Struck out.
    Strike,
    /// Lowered.
    Sub,
    /// Raised.
    Sup,
    /// Program text.
    Code,
    /// In another language.
    Language(String),
    /// A mark of a later schema: kept, not shown.
    Unknown(Value),
}
