//! Phone numbers: what a typed number is, and whether its country hands out such numbers.
//!
//! The answers are those of Google's libphonenumber, from the same metadata ([`METADATA_VERSION`]), but from one table for
//! the whole world instead of some 1,400 regular expressions; `build/phone` says how it is made. Nothing here knows of
//! WhatsApp, and nothing allocates memory but the table, once.
//!
//! ```
//! use presend::phone::{self, NumberType};
//!
//! let number = phone::parse("098765 43210", Some("IN"))?;
//! assert_eq!(number.digits(), "919876543210");
//! assert_eq!(number.region(), Some("IN"));
//! assert_eq!(number.number_type(), NumberType::Mobile);
//! assert!(number.is_valid());
//! # Ok::<(), phone::ParseError>(())
//! ```

mod digits;
// The build script writes all operations; the machine names all but the last, which is what the others are not.
#[allow(dead_code)]
mod operation;
mod outline;
mod parse;
mod prefix;
mod tables;
mod text;

use std::fmt;

use digits::Digits;
pub(crate) use digits::value as digit;
pub(crate) use outline::{Outline, is_plain_separator, scan};
use tables::{Code, Place, tables, territory};
use text::MAX_EXTENSION;

pub use tables::METADATA_VERSION;

/// Three digits of calling code and 17 of national number.
const MAX_DIGITS: usize = 20;

/// What kind of line a number is, as far as its country's numbering plan tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberType {
    /// A landline.
    FixedLine,
    /// A mobile phone.
    Mobile,
    /// One of the two: some plans, that of the United States among them, do not tell them apart.
    FixedLineOrMobile,
    /// Free for the caller.
    TollFree,
    /// Charged above the normal rate.
    PremiumRate,
    /// Paid for by caller and called together.
    SharedCost,
    /// A line over the internet.
    Voip,
    /// A number for life, led to whatever line its owner uses.
    PersonalNumber,
    /// A pager.
    Pager,
    /// Universal access number: one number for all offices of a company.
    Uan,
    /// A mailbox.
    Voicemail,
    /// None of these: the number is not valid.
    Unknown,
}

impl NumberType {
    /// The type that a label names. The order is that of `TYPES` in `build/phone/plan.rs`.
    fn of_label(label: u16) -> Self {
        match label & 0xf {
            1 => Self::PremiumRate,
            2 => Self::TollFree,
            3 => Self::SharedCost,
            4 => Self::Voip,
            5 => Self::PersonalNumber,
            6 => Self::Pager,
            7 => Self::Uan,
            8 => Self::Voicemail,
            9 => Self::FixedLine,
            10 => Self::Mobile,
            11 => Self::FixedLineOrMobile,
            _ => Self::Unknown,
        }
    }

    /// The name that libphonenumber gives it, such as `FIXED_LINE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FixedLine => "FIXED_LINE",
            Self::Mobile => "MOBILE",
            Self::FixedLineOrMobile => "FIXED_LINE_OR_MOBILE",
            Self::TollFree => "TOLL_FREE",
            Self::PremiumRate => "PREMIUM_RATE",
            Self::SharedCost => "SHARED_COST",
            Self::Voip => "VOIP",
            Self::PersonalNumber => "PERSONAL_NUMBER",
            Self::Pager => "PAGER",
            Self::Uan => "UAN",
            Self::Voicemail => "VOICEMAIL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// How the length of a number compares with what its country uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Possible {
    /// A length in use.
    Yes,
    /// Such a number can be dialled, but only from nearby: the area code is missing.
    LocalOnly,
    /// Shorter than any number of the country.
    TooShort,
    /// Longer than any number of the country.
    TooLong,
    /// Between two lengths in use.
    InvalidLength,
    /// Nobody has this calling code. [`parse`] refuses such text, so no [`Number`] answers this.
    InvalidCountryCode,
}

impl Possible {
    /// Google's `isPossibleNumber`, for which numbers without an area code count as possible.
    pub const fn is_possible(self) -> bool {
        matches!(self, Self::Yes | Self::LocalOnly)
    }
}

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParseError {
    /// No digits, too few, or things among them that do not belong to a number.
    NotANumber,
    /// Nobody has this calling code; or there is none, and no region to take it from.
    InvalidCountryCode,
    /// Nothing worth calling is left behind the prefix for calls abroad.
    TooShortAfterPrefix,
    /// Fewer than two digits of national number.
    TooShort,
    /// More than 17 digits of national number, or more than 250 characters of text.
    TooLong,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "this is not a phone number",
            Self::InvalidCountryCode => "the country calling code is missing or unknown",
            Self::TooShortAfterPrefix => "too few digits behind the international prefix",
            Self::TooShort => "too few digits for a phone number",
            Self::TooLong => "too many digits for a phone number",
        })
    }
}

impl std::error::Error for ParseError {}

