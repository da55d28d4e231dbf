//! The two clocks: the customer service window, which grants permission to write freely, and the free entry point window,
//! which only lowers the price. They are two types so that one can never stand in for the other.

use crate::catalogue::rule;
use crate::draft::{Conversation, Draft, Inbound, Options};
use crate::findings::Findings;
use crate::policy::Policy;
use crate::report::{Level, PriceWindow, WindowReport, WindowState};
use crate::words::Val;
use crate::{Error, Instant, Value};

/// The customer service window at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permission {
    /// Open until an instant.
    Open(Instant),
    /// Closed since an instant.
    Closed(Instant),
    /// The customer never wrote.
    Never,
    /// When the customer last wrote is not known.
    Unknown,
    /// The time given lies ahead of now and cannot be right.
    Ahead(Instant),
}

impl Permission {
    pub(crate) fn at(now: Instant, conversation: &Conversation, policy: &Policy) -> Self {
        let until = match (conversation.window_expires_at, conversation.last_inbound) {
            (Some(told), _) => told,
            (None, Inbound::At(last)) if last > now.plus_minutes(policy.clock_skew_minutes) => {
                return Permission::Ahead(last);
            }
            (None, Inbound::At(last)) => last.plus_hours(policy.window_hours),
            (None, Inbound::Never) => return Permission::Never,
            (None, Inbound::Unknown) => return Permission::Unknown,
        };
        if now < until { Permission::Open(until) } else { Permission::Closed(until) }
    }

    /// Whether free-form messages should go through.
    pub(crate) fn free_form(self) -> Option<bool> {
        match self {
            Permission::Open(_) => Some(true),
            Permission::Closed(_) | Permission::Never => Some(false),
            Permission::Unknown | Permission::Ahead(_) => None,
        }
    }

    fn state(self, now: Instant, policy: &Policy) -> WindowState {
        match self {
            Permission::Open(until) if now >= until.minus_minutes(policy.closing_minutes) => WindowState::Closing,
            Permission::Open(_) => WindowState::Open,
            Permission::Closed(_) => WindowState::Closed,
            Permission::Never => WindowState::NeverOpened,
            Permission::Unknown | Permission::Ahead(_) => WindowState::Unknown,
        }
    }

    fn closes_at(self) -> Option<Instant> {
        match self {
            Permission::Open(until) | Permission::Closed(until) => Some(until),
            _ => None,
        }
    }
}

/// The free entry point window at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Price {
    None,
    /// Runs, until an instant if the platform told it.
    Running(Option<Instant>),
    /// The customer came through an entry point, but no answer in time is known.
    NotAnswered,
}

impl Price {
    fn at(now: Instant, conversation: &Conversation, policy: &Policy) -> Self {
        let Some(entry) = &conversation.entry_point else { return Price::None };
        if let Some(end) = entry.expires_at {
            return if now < end { Price::Running(Some(end)) } else { Price::None };
        }
        match entry.replied_at {
            Some(reply) if reply <= entry.started_at.plus_hours(policy.entry_point_reply_hours) => {
                // Longer than the longest length told it cannot last.
                if now < reply.plus_hours(policy.entry_point_max_hours) { Price::Running(None) } else { Price::None }
            }
            _ => Price::NotAnswered,
        }
    }
}

/// The state of the window of one conversation.
///
/// `now` is the caller's clock; a `now` inside `options` wins over it.
///
/// ```
/// use presend::{Instant, Value, WindowState};
/// let conversation = Value::from_json(r#"{"lastInboundAt": "2026-11-19T10:15:30Z"}"#)?;
/// let report = presend::window(&conversation, &Value::Null, Instant::parse("2026-11-20T10:15:29Z")?)?;
/// assert_eq!((report.state, report.remaining_seconds), (WindowState::Closing, 1));
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// A time that cannot be read without guessing, or a value of the wrong kind.
pub fn window(conversation: &Value, options: &Value, now: Instant) -> Result<WindowReport, Error> {
    let options = Draft::options(options)?;
    let conversation = Conversation::read(&crate::value::Node::root(conversation))?;
    let now = options.now.unwrap_or(now);
    Ok(report(now, &conversation, &options).0)
}

