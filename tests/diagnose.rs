//! Diagnoses: the corpus of pastes, every sample of the catalogue, every code, and what must hold for any text.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "that is how a test fails")]

use std::fs;
use std::path::Path;

use presend::{Diagnosis, DiagnosisStatus, diagnose, diagnose_in_steps, failures, rules};
use serde_json::Value as Json;

/// None of the values here borrow.
type Value = presend::Value<'static>;

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
            let diagnosis = diagnose(&presend::Value::from(paste), &Value::Null).unwrap();
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

/// A webhook delivery in which one message fails.
fn delivery(id: &str, status: &str, code: u32) -> Json {
    let mut message =
        serde_json::json!({"id": id, "status": status, "timestamp": "1790000000", "recipient_id": "4915100000001"});
    if code > 0 {
        message["errors"] = serde_json::json!([{"code": code, "title": "title"}]);
    }
    serde_json::json!({"entry": [{"changes": [{"field": "messages", "value": {"statuses": [message]}}]}]})
}

#[test]
fn evidence_is_cut_out_of_what_was_pasted() {
    for text in
        ["🙂 é error 131047 when", "größer: This message was not delivered to\nmaintain healthy ecosystem engagement."]
    {
        let diagnosis = diagnose(&Value::from(text), &Value::Null).unwrap();
        let evidence = &diagnosis.matches[0].evidence;
        let (start, end) = evidence.range.unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(String::from_utf16(&units[start as usize..end as usize]).unwrap(), evidence.text);
    }
    assert!(run(&delivery("wamid.A", "failed", 131_047), &Json::Null).matches[0].evidence.range.is_none());
}

#[test]
fn an_export_is_counted() {
    let mut lines = Vec::new();
    for number in 0..700 {
        let code = [131_049, 131_049, 131_047][number % 3];
        lines.push(delivery(&format!("wamid.{number}"), "failed", code).to_string());
    }
    lines.push(delivery("wamid.0", "delivered", 0).to_string());
    let diagnosis = diagnose(&Value::from(lines.join("\n")), &Value::Null).unwrap();
    let counts: Vec<_> = diagnosis.counts.unwrap().iter().map(|c| (c.failure, c.messages)).collect();
    assert_eq!(counts, [("marketing-frequency-cap", 467), ("outside-24h-window", 233)]);
    let messages = diagnosis.messages.unwrap();
    assert_eq!((messages.len(), messages[0].timeline.len()), (500, 2));
    assert_eq!(diagnosis.notes.unwrap().len(), 2);
}

#[test]
fn a_timeline_is_in_order_of_time() {
    let mut first = delivery("wamid.A", "read", 0);
    first["entry"][0]["changes"][0]["value"]["statuses"][0]["timestamp"] = "1790000060".into();
    let list = Json::Array(vec![first, delivery("wamid.A", "sent", 0)]);
    let diagnosis = run(&list, &Json::Null);
    assert_eq!(diagnosis.status, DiagnosisStatus::NoFailure);
    let message = &diagnosis.messages.unwrap()[0];
    let steps: Vec<_> = message.timeline.iter().map(|s| (s.status.as_str(), s.at.as_str())).collect();
    assert_eq!(steps, [("sent", "2026-09-21T14:13:20.000Z"), ("read", "2026-09-21T14:14:20.000Z")]);
}

#[test]
fn private_data_can_be_hidden() {
    let options = serde_json::json!({"mask": true});
    let diagnosis = run(&delivery("wamid.HBgLNDkxNTEwMDAwMDAx", "failed", 131_047), &options);
    let message = &diagnosis.messages.as_ref().unwrap()[0];
    assert_eq!((message.id.as_str(), message.recipient.as_deref()), ("…MDAx", Some("•••••••••••••")));
    assert_eq!(diagnosis.ids.unwrap().message_ids.unwrap(), ["…MDAx"]);
    let text = Json::from("Recipient unavailable: Object with ID '4915100000001' does not exist");
    let diagnosis = run(&text, &options);
    assert!(!serde_json::to_string(&diagnosis).unwrap().contains("4915100000001"));
}

