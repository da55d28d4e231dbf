//! Rules, failures and platforms as data. The tables are made from `src/data` by `build.rs`.

use std::borrow::Cow;

use serde::Serialize;

use crate::Error;
use crate::draft::{Draft, Options};
use crate::locale::Language;
use crate::order;
use crate::policy::{Effective, LIMITS};
use crate::report::{Level, Stage};
use crate::value::Value;
use crate::words::{Source as Values, complete, render};

include!(concat!(env!("OUT_DIR"), "/data.rs"));

/// One rule: its data and its English words.
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) stage: Stage,
    pub(crate) level: Level,
    pub(crate) creation: bool,
    pub(crate) failure: Option<usize>,
    pub(crate) codes: &'static [u32],
    pub(crate) policy: &'static [&'static str],
    pub(crate) obtainable: bool,
    pub(crate) sources: &'static [usize],
    pub(crate) checked: &'static str,
    /// what, message, why, missing, edit, fixes
    pub(crate) text: &'static str,
}

/// The words of a rule in one language.
pub(crate) struct RuleWords {
    pub(crate) what: &'static str,
    pub(crate) message: &'static str,
    pub(crate) why: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) edit: &'static str,
    fixes: &'static str,
}

impl RuleWords {
    pub(crate) fn fixes(&self) -> impl Iterator<Item = &'static str> {
        items(self.fixes)
    }
}

impl Rule {
    /// As a language has them; what it lacks, in English.
    #[inline(never)]
    pub(crate) fn words(&self, language: Language) -> RuleWords {
        let mut fields = [""; 6];
        for text in [self.text, language.rule(self)] {
            for (field, words) in fields.iter_mut().zip(text.split('\u{1e}')).filter(|(_, words)| !words.is_empty()) {
                *field = words;
            }
        }
        let [what, message, why, missing, edit, fixes] = fields;
        RuleWords { what, message, why, missing, edit, fixes }
    }

    pub(crate) fn failure(&self) -> Option<&'static str> {
        self.failure.and_then(|index| FAILURES.get(index)).map(|failure| failure.id)
    }
}

/// A field of a packed text: as a language has it, or in English.
fn field(said: &'static str, english: &'static str, index: usize) -> &'static str {
    let of = |text: &'static str| text.split('\u{1e}').nth(index).unwrap_or_default();
    Some(of(said)).filter(|words| !words.is_empty()).unwrap_or_else(|| of(english))
}

/// A place where facts come from.
pub(crate) struct Source {
    title: &'static str,
    url: &'static str,
    checked: &'static str,
}

/// A heading of the FAQ.
pub(crate) struct Group {
    id: &'static str,
    title: &'static str,
}

/// One cause of failure.
pub(crate) struct Entry {
    pub(crate) id: &'static str,
    group: usize,
    pub(crate) direction: Direction,
    pub(crate) retry: Retry,
    pub(crate) meta: &'static [u32],
    pub(crate) primary: &'static [u32],
    pub(crate) subcodes: &'static [u32],
    pub(crate) twilio: &'static [u32],
    checked: &'static str,
    /// title, summary, retry-after, fixes, causes, fixes by platform, strings, other codes, sources, signs
    text: &'static str,
}

