//! Writing: Rust tables for `src/catalogue.rs`, and the `Policy` struct.
//!
//! The texts of one entry are packed into a single string, fields apart by U+001E, items by U+001F, parts by U+001D: a
//! slice of its own for each would cost eight bytes a text in the `.wasm`, and a third of the catalogue's size.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::read::{At, Cause, Code, Data, Failure, FailureWords, Limit, Platform, PlatformFixes, Rule, Words};

const FIELD: &str = "\u{1e}";
const ITEM: &str = "\u{1f}";
const PART: &str = "\u{1d}";

/// The tables of `data.rs`.
pub fn tables(data: &Data) -> String {
    let mut out = String::from("// Made by build.rs from src/data.\n");
    let _ = writeln!(out, "pub(crate) static LANGUAGES: &str = {:?};", format!(" {} ", data.languages.join(" ")));
    table(
        &mut out,
        "Source",
        "SOURCES",
        data.sources
            .values()
            .map(|s| format!("Source {{ title: {:?}, url: {:?}, checked: \"{}\" }}", s.title, s.url, s.checked)),
    );
    table(&mut out, "Rule", "RULES", data.rules.iter().map(|(rule, _)| rule_row(rule, data)));
    out.push_str("/// The rules by name, so that a rule which does not exist cannot be named.\npub(crate) mod rule {\nuse super::{RULES, Rule};\n");
    for (index, (rule, _)) in data.rules.iter().enumerate() {
        let name = rule.id.get_ref().replace(['.', '-'], "_").to_uppercase();
        let _ = writeln!(out, "pub(crate) const {name}: &Rule = &RULES[{index}];");
    }
    out.push_str("}\n");
    table(
        &mut out,
        "Group",
        "GROUPS",
        data.groups.iter().map(|g| format!("Group {{ id: {:?}, title: {:?} }}", g.id, g.title)),
    );
    // In the order of groups.toml, which is the order for people.
    let ordered: Vec<_> =
        order(data).into_iter().filter_map(|id| data.failures.iter().find(|(f, ..)| *f == id)).collect();
    table(&mut out, "Entry", "FAILURES", ordered.iter().map(|(id, failure, _)| failure_row(id, failure, data)));
    table(&mut out, "Platform", "PLATFORMS", data.platforms.iter().map(|(id, platform, _)| platform_row(id, platform)));
    evidence(&mut out, data);
    hints(&mut out, data);
    out
}

/// Word lists that are looked through at every word of a template, so each word is a text of its own.
fn hints(out: &mut String, data: &Data) {
    let h = &data.hints;
    let _ = writeln!(out, "/// From src/data/hints.toml.\npub(crate) mod hints {{");
    for (name, list) in [
        ("SELLS", &h.sells),
        ("CODES", &h.codes),
        ("LINKS", &h.links),
        ("SENSITIVE", &h.sensitive),
        ("DENIALS", &h.denials),
        ("FOLLOW_UP", &h.follow_up),
    ] {
        let _ = writeln!(out, "pub(crate) static {name}: &[&str] = &{list:?};");
    }
    out.push_str("}\n");
}

/// Word lists as one text each, notes by name.
fn evidence(out: &mut String, data: &Data) {
    let e = &data.evidence;
    let pairs: Vec<String> = e.providers.iter().map(|(provider, sign)| format!("{provider}{PART}{sign}")).collect();
    let _ = writeln!(out, "/// From src/data/evidence.toml.\npub(crate) mod evidence {{");
    let lists = [
        ("FAILURE_WORDS", &e.failure_words),
        ("CODE_WORDS", &e.code_words),
        ("MESSAGE_WORDS", &e.message_words),
        ("OWNER_WORDS", &e.owner_words),
        ("OTHER_NUMBERS", &e.other_numbers),
        ("NUMBERED", &e.numbered),
        ("UNITS", &e.units),
        ("CONTEXT", &e.context),
        ("OWNED", &e.owned),
        ("CHATS", &e.chats),
        ("ELSEWHERE", &e.elsewhere),
        ("SMS", &e.sms),
        ("HERE", &e.here),
        ("UNOFFICIAL", &e.unofficial),
        ("PROVIDERS", &pairs),
        ("TELLING", &e.telling),
        ("COLLECT", &e.collect),
    ];
    for (name, list) in lists {
        let _ = writeln!(out, "pub(crate) static {name}: &str = {:?};", list.join(ITEM));
    }
    for (name, note) in &e.notes {
        let _ = writeln!(out, "pub(crate) static NOTE_{}: &str = {note:?};", name.to_uppercase().replace('-', "_"));
    }
    let families: Vec<String> = e.family.iter().map(|f| format!("({}, {}, {:?})", f.from, f.to, f.name)).collect();
    let _ = writeln!(
        out,
        "pub(crate) static FAMILIES: [(u32, u32, &str); {}] = [{}];\n}}",
        families.len(),
        families.join(", ")
    );
}

