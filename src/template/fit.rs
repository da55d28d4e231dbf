//! Does what a message gives fit the template? Part by part, value by value, each difference at its place.

use std::borrow::Cow;

use crate::catalogue::{Platform, rule};
use crate::findings::{Findings, Found, utf16_len};
use crate::media::source_fault;
use crate::policy::Policy;
use crate::report::Level;
use crate::template::SlotType;
use crate::template::model::{Button, ButtonKind, Header, Part, Parts, Template, by_number};
use crate::template::supplied::{ButtonGroup, Group, Param, ParamText, Supplied};
use crate::value::{Node, Path, Value};
use crate::words::{Val, quote};
use crate::{Error, Instant};

/// What the rules of this module look at.
pub(crate) struct Fit<'f, 'a> {
    pub(crate) template: &'f Template<'a>,
    pub(crate) supplied: &'f Supplied<'a>,
    /// Where the values of the message stand, for findings about what is not there.
    pub(crate) at: Path<'a>,
    pub(crate) policy: &'f Policy,
    pub(crate) platform: &'static Platform,
    pub(crate) now: Instant,
}

impl<'a> Fit<'_, 'a> {
    /// Whether a value stands for a named variable of the header: in the short form a name may mean header and body alike.
    fn is_for_header(&self, param: &Param<'_>) -> bool {
        let header: &[&str] = match &self.template.parts.header {
            Some(Header::Text(header)) if self.supplied.short => &header.names,
            _ => return false,
        };
        param.name.as_ref().is_some_and(|n| header.contains(&n.text) && n.text.bytes().any(|b| !b.is_ascii_digit()))
    }

    /// Where a value would stand that is not there: `key` below `parameters` in the short form, else the next of the
    /// component's parameters.
    fn empty_slot(&self, place: &Place, group: Option<&Group<'a>>, key: &str) -> String {
        let short = self.supplied.short;
        let Some(group) = group else {
            let base = place.at.clone().unwrap_or_else(|| self.at.to_string());
            return if short { [&base, ".parameters.", key].concat() } else { base + ".components" };
        };
        let (base, count) = (group.path.text(), group.params.len());
        let listed = group.params.iter().any(|p| p.name.is_none());
        match (short, listed) {
            (true, true) => [&base, "[", &count.to_string(), "]"].concat(),
            // The group is already the object of the part.
            (true, false) => [&base, ".", key.rsplit('.').next().unwrap_or(key)].concat(),
            (false, _) => [&base, ".parameters[", &count.to_string(), "]"].concat(),
        }
    }
}

/// Runs every rule on the fit of a template message.
pub(crate) fn check(fit: &Fit<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let place = Place { card: None, at: None };
    // A copy that was fetched without its components: what it takes is not known.
    if !fit.template.content && fit.template.node.peek("components").is_none() {
        return Ok(());
    }
    if fit.template.content {
        content(fit, &place, findings);
    } else {
        parts(&fit.template.parts, fit.supplied, &place, fit, findings)?;
        cards(fit, findings)?;
        offer(&place, fit, findings)?;
    }
    if fit.template.is("AUTHENTICATION") {
        authentication(fit, findings);
    }
    Ok(())
}

/// Header, body, button … in words, with the card of a carousel.
struct Place {
    card: Option<usize>,
    /// Where the values of the card stand.
    at: Option<String>,
}

impl Place {
    fn words(&self, part: &str) -> Val {
        Val::Text(match self.card {
            Some(card) => format!("{part} of card {}", card + 1),
            None => part.to_string(),
        })
    }
}

fn parts<'a>(
    parts: &Parts<'a>,
    supplied: &Supplied<'a>,
    place: &Place,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) -> Result<(), Error> {
    header(parts, supplied, place, fit, findings)?;
    let max = if place.card.is_some() { fit.policy.card_body_max } else { fit.template.body_max(fit.policy) };
    match &parts.body {
        Some(body) => text_part(body, supplied.body.as_ref(), "body", max, place, fit, findings),
        None => extra(supplied.body.as_ref(), "body", place, fit, findings),
    }
    buttons(parts, supplied, place, fit, findings)?;
    for strange in &supplied.strange {
        let kind = strange.opt_text("type")?.map_or("part without a type", |t| t.text);
        findings.add(rule::TEMPLATE_COMPONENT_NOT_IN_TEMPLATE).value("place", place.words(kind)).at(&strange.path());
    }
    Ok(())
}

