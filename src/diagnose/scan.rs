//! Finds things in any text: its plain form for comparing, numbers that may be codes, ids, and what must be hidden.

use std::sync::LazyLock;

use super::tolerant::Span;
use crate::catalogue::{evidence, items as list};

/// A text made comparable, and where each of its bytes comes from.
///
/// Lower case, one blank for any run of blanks (line breaks of a screenshot included), no quotes, no emphasis, escapes
/// undone.
pub(super) struct Plain {
    pub(super) text: String,
    origin: Vec<u32>,
}

impl Plain {
    /// The place of a part in the text that was given.
    pub(super) fn back(&self, (start, end): Span) -> Span {
        let first = self.origin.get(start).copied().unwrap_or_default() as usize;
        let last = self.origin.get(end.saturating_sub(1)).copied().unwrap_or_default() as usize;
        (first, last)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Takes parts out, leaving everything else where it is.
    #[inline(never)]
    pub(super) fn blank(&mut self, parts: &[Span]) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        for (start, end) in parts {
            bytes[*start..*end].fill(b' ');
        }
        self.text = String::from_utf8(bytes).unwrap_or_default();
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.text.contains(word)
    }
}

/// The plain form of a part of a text.
#[inline(never)]
pub(super) fn plain(text: &str, (from, to): Span) -> Plain {
    let part = text.get(from..to).unwrap_or_default();
    let mut out = Plain { text: String::with_capacity(part.len()), origin: Vec::with_capacity(part.len()) };
    let mut chars = part.char_indices();
    while let Some((at, c)) = chars.next() {
        let meant = if c == '\\' { escaped(part, at, &mut chars) } else { Some(c) };
        let Some(c) = meant else { continue };
        match c {
            '"' | '\'' | '`' | '’' | '‘' | '“' | '”' | '«' | '»' | '*' => {}
            c if c.is_ascii_whitespace() || c == '\u{a0}' => {
                if !out.text.is_empty() && !out.text.ends_with(' ') {
                    out.text.push(' ');
                    out.origin.push((from + at) as u32);
                }
            }
            c => {
                out.text.push(c.to_ascii_lowercase());
                out.origin.resize(out.text.len(), (from + at) as u32);
            }
        }
    }
    out
}

/// What a run of backslashes and the letter behind it stand for.
fn escaped(part: &str, at: usize, chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let run = part[at..].bytes().take_while(|b| *b == b'\\').count();
    let rest = &part[at + run..];
    let skip = |chars: &mut std::str::CharIndices<'_>, count: usize| {
        for _ in 0..count {
            chars.next();
        }
    };
    let unit = |text: &str| u32::from_str_radix(text.get(..4)?, 16).ok();
    skip(chars, run - 1);
    match rest.as_bytes().first()? {
        b'n' | b'r' | b't' => {
            skip(chars, 1);
            Some(' ')
        }
        b'u' => {
            let first = unit(&rest[1..])?;
            skip(chars, 5);
            // Characters beyond the first plane (emoji) are in no error text; both halves are left out.
            char::from_u32(first)
        }
        _ => None,
    }
}

/// Words that are looked for together, those with the same first byte in a chain.
struct Words {
    /// The number of the newest word with this first byte, counted from one.
    first: [u16; 256],
    /// A word, and the number of the one before it in its chain.
    all: Vec<(&'static [u8], u16)>,
}

/// The lists that are asked about every number of a paste: chained once, for a log is full of numbers.
static FAILURE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(evidence::FAILURE_WORDS));
static OTHER_NUMBERS: LazyLock<Words> = LazyLock::new(|| Words::of(evidence::OTHER_NUMBERS));
static CODE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(evidence::CODE_WORDS));
static NUMBERED: LazyLock<Words> = LazyLock::new(|| Words::of(evidence::NUMBERED));
static OWNERS: LazyLock<Words> = LazyLock::new(|| Words::of(evidence::OWNER_WORDS));
static OWNED: LazyLock<Words> = LazyLock::new(|| Words::of(evidence::OWNED));
static UNITS: LazyLock<Words> = LazyLock::new(|| Words::of(evidence::UNITS));