#[test]
fn ids_are_collected_and_platforms_come_first() {
    let paste = r#"{"error":{"code":131047,"fbtrace_id":"AbC"}} for wamid.XY12= and wamid.Z9"#;
    let diagnosis = run(&Json::from(paste), &serde_json::json!({"platform": "intercom"}));
    let ids = diagnosis.ids.unwrap();
    assert_eq!(ids.fbtrace_id.as_deref(), Some("AbC"));
    assert_eq!(ids.message_ids.unwrap(), ["wamid.XY12=", "wamid.Z9"]);
    assert!(diagnosis.matches[0].fixes[0].contains("Choose template"), "{}", diagnosis.matches[0].fixes[0]);
    assert!(diagnosis.matches[0].prevented_by.iter().any(|rule| rule == "window.closed"));
    let unknown = run(&Json::from("hello"), &serde_json::json!({"provider": "acme"}));
    assert!(unknown.collect.is_some() && unknown.notes.is_some());
    assert_eq!(
        diagnose(&Value::Null, &Value::from_json(r#"{"provider": 7}"#).unwrap()).unwrap_err().path(),
        "provider"
    );
}

#[test]
fn an_export_of_failed_rows_becomes_two_lists() {
    let rows = "Phone;Name;Message id;Status;Error code;Error message;Failed at\n\
        +4915100000001;Ana;wamid.A1;failed;131049;This message was not delivered;2026-11-20T10:00:00Z\n\
        +4915100000002;\"Bo; and Co\";wamid.B2;failed;131026;Message undeliverable;2026-11-20T10:05:00Z\n\
        +4915100000003;Cy;wamid.C3;failed;131056;pair rate limit;2026-11-20T10:06:00Z\n\
        +4915100000004;Di;wamid.D4;delivered;;;2026-11-20T10:07:00Z\n\
        +4915100000005;Ed;wamid.E5;failed;131047;Re-engagement message;2026-11-20T10:08:00Z\n\
        +4915100000006;Flo;wamid.F6;failed;999999;who knows;2026-11-20T10:09:00Z\n";
    let diagnosis = run(&Json::from(rows), &serde_json::json!({"tried": ["sent twice", "synced the templates"]}));
    assert_eq!(diagnosis.counts.as_ref().unwrap().len(), 5);
    let plan = diagnosis.plan.unwrap();
    let names = |groups: &[presend::RetryGroup]| -> Vec<(String, Vec<String>)> {
        let who = |group: &presend::RetryGroup| group.messages.iter().map(|m| m.recipient.clone()).collect();
        groups.iter().map(|group| (group.failure.to_string(), who(group))).collect()
    };
    let one = |failure: &str, who: &str| (failure.to_string(), vec![who.to_string()]);
    assert_eq!(
        names(&plan.again),
        [
            one("pair-rate-limit", "+4915100000003"),
            one("marketing-frequency-cap", "+4915100000001"),
            one("outside-24h-window", "+4915100000005"),
            one("generic-send-failure", "+4915100000006"),
        ]
    );
    assert!(plan.again[1].retry_after.is_some());
    assert_eq!(names(&plan.never), [one("recipient-undeliverable", "+4915100000002")]);
    let ticket = diagnosis.ids.unwrap();
    assert_eq!(ticket.message_ids.unwrap().len(), 5);
    assert_eq!(ticket.times.unwrap().0.to_string(), "2026-11-20T10:00:00.000Z");
    assert!(
        ticket.text.contains("wamid.E5") && ticket.text.contains("sent twice; synced the templates"),
        "{}",
        ticket.text
    );
}

#[test]
fn what_arrived_after_all_is_not_sent_again() {
    let list = Json::Array(vec![
        delivery("wamid.A", "failed", 131_047),
        delivery("wamid.A", "delivered", 0),
        delivery("wamid.B", "failed", 131_047),
    ]);
    let plan = run(&list, &Json::Null).plan.unwrap();
    assert_eq!((plan.again.len(), plan.again[0].messages.len()), (1, 1));
    assert_eq!(plan.again[0].messages[0].id, "wamid.B");
}

#[test]
fn progress_is_told_and_can_stop_the_work() {
    let lines: Vec<String> =
        (0..6000).map(|n| delivery(&format!("wamid.{n}"), "failed", 131_047).to_string()).collect();
    let text = Value::from(lines.join("\n"));
    let mut told = Vec::new();
    let mut tell = |done: usize, total: usize| {
        told.push((done, total));
        true
    };
    diagnose_in_steps(&text, &Value::Null, &mut tell).unwrap();
    let total = lines.join("\n").len();
    assert!(told.len() > 5, "{told:?}");
    assert!(told.windows(2).all(|pair| pair[0].0 < pair[1].0) && told.iter().all(|(_, all)| *all == total), "{told:?}");
    assert_eq!((told[0].0, told[told.len() - 1].0), (0, total));
    let mut calls = 0;
    let mut stop = |_: usize, _: usize| {
        calls += 1;
        calls < 3
    };
    assert_eq!(diagnose_in_steps(&text, &Value::Null, &mut stop).unwrap_err().path(), "onProgress");
    assert_eq!(calls, 3);
}

/// Maps that are found in public and wrong: the code, and what it is said to be.
#[test]
fn nothing_is_mapped_as_in_wrong_public_lists() {
    let wrong: [(u32, &[&str]); 10] = [
        (131_030, &["payment-method-problem", "throughput-limit", "pair-rate-limit", "app-api-rate-limit"]),
        (131_047, &["throughput-limit", "pair-rate-limit", "app-api-rate-limit"]),
        (131_051, &["throughput-limit", "phone-not-registered", "recipient-undeliverable"]),
        (131_056, &["template-paused", "marketing-frequency-cap"]),
        (131_026, &["outside-24h-window"]),
        (133_016, &["throughput-limit", "messaging-limit-reached"]),
        (132_001, &["marketing-experiment-holdout"]),
        (131_031, &["unsupported-message-type-outbound", "unsupported-message-inbound"]),
        (63_007, &["outside-24h-window", "first-contact-template-restricted"]),
        (63_049, &["sender-unknown-to-provider", "phone-not-registered"]),
    ];
    let faq = failures(&Value::Null).unwrap();
    for (code, said) in wrong {
        let evidence = [
            code.to_string(),
            format!("error {code}"),
            format!(r#"{{"status":"failed","id":"wamid.A","errors":[{{"code":{code},"title":"x"}}]}}"#),
        ];
        for paste in evidence {
            let found = diagnose(&presend::Value::from(paste.as_str()), &Value::Null).unwrap();
            let first = &found.matches[0];
            assert!(first.score >= 50 && !said.contains(&first.failure), "{paste}: {}", first.failure);
        }
        for failure in faq.iter().filter(|failure| said.contains(&failure.id.as_str())) {
            assert!(!failure.codes.primary.contains(&code), "{} claims {code}", failure.id);
        }
    }
}

/// What the index of a catalogue promises: every entry is listed, explained, dated, reachable, and led to by rules that exist.
#[test]
fn the_catalogue_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/failures");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path().file_stem().unwrap().to_string_lossy().into())
        .collect();
    files.sort();
    let faq = failures(&Value::Null).unwrap();
    let mut listed: Vec<String> = faq.iter().map(|failure| failure.id.clone()).collect();
    listed.sort();
    assert_eq!(files, listed);
    let rules = rules(&Value::Null).unwrap();
    let known = |id: &str| rules.iter().any(|rule| rule.id == id);
    for failure in &faq {
        let texts = failure.causes.iter().chain(&failure.fixes).chain([&failure.title, &failure.summary]);
        assert!(texts.into_iter().all(|text| text.trim().len() > 8), "{}: a text is empty", failure.id);
        assert!(
            !failure.causes.is_empty() && !failure.fixes.is_empty() && !failure.sources.is_empty(),
            "{}",
            failure.id
        );
        for source in &failure.sources {
            let dated = source.checked.len() == 10 && source.checked.starts_with("20");
            assert!(dated, "{}: checked {}", failure.id, source.checked);
        }
        let codes = &failure.codes;
        let other = !matches!(&codes.other, Value::Map(members) if members.is_empty());
        let by_code = !codes.meta.is_empty() || !codes.subcodes.is_empty() || !codes.twilio.is_empty() || other;
        assert!(by_code || !failure.strings.is_empty(), "{} cannot be reached", failure.id);
        assert!(failure.prevented_by.iter().all(|rule| known(rule)), "{}", failure.id);
    }
    for rule in &rules {
        let there = rule.failure.as_ref().is_none_or(|id| listed.contains(id));
        assert!(there, "{}: no failure {:?}", rule.id, rule.failure);
    }
    for id in [
        "first-contact-template-restricted",
        "template-creation-not-permitted",
        "generic-send-failure",
        "inbox-unsupported-content",
    ] {
        assert!(listed.iter().any(|known| known == id), "{id}");
    }
}

#[cfg(not(target_family = "wasm"))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Pieces from which pastes are made, torn apart and put together anyhow.
    const PIECES: [&str; 24] = [
        "{", "}", "[", "]", "\"", "\\\"", "'", ":", ",", "=", "\\", "\n", "error", "code", "131047", "(#100)",
        "statuses", "status", "failed", "é🙂", "wamid.A", "&quot;", "%22%3A", " ",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_text_has_an_answer(text in "\\PC{0,200}") {
            diagnose(&Value::from(text), &Value::Null).unwrap();
        }

        #[test]
        fn any_pieces_have_an_answer(order in proptest::collection::vec(0..PIECES.len(), 0..120)) {
            let text: String = order.iter().map(|piece| PIECES[*piece]).collect();
            let diagnosis = diagnose(&Value::from(text.clone()), &Value::Null).unwrap();
            for found in diagnosis.matches {
                let (start, end) = found.evidence.range.unwrap();
                let units: Vec<u16> = text.encode_utf16().collect();
                prop_assert_eq!(String::from_utf16(&units[start as usize..end as usize]).unwrap(), found.evidence.text);
            }
        }
    }

    /// Texts made to take long: time grows as their length does, so ten times as long takes nowhere near a hundred times.
    #[test]
    fn work_is_linear() {
        for piece in [
            "{",
            "[{\"a\":",
            "\"",
            "'x ",
            "\\\"",
            "{\"status\":\"failed\",\"id\":\"wamid.A\",",
            "message failed to send ",
            "131047 ",
            "a<b>",
            "%22%3A",
        ] {
            let time = |count: usize| {
                let text = Value::from(piece.repeat(count / piece.len()));
                let start = std::time::Instant::now();
                diagnose(&text, &Value::Null).unwrap();
                start.elapsed().as_millis()
            };
            let (short, long) = (time(20_000), time(200_000));
            assert!(long < 40 * short + 400, "{piece}: {short} ms, then {long} ms");
        }
    }
}

#[test]
fn wordings_that_nobody_has_seen_recognise_but_are_not_shown() {
    let id = "template-paused";
    let faq = failures(&plain(&serde_json::json!({}))).unwrap();
    let shown = &faq.iter().find(|failure| failure.id == id).unwrap().strings;
    assert!(shown.iter().any(|text| text == "Template is paused"), "{shown:?}");
    assert!(!shown.iter().any(|text| text == "Plantilla en pausa"), "{shown:?}");
    let diagnosis = run(&"WhatsApp: Plantilla en pausa".into(), &serde_json::json!({}));
    assert_eq!(diagnosis.matches.first().map(|m| m.failure), Some(id));
}
