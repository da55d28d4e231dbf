//! Contact lists: the options as JSON on the first line, then the list.
#![no_main]
use presend_fuzz::{holds, json};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return };
    if let Some(options) = json(&bytes[..end]) {
        holds::list(&bytes[end + 1..], &options);
    }
});
