//! The corpora, read the same way by the tests on this machine (`tests/corpus.rs`) and in a browser (`tests/browser.rs`).
//! `tests/js/corpus.test.mjs` reads the same files from JavaScript.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use presend::{Instant, Value};
use serde_json::Value as Json;

pub const CHECK: &str = include_str!("../corpus/check.json");
pub const TEMPLATES: &str = include_str!("../corpus/templates.json");
pub const WINDOW: &str = include_str!("../corpus/window.json");
pub const BAD_INPUT: &str = include_str!("../corpus/bad-input.json");
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

/// The notation for what JSON would make long: `{"$repeat": [text, n]}` and `{"$concat": [texts]}`.
pub fn decode(json: &Json) -> Json {
    if let Some(parts) = json.get("$repeat") {
        return parts[0].as_str().unwrap().repeat(parts[1].as_u64().unwrap().try_into().unwrap()).into();
    }
    if let Some(parts) = json.get("$concat") {
        return parts
            .as_array()
            .unwrap()
            .iter()
            .map(|p| decode(p).as_str().unwrap().to_string())
            .collect::<String>()
            .into();
    }
    match json {
        Json::Array(items) => items.iter().map(decode).collect(),
        Json::Object(members) => {
            Json::Object(members.iter().map(|(key, value)| (key.clone(), decode(value))).collect())
        }
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
