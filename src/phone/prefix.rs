//! The machine that reads prefixes: what is dialled before a number at home, or to get out of a country.
//!
//! It runs the programs that the build script makes of Google's patterns. Programs have no loops, so a run is short.

use super::operation::{AT_END, END, JUMP, SAVE, SET, SPLIT};
use super::tables::PROGRAMS;

/// The most parentheses a pattern may have.
const MAX_GROUPS: usize = 4;

/// Where each parenthesis begins and ends; `UNSET` where it took no part.
type Slots = [u8; 2 * MAX_GROUPS];

const UNSET: u8 = u8::MAX;

/// What a program read at the front of a number.
pub(super) struct Match<'a> {
    digits: &'a [u8],
    /// How many digits were read.
    pub(super) end: usize,
    groups: u8,
    slots: Slots,
}

impl<'a> Match<'a> {
    /// What parenthesis `number`, counted from 1, has read; empty if it took no part.
    pub(super) fn group(&self, number: u8) -> &'a [u8] {
        let slot = |at: usize| self.slots.get(at).copied().filter(|&at| at != UNSET).map(usize::from);
        let from = usize::from(number) * 2;
        let range = from.checked_sub(2).and_then(slot).zip(from.checked_sub(1).and_then(slot));
        range.and_then(|(from, to)| self.digits.get(from..to)).unwrap_or_default()
    }

    /// What the last parenthesis has read, or all that was read if there is none.
    pub(super) fn last_group(&self) -> &'a [u8] {
        if self.groups > 0 { self.group(self.groups) } else { self.digits.get(..self.end).unwrap_or_default() }
    }
}

/// Bit d: what a program reads may begin with digit d.
pub(super) fn first_digits(program: u16) -> u16 {
    match PROGRAMS.get(usize::from(program).wrapping_sub(1)..) {
        Some(&[_, low, high, ..]) => u16::from_le_bytes([low, high]),
        _ => 0,
    }
}

/// Runs a program, by its place counted from 1, at the front of a number.
pub(super) fn read(program: u16, digits: &[u8]) -> Option<Match<'_>> {
    let &[groups, low, high, ref code @ ..] = PROGRAMS.get(usize::from(program).checked_sub(1)?..)? else {
        return None;
    };
    // Most numbers have no prefix, and most of those show it with their first digit.
    if u16::from_le_bytes([low, high]) >> (digits.first()? & 0xf) & 1 == 0 {
        return None;
    }
    let (end, slots) = run(code, 0, digits, 0, [UNSET; 2 * MAX_GROUPS])?;
    Some(Match { digits, end, groups, slots })
}

/// Whether a number begins with what a program reads.
pub(super) fn begins(program: u16, digits: &[u8]) -> bool {
    read(program, digits).is_some()
}

fn run(code: &[u8], mut at: usize, digits: &[u8], mut position: usize, mut slots: Slots) -> Option<(usize, Slots)> {
    loop {
        let operand = || Some(u16::from_le_bytes([*code.get(at + 1)?, *code.get(at + 2)?]));
        match *code.get(at)? {
            END => return Some((position, slots)),
            JUMP => at = usize::from(operand()?),
            SPLIT => {
                if let Some(found) = run(code, at + 3, digits, position, slots) {
                    return Some(found);
                }
                at = usize::from(operand()?);
            }
            SAVE => {
                *slots.get_mut(usize::from(*code.get(at + 1)?))? = position as u8;
                at += 2;
            }
            AT_END if position < digits.len() => return None,
            AT_END => at += 1,
            SET => {
                if operand()? >> (digits.get(position)? & 0xf) & 1 == 0 {
                    return None;
                }
                (at, position) = (at + 3, position + 1);
            }
            digit => {
                if digits.get(position)? & 0xf != digit & 0xf {
                    return None;
                }
                (at, position) = (at + 1, position + 1);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "that is how a test fails")]
mod tests {
    use super::super::tables::{tables, territory};
    use super::*;

    fn national<'a>(region: &str, digits: &'a str) -> Option<(usize, &'a str)> {
        let territory = tables().place(region).and_then(territory).unwrap();
        let found = read(territory.national, digits.as_bytes())?;
        Some((found.end, std::str::from_utf8(found.last_group()).unwrap()))
    }

    #[test]
    fn a_plain_prefix_is_read_whole() {
        assert_eq!(national("DE", "0301234"), Some((1, "0")));
        assert_eq!(national("DE", "301234"), None);
        assert_eq!(national("HU", "0612345"), Some((2, "06")));
        assert_eq!(national("ES", "0612345"), None);
    }

    #[test]
    fn the_first_alternative_wins_and_leaves_its_parenthesis() {
        // 0?(?:(area code)15)?
        assert_eq!(national("AR", "0111523456789"), Some((5, "11")));
        assert_eq!(national("AR", "01123456789"), Some((1, "")));
        // ([457]\d{6})$|1
        assert_eq!(national("AG", "4641234"), Some((7, "4641234")));
        assert_eq!(national("AG", "46412345"), None);
        assert_eq!(national("AG", "12684641234"), Some((1, "")));
    }

    #[test]
    fn a_run_goes_back_to_the_last_split() {
        // (?:12|1)$, read in "1": the first alternative fails at its second digit.
        let code = [SPLIT, 8, 0, 0x11, 0x12, JUMP, 9, 0, 0x11, AT_END, END];
        assert_eq!(run(&code, 0, b"1", 0, [UNSET; 8]).map(|(end, _)| end), Some(1));
        assert_eq!(run(&code, 0, b"12", 0, [UNSET; 8]).map(|(end, _)| end), Some(2));
        assert_eq!(run(&code, 0, b"13", 0, [UNSET; 8]).map(|(end, _)| end), None);
    }

    #[test]
    fn a_broken_program_reads_nothing() {
        assert!(run(&[JUMP, 200, 0], 0, b"1", 0, [UNSET; 8]).is_none());
        assert!(run(&[SET, 2], 0, b"1", 0, [UNSET; 8]).is_none());
        assert!(read(u16::MAX, b"1").is_none());
    }
}