/// A Content template takes all its values at once, numbered over all its parts.
fn content<'a>(fit: &Fit<'_, 'a>, place: &Place, findings: &mut Findings) {
    let names: Vec<&str> = fit.template.slots().iter().fold(Vec::new(), |mut names, slot| {
        if !names.contains(&slot.name) {
            names.push(slot.name);
        }
        names
    });
    let names = by_number(names);
    let group = fit.supplied.body.as_ref();
    let params: &[Param<'a>] = group.map_or(&[], |g| &g.params);
    let listed = params.iter().any(|p| p.name.is_none());
    let value = |(index, name): (usize, &&str)| {
        if listed { params.get(index) } else { group.and_then(|g| by_name(g, name)) }
    };
    let values: Vec<Option<&Param<'_>>> = names.iter().enumerate().map(value).collect();
    missing_names(&names, &values, "content", place, group, fit, findings);
    if params.len() > names.len() {
        counted(params, &names, "content", place, group, fit, findings);
    }
    if !sound(&names, &values, "content", place, fit, findings) {
        return;
    }
    let template = fit.template;
    if let Some(Header::Text(header)) = &template.parts.header {
        too_long(header, &names, &values, "header", fit.policy.header_max, place, findings);
    }
    if let Some(body) = &template.parts.body {
        too_long(body, &names, &values, "body", template.body_max(fit.policy), place, findings);
    }
}

/// Looks at every value that is given for a text; whether all can be filled in.
fn sound(
    names: &[&str],
    values: &[Option<&Param<'_>>],
    what: &str,
    place: &Place,
    fit: &Fit<'_, '_>,
    findings: &mut Findings,
) -> bool {
    let mut sound = true;
    for (name, value) in names.iter().zip(values) {
        if let Some(param) = value {
            sound &= text_value(param, name, what, place, fit, findings);
        }
    }
    sound
}

/// Values for a part that the template does not have, or has without a variable.
fn extra(group: Option<&Group<'_>>, part: &str, place: &Place, fit: &Fit<'_, '_>, findings: &mut Findings) {
    let strange = |group: &&Group<'_>| group.params.iter().any(|param| !fit.is_for_header(param));
    if let Some(group) = group.filter(strange) {
        findings.add(rule::TEMPLATE_COMPONENT_NOT_IN_TEMPLATE).value("place", place.words(part)).at(&group.path);
    }
}

fn header<'a>(
    parts: &Parts<'a>,
    supplied: &Supplied<'a>,
    place: &Place,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) -> Result<(), Error> {
    match &parts.header {
        Some(Header::Text(part)) => {
            let named = supplied.header.is_none() && supplied.short && part.is_named();
            // In the short form a name may stand for header and body alike; numbers may not, they are counted part by part.
            let group = if named { supplied.body.as_ref() } else { supplied.header.as_ref() };
            if named {
                named_header(part, group, place, fit, findings);
            } else {
                text_part(part, group, "header", fit.policy.header_max, place, fit, findings);
            }
            Ok(())
        }
        Some(Header::Given(kind, _)) => given_header(*kind, supplied.header.as_ref(), place, fit, findings),
        Some(Header::Fixed(..)) | None => {
            extra(supplied.header.as_ref(), "header", place, fit, findings);
            Ok(())
        }
    }
}

/// A named header variable that the short form gives among the values of the body.
fn named_header<'a>(
    part: &Part<'a>,
    group: Option<&Group<'a>>,
    place: &Place,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) {
    let values: Vec<Option<&Param<'a>>> = part.names.iter().map(|name| group.and_then(|g| by_name(g, name))).collect();
    missing_names(&part.names, &values, "header", place, group, fit, findings);
    // What stands for the body as well is looked at there.
    let own = |name: &&str| !fit.template.parts.body.as_ref().is_some_and(|body| body.names.contains(name));
    let once: Vec<Option<&Param<'a>>> = part.names.iter().zip(&values).map(|(n, v)| v.filter(|_| own(n))).collect();
    if sound(&part.names, &once, "header", place, fit, findings) {
        too_long(part, &part.names, &values, "header", fit.policy.header_max, place, findings);
    }
}

fn same_name(one: &Param<'_>, other: &Param<'_>) -> bool {
    one.name.as_ref().map(|n| n.text) == other.name.as_ref().map(|n| n.text)
}

fn by_name<'g, 'a>(group: &'g Group<'a>, name: &str) -> Option<&'g Param<'a>> {
    group.params.iter().find(|p| p.name.as_ref().is_some_and(|n| n.text == name))
}

fn missing_names<'a>(
    names: &[&str],
    values: &[Option<&Param<'_>>],
    part: &str,
    place: &Place,
    group: Option<&Group<'a>>,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) {
    let missing: Vec<&str> = names.iter().zip(values).filter(|(_, v)| v.is_none()).map(|(n, _)| *n).collect();
    if let Some(first) = missing.first() {
        let found = findings.add(rule::TEMPLATE_PARAMETERS_MISSING).value("place", place.words(part));
        found.count("wanted", names.len()).count("given", names.len() - missing.len());
        found.value("names", braces(&missing)).at_empty(fit.empty_slot(place, group, first));
    }
}

/// `{{1}}, {{2}}`
fn braces(names: &[&str]) -> Val {
    let shown: Vec<String> = names.iter().take(8).map(|n| format!("{{{{{n}}}}}")).collect();
    Val::Text(shown.join(", ") + if names.len() > 8 { ", …" } else { "" })
}

fn brace(name: &str) -> Val {
    braces(&[name])
}

