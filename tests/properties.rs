//! What holds for any input.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs, clippy::unwrap_used)]

mod cases;
mod holds;

use std::sync::LazyLock;

use holds::mutate::{Dice, Stock};
use holds::seeds;
use presend::{Instant, Level, Report, Verdict, WindowState, check, phone, window};
use proptest::prelude::*;

/// None of the values here borrow.
type Value = presend::Value<'static>;

const NOW: i64 = 1_795_176_000_000;

/// Values made of the words that drafts are made of, so that they get past the first reader.
fn anything() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "to",
        "country",
        "conversation",
        "lastInboundAt",
        "windowExpiresAt",
        "entryPoint",
        "kind",
        "startedAt",
        "messages",
        "from",
        "at",
        "contact",
        "sender",
        "number",
        "state",
        "dailyLimit",
        "message",
        "type",
        "text",
        "body",
        "template",
        "name",
        "language",
        "code",
        "components",
        "parameters",
        "index",
        "sub_type",
        "templates",
        "status",
        "category",
        "buttons",
        "url",
        "cards",
        "policy",
        "windowHours",
        "platform",
        "now",
        "header",
        "1",
        "parameter_name",
        "link",
        "id",
        "image",
        "location",
        "limited_time_offer",
        "expiration_time_ms",
        "format",
        "file",
        "bytes",
        "interactive",
        "action",
    ]);
    let word = prop_oneof![
        prop::sample::select(vec![
            "text",
            "template",
            "image",
            "BODY",
            "body",
            "HEADER",
            "BUTTONS",
            "button",
            "URL",
            "url",
            "APPROVED",
            "PAUSED",
            "en_US",
            "order",
            "Hi {{1}}, {{2}}",
            "{{{{1}}",
            "+919876543210",
            "2026-11-20T10:00:00Z",
            "1795083330",
            "intercom",
            "red",
            "IN",
            "US.1",
            "carousel",
            "CAROUSEL",
            "MARKETING",
            "\u{1f389}\u{fe0f}",
            "\u{202e}",
            "",
            "0",
        ])
        .prop_map(String::from),
        "\\PC{0,12}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<f64>().prop_map(Value::Number),
        (0u32..40).prop_map(|n| Value::Number(f64::from(n))),
        word.prop_map(Value::from),
        prop::collection::vec(any::<u8>(), 0..20).prop_map(|bytes| Value::Bytes(bytes.into())),
    ];
    leaf.prop_recursive(6, 80, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::vec((key.clone().prop_map(Into::into), inner), 0..9).prop_map(Value::Map),
        ]
    })
}

/// A well-formed draft around a message of any kind.
fn draft() -> impl Strategy<Value = Value> {
    (anything(), anything(), "\\PC{0,20}").prop_map(|(message, templates, to)| {
        Value::Map(vec![
            ("to".into(), Value::from(to)),
            ("message".into(), message),
            ("templates".into(), Value::List(vec![templates])),
        ])
    })
}

fn now() -> Instant {
    later(NOW)
}

fn later(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap()
}

/// What of a report the clock can change.
fn view(report: &Report) -> impl PartialEq + std::fmt::Debug + use<> {
    let findings: Vec<_> = report.findings.iter().map(|f| (f.rule, f.level, f.at.clone())).collect();
    (report.verdict, report.allowed, report.window.state, report.window.price.is_some(), findings)
}

/// A sound draft in which many things run by the clock.
fn clocked() -> impl Strategy<Value = Value> {
    let time = || prop::option::weighted(0.7, -200_000_000i64..200_000_000);
    let near = prop_oneof![-86_500_000i64..-86_300_000, -200_000_000i64..0, 0i64..400_000];
    let times = (near, time(), time(), time(), time(), time());
    (times, prop::collection::vec(-300_000i64..0, 0..60), any::<bool>()).prop_map(
        |((last, expires, token, offer, held, entry), sent, free)| {
            let iso = |at: i64| Value::from(later(NOW + at).to_string());
            let map = |members: Vec<(&'static str, Value)>| Value::Map(members.into_iter().map(|(k, v)| (k.into(), v)).collect());
            let text = |text: &str| Value::from(text.to_string());
            let message = |from: &str, at: i64| map(vec![("from", text(from)), ("at", iso(at))]);
            let mut history: Vec<Value> = sent.into_iter().map(|at| message("business", at)).collect();
            history.push(message("customer", last));
            let mut conversation = vec![("messages", Value::List(history))];
            conversation.extend(expires.map(|at| ("windowExpiresAt", iso(at))));
            conversation.extend(entry.map(|at| {
                let answered = ("repliedAt", iso(at + 1_000));
                ("entryPoint", map(vec![("kind", text("ad")), ("startedAt", iso(at)), answered]))
            }));
            let sender = token.map(|at| ("tokenExpiresAt", iso(at)));
            let contact = held.map(|at| ("marketingHeldBackAt", iso(at)));
            let template = r#"{"name": "tonight", "language": "en", "category": "MARKETING", "status": "APPROVED", "components": [
                {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Ends", "has_expiration": true}},
                {"type": "BODY", "text": "Take the code before it is gone."}]}"#;
            let offered = offer.map(|at| {
                #[allow(clippy::cast_precision_loss)]
                let end = map(vec![("expiration_time_ms", Value::Number((NOW + at) as f64))]);
                let parameter = map(vec![("type", text("limited_time_offer")), ("limited_time_offer", end)]);
                map(vec![("type", text("limited_time_offer")), ("parameters", Value::List(vec![parameter]))])
            });
            let sent = map(vec![
                ("name", text("tonight")),
                ("language", text("en")),
                ("components", Value::List(offered.into_iter().collect())),
            ]);
            map(vec![
                ("to", text("+919876543210")),
                ("conversation", map(conversation)),
                ("sender", map(sender.into_iter().collect())),
                ("contact", map(contact.into_iter().collect())),
                ("templates", Value::List(vec![Value::from_json(template).unwrap()])),
                ("message", if free {
                    map(vec![("type", text("text")), ("text", text("Hello"))])
                } else {
                    map(vec![("type", text("template")), ("template", sent)])
                }),
            ])
        },
    )
}

