//! The form in which a value crosses the border to JavaScript: one run of bytes, in both directions.
//!
//! A packet is a flat list of numbers followed by all texts and then all bytes, end to end:
//!
//! ```text
//! count: f64 | length of ASCII: f64 | length of UTF-8: f64 | code: f64 × count | ASCII | UTF-8 | bytes
//! ```
//!
//! A value is one code, `size * 8 + kind`. A number is followed by itself. The size of a text is twice its length in UTF-16
//! units, so that JavaScript can cut it out, and one more where it stands in the second text: engines decode ASCII eight
//! times as fast, and nearly all of a report is. Of bytes it is their number. A list or an object is followed by its `size`
//! items or members, where a member is a key and a value, and a key is `size * 2 + 1` for a text or `number * 2` for a
//! [`name`] known to both sides. All is little-endian, as WebAssembly itself is. `pkg/packet.ts` is the other end.
//!
//! Why not JSON: one walk over the input has to be made anyway, to refuse what JSON would silently change, and the
//! engine's own `JSON.parse` takes three times as long for a report as the few lines that read a packet.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::Serialize;
use serde::ser::{self, Serializer};

use crate::{Error, MAX_DEPTH, Value};

const NULL: u32 = 0;
const FALSE: u32 = 1;
const TRUE: u32 = 2;
const NUMBER: u32 = 3;
const TEXT: u32 = 4;
const LIST: u32 = 5;
const MAP: u32 = 6;
const BYTES: u32 = 7;

/// The numbers at the start of a packet.
const HEAD: usize = 3;

/// Reads a packet. One that is cut short or contradicts itself is an error, never a panic.
pub(crate) fn read(packet: &[u8]) -> Result<Value<'_>, Error> {
    Reader::new(packet)
        .and_then(|mut reader| reader.value(0))
        .ok_or_else(|| Error::new("", "the package is damaged: its two halves do not understand each other"))
}

struct Reader<'a> {
    codes: std::slice::ChunksExact<'a, u8>,
    ascii: Texts<'a>,
    texts: Texts<'a>,
    bytes: &'a [u8],
}

/// Texts, end to end.
struct Texts<'a> {
    rest: &'a str,
    /// Then UTF-16 units and bytes are the same, which saves counting.
    ascii: bool,
}

impl<'a> Texts<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let rest = std::str::from_utf8(bytes).ok()?;
        Some(Self { rest, ascii: rest.is_ascii() })
    }

    fn take(&mut self, units: usize) -> Option<&'a str> {
        let end = if self.ascii {
            units
        } else {
            let mut left = units;
            let mut chars = self.rest.char_indices();
            loop {
                if left == 0 {
                    break chars.offset();
                }
                left = left.checked_sub(chars.next()?.1.len_utf16())?;
            }
        };
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(text)
    }
}

impl<'a> Reader<'a> {
    fn new(packet: &'a [u8]) -> Option<Self> {
        let (head, rest) = packet.split_at_checked(HEAD * 8)?;
        let mut sizes = head.chunks_exact(8).map(|size| number(size).unwrap_or_default() as usize);
        let (codes, rest) = rest.split_at_checked(sizes.next()?.checked_mul(8)?)?;
        let (ascii, rest) = rest.split_at_checked(sizes.next()?)?;
        let (texts, bytes) = rest.split_at_checked(sizes.next()?)?;
        Some(Reader { codes: codes.chunks_exact(8), ascii: Texts::new(ascii)?, texts: Texts::new(texts)?, bytes })
    }

    fn code(&mut self) -> Option<f64> {
        number(self.codes.next()?)
    }

