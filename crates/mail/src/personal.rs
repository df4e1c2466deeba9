//! What belongs to one reader, put in the places that a message keeps for it.

/// The marks that a message's texts may hold: the reader's address, their preferences page, the unsubscribe page.
/// They are the same private-use signs that the theme's mails are rendered with.
pub const MARKS: [char; 3] = ['\u{e100}', '\u{e101}', '\u{e102}'];

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

/// The bytes that go to this reader.
pub fn personalise(composed: &str, person: &Person<'_>) -> Vec<u8> {
    let text = composed.replace("=EE=84=80", person.to).replace("=EE=84=81", person.preferences).replace("=EE=84=82", person.unsubscribe);
    format!("To: {}\r\nMessage-ID: <{}>\r\n{text}", person.to, person.message_id).into_bytes()
}
