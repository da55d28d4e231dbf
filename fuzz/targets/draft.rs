//! Whole drafts, as JSON.
#![no_main]
use presend_fuzz::{bend, holds, json};

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| { bend(data, size, most, seed) });

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(draft) = json(bytes) {
        holds::draft(&draft);
    }
});