fn order(data: &Data) -> Vec<String> {
    data.groups.iter().flat_map(|g| g.failures.iter().map(|f| f.get_ref().clone())).collect()
}

fn table(out: &mut String, kind: &str, name: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    let _ = writeln!(out, "pub(crate) static {name}: [{kind}; {}] = [\n{},\n];", rows.len(), rows.join(",\n"));
}

/// The languages besides English as packs, in the form that `src/locale.rs` describes.
pub fn locales(data: &Data) -> String {
    let mut out = String::from(
        "/// The languages that come along besides English: each with its pack, for [`add_locale`].\n\
         pub static LOCALES: &[(&str, &str)] = &[\n",
    );
    for (language, locale) in &data.locales {
        let mut records = vec![["presend", language].join(FIELD)];
        for (id, words) in &locale.rules {
            records.push(["r", id.get_ref(), &words_text(words)].join(FIELD));
        }
        for (id, words) in &locale.failures {
            records.push(["f", id.get_ref(), &failure_words(words)].join(FIELD));
        }
        let countries = locale.countries.iter().filter_map(|(code, said)| Some((data.countries.get(code)?, said)));
        let phrases = locale.phrases.iter().map(|(english, said)| (english.get_ref(), said));
        for (english, said) in phrases.chain(countries).filter(|(english, said)| english != said) {
            records.push(["p", english, said].join(FIELD));
        }
        let _ = writeln!(out, "({language:?}, {:?}),", records.join("\u{1c}"));
    }
    out + "];\n"
}

fn failure_words(words: &FailureWords) -> String {
    [
        words.title.clone(),
        words.summary.clone(),
        words.retry_after.clone().unwrap_or_default(),
        words.fixes.join(ITEM),
        causes(&words.causes),
        platform_fixes(&words.platforms),
    ]
    .join(FIELD)
}

fn causes(causes: &[Cause]) -> String {
    causes.iter().map(|c| c.text.clone() + PART + c.tell.as_deref().unwrap_or_default()).collect::<Vec<_>>().join(ITEM)
}

fn platform_fixes(platforms: &BTreeMap<At, PlatformFixes>) -> String {
    let items = platforms.iter().flat_map(|(p, f)| f.fixes.iter().map(move |fix| p.get_ref().clone() + PART + fix));
    items.collect::<Vec<_>>().join(ITEM)
}

fn rule_row(rule: &Rule, data: &Data) -> String {
    let words = data.words["en"].iter().find(|(id, _)| id.get_ref() == rule.id.get_ref()).map(|(_, w)| words_text(w));
    let failure = rule.failure.as_ref().and_then(|f| order(data).iter().position(|id| id == f.get_ref()));
    let sources: Vec<usize> =
        rule.sources.iter().filter_map(|s| data.sources.keys().position(|k| k == s.get_ref())).collect();
    let policy: Vec<&String> = rule.policy.iter().map(|k| k.get_ref()).collect();
    format!(
        "Rule {{ id: {:?}, stage: Stage::{}, level: Level::{}, creation: {}, failure: {failure:?}, codes: &{:?}, \
         policy: &{policy:?}, obtainable: {}, sources: &{sources:?}, checked: \"{}\", text: {:?} }}",
        rule.id.get_ref(),
        camel(rule.stage.get_ref()),
        camel(rule.level.get_ref()),
        rule.when.as_ref().is_some_and(|w| w.get_ref() == "create"),
        rule.codes,
        rule.obtainable.unwrap_or(false),
        rule.checked,
        words.unwrap_or_default(),
    )
}

