//! WhatsApp's formatting marks, as spans over a text: bold, italic, strike, code, lists, quotes, and slots still empty.

use crate::order;
use crate::template::{PreviewSpan, SpanStyle};

/// Every formatted stretch of a text, in order. Where marks stand inside each other, so do the spans.
pub(crate) fn spans(text: &str) -> Vec<PreviewSpan> {
    // In bytes first, then in UTF-16 units, all at once.
    let mut spans = found(text);
    let units = units(text);
    let at = |byte: &mut u32| *byte = units.get(*byte as usize).copied().unwrap_or(*byte);
    for span in &mut spans {
        [&mut span.range.0, &mut span.range.1, &mut span.inner.0, &mut span.inner.1].into_iter().for_each(at);
    }
    order::by_key(order::by_key(spans, |span| span.range.1), |span| span.range.0)
}

/// The UTF-16 units before every byte; nothing where a byte is one unit.
fn units(text: &str) -> Vec<u32> {
    let mut units = Vec::new();
    if !text.is_ascii() {
        let mut count = 0;
        for c in text.chars() {
            units.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += c.len_utf16() as u32;
        }
        units.push(count);
    }
    units
}

fn found(text: &str) -> Vec<PreviewSpan> {
    let mut spans = Vec::new();
    for variable in super::model::variables(text) {
        add(SpanStyle::Slot, (variable.start, variable.end), 0, &mut spans);
    }
    let mut from = 0;
    while let Some((start, end)) = block(text, from) {
        lines(text, from, start, &mut spans);
        add(SpanStyle::Mono, (start, end), 3, &mut spans);
        from = end;
    }
    lines(text, from, text.len(), &mut spans);
    spans
}

fn add(style: SpanStyle, (start, end): (usize, usize), mark: usize, spans: &mut Vec<PreviewSpan>) {
    push(style, (start, end), (start + mark, end - mark), spans);
}

fn push(style: SpanStyle, range: (usize, usize), inner: (usize, usize), spans: &mut Vec<PreviewSpan>) {
    let short = |(start, end): (usize, usize)| (start as u32, end as u32);
    spans.push(PreviewSpan { style, range: short(range), inner: short(inner) });
}

/// The next ```` ```block``` ````, which may run over several lines.
fn block(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text.get(from..).filter(|rest| rest.contains('`'))?.find("```")?;
    let inside = start + 3;
    let length = text.get(inside..)?.find("```").filter(|length| *length > 0)?;
    Some((start, inside + length + 3))
}

fn lines(text: &str, from: usize, to: usize, spans: &mut Vec<PreviewSpan>) {
    let mut start = from;
    for line in text[from..to].split('\n') {
        let end = start + line.len();
        // What follows a block on its line does not begin a line.
        if start == 0 || text[..start].ends_with('\n') {
            line_mark(text, start, end, spans);
        }
        inline(text, start, end, spans);
        start = end + 1;
    }
}

/// `> `, `- `, `* ` and `1. ` at the beginning of a line.
fn line_mark(text: &str, start: usize, end: usize, spans: &mut Vec<PreviewSpan>) {
    let line = &text[start..end];
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (style, mark) = match () {
        () if line.starts_with("> ") => (SpanStyle::Quote, 2),
        () if line.starts_with("- ") || line.starts_with("* ") => (SpanStyle::Bullet, 2),
        () if (1..=2).contains(&digits) && line[digits..].starts_with(". ") => (SpanStyle::Numbered, digits + 2),
        () => return,
    };
    if mark < line.len() {
        push(style, (start, end), (start + mark, end), spans);
    }
}

/// `*bold*`, `_italic_`, `~strike~` and `` `code` `` within a line: the marks hug what they enclose and stand apart from
/// the words around.
fn inline(text: &str, start: usize, end: usize, spans: &mut Vec<PreviewSpan>) {
    let line = &text[start..end];
    for (mark, style) in
        [('*', SpanStyle::Bold), ('_', SpanStyle::Italic), ('~', SpanStyle::Strike), ('`', SpanStyle::Code)]
    {
        // Most lines have no marks.
        if line.matches(mark).nth(1).is_none() {
            continue;
        }
        let mut open: Option<usize> = None;
        let mut before = ' ';
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map_or(' ', |(_, next)| *next);
            if c == mark {
                let closes =
                    open.is_some_and(|from| at > from + 1) && !before.is_whitespace() && !after.is_alphanumeric();
                if let (true, Some(from)) = (closes, open.take_if(|_| closes)) {
                    add(style, (start + from, start + at + 1), 1, spans);
                } else if open.is_none() && !before.is_alphanumeric() && !after.is_whitespace() && after != mark {
                    open = Some(at);
                }
            }
            before = c;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(SpanStyle, String)> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let piece =
            |(a, b): (u32, u32)| String::from_utf16_lossy(units.get(a as usize..b as usize).unwrap_or_default());
        spans(text).into_iter().map(|span| (span.style, piece(span.inner))).collect()
    }

    fn is(text: &str, wanted: &[(SpanStyle, &str)]) {
        let wanted: Vec<(SpanStyle, String)> =
            wanted.iter().map(|(style, words)| (*style, (*words).to_string())).collect();
        assert_eq!(shown(text), wanted, "{text}");
    }

    #[test]
    fn marks_are_spans() {
        is(
            "*Sale* _today_ ~not~ `A1`",
            &[
                (SpanStyle::Bold, "Sale"),
                (SpanStyle::Italic, "today"),
                (SpanStyle::Strike, "not"),
                (SpanStyle::Code, "A1"),
            ],
        );
        is("*_both_*", &[(SpanStyle::Bold, "_both_"), (SpanStyle::Italic, "both")]);
        is("2*3*4 a_b_c * x* ** *open", &[]);
        is("🎉 *नमस्ते* عليكم *سلام*", &[(SpanStyle::Bold, "नमस्ते"), (SpanStyle::Bold, "سلام")]);
        is("Hi {{1}}!", &[(SpanStyle::Slot, "{{1}}")]);
    }

    #[test]
    fn lines_and_blocks() {
        is(
            "> said\n- one\n* two\n3. three",
            &[
                (SpanStyle::Quote, "said"),
                (SpanStyle::Bullet, "one"),
                (SpanStyle::Bullet, "two"),
                (SpanStyle::Numbered, "three"),
            ],
        );
        is("```let *a*\nb``` *c*", &[(SpanStyle::Mono, "let *a*\nb"), (SpanStyle::Bold, "c")]);
        is("- *bold* item", &[(SpanStyle::Bullet, "*bold* item"), (SpanStyle::Bold, "bold")]);
        is("```` ``", &[]);
    }
}
