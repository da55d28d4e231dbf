//! What stands in a message besides text and files: places, contacts, reactions, quotes, and fields of every message.

use super::Context;
use crate::Error;
use crate::catalogue::{Rule, rule};
use crate::findings::{Findings, utf16_len};
use crate::message::Kind;
use crate::report::RecipientKind;
use crate::template::fit::on_globe;
use crate::value::{Node, Text, Value};

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    recipient_type(cx, findings)?;
    callback(cx, findings)?;
    quoted(cx, findings)?;
    let Some(content) = &cx.draft.message.content else { return Ok(()) };
    match cx.draft.message.kind {
        Kind::Text => preview(cx, content, findings),
        Kind::Location => location(content, findings),
        Kind::Contacts => contacts(cx, content, findings),
        Kind::Reaction => reaction(content, findings),
        _ => Ok(()),
    }
}

// Helpers for all parts of a message. They are called from everywhere; inlined they would swell the .wasm.

/// Something that must be there is not.
#[inline(never)]
pub(super) fn missing(what: &str, owner: &Node<'_>, findings: &mut Findings) {
    findings.add(rule::MESSAGE_PART_MISSING).word("what", what).at(&owner.path());
}

/// A text over its limit; the part that is too much is marked.
#[inline(never)]
pub(super) fn too_long(rule: &'static Rule, text: &Text<'_>, what: &str, max: u32, findings: &mut Findings) {
    let (length, max) = (utf16_len(text.text), max as usize);
    if length > max {
        let found = findings.add(rule).word("what", what).quoted("text", text.text);
        found.count("length", length).count("max", max).count("over", length - max);
        found.part(text, byte_of_utf16(text.text, max), text.text.len());
    }
}

/// The byte offset of a UTF-16 offset; a surrogate pair that the limit cuts in two belongs to what is over.
pub(super) fn byte_of_utf16(text: &str, offset: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > offset {
            return at;
        }
    }
    text.len()
}

/// A text that may be there, within its limit.
#[inline(never)]
pub(super) fn text<'a>(
    owner: &Node<'a>,
    key: &str,
    what: &str,
    max: u32,
    findings: &mut Findings,
) -> Result<Option<Text<'a>>, Error> {
    let text = owner.opt_text(key)?;
    if let Some(text) = &text {
        too_long(rule::MESSAGE_PART_TOO_LONG, text, what, max, findings);
    }
    Ok(text)
}

/// A text that must be there and hold something.
#[inline(never)]
pub(super) fn needed<'a>(
    owner: &Node<'a>,
    key: &str,
    what: &str,
    max: u32,
    findings: &mut Findings,
) -> Result<Option<Text<'a>>, Error> {
    let text = text(owner, key, what, max, findings)?;
    match text {
        Some(text) if !text.text.trim().is_empty() => Ok(Some(text)),
        _ => {
            missing(what, &owner.peek(key).unwrap_or(*owner), findings);
            Ok(None)
        }
    }
}

/// A text that may only be one of a few words.
#[inline(never)]
pub(super) fn word(text: &Text<'_>, what: &str, wanted: &[&str], findings: &mut Findings) {
    if wanted.contains(&text.text) {
        return;
    }
    let found = findings.add(rule::MESSAGE_VALUE_WRONG).word("what", what);
    found.quoted("given", text.text).word("wanted", &wanted.join(", "));
    found.part(text, 0, text.text.len());
    let near = wanted.iter().find(|w| w.eq_ignore_ascii_case(text.text.trim()));
    if let Some(right) = near.or(wanted.first().filter(|_| wanted.len() == 1)) {
        found.word("best", right).edit(text, 0, text.text.len(), *right);
    }
}

// Fields of every message.

fn recipient_type(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    if let Some(given) = cx.draft.message.node.opt_text("recipient_type")? {
        word(&given, "recipient_type", &["individual", "group"], findings);
    }
    Ok(())
}

fn callback(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let max = cx.draft.options.policy.callback_max;
    text(&cx.draft.message.node, "biz_opaque_callback_data", "biz_opaque_callback_data", max, findings)?;
    Ok(())
}

