//! The number of a row: what spreadsheets did to it, and what the recipient's rules say of it.
//!
//! A list is looked at twice. Every row is gone over for rules and levels only: by [`Judge::glance`] where its number is in
//! international form, by [`Judge::look`] where it is not. [`Judge::explain`] says the same in words of the few rows that
//! somebody opens.

use std::borrow::Cow;

use super::vocabulary::is_date;
use crate::catalogue::{Rule, rule};
use crate::findings::Findings;
use crate::phone::{self, Number, Outline};
use crate::recipient::{self, Recipient, Setting};
use crate::report::{Level, RecipientKind};
use crate::value::{Path, Text};
use crate::words::{Val, quote};

/// Rules that were found to hold, with their levels.
pub(crate) type Rules = Vec<(&'static Rule, Level)>;

/// What is kept of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Seen {
    /// E.164 as a number; with [`USER_ID`] the hash of a user id; 0 for nothing to compare.
    pub(crate) key: u64,
    /// Place of the region plus one; 0 for none.
    pub(crate) region: u8,
}

/// Marks keys that are no digits.
pub(crate) const USER_ID: u64 = 1 << 63;

/// What a cell turns out to be.
enum Form<'t> {
    Empty,
    /// `9.19877E+11`: the digits that are left, and how many there were.
    Scientific(usize, usize),
    Two(&'t str, &'t str),
    /// A number, to be read; `true` when decimals were cut off.
    Number(&'t str, bool),
}

pub(crate) struct Judge<'a> {
    setting: Setting<'a>,
    /// The sender's own number.
    own: u64,
    /// National numbers of this country are dialled with a 0 in front.
    zero: bool,
    /// By place of a country: what stands in its way, [`RESTRICTED`] and [`PAUSED`].
    barred: [u8; 256],
    /// The template is one that user ids cannot get.
    authentication: bool,
}

/// WhatsApp Business serves nobody there.
const RESTRICTED: u8 = 1;
/// It gets no marketing, and the template is marketing.
const PAUSED: u8 = 2;

/// Countries with a 0 in front that nobody writes before a mobile number, so that nothing is lost where it is missing.
const WITHOUT_ZERO: &str = "AR BO BR CN CO CU GE IN KI LB LI MN NP PE SO TR YE";

