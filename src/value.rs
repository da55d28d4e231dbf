//! What was typed or pasted, as a tree, and a cursor that remembers where in the tree it stands.
//!
//! Drafts and templates come in many shapes: short forms, Cloud API payloads, what inboxes store. Reading them into
//! structs at the door would lose what is unknown and forget where each text stood. So the input stays as it was given,
//! and every rule can name the exact place of what it found.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::Error;

/// How deep input may be nested. Cloud API payloads reach 12; what is deeper is an attack or an accident.
pub const MAX_DEPTH: usize = 100;

/// How many values a message, and each template, may consist of. A message to 257 contacts with all that is known of each
/// has 10,000; a template, a few hundred.
pub const MAX_VALUES: usize = 20_000;

/// A plain value, as JSON knows them, plus bytes.
///
/// Objects keep their keys in the order given; of a key given twice the last one counts. Texts are borrowed where that can be,
/// so that a draft of hundreds of texts comes in from JavaScript without a copy of each.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// `null`; for the reader the same as absent, except where the contract gives it a meaning.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number. Identifiers of more than 15 digits must be given as text.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// The bytes of a file.
    Bytes(Cow<'a, [u8]>),
    /// A list.
    List(Vec<Value<'a>>),
    /// An object.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Reads JSON text.
    ///
    /// ```
    /// let value = presend::Value::from_json(r#"{"to": "+919876543210"}"#)?;
    /// assert_eq!(value.get("to"), Some(&presend::Value::Text("+919876543210".into())));
    /// # Ok::<(), presend::Error>(())
    /// ```
    ///
    /// # Errors
    /// Text that is not JSON, or that is nested deeper than [`MAX_DEPTH`].
    pub fn from_json(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(|e| Error::new("", format!("this is not JSON that can be read ({e})")))
    }

    /// The member of an object by its key; `None` for other kinds of value.
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        match self {
            Value::Map(members) => members.iter().rev().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// What is left of a number when this value and all inside it are taken off; none when there are more of them.
    fn counted(&self, left: usize) -> Option<usize> {
        let left = left.checked_sub(1)?;
        match self {
            Value::List(items) => items.iter().try_fold(left, |left, item| item.counted(left)),
            Value::Map(members) => members.iter().try_fold(left, |left, (_, member)| member.counted(left)),
            _ => Some(left),
        }
    }

    /// Whether it is a list or an object with something in it.
    fn holds_more(&self) -> bool {
        match self {
            Value::List(items) => !items.is_empty(),
            Value::Map(members) => !members.is_empty(),
            _ => false,
        }
    }

    /// A value of its own, that borrows nothing.
    pub fn into_owned(self) -> Value<'static> {
        self.to_owned_value()
    }

    /// A copy that borrows nothing.
    pub(crate) fn to_owned_value(&self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Bool(yes) => Value::Bool(*yes),
            Value::Number(number) => Value::Number(*number),
            Value::Text(text) => Value::Text(own(text)),
            Value::Bytes(bytes) => Value::Bytes(bytes.to_vec().into()),
            Value::List(items) => Value::List(items.iter().map(Value::to_owned_value).collect()),
            Value::Map(members) => {
                Value::Map(members.iter().map(|(key, value)| (own(key), value.to_owned_value())).collect())
            }
        }
    }

    /// The kind in words, for messages: "a number", "a list" and so on.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing (null)",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Bytes(_) => "bytes",
            Value::List(_) => "a list",
            Value::Map(_) => "an object",
        }
    }
}

/// The words that a payload mostly consists of are there already.
fn own(text: &str) -> Cow<'static, str> {
    const KNOWN: [&str; 12] = [
        "type",
        "text",
        "parameters",
        "parameter_name",
        "components",
        "language",
        "code",
        "name",
        "header",
        "body",
        "button",
        "index",
    ];
    match KNOWN.iter().find(|known| **known == text) {
        Some(known) => Cow::Borrowed(known),
        None => Cow::Owned(text.into()),
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(text.into())
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Value::Bool(yes)
    }
}

impl<'de> Deserialize<'de> for Value<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(yes) => serializer.serialize_bool(*yes),
            Value::Number(number) => serialize_number(*number, serializer),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(members) => serializer.collect_map(members.iter().map(|(key, value)| (key, value))),
        }
    }
}

/// Whole numbers are written without a point, as JavaScript writes them.
#[allow(clippy::cast_possible_truncation)]
fn serialize_number<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        serializer.serialize_i64(number as i64)
    } else {
        serializer.serialize_f64(number)
    }
}

