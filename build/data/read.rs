//! Reading: one struct for each kind of file, and where in the file each reference stands.
//!
//! Some fields are not compiled in (facts, samples, states): the tests and the documentation read them from the files, and
//! naming them here makes a misspelt key stop the build.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::value::Datetime;

/// A text with its place, for references that are checked against other files.
pub type At = toml::Spanned<String>;

/// A file that was read, kept to turn byte offsets into line numbers.
#[derive(Default)]
pub struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn load(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", shown(path)))?;
        Ok(Self { path: path.into(), text })
    }

    /// A fault at a place of this file, as `src/data/rules/window.toml:12: what is wrong`.
    pub fn fault(&self, span: Range<usize>, what: &str) -> String {
        let line = self.text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
        format!("{}:{line}: {what}", shown(&self.path))
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T, String> {
        toml::from_str(&self.text).map_err(|e| self.fault(e.span().unwrap_or(0..0), e.message()))
    }

    pub fn stem(&self) -> String {
        self.path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// Paths are shown from the crate's root, so that the message is the same on every machine.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.find("src/data").map_or(text.clone(), |at| text[at..].to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    pub title: String,
    pub url: String,
    pub checked: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    value: Vec<Limit>,
}

/// A dated value of the platform that a caller may override.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub key: At,
    pub unit: String,
    pub value: toml::Value,
    pub what: String,
    pub since: Option<Datetime>,
    pub sources: Vec<At>,
    pub checked: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: At,
    pub stage: At,
    pub level: At,
    /// `send` (the default) or `create`.
    pub when: Option<At>,
    pub failure: Option<At>,
    #[serde(default)]
    pub codes: Vec<u32>,
    /// What the message may be made of.
    #[serde(default)]
    pub values: Vec<String>,
    /// Keys of the dated values it uses.
    #[serde(default)]
    pub policy: Vec<At>,
    /// For level `unknown`: whether the caller could have supplied the missing fact.
    pub obtainable: Option<bool>,
    /// The facts it stands on, by their ids in the fact base.
    #[serde(default)]
    pub facts: Vec<String>,
    pub sources: Vec<At>,
    pub checked: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub what: String,
    pub message: String,
    pub why: String,
    #[serde(default)]
    pub fixes: Vec<String>,
    pub missing: Option<String>,
    pub edit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub title: String,
    pub failures: Vec<At>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Failure {
    pub title: String,
    pub group: At,
    pub direction: At,
    pub summary: String,
    pub retry: At,
    pub retry_after: Option<String>,
    pub fixes: Vec<String>,
    pub causes: Vec<Cause>,
    pub checked: Datetime,
    pub sources: Vec<String>,
    #[serde(default)]
    pub codes: Codes,
    #[serde(default)]
    pub platforms: BTreeMap<At, PlatformFixes>,
    #[serde(default)]
    pub strings: Vec<Literal>,
    /// Words that give it away together: `a|b & c|d` is one of the first two and one of the last two in one sentence. With
    /// `?` in front they count only where it is clear that the text is about WhatsApp.
    #[serde(default)]
    pub signs: Vec<String>,
    #[serde(default)]
    pub samples: Vec<Sample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    pub text: String,
    pub tell: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformFixes {
    pub fixes: Vec<String>,
}

#[derive(Deserialize, Default)]
pub struct Codes {
    #[serde(default)]
    pub meta: Vec<u32>,
    #[serde(default)]
    pub primary: Vec<u32>,
    #[serde(default)]
    pub subcodes: Vec<u32>,
    #[serde(default)]
    pub twilio: Vec<u32>,
    #[serde(flatten)]
    pub other: BTreeMap<String, Vec<Code>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Code {
    Number(u32),
    Text(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Literal {
    pub text: String,
    pub provider: String,
    /// Whether somebody has seen it in these words. Others only recognise what may be worded so; no FAQ shows them.
    #[serde(default = "seen")]
    pub seen: bool,
}

fn seen() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    pub paste: String,
}

/// What an inbox or provider can do, and what it calls things.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Platform {
    pub name: String,
    /// Message types that this platform can send; all when left out.
    pub sends: Option<Vec<At>>,
    /// `bare` when it wants numbers without a plus sign.
    pub number_form: Option<At>,
    #[serde(default)]
    pub labels: BTreeMap<At, String>,
    #[serde(default)]
    pub states: BTreeMap<String, String>,
    #[serde(default)]
    pub restrictions: Vec<Restriction>,
    #[serde(default)]
    pub notes: Vec<Note>,
    /// The largest file it passes on, and the largest image, in MB; WhatsApp's own limits when left out.
    pub file_max_mb: Option<u32>,
    pub image_max_mb: Option<u32>,
    /// The longest value of a template's variable, in UTF-16 units.
    pub value_max: Option<u32>,
    #[serde(default)]
    pub receives: Vec<String>,
    #[serde(default)]
    pub cannot_show: Vec<String>,
    /// Where its settings are and what they do, for the documentation.
    #[serde(default)]
    pub settings: Vec<String>,
    pub checked: Datetime,
    pub sources: Vec<At>,
}

/// Something the platform refuses beyond WhatsApp's own rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Restriction {
    /// `first-contact`: only when the business starts the conversation; `any`: always.
    pub when: At,
    /// What of a template it refuses: `variables`, `buttons`, `media-header`, `location-header`, `authentication`, …
    pub refuses: Vec<At>,
    pub level: At,
    pub note: String,
}

/// Something that the platform says of customers in some countries: repeated with its date, never a block.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// ISO 3166 codes of the recipients it is about.
    pub countries: Vec<String>,
    pub text: String,
    pub checked: Datetime,
}

/// What a diagnosis needs to know of pasted texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Evidence {
    pub failure_words: Vec<String>,
    pub code_words: Vec<String>,
    pub owner_words: Vec<String>,
    pub owned: Vec<String>,
    pub chats: Vec<String>,
    pub elsewhere: Vec<String>,
    pub sms: Vec<String>,
    pub here: Vec<String>,
    pub numbered: Vec<String>,
    pub message_words: Vec<String>,
    pub other_numbers: Vec<String>,
    pub units: Vec<String>,
    pub context: Vec<String>,
    pub unofficial: Vec<String>,
    pub providers: Vec<(String, String)>,
    pub telling: Vec<String>,
    pub collect: Vec<String>,
    pub notes: BTreeMap<String, String>,
    pub family: Vec<Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    fact: Vec<Fact>,
}

