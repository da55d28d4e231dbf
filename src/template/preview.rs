//! How a template looks on a phone, as plain data, and the Cloud API object that sends it.

use std::borrow::Cow;

use crate::template::fit::filled;
use crate::template::format;
use crate::template::model::{ButtonKind, Header, Part, Parts, Template};
use crate::template::supplied::{Group, Param, Supplied};
use crate::template::{Preview, PreviewButton, PreviewHeader, SlotType};
use crate::value::{Node, Value};

/// The value for a variable: by name where values have names, else by the place of the number: in the part, or in the whole
/// of a Content template.
fn value<'g>(
    group: Option<&'g Group<'_>>,
    template: &Template<'_>,
    part: &Part<'_>,
    name: &str,
) -> Option<Cow<'g, str>> {
    let group = group?;
    let named = |p: &&Param<'_>| p.name.as_ref().is_some_and(|n| n.text == name);
    let param = match group.params.iter().find(named) {
        Some(param) => Some(param),
        None if part.is_named() || group.params.iter().any(|p| p.name.is_some()) => None,
        None if template.content => name.parse::<usize>().ok().and_then(|n| group.params.get(n.checked_sub(1)?)),
        None => part.names.iter().position(|n| *n == name).and_then(|index| group.params.get(index)),
    };
    param?.text.as_ref().map(|t| Cow::Borrowed(&*t.text)).filter(|t| !t.is_empty())
}

/// The template filled with what a message gives, and with its own examples where that is asked for.
pub(crate) fn preview(template: &Template<'_>, supplied: &Supplied<'_>, examples: bool) -> Preview {
    // As the rules have it: in the short form a name may stand for header and body alike, a number may not.
    let header_group = |part: &Part<'_>| {
        let shared = supplied.body.as_ref().filter(|_| template.content || (supplied.short && part.is_named()));
        supplied.header.as_ref().or(shared)
    };
    let fill = |part: &Part<'_>, group| {
        let example = |name: &str| {
            let at = part.names.iter().position(|n| *n == name).filter(|_| examples)?;
            part.example(at).map(Cow::Borrowed)
        };
        filled(part, &|name| value(group, template, part, name).or_else(|| example(name)))
    };
    let body = template.parts.body.as_ref().map(|body| fill(body, supplied.body.as_ref())).unwrap_or_default();
    let buttons = template.parts.buttons.len();
    Preview {
        header: template.parts.header.as_ref().map(|header| match header {
            Header::Text(part) => PreviewHeader { format: "text".into(), text: Some(fill(part, header_group(part))) },
            Header::Given(kind, _) | Header::Fixed(kind, _) => PreviewHeader { format: kind.name().into(), text: None },
        }),
        spans: format::spans(&body),
        body,
        footer: template.parts.footer.as_ref().map(|f| f.text.to_string()),
        buttons: template
            .parts
            .buttons
            .iter()
            .enumerate()
            .map(|(index, button)| PreviewButton {
                kind: button.written.to_ascii_lowercase(),
                label: button.label.into(),
                url: button.url.as_ref().filter(|_| button.kind != ButtonKind::CopyCode).map(|url| {
                    let group = supplied.buttons.iter().find(|b| b.index == Some(index)).map(|b| &b.group);
                    let group = group.or(supplied.body.as_ref().filter(|_| template.content));
                    let given = |name: &str| match group? {
                        group if template.content => value(Some(group), template, url, name),
                        group => group.params.first()?.text.as_ref().map(|t| Cow::Borrowed(&*t.text)),
                    };
                    filled(url, &|name| given(name))
                }),
                collapsed: buttons > 3 && index > 1,
            })
            .collect(),
    }
}

