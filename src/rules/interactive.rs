//! Interactive messages: buttons, lists, products, flows and requests.

use super::Context;
use super::content::{direct_send_links, missing, needed, text, too_long, uses_direct_send, word};
use super::media::interactive_header;
use crate::Error;
use crate::catalogue::rule;
use crate::findings::Findings;
use crate::media::is_web_address;
use crate::message::Kind;
use crate::policy::Policy;
use crate::value::{Node, Text};

/// What stands above the body.
#[derive(Clone, Copy, PartialEq)]
enum Header {
    /// Text or a file, or nothing.
    Any,
    Text,
    TextNeeded,
    Never,
}

/// What a type of interactive message is made of.
struct Form {
    name: &'static str,
    header: Header,
    footer: bool,
    body_needed: bool,
    /// What `action.name` must be; empty where there is none.
    action: &'static str,
    parts: fn(&Look<'_, '_, '_>, &Node<'_>, &mut Findings) -> Result<(), Error>,
}

const FORMS: [Form; 10] = [
    Form { name: "button", header: Header::Any, footer: true, body_needed: true, action: "", parts: buttons },
    Form { name: "list", header: Header::Text, footer: true, body_needed: true, action: "", parts: list },
    Form { name: "cta_url", header: Header::Any, footer: true, body_needed: true, action: "cta_url", parts: link },
    Form { name: "product", header: Header::Never, footer: true, body_needed: false, action: "", parts: product },
    Form {
        name: "product_list",
        header: Header::TextNeeded,
        footer: true,
        body_needed: true,
        action: "",
        parts: product_list,
    },
    Form {
        name: "catalog_message",
        header: Header::Any,
        footer: true,
        body_needed: true,
        action: "catalog_message",
        parts: nothing,
    },
    Form { name: "flow", header: Header::Any, footer: true, body_needed: true, action: "flow", parts: flow },
    Form {
        name: "location_request_message",
        header: Header::Any,
        footer: true,
        body_needed: true,
        action: "send_location",
        parts: nothing,
    },
    Form {
        name: "call_permission_request",
        header: Header::Never,
        footer: false,
        body_needed: false,
        action: "call_permission_request",
        parts: nothing,
    },
    Form {
        name: "request_contact_info",
        header: Header::Any,
        footer: true,
        body_needed: true,
        action: "request_contact_info",
        parts: nothing,
    },
];

/// Types that exist for some countries and accounts. Their own parts are not looked into.
const OTHERS: [&str; 12] = [
    "order_details",
    "order_status",
    "address_message",
    "voice_call",
    "carousel",
    "media_carousel",
    "product_carousel",
    "contact_request",
    "payment_request",
    "payment_method",
    "payment_status",
    "payment",
];

/// What the rules of this module look at.
struct Look<'l, 'c, 'a> {
    cx: &'l Context<'c, 'a>,
    policy: &'l Policy,
}

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    let (Kind::Interactive, Some(content)) = (cx.draft.message.kind, &cx.draft.message.content) else { return Ok(()) };
    let Some(kind) = needed(content, "type", "type of the interactive message", u32::MAX, findings)? else {
        return Ok(());
    };
    let look = Look { cx, policy: &cx.draft.options.policy };
    let form = FORMS.iter().find(|f| f.name == kind.text);
    if form.is_none() {
        unknown(&kind, findings);
    }
    header(&look, content, &kind, form.map_or(Header::Any, |f| f.header), findings)?;
    body(&look, content, &kind, form.is_some_and(|f| f.body_needed), findings)?;
    footer(&look, content, &kind, form.is_none_or(|f| f.footer), findings)?;
    let Some(form) = form else { return Ok(()) };
    let Some(action) = content.get("action")? else {
        missing("action", content, findings);
        return Ok(());
    };
    if !form.action.is_empty()
        && let Some(name) = needed(&action, "name", "name of the action", u32::MAX, findings)?
    {
        word(&name, "name of the action", &[form.action], findings);
    }
    (form.parts)(&look, &action, findings)
}

fn unknown(kind: &Text<'_>, findings: &mut Findings) {
    if OTHERS.contains(&kind.text) {
        findings.add(rule::MESSAGE_NOT_CHECKED).quoted("type", kind.text).at(&kind.path);
        return;
    }
    let found = findings.add(rule::MESSAGE_INTERACTIVE_TYPE).quoted("type", kind.text);
    found.part(kind, 0, kind.text.len());
    if let Some(form) = FORMS.iter().find(|f| f.name.eq_ignore_ascii_case(kind.text.trim())) {
        found.word("best", form.name).edit(kind, 0, kind.text.len(), form.name);
    }
}

fn not_allowed(what: &str, kind: &Text<'_>, node: &Node<'_>, findings: &mut Findings) {
    let found = findings.add(rule::MESSAGE_PART_NOT_ALLOWED).word("what", what);
    found.quoted("type", kind.text).at(&node.path());
}

