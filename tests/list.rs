//! Contact lists: the files of `tests/corpus/list`, and what holds for any list.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod cases;

use cases::{LISTS, list_input, read_list as read};
use presend::{List, ListSummary, Value, Which};
use proptest::prelude::*;
use serde_json::Value as Json;

fn csv(list: &List, which: Which, safe: bool) -> Vec<u8> {
    let (mut out, mut from) = (Vec::new(), Some(0));
    while let Some(row) = from {
        from = list.csv(which, safe, row, &mut out);
    }
    out
}

fn compare(name: &str, expect: &Json, list: &List, summary: &ListSummary) {
    let report = serde_json::to_value(summary).unwrap();
    let rows: Vec<Json> = (0..summary.rows).map(|row| serde_json::to_value(list.row(row).unwrap()).unwrap()).collect();
    let found: Vec<&str> = summary.findings.iter().map(|f| f.rule).collect();
    let by_rule = report["byRule"].as_object().unwrap();
    for (key, wanted) in expect.as_object().unwrap() {
        let given = match key.as_str() {
            "counts" => {
                serde_json::json!([summary.rows, summary.sendable, summary.risky, summary.blocked, summary.duplicates])
            }
            "digits" => rows.iter().map(|row| row["digits"].clone()).collect(),
            "days" | "pricing" => report["plan"][key].clone(),
            "byRule" => {
                wanted.as_object().unwrap().keys().map(|rule| (rule.clone(), report["byRule"][rule].clone())).collect()
            }
            "findings" => {
                let missing = wanted.as_array().unwrap().iter().find(|rule| !found.contains(&rule.as_str().unwrap()));
                assert!(missing.is_none(), "{name}: no {missing:?} in {found:?}");
                continue;
            }
            "not" => {
                let there = |rule: &&Json| {
                    found.contains(&rule.as_str().unwrap()) || by_rule.contains_key(rule.as_str().unwrap())
                };
                assert_eq!(wanted.as_array().unwrap().iter().find(there), None, "{name}");
                continue;
            }
            "says" => {
                let said = summary.findings.iter().any(|f| f.message.contains(wanted.as_str().unwrap()));
                assert!(said, "{name}: nothing says {wanted}");
                continue;
            }
            _ => report["dialect"][key].clone(),
        };
        assert_eq!(given, *wanted, "{name}: {key}");
    }
}

#[test]
fn lists_are_read_as_the_corpus_says() {
    let corpus = cases::json(LISTS);
    for (name, case) in cases::cases(&corpus) {
        let (bytes, options) = list_input(&corpus, case);
        let expect = &case["expect"];
        let result = read(&bytes, options, 1 << 16);
        if let Some(path) = expect["error"].as_str() {
            let error = result.err().unwrap_or_else(|| panic!("{name}: no error"));
            assert_eq!(error.path(), path, "{name}");
            assert!(error.message().contains(expect["says"].as_str().unwrap()), "{name}: {error}");
            continue;
        }
        let (list, summary) = result.unwrap_or_else(|error| panic!("{name}: {error}"));
        compare(name, expect, &list, &summary);
        consistent(name, &bytes, &list, &summary);
    }
}

/// What holds for every list.
fn consistent(name: &str, bytes: &[u8], list: &List, summary: &ListSummary) {
    let total = summary.sendable + summary.risky + summary.blocked + summary.duplicates;
    assert_eq!(summary.rows, total, "{name}");
    let report = serde_json::to_value(summary).unwrap();
    let mut counts = std::collections::BTreeMap::<String, u64>::new();
    for index in 0..summary.rows {
        let row = list.row(index).unwrap();
        let mut rules: Vec<&str> = row.findings.iter().map(|f| f.rule).collect();
        let levels: Vec<String> =
            row.findings.iter().map(|f| serde_json::to_value(f.level).unwrap().as_str().unwrap().into()).collect();
        let has = |level: &str| levels.iter().any(|l| l == level);
        let status = serde_json::to_value(row.status).unwrap();
        let expected = match () {
            () if has("fail") => "blocked",
            () if rules.contains(&"list.duplicate") => "duplicate",
            () if has("risk") => "risky",
            () => "sendable",
        };
        assert_eq!(status, expected, "{name}: row {index}: {rules:?}");
        rules.sort_unstable();
        rules.dedup();
        rules.into_iter().for_each(|rule| *counts.entry(rule.into()).or_default() += 1);
        for finding in &row.findings {
            assert!(!finding.message.contains("{") || finding.message.contains("{{"), "{name}: {}", finding.message);
        }
    }
    let told: std::collections::BTreeMap<String, u64> =
        report["byRule"].as_object().unwrap().iter().map(|(k, v)| (k.clone(), v.as_f64().unwrap() as u64)).collect();
    assert_eq!(counts, told, "{name}: what a glance finds is what the words say");
    assert_eq!(without_added(&csv(list, Which::All, false), list, summary), text(bytes, summary), "{name}");
}