impl Words {
    #[inline(never)]
    fn of(words: &'static str) -> Self {
        let mut chains = Words { first: [0; 256], all: Vec::with_capacity(64) };
        for word in list(words) {
            let Some(byte) = word.bytes().next() else { continue };
            let head = &mut chains.first[usize::from(byte)];
            chains.all.push((word.as_bytes(), *head));
            *head = chains.all.len() as u16;
        }
        chains
    }

    /// Whether the text begins with one of them; with `whole`, whether it is one of them.
    fn lead(&self, text: &[u8], whole: bool) -> bool {
        let Some(byte) = text.first() else { return false };
        let mut next = self.first[usize::from(*byte)];
        while let Some((word, then)) = usize::from(next).checked_sub(1).and_then(|index| self.all.get(index)) {
            if text.starts_with(word) && (!whole || text.len() == word.len()) {
                return true;
            }
            next = *then;
        }
        false
    }

    /// Whether one of them stands in the text, in one walk whatever their number.
    fn stand_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        (0..bytes.len()).any(|at| self.lead(&bytes[at..], false))
    }
}

/// Whether one of these words stands in a text.
#[inline(never)]
pub(super) fn speaks(text: &str, words: &'static str) -> bool {
    Words::of(words).stand_in(text)
}

/// Whether a text begins with one of these words.
pub(super) fn begins(text: &str, words: &'static str) -> bool {
    Words::of(words).lead(text.as_bytes(), false)
}

/// Whether a text begins with a word for a failure.
pub(super) fn begins_failing(text: &str) -> bool {
    FAILURE_WORDS.lead(text.as_bytes(), false)
}

/// How the number was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// `(#131047)`
    Hash,
    /// Behind the word for an error.
    Named,
    /// Behind the word for a code, in brackets, or first in the text.
    Marked,
    /// The whole text.
    Whole,
    /// Simply somewhere.
    Loose,
}

/// A number that may be a code.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) at: Span,
    pub(super) way: Way,
    /// Something is written right behind it: `131026: Message undeliverable`.
    pub(super) followed: bool,
    /// A sentence or the text ends with it.
    pub(super) ends: bool,
    /// There are few words in the whole text.
    pub(super) brief: bool,
    /// The word for a code stands before it, and one for an error before that.
    pub(super) coded: bool,
}

/// The next run of digits at or after a place, with its value, as far as it is short enough for a code.
pub(super) fn next_digits(text: &str, from: usize, to: usize) -> Option<(Span, Option<u32>)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to && !bytes[at].is_ascii_digit() {
        at += 1;
    }
    let start = at;
    let mut value = 0u32;
    while at < to && bytes[at].is_ascii_digit() {
        value = value.saturating_mul(10).saturating_add(u32::from(bytes[at] - b'0'));
        at += 1;
    }
    (at > start).then_some(((start, at), (at - start <= 7).then_some(value)))
}