    fn take_text(&mut self, size: usize) -> Option<&'a str> {
        if size & 1 == 1 { self.texts.take(size >> 1) } else { self.ascii.take(size >> 1) }
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        let head = self.code()? as u32;
        let size = (head >> 3) as usize;
        Some(match head & 7 {
            NULL => Value::Null,
            FALSE => Value::Bool(false),
            TRUE => Value::Bool(true),
            NUMBER => Value::Number(self.code()?),
            TEXT => Value::Text(self.take_text(size)?.into()),
            BYTES => {
                let (bytes, rest) = self.bytes.split_at_checked(size)?;
                self.bytes = rest;
                Value::Bytes(bytes.into())
            }
            // Each item takes a code at least, which bounds what a size may promise.
            _ if depth > MAX_DEPTH || size > self.codes.len() => return None,
            LIST => {
                let mut items = Vec::with_capacity(size);
                for _ in 0..size {
                    items.push(self.value(depth + 1)?);
                }
                Value::List(items)
            }
            _ => {
                let mut members = Vec::with_capacity(size);
                for _ in 0..size {
                    members.push(self.member(depth + 1)?);
                }
                Value::Map(members)
            }
        })
    }

    fn member(&mut self, depth: usize) -> Option<(Cow<'a, str>, Value<'a>)> {
        let key = self.code()? as usize;
        let key = if key & 1 == 1 { self.take_text(key >> 1)? } else { name(key >> 1)? };
        Some((key.into(), self.value(depth)?))
    }
}

fn number(bytes: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}

/// Writes anything that can be serialised. `None` becomes `null`, as in JSON.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    KEYS.with_borrow_mut(|keys| {
        // Most reports fit, so most are written without moving.
        let mut codes = Vec::with_capacity(1024);
        codes.extend([[0; 8]; HEAD]);
        let ascii = String::with_capacity(8192);
        let mut writer = Writer { codes, ascii, texts: String::new(), bytes: Vec::new(), keys };
        value.serialize(&mut writer).map_err(|e| Error::new("", e.0))?;
        let Writer { mut codes, ascii, texts, bytes, .. } = writer;
        let sizes = [codes.len() - HEAD, ascii.len(), texts.len()];
        for (code, size) in codes.iter_mut().zip(sizes) {
            *code = (size as f64).to_le_bytes();
        }
        let mut packet = codes.into_flattened();
        packet.extend_from_slice(ascii.as_bytes());
        packet.extend_from_slice(texts.as_bytes());
        packet.extend_from_slice(&bytes);
        Ok(packet)
    })
}

/// What most members of drafts and templates are called. JavaScript asks for these names once and from then on sends their
/// numbers: half of the texts of a draft need not cross, nor be garbage afterwards.
#[rustfmt::skip]
pub(crate) const MEMBERS: &[&str] = &[
    // Templates and payloads.
    "type", "text", "name", "language", "category", "status", "components", "parameters", "format", "example", "buttons",
    "url", "phone_number", "sub_type", "index", "code", "body", "header", "parameter_name", "template", "id", "link",
    "quality_score", "score", "body_text", "header_text", "messaging_product", "recipient_type", "payload", "image", "caption",
    "interactive", "action", "rejected_reason", "parameter_format", "previous_category", "title", "reply",
    // Drafts.
    "to", "country", "conversation", "lastInboundAt", "contact", "optedIn", "optedOutOfMarketing", "sender", "number",
    "verified", "quality", "dailyLimit", "startedInLast24h", "registered", "displayNameApproved", "state", "message",
    "templates", "platform", "policy", "locale", "now",
];

/// The name behind a number in a packet.
pub(crate) fn name(number: usize) -> Option<&'static str> {
    match number.checked_sub(MEMBERS.len()) {
        Some(met) => KEYS.with_borrow(|keys| keys.names.get(met).copied()),
        None => MEMBERS.get(number).copied(),
    }
}

thread_local! {
    static KEYS: RefCell<Keys> = const { RefCell::new(Keys { slots: [0; SLOTS], names: Vec::new() }) };
}

const SLOTS: usize = 1024;

/// The field names met so far, numbered, so that JavaScript gets each of them once and not in every report.
///
/// Found by address: the same field of the same struct always comes with the same `&'static str`.
struct Keys {
    /// Open addressing; a name's number plus one, 0 for a free slot.
    slots: [u16; SLOTS],
    names: Vec<&'static str>,
}

impl Keys {
    /// `None` when the table is half full; the key is then sent as a text.
    fn number(&mut self, key: &'static str) -> Option<usize> {
        let mut at = (key.as_ptr() as usize).wrapping_mul(0x9E37_79B1) >> 7;
        loop {
            let slot = &mut self.slots[at % SLOTS];
            if let Some(number) = (*slot as usize).checked_sub(1) {
                if std::ptr::eq(self.names[number], key) {
                    return Some(MEMBERS.len() + number);
                }
                at += 1;
            } else if self.names.len() < SLOTS / 2 {
                self.names.push(key);
                *slot = self.names.len() as u16;
                return Some(MEMBERS.len() + self.names.len() - 1);
            } else {
                return None;
            }
        }
    }
}

