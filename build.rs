//! Compiles what is under `src/data` into Rust tables, so that nothing is parsed at run time.
//!
//! A bad entry stops the build with its file and line.

#[path = "build/data/mod.rs"]
mod data;
#[path = "build/phone/mod.rs"]
mod phone;

fn main() {
    phone::compile();
    data::compile();
}
