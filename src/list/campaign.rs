//! What can be said of a list as a whole: will the limits bear it, and what does it hold?

use std::borrow::Cow;

use serde::Serialize;

use super::csv::Signs;
use super::{List, RowStatus};
use crate::catalogue::{Rule, rule};
use crate::draft::{DailyLimit, Draft};
use crate::findings::Findings;
use crate::locale::Language;
use crate::recipient::Recipient;
use crate::report::Finding;
use crate::rules::{self, Chosen, Context};
use crate::template::model::Template;
use crate::template::supplied::Supplied;
use crate::value::{Node, Value};
use crate::window::Permission;
use crate::words::Val;
use crate::{Error, country, phone};

/// Everything that is said of a list: how many rows, what is wrong with them, and what the campaign runs into.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListSummary {
    /// Rows without the header and without blank lines: sendable + risky + blocked + duplicates.
    pub rows: usize,
    /// Rows in whose way nothing known stands.
    pub sendable: usize,
    /// Rows that may fail.
    pub risky: usize,
    /// Rows that will be refused or must not be sent.
    pub blocked: usize,
    /// Rows whose number stands in an earlier one.
    pub duplicates: usize,
    /// Rows by the country of their number, ISO 3166 codes (`001` for numbers of no country).
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, number>"))]
    pub by_region: Value<'static>,
    /// Rows by each rule that was found to hold for them, of any level.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, number>"))]
    pub by_rule: Value<'static>,
    /// What was found about the campaign as a whole.
    pub findings: Vec<Finding>,
    /// How the list is written.
    pub dialect: Dialect,
    /// Sending it: to how many, on how many days, for how long.
    pub plan: ListPlan,
    /// The same for people: a few lines to copy.
    pub text: String,
}

