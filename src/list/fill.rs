//! The template filled from every row.
//!
//! Most cells are plain words that break no rule; those are passed by their look. The others go through the same rules as
//! the values of one message.

use std::borrow::Cow;

use crate::draft::Options;
use crate::findings::Findings;
use crate::template::fit::{self, Fit};
use crate::template::model::{Asked, ButtonKind, Header, Part, Template};
use crate::template::supplied::Supplied;
use crate::template::{SlotComponent, SlotType};
use crate::value::{Node, Value};
use crate::{Error, Instant};

/// What is filled from which column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapped {
    slot: Target,
    pub(crate) column: usize,
}

/// Where a value goes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Body(String),
    Header(String),
    /// An image, a video or a document, by its address.
    File(SlotType),
    Button(usize),
}

/// Which slot a key of the mapping names: `1` or `name`, more exactly `body.1`, `header.name`, `button.0`.
fn target(key: &str, slots: &[Asked<'_>], content: bool) -> Option<Target> {
    let (part, name) = match key.split_once('.') {
        Some((part @ ("body" | "header" | "button" | "buttons"), name)) => (part, name),
        _ => ("", key),
    };
    let fits = |slot: &&Asked<'_>| match (part, slot.component) {
        ("" | "body", SlotComponent::Body) | ("" | "header", SlotComponent::Header) => slot.name == name,
        ("", SlotComponent::Button) => slot.name == name,
        ("button" | "buttons", SlotComponent::Button) => slot.index.is_some_and(|index| index.to_string() == name),
        _ => false,
    };
    // A bare number means the body, where there is a choice.
    of_slot(slots.iter().filter(fits).min_by_key(|slot| slot.component != SlotComponent::Body)?, content)
}

/// The key that names a slot exactly.
fn key_of(slot: &Asked<'_>) -> String {
    match (slot.component, slot.index) {
        (SlotComponent::Button, Some(index)) => ["button.", &index.to_string()].concat(),
        (SlotComponent::Header, _) => ["header.", slot.name].concat(),
        _ => ["body.", slot.name].concat(),
    }
}

/// What of a slot a column can hold.
fn of_slot(slot: &Asked<'_>, content: bool) -> Option<Target> {
    match (slot.component, slot.slot_type) {
        // A Content template takes all its values at once.
        _ if content => Some(Target::Body(slot.name.into())),
        (SlotComponent::Body, _) => Some(Target::Body(slot.name.into())),
        (SlotComponent::Header, SlotType::Text) => Some(Target::Header(slot.name.into())),
        (SlotComponent::Header, kind) if kind.is_media() => Some(Target::File(kind)),
        (SlotComponent::Button, SlotType::Text | SlotType::Payload | SlotType::CouponCode) => {
            slot.index.map(Target::Button)
        }
        _ => None,
    }
}

/// Reads the mapping; `column` finds a column by what the mapping says of it.
pub(crate) fn mapping(
    node: &Node<'_>,
    template: &Template<'_>,
    mut column: impl FnMut(&Node<'_>) -> Result<usize, Error>,
) -> Result<Vec<Mapped>, Error> {
    let slots = template.slots();
    let mut mapped = Vec::new();
    for (key, node) in node.members()? {
        if *node.value == Value::Null {
            continue;
        }
        let Some(slot) = target(key, &slots, template.content) else {
            let names: Vec<String> =
                slots.iter().filter(|slot| of_slot(slot, template.content).is_some()).map(key_of).collect();
            return Err(node.error(format!("the template has no such variable; it has {}", names.join(", "))));
        };
        mapped.push(Mapped { slot, column: column(&node)? });
    }
    Ok(mapped)
}

/// A template and what fills it.
pub(crate) struct Filling<'f> {
    template: Template<'f>,
    mapped: &'f [Mapped],
    options: &'f Options<'f>,
    now: Instant,
    /// Something is not filled from any column, so that no row is plain.
    incomplete: bool,
    body_room: usize,
    header_room: usize,
}