/// Builds a [`Value`] from whatever the format offers. Depth is bounded by the formats: `serde_json` stops at 128, the
/// JavaScript border at [`MAX_DEPTH`].
struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Value<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plain value")
    }

    fn visit_unit<E>(self) -> Result<Value<'static>, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value<'static>, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'static>, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value<'static>, E> {
        Ok(Value::Bool(yes))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, number: i64) -> Result<Value<'static>, E> {
        Ok(Value::Number(number as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, number: u64) -> Result<Value<'static>, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'static>, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'static>, E> {
        Ok(Value::Text(text.to_string().into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value<'static>, E> {
        Ok(Value::Text(text.into()))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Value<'static>, E> {
        Ok(Value::Bytes(bytes.to_vec().into()))
    }

    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Value<'static>, E> {
        Ok(Value::Bytes(bytes.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value<'static>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'static>, A::Error> {
        let mut members = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, _>()? {
            members.push((key.into(), value));
        }
        Ok(Value::Map(members))
    }
}

/// A word in capitals, as the Graph API writes its own; most are already.
pub(crate) fn capitals(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|b| b.is_ascii_lowercase()) { word.to_ascii_uppercase().into() } else { word.into() }
}

/// A word in small letters, as the Cloud API writes its own; most are already.
pub(crate) fn small(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|b| b.is_ascii_uppercase()) { word.to_ascii_lowercase().into() } else { word.into() }
}

/// The place of a value. Nothing is kept on the way down: the way is looked for when a finding needs it, by the address of
/// the value, so that places cost nothing where nothing is found.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// A value inside the input.
    In { root: &'a Value<'a>, value: &'a Value<'a> },
    /// An argument, or a member that is not there.
    Named(&'static str),
}

/// Whether two are the same place, not whether the same stands there.
impl PartialEq for Path<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Path::In { value, .. }, Path::In { value: other, .. }) => std::ptr::addr_eq(*value, *other),
            (Path::Named(name), Path::Named(other)) => name == other,
            _ => false,
        }
    }
}

impl Path<'_> {
    /// The way from a value on the way, instead of from the root.
    pub(crate) fn from(self, above: &Node<'_>) -> String {
        match self {
            Path::In { value, .. } => way(above.value, value).unwrap_or_default(),
            Path::Named(name) => name.into(),
        }
    }
}

/// `message.template.components[1].text`, as a person would write it down.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Path<'_> {
    /// Written down, without a formatter between.
    #[inline(never)]
    pub(crate) fn text(&self) -> String {
        match self {
            Path::Named(name) => (*name).into(),
            Path::In { root, value } => way(root, value).unwrap_or_default(),
        }
    }
}

/// The way from one value to another inside it.
fn way(from: &Value<'_>, to: &Value<'_>) -> Option<String> {
    let mut steps = Vec::with_capacity(16);
    if !std::ptr::addr_eq(from, to) && !find(from, to, &mut steps) {
        return None;
    }
    let mut way = String::with_capacity(64);
    for step in steps.iter().rev() {
        match step {
            Step::Item(index) => {
                way.push('[');
                match u8::try_from(*index) {
                    Ok(digit @ 0..10) => way.push(char::from(b'0' + digit)),
                    _ => way.push_str(&index.to_string()),
                }
                way.push(']');
            }
            Step::Member(key) => {
                if !way.is_empty() {
                    way.push('.');
                }
                way.push_str(key);
            }
        }
    }
    Some(way)
}

/// One step down.
enum Step<'v> {
    Member(&'v str),
    Item(usize),
}

/// Looks for a value inside another; notes the steps to it, the last one first. What stands in a list or an object itself
/// is known by its address, so that only lists and objects inside are looked into.
fn find<'v>(from: &'v Value<'_>, to: &Value<'_>, steps: &mut Vec<Step<'v>>) -> bool {
    match from {
        Value::Map(members) => {
            let member = place(members, to)
                .or_else(|| members.iter().position(|(_, member)| member.holds_more() && find(member, to, steps)));
            let key = member.and_then(|index| members.get(index));
            steps.extend(key.map(|(key, _)| Step::Member(key)));
            key.is_some()
        }
        Value::List(items) => {
            let item =
                place(items, to).or_else(|| items.iter().position(|item| item.holds_more() && find(item, to, steps)));
            steps.extend(item.map(Step::Item));
            item.is_some()
        }
        _ => false,
    }
}