/// How the number at a place was written; nothing when it is part of a longer word, an amount, a telephone number or the
/// number of an order.
#[inline(never)]
pub(super) fn judge(text: &str, (start, end): Span, value: u32, (from, to): Span) -> Option<Number> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let previous = if start == 0 { b' ' } else { byte(start - 1) };
    let before_that = if start < 2 { b' ' } else { byte(start - 2) };
    let next = byte(end);
    let glued = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    // `131047n` ends in an escape, `1310471x` is a word.
    let escape = previous == b'n' && before_that == b'\\';
    if (glued(previous) && !escape) || glued(next) {
        return None;
    }
    if matches!(previous, b'$' | b'+' | b'@' | b'%') || matches!(next, b'%' | b'$' | b'@') {
        return None;
    }
    // A part of an amount, a date, a time, a version or a telephone number.
    if matches!(previous, b'.' | b',' | b':' | b'-') && before_that.is_ascii_digit()
        || previous == b':' && before_that == b':'
        || matches!(next, b'.' | b',' | b':' | b'-' | b'/') && byte(end + 1).is_ascii_digit()
    {
        return None;
    }
    let tail = back(text, start, 48.min(start - from));
    // A path, unless it is one to an error's own page.
    if matches!(previous, b'/') && !tail.to_ascii_lowercase().contains("error") {
        return None;
    }
    if telephone(bytes, start, end) {
        return None;
    }
    let head = text.get(end..to.min(text.len())).unwrap_or_default();
    let head = &head[..floor(head, 32)];
    let follows = head.trim_start_matches(|c: char| c.is_ascii_whitespace() || ")]:-–—|.,\"'".contains(c));
    let first = follows.split(|c: char| c.is_ascii_whitespace() || ",.;:)".contains(c)).next().unwrap_or_default();
    let unit = first.to_ascii_lowercase();
    if UNITS.lead(unit.as_bytes(), true) || first.starts_with(['€', '₹', '£', '°']) || unit.starts_with("руб")
    {
        return None;
    }
    let hash = tail.ends_with("(#") || tail.ends_with("( #");
    // An error's own text begins with a capital letter: `Order (#131047) is late` is no code.
    let titled = follows.bytes().next().is_some_and(|b| b.is_ascii_uppercase() || b >= 0x80);
    if hash && !titled && counts(tail) {
        return None;
    }
    let alone = |part: &str| !part.chars().any(char::is_alphanumeric);
    let around = text.get(from..start).unwrap_or("x");
    let whole = around.len() < 32 && alone(around) && alone(head) && head.len() < 32;
    let (way, coded) = if hash {
        (Way::Hash, false)
    } else if whole {
        (Way::Whole, false)
    } else {
        words_before(tail, start - from == tail.len(), head, byte(end))?
    };
    // `code 131042?`: nothing else was said.
    let words = if to - from < 48 { text.get(from..to).map_or(9, |all| all.split_whitespace().count()) } else { 9 };
    // On a line of its own in a short text.
    let line = to - from < 300 && alone_on_line(text.as_bytes(), start, end);
    let way = if line && way == Way::Loose { Way::Marked } else { way };
    let way = if way == Way::Marked && words <= 2 { Way::Named } else { way };
    let ends = !head.trim_start_matches(' ').starts_with(|c: char| c.is_alphanumeric() || c == '(');
    let sign = !matches!(next, b' ' | b'\t' | b'\n' | b'\r') && follows.bytes().next().is_some_and(glued);
    let followed = whole || line || titled || sign;
    // `Your WhatsApp code is 131047`: sent to somebody, to log in with.
    if matches!(way, Way::Marked | Way::Loose) {
        let about = text.get(end..to.min(text.len())).unwrap_or_default();
        let about = &about[..floor(about, 48)];
        if owned(back(text, start, 96.min(start - from))) || owned(about) {
            return None;
        }
    }
    Some(Number { value, at: (start, end), way, followed, ends, brief: words <= 4, coded })
}

/// What the words before a number make of it, and whether they name an error's code; nothing where they say what else it counts.
fn words_before(tail: &str, from_start: bool, head: &str, next: u8) -> Option<(Way, bool)> {
    let lower = tail.to_ascii_lowercase();
    let mut first = true;
    let mut marked = false;
    for (seen, word) in lower.rsplit(parts).filter(|w| !w.is_empty()).enumerate() {
        if seen > 5 {
            break;
        }
        // Of `status=400 code=131056` only the last word is the number's own.
        let own = seen == 0 || !(marked && tail.ends_with('='));
        if seen < 3 && own && OTHER_NUMBERS.lead(word.as_bytes(), true)
            || seen == 0 && NUMBERED.lead(word.as_bytes(), true)
        {
            return None;
        }
        let sent = word == "sent" && lower.contains("not sent");
        // Words of some scripts are written together: `エラーコード131047`.
        let within = !word.is_ascii() && FAILURE_WORDS.stand_in(word);
        if begins_failing(word) || within || word.contains("fehler") || sent || matches!(word, "err" | "errno") {
            let led = tail.trim_end().ends_with([':', '=', '(', '#']);
            let program = lower.contains("exit") || lower.contains("npm");
            return Some((if seen < 3 || led || marked { Way::Named } else { Way::Loose }, marked && !program));
        }
        if seen < 3 && CODE_WORDS.lead(word.as_bytes(), true) {
            marked = true;
        }
        first = false;
    }
    // `sshd[131047]` is the number of a process.
    if !marked
        && tail
            .strip_suffix('[')
            .is_some_and(|name| name.bytes().next_back().is_some_and(|b| b.is_ascii_alphanumeric()))
    {
        return None;
    }
    let after = head.to_ascii_lowercase();
    let mut following = after.split(parts).filter(|w| !w.is_empty());
    if following.next().is_some_and(begins_failing) {
        return Some((Way::Named, false));
    }
    let bracket = tail.ends_with('[') && next == b']' || tail.ends_with('(') && next == b')';
    let leads = first && from_start;
    Some((if marked || bracket || leads || tail.ends_with('#') { Way::Marked } else { Way::Loose }, false))
}

