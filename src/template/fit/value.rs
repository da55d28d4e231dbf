//! One value of a text: its kind, and what may not stand in it.

use super::{Checker, brace};
use crate::catalogue::rule;
use crate::findings::{Found, utf16_len};
use crate::template::supplied::{Param, ParamText};
use crate::value::Path;
use crate::words::{Val, quote};

impl Checker<'_, '_> {
    /// One value of a text; whether it can be filled in.
    pub(super) fn sound_param(&mut self, param: &Param<'_>, name: &str, what: &str) -> bool {
        if !matches!(param.kind, "text" | "currency" | "date_time") {
            self.wrong_kind(param, what, "text");
            return false;
        }
        let Some(text) = &param.text else {
            self.empty(&param.node.path(), name, what);
            return false;
        };
        self.sound_text(text, &|| brace(name), what)
    }

    pub(super) fn empty(&mut self, path: &Path<'_>, name: &str, what: &str) {
        self.add(rule::TEMPLATE_PARAMETER_EMPTY, what).value("name", brace(name)).at(path);
    }

    /// The rules that every filled-in text keeps; whether it can be filled in. `name` is asked only where something
    /// is found.
    pub(super) fn sound_text(&mut self, text: &ParamText<'_>, name: &dyn Fn() -> Val, what: &str) -> bool {
        let (place, findings) = (&self.place, &mut *self.findings);
        let describe = |found: &mut Found| {
            found.value("place", place.words(what)).value("name", name());
        };
        if text.text.trim().is_empty() {
            let found = findings.add(rule::TEMPLATE_PARAMETER_EMPTY);
            describe(found);
            found.at(&text.path);
            return false;
        }
        for (start, end, words) in bad_whitespace(&text.text) {
            let found = findings.add(rule::TEMPLATE_PARAMETER_WHITESPACE);
            describe(found);
            found.value("found", Val::Text(words.into()));
            point(found, text, start, end);
            if text.is_text {
                found.edit(&text.as_text(), start, end, " ");
            }
        }
        let platform = self.fit.platform;
        let (length, max) = (utf16_len(&text.text), platform.value_max);
        if length > max as usize {
            let found = findings.add(rule::PLATFORM_VALUE_LONG).value("max", Val::Count(max));
            describe(found);
            found.word("platform", platform.name).count("length", length).at(&text.path);
        }
        if let Some((start, end)) = placeholder(&text.text) {
            let found = findings.add(rule::TEMPLATE_PARAMETER_PLACEHOLDER);
            describe(found);
            found.value("found", quote(&text.text[start..end]));
            point(found, text, start, end);
        }
        true
    }
}

/// Shows what is wrong in a value: the stretch itself, where the value stands in the input as a text.
pub(super) fn point(found: &mut Found, text: &ParamText<'_>, start: usize, end: usize) {
    if text.is_text {
        found.part(&text.as_text(), start, end);
    } else {
        found.at(&text.path);
    }
}

/// Line breaks, tabs and runs of more than four spaces, with the spaces around them: byte ranges, and the first thing found
/// in each, in words.
///
/// Whether the Unicode line breaks count is not known; they are refused to be safe.
fn bad_whitespace(text: &str) -> Vec<(usize, usize, &'static str)> {
    let mut found = Vec::new();
    let (mut start, mut spaces, mut bad) = (0, 0, None);
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        let kind = match c {
            ' ' => {
                spaces += 1;
                (spaces > 4).then_some("more than four spaces in a row")
            }
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Some("a line break"),
            '\t' => Some("a tab"),
            _ => {
                found.extend(bad.take().map(|words| (start, at, words)));
                (start, spaces) = (at + c.len_utf8(), 0);
                continue;
            }
        };
        if c != ' ' {
            spaces = 0;
        }
        bad = bad.or(kind);
    }
    found
}

