//! Is it a message that can be sent at all?

use super::{Context, content, interactive, media};
use crate::Error;
use crate::catalogue::rule;
use crate::findings::{Findings, utf16_len};
use crate::message::Kind;
use crate::report::Level;
use crate::template::fit::placeholder;
use crate::value::Text;

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    platform(cx, findings);
    product(cx, findings)?;
    kind(cx, findings);
    category(cx, findings)?;
    marketing_api(cx, findings);
    content::run(cx, findings)?;
    interactive::run(cx, findings)?;
    media::run(cx, findings)?;
    let lines = cx.draft.message.lines()?;
    text_length(cx, &lines, findings);
    lines.iter().for_each(|line| placeholder_left(line, findings));
    Ok(())
}

fn platform(cx: &Context<'_, '_>, findings: &mut Findings) {
    let (options, kind) = (&cx.draft.options, cx.draft.message.kind.name());
    if let Some(name) = &options.unknown_platform {
        findings.add(rule::PLATFORM_UNKNOWN).quoted("platform", name.text).at(&name.path);
    }
    let notes = options.platform.notes.iter();
    for note in notes.filter(|note| cx.recipient.region.is_some_and(|region| note.countries.contains(&region))) {
        let found = findings.add(rule::PLATFORM_NOTE).word("platform", options.platform.name);
        found.word("note", note.text).word("checked", note.checked);
    }
    if options.platform.sends.is_some_and(|sends| !kind.is_empty() && !sends.contains(&kind)) {
        findings.add(rule::PLATFORM_TYPE_NOT_SENT).word("platform", options.platform.name).word("type", kind).at(&cx
            .draft
            .message
            .node
            .path());
    }
}

fn product(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    if let Some(product) = cx.draft.message.node.opt_text("messaging_product")?.filter(|p| p.text != "whatsapp") {
        let found = findings.add(rule::MESSAGE_PRODUCT_WRONG).quoted("given", product.text);
        found.part(&product, 0, product.text.len()).edit(&product, 0, product.text.len(), "whatsapp");
    }
    Ok(())
}

fn kind(cx: &Context<'_, '_>, findings: &mut Findings) {
    let message = &cx.draft.message;
    let name = message.kind.name();
    match (message.kind, &message.type_text, &message.content) {
        (Kind::Missing, ..) => {
            findings.add(rule::MESSAGE_TYPE_MISSING).at(&message.node.path());
        }
        (Kind::Other, Some(given), _) => {
            findings.add(rule::MESSAGE_TYPE_UNKNOWN).quoted("type", given.text).at(&given.path);
        }
        // A file that is still to be uploaded stands beside the message.
        (Kind::Image | Kind::Video | Kind::Audio | Kind::Document | Kind::Sticker, _, None)
            if !message.is_payload() && message.node.peek("file").is_some() => {}
        (_, _, None) => {
            findings.add(rule::MESSAGE_CONTENT_MISSING).word("type", name).at(&message.node.path());
        }
        _ => {}
    }
}

/// The Marketing Messages API has fields of its own, by which a message for it is known. It takes marketing templates only.
fn marketing_api(cx: &Context<'_, '_>, findings: &mut Findings) {
    let message = &cx.draft.message;
    let Some(field) = ["product_policy", "message_activity_sharing"].iter().find_map(|key| message.node.peek(key))
    else {
        return;
    };
    let other = cx.chosen.is_some_and(|chosen| chosen.template.category.is_some()) && !cx.category("MARKETING");
    if message.kind != Kind::Template || other {
        findings.add(rule::MESSAGE_MARKETING_API_ONLY).at(&field.path());
    }
    if cx.draft.sender.marketing_api == Some(false) {
        findings.add(rule::ACCOUNT_MARKETING_API).at(&field.path());
    }
}

/// `category` on a message that is no template belongs to Direct Send.
fn category(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let message = &cx.draft.message;
    let Some(category) = message.node.opt_text("category")?.filter(|_| message.kind != Kind::Template) else {
        return Ok(());
    };
    match cx.draft.sender.direct_send {
        Some(true) => findings.add(rule::MESSAGE_DIRECT_SEND).at(&category.path),
        Some(false) => findings.add(rule::MESSAGE_CATEGORY_WITHOUT_DIRECT_SEND).at(&category.path),
        None => findings.add(rule::MESSAGE_CATEGORY_WITHOUT_DIRECT_SEND).level(Level::Risk).at(&category.path),
    };
    if cx.draft.sender.direct_send == Some(true) {
        content::direct_send(cx, &category, findings)?;
    }
    Ok(())
}

/// The length of all lines together, joined by line breaks. What is too much is marked in the line where it begins.
fn text_length(cx: &Context<'_, '_>, lines: &[Text<'_>], findings: &mut Findings) {
    let (policy, message) = (&cx.draft.options.policy, &cx.draft.message);
    let Some(content) = message.content.filter(|_| message.kind == Kind::Text) else { return };
    if lines.iter().all(|line| line.text.trim().is_empty()) {
        findings.add(rule::MESSAGE_TEXT_EMPTY).at(&lines.first().map_or(content.path(), |line| line.path));
        return;
    }
    let max = if content::uses_direct_send(cx) { policy.direct_send_body_max } else { policy.text_max } as usize;
    let length = lines.iter().map(|line| utf16_len(line.text) + 1).sum::<usize>() - 1;
    let mut before = 0;
    for line in lines {
        let here = utf16_len(line.text);
        if before + here > max {
            let found = findings.add(rule::MESSAGE_TEXT_TOO_LONG).count("length", length).count("max", max);
            let from = content::byte_of_utf16(line.text, max.saturating_sub(before));
            found.count("over", length - max).part(line, from, line.text.len());
            return;
        }
        before += here + 1;
    }
}

pub(super) fn placeholder_left(text: &Text<'_>, findings: &mut Findings) {
    if let Some((start, end)) = placeholder(text.text) {
        let found = findings.add(rule::MESSAGE_PLACEHOLDER_LEFT).quoted("placeholder", &text.text[start..end]);
        found.part(text, start, end);
    }
}
