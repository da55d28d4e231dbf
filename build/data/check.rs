//! Checking: every reference leads somewhere, every rule has its words, every word its value.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::read::{At, Cause, Data, Failure, FailureWords, File, PlatformFixes, Words};

pub const STAGES: [&str; 7] = ["window", "message", "template", "variables", "recipient", "limits", "account"];
pub const LEVELS: [&str; 4] = ["fail", "risk", "unknown", "note"];
pub const RETRY: [&str; 4] = ["no", "after-fix", "backoff", "later"];
pub const DIRECTIONS: [&str; 3] = ["outbound", "inbound", "account"];
/// The platform's own words that texts may use as `{@label}`; the general profile has them all.
pub const LABELS: [&str; 6] = ["choose-template", "templates", "logs", "connection", "retry", "throttling"];
/// The most a text may hold, so that a page stays readable.
const MESSAGE_MAX: usize = 240;

/// All faults found, in the order of the files.
pub fn check(data: &Data) -> Vec<String> {
    let mut faults = Vec::new();
    limits(data, &mut faults);
    rules(data, &mut faults);
    words(data, &mut faults);
    failures(data, &mut faults);
    platforms(data, &mut faults);
    evidence(data, &mut faults);
    locales(data, &mut faults);
    hints(data, &mut faults);
    facts(data, &mut faults);
    faults
}

fn known(file: &File, at: &At, allowed: &[&str], what: &str, faults: &mut Vec<String>) {
    if !allowed.contains(&at.get_ref().as_str()) {
        faults.push(
            file.fault(at.span(), &format!("unknown {what} \"{}\" (one of {})", at.get_ref(), allowed.join(", "))),
        );
    }
}

fn sources(file: &File, list: &[At], span: Range<usize>, data: &Data, faults: &mut Vec<String>) {
    if list.is_empty() {
        faults.push(file.fault(span, "no source"));
    }
    for source in list.iter().filter(|s| !data.sources.contains_key(s.get_ref())) {
        faults.push(file.fault(source.span(), &format!("no such source in sources.toml: \"{}\"", source.get_ref())));
    }
}

fn limits(data: &Data, faults: &mut Vec<String>) {
    let file = &data.limits_file;
    let mut seen = BTreeSet::new();
    for limit in &data.limits {
        if !seen.insert(limit.key.get_ref()) {
            faults.push(file.fault(limit.key.span(), "this key stands here twice"));
        }
        if !limit.key.get_ref().chars().all(|c| c.is_ascii_alphanumeric()) {
            faults.push(file.fault(limit.key.span(), "keys are written in camelCase"));
        }
        let lists_one_kind = match &limit.value {
            toml::Value::Array(items) => items.iter().all(|i| i.is_str()) || items.iter().all(|i| i.is_integer()),
            toml::Value::Integer(_) => true,
            _ => false,
        };
        if !lists_one_kind {
            faults.push(file.fault(limit.key.span(), "a value is a whole number, a list of those, or a list of texts"));
        }
        sources(file, &limit.sources, limit.key.span(), data, faults);
    }
}

fn rules(data: &Data, faults: &mut Vec<String>) {
    let failures: BTreeSet<&str> = data.failures.iter().map(|(id, ..)| id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for (rule, file) in &data.rules {
        let file = &data.rule_files[*file];
        let id = rule.id.get_ref();
        let fault = |what: &str| file.fault(rule.id.span(), what);
        if !seen.insert(id) {
            faults.push(fault("this rule stands here twice"));
        }
        let named = id.split_once('.').is_some_and(|(area, name)| !name.is_empty() && area == file.stem());
        if !named || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c)) {
            faults.push(fault("a rule is named area.what-is-wrong, and its file for the area"));
        }
        known(file, &rule.stage, &STAGES, "stage", faults);
        known(file, &rule.level, &LEVELS, "level", faults);
        if let Some(when) = &rule.when {
            known(file, when, &["send", "create"], "when", faults);
        }
        if (rule.level.get_ref() == "unknown") != rule.obtainable.is_some() {
            faults.push(fault("`obtainable` goes with level unknown, and only with it"));
        }
        match &rule.failure {
            Some(failure) if !failures.contains(failure.get_ref().as_str()) => {
                faults.push(
                    file.fault(failure.span(), &format!("no failure \"{}\" in src/data/failures", failure.get_ref())),
                );
            }
            None if rule.level.get_ref() == "fail" => {
                faults.push(fault("a failing rule names the failure it prevents"))
            }
            _ => {}
        }
        for key in rule.policy.iter().filter(|k| !data.limits.iter().any(|l| l.key.get_ref() == k.get_ref())) {
            faults.push(file.fault(key.span(), &format!("no value \"{}\" in policy.toml", key.get_ref())));
        }
        sources(file, &rule.sources, rule.id.span(), data, faults);
        if !data.words.get("en").is_some_and(|en| en.keys().any(|k| k.get_ref() == id)) {
            faults.push(fault("no English words in words/en.toml"));
        }
    }
}

