//! From digits to a calling code and a national number, as Google's `parse` finds them.

use super::digits::Digits;
use super::tables::{Code, Place, RULES, Tables, tables, territory};
use super::{ParseError, Possible, prefix};

/// The fewest and the most digits of a national number.
pub(super) const MIN_NATIONAL: usize = 2;
const MAX_NATIONAL: usize = 17;

/// A national number, leading zeros included.
pub(super) type National = Digits<MAX_NATIONAL>;

/// A national number with its prefix rewritten. What is dropped at its end is far beyond the longest number, and no prefix is
/// long enough to bring it back into sight.
type Rewritten = Digits<64>;

/// Splits digits into a calling code and a national number.
///
/// `plus`: the number is written as for abroad. `home`: where it is read, for numbers that are not.
pub(super) fn resolve(digits: &[u8], plus: bool, home: Option<Place>) -> Result<(&'static Code, National), ParseError> {
    if let Some((code, national)) = at_once(digits).filter(|_| plus) {
        let mut kept = National::new();
        kept.extend(national);
        return Ok((code, kept));
    }
    let tables = tables();
    let mut first = Rewritten::new();
    let (code, place, national) = split(tables, digits, plus, home, &mut first)?;
    if national.len() < MIN_NATIONAL {
        return Err(ParseError::TooShort);
    }
    let mut second = Rewritten::new();
    let stripped = strip(tables, place, national, &mut second).filter(|stripped| keeps_a_number(place, stripped));
    let national = stripped.unwrap_or(national);
    match national.len() {
        0..MIN_NATIONAL => Err(ParseError::TooShort),
        MIN_NATIONAL..=MAX_NATIONAL => {
            let mut kept = National::new();
            kept.extend(national);
            Ok((code, kept))
        }
        _ => Err(ParseError::TooLong),
    }
}

/// Splits the digits behind a `+` where that is all there is to do: the length is no question, and no prefix could come off.
/// So it is with nearly all numbers of long lists.
#[inline]
pub(super) fn at_once(digits: &[u8]) -> Option<(&'static Code, &[u8])> {
    let code = tables().code_at(digits)?;
    let national = digits.get(usize::from(code.digits)..)?;
    let free = code.prefixed >> (national.first()? & 0xf) & 1 == 0;
    (free && (MIN_NATIONAL..=MAX_NATIONAL).contains(&national.len())).then_some((code, national))
}

/// A prefix is only one if a number is left when it is taken off.
fn keeps_a_number(place: Place, stripped: &[u8]) -> bool {
    matches!(possible(place, stripped.len()), Possible::Yes | Possible::TooLong)
}

/// How the length of a national number compares with its plan.
pub(super) fn possible(place: Place, length: usize) -> Possible {
    let Some(territory) = territory(place) else { return Possible::InvalidLength };
    let bit = u32::try_from(length).ok().and_then(|length| 1u32.checked_shl(length)).unwrap_or(0);
    if territory.local_lengths & bit != 0 {
        Possible::LocalOnly
    } else if territory.lengths & bit != 0 {
        Possible::Yes
    } else if bit == 0 || territory.lengths < bit {
        Possible::TooLong
    } else if territory.lengths & (bit - 1) == 0 {
        Possible::TooShort
    } else {
        Possible::InvalidLength
    }
}

/// A calling code, the territory whose prefixes count from here on, and the rest of the digits.
type Split<'a> = (&'static Code, Place, &'a [u8]);

fn split<'a>(
    tables: &'static Tables,
    digits: &'a [u8],
    plus: bool,
    home: Option<Place>,
    rewritten: &'a mut Rewritten,
) -> Result<Split<'a>, ParseError> {
    if plus {
        match abroad(tables, digits) {
            // Google reads `+00 44 …` at home as if the plus were not there. It does not go on to take it for a number of home.
            Err(ParseError::InvalidCountryCode) => {}
            answer => return answer,
        }
    }
    let home = home.ok_or(ParseError::InvalidCountryCode)?;
    if let Some(split) = dialled_from(tables, home, digits, rewritten)? {
        return Ok(split);
    }
    let code = tables.code_of_place(home).filter(|_| !plus).ok_or(ParseError::InvalidCountryCode)?;
    Ok((code, home, digits))
}

/// Digits as they are dialled after a `+`.
fn abroad<'a>(tables: &'static Tables, digits: &'a [u8]) -> Result<Split<'a>, ParseError> {
    if digits.len() <= MIN_NATIONAL {
        return Err(ParseError::TooShortAfterPrefix);
    }
    let code = tables.code_at(digits).ok_or(ParseError::InvalidCountryCode)?;
    Ok((code, code.main, digits.get(usize::from(code.digits)..).unwrap_or_default()))
}