fn words_text(words: &Words) -> String {
    [
        words.what.as_str(),
        &words.message,
        &words.why,
        words.missing.as_deref().unwrap_or_default(),
        words.edit.as_deref().unwrap_or_default(),
        &words.fixes.join(ITEM),
    ]
    .join(FIELD)
}

fn failure_row(id: &str, failure: &Failure, data: &Data) -> String {
    let group = data.groups.iter().position(|g| g.id == *failure.group.get_ref()).unwrap_or_default();
    let strings = failure.strings.iter().map(|s| s.text.clone() + PART + &s.provider + if s.seen { "" } else { PART });
    let other = failure.codes.other.iter().flat_map(|(provider, codes)| {
        codes.iter().map(move |code| match code {
            Code::Number(n) => format!("{provider}{PART}{n}"),
            Code::Text(t) => format!("{provider}{PART}{PART}{t}"),
        })
    });
    let join = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(ITEM);
    let text = [
        failure.title.clone(),
        failure.summary.clone(),
        failure.retry_after.clone().unwrap_or_default(),
        failure.fixes.join(ITEM),
        causes(&failure.causes),
        platform_fixes(&failure.platforms),
        join(&mut strings.into_iter()),
        join(&mut other.into_iter()),
        failure.sources.join(ITEM),
        failure.signs.join(ITEM),
    ]
    .join(FIELD);
    format!(
        "Entry {{ id: {id:?}, group: {group}, direction: Direction::{}, retry: Retry::{}, meta: &{:?}, primary: &{:?}, \
         subcodes: &{:?}, twilio: &{:?}, checked: \"{}\", text: {text:?} }}",
        camel(failure.direction.get_ref()),
        camel(failure.retry.get_ref()),
        failure.codes.meta,
        failure.codes.primary,
        failure.codes.subcodes,
        failure.codes.twilio,
        failure.checked,
    )
}

fn platform_row(id: &str, platform: &Platform) -> String {
    let labels: Vec<(&String, &String)> = platform.labels.iter().map(|(k, v)| (k.get_ref(), v)).collect();
    let sends: Option<Vec<&String>> = platform.sends.as_ref().map(|s| s.iter().map(|k| k.get_ref()).collect());
    let restrictions: Vec<String> = platform
        .restrictions
        .iter()
        .map(|r| {
            let refuses: Vec<&String> = r.refuses.iter().map(|x| x.get_ref()).collect();
            format!(
                "Restriction {{ first_contact: {}, refuses: &{refuses:?}, level: Level::{}, note: {:?} }}",
                r.when.get_ref() == "first-contact",
                camel(r.level.get_ref()),
                r.note
            )
        })
        .collect();
    let notes: Vec<String> = platform
        .notes
        .iter()
        .map(|n| {
            format!("PlatformNote {{ countries: &{:?}, text: {:?}, checked: \"{}\" }}", n.countries, n.text, n.checked)
        })
        .collect();
    let max = |value: Option<u32>| value.map_or("u32::MAX".into(), |max| max.to_string());
    format!(
        "Platform {{ id: {id:?}, name: {:?}, sends: {}, bare_numbers: {}, labels: &{labels:?}, restrictions: &[{}], \
         notes: &[{}], file_max_mb: {}, image_max_mb: {}, value_max: {} }}",
        platform.name,
        sends.map_or("None".into(), |s| format!("Some(&{s:?})")),
        platform.number_form.is_some(),
        restrictions.join(", "),
        notes.join(", "),
        max(platform.file_max_mb),
        max(platform.image_max_mb.or(platform.file_max_mb)),
        max(platform.value_max),
    )
}