/// A text with variables: header, body or card body.
fn text_part<'a>(
    part: &Part<'a>,
    group: Option<&Group<'a>>,
    what: &str,
    max: u32,
    place: &Place,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) {
    let names = &part.names;
    let params: &[Param<'a>] = group.map_or(&[], |g| &g.params);
    if names.is_empty() {
        return extra(group, what, place, fit, findings);
    }
    let by_names = part.is_named() || (fit.supplied.short && params.iter().all(|p| p.name.is_some()));
    let values = if by_names {
        if !fit.supplied.short && unnamed(params, names, what, place, findings) {
            return;
        }
        unknown_names(params, names, what, place, part, fit, findings);
        let values: Vec<_> = names.iter().map(|name| group.and_then(|g| by_name(g, name))).collect();
        missing_names(names, &values, what, place, group, fit, findings);
        values
    } else {
        counted(params, names, what, place, group, fit, findings);
        (0..names.len()).map(|index| params.get(index)).collect()
    };
    if sound(names, &values, what, place, fit, findings) {
        too_long(part, names, &values, what, max, place, findings);
    }
}

/// Named variables, but values without names.
fn unnamed(params: &[Param<'_>], names: &[&str], what: &str, place: &Place, findings: &mut Findings) -> bool {
    let Some(first) = params.iter().find(|p| p.name.is_none()) else { return false };
    findings
        .add(rule::TEMPLATE_PARAMETER_NAME_MISSING)
        .value("place", place.words(what))
        .value("names", braces(names))
        .at(&first.node.path());
    true
}

/// Values for variables that the part does not have. In the short form a name may belong to the header instead.
fn unknown_names<'a>(
    params: &[Param<'a>],
    names: &[&str],
    what: &str,
    place: &Place,
    part: &Part<'a>,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) {
    let strange: Vec<&Param<'a>> = params
        .iter()
        .filter(|p| p.name.as_ref().is_some_and(|n| !names.contains(&n.text)) && !fit.is_for_header(p))
        .collect();
    // A name that stands twice; in the short form none can.
    if strange.is_empty() && params.len() > names.len() && !fit.supplied.short {
        let again =
            |p: &&Param<'_>| params.iter().find(|q| same_name(p, q)).is_some_and(|first| !std::ptr::eq(first, *p));
        if let Some(second) = params.iter().find(again) {
            let found = findings.add(rule::TEMPLATE_PARAMETERS_TOO_MANY).value("place", place.words(what));
            found.count("wanted", names.len()).count("given", params.len()).at(&second.node.path());
        }
    }
    if !part.is_named() && !strange.is_empty() {
        // Numbers beyond the last variable are too many, not misspelt.
        let found = findings.add(rule::TEMPLATE_PARAMETERS_TOO_MANY).value("place", place.words(what));
        found.count("wanted", names.len()).count("given", params.len()).at(&strange[0].node.path());
        return;
    }
    for param in strange {
        let Some(name) = &param.name else { continue };
        let found = findings
            .add(rule::TEMPLATE_PARAMETER_NAME_UNKNOWN)
            .value("place", place.words(what))
            .value("name", quote(name.text))
            .value("names", braces(names));
        found.at(&name.path);
        // Of several values another may have this name already.
        if let ([only], [_], false) = (names, params, fit.supplied.short) {
            found.edit(name, 0, name.text.len(), *only);
        }
    }
}

fn counted<'a>(
    params: &[Param<'_>],
    names: &[&str],
    what: &str,
    place: &Place,
    group: Option<&Group<'a>>,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) {
    let (given, wanted) = (params.len(), names.len());
    let rule = if given < wanted { rule::TEMPLATE_PARAMETERS_MISSING } else { rule::TEMPLATE_PARAMETERS_TOO_MANY };
    if given == wanted {
        return;
    }
    let found = findings.add(rule).value("place", place.words(what)).count("wanted", wanted).count("given", given);
    match (names.get(given), params.get(wanted)) {
        (Some(first), _) => {
            let key = if what == "header" { ["header.", first].concat() } else { (*first).into() };
            found.value("names", braces(&names[given..])).at_empty(fit.empty_slot(place, group, &key));
        }
        (_, Some(first)) => {
            found.at(&first.node.path());
        }
        _ => {}
    }
}

/// One value of a text; whether it can be filled in.
fn text_value(
    param: &Param<'_>,
    name: &str,
    what: &str,
    place: &Place,
    fit: &Fit<'_, '_>,
    findings: &mut Findings,
) -> bool {
    if !matches!(param.kind, "text" | "currency" | "date_time") {
        wrong_kind(param, what, "text", place, findings);
        return false;
    }
    let Some(text) = &param.text else {
        empty(&param.node.path(), name, what, place, findings);
        return false;
    };
    value_text(text, &|| brace(name), what, place, fit, findings)
}

fn wrong_kind(param: &Param<'_>, what: &str, wanted: &str, place: &Place, findings: &mut Findings) {
    let found = findings.add(rule::TEMPLATE_PARAMETER_TYPE).value("place", place.words(what));
    found.value("wanted", kind_words(wanted)).value("given", kind_words(param.kind)).at(&param.node.path());
}

/// The rules that every filled-in text keeps; whether it can be filled in.
fn value_text(
    text: &ParamText<'_>,
    name: &dyn Fn() -> Val,
    what: &str,
    place: &Place,
    fit: &Fit<'_, '_>,
    findings: &mut Findings,
) -> bool {
    let describe = |found: &mut Found| {
        found.value("place", place.words(what)).value("name", name());
    };
    if text.text.trim().is_empty() {
        let found = findings.add(rule::TEMPLATE_PARAMETER_EMPTY);
        describe(found);
        found.at(&text.path);
        return false;
    }
    for (start, end, words) in bad_whitespace(&text.text) {
        let found = findings.add(rule::TEMPLATE_PARAMETER_WHITESPACE);
        describe(found);
        found.value("found", Val::Text(words.into()));
        point(found, text, start, end);
        if text.is_text {
            found.edit(&text.as_text(), start, end, " ");
        }
    }
    let (length, max) = (utf16_len(&text.text), fit.platform.value_max);
    if length > max as usize {
        let found = findings.add(rule::PLATFORM_VALUE_LONG).value("max", Val::Count(max));
        describe(found);
        found.word("platform", fit.platform.name).count("length", length).at(&text.path);
    }
    if let Some((start, end)) = placeholder(&text.text) {
        let found = findings.add(rule::TEMPLATE_PARAMETER_PLACEHOLDER);
        describe(found);
        found.value("found", quote(&text.text[start..end]));
        point(found, text, start, end);
    }
    true
}

fn empty(path: &Path<'_>, name: &str, what: &str, place: &Place, findings: &mut Findings) {
    findings.add(rule::TEMPLATE_PARAMETER_EMPTY).value("place", place.words(what)).value("name", brace(name)).at(path);
}

fn point(found: &mut Found, text: &ParamText<'_>, start: usize, end: usize) {
    if text.is_text {
        found.part(&text.as_text(), start, end);
    } else {
        found.at(&text.path);
    }
}

/// Line breaks, tabs and runs of more than four spaces, with the spaces around them: byte ranges, and the first thing found
/// in each, in words.
///
/// Whether the Unicode line breaks count is not known; they are refused to be safe.
pub(crate) fn bad_whitespace(text: &str) -> Vec<(usize, usize, &'static str)> {
    let mut found = Vec::new();
    let (mut start, mut spaces, mut bad) = (0, 0, None);
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        let kind = match c {
            ' ' => {
                spaces += 1;
                (spaces > 4).then_some("more than four spaces in a row")
            }
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Some("a line break"),
            '\t' => Some("a tab"),
            _ => {
                found.extend(bad.take().map(|words| (start, at, words)));
                (start, spaces) = (at + c.len_utf8(), 0);
                continue;
            }
        };
        if c != ' ' {
            spaces = 0;
        }
        bad = bad.or(kind);
    }
    found
}

/// A merge field that was never filled in: `{{first_name}}`, `%name%`, `[Name]`, `null`. The byte range of the first one.
pub(crate) fn placeholder(text: &str) -> Option<(usize, usize)> {
    let trimmed = text.trim();
    const NOTHING: [&str; 6] = ["null", "undefined", "none", "nan", "n/a", "[object object]"];
    if NOTHING.iter().any(|word| word.eq_ignore_ascii_case(trimmed)) {
        let start = text.len() - text.trim_start().len();
        return Some((start, start + trimmed.len()));
    }
    // Nearly all texts have none of the marks.
    if !text.bytes().any(|b| b"{$<*%[".contains(&b)) {
        return None;
    }
    [("{{", "}}"), ("${", "}"), ("<%", "%>"), ("*|", "|*"), ("%", "%"), ("[", "]"), ("<", ">")]
        .iter()
        .filter_map(|(open, close)| enclosed(text, open, close))
        .min()
}

/// A short word between two marks, as merge fields are written.
fn enclosed(text: &str, open: &str, close: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(first) = text[from..].find(open).map(|at| from + at) {
        let end = first + open.len() + text[first + open.len()..].find(close)?;
        // No field has a mark inside, so of many marks only the last can open one: that keeps the work linear.
        let start = text[first..end].rfind(open).map_or(first, |at| first + at);
        let inside = start + open.len();
        let word = text[inside..end].trim();
        let marked = open.len() > 1;
        let fits = (1..=40).contains(&word.len())
            && word.chars().all(|c| c.is_alphanumeric() || "_-. |".contains(c))
            && (marked || looks_like_field(word, open));
        if fits {
            return Some((start, end + close.len()));
        }
        from = inside;
    }
    None
}

/// Single marks occur in ordinary text ("5% to 10%", "[1]", "<3"), so the word between them must be a usual field name.
fn looks_like_field(word: &str, open: &str) -> bool {
    const FIELDS: [&str; 17] = [
        "name",
        "firstname",
        "lastname",
        "fullname",
        "yourname",
        "customername",
        "customer",
        "username",
        "email",
        "phone",
        "date",
        "time",
        "order",
        "orderid",
        "ordernumber",
        "company",
        "amount",
    ];
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    // `%name%` needs no space in it, `[Your name]` may have one.
    (open != "%" || !word.contains(' ')) && FIELDS.contains(&plain.as_str())
}

fn kind_words(kind: &str) -> Val {
    Val::Text(match kind {
        "text" => "a text".into(),
        "image" => "an image".into(),
        "video" => "a video".into(),
        "document" => "a document".into(),
        "gif" => "a GIF".into(),
        "location" => "a location".into(),
        "product" => "a product".into(),
        "payload" => "a payload".into(),
        "coupon_code" => "a copy code".into(),
        "action" => "an action".into(),
        "limited_time_offer" => "the end of an offer".into(),
        other => format!("“{}”", quote(other)),
    })
}

/// The longest text that is filled in to its end, in bytes: a variable that stands in it often multiplies its value.
const FILLED: usize = 1 << 20;

/// The text with its values in place of the variables, if all are there.
// Made once for all that fill texts: copies of it were 10 kB of the .wasm.
#[inline(never)]
pub(crate) fn filled<'v>(part: &Part<'_>, value: &dyn Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut out = String::with_capacity(part.text.text.len() + 64);
    let mut from = 0;
    for variable in &part.variables {
        if out.len() > FILLED {
            return out;
        }
        out.push_str(&part.text.text[from..variable.start]);
        match value(variable.name) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&part.text.text[variable.start..variable.end]),
        }
        from = variable.end;
    }
    out.push_str(&part.text.text[from..]);
    out
}

