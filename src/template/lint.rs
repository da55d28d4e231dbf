//! Can this template be created? The rules that Meta applies when a template is submitted.
//!
//! They say nothing about sending: templates that were approved break several of them, Meta's own samples included.

use crate::Error;
use crate::catalogue::{LANGUAGES, Rule, hints, rule};
use crate::findings::{Findings, Found, utf16_len};
use crate::policy::Policy;
use crate::report::Level;
use crate::template::SlotType;
use crate::template::model::{Button, ButtonKind, Header, Part, Parts, Template, hit, pair};
use crate::value::{Node, Path, Text, Value, capitals};
use crate::words::Val;

/// What the rules of this module look at.
pub(crate) struct Lint<'l, 'a> {
    pub(crate) template: &'l Template<'a>,
    pub(crate) policy: &'l Policy,
    /// A copy that was fetched rather than a draft to submit: it may lack examples and bear an old category.
    pub(crate) synced: bool,
}

/// Runs every rule of creation.
pub(crate) fn check(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let content = lint.template.content;
    // The name and the category of a Content template are asked for only when it is submitted.
    if !content || lint.template.category.is_some() {
        name(lint, findings);
        category(lint, findings)?;
    }
    language(lint, findings);
    once(lint, findings)?;
    body(lint, findings);
    let parts = &lint.template.parts;
    self::parts(parts, "", lint, findings);
    mixed(lint, findings)?;
    buttons(parts, lint, findings)?;
    carousel(lint, findings)?;
    offer(lint, findings)?;
    authentication(lint, findings)?;
    time_to_live(lint, findings)?;
    unknown_parts(lint, findings);
    Ok(())
}

/// A part in words, with its card.
fn place(part: &str, card: &str) -> String {
    if card.is_empty() { part.into() } else { [part, " of ", card].concat() }
}

fn name(lint: &Lint<'_, '_>, findings: &mut Findings) {
    let name = &lint.template.name;
    let odd = name.text.char_indices().find(|(_, c)| !matches!(c, 'a'..='z' | '0'..='9' | '_'));
    if let Some((at, c)) = odd {
        let found = findings.add(rule::CREATION_NAME_CHARACTERS).word("found", &c.to_string());
        found.part(name, at, at + c.len_utf8());
        let best = plain_name(name.text);
        if !best.is_empty() {
            found.word("best", &best).edit(name, 0, name.text.len(), best);
        }
    }
    let length = utf16_len(name.text);
    if !(1..=NAME_MAX).contains(&length) {
        findings.add(rule::CREATION_NAME_LENGTH).count("length", length).at(&name.path);
    }
}

/// The longest name of a template.
const NAME_MAX: usize = 512;

/// What of a name can be kept, in small letters, with underscores for the rest.
fn plain_name(name: &str) -> String {
    let mut plain = String::new();
    for c in name.trim().chars().map(|c| c.to_ascii_lowercase()) {
        if matches!(c, 'a'..='z' | '0'..='9') {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with('_') {
            plain.push('_');
        }
    }
    plain.truncate(NAME_MAX);
    plain.truncate(plain.trim_end_matches('_').len());
    plain
}

fn language(lint: &Lint<'_, '_>, findings: &mut Findings) {
    let known = |code: &str| LANGUAGES.as_bytes().split(|byte| *byte == b' ').any(|known| known == code.as_bytes());
    match &lint.template.language {
        Some(language) if !language.text.is_empty() && known(language.text) => {}
        Some(language) => {
            let found = findings.add(rule::CREATION_LANGUAGE_UNKNOWN).quoted("language", language.text);
            found.part(language, 0, language.text.len());
            // `en-us` is meant to be `en_US`.
            let (code, region) = language.text.trim().split_once(['-', '_']).unwrap_or((language.text.trim(), ""));
            let joint = if region.is_empty() { "" } else { "_" };
            let best = [&code.to_ascii_lowercase(), joint, &region.to_ascii_uppercase()].concat();
            if !best.is_empty() && known(&best) {
                found.word("best", &best).edit(language, 0, language.text.len(), best);
            }
        }
        None => {
            findings.add(rule::CREATION_LANGUAGE_UNKNOWN).word("language", "").at(&lint.template.node.path());
        }
    }
}

/// The category that took over what an old name stood for.
fn category_today(old: &str) -> &'static str {
    match old.trim().to_ascii_uppercase().as_str() {
        "OTP" => "AUTHENTICATION",
        name if name.ends_with("_UPDATE") || name == "TRANSACTIONAL" || name == "ISSUE_RESOLUTION" => "UTILITY",
        _ => "",
    }
}

