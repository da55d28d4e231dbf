//! Every type of message, by the cases of `tests/corpus/messages.json`, whose notation `cases::decode` explains. What a draft
//! leaves out comes from `defaults`.
//!
//! `rules` must be found (at any level), one of the findings stands at `at`, and with `none` nothing fails or is a risk.

#![allow(clippy::unwrap_used, clippy::panic, reason = "that is how a test fails")]

use std::collections::BTreeSet;

mod cases;

use cases::{decode, list, text};
use presend::{Instant, Level, Report, Verdict, check};

/// None of the values here borrow.
type Value = presend::Value<'static>;

fn corpus() -> Value {
    let text = include_str!("corpus/messages.json");
    Value::from_json(text).unwrap()
}

fn draft(case: &Value, defaults: &Value) -> Value {
    let Value::Map(mut members) = decode(case.get("draft").unwrap()) else { panic!("a draft is an object") };
    let Value::Map(defaults) = defaults else { panic!("defaults are an object") };
    for (key, value) in defaults {
        if !members.iter().any(|(k, _)| k == key) {
            members.push((key.clone(), value.clone()));
        }
    }
    Value::Map(members)
}

fn serious(report: &Report) -> Vec<String> {
    let weighs = |level| matches!(level, Level::Fail | Level::Risk);
    let shown = |f: &presend::Finding| format!("{} at {}", f.rule, f.at.clone().unwrap_or_default());
    report.findings.iter().filter(|f| weighs(f.level)).map(shown).collect()
}

fn misses(report: &Report, expect: &Value) -> Vec<String> {
    let mut misses = Vec::new();
    let verdict = match report.verdict {
        Verdict::Send => "send",
        Verdict::Risky => "risky",
        _ => "blocked",
    };
    if verdict != text(expect.get("verdict").unwrap()) {
        misses.push(format!("verdict {verdict}"));
    }
    let found = serious(report);
    for rule in expect.get("rules").map(list).into_iter().flatten().map(text) {
        if !report.findings.iter().any(|f| f.rule == rule) {
            misses.push(format!("no finding of {rule}"));
        }
    }
    let at = expect.get("at").map(text);
    if at.is_some() && !report.findings.iter().any(|f| f.at.as_deref() == at) {
        misses.push(format!("nothing at {at:?}"));
    }
    if expect.get("none").is_some() && !found.is_empty() {
        misses.push("false alarm".into());
    }
    if !misses.is_empty() {
        misses.push(format!("found: {}", found.join(", ")));
    }
    misses
}

fn each(mut visit: impl FnMut(&str, &Value, &Value, Report)) {
    let (corpus, now) = (corpus(), Instant::parse("2026-11-20T12:00:00Z").unwrap());
    for case in list(corpus.get("cases").unwrap()) {
        let name = text(case.get("name").unwrap());
        let draft = draft(case, corpus.get("defaults").unwrap());
        let report = check(&draft, now).unwrap_or_else(|e| panic!("{name}: {e} at {}", e.path()));
        visit(name, &draft, case.get("expect").unwrap(), report);
    }
}

#[test]
fn every_message_is_judged_as_the_corpus_says() {
    let (mut wrong, mut good, mut bad) = (Vec::new(), 0, 0);
    each(|name, _, expect, report| {
        *if expect.get("none").is_some() { &mut good } else { &mut bad } += 1;
        let misses = misses(&report, expect);
        if !misses.is_empty() {
            wrong.push(format!("{name}: {}", misses.join("; ")));
        }
    });
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(good >= 60 && bad >= 100, "{good} good and {bad} bad drafts");
}

/// A finding as a line: what it says, of which place, and what is put there instead.
fn line(finding: &presend::Finding) -> String {
    let mut line = format!("{:?} {}", finding.level, finding.rule).to_lowercase();
    if let Some(at) = &finding.at {
        line += &format!(" at {at}");
    }
    if let Some((start, end)) = finding.range {
        line += &format!(" {start}..{end}");
    }
    line += ": ";
    line += &finding.message;
    if let Some(edit) = &finding.edit {
        line += &format!(" → {:?} at {} {}..{}", edit.insert, edit.at, edit.range.0, edit.range.1);
    }
    line
}