fn words(data: &Data, faults: &mut Vec<String>) {
    for (language, table) in &data.words {
        rule_words(&data.word_files[language], table, data, faults);
    }
}

fn rule_words(file: &File, table: &BTreeMap<At, Words>, data: &Data, faults: &mut Vec<String>) {
    for (id, words) in table {
        let fault = |what: &str| file.fault(id.span(), &format!("{}: {what}", id.get_ref()));
        let Some((rule, _)) = data.rules.iter().find(|(rule, _)| rule.id.get_ref() == id.get_ref()) else {
            faults.push(fault("words for a rule that does not exist"));
            continue;
        };
        if words.message.chars().count() > MESSAGE_MAX {
            faults.push(fault("the message is longer than people read"));
        }
        if matches!(rule.level.get_ref().as_str(), "fail" | "risk") && words.fixes.is_empty() {
            faults.push(fault("what can fail needs a fix"));
        }
        if (rule.level.get_ref() == "unknown") != words.missing.is_some() {
            faults.push(fault("`missing` goes with level unknown, and only with it"));
        }
        for (text, values) in texts(words, &rule.values) {
            faults.extend(placeholders(text, values, data).into_iter().map(|f| fault(&f)));
        }
    }
}

/// Nothing in another language may be about what does not exist.
fn locales(data: &Data, faults: &mut Vec<String>) {
    for locale in data.locales.values() {
        rule_words(&locale.rules_file, &locale.rules, data, faults);
        for id in locale.failures.keys().filter(|id| !data.failures.iter().any(|(known, ..)| known == id.get_ref())) {
            faults.push(locale.failures_file.fault(id.span(), "words for a failure that does not exist"));
        }
        for (english, said) in &locale.phrases {
            if english.get_ref().matches('#').count() != said.matches('#').count() {
                faults.push(locale.phrases_file.fault(english.span(), "another number of # than in English"));
            }
        }
    }
}

/// What another language lacks, and where it says more or less than English does: the English text changed since.
pub fn out_of_step(data: &Data) -> Vec<String> {
    let mut lacks = Vec::new();
    for (language, locale) in &data.locales {
        let mut lack = |what: &str, why: &str| lacks.push(format!("{language}: {what}: {why}"));
        for (rule, _) in &data.rules {
            let id = rule.id.get_ref().as_str();
            let Some(english) = data.words["en"].get(id) else { continue };
            match locale.rules.get(id) {
                None => lack(id, "no words"),
                Some(words) if names(&english.message) != names(&words.message) => {
                    lack(id, "the message is made of other values than in English");
                }
                Some(words)
                    if english.fixes.len() != words.fixes.len() || english.edit.is_some() != words.edit.is_some() =>
                {
                    lack(id, "other fixes or another edit than in English");
                }
                Some(_) => {}
            }
        }
        for (id, english, _) in &data.failures {
            match locale.failures.get(id.as_str()) {
                None => lack(id, "no words"),
                Some(words) if shape_of(english) != words.shape() => {
                    lack(id, "other fixes, causes, platforms or waiting times than in English");
                }
                Some(_) => {}
            }
        }
        for phrase in phrases(data) {
            if !locale.phrases.contains_key(phrase) {
                lack(phrase, "no words");
            }
        }
    }
    lacks
}

type Shape = (usize, Vec<bool>, Vec<(String, usize)>, bool);

fn shape_of(failure: &Failure) -> Shape {
    shape(&failure.fixes, &failure.causes, &failure.platforms, failure.retry_after.is_some())
}

impl FailureWords {
    fn shape(&self) -> Shape {
        shape(&self.fixes, &self.causes, &self.platforms, self.retry_after.is_some())
    }
}

fn shape(fixes: &[String], causes: &[Cause], platforms: &BTreeMap<At, PlatformFixes>, waits: bool) -> Shape {
    let tells = causes.iter().map(|cause| cause.tell.is_some()).collect();
    (fixes.len(), tells, platforms.iter().map(|(id, own)| (id.get_ref().clone(), own.fixes.len())).collect(), waits)
}

