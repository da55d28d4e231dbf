//! Templates: a JSON list of the template and its options.
#![no_main]
use presend_fuzz::{bend, holds, pair};

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| { bend(data, size, most, seed) });

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some([template, options]) = pair(bytes) {
        holds::template(&template, &options);
    }
});