/// A reply quotes a message by its id.
fn quoted(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let Some(context) = cx.draft.message.node.get("context")? else { return Ok(()) };
    let id = context.opt_text("message_id")?;
    let given = id.is_some_and(|id| !id.text.trim().is_empty());
    findings.add(if given { rule::MESSAGE_QUOTE_AGE } else { rule::MESSAGE_QUOTE_EMPTY }).at(&context.path());
    Ok(())
}

/// A link is shown with a picture only on request. The short form has no such field, so nothing is said of it.
fn preview(cx: &Context<'_, '_>, content: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    if !content.is_map() {
        return Ok(());
    }
    let wanted = content.opt_bool("preview_url")?;
    let link = cx.draft.message.lines()?.into_iter().find_map(|t| {
        let start = t.text.find("https://").or_else(|| t.text.find("http://"))?;
        let length = t.text.get(start..)?.find(char::is_whitespace).unwrap_or(t.text.len() - start);
        Some((t, start, start + length))
    });
    match (wanted, link) {
        (Some(true), None) => {
            findings.add(rule::MESSAGE_PREVIEW_WITHOUT_LINK).at(&content.path());
        }
        (None, Some((text, start, end))) => {
            findings.add(rule::MESSAGE_PREVIEW_OFF).part(&text, start, end);
        }
        _ => {}
    }
    Ok(())
}

// The types that have only a few fields.

fn location(content: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    for (key, limit) in [("latitude", 90_u16), ("longitude", 180)] {
        let given = content.get(key)?;
        if !on_globe(given.map(|node| node.value), f64::from(limit)) {
            let found = findings.add(rule::MESSAGE_LOCATION_WRONG).word("what", key);
            found.count("max", limit.into()).at(&given.unwrap_or(*content).path());
        }
    }
    let filled = |text: Option<Text<'_>>| text.is_some_and(|t| !t.text.trim().is_empty());
    if filled(content.opt_text("address")?) && !filled(content.opt_text("name")?) {
        findings.add(rule::MESSAGE_ADDRESS_HIDDEN).at(&content.path());
    }
    Ok(())
}

const NAME_PARTS: [&str; 5] = ["first_name", "last_name", "middle_name", "suffix", "prefix"];

fn contacts(cx: &Context<'_, '_>, content: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let max = cx.draft.options.policy.contacts_max as usize;
    let mut count = 0;
    for contact in content.items()? {
        count += 1;
        let name = contact.get("name")?;
        let filled = |key: &str| -> Result<bool, Error> {
            let text = name.map(|n| n.opt_text(key)).transpose()?.flatten();
            Ok(text.is_some_and(|t| !t.text.trim().is_empty()))
        };
        let mut part = false;
        for key in NAME_PARTS {
            part |= filled(key)?;
        }
        if !filled("formatted_name")? || !part {
            let absent = if part { "formatted_name" } else { "first_name" };
            let found = findings.add(rule::MESSAGE_CONTACT_NAME).word("what", absent);
            found.at(&name.unwrap_or(contact).path());
        }
    }
    if count == 0 {
        missing("contact", content, findings);
    } else if count > max {
        findings.add(rule::MESSAGE_CONTACTS_MANY).count("count", count).count("max", max).at(&content.path());
    }
    Ok(())
}

fn reaction(content: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    needed(content, "message_id", "message_id", u32::MAX, findings)?;
    match content.opt_text("emoji")? {
        None => missing("emoji", content, findings),
        // Empty takes the reaction back.
        Some(emoji) if emoji.text.is_empty() => {}
        Some(emoji) => {
            let end = one_emoji(emoji.text);
            if end != Some(emoji.text.len()) {
                let from = end.unwrap_or(0);
                findings.add(rule::MESSAGE_REACTION_EMOJI).quoted("given", emoji.text).part(
                    &emoji,
                    from,
                    emoji.text.len(),
                );
            }
        }
    }
    Ok(())
}