/// Whether the word before `(#131047)` says what else it is the number of: `Order (#131047) is late`.
fn counts(tail: &str) -> bool {
    let tail = tail.as_bytes();
    let Some(before) = tail.strip_suffix(b" (#") else { return false };
    let start = before.iter().rposition(|b| !b.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    let word = before[start..].to_ascii_lowercase();
    !matches!(&*word, b"call" | b"status" | b"http") && OTHER_NUMBERS.lead(&word, true)
}

/// Whether a number stands on a line of its own, and not in a list of numbers.
fn alone_on_line(bytes: &[u8], start: usize, end: usize) -> bool {
    let at = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    let (before, after) = (start.wrapping_sub(1), end + usize::from(at(end) == b'\r'));
    let digits = at(before.wrapping_sub(1)).is_ascii_digit() || at(after + 1).is_ascii_digit();
    at(before) == b'\n' && at(after) == b'\n' && !digits
}

/// What stands between words.
fn parts(c: char) -> bool {
    !(c.is_alphanumeric() || c == '\u{301}' || is_mark(c))
}

/// Whether a code is somebody's: `your WhatsApp code`, `tu código`.
fn owned(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut owner = false;
    for word in lower.as_bytes().split(|b| !(b.is_ascii_alphanumeric() || *b >= 0x80)).filter(|word| !word.is_empty()) {
        // What must not be shared is a code to log in with as well.
        let says = matches!(word, b"says" | b"returned" | b"returns");
        if owner && !says && CODE_WORDS.lead(word, true) || matches!(word, b"share" | b"partagez" | b"compartas") {
            return true;
        }
        // The name of what it is for may stand between.
        owner = owner && OWNED.lead(word, true) || OWNERS.lead(word, true);
    }
    false
}

/// Vowel signs of Indic scripts are no letters for Rust, but no ends of words either.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

/// Whether the digits around make a telephone number of this.
fn telephone(bytes: &[u8], start: usize, end: usize) -> bool {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let part = |b: u8| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'(' | b')' | b'.');
    let mut left = start;
    while left > 0 && start - left < 20 && part(byte(left - 1)) {
        left -= 1;
    }
    if left > 0 && byte(left - 1) == b'+' {
        return true;
    }
    // `98 7654 131047`: other groups of digits right beside it, none of which is a year.
    let group = |at: usize, step: isize| {
        let mut digits = 0;
        let mut at = at as isize;
        while at >= 0 && byte(at as usize).is_ascii_digit() {
            digits += 1;
            at += step;
        }
        digits
    };
    let left_group = start >= 2 && matches!(byte(start - 1), b' ' | b'-') && group(start - 2, -1) > 1;
    let before = if left_group { byte((start - 2).wrapping_sub(group(start - 2, -1) as usize)) } else { 0 };
    let right_group = matches!(byte(end), b' ' | b'-') && (3..=6).contains(&group(end + 1, 1)) && byte(end + 5) != b'-';
    (left_group && !matches!(before, b':' | b'-' | b'.' | b'T')) && group(start - 2, -1) < 6 || right_group
}

/// The end of a text before a place, at most so many bytes.
fn back(text: &str, end: usize, most: usize) -> &str {
    let mut start = end.saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..end]
}

