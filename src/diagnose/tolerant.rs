//! Reads the structure of whatever was pasted: JSON that is whole, escaped, cut off or inside a log line, a Python dict, a
//! JavaScript object, `key=value` pairs.
//!
//! There is no grammar to fall out of: one walk over the bytes notes what opens, what closes, and which word or text
//! stands behind which key. The work is linear, whatever comes.

use std::borrow::Cow;

use crate::Error;
use crate::value::Value;

/// How deep containers are followed; what is deeper counts to the last that is.
const DEPTH: usize = 64;

/// After how many bytes the caller is told how far the reading is.
const OFTEN: usize = 1 << 16;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Map,
    List,
    Scalar,
}

/// A part of a text, in bytes.
pub(super) type Span = (usize, usize);

pub(super) struct Node {
    key: Span,
    /// The value, without its quotes.
    pub(super) at: Span,
    pub(super) kind: Kind,
    pub(super) parent: usize,
    /// The number after the last node inside this one.
    pub(super) end: usize,
}

/// Nodes in the order of the text; the first is the text as a whole.
pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    pub(super) fn key(&self, node: usize) -> &'a str {
        let (start, end) = self.nodes[node].key;
        let key = self.text.get(start..end).unwrap_or_default();
        key.rsplit('.').next().unwrap_or(key)
    }

    /// The value as it stands in the text; escapes are left as they are.
    pub(super) fn value(&self, node: usize) -> &'a str {
        let (start, end) = self.nodes[node].at;
        self.text.get(start..end).unwrap_or_default().trim()
    }

    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[node].end;
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.nodes[child].end;
                child
            })
        })
    }

    /// The first child with one of these keys, whose cases and underscores do not matter.
    #[inline(never)]
    pub(super) fn child(&self, node: usize, keys: &[&str]) -> Option<usize> {
        self.children(node).find(|child| keys.iter().any(|key| same_key(self.key(*child), key)))
    }

    /// The scalar under one of these keys, unless it is empty or null.
    #[inline(never)]
    pub(super) fn scalar(&self, node: usize, keys: &[&str]) -> Option<&'a str> {
        let has = |child: &usize| {
            self.nodes[*child].kind == Kind::Scalar
                && !matches!(self.value(*child), "" | "null" | "None" | "undefined")
                && keys.iter().any(|key| same_key(self.key(*child), key))
        };
        self.children(node).find(has).map(|child| self.value(child))
    }
}

/// `ErrorCode`, `error_code` and `error-code` are one key.
pub(super) fn same_key(a: &str, b: &str) -> bool {
    let mut b = b.bytes().filter(|b| b.is_ascii_alphanumeric());
    let mut a = a.bytes().filter(|b| b.is_ascii_alphanumeric());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x.eq_ignore_ascii_case(&y) => {}
            _ => return false,
        }
    }
}

/// Turns what stands for a quote or a brace into it, without moving anything else: blanks fill what becomes shorter.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    const ENTITIES: [(&str, char); 10] = [
        ("&quot;", '"'),
        ("&#34;", '"'),
        ("&#39;", '\''),
        ("&#x27;", '\''),
        ("&#8217;", '\''),
        ("&rsquo;", '\''),
        ("&nbsp;", ' '),
        ("“", '"'),
        ("”", '"'),
        ("\u{a0}", ' '),
    ];
    let percent = text.contains("%22") && text.contains("%3A");
    // A terminal's colours: `␛[33m131026␛[39m`, also where the first character was lost in copying.
    let coloured = ["\u{1b}[", "[39m", "[0m"].iter().any(|sign| text.contains(sign));
    let entities = text.contains('&');
    let coded = |entity: &str| (entities || !entity.starts_with('&')) && text.contains(entity);
    if !percent && !coloured && !ENTITIES.iter().any(|(entity, _)| coded(entity)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)).map(|(e, c)| (e.len(), *c));
        let coded = || {
            let hex = rest.strip_prefix('%').filter(|_| percent)?.get(..2)?;
            u8::from_str_radix(hex, 16).ok().filter(|b| (32..127).contains(b)).map(|b| (3, char::from(b)))
        };
        let colour = || coloured.then(|| (colour(rest), ' ')).filter(|(length, _)| *length > 0);
        let (length, meant) = known.or_else(coded).or_else(colour).unwrap_or((first.len_utf8(), first));
        let after = &rest[length..];
        // An apostrophe inside a word must not part it: what fills its place is passed over.
        let letter = |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || b >= 0x80);
        let inside = meant == '\'' && length > 1 && letter(out.bytes().next_back()) && letter(after.bytes().next());
        let (meant, fill) = if inside { ('`', '`') } else { (meant, ' ') };
        out.push(meant);
        for _ in meant.len_utf8()..length {
            out.push(fill);
        }
        rest = after;
    }
    Cow::Owned(out)
}

