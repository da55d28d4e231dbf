//! Languages besides English, which is compiled in.
//!
//! A language is a pack: one text, made from `src/data/words/<language>/` when the project is built, and handed over by
//! the caller when somebody wants it. Records are kept apart by U+001C, their fields by U+001E:
//!
//! | first field | second | the rest |
//! |---|---|---|
//! | `presend` | the language, `pt-BR` | |
//! | `r` | id of a rule | its texts, in the order of [`Rule`]'s |
//! | `f` | id of a failure | its texts, in the order of [`Entry`]'s |
//! | `p` | English words | the same words in this language |
//!
//! What a pack lacks stays English.

use std::sync::{Mutex, PoisonError};

use crate::Error;
use crate::catalogue::{Entry, FAILURES, RULES, Rule};

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

const RECORD: char = '\u{1c}';
const FIELD: char = '\u{1e}';

/// The words of one language.
struct Pack {
    language: &'static str,
    rules: Vec<&'static str>,
    failures: Vec<&'static str>,
    phrases: Vec<(&'static str, &'static str)>,
}

static PACKS: Mutex<Vec<&'static Pack>> = Mutex::new(Vec::new());

/// Teaches a language: from now on `locale` may name it. [`LOCALES`] holds those that come along; a pack of the same
/// language replaces the one before.
///
/// ```
/// use presend::{LOCALES, Value, add_locale, diagnose};
/// for (_, pack) in LOCALES {
///     add_locale(pack)?;
/// }
/// let options = Value::from_json(r#"{"locale": "es"}"#)?;
/// assert_eq!(diagnose(&Value::from("131047"), &options)?.matches[0].title, "La ventana de 24 horas se cerró");
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// A text that is no pack.
pub fn add_locale(pack: &str) -> Result<(), Error> {
    if !pack.starts_with("presend\u{1e}") {
        return Err(Error::new("", "this is no pack of words: give what presend/locales/… holds"));
    }
    // Kept for good: a program adds a handful at its start, and texts can then be lent out without being counted.
    let text: &'static str = Box::leak(pack.into());
    let mut records = text.split(RECORD);
    let language = records.next().and_then(|head| head.split_once(FIELD)).map_or("", |(_, language)| language);
    let mut pack =
        Pack { language, rules: vec![""; RULES.len()], failures: vec![""; FAILURES.len()], phrases: Vec::new() };
    for record in records {
        let mut parts = record.splitn(3, FIELD);
        let (Some(kind), Some(name), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { continue };
        // Ids of another version of the catalogue are passed over.
        let place = match kind {
            "r" => RULES.iter().position(|rule| rule.id == name).and_then(|at| pack.rules.get_mut(at)),
            "f" => Entry::find(name).and_then(|at| pack.failures.get_mut(at)),
            _ => {
                pack.phrases.push((name, rest));
                None
            }
        };
        if let Some(place) = place {
            *place = rest;
        }
    }
    let mut packs = PACKS.lock().unwrap_or_else(PoisonError::into_inner);
    packs.retain(|known| known.language != language);
    packs.push(Box::leak(Box::new(pack)));
    Ok(())
}

/// The language of one answer.
#[derive(Clone, Copy, Default)]
pub(crate) struct Language(Option<&'static Pack>);

impl Language {
    /// By its tag: exactly this language, or one that shares its first part, or English.
    pub(crate) fn find(tag: &str) -> Self {
        let packs = PACKS.lock().unwrap_or_else(PoisonError::into_inner);
        let tag = tag.trim();
        let same = |a: &str, b: &str| a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| even(a) == even(b));
        let first = |tag: &'_ str| tag.split(['-', '_']).next().unwrap_or_default().len();
        let near = |pack: &&&Pack| same(&pack.language[..first(pack.language)], &tag[..first(tag)]);
        let exact = packs.iter().find(|pack| same(pack.language, tag));
        Self(exact.or_else(|| packs.iter().find(near)).copied())
    }

    /// The packed texts of a rule, or none.
    pub(crate) fn rule(self, rule: &Rule) -> &'static str {
        let at = || RULES.iter().position(|r| std::ptr::eq(r, rule)).unwrap_or(usize::MAX);
        self.0.and_then(|pack| pack.rules.get(at())).copied().unwrap_or_default()
    }

    /// The packed texts of a failure, or none.
    pub(crate) fn failure(self, entry: &Entry) -> &'static str {
        let at = || FAILURES.iter().position(|f| std::ptr::eq(f, entry)).unwrap_or(usize::MAX);
        self.0.and_then(|pack| pack.failures.get(at())).copied().unwrap_or_default()
    }

    /// English words in this language; words that the pack does not know stay as they are.
    ///
    /// Numbers and what stands in quotation marks are the same in every language, so a pack has `card #` for all cards;
    /// of a list each part is looked up.
    #[inline(never)]
    pub(crate) fn say(self, english: &str, out: &mut String) {
        let Some(pack) = self.0 else { return out.push_str(english) };
        let find = |words: &str| pack.phrases.iter().find(|(known, _)| *known == words).map(|(_, said)| *said);
        if let Some(said) = find(english) {
            return out.push_str(said);
        }
        let (shape, kept) = shape(english);
        if let Some(said) = find(&shape).filter(|_| !kept.is_empty()) {
            let mut kept = kept.into_iter();
            for (at, piece) in said.split('#').enumerate() {
                out.push_str(if at > 0 { kept.next().unwrap_or_default() } else { "" });
                out.push_str(piece);
            }
        } else if let Some((first, rest)) = english.split_once(", ") {
            self.say(first, out);
            out.push_str(", ");
            self.say(rest, out);
        } else {
            out.push_str(english);
        }
    }

    pub(crate) fn said(self, english: &str) -> String {
        let mut out = String::new();
        self.say(english, &mut out);
        out
    }
}

fn even(byte: u8) -> u8 {
    if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() }
}

/// A text with `#` for every number and everything in quotation marks, and those.
fn shape(text: &str) -> (String, Vec<&str>) {
    let (mut shape, mut kept) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let quoted = if first == '“' { rest.find('”').map_or(0, |at| at + '”'.len_utf8()) } else { 0 };
        let length = digits.max(quoted);
        if length > 0 {
            kept.push(&rest[..length]);
            shape.push('#');
        } else {
            shape.push(first);
        }
        rest = &rest[if length > 0 { length } else { first.len_utf8() }..];
    }
    (shape, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_serves_its_language_and_its_relatives() {
        assert!(add_locale("no pack").is_err());
        add_locale("presend\u{1e}x-Test\u{1c}p\u{1e}body of card #\u{1e}card #: body\u{1c}p\u{1e}red\u{1e}RED")
            .unwrap();
        for tag in ["x-test", "X_TEST", "x", "x-other"] {
            assert_eq!(Language::find(tag).said("red"), "RED", "{tag}");
        }
        let language = Language::find("x");
        for (english, said) in [
            ("body of card 12", "card 12: body"),
            ("red, blue, body of card 2", "RED, blue, card 2: body"),
            ("", ""),
            ("“red”", "“red”"),
        ] {
            assert_eq!(language.said(english), said);
        }
        assert_eq!(Language::find("xx").said("red"), "red");
        assert_eq!(Language::find("en").rule(&RULES[0]), "");
    }
}