fn category(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let template = lint.template;
    if !["MARKETING", "UTILITY", "AUTHENTICATION"].iter().any(|c| template.is(c)) {
        let given = template.category.unwrap_or("");
        let found = findings.add(rule::CREATION_CATEGORY_UNKNOWN).quoted("category", given);
        found.at(&template.node.path());
        let best = category_today(given);
        if let Some(text) = template.node.opt_text("category")?.filter(|_| !best.is_empty()) {
            found.part(&text, 0, given.len()).word("best", best).edit(&text, 0, given.len(), best);
        }
        if lint.synced {
            found.level(Level::Note);
        }
    }
    Ok(())
}

/// At most one header, body, footer and block of buttons; and the header of a kind that there is.
fn once(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let Some(components) = lint.template.node.get("components")? else { return Ok(()) };
    let mut seen = Vec::new();
    for component in components.items()? {
        let kind = capitals(component.opt_text("type")?.map_or("", |t| t.text));
        if seen.contains(&kind) {
            findings.add(rule::CREATION_PART_TWICE).quoted("part", &kind.to_ascii_lowercase()).at(&component.path());
        }
        if let Some(format) = component.opt_text("format")?.filter(|_| kind == "HEADER") {
            const FORMATS: [&str; 7] = ["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "PRODUCT", "GIF"];
            if !FORMATS.iter().any(|known| known.eq_ignore_ascii_case(format.text)) {
                let found = findings.add(rule::CREATION_HEADER_FORMAT).quoted("found", format.text);
                found.part(&format, 0, format.text.len());
            }
        }
        seen.push(kind);
    }
    Ok(())
}

fn body(lint: &Lint<'_, '_>, findings: &mut Findings) {
    let missing = match &lint.template.parts.body {
        Some(body) => body.text.text.trim().is_empty(),
        None => true,
    };
    if missing {
        findings.add(rule::CREATION_BODY_MISSING).at(&lint.template.node.path());
    }
}

/// Header, body and footer of the template or of a card.
fn parts(parts: &Parts<'_>, card: &str, lint: &Lint<'_, '_>, findings: &mut Findings) {
    let policy = lint.policy;
    match &parts.header {
        Some(Header::Text(part)) => {
            header(part, lint, findings);
            numbering(part, "header", card, lint, findings);
        }
        Some(Header::Given(kind, node)) if kind.is_media() => {
            media_example(node, card, lint, findings);
            if *kind == SlotType::Gif {
                marketing_only("GIF header", lint, findings);
            }
        }
        _ => {}
    }
    if let Some(body) = &parts.body {
        let max = match (card.is_empty(), lint.template.has_offer) {
            (false, _) => policy.card_body_max,
            (true, true) => policy.offer_body_max,
            (true, false) => policy.body_max,
        };
        length(&body.text, "body", card, max, findings);
        if !body.preset {
            variables(body, "body", card, lint, findings);
            numbering(body, "body", card, lint, findings);
            edges(body, card, findings);
            ratio(body, findings);
        }
        emoji(body, findings);
        floating(body, findings);
    }
    if let Some(footer) = &parts.footer {
        length(footer, "footer", card, policy.footer_max, findings);
        if !super::model::variables(footer.text).is_empty() {
            findings.add(rule::CREATION_FOOTER_VARIABLES).at(&footer.path);
        }
    }
}

fn length(text: &Text<'_>, part: &str, card: &str, max: u32, findings: &mut Findings) {
    let length = utf16_len(text.text);
    if length > max as usize {
        let found = findings.add(rule::CREATION_TEXT_TOO_LONG).word("part", &place(part, card)).count("length", length);
        found.value("max", Val::Count(max)).at(&text.path);
    }
}

fn header(part: &Part<'_>, lint: &Lint<'_, '_>, findings: &mut Findings) {
    length(&part.text, "header", "", lint.policy.header_max, findings);
    variables(part, "header", "", lint, findings);
    let count = part.names.len();
    if count > 1 {
        findings.add(rule::CREATION_HEADER_VARIABLES).count("count", count).at(&part.text.path);
    }
    marks(part, findings);
}

/// Marks, line breaks and emoji, but for those inside a variable; offered is the header without any of them.
fn marks(part: &Part<'_>, findings: &mut Findings) {
    let text = part.text.text;
    let (mut first, mut plain, mut end) = (None, String::new(), 0);
    for (at, c) in text.char_indices() {
        if at < end {
            continue;
        }
        let length = match emoji_length(&text[at..]) {
            0 => usize::from(matches!(c, '*' | '~' | '`' | '\n') || (c == '_' && !joins(text, at))),
            length => length,
        };
        let marked = length > 0 && !part.variables.iter().any(|v| (v.start..v.end).contains(&at));
        if marked {
            end = at + length;
            if first.is_none() {
                first = Some((at, end));
                plain.push_str(&text[..at]);
            }
        }
        let c = if c == '\n' { ' ' } else { c };
        let spare = c == ' ' && (plain.is_empty() || plain.ends_with(' '));
        if first.is_some() && !spare && (c == ' ' || !marked) {
            plain.push(c);
        }
    }
    if let Some((start, end)) = first {
        let mark = text.get(start..end).filter(|mark| *mark != "\n").unwrap_or("a line break");
        let found = findings.add(rule::CREATION_HEADER_MARKS).word("found", mark).part(&part.text, start, end);
        let plain = plain.trim_end();
        if !plain.is_empty() {
            found.edit(&part.text, 0, text.len(), plain);
        }
    }
}

/// Whether an underscore stands inside a word, as in `order_id`, rather than around words.
fn joins(text: &str, at: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '{' | '}'));
    word(text[..at].chars().next_back()) && word(text[at + 1..].chars().next())
}

