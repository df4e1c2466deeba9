//! SVG drawings made inert: written anew with what draws, and nothing that runs, loads or leads elsewhere.
//!
//! Guarantees: only elements and attributes of [`allowed`] come out; every address is a place in the same drawing or the bytes of a
//! picture; entities are never expanded but the five of XML and numbers; the work is bounded by the length of the file.
//! Source: SVG 2 (W3C), CSS Syntax 3. Must not know: who shows it. Readers' browsers get it under a policy of its own besides.

mod allowed;
mod style;

use quick_xml::Reader;
use quick_xml::escape::{escape, partial_escape, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::Error;
use crate::probe::damaged;

/// The largest drawing: 5 MB. Beyond it a browser draws slowly.
const MAX_DRAWING: usize = 5_000_000;
/// How deep elements may stand in one another.
const DEEPEST: usize = 200;
/// The sides of a drawing that says none (CSS 2, 10.3.2).
const UNSAID: (f64, f64) = (300.0, 150.0);
/// The largest side that a drawing is shown at, in pixels; it stays sharp beyond.
const LARGEST: f64 = 1920.0;

/// A drawing without anything that acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its width in pixels as it is to be shown.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// Writes a drawing anew. `Damaged` when it is no well-formed SVG.
pub fn inert(bytes: &[u8]) -> Result<Drawing, Error> {
    if bytes.len() > MAX_DRAWING {
        return Err(Error::DrawingTooLarge(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(damaged)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut writer = Writer::default();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => writer.start(&start, false)?,
            Event::Empty(start) => writer.start(&start, true)?,
            Event::End(_) => writer.end(),
            Event::Text(text) => writer.text(&text.xml10_content()),
            Event::CData(text) => writer.text(&text.xml10_content()),
            Event::GeneralRef(name) => writer.reference(&name.into_inner()),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let (width, height) = writer.size.ok_or_else(|| damaged("no svg element"))?;
    if !writer.open.is_empty() {
        return Err(damaged("an element is not closed"));
    }
    Ok(Drawing { bytes: writer.out.into_bytes(), width, height })
}

/// What becomes of an element that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    /// It is written, under this name.
    Written(String),
    /// It is not, but what is in it is.
    Through,
    /// Neither.
    Dropped,
}

#[derive(Default)]
struct Writer {
    out: String,
    open: Vec<Open>,
    size: Option<(u32, u32)>,
    /// The rules of a style element, until it ends.
    rules: Option<String>,
}

impl Writer {
    fn is_dropping(&self) -> bool {
        self.open.contains(&Open::Dropped)
    }

    fn start(&mut self, start: &BytesStart<'_>, empty: bool) -> Result<(), Error> {
        if self.open.len() >= DEEPEST {
            return Err(damaged("elements stand too deep in one another"));
        }
        let name = start.name().as_ref().to_owned();
        let name = name.strip_prefix("svg:").unwrap_or(&name);
        let open = if self.is_dropping() { Open::Dropped } else { allowed::element(name).unwrap_or(Open::Dropped) };
        match &open {
            Open::Written(name) if self.size.is_none() && name != "svg" => return Err(damaged("the drawing does not begin with svg")),
            Open::Written(name) => self.element(name, start, empty),
            _ => {}
        }
        if open == Open::Written("style".to_owned()) && !empty {
            self.rules = Some(String::new());
        }
        if !empty {
            self.open.push(open);
        }
        Ok(())
    }

    fn element(&mut self, name: &str, start: &BytesStart<'_>, empty: bool) {
        let attributes: Vec<(String, String)> = start
            .attributes()
            .with_checks(false)
            .flatten()
            .filter_map(|attribute| Some((attribute.key.as_ref().to_owned(), unescape(&attribute.value).ok()?.into_owned())))
            .collect();
        self.out.push('<');
        self.out.push_str(name);
        let root = self.size.is_none();
        if root {
            self.root(&attributes);
        }
        for (key, value) in &attributes {
            let own = root && matches!(key.as_str(), "width" | "height" | "viewBox");
            if !own && let Some((key, value)) = allowed::attribute(name, key, value) {
                self.attribute(key, &value);
            }
        }
        self.out.push_str(if empty { "/>" } else { ">" });
    }

    /// The size that a page keeps for it, and the box that is drawn in it.
    fn root(&mut self, attributes: &[(String, String)]) {
        let of = |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let given = |name: &str| of(name).and_then(length);
        let seen: Vec<f64> = of("viewBox").unwrap_or_default().split([' ', ',', '\n', '\t']).filter_map(|part| part.parse().ok()).collect();
        let seen = match seen.as_slice() {
            [x, y, width, height] if *width > 0.0 && *height > 0.0 => Some((*x, *y, *width, *height)),
            _ => None,
        };
        let (width, height) = match (given("width"), given("height"), seen) {
            (Some(width), Some(height), _) => (width, height),
            (Some(width), None, Some(seen)) => (width, width * seen.3 / seen.2),
            (None, Some(height), Some(seen)) => (height * seen.2 / seen.3, height),
            (_, _, Some(seen)) => (seen.2, seen.3),
            _ => UNSAID,
        };
        let seen = seen.unwrap_or((0.0, 0.0, width, height));
        let scale = (LARGEST / width.max(height)).min(1.0);
        let pixels = |side: f64| (side * scale).round().clamp(1.0, LARGEST) as u32;
        let size = (pixels(width), pixels(height));
        self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
        self.attribute("width", &size.0.to_string());
        self.attribute("height", &size.1.to_string());
        self.attribute("viewBox", &format!("{} {} {} {}", seen.0, seen.1, seen.2, seen.3));
        self.size = Some(size);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(&escape(value));
        self.out.push('"');
    }

    fn text(&mut self, text: &str) {
        if let Some(rules) = &mut self.rules {
            rules.push_str(text);
        } else if !self.open.is_empty() && !self.is_dropping() {
            self.out.push_str(&partial_escape(text));
        }
    }

    /// Entities that the file defines itself are left out: nothing is expanded.
    fn reference(&mut self, name: &str) {
        let Ok(text) = unescape(&format!("&{name};")).map(|text| text.into_owned()) else {
            return;
        };
        self.text(&text);
    }

    fn end(&mut self) {
        if let Some(rules) = self.rules.take()
            && let Some(rules) = style::rules(&rules)
        {
            self.out.push_str(&partial_escape(rules.as_str()));
        }
        if let Some(Open::Written(name)) = self.open.pop() {
            self.out.push_str(&format!("</{name}>"));
        }
    }
}

/// A length in pixels: a number, with `px` or an absolute unit (CSS Values 4, 6.2). Parts of the page are no length.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let units = [("px", 1.0), ("pt", 4.0 / 3.0), ("pc", 16.0), ("mm", 96.0 / 25.4), ("cm", 96.0 / 2.54), ("in", 96.0)];
    let unit = units.iter().find(|(unit, _)| text.ends_with(unit));
    let (number, by) = unit.map_or((text, 1.0), |(unit, by)| (text.trim_end_matches(unit), *by));
    number.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0).map(|number| number * by)
}

#[cfg(test)]
mod tests;
