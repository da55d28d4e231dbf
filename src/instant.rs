//! Points in time, as people and webhooks write them.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use serde::{Serialize, Serializer};

use crate::Error;
use crate::value::{Node, Value};

/// The last millisecond of the year 9999.
const LAST: i64 = 253_402_300_799_999;
/// Numbers above this are milliseconds, below it seconds: 1e11 seconds lie in the year 5138.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// A point in time between 1970 and 9999, to the millisecond, in UTC.
///
/// ```
/// let instant = presend::Instant::parse("2026-11-19T16:00:30+05:45")?;
/// assert_eq!(instant.to_string(), "2026-11-19T10:15:30.000Z");
/// # Ok::<(), presend::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// From milliseconds since 1970; `None` outside the years 1970 to 9999.
    pub fn from_millis(millis: i64) -> Option<Self> {
        (0..=LAST).contains(&millis).then_some(Self(millis))
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads an ISO 8601 time with a zone (`2026-11-19T10:15:30Z`, also `+0000`, a space for the `T`, no seconds), or
    /// epoch seconds or milliseconds written as digits.
    ///
    /// # Errors
    /// A time without a zone is refused rather than guessed; so is everything that is no time, or lies outside the years
    /// 1970 to 9999.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_text(text).map_err(|message| Error::new("", message))
    }

    /// Later or earlier by some milliseconds, held within the years 1970 to 9999.
    pub(crate) fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis).clamp(0, LAST))
    }

    pub(crate) fn plus_hours(self, hours: u32) -> Self {
        self.plus(i64::from(hours) * 3_600_000)
    }

    pub(crate) fn plus_minutes(self, minutes: u32) -> Self {
        self.plus(i64::from(minutes) * 60_000)
    }

    pub(crate) fn minus_minutes(self, minutes: u32) -> Self {
        self.plus(-i64::from(minutes) * 60_000)
    }

    /// Milliseconds from another point in time to this one.
    pub(crate) fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Reads a text or a number of the input.
    pub(crate) fn read(node: &Node<'_>) -> Result<Self, Error> {
        match node.value {
            Value::Number(number) => Self::from_number(*number),
            Value::Text(text) => Self::parse_text(text),
            _ => Err(format!(
                "a time belongs here (ISO 8601 with a zone, or epoch seconds), found {}",
                node.value.kind()
            )),
        }
        .map_err(|message| node.error(message))
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn from_number(number: f64) -> Result<Self, String> {
        if !number.is_finite() || number < 0.0 {
            return Err("a time as a number is seconds or milliseconds since 1970, not negative".into());
        }
        if number.fract() == 0.0 {
            return Self::from_epoch(number as i64);
        }
        let millis = if number > MILLISECONDS_FROM as f64 { number } else { number * 1000.0 };
        Self::from_millis(millis.round() as i64).ok_or_else(|| "this time lies after the year 9999".into())
    }

    /// Seconds or milliseconds, told apart by their size.
    fn from_epoch(number: i64) -> Result<Self, String> {
        let millis = if number > MILLISECONDS_FROM { number } else { number * 1000 };
        Self::from_millis(millis).ok_or_else(|| "this time lies after the year 9999".into())
    }

    fn parse_text(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return Self::from_epoch(text.parse().map_err(|_| "this time lies after the year 9999")?);
        }
        let mut scan = Scan(text.as_bytes());
        let naive = scan.date_time().ok_or_else(|| {
            format!("“{}” is no time that can be read; write it like 2026-11-19T10:15:30Z", crate::words::quote(text))
        })?;
        let offset = scan.zone()?;
        Self::from_millis(naive - offset).ok_or_else(|| "this time lies outside the years 1970 to 9999".into())
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl From<DateTime<Utc>> for Instant {
    /// Times outside the years 1970 to 9999 are held at their border.
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.timestamp_millis().clamp(0, LAST))
    }
}

/// As JavaScript's `toISOString()`.
impl Instant {
    /// As `toISOString()` of JavaScript writes it. Every report has some, so no formatter is set up for each number.
    #[allow(clippy::cast_sign_loss)]
    fn iso(self) -> [u8; 24] {
        let t = self.utc();
        let mut iso = *b"0000-00-00T00:00:00.000Z";
        let numbers = [
            (3, t.year() as u32),
            (6, t.month()),
            (9, t.day()),
            (12, t.hour()),
            (15, t.minute()),
            (18, t.second()),
            (22, (self.0 % 1000) as u32),
        ];
        for (last, mut number) in numbers {
            let mut at = last;
            while number > 0 {
                iso[at] = b'0' + (number % 10) as u8;
                number /= 10;
                at = at.saturating_sub(1);
            }
        }
        iso
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.iso()).unwrap_or_default())
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.iso()).unwrap_or_default())
    }
}