fn too_long(
    part: &Part<'_>,
    names: &[&str],
    values: &[Option<&Param<'_>>],
    what: &str,
    max: u32,
    place: &Place,
    findings: &mut Findings,
) {
    let find = |name: &str| {
        let index = names.iter().position(|n| *n == name)?;
        values.get(index).copied().flatten()?.text.as_ref().map(|t| Cow::Borrowed(&*t.text))
    };
    let length = utf16_len(&filled(part, &find));
    let own = names.iter().zip(values).filter(|(name, _)| part.names.contains(name)).filter_map(|(_, value)| *value);
    let longest = own.filter_map(|p| p.text.as_ref()).max_by_key(|t| t.text.len());
    if let (true, Some(longest)) = (length > max as usize, longest) {
        findings
            .add(rule::TEMPLATE_TEXT_TOO_LONG)
            .value("place", place.words(what))
            .count("length", length)
            .value("max", Val::Count(max))
            .count("over", length - max as usize)
            .at(&longest.path);
    }
}

/// A header that shows a file, a place or a product.
fn given_header<'a>(
    kind: SlotType,
    group: Option<&Group<'a>>,
    place: &Place,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let params: &[Param<'a>] = group.map_or(&[], |g| &g.params);
    let Some(first) = params.first() else {
        header_missing(kind, place, findings).at_empty(fit.empty_slot(place, group, "header"));
        return Ok(());
    };
    if let Some(second) = params.get(1) {
        let found = findings.add(rule::TEMPLATE_PARAMETERS_TOO_MANY).value("place", place.words("header"));
        found.count("wanted", 1).count("given", params.len()).at(&second.node.path());
    }
    if first.kind != kind.name() {
        wrong_kind(first, "header", kind.name(), place, findings);
        return Ok(());
    }
    let content = first.node.get(kind.name())?;
    match (kind, content) {
        (SlotType::Location, content) => location(content.as_ref(), &first.node, findings),
        (SlotType::Product, content) if content.is_none_or(|c| c.peek("product_retailer_id").is_none()) => {
            header_missing(kind, place, findings).at(&first.node.path());
        }
        (kind, content) if kind.is_media() => media(kind, content.as_ref(), &first.node, findings)?,
        _ => {}
    }
    Ok(())
}

fn header_missing<'f>(kind: SlotType, place: &Place, findings: &'f mut Findings) -> &'f mut Found {
    let found = findings.add(rule::TEMPLATE_HEADER_MISSING).value("place", place.words("header"));
    found.value("wanted", kind_words(kind.name()))
}