/// How many bytes the emoji takes with which a text begins, with all that belongs to it: its style, its skin, those joined
/// to it, the other half of a flag, the cap of a key. 0 where it begins with something else.
fn emoji_length(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    let rest = chars.as_str();
    let capped = matches!(first, '0'..='9' | '#' | '*') && rest.trim_start_matches('\u{fe0f}').starts_with('\u{20e3}');
    let styled = !first.is_ascii() && rest.starts_with('\u{fe0f}');
    if !(capped || styled || is_emoji(first)) {
        return 0;
    }
    let half = |c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let (mut before, mut length) = (first, first.len_utf8());
    for c in chars {
        let flag = half(first) && half(c) && length == first.len_utf8();
        let marks =
            matches!(c, '\u{fe0f}' | '\u{20e3}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
        if !(flag || marks || (before == '\u{200d}' && is_emoji(c))) {
            break;
        }
        length += c.len_utf8();
        before = c;
    }
    length
}

/// The blocks in which nearly all emoji lie, and those outside that are shown in colour by themselves.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{1f1e6}'..='\u{1f251}' | '\u{1f18e}'..='\u{1f19a}')
        || matches!(
            c,
            '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23f3}' | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}' | '\u{2b55}'
        )
        || matches!(c, '\u{25fd}' | '\u{25fe}' | '\u{1f004}' | '\u{1f0cf}')
}

/// How many emoji a text holds as people count them.
fn emoji_count(text: &str) -> usize {
    let (mut count, mut rest) = (0, if text.is_ascii() { "" } else { text });
    while let Some(c) = rest.chars().next() {
        let length = emoji_length(rest);
        count += usize::from(length > 0);
        rest = &rest[length.max(c.len_utf8())..];
    }
    count
}

fn emoji(body: &Part<'_>, findings: &mut Findings) {
    let count = emoji_count(body.text.text);
    if count > 10 {
        findings.add(rule::CREATION_EMOJI_MANY).count("count", count).at(&body.text.path);
    }
}

/// A sample is named by the handle of an upload; an address is only what a synced copy shows for a preview.
fn media_example(node: &Node<'_>, card: &str, lint: &Lint<'_, '_>, findings: &mut Findings) {
    if !lint.synced && !has_sample(node) {
        findings.add(rule::CREATION_MEDIA_EXAMPLE_MISSING).word("part", &place("header", card)).at(&node.path());
    }
}

/// Whether a media header has the handle of a sample.
pub(crate) fn has_sample(node: &Node<'_>) -> bool {
    let handle = node.peek("example").and_then(|e| e.peek("header_handle"));
    let texts = handle.map(|h| super::model::list_texts(&h)).unwrap_or_default();
    texts.first().is_some_and(|t| !t.trim().is_empty() && !crate::media::is_web_address(t))
}