/// The greatest length up to `most` at which a text can be cut.
fn floor(text: &str, most: usize) -> usize {
    let mut at = most.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text with telephone numbers and the ids of messages made unreadable.
pub(super) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let inner = |c: char| c.is_ascii_alphanumeric() || "._=+-".contains(c);
        let starts = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let word = if starts { rest.len() - rest.trim_start_matches(inner).len() } else { 0 };
        let id = rest.starts_with("wamid.") || (word >= 16 && rest[..word].bytes().any(|b| b.is_ascii_digit()));
        if id {
            out.push_str(&hidden(&rest[..word]));
            at += word;
            continue;
        }
        let number = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'(' | b')')).count();
        let number = rest[..number].trim_end_matches(|c: char| !c.is_ascii_digit());
        let number = if rest.starts_with(|c: char| c.is_ascii_digit()) { number } else { "" };
        if number.bytes().filter(u8::is_ascii_digit).count() >= 8 {
            out.extend(number.chars().map(|c| if c.is_ascii_digit() { '•' } else { c }));
            at += number.len();
            continue;
        }
        // A word is passed over whole, so that no end of it is taken for a beginning.
        let step = if word > 0 && number.is_empty() { word } else { number.len().max(1) };
        let step = step + (at + step..=text.len()).take_while(|end| !text.is_char_boundary(*end)).count();
        out.push_str(&text[at..(at + step).min(text.len())]);
        at += step;
    }
    out
}

/// An id of which only the last four characters are left.
pub(super) fn hidden(id: &str) -> String {
    let id = id.trim_end_matches('=');
    let tail = id.char_indices().rev().nth(3).map_or("", |(at, _)| &id[at..]);
    ["…", if id.chars().count() > 8 { tail } else { "" }].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(text: &str) -> Vec<(u32, Way)> {
        let (mut at, mut found) = (0, Vec::new());
        while let Some((span, value)) = next_digits(text, at, text.len()) {
            let number = value.and_then(|value| judge(text, span, value, (0, text.len())));
            found.extend(number.map(|n| (n.value, n.way)));
            at = span.1;
        }
        found
    }

    #[test]
    fn numbers_are_told_from_codes() {
        for text in [
            "order 131047 is late",
            "+49 131026 4471",
            "98 7654 131047",
            "costs $131047",
            "131047 euros",
            "at 12:131047",
            "v131.047",
            "wamid.131047x",
            "Bestellnummer: 131026",
            "HTTP 200",
            "status 400",
            "graph.facebook.com/131047/messages",
        ] {
            assert!(ways(text).is_empty(), "{text}: {}", ways(text).len());
        }
        for (text, way) in [
            ("131047", Way::Whole),
            ("(131047).", Way::Whole),
            ("error 131047 when sending", Way::Named),
            ("fails (#131047) Re-engagement", Way::Hash),
            ("contact 88: failed (131049)", Way::Named),
            ("त्रुटि कोड 131049: यह संदेश", Way::Named),
            ("エラーコード131049", Way::Named),
            ("131026: Message undeliverable", Way::Marked),
            ("my code is 131026 today", Way::Marked),
            ("we had 131026 here", Way::Loose),
            ("131047 hatası aldım", Way::Named),
        ] {
            let found = ways(text);
            assert!(found.iter().any(|(value, w)| *value > 130_000 && *w == way), "{text}");
        }
    }

    #[test]
    fn escapes_and_breaks_are_undone() {
        let text = "{\\\"t\\\":\\\"Re-engagement\\nMESSAGE\\u0020x\\\"}";
        let plain = plain(text, (0, text.len()));
        assert_eq!(plain.text, "{t:re-engagement message x}");
        assert_eq!(plain.back((3, 16)), (9, 21));
    }

    #[test]
    fn private_data_is_hidden() {
        assert_eq!(mask("to +49 1512 3456789, code 131047"), "to +•• •••• •••••••, code 131047");
        assert_eq!(mask("wamid.HBgLMzM2MDAwMDA2NzU= é"), "…2NzU é");
    }
}