/// UTF-16 as UTF-8, so that lines can be compared.
fn text(bytes: &[u8], summary: &ListSummary) -> Vec<u8> {
    if !summary.dialect.encoding.starts_with("utf-16") {
        return bytes.into();
    }
    let big_endian = summary.dialect.encoding == "utf-16be";
    let unit = |unit: &[u8]| u16::from_be_bytes(if big_endian { [unit[0], unit[1]] } else { [unit[1], unit[0]] });
    let units: Vec<u16> = bytes.chunks_exact(2).map(unit).collect();
    String::from_utf16_lossy(&units).into_bytes()
}

/// A written list without what was added to it, byte by byte: header and rows are found by the list itself.
fn without_added(written: &[u8], list: &List, summary: &ListSummary) -> Vec<u8> {
    let written = text(written, summary);
    let marker = |row: usize| {
        let row = list.row(row).unwrap();
        let status = serde_json::to_value(row.status).unwrap().as_str().unwrap().to_string();
        (row.digits.unwrap_or_default(), status)
    };
    let bytes = |text: &str| text.as_bytes().to_vec();
    let (mut out, mut rest) = (Vec::new(), &written[..]);
    let cut = |rest: &mut &[u8], out: &mut Vec<u8>, begins: &[Vec<u8>]| {
        let at = (0..rest.len()).find_map(|at| {
            let begin = begins.iter().find(|begin| rest[at..].starts_with(begin))?;
            Some((at, at + begin.len()))
        });
        let (start, end) = at.unwrap_or_else(|| panic!("nothing was added to {:?}", String::from_utf8_lossy(rest)));
        out.extend_from_slice(&rest[..start]);
        *rest = &rest[end..];
    };
    let delimiters: Vec<&str> =
        if summary.dialect.delimiter.is_empty() { vec![",", ";", "\t", "|"] } else { vec![&summary.dialect.delimiter] };
    if summary.dialect.header {
        let missing = summary.dialect.width - summary.dialect.columns.len();
        let begin =
            |d: &str| bytes(&format!("{}{d}presend_digits{d}presend_status{d}presend_reason", d.repeat(missing)));
        let begins: Vec<_> = delimiters.iter().map(|d| begin(d)).collect();
        cut(&mut rest, &mut out, &begins);
    }
    for row in 0..summary.rows {
        let (digits, status) = marker(row);
        let missing = |d: &str| d.repeat(summary.dialect.width.saturating_sub(list.row(row).unwrap().cells.len()));
        let begins: Vec<_> =
            delimiters.iter().map(|d| bytes(&format!("{}{d}{digits}{d}{status}{d}", missing(d)))).collect();
        cut(&mut rest, &mut out, &begins);
        // The reason: in quotes, or as far as the line goes.
        match summary.dialect.quote.bytes().next() {
            _ if status == "sendable" => {}
            None => rest = &rest[rest.iter().position(|b| b"\r\n".contains(b)).unwrap_or(rest.len())..],
            Some(quote) => {
                assert_eq!(rest.first(), Some(&quote));
                let mut at = 1;
                while rest[at] != quote || rest.get(at + 1) == Some(&quote) {
                    at += if rest[at] == quote { 2 } else { 1 };
                }
                rest = &rest[at + 1..];
            }
        }
    }
    out.extend_from_slice(rest);
    out
}

