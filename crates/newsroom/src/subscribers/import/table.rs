//! A text as rows with their line numbers. Knows nothing of what the columns mean.
//!
//! Guarantees: any text is a table; a row never takes lines that are not its own without saying so ([`Line::is_broken`]).

use std::io::Cursor;

use csv::{Position, Reader, ReaderBuilder, StringRecord};

use crate::Error;

/// More lines than this in one row come from a quote that was never closed.
const LINES_OF_A_ROW: u64 = 20;
/// What may stand between two cells.
const SEPARATORS: [char; 3] = [';', ',', '\t'];

/// Where reading stands: to go on from later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The byte of the text.
    pub byte: u64,
    /// The line, from 1.
    pub line: u64,
}

/// One row.
#[derive(Debug)]
pub(super) struct Line {
    /// The line it begins on, from 1.
    pub number: u64,
    /// Its cells, without the space around them.
    pub cells: Vec<String>,
    /// A quote was opened and not closed: other rows are hidden in it.
    pub is_broken: bool,
}

/// The rows of a text.
pub(super) struct Table<'a> {
    text: &'a [u8],
    reader: Reader<Cursor<&'a [u8]>>,
    record: StringRecord,
}

/// What stands between the cells: what the first line has most of, outside of quotes.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: char| {
        let mut quoted = false;
        first
            .chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted && *c == wanted
            })
            .count()
    };
    // Of equally many the earlier: `max_by_key` gives the last.
    let most = SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator));
    most.map_or(b',', |separator| {
        if separator == '\t' {
            b'\t'
        } else if separator == ';' {
            b';'
        } else {
            b','
        }
    })
}

impl<'a> Table<'a> {
    /// Begins at the first row. `slashes`: a quote within quotes is written `\"`, as MailPoet does.
    pub fn open(text: &'a str, slashes: bool) -> Table<'a> {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator(text))
            .escape(slashes.then_some(b'\\'))
            .from_reader(Cursor::new(text.as_bytes()));
        Table { text: text.as_bytes(), reader, record: StringRecord::new() }
    }

    /// Goes on from a place where it stood before.
    pub fn seek(&mut self, place: Place) -> Result<(), Error> {
        let mut position = Position::new();
        position.set_byte(place.byte).set_line(place.line.max(1));
        self.reader.seek(position).map_err(Error::broken)
    }

    /// Where the next row begins.
    pub fn place(&self) -> Place {
        let position = self.reader.position();
        Place { byte: position.byte(), line: position.line() }
    }

    /// The line on which a row begins: the reader counts the line ends before it as the row's own.
    fn first_line(&self, position: &Position) -> u64 {
        let rest = usize::try_from(position.byte()).ok().and_then(|byte| self.text.get(byte..)).unwrap_or_default();
        let before = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        position.line() + before.filter(|byte| **byte == b'\n').map(|_| 1).sum::<u64>()
    }

    /// The next row that is not empty.
    pub fn next(&mut self) -> Result<Option<Line>, Error> {
        while self.reader.read_record(&mut self.record).map_err(Error::broken)? {
            if self.record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let number = self.record.position().map_or(0, |position| self.first_line(position));
            let is_broken = self.reader.position().line().saturating_sub(number) > LINES_OF_A_ROW;
            // A row that swallowed a file is not to be held twice.
            let cells = if is_broken { Vec::new() } else { self.record.iter().map(|cell| cell.trim().to_owned()).collect() };
            return Ok(Some(Line { number, cells, is_broken }));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, slashes: bool) -> Vec<(u64, Vec<String>)> {
        let mut table = Table::open(text, slashes);
        std::iter::from_fn(|| table.next().unwrap()).map(|line| (line.number, line.cells)).collect()
    }

    #[test]
    fn each_separator_is_told_by_the_first_line() {
        for between in [";", ",", "\t"] {
            let text = ["a", "b,c;d", "e"].map(|cell| format!("\"{cell}\"")).join(between) + "\r\n1" + between + "2" + between + "3";
            assert_eq!(read(&text, false)[1], (2, vec!["1".to_owned(), "2".to_owned(), "3".to_owned()]), "{between:?}");
        }
        assert_eq!(read("a@example.org\nb@example.org", false).len(), 2);
    }

    #[test]
    fn quoted_cells_may_hold_separators_quotes_and_lines() {
        let rows = read("a;b\n\"x;\"\"y\"\"\";\"one\ntwo\"\n\nc;d", false);
        assert_eq!(rows[1], (2, vec!["x;\"y\"".to_owned(), "one\ntwo".to_owned()]));
        assert_eq!(rows[2].0, 5, "lines are those of the file");
        assert_eq!(read("\"a\",\"b\"\n\"the \\\"bridge\\\"\",\"c\"", true)[1].1, ["the \"bridge\"", "c"]);
    }

    #[test]
    fn a_quote_never_closed_does_not_hide_rows_in_silence() {
        let text = format!("a;b\nx;\"y\n{}", "ana@example.org;z\n".repeat(30));
        let mut table = Table::open(&text, false);
        table.next().unwrap();
        let line = table.next().unwrap().unwrap();
        assert!(line.is_broken && line.number == 2, "{line:?}");
    }

    #[test]
    fn reading_goes_on_where_it_stood() {
        let text = "a;b\n1;2\n\"3\n3\";4\n5;6\n";
        let mut first = Table::open(text, false);
        (0..3).for_each(|_| assert!(first.next().unwrap().is_some()));
        let mut second = Table::open(text, false);
        second.seek(first.place()).unwrap();
        let line = second.next().unwrap().unwrap();
        assert_eq!((line.number, line.cells), (5, vec!["5".to_owned(), "6".to_owned()]));
        assert!(second.next().unwrap().is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_table(text in ".{0,200}", slashes: bool) {
            read(&text, slashes);
        }
    }
}