/// How a list is written, as far as it was found out or told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Dialect {
    /// What stands between two cells; empty for one number a line.
    pub delimiter: String,
    /// What stands around a cell that holds such signs itself, doubled inside; empty for nothing.
    pub quote: String,
    /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`.
    pub encoding: &'static str,
    /// Whether the first line names the columns.
    pub header: bool,
    /// How many cells a row should have.
    pub width: usize,
    /// The names of the columns; empty without a header.
    pub columns: Vec<String>,
    /// Place of the column of numbers, from 0; `null` where none looks like it.
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub number_column: Option<usize>,
    /// Place of the column that says in which country a number is read.
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub country_column: Option<usize>,
    /// Place of the column that says who wants no messages.
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub opt_out_column: Option<usize>,
    /// Place of the column that says who agreed.
    #[cfg_attr(feature = "wasm", tsify(type = "number | null"))]
    pub consent_column: Option<usize>,
}

/// Sending a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListPlan {
    /// Different numbers that would be written to: sendable and risky rows.
    pub recipients: usize,
    /// How many on each day, as the messaging limit allows; one day where no limit is known.
    pub days: Vec<usize>,
    /// Seconds for all of them at the number's throughput, without pauses between days.
    pub seconds: usize,
    /// Messages by what they are charged as. Nothing about money.
    pub pricing: Pricing,
}

/// Messages by pricing class: one of the first three with a template, the last one without.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Pricing {
    /// Marketing templates.
    pub marketing: usize,
    /// Utility templates.
    pub utility: usize,
    /// Authentication templates.
    pub authentication: usize,
    /// Free-form messages beyond those that are free each month.
    pub free_form: usize,
}

/// The most days that are listed one by one.
const DAYS_MAX: usize = 366;

/// Rows to send to, by the place of their region plus one.
type ByRegion = [usize; 256];

pub(super) fn summary(list: &List) -> Result<ListSummary, Error> {
    let draft = Draft::read_for_template(&list.options, list.now)?;
    let node = Node::root(&list.options);
    let template = node.get("template")?.map(|template| Template::read(&template)).transpose()?;
    let mut findings = Findings::default();

    let of = |status: RowStatus| -> usize {
        list.rows.outcomes.iter().filter(|outcome| outcome.status == status).map(|outcome| outcome.count as usize).sum()
    };
    let (sendable, risky) = (of(RowStatus::Sendable), of(RowStatus::Risky));
    let recipients = sendable + risky;
    let (all, kept) = by_region(list);

    if let Some(name) = &draft.options.unknown_platform {
        findings.add(rule::PLATFORM_UNKNOWN).quoted("platform", name.text).at(&name.path);
    }
    file(list, &mut findings);
    let category = template.as_ref().and_then(|template| template.category);
    countries(list, &draft, category, &kept, &all, &mut findings);
    kinds(list, recipients, &mut findings);
    if recipients > 0 {
        let mapped = list.layout.as_ref().is_some_and(|layout| !layout.mapped.is_empty());
        let slots = template.as_ref().map_or(0, |t| t.slots().iter().filter(|slot| slot.required).count());
        if !mapped && slots > 0 {
            findings.add(rule::LIST_MAPPING_NOT_GIVEN).count("count", slots);
        }
    }
    let rate = rate(&draft);
    let seconds = recipients.div_ceil(rate);
    let days = days(&draft, recipients, &mut findings);
    if recipients > 0 {
        let span = Val::Span(i64::try_from(seconds).unwrap_or(i64::MAX / 1000) * 1000);
        let found = findings.add(rule::LIST_DURATION).count("recipients", recipients);
        found.count("rate", rate).value("span", span);
    }
    let pricing = pricing(&draft, category, recipients);
    account(&draft, template, &mut findings)?;

    let findings = findings.finish(&draft.options.policy, draft.options.platform, draft.options.language);
    let mut summary = ListSummary {
        rows: list.rows.len(),
        sendable,
        risky,
        blocked: of(RowStatus::Blocked),
        duplicates: of(RowStatus::Duplicate),
        by_region: record(all.iter().enumerate().filter_map(|(place, count)| Some((region(place)?, *count)))),
        by_rule: record(by_rule(list).iter().map(|(rule, count)| (rule.id, *count))),
        findings,
        dialect: dialect(list),
        plan: ListPlan { recipients, days, seconds, pricing },
        text: String::new(),
    };
    summary.text = text(&summary, list, draft.options.language);
    Ok(summary)
}

fn record<'k>(members: impl Iterator<Item = (&'k str, usize)>) -> Value<'static> {
    let counted = members.filter(|(_, count)| *count > 0);
    Value::Map(counted.map(|(key, count)| (key.to_string().into(), Value::Number(count as f64))).collect())
}

fn region(place: usize) -> Option<&'static str> {
    phone::region_at(u8::try_from(place.checked_sub(1)?).ok()?)
}

/// How many rows each region has, and how many of them would be sent to.
fn by_region(list: &List) -> (ByRegion, ByRegion) {
    let (mut all, mut kept) = ([0; 256], [0; 256]);
    for (at, row) in list.rows.all.iter().enumerate() {
        let place = usize::from(row.region);
        all[place] += 1;
        let sent = list.rows.outcome_at(at).is_some_and(|o| matches!(o.status, RowStatus::Sendable | RowStatus::Risky));
        kept[place] += usize::from(sent);
    }
    (all, kept)
}

/// Rows by rule, the most frequent first.
fn by_rule(list: &List) -> Vec<(&'static Rule, usize)> {
    let mut counts: Vec<(&'static Rule, usize)> = Vec::new();
    for outcome in &list.rows.outcomes {
        for (at, (rule, _)) in outcome.rules.iter().enumerate() {
            // Found twice in a row, as with two variables of a template, it is still one row.
            if outcome.rules.iter().take(at).any(|(other, _)| std::ptr::eq(*other, *rule)) {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| std::ptr::eq(*known, *rule)) {
                Some((_, count)) => *count += outcome.count as usize,
                None => counts.push((rule, outcome.count as usize)),
            }
        }
    }
    // A few dozen at the most.
    for sorted in 1..counts.len() {
        let mut at = sorted;
        while at > 0 && counts[at - 1].1 < counts[at].1 {
            counts.swap(at - 1, at);
            at -= 1;
        }
    }
    counts
}

/// How many rows that would be sent to hold a rule.
fn kept_with(list: &List, wanted: &'static Rule) -> usize {
    let holds = |outcome: &&super::store::Outcome| {
        matches!(outcome.status, RowStatus::Sendable | RowStatus::Risky)
            && outcome.rules.iter().any(|(rule, _)| std::ptr::eq(*rule, wanted))
    };
    list.rows.outcomes.iter().filter(holds).map(|outcome| outcome.count as usize).sum()
}

fn rows_with(list: &List, wanted: &[&'static Rule]) -> usize {
    let holds = |outcome: &&super::store::Outcome| {
        outcome.rules.iter().any(|(rule, _)| wanted.iter().any(|wanted| std::ptr::eq(*rule, *wanted)))
    };
    list.rows.outcomes.iter().filter(holds).map(|outcome| outcome.count as usize).sum()
}

/// The file itself.
fn file(list: &List, findings: &mut Findings) {
    let faults = &list.faults;
    if list.rows.len() == 0 {
        findings.add(rule::LIST_EMPTY);
    } else if list.layout.as_ref().is_some_and(|layout| layout.number.is_none()) {
        let names = list.layout.as_ref().map_or(String::new(), |layout| layout.names.join(", "));
        findings.add(rule::LIST_NO_NUMBER_COLUMN).quoted("columns", &names);
    }
    if faults.broken_quotes > 0 {
        let found = findings.add(rule::LIST_BROKEN_QUOTES).count("count", faults.broken_quotes as usize);
        found.count("line", faults.first_broken_line as usize);
    }
    if faults.wide > 0 {
        findings.add(rule::LIST_UNEVEN_ROWS).count("count", faults.wide as usize);
    }
    if faults.unread_suppressed > 0 {
        findings.add(rule::LIST_SUPPRESSION_UNREAD).count("count", faults.unread_suppressed as usize);
    }
    let national = rows_with(list, &[rule::RECIPIENT_TRUNK_ZERO, rule::RECIPIENT_COUNTRY_CODE_UNKNOWN]);
    // A few wrong numbers say nothing of the list.
    if national > 1 && national * 10 >= list.rows.len() {
        findings.add(rule::LIST_COUNTRY_NOT_GIVEN).count("count", national);
    }
}

/// Countries in whose way something stands.
fn countries(
    list: &List,
    draft: &Draft<'_>,
    category: Option<&str>,
    kept: &ByRegion,
    all: &ByRegion,
    findings: &mut Findings,
) {
    let policy = &draft.options.policy;
    let in_list = |counts: &ByRegion, countries: &[Cow<'_, str>]| {
        let listed = |place: usize| region(place).is_some_and(|r| countries.iter().any(|c| c.eq_ignore_ascii_case(r)));
        let places: Vec<usize> = (1..256).filter(|place| counts[*place] > 0 && listed(*place)).collect();
        let names: Vec<String> =
            places.iter().filter_map(|p| region(*p)).map(|r| country::name(r).to_string()).collect();
        (places.iter().map(|place| counts[*place]).sum::<usize>(), names.join(", "))
    };
    let marketing = category.is_some_and(|category| category.eq_ignore_ascii_case("MARKETING"));
    let (counts, rule) =
        if marketing { (all, rule::LIST_MARKETING_PAUSED) } else { (kept, rule::LIST_MARKETING_WOULD_PAUSE) };
    let (count, names) = in_list(counts, &policy.marketing_paused_in);
    // Other categories are delivered there.
    if count > 0 && (marketing || category.is_none()) {
        findings.add(rule).count("count", count).word("countries", &names);
    }
    let restricted = kept_with(list, rule::RECIPIENT_COUNTRY_RESTRICTED);
    if restricted > 0 {
        let (_, names) = in_list(kept, &policy.restricted_countries);
        findings.add(rule::LIST_RESTRICTED_COUNTRIES).count("count", restricted).word("countries", &names);
    }
}

/// Kinds of number that hardly take WhatsApp, and landlines.
fn kinds(list: &List, recipients: usize, findings: &mut Findings) {
    let count = kept_with(list, rule::RECIPIENT_UNLIKELY_KIND) + kept_with(list, rule::RECIPIENT_LANDLINE);
    if count > 0 {
        findings
            .add(rule::LIST_UNLIKELY_KINDS)
            .count("count", count)
            .count("percent", (count * 100).div_ceil(recipients));
    }
}

/// How many may be written to on each day: what is left of the limit first, then all of it.
fn days(draft: &Draft<'_>, recipients: usize, findings: &mut Findings) -> Vec<usize> {
    let sender = &draft.sender;
    let limit = match (sender.daily_limit, sender.verified) {
        (Some(DailyLimit::Customers(limit)), _) => limit as usize,
        (None, Some(false)) => draft.options.policy.unverified_limit as usize,
        (Some(DailyLimit::Unlimited), _) => return one_day(recipients),
        (None, _) => {
            if recipients > 0 {
                findings.add(rule::LIST_LIMIT_NOT_GIVEN).count("recipients", recipients);
            }
            return one_day(recipients);
        }
    };
    let used = sender.started_in_last_24h.unwrap_or(0.0) as usize;
    if limit == 0 {
        // No number of days is enough. Where the count is given, the rules for the sender say so already.
        if recipients > 0 && sender.started_in_last_24h.is_none() {
            findings.add(rule::LIMITS_TIER_REACHED).count("used", used).count("limit", limit);
        }
        return Vec::new();
    }
    let today = limit.saturating_sub(used);
    if recipients <= today {
        return one_day(recipients);
    }
    let mut days = vec![today];
    let mut left = recipients - today;
    while left > 0 && days.len() < DAYS_MAX {
        days.push(left.min(limit));
        left = left.saturating_sub(limit);
    }
    let count = 1 + (recipients - today).div_ceil(limit);
    let found = findings.add(rule::LIST_TIER_TOO_SMALL).count("recipients", recipients).count("limit", limit);
    found.count("used", used).count("today", today).count("days", count);
    days
}

/// Messages a second: what the number can do, or the pace the sender has chosen, if that is slower.
fn rate(draft: &Draft<'_>) -> usize {
    let (sender, policy) = (&draft.sender, &draft.options.policy);
    let most = if sender.coexistence { policy.coexistence_per_second } else { policy.messages_per_second };
    let chosen = sender.messages_per_second.unwrap_or(f64::INFINITY);
    chosen.min(f64::from(most)).max(1.0) as usize
}

fn one_day(recipients: usize) -> Vec<usize> {
    if recipients > 0 { vec![recipients] } else { Vec::new() }
}

fn pricing(draft: &Draft<'_>, category: Option<&str>, recipients: usize) -> Pricing {
    let mut pricing = Pricing::default();
    let is = |wanted: &str| category.is_some_and(|category| category.eq_ignore_ascii_case(wanted));
    if is("MARKETING") {
        pricing.marketing = recipients;
    } else if is("UTILITY") {
        pricing.utility = recipients;
    } else if is("AUTHENTICATION") {
        pricing.authentication = recipients;
    } else if category.is_none() {
        pricing.free_form = recipients.saturating_sub(draft.options.policy.free_service_messages as usize);
    }
    pricing
}

/// The state of the sending number, and of the template before it is filled.
fn account(draft: &Draft<'_>, template: Option<Template<'_>>, findings: &mut Findings) -> Result<(), Error> {
    let permission = Permission::at(draft.now, &draft.conversation, &draft.options.policy);
    let recipient = Recipient::default();
    let chosen = template.map(|template| Chosen { template, supplied: Supplied::default() });
    let cx = Context { draft, permission, recipient: &recipient, chosen: chosen.as_ref() };
    rules::candidate(&cx, findings);
    Ok(())
}

/// A sign as a text; none for 0.
#[inline(never)]
fn sign(byte: u8) -> String {
    let there: &[u8] = if byte == 0 { &[] } else { &[byte] };
    std::str::from_utf8(there).unwrap_or_default().into()
}

fn dialect(list: &List) -> Dialect {
    let layout = list.layout.as_ref();
    let signs = layout.map_or(Signs { delimiter: 0, quote: 0 }, |layout| layout.signs);
    Dialect {
        delimiter: sign(signs.delimiter),
        quote: sign(signs.quote),
        encoding: list.encoding_or_guess().name(),
        header: layout.is_some_and(|layout| layout.header.is_some()),
        width: layout.map_or(0, |layout| layout.width),
        columns: layout.map_or(Vec::new(), |layout| layout.names.clone()),
        number_column: layout.and_then(|layout| layout.number),
        country_column: layout.and_then(|layout| layout.country),
        opt_out_column: layout.and_then(|layout| layout.opt_out),
        consent_column: layout.and_then(|layout| layout.consent),
    }
}

/// A few lines that can be sent to a colleague.
fn text(summary: &ListSummary, list: &List, language: Language) -> String {
    // No word here changes with its number: these are phrases of `src/data/words`.
    let mut lines = vec![language.said(&format!(
        "Rows: {}. Sendable: {}. Risky: {}. Blocked: {}. Duplicates: {}.",
        summary.rows, summary.sendable, summary.risky, summary.blocked, summary.duplicates
    ))];
    lines.extend(summary.findings.iter().map(|finding| format!("- {}", finding.message)));
    let rules = by_rule(list);
    if !rules.is_empty() {
        lines.push(language.said("Found in rows:"));
    }
    lines.extend(rules.iter().map(|(rule, count)| format!("- {}: {count}", rule.words(language).what)));
    lines.join("\n")
}