/// A number with its calling code. That it was understood does not make it valid: ask [`is_valid`](Self::is_valid).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    digits: Digits<MAX_DIGITS>,
    extension: Digits<MAX_EXTENSION>,
    /// How many of the digits are calling code.
    code_digits: u8,
    outline: Outline,
}

impl Number {
    fn new(code: &Code, national: parse::National, extension: Digits<MAX_EXTENSION>) -> Self {
        let national = national.as_bytes();
        let mut digits = Digits::new();
        for divisor in [100, 10, 1].iter().skip(3 - usize::from(code.digits)) {
            digits.push((code.code / divisor % 10) as u8);
        }
        digits.extend(national);
        Self { digits, extension, code_digits: code.digits, outline: Outline::new(code, national) }
    }

    /// The number without its digits.
    pub(crate) fn outline(&self) -> &Outline {
        &self.outline
    }

    /// E.164 without its `+`: calling code and national number.
    pub fn digits(&self) -> &str {
        self.digits.as_str()
    }

    /// The country calling code.
    pub fn calling_code(&self) -> u16 {
        self.outline.calling_code()
    }

    /// The national (significant) number, with the leading zeros that belong to it, as in Italy.
    pub fn national(&self) -> &str {
        self.digits().get(usize::from(self.code_digits)..).unwrap_or_default()
    }

    /// The extension, in ASCII digits.
    pub fn extension(&self) -> Option<&str> {
        Some(self.extension.as_str()).filter(|extension| !extension.is_empty())
    }

    /// ISO 3166 code of the country or territory; `001` where the calling code belongs to none. Of numbers that are not valid
    /// it is Google's best guess, and for shared calling codes there may be none.
    pub fn region(&self) -> Option<&'static str> {
        tables::id(self.outline.place()?)
    }

    /// The kind of line.
    pub fn number_type(&self) -> NumberType {
        self.outline.number_type()
    }

    /// Whether the country hands out such numbers. Whether somebody answers, no table can tell.
    pub fn is_valid(&self) -> bool {
        self.outline.is_valid()
    }

    /// Whether at least the length is right.
    pub fn possible(&self) -> Possible {
        self.outline.possible()
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Number").field(&self.digits).finish()
    }
}

/// Reads a number as Google's `parse(input, default_region)` does.
///
/// The region is an ISO 3166 code in letters of either case. It is where the number was written down: it counts only for
/// numbers without a `+`. Without one, or with one that is unknown, only numbers with a `+` can be read.
///
/// ```
/// use presend::phone::{ParseError, parse};
///
/// assert_eq!(parse("tel:+54-9-11-2345-6789", None)?.digits(), "5491123456789");
/// assert_eq!(parse("011 15 2345-6789", Some("AR"))?.digits(), "5491123456789");
/// assert_eq!(parse("(201) 555-0123 ext. 7", Some("US"))?.extension(), Some("7"));
/// assert_eq!(parse("98765 43210", None), Err(ParseError::InvalidCountryCode));
/// # Ok::<(), ParseError>(())
/// ```
///
/// # Errors
/// Text that holds no number, and numbers without a known calling code.
pub fn parse(input: &str, default_region: Option<&str>) -> Result<Number, ParseError> {
    number(input, Origin::of(default_region))
}

/// Reads a number in international form that may lack its `+`, as WhatsApp writes numbers.
///
/// ```
/// use presend::phone::{ParseError, parse_international};
///
/// assert_eq!(parse_international("91 98765 43210")?.region(), Some("IN"));
/// assert_eq!(parse_international("+919876543210"), parse_international("919876543210"));
/// assert_eq!(parse_international("00919876543210"), Err(ParseError::InvalidCountryCode));
/// # Ok::<(), ParseError>(())
/// ```
///
/// # Errors
/// As [`parse`].
pub fn parse_international(digits_as_typed: &str) -> Result<Number, ParseError> {
    number(digits_as_typed, Origin::Abroad)
}

/// Whether a text is a valid number: [`parse`] and [`Number::is_valid`] in one, and less work.
///
/// ```
/// assert!(presend::phone::is_valid("+919876543210", None));
/// assert!(!presend::phone::is_valid("+91987654321", None));
/// ```
pub fn is_valid(input: &str, default_region: Option<&str>) -> bool {
    valid(input, Origin::of(default_region))
}

/// Whether digits that begin with a calling code are a valid number: [`parse_international`] and [`Number::is_valid`] in
/// one, and less work.
///
/// ```
/// assert!(presend::phone::is_valid_international("919876543210"));
/// ```
pub fn is_valid_international(digits_as_typed: &str) -> bool {
    valid(digits_as_typed, Origin::Abroad)
}

fn valid(input: &str, origin: Origin) -> bool {
    resolve(input, origin).is_ok_and(|(code, national, _)| tables().label(code, national.as_bytes()) != 0)
}

/// The region at a [place](Number::place).
pub(crate) fn region_at(place: u8) -> Option<&'static str> {
    tables::id(place)
}

/// The [place](Outline::place) of a region.
pub(crate) fn place_of(region: &str) -> Option<u8> {
    tables().place(region)
}

