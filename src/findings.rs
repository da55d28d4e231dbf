//! Collecting what rules find, and turning it into the findings of a report.

use crate::Instant;
use crate::catalogue::{Platform, Rule};
use crate::draft::Options;
use crate::locale::Language;
use crate::order;
use crate::policy::Policy;
use crate::report::{Edit, Finding, Level, Stage};
use crate::value::{Path, Text};
use crate::words::{Source, Val, complete, quote, render};

/// How much is found in full. Beyond it a rule and level that were found before are not noted again, so that the work and
/// the report stay in proportion to the input, and nobody has to read the same thing a thousand times.
pub(crate) const MOST: usize = 200;

/// One thing found, before its words are made.
#[derive(Clone)]
pub(crate) struct Found {
    rule: &'static Rule,
    level: Level,
    /// One too many of its rule: it has no place, and goes unless its level turns out to be a new one.
    surplus: bool,
    values: Vec<(&'static str, Val)>,
    at: Option<String>,
    range: Option<(u32, u32)>,
    edit: Option<(String, (u32, u32), String)>,
}

impl Found {
    /// A milder or stricter level than the rule's usual one.
    pub(crate) fn level(&mut self, level: Level) -> &mut Self {
        self.level = level;
        self
    }

    // Never inlined: these are called from every rule, and copies of them would be a tenth of the .wasm.
    #[inline(never)]
    pub(crate) fn value(&mut self, key: &'static str, value: Val) -> &mut Self {
        self.values.push((key, value));
        self
    }

    /// A value that is a word or a few.
    #[inline(never)]
    pub(crate) fn word(&mut self, key: &'static str, word: &str) -> &mut Self {
        self.value(key, Val::Text(word.into()))
    }

    /// A value that is a piece of the input.
    #[inline(never)]
    pub(crate) fn quoted(&mut self, key: &'static str, text: &str) -> &mut Self {
        self.value(key, quote(text))
    }

    #[inline(never)]
    pub(crate) fn count(&mut self, key: &'static str, count: usize) -> &mut Self {
        self.value(key, Val::Count(u32::try_from(count).unwrap_or(u32::MAX)))
    }

    #[inline(never)]
    pub(crate) fn at(&mut self, path: &Path<'_>) -> &mut Self {
        if !self.surplus {
            self.at = Some(path.text());
        }
        self
    }

    /// The place of something that is not there yet.
    #[inline(never)]
    pub(crate) fn at_empty(&mut self, path: String) -> &mut Self {
        self.at = Some(path);
        self
    }

    /// A part of a text, given in bytes.
    #[inline(never)]
    pub(crate) fn part(&mut self, text: &Text<'_>, start: usize, end: usize) -> &mut Self {
        if !self.surplus {
            self.range = Some((utf16_offset(text.text, start), utf16_offset(text.text, end)));
        }
        self.at(&text.path)
    }

    /// Offers to replace a part of a text, given in bytes.
    pub(crate) fn edit(&mut self, text: &Text<'_>, start: usize, end: usize, insert: impl Into<String>) -> &mut Self {
        if !self.surplus {
            let range = (utf16_offset(text.text, start), utf16_offset(text.text, end));
            self.edit = Some((text.path.text(), range, insert.into()));
        }
        self
    }

