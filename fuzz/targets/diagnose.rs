//! Evidence of failures. The first byte says how it is given: masked, as an object where it is JSON, of which provider.
#![no_main]
use presend_fuzz::holds::{self, Value, map};
use presend_fuzz::json;

const PROVIDERS: [&str; 4] = ["meta", "twilio", "gupshup", "nobody"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((how, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let provider = PROVIDERS[usize::from(how >> 2) % 4];
    let options = map([("mask", Value::Bool(how & 1 > 0)), ("provider", Value::from(provider))]);
    match json(rest).filter(|_| how & 2 > 0) {
        Some(object) => holds::diagnose(&object, &options),
        None => holds::diagnose(&Value::from(text.to_string()), &options),
    }
});
