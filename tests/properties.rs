//! What holds for any input.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs, clippy::unwrap_used)]

use presend::{Instant, Level, Value, Verdict, WindowState, check, phone, window};
use proptest::prelude::*;

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
        word.prop_map(Value::Text),
        prop::collection::vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(6, 80, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::vec((key.clone().prop_map(String::from), inner), 0..9).prop_map(Value::Map),
        ]
    })
}

/// A well-formed draft around a message of any kind.
fn draft() -> impl Strategy<Value = Value> {
    (anything(), anything(), "\\PC{0,20}").prop_map(|(message, templates, to)| {
        Value::Map(vec![
            ("to".into(), Value::Text(to)),
            ("message".into(), message),
            ("templates".into(), Value::List(vec![templates])),
        ])
    })
}

fn now() -> Instant {
    Instant::from_millis(NOW).unwrap()
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
