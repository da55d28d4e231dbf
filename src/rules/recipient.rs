//! Is it the right recipient? The number itself was judged while it was read, in [`crate::recipient`].

use super::Context;
use crate::Error;
use crate::catalogue::rule;
use crate::findings::Findings;
use crate::message::Message;
use crate::recipient::same_address;
use crate::report::RecipientKind;
use crate::words::quote;

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    differs(cx, findings)?;
    user_id_field(cx, findings)?;
    user_id_authentication(cx, findings);
    is_sender(cx, findings);
    contact(cx, findings);
    Ok(())
}

/// The draft and the message inside it may both name a recipient; the draft's counts.
fn differs(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let (Some(to), Some(other)) = (&cx.draft.to, cx.draft.message.recipient()?) else { return Ok(()) };
    if !same_address(to.text, other.text, cx.draft.country) {
        let found = findings.add(rule::RECIPIENT_DIFFERS).value("to", quote(to.text)).value("other", quote(other.text));
        found.at(&other.path);
    }
    Ok(())
}

fn user_id_field(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let message = &cx.draft.message;
    if let Some(to) =
        message.node.opt_text("to")?.filter(|to| message.is_payload() && crate::recipient::is_user_id(to.text))
    {
        findings.add(rule::RECIPIENT_USER_ID_IN_TO).at(&to.path);
    }
    phone_field(message, findings)
}

/// A telephone number where only user ids are taken. Beside a `to` it is looked at no further.
fn phone_field(message: &Message<'_>, findings: &mut Findings) -> Result<(), Error> {
    let alone = message.is_payload() && message.node.peek("to").is_none();
    if let Some(other) = message.node.opt_text("recipient")?.filter(|_| alone)
        && crate::recipient::digits(other.text, None).is_some()
    {
        findings.add(rule::RECIPIENT_NUMBER_IN_RECIPIENT).at(&other.path);
    }
    Ok(())
}

pub(super) fn user_id_authentication(cx: &Context<'_, '_>, findings: &mut Findings) {
    if cx.recipient.kind == RecipientKind::UserId && cx.category("AUTHENTICATION") {
        findings.add(rule::RECIPIENT_USER_ID_AUTHENTICATION).at(&cx.recipient_path());
    }
}

fn is_sender(cx: &Context<'_, '_>, findings: &mut Findings) {
    let Some(number) = &cx.draft.sender.number else { return };
    let sender = crate::recipient::digits(number.text, cx.draft.sender.country);
    if sender.is_some() && sender == cx.recipient.digits {
        findings.add(rule::RECIPIENT_IS_SENDER).at(&cx.recipient_path());
    }
}

fn contact(cx: &Context<'_, '_>, findings: &mut Findings) {
    if cx.draft.contact.blocked_us == Some(true) {
        findings.add(rule::RECIPIENT_BLOCKED_US);
    }
    // Someone who wrote first may be answered; consent is about starting a conversation.
    if cx.draft.contact.opted_in == Some(false) && !cx.window_open() {
        findings.add(rule::RECIPIENT_NO_CONSENT);
    }
}