/// A list as people write them, in any of the dialects.
fn lists() -> impl Strategy<Value = Vec<u8>> {
    let number = prop_oneof![
        "\\+49151[0-9]{8}",
        "\\+?[1-9][0-9]{5,14}",
        "0[1-9][0-9 /-]{6,12}",
        "\\+52 ?1? ?55[0-9]{8}",
        "[0-9],[0-9]{5}E\\+1[12]",
        "[a-zA-Z0-9+@.'=-]{0,12}",
        Just(String::new()),
    ];
    let word = prop_oneof![
        "[A-Za-zäöüß ]{0,8}",
        "\"[A-Za-z\n\"\"; ,]{0,6}\"",
        "'[A-Za-z\n''; ,]{0,6}'",
        "[\"'][a-z]{0,3}",
        "=[A-Z]{1,4}\\(\\)"
    ];
    let row = (word, number, "[a-z0-9]{0,4}");
    let end = prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\n\n"), Just("")];
    (
        proptest::collection::vec((row, end), 0..30),
        prop_oneof![Just(","), Just(";"), Just("\t"), Just("|")],
        any::<bool>(),
    )
        .prop_map(|(rows, delimiter, header)| {
            let mut text = if header { ["name", "phone", "note"].join(delimiter) + "\n" } else { String::new() };
            for ((name, number, note), end) in rows {
                text += &[name, number, note].join(delimiter);
                text += end;
            }
            text.into_bytes()
        })
}

/// Options that tell what stands around cells.
fn quotes() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("{}"), Just(r#"{"quote": "\""}"#), Just(r#"{"quote": "'"}"#), Just(r#"{"quote": false}"#)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Rows in are rows out, in order, and no byte of what came in changes.
    #[test]
    fn nothing_is_lost_and_nothing_changes(bytes in lists(), options in quotes()) {
        let (list, summary) = read(&bytes, Value::from_json(options).unwrap(), 1 << 16).unwrap();
        consistent("any", &bytes, &list, &summary);
    }

    /// What was written can be read again, with the same outcome.
    #[test]
    fn lists_make_the_round_trip(bytes in lists(), options in quotes()) {
        let (list, summary) = read(&bytes, Value::from_json(options).unwrap(), 1 << 16).unwrap();
        let told = &summary.dialect;
        let whole = !summary.findings.iter().any(|f| f.rule == "list.broken-quotes");
        if let (Some(column), true, false) = (told.number_column, whole, told.delimiter.is_empty()) {
            let quote = if told.quote.is_empty() { false.into() } else { Json::from(told.quote.as_str()) };
            let options = serde_json::json!({
                "quote": quote, "delimiter": told.delimiter, "header": told.header, "numberColumn": column, "encoding": told.encoding,
            });
            let written = csv(&list, Which::All, false);
            let (again, second) = read(&written, serde_json::from_value(options).unwrap(), 1 << 16).unwrap();
            prop_assert_eq!(second.rows, summary.rows);
            for row in 0..summary.rows {
                prop_assert_eq!(again.row(row).unwrap().status, list.row(row).unwrap().status);
            }
        }
    }

    /// However a list is cut into pieces, it is the same list.
    #[test]
    fn pieces_do_not_matter(bytes in lists(), piece in 1usize..40) {
        let options = || Value::from_json(r#"{"country": "DE"}"#).unwrap();
        let (whole, summary) = read(&bytes, options(), bytes.len().max(1)).unwrap();
        let (cut, other) = read(&bytes, options(), piece).unwrap();
        prop_assert_eq!(&summary, &other);
        prop_assert_eq!(csv(&whole, Which::Blocked, true), csv(&cut, Which::Blocked, true));
    }

    /// Sendable and blocked rows together are all rows.
    #[test]
    fn every_row_is_on_one_of_two_lists(bytes in lists()) {
        let (list, summary) = read(&bytes, Value::Null, 1 << 16).unwrap();
        let rows = |status: &str| list.select(&presend::ListFilter { status: Some(status), ..Default::default() }).len();
        prop_assert_eq!(rows("sendable"), summary.sendable);
        prop_assert_eq!(rows("risky"), summary.risky);
        prop_assert_eq!(rows("blocked"), summary.blocked);
        prop_assert_eq!(rows("duplicate"), summary.duplicates);
    }

    /// Any bytes at all are a list or refused, and never stop the program.
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok((list, summary)) = read(&bytes, Value::Null, 7) {
            for row in 0..summary.rows {
                list.row(row).unwrap();
            }
            csv(&list, Which::All, true);
        }
    }
}