/// The length of a terminal's colour code that a text begins with, with or without its escape character.
#[inline(never)]
fn colour(text: &str) -> usize {
    let bytes = text.as_bytes();
    let start = usize::from(bytes.first() == Some(&0x1b)) + 1;
    if bytes.get(start - 1) != Some(&b'[') {
        return 0;
    }
    let mut at = start;
    while at < start + 12 && bytes.get(at).is_some_and(|b| b.is_ascii_digit() || *b == b';') {
        at += 1;
    }
    if bytes.get(at) == Some(&b'm') && at > 1 { at + 1 } else { 0 }
}

struct Frame {
    /// The node of a container; 0 for a text that holds one.
    node: usize,
    /// The quote that ends a text which holds a container, and the backslashes before it.
    quote: Option<(u8, usize)>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    stack: Vec<Frame>,
    /// Containers opened beyond the greatest depth.
    over: usize,
    key: Option<Span>,
    /// The last word or text without a key: `=>` makes a key of it.
    last: Span,
    /// Quotes for which the rest of the text was searched in vain.
    no_end: [bool; 6],
}

/// Reads any text; `reached` is told where it is from time to time, and can stop it.
pub(super) fn read<'a>(text: &'a str, reached: &mut dyn FnMut(usize) -> Result<(), Error>) -> Result<Tree<'a>, Error> {
    let root = Node { key: (0, 0), at: (0, text.len()), kind: Kind::Map, parent: 0, end: 0 };
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
        nodes: vec![root],
        stack: Vec::new(),
        over: 0,
        key: None,
        last: (0, 0),
        no_end: [false; 6],
    };
    let mut due = OFTEN;
    while reader.at < text.len() {
        reader.step();
        if reader.at >= due {
            reached(reader.at)?;
            due = reader.at + OFTEN;
        }
    }
    while !reader.stack.is_empty() {
        reader.pop();
    }
    reader.nodes[0].end = reader.nodes.len();
    Ok(Tree { text, nodes: reader.nodes })
}

