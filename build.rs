//! Compiles what is under `src/data` into Rust tables, so that nothing is parsed at run time.
//!
//! A bad entry stops the build with its file and line.

// A build script that cannot go on stops: there is nobody to hand an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "build/data/mod.rs"]
mod data;
#[path = "build/phone/mod.rs"]
mod phone;

fn main() {
    phone::compile();
    data::compile();
}