/// What a spreadsheet would run is kept safe in the list's own quotes: read again, the cell has an apostrophe and no other change.
#[test]
fn formulas_are_kept_safe_whatever_the_quotes() {
    let text = "name,phone\n=1+1,+4915112345678\n'@SUM(1,1)',+4915112345679\n\"=1+1\"+1,+4915112345670\n";
    for (quote, wanted) in [
        (r#""'""#, vec!["'=1+1", "'@SUM(1,1)", "'\"=1+1\"+1"]),
        (r#""\"""#, vec!["'=1+1", "'@SUM(1", "'\"=1+1\"+1"]),
        ("false", vec!["'=1+1", "'@SUM(1", "'\"=1+1\"+1"]),
    ] {
        let options = || Value::from_json(&format!(r#"{{"quote": {quote}}}"#)).unwrap();
        let (list, _) = read(text.as_bytes(), options(), 100).unwrap();
        let written = csv(&list, Which::All, true);
        let (again, summary) = read(&written, options(), 100).unwrap();
        let names: Vec<String> = (0..summary.rows).map(|row| again.row(row).unwrap().cells[0].clone()).collect();
        assert_eq!(names, wanted, "{quote}: {}", String::from_utf8_lossy(&written));
    }
}

/// The reasons that are written are what the row says.
#[test]
fn reasons_are_what_the_rows_say() {
    let corpus = cases::json(LISTS);
    for (name, case) in cases::cases(&corpus).filter(|(_, case)| case["expect"].get("error").is_none()) {
        let (bytes, options) = list_input(&corpus, case);
        let (list, summary) = read(&bytes, options, 1 << 16).unwrap();
        let written = String::from_utf8_lossy(&text(&csv(&list, Which::All, false), &summary)).replace("\"\"", "\"");
        for row in (0..summary.rows).map(|row| list.row(row).unwrap()) {
            let said = |wanted: &str| {
                let found = row.findings.iter().filter(|f| serde_json::to_value(f.level).unwrap() == wanted);
                found.map(|f| f.message.as_str()).collect::<Vec<_>>().join(" ")
            };
            let reason = match serde_json::to_value(row.status).unwrap().as_str().unwrap() {
                "blocked" => said("fail"),
                "risky" => said("risk"),
                "duplicate" => row.findings.iter().find(|f| f.rule == "list.duplicate").unwrap().message.clone(),
                _ => continue,
            };
            let reason = reason.replace(['\r', '\n'], " ").replace("\"\"", "\"");
            if summary.dialect.encoding != "windows-1252" {
                assert!(written.contains(&reason), "{name}: {reason}\n{written}");
            }
        }
    }
}

#[test]
fn a_row_beyond_the_last_is_an_error() {
    let (list, _) = read(b"+4915112345678\n", Value::Null, 100).unwrap();
    assert_eq!(list.row(1).unwrap_err().path(), "index");
    assert_eq!(list.row(0).unwrap().digits.as_deref(), Some("4915112345678"));
}

/// Every row is judged as `check` would judge the number alone.
#[test]
fn rows_are_judged_as_drafts_are() {
    let corpus = include_str!("corpus/phone.tsv");
    let numbers: Vec<&str> = (corpus.lines().filter(|line| !line.starts_with('#')))
        .step_by(7)
        .filter_map(|line| line.split('\t').next())
        .filter(|number| !number.contains(['"', '\\', '/', ',', ';', '|', '&', '\'', '=']) && !number.trim().is_empty())
        .collect();
    let text = numbers.join("\n");
    let options = r#"{"country": "DE", "dedupe": false, "delimiter": "\u001f", "header": false}"#;
    let (list, summary) = read(text.as_bytes(), Value::from_json(options).unwrap(), 1 << 16).unwrap();
    assert_eq!(summary.rows, numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let options = Value::from_json(r#"{"country": "DE"}"#).unwrap();
        let alone = presend::phone(number.trim(), &options).unwrap();
        let row = list.row(index).unwrap();
        let own = |rule: &&str| !rule.starts_with("list.");
        let rules: Vec<&str> = row.findings.iter().map(|f| f.rule).filter(own).collect();
        if row.findings.iter().any(|f| f.rule == "list.two-numbers") {
            assert!(alone.findings.iter().any(|f| serde_json::to_value(f.level).unwrap() != "note"), "{number}");
            continue;
        }
        assert_eq!(rules, alone.findings.iter().map(|f| f.rule).collect::<Vec<_>>(), "{number}");
        assert_eq!((row.digits, row.region), (alone.digits, alone.region), "{number}");
    }
}
