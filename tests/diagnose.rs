//! Diagnoses: the corpus of pastes, every sample of the catalogue, every code, and what must hold for any text.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "that is how a test fails")]

use std::fs;
use std::path::Path;

use presend::{Diagnosis, DiagnosisStatus, Value, diagnose, failures};
use serde_json::Value as Json;

fn plain(json: &Json) -> Value {
    Value::from_json(&json.to_string()).unwrap()
}

fn run(evidence: &Json, options: &Json) -> Diagnosis {
    diagnose(&plain(evidence), &plain(options)).unwrap()
}

fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().into()
}

fn seen(diagnosis: &Diagnosis) -> String {
    let matches: Vec<String> =
        diagnosis.matches.iter().map(|m| format!("{} {} by {}", m.failure, m.score, word(m.by))).collect();
    format!("{} / {}: {}", word(diagnosis.status), word(diagnosis.direction), matches.join(", "))
}

fn names(expected: &Json) -> Vec<&str> {
    match expected {
        Json::String(one) => vec![one],
        Json::Array(many) => many.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// What is wrong with a diagnosis, by what the case expects.
fn miss(diagnosis: &Diagnosis, expected: &Json) -> Option<&'static str> {
    let first = diagnosis.matches.first().map_or("", |m| m.failure);
    let status = word(diagnosis.status);
    let wrong = |key: &str, found: &str| expected.get(key).is_some_and(|e| !names(e).contains(&found));
    if wrong("top", first) {
        return Some("first match");
    }
    if wrong("status", &status) {
        return Some("status");
    }
    if wrong("direction", &word(diagnosis.direction)) {
        return Some("direction");
    }
    if wrong("by", &diagnosis.matches.first().map_or(String::new(), |m| word(m.by))) {
        return Some("by");
    }
    if expected.get("not").is_some_and(|e| names(e).contains(&first)) {
        return Some("must not come first");
    }
    if expected.get("weak").is_some() && diagnosis.matches.first().is_some_and(|m| m.score >= 50) {
        return Some("too certain");
    }
    if let Some(Json::Object(messages)) = expected.get("messages") {
        let found = diagnosis.messages.as_deref().unwrap_or_default();
        if found.len() != messages.len() {
            return Some("number of messages");
        }
        for (id, top) in messages {
            let message = found.iter().find(|m| m.id == *id);
            if message.is_none_or(|m| m.matches.first().map_or("", |m| m.failure) != top.as_str().unwrap_or_default()) {
                return Some("a message");
            }
        }
    }
    None
}

#[test]
fn corpus() {
    let corpus: Json = serde_json::from_str(include_str!("corpus/diagnose.json")).unwrap();
    let mut faults = Vec::new();
    for case in corpus["cases"].as_array().unwrap() {
        let diagnosis = run(&case["evidence"], case.get("options").unwrap_or(&Json::Null));
        if let Some(what) = miss(&diagnosis, &case["expect"]) {
            faults.push(format!(
                "{what}: {}\n    wanted {}\n    found {}",
                case["evidence"],
                case["expect"],
                seen(&diagnosis)
            ));
        }
    }
    for text in corpus["unrelated"].as_array().unwrap() {
        let diagnosis = run(text, &Json::Null);
        if diagnosis.status != DiagnosisStatus::Unknown || diagnosis.matches.first().is_some_and(|m| m.score >= 50) {
            faults.push(format!("no failure: {text}\n    found {}", seen(&diagnosis)));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_sample_leads_to_its_entry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/failures");
    let mut faults = Vec::new();
    let mut samples = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let entry: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        for sample in entry["samples"].as_array().unwrap_or_else(|| panic!("{id} has no sample")) {
            samples += 1;
            let paste = sample["paste"].as_str().unwrap();
            let diagnosis = diagnose(&Value::from(paste), &Value::Null).unwrap();
            if diagnosis.matches.first().is_none_or(|m| m.failure != id) {
                faults.push(format!("{id}: {paste}\n    found {}", seen(&diagnosis)));
            }
        }
    }
    assert!(samples > 200);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_code_leads_to_an_entry_that_lists_it() {
    let faq = failures(&Value::Null).unwrap();
    let mut faults = Vec::new();
    let mut check = |paste: String, options: Json, holds: &dyn Fn(&presend::Failure) -> bool| {
        let diagnosis = run(&Json::String(paste.clone()), &options);
        let first = diagnosis.matches.first().and_then(|m| faq.iter().find(|f| f.id == m.failure));
        if !first.is_some_and(holds) {
            faults.push(format!("{paste} {options}: {}", seen(&diagnosis)));
        }
    };
    for failure in &faq {
        for code in &failure.codes.meta {
            let paste =
                format!(r#"{{"error":{{"message":"x","type":"OAuthException","code":{code},"fbtrace_id":"A1"}}}}"#);
            check(paste, Json::Null, &|f| f.codes.meta.contains(code));
        }
        for code in failure.codes.subcodes.iter().filter(|code| **code != 2_494_010) {
            let paste = format!(r#"{{"error":{{"message":"x","code":100,"error_subcode":{code},"fbtrace_id":"A1"}}}}"#);
            check(paste, Json::Null, &|f| f.codes.subcodes.contains(code));
        }
        for code in &failure.codes.twilio {
            check(format!("MessageStatus=failed&ErrorCode={code}"), Json::Null, &|f| f.codes.twilio.contains(code));
        }
        let other = serde_json::to_value(&failure.codes.other).unwrap();
        for (provider, codes) in other.as_object().unwrap() {
            for code in codes.as_array().unwrap() {
                let paste = format!(r#"{{"status":"failed","error":{{"code":{code}}}}}"#);
                let holds = |f: &presend::Failure| {
                    let other = serde_json::to_value(&f.codes.other).unwrap();
                    other.get(provider).is_some_and(|codes| codes.as_array().unwrap().contains(code))
                };
                check(paste, serde_json::json!({ "provider": provider }), &holds);
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
