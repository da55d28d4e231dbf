//! The compose-box question: will this message go through?

use std::borrow::Cow;

use crate::draft::Draft;
use crate::findings::Findings;
use crate::message::Kind;
use crate::recipient::{self, Recipient, Setting};
use crate::report::{Allowed, Level, RecipientKind, Report, Stage, Verdict};
use crate::rules::{self, Chosen, Context};
use crate::template::preview;
use crate::value::{Path, Text, Value};
use crate::window::{self, Permission};
use crate::{Error, Instant, catalogue, template};

/// Judges a draft: everything that is known about it before it is sent.
///
/// `now` is the caller's clock; a `now` in the draft wins over it.
///
/// ```
/// use presend::{Instant, Value, Verdict};
/// let draft = Value::from_json(r#"{
///     "to": "+91 98765 43210",
///     "conversation": {"lastInboundAt": "2026-11-18T10:00:00Z"},
///     "message": {"type": "text", "text": "Your order is on its way"}
/// }"#)?;
/// let report = presend::check(&draft, Instant::parse("2026-11-20T12:00:00Z")?)?;
/// assert_eq!(report.verdict, Verdict::Blocked);
/// assert_eq!((report.findings[0].rule, report.findings[0].codes), ("window.closed", &[131047][..]));
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// Values of the wrong kind, times that cannot be read without guessing, and words that are none of ours. What WhatsApp
/// would refuse in a well-formed draft is a finding.
pub fn check(draft: &Value, now: Instant) -> Result<Report, Error> {
    let draft = Draft::read(draft, now)?;
    let policy = &draft.options.policy;
    let mut findings = Findings::default();

    let setting = setting(&draft)?;
    let mut about_recipient = Findings::default();
    let recipient = match address(&draft)? {
        Some(to) => recipient::read(&to, &setting, &mut about_recipient),
        None => recipient::read(&Text { text: "", path: Path::Named("to") }, &setting, &mut about_recipient),
    };
    findings.include(&about_recipient);

    let permission = Permission::at(draft.now, &draft.conversation, policy);
    let (window, changes) = window::report(draft.now, &draft.conversation, &draft.options);
    let chosen = rules::choose(&draft)?;
    let cx = Context { draft: &draft, permission, recipient: &recipient, chosen: chosen.as_ref() };
    rules::run(&cx, &mut findings)?;
    for instant in changes {
        findings.changes_at(instant);
    }
    cannot_be_known(&recipient, &mut findings);

    let payload = chosen.as_ref().filter(|_| rules::fits(&findings)).map(|chosen| payload(&draft, chosen, &recipient));
    Ok(Report {
        verdict: verdict(&findings),
        allowed: allowed(&cx, &findings),
        to: recipient.report(about_recipient, &setting),
        window,
        template: match &chosen {
            Some(chosen) => Some(template::report(&chosen.template, &chosen.supplied, policy)?.0),
            None => None,
        },
        payload,
        changes_at: findings.next_change(draft.now),
        findings: findings.finish(policy, draft.options.platform, draft.options.language),
    })
}

/// The draft's recipient, or else the one inside the message.
fn address<'a>(draft: &Draft<'a>) -> Result<Option<Text<'a>>, Error> {
    Ok(match &draft.to {
        Some(to) => Some(*to),
        None => draft.message.recipient()?,
    })
}

pub(crate) fn setting<'s, 'a: 's>(draft: &'s Draft<'a>) -> Result<Setting<'s>, Error> {
    let home =
        draft.sender.number.as_ref().and_then(|n| crate::phone::parse(n.text, None).ok()).and_then(|n| n.region());
    Ok(Setting {
        country: draft.country,
        sender_country: draft.sender.country.or(home),
        policy: &draft.options.policy,
        platform: draft.options.platform,
        language: draft.options.language,
        group: draft.message.node.opt_text("recipient_type")?.is_some_and(|t| t.text == "group"),
    })
}

/// That nobody can look up whether a number has WhatsApp is said once, and only where nothing worse is known of it.
fn cannot_be_known(recipient: &Recipient, findings: &mut Findings) {
    if recipient.kind == RecipientKind::Phone && recipient.digits.is_some() && !findings.fails_at(Stage::Recipient) {
        findings.add(catalogue::rule::RECIPIENT_ON_WHATSAPP);
    }
}

fn verdict(findings: &Findings) -> Verdict {
    if findings.any(Level::Fail) {
        Verdict::Blocked
    } else if findings.any(Level::Risk) || findings.undecided() {
        Verdict::Risky
    } else {
        Verdict::Send
    }
}

fn allowed(cx: &Context<'_, '_>, findings: &Findings) -> Allowed {
    // An authentication template that cannot go to a user id says nothing about other messages.
    let only_this = findings.has(catalogue::rule::RECIPIENT_USER_ID_AUTHENTICATION, Level::Fail);
    let recipient_fails = findings.fails_at(Stage::Recipient) && !only_this;
    if recipient_fails || findings.fails_at(Stage::Account) {
        Allowed::Nothing
    } else if cx.permission.free_form() == Some(true) {
        Allowed::FreeForm
    } else {
        Allowed::TemplateOnly
    }
}

/// The Cloud API object that sends a template message which fits.
fn payload(draft: &Draft<'_>, chosen: &Chosen<'_>, recipient: &Recipient) -> Value<'static> {
    debug_assert_eq!(draft.message.kind, Kind::Template);
    let (field, address) = match (&recipient.digits, recipient.kind) {
        (Some(digits), RecipientKind::Phone) => ("to", format!("+{digits}")),
        (_, RecipientKind::UserId) => ("recipient", draft_address(draft)),
        _ => ("to", draft_address(draft)),
    };
    let mut members = vec![(Cow::Borrowed("messaging_product"), Value::from("whatsapp"))];
    if recipient.kind == RecipientKind::Group {
        members.push(("recipient_type".into(), Value::from("group")));
    }
    members.push((field.into(), Value::from(address)));
    members.push(("type".into(), Value::from("template")));
    // What belongs to the sending and not to the template goes along.
    for name in ["context", "biz_opaque_callback_data"] {
        if let Some(own) = draft.message.node.peek(name) {
            members.push((name.into(), own.value.clone().into_owned()));
        }
    }
    if let Some(content) = &draft.message.content {
        members.push(("template".into(), preview::payload(content, &chosen.template, &chosen.supplied)));
    }
    Value::Map(members)
}

fn draft_address(draft: &Draft<'_>) -> String {
    address(draft).ok().flatten().map(|to| to.text.trim().to_string()).unwrap_or_default()
}