proptest! {
    #[test]
    fn any_input_is_answered_or_refused_with_a_reason(input in prop_oneof![anything(), draft()]) {
        match check(&input, now()) {
            Ok(report) => {
                let fails = report.findings.iter().any(|f| f.level == Level::Fail);
                prop_assert_eq!(fails, report.verdict == Verdict::Blocked);
                prop_assert!(report.changes_at.is_none_or(|at| at > now()) || input.get("now").is_some());
            }
            Err(error) => prop_assert!(!error.message().is_empty()),
        }
    }

    #[test]
    fn any_text_is_a_recipient_or_has_a_finding(text in "\\PC{0,40}") {
        let report = phone(&text, &Value::Null).unwrap();
        prop_assert!(report.digits.is_some() || !report.findings.is_empty() || text.contains('.'));
    }

    #[test]
    fn a_window_only_ever_closes(gap in 0i64..200_000_000, later in 0i64..200_000_000) {
        let conversation = Value::Map(vec![("lastInboundAt".into(), Value::Number((NOW - 200_000_000) as f64))]);
        let at = |millis| window(&conversation, &Value::Null, Instant::from_millis(NOW - 200_000_000 + millis).unwrap()).unwrap();
        let rank = |state| [WindowState::Open, WindowState::Closing, WindowState::Closed].iter().position(|s| *s == state).unwrap();
        let (first, second) = (at(gap), at(gap + later));
        prop_assert!(rank(first.state) <= rank(second.state));
        prop_assert!(first.remaining_seconds >= second.remaining_seconds);
        prop_assert_eq!(first.free_form, Some(gap < 86_400_000));
    }

    /// `changesAt` is the next change: just before it the report is the same, at it another, and nothing changes in between.
    #[test]
    fn a_report_changes_when_it_says_so(draft in clocked(), between in 0.0f64..1.0) {
        let report = check(&draft, now()).unwrap();
        let Some(change) = report.changes_at else {
            // Nothing will change: not in a year either.
            prop_assert_eq!(view(&check(&draft, later(NOW + 366 * 86_400_000)).unwrap()), view(&report));
            return Ok(());
        };
        prop_assert!(change > now());
        let gap = change.millis() - NOW;
        for millis in [NOW + (gap as f64 * between) as i64, change.millis() - 1] {
            prop_assert_eq!(view(&check(&draft, later(millis)).unwrap()), view(&report), "changes before {}", change);
        }
        prop_assert_ne!(view(&check(&draft, change).unwrap()), view(&report), "nothing changes at {}", change);
    }

    /// The same of the window by itself.
    #[test]
    fn a_window_changes_when_it_says_so(draft in clocked(), between in 0.0f64..1.0) {
        let at = |millis: i64| {
            let report = window(draft.get("conversation").unwrap(), &Value::Null, later(millis)).unwrap();
            let findings: Vec<_> = report.findings.iter().map(|f| (f.rule, f.level)).collect();
            ((report.state, report.free_form, report.price.is_some(), findings), report.changes_at)
        };
        let (report, change) = at(NOW);
        let Some(change) = change.map(Instant::millis) else {
            prop_assert_eq!(at(NOW + 366 * 86_400_000).0, report);
            return Ok(());
        };
        prop_assert_eq!(&at(NOW + ((change - NOW) as f64 * between) as i64).0, &report);
        prop_assert_eq!(&at(change - 1).0, &report);
        prop_assert_ne!(at(change).0, report);
    }

    /// Time only ever closes a window and lets offers and tokens run out: what is blocked by the window stays so.
    #[test]
    fn free_text_is_never_allowed_again(draft in clocked(), steps in prop::collection::vec(0i64..40_000_000, 1..6)) {
        let (mut at, mut closed) = (NOW, false);
        for step in steps {
            at += step;
            let state = check(&draft, later(at)).unwrap().window.free_form;
            prop_assert!(!closed || state == Some(false));
            closed = state == Some(false);
        }
    }

    #[test]
    fn a_time_reads_as_it_was_written(millis in 0i64..253_402_300_799_999) {
        let instant = Instant::from_millis(millis).unwrap();
        prop_assert_eq!(Instant::parse(&instant.to_string()).unwrap(), instant);
    }

    #[test]
    fn any_text_is_a_time_or_is_refused(text in "[0-9TZ:. +-]{0,30}|\\PC{0,30}") {
        let _ = Instant::parse(&text);
    }
}