/// Every text that stands neither with a rule nor with a failure.
fn phrases(data: &Data) -> BTreeSet<&str> {
    let mut all = BTreeSet::new();
    all.extend(data.groups.iter().map(|group| group.title.as_str()));
    all.extend(data.limits.iter().flat_map(|limit| [limit.what.as_str(), &limit.unit]));
    all.extend(data.evidence.family.iter().map(|family| family.name.as_str()));
    all.extend(data.evidence.notes.values().chain(&data.evidence.collect).map(String::as_str));
    for (_, platform, _) in &data.platforms {
        all.extend(platform.labels.values().map(String::as_str));
        all.extend(platform.restrictions.iter().map(|restriction| restriction.note.as_str()));
        all.extend(platform.notes.iter().map(|note| note.text.as_str()));
    }
    all
}

/// The values in a text, in alphabetical order, each once.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split(['}', '|']).next()).collect()
}

/// Every text of an entry with the values it may use: only the message and the fixes are made for one draft.
fn texts<'a>(words: &'a Words, values: &'a [String]) -> Vec<(&'a str, &'a [String])> {
    let mut all: Vec<(&str, &[String])> = vec![(&words.what, &[]), (&words.message, values), (&words.why, &[])];
    all.extend(words.fixes.iter().map(|f| (f.as_str(), values)));
    all.extend(words.missing.iter().chain(&words.edit).map(|t| (t.as_str(), values)));
    all
}

/// Faults of the `{…}` in one text: `{value}`, `{value|one|many}`, `{policyKey}`, `{@label}`.
fn placeholders(text: &str, values: &[String], data: &Data) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((inside, next)) = after.split_once('}') else {
            faults.push("a brace is not closed".into());
            break;
        };
        let name = inside.split('|').next().unwrap_or_default();
        let fine = match name.strip_prefix('@') {
            Some(label) => LABELS.contains(&label),
            // `{!value}` stands for nothing: the text is meant for when the value is not there.
            None if name.starts_with('!') => values.iter().any(|v| *v == name[1..]),
            None => values.iter().any(|v| v == name) || data.limits.iter().any(|l| l.key.get_ref() == name),
        };
        if !fine {
            faults.push(format!("{{{inside}}} is no value of this rule, no policy key and no label"));
        }
        if !matches!(inside.split('|').count(), 1 | 3) {
            faults.push(format!("{{{inside}}}: plural forms are written {{value|one|many}}"));
        }
        rest = next;
    }
    faults
}

fn failures(data: &Data, faults: &mut Vec<String>) {
    let listed: Vec<(&At, &str)> =
        data.groups.iter().flat_map(|g| g.failures.iter().map(|f| (f, g.id.as_str()))).collect();
    for (at, _) in listed.iter().filter(|(at, _)| !data.failures.iter().any(|(id, ..)| id == at.get_ref())) {
        faults.push(data.groups_file.fault(at.span(), &format!("no file for failure \"{}\"", at.get_ref())));
    }
    for (id, failure, file) in &data.failures {
        let top = failure.group.span();
        match listed.iter().filter(|(at, _)| at.get_ref() == id).map(|(_, group)| *group).collect::<Vec<_>>()[..] {
            [group] if group == failure.group.get_ref() => {}
            [group] => faults.push(file.fault(top, &format!("groups.toml lists it under \"{group}\""))),
            [] => faults.push(file.fault(top, "not listed in groups.toml")),
            _ => faults.push(file.fault(top, "listed more than once in groups.toml")),
        }
        known(file, &failure.direction, &DIRECTIONS, "direction", faults);
        known(file, &failure.retry, &RETRY, "retry class", faults);
        let said = [&failure.title, &failure.summary];
        if said.iter().any(|s| s.trim().is_empty()) || failure.fixes.is_empty() || failure.causes.is_empty() {
            faults.push(file.fault(0..0, "title, summary, a cause and a fix are needed"));
        }
        if failure.sources.is_empty() || failure.sources.iter().any(|s| !s.starts_with("https://")) {
            faults.push(file.fault(0..0, "sources are https addresses, at least one"));
        }
        for sign in
            failure.signs.iter().filter(|s| s.bytes().any(|b| b.is_ascii_uppercase() || matches!(b, b'\'' | b'"')))
        {
            faults.push(file.fault(0..0, &format!("sign \"{sign}\": lower case, without quotes and apostrophes")));
        }
        if failure.codes.primary.iter().any(|c| !failure.codes.meta.contains(c)) {
            faults.push(file.fault(0..0, "a primary code must stand among the meta codes"));
        }
        for platform in failure.platforms.keys().filter(|p| !data.platforms.iter().any(|(id, ..)| id == p.get_ref())) {
            faults.push(
                file.fault(platform.span(), &format!("no platform \"{}\" in src/data/platforms", platform.get_ref())),
            );
        }
    }
}