/// Exactly one of an id and a link that can be fetched.
fn media(kind: SlotType, content: Option<&Node<'_>>, param: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    if let Some(path) = source_fault(content, param)? {
        findings.add(rule::TEMPLATE_MEDIA_SOURCE).value("type", Val::Text(kind.name().into())).at(&path);
    }
    Ok(())
}

/// The size of a decimal number written as text, in degrees: whole ones exactly, what follows the point to one digit,
/// which is all that a comparison with 90 or 180 needs. The parser of the standard library would cost 10 kB.
fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > 3 {
        return None;
    }
    let beyond = fraction.bytes().any(|b| b != b'0');
    Some(f64::from(whole.parse::<u16>().ok()?) + if beyond { 0.1 } else { 0.0 })
}

/// Whether latitude or longitude lies on the globe. Numbers may be written as texts.
pub(crate) fn on_globe(value: Option<&Value>, limit: f64) -> bool {
    match value {
        Some(Value::Number(n)) => n.abs() <= limit,
        Some(Value::Text(t)) => degrees(t).is_some_and(|n| n <= limit),
        _ => false,
    }
}

/// Header locations need all four of their parts.
fn location(content: Option<&Node<'_>>, param: &Node<'_>, findings: &mut Findings) {
    let member = |key: &'static str| content.and_then(|c| c.value.get(key));
    let text = |key: &'static str| matches!(member(key), Some(Value::Text(t)) if !t.trim().is_empty());
    let parts = [
        ("latitude", on_globe(member("latitude"), 90.0)),
        ("longitude", on_globe(member("longitude"), 180.0)),
        ("name", text("name")),
        ("address", text("address")),
    ];
    let missing: Vec<&str> = parts.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        findings
            .add(rule::TEMPLATE_LOCATION_INCOMPLETE)
            .value("missing", Val::Text(missing.join(", ")))
            .at(&param.path());
    }
}