struct Writer<'k> {
    codes: Vec<[u8; 8]>,
    ascii: String,
    texts: String,
    bytes: Vec<u8>,
    keys: &'k mut Keys,
}

impl Writer<'_> {
    fn code(&mut self, code: f64) {
        self.codes.push(code.to_le_bytes());
    }

    fn head(&mut self, kind: u32, size: usize) {
        self.code((size * 8 + kind as usize) as f64);
    }

    fn add_text(&mut self, text: &str) -> usize {
        if text.is_ascii() {
            self.ascii.push_str(text);
            text.len() * 2
        } else {
            self.texts.push_str(text);
            text.chars().map(char::len_utf16).sum::<usize>() * 2 + 1
        }
    }

    fn key(&mut self, key: &'static str) {
        match self.keys.number(key) {
            Some(number) => self.code((number * 2) as f64),
            None => self.text_key(key),
        }
    }

    fn text_key(&mut self, key: &str) {
        let size = self.add_text(key);
        self.code((size * 2 + 1) as f64);
    }

    /// A list or an object whose size is put in at the end, when it is known.
    fn open(&mut self, kind: u32) -> usize {
        self.code(f64::from(kind));
        self.codes.len() - 1
    }

    fn close(&mut self, at: usize, size: usize) {
        if let Some(code) = self.codes.get_mut(at) {
            *code = ((size * 8) as f64 + f64::from_le_bytes(*code)).to_le_bytes();
        }
    }
}

/// What can go wrong in writing: only what a struct's own `Serialize` makes up.
#[derive(Debug)]
struct WriteError(String);

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

impl ser::Error for WriteError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        WriteError(message.to_string())
    }
}

/// A list or an object being written.
struct Open<'w, 'k> {
    writer: &'w mut Writer<'k>,
    at: usize,
    size: usize,
}

impl<'w, 'k> Serializer for &'w mut Writer<'k> {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Open<'w, 'k>;
    type SerializeTuple = Open<'w, 'k>;
    type SerializeTupleStruct = Open<'w, 'k>;
    type SerializeTupleVariant = Open<'w, 'k>;
    type SerializeMap = Open<'w, 'k>;
    type SerializeStruct = Open<'w, 'k>;
    type SerializeStructVariant = Open<'w, 'k>;

    fn serialize_bool(self, yes: bool) -> Result<(), WriteError> {
        self.head(if yes { TRUE } else { FALSE }, 0);
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Result<(), WriteError> {
        self.serialize_f64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<(), WriteError> {
        self.serialize_f64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<(), WriteError> {
        self.serialize_f64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<(), WriteError> {
        self.serialize_f64(number as f64)
    }

    fn serialize_u8(self, number: u8) -> Result<(), WriteError> {
        self.serialize_f64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<(), WriteError> {
        self.serialize_f64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<(), WriteError> {
        self.serialize_f64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<(), WriteError> {
        self.serialize_f64(number as f64)
    }

    fn serialize_f32(self, number: f32) -> Result<(), WriteError> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<(), WriteError> {
        self.head(NUMBER, 0);
        self.code(number);
        Ok(())
    }

    fn serialize_char(self, c: char) -> Result<(), WriteError> {
        self.serialize_str(c.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), WriteError> {
        let size = self.add_text(text);
        self.head(TEXT, size);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), WriteError> {
        self.bytes.extend_from_slice(bytes);
        self.head(BYTES, bytes.len());
        Ok(())
    }

    fn serialize_none(self) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), WriteError> {
        self.head(NULL, 0);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), WriteError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        self.head(MAP, 1);
        self.key(variant);
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'k>, WriteError> {
        let at = self.open(LIST);
        Ok(Open { writer: self, at, size: 0 })
    }

    fn serialize_tuple(self, len: usize) -> Result<Open<'w, 'k>, WriteError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Open<'w, 'k>, WriteError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Open<'w, 'k>, WriteError> {
        self.head(MAP, 1);
        self.key(variant);
        self.serialize_seq(Some(len))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w, 'k>, WriteError> {
        let at = self.open(MAP);
        Ok(Open { writer: self, at, size: 0 })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Open<'w, 'k>, WriteError> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Open<'w, 'k>, WriteError> {
        self.head(MAP, 1);
        self.key(variant);
        self.serialize_map(Some(len))
    }
}

impl Open<'_, '_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.size += 1;
        value.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), WriteError> {
        self.writer.key(key);
        self.item(value)
    }

    fn close(self) -> Result<(), WriteError> {
        self.writer.close(self.at, self.size);
        Ok(())
    }
}

impl ser::SerializeSeq for Open<'_, '_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}

impl ser::SerializeTuple for Open<'_, '_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}

impl ser::SerializeTupleStruct for Open<'_, '_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}

impl ser::SerializeTupleVariant for Open<'_, '_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}

impl ser::SerializeMap for Open<'_, '_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WriteError> {
        // A key is a text, so it is written as one and then turned from a value's code into a key's.
        let at = self.writer.codes.len();
        key.serialize(&mut *self.writer)?;
        let code = self.writer.codes.get(at).copied().map_or(0.0, f64::from_le_bytes) as u32;
        if code & 7 != TEXT {
            return Err(WriteError("the key of an object is not a text".into()));
        }
        self.writer.codes.truncate(at);
        self.writer.code(f64::from((code >> 3) * 2 + 1));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.item(value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}

impl ser::SerializeStruct for Open<'_, '_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), WriteError> {
        self.field(key, value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}

impl ser::SerializeStructVariant for Open<'_, '_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), WriteError> {
        self.field(key, value)
    }