impl Reader<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The first byte at or after a place that is no blank.
    fn after_blanks(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_whitespace() {
            at += 1;
        }
        at
    }

    fn top(&self) -> usize {
        self.stack.iter().rev().map(|frame| frame.node).find(|node| *node > 0).unwrap_or(0)
    }

    fn step(&mut self) {
        match self.byte(self.at) {
            b'{' => self.open(Kind::Map),
            b'[' => self.open(Kind::List),
            b'}' => self.close(Kind::Map),
            b']' => self.close(Kind::List),
            b'\\' => self.backslash(),
            quote @ (b'"' | b'\'') => self.quote(quote, 0),
            b',' | b';' | b'&' => {
                self.key = None;
                self.at += 1;
            }
            b'=' if self.byte(self.at + 1) == b'>' => {
                if self.key.is_none() && self.last.1 > 0 {
                    self.key = Some(self.last);
                }
                self.at += 2;
            }
            b'<' if self.byte(self.at + 1).is_ascii_alphabetic() => self.tag(),
            b if is_word(b) => self.word(),
            _ => self.at += 1,
        }
    }

    fn push(&mut self, kind: Kind, at: Span) {
        let end = self.nodes.len() + 1;
        let key = self.key.take().unwrap_or((at.0, at.0));
        self.nodes.push(Node { key, at, kind, parent: self.top(), end });
    }

    fn open(&mut self, kind: Kind) {
        if self.stack.len() < DEPTH {
            let node = self.nodes.len();
            self.push(kind, (self.at, self.bytes.len()));
            self.stack.push(Frame { node, quote: None });
        } else {
            self.over += 1;
        }
        self.at += 1;
    }

    fn close(&mut self, kind: Kind) {
        self.at += 1;
        self.key = None;
        if self.over > 0 {
            self.over -= 1;
            return;
        }
        let matching = |frame: &Frame| frame.node > 0 && self.nodes[frame.node].kind == kind;
        if let Some(found) = self.stack.iter().rposition(matching) {
            while self.stack.len() > found {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        let end = self.nodes.len();
        if let Some(frame) = self.stack.pop().filter(|frame| frame.node > 0) {
            self.nodes[frame.node].end = end;
            self.nodes[frame.node].at.1 = self.at.min(self.bytes.len());
        }
    }

    /// A run of backslashes: before a quote it tells how often the quote is escaped, before a letter it is a blank.
    fn backslash(&mut self) {
        let mut at = self.at;
        while self.byte(at) == b'\\' {
            at += 1;
        }
        let level = at - self.at;
        match self.byte(at) {
            quote @ (b'"' | b'\'') => {
                self.at = at;
                self.quote(quote, level);
            }
            b'n' | b'r' | b't' => self.at = at + 1,
            _ => self.at = at,
        }
    }

    /// A quote with its level of escaping; `at` stands on the quote itself.
    fn quote(&mut self, quote: u8, level: usize) {
        let start = self.at + 1;
        let closes = |frame: &Frame| frame.quote == Some((quote, level));
        if let Some(found) = self.stack.iter().rposition(closes) {
            while self.stack.len() > found {
                self.pop();
            }
            self.key = None;
            self.at = start;
            return;
        }
        let before = if self.at > 0 { self.byte(self.at - 1) } else { 0 };
        let prefix = matches!(before, b'b' | b'u' | b'r') && (self.at < 2 || !is_word(self.byte(self.at - 2)));
        if quote == b'\'' && level == 0 && is_word(before) && !prefix {
            self.at = start; // An apostrophe.
            return;
        }
        if self.holds_container(start) && self.stack.len() < DEPTH {
            self.stack.push(Frame { node: 0, quote: Some((quote, level)) });
            self.at = start;
            return;
        }
        let slot = usize::from(quote == b'"') * 3 + level.min(2);
        let end = if self.no_end[slot] { None } else { self.string_end(start, quote, level) };
        self.no_end[slot] |= end.is_none();
        let Some((end, next)) = end else {
            // Cut off: what stands behind a key is taken to the end, a quote in ordinary text is passed over.
            if self.key.is_some() {
                self.push(Kind::Scalar, (start, self.bytes.len()));
                self.at = self.bytes.len();
            } else {
                self.at = start;
            }
            return;
        };
        self.at = next;
        self.scalar((start, end), true);
    }

    /// Whether a text begins as an object or a list of texts or objects.
    fn holds_container(&self, start: usize) -> bool {
        let at = self.after_blanks(start);
        match self.byte(at) {
            b'{' => matches!(self.byte(self.after_blanks(at + 1)), b'\\' | b'"' | b'\'' | b'}'),
            b'[' => matches!(self.byte(self.after_blanks(at + 1)), b'\\' | b'{'),
            _ => false,
        }
    }

    /// Where a text ends, and where to go on.
    fn string_end(&self, start: usize, quote: u8, level: usize) -> Option<(usize, usize)> {
        let mut slashes = 0;
        for at in start..self.bytes.len() {
            let byte = self.bytes[at];
            if byte == b'\\' {
                slashes += 1;
                continue;
            }
            if byte == quote {
                let inside = quote == b'\'' && is_word(self.byte(at - 1)) && is_word(self.byte(at + 1));
                if slashes == level && !inside {
                    return Some((at - slashes, at + 1));
                }
                if slashes < level && !inside {
                    return Some((at - slashes, at - slashes)); // The quote of what is around.
                }
            }
            // The next line of a file of objects: the text before was never closed.
            if byte == b'\n' && matches!(self.byte(at + 1), b'{') && self.byte(at + 2) == b'"' {
                return Some((at, at));
            }
            slashes = 0;
        }
        None
    }

    /// `<ErrorCode>63016</ErrorCode>`
    fn tag(&mut self) {
        let start = self.at + 1;
        let mut at = start;
        while is_word(self.byte(at)) && at < start + 40 {
            at += 1;
        }
        if self.byte(at) == b'>' {
            self.key = Some((start, at));
        }
        self.at = at;
    }

    fn word(&mut self) {
        let start = self.at;
        while is_word(self.byte(self.at))
            || (self.byte(self.at) == b':' && self.byte(self.at + 1) == b'/' && self.byte(self.at + 2) == b'/')
        {
            self.at += if self.byte(self.at) == b':' { 3 } else { 1 };
        }
        self.scalar((start, self.at), false);
    }

    /// A text or word: a key when a colon or an equals sign follows, else the value of the key before it.
    fn scalar(&mut self, at: Span, quoted: bool) {
        let mut next = self.at;
        while matches!(self.byte(next), b' ') || (quoted && self.byte(next).is_ascii_whitespace()) {
            next += 1;
        }
        let named = quoted || self.byte(at.0).is_ascii_alphabetic() || self.byte(at.0) == b'_';
        let (sign, then) = (self.byte(next), self.byte(next + 1));
        if named && ((sign == b':' && then != b':') || (sign == b'=' && then != b'=')) {
            self.key = Some(at);
            self.at = next + 1 + usize::from(then == b'>');
        } else if self.key.is_some() || self.nodes[self.top()].kind == Kind::List {
            self.push(Kind::Scalar, at);
        }
        self.last = at;
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte >= 0x80
        || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'%' | b'@' | b'/' | b'$')
}

/// A parsed object as the text that it was parsed from, so that there is one way of reading.
pub(super) fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Bytes(_) => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => write_number(*number, out),
        Value::Text(text) => write_text(text, out),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write(item, out);
            }
            out.push(']');
        }
        Value::Map(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write_text(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

/// Codes and times are whole; of anything else the whole part will do.
#[allow(clippy::cast_possible_truncation)]
fn write_number(number: f64, out: &mut String) {
    out.push_str(&(number as i64).to_string());
    if number.fract() != 0.0 {
        out.push_str(".0"); // So that it cannot be taken for a code.
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    // A text that is itself an object is opened up: callbacks carry bodies as text.
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// `key=value` of all scalars, in order.
    fn pairs(text: &str) -> String {
        let tree = read(text, &mut |_| Ok(())).unwrap();
        let all = (1..tree.nodes.len()).filter(|n| tree.nodes[*n].kind == Kind::Scalar);
        all.map(|n| format!("{}={}", tree.key(n), tree.value(n))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_shape_gives_the_same_pairs() {
        for text in [
            r#"{"error":{"code":131047,"type":"X"}}"#,
            r#""{\"error\":{\"code\":131047,\"type\":\"X\"}}""#,
            r#"{"body":"{\"error\":{\"code\":131047,\"type\":\"X\"}}"}"#,
            r#"log "{\\\"error\\\":{\\\"code\\\":131047,\\\"type\\\":\\\"X\\\"}}" end"#,
            r#"12:03 WARN got {'error': {'code': 131047, 'type': 'X'}}"#,
            "error: { code: 131047, type: 'X' }",
            "Error(code=131047, type='X')",
            "code=131047&type=X",
            r#"{"error":{"code":131047,"type":"X"#,
            "[code] => 131047\n[type] => X",
            "<code>131047</code><type>X</type>",
            "{&quot;code&quot;:131047,&quot;type&quot;:&quot;X&quot;}",
            "{ code: \u{1b}[33m131047\u{1b}[39m, type: \u{1b}[32m'X'\u{1b}[39m }",
            "{ code: [33m131047[39m, type: [32m'X'[39m }",
            "%7B%22code%22%3A131047%2C%22type%22%3A%22X%22%7D",
        ] {
            let plain = plain(text);
            let found = pairs(&plain);
            assert!(found.contains("code=131047") && found.contains("type=X"), "{text} gave {found}");
        }
    }

    #[test]
    fn apostrophes_and_torn_lines_stay_in_place() {
        assert_eq!(pairs(r#"{'title': 'User's number', 'code': 1}"#), "title=User's number code=1");
        assert_eq!(pairs("don't x = 5, isn't y = 6"), "x=5 y=6");
        assert!(pairs("{\"a\":\"cut off\n{\"code\":7}").ends_with("code=7"));
    }
}