/// Something known of the platform, on which rules stand. Only the documentation is made from it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fact {
    pub id: At,
    pub area: String,
    pub what: String,
    /// Whether it could be told before sending at all.
    pub before_sending: bool,
    /// Why no rule stands on it.
    pub left_out: Option<String>,
}

/// Words in the text of a template that say something about its category or its review.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Hints {
    pub sells: Vec<String>,
    pub codes: Vec<String>,
    pub links: Vec<String>,
    pub sensitive: Vec<String>,
    pub denials: Vec<String>,
    pub follow_up: Vec<String>,
}

/// Codes that belong together, for those that are not known one by one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    pub from: u32,
    pub to: u32,
    pub name: String,
}

/// The words of one failure in another language; what is left out stays English.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FailureWords {
    pub title: String,
    pub summary: String,
    pub retry_after: Option<String>,
    pub fixes: Vec<String>,
    pub causes: Vec<Cause>,
    #[serde(default)]
    pub platforms: BTreeMap<At, PlatformFixes>,
}

/// A language besides English: the folder `words/<language>/`.
pub struct Locale {
    pub rules: BTreeMap<At, Words>,
    pub rules_file: File,
    pub failures: BTreeMap<At, FailureWords>,
    pub failures_file: File,
    /// Everything else, by its English words.
    pub phrases: BTreeMap<At, String>,
    pub phrases_file: File,
    /// Names of countries, by their codes.
    pub countries: BTreeMap<String, String>,
}

/// Everything under `src/data`.
pub struct Data {
    pub locales: BTreeMap<String, Locale>,
    pub evidence: Evidence,
    pub evidence_file: File,
    pub hints: Hints,
    pub hints_file: File,
    pub facts: Vec<Fact>,
    pub facts_file: File,
    pub sources: BTreeMap<String, Source>,
    pub limits: Vec<Limit>,
    pub limits_file: File,
    pub rules: Vec<(Rule, usize)>,
    pub rule_files: Vec<File>,
    pub words: BTreeMap<String, BTreeMap<At, Words>>,
    pub word_files: BTreeMap<String, File>,
    pub groups: Vec<Group>,
    pub groups_file: File,
    pub failures: Vec<(String, Failure, File)>,
    pub platforms: Vec<(String, Platform, File)>,
    pub countries: BTreeMap<String, String>,
    pub languages: Vec<String>,
}