fn buttons<'a>(
    parts: &Parts<'a>,
    supplied: &Supplied<'a>,
    place: &Place,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let mut given = vec![false; parts.buttons.len()];
    for group in &supplied.buttons {
        let Some((index, button)) = group.index.and_then(|i| parts.buttons.get(i).map(|b| (i, b))) else {
            findings
                .add(rule::TEMPLATE_BUTTON_INDEX)
                .value("index", quote(&group.index_text))
                .count("count", parts.buttons.len())
                .at(&group.group.path);
            continue;
        };
        if std::mem::replace(&mut given[index], !group.group.params.is_empty()) {
            let found = findings.add(rule::TEMPLATE_PARAMETERS_TOO_MANY).value("place", place.words("button"));
            found.count("wanted", 1).count("given", 2).at(&group.group.path);
        }
        button_value(index, button, group, place, fit, findings)?;
    }
    for (index, button) in parts.buttons.iter().enumerate().filter(|(i, _)| !given[*i]) {
        if let Some((kind, true)) = button.takes() {
            let at = fit.empty_slot(place, None, &["buttons.", &index.to_string()].concat());
            let wanted = if kind == SlotType::Action { "a list of products" } else { "a value" };
            button_missing(index, button, wanted, place, findings).at_empty(at);
        }
    }
    Ok(())
}

fn button_missing<'f>(
    index: usize,
    button: &Button<'_>,
    wanted: &str,
    place: &Place,
    findings: &'f mut Findings,
) -> &'f mut Found {
    let found = findings.add(rule::TEMPLATE_BUTTON_MISSING).count("index", index).value("place", place.words("button"));
    found.value("label", quote(button.label)).word("wanted", wanted)
}

fn button_value<'a>(
    index: usize,
    button: &Button<'a>,
    group: &ButtonGroup<'a>,
    place: &Place,
    fit: &Fit<'_, 'a>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let path = &group.group.path;
    let Some((kind, _)) = button.takes() else {
        // What a button of a kind that is not known here takes is not known either; a call button may be given a payload and
        // how long it lives.
        let open = matches!(button.kind, ButtonKind::Other | ButtonKind::VoiceCall);
        if !open && !group.group.params.is_empty() {
            let found = findings.add(rule::TEMPLATE_BUTTON_TAKES_NOTHING).count("index", index);
            found.value("label", quote(button.label)).at(path);
        }
        return Ok(());
    };
    let wanted = button.kind.sub_type();
    let same = |given: &str| {
        given.eq_ignore_ascii_case(wanted) || (button.kind == ButtonKind::Otp && given.eq_ignore_ascii_case("otp"))
    };
    // The short form needs none.
    if !group.sub_type.map_or(fit.supplied.short, same) {
        let given = group.sub_type.map_or_else(|| Val::Text("no kind".into()), quote);
        let found =
            findings.add(rule::TEMPLATE_BUTTON_KIND).count("index", index).value("wanted", Val::Text(wanted.into()));
        found.value("given", given).at(path);
        return Ok(());
    }
    if let Some(second) = group.group.params.get(1) {
        let found = findings.add(rule::TEMPLATE_PARAMETERS_TOO_MANY).value("place", place.words("button"));
        found.count("wanted", 1).count("given", group.group.params.len()).at(&second.node.path());
    }
    let Some(param) = group.group.params.first() else { return Ok(()) };
    // In the short form a value is a text whatever the button takes.
    if param.kind != kind.name() && !fit.supplied.short {
        wrong_kind(param, "button", kind.name(), place, findings);
        return Ok(());
    }
    match kind {
        SlotType::Action => action(index, button, param, place, fit, findings),
        SlotType::Payload => payload(param, fit, findings),
        SlotType::CouponCode => coupon(param, place, fit, findings),
        _ => url_value(button, param, place, fit, findings),
    }
}