impl<'a> Judge<'a> {
    pub(crate) fn new(setting: Setting<'a>, own: Option<&str>, category: Option<&str>) -> Self {
        let home = setting.country.filter(|country| !WITHOUT_ZERO.contains(&country.to_ascii_uppercase()));
        let zero = home.and_then(phone::national_prefix) == Some("0");
        let is = |wanted: &str| category.is_some_and(|c| c.eq_ignore_ascii_case(wanted));
        let paused: &[Cow<'_, str>] = if is("MARKETING") { &setting.policy.marketing_paused_in } else { &[] };
        let mut barred = [0; 256];
        for (countries, bar) in [(&setting.policy.restricted_countries[..], RESTRICTED), (paused, PAUSED)] {
            for place in countries.iter().filter_map(|country| phone::place_of(country)) {
                barred[usize::from(place)] |= bar;
            }
        }
        Self {
            own: own.map_or(0, |own| own.parse().unwrap_or(0)),
            zero,
            barred,
            authentication: is("AUTHENTICATION"),
            setting,
        }
    }

    /// The key of a number for comparing, whatever its country thinks of it; 0 if there is none.
    pub(crate) fn key(&self, text: &str) -> u64 {
        self.look(text, &mut Vec::new()).key
    }

    /// Notes the rules that hold for a cell that is a number in international form, with plain separators at the most.
    /// `None`, with nothing noted, for all others. Whatever it does is done millions of times. `local`: the row may name a
    /// country, so that only a plus makes a number international.
    #[inline]
    pub(crate) fn glance(&self, cell: &[u8], local: bool, rules: &mut Rules) -> Option<Seen> {
        let bare = cell.trim_ascii();
        let marked = bare.first() == Some(&b'\'');
        let signed = bare.get(usize::from(marked)..)?;
        let sign = signed.iter().position(|byte| !phone::is_plain_separator(*byte))?;
        let plus = signed.get(sign) == Some(&b'+');
        let home = local || self.setting.country.is_some() || self.setting.sender_country.is_some();
        if home && !plus || ends_as_decimal(bare) {
            return None;
        }
        let number = phone::scan(signed.get(sign + usize::from(plus)..)?)?;
        if !number.is_valid() && recipient::has_old_form(number.calling_code()) {
            return None;
        }
        let mut note = |rule: &'static Rule| rules.push((rule, rule.level));
        if marked {
            note(rule::LIST_SPREADSHEET_MARK);
        }
        if self.setting.platform.bare_numbers && bare.starts_with(b"+") {
            note(rule::RECIPIENT_PLUS_NOT_WANTED);
        }
        if let Some((rule, _)) = recipient::plan_rule(&number, false) {
            note(rule);
        }
        if self.barred[usize::from(number.place().unwrap_or(number.main()))] & RESTRICTED != 0 {
            note(rule::RECIPIENT_COUNTRY_RESTRICTED);
        }
        self.around(&number, note);
        Some(seen(&number))
    }

    /// Notes the rules that hold for any cell.
    pub(crate) fn look(&self, cell: &str, rules: &mut Rules) -> Seen {
        let mut note = |rule: &'static Rule, level: Level| rules.push((rule, level));
        let bare = cell.trim();
        let mut plain = Plain::default();
        if !plain.read(bare) {
            return self.look_closely(bare, rules);
        }
        if plain.marked {
            note(rule::LIST_SPREADSHEET_MARK, rule::LIST_SPREADSHEET_MARK.level);
        }
        let Some(number) = recipient::glance(bare, plain.text(), &self.setting, &mut note) else {
            return Seen::default();
        };
        self.lost_zero(bare, &number, |rule| note(rule, rule.level));
        self.around(number.outline(), |rule| note(rule, rule.level));
        seen(number.outline())
    }

    fn look_closely(&self, bare: &str, rules: &mut Rules) -> Seen {
        let mut findings = Findings::default();
        let recipient = self.explain(bare, &mut findings);
        rules.extend(findings.rules());
        match (recipient.number, recipient.kind) {
            (Some(number), _) => seen(number.outline()),
            (None, RecipientKind::UserId) => Seen { key: hash(bare) | USER_ID, region: 0 },
            _ => Seen::default(),
        }
    }

    /// Notes what is found in a cell, in words.
    pub(crate) fn explain(&self, cell: &str, findings: &mut Findings) -> Recipient {
        let bare = cell.trim();
        let path = Path::Named("input");
        let read = |text: &str, findings: &mut Findings| recipient::read(&Text { text, path }, &self.setting, findings);
        let number = match form(bare) {
            Form::Empty => return read("", findings),
            Form::Scientific(count, wanted) => {
                let found = findings.add(rule::LIST_SCIENTIFIC).quoted("input", bare);
                found.count("count", count).count("wanted", wanted).at(&path);
                return Recipient::default();
            }
            Form::Two(first, second) => {
                let found = findings.add(rule::LIST_TWO_NUMBERS).quoted("first", first);
                found.quoted("second", second).at(&path);
                return Recipient::default();
            }
            Form::Number(number, cut) => {
                if cut {
                    findings.add(rule::LIST_DECIMAL_POINT).at(&path);
                }
                number
            }
        };
        if is_marked(bare) {
            findings.add(rule::LIST_SPREADSHEET_MARK).at(&path);
        }
        let recipient = read(number, findings);
        if let Some(found) = &recipient.number {
            let mut note = |rule: &'static Rule| {
                let noted = findings.add(rule).at(&path);
                if !std::ptr::eq(rule, rule::RECIPIENT_IS_SENDER) {
                    noted.value("country", crate::country::of_number(found.region(), found.calling_code()));
                }
            };
            self.lost_zero(number, found, &mut note);
            self.around(found.outline(), note);
        }
        if self.authentication && recipient.kind == RecipientKind::UserId {
            findings.add(rule::RECIPIENT_USER_ID_AUTHENTICATION).at(&path);
        }
        recipient
    }

