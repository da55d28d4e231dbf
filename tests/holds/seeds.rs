//! The corpora as input: what is bent by the property tests, and where the fuzz targets begin.

use serde_json::Value as Json;

use super::{Value, map};
use crate::cases::{self, CHECK, LISTS, TEMPLATES, WINDOW, decode, json, value};

pub const MESSAGES: &str = include_str!("../corpus/messages.json");
pub const LIBRARY: &str = include_str!("../corpus/library.json");
pub const DIAGNOSE: &str = include_str!("../corpus/diagnose.json");
pub const FOUND: &str = include_str!("../corpus/found.json");
pub const PHONES: &str = include_str!("../corpus/phone.tsv");

/// What mutations of JSON are made of.
pub const CORPORA: [&str; 5] = [CHECK, MESSAGES, TEMPLATES, LIBRARY, WINDOW];

/// What was found before, by its target.
fn found(target: &str) -> Vec<Value> {
    json(FOUND)[target].as_array().into_iter().flatten().map(value).collect()
}

/// Whole drafts, with their templates.
pub fn drafts() -> Vec<Value> {
    let corpus = json(CHECK);
    let mut drafts: Vec<Value> = cases::cases(&corpus).map(|(_, case)| cases::draft(&corpus, case)).collect();
    let messages = json(MESSAGES);
    for (_, case) in cases::cases(&messages) {
        let mut draft = messages["defaults"].as_object().unwrap().clone();
        draft.extend(case["draft"].as_object().unwrap().clone());
        drafts.push(decode(&value(&Json::Object(draft))));
    }
    drafts.extend(found("draft"));
    drafts
}

/// A message and the account's templates.
pub fn payloads() -> Vec<Value> {
    let both = |draft: &Value| {
        let templates = draft.get("templates").cloned().unwrap_or(Value::List(Vec::new()));
        Some(Value::List(vec![draft.get("message")?.clone(), templates]))
    };
    drafts().iter().filter_map(both).chain(found("payload")).collect()
}

/// A template and options.
pub fn templates() -> Vec<Value> {
    let (own, library) = (json(TEMPLATES), json(LIBRARY));
    let all = cases::cases(&own).chain(cases::cases(&library)).map(|(_, case)| decode(&value(&case["template"])));
    let cases = all.map(|template| Value::List(vec![template, map([("examples", Value::Bool(true))])]));
    cases.chain(found("template")).collect()
}

/// Evidence as it is pasted; an object as its JSON.
pub fn evidence() -> Vec<String> {
    let corpus = json(DIAGNOSE);
    let all = ["cases", "unrelated"].into_iter().flat_map(|key| corpus[key].as_array().into_iter().flatten());
    all.map(|case| {
        let evidence = if case.is_object() { &case["evidence"] } else { case };
        evidence.as_str().map_or_else(|| evidence.to_string(), String::from)
    })
    .collect()
}

/// Numbers with the country they are read in, empty for none.
pub fn phones() -> Vec<(String, String)> {
    let rows = PHONES.lines().skip(1).map(|line| line.split('\t'));
    let rows = rows.filter_map(|mut cells| Some((cells.next()?.to_string(), cells.next()?.to_string())));
    // What was found is always among them, of the rest a part.
    let found = json(FOUND);
    let text = |cell: &Json| cell.as_str().unwrap_or_default().to_string();
    let found = found["phone"].as_array().into_iter().flatten().map(|pair| (text(&pair[0]), text(&pair[1])));
    found.chain(rows.step_by(7)).collect()
}

/// Times of every form in the corpora.
pub fn times() -> Vec<String> {
    let mut times = Vec::new();
    for corpus in [WINDOW, CHECK] {
        gather(&json(corpus), &mut times);
    }
    times.sort_unstable();
    times.dedup();
    times
}

fn gather(json: &Json, times: &mut Vec<String>) {
    match json {
        Json::String(text) if text.bytes().filter(u8::is_ascii_digit).count() > 7 && text.len() < 40 => {
            times.push(text.clone());
        }
        Json::Array(items) => items.iter().for_each(|item| gather(item, times)),
        Json::Object(members) => members.values().for_each(|member| gather(member, times)),
        _ => {}
    }
}

/// Contact lists with their options; the long ones only in part.
pub fn lists() -> Vec<(Vec<u8>, Value)> {
    let corpus = json(LISTS);
    let all = cases::cases(&corpus).map(|(_, case)| cases::list_input(&corpus, case));
    all.map(|(mut bytes, options)| {
        bytes.truncate(2_000);
        (bytes, options)
    })
    .collect()
}