fn platforms(data: &Data, faults: &mut Vec<String>) {
    if !data.platforms.iter().any(|(id, ..)| id == "general") {
        faults.push("src/data/platforms: the general profile is missing".into());
    }
    for (id, platform, file) in &data.platforms {
        for label in platform.labels.keys() {
            known(file, label, &LABELS, "label", faults);
        }
        if id == "general" {
            for label in LABELS.iter().filter(|l| !platform.labels.keys().any(|k| k.get_ref() == *l)) {
                faults.push(file.fault(0..0, &format!("the general profile has no label \"{label}\"")));
            }
        }
        for restriction in &platform.restrictions {
            known(file, &restriction.when, &["first-contact", "any"], "when", faults);
            known(file, &restriction.level, &["risk", "note"], "level", faults);
            for refused in &restriction.refuses {
                known(file, refused, &REFUSALS, "refusal", faults);
            }
        }
        let country = |code: &String| data.countries.contains_key(code);
        if platform.notes.iter().any(|note| note.countries.is_empty() || !note.countries.iter().all(country)) {
            faults.push(file.fault(0..0, "a note names the countries it is about, by their ISO 3166 codes"));
        }
        if let Some(form) = &platform.number_form {
            known(file, form, &["bare"], "number form", faults);
        }
        for kind in platform.sends.iter().flatten() {
            known(file, kind, &MESSAGE_TYPES, "message type", faults);
        }
        sources(file, &platform.sources, 0..0, data, faults);
    }
}

/// What of a template a platform may refuse.
const REFUSALS: [&str; 7] =
    ["variables", "buttons", "button-parameters", "media-header", "location-header", "authentication", "products"];

pub const MESSAGE_TYPES: [&str; 11] = [
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contacts",
    "reaction",
    "interactive",
    "template",
];

fn evidence(data: &Data, faults: &mut Vec<String>) {
    let mut fault = |what: String| faults.push(data.evidence_file.fault(0..0, &what));
    let mut end = 0;
    let mut families: Vec<_> = data.evidence.family.iter().collect();
    families.sort_by_key(|family| family.from);
    for family in families {
        if family.from <= end || family.to < family.from {
            fault(format!("the family from {} overlaps another or ends before it begins", family.from));
        }
        end = family.to;
    }
    let lists = [&data.evidence.other_numbers, &data.evidence.units, &data.evidence.context, &data.evidence.telling];
    for word in lists.into_iter().flatten().filter(|w| w.is_empty() || w.bytes().any(|b| b.is_ascii_uppercase())) {
        fault(format!("\"{word}\": words are written in lower case"));
    }
}

fn hints(data: &Data, faults: &mut Vec<String>) {
    let h = &data.hints;
    let lists = [&h.sells, &h.codes, &h.links, &h.sensitive, &h.denials, &h.follow_up];
    for word in lists.into_iter().flatten().filter(|w| w.trim().is_empty() || w.to_lowercase() != **w) {
        faults.push(data.hints_file.fault(0..0, &format!("\"{word}\": words are written in lower case")));
    }
}

/// Every rule stands on facts that are there; every fact has a rule, or says why it has none.
fn facts(data: &Data, faults: &mut Vec<String>) {
    let known: BTreeSet<&str> = data.facts.iter().map(|fact| fact.id.get_ref().as_str()).collect();
    for (rule, file) in &data.rules {
        for fact in rule.facts.iter().filter(|fact| !known.contains(fact.as_str())) {
            let file = &data.rule_files[*file];
            faults.push(file.fault(rule.id.span(), &format!("no fact \"{fact}\" in facts.toml")));
        }
    }
    for fact in &data.facts {
        let used = data.rules.iter().any(|(rule, _)| rule.facts.contains(fact.id.get_ref()));
        if used == fact.left_out.is_some() {
            faults.push(data.facts_file.fault(fact.id.span(), "a fact has a rule, or else says why it is left out"));
        }
    }
}