fn header(
    look: &Look<'_, '_, '_>,
    content: &Node<'_>,
    kind: &Text<'_>,
    allowed: Header,
    findings: &mut Findings,
) -> Result<(), Error> {
    let Some(header) = content.get("header")? else {
        if allowed == Header::TextNeeded {
            missing("text header", content, findings);
        }
        return Ok(());
    };
    if allowed == Header::Never {
        not_allowed("header", kind, &header, findings);
        return Ok(());
    }
    let Some(shows) = needed(&header, "type", "type of the header", u32::MAX, findings)? else { return Ok(()) };
    match shows.text {
        "text" => {
            let text = needed(&header, "text", "header", look.policy.header_max, findings)?;
            text.iter().for_each(|t| super::message::placeholder_left(t, findings));
            Ok(())
        }
        "image" | "video" | "document" if allowed != Header::Any => {
            not_allowed(&[shows.text, " header"].concat(), kind, &header, findings);
            Ok(())
        }
        "image" | "video" | "document" => interactive_header(look.cx, shows.text, &header, findings),
        _ => {
            word(&shows, "type of the header", &["text", "image", "video", "document"], findings);
            Ok(())
        }
    }
}

fn body(
    look: &Look<'_, '_, '_>,
    content: &Node<'_>,
    kind: &Text<'_>,
    must: bool,
    findings: &mut Findings,
) -> Result<(), Error> {
    let policy = look.policy;
    let max = match kind.text {
        _ if uses_direct_send(look.cx) => policy.direct_send_body_max,
        "list" => policy.list_body_max,
        _ => policy.body_max,
    };
    let text = match content.get("body")? {
        Some(body) if must => needed(&body, "text", "body", max, findings)?,
        Some(body) => text(&body, "text", "body", max, findings)?,
        None => {
            if must {
                missing("body", content, findings);
            }
            None
        }
    };
    text.iter().for_each(|t| super::message::placeholder_left(t, findings));
    Ok(())
}

fn footer(
    look: &Look<'_, '_, '_>,
    content: &Node<'_>,
    kind: &Text<'_>,
    allowed: bool,
    findings: &mut Findings,
) -> Result<(), Error> {
    let Some(footer) = content.get("footer")? else { return Ok(()) };
    if allowed {
        text(&footer, "text", "footer", look.policy.footer_max, findings)?;
    } else {
        not_allowed("footer", kind, &footer, findings);
    }
    Ok(())
}

fn nothing(_: &Look<'_, '_, '_>, _: &Node<'_>, _: &mut Findings) -> Result<(), Error> {
    Ok(())
}

/// Texts that must differ from each other.
#[derive(Default)]
struct Distinct<'a>(Vec<&'a str>);

impl<'a> Distinct<'a> {
    fn note(&mut self, text: Option<Text<'a>>, what: &str, findings: &mut Findings) {
        let Some(text) = text else { return };
        if self.0.contains(&text.text) {
            let found = findings.add(rule::MESSAGE_REPEATED).word("what", what);
            found.quoted("text", text.text).part(&text, 0, text.text.len());
        }
        self.0.push(text.text);
    }
}

/// Counts items of one kind, and says once where they become too many.
#[inline(never)]
fn counted<'a>(items: &[Node<'a>], before: usize, what: &str, max: u32, findings: &mut Findings) -> usize {
    let (count, max) = (before + items.len(), max as usize);
    if let Some(first) = items.get(max.saturating_sub(before)).filter(|_| before <= max) {
        let found = findings.add(rule::MESSAGE_TOO_MANY).word("what", what);
        found.count("count", count).count("max", max).at(&first.path());
        if what == REPLY_BUTTONS {
            found.word("instead", "list");
        }
    }
    count
}

/// Buttons that a list could take the place of; Direct Send has none.
const REPLY_BUTTONS: &str = "reply buttons";

/// The items of a list that must hold at least one.
#[inline(never)]
fn items<'a>(owner: &Node<'a>, key: &str, what: &str, findings: &mut Findings) -> Result<Vec<Node<'a>>, Error> {
    let list = owner.get(key)?;
    let items: Vec<Node<'a>> = list.map(|l| l.items()).transpose()?.into_iter().flatten().collect();
    if items.is_empty() {
        missing(what, &list.unwrap_or(*owner), findings);
    }
    Ok(items)
}

/// An id or a number that must be there; systems write some of them as numbers.
#[inline(never)]
fn given(owner: &Node<'_>, key: &str, findings: &mut Findings) {
    if owner.peek(key).is_none_or(|n| n.text().is_ok_and(|t| t.text.trim().is_empty())) {
        missing(key, &owner.peek(key).unwrap_or(*owner), findings);
    }
}