/// The report and the next instant at which it changes.
pub(crate) fn report(now: Instant, conversation: &Conversation, options: &Options<'_>) -> (WindowReport, Vec<Instant>) {
    let policy = &options.policy;
    let permission = Permission::at(now, conversation, policy);
    let price = Price::at(now, conversation, policy);
    let mut findings = Findings::default();
    about_permission(now, permission, conversation, policy, &mut findings);
    about_price(now, conversation, policy, &mut findings);
    about_reaction(permission, conversation, &mut findings);
    let changes = changes(permission, conversation, policy);
    for change in &changes {
        findings.changes_at(*change);
    }
    let report = WindowReport {
        state: permission.state(now, policy),
        free_form: permission.free_form(),
        closes_at: permission.closes_at(),
        remaining_seconds: match permission {
            Permission::Open(until) => until.since(now) / 1000,
            _ => 0,
        },
        price: match price {
            Price::Running(ends_at) => Some(PriceWindow { window: "free-entry-point", ends_at }),
            _ => None,
        },
        changes_at: findings.next_change(now),
        findings: findings.finish(policy, options.platform, options.language),
    };
    (report, changes)
}

/// All instants at which the report can change; the past ones do no harm.
fn changes(permission: Permission, conversation: &Conversation, policy: &Policy) -> Vec<Instant> {
    let mut changes = Vec::new();
    match permission {
        Permission::Open(until) => changes.extend([until.minus_minutes(policy.closing_minutes), until]),
        // One millisecond before, the time is still too far ahead.
        Permission::Ahead(last) => changes.push(last.minus_minutes(policy.clock_skew_minutes)),
        _ => {}
    }
    if let Some(entry) = &conversation.entry_point {
        changes.extend(entry.expires_at);
        if entry.expires_at.is_none() {
            changes.extend(entry.replied_at.map(|reply| reply.plus_hours(policy.entry_point_max_hours)));
        }
    }
    changes
}

fn about_permission(
    now: Instant,
    permission: Permission,
    conversation: &Conversation,
    policy: &Policy,
    findings: &mut Findings,
) {
    match permission {
        // Here, where nothing is being sent, that the window is shut is a fact and not a fault.
        Permission::Closed(until) => closed(now, until, findings, Level::Note),
        Permission::Never => {
            findings.add(rule::WINDOW_NEVER_OPENED).level(Level::Note);
        }
        Permission::Unknown => {
            findings.add(rule::WINDOW_NOT_KNOWN);
        }
        Permission::Ahead(last) => time_ahead(now, last, findings),
        Permission::Open(until) => closing(now, until, policy, findings),
    }
    if let (Some(told), Inbound::At(last)) = (conversation.window_expires_at, conversation.last_inbound) {
        let expected = last.plus_hours(policy.window_hours);
        if told.since(expected).abs() > i64::from(policy.clock_skew_minutes) * 60_000 {
            findings
                .add(rule::WINDOW_PLATFORM_SAYS_OTHERWISE)
                .value("closesAt", Val::Instant(told))
                .value("expected", Val::Instant(expected));
        }
    }
}

/// A reaction that came after the window closed: nobody says whether it opens the window.
pub(crate) fn about_reaction(permission: Permission, conversation: &Conversation, findings: &mut Findings) {
    if let Some(reaction) = conversation.reaction_at.filter(|_| permission.free_form() != Some(true)) {
        findings.add(rule::WINDOW_REACTION_MAY_OPEN).value("reactionAt", Val::Instant(reaction));
    }
}

pub(crate) fn closed(now: Instant, until: Instant, findings: &mut Findings, level: Level) {
    findings
        .add(rule::WINDOW_CLOSED)
        .level(level)
        .value("ago", Val::Span(now.since(until)))
        .value("closesAt", Val::Instant(until));
}

pub(crate) fn time_ahead(now: Instant, last: Instant, findings: &mut Findings) {
    findings
        .add(rule::WINDOW_TIME_AHEAD)
        .value("ahead", Val::Span(last.since(now)))
        .value("lastInboundAt", Val::Instant(last));
}

/// A note in the last hour, a risk in the last minutes.
pub(crate) fn closing(now: Instant, until: Instant, policy: &Policy, findings: &mut Findings) {
    if now < until.minus_minutes(policy.closing_minutes) {
        return;
    }
    let risky_from = until.minus_minutes(policy.closing_risk_minutes);
    let found = findings
        .add(rule::WINDOW_CLOSING)
        .value("left", Val::Span(until.since(now)))
        .value("closesAt", Val::Instant(until));
    if now >= risky_from {
        found.level(Level::Risk);
    }
    findings.changes_at(risky_from);
}

pub(crate) fn about_price(now: Instant, conversation: &Conversation, policy: &Policy, findings: &mut Findings) {
    match Price::at(now, conversation, policy) {
        Price::None => {}
        Price::NotAnswered => {
            findings.add(rule::WINDOW_ENTRY_POINT_NOT_ANSWERED);
        }
        Price::Running(ends_at) => {
            findings.add(rule::WINDOW_ENTRY_POINT_IS_PRICE);
            if ends_at.is_none() {
                findings.add(rule::WINDOW_ENTRY_POINT_LENGTH_DISPUTED);
            }
        }
    }
}
