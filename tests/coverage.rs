//! `docs/coverage.md` and `docs/platforms.md` are made from the data and the corpora: `npm run coverage` writes them anew, and
//! this test holds that they are current.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "that is how a test fails")]

mod cases;
#[path = "../build/data/mod.rs"]
#[allow(dead_code)]
mod data;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use cases::{CHECK, LISTS, TEMPLATES, WINDOW, clock, decode, draft, json, list_input, read_list, value};
use presend::Finding;
use serde_json::Value as Json;

/// None of the values here borrow.
type Value = presend::Value<'static>;

/// The cases that produce a rule, by its id: file and name.
type Produced = BTreeMap<&'static str, Vec<String>>;

fn note(produced: &mut Produced, case: &str, findings: &[Finding]) {
    for finding in findings {
        let cases = produced.entry(finding.rule).or_default();
        if cases.last().is_none_or(|last| last != case) {
            cases.push(case.into());
        }
    }
}

fn produced() -> Produced {
    let mut produced = Produced::new();
    let corpus = json(CHECK);
    for (name, case) in cases::cases(&corpus) {
        let report = presend::check(&draft(&corpus, case), clock()).unwrap();
        note(&mut produced, &format!("check: {name}"), &report.findings);
    }
    let templates = Json::Array(corpus["templates"].as_object().unwrap().values().cloned().collect());
    for fit in presend::fit(&value(&templates), &value(&json(r#"{"to": "+4915123456789"}"#)), clock()).unwrap() {
        note(&mut produced, &format!("fit: {}", fit.name), &fit.findings);
    }
    let messages = json(include_str!("corpus/messages.json"));
    for (name, case) in cases::cases(&messages) {
        let mut draft = messages["defaults"].as_object().unwrap().clone();
        draft.extend(case["draft"].as_object().unwrap().clone());
        let draft = decode(&value(&Json::Object(draft)));
        let report = presend::check(&draft, clock()).unwrap_or_else(|e| panic!("{name}: {e}"));
        note(&mut produced, &format!("messages: {name}"), &report.findings);
    }
    let windows = json(WINDOW);
    for (name, case) in cases::cases(&windows) {
        let options = Value::Map(vec![("now".into(), value(&case["now"]))]);
        if let Ok(report) = presend::window(&value(&case["conversation"]), &options, clock()) {
            note(&mut produced, &format!("window: {name}"), &report.findings);
        }
    }
    let templates = json(TEMPLATES);
    for (name, case) in cases::cases(&templates) {
        let report = presend::template(&decode(&value(&case["template"])), &Value::Null).unwrap();
        note(&mut produced, &format!("templates: {name}"), &report.findings);
    }
    let lists = json(LISTS);
    for (name, case) in cases::cases(&lists) {
        let (bytes, options) = list_input(&lists, case);
        let Ok((list, summary)) = read_list(&bytes, options, bytes.len().max(1)) else { continue };
        note(&mut produced, &format!("list: {name}"), &summary.findings);
        for row in 0..summary.rows {
            note(&mut produced, &format!("list: {name}"), &list.row(row).unwrap().findings);
        }
    }
    produced
}

fn compiled() -> data::Data {
    data::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data")).unwrap_or_else(|e| panic!("{e:?}"))
}

/// Names of cases hold braces and bars, which mean something in Markdown.
fn plain(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn coverage(data: &data::Data, produced: &Produced) -> String {
    let told = data.facts.iter().filter(|f| f.before_sending).count();
    let left = data.facts.iter().filter(|f| f.before_sending && f.left_out.is_some()).count();
    let mut out = format!(
        "# Coverage\n\nMade by `npm run coverage`; do not edit.\n\n\
         What is known of the platform ({} facts), the rules that stand on it, and the cases of `tests/corpus` that produce \
         them. Of the {told} facts that can be told before sending, {} have a rule; {left} are left out, each with its reason. \
         A fact that cannot be told before sending may still have a rule that says so, or explains it.\n",
        data.facts.len(),
        told - left
    );
    let mut area = "";
    for fact in &data.facts {
        if fact.area != area {
            area = &fact.area;
            let _ = write!(out, "\n## {area}\n\n| fact | what it says | rules | cases |\n|---|---|---|---|\n");
        }
        let id = fact.id.get_ref();
        let rules: Vec<&str> =
            data.rules.iter().filter(|(r, _)| r.facts.contains(id)).map(|(r, _)| r.id.get_ref().as_str()).collect();
        let cases: Vec<&String> = rules.iter().filter_map(|rule| produced.get(rule)).flatten().collect();
        let early = if fact.before_sending { "" } else { " (not before sending)" };
        let _ = match &fact.left_out {
            Some(reason) => writeln!(out, "| `{id}` | {}{early} | left out: {reason} | |", fact.what),
            None => writeln!(
                out,
                "| `{id}` | {}{early} | {} | {}: {} |",
                fact.what,
                rules.iter().map(|r| format!("`{r}`")).collect::<Vec<_>>().join(", "),
                cases.len(),
                plain(cases.first().map_or("", |c| c.as_str()))
            ),
        };
    }
    out.push_str("\n## Rules and their cases\n\n| rule | cases | among them |\n|---|---|---|\n");
    for (rule, _) in &data.rules {
        let id = rule.id.get_ref().as_str();
        let cases = produced.get(id).map_or(&[][..], Vec::as_slice);
        let some: Vec<String> = cases.iter().take(3).map(|c| plain(c)).collect();
        let _ = writeln!(out, "| `{id}` | {} | {} |", cases.len(), some.join("; "));
    }
    out
}

fn list(out: &mut String, heading: &str, items: impl IntoIterator<Item = String>) {
    let items: Vec<String> = items.into_iter().collect();
    if !items.is_empty() {
        let _ =
            write!(out, "\n{heading}\n\n{}\n", items.iter().map(|i| format!("- {i}")).collect::<Vec<_>>().join("\n"));
    }
}

fn platforms(data: &data::Data) -> String {
    let mut out = String::from(
        "# Platforms\n\nMade by `npm run coverage` from `src/data/platforms` and the error texts of `src/data/failures`; do not edit. \
         What is not said here is WhatsApp's own rule.\n",
    );
    for (id, platform, _) in &data.platforms {
        let _ = write!(out, "\n## {} (`{id}`)\n\nChecked {}.\n", platform.name, platform.checked);
        let sends = platform.sends.iter().flatten().map(|s| s.get_ref().clone()).collect::<Vec<_>>();
        let limit = |what: &str, max: Option<u32>, unit: &str| max.map(|max| format!("{what}: {max} {unit}"));
        let mut facts = Vec::new();
        facts.extend((!sends.is_empty()).then(|| format!("sends: {}", sends.join(", "))));
        facts.extend((!platform.receives.is_empty()).then(|| format!("receives: {}", platform.receives.join(", "))));
        facts.extend(
            (!platform.cannot_show.is_empty()).then(|| format!("cannot show: {}", platform.cannot_show.join(", "))),
        );
        facts.extend(platform.number_form.as_ref().map(|_| "wants numbers without a plus".to_string()));
        facts.extend(limit("largest file", platform.file_max_mb, "MB"));
        facts.extend(limit("largest image", platform.image_max_mb, "MB"));
        facts.extend(limit("longest value of a variable", platform.value_max, "characters"));
        list(&mut out, "### What it can do", facts);
        let restrictions = platform.restrictions.iter().map(|r| {
            let refuses: Vec<&str> = r.refuses.iter().map(|x| x.get_ref().as_str()).collect();
            format!("{}: {} ({}). {}", r.when.get_ref(), refuses.join(", "), r.level.get_ref(), r.note)
        });
        list(&mut out, "### Templates it may refuse", restrictions);
        list(
            &mut out,
            "### Notes",
            platform.notes.iter().map(|n| format!("{}: {} (read {})", n.countries.join(", "), n.text, n.checked)),
        );
        list(&mut out, "### Where things are", platform.labels.iter().map(|(k, v)| format!("{}: {v}", k.get_ref())));
        list(&mut out, "### Settings", platform.settings.iter().cloned());
        list(&mut out, "### Its words for states", platform.states.iter().map(|(k, v)| format!("{k}: {v}")));
        let errors = data.failures.iter().flat_map(|(failure, entry, _)| {
            let own = entry.strings.iter().filter(|s| s.provider == *id);
            own.map(move |s| format!("“{}” → `{failure}`", s.text))
        });
        list(&mut out, "### Its words for errors", errors);
    }
    out
}

fn is_current(name: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var("UPDATE_COVERAGE").is_ok_and(|v| v == "1") {
        std::fs::write(&path, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "docs/{name} is out of date; run `npm run coverage`");
}

#[test]
fn the_table_of_coverage_is_current() {
    is_current("coverage.md", &coverage(&compiled(), &produced()));
}

#[test]
fn the_page_of_platforms_is_current() {
    is_current("platforms.md", &platforms(&compiled()));
}

#[test]
fn every_rule_has_a_case() {
    let produced = produced();
    let data = compiled();
    let ids = data.rules.iter().map(|(rule, _)| rule.id.get_ref().as_str());
    let without: Vec<&str> = ids.filter(|id| !produced.contains_key(id)).collect();
    assert!(without.is_empty(), "no case produces {without:?}");
}