/// Names, braces, neighbours and examples of the variables of one text.
fn variables(part: &Part<'_>, what: &str, card: &str, lint: &Lint<'_, '_>, findings: &mut Findings) {
    let text = part.text.text;
    let whole = |found: &mut Found| {
        found.word("part", &place(what, card)).at(&part.text.path);
    };
    let paired = 2 * part.variables.len();
    let third = |v: &super::model::Variable<'_>| text[..v.start].ends_with('{') || text[v.end..].starts_with('}');
    let pairs = |brace| std::iter::successors(pair(text, 0, brace), |at| pair(text, at + 2, brace)).count();
    let unpaired = pairs(b'{') + pairs(b'}') != paired;
    if unpaired || part.variables.iter().any(third) {
        whole(findings.add(rule::CREATION_BRACES));
    }
    for variable in &part.variables {
        let fine = variable.name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if !fine || begins_with_digit(variable.name) {
            let found = findings.add(rule::CREATION_VARIABLE_NAME).quoted("name", variable.name);
            found.part(&part.text, variable.start, variable.end);
            let best = plain_name(variable.name);
            if !best.is_empty() {
                let best = braced(&[if begins_with_digit(&best) { "_" } else { "" }, &best].concat());
                found.word("best", &best).edit(&part.text, variable.start, variable.end, best);
            }
        }
    }
    for pair in part.variables.windows(2) {
        if text.get(pair[0].end..pair[1].start).is_some_and(|between| between.trim().is_empty()) {
            let found = findings.add(rule::CREATION_VARIABLES_ADJACENT).word("part", &place(what, card));
            found.part(&part.text, pair[0].start, pair[1].end).edit(&part.text, pair[0].end, pair[1].start, " - ");
        }
    }
    examples(part, what, card, &part.text.path, lint, findings);
}

/// Every variable has an example; those of a Content template stand beside the text, under `variables`.
fn examples(part: &Part<'_>, what: &str, card: &str, at: &Path<'_>, lint: &Lint<'_, '_>, findings: &mut Findings) {
    let mut lacking = String::new();
    for (_, name) in part.names.iter().enumerate().filter(|(index, _)| part.example(*index).is_none()) {
        lacking.push_str(if lacking.is_empty() { "" } else { ", " });
        lacking.push_str(&braced(name));
    }
    if !lacking.is_empty() && !lint.template.content {
        let found = findings.add(rule::CREATION_EXAMPLE_MISSING).word("part", &place(what, card)).at(at);
        found.quoted("names", &lacking);
        if lint.synced {
            found.level(Level::Note);
        }
    }
}

/// A number is the name of a variable, and a word is; a number with letters behind it is neither.
fn begins_with_digit(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_digit()) && !is_number(name)
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_digit())
}

/// A variable as it stands in a text.
fn braced(name: &str) -> String {
    ["{{", name, "}}"].concat()
}

/// A body may not begin or end with a variable.
fn edges(body: &Part<'_>, card: &str, findings: &mut Findings) {
    let text = body.text.text;
    let at_edge =
        |v: &&super::model::Variable<'_>| text[..v.start].trim().is_empty() || text[v.end..].trim().is_empty();
    if let Some(variable) = body.variables.iter().find(at_edge) {
        let found = findings.add(rule::CREATION_VARIABLE_AT_EDGE).word("part", &place("body", card));
        found.quoted("name", &text[variable.start..variable.end]).part(&body.text, variable.start, variable.end);
        let (start, end) = (text[..variable.start].trim().is_empty(), text.trim_end().len());
        if !start && variable.end == end {
            found.edit(&body.text, end, end, ".");
        }
    }
}

/// The rule of thumb: twice as many other words as variables, and one more. Approved templates break it.
fn ratio(body: &Part<'_>, findings: &mut Findings) {
    let count = body.variables.len();
    let words = body.fixed().flat_map(str::split_whitespace).filter(|w| w.chars().any(char::is_alphanumeric)).count();
    if count > 0 && words < 2 * count + 1 {
        findings.add(rule::CREATION_VARIABLES_MANY).count("count", count).count("words", words).at(&body.text.path);
    }
}

