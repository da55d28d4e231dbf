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