/// Language codes of templates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages {
    codes: Vec<String>,
}

/// Reads the folder; every file that cannot be read is a fault of its own.
pub fn read(root: &Path) -> Result<Data, Vec<String>> {
    let mut faults = Vec::new();
    let (sources, _) = one(&root.join("sources.toml"), &mut faults);
    let (limits, limits_file) = one::<Limits>(&root.join("policy.toml"), &mut faults);
    let (groups, groups_file) = one::<Groups>(&root.join("groups.toml"), &mut faults);
    let (languages, _) = one::<Languages>(&root.join("template-languages.toml"), &mut faults);
    let (countries, _) = one(&root.join("countries.toml"), &mut faults);
    let (evidence, evidence_file) = one::<Evidence>(&root.join("evidence.toml"), &mut faults);
    let (facts, facts_file) = one::<Facts>(&root.join("facts.toml"), &mut faults);
    let (hints, hints_file) = one::<Hints>(&root.join("hints.toml"), &mut faults);
    let rule_tables = many::<Rules>(&root.join("rules"), &mut faults);
    let word_tables = many::<BTreeMap<At, Words>>(&root.join("words"), &mut faults);
    let failures = named(many(&root.join("failures"), &mut faults));
    let locales = locales(&root.join("words"), &mut faults);
    let platforms = named(many(&root.join("platforms"), &mut faults));
    let (
        Some(sources),
        Some(limits),
        Some(groups),
        Some(countries),
        Some(languages),
        Some(evidence),
        Some(hints),
        Some(facts),
    ) = (sources, limits, groups, countries, languages, evidence, hints, facts)
    else {
        return Err(faults);
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    let (mut rules, mut rule_files) = (Vec::new(), Vec::new());
    for (index, (table, file)) in rule_tables.into_iter().enumerate() {
        rules.extend(table.rule.into_iter().map(|rule| (rule, index)));
        rule_files.push(file);
    }
    let (mut words, mut word_files) = (BTreeMap::new(), BTreeMap::new());
    for (table, file) in word_tables {
        words.insert(file.stem(), table);
        word_files.insert(file.stem(), file);
    }
    Ok(Data {
        locales,
        evidence,
        evidence_file,
        hints,
        hints_file,
        facts: facts.fact,
        facts_file,
        sources,
        limits: limits.value,
        limits_file,
        rules,
        rule_files,
        words,
        word_files,
        groups: groups.group,
        groups_file,
        failures,
        platforms,
        countries,
        languages: languages.codes,
    })
}

fn locales(folder: &Path, faults: &mut Vec<String>) -> BTreeMap<String, Locale> {
    let mut locales = BTreeMap::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).filter(|p| p.is_dir()) {
        let (rules, rules_file) = one(&path.join("rules.toml"), faults);
        let (failures, failures_file) = one(&path.join("failures.toml"), faults);
        let (phrases, phrases_file) = one(&path.join("phrases.toml"), faults);
        let (countries, _) = one(&path.join("countries.toml"), faults);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let (Some(rules), Some(failures), Some(phrases), Some(countries)) = (rules, failures, phrases, countries) {
            let locale = Locale { rules, rules_file, failures, failures_file, phrases, phrases_file, countries };
            locales.insert(name, locale);
        }
    }
    locales
}

fn one<T: DeserializeOwned>(path: &Path, faults: &mut Vec<String>) -> (Option<T>, File) {
    let read = File::load(path).and_then(|file| file.parse().map(|data| (data, file)));
    match read {
        Ok((data, file)) => (Some(data), file),
        Err(fault) => {
            faults.push(fault);
            (None, File::default())
        }
    }
}

fn many<T: DeserializeOwned>(folder: &Path, faults: &mut Vec<String>) -> Vec<(T, File)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| {
            entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|x| x == "toml")).collect()
        })
        .unwrap_or_default();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| {
            let (data, file) = one(path, faults);
            data.map(|data| (data, file))
        })
        .collect()
}

fn named<T>(files: Vec<(T, File)>) -> Vec<(String, T, File)> {
    files.into_iter().map(|(data, file)| (file.stem(), data, file)).collect()
}