/// Numbers from 1 without gaps in each text; those of a Content template run over all its parts.
fn numbering(part: &Part<'_>, what: &str, card: &str, lint: &Lint<'_, '_>, findings: &mut Findings) {
    let names = &part.names;
    let wrong = names.iter().enumerate().any(|(index, name)| name.parse() != Ok(index + 1));
    if wrong && !part.is_named() && !lint.template.content {
        let found = findings.add(rule::CREATION_VARIABLES_NUMBERING).word("part", &place(what, card));
        found.word("names", &names.join(", ")).at(&part.text.path);
        let place = |name: &str| names.iter().position(|n| *n == name).map_or(0, |at| at + 1).to_string();
        let counted = super::fit::filled(part, &|name| Some(braced(&place(name)).into()));
        found.edit(&part.text, 0, part.text.text.len(), counted);
    }
}

/// One kind of variable in the whole template. That it has another kind than it declares gets it rejected only at review.
fn mixed(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let template = lint.template;
    if template.content {
        return Ok(());
    }
    let mut first = None;
    for parts in std::iter::once(&template.parts).chain(&template.cards) {
        for part in parts.texts() {
            for name in &part.names {
                let first = *first.get_or_insert(*name);
                if is_number(first) != is_number(name) {
                    mix(findings, first, &braced(name)).at(&part.text.path);
                    return Ok(());
                }
            }
        }
    }
    if let (Some(first), Some(format)) = (first, template.node.opt_text("parameter_format")?) {
        let other = if is_number(first) { "NAMED" } else { "POSITIONAL" };
        if format.text.eq_ignore_ascii_case(other) {
            mix(findings, first, other).level(Level::Risk).part(&format, 0, format.text.len());
        }
    }
    Ok(())
}

fn mix<'f>(findings: &'f mut Findings, first: &str, other: &str) -> &'f mut Found {
    findings.add(rule::CREATION_VARIABLES_MIXED).quoted("name", &braced(first)).quoted("other", other)
}

fn buttons(parts: &Parts<'_>, lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let buttons = &parts.buttons;
    let mut too_many = |count: usize, max: u32, kind: &str| {
        if let (true, Some(last)) = (count > max as usize, buttons.last()) {
            let found = findings.add(rule::CREATION_BUTTONS_MANY).count("count", count).value("max", Val::Count(max));
            found.word("kind", kind).at(&last.node.path());
        }
    };
    too_many(buttons.len(), lint.policy.buttons_max, "buttons");
    let of = |kind: ButtonKind| buttons.iter().filter(|b| b.kind == kind).count();
    too_many(of(ButtonKind::Url), 2, "link buttons");
    for (kind, words) in [
        (ButtonKind::Phone, "phone buttons"),
        (ButtonKind::CopyCode, "copy-code buttons"),
        (ButtonKind::Flow, "flow buttons"),
        (ButtonKind::VoiceCall, "call buttons"),
        (ButtonKind::Catalog, "catalogue buttons"),
        (ButtonKind::Products, "product-list buttons"),
        (ButtonKind::Product, "product buttons"),
    ] {
        too_many(of(kind), 1, words);
    }
    for button in buttons {
        self::button(button, lint, findings)?;
    }
    // Quick replies in one run: from one to the next the kind changes at most once.
    let turns = buttons
        .windows(2)
        .filter(|pair| (pair[0].kind == ButtonKind::QuickReply) != (pair[1].kind == ButtonKind::QuickReply));
    if turns.count() > 1 {
        findings.add(rule::CREATION_BUTTONS_ORDER).at(&buttons[0].node.path());
    }
    Ok(())
}

