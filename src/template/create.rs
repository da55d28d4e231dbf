//! The object with which a template is submitted.

use std::borrow::Cow;

use super::lint::has_sample;
use super::model::{Header, Part, Parts, Template};
use crate::value::Value;

/// What Meta asks for, in its own spelling; what only a synced copy has (id, status, quality) is left out. Nothing for
/// Content templates, which are submitted at Twilio, and for media whose samples have no handle.
pub(crate) fn creation<'a>(template: &'a Template<'a>) -> Option<Value<'a>> {
    let parts = || std::iter::once(&template.parts).chain(&template.cards);
    let lacks_sample =
        |header: &Header<'_>| matches!(header, Header::Given(kind, node) if kind.is_media() && !has_sample(node));
    if template.content || parts().filter_map(|p| p.header.as_ref()).any(lacks_sample) {
        return None;
    }
    let node = template.node.value;
    let mut members = vec![
        (Cow::Borrowed("name"), Value::from(template.name.text)),
        ("language".into(), Value::from(template.language.as_ref()?.text)),
        ("category".into(), Value::from(template.category?.to_ascii_uppercase())),
    ];
    let named = parts().flat_map(Parts::texts).any(Part::is_named);
    match node.get("parameter_format") {
        Some(format) => members.push(("parameter_format".into(), spelled(format))),
        None if named => members.push(("parameter_format".into(), Value::from("NAMED"))),
        None => {}
    }
    for key in ["message_send_ttl_seconds", "allow_category_change", "cta_url_link_tracking_opted_out"] {
        members.extend(node.get(key).map(|value| (key.into(), value.clone())));
    }
    members.push(("components".into(), spelled_below(node.get("components")?)));
    Some(Value::Map(members))
}

/// Types and formats in capitals, as Meta writes them, at any depth.
fn spelled_below<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::List(items) => Value::List(items.iter().map(spelled_below).collect()),
        Value::Map(members) => {
            let member = |(key, value): &(Cow<'a, str>, Value<'a>)| {
                let word = matches!(&**key, "type" | "format" | "otp_type");
                (key.clone(), if word { spelled(value) } else { spelled_below(value) })
            };
            Value::Map(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

fn spelled<'a>(value: &Value<'a>) -> Value<'a> {
    match value {
        Value::Text(text) => Value::from(text.to_ascii_uppercase()),
        other => other.clone(),
    }
}
