//! The parts of an article in words, for pages that lay two texts beside each other.

use document::{Block, Document, plain_text};
use language::{Fate, compare};
use newsroom::articles::Content;
use newsroom::{Id, Tx, contributors, media, naming, sections, topics};
use theme::desk::compare::Words;

use crate::guard::Desk;
use crate::{Failure, Web};

/// What a part is called; empty for something that has no name.
pub fn label(web: &Web, desk: &Desk, part: &str) -> String {
    let name = match part {
        "byline_contributor" | "byline_role" => "byline",
        "sections" => "further-sections",
        "image_alt" => "image-alt",
        "image_caption" => "image-caption",
        "image_credit" => "image-credit",
        other => other,
    };
    let key = format!("article-{name}");
    if !name.is_empty() && web.app.theme.has(&desk.language, &key) { web.text(&desk.language, &key, "") } else { String::new() }
}

/// The names behind the numbers of sections, topics, contributors and pictures.
pub struct Names {
    sections: Vec<(Id, String)>,
    topics: Vec<(Id, String)>,
    contributors: Vec<(Id, String)>,
    pictures: Vec<(Id, String)>,
}

impl Names {
    /// Those that some contents need.
    pub async fn read(tx: &mut Tx, contents: &[&Content], (language, main): (&str, &str)) -> Result<Names, Failure> {
        let name = |names: &naming::Names| naming::best(names, language, main).map(|name| name.name.clone()).unwrap_or_default();
        let images: Vec<Id> = contents.iter().filter_map(|content| content.image).collect();
        Ok(Names {
            sections: sections::all(tx).await?.iter().map(|one| (one.id, name(&one.names))).collect(),
            topics: topics::all(tx).await?.iter().map(|one| (one.id, name(&one.names))).collect(),
            contributors: contributors::all(tx).await?.iter().map(|one| (one.id, name(&one.names))).collect(),
            pictures: media::these(tx, &images, (language, main)).await?.iter().map(|one| (one.id, one.name.clone())).collect(),
        })
    }

    /// A part besides the body, as text.
    pub fn text(&self, web: &Web, desk: &Desk, content: &Content, part: &str) -> String {
        let name =
            |of: &[(Id, String)], id: Id| of.iter().find(|(one, _)| *one == id).map_or_else(|| id.to_string(), |(_, name)| name.clone());
        let names = |of: &[(Id, String)], ids: &[Id]| ids.iter().map(|id| name(of, *id)).collect::<Vec<_>>().join(", ");
        match part {
            "kicker" => content.kicker.clone(),
            "headline" => content.headline.clone(),
            "standfirst" => content.standfirst.clone(),
            "excerpt" => content.excerpt.clone(),
            "slug" => content.slug.clone(),
            "image_alt" => content.image_alt.clone(),
            "image_caption" => content.image_caption.clone(),
            "image_credit" => content.image_credit.clone(),
            "section" => content.section.map(|id| name(&self.sections, id)).unwrap_or_default(),
            "sections" => names(&self.sections, &content.sections),
            "topics" => names(&self.topics, &content.topics),
            "image" => content.image.map(|id| name(&self.pictures, id)).unwrap_or_default(),
            "byline" => {
                let line = |one: &newsroom::articles::Byline| {
                    let role = web.text(&desk.language, &format!("role-{}", one.role.as_str()), "");
                    format!("{} ({role})", name(&self.contributors, one.contributor))
                };
                content.bylines.iter().map(line).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        }
    }
}

/// Blocks as text. What has no words of its own says what it is and what it shows.
pub fn blocks(web: &Web, desk: &Desk, blocks: &[Block]) -> String {
    let named = |key: &str, about: &str| format!("[{}] {about}", web.text(&desk.language, key, "")).trim_end().to_owned();
    let one = |block: &Block| {
        let words = plain_text(&Document { blocks: vec![block.clone()] });
        match block {
            Block::Paragraph(_) => words,
            Block::Heading { .. } => named("editor-heading-2", &words),
            Block::Quote { .. } => named("editor-quote", &words),
            Block::PullQuote { .. } => named("editor-pull-quote", &words),
            Block::Picture(picture) => {
                named("editor-picture", &[picture.alt.as_deref().unwrap_or_default(), &words, &picture.src].join(" "))
            }
            Block::Gallery { .. } => named("editor-block-gallery", &words),
            Block::Table { .. } => named("editor-table", &words),
            Block::Box { .. } => named("editor-block-box", &words),
            Block::Embed { address, .. } => named("editor-block-embed", &[&words, address.as_str()].join(" ")),
            Block::Video { src, .. } => named("editor-block-video", &[&words, src.as_str()].join(" ")),
            Block::Audio { src, .. } => named("editor-block-audio", &[&words, src.as_str()].join(" ")),
            Block::File { src, .. } => named("editor-block-file", &[&words, src.as_str()].join(" ")),
            Block::Footnotes(_) => named("editor-block-footnotes", &words),
            Block::Rule => named("editor-rule", ""),
            Block::TimelineEntry { .. } => named("editor-block-timeline", &words),
            Block::Raw { html } => named("editor-block-raw", html),
            Block::Code { .. } => named("editor-block-code", &words),
            Block::List { .. } => words,
            Block::Unknown(_) => named("editor-block-unknown", ""),
        }
    };
    blocks.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Two texts word by word, as the pages show them.
pub fn spans(old: &str, new: &str) -> Vec<Words> {
    let fate = |fate: Fate| match fate {
        Fate::Same => "same",
        Fate::Gone => "gone",
        Fate::New => "new",
    };
    compare(old, new).into_iter().map(|span| Words { fate: fate(span.fate).to_owned(), text: span.text }).collect()
}