/// Places, numbers and corrections of all findings are those of the snapshot.
#[test]
fn findings_are_those_of_the_snapshot() {
    let mut fresh = String::new();
    each(|name, _, _, report| {
        fresh += name;
        fresh += "\n";
        for finding in &report.findings {
            fresh += &format!("  {}\n", line(finding).escape_debug());
            for fix in finding.fixes.iter().filter(|_| matches!(finding.level, Level::Fail | Level::Risk)) {
                fresh += &format!("    {fix}\n");
            }
        }
    });
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/findings.txt");
    if std::env::var("UPDATE_SNAPSHOTS").is_ok_and(|v| v == "1") {
        return std::fs::write(path, fresh).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    for (is, was) in fresh.lines().zip(kept.lines()) {
        assert_eq!(is, was, "if the new findings are meant, run `npm run snapshots`");
    }
    assert_eq!(fresh.lines().count(), kept.lines().count());
}

/// False alarms are the worst defect: ordinary drafts of every type go through with nothing to worry about.
#[test]
fn ordinary_drafts_raise_nothing() {
    let (mut types, mut count) = (BTreeSet::new(), 0);
    each(|name, draft, expect, report| {
        if expect.get("none").is_none() {
            return;
        }
        assert_eq!((report.verdict, serious(&report)), (Verdict::Send, Vec::new()), "{name}");
        types.insert(text(draft.get("message").and_then(|m| m.get("type")).unwrap()).to_string());
        count += 1;
    });
    assert!(count >= 100 && types.len() == 11, "{count} drafts of {types:?}");
}

#[test]
fn every_rule_of_message_and_media_is_produced() {
    let mut produced = BTreeSet::new();
    each(|_, _, _, report| produced.extend(report.findings.iter().map(|f| f.rule)));
    let rules = presend::rules(&Value::Null).unwrap();
    let about = |id: &str| id.starts_with("message.") || id.starts_with("media.");
    let missing: Vec<&str> =
        rules.iter().map(|r| r.id.as_str()).filter(|id| about(id) && !produced.contains(id)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

/// The value at a path such as `message.contacts[0].name`.
fn follow<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let mut value = value;
    for step in path.split(['.', '[']).filter(|s| !s.is_empty()) {
        value = match (value, step.strip_suffix(']')) {
            (Value::List(items), Some(index)) => items.get_mut(index.parse::<usize>().ok()?)?,
            (Value::Map(members), None) => members.iter_mut().find(|(k, _)| k == step).map(|(_, v)| v)?,
            _ => return None,
        };
    }
    Some(value)
}

#[test]
fn every_place_exists_and_every_edit_helps() {
    let now = Instant::parse("2026-11-20T12:00:00Z").unwrap();
    each(|name, draft, _, report| {
        for finding in &report.findings {
            let mut copy = draft.clone();
            let Some(at) = finding.at.as_deref().filter(|at| at.starts_with("message")) else { continue };
            let there = follow(&mut copy, at).unwrap_or_else(|| panic!("{name}: nothing at {at}"));
            if let Some((start, end)) = finding.range {
                let length = u32::try_from(text(there).encode_utf16().count()).unwrap();
                assert!(start <= end && end <= length, "{name}: {start}..{end} at {at}");
            }
            let Some(edit) = &finding.edit else { continue };
            let place = follow(&mut copy, &edit.at).unwrap();
            let units: Vec<u16> = text(place).encode_utf16().collect();
            let (start, end) = (edit.range.0 as usize, edit.range.1 as usize);
            let part = |units: &[u16]| String::from_utf16(units).unwrap();
            *place = Value::from(part(&units[..start]) + &edit.insert + &part(&units[end..]));
            let after = check(&copy, now).unwrap();
            let again = after.findings.iter().any(|f| (f.rule, &f.at) == (finding.rule, &finding.at));
            assert!(!again, "{name}: the edit for {} does not clear it", finding.rule);
        }
    });
}

#[test]
fn wrong_kinds_of_value_are_errors_with_a_place() {
    let now = Instant::parse("2026-11-20T12:00:00Z").unwrap();
    for (message, path) in [
        (r#"{"type": "interactive", "interactive": {"type": "button", "body": "Hi"}}"#, "message.interactive.body"),
        (r#"{"type": "interactive", "interactive": "Hi"}"#, "message.interactive"),
        (
            r#"{"type": "interactive", "interactive": {"type": "list", "action": {"sections": {}}}}"#,
            "message.interactive.action.sections",
        ),
        (r#"{"type": "contacts", "contacts": {}}"#, "message.contacts"),
        (r#"{"type": "contacts", "contacts": [{"name": "Ana"}]}"#, "message.contacts[0].name"),
        (r#"{"type": "reaction", "reaction": {"message_id": "a", "emoji": 1}}"#, "message.reaction.emoji"),
        (r#"{"type": "image", "image": {"id": "1"}, "file": {"size": -1}}"#, "message.file.size"),
        (r#"{"type": "image", "image": {"id": "1"}, "file": {"bytes": "abc"}}"#, "message.file.bytes"),
        (r#"{"type": "image", "image": {"id": "1"}, "files": []}"#, "message.files"),
        (r#"{"type": "image", "image": {"link": 1}}"#, "message.image.link"),
    ] {
        let draft = Value::from_json(&format!(r#"{{"to": "+4915123456789", "message": {message}}}"#)).unwrap();
        assert_eq!(check(&draft, now).map(|_| ()).map_err(|e| e.path().to_string()), Err(path.into()), "{message}");
    }
}

#[test]
fn the_payload_keeps_what_belongs_to_the_sending() {
    let payload = Value::from_json(
        r#"{"messaging_product": "whatsapp", "to": "+4915123456789", "context": {"message_id": "wamid.A"},
            "biz_opaque_callback_data": "order 7", "type": "template",
            "template": {"name": "thanks", "language": {"code": "en"}}}"#,
    )
    .unwrap();
    let templates = Value::from_json(
        r#"[{"name": "thanks", "language": "en", "category": "UTILITY", "status": "APPROVED",
             "components": [{"type": "BODY", "text": "Thank you."}]}]"#,
    )
    .unwrap();
    let draft = Value::Map(vec![("message".into(), payload.clone()), ("templates".into(), templates)]);
    let report = check(&draft, Instant::parse("2026-11-20T12:00:00Z").unwrap()).unwrap();
    let sent = report.payload.unwrap();
    for name in ["context", "biz_opaque_callback_data", "type"] {
        assert_eq!(sent.get(name), payload.get(name), "{name}");
    }
}

#[test]
fn a_copy_without_its_components_proves_nothing() {
    let draft = r#"{"to": "+4915123456789",
        "message": {"type": "template", "template": {"name": "order_left", "language": {"code": "en_US"},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]}},
        "templates": [{"name": "order_left", "language": "en_US", "category": "UTILITY", "status": "APPROVED"}]}"#;
    let report = check(&Value::from_json(draft).unwrap(), Instant::parse("2026-11-20T12:00:00Z").unwrap()).unwrap();
    assert_eq!((report.verdict, serious(&report)), (Verdict::Send, vec![]));
}