/// The `template` object of the Cloud API for a message that fits. `components` given as such are passed on as they are;
/// the short form is written out.
pub(crate) fn payload(message_template: &Node<'_>, template: &Template<'_>, supplied: &Supplied<'_>) -> Value<'static> {
    let text = |text: &str| Value::from(text.to_string());
    let mut members = vec![(Cow::Borrowed("name"), text(template.name.text))];
    if let Some(language) = &template.language {
        members.push(("language".into(), Value::Map(vec![("code".into(), text(language.text))])));
    }
    let components = match message_template.value.get("components") {
        Some(components) if !supplied.short => components.to_owned_value(),
        _ => Value::List(components(template, supplied)).to_owned_value(),
    };
    if components != Value::List(Vec::new()) {
        members.push(("components".into(), components));
    }
    Value::Map(members)
}

/// The short form as `components`.
fn components<'a>(template: &'a Template<'a>, supplied: &'a Supplied<'a>) -> Vec<Value<'a>> {
    let body = supplied.body.as_ref();
    let mut components = Vec::new();
    texts(template, &template.parts, supplied.header.as_ref(), body, &mut components);
    for given in &supplied.buttons {
        let text = given.group.params.first().and_then(|param| param.text.as_ref()).filter(|t| !t.text.is_empty());
        let button = given.index.and_then(|index| Some((index, template.parts.buttons.get(index)?)));
        if let (Some(text), Some((index, button))) = (text, button)
            && let Some((kind, _)) = button.takes()
        {
            components.push(button_component(button.kind, kind, index, text.text.to_string()));
        }
    }
    if template.content {
        links(template, &template.parts, body, &mut components);
        let mut cards = Vec::new();
        for (index, card) in template.cards.iter().enumerate() {
            let mut components = Vec::new();
            texts(template, card, None, body, &mut components);
            links(template, card, body, &mut components);
            let index = Value::Number(f64::from(u32::try_from(index).unwrap_or(u32::MAX)));
            let mut card = vec![(Cow::Borrowed("card_index"), index)];
            card.push(("components".into(), Value::List(components)));
            cards.push(Value::Map(card));
        }
        if !cards.is_empty() {
            components.push(typed("carousel", "cards", Value::List(cards)));
        }
    }
    components
}

/// Header and body of the template, or of a card of a Content template.
fn texts<'a>(
    template: &Template<'a>,
    parts: &'a Parts<'a>,
    header: Option<&'a Group<'a>>,
    body: Option<&'a Group<'a>>,
    components: &mut Vec<Value<'a>>,
) {
    match &parts.header {
        Some(Header::Text(part)) => {
            let group = header.or(body.filter(|_| part.is_named() || template.content));
            text_component("header", template, part, group, components);
        }
        // Where the file stands in the template at Twilio, WhatsApp is told it with every message.
        Some(Header::Fixed(kind, Some(address))) => {
            let link = filled(address, &|name| value(body, template, address, name));
            let parameter = typed(kind.name(), kind.name(), single("link", link));
            components.push(component("header", vec![parameter]));
        }
        _ => {}
    }
    if let Some(part) = &parts.body {
        text_component("body", template, part, body, components);
    }
}

/// The variables of a Content template are numbered over all parts, so that those of its buttons come with the rest.
fn links<'a>(
    template: &Template<'a>,
    parts: &'a Parts<'a>,
    body: Option<&'a Group<'a>>,
    components: &mut Vec<Value<'a>>,
) {
    for (index, button) in parts.buttons.iter().enumerate() {
        let given = |part: &'a Part<'a>| value(body, template, part, part.names.first()?);
        let (sends, kind, text) = match (button.kind, &button.url) {
            // The button of an authentication template is sent as a link that ends in the code.
            (ButtonKind::CopyCode, None) => {
                (ButtonKind::Otp, SlotType::Text, parts.body.as_ref().filter(|body| body.preset).and_then(given))
            }
            // WhatsApp is told the code with every message, be it fixed or not.
            (ButtonKind::CopyCode, Some(code)) => {
                let code = filled(code, &|name| value(body, template, code, name));
                (button.kind, SlotType::CouponCode, Some(code.into()))
            }
            (_, Some(url)) => (button.kind, SlotType::Text, given(url)),
            _ => continue,
        };
        components.extend(text.map(|text| button_component(sends, kind, index, text.into_owned())));
    }
}

fn text_component<'a>(
    kind: &'a str,
    template: &Template<'_>,
    part: &'a Part<'a>,
    group: Option<&'a Group<'a>>,
    components: &mut Vec<Value<'a>>,
) {
    let parameters: Vec<Value<'a>> = part
        .names
        .iter()
        .map(|name| {
            let mut parameter = vec![(Cow::Borrowed("type"), Value::from("text"))];
            if part.is_named() {
                parameter.push(("parameter_name".into(), Value::from(*name)));
            }
            parameter.push(("text".into(), Value::Text(value(group, template, part, name).unwrap_or_default())));
            Value::Map(parameter)
        })
        .collect();
    if !parameters.is_empty() {
        components.push(component(kind, parameters));
    }
}

fn component<'a>(kind: &'a str, parameters: Vec<Value<'a>>) -> Value<'a> {
    typed(kind, "parameters", Value::List(parameters))
}

/// An object of a type, with one more member.
#[inline(never)]
fn typed<'a>(kind: &'a str, key: &'a str, value: Value<'a>) -> Value<'a> {
    Value::Map(vec![("type".into(), Value::from(kind)), (key.into(), value)])
}

#[inline(never)]
fn single<'a>(key: &'a str, text: String) -> Value<'a> {
    Value::Map(vec![(key.into(), Value::from(text))])
}

#[inline(never)]
fn button_component<'a>(button: ButtonKind, kind: SlotType, index: usize, text: String) -> Value<'a> {
    let value = match (kind, button) {
        (SlotType::Action, ButtonKind::Flow) => single("flow_token", text),
        (SlotType::Action, _) => single("thumbnail_product_retailer_id", text),
        _ => Value::from(text),
    };
    Value::Map(vec![
        ("type".into(), Value::from("button")),
        ("sub_type".into(), Value::from(button.sub_type())),
        ("index".into(), Value::from(index.to_string())),
        ("parameters".into(), Value::List(vec![typed(kind.name(), kind.name(), value)])),
    ])
}
