//! Limits of sending, and the state of the sending number.

use std::borrow::Cow;

use super::Context;
use crate::Instant;
use crate::catalogue::rule;
use crate::draft::DailyLimit;
use crate::findings::Findings;
use crate::message::Kind;
use crate::policy::Policy;
use crate::report::Level;
use crate::value::Text;
use crate::words::Val;

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) {
    marketing(cx, findings);
    tier(cx, findings);
    rates(cx, findings);
    call_permission(cx, findings);
    state(cx, findings);
    number(cx, findings);
    token(cx, findings);
}

fn marketing(cx: &Context<'_, '_>, findings: &mut Findings) {
    if !cx.category("MARKETING") {
        return;
    }
    if cx.draft.contact.opted_out_of_marketing == Some(true) {
        findings.add(rule::LIMITS_MARKETING_STOPPED);
    }
    let policy = &cx.draft.options.policy;
    let among = |list: &[Cow<'static, str>]| {
        cx.recipient.region.filter(|r| list.iter().any(|code| code.eq_ignore_ascii_case(r)))
    };
    if let Some(region) = among(&policy.marketing_paused_in) {
        findings.add(rule::LIMITS_MARKETING_COUNTRY).value("country", crate::country::name(region));
    } else if !cx.window_open() && !held_back(cx, findings) {
        let found = findings.add(rule::LIMITS_MARKETING_CAP);
        // Where there is no personal limit, the experiment remains.
        if let Some(region) = among(&policy.marketing_uncapped_in) {
            found.value("uncappedIn", crate::country::name(region));
        }
    }
}

/// Whether Meta held marketing back from this customer a short while ago: it will do so again.
fn held_back(cx: &Context<'_, '_>, findings: &mut Findings) -> bool {
    let hours = cx.draft.options.policy.marketing_retry_hours;
    let until = cx.draft.contact.marketing_held_back_at.map(|at| at.plus_hours(hours));
    let Some(until) = until.filter(|until| *until > cx.draft.now) else { return false };
    let found = findings.add(rule::LIMITS_MARKETING_HELD_BACK).value("until", Val::Instant(until));
    found.value("left", Val::Span(until.since(cx.draft.now)));
    findings.changes_at(until);
    true
}

/// Only conversations that the business starts count: a template outside an open window.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn tier(cx: &Context<'_, '_>, findings: &mut Findings) {
    let sender = &cx.draft.sender;
    let limit = match (sender.daily_limit, sender.verified) {
        (Some(DailyLimit::Customers(limit)), _) => limit,
        (None, Some(false)) => f64::from(cx.draft.options.policy.unverified_limit),
        _ => return,
    };
    let Some(used) = sender.started_in_last_24h else { return };
    if cx.is_template() && !cx.window_open() && used >= limit {
        findings.add(rule::LIMITS_TIER_REACHED).count("used", used as usize).count("limit", limit as usize);
    }
}

/// How fast messages may follow each other: to one customer, and from one number.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rates(cx: &Context<'_, '_>, findings: &mut Findings) {
    let (now, policy, sender) = (cx.draft.now, &cx.draft.options.policy, &cx.draft.sender);
    if let Some(free) = pair_free_at(&cx.draft.conversation.sent, now, policy) {
        findings
            .add(rule::LIMITS_PAIR_RATE)
            .value("left", Val::Span(free.since(now)))
            .value("until", Val::Instant(free));
        findings.changes_at(free);
    }
    let max = if sender.coexistence { policy.coexistence_per_second } else { policy.messages_per_second };
    if let Some(rate) = sender.messages_per_second.filter(|rate| *rate > f64::from(max)) {
        findings.add(rule::LIMITS_THROUGHPUT).count("rate", rate as usize).value("max", Val::Count(max));
    }
}

/// When the next message to this customer fits in, if not now: a burst may be lent, and every message is paid back by
/// some seconds of silence.
fn pair_free_at(sent: &[Instant], now: Instant, policy: &Policy) -> Option<Instant> {
    let every = i64::from(policy.pair_seconds) * 1000;
    let mut paid = None;
    for at in sent.iter().filter(|at| **at <= now) {
        paid = Some(paid.map_or(*at, |paid: Instant| paid.max(*at)).plus(every));
    }
    let free = paid?.plus(-every * (i64::from(policy.pair_burst) - 1));
    (free > now).then_some(free)
}

/// A customer may be asked for permission to call once in 24 hours and twice in seven days.
fn call_permission(cx: &Context<'_, '_>, findings: &mut Findings) {
    let message = &cx.draft.message;
    let kind = message.content.filter(|_| message.kind == Kind::Interactive).and_then(|content| content.peek("type"));
    let asks = kind.is_some_and(|kind| kind.text().is_ok_and(|kind| kind.text == "call_permission_request"));
    let (mut last, mut before) = (None, None);
    for at in cx.draft.contact.call_requests.iter().filter(|at| asks && **at <= cx.draft.now) {
        (last, before) =
            if last.is_none_or(|last| at >= last) { (Some(at), last) } else { (last, before.max(Some(at))) };
    }
    let (day, week) = (last.map(|at| at.plus_hours(24)), before.map(|at| at.plus_hours(7 * 24)));
    if let Some(until) = day.max(week).filter(|until| *until > cx.draft.now) {
        findings.add(rule::LIMITS_CALL_PERMISSION).value("until", Val::Instant(until));
        findings.changes_at(until);
    }
}

fn state(cx: &Context<'_, '_>, findings: &mut Findings) {
    let rule = match cx.draft.sender.state {
        Some("disconnected") => rule::ACCOUNT_DISCONNECTED,
        Some("locked") => rule::ACCOUNT_LOCKED,
        // Answers in an open window are the first thing that stays possible.
        Some("restricted") if !cx.window_open() => rule::ACCOUNT_RESTRICTED,
        Some("flagged") => rule::ACCOUNT_FLAGGED,
        _ => return,
    };
    findings.add(rule);
}

fn number(cx: &Context<'_, '_>, findings: &mut Findings) {
    let sender = &cx.draft.sender;
    if sender.registered == Some(false) {
        findings.add(rule::ACCOUNT_NOT_REGISTERED);
    }
    if sender.display_name_approved == Some(false) {
        findings.add(rule::ACCOUNT_DISPLAY_NAME);
    }
    if sender.quality == Some("red") {
        findings.add(rule::ACCOUNT_QUALITY_LOW);
    }
    if sender.payment_method == Some(false) {
        // Free-form messages stop only when the free ones of the month are used up.
        let level = if cx.is_template() { Level::Fail } else { Level::Risk };
        findings.add(rule::ACCOUNT_PAYMENT).level(level);
    }
    let listed = |list: &Vec<Text<'_>>| {
        let digits = |to: &Text<'_>| crate::recipient::digits(to.text, sender.country);
        list.iter().any(|to| digits(to).is_some_and(|d| cx.recipient.answers_to(&d)))
    };
    if sender.test_recipients.as_ref().is_some_and(|list| cx.recipient.digits.is_some() && !listed(list)) {
        findings.add(rule::ACCOUNT_TEST_NUMBER).at(&cx.recipient_path());
    }
}

fn token(cx: &Context<'_, '_>, findings: &mut Findings) {
    let Some(expires) = cx.draft.sender.token_expires_at else { return };
    if expires <= cx.draft.now {
        findings.add(rule::ACCOUNT_TOKEN_EXPIRED).value("ago", Val::Span(cx.draft.now.since(expires)));
    } else {
        findings.changes_at(expires);
    }
}