fn button(button: &Button<'_>, lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let length = utf16_len(button.label);
    // The labels of these are Meta's own.
    let fixed = matches!(
        button.kind,
        ButtonKind::CopyCode | ButtonKind::Otp | ButtonKind::Other | ButtonKind::Catalog | ButtonKind::Product
    );
    if length > lint.policy.button_text_max as usize || (length == 0 && !fixed) {
        findings
            .add(rule::CREATION_BUTTON_LABEL)
            .quoted("label", button.label)
            .count("length", length)
            .at(&button.node.path());
    }
    if button.label.contains(['{', '\n']) || emoji_count(button.label) > 0 {
        findings.add(rule::CREATION_BUTTON_LABEL_MARKS).quoted("label", button.label).at(&button.node.path());
    }
    match button.kind {
        ButtonKind::Url => {
            let fine = button.url.as_ref().is_some_and(|url| {
                let end = url.variables.first().is_none_or(|v| v.end == url.text.text.trim_end().len());
                end && url.variables.len() <= 1
                    && utf16_len(url.text.text) <= lint.policy.url_max as usize
                    && !url.text.text.is_empty()
            });
            if !fine {
                findings.add(rule::CREATION_BUTTON_LINK).quoted("label", button.label).at(&button.node.path());
            }
            if let Some(url) = &button.url {
                examples(url, "link", "", &button.node.path(), lint, findings);
            }
        }
        ButtonKind::Phone => {
            let number =
                button.node.peek("phone_number").or_else(|| button.node.peek("phone")).and_then(|n| n.text().ok());
            if number.is_none_or(|n| n.text.is_empty() || utf16_len(n.text) > 20) {
                findings.add(rule::CREATION_BUTTON_PHONE).quoted("label", button.label).at(&button.node.path());
            }
        }
        ButtonKind::CopyCode => {
            let sample = button.node.peek("example").map(|e| super::model::list_texts(&e)).unwrap_or_default();
            let (length, policy) = (sample.first().map_or(0, |t| utf16_len(t)), lint.policy);
            if length > policy.coupon_safe as usize {
                let over = length > policy.coupon_max as usize;
                let found = findings.add(rule::CREATION_BUTTON_CODE).count("length", length).at(&button.node.path());
                found.value("max", Val::Count(if over { policy.coupon_max } else { policy.coupon_safe }));
                found.level(if over { Level::Fail } else { Level::Risk });
            }
        }
        // A synced copy names the flow by its id alone.
        ButtonKind::Flow => {
            let given = ["flow_id", "flow_name", "flow_json"].iter().filter(|key| button.node.peek(key).is_some());
            if given.count() != 1 && !lint.synced && !lint.template.content {
                findings.add(rule::CREATION_BUTTON_FLOW).quoted("label", button.label).at(&button.node.path());
            }
        }
        _ => {}
    }
    Ok(())
}

fn marketing_only(what: &str, lint: &Lint<'_, '_>, findings: &mut Findings) {
    if lint.template.category.is_some() && !lint.template.is("MARKETING") {
        findings.add(rule::CREATION_MARKETING_ONLY).word("what", what).at(&lint.template.node.path());
    }
}

fn carousel(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let cards = &lint.template.cards;
    if !lint.template.has_carousel {
        return Ok(());
    }
    marketing_only("carousel", lint, findings);
    if !(2..=10).contains(&cards.len()) {
        findings.add(rule::CREATION_CAROUSEL_CARDS).count("count", cards.len()).at(&lint.template.node.path());
    }
    let Some(first) = cards.first() else { return Ok(()) };
    let given = |card: &Parts<'_>| (card.body.is_some(), card.footer.is_some());
    let kinds = |card: &Parts<'_>| card.buttons.iter().map(|b| b.kind).collect::<Vec<_>>();
    for (index, card) in cards.iter().enumerate() {
        let shows = matches!(
            &card.header,
            Some(Header::Given(SlotType::Image | SlotType::Video | SlotType::Product, _) | Header::Fixed(..))
        );
        let same = given(card) == given(first) && kinds(card) == kinds(first);
        if !shows || !same || card.buttons.len() > 2 {
            findings.add(rule::CREATION_CAROUSEL_CARD).count("card", index + 1).at(&lint.template.node.path());
        }
        parts(card, &["card ", &(index + 1).to_string()].concat(), lint, findings);
        for button in &card.buttons {
            self::button(button, lint, findings)?;
        }
    }
    Ok(())
}

fn offer(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let template = lint.template;
    if !template.has_offer {
        return Ok(());
    }
    marketing_only("limited-time offer", lint, findings);
    let mut wrong = |what: &str| {
        findings.add(rule::CREATION_OFFER).word("found", what).at(&template.node.path());
    };
    let parts = &template.parts;
    if !matches!(&parts.header, Some(Header::Given(SlotType::Image | SlotType::Video, _))) {
        wrong("has no image or video");
    }
    if parts.footer.is_some() {
        wrong("has a footer");
    }
    let is = |at: usize, kind| parts.buttons.get(at).is_some_and(|button| button.kind == kind);
    let code = is(0, ButtonKind::CopyCode);
    let any_code = parts.buttons.iter().any(|button| button.kind == ButtonKind::CopyCode);
    if (template.offer.is_some() || any_code) && !code {
        wrong("does not have the copy code as its first button");
    } else if !is(usize::from(code), ButtonKind::Url) {
        wrong("lacks its link as the first button, or as the second behind a copy code");
    }
    if template.offer_text.is_some_and(|text| utf16_len(text) > 16) {
        wrong("has a text of more than 16 characters");
    }
    Ok(())
}

