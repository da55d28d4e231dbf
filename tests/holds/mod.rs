//! What has to hold of every answer, whatever went in: asked of made-up input by `tests/properties.rs`, and of far more of
//! it by the targets in `fuzz/`.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod mutate;
pub mod seeds;

use std::collections::BTreeMap;

use presend::{
    DiagnosisStatus, Error, Finding, Instant, Level, List, ListSummary, Report, RowStatus, Verdict, Which, WindowState,
};

/// None of the values here borrow.
pub type Value = presend::Value<'static>;

/// 2026-11-20T12:00:00Z, at which the corpora are judged.
pub fn now() -> Instant {
    Instant::from_millis(1_795_176_000_000).unwrap()
}

pub fn map<const N: usize>(members: [(&'static str, Value); N]) -> Value {
    Value::Map(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

// ── Places

/// Every value that a path may mean. Keys may hold points and brackets, and a key may stand in an object twice.
fn places<'v>(value: &'v Value, path: &str, found: &mut Vec<&'v Value>) {
    if path.is_empty() {
        found.push(value);
        return;
    }
    let path = path.strip_prefix('.').unwrap_or(path);
    match value {
        Value::List(items) => {
            let Some((index, rest)) = path.strip_prefix('[').and_then(|path| path.split_once(']')) else { return };
            if let Some(item) = index.parse().ok().and_then(|index: usize| items.get(index)) {
                places(item, rest, found);
            }
        }
        Value::Map(members) => {
            for (key, member) in members {
                if let Some(rest) =
                    path.strip_prefix(&**key).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
                {
                    places(member, rest, found);
                }
            }
        }
        _ => {}
    }
}

/// The piece of a text between two UTF-16 offsets, unless they lie outside or within a character.
fn cut(text: &str, (start, end): (u32, u32)) -> Option<(usize, usize)> {
    let byte = |offset: u32| {
        let mut units = 0;
        for (at, c) in text.char_indices() {
            if units >= offset {
                return (units == offset).then_some(at);
            }
            units += c.len_utf16() as u32;
        }
        (units == offset).then_some(text.len())
    };
    let (from, to) = (byte(start)?, byte(end)?);
    (from <= to).then_some((from, to))
}

/// The range lies inside a text that stands at the path, on borders of characters.
fn lies_inside(root: &Value, at: &str, range: (u32, u32)) {
    let mut found = Vec::new();
    places(root, at, &mut found);
    let fits = found.iter().any(|value| matches!(value, Value::Text(text) if cut(text, range).is_some()));
    assert!(fits, "{range:?} is not inside a text at {at:?}: {found:?}");
}

// ── Findings

/// Findings are complete, in the order of the contract, and point into the input.
pub fn findings(root: &Value, findings: &[Finding]) {
    assert!(findings.is_sorted_by_key(|f| (f.stage, f.level)), "out of order: {findings:?}");
    for finding in findings {
        let rule = finding.rule;
        assert!(!finding.message.is_empty() && !finding.why.is_empty(), "{rule} has no words");
        assert!(finding.message.len() < 2_000 && finding.fixes.len() < 12, "{rule} says too much: {finding:?}");
        let unknown = finding.level == Level::Unknown;
        assert_eq!((finding.missing.is_some(), finding.obtainable.is_some()), (unknown, unknown), "{rule}");
        if let Some(range) = finding.range {
            lies_inside(root, finding.at.as_deref().expect("a range without a place"), range);
        }
        if let Some(edit) = &finding.edit {
            lies_inside(root, &edit.at, edit.range);
            assert!(!edit.label.is_empty(), "{rule} offers an edit without a label");
        }
    }
}

/// An error has a sentence of readable length.
pub fn error(error: &Error) {
    assert!(!error.message().is_empty() && error.message().len() < 1_000, "{error:?}");
    assert!(!error.message().contains("JSON that can be read"), "{error:?}");
}

/// The verdict is what the findings say, and nothing that happened before `at` is announced as a change.
fn report(root: &Value, report: &Report) {
    findings(root, &report.findings);
    findings(root, &report.to.findings);
    findings(root, &report.window.findings);
    let has = |level| report.findings.iter().any(|f| f.level == level);
    let undecided = report.findings.iter().any(|f| f.obtainable == Some(true));
    let verdict = match () {
        () if has(Level::Fail) => Verdict::Blocked,
        () if has(Level::Risk) || undecided => Verdict::Risky,
        () => Verdict::Send,
    };
    assert_eq!(report.verdict, verdict);
    digits(report.to.digits.as_deref());
    let open = matches!(report.window.state, WindowState::Open | WindowState::Closing);
    assert_eq!(open, report.window.free_form == Some(true));
    assert!(report.window.remaining_seconds >= 0 && (open || report.window.remaining_seconds == 0));
}

/// Some digits, no more than any number has.
fn digits(digits: Option<&str>) {
    let Some(digits) = digits else { return };
    assert!((1..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()), "{digits}");
}

// ── Entry points

/// Reading a text as a phone number, in a country or without.
pub fn phone(text: &str, country: Option<&str>) {
    let options = country.map_or(Value::Null, |country| map([("country", Value::from(country.to_string()))]));
    let Ok(read) = presend::phone(text, &options) else {
        // A country that is none; `isValidPhone` has no errors.
        presend::is_valid_phone(text, country);
        return;
    };
    assert_eq!(presend::phone(text, &options).as_ref(), Ok(&read), "read twice");
    findings(&map([("input", Value::from(text.to_string()))]), &read.findings);
    digits(read.digits.as_deref());
    let country = country.map(str::trim).filter(|country| !country.is_empty());
    assert_eq!(presend::is_valid_phone(text, country), read.valid, "isValidPhone says otherwise than phone");
    assert!(read.possible || !read.valid, "valid, but not possible");
    let phone = read.kind == presend::RecipientKind::Phone;
    if phone && read.digits.is_none() {
        assert!(!read.valid && read.findings.iter().any(|f| f.level == Level::Fail), "nothing is said of {text:?}");
    }
    if let Some(digits) = read.digits.as_deref().filter(|_| read.valid) {
        // Its own international form is the same number; in a few countries a number may begin with what is the trunk
        // prefix, and loses it there as it does with Google.
        let again = presend::phone(&format!("+{digits}"), &Value::Null).unwrap();
        let same = (again.valid, again.digits.as_deref(), again.number_type) == (true, Some(digits), read.number_type);
        let shorter = again.digits.as_deref().is_some_and(|other| other.len() < digits.len());
        assert!(same || shorter, "{digits} reads as {:?}", again.digits);
    }
}

/// Reading a text as a time.
pub fn time(text: &str) {
    let read = Instant::parse(text);
    let value = presend::window(&map([("lastInboundAt", Value::from(text.to_string()))]), &Value::Null, now());
    assert_eq!(read.is_ok(), value.is_ok(), "a text and a member are read alike");
    let instant = match read {
        Ok(instant) => instant,
        Err(refused) => return error(&refused),
    };
    let written = instant.to_string();
    assert_eq!(written.len(), 24);
    assert_eq!(Instant::parse(&written), Ok(instant), "{written}");
    // A time without a zone is never guessed: there is a zone, or it is a number.
    let bare = text.trim().bytes().all(|b| b.is_ascii_digit());
    let clock = text.trim().get("2026-11-20".len()..).unwrap_or_default();
    assert!(bare || clock.contains(['Z', 'z', '+', '-']), "{text:?} has no zone");
}

/// Judging a whole draft, whatever it is.
pub fn draft(draft: &Value) {
    let read = presend::check(draft, now());
    let given = match &read {
        Ok(given) => given,
        Err(refused) => return error(refused),
    };
    assert_eq!(presend::check(draft, now()).as_ref(), Ok(given), "judged twice");
    report(draft, given);
    assert!(given.changes_at.is_none_or(|at| at > now()) || draft.get("now").is_some());
    // With templates that were synced, what may be used here is answered too: one answer for each, best first.
    if let Some(templates) = draft.get("templates") {
        fit(templates, draft);
    }
    edits(draft, given);
}

/// Each edit changes its text, and taking it leaves a draft that can be judged, without the same edit again.
fn edits(draft: &Value, given: &Report) {
    for finding in given.findings.iter().filter(|f| f.edit.is_some()) {
        let edit = finding.edit.as_ref().unwrap();
        let mut taken = draft.clone();
        if !take(&mut taken, &edit.at, edit.range, &edit.insert) {
            continue;
        }
        assert_ne!(&taken, draft, "{} offers what stands there already", finding.rule);
        // What is named instead, another template say, may be what cannot be read.
        let Ok(after) = presend::check(&taken, now()) else { continue };
        let same = after.findings.iter().any(|f| f.rule == finding.rule && f.edit == finding.edit);
        assert!(!same, "{} offers the same edit again: {edit:?}", finding.rule);
    }
}

/// Replaces a part of the text at a path; not where the path may mean several.
fn take(root: &mut Value, at: &str, range: (u32, u32), insert: &str) -> bool {
    let mut found = Vec::new();
    places(root, at, &mut found);
    let [Value::Text(text)] = found[..] else { return false };
    let Some((from, to)) = cut(text, range) else { return false };
    let changed = [&text[..from], insert, &text[to..]].concat();
    let place: *const Value = found[0];
    replace(root, place, &mut Some(Value::from(changed)));
    true
}

fn replace(value: &mut Value, place: *const Value, with: &mut Option<Value>) {
    if std::ptr::eq(value, place) {
        *value = with.take().unwrap();
        return;
    }
    match value {
        Value::List(items) => items.iter_mut().for_each(|item| replace(item, place, with)),
        Value::Map(members) => members.iter_mut().for_each(|(_, member)| replace(member, place, with)),
        _ => {}
    }
}

/// Which of the templates may be used.
pub fn fit(templates: &Value, draft: &Value) {
    let fits = match presend::fit(templates, draft, now()) {
        Ok(fits) => fits,
        Err(refused) => return error(&refused),
    };
    if let Value::List(items) = templates {
        assert_eq!(fits.len(), items.len(), "one answer for each template");
    }
    for fit in &fits {
        assert_eq!(fit.fits, fit.findings.iter().all(|f| f.level != Level::Fail), "{}", fit.name);
    }
    let best_first = fits.is_sorted_by_key(|fit| fit.findings.iter().map(|f| f.level).min() == Some(Level::Fail));
    assert!(best_first, "a template that does not fit stands before one that does");
}

/// Judging what would be sent to the Cloud API, in an open window: what comes out as a payload goes in again.
pub fn payload(message: Value, templates: Value) {
    let draft_of = |message: Value| {
        map([
            ("to", Value::from("+4915123456789")),
            ("conversation", map([("lastInboundAt", Value::from("2026-11-20T10:00:00Z"))])),
            ("templates", templates.clone()),
            ("message", message),
        ])
    };
    let given = draft_of(message);
    draft(&given);
    let Ok(report) = presend::check(&given, now()) else { return };
    // A Content template of Twilio's is given its values in one way there, and in another by the payload.
    let twilio = matches!(&templates, Value::List(all) if all.iter().any(|template| template.get("types").is_some()));
    if let Some(payload) = report.payload.filter(|_| !twilio) {
        let again = presend::check(&draft_of(payload.clone()), now()).expect("a payload is a message");
        let fails: Vec<_> = again.findings.iter().filter(|f| f.level == Level::Fail).collect();
        assert!(fails.is_empty() || report.verdict == Verdict::Blocked, "its own payload does not fit: {fails:?}");
        assert_eq!(again.payload.as_ref(), Some(&payload), "the payload of a payload is itself");
    }
}

/// Looking at a template by itself.
pub fn template(template: &Value, options: &Value) {
    let read = presend::template(template, options);
    let given = match &read {
        Ok(given) => given,
        Err(refused) => return error(refused),
    };
    assert_eq!(presend::template(template, options).as_ref(), Ok(given), "looked at twice");
    findings(template, &given.findings);
    assert_eq!(given.creatable, given.findings.iter().all(|f| f.level != Level::Fail));
    let body = given.preview.body.as_str();
    for span in &given.preview.spans {
        let (whole, inner) = (span.range, span.inner);
        assert!(cut(body, whole).is_some() && cut(body, inner).is_some(), "{span:?} in {body:?}");
        assert!(whole.0 <= inner.0 && inner.1 <= whole.1, "{span:?}");
    }
    for slot in &given.slots {
        assert!(!slot.name.is_empty() || slot.max.is_none(), "{slot:?}");
    }
    if let Some(creation) = &given.creation {
        // What would be sent to create it reads as the same template.
        let again = presend::template(creation, &Value::Null).expect("what creates a template is one");
        assert!(again.creatable, "its own creation does not hold: {:?}", again.findings);
        assert_eq!(again.slots.len(), given.slots.len());
    }
}

/// Why something failed, from any evidence.
pub fn diagnose(evidence: &Value, options: &Value) {
    let read = presend::diagnose(evidence, options);
    let given = match &read {
        Ok(given) => given,
        Err(refused) => return error(refused),
    };
    assert_eq!(presend::diagnose(evidence, options).as_ref(), Ok(given), "asked twice");
    let masked = options.get("mask") == Some(&Value::Bool(true));
    let stories = given.messages.iter().flatten();
    assert!(stories.clone().count() <= 500);
    for one in given.matches.iter().chain(stories.flat_map(|story| &story.matches)) {
        assert!(one.score <= 99 && !one.title.is_empty(), "{one:?}");
        let (Value::Text(text), Some(range)) = (evidence, one.evidence.range) else { continue };
        let (from, to) = cut(text, range).unwrap_or_else(|| panic!("{range:?} is not inside the evidence"));
        assert!(masked || one.evidence.text == text[from..to], "{:?} does not stand at {range:?}", one.evidence.text);
    }
    let first = given.matches.first();
    match given.status {
        DiagnosisStatus::Recognised => assert!(first.is_some_and(|first| first.score >= 50)),
        DiagnosisStatus::Unknown => assert!(first.is_none_or(|first| first.score < 50)),
        _ => {}
    }
    if given.counts.is_none() {
        assert!(given.matches.is_sorted_by_key(|one| std::cmp::Reverse(one.score)), "{:?}", given.matches);
    }
}

/// Reads a list in pieces of a size.
fn read_list(bytes: &[u8], options: &Value, piece: usize) -> Result<(List, ListSummary), Error> {
    let mut list = List::open(options.clone(), now(), 0)?;
    for piece in bytes.chunks(piece) {
        list.feed(piece)?;
    }
    let summary = list.finish()?;
    Ok((list, summary))
}

fn written(list: &List, which: Which, safe: bool) -> Vec<u8> {
    let (mut out, mut next) = (Vec::new(), Some(0));
    while let Some(from) = next {
        next = list.csv(which, safe, from, &mut out);
    }
    out
}

/// A whole contact list: every row that goes in comes out, once.
pub fn list(bytes: &[u8], options: &Value) {
    let (list, summary) = match read_list(bytes, options, usize::MAX) {
        Ok(read) => read,
        Err(refused) => return error(&refused),
    };
    let (parts, other) = read_list(bytes, options, 7).expect("a list in pieces is the same list");
    assert_eq!(other, summary, "read in pieces of seven bytes");
    assert_eq!(summary.rows, summary.sendable + summary.risky + summary.blocked + summary.duplicates);
    findings(options, &summary.findings);
    let mut seen = BTreeMap::<&str, u32>::new();
    for index in 0..summary.rows {
        let row = list.row(index).expect("a row that was counted");
        digits(row.digits.as_deref().filter(|_| !row.digits.as_deref().is_some_and(|d| d.contains('.'))));
        let fails = row.findings.iter().any(|f| f.level == Level::Fail);
        match row.status {
            RowStatus::Sendable => assert!(row.findings.iter().all(|f| f.level > Level::Risk), "{row:?}"),
            RowStatus::Risky => assert!(!fails, "{row:?}"),
            RowStatus::Blocked => assert!(fails, "{row:?}"),
            _ => {}
        }
        *seen
            .entry(match row.status {
                RowStatus::Sendable => "sendable",
                RowStatus::Risky => "risky",
                RowStatus::Blocked => "blocked",
                _ => "duplicate",
            })
            .or_default() += 1;
    }
    let of = |status: &str| seen.get(status).copied().unwrap_or(0);
    assert_eq!(
        (of("sendable"), of("risky"), of("blocked"), of("duplicate")),
        (summary.sendable as u32, summary.risky as u32, summary.blocked as u32, summary.duplicates as u32)
    );
    assert!(list.row(summary.rows).is_err(), "a row beyond the last");
    for which in [Which::All, Which::Sendable, Which::Blocked] {
        let out = written(&list, which, false);
        assert_eq!(written(&parts, which, false), out, "written from pieces");
        let bound = 4 * bytes.len() + 1024 + 512 * summary.rows;
        assert!(out.len() <= bound, "{} bytes of {}", out.len(), bytes.len());
        assert!(written(&list, which, true).len() >= out.len(), "safe cells only ever gain");
    }
}
