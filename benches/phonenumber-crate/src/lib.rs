//! The crate behind the barest border there is: a buffer for the text, and a number for the answer.

use std::sync::Mutex;

use phonenumber::country;

const LONGEST: usize = 1024;

/// Where the caller writes the number.
static INPUT: Mutex<[u8; LONGEST]> = Mutex::new([0; LONGEST]);

/// The address of the buffer.
#[unsafe(no_mangle)]
pub extern "C" fn input() -> *const u8 {
    INPUT.lock().unwrap().as_ptr()
}

/// Parses the text in the buffer: -1 when it is no number, else its digits with the calling code, negative when not valid.
/// `country` is an ISO code as two bytes, 0 for none.
#[unsafe(no_mangle)]
pub extern "C" fn parse(length: usize, country: u32) -> f64 {
    let buffer = INPUT.lock().unwrap();
    let text = String::from_utf8_lossy(&buffer[..length.min(LONGEST)]);
    let letters = [(country >> 8) as u8, country as u8];
    let country: Option<country::Id> = std::str::from_utf8(&letters).ok().and_then(|code| code.parse().ok());
    let Ok(number) = phonenumber::parse(country, text) else { return -1.0 };
    let digits = number.format().mode(phonenumber::Mode::E164).to_string();
    let value: f64 = digits[1..].parse().unwrap_or(1.0);
    if number.is_valid() { value } else { -value }
}