/// Which of some neighbours in memory a value is, or is part of.
fn place<T>(neighbours: &[T], value: &Value<'_>) -> Option<usize> {
    let range = neighbours.as_ptr_range();
    let (start, at) = (range.start as usize, std::ptr::from_ref(value) as usize);
    (start..range.end as usize).contains(&at).then(|| (at - start) / size_of::<T>())
}

/// A text and the place where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) text: &'a str,
    pub(crate) path: Path<'a>,
}

/// A cursor: a value, and the way to it.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value<'a>,
    root: &'a Value<'a>,
}

impl<'a> Node<'a> {
    pub(crate) fn root(value: &'a Value<'a>) -> Self {
        Node { value, root: value }
    }

    fn to(self, value: &'a Value<'a>) -> Self {
        Node { value, root: self.root }
    }

    pub(crate) fn path(&self) -> Path<'a> {
        Path::In { root: self.root, value: self.value }
    }

    /// An error at this place.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.path().text(), message)
    }

    /// An error where there is more than any message or template holds.
    pub(crate) fn bounded(&self, what: &str) -> Result<(), Error> {
        match self.value.counted(MAX_VALUES) {
            Some(_) => Ok(()),
            None => {
                Err(self
                    .error(format!("{what} of more than {MAX_VALUES} values cannot be sent: give one that is smaller")))
            }
        }
    }

    fn wrong_kind(&self, wanted: &str) -> Error {
        self.error(format!("{wanted} belongs here, found {}", self.value.kind()))
    }

    /// The member as it was given, `null` included. An error when this is no object.
    pub(crate) fn member(&self, key: &str) -> Result<Option<Node<'a>>, Error> {
        match self.value {
            Value::Map(_) => Ok(self.value.get(key).map(|value| self.to(value))),
            _ => Err(self.wrong_kind("an object")),
        }
    }

    /// The member, unless it is absent or `null`.
    pub(crate) fn get(&self, key: &str) -> Result<Option<Node<'a>>, Error> {
        Ok(self.member(key)?.filter(|node| !matches!(node.value, Value::Null)))
    }

    /// The member, where a value of another kind than object is simply one that has no such member.
    pub(crate) fn peek(&self, key: &str) -> Option<Node<'a>> {
        match self.value.get(key) {
            None | Some(Value::Null) => None,
            Some(value) => Some(self.to(value)),
        }
    }

    /// All members in the order given.
    pub(crate) fn members(&self) -> Result<impl Iterator<Item = (&'a str, Node<'a>)> + use<'a>, Error> {
        let Value::Map(members) = self.value else { return Err(self.wrong_kind("an object")) };
        let here = *self;
        Ok(members.iter().map(move |(key, value)| (&**key, here.to(value))))
    }

    /// All items of a list.
    pub(crate) fn items(&self) -> Result<impl ExactSizeIterator<Item = Node<'a>> + use<'a>, Error> {
        let Value::List(items) = self.value else { return Err(self.wrong_kind("a list")) };
        let here = *self;
        Ok(items.iter().map(move |value| here.to(value)))
    }

    pub(crate) fn text(&self) -> Result<Text<'a>, Error> {
        match self.value {
            Value::Text(text) => Ok(Text { text, path: self.path() }),
            _ => Err(self.wrong_kind("a text")),
        }
    }

    pub(crate) fn number(&self) -> Result<f64, Error> {
        match self.value {
            Value::Number(number) if number.is_finite() => Ok(*number),
            Value::Number(_) => Err(self.error("a finite number belongs here")),
            _ => Err(self.wrong_kind("a number")),
        }
    }

    pub(crate) fn bool(&self) -> Result<bool, Error> {
        match self.value {
            Value::Bool(yes) => Ok(*yes),
            _ => Err(self.wrong_kind("true or false")),
        }
    }

    pub(crate) fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    // Shorthands for the members that structs are read from.

    pub(crate) fn opt_text(&self, key: &str) -> Result<Option<Text<'a>>, Error> {
        // The most frequent question of all, so it is asked without detours.
        match (self.value, self.value.get(key)) {
            (Value::Map(_), None | Some(Value::Null)) => Ok(None),
            (Value::Map(_), Some(value @ Value::Text(text))) => {
                Ok(Some(Text { text, path: Path::In { root: self.root, value } }))
            }
            _ => self.get(key)?.map(|node| node.text()).transpose(),
        }
    }

    pub(crate) fn opt_bool(&self, key: &str) -> Result<Option<bool>, Error> {
        self.get(key)?.map(|node| node.bool()).transpose()
    }
}