/// Preset words, and exactly one one-time-password button. A synced copy shows the button as a link.
fn authentication(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let template = lint.template;
    let parts = &template.parts;
    let count = parts.buttons.iter().filter(|b| b.kind == ButtonKind::Otp).count();
    if !template.is("AUTHENTICATION") {
        if count > 0 {
            findings.add(rule::CREATION_AUTHENTICATION_BUTTON).at(&template.node.path());
        }
        return Ok(());
    }
    if lint.synced || template.content {
        return Ok(());
    }
    if let Some(body) = parts.body.as_ref().filter(|body| !body.preset) {
        findings.add(rule::CREATION_AUTHENTICATION_TEXT).word("part", "body").at(&body.text.path);
    }
    if parts.header.is_some() {
        findings.add(rule::CREATION_AUTHENTICATION_TEXT).word("part", "header").at(&template.node.path());
    }
    if let Some(footer) = &parts.footer {
        findings.add(rule::CREATION_AUTHENTICATION_TEXT).word("part", "footer").at(&footer.path);
    }
    let Some(button) = parts.buttons.first().filter(|_| count == 1 && parts.buttons.len() == 1) else {
        findings.add(rule::CREATION_AUTHENTICATION_BUTTON).at(&template.node.path());
        return Ok(());
    };
    let kind = button.node.opt_text("otp_type")?.map_or("", |t| t.text).to_ascii_uppercase();
    if expiry(template)?.is_some_and(|minutes| !(1.0..=90.0).contains(&minutes)) {
        detail("an expiry of 1 to 90 minutes", &template.node, findings);
    }
    let terms = button.node.peek("zero_tap_terms_accepted").is_some_and(|n| *n.value == Value::Bool(true));
    let mut apps = 0;
    for app in button.node.get("supported_apps")?.map(|apps| apps.items()).transpose()?.into_iter().flatten() {
        apps += 1;
        supported_app(&app, findings)?;
    }
    if !["COPY_CODE", "ONE_TAP", "ZERO_TAP"].contains(&kind.as_str()) {
        detail("an otp_type of COPY_CODE, ONE_TAP or ZERO_TAP", &button.node, findings);
    }
    if kind != "COPY_CODE" && apps > 5 {
        detail("five apps at most", &button.node, findings);
    }
    if kind == "ZERO_TAP" && !terms {
        detail("zero_tap_terms_accepted: true", &button.node, findings);
    }
    Ok(())
}

