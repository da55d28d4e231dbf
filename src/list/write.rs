//! The lists that come out: the rows as they came in, with three columns added.

use super::csv::{self, Cell};
use super::encoding::{self, Encoding};
use super::sniff::DELIMITERS;
use super::{Frame, List, RowStatus, USER_ID};
use crate::Error;
use crate::catalogue::rule;
use crate::draft::Draft;
use crate::findings::Findings;
use crate::report::Level;

/// Which rows of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Which {
    /// Those to send to, risky ones included.
    Sendable,
    /// Those that are blocked or repeat another one.
    Blocked,
    /// All of them.
    All,
}

impl Which {
    /// By its name: `sendable`, `blocked` or `all`.
    ///
    /// # Errors
    /// Any other name.
    pub fn named(name: &str) -> Result<Self, Error> {
        match name {
            "sendable" => Ok(Self::Sendable),
            "blocked" => Ok(Self::Blocked),
            "all" => Ok(Self::All),
            _ => Err(Error::new("which", "which rows is one of \"sendable\", \"blocked\" and \"all\"")),
        }
    }

    fn takes(self, status: RowStatus) -> bool {
        let kept = matches!(status, RowStatus::Sendable | RowStatus::Risky);
        self == Self::All || kept == (self == Self::Sendable)
    }
}

/// Names of the added columns.
const ADDED: [&str; 3] = ["presend_digits", "presend_status", "presend_reason"];

/// How much is written at once.
const PIECE: usize = 1 << 18;