/// `after-fix` becomes `AfterFix`.
fn camel(text: &str) -> String {
    text.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// `windowHours` becomes `window_hours`.
fn snake(key: &str) -> String {
    key.chars().flat_map(|c| [c.is_ascii_uppercase().then_some('_'), Some(c.to_ascii_lowercase())]).flatten().collect()
}

/// The `Policy` struct, its default, its reader and its documentation, all from policy.toml.
pub fn policy(data: &Data) -> String {
    let mut out = String::from("// Made by build.rs from src/data/policy.toml.\n");
    let sources = |limit: &Limit| -> Vec<usize> {
        limit.sources.iter().filter_map(|s| data.sources.keys().position(|k| k == s.get_ref())).collect()
    };
    table(
        &mut out,
        "Limit",
        "LIMITS",
        data.limits.iter().map(|l| {
            let since = l.since.map_or("None".to_string(), |s| format!("Some(\"{s}\")"));
            format!(
                "Limit {{ key: {:?}, unit: {:?}, what: {:?}, since: {since}, sources: &{:?}, checked: \"{}\" }}",
                l.key.get_ref(),
                l.unit,
                l.what,
                sources(l),
                l.checked
            )
        }),
    );
    out.push_str(
        "/// The platform's dated limits. Each has a default that was true on the day it was checked; a caller who knows\n\
         /// better overrides it. [`rules()`](crate::rules) tells which value is in force and since when.\n\
         #[derive(Debug, Clone, PartialEq, serde::Serialize)]\n\
         #[cfg_attr(feature = \"wasm\", derive(tsify::Tsify))]\n\
         #[serde(rename_all = \"camelCase\")]\n#[non_exhaustive]\npub struct Policy {\n",
    );
    for limit in &data.limits {
        let since = limit.since.map_or(String::new(), |s| format!(" Since {s}."));
        let _ = writeln!(out, "    /// {} Unit: {}.{since} Checked {}.", limit.what, limit.unit, limit.checked);
        let _ = writeln!(out, "    pub {}: {},", snake(limit.key.get_ref()), kind(&limit.value).0);
    }
    out.push_str("}\n\nimpl Default for Policy {\n    fn default() -> Self {\n        Self {\n");
    for limit in &data.limits {
        let _ = writeln!(out, "            {}: {},", snake(limit.key.get_ref()), value(&limit.value));
    }
    out.push_str("        }\n    }\n}\n\nimpl Policy {\n    /// Takes over what the caller gave.\n    pub(crate) fn read(&mut self, key: &str, node: &Node<'_>) -> Result<(), Error> {\n        match key {\n");
    for limit in &data.limits {
        let _ = writeln!(
            out,
            "            {:?} => self.{} = {}(node)?,",
            limit.key.get_ref(),
            snake(limit.key.get_ref()),
            kind(&limit.value).1
        );
    }
    out.push_str("            _ => return Err(unknown_key(node)),\n        }\n        Ok(())\n    }\n\n    /// The value in force, for texts and documentation.\n    pub(crate) fn get(&self, key: &str) -> Option<Effective<'_>> {\n        Some(match key {\n");
    for limit in &data.limits {
        let _ = writeln!(
            out,
            "            {:?} => {}(&self.{}),",
            limit.key.get_ref(),
            kind(&limit.value).2,
            snake(limit.key.get_ref())
        );
    }
    out.push_str("            _ => return None,\n        })\n    }\n}\n");
    out
}

/// Rust type, reader and variant of `Effective` for a value of policy.toml.
fn kind(value: &toml::Value) -> (&'static str, &'static str, &'static str) {
    match value {
        toml::Value::Integer(_) => ("u32", "count", "Effective::Count"),
        toml::Value::Array(items) if items.iter().all(toml::Value::is_integer) && !items.is_empty() => {
            ("Cow<'static, [u32]>", "counts", "Effective::Counts")
        }
        _ => ("Cow<'static, [Cow<'static, str>]>", "countries", "Effective::Names"),
    }
}

/// Lists are borrowed from the data, so that a call without a policy of its own allocates nothing.
fn value(value: &toml::Value) -> String {
    let borrowed = |item: &toml::Value| if item.is_str() { format!("Cow::Borrowed({item})") } else { item.to_string() };
    match value {
        toml::Value::Array(items) => {
            format!("Cow::Borrowed(&[{}])", items.iter().map(borrowed).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Names of countries as one text: `ADAndorra`, `AEUnited Arab Emirates`, …
pub fn countries(data: &Data) -> String {
    let names: Vec<String> = data.countries.iter().map(|(code, name)| format!("{code}{name}")).collect();
    format!("/// From src/data/countries.toml.\nstatic NAMES: &str = {:?};\n", names.join(ITEM))
}
