//! What a numbering plan says of a number, and the number as a whole one: all that long lists ask.

use super::tables::{Code, Place, tables, territory};
use super::{NumberType, Possible, parse, prefix};

/// The longest number that is kept whole. No plan has longer ones.
const MAX_DIGITS: usize = 18;

/// A number without its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Outline {
    value: u64,
    label: u16,
    calling_code: u16,
    /// Where its territory stands among all; `None` if none is known for it.
    place: Option<Place>,
    /// Whose lengths decide what is possible.
    main: Place,
    /// Digits of the national number.
    length: u8,
}

impl Outline {
    pub(super) fn new(code: &Code, national: &[u8]) -> Self {
        let label = tables().label(code, national);
        let value = || national.iter().fold(code.code.into(), |value, digit| value * 10 + u64::from(digit & 0xf));
        let fits = national.len() + usize::from(code.digits) <= MAX_DIGITS;
        Self {
            value: if fits { value() } else { 0 },
            label,
            calling_code: code.code,
            place: place(code, label, national),
            main: code.main,
            length: national.len() as u8,
        }
    }

    /// Its digits as one number; 0 where they are more than 18.
    pub(crate) fn value(&self) -> u64 {
        self.value
    }

    /// The place of its region among all; [`region_at`](super::region_at) gives the region back.
    pub(crate) fn place(&self) -> Option<u8> {
        self.place
    }

    /// The same of the main country of its calling code.
    pub(crate) fn main(&self) -> u8 {
        self.main
    }

    pub(crate) fn calling_code(&self) -> u16 {
        self.calling_code
    }

    pub(crate) fn number_type(&self) -> NumberType {
        NumberType::of_label(self.label)
    }

    pub(crate) fn is_valid(&self) -> bool {
        self.label != 0
    }

    pub(crate) fn possible(&self) -> Possible {
        parse::possible(self.main, self.length.into())
    }
}

/// The territory of a number. Among those that share a code, leading digits claim even numbers that are not valid.
fn place(code: &Code, label: u16, national: &[u8]) -> Option<Place> {
    let claims = |place: &Place| territory(*place).is_some_and(|t| prefix::begins(t.leading, national));
    match (label, code.territories) {
        (0, 2..) => (code.main..code.main + code.territories).find(claims),
        _ => Some(code.main + (label >> 4) as Place),
    }
}

/// What people put between digits most, and what never means anything.
#[inline]
pub(crate) fn is_plain_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'(' | b')' | b'.')
}

/// Reads what stands behind a `+`, or where one is meant: digits with plain separators. Walks the table while it reads, and
/// keeps nothing. `None` for all that is written in another way, and for what [`parse`](super::parse()) may refuse.
#[inline]
pub(crate) fn scan(text: &[u8]) -> Option<Outline> {
    let tables = tables();
    let mut other = false;
    let mut digits = text.iter().filter_map(|byte| {
        let digit = byte.wrapping_sub(b'0');
        let is_digit = digit < 10;
        other |= !is_digit && !is_plain_separator(*byte);
        is_digit.then_some(digit)
    });
    let head = [digits.next()?, digits.next()?, digits.next()?];
    let code = tables.code_of(head)?;
    let mut value = head.iter().fold(0, |value, digit| value * 10 + u64::from(*digit));
    // Behind a short code, some of the three belong to the number already.
    let mut node = code.root;
    for digit in head.get(code.digits.into()..).unwrap_or_default() {
        node = tables.step(node, *digit);
    }
    let (mut count, mut fourth) = (head.len(), 0);
    for digit in digits {
        node = tables.step(node, digit);
        value = value.wrapping_mul(10).wrapping_add(digit.into());
        fourth = if count == 3 { digit } else { fourth };
        count += 1;
    }
    let length = count - usize::from(code.digits);
    if other || length < parse::MIN_NATIONAL || count > MAX_DIGITS {
        return None;
    }
    let first = head.get(usize::from(code.digits)).unwrap_or(&fourth);
    let label = tables.label_at(node);
    if code.prefixed >> first & 1 == 1 || label == 0 && code.territories > 1 {
        return with_digits(value, count);
    }
    let place = Some(code.main + (label >> 4) as Place);
    Some(Outline { value, label, calling_code: code.code, place, main: code.main, length: length as u8 })
}

/// The same with all digits at hand: a prefix may have to come off, or a country be told by what a number begins with.
#[inline(never)]
fn with_digits(mut value: u64, count: usize) -> Option<Outline> {
    let mut digits = [0; MAX_DIGITS];
    let digits = digits.get_mut(..count)?;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
    let (code, national) = parse::resolve(digits, true, None).ok()?;
    Some(Outline::new(code, national.as_bytes()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "that is how a test fails")]
mod tests {
    use super::*;
    use crate::phone::parse_international;

    #[test]
    fn what_is_scanned_is_what_is_parsed() {
        for number in [
            "4915112345678",
            "49 (151) 123-456.78",
            "12025550123",
            "18765550123",
            "1 1 900 483 9003",
            "70001",
            "73001",
            "390612345678",
            "5491123456789",
            "54111523456789",
            "5511987654321",
            "559112345678",
            "80012345678",
            "2125286590",
            "49123456789012345",
            "2250712345678",
        ] {
            assert_eq!(scan(number.as_bytes()), Some(*parse_international(number).unwrap().outline()), "{number}");
        }
        for other in ["", "49", "491", "2101234567", "0049151", "49x151", "4915112345678901234", "+4915112345678"] {
            assert_eq!(scan(other.as_bytes()), None, "{other}");
        }
    }
}
