//! The corpora, read the same way by the tests on this machine (`tests/corpus.rs`) and in a browser (`tests/browser.rs`).
//! `tests/js/corpus.test.mjs` reads the same files from JavaScript.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use presend::{Error, Instant, List, ListSummary};
use serde_json::Value as Json;

/// None of the values here borrow.
type Value = presend::Value<'static>;

pub const CHECK: &str = include_str!("../corpus/check.json");
pub const TEMPLATES: &str = include_str!("../corpus/templates.json");
pub const WINDOW: &str = include_str!("../corpus/window.json");
pub const BAD_INPUT: &str = include_str!("../corpus/bad-input.json");
pub const LISTS: &str = include_str!("../corpus/list/cases.json");
pub const REPORTS: &str = include_str!("../snapshots/reports.json");

/// The clock of a machine that has none; every case brings its own `now`.
pub fn clock() -> Instant {
    Instant::from_millis(0).unwrap()
}

pub fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("a corpus is JSON")
}

pub fn cases(corpus: &Json) -> impl Iterator<Item = (&str, &Json)> {
    corpus["cases"].as_array().unwrap().iter().map(|case| (case["name"].as_str().unwrap(), case))
}

pub fn value(json: &Json) -> Value {
    serde_json::from_value(json.clone()).unwrap()
}

pub fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        other => panic!("a text is wanted, found {}", other.kind()),
    }
}

pub fn list(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        other => panic!("a list is wanted, found {}", other.kind()),
    }
}

pub fn count(value: &Value) -> usize {
    match value {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Value::Number(n) => *n as usize,
        other => panic!("a number is wanted, found {}", other.kind()),
    }
}

/// The notation for what JSON cannot hold, or would make long: `{"$repeat": [text, n]}` is a long text, `{"$list": [item, n]}`
/// a list of equal items with `#i` counted from 1, `{"$concat": […]}` texts in a row and `{"$hex": "…"}` bytes.
pub fn decode(value: &Value) -> Value {
    if let Some(repeat) = value.get("$repeat") {
        let parts = list(repeat);
        return Value::from(text(&parts[0]).repeat(count(&parts[1])));
    }
    if let Some(parts) = value.get("$concat") {
        return Value::Text(list(parts).iter().map(|part| text(&decode(part)).to_string()).collect());
    }
    if let Some(items) = value.get("$list") {
        let parts = list(items);
        return Value::List((0..count(&parts[1])).map(|i| numbered(&decode(&parts[0]), i + 1)).collect());
    }
    if let Some(hex) = value.get("$hex") {
        let digits = text(hex).as_bytes();
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        return Value::Bytes(digits.chunks(2).map(byte).collect());
    }
    match value {
        Value::List(items) => Value::List(items.iter().map(decode).collect()),
        Value::Map(members) => Value::Map(members.iter().map(|(k, v)| (k.clone(), decode(v))).collect()),
        other => other.clone(),
    }
}

pub fn numbered(value: &Value, number: usize) -> Value {
    match value {
        Value::Text(text) => Value::from(text.replace("#i", &number.to_string())),
        Value::List(items) => Value::List(items.iter().map(|item| numbered(item, number)).collect()),
        Value::Map(members) => Value::Map(members.iter().map(|(k, v)| (k.clone(), numbered(v, number))).collect()),
        other => other.clone(),
    }
}

/// What stands at a path such as `message.contacts[0].name`. Keys may hold points and slashes, so that the longest match counts.
pub fn follow<'a>(json: &'a Json, path: &str) -> Option<&'a Json> {
    if path.is_empty() {
        return Some(json);
    }
    if let Some(rest) = path.strip_prefix('[') {
        let (index, rest) = rest.split_once(']')?;
        return follow(json.get(index.parse::<usize>().ok()?)?, rest.strip_prefix('.').unwrap_or(rest));
    }
    let keys = json.as_object()?.iter().filter(|(key, _)| path.starts_with(key.as_str()));
    keys.filter_map(|(key, value)| {
        let rest = &path[key.len()..];
        let next = rest.strip_prefix('.').or_else(|| rest.starts_with('[').then_some(rest));
        if rest.is_empty() { Some(value) } else { follow(value, next?) }
    })
    .next()
}

/// The piece of a text between two UTF-16 offsets.
pub fn piece(text: &str, range: &Json) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |index: usize| usize::try_from(range[index].as_u64().unwrap()).unwrap();
    String::from_utf16(&units[at(0)..at(1)]).unwrap()
}

/// The draft of a case: what it gives over what all have, with its templates by their names.
pub fn draft(corpus: &Json, case: &Json) -> Value {
    let mut draft = corpus["base"].as_object().unwrap().clone();
    draft.extend(case["draft"].as_object().unwrap().clone());
    if let Some(Json::Array(names)) = draft.get("templates") {
        let templates = names.iter().map(|name| corpus["templates"][name.as_str().unwrap()].clone()).collect();
        draft.insert("templates".into(), Json::Array(templates));
    }
    value(&Json::Object(draft))
}

/// Every report of the check corpus as JSON, by the name of its case.
pub fn reports() -> Vec<(String, Json)> {
    let corpus = json(CHECK);
    let report = |case| presend::check(&draft(&corpus, case), clock()).map(|r| serde_json::to_value(r).unwrap());
    cases(&corpus)
        .map(|(name, case)| (name.to_string(), report(case).unwrap_or_else(|error| panic!("{name}: {error}"))))
        .collect()
}

/// Every report is the one of the snapshot.
pub fn reports_are_those_of_the_snapshot() {
    let snapshot = json(REPORTS);
    for (name, report) in reports() {
        assert_eq!(report, snapshot[&name], "{name}: if the new report is meant, run `npm run snapshots`");
    }
}

/// A case of the lists: its bytes, and its options with the template that they name.
#[cfg(not(target_family = "wasm"))]
pub fn list_input(corpus: &Json, case: &Json) -> (Vec<u8>, Value) {
    let bytes = match case["file"].as_str() {
        Some(name) => {
            // The fuzz targets, a folder further down, read the lists too.
            let roots = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
            let folder = roots.map(|root| root.join("tests/corpus/list")).find(|folder| folder.is_dir());
            std::fs::read(folder.unwrap().join(name)).unwrap()
        }
        None => case["text"].as_str().unwrap().into(),
    };
    let mut options = case["options"].clone();
    if let Some(name) = options["template"].as_str().map(String::from) {
        options["template"] = corpus["templates"][&name].clone();
    }
    (bytes, value(&options))
}

/// Reads a list in pieces of a size.
pub fn read_list(bytes: &[u8], options: Value, piece: usize) -> Result<(List, ListSummary), Error> {
    let mut list = List::open(options, Instant::parse("2026-11-20T12:00:00Z")?, bytes.len())?;
    for piece in bytes.chunks(piece) {
        list.feed(piece)?;
    }
    let summary = list.finish()?;
    Ok((list, summary))
}