/// Whether a spreadsheet would run a cell as a formula. Tabs and line breaks in front are passed over by some; quotes that were
/// none to us may be some to it.
fn runs(cell: &Cell, bytes: &[u8], quote: u8) -> bool {
    let mut content = cell.of(bytes);
    while let [sign, rest @ ..] = content
        && !cell.quoted
        && (*sign == b'"' || *sign == quote)
    {
        content = rest;
    }
    match content {
        [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n', ..] => true,
        // The same four in full width.
        [0xEF, 0xBC, last, ..] => matches!(last, 0x9D | 0x8B | 0x8D | 0xA0),
        _ => false,
    }
}

/// Writes what stands between quotes.
#[inline(never)]
fn doubled(bytes: &[u8], quote: u8, out: &mut Vec<u8>) {
    for byte in bytes {
        out.push(*byte);
        if *byte == quote {
            out.push(quote);
        }
    }
}

impl List {
    /// Writes the next piece of a list in the input's own form, from a row on; answers with the row to go on with, or with
    /// nothing at the end. The piece that begins at row 0 brings the header along.
    ///
    /// Added are `presend_digits`, `presend_status` and `presend_reason`; everything else stays as it was, byte by byte.
    /// `safe` puts an apostrophe before cells that a spreadsheet would run.
    pub fn csv(&self, which: Which, safe: bool, from: usize, out: &mut Vec<u8>) -> Option<usize> {
        let mut piece = Vec::with_capacity(PIECE + 4096);
        if from == 0 {
            self.write_head(safe, &mut piece);
        }
        let mut row = from;
        // What stands between rows, blank lines, belongs to the whole list.
        let mut before = self.end_of(from.checked_sub(1));
        let done = self.framed(&mut |_, draft, frame| {
            while row < self.rows.len() && piece.len() < PIECE {
                before = self.write_row(row, before, (which, safe), (draft, frame), &mut piece);
                row += 1;
            }
            Ok(())
        });
        if done.is_err() {
            // What could be read is judged again without a fault; if not, this is its end.
            row = self.rows.len();
        }
        if row == self.rows.len() && which == Which::All {
            piece.extend_from_slice(self.bytes.get(before..).unwrap_or_default());
        }
        match self.encoding {
            Some(Encoding::Utf16 { big_endian }) => out.extend(encoding::to_utf16(&piece, big_endian)),
            _ => out.append(&mut piece),
        }
        (row < self.rows.len()).then_some(row)
    }

    /// Behind a row, or behind the header.
    fn end_of(&self, row: Option<usize>) -> usize {
        match (row, &self.layout) {
            (Some(row), _) => self.record(row, &mut Vec::new()).map_or(self.bytes.len(), |record| record.next),
            (None, Some(layout)) => layout.header.map_or(layout.preamble, |header| header.next),
            (None, None) => 0,
        }
    }

    /// What ends early gets its missing cells, so that the added ones stand below their names.
    fn fill_up(&self, width: usize, cells: usize, out: &mut Vec<u8>) {
        out.extend(std::iter::repeat_n(self.delimiter(), width.saturating_sub(cells)));
    }

    fn write_head(&self, safe: bool, out: &mut Vec<u8>) {
        let Some(layout) = &self.layout else { return };
        out.extend_from_slice(self.bytes.get(..layout.preamble).unwrap_or_default());
        let Some(header) = layout.header else { return };
        let mut cells = Vec::new();
        csv::record(&self.bytes, layout.preamble, true, layout.signs, &mut cells);
        self.write_cells(layout.preamble, header.end, &cells, safe, out);
        self.fill_up(layout.width, cells.len(), out);
        for name in ADDED {
            out.push(self.delimiter());
            out.extend_from_slice(name.as_bytes());
        }
        let line_end = self.bytes.get(header.end..header.next).unwrap_or_default();
        // A header that is all there is has none.
        out.extend_from_slice(line_end);
    }

    /// Writes a row, unless it is not asked for; answers with the place behind it.
    fn write_row(
        &self,
        row: usize,
        before: usize,
        (which, safe): (Which, bool),
        (draft, frame): (&Draft<'_>, &mut Frame<'_>),
        out: &mut Vec<u8>,
    ) -> usize {
        let Some((outcome, layout)) = self.rows.outcome_at(row).zip(self.layout.as_ref()) else { return before };
        if !which.takes(outcome.status) {
            return before;
        }
        let kept = self.rows.get(row);
        let start = kept.map_or(0, |kept| kept.start as usize);
        if which == Which::All {
            out.extend_from_slice(self.bytes.get(before..start).unwrap_or_default());
        }
        let mut cells = Vec::new();
        let Some(record) = self.record(row, &mut cells) else { return before };
        self.write_cells(start, record.end, &cells, safe, out);
        let delimiter = self.delimiter();
        self.fill_up(layout.width, cells.len(), out);
        out.push(delimiter);
        let key = kept.map_or(0, |kept| kept.key);
        if key != 0 && key & USER_ID == 0 {
            out.extend_from_slice(key.to_string().as_bytes());
        }
        out.push(delimiter);
        out.extend_from_slice(outcome.status.name().as_bytes());
        out.push(delimiter);
        if outcome.status != RowStatus::Sendable {
            let mut findings = Findings::default();
            if outcome.status == RowStatus::Duplicate {
                self.explain_repeat(row, rule::LIST_DUPLICATE, &mut findings);
            } else {
                let _ = self.explain(row, frame, &self.view(layout, &cells), &mut findings);
            }
            self.write_reason(outcome.status, findings, draft, out);
        }
        out.extend_from_slice(self.bytes.get(record.end..record.next).unwrap_or_default());
        record.next
    }

    /// The cells as they are; in the safe form with an apostrophe where one is needed.
    fn write_cells(&self, start: usize, end: usize, cells: &[Cell], safe: bool, out: &mut Vec<u8>) {
        let quote = self.quote();
        let mut from = start;
        for cell in cells.iter().filter(|cell| safe && runs(cell, &self.bytes, quote)) {
            out.extend_from_slice(self.bytes.get(from..cell.start).unwrap_or_default());
            from = cell.start;
            if quote != b'\'' {
                out.push(b'\'');
            } else if cell.quoted {
                out.extend_from_slice(b"\'\'");
            } else {
                // Alone, the apostrophe would open quotes.
                out.extend_from_slice(b"\'\'\'");
                doubled(cell.of(&self.bytes), quote, out);
                out.push(quote);
                from = cell.end;
            }
        }
        out.extend_from_slice(self.bytes.get(from..end).unwrap_or_default());
    }

    /// Why a row is not simply sendable: what fails, or else what may.
    fn write_reason(&self, status: RowStatus, findings: Findings, draft: &Draft<'_>, out: &mut Vec<u8>) {
        let level = match status {
            RowStatus::Duplicate => rule::LIST_DUPLICATE.level,
            RowStatus::Blocked => Level::Fail,
            _ => Level::Risk,
        };
        let (mut reason, mut bytes) = (String::new(), Vec::new());
        findings.tell(level, &draft.options, &mut reason);
        self.encoding_or_guess().push(&reason, &mut bytes);
        let (quote, delimiter) = (self.quote(), self.delimiter());
        for byte in &mut bytes {
            // One cell and one line, whatever it quotes.
            if matches!(*byte, b'\r' | b'\n') || quote == 0 && *byte == delimiter {
                *byte = b' ';
            }
        }
        let around: &[u8] = if quote == 0 { b"" } else { &[quote] };
        out.extend_from_slice(around);
        doubled(&bytes, quote, out);
        out.extend_from_slice(around);
    }

    fn quote(&self) -> u8 {
        self.layout.as_ref().map_or(b'"', |layout| layout.signs.quote)
    }

    /// What the added columns are written in.
    pub(crate) fn encoding_or_guess(&self) -> Encoding {
        let guess = if self.faults.windows { Encoding::Windows1252 } else { Encoding::Utf8 };
        self.encoding.unwrap_or(guess)
    }

    /// What stands before the added columns. A list without columns gets a delimiter that does not occur in it.
    pub(crate) fn delimiter(&self) -> u8 {
        match &self.layout {
            Some(layout) if layout.signs.delimiter != 0 => layout.signs.delimiter,
            _ => DELIMITERS[self.free_delimiter],
        }
    }
}
