//! Finding out how a list is written: delimiter, header, the column of the numbers.

use super::csv::{self, Cell, Signs};
use super::encoding::{Encoding, text};
use super::vocabulary::{is_date, names_numbers, names_something};
use crate::phone;

/// How many records are looked at.
const SAMPLE: usize = 100;

/// Delimiters in the order in which they are met.
pub(crate) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What stands before the list itself: a byte order mark, and Excel's own `sep=;`.
pub(crate) fn preamble(bytes: &[u8]) -> (usize, Option<u8>) {
    let mark = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
    let rest = bytes.get(mark..).unwrap_or_default();
    match rest {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r', b'\n', ..] => (mark + 7, Some(*delimiter)),
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\n' | b'\r', ..] => (mark + 6, Some(*delimiter)),
        _ => (mark, None),
    }
}

/// How a list is cut, as far as it is not told. Its quotes are single ones where the first record has all its cells in them.
pub(crate) fn signs(bytes: &[u8], last: bool, delimiter: Option<u8>, quote: Option<u8>) -> Signs {
    let with = |quote: u8| Signs { delimiter: delimiter.unwrap_or_else(|| self::delimiter(bytes, last, quote)), quote };
    if quote.is_none() && delimiter != Some(b'\'') && bytes.first() == Some(&b'\'') {
        let (single, mut cells) = (with(b'\''), Vec::new());
        let whole = csv::record(bytes, 0, last, single, &mut cells).is_some_and(|record| !record.broken);
        if whole && cells.iter().all(|cell| cell.quoted) {
            return single;
        }
    }
    with(quote.unwrap_or(b'"'))
}

/// The delimiter with which most records have the same number of cells, and more than one; 0 if there is none.
#[inline(never)]
fn delimiter(bytes: &[u8], last: bool, quote: u8) -> u8 {
    let mut best = (0, 0, 0);
    for candidate in DELIMITERS {
        let signs = Signs { delimiter: candidate, quote };
        let counts: Vec<usize> = records(bytes, last, signs).iter().map(Vec::len).collect();
        let Some((cells, same)) = most_frequent(&counts).filter(|(cells, _)| *cells > 1) else { continue };
        let score = (same * 100 / counts.len(), cells, candidate);
        if (score.0, score.1) > (best.0, best.1) {
            best = score;
        }
    }
    best.2
}

fn most_frequent(counts: &[usize]) -> Option<(usize, usize)> {
    let times = |count: usize| counts.iter().filter(|c| **c == count).count();
    counts.iter().map(|count| (*count, times(*count))).max_by_key(|(count, times)| (*times, *count))
}

/// The first records that are not blank.
fn records(bytes: &[u8], last: bool, signs: Signs) -> Vec<Vec<Cell>> {
    let (mut found, mut cells, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() && found.len() <= SAMPLE {
        let Some(record) = csv::record(bytes, at, last, signs, &mut cells) else { break };
        if cells.iter().any(|cell| !cell.of(bytes).trim_ascii().is_empty()) {
            found.push(cells.clone());
        }
        at = record.next;
    }
    found
}

/// What a good name is worth where no cell looks like a number: more than the best content under a name that speaks against it.
const NAME_ALONE: i32 = 5;

/// What the first records show.
pub(crate) struct Sample {
    rows: Vec<Vec<String>>,
}

/// What the columns of a list are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) header: bool,
    /// How well each of them fits the numbers.
    scores: Vec<i32>,
}

impl Columns {
    /// The column of the numbers, but for those that hold something else; `None` where none looks like it.
    #[inline(never)]
    pub(crate) fn number(&self, taken: &[Option<usize>]) -> Option<usize> {
        let free = self.scores.iter().enumerate().filter(|(column, _)| !taken.contains(&Some(*column)));
        // The first of equals, as the main number stands before the second one.
        let best = free.max_by_key(|(column, score)| (**score, std::cmp::Reverse(*column)));
        best.filter(|(_, score)| **score > 0 || self.scores.len() == 1).map(|(column, _)| column)
    }
}

impl Sample {
    pub(crate) fn read(bytes: &[u8], last: bool, signs: Signs, encoding: Option<Encoding>) -> Self {
        let row = |cells: &Vec<Cell>| cells.iter().map(|cell| text(cell.of(bytes), encoding).into_owned()).collect();
        Self { rows: records(bytes, last, signs).iter().map(row).collect() }
    }

    /// How many cells most records have.
    pub(crate) fn width(&self) -> usize {
        let counts: Vec<usize> = self.rows.iter().map(Vec::len).collect();
        most_frequent(&counts).map_or(1, |(cells, _)| cells)
    }

    pub(crate) fn columns(&self, header: Option<bool>, country: Option<&str>) -> Columns {
        let Some(first) = self.rows.first() else {
            return Columns { header: header.unwrap_or(false), scores: Vec::new() };
        };
        let width = self.rows.iter().take(SAMPLE).map(Vec::len).max().unwrap_or(0);
        let content: Vec<i32> = (0..width).map(|column| self.content(column, country)).collect();
        let header = header.unwrap_or_else(|| self.has_header(first, &content));
        let name = |column: usize| first.get(column).filter(|_| header).map_or(0, |name| names_numbers(name));
        let score = |(column, content): (usize, &i32)| match name(column) {
            // A good name does not make numbers of cells that hold something else.
            name if *content == 0 && self.is_filled(column) => name.min(NAME_ALONE),
            name => name + content,
        };
        Columns { header, scores: content.iter().enumerate().map(score).collect() }
    }

