//! Telephone numbers: a text and, behind a tab, the country that it is read in.
#![no_main]
use presend_fuzz::holds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(input) = std::str::from_utf8(bytes) else { return };
    match input.rsplit_once('\t') {
        Some((text, country)) => holds::phone(text, Some(country)),
        None => holds::phone(input, None),
    }
});