fn payload(param: &Param<'_>, fit: &Fit<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let length = param.text.as_ref().map_or(0, |t| utf16_len(&t.text));
    if length > fit.policy.payload_max as usize {
        findings.add(rule::TEMPLATE_BUTTON_PAYLOAD_LONG).count("length", length).at(&param.node.path());
    }
    Ok(())
}

fn coupon(param: &Param<'_>, place: &Place, fit: &Fit<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let Some(text) = &param.text else {
        empty(&param.node.path(), "coupon_code", "button", place, findings);
        return Ok(());
    };
    if !value_text(text, &|| Val::Text("the copy code".into()), "button", place, fit, findings) {
        return Ok(());
    }
    let length = utf16_len(&text.text);
    if length > fit.policy.coupon_safe as usize {
        let over = length > fit.policy.coupon_max as usize;
        let max = if over { fit.policy.coupon_max } else { fit.policy.coupon_safe };
        let found = findings.add(rule::TEMPLATE_COUPON_TOO_LONG).count("length", length).value("max", Val::Count(max));
        found.level(if over { Level::Fail } else { Level::Risk }).at(&text.path);
    }
    if let Some((start, odd)) = text.text.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric()) {
        let found = findings.add(rule::TEMPLATE_COUPON_CHARACTERS).value("found", Val::Text(odd.to_string()));
        point(found, text, start, start + odd.len_utf8());
    }
    Ok(())
}