fn buttons(look: &Look<'_, '_, '_>, action: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let policy = look.policy;
    let direct = uses_direct_send(look.cx);
    let buttons = items(action, "buttons", "reply button", findings)?;
    let (what, max) =
        if direct { ("buttons", policy.direct_send_buttons_max) } else { (REPLY_BUTTONS, policy.reply_buttons_max) };
    counted(&buttons, 0, what, max, findings);
    let (mut titles, mut ids, mut links) = (Distinct::default(), Distinct::default(), Vec::new());
    for button in &buttons {
        let kind = needed(button, "type", "type of the button", u32::MAX, findings)?;
        let link = direct && kind.is_some_and(|k| k.text != "reply");
        links.push(link);
        if link {
            continue;
        }
        if let Some(kind) = kind {
            word(&kind, "type of the button", &["reply"], findings);
        }
        let Some(reply) = button.get("reply")? else {
            missing("reply", button, findings);
            continue;
        };
        let title = needed(&reply, "title", "button title", policy.button_label_max, findings)?;
        titles.note(title, "button title", findings);
        let id = needed(&reply, "id", "button id", policy.reply_id_max, findings)?;
        ids.note(id, "button id", findings);
        if let Some(id) = id.filter(|id| id.text.trim().len() < id.text.len()) {
            let found = findings.add(rule::MESSAGE_ID_SPACES).quoted("text", id.text);
            found.part(&id, 0, id.text.len()).edit(&id, 0, id.text.len(), id.text.trim());
        }
    }
    direct_send_links(&links, action, findings);
    Ok(())
}

fn list(look: &Look<'_, '_, '_>, action: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let policy = look.policy;
    needed(action, "button", "button label", policy.button_label_max, findings)?;
    let sections = items(action, "sections", "section", findings)?;
    counted(&sections, 0, "sections", policy.list_sections_max, findings);
    let (mut ids, mut total) = (Distinct::default(), 0);
    for section in &sections {
        section_title(section, sections.len(), policy, findings)?;
        let rows = items(section, "rows", "row", findings)?;
        total = counted(&rows, total, "rows", policy.list_rows_max, findings);
        for row in &rows {
            needed(row, "title", "row title", policy.row_title_max, findings)?;
            text(row, "description", "row description", policy.row_description_max, findings)?;
            let id = needed(row, "id", "row id", policy.row_id_max, findings)?;
            ids.note(id, "row id", findings);
        }
    }
    Ok(())
}

/// A title is needed where there is more than one section.
fn section_title(section: &Node<'_>, sections: usize, policy: &Policy, findings: &mut Findings) -> Result<(), Error> {
    if sections > 1 {
        needed(section, "title", "section title", policy.row_title_max, findings)?;
    } else {
        text(section, "title", "section title", policy.row_title_max, findings)?;
    }
    Ok(())
}

/// The parameters of an action, which must be there.
fn parameters<'a>(action: &Node<'a>, findings: &mut Findings) -> Result<Option<Node<'a>>, Error> {
    let parameters = action.get("parameters")?;
    if parameters.is_none() {
        missing("parameters", action, findings);
    }
    Ok(parameters)
}

fn link(look: &Look<'_, '_, '_>, action: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let Some(parameters) = parameters(action, findings)? else { return Ok(()) };
    needed(&parameters, "display_text", "button label", look.policy.button_label_max, findings)?;
    if let Some(url) = needed(&parameters, "url", "url", u32::MAX, findings)? {
        if !is_web_address(url.text) || url.text.trim().contains(char::is_whitespace) {
            findings.add(rule::MESSAGE_URL_ODD).quoted("text", url.text).part(&url, 0, url.text.len());
        }
        super::message::placeholder_left(&url, findings);
    }
    Ok(())
}

fn product(_: &Look<'_, '_, '_>, action: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    given(action, "catalog_id", findings);
    given(action, "product_retailer_id", findings);
    Ok(())
}

fn product_list(look: &Look<'_, '_, '_>, action: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let policy = look.policy;
    given(action, "catalog_id", findings);
    let sections = items(action, "sections", "section", findings)?;
    counted(&sections, 0, "sections", policy.template_sections_max, findings);
    let mut total = 0;
    for section in &sections {
        section_title(section, sections.len(), policy, findings)?;
        let products = items(section, "product_items", "product", findings)?;
        total = counted(&products, total, "products", policy.template_products_max, findings);
        for product in &products {
            given(product, "product_retailer_id", findings);
        }
    }
    Ok(())
}

fn flow(look: &Look<'_, '_, '_>, action: &Node<'_>, findings: &mut Findings) -> Result<(), Error> {
    let policy = look.policy;
    let Some(parameters) = parameters(action, findings)? else { return Ok(()) };
    if let Some(version) = needed(&parameters, "flow_message_version", "flow_message_version", u32::MAX, findings)? {
        word(&version, "flow_message_version", &["3"], findings);
    }
    if parameters.peek("flow_id").is_some() == parameters.peek("flow_name").is_some() {
        findings.add(rule::MESSAGE_FLOW_REFERENCE).at(&parameters.path());
    }
    let label = needed(&parameters, "flow_cta", "button label", policy.flow_label_max, findings)?;
    if let Some(label) = label.filter(|l| crate::findings::utf16_len(l.text) <= policy.flow_label_max as usize) {
        too_long(rule::MESSAGE_FLOW_LABEL_LONG, &label, "button label", policy.button_label_max, findings);
    }
    if let Some(action) = parameters.opt_text("flow_action")? {
        word(&action, "flow_action", &["navigate", "data_exchange"], findings);
    }
    Ok(())
}