/// What the corpora hold is true of them as they stand.
#[test]
fn it_holds_of_the_corpora() {
    seeds::drafts().iter().for_each(holds::draft);
    for seed in seeds::payloads() {
        pair(&seed, |message, templates| holds::payload(message.clone(), templates.clone()));
    }
    seeds::templates().iter().for_each(|seed| pair(seed, holds::template));
    for evidence in seeds::evidence() {
        holds::diagnose(&Value::from(evidence), &Value::Null);
    }
    for (text, country) in &seeds::phones() {
        holds::phone(text, Some(country.as_str()).filter(|country| !country.is_empty()));
    }
    seeds::times().iter().for_each(|text| holds::time(text));
    for (bytes, options) in seeds::lists() {
        holds::list(&bytes, &options);
    }
}

fn pair(seed: &Value, holds: impl FnOnce(&Value, &Value)) {
    let Value::List(both) = seed else { return };
    if let [first, second] = &both[..] {
        holds(first, second);
    }
}

static STOCK: LazyLock<Stock> = LazyLock::new(|| Stock::of(&seeds::CORPORA));

/// One of the seeds, bent at some places.
fn bent(seeds: fn() -> Vec<Value>) -> impl Strategy<Value = Value> {
    let seeds = seeds();
    (0..seeds.len(), any::<u64>(), 0usize..6).prop_map(move |(seed, dice, times)| {
        let (mut value, mut dice) = (seeds[seed].clone(), Dice::new(dice));
        for _ in 0..times {
            STOCK.bend(&mut value, &mut dice);
        }
        value
    })
}

fn bent_text(seeds: Vec<String>) -> impl Strategy<Value = String> {
    (prop::sample::select(seeds), any::<u64>(), 0usize..4).prop_map(|(seed, dice, times)| {
        let mut dice = Dice::new(dice);
        (0..times).fold(seed, |text, _| holds::mutate::bend_text(&text, &mut dice))
    })
}

proptest! {
    #[test]
    fn it_holds_of_any_draft(draft in bent(seeds::drafts)) {
        holds::draft(&draft);
    }

    #[test]
    fn it_holds_of_any_payload(seed in bent(seeds::payloads)) {
        pair(&seed, |message, templates| holds::payload(message.clone(), templates.clone()));
    }

    #[test]
    fn it_holds_of_any_template(seed in bent(seeds::templates)) {
        pair(&seed, holds::template);
    }

    #[test]
    fn it_holds_of_any_evidence(text in bent_text(seeds::evidence()), object in bent(seeds::payloads), mask: bool) {
        let options = holds::map([("mask", Value::Bool(mask))]);
        holds::diagnose(&Value::from(text), &options);
        holds::diagnose(&object, &options);
    }

    #[test]
    fn it_holds_of_any_number(text in bent_text(seeds::phones().into_iter().map(|(text, _)| text).collect()), country in "[A-Z]{2}|") {
        holds::phone(&text, Some(country.as_str()).filter(|country| !country.is_empty()));
    }

    #[test]
    fn it_holds_of_any_time(text in bent_text(seeds::times())) {
        holds::time(&text);
    }

    #[test]
    fn it_holds_of_any_list(seed in prop::sample::select(seeds::lists()), dice: u64, times in 0usize..4, safe in any::<prop::sample::Index>()) {
        let (mut bytes, options) = seed;
        let mut dice = Dice::new(dice);
        for _ in 0..times {
            let at = dice.roll(bytes.len() + 1);
            let odd = b",;\t|\n\r\"'=+0\xff\x00 "[safe.index(14)];
            if dice.roll(2) == 0 { bytes.insert(at, odd) } else { bytes.truncate(at) }
        }
        holds::list(&bytes, &options);
    }
}
