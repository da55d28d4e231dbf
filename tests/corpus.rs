//! The cases of `tests/corpus`, on this machine.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod cases;

use std::collections::BTreeSet;

use cases::{BAD_INPUT, CHECK, TEMPLATES, WINDOW, clock, decode, draft, follow, json, piece, reports, value};

use serde_json::Value as Json;

/// None of the values here borrow.
type Value = presend::Value<'static>;

#[test]
fn drafts_are_judged_as_the_corpus_says() {
    let corpus = json(CHECK);
    let mut wrong = Vec::new();
    for (name, case) in cases::cases(&corpus) {
        let report = presend::check(&draft(&corpus, case), clock()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let report = serde_json::to_value(report).unwrap();
        let found: Vec<&str> =
            report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
        let expect = &case["expect"];
        if report["verdict"] != expect["verdict"] {
            wrong.push(format!("{name}: {} instead of {} ({found:?})", report["verdict"], expect["verdict"]));
        }
        for rule in expect["rules"].as_array().unwrap().iter().filter(|r| !found.contains(&r.as_str().unwrap())) {
            wrong.push(format!("{name}: no {rule} in {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reports_are_those_of_the_snapshot() {
    if std::env::var("UPDATE_SNAPSHOTS").is_ok_and(|v| v == "1") {
        let lines: Vec<String> =
            reports().iter().map(|(name, report)| format!("{}: {report}", Json::from(name.as_str()))).collect();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/reports.json");
        return std::fs::write(path, format!("{{\n{}\n}}\n", lines.join(",\n"))).unwrap();
    }
    cases::reports_are_those_of_the_snapshot();
}

/// In the spirit of an error index: a rule that no case produces is a rule that nobody has seen work. The rules of messages
/// and media have their cases in `tests/messages.rs`, those of lists in `tests/list.rs`.
#[test]
fn every_rule_is_produced_by_a_case() {
    let mut seen = BTreeSet::new();
    let corpus = json(CHECK);
    for (name, case) in cases::cases(&corpus) {
        let report = presend::check(&draft(&corpus, case), clock()).unwrap_or_else(|error| panic!("{name}: {error}"));
        seen.extend(report.findings.iter().map(|f| f.rule));
        seen.extend(report.window.findings.iter().map(|f| f.rule));
    }
    let templates = json(TEMPLATES);
    for (name, case) in cases::cases(&templates) {
        let report = presend::template(&decode(&value(&case["template"])), &Value::Null)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        seen.extend(report.findings.iter().map(|f| f.rule));
    }
    let all = Json::Array(corpus["templates"].as_object().unwrap().values().cloned().collect());
    let fits = presend::fit(&value(&all), &value(&serde_json::json!({"to": "+4915123456789"})), clock()).unwrap();
    seen.extend(fits.iter().flat_map(|fit| &fit.findings).map(|f| f.rule));
    let rules = presend::rules(&Value::Null).unwrap();
    let unseen: Vec<&str> = rules
        .iter()
        .map(|r| r.id.as_str())
        .filter(|id| !seen.contains(id) && ["message.", "media.", "list."].iter().all(|area| !id.starts_with(area)))
        .collect();
    assert!(unseen.is_empty(), "no case in tests/corpus produces {unseen:?}");
}

#[test]
fn every_finding_is_complete() {
    let order = ["window", "message", "template", "variables", "recipient", "limits", "account"];
    let stages: Vec<(String, Json)> = presend::rules(&Value::Null)
        .unwrap()
        .iter()
        .map(|r| (r.id.clone(), serde_json::to_value(r.stage).unwrap()))
        .collect();
    for (name, report) in reports() {
        let mut last = (0, 0);
        for finding in report["findings"].as_array().unwrap() {
            let rule = finding["rule"].as_str().unwrap();
            for text in ["message", "why"].map(|key| finding[key].as_str().unwrap()) {
                assert!(
                    !text.is_empty() && !text.contains('…') || rule.contains("placeholder"),
                    "{name}: {rule}: {text}"
                );
                assert!(!text.contains("{@") && !text.contains("{ "), "{name}: {rule}: {text}");
            }
            let serious = matches!(finding["level"].as_str(), Some("fail" | "risk"));
            assert!(!serious || !finding["fixes"].as_array().unwrap().is_empty(), "{name}: {rule} has no fix");
            let stage = stages.iter().find(|(id, _)| id == rule).map(|(_, stage)| stage.as_str().unwrap().to_string());
            let level = ["fail", "risk", "unknown", "note"].iter().position(|l| finding["level"] == *l);
            let place = (order.iter().position(|o| Some(*o) == stage.as_deref()).unwrap(), level.unwrap());
            assert!(last <= place, "{name}: {rule} stands too late");
            last = place;
        }
    }
}

/// Accepting an offered edit clears its finding.
#[test]
fn edits_help() {
    let corpus = json(CHECK);
    let mut edits = 0;
    for (name, case) in cases::cases(&corpus) {
        let input = draft(&corpus, case);
        let report = presend::check(&input, clock()).unwrap();
        for finding in report.findings.iter().filter(|f| f.edit.is_some()) {
            let edit = finding.edit.clone().unwrap();
            let mut mended = serde_json::to_value(&input).unwrap();
            let pointer = format!("/{}", edit.at.replace(['.', '['], "/").replace(']', ""));
            let Some(Json::String(text)) = mended.pointer_mut(&pointer) else {
                panic!("{name}: no text at {}", edit.at)
            };
            let units: Vec<u16> = text.encode_utf16().collect();
            let (start, end) = (edit.range.0 as usize, edit.range.1 as usize);
            let kept = |part: &[u16]| String::from_utf16(part).unwrap();
            *text = kept(&units[..start]) + &edit.insert + &kept(&units[end..]);
            let after = presend::check(&value(&mended), clock()).unwrap();
            let still = after.findings.iter().any(|f| f.rule == finding.rule && f.at == finding.at);
            assert!(!still, "{name}: accepting the edit does not clear {}", finding.rule);
            assert!(!edit.label.is_empty(), "{name}: {} has an edit without a label", finding.rule);
            edits += 1;
        }
    }
    assert!(edits > 10, "only {edits} edits were offered");
}

/// Nothing changes before `changesAt`, something does at it.
#[test]
fn reports_change_when_they_say_so() {
    let corpus = json(CHECK);
    let view = |report: &presend::Report| {
        let findings: Vec<_> = report.findings.iter().map(|f| (f.rule, f.level, f.at.clone())).collect();
        (report.verdict, report.allowed, report.window.state, findings)
    };
    let mut changes = 0;
    for (name, case) in cases::cases(&corpus) {
        let Value::Map(mut members) = draft(&corpus, case) else { panic!("{name}") };
        members.retain(|(key, _)| key != "now");
        let input = Value::Map(members);
        let now = presend::Instant::parse("2026-11-20T12:00:00Z").unwrap();
        let report = presend::check(&input, now).unwrap();
        let Some(change) = report.changes_at else { continue };
        let before = presend::Instant::from_millis(change.millis() - 1).unwrap();
        assert_eq!(view(&presend::check(&input, before).unwrap()), view(&report), "{name}: changes before {change}");
        assert_ne!(
            view(&presend::check(&input, change).unwrap()),
            view(&report),
            "{name}: nothing changes at {change}"
        );
        changes += 1;
    }
    assert!(changes > 20, "only {changes} reports change by the clock");
}

#[test]
fn windows_are_as_the_corpus_says() {
    let corpus = json(WINDOW);
    for (name, case) in cases::cases(&corpus) {
        let options = Value::Map(vec![("now".into(), value(&case["now"]))]);
        let expect = case["expect"].as_object().unwrap();
        match (presend::window(&value(&case["conversation"]), &options, clock()), expect.get("error")) {
            (Ok(report), None) => {
                let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
                let mut report = serde_json::to_value(&report).unwrap();
                report["rules"] = rules.into();
                for (key, wanted) in expect {
                    assert_eq!(&report[key], wanted, "{name}: {key}");
                }
            }
            (Err(error), Some(path)) => assert_eq!(error.path(), path.as_str().unwrap(), "{name}: {error}"),
            (answer, _) => panic!("{name}: {answer:?}"),
        }
    }
}

#[test]
fn bad_input_is_refused_at_its_place() {
    let corpus = json(BAD_INPUT);
    for (name, case) in cases::cases(&corpus) {
        let error = presend::check(&value(&case["draft"]), clock()).expect_err(name);
        assert_eq!(error.path(), case["path"].as_str().unwrap(), "{name}: {error}");
        let says = case["says"].as_str().unwrap();
        assert!(error.message().contains(says), "{name}: “{}” does not say {says}", error.message());
    }
}

#[test]
fn templates_are_judged_as_the_corpus_says() {
    let corpus = json(TEMPLATES);
    let (mut wrong, mut breaches) = (Vec::new(), 0);
    for (name, case) in cases::cases(&corpus) {
        let template = decode(&value(&case["template"]));
        let report = presend::template(&template, &Value::Null).unwrap_or_else(|error| panic!("{name}: {error}"));
        let [template, report] = [serde_json::to_value(template), serde_json::to_value(report)].map(Result::unwrap);
        let expect = &case["expect"];
        if report["creatable"] != expect["creatable"] {
            wrong.push(format!("{name}: creatable {}", report["creatable"]));
        }
        for (key, wanted) in expect.get("creates").and_then(Json::as_object).into_iter().flatten() {
            if report["creation"][key] != *wanted {
                wrong.push(format!("{name}: created with {key} {}", report["creation"][key]));
            }
        }
        let found = report["findings"].as_array().unwrap();
        let rules: Vec<&str> = found.iter().map(|f| f["rule"].as_str().unwrap()).collect();
        match expect["rules"].as_array().unwrap().first() {
            None if rules.is_empty() => {}
            None => wrong.push(format!("{name}: {rules:?} though nothing is wrong")),
            Some(rule) => {
                breaches += 1;
                let fits = |f: &&Json| {
                    let place = f.get("at").map_or("", |at| at.as_str().unwrap());
                    let text = || follow(&template, place).and_then(Json::as_str).unwrap_or_default();
                    let marks =
                        expect.get("marks").is_none_or(|m| f["range"].is_array() && *m == piece(text(), &f["range"]));
                    f["rule"] == *rule && place == expect["at"] && f["codes"] == expect["codes"] && marks
                };
                let Some(finding) = found.iter().find(fits) else {
                    wrong.push(format!("{name}: no {rule} with its place, codes and marks in {found:?}"));
                    continue;
                };
                if let Some(says) = expect.get("says").filter(|says| finding["message"] != **says) {
                    wrong.push(format!("{name}: says {} instead of {says}", finding["message"]));
                }
                let mended = finding.get("edit").map(|edit| accepted(&template, edit).1);
                if let Some(wanted) = expect.get("mended").filter(|wanted| mended.as_deref() != wanted.as_str()) {
                    wrong.push(format!("{name}: mended to {mended:?} instead of {wanted}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(breaches >= 150, "only {breaches} breaches");
}

/// A draft with an edit accepted, and the text that it leads to.
fn accepted(input: &Json, edit: &Json) -> (Json, String) {
    let mut mended = input.clone();
    let at = edit["at"].as_str().unwrap();
    let Some(Json::String(text)) = mended.pointer_mut(&format!("/{}", at.replace(['.', '['], "/").replace(']', "")))
    else {
        panic!("no text at {at}")
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    let place = |index: usize| usize::try_from(edit["range"][index].as_u64().unwrap()).unwrap();
    let kept = |part: &[u16]| String::from_utf16(part).unwrap();
    *text = kept(&units[..place(0)]) + edit["insert"].as_str().unwrap() + &kept(&units[place(1)..]);
    let text = text.clone();
    (mended, text)
}

/// Accepting an edit of a template leaves less to mend, and one edit after the other comes to an end.
#[test]
fn edits_of_templates_help() {
    let corpus = json(TEMPLATES);
    let mut edits = 0;
    for (name, case) in cases::cases(&corpus) {
        let mut template = serde_json::to_value(decode(&value(&case["template"]))).unwrap();
        let findings = |template: &Json| {
            let report = presend::template(&value(template), &Value::Null).unwrap_or_else(|e| panic!("{name}: {e}"));
            serde_json::to_value(report.findings).unwrap().as_array().unwrap().clone()
        };
        for turn in 0.. {
            let found = findings(&template);
            let Some(finding) = found.iter().find(|f| f.get("edit").is_some()) else { break };
            template = accepted(&template, &finding["edit"]).0;
            let same = |f: &&Json| (&f["rule"], &f["at"]) == (&finding["rule"], &finding["at"]);
            let left = findings(&template).iter().filter(same).count();
            assert!(left < found.iter().filter(same).count(), "{name}: accepting does not clear {finding}");
            assert!(turn < 9, "{name}: there is no end of edits");
            edits += 1;
        }
    }
    assert!(edits > 20, "only {edits} edits were offered");
}

/// Each variable is shown with its own example.
#[test]
fn examples_go_to_their_variables() {
    let corpus = json(TEMPLATES);
    let options = value(&serde_json::json!({"examples": true}));
    let mut seen = 0;
    for (name, case) in cases::cases(&corpus).filter(|(_, case)| case["expect"]["examples"].is_array()) {
        let report = presend::template(&value(&case["template"]), &options).unwrap_or_else(|e| panic!("{name}: {e}"));
        let slots: Vec<String> =
            report.slots.iter().filter_map(|slot| Some(format!("{}: {}", slot.name, slot.example.as_ref()?))).collect();
        assert_eq!(serde_json::json!(slots), case["expect"]["examples"], "{name}");
        let header = report.preview.header.and_then(|header| header.text).unwrap_or_default();
        let shown = [header, report.preview.body].concat();
        for example in report.slots.iter().filter_map(|slot| slot.example.as_ref()) {
            assert!(shown.contains(example), "{name}: {example} is missing from {shown}");
        }
        if let Some(wanted) = case["expect"].get("shown") {
            assert_eq!(*wanted, shown, "{name}");
        }
        seen += 1;
    }
    assert!(seen >= 4, "only {seen} cases of examples");
}

/// Templates as they are found in the wild have the label they should have.
#[test]
fn a_library_is_labelled_rightly() {
    let library = json(include_str!("corpus/library.json"));
    let mut wrong = Vec::new();
    for (name, case) in cases::cases(&library) {
        let template = value(&case["template"]);
        let report = presend::template(&template, &Value::Null).unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut slots: Vec<String> = report.slots.iter().filter(|slot| slot.required).map(words).collect();
        slots.sort();
        let found = serde_json::json!({"creatable": report.creatable, "sendable": report.sendable, "slots": slots});
        if found != case["expect"] {
            let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
            wrong.push(format!("{name}: {found} instead of {} ({rules:?})", case["expect"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A slot in words: `body text 1`, `button 0 coupon_code`, `card 1 header image`.
fn words(slot: &presend::Slot) -> String {
    let json = serde_json::to_value(slot).unwrap();
    let (kind, name) = (json["type"].as_str().unwrap(), &slot.name);
    let part = match (slot.component, slot.card) {
        (presend::SlotComponent::LimitedTimeOffer, _) => return "offer end".into(),
        (presend::SlotComponent::Card, _) if kind == "text" => "body",
        (presend::SlotComponent::Card, _) => "header",
        _ => json["component"].as_str().unwrap(),
    };
    let card = slot.card.map_or(String::new(), |card| format!("card {card} "));
    match slot.index {
        Some(index) => format!("{card}button {index} {kind}"),
        None if kind == "text" => format!("{card}{part} text {name}"),
        None => format!("{card}{part} {kind}"),
    }
}

/// What breaks a rule of creation may have been approved: it never stops a send.
#[test]
fn rules_of_creation_never_block_a_send() {
    for (name, report) in reports() {
        let findings = report["findings"].as_array().unwrap();
        assert!(findings.iter().all(|f| !f["rule"].as_str().unwrap().starts_with("creation.")), "{name}");
    }
}

/// Best first; every refusal with its reason.
#[test]
fn the_template_that_suits_the_moment_comes_first() {
    let corpus = json(CHECK);
    let all: Vec<Json> = corpus["templates"].as_object().unwrap().values().cloned().collect();
    let fits = |draft: &str| {
        let draft = value(&json(draft));
        let now = presend::Instant::parse("2026-11-20T12:00:00Z").unwrap();
        presend::fit(&value(&Json::Array(all.clone())), &draft, now).unwrap()
    };
    let first = fits(r#"{"to": "+4915123456789", "conversation": {"lastInboundAt": null}, "platform": "intercom"}"#);
    assert_eq!((first[0].name.as_str(), first[0].fits), ("greeting", true));
    assert_eq!(first.len(), all.len());
    let later = fits(
        r#"{"to": "+14155551234", "conversation": {"lastInboundAt": "2026-11-18T10:00:00Z"}, "sender": {"quality": "red"}}"#,
    );
    assert_eq!((later[0].layer, later[0].fits), (presend::Layer::Notification, true));
    for fit in &later {
        assert!(fit.findings.is_sorted_by_key(|f| f.level as u8), "{}: the worst first", fit.name);
        let found: Vec<&str> = fit.findings.iter().map(|f| f.rule).collect();
        assert_eq!(fit.fits, fit.findings.iter().all(|f| f.level != presend::Level::Fail), "{}: {found:?}", fit.name);
        assert_eq!(
            found.contains(&"limits.marketing-country"),
            fit.name != "greeting" && is_marketing(&all, &fit.name),
            "{}",
            fit.name
        );
    }
    assert!(later.iter().rev().take(5).all(|fit| !fit.fits), "what is refused comes last");
}

fn is_marketing(all: &[Json], name: &str) -> bool {
    all.iter().any(|t| t["name"] == name && t["category"] == "MARKETING")
}