    /// Whether anything stands below the name of a column.
    fn is_filled(&self, column: usize) -> bool {
        self.rows.iter().skip(1).filter_map(|row| row.get(column)).any(|cell| !cell.trim().is_empty())
    }

    /// How much the cells of a column look like phone numbers, from 0 to 12, empty ones included; the first record, which may
    /// be the header, is left out where there are others.
    fn content(&self, column: usize, country: Option<&str>) -> i32 {
        let rows = self.rows.get(1..).filter(|rows| !rows.is_empty()).unwrap_or(&self.rows);
        let points: usize = rows.iter().filter_map(|row| row.get(column)).map(|cell| likeness(cell, country)).sum();
        (points * 4).div_ceil(rows.len().max(1)) as i32
    }

    fn has_header(&self, first: &[String], content: &[i32]) -> bool {
        if first.iter().any(|cell| likeness(cell, None) > 0) {
            return false;
        }
        let named = |cell: &String| cell.chars().any(char::is_alphabetic);
        first.iter().any(|cell| names_something(cell))
            || first.len() > 1 && self.rows.len() > 1 && first.iter().all(named) && content.iter().any(|c| *c > 4)
    }
}

/// 0: no phone number; 1: could be one, or was one; 2: a number with the right length; 3: a valid one.
fn likeness(cell: &str, country: Option<&str>) -> usize {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let fits = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().[]/'=\":,;|".contains(c);
    if is_date(cell) || digits < 3 {
        return 0;
    }
    if super::number::scientific(cell).is_some() || cell.contains("wa.me/") {
        return 1;
    }
    if super::number::two_numbers(cell).is_some() {
        return 2;
    }
    if !(6..=40).contains(&digits) || !cell.chars().all(fits) {
        return 0;
    }
    let number = match country {
        Some(country) => phone::parse(cell, Some(country)),
        None => phone::parse_international(cell),
    };
    match number {
        Ok(number) if number.is_valid() => 3,
        Ok(number) if number.possible().is_possible() => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(list: &str) -> (bool, Option<usize>) {
        let signs = signs(list.as_bytes(), true, None, None);
        let columns = Sample::read(list.as_bytes(), true, signs, None).columns(None, None);
        (columns.header, columns.number(&[]))
    }

    #[test]
    fn delimiters_are_found() {
        for (list, wanted) in [
            ("a,b\nc,d\n", b','),
            ("a;b;c\n1,5;2,5;x\n1;2;y\n", b';'),
            ("a\tb\nc, d\te\n", b'\t'),
            ("a|b\nc|d\n", b'|'),
            ("+49 151 1234567\n+49 151 7654321\n", 0),
            ("\"a,b\";c\n\"d,e\";f\n", b';'),
            ("+4915112345678\n+4915112345679, +4915112345670\n+4915112345671\n", 0),
            ("", 0),
        ] {
            assert_eq!(signs(list.as_bytes(), true, None, None).delimiter, wanted, "{list}");
        }
        assert_eq!(preamble(b"\xEF\xBB\xBFsep=;\r\na;b"), (10, Some(b';')));
        assert_eq!(preamble(b"separator"), (0, None));
    }

    #[test]
    fn quotes_are_found() {
        for (list, wanted) in [
            ("'a';'b'\n'c';'d'\n", b'\''),
            ("'+4915112345678'\n'+4915112345679'\n", b'\''),
            ("'a,b';'c'\n", b'\''),
            ("'+4915112345678\n'+4915112345679\n", b'"'),
            ("'1,Ana,'+4915112345678\n'2,Ben,'+4915112345679\n", b'"'),
            ("'a',b\n", b'"'),
            ("a,'b'\n", b'"'),
            ("", b'"'),
        ] {
            assert_eq!(signs(list.as_bytes(), true, None, None).quote, wanted, "{list}");
        }
        assert_eq!(signs(b"'a'", true, None, Some(0)).quote, 0);
    }

    #[test]
    fn header_and_number_column_are_found() {
        for (list, header, number) in [
            ("name,phone\nAna,+4915112345678\n", true, Some(1)),
            ("Ana,+4915112345678\nBen,+4915112345679\n", false, Some(1)),
            ("Record ID,First Name,Phone Number\n201234567890,Ana,+4915112345678\n", true, Some(2)),
            ("colour,thing\nred,+4915112345678\n", true, Some(1)),
            ("phone\n", true, Some(0)),
            ("+4915112345678\n", false, Some(0)),
            ("abc\n+4915112345678\n", false, Some(0)),
            ("Name;Geburtstag;Handy\nAna;01.02.1990;\nBen;1990-02-01;0151 12345678\n", true, Some(2)),
            ("Name,Phone 1 - Label,Phone 1 - Value\nAna,Mobile,+49 151 12345678\n", true, Some(2)),
            ("name,colour\nAna,red\n", true, None),
            ("Teléfono\n+52 55 1234 5678\n", true, Some(0)),
            ("Nombre;Teléfono;WhatsApp\nAna;0991000000;sí\nBen;0991000001;no\n", true, Some(1)),
            ("Name,Phone (with country code),Landline phone\nA,+4915112345678,+493012345678\n", true, Some(1)),
            ("name,phone,fax\nAna,unknown,+493012345678\n", true, Some(1)),
            ("name,phone,fax\nAna,,+493012345678\n", true, Some(1)),
        ] {
            assert_eq!(columns(list), (header, number), "{list}");
        }
    }
}