impl Entry {
    fn field(&self, index: usize) -> &'static str {
        self.words(index, Language::default())
    }

    #[inline(never)]
    fn words(&self, index: usize, language: Language) -> &'static str {
        field(language.failure(self), self.text, index)
    }

    pub(crate) fn title(&self, language: Language) -> &'static str {
        self.words(0, language)
    }

    pub(crate) fn retry_after(&self, language: Language) -> Option<String> {
        Some(self.words(2, language)).filter(|words| !words.is_empty()).map(String::from)
    }

    /// The platform's own first.
    #[inline(never)]
    pub(crate) fn fixes(&self, platform: &Platform, language: Language) -> Vec<String> {
        let own = items(self.words(5, language))
            .filter_map(|item| item.split_once('\u{1d}'))
            .filter(|(id, _)| *id == platform.id);
        own.map(|(_, fix)| fix).chain(items(self.words(3, language))).map(String::from).collect()
    }

    /// The causes that can be told from the others, each with how.
    #[inline(never)]
    pub(crate) fn told_apart(&self, language: Language) -> Vec<String> {
        items(self.words(4, language)).filter(|item| !item.ends_with('\u{1d}')).map(cause).collect()
    }

    /// Error texts with the provider that shows them, whether or not anybody has seen them in these words.
    pub(crate) fn strings(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        items(self.field(6)).filter_map(|item| item.trim_end_matches('\u{1d}').split_once('\u{1d}'))
    }

    /// Error texts as they were seen.
    fn seen(&self) -> impl Iterator<Item = String> {
        let seen = items(self.field(6)).filter(|item| !item.ends_with('\u{1d}'));
        seen.filter_map(|item| item.split_once('\u{1d}')).map(|(text, _)| text.into())
    }

    /// Codes of providers: the provider, and a number or a word.
    pub(crate) fn other(&self) -> impl Iterator<Item = (&'static str, Option<u32>, &'static str)> {
        items(self.field(7)).map(|item| {
            let mut parts = item.split('\u{1d}');
            let mut next = || parts.next().unwrap_or_default();
            (next(), next().parse().ok(), next())
        })
    }

    /// Words that give it away together, as `a|b & c|d`.
    pub(crate) fn signs(&self) -> impl Iterator<Item = &'static str> {
        items(self.field(9))
    }

    /// Rules that would have caught it before sending.
    #[inline(never)]
    pub(crate) fn prevented_by(&self) -> Vec<String> {
        let this = |rule: &&Rule| rule.failure.and_then(|f| FAILURES.get(f)).is_some_and(|f| f.id == self.id);
        RULES.iter().filter(this).map(|rule| rule.id.to_string()).collect()
    }

    pub(crate) fn find(id: &str) -> Option<usize> {
        FAILURES.iter().position(|failure| failure.id == id)
    }
}

/// What a failure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Direction {
    /// A message of the business that did not arrive.
    Outbound,
    /// A message of the customer that cannot be read.
    Inbound,
    /// Setting up, registering, creating templates.
    Account,
}

/// Whether trying again helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Retry {
    /// Never.
    No,
    /// Once what is wrong has been put right.
    AfterFix,
    /// Within seconds or minutes, each time waiting longer.
    Backoff,
    /// In hours or days.
    Later,
}

/// What an inbox or provider can do and what it calls things.
pub(crate) struct Platform {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) sends: Option<&'static [&'static str]>,
    pub(crate) bare_numbers: bool,
    labels: &'static [(&'static str, &'static str)],
    pub(crate) restrictions: &'static [Restriction],
    pub(crate) notes: &'static [PlatformNote],
    /// The largest file and the largest image that it passes on, in MB; `u32::MAX` where it adds no limit.
    pub(crate) file_max_mb: u32,
    pub(crate) image_max_mb: u32,
    /// The longest value of a variable, in UTF-16 units; `u32::MAX` where it adds no limit.
    pub(crate) value_max: u32,
}

/// What a platform says of customers in some countries.
pub(crate) struct PlatformNote {
    pub(crate) countries: &'static [&'static str],
    pub(crate) text: &'static str,
    pub(crate) checked: &'static str,
}

/// Something that a platform refuses beyond WhatsApp's own rules.
pub(crate) struct Restriction {
    pub(crate) first_contact: bool,
    pub(crate) refuses: &'static [&'static str],
    pub(crate) level: Level,
    pub(crate) note: &'static str,
}

impl Platform {
    pub(crate) fn find(id: &str) -> Option<&'static Platform> {
        PLATFORMS.iter().find(|p| p.id == id)
    }

    /// The profile for when no platform is told.
    pub(crate) fn general() -> &'static Platform {
        // build.rs insists on a general profile, so the first one only stands in for the impossible.
        Self::find("general").unwrap_or(&PLATFORMS[0])
    }

    /// The platform's own words for a button or menu, or the general ones.
    pub(crate) fn label(&self, key: &str) -> &'static str {
        let own = self.labels.iter().find(|(k, _)| *k == key);
        let general = || Self::general().labels.iter().find(|(k, _)| *k == key);
        own.or_else(general).map_or("", |(_, words)| *words)
    }
}

pub(crate) fn items(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('\u{1f}').filter(|item| !item.is_empty())
}

/// Where a fact comes from and when it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct SourceDoc {
    /// Name of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub title: Option<String>,
    /// Address of the page.
    pub url: String,
    /// Day on which it was read, `2026-09-11`.
    pub checked: String,
}