/// The calling code of a country.
///
/// ```
/// assert_eq!(presend::phone::calling_code("BR"), Some(55));
/// ```
pub fn calling_code(region: &str) -> Option<u16> {
    let tables = tables();
    Some(tables.code_of_place(tables.place(region)?)?.code)
}

/// The countries that share a calling code, the main one first; `001` where it belongs to none.
///
/// ```
/// assert_eq!(presend::phone::regions(39).collect::<Vec<_>>(), ["IT", "VA"]);
/// ```
pub fn regions(calling_code: u16) -> impl Iterator<Item = &'static str> {
    let code = tables().codes.iter().find(|code| code.code == calling_code);
    code.into_iter().flat_map(|code| code.main..code.main + code.territories).filter_map(tables::id)
}

/// What is dialled before a national number within the country, the trunk prefix.
///
/// ```
/// assert_eq!(presend::phone::national_prefix("GB"), Some("0"));
/// assert_eq!(presend::phone::national_prefix("ES"), None);
/// ```
pub fn national_prefix(region: &str) -> Option<&'static str> {
    tables::prefix(territory(tables().place(region)?)?.national_prefix)
}

/// What is dialled before a calling code to get out of the country; `None` where there are several, one per carrier.
///
/// ```
/// assert_eq!(presend::phone::international_prefix("US"), Some("011"));
/// assert_eq!(presend::phone::international_prefix("BR"), None);
/// ```
pub fn international_prefix(region: &str) -> Option<&'static str> {
    tables::prefix(territory(tables().place(region)?)?.international_prefix)
}

/// How a number without a `+` is to be understood.
#[derive(Clone, Copy)]
enum Origin {
    /// Not at all.
    Unknown,
    /// As if the `+` were there.
    Abroad,
    /// As dialled at home.
    Home(Place),
}

impl Origin {
    fn of(region: Option<&str>) -> Self {
        region.and_then(|region| tables().place(region)).map_or(Self::Unknown, Self::Home)
    }
}

fn number(input: &str, origin: Origin) -> Result<Number, ParseError> {
    resolve(input, origin).map(|(code, national, extension)| Number::new(code, national, extension))
}

type Parts = (&'static Code, parse::National, Digits<MAX_EXTENSION>);

fn resolve(input: &str, origin: Origin) -> Result<Parts, ParseError> {
    let home = if let Origin::Home(place) = origin { Some(place) } else { None };
    let abroad = matches!(origin, Origin::Abroad);
    if let Some((plus, digits)) = text::plain(input) {
        let (code, national) = parse::resolve(digits, plus || abroad, home)?;
        return Ok((code, national, Digits::new()));
    }
    let typed = text::read(input)?;
    let (code, national) = parse::resolve(typed.digits.as_bytes(), typed.plus || abroad, home)?;
    Ok((code, national, typed.extension))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "that is how a test fails")]
mod tests {
    use super::*;

    #[test]
    fn a_number_knows_its_parts() {
        let number = parse("+39 06 1234 5678 ext. 9", None).unwrap();
        assert_eq!((number.digits(), number.calling_code(), number.national()), ("390612345678", 39, "0612345678"));
        assert_eq!((number.region(), number.extension()), (Some("IT"), Some("9")));
        assert_eq!((number.number_type(), number.possible()), (NumberType::FixedLine, Possible::Yes));
        assert_eq!(format!("{number:?}"), r#"Number("390612345678")"#);
    }

    #[test]
    fn territories_that_share_a_code_are_told_apart() {
        let region = |input| parse(input, None).unwrap().region();
        assert_eq!(region("+14165550123"), Some("CA"));
        assert_eq!(region("+18765550123"), Some("JM"));
        assert_eq!(region("+447911123456"), Some("GG"), "not every British-looking mobile number is British");
        assert_eq!(region("+80012345678"), Some("001"));
        assert_eq!(region("+70001"), None);
        assert_eq!(region("+73001"), Some("RU"), "claimed by its leading digits, not valid");
    }

    #[test]
    fn type_names_are_those_of_their_labels() {
        let types: Vec<_> = (0..=11).map(|label| NumberType::of_label(label).as_str()).collect();
        for (i, name) in types.iter().enumerate() {
            assert_eq!(types.iter().position(|other| other == name), Some(i));
        }
    }

    #[test]
    fn prefixes_of_countries() {
        assert_eq!((national_prefix("RU"), international_prefix("RU")), (Some("8"), Some("810")));
        assert_eq!((national_prefix("IT"), international_prefix("IT")), (None, Some("00")));
        assert_eq!(international_prefix("AU"), Some("0011"), "the preferred one of several");
        assert_eq!(calling_code("ZZ"), None);
        assert_eq!(regions(1).next(), Some("US"));
        assert_eq!(regions(1).count(), 25);
        assert_eq!(regions(888).collect::<Vec<_>>(), ["001"]);
        assert_eq!(regions(999).count(), 0);
    }
}
