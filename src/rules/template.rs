//! Does the template exist, may it be sent, and does the message fit it?

use super::{Chosen, Context};
use crate::Error;
use crate::catalogue::{Restriction, rule};
use crate::draft::Draft;
use crate::findings::Findings;
use crate::message::Kind;
use crate::report::{Level, Stage};
use crate::template::SlotType;
use crate::template::fit::{self, Fit};
use crate::template::model::{self, Asked, Header, Template};
use crate::template::supplied::Supplied;
use crate::value::{Node, Text};
use crate::window::Permission;
use crate::words::{Val, quote};

/// Finds the template that the message names among those given: name and language must match exactly.
pub(crate) fn choose<'a>(draft: &Draft<'a>) -> Result<Option<Chosen<'a>>, Error> {
    let Some(wanted) = wanted(draft)? else { return Ok(None) };
    let (Some(name), Some(language)) = (&wanted.name, &wanted.language) else { return Ok(None) };
    for node in draft.templates.iter().flatten() {
        let same = model::name(node)?.is_some_and(|n| n.text == name.text)
            && model::language(node)?.is_some_and(|l| l.text == language.text);
        if same {
            let template = Template::read(node)?;
            return Ok(Some(Chosen { template, supplied: Supplied::read(&wanted.node)? }));
        }
    }
    Ok(None)
}

/// What the message says of the template it wants.
struct Wanted<'a> {
    node: Node<'a>,
    name: Option<Text<'a>>,
    language: Option<Text<'a>>,
}

fn wanted<'a>(draft: &Draft<'a>) -> Result<Option<Wanted<'a>>, Error> {
    let Some(node) = draft.message.content.filter(|_| draft.message.kind == Kind::Template) else {
        return Ok(None);
    };
    let given = |text: Option<Text<'a>>| text.filter(|t| !t.text.trim().is_empty());
    Ok(Some(Wanted { name: given(model::name(&node)?), language: given(model::language(&node)?), node }))
}

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let Some(wanted) = wanted(cx.draft)? else { return Ok(()) };
    exists(cx, &wanted, findings)?;
    let Some(chosen) = cx.chosen else { return Ok(()) };
    if let Some(name) = &wanted.name {
        alone(cx, &chosen.template, name, findings);
        versions(cx, &chosen.template, name, findings)?;
    }
    let policy = &cx.draft.options.policy;
    let at = wanted.node.path();
    let (template, supplied) = (&chosen.template, &chosen.supplied);
    fit::check(
        &Fit { template, supplied, at, policy, platform: cx.draft.options.platform, now: cx.draft.now },
        findings,
    )
}

/// What can be said of a template before anything is filled in: `name` is where the draft names it.
fn alone(cx: &Context<'_, '_>, template: &Template<'_>, name: &Text<'_>, findings: &mut Findings) {
    status(template, name, findings);
    quality(template, name, findings);
    restrictions(cx, template, name, findings);
}

/// All language versions of a template should ask for the same: otherwise the values for one do not fit the other.
fn versions(
    cx: &Context<'_, '_>,
    template: &Template<'_>,
    name: &Text<'_>,
    findings: &mut Findings,
) -> Result<(), Error> {
    let slots = template.slots();
    let asks_alike = |other: &[Asked<'_>]| {
        let alike = |a: &Asked<'_>, b: &Asked<'_>| {
            (a.component, a.slot_type, a.index, a.card) == (b.component, b.slot_type, b.index, b.card)
                && a.name == b.name
        };
        slots.len() == other.len() && slots.iter().zip(other).all(|(a, b)| alike(a, b))
    };
    let kinds = |template: &Template<'_>| template.parts.buttons.iter().map(|b| b.kind).collect::<Vec<_>>();
    for node in cx.draft.templates.iter().flatten() {
        if std::ptr::eq(node.value, template.node.value) || model::name(node)?.is_none_or(|n| n.text != name.text) {
            continue;
        }
        let Ok(other) = Template::read(node) else { continue };
        let Some(language) = &other.language else { continue };
        let what = match () {
            () if !asks_alike(&other.slots()) => "variables",
            () if kinds(&other) != kinds(template) => "buttons",
            () => continue,
        };
        let found = findings.add(rule::TEMPLATE_VERSIONS_DIFFER).quoted("name", name.text).word("what", what);
        found.quoted("language", language.text).at(&name.path);
        return Ok(());
    }
    Ok(())
}

