//! What belongs to one reader, put in the places that a message keeps for it.
//!
//! A composed message is text with free places. Each is three signs: SUB (which nothing else in the message can be), a letter
//! for how a value is written there, a letter for whose value it is. Putting values in is a copy with splices: what surrounds a
//! place was wrapped so that no value can make a line too long.

use std::borrow::Cow;

use crate::{address, quoted};

/// The marks that a message's texts may hold: the reader's address, their preferences page, the unsubscribe page.
/// They are the same private-use signs that the theme's mails are rendered with.
pub const MARKS: [char; 3] = ['\u{e100}', '\u{e101}', '\u{e102}'];

const SUB: char = '\u{1a}';

/// What belongs to one reader.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// Their address.
    pub to: &'a str,
    /// The Message-ID without angle brackets: the same on every attempt.
    pub message_id: &'a str,
    /// Their preferences page.
    pub preferences: &'a str,
    /// The page to unsubscribe (GET shows a button, POST is one-click).
    pub unsubscribe: &'a str,
}

/// How a value is written in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Bare, in a header line.
    Header,
    /// Quoted-printable.
    Text,
    /// Escaped for HTML, then quoted-printable.
    Html,
}

/// Which value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    Address,
    Preferences,
    Unsubscribe,
    MessageId,
}

const PLACES: [(char, Place); 3] = [('H', Place::Header), ('T', Place::Text), ('W', Place::Html)];
const VALUES: [(char, Whose); 4] = [('a', Whose::Address), ('p', Whose::Preferences), ('u', Whose::Unsubscribe), ('m', Whose::MessageId)];

/// A free place as it stands in a composed message.
pub(crate) fn free_place(place: Place, whose: Whose) -> String {
    let place = PLACES.iter().find(|(_, known)| *known == place).map(|(letter, _)| *letter);
    let whose = VALUES.iter().find(|(_, known)| *known == whose).map(|(letter, _)| *letter);
    [Some(SUB), place, whose].iter().flatten().collect()
}

/// What a mark of a text becomes in a composed message; None when the sign is no mark.
pub(crate) fn stored_mark(sign: char, place: Place) -> Option<String> {
    let whose = match MARKS.iter().position(|mark| *mark == sign)? {
        0 => Whose::Address,
        1 => Whose::Preferences,
        _ => Whose::Unsubscribe,
    };
    Some(free_place(place, whose))
}

/// A composed message, split at its free places: made once for a mailing, then copied for each reader.
#[derive(Clone, Debug)]
pub struct Composed {
    first: String,
    rest: Vec<(Place, Whose, String)>,
}

impl Composed {
    /// Splits what [`crate::compose`] made. (A SUB that opens no free place stays where it is: `compose` writes none.)
    pub fn parse(text: &str) -> Composed {
        let mut pieces = text.split(SUB);
        let mut composed = Composed { first: pieces.next().unwrap_or_default().to_owned(), rest: Vec::new() };
        for piece in pieces {
            match opening(piece) {
                Some((place, whose, after)) => composed.rest.push((place, whose, after.to_owned())),
                None => {
                    let last = composed.rest.last_mut().map_or(&mut composed.first, |(_, _, after)| after);
                    last.push(SUB);
                    last.push_str(piece);
                }
            }
        }
        composed
    }

    /// The bytes that go to this reader, the same each time. No value can add a header or end one: what may not stand in a
    /// header line becomes `?` (and such an address is refused before it is written to).
    pub fn personal(&self, person: &Person<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        self.personal_into(person, &mut out);
        out
    }

    /// The same, into a buffer that is there already.
    pub fn personal_into(&self, person: &Person<'_>, out: &mut Vec<u8>) {
        let length: usize = self.rest.iter().map(|(_, _, after)| after.len() + 200).sum();
        out.clear();
        out.reserve(self.first.len() + length);
        out.extend_from_slice(self.first.as_bytes());
        let to = address::on_the_wire(person.to).map_or(Cow::Borrowed(person.to), Cow::Owned);
        for (place, whose, after) in &self.rest {
            let value = match whose {
                Whose::Address => to.as_ref(),
                Whose::Preferences => person.preferences,
                Whose::Unsubscribe => person.unsubscribe,
                Whose::MessageId => person.message_id,
            };
            match place {
                Place::Header => out.extend(value.bytes().map(|byte| if is_bare(byte) { byte } else { b'?' })),
                Place::Text => quoted::put_value(value, out),
                Place::Html => quoted::put_value(&escaped(value), out),
            }
            out.extend_from_slice(after.as_bytes());
        }
    }
}

fn opening(piece: &str) -> Option<(Place, Whose, &str)> {
    let mut signs = piece.chars();
    let place = signs.next().and_then(|sign| PLACES.iter().find(|(letter, _)| *letter == sign))?;
    let whose = signs.next().and_then(|sign| VALUES.iter().find(|(letter, _)| *letter == sign))?;
    Some((place.1, whose.1, signs.as_str()))
}

fn is_bare(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"<>,".contains(&byte)
}

fn escaped(value: &str) -> Cow<'_, str> {
    if !value.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(value);
    }
    let safe = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;");
    Cow::Owned(safe)
}

/// The bytes that go to this reader. Whoever writes to many splits once: [`Composed::parse`].
pub fn personalise(composed: &str, person: &Person<'_>) -> Vec<u8> {
    Composed::parse(composed).personal(person)
}
