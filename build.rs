//! Turns the data under `src/data` into the tables that the crate includes.

#[path = "build/phone/mod.rs"]
mod phone;

fn main() {
    phone::compile();
}
