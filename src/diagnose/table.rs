//! An export of failed rows: CSV, with commas, semicolons or tabs, as inboxes and campaign tools write it.
//!
//! Which column is which shows in the first row. A text counts as such a table only when that row names a column of errors
//! or of states and the next row has as many cells.

use super::tolerant::{Span, same_key};
use super::webhook::{About, Event, fails, status_word};

/// What columns are called; the first part of a longer name will do (`Phone number`, `Error message`).
const ID: [&str; 8] = ["messageid", "wamid", "whatsappmessageid", "messagesid", "sid", "externalid", "msgid", "waid"];
const RECIPIENT: [&str; 16] = [
    "recipient",
    "phone",
    "to",
    "mobile",
    "number",
    "contactnumber",
    "contact",
    "destination",
    "whatsapp",
    "customer",
    "telefono",
    "teléfono",
    "telefone",
    "telefon",
    "numero",
    "celular",
];
const STATUS: [&str; 8] =
    ["status", "state", "messagestatus", "deliverystatus", "estado", "zustand", "result", "delivery"];
const TIME: [&str; 9] = ["timestamp", "time", "date", "sentat", "failedat", "createdat", "updatedat", "fecha", "data"];
const CODE: [&str; 5] = ["errorcode", "code", "statuscode", "codigo", "código"];
const TEXT: [&str; 11] = [
    "error",
    "reason",
    "failure",
    "failreason",
    "description",
    "details",
    "motivo",
    "fehler",
    "grund",
    "causa",
    "remark",
];

/// The places of what counts in a row.
#[derive(Default)]
struct Columns {
    id: Option<usize>,
    recipient: Option<usize>,
    status: Option<usize>,
    time: Option<usize>,
    code: Option<usize>,
    text: Option<usize>,
}

impl Columns {
    fn read(text: &str, header: &[Span]) -> Option<Self> {
        let find = |names: &[&str], exact: bool, taken: Option<usize>| {
            header.iter().enumerate().position(|(at, (from, to))| {
                let cell = text.get(*from..*to).unwrap_or_default().trim();
                taken != Some(at) && names.iter().any(|name| same_key(cell, name) || !exact && begins(cell, name))
            })
        };
        let other = |names: &[&str], taken| find(names, true, taken).or_else(|| find(names, false, taken));
        let any = |names: &[&str]| other(names, None);
        let code = any(&CODE);
        let columns = Self {
            id: any(&ID),
            recipient: any(&RECIPIENT),
            status: any(&STATUS),
            time: any(&TIME),
            code,
            // `Error code` begins like a column of errors as well.
            text: other(&TEXT, code),
        };
        let known = [columns.id, columns.recipient, columns.status, columns.time, columns.code, columns.text];
        let tells = columns.code.or(columns.text).or(columns.status).is_some();
        (tells && known.iter().flatten().count() >= 2).then_some(columns)
    }
}

/// Whether the name of a column begins like this, blanks and underscores aside.
fn begins(cell: &str, name: &str) -> bool {
    let mut cell = cell.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    name.len() > 2 && name.chars().all(|c| cell.next() == Some(c))
}

/// The rows of a table as reports about messages; none when the text is no such table.
pub(super) fn events(text: &str) -> Vec<Event<'_>> {
    let start = text.len() - text.trim_start().len();
    let first = text[start..].lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t'].into_iter().max_by_key(|s| first.bytes().filter(|b| b == s).count());
    let separator = separator.filter(|s| first.as_bytes().contains(s) && !first.starts_with(['{', '[', '<']));
    let Some(separator) = separator else { return Vec::new() };
    let mut row = Vec::new();
    let mut at = next_row(text, start, separator, &mut row);
    let Some(columns) = Columns::read(text, &row) else { return Vec::new() };
    let width = row.len();
    let mut events = Vec::new();
    while at < text.len() {
        at = next_row(text, at, separator, &mut row);
        if row.len() == width {
            events.extend(event(text, &row, &columns));
        } else if events.is_empty() && row.len() > 1 {
            return Vec::new(); // The commas of a sentence.
        }
    }
    events
}