    fn finish(self, policy: &Policy, platform: &Platform, language: Language) -> Finding {
        let source = Source { values: &self.values, policy, platform, language };
        let unknown = self.level == Level::Unknown;
        let words = self.rule.words(language);
        Finding {
            rule: self.rule.id,
            level: self.level,
            stage: self.rule.stage,
            message: render(words.message, &source),
            why: render(words.why, &source),
            fixes: words.fixes().filter(|fix| complete(fix, &source)).map(|fix| render(fix, &source)).collect(),
            failure: self.rule.failure(),
            codes: self.rule.codes,
            at: self.at,
            range: self.range,
            missing: unknown.then(|| render(words.missing, &source)),
            obtainable: unknown.then_some(self.rule.obtainable),
            edit: self.edit.map(|(at, range, insert)| Edit { at, range, insert, label: render(words.edit, &source) }),
            values: self.values,
        }
    }
}

/// What the rules of one report have found so far, and when it will change.
#[derive(Default)]
pub(crate) struct Findings {
    found: Vec<Found>,
    changes: Vec<Instant>,
    worst_first: bool,
}

impl Findings {
    /// Notes a finding; details follow on what is returned.
    #[inline(never)]
    pub(crate) fn add(&mut self, rule: &'static Rule) -> &mut Found {
        self.drop_surplus();
        let surplus = self.found.len() >= MOST && self.found.iter().any(|f| std::ptr::eq(f.rule, rule));
        self.found.push(Found {
            rule,
            level: rule.level,
            surplus,
            values: Vec::new(),
            at: None,
            range: None,
            edit: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Takes the last one back, where it says nothing new.
    fn drop_surplus(&mut self) {
        if let Some((last, rest)) = self.found.split_last()
            && last.surplus
            && rest.iter().any(|f| std::ptr::eq(f.rule, last.rule) && f.level == last.level)
        {
            self.found.pop();
        }
    }

    /// Says that something of this report changes at an instant by the clock alone.
    pub(crate) fn changes_at(&mut self, instant: Instant) {
        self.changes.push(instant);
    }

    pub(crate) fn next_change(&self, now: Instant) -> Option<Instant> {
        self.changes.iter().copied().filter(|i| *i > now).min()
    }

    pub(crate) fn any(&self, level: Level) -> bool {
        self.found.iter().any(|f| f.level == level)
    }

    /// Whether a rule has found something of a level.
    pub(crate) fn has(&self, rule: &'static Rule, level: Level) -> bool {
        self.found.iter().any(|f| std::ptr::eq(f.rule, rule) && f.level == level)
    }

    /// Whether one of several rules has found anything, at whatever level.
    pub(crate) fn has_any(&self, rules: &[&'static Rule]) -> bool {
        self.found.iter().any(|f| rules.iter().any(|rule| std::ptr::eq(f.rule, *rule)))
    }

    /// Names the template that fits instead in everything that will be refused at some stages.
    pub(crate) fn way_out(&mut self, stages: &[Stage], name: &str, language: &str) {
        for found in self.found.iter_mut().filter(|f| f.level == Level::Fail && stages.contains(&f.rule.stage)) {
            found.quoted("template", name).quoted("templateLanguage", language);
        }
    }

    /// What was found, without its words.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (&'static Rule, Level)> {
        self.found.iter().map(|found| (found.rule, found.level))
    }

    /// Takes over what another collection has found.
    pub(crate) fn include(&mut self, other: &Findings) {
        self.drop_surplus();
        self.found.extend(other.found.iter().cloned());
        self.changes.extend(&other.changes);
    }

    /// Whether something of a stage will be refused.
    pub(crate) fn fails_at(&self, stage: Stage) -> bool {
        self.found.iter().any(|f| f.level == Level::Fail && f.rule.stage == stage)
    }

    /// An unknown that decides the matter and could have been supplied.
    pub(crate) fn undecided(&self) -> bool {
        self.found.iter().any(|f| f.level == Level::Unknown && f.rule.obtainable)
    }

    /// Writes what those of a level say, in the order of a report.
    pub(crate) fn tell(self, level: Level, draft: &Options<'_>, out: &mut String) {
        let Options { policy, platform, language, .. } = draft;
        for found in self.in_order().iter().filter(|found| found.level == level) {
            out.push_str(if out.is_empty() { "" } else { " " });
            let source = Source { values: &found.values, policy, platform, language: *language };
            out.push_str(&render(found.rule.words(*language).message, &source));
        }
    }

    /// Puts what is worst first, and the order of a report second.
    pub(crate) fn worst_first(mut self) -> Self {
        self.worst_first = true;
        self
    }

    /// The findings in the order of a report, with their words.
    pub(crate) fn finish(self, policy: &Policy, platform: &Platform, language: Language) -> Vec<Finding> {
        self.in_order().into_iter().map(|found| found.finish(policy, platform, language)).collect()
    }

    #[inline(never)]
    fn in_order(mut self) -> Vec<Found> {
        self.drop_surplus();
        let (by_stage, by_level) = if self.worst_first { (1, 8) } else { (8, 1) };
        order::by_key(self.found, |f| f.rule.stage as u32 * by_stage + f.level as u32 * by_level)
    }
}

/// UTF-16 units before a byte offset: the unit in which JavaScript counts.
pub(crate) fn utf16_offset(text: &str, byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    u32::try_from(utf16_len(before)).unwrap_or(u32::MAX)
}

/// Length in UTF-16 units, in which the platform's limits are counted here.
pub(crate) fn utf16_len(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}