/// Whether a character may stand in an address as it is; `rest` begins with it. White space and braces are told of elsewhere.
fn is_encoded(c: char, rest: &str) -> bool {
    match c {
        '%' => rest.as_bytes().get(1..3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
        '<' | '>' | '"' | '\\' | '^' | '`' | '|' => false,
        c => c.is_ascii(),
    }
}

/// The end of a link: encoded as in an address, without a second scheme, and not too long for it.
fn url_value(
    button: &Button<'_>,
    param: &Param<'_>,
    place: &Place,
    fit: &Fit<'_, '_>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let variable = button.url.as_ref().and_then(|u| u.variables.first()).map_or("1", |v| v.name);
    let Some(text) = &param.text else {
        empty(&param.node.path(), variable, "button", place, findings);
        return Ok(());
    };
    if !value_text(text, &|| brace(variable), "button", place, fit, findings) {
        return Ok(());
    }
    let whole_link = ["http://", "https://"].iter().filter(|_| text.text.contains(':')).find_map(|scheme| {
        text.text.to_ascii_lowercase().find(scheme).map(|at| (at, at + scheme.len(), "a whole address"))
    });
    // A link that is nothing but its variable takes a whole address.
    let only_variable = button.url.as_ref().is_some_and(|u| u.text.text.trim_start().starts_with("{{"));
    let space = text.text.find(' ').map(|at| (at, at + 1, "a space"));
    for (start, end, words) in whole_link.filter(|_| !only_variable).into_iter().chain(space) {
        let found = findings.add(rule::TEMPLATE_URL_VALUE).value("found", Val::Text(words.into()));
        point(found, text, start, end);
    }
    if let Some((start, odd)) = text.text.char_indices().find(|(at, c)| !is_encoded(*c, &text.text[*at..])) {
        let found = findings.add(rule::TEMPLATE_URL_VALUE).value("found", Val::Text(format!("“{odd}”")));
        point(found, text, start, start + odd.len_utf8());
    }
    if let Some(url) = &button.url {
        too_long(url, &url.names, &[Some(param)], "link", fit.policy.url_max, place, findings);
    }
    Ok(())
}

/// The products of a multi-product button.
fn action(
    index: usize,
    button: &Button<'_>,
    param: &Param<'_>,
    place: &Place,
    fit: &Fit<'_, '_>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let products = button.kind == ButtonKind::Products;
    if fit.supplied.short && (products || button.kind == ButtonKind::Product) {
        return Err(param.node.error("products are given under “components”, in the form of the Cloud API"));
    }
    if !products {
        return Ok(());
    }
    let action = param.node.get("action")?;
    let sections = action.map(|a| a.get("sections")).transpose()?.flatten();
    let mut missing = |wanted: &str, level| {
        let found = button_missing(index, button, wanted, place, findings);
        found.level(level).at(&param.node.path());
    };
    if action.is_none_or(|a| a.peek("thumbnail_product_retailer_id").is_none()) {
        missing("a thumbnail product", Level::Risk);
    }
    let Some(sections) = sections.filter(|s| !matches!(s.value, Value::List(items) if items.is_empty())) else {
        missing("a list of products", Level::Fail);
        return Ok(());
    };
    let (mut products, mut count) = (0, 0);
    for section in sections.items()? {
        count += 1;
        products +=
            section.get("product_items")?.map(|items| items.items()).transpose()?.map_or(0, |items| items.len());
    }
    for (found, max, what) in [
        (products, fit.policy.template_products_max, "products"),
        (count, fit.policy.template_sections_max, "sections"),
    ] {
        if found > max as usize {
            let found = findings.add(rule::TEMPLATE_PRODUCTS_TOO_MANY).count("count", found);
            found.value("max", Val::Count(max)).value("what", Val::Text(what.into())).at(&sections.path());
        }
    }
    Ok(())
}

fn cards<'a>(fit: &Fit<'_, 'a>, findings: &mut Findings) -> Result<(), Error> {
    let given = fit.supplied.cards.as_deref().unwrap_or_default();
    let wanted = fit.template.cards.len();
    if wanted == 0 && fit.supplied.cards.is_none() {
        return Ok(());
    }
    if given.len() != wanted {
        findings.add(rule::TEMPLATE_CARDS_COUNT).count("wanted", wanted).count("given", given.len()).at(&fit.at);
    }
    for (index, (card, supplied)) in fit.template.cards.iter().zip(given).enumerate() {
        let place = Place { card: Some(index), at: supplied.at.map(|at| at.text()) };
        parts(card, supplied, &place, fit, findings)?;
    }
    Ok(())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn offer(place: &Place, fit: &Fit<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    const OFFER: &str = "limited_time_offer";
    let group = fit.supplied.offer.as_ref();
    if !fit.template.has_offer {
        extra(group, "limited-time offer", place, fit, findings);
        return Ok(());
    }
    let param = group.and_then(|group| group.params.first());
    if let Some(param) = param.filter(|param| param.kind != OFFER) {
        wrong_kind(param, "limited-time offer", OFFER, place, findings);
        return Ok(());
    }
    let end = match param {
        Some(param) => param.node.get(OFFER)?.map(|o| o.get("expiration_time_ms")).transpose()?.flatten(),
        None => None,
    };
    let Some(end) = end else {
        if fit.template.offer.is_some() {
            findings.add(rule::TEMPLATE_OFFER_END_MISSING).at(&param.map_or(fit.at, |param| param.node.path()));
        }
        return Ok(());
    };
    let millis = match end.value {
        Value::Number(n) => *n,
        Value::Text(t) => t.trim().parse::<i64>().map_or(f64::NAN, |n| n as f64),
        _ => f64::NAN,
    };
    let Some(instant) = Instant::from_millis(millis as i64).filter(|_| millis.is_finite()) else {
        return Err(end.error("the end of an offer is a number of milliseconds since 1970"));
    };
    if instant <= fit.now {
        let found = findings.add(rule::TEMPLATE_OFFER_EXPIRED).value("expiresAt", Val::Instant(instant));
        found.value("ago", Val::Span(fit.now.since(instant))).at(&end.path());
    } else {
        findings.changes_at(instant);
    }
    Ok(())
}

/// The code of an authentication template: not too long, and the same in text and button.
fn authentication(fit: &Fit<'_, '_>, findings: &mut Findings) {
    let body = fit.supplied.body.as_ref().and_then(code);
    let button = fit.supplied.buttons.first().and_then(|b| code(&b.group));
    for text in [body, button].into_iter().flatten() {
        let length = utf16_len(&text.text);
        if length > fit.policy.code_max as usize {
            findings.add(rule::TEMPLATE_CODE_TOO_LONG).count("length", length).at(&text.path);
        }
    }
    if let (Some(body), Some(button)) = (body, button)
        && body.text != button.text
    {
        findings.add(rule::TEMPLATE_CODE_DIFFERS).at(&button.path);
    }
}

fn code<'g, 'a>(group: &'g Group<'a>) -> Option<&'g ParamText<'a>> {
    group.params.first()?.text.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_that_a_value_may_not_hold() {
        assert_eq!(bad_whitespace("one line, four    spaces"), []);
        assert_eq!(bad_whitespace("a\r\n\tb"), [(1, 4, "a line break")]);
        assert_eq!(bad_whitespace("a     b\n"), [(1, 6, "more than four spaces in a row"), (7, 8, "a line break")]);
        assert_eq!(bad_whitespace("\u{2028}"), [(0, 3, "a line break")]);
        assert_eq!(bad_whitespace("a   \t   b"), [(1, 8, "a tab")]);
        assert_eq!(bad_whitespace("é  \n    b    c"), [(2, 9, "a line break")]);
    }

    #[test]
    fn placeholders_are_told_from_ordinary_text() {
        let found = |text: &'static str| placeholder(text).map(|(a, b)| &text[a..b]);
        for text in [
            "{{first_name}}",
            "${name}",
            "%name%",
            "[Name]",
            "[Your name]",
            "null",
            " undefined ",
            "*|FNAME|*",
            "<name>",
        ] {
            assert_eq!(found(text), Some(text.trim()), "{text}");
        }
        assert_eq!(found("{{{first_name}}} [[Name]]"), Some("{{first_name}}"));
        for text in ["5% to 10% off", "[1]", "I <3 you > me", "Nullsoft", "50%", "a [sic] b", "100% name 20%", "{1}"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn marks_without_end_take_no_time_without_end() {
        for (open, close) in [("[", "]"), ("{{", "}}"), ("<%", "%>"), ("%", "%")] {
            let text = format!("{}{}", open.repeat(200_000), close.repeat(200_000));
            assert_eq!(placeholder(&text), None);
        }
    }
}
