//! Languages besides English: nothing in them is missing or out of step, and no answer in them holds an English sentence.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "that is how a test fails")]

use std::collections::BTreeSet;
use std::path::Path;

mod cases;
#[path = "../build/data/mod.rs"]
#[allow(dead_code)]
mod data;

use presend::{LOCALES, Value, add_locale};
use serde_json::{Value as Json, json};

/// What a language lacks stays English until somebody translates it; this much of it may wait.
const MAY_WAIT: usize = 20;

/// What the languages lack, as the build tells it: `es: window.closed: no words`.
fn lacks() -> Vec<String> {
    let out =
        std::env::temp_dir().join(format!("presend-locales-{}-{:?}", std::process::id(), std::thread::current().id()));
    std::fs::create_dir_all(&out).unwrap();
    let lacks = data::compile_to(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data"), &out).unwrap();
    std::fs::remove_dir_all(out).unwrap();
    lacks
}

#[test]
fn no_language_lacks_or_contradicts_much() {
    let lacks = lacks();
    for lack in &lacks {
        println!("{lack}");
    }
    assert!(lacks.len() <= MAY_WAIT, "{} texts of src/data/words to look after:\n{}", lacks.len(), lacks.join("\n"));
}

/// Words that make an English sentence and are none of Spanish or Portuguese.
const ENGLISH: [&str; 24] = [
    "the", "is", "are", "with", "not", "and", "your", "this", "that", "from", "have", "which", "was", "will", "must",
    "only", "when", "they", "their", "does", "should", "without", "cannot", "of",
];

/// The English words of a text, apart from what stands in quotation marks, which is quoted.
fn english(text: &str) -> Vec<&str> {
    let outside =
        text.split('“').enumerate().map(|(at, part)| if at == 0 { part } else { part.split('”').nth(1).unwrap_or("") });
    let words = outside.flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-'));
    words.filter(|word| ENGLISH.contains(word)).collect()
}

/// Every text of an answer that is meant for people, with the place where it stands.
fn texts(answer: &Json, path: &str, lacking: &BTreeSet<String>, found: &mut Vec<(String, String)>) {
    const SAID: [&str; 19] = [
        "message",
        "why",
        "fixes",
        "fix",
        "missing",
        "label",
        "title",
        "summary",
        "causes",
        "retryAfter",
        "tellApart",
        "collect",
        "family",
        "notes",
        "groupTitle",
        "what",
        "unit",
        "text",
        "cause",
    ];
    match answer {
        Json::Object(members) => {
            let about = ["rule", "failure", "id"].iter().find_map(|key| members.get(*key)?.as_str());
            if about.is_some_and(|id| lacking.contains(id)) {
                return;
            }
            for (key, value) in members {
                // What was pasted or typed is quoted there.
                let quoted = matches!(
                    key.as_str(),
                    "evidence" | "preview" | "values" | "payload" | "slots" | "sources" | "creation"
                );
                let own = |path: &str| format!("{path}.{key}");
                match value {
                    _ if quoted => {}
                    Json::String(text) if SAID.contains(&key.as_str()) => found.push((own(path), text.clone())),
                    Json::Array(items) if SAID.contains(&key.as_str()) && items.iter().all(Json::is_string) => {
                        found.extend(items.iter().map(|text| (own(path), text.as_str().unwrap().to_string())));
                    }
                    other => texts(other, &own(path), lacking, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| texts(item, path, lacking, found)),
        _ => {}
    }
}

struct Reader {
    locale: &'static str,
    /// Rules, failures and phrases that wait for their words.
    lacking: BTreeSet<String>,
    faults: BTreeSet<String>,
    read: usize,
}

impl Reader {
    fn look(&mut self, answer: &impl serde::Serialize) {
        let mut found = Vec::new();
        texts(&serde_json::to_value(answer).unwrap(), "", &self.lacking, &mut found);
        self.read += found.len();
        for (path, text) in found.into_iter().filter(|(_, text)| !self.lacking.contains(text)) {
            // What support is sent repeats what was pasted.
            let words = if path.ends_with("ids.text") { Vec::new() } else { english(&text) };
            if !words.is_empty() {
                self.faults.insert(format!("{}{path}: {text} ({})", self.locale, words.join(", ")));
            }
        }
    }
}

fn spoken(locale: &str, options: Option<&Json>) -> Value<'static> {
    let mut options = options.cloned().unwrap_or_else(|| json!({}));
    options["locale"] = locale.into();
    Value::from_json(&options.to_string()).unwrap()
}

fn with<'a>(mut draft: Value<'a>, locale: &'a str) -> Value<'a> {
    if let Value::Map(members) = &mut draft {
        members.push(("locale".into(), locale.into()));
    }
    draft
}

#[test]
fn no_answer_in_another_language_is_english() {
    let now = presend::Instant::parse("2026-11-20T12:00:00Z").unwrap();
    for (locale, pack) in LOCALES {
        add_locale(pack).unwrap();
        let lacks = lacks();
        let own = lacks.iter().filter_map(|lack| lack.strip_prefix(locale)?.strip_prefix(": ")?.rsplit_once(": "));
        let lacking = own.map(|(id, _)| id.to_string()).collect();
        let mut reader = Reader { locale, lacking, faults: BTreeSet::new(), read: 0 };
        let corpus = cases::json(cases::CHECK);
        for (_, case) in cases::cases(&corpus) {
            reader.look(&presend::check(&with(cases::draft(&corpus, case), locale), now).unwrap());
        }
        let corpus = cases::json(include_str!("corpus/messages.json"));
        for (_, case) in cases::cases(&corpus) {
            let mut draft = corpus["defaults"].as_object().unwrap().clone();
            draft.extend(case["draft"].as_object().unwrap().clone());
            let draft = with(cases::decode(&cases::value(&Json::Object(draft))), locale);
            reader.look(&presend::check(&draft, now).unwrap());
        }
        let corpus = cases::json(cases::TEMPLATES);
        for (name, case) in cases::cases(&corpus).filter(|(_, case)| case.get("template").is_some()) {
            let template = cases::decode(&cases::value(&case["template"]));
            let report = presend::template(&template, &spoken(locale, case.get("options")));
            reader.look(&report.unwrap_or_else(|error| panic!("{name}: {error}")));
        }
        let corpus = cases::json(cases::WINDOW);
        for (_, case) in cases::cases(&corpus) {
            let conversation = cases::value(&case["conversation"]);
            if let Ok(report) = presend::window(&conversation, &spoken(locale, None), now) {
                reader.look(&report);
            }
        }
        let corpus = cases::json(include_str!("corpus/diagnose.json"));
        for case in corpus["cases"].as_array().unwrap() {
            let options = spoken(locale, case.get("options"));
            reader.look(&presend::diagnose(&cases::value(&case["evidence"]), &options).unwrap());
        }
        let corpus = cases::json(cases::LISTS);
        for (_, case) in cases::cases(&corpus) {
            let (bytes, mut options) = cases::list_input(&corpus, case);
            if options == Value::Null {
                options = Value::Map(Vec::new());
            }
            let Ok((list, mut summary)) = cases::read_list(&bytes, with(options, locale), 1 << 16) else { continue };
            // Names of columns are the person's own words; what the text says of its findings is looked at there.
            summary.dialect.columns.clear();
            reader.look(&summary);
            for row in 0..summary.rows {
                reader.look(&list.row(row).unwrap().findings);
            }
        }
        for number in ["5215512345678", "549111234567", "551187654321", "22912345678", "22507123456", "+1 900 555 0100"]
        {
            reader.look(&presend::phone(number, &spoken(locale, None)).unwrap());
        }
        for platform in
            ["general", "cloud-api", "intercom", "respond.io", "helpkit", "aisoule", "twilio", "chatwoot", "360dialog"]
        {
            let options = spoken(locale, Some(&json!({ "platform": platform })));
            reader.look(&presend::failures(&options).unwrap());
            reader.look(&presend::rules(&options).unwrap());
        }
        assert!(reader.read > 10_000, "{} texts", reader.read);
        let faults: Vec<&str> = reader.faults.iter().map(String::as_str).collect();
        assert!(faults.is_empty(), "{} English texts\n{}", faults.len(), faults.join("\n"));
    }
}

#[test]
fn the_summary_of_a_list_is_said_in_the_language() {
    for (_, pack) in LOCALES {
        add_locale(pack).unwrap();
    }
    let said = |locale: &str| {
        let options = cases::value(&json!({ "locale": locale, "sender": { "dailyLimit": "unlimited" } }));
        let (_, summary) = cases::read_list(b"+34612345678\nabc\n", options, 100).unwrap();
        summary.text.lines().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(said("en")[0], "Rows: 2. Sendable: 1. Risky: 0. Blocked: 1. Duplicates: 0.");
    assert_eq!(said("es")[0], "Filas: 2. Para enviar: 1. Con riesgo: 0. Bloqueadas: 1. Duplicadas: 0.");
    assert_eq!(said("pt-BR")[0], "Linhas: 2. Para enviar: 1. Com risco: 0. Bloqueadas: 1. Duplicadas: 0.");
    for (locale, line) in
        [("en", "Found in rows:"), ("es", "Encontrado en las filas:"), ("pt-BR", "Encontrado nas linhas:")]
    {
        assert!(said(locale).contains(&line.to_string()), "{locale}: {:?}", said(locale));
    }
}

#[test]
fn plurals_and_numbers_are_those_of_the_language() {
    for (_, pack) in LOCALES {
        add_locale(pack).unwrap();
    }
    let over = |locale: &str, length: usize| {
        let draft = json!({"to": "+34612345678", "locale": locale, "conversation": {"lastInboundAt": "2026-11-20T11:00:00Z"},
            "message": {"type": "text", "text": "x".repeat(length)}});
        let now = presend::Instant::parse("2026-11-20T12:00:00Z").unwrap();
        let report = presend::check(&cases::value(&draft), now).unwrap();
        report.findings.into_iter().find(|f| f.rule == "message.text-too-long").unwrap().fixes[0].clone()
    };
    assert_eq!(over("es", 4097), "Acórtalo en 1 carácter.");
    assert_eq!(over("es-MX", 4098), "Acórtalo en 2 caracteres.");
    assert_eq!(over("pt-BR", 4097), "Encurte em 1 caractere.");
    assert_eq!(over("pt", 4098), "Encurte em 2 caracteres.");
    assert_eq!(over("fr", 4098), "Shorten it by 2 characters.");
}