fn detail(what: &str, node: &Node<'_>, findings: &mut Findings) {
    findings.add(rule::CREATION_AUTHENTICATION_DETAIL).word("what", what).at(&node.path());
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn time_to_live(lint: &Lint<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let template = lint.template;
    let Some(node) = template.node.get("message_send_ttl_seconds")? else { return Ok(()) };
    let seconds = node.number()?;
    let (category, range) = match () {
        () if template.is("AUTHENTICATION") => ("authentication", 30.0..=900.0),
        () if template.is("UTILITY") => ("utility", 30.0..=43_200.0),
        () if template.is("MARKETING") => ("marketing", 43_200.0..=2_592_000.0),
        () => return Ok(()),
    };
    // -1 stands for the longest time, except for marketing.
    let longest = seconds == -1.0 && category != "marketing";
    if !range.contains(&seconds) && !longest {
        let found = findings.add(rule::CREATION_TIME_TO_LIVE).word("category", category).at(&node.path());
        if seconds < 0.0 {
            found.word("seconds", &(seconds as i64).to_string());
        } else {
            found.count("seconds", seconds as usize);
        }
    }
    Ok(())
}

/// After how many minutes the footer says that the code expires.
fn expiry(template: &Template<'_>) -> Result<Option<f64>, Error> {
    for component in template.node.get("components")?.map(|c| c.items()).transpose()?.into_iter().flatten() {
        if let Some(minutes) = component.get("code_expiration_minutes")? {
            return minutes.number().map(Some);
        }
    }
    Ok(None)
}

/// A package name of at least two parts, and a signature hash of exactly 11 characters.
fn supported_app(app: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let package = app.opt_text("package_name")?.map_or("", |t| t.text);
    let hash = app.opt_text("signature_hash")?.map_or("", |t| t.text);
    let parts = package.split('.').filter(|part| part.starts_with(|c: char| c.is_ascii_alphabetic())).count();
    let fine = parts >= 2 && parts == package.split('.').count() && package.len() <= 224;
    for (fine, what) in
        [(fine, "a package name such as com.example.app"), (hash.len() == 11, "a signature hash of 11 characters")]
    {
        if !fine {
            detail(what, app, findings);
        }
    }
    Ok(())
}

fn unknown_parts(lint: &Lint<'_, '_>, findings: &mut Findings) {
    for (kind, node) in &lint.template.unknown {
        findings.add(rule::CREATION_PART_UNKNOWN).quoted("part", kind).at(&node.path());
    }
    for button in lint.template.parts.buttons.iter().filter(|b| b.kind == ButtonKind::Other) {
        if !["APP", "ORDER_DETAILS", "REQUEST_CONTACT_INFO"].iter().any(|k| k.eq_ignore_ascii_case(button.written)) {
            findings.add(rule::CREATION_PART_UNKNOWN).quoted("part", button.written).at(&button.node.path());
        }
    }
}

/// A line that is nothing but a variable can become anything, and reviewers treat it so.
fn floating(body: &Part<'_>, findings: &mut Findings) {
    let text = body.text.text;
    let alone = |v: &&super::model::Variable<'_>| {
        let before = text[..v.start].rsplit('\n').next().unwrap_or_default();
        let after = text[v.end..].split('\n').next().unwrap_or_default();
        ![before, after].iter().any(|side| side.contains(char::is_alphanumeric))
    };
    if let Some(variable) = body.variables.iter().filter(|_| !body.preset).find(alone) {
        let found = findings.add(rule::CREATION_VARIABLE_FLOATING).quoted("name", &text[variable.start..variable.end]);
        found.part(&body.text, variable.start, variable.end);
    }
}

/// What in the words explains that Meta files the template elsewhere or turns it down, each hit marked. Only ever a risk,
/// so that it is left out where nothing but `creatable` is asked for.
pub(crate) fn review(template: &Template<'_>, findings: &mut Findings) {
    words(template, &template.parts, findings);
    for card in &template.cards {
        words(template, card, findings);
    }
}

fn words(template: &Template<'_>, parts: &Parts<'_>, findings: &mut Findings) {
    let body = parts.body.as_ref().filter(|body| !body.preset).map(|body| body.text);
    for text in [body, parts.footer].into_iter().flatten() {
        if template.is("UTILITY") {
            mark(rule::CREATION_READS_AS_MARKETING, &text, hints::SELLS, findings);
        }
        if template.category.is_some() && !template.is("AUTHENTICATION") {
            mark(rule::CREATION_READS_AS_AUTHENTICATION, &text, hints::CODES, findings);
        }
        mark(rule::CREATION_LINK_HIDDEN, &text, hints::LINKS, findings);
        mark(rule::CREATION_SENSITIVE, &text, hints::SENSITIVE, findings);
    }
    for link in parts.buttons.iter().filter_map(|button| button.url.as_ref()) {
        mark(rule::CREATION_LINK_HIDDEN, &link.text, hints::LINKS, findings);
    }
}

/// At most three hits in one text: more say nothing new.
fn mark(rule: &'static Rule, text: &Text<'_>, words: &[&str], findings: &mut Findings) {
    let (mut from, mut count) = (0, 0);
    while let Some((start, end)) = hit(text.text, from, words).filter(|_| count < 3) {
        from = end;
        if !meant_otherwise(rule, &text.text[..start]) {
            count += 1;
            findings.add(rule).quoted("found", &text.text[start..end]).part(text, start, end);
        }
    }
}

/// A warning (“never send your password”) is no question, and a host does not stand inside a path.
fn meant_otherwise(rule: &'static Rule, before: &str) -> bool {
    if std::ptr::eq(rule, rule::CREATION_SENSITIVE) {
        let sentence = before.rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
        return hit(sentence, 0, hints::DENIALS).is_some();
    }
    std::ptr::eq(rule, rule::CREATION_LINK_HIDDEN) && before.ends_with('/') && !before.ends_with("//")
}