/// The end of the emoji that a text begins with: with its skin tone, joined to others, as flag or as keycap.
fn one_emoji(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    loop {
        let (_, first) = chars.next()?;
        let flag = is_regional(first);
        let key = matches!(first, '0'..='9' | '#' | '*');
        if flag {
            chars.next_if(|(_, c)| is_regional(*c))?;
        } else if !key && !is_pictograph(first) {
            return None;
        }
        // Variation, skin tone, and the letters of a flag such as Scotland's.
        let mut capped = false;
        while let Some((_, c)) =
            chars.next_if(|(_, c)| matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}'))
        {
            capped |= c == '\u{20e3}';
        }
        if key && !capped {
            return None;
        }
        if chars.next_if(|(_, c)| *c == '\u{200d}').is_none() {
            return Some(chars.peek().map_or(text.len(), |(at, _)| *at));
        }
    }
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Generous on purpose: the blocks that hold emoji, not the list of them.
fn is_pictograph(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | 'Ⓜ' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

// Direct Send.

fn refuse(what: &str, allowed: &str, node: &Node<'_>, findings: &mut Findings) {
    let found = findings.add(rule::MESSAGE_DIRECT_SEND_REFUSED).word("what", what);
    found.word("allowed", allowed).at(&node.path());
}

/// Link buttons stand before the reply buttons, and there are at most two.
pub(super) fn direct_send_links(links: &[bool], action: &Node<'_>, findings: &mut Findings) {
    let count = links.iter().filter(|link| **link).count();
    let allowed = "up to two link buttons, before the reply buttons";
    if count > 2 {
        refuse("more than two link buttons", allowed, action, findings);
    } else if links.iter().skip(count).any(|link| *link) {
        refuse("a link button after a reply button", allowed, action, findings);
    }
}

/// What Direct Send takes: text and buttons, no preview, an age within limits.
pub(super) fn direct_send(cx: &Context<'_, '_>, category: &Text<'_>, findings: &mut Findings) -> Result<(), Error> {
    let message = &cx.draft.message;
    let words = ["utility", "authentication"];
    let known = words.iter().position(|w| w.eq_ignore_ascii_case(category.text));
    if known.is_none() {
        word(category, "category", &words, findings);
    }
    let content = message.content.unwrap_or(message.node);
    let kind = content.peek("type").map_or(Ok(""), |t| t.text().map(|t| t.text))?;
    let allowed = "a text, alone or with buttons";
    match message.kind {
        Kind::Text if content.peek("preview_url").is_some_and(|p| *p.value == Value::Bool(true)) => {
            refuse("a link preview", "a text without link preview", &content, findings);
        }
        Kind::Interactive if !matches!(kind, "button" | "cta_url" | "voice_call") => {
            refuse("this type of interactive message", allowed, &content, findings);
        }
        Kind::Text | Kind::Interactive | Kind::Missing | Kind::Other => {}
        _ => refuse("this type of message", allowed, &message.node, findings),
    }
    if known == Some(1) && cx.recipient.kind == RecipientKind::UserId {
        refuse("an authentication message to a user id", "a phone number as recipient", &message.node, findings);
    }
    // The shortest, the longest for utility, the longest for authentication.
    let limits = &cx.draft.options.policy.direct_send_ttl_seconds;
    let (Some(ttl), Some(min), Some(max)) =
        (message.node.get("ttl_seconds")?, limits.first(), limits.get(if known == Some(1) { 2 } else { 1 }))
    else {
        return Ok(());
    };
    if !(f64::from(*min)..=f64::from(*max)).contains(&ttl.number()?) {
        let allowed = [&min.to_string(), "–", &max.to_string(), " s"].concat();
        refuse("this ttl_seconds", &allowed, &ttl, findings);
    }
    Ok(())
}

/// Whether the message goes by Direct Send: it names a category, and the account was admitted.
pub(super) fn uses_direct_send(cx: &Context<'_, '_>) -> bool {
    cx.draft.sender.direct_send == Some(true) && cx.draft.message.node.peek("category").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_is_one() {
        for emoji in ["👍", "❤️", "❤", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🧑🏿‍🤝‍🧑🏻", "🏳️‍🌈", "☺️", "🫡", "‼️"]
        {
            assert_eq!(one_emoji(emoji), Some(emoji.len()), "{emoji}");
        }
        for text in ["ok", ":+1:", "1", "🇩", "", " 👍", "é"] {
            assert_eq!(one_emoji(text), None, "{text}");
        }
        for (text, end) in [("👍👍", 4), ("👍 ", 4), ("🇩🇪🇫🇷", 8), ("❤️x", 6)] {
            assert_eq!(one_emoji(text), Some(end), "{text}");
        }
    }
}