    fn end(self) -> Result<(), WriteError> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Value<'static> {
        let texts = ["", "plain", "Grüße 👋🏽", "\u{0}", "नमस्ते"].map(Value::from);
        let numbers = [0.0, -0.5, 1e21, f64::MAX].map(Value::from);
        Value::Map(vec![
            ("texts 👋".into(), Value::List(texts.into())),
            ("".into(), Value::List(numbers.into())),
            (
                "bytes".into(),
                Value::List(vec![
                    Value::Bytes(vec![0, 255].into()),
                    Value::Bytes(vec![].into()),
                    Value::Bytes(vec![7].into()),
                ]),
            ),
            (
                "rest".into(),
                Value::List(vec![Value::Null, true.into(), false.into(), Value::Map(vec![]), Value::List(vec![])]),
            ),
        ])
    }

    #[test]
    fn what_is_written_is_read() {
        let packet = write(&sample()).unwrap();
        assert_eq!(read(&packet), Ok(sample()));
    }

    #[test]
    fn field_names_are_numbered_once() {
        #[derive(Serialize)]
        struct Point {
            x: f64,
            y: Option<&'static str>,
        }
        let points = [Point { x: 1.0, y: None }, Point { x: 2.0, y: Some("up") }];
        let packet = write(&points).unwrap();
        let value = read(&packet).unwrap();
        let point = |x: f64, y| Value::Map(vec![("x".into(), x.into()), ("y".into(), y)]);
        assert_eq!(value, Value::List(vec![point(1.0, Value::Null), point(2.0, "up".into())]));
        let known = KEYS.with_borrow(|keys| keys.names.len());
        write(&points).unwrap();
        let met = |number| name(MEMBERS.len() + number);
        assert_eq!((known, met(0), met(2)), (2, Some("x"), None));
        assert_eq!((name(0), MEMBERS.last().copied()), (Some("type"), name(MEMBERS.len() - 1)));
    }

    #[test]
    fn a_damaged_packet_is_an_error() {
        let packet = write(&sample()).unwrap();
        for end in 0..packet.len() {
            assert!(read(&packet[..end]).is_err(), "cut at {end}");
        }
        for at in 0..packet.len() {
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut damaged = packet.clone();
                damaged[at] = byte;
                let _ = read(&damaged);
            }
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth| (0..depth).fold(Value::Null, |inner, _| Value::List(vec![inner]));
        // The list of arguments takes a level of its own.
        assert!(read(&write(&nested(MAX_DEPTH + 1)).unwrap()).is_ok());
        assert!(read(&write(&nested(MAX_DEPTH + 2)).unwrap()).is_err());
    }
}