/// The same for a template that might be chosen.
pub(crate) fn candidate(cx: &Context<'_, '_>, findings: &mut Findings) {
    if let Some(chosen) = cx.chosen {
        alone(cx, &chosen.template, &chosen.template.name, findings);
    }
}

fn exists(cx: &Context<'_, '_>, wanted: &Wanted<'_>, findings: &mut Findings) -> Result<(), Error> {
    let Some(name) = &wanted.name else {
        findings.add(rule::TEMPLATE_NAME_MISSING).at(&wanted.node.path());
        return Ok(());
    };
    let Some(language) = &wanted.language else {
        findings.add(rule::TEMPLATE_LANGUAGE_MISSING).at(&wanted.node.path());
        return Ok(());
    };
    let Some(templates) = &cx.draft.templates else {
        findings.add(rule::TEMPLATE_LIST_NOT_GIVEN).value("name", quote(name.text)).at(&name.path);
        return Ok(());
    };
    if cx.chosen.is_some() {
        return Ok(());
    }
    let mut languages = Vec::new();
    let mut close: Option<&str> = None;
    for node in templates {
        let Some(other) = model::name(node)? else { continue };
        if other.text == name.text {
            languages.extend(model::language(node)?.map(|l| l.text));
        } else if other.text.eq_ignore_ascii_case(name.text.trim()) {
            close = Some(other.text);
        }
    }
    if languages.is_empty() {
        let found =
            findings.add(rule::TEMPLATE_NOT_FOUND).value("name", quote(name.text)).part(name, 0, name.text.len());
        if let Some(close) = close {
            found.value("close", quote(close)).edit(name, 0, name.text.len(), close);
        }
    } else {
        let found = findings
            .add(rule::TEMPLATE_LANGUAGE_NOT_FOUND)
            .value("name", quote(name.text))
            .value("language", quote(language.text))
            .value("languages", Val::Text(languages.join(", ")))
            .part(language, 0, language.text.len());
        if let [only] = languages[..] {
            found.edit(language, 0, language.text.len(), only);
        }
    }
    Ok(())
}

/// Whether a status lets a template be sent; `None` for a status that is not told.
pub(crate) fn sendable(template: &Template<'_>) -> Option<bool> {
    let status = template.status.as_ref()?.text;
    (!status.trim().is_empty()).then(|| is_sendable(status))
}

/// FLAGGED is a warning on a template that is still approved.
pub(crate) fn is_sendable(status: &str) -> bool {
    ["APPROVED", "FLAGGED", "ACTIVE"].iter().any(|s| status.eq_ignore_ascii_case(s))
}

fn status(template: &Template<'_>, name: &Text<'_>, findings: &mut Findings) {
    let known = match sendable(template) {
        Some(true) => return,
        Some(false) => template.status.as_ref(),
        None => None,
    };
    let Some(status) = known else {
        findings.add(rule::TEMPLATE_STATUS_NOT_KNOWN).value("name", quote(name.text)).at(&name.path);
        return;
    };
    let rule = match status.text.to_ascii_uppercase().as_str() {
        "PENDING" | "IN_APPEAL" | "SUBMITTED" | "RECEIVED" => rule::TEMPLATE_PENDING,
        "REJECTED" => rule::TEMPLATE_REJECTED,
        "PAUSED" => rule::TEMPLATE_PAUSED,
        "DISABLED" => rule::TEMPLATE_DISABLED,
        _ => rule::TEMPLATE_NOT_SENDABLE,
    };
    let reason = template.rejected_reason.filter(|r| !r.is_empty() && *r != "NONE").unwrap_or("no reason told");
    findings
        .add(rule)
        .value("name", quote(name.text))
        .value("status", quote(status.text))
        .value("reason", quote(reason))
        .word("pause", pause(template))
        .at(&name.path);
}