/// What is left to read of a time.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (head, rest) = self.0.split_at_checked(digits)?;
        let number = head.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))?;
        self.0 = rest;
        Some(number)
    }

    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        allowed.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// Date and time of day as milliseconds, as if it were UTC.
    fn date_time(&mut self) -> Option<i64> {
        let year = i32::try_from(self.number(4)?).ok()?;
        self.one_of(b"-")?;
        let month = self.number(2)?;
        self.one_of(b"-")?;
        let date = NaiveDate::from_ymd_opt(year, month, self.number(2)?)?;
        if self.0.is_empty() {
            // A day alone: read on, so that the missing zone is what gets named.
            return Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis());
        }
        self.one_of(b"Tt ")?;
        let hour = self.number(2)?;
        self.one_of(b":")?;
        let minute = self.number(2)?;
        let mut second = 0;
        let mut millis = 0;
        if self.one_of(b":").is_some() {
            second = self.number(2)?;
            if self.one_of(b".").is_some() {
                millis = self.fraction()?;
            }
        }
        // A leap second is written as 60 and counts as the second after.
        let leap = i64::from(second == 60);
        let time = date.and_hms_opt(hour, minute, second.min(59))?.and_utc().timestamp_millis();
        (second <= 60).then_some(time + leap * 1000 + millis)
    }

    /// Digits after the point; what is finer than a millisecond is dropped.
    fn fraction(&mut self) -> Option<i64> {
        let digits = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
        let (head, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        let millis = (0..3).fold(0, |n, i| n * 10 + head.get(i).map_or(0, |b| i64::from(b - b'0')));
        (digits > 0).then_some(millis)
    }

    /// The zone as milliseconds east of UTC; it must be the end of the text.
    fn zone(&mut self) -> Result<i64, String> {
        let without = || "this time has no zone: add Z for UTC, or an offset such as +02:00".to_string();
        let wrong = || "the end of this time is no zone: write Z for UTC, or an offset such as +02:00".to_string();
        if self.0.is_empty() {
            return Err(without());
        }
        let offset = match self.one_of(b"Zz+-") {
            Some(sign @ (b'+' | b'-')) => {
                let hours = self.number(2).filter(|h| *h < 24).ok_or_else(wrong)?;
                let colon = self.one_of(b":").is_some();
                let minutes = if colon || !self.0.is_empty() {
                    self.number(2).filter(|m| *m < 60).ok_or_else(wrong)?
                } else {
                    0
                };
                let millis = i64::from(hours * 60 + minutes) * 60_000;
                if sign == b'-' { -millis } else { millis }
            }
            Some(_) => 0,
            None => return Err(wrong()),
        };
        if self.0.is_empty() { Ok(offset) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        Instant::parse(text).map(|i| i.to_string()).map_err(|e| e.message().to_string())
    }

    #[test]
    fn reads_every_usual_notation() {
        for (text, wanted) in [
            ("2026-11-19T10:15:30Z", "2026-11-19T10:15:30.000Z"),
            ("2026-11-19 10:15Z", "2026-11-19T10:15:00.000Z"),
            ("2026-11-19t10:15:30.5z", "2026-11-19T10:15:30.500Z"),
            ("2026-11-19T10:15:30.123456+0000", "2026-11-19T10:15:30.123Z"),
            ("2026-11-19T16:00:30+05:45", "2026-11-19T10:15:30.000Z"),
            ("2026-11-19T05:15:30-05", "2026-11-19T10:15:30.000Z"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"),
            ("1795083330", "2026-11-19T10:15:30.000Z"),
            ("1795083330000", "2026-11-19T10:15:30.000Z"),
            ("0", "1970-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn refuses_what_would_be_a_guess() {
        for text in ["2026-11-19T10:15:30", "2026-11-19", "2026-11-19T10:15:30.000"] {
            assert!(read(text).unwrap_err().contains("no zone"), "{text}");
        }
        for text in [
            "",
            "now",
            "2027-02-29T12:00:00Z",
            "2026-11-19T10:15:30Z or so",
            "2026-11-19T24:00:00Z",
            "2026-13-01T00:00Z",
            "-5",
            "1e9",
            "2026-11-19T10:15:61Z",
            "9999-12-31T23:59:59-01:00",
            "1970-01-01T00:00+01:00",
            "99999999999999999999",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