impl<'f> Filling<'f> {
    pub(crate) fn new(
        mut template: Template<'f>,
        mapped: &'f [Mapped],
        options: &'f Options<'f>,
        now: Instant,
    ) -> Self {
        let policy = &options.policy;
        // What no column can hold is the same for all and not looked at here.
        let file = |m: &Mapped| matches!(m.slot, Target::File(_));
        if matches!(template.parts.header, Some(Header::Given(..))) && !mapped.iter().any(file) {
            template.parts.header = None;
        }
        for button in &mut template.parts.buttons {
            if matches!(button.takes(), Some((SlotType::Action, true))) {
                button.kind = ButtonKind::Other;
            }
        }
        if !template.content {
            template.cards.clear();
        }
        template.offer = None;
        let room = |text: &str, max: u32| (max as usize).saturating_sub(text.len());
        let body_room = template.parts.body.as_ref().map_or(0, |body| room(body.text.text, template.body_max(policy)));
        let header_room = match &template.parts.header {
            Some(Header::Text(part)) => room(part.text.text, policy.header_max),
            _ => 0,
        };
        let content = template.content;
        let filled = |slot: &Asked<'_>| of_slot(slot, content).is_some_and(|to| mapped.iter().any(|m| m.slot == to));
        let short = || template.slots().iter().any(|slot| slot.required && !filled(slot));
        let incomplete = template.is("AUTHENTICATION") || content || short();
        Self { template, mapped, options, now, incomplete, body_room, header_room }
    }

    /// Whether the cells of a row break no rule, as far as their look tells.
    pub(crate) fn is_plain(&self, values: &[Cow<'_, str>]) -> bool {
        let (mut body, mut header) = (0, 0);
        !self.incomplete
            && self.mapped.iter().zip(values).all(|(mapped, text)| {
                let fits = match &mapped.slot {
                    Target::Body(name) | Target::Header(name) => {
                        body += text.len() * uses(self.template.parts.body.as_ref(), name);
                        header += text.len() * uses(self.header(), name);
                        true
                    }
                    Target::File(_) => false,
                    Target::Button(_) => {
                        text.len() <= self.options.policy.coupon_safe as usize
                            && text.bytes().all(|b| b.is_ascii_alphanumeric())
                    }
                };
                fits && text.len() <= self.options.platform.value_max as usize && is_plain(text)
            })
            && body <= self.body_room
            && header <= self.header_room
    }

    fn header(&self) -> Option<&Part<'f>> {
        match &self.template.parts.header {
            Some(Header::Text(part)) => Some(part),
            _ => None,
        }
    }

    /// Notes what the rules say of a row.
    pub(crate) fn check(&self, values: &[Cow<'_, str>], findings: &mut Findings) -> Result<(), Error> {
        let (mut body, mut header, mut buttons, mut files) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (mapped, text) in self.mapped.iter().zip(values) {
            let text = Value::from(text.trim());
            match &mapped.slot {
                Target::Body(name) => body.push((name.as_str().into(), text)),
                Target::Header(name) => header.push((name.as_str().into(), text)),
                Target::Button(index) => buttons.push((index.to_string().into(), text)),
                Target::File(kind) => files.push(file(*kind, text)),
            }
        }
        for (key, members) in [("header", header), ("buttons", buttons)] {
            if !members.is_empty() {
                body.push((Cow::Borrowed(key), Value::Map(members)));
            }
        }
        let given = Value::Map(vec![("parameters".into(), Value::Map(body))]);
        let files = Value::Map(vec![("components".into(), Value::List(files))]);
        let given = Node::root(&given);
        let mut supplied = Supplied::read(&given)?;
        let mut with_files = Supplied::read(&Node::root(&files))?;
        supplied.header = supplied.header.or(with_files.header.take());
        let at = given.path();
        let (policy, platform) = (&self.options.policy, self.options.platform);
        let fit = Fit { template: &self.template, supplied: &supplied, at, policy, platform, now: self.now };
        fit::check(&fit, findings)
    }
}

/// How often a variable occurs in a text.
fn uses(part: Option<&Part<'_>>, name: &str) -> usize {
    part.map_or(0, |part| part.variables.iter().filter(|variable| variable.name == name).count())
}

/// The component that gives a header its file.
fn file(kind: SlotType, link: Value<'_>) -> Value<'_> {
    let parameter = Value::Map(vec![
        ("type".into(), Value::from(kind.name())),
        (kind.name().into(), Value::Map(vec![("link".into(), link)])),
    ]);
    Value::Map(vec![("type".into(), Value::from("header")), ("parameters".into(), Value::List(vec![parameter]))])
}

/// Words that break no rule for values, whatever the template: letters, digits, single blanks and a few signs.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let fine = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.' | b',' | b'\'' | b'-' => true,
        // Line breaks beyond ASCII begin with these two.
        0xC2 | 0xE2 => false,
        _ => *byte >= 0x80,
    };
    !bytes.is_empty()
        && bytes.iter().all(fine)
        && !bytes.windows(2).any(|two| two == b"  ")
        // Blanks of other scripts, too: of them alone a value is empty.
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(' ')
        // Of words without any mark only "null" and the like stand for nothing.
        && (!(3..=9).contains(&bytes.len()) || fit::placeholder(text).is_none())
}