/// How long a pause lasts, where a copy has kept what the webhook about it said.
fn pause(template: &Template<'_>) -> &'static str {
    let title = template.node.peek("other_info").and_then(|info| info.peek("title")).and_then(|t| t.text().ok());
    match title.map_or("", |t| t.text) {
        "FIRST_PAUSE" => " for 3 hours, for the first time",
        "SECOND_PAUSE" => " for 6 hours, for the second time",
        "RATE_LIMITING_PAUSE" => " because it was sent too fast at first",
        _ => "",
    }
}

fn quality(template: &Template<'_>, name: &Text<'_>, findings: &mut Findings) {
    let red = template.quality.is_some_and(|q| q.eq_ignore_ascii_case("RED"));
    if red && sendable(template) == Some(true) {
        findings.add(rule::TEMPLATE_QUALITY_LOW).value("name", quote(name.text)).at(&name.path);
    }
}

/// What the platform refuses beyond WhatsApp's own rules.
fn restrictions(cx: &Context<'_, '_>, template: &Template<'_>, name: &Text<'_>, findings: &mut Findings) {
    let platform = cx.draft.options.platform;
    let first_contact = cx.permission == Permission::Never;
    let mut told = Vec::new();
    for restriction in platform.restrictions.iter().filter(|r| first_contact || !r.first_contact) {
        // What one restriction says of a part, another need not say again.
        let mut refused = refused(restriction, template);
        refused.retain(|part| !told.contains(part));
        told.extend(&refused);
        if !refused.is_empty() {
            findings
                .add(rule::PLATFORM_TEMPLATE_RESTRICTED)
                .level(restriction.level)
                .value("platform", Val::Text(platform.name.into()))
                .value("refused", Val::Text(refused.join(", ")))
                .value("note", Val::Text(restriction.note.into()))
                .at(&name.path);
        }
    }
}

/// Which of the things that a platform refuses this template has, in words.
fn refused(restriction: &Restriction, template: &Template<'_>) -> Vec<&'static str> {
    let parts = &template.parts;
    let header = |wanted: fn(SlotType) -> bool| matches!(&parts.header, Some(Header::Given(kind, _)) if wanted(*kind));
    let variables = parts.body.as_ref().is_some_and(|b| !b.variables.is_empty())
        || matches!(&parts.header, Some(Header::Text(part)) if !part.variables.is_empty());
    let has = |refusal: &str| match refusal {
        "variables" => variables.then_some("variables"),
        "buttons" => (!parts.buttons.is_empty()).then_some("buttons"),
        "button-parameters" => parts
            .buttons
            .iter()
            .any(|b| b.takes().is_some_and(|(_, must)| must))
            .then_some("buttons with a variable part"),
        "media-header" => header(SlotType::is_media).then_some("a media header"),
        "location-header" => header(|k| k == SlotType::Location).then_some("a location header"),
        "authentication" => template.is("AUTHENTICATION").then_some("the category authentication"),
        "products" => {
            parts.buttons.iter().any(|b| matches!(b.kind.sub_type(), "catalog" | "mpm" | "spm")).then_some("products")
        }
        _ => None,
    };
    restriction.refuses.iter().filter_map(|r| has(r)).collect()
}

/// Whether nothing of the template or its values stands in the way, so that the payload is worth giving.
pub(crate) fn fits(findings: &Findings) -> bool {
    [Stage::Template, Stage::Variables].iter().all(|stage| !findings.fails_at(*stage))
        && !findings.has(rule::TEMPLATE_STATUS_NOT_KNOWN, Level::Unknown)
}
