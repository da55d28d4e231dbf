//! Limits of sending, and the state of the sending number.

use super::Context;
use crate::catalogue::rule;
use crate::draft::DailyLimit;
use crate::findings::Findings;
use crate::words::Val;

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) {
    marketing(cx, findings);
    tier(cx, findings);
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
    let paused = &cx.draft.options.policy.marketing_paused_in;
    if let Some(region) = cx.recipient.region.filter(|region| paused.iter().any(|p| p.eq_ignore_ascii_case(region))) {
        findings.add(rule::LIMITS_MARKETING_COUNTRY).value("country", crate::country::name(region));
    } else if !cx.window_open() {
        findings.add(rule::LIMITS_MARKETING_CAP);
    }
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
}

fn token(cx: &Context<'_, '_>, findings: &mut Findings) {
    let Some(expires) = cx.draft.sender.token_expires_at else { return };
    if expires <= cx.draft.now {
        findings.add(rule::ACCOUNT_TOKEN_EXPIRED).value("ago", Val::Span(cx.draft.now.since(expires)));
    } else {
        findings.changes_at(expires);
    }
}
