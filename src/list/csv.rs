//! Cuts a list into records and cells. Nothing is copied: a cell is a place in the bytes.

/// The most that may stand between two quotes. A cell of a spreadsheet holds 32,767 characters; what is longer has lost its
/// closing quote.
const QUOTED_MAX: usize = 1 << 17;

/// A cell: where its content stands, without the quotes around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// In quotes, so that two quotes inside stand for one.
    pub(crate) quoted: bool,
}

impl Cell {
    pub(crate) fn of<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }
}

/// The signs at which a list is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signs {
    /// What stands between two cells; 0 for nothing: then the whole line is one cell.
    pub(crate) delimiter: u8,
    /// What stands around a cell that holds such signs itself, doubled inside; 0 for nothing.
    pub(crate) quote: u8,
}

/// A record: usually a line, more where a cell holds line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record {
    /// Behind its last cell.
    pub(crate) end: usize,
    /// Behind its line break.
    pub(crate) next: usize,
    /// A quote in it is not closed, or followed by more text. It was read as far as its first line break.
    pub(crate) broken: bool,
}

/// Reads the record that begins at `from`; its cells replace those in `cells`.
///
/// `None` when more bytes are needed to tell where it ends; never with `last`, when there are no more.
pub(crate) fn record(bytes: &[u8], from: usize, last: bool, signs: Signs, cells: &mut Vec<Cell>) -> Option<Record> {
    cells.clear();
    let mut broken = false;
    let mut at = from;
    loop {
        let (cell, behind) = match bytes.get(at) {
            Some(byte) if *byte == signs.quote && signs.quote != 0 => match quoted(bytes, at, last, signs) {
                Quoted::Cell(cell, behind) => (cell, behind),
                Quoted::Unfinished => return None,
                Quoted::Broken(resume) => {
                    broken = true;
                    let end = plain_end(bytes, resume, signs.delimiter);
                    (Cell { start: at, end, quoted: false }, end)
                }
            },
            _ => {
                let end = plain_end(bytes, at, signs.delimiter);
                (Cell { start: at, end, quoted: false }, end)
            }
        };
        cells.push(cell);
        let next = match bytes.get(behind) {
            Some(b'\n') => behind + 1,
            Some(b'\r') => match bytes.get(behind + 1) {
                Some(b'\n') => behind + 2,
                None if !last => return None,
                _ => behind + 1,
            },
            None if last => behind,
            None => return None,
            _ => {
                at = behind + 1;
                continue;
            }
        };
        return Some(Record { end: behind, next, broken });
    }
}

/// Where a cell without quotes ends.
#[inline]
fn plain_end(bytes: &[u8], from: usize, delimiter: u8) -> usize {
    let delimiter = if delimiter == 0 { b'\n' } else { delimiter };
    find(bytes, from, [delimiter, b'\n', b'\r'])
}

/// Where one of three bytes stands first; behind the last byte if none does. Looks at eight bytes at a time.
#[inline]
fn find(bytes: &[u8], mut from: usize, wanted: [u8; 3]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = ONES << 7;
    let [a, b, c] = wanted.map(|byte| u64::from(byte) * ONES);
    // Sets the top bit of each byte that is zero, and maybe of some behind the first of them.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    while let Some(eight) = bytes.get(from..).and_then(|rest| rest.first_chunk()) {
        let word = u64::from_le_bytes(*eight);
        let found = (zeros(word ^ a) | zeros(word ^ b) | zeros(word ^ c)) & TOPS;
        if found != 0 {
            return from + found.trailing_zeros() as usize / 8;
        }
        from += 8;
    }
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| wanted.contains(byte)).map_or(bytes.len(), |at| from + at)
}

enum Quoted {
    /// The cell, and the place of what ends it.
    Cell(Cell, usize),
    /// More bytes are needed.
    Unfinished,
    /// The quotes mean nothing; the end of the cell is to be looked for from this place on.
    Broken(usize),
}