/// Digits that carry a calling code although nothing says so: behind the prefix for calls abroad, or the code of home itself.
fn dialled_from<'a>(
    tables: &'static Tables,
    home: Place,
    digits: &'a [u8],
    rewritten: &'a mut Rewritten,
) -> Result<Option<Split<'a>>, ParseError> {
    let international = territory(home).map_or(0, |territory| territory.international);
    if let Some(prefix) = prefix::read(international, digits) {
        let rest = digits.get(prefix.end..).unwrap_or_default();
        // No calling code begins with 0.
        if rest.first() != Some(&b'0') {
            return abroad(tables, rest).map(Some);
        }
    }
    let Some(code) = tables.code_of_place(home) else { return Ok(None) };
    let Some(rest) = without_code(code, digits) else { return Ok(None) };
    let national = strip(tables, home, rest, rewritten).unwrap_or(rest);
    let better = !tables.is_general(home, digits) && tables.is_general(home, national);
    let wanted = better || possible(home, digits.len()) == Possible::TooLong;
    Ok(wanted.then_some((code, code.main, national)))
}

fn without_code<'a>(code: &Code, digits: &'a [u8]) -> Option<&'a [u8]> {
    let (head, rest) = digits.split_at_checked(usize::from(code.digits))?;
    let value = head.iter().fold(0, |value, digit| value * 10 + u16::from(digit & 0xf));
    (value == code.code).then_some(rest)
}

/// Takes off or rewrites a national prefix, unless that would make a number of the plan into none.
fn strip<'a>(tables: &Tables, place: Place, digits: &'a [u8], rewritten: &'a mut Rewritten) -> Option<&'a [u8]> {
    let territory = territory(place)?;
    let found = prefix::read(territory.national, digits)?;
    let rest = digits.get(found.end..)?;
    let rule = usize::from(territory.rule).checked_sub(1).and_then(|rule| RULES.get(rule));
    let stripped = match rule.filter(|_| !found.last_group().is_empty()) {
        None => rest,
        Some(rule) => {
            for &item in *rule {
                if item < 16 { rewritten.push(item) } else { rewritten.extend(found.group(item - 16)) }
            }
            rewritten.extend(rest);
            rewritten.as_bytes()
        }
    };
    let spoils = tables.is_general(place, digits) && !tables.is_general(place, stripped);
    (!spoils).then_some(stripped)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "that is how a test fails")]
mod tests {
    use super::super::parse as parse_text;
    use super::*;

    fn e164(input: &str, region: &str) -> String {
        parse_text(input, Some(region)).map_or_else(|error| format!("{error:?}"), |number| number.digits().into())
    }

    #[test]
    fn a_home_prefix_is_taken_off_or_rewritten() {
        assert_eq!(e164("030 123456", "DE"), "4930123456");
        assert_eq!(e164("06 1 234 5678", "HU"), "3612345678");
        assert_eq!(e164("011 15 2345 6789", "AR"), "5491123456789");
        assert_eq!(e164("0 31 85 2222 2222", "BR"), "558522222222", "a carrier stands behind the prefix");
        assert_eq!(e164("464 1234", "AG"), "12684641234", "an island leaves out its area code");
    }

    #[test]
    fn zeros_that_belong_to_the_number_stay() {
        assert_eq!(e164("06 1234 5678", "IT"), "390612345678");
        assert_eq!(e164("+39 06 1234 5678", "US"), "390612345678");
        assert_eq!(e164("8 800 123 45 67", "RU"), "78001234567");
        assert_eq!(e164("800 123 45 67", "RU"), "78001234567", "8 belongs to the number: without it none is left");
    }

    #[test]
    fn a_calling_code_shows_itself() {
        assert_eq!(e164("00 49 30 123456", "FR"), "4930123456");
        assert_eq!(e164("011 49 30 123456", "US"), "4930123456");
        assert_eq!(e164("49 30 12345678", "DE"), "493012345678", "only because 12 digits say more than 10");
        assert_eq!(e164("1 650 253 0000", "US"), "16502530000");
        assert_eq!(e164("+00 44 20 7946 0958", "FR"), "442079460958", "Google forgives the plus");
    }

    #[test]
    fn refusals_have_reasons() {
        assert_eq!(e164("+999 123456", "DE"), "InvalidCountryCode");
        assert_eq!(e164("030 123456", "ZZ"), "InvalidCountryCode");
        assert_eq!(e164("00 49", "FR"), "TooShortAfterPrefix");
        assert_eq!(e164("+49 1", "FR"), "TooShort");
        assert_eq!(e164("+49 123456789012345678", "FR"), "TooLong");
    }

    #[test]
    fn lengths_are_told_apart() {
        let of = |region, length| possible(tables().place(region).unwrap(), length);
        assert_eq!(of("US", 10), Possible::Yes);
        assert_eq!(of("US", 7), Possible::LocalOnly);
        assert_eq!(of("US", 6), Possible::TooShort);
        assert_eq!(of("US", 11), Possible::TooLong);
        assert_eq!(of("AD", 7), Possible::InvalidLength);
        assert_eq!(of("US", 300), Possible::TooLong);
    }
}
