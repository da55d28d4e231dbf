//! Time stamps, as people and webhooks write them.
#![no_main]
use presend_fuzz::holds;

libfuzzer_sys::fuzz_target!(|text: &str| holds::time(text));