    /// A number from which a spreadsheet took the 0 that it is dialled with.
    fn lost_zero(&self, bare: &str, number: &Number, mut note: impl FnMut(&'static Rule)) {
        let digits = self.zero && bare.bytes().all(|b| b.is_ascii_digit()) && !bare.starts_with('0');
        if digits && number.is_valid() && number.national() == bare {
            note(rule::LIST_ZERO_LOST);
        }
    }

    /// Rules about the sender and the campaign.
    #[inline]
    fn around(&self, number: &Outline, mut note: impl FnMut(&'static Rule)) {
        if self.own != 0 && number.value() == self.own {
            note(rule::RECIPIENT_IS_SENDER);
        }
        if number.place().is_some_and(|place| self.barred[usize::from(place)] & PAUSED != 0) {
            note(rule::LIMITS_MARKETING_COUNTRY);
        }
    }
}

#[inline]
fn seen(number: &Outline) -> Seen {
    Seen { key: number.value(), region: number.place().map_or(0, |place| place + 1) }
}

/// The one form of the numbers under which WhatsApp may know the same person: Mexico without its 1, Argentina without its 9,
/// Brazil without the ninth digit, which only mobiles from 6 on got, Benin without 01, Ivory Coast with the two digits of 2021.
#[inline]
pub(crate) fn canonical(key: u64) -> u64 {
    match key {
        // Most numbers of the world are told from them at once.
        5_210_000_000_000..5_600_000_000_000
        | 2_290_000_000_000..2_300_000_000_000
        | 22_500_000_000..22_600_000_000 => one_form(key),
        _ => key,
    }
}

#[inline(never)]
fn one_form(key: u64) -> u64 {
    const TEN: u64 = 10_000_000_000;
    const EIGHT: u64 = 100_000_000;
    match key {
        5_210_000_000_000..5_220_000_000_000 => 52 * TEN + key % TEN,
        5_490_000_000_000..5_500_000_000_000 => 54 * TEN + key % TEN,
        5_500_000_000_000..5_600_000_000_000 if key / 10_000_000 % 100 >= 96 => {
            55 * TEN + key / 1_000_000_000 % 100 * EIGHT + key % EIGHT
        }
        2_290_100_000_000..2_290_200_000_000 => 229 * EIGHT + key % EIGHT,
        22_500_000_000..22_600_000_000 => {
            ivory_coast(key % EIGHT).map_or(key, |operator| 225 * TEN + operator * EIGHT + key % EIGHT)
        }
        _ => key,
    }
}

/// What a mobile number of eight digits got in front in 2021: its second digit says of which operator it is.
fn ivory_coast(old: u64) -> Option<u64> {
    match (old / 10_000_000, old / 1_000_000 % 10) {
        (2 | 3, _) => None,
        (_, 0..=3) => Some(1),
        (_, 4..=6) => Some(5),
        _ => Some(7),
    }
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Digits with a plus, read out of a number that is written with plain separators.
#[derive(Default)]
struct Plain {
    bytes: [u8; 24],
    length: usize,
    marked: bool,
}

impl Plain {
    /// `false` for anything that is not certain to be read the same way without its separators.
    fn read(&mut self, bare: &str) -> bool {
        let bytes = bare.as_bytes();
        self.marked = is_marked(bare);
        let skipped = match bytes {
            [b'\'', ..] => 1,
            _ if self.marked => return false,
            _ => 0,
        };
        let mut digits = 0;
        for byte in bytes.get(skipped..).unwrap_or_default() {
            match byte {
                b'0'..=b'9' => digits += 1,
                b'+' if self.length == 0 => {}
                byte if phone::is_plain_separator(*byte) && !ends_as_decimal(bytes) => continue,
                _ => return false,
            }
            let Some(place) = self.bytes.get_mut(self.length) else { return false };
            *place = *byte;
            self.length += 1;
        }
        // Two numbers in one cell would be longer.
        (3..=18).contains(&digits)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(self.bytes.get(..self.length).unwrap_or_default()).unwrap_or_default()
    }
}

/// A point may also be what a spreadsheet made of a number: `.0`, `.00` and so on.
#[inline]
fn ends_as_decimal(bare: &[u8]) -> bool {
    bare.last() == Some(&b'0') && bare.iter().rfind(|byte| **byte != b'0') == Some(&b'.')
}

/// The apostrophe or `="` with which spreadsheets keep a number a text.
fn is_marked(bare: &str) -> bool {
    bare.starts_with(['\'', '’', '=']) && bare.bytes().any(|b| b.is_ascii_digit())
}

fn form(bare: &str) -> Form<'_> {
    if bare.is_empty() {
        return Form::Empty;
    }
    if let Some((count, wanted)) = scientific(bare) {
        return Form::Scientific(count, wanted);
    }
    if let Some((first, second)) = two_numbers(bare) {
        return Form::Two(first, second);
    }
    let whole = bare.strip_suffix('0').and_then(|rest| rest.trim_end_matches('0').strip_suffix(['.', ',']));
    let digits = |text: &&str| {
        let digits = text.strip_prefix('+').unwrap_or(text);
        digits.len() >= 7 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    match whole.filter(digits) {
        Some(whole) => Form::Number(whole, true),
        None => Form::Number(bare, false),
    }
}

/// `9.19877E+11`, with a point or a comma: how many digits are left, and of how many. Nothing where all are left.
pub(crate) fn scientific(text: &str) -> Option<(usize, usize)> {
    let (mantissa, exponent) = text.trim().trim_start_matches(['\'', '+']).split_once(['E', 'e'])?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let fits = whole.len() == 1 && digits(whole) && digits(fraction) && (1..=2).contains(&exponent.len());
    let wanted = exponent.parse::<usize>().ok().filter(|_| fits)? + 1;
    let count = 1 + fraction.len();
    ((7..=20).contains(&wanted) && count < wanted).then_some((count, wanted))
}

/// How long a cell may be to be looked at for two numbers: as much as Google reads of one.
const TWO_NUMBERS: usize = 250;

/// Two whole numbers in one cell, apart by a sign or by the beginning of a second `+`.
pub(crate) fn two_numbers(text: &str) -> Option<(&str, &str)> {
    if text.len() > TWO_NUMBERS {
        return None;
    }
    let number = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        digits >= 7 && !is_date(part) && !part.chars().any(char::is_alphabetic)
    };
    let parts = text.char_indices().filter_map(|(at, c)| {
        let behind = match c {
            ',' | ';' | '|' | '/' | '\n' | '\r' | '&' | ':' => at + 1,
            '+' if at > 0 => at,
            // A word between two blanks: "or", "und", "y".
            ' ' => {
                let word = text
                    .get(at + 1..)?
                    .split(' ')
                    .next()
                    .filter(|w| w.len() <= 5 && w.chars().all(char::is_alphabetic))?;
                at + 1 + word.len()
            }
            _ => return None,
        };
        Some((text.get(..at)?, text.get(behind..)?))
    });
    let mut two = parts.filter(|(first, second)| {
        let second = second.trim_start_matches([':', ' ', '/', ',', ';', '|', '\n', '\r']);
        number(first) && number(second)
    });
    let (first, second) = two.next()?;
    Some((first.trim(), second.trim_matches([':', ' ', '/', ',', ';', '|', '\n', '\r'])))
}

/// What two rows of the same person are compared with, in words for a finding.
pub(crate) fn digits(key: u64) -> Val {
    quote(&key.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Platform;
    use crate::locale::Language;
    use crate::policy::Policy;

    #[test]
    fn damage_of_spreadsheets_is_recognised() {
        assert_eq!(scientific("9.19877E+11"), Some((6, 12)));
        assert_eq!(scientific("4,91512E+12"), Some((6, 13)));
        assert_eq!(scientific("9E11"), Some((1, 12)));
        for text in ["9.19876543210E+11", "1E2", "E+11", "12.3E+11", "9.1E+99", "919876543210", "abc"] {
            assert_eq!(scientific(text), None, "{text}");
        }
        assert_eq!(two_numbers("+49 151 12345678 / +49 152 12345678"), Some(("+49 151 12345678", "+49 152 12345678")));
        assert_eq!(two_numbers("+4915112345678 ::: +4915212345678"), Some(("+4915112345678", "+4915212345678")));
        assert_eq!(two_numbers("+4915112345678 +4915212345678"), Some(("+4915112345678", "+4915212345678")));
        assert_eq!(two_numbers("0151 12345678 oder 0152 12345678"), Some(("0151 12345678", "0152 12345678")));
        for text in ["0151 / 1234567", "030/12345678", "https://wa.me/4915112345678", "+49 (0) 151 12345678", "a, b"] {
            assert_eq!(two_numbers(text), None, "{text}");
        }
    }

    #[test]
    fn old_and_new_forms_are_one() {
        assert_eq!(canonical(5_215_512_345_678), canonical(525_512_345_678));
        assert_eq!(canonical(5_491_123_456_789), canonical(541_123_456_789));
        assert_eq!(canonical(5_511_987_654_321), canonical(551_187_654_321));
        assert_eq!(canonical(2_290_112_345_678), canonical(22_912_345_678));
        for (old, new) in [(22_507_123_456, 2_250_707_123_456), (22_544_123_456, 2_250_544_123_456)] {
            assert_eq!((canonical(old), canonical(new)), (new, new));
        }
        assert_eq!(canonical(22_502_123_456), 2_250_102_123_456);
        // Two people: a landline of Abidjan, a landline of São Paulo and a mobile.
        assert_eq!(canonical(22_520_123_456), 22_520_123_456);
        assert_ne!(canonical(5_511_933_334_444), canonical(551_133_334_444));
        assert_eq!(canonical(4_915_112_345_678), 4_915_112_345_678);
        assert_eq!(canonical(551_187_654_321), 551_187_654_321);
    }

    #[test]
    fn a_glance_finds_what_reading_finds() {
        let policy = Policy::default();
        let bare = Platform::find("aisoule").unwrap_or_else(Platform::general);
        let numbers = [
            "+4915112345678",
            "4915112345678",
            "015112345678",
            "15112345678",
            "0049 151 12345678",
            "+49 (0)151 12345678",
            "+49 30 123456",
            "+1 202 555 0123",
            "2025550123",
            "+5215512345678",
            "+541123456789",
            "+551187654321",
            "98765 43210",
            "+53 5 1234567",
            "+98 912 345 6789",
            "123",
            "+999123456",
            "011 49 151 12345678",
            "+49",
            "'+4915112345678",
            "'015112345678",
            "=\"+4915112345678\"",
            "4915112345678.0",
            "+4915112345678.0",
            "9.19877E+11",
            "",
            " ",
            "abc",
            "+4915112345678,+4915212345678",
            "0900 1234567",
            "+49 900 1234567",
            "US.13491208655302741918",
            "123@g.us",
            "+22912345678",
            "+22512345678",
            "(151) 1234.5678",
            "1.0",
            "49 151 1234567890123456789",
            "+1 (800) 555-0199",
            "٠١٢٣٤٥٦٧",
            "(+49) 151 12345678",
            "++4915112345678",
            "+54 11 15 2345 6789",
            "+39 06 1234 5678",
            "+7 000 1",
            "+2250712345678",
        ];
        for country in [None, Some("DE"), Some("US"), Some("IN"), Some("IT")] {
            for sender_country in [None, Some("IN"), Some("US")] {
                for platform in [Platform::general(), bare] {
                    let language = Language::default();
                    let setting =
                        Setting { country, sender_country, policy: &policy, platform, group: false, language };
                    let judge = Judge::new(setting, Some("4915112345678"), Some("MARKETING"));
                    for cell in numbers {
                        let (mut looked, mut glanced, mut findings) = (Rules::new(), Rules::new(), Findings::default());
                        let seen = judge.look(cell, &mut looked);
                        judge.explain(cell, &mut findings);
                        let ids = |rules: &Rules| {
                            let mut ids: Vec<_> = rules.iter().map(|(rule, level)| (rule.id, *level)).collect();
                            ids.sort_unstable();
                            ids
                        };
                        let explained = ids(&findings.rules().collect());
                        assert_eq!(ids(&looked), explained, "{cell} {country:?} {sender_country:?}");
                        if let Some(other) = judge.glance(cell.as_bytes(), false, &mut glanced) {
                            assert_eq!(
                                (other, ids(&glanced)),
                                (seen, explained),
                                "{cell} {country:?} {sender_country:?}"
                            );
                        } else {
                            assert!(glanced.is_empty(), "{cell}");
                        }
                    }
                }
            }
        }
    }
}
