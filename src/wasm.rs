//! The border to JavaScript: convert, call, convert.
//!
//! Values cross as [packets](crate::packet). Medians in Node 20 for a draft of 150 nodes and a report of 4.7 kB,
//! conversion on both sides included, at `opt-level = "s"` (and 3):
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

use js_sys::{Error as JsError, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{Error, packet};

/// Gives back what it was given.
#[wasm_bindgen]
pub fn echo(input: &[u8], _now: f64) -> Result<Vec<u8>, JsValue> {
    packet::read(input).and_then(|value| packet::write(&value)).map_err(refusal)
}

/// The field name behind a number in a packet.
#[wasm_bindgen(js_name = fieldName)]
pub fn field_name(number: usize) -> String {
    packet::name(number).unwrap_or_default().into()
}

#[derive(Serialize)]
struct Version {
    package: &'static str,
}

/// What this is, and how old its facts are.
#[wasm_bindgen]
pub fn version() -> Result<JsValue, JsValue> {
    once(&Version { package: env!("CARGO_PKG_VERSION") })
}

/// An answer that is asked for once: no packet, no reader.
fn once(answer: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(answer.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// An ordinary `Error`, named so that the facade can tell it from a trap.
fn refusal(error: Error) -> JsValue {
    let refusal = JsError::new(error.message());
    refusal.set_name("PresendError");
    // Setting a member of a fresh object cannot fail.
    let _ = Reflect::set(&refusal, &"path".into(), &error.path().into());
    refusal.into()
}