impl SourceDoc {
    fn new(index: &usize) -> Option<Self> {
        SOURCES.get(*index).map(|s| Self { title: Some(s.title.into()), url: s.url.into(), checked: s.checked.into() })
    }
}

/// A dated value that a rule uses, with what is in force for this caller.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LimitDoc {
    /// Key in the policy.
    pub key: String,
    /// What it limits.
    pub what: String,
    /// Unit of the value.
    pub unit: String,
    /// The value in force: the default, or what the caller's policy says.
    #[cfg_attr(feature = "wasm", tsify(type = "number | number[] | string[]"))]
    pub value: Value<'static>,
    /// Since when it holds, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub since: Option<String>,
    /// Day on which it was last checked.
    pub checked: String,
    /// Where it comes from.
    pub sources: Vec<SourceDoc>,
}

/// A rule as the documentation shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RuleDoc {
    /// Id that never changes, `window.closed`.
    pub id: String,
    /// At which point of a report it stands.
    pub stage: Stage,
    /// Its usual level; a finding can be milder where the case is.
    pub level: Level,
    /// Whether it is about creating a template rather than about sending.
    pub creation: bool,
    /// The rule as a heading.
    pub what: String,
    /// The reason.
    pub why: String,
    /// What to do, most useful first.
    pub fix: Vec<String>,
    /// The failure that it prevents, an id of [`failures`].
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub failure: Option<String>,
    /// Codes that Meta would answer with.
    pub codes: Vec<u32>,
    /// The dated values it uses.
    pub limits: Vec<LimitDoc>,
    /// Where it comes from.
    pub sources: Vec<SourceDoc>,
    /// Day on which it was last checked.
    pub checked: String,
}

/// A cause of failure as the FAQ shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Failure {
    /// Id that never changes, `outside-24h-window`.
    pub id: String,
    /// Group of the FAQ.
    pub group: String,
    /// The group as a heading.
    pub group_title: String,
    /// What a person would call it.
    pub title: String,
    /// What happens.
    pub summary: String,
    /// Causes in order of likelihood, each with a way to tell it apart where there is one.
    pub causes: Vec<String>,
    /// What to do on this platform first, then in general.
    pub fixes: Vec<String>,
    /// Whether trying again helps.
    pub retry: Retry,
    /// How long to wait, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub retry_after: Option<String>,
    /// What it is about.
    pub direction: Direction,
    /// Codes by which it is known.
    pub codes: FailureCodes,
    /// Error texts that people see.
    pub strings: Vec<String>,
    /// Rules that would have caught it before sending.
    pub prevented_by: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceDoc>,
}

/// Codes of a failure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct FailureCodes {
    /// `error.code` of the Cloud API.
    pub meta: Vec<u32>,
    /// Of those, the ones that mean this failure when nothing else is known.
    pub primary: Vec<u32>,
    /// `error_subcode` of the Graph API.
    pub subcodes: Vec<u32>,
    /// Twilio's codes.
    pub twilio: Vec<u32>,
    /// Codes of other providers, by their names.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, (number | string)[]>"))]
    pub other: Value<'static>,
}

/// Day of the newest check of any rule, failure or dated value.
pub fn rules_as_of() -> &'static str {
    let rules = RULES.iter().map(|r| r.checked);
    let limits = LIMITS.iter().map(|l| l.checked);
    let failures = FAILURES.iter().map(|f| f.checked);
    rules.chain(limits).chain(failures).max().unwrap_or_default()
}

/// Every rule, in the order of a report, with the dated values in force.
///
/// `options` may hold `platform`, `policy` and `locale`, as a draft does.
///
/// ```
/// let rules = presend::rules(&presend::Value::Null)?;
/// assert!(rules.iter().any(|rule| rule.id == "window.closed" && rule.codes == [131047]));
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// Options of the wrong kind, or a policy value that does not exist.
pub fn rules(options: &Value) -> Result<Vec<RuleDoc>, Error> {
    let options = Draft::options(options)?;
    let (platform, language) = (options.platform, options.language);
    let values = Values { values: &[], policy: &options.policy, platform, language };
    let rules = order::by_key(RULES.iter().collect(), |rule: &&Rule| rule.stage as u32);
    Ok(rules.into_iter().map(|rule| rule_doc(rule, &values)).collect())
}

