//! How a template looks on a phone, as plain data, and the Cloud API object that sends it.

use std::borrow::Cow;

use crate::template::fit::filled;
use crate::template::format;
use crate::template::model::{Header, Part, Template};
use crate::template::supplied::{Group, Param, Supplied};
use crate::template::{Preview, PreviewButton, PreviewHeader};
use crate::value::{Node, Value};

/// The value for a variable: by name where values have names, else by the place of the number.
fn value<'g>(group: Option<&'g Group<'_>>, part: &Part<'_>, name: &str) -> Option<Cow<'g, str>> {
    let group = group?;
    let named = |p: &&Param<'_>| p.name.as_ref().is_some_and(|n| n.text == name);
    let param = match group.params.iter().find(named) {
        Some(param) => Some(param),
        None if part.is_named() || group.params.iter().any(|p| p.name.is_some()) => None,
        None => part.names.iter().position(|n| *n == name).and_then(|index| group.params.get(index)),
    };
    param?.text.as_ref().map(|t| Cow::Borrowed(&*t.text)).filter(|t| !t.is_empty())
}

/// The template filled with what a message gives, and with its own examples where that is asked for.
pub(crate) fn preview(template: &Template<'_>, supplied: &Supplied<'_>, examples: bool) -> Preview {
    // As the rules have it: in the short form a name may stand for header and body alike, a number may not.
    let header_group = |part: &Part<'_>| {
        let shared = supplied.body.as_ref().filter(|_| supplied.short && part.is_named());
        supplied.header.as_ref().or(shared)
    };
    let fill = |part: &Part<'_>, group| {
        let example = |name: &str| {
            let at = part.names.iter().position(|n| *n == name).filter(|_| examples)?;
            part.example(at).map(Cow::Borrowed)
        };
        filled(part, |name| value(group, part, name).or_else(|| example(name)))
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
                url: button.url.as_ref().map(|url| {
                    let group = supplied.buttons.iter().find(|b| b.index == Some(index)).map(|b| &b.group);
                    let group = group.or(supplied.body.as_ref().filter(|_| template.content));
                    let given = |name: &str| match group? {
                        group if template.content => value(Some(group), url, name),
                        group => group.params.first()?.text.as_ref().map(|t| Cow::Borrowed(&*t.text)),
                    };
                    filled(url, |name| given(name))
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
    let mut components = Vec::new();
    let body_group = supplied.body.as_ref();
    match &template.parts.header {
        Some(Header::Text(part)) => {
            let group = supplied.header.as_ref().or(body_group.filter(|_| part.is_named()));
            text_component("header", part, group, &mut components);
        }
        // Where the file stands in the template at Twilio, WhatsApp is told it with every message.
        Some(Header::Fixed(kind, Some(address))) => {
            let link = filled(address, |name| value(body_group, address, name));
            let file = Value::Map(vec![("link".into(), Value::from(link))]);
            let parameter = vec![(Cow::Borrowed("type"), Value::from(kind.name())), (kind.name().into(), file)];
            components.push(component("header", vec![Value::Map(parameter)]));
        }
        _ => {}
    }
    if let Some(body) = &template.parts.body {
        text_component("body", body, body_group, &mut components);
    }
    for button in &supplied.buttons {
        let text = button.group.params.first().and_then(|param| param.text.as_ref());
        components.extend(text.and_then(|text| button_component(template, button.index?, text.text.to_string())));
    }
    // The variables of a Content template are numbered over all parts, so that those of links come with the rest.
    for (index, button) in template.parts.buttons.iter().enumerate().filter(|_| template.content) {
        let url = button.url.as_ref().filter(|url| !url.variables.is_empty());
        let text = url.and_then(|url| value(body_group, url, url.names.first()?));
        components.extend(text.and_then(|text| button_component(template, index, text.into_owned())));
    }
    components
}

fn text_component<'a>(
    kind: &'a str,
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
            parameter.push(("text".into(), Value::Text(value(group, part, name).unwrap_or_default())));
            Value::Map(parameter)
        })
        .collect();
    if !parameters.is_empty() {
        components.push(component(kind, parameters));
    }
}

fn component<'a>(kind: &'a str, parameters: Vec<Value<'a>>) -> Value<'a> {
    Value::Map(vec![("type".into(), Value::from(kind)), ("parameters".into(), Value::List(parameters))])
}

fn button_component<'a>(template: &'a Template<'a>, index: usize, text: String) -> Option<Value<'a>> {
    let button = template.parts.buttons.get(index)?;
    let (kind, _) = button.takes()?;
    let parameter = vec![(Cow::Borrowed("type"), Value::from(kind.name())), (kind.name().into(), Value::from(text))];
    Some(Value::Map(vec![
        ("type".into(), Value::from("button")),
        ("sub_type".into(), Value::from(button.kind.sub_type())),
        ("index".into(), Value::from(index.to_string())),
        ("parameters".into(), Value::List(vec![Value::Map(parameter)])),
    ]))
}
