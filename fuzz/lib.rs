//! What the fuzz targets share: what has to hold (`tests/holds`), and how the bytes of the fuzzer become input.

#[path = "../tests/cases/mod.rs"]
pub mod cases;
#[path = "../tests/holds/mod.rs"]
pub mod holds;

use std::sync::LazyLock;

use holds::mutate::{Dice, Stock};
use holds::{Value, seeds};

static STOCK: LazyLock<Stock> = LazyLock::new(|| Stock::of(&seeds::CORPORA));

/// The JSON that the bytes are, if they are any.
pub fn json(bytes: &[u8]) -> Option<Value> {
    Value::from_json(std::str::from_utf8(bytes).ok()?).ok()
}

/// Two values, from a list of two.
pub fn pair(bytes: &[u8]) -> Option<[Value; 2]> {
    match json(bytes)? {
        Value::List(both) => both.try_into().ok(),
        _ => None,
    }
}

/// Changes JSON as a tree, so that nearly everything that is tried is JSON still; now and then as mere bytes.
pub fn bend(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut dice = Dice::new(seed.into());
    let Some(mut value) = json(&data[..size]).filter(|_| dice.roll(32) > 0) else {
        return libfuzzer_sys::fuzzer_mutate(data, size, most);
    };
    for _ in 0..=dice.roll(3) {
        STOCK.bend(&mut value, &mut dice);
    }
    match serde_json::to_vec(&value) {
        Ok(json) if json.len() <= most => {
            data[..json.len()].copy_from_slice(&json);
            json.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, most),
    }
}
