//! Texts with values in them.
//!
//! A text is a pattern: `{value}` is replaced by the value of that name, `{value|one|many}` by one of two words according
//! to a count, `{policyKey}` by the dated limit in force, `{@label}` by the platform's own name for a button or menu.
//! A fix that names a value which is not there is not offered, nor is one with `{!value}` when the value is there.
//! `build.rs` has checked that every name exists.

use std::fmt::{self, Write};

use serde::{Serialize, Serializer};

use crate::Instant;
use crate::catalogue::Platform;
use crate::locale::Language;
use crate::policy::Policy;

/// A value that a message is made of.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Val {
    /// A count or a limit.
    Count(u32),
    /// A word or a few, in English.
    Text(String),
    /// A piece of the input.
    Quote(String),
    /// A point in time; ISO 8601 in UTC for programs.
    Instant(Instant),
    /// A length of time in milliseconds; seconds for programs.
    Span(i64),
}

impl Serialize for Val {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Val::Count(count) => serializer.serialize_u32(*count),
            Val::Text(text) | Val::Quote(text) => serializer.serialize_str(text),
            Val::Instant(instant) => instant.serialize(serializer),
            Val::Span(millis) => serializer.serialize_i64(millis.div_euclid(1000)),
        }
    }
}

/// In words: "3 h 12 min", "2026-11-19 10:15 UTC".
impl fmt::Display for Val {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Val::Count(count) => count.fmt(f),
            Val::Text(text) | Val::Quote(text) => f.write_str(text),
            Val::Instant(instant) => {
                let iso = instant.to_string();
                write!(f, "{} {} UTC", iso.get(..10).unwrap_or_default(), iso.get(11..16).unwrap_or_default())
            }
            Val::Span(millis) => span(*millis, f),
        }
    }
}

/// The two largest units that say something; less than a minute in seconds.
fn span(millis: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let seconds = millis.abs() / 1000;
    let units = [(86_400, "d"), (3_600, "h"), (60, "min")];
    let Some(first) = units.iter().position(|(size, _)| seconds >= *size) else { return write!(f, "{seconds} s") };
    let mut left = seconds;
    for (index, (size, name)) in units[first..].iter().take(2).enumerate() {
        let count = left / size;
        left %= size;
        if count > 0 || index == 0 {
            write!(f, "{}{count} {name}", if index > 0 { " " } else { "" })?;
        }
    }
    Ok(())
}

/// The most of a pasted text that a message repeats.
const QUOTE: usize = 60;

/// A piece of the input for use in a message, cut to a readable length, and without the characters that would turn the rest
/// of the sentence around.
pub(crate) fn quote(text: &str) -> Val {
    let mut chars = text.chars();
    let mut short: String = chars.by_ref().take(QUOTE).filter(|c| !turns(*c)).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    Val::Quote(short)
}

/// Marks of direction, which stay in force until the end of the paragraph: <https://www.unicode.org/reports/tr9/>.
const fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Where the values of a text come from.
pub(crate) struct Source<'a> {
    pub(crate) values: &'a [(&'static str, Val)],
    pub(crate) policy: &'a Policy,
    pub(crate) platform: &'a Platform,
    pub(crate) language: Language,
}

/// The text with everything filled in. What has no value stays as `…`, as in the list of rules.
pub(crate) fn render(pattern: &str, source: &Source<'_>) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((inside, next)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        fill(inside, source, &mut out);
        rest = next;
    }
    out.push_str(rest);
    out
}

/// Whether a fix is meant for this finding: every value that it is made of is there, and none that it does without.
pub(crate) fn complete(pattern: &str, source: &Source<'_>) -> bool {
    let inside = pattern.split('{').skip(1).filter_map(|part| part.split(['}', '|']).next());
    inside.into_iter().all(|name| {
        let given = |name: &str| source.values.iter().any(|(key, _)| *key == name);
        match name.strip_prefix('!') {
            Some(without) => !given(without),
            None => name.starts_with('@') || given(name) || source.policy.get(name).is_some(),
        }
    })
}

/// Values that are words of the API, and the same in every language.
const API_WORDS: [&str; 3] = ["type", "best", "instead"];

fn fill(inside: &str, source: &Source<'_>, out: &mut String) {
    let mut parts = inside.split('|');
    let name = parts.next().unwrap_or_default();
    let found = source.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    if let (Some(one), Some(many)) = (parts.next(), parts.next()) {
        let single = matches!(found, Some(Val::Count(1)));
        out.push_str(if single { one } else { many });
    } else if name.starts_with('!') {
        // It has decided whether the text is used at all.
    } else if let Some(label) = name.strip_prefix('@') {
        source.language.say(source.platform.label(label), out);
    } else if let Some(Val::Text(words)) = found.filter(|_| !API_WORDS.contains(&name)) {
        source.language.say(words, out);
    } else if let Some(value) = found {
        let _ = write!(out, "{value}");
    } else if let Some(value) = source.policy.get(name) {
        let _ = write!(out, "{value}");
    } else {
        out.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_two_units() {
        for (seconds, wanted) in
            [(0, "0 s"), (59, "59 s"), (60, "1 min"), (11_520, "3 h 12 min"), (7_200, "2 h"), (90_061, "1 d 1 h")]
        {
            assert_eq!(Val::Span(seconds * 1000).to_string(), wanted);
        }
    }

    #[test]
    fn patterns_are_filled() {
        let policy = Policy::default();
        let platform = Platform::general();
        let values = [("count", Val::Count(1)), ("name", Val::Text("{@templates}".into()))];
        let source = Source { values: &values, policy: &policy, platform, language: Language::default() };
        assert_eq!(
            render("{count} {count|value|values} of {name}, {windowHours} h", &source),
            "1 value of {@templates}, 24 h"
        );
        assert_eq!(render("{unknown} {", &source), "… {");
    }
}