/// Reads the cells of a row, without their quotes, and tells where the next row begins.
fn next_row(text: &str, start: usize, separator: u8, row: &mut Vec<Span>) -> usize {
    row.clear();
    let bytes = text.as_bytes();
    let (mut at, mut from) = (start, start);
    loop {
        let quoted = bytes.get(from) == Some(&b'"');
        if quoted && at == from {
            at += 1;
            // A quote inside a cell is written twice.
            while at < bytes.len() && (bytes[at] != b'"' || bytes.get(at + 1) == Some(&b'"')) {
                at += 1 + usize::from(bytes[at] == b'"');
            }
        }
        let end = bytes.get(at).is_none_or(|b| matches!(b, b'\n' | b'\r') || *b == separator);
        if !end {
            at += 1;
            continue;
        }
        let inner = if quoted && at >= from + 2 && bytes[at - 1] == b'"' { (from + 1, at - 1) } else { (from, at) };
        row.push(inner);
        match bytes.get(at) {
            Some(b) if *b == separator => (at, from) = (at + 1, at + 1),
            _ => {
                while matches!(bytes.get(at), Some(b'\n' | b'\r')) {
                    at += 1;
                }
                return at;
            }
        }
    }
}

fn event<'a>(text: &'a str, row: &[Span], columns: &Columns) -> Option<Event<'a>> {
    let span = |column: Option<usize>| column.and_then(|at| row.get(at)).copied().unwrap_or_default();
    let cell = |column: Option<usize>| {
        let (from, to) = span(column);
        text.get(from..to).unwrap_or_default().trim()
    };
    let says = |column: &Option<usize>| {
        !matches!(cell(*column), "" | "0" | "-" | "null" | "NULL" | "None" | "none" | "N/A" | "n/a")
    };
    let told = [columns.code, columns.text].into_iter().filter(|c| c.is_some() && says(c)).collect::<Vec<_>>();
    let errors = match told[..] {
        // Side by side they are read as one; what stands between columns further apart belongs to neither.
        [Some(code), Some(text)] if code.abs_diff(text) == 1 => {
            let (a, b) = (row[code.min(text)], row[code.max(text)]);
            Some((a.0, b.1))
        }
        [column, ..] => Some(span(column)),
        [] => None,
    };
    let status = status_word(cell(columns.status)).unwrap_or(if errors.is_some() { "failed" } else { "" });
    if status.is_empty() && columns.status.is_some() && cell(columns.status).is_empty() {
        return None;
    }
    // A success that a text stands beside is a success.
    let failing = fails(status);
    let at = if columns.status.is_some() { span(columns.status) } else { errors.unwrap_or_default() };
    Some(Event {
        id: cell(columns.id),
        status,
        time: cell(columns.time),
        recipient: cell(columns.recipient),
        at,
        errors: failing.then(|| errors.unwrap_or(at)),
        about: About::Sent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let row = |e: Event<'_>| {
            let errors = e.errors.map_or("", |(from, to)| &text[from..to]);
            [e.id, e.recipient, e.status, e.time, errors].join("|")
        };
        events(text).into_iter().map(row).collect()
    }

    #[test]
    fn tables_are_read_by_their_first_row() {
        let text = "Phone,Name,Status,Error code,Error message,Sent at\n+4915,\"Ruiz, Ana\",failed,131049,\"not \"\"delivered\"\"\",2026-11-20T10:00:00Z\n+4916,Bo,delivered,,,2026-11-20T10:01:00Z\r\n";
        assert_eq!(
            rows(text),
            [
                "|+4915|failed|2026-11-20T10:00:00Z|131049,\"not \"\"delivered\"\"",
                "|+4916|delivered|2026-11-20T10:01:00Z|"
            ]
        );
        assert_eq!(
            rows("message_id;reason\nwamid.1;131026: Message undeliverable"),
            ["wamid.1||failed||131026: Message undeliverable"]
        );
        assert_eq!(rows("to\tstatus\n4915\tfailed\n"), ["|4915|failed||failed"]);
    }

    #[test]
    fn sentences_are_no_tables() {
        for text in [
            "",
            "Hello, how are you?",
            "error, again\nand again, and again, and again",
            "id,name\n1,Anna\n2,Bert",
            "{\"status\":1,\n\"error\":2}",
            "Error, status: 131047",
        ] {
            assert!(rows(text).is_empty(), "{text}");
        }
    }
}
