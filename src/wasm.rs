//! The border to JavaScript: convert, call, convert.
//!
//! Values cross as [packets](crate::packet). Medians in Node 20 for a draft of 150 nodes and a report of 4.7 kB,
//! conversion on both sides included, compiled for size (and for speed):
//!
//! | way | in | out |
//! |---|---|---|
//! | `serde-wasm-bindgen` | 39 µs | 19 µs |
//! | `js-sys`, one value at a time | 27 µs | |
//! | JSON text | 16 µs (15 µs) | 20 µs (15 µs) |
//! | packet | 9 µs (8 µs) | 10 µs (7 µs) |
//!
//! A check has 20 µs for everything, so packets it is. They carry what JSON cannot (bytes), and each member of the
//! input is read exactly once. `serde-wasm-bindgen` serves the answers that are asked for once and kept; `js-sys` the
//! errors.

use std::cell::RefCell;

use js_sys::{Error as JsError, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{Error, Instant, Value, packet};

/// The types of what goes in. The message and the templates are taken as they come, so there are no structs for them.
#[wasm_bindgen(typescript_custom_section)]
const INPUT: &str = include_str!("input.d.ts");

/// Will this message go through?
#[wasm_bindgen]
pub fn check(input: &[u8], clock: f64) -> f64 {
    answer(input, |[draft]| crate::check(&draft, now(clock)?))
}

/// The state of the window.
#[wasm_bindgen]
pub fn window(input: &[u8], clock: f64) -> f64 {
    answer(input, |[conversation, options]| crate::window(&conversation, &options, now(clock)?))
}

/// What a number is.
#[wasm_bindgen]
pub fn phone(text: &str, input: &[u8]) -> f64 {
    answer(input, |[options]| crate::phone(text, &options))
}

/// Whether a number is valid.
#[wasm_bindgen(js_name = isValidPhone)]
pub fn is_valid_phone(text: &str, country: Option<String>) -> bool {
    crate::is_valid_phone(text, country.as_deref())
}

/// The codes of all countries, two letters each.
#[wasm_bindgen]
pub fn countries() -> String {
    crate::countries().collect()
}

/// A template by itself.
#[wasm_bindgen]
pub fn template(input: &[u8]) -> f64 {
    answer(input, |[template, options]| crate::template(&template, &options))
}

/// Which templates may be used.
#[wasm_bindgen]
pub fn fit(input: &[u8], clock: f64) -> f64 {
    answer(input, |[templates, draft]| crate::fit(&templates, &draft, now(clock)?))
}

/// Why a message failed. `progress` is told the done and the total, and answers whether to go on.
#[wasm_bindgen]
pub fn diagnose(input: &[u8], progress: Option<js_sys::Function>) -> f64 {
    let mut tell = |done: usize, total: usize| {
        let told = progress.as_ref().map(|tell| tell.call2(&JsValue::NULL, &done.into(), &total.into()));
        told.is_none_or(|answer| answer.is_ok_and(|go_on| go_on.is_truthy()))
    };
    answer(input, |[evidence, options]| crate::diagnose_in_steps(&evidence, &options, &mut tell))
}

/// The failure FAQ.
#[wasm_bindgen]
pub fn failures(input: &[u8]) -> f64 {
    answer(input, |[options]| crate::failures(&options))
}

/// Every rule.
#[wasm_bindgen]
pub fn rules(input: &[u8]) -> f64 {
    answer(input, |[options]| crate::rules(&options))
}

/// Teaches a language.
#[wasm_bindgen(js_name = addLocale)]
pub fn add_locale(pack: &str) -> Result<(), JsValue> {
    crate::add_locale(pack).map_err(refusal)
}

/// A contact list, fed in pieces.
#[wasm_bindgen]
pub struct ContactList(crate::List);

#[wasm_bindgen]
impl ContactList {
    /// Begins a list; `size` is the number of bytes to come, 0 if it is not known.
    pub fn open(input: &[u8], clock: f64, size: usize) -> Result<ContactList, JsValue> {
        let list = |[options]: [Value<'_>; 1]| crate::List::open(options, now(clock)?, size);
        arguments(input).and_then(list).map(ContactList).map_err(refusal)
    }

    /// Takes numbers that get nothing, one a line.
    pub fn suppress(&mut self, numbers: &str) -> Result<(), JsValue> {
        self.0.suppress(numbers).map_err(refusal)
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.feed(bytes).map_err(refusal)
    }

    /// Reads the rest; answers with what there is to say of the whole.
    pub fn finish(&mut self) -> Result<Vec<u8>, JsValue> {
        self.0.finish().and_then(|summary| packet::write(&summary)).map_err(refusal)
    }

    /// One row, in words.
    pub fn row(&self, index: usize) -> Result<Vec<u8>, JsValue> {
        self.0.row(index).and_then(|row| packet::write(&row)).map_err(refusal)
    }

    /// The rows that a filter lets through.
    pub fn select(&self, status: Option<String>, region: Option<String>, rule: Option<String>) -> Vec<u32> {
        let filter = crate::ListFilter { status: status.as_deref(), region: region.as_deref(), rule: rule.as_deref() };
        self.0.select(&filter)
    }

    /// The next piece of a list, from a row on; the last four bytes are the row to go on with, `u32::MAX` at the end.
    pub fn csv(&self, which: &str, safe: bool, from: usize) -> Result<Vec<u8>, JsValue> {
        let mut out = Vec::new();
        let next = crate::Which::named(which).map(|which| self.0.csv(which, safe, from, &mut out)).map_err(refusal)?;
        out.extend(next.map_or(u32::MAX, |next| next as u32).to_le_bytes());
        Ok(out)
    }
}

/// The field name behind a number in a packet.
#[wasm_bindgen(js_name = fieldName)]
pub fn field_name(number: usize) -> String {
    packet::name(number).unwrap_or_default().into()
}

/// How many of the numbers, from 0 on, stand for names that input may be sent with.
#[wasm_bindgen(js_name = memberNames)]
pub fn member_names() -> usize {
    packet::MEMBERS.len()
}

/// Versions of the package and of its facts.
#[derive(Serialize, tsify::Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Version of the package.
    package: &'static str,
    /// Day of the newest check of any rule.
    rules_as_of: &'static str,
    /// Version of Google's phone metadata.
    phone_metadata: &'static str,
}

/// What this is, and how old its facts are.
#[wasm_bindgen]
pub fn version() -> Result<JsValue, JsValue> {
    let version = Version {
        package: env!("CARGO_PKG_VERSION"),
        rules_as_of: crate::rules_as_of(),
        phone_metadata: crate::phone::METADATA_VERSION,
    };
    Ok(version.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// The caller's clock, in milliseconds since 1970.
#[allow(clippy::cast_possible_truncation)]
fn now(clock: f64) -> Result<Instant, Error> {
    Instant::from_millis(clock as i64)
        .ok_or_else(|| Error::new("now", "the clock of this device is not set: give “now”"))
}

thread_local! {
    /// The last answer, until the next one.
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Reads the arguments, calls, writes the answer; gives its address, where JavaScript reads it before it asks again. Of a
/// refusal, message and path, it is negative.
///
/// A copy of the packet and a list of results for each call would take a twentieth of the time of a check.
fn answer<const N: usize, T: Serialize>(input: &[u8], call: impl FnOnce([Value<'_>; N]) -> Result<T, Error>) -> f64 {
    let answer = arguments(input).and_then(call).and_then(|answer| packet::write(&answer));
    let (packet, sign) = match answer {
        Ok(packet) => (packet, 1.0),
        // Two texts can always be written.
        Err(error) => (packet::write(&(error.message(), error.path())).unwrap_or_default(), -1.0),
    };
    let address = packet.as_ptr() as usize as f64;
    ANSWER.set(packet);
    sign * address
}

/// Where the answers stand.
#[wasm_bindgen]
pub fn answers() -> JsValue {
    wasm_bindgen::memory()
}

fn arguments<const N: usize>(input: &[u8]) -> Result<[Value<'_>; N], Error> {
    match packet::read(input)? {
        Value::List(items) => items.try_into().map_err(|_| Error::new("", "the number of arguments is wrong")),
        _ => Err(Error::new("", "the arguments are missing")),
    }
}

/// An ordinary `Error`, named so that the facade can tell it from a trap.
fn refusal(error: Error) -> JsValue {
    let refusal = JsError::new(error.message());
    refusal.set_name("PresendError");
    // Setting a member of a fresh object cannot fail.
    let _ = Reflect::set(&refusal, &"path".into(), &error.path().into());
    refusal.into()
}