/// A merge field that was never filled in: `{{first_name}}`, `%name%`, `[Name]`, `null`. The byte range of the first one.
pub(crate) fn placeholder(text: &str) -> Option<(usize, usize)> {
    let trimmed = text.trim();
    const NOTHING: [&str; 6] = ["null", "undefined", "none", "nan", "n/a", "[object object]"];
    if NOTHING.iter().any(|word| word.eq_ignore_ascii_case(trimmed)) {
        let start = text.len() - text.trim_start().len();
        return Some((start, start + trimmed.len()));
    }
    // Nearly all texts have none of the marks.
    if !text.bytes().any(|b| b"{$<*%[".contains(&b)) {
        return None;
    }
    [("{{", "}}"), ("${", "}"), ("<%", "%>"), ("*|", "|*"), ("%", "%"), ("[", "]"), ("<", ">")]
        .iter()
        .filter_map(|(open, close)| enclosed(text, open, close))
        .min()
}

/// A short word between two marks, as merge fields are written.
fn enclosed(text: &str, open: &str, close: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(first) = text[from..].find(open).map(|at| from + at) {
        let end = first + open.len() + text[first + open.len()..].find(close)?;
        // No field has a mark inside, so of many marks only the last can open one: that keeps the work linear.
        let start = text[first..end].rfind(open).map_or(first, |at| first + at);
        let inside = start + open.len();
        let word = text[inside..end].trim();
        let marked = open.len() > 1;
        let fits = (1..=40).contains(&word.len())
            && word.chars().all(|c| c.is_alphanumeric() || "_-. |".contains(c))
            && (marked || looks_like_field(word, open));
        if fits {
            return Some((start, end + close.len()));
        }
        from = inside;
    }
    None
}

/// Single marks occur in ordinary text ("5% to 10%", "[1]", "<3"), so the word between them must be a usual field name.
fn looks_like_field(word: &str, open: &str) -> bool {
    const FIELDS: [&str; 17] = [
        "name",
        "firstname",
        "lastname",
        "fullname",
        "yourname",
        "customername",
        "customer",
        "username",
        "email",
        "phone",
        "date",
        "time",
        "order",
        "orderid",
        "ordernumber",
        "company",
        "amount",
    ];
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    // `%name%` needs no space in it, `[Your name]` may have one.
    (open != "%" || !word.contains(' ')) && FIELDS.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_that_a_value_may_not_hold() {
        assert_eq!(bad_whitespace("one line, four    spaces"), []);
        assert_eq!(bad_whitespace("a\r\n\tb"), [(1, 4, "a line break")]);
        assert_eq!(bad_whitespace("a     b\n"), [(1, 6, "more than four spaces in a row"), (7, 8, "a line break")]);
        assert_eq!(bad_whitespace("\u{2028}"), [(0, 3, "a line break")]);
        assert_eq!(bad_whitespace("a   \t   b"), [(1, 8, "a tab")]);
        assert_eq!(bad_whitespace("é  \n    b    c"), [(2, 9, "a line break")]);
    }

    #[test]
    fn placeholders_are_told_from_ordinary_text() {
        let found = |text: &'static str| placeholder(text).map(|(a, b)| &text[a..b]);
        for text in [
            "{{first_name}}",
            "${name}",
            "%name%",
            "[Name]",
            "[Your name]",
            "null",
            " undefined ",
            "*|FNAME|*",
            "<name>",
        ] {
            assert_eq!(found(text), Some(text.trim()), "{text}");
        }
        assert_eq!(found("{{{first_name}}} [[Name]]"), Some("{{first_name}}"));
        for text in ["5% to 10% off", "[1]", "I <3 you > me", "Nullsoft", "50%", "a [sic] b", "100% name 20%", "{1}"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn marks_without_end_take_no_time_without_end() {
        for (open, close) in [("[", "]"), ("{{", "}}"), ("<%", "%>"), ("%", "%")] {
            let text = format!("{}{}", open.repeat(200_000), close.repeat(200_000));
            assert_eq!(placeholder(&text), None);
        }
    }
}
