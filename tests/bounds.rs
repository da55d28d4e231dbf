//! How the work grows with the input: four times as much input takes about four times as long, whatever it is made of.
//! Measured is the time of the processor, not that on the wall, so that other programs do not matter.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod cases;
mod holds;

use cases::value;
use holds::{Value, map, now};
use presend::{List, MAX_VALUES, Which};
use serde_json::json;

/// How long this thread has been at work, in milliseconds.
fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

fn cost(work: impl FnOnce()) -> f64 {
    let before = worked();
    work();
    worked() - before
}

/// Input of a size, in characters more or less, for a call.
type Shape = (&'static str, fn(usize) -> Value, fn(&Value));

fn text(piece: &str, size: usize) -> Value {
    Value::from(piece.repeat(size / piece.len()))
}

fn many(size: usize, each: usize, item: impl Fn(usize) -> serde_json::Value) -> serde_json::Value {
    (0..size / each).map(item).collect()
}

fn of(json: serde_json::Value) -> Value {
    value(&json)
}

fn check(draft: &Value) {
    let _ = presend::check(draft, now());
}

fn template(template: &Value) {
    let _ = presend::template(template, &Value::Null);
}

fn diagnose(evidence: &Value) {
    let _ = presend::diagnose(evidence, &Value::Null);
}

fn phone(input: &Value) {
    let Value::Text(input) = input else { return };
    let _ = presend::phone(input, &Value::Null);
    let _ = presend::phone(input, &map([("country", Value::from("DE"))]));
    presend::is_valid_phone(input, None);
    presend::is_valid_phone(input, Some("IN"));
}

fn window(conversation: &Value) {
    let _ = presend::window(conversation, &Value::Null, now());
}

fn fit(templates: &Value) {
    let _ =
        presend::fit(templates, &of(json!({"to": "+4915123456789", "conversation": {"lastInboundAt": null}})), now());
}

fn list(contacts: &Value) {
    let Value::Text(contacts) = contacts else { return };
    let mut list = List::open(Value::Null, now(), contacts.len()).unwrap();
    if list.feed(contacts.as_bytes()).is_ok() && list.finish().is_ok() {
        let (mut out, mut next) = (Vec::new(), Some(0));
        while let Some(from) = next {
            next = list.csv(Which::All, true, from, &mut out);
        }
    }
}

fn options(options: &Value) {
    let _ = presend::rules(options);
    let _ = presend::failures(options);
    let _ = presend::phone("+4915123456789", options);
    let _ = List::open(options.clone(), now(), 0);
}

fn draft_of(message: serde_json::Value) -> Value {
    of(json!({"to": "+4915123456789", "conversation": {"lastInboundAt": "2026-11-20T10:00:00Z"}, "message": message}))
}

fn says(piece: &str, size: usize) -> Value {
    draft_of(json!({"type": "text", "text": piece.repeat(size / piece.len())}))
}

fn body(piece: &str, size: usize) -> Value {
    let text = piece.repeat(size.div_ceil(piece.len()));
    of(json!({"name": "a", "language": "en", "category": "UTILITY", "components": [
        {"type": "HEADER", "format": "TEXT", "text": text}, {"type": "BODY", "text": text},
        {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Go", "url": text}]}]}))
}

fn numbered(size: usize) -> String {
    (1..=size / 8).map(|n| format!("{{{{{n}}}}} ")).collect()
}

/// A message that fills a template, and both given by the same pieces.
fn filled(size: usize) -> Value {
    let parameters: serde_json::Map<_, _> = (1..=size / 20).map(|n| (n.to_string(), json!("x"))).collect();
    let template = json!({"name": "a", "language": "en", "status": "APPROVED", "category": "UTILITY",
        "components": [{"type": "BODY", "text": numbered(size / 3)}]});
    of(json!({"to": "+4915123456789", "templates": [template],
        "message": {"type": "template", "template": {"name": "a", "language": "en", "parameters": parameters}}}))
}

fn one_template(number: usize) -> serde_json::Value {
    json!({"name": format!("t{number}"), "language": "en", "status": "PAUSED", "category": "MARKETING",
        "components": [{"type": "BODY", "text": "Come {{1}} and see"}]})
}

fn status(number: usize, id: usize) -> serde_json::Value {
    json!({"id": format!("wamid.{id}"), "status": "failed", "timestamp": 1_795_000_000 + number, "recipient_id": "4915123456789",
        "errors": [{"code": 131_000 + number % 60, "title": format!("Something odd {number}")}]})
}

fn webhook(size: usize, id: fn(usize) -> usize) -> Value {
    let statuses = many(size, 150, |number| status(number, id(number)));
    of(json!({"entry": [{"changes": [{"value": {"statuses": statuses}}]}]}))
}

const SHAPES: &[Shape] = &[
    ("check: plain text", |n| says("word ", n), check),
    ("check: braces", |n| says("{{", n), check),
    ("check: links", |n| says("https://a.example/x ", n), check),
    ("check: line breaks", |n| says("\n", n), check),
    ("check: emoji", |n| says("\u{1f469}\u{200d}\u{1f4bb}", n), check),
    ("check: marks", |n| says("*_~`", n), check),
    (
        "check: a recipient of digits",
        |n| of(json!({"to": "1".repeat(n), "message": {"type": "text", "text": "a"}})),
        check,
    ),
    ("check: a filled template", filled, check),
    (
        "check: templates that are not meant",
        |n| {
            of(
                json!({"to": "+4915123456789", "conversation": {"lastInboundAt": null}, "templates": many(n, 150, one_template),
            "message": {"type": "text", "text": "a"}}),
            )
        },
        check,
    ),
    (
        "check: empty components",
        |n| {
            draft_of(json!({"type": "template", "template": {"name": "a", "language": "en",
        "components": many(n, 10, |_| json!({}))}}))
        },
        check,
    ),
    (
        "check: buttons given",
        |n| {
            draft_of(json!({"type": "template", "template": {"name": "a", "language": "en",
        "components": many(n, 50, |i| json!({"type": "button", "sub_type": "url", "index": i, "parameters": [{"type": "text", "text": ""}]}))}}))
        },
        check,
    ),
    (
        "check: buttons without values",
        |n| {
            of(json!({"to": "+4915123456789",
            "conversation": {"messages": many(n, 10, |i| json!({"from": "customer", "at": 1_795_000_000 + i}))},
            "message": {"type": "template", "template": {"name": "a", "language": "en"}},
            "templates": [{"name": "a", "language": "en", "status": "APPROVED", "components": [{"type": "BUTTONS",
            "buttons": many(n, 20, |i| json!({"type": "URL", "text": "a", "url": format!("https://a.example/{i}/{{{{1}}}}")}))}]}]}))
        },
        check,
    ),
    (
        "check: rows of a list",
        |n| {
            draft_of(json!({"type": "interactive", "interactive": {"type": "list", "body": {"text": "a"},
        "action": {"button": "a", "sections": [{"rows": many(n, 50, |i| json!({"id": i % 7, "title": "a b"}))}]}}}))
        },
        check,
    ),
    (
        "check: sections of a list",
        |n| {
            draft_of(json!({"type": "interactive", "interactive": {"type": "list", "body": {"text": "a"},
        "action": {"button": "a", "sections": many(n, 50, |_| json!({"rows": [{"id": "1", "title": ""}]}))}}}))
        },
        check,
    ),
    (
        "check: reply buttons",
        |n| {
            draft_of(json!({"type": "interactive", "interactive": {"type": "button", "body": {"text": "a"},
        "action": {"buttons": many(n, 50, |i| json!({"type": "reply", "reply": {"id": i.to_string(), "title": format!("b{i}")}}))}}}))
        },
        check,
    ),
    (
        "check: contacts",
        |n| draft_of(json!({"type": "contacts", "contacts": many(n, 50, |_| json!({"phones": [{"phone": "x"}]}))})),
        check,
    ),
    (
        "check: unknown members",
        |n| {
            let members: serde_json::Map<_, _> = (0..n / 20).map(|i| (format!("k{i}"), json!(i))).collect();
            draft_of(json!({"type": "text", "text": members}))
        },
        check,
    ),
    (
        "window: messages",
        |n| of(json!({"messages": many(n, 60, |i| json!({"from": "customer", "at": 1_795_000_000 + i}))})),
        window,
    ),
    ("template: variables", |n| body("{{1}} ", n), template),
    ("template: numbered variables", |n| body(&numbered(n), n), template),
    ("template: braces", |n| body("{{", n), template),
    ("template: braces, closed far away", |n| body(&["{{".repeat(n / 6), "}}".into()].concat(), n), template),
    ("template: marks", |n| body("*_~`", n), template),
    ("template: marks with words", |n| body("*a _b ~c `d ```", n), template),
    ("template: lines", |n| body("* a\n1. b\n> c\n", n), template),
    ("template: spaces", |n| body(" \n\t", n), template),
    ("template: emoji", |n| body("\u{1f389}\u{fe0f}", n), template),
    ("template: links", |n| body("wa.me/1 bit.ly/x ", n), template),
    (
        "template: components",
        |n| of(json!({"name": "a", "components": many(n, 20, |_| json!({"type": "x"}))})),
        template,
    ),
    (
        "template: buttons",
        |n| {
            of(json!({"name": "a", "components": [{"type": "BUTTONS",
        "buttons": many(n, 50, |i| json!({"type": "QUICK_REPLY", "text": format!("b{i}")}))}]}))
        },
        template,
    ),
    (
        "template: link buttons",
        |n| {
            of(json!({"name": "a", "components": [{"type": "BUTTONS",
        "buttons": many(n, 50, |i| json!({"type": "URL", "text": "a", "url": format!("https://a.example/{i}/{{{{1}}}}")}))}]}))
        },
        template,
    ),
    (
        "template: cards",
        |n| {
            of(json!({"name": "a", "components": [{"type": "CAROUSEL",
        "cards": many(n, 60, |_| json!({"components": [{"type": "BODY", "text": "a {{1}}"}]}))}]}))
        },
        template,
    ),
    ("fit: templates", |n| of(many(n, 150, one_template)), fit),
    ("phone: digits", |n| text("1", n), phone),
    ("phone: plus signs", |n| text("+", n), phone),
    ("phone: marks", |n| text("(-", n), phone),
    ("phone: extensions", |n| text("1 ext. ", n), phone),
    ("phone: links", |n| text("https://wa.me/", n), phone),
    ("phone: commas", |n| text(",", n), phone),
    ("phone: semicolons", |n| text("1;", n), phone),
    ("phone: letters", |n| text("FLOWERS", n), phone),
    ("phone: other digits", |n| text("\u{660}", n), phone),
    ("phone: tel", |n| text("tel:+1;phone-context=", n), phone),
    ("diagnose: codes", |n| text("131047 ", n), diagnose),
    ("diagnose: numbers", |n| text("(#131026) error 470: ", n), diagnose),
    ("diagnose: braces", |n| text("{", n), diagnose),
    ("diagnose: brackets", |n| text("[{\"a\":", n), diagnose),
    ("diagnose: quotes", |n| text("\"", n), diagnose),
    ("diagnose: backslashes", |n| text("\\\"", n), diagnose),
    ("diagnose: escaped often", |n| text("%257B%2522code", n), diagnose),
    ("diagnose: ids", |n| text("wamid.AAA= ", n), diagnose),
    ("diagnose: words", |n| text("the message could not be delivered because ", n), diagnose),
    ("diagnose: near words", |n| text("Message failed to send more than 24 hours ", n), diagnose),
    ("diagnose: one word", |n| text("a", n), diagnose),
    ("diagnose: lines", |n| text("error\n", n), diagnose),
    ("diagnose: a table", |n| text("id,status,code\n1,failed,131047\n", n), diagnose),
    ("diagnose: emoji", |n| text("\u{1f389} 131047 ", n), diagnose),
    ("diagnose: statuses", |n| webhook(n, |i| i), diagnose),
    ("diagnose: statuses of one message", |n| webhook(n, |_| 1), diagnose),
    (
        "diagnose: statuses without id",
        |n| of(many(n, 60, |i| json!({"status": "failed", "errors": [{"code": i}]}))),
        diagnose,
    ),
    (
        "diagnose: members",
        |n| of((0..n / 20).map(|i| (format!("k{i}"), json!(i))).collect::<serde_json::Map<_, _>>().into()),
        diagnose,
    ),
    ("list: numbers", |n| text("+4915123456789\n", n), list),
    ("list: commas", |n| text(",", n), list),
    ("list: quotes", |n| text("\"", n), list),
    ("list: open quotes", |n| text("\"a,b\n", n), list),
    ("list: quotes inside", |n| text("a\"b,\"c\"d\n", n), list),
    ("list: line ends", |n| text("\r\n", n), list),
    ("list: one line", |n| text("1", n), list),
    (
        "list: different numbers",
        |n| Value::from((0..n / 14).map(|i| format!("+4915{:09}\n", i % 1_000_000_000)).collect::<String>()),
        list,
    ),
    ("list: wide", |n| Value::from([vec!["a"; n / 4].join(","), vec!["1"; n / 4].join(",")].join("\n")), list),
    ("options: a long name", |n| of(json!({"platform": "x".repeat(n), "locale": "y".repeat(n)})), options),
    (
        "options: suppressed numbers",
        |n| of(json!({"suppress": many(n, 20, |i| json!(format!("+4915{i:09}")))})),
        options,
    ),
];

#[test]
fn work_grows_with_the_input() {
    let size: usize = std::env::var("SIZE").map_or(8_000, |size| size.parse().unwrap());
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut worse = Vec::new();
    for (name, shape, call) in SHAPES.iter().filter(|(name, ..)| name.contains(&only)) {
        let (small, large) = (shape(size), shape(4 * size));
        call(&small);
        let (few, many) = (cost(|| call(&small)), cost(|| call(&large)));
        println!("{name}: {few:.1} ms, {many:.1} ms");
        if many > 8.0 * few + 40.0 {
            worse.push(format!("{name}: {few:.0} ms, then {many:.0} ms"));
        }
    }
    assert!(worse.is_empty(), "four times as much input took longer than that:\n{}", worse.join("\n"));
}

/// A message that is as large as it may be, and one value more.
#[test]
fn a_message_has_a_bound() {
    // The message, its kind, its content and the list in it are four values beside the items.
    let of_size = |values: usize| draft_of(json!({"type": "contacts", "contacts": vec![1; values - 3]}));
    let error = |values| presend::check(&of_size(values), now()).unwrap_err();
    assert_eq!(error(MAX_VALUES).path(), "message.contacts[0]", "it was read, and its first item is no object");
    assert_eq!(error(MAX_VALUES + 1).path(), "message");
    assert!(error(MAX_VALUES + 1).message().contains("20000 values"));
}

/// The same of a template, wherever one is given.
#[test]
fn a_template_has_a_bound() {
    let of_size =
        |values: usize| json!({"name": "a", "language": "en", "status": "APPROVED", "odd": vec![1; values - 5]});
    let (fits, over) = (of_size(MAX_VALUES), of_size(MAX_VALUES + 1));
    let read = |template: &serde_json::Value| presend::template(&value(template), &Value::Null).map(|_| ());
    assert_eq!((read(&fits), read(&over).unwrap_err().path()), (Ok(()), ""));
    let fit = |template: &serde_json::Value| presend::fit(&of(json!([template])), &of(json!({})), now()).map(|_| ());
    assert_eq!((fit(&fits), fit(&over).unwrap_err().path()), (Ok(()), "[0]"));
    let sent = json!({"type": "template", "template": {"name": "a", "language": "en"}});
    let check = |template: &serde_json::Value| {
        presend::check(&of(json!({"to": "+4915123456789", "message": sent, "templates": [template]})), now())
            .map(|_| ())
    };
    assert_eq!((check(&fits), check(&over).unwrap_err().path()), (Ok(()), "templates[0]"));
    let options = |template: &serde_json::Value| json!({"template": template, "mapping": {}});
    let list = |template: &serde_json::Value| List::open(of(options(template)), now(), 0).map(|_| ());
    assert_eq!((list(&fits), list(&over).unwrap_err().path()), (Ok(()), "template"));
}

/// However much is wrong, it is said a bounded number of times, and the verdict is the same.
#[test]
fn findings_have_a_bound() {
    let broken = |rows: usize| {
        let rows = vec![json!({"id": "", "title": ""}); rows];
        let report = presend::check(
            &draft_of(json!({"type": "interactive", "interactive": {"type": "list", "body": {"text": "a"},
            "action": {"button": "a", "sections": [{"rows": rows}]}}})),
            now(),
        )
        .unwrap();
        let rules: std::collections::BTreeSet<_> = report.findings.iter().map(|f| (f.rule, f.level)).collect();
        (report.verdict, rules, report.findings.len())
    };
    let (few, many) = (broken(20), broken(3_000));
    assert_eq!((few.0, few.1), (many.0, many.1));
    assert!(few.2 < many.2 && many.2 < 250, "{} findings, then {}", few.2, many.2);
}

#[test]
fn a_list_has_a_bound() {
    for size in [u32::MAX as usize, usize::MAX / 2] {
        let Err(error) = List::open(Value::Null, now(), size) else { panic!("a list of {size} bytes was begun") };
        assert_eq!(error.path(), "contacts");
        assert!(error.message().contains("split it"));
    }
}

/// Text that is not taken for a number costs nothing, and is said to be none.
#[test]
fn a_number_has_a_bound() {
    for (length, readable) in [(250, true), (251, false)] {
        let text = format!("+4915123456789{}", " ".repeat(length - 15)) + "x";
        let report = presend::phone(&text, &Value::Null).unwrap();
        assert_eq!((report.digits.is_some(), presend::is_valid_phone(&text, None)), (readable, readable), "{length}");
    }
}