fn rule_doc(rule: &Rule, values: &Values<'_>) -> RuleDoc {
    let used = LIMITS.iter().filter(|limit| rule.policy.contains(&limit.key));
    let words = rule.words(values.language);
    RuleDoc {
        id: rule.id.into(),
        stage: rule.stage,
        level: rule.level,
        creation: rule.creation,
        what: render(words.what, values),
        why: render(words.why, values),
        // What is meant for one finding, with its values, says nothing here, unless it is all there is.
        fix: {
            let whole: Vec<&str> = words.fixes().filter(|fix| complete(fix, values)).collect();
            let all = words.fixes().filter(|fix| whole.is_empty() || whole.contains(fix));
            all.map(|fix| render(fix, values)).collect()
        },
        failure: rule.failure().map(String::from),
        codes: rule.codes.into(),
        limits: used
            .map(|limit| LimitDoc {
                key: limit.key.into(),
                what: values.language.said(limit.what),
                unit: values.language.said(limit.unit),
                value: values.policy.get(limit.key).map_or(Value::Null, Value::from),
                since: limit.since.map(String::from),
                checked: limit.checked.into(),
                sources: limit.sources.iter().filter_map(SourceDoc::new).collect(),
            })
            .collect(),
        sources: rule.sources.iter().filter_map(SourceDoc::new).collect(),
        checked: rule.checked.into(),
    }
}

impl From<Effective<'_>> for Value<'static> {
    fn from(value: Effective<'_>) -> Self {
        match value {
            Effective::Count(count) => Value::Number(f64::from(*count)),
            Effective::Counts(counts) => Value::List(counts.iter().map(|c| Value::Number(f64::from(*c))).collect()),
            Effective::Names(names) => Value::List(names.iter().map(|n| Value::from(n.to_string())).collect()),
        }
    }
}

/// The failure FAQ: every cause, grouped and ordered for people.
///
/// `options` may hold `platform`, `policy` and `locale`, as a draft does. The fixes of the platform come first.
///
/// ```
/// let faq = presend::failures(&presend::Value::Null)?;
/// let window = faq.iter().find(|f| f.id == "outside-24h-window").unwrap();
/// assert!(window.prevented_by.contains(&"window.closed".to_string()));
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// Options of the wrong kind, or a policy value that does not exist.
pub fn failures(options: &Value) -> Result<Vec<Failure>, Error> {
    let options = Draft::options(options)?;
    Ok(FAILURES.iter().map(|failure| failure_doc(failure, &options)).collect())
}

fn failure_doc(failure: &Entry, options: &Options<'_>) -> Failure {
    let language = options.language;
    let group = &GROUPS[failure.group.min(GROUPS.len() - 1)];
    Failure {
        id: failure.id.into(),
        group: group.id.into(),
        group_title: language.said(group.title),
        title: failure.title(language).into(),
        summary: failure.words(1, language).into(),
        causes: items(failure.words(4, language)).map(cause).collect(),
        fixes: failure.fixes(options.platform, language),
        retry: failure.retry,
        retry_after: failure.retry_after(language),
        direction: failure.direction,
        codes: FailureCodes {
            meta: failure.meta.into(),
            primary: failure.primary.into(),
            subcodes: failure.subcodes.into(),
            twilio: failure.twilio.into(),
            other: other_codes(failure),
        },
        strings: failure.seen().collect(),
        prevented_by: failure.prevented_by(),
        sources: items(failure.field(8))
            .map(|url| SourceDoc { title: None, url: url.into(), checked: failure.checked.into() })
            .collect(),
    }
}

/// A cause, followed by how to tell it from the others.
fn cause(item: &str) -> String {
    match item.split_once('\u{1d}') {
        Some((cause, tell)) if !tell.is_empty() => format!("{cause} {tell}"),
        Some((cause, _)) => cause.to_string(),
        None => item.to_string(),
    }
}

/// Provider names with their codes.
fn other_codes(failure: &Entry) -> Value<'static> {
    let mut providers: Vec<(Cow<'static, str>, Value<'static>)> = Vec::new();
    for (provider, number, word) in failure.other() {
        let code = number.map_or_else(|| Value::from(word), |number| Value::Number(f64::from(number)));
        match providers.iter_mut().find(|(name, _)| name == provider) {
            Some((_, Value::List(codes))) => codes.push(code),
            _ => providers.push((provider.into(), Value::List(vec![code]))),
        }
    }
    Value::Map(providers)
}