fn quoted(bytes: &[u8], open: usize, last: bool, Signs { delimiter, quote }: Signs) -> Quoted {
    let mut from = open + 1;
    // No further than a cell can reach: a quote that is never closed must not cost a look at the whole rest each time.
    let reach = bytes.get(..open + QUOTED_MAX).unwrap_or(bytes);
    loop {
        let close = find(reach, from, [quote; 3]);
        if close == reach.len() {
            let hopeless = last || bytes.len() - open > QUOTED_MAX;
            return if hopeless { Quoted::Broken(open) } else { Quoted::Unfinished };
        }
        if bytes.get(close + 1) == Some(&quote) {
            from = close + 2;
            continue;
        }
        // Some programs fill up with blanks behind the quote.
        let blanks = bytes.get(close + 1..).unwrap_or_default().iter().take_while(|b| **b == b' ').count();
        let behind = close + 1 + blanks;
        return match bytes.get(behind) {
            None if !last => Quoted::Unfinished,
            None | Some(b'\n' | b'\r') => Quoted::Cell(Cell { start: open + 1, end: close, quoted: true }, behind),
            Some(byte) if *byte == delimiter && delimiter != 0 => {
                Quoted::Cell(Cell { start: open + 1, end: close, quoted: true }, behind)
            }
            // A quote in a later line most likely opens a cell of its own: the first one was never closed.
            _ if bytes.get(open..close).unwrap_or_default().contains(&b'\n') => Quoted::Broken(open),
            _ => Quoted::Broken(close + 1),
        };
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "that is how a test fails")]
mod tests {
    use super::*;

    const COMMA: Signs = Signs { delimiter: b',', quote: b'"' };

    /// All records, with `!` in front of broken ones.
    fn read(text: &str, signs: Signs) -> Vec<Vec<String>> {
        let (bytes, mut cells, mut at, mut out) = (text.as_bytes(), Vec::new(), 0, Vec::new());
        while at < bytes.len() {
            let record = record(bytes, at, true, signs, &mut cells).unwrap();
            let mut line: Vec<String> =
                cells.iter().map(|c| String::from_utf8(c.of(bytes).to_vec()).unwrap()).collect();
            if record.broken {
                line[0].insert(0, '!');
            }
            out.push(line);
            at = record.next;
        }
        out
    }

    #[test]
    fn line_ends_and_quotes() {
        assert_eq!(
            read("a,b\nc,\r\n\"d,\"\"\ne\",f\rg", COMMA),
            [vec!["a", "b"], vec!["c", ""], vec!["d,\"\"\ne", "f"], vec!["g"]]
        );
        assert_eq!(read("a,b\n", Signs { delimiter: 0, ..COMMA }), [["a,b"]]);
        assert_eq!(read("\"a\"  ,b", COMMA), [["a", "b"]]);
    }

    #[test]
    fn quotes_of_another_kind_or_none() {
        let single = Signs { quote: b'\'', ..COMMA };
        assert_eq!(read("'a,''b''\nc',\"d\n", single), [["a,''b''\nc", "\"d"]]);
        assert_eq!(read("'a' b,c\n", single), [["!'a' b", "c"]]);
        let none = Signs { quote: 0, ..COMMA };
        assert_eq!(read("\"a,b\"\n\0,'c'\n", none), [["\"a", "b\""], ["\0", "'c'"]]);
    }

    #[test]
    fn broken_quotes_cost_one_line() {
        assert_eq!(read("a,\"b,c\nd,\"e\"\n", COMMA), [vec!["!a", "\"b", "c"], vec!["d", "e"]]);
        assert_eq!(read("\"a\" b,c\nd,e", COMMA), [vec!["!\"a\" b", "c"], vec!["d", "e"]]);
        assert_eq!(read("a,\"b\nc,d\n", COMMA), [vec!["!a", "\"b"], vec!["c", "d"]]);
        let endless = format!("\"a\n{}", "b\n".repeat(QUOTED_MAX));
        assert_eq!(read(&endless, COMMA).len(), QUOTED_MAX + 1);
        assert!(record(endless.as_bytes(), 0, false, COMMA, &mut Vec::new()).unwrap().broken);
    }

    #[test]
    fn a_record_waits_for_its_end() {
        let wait = |text: &str| record(text.as_bytes(), 0, false, COMMA, &mut Vec::new());
        for text in ["a,b", "a\r", "\"a", "\"a\"", "\"a\n", ""] {
            assert_eq!(wait(text), None, "{text:?}");
        }
        assert_eq!(wait("a\rb"), Some(Record { end: 1, next: 2, broken: false }));
    }
}
