//! Compiles Google's phone metadata into the tables that `src/phone` walks.
//!
//! The metadata are some 1,400 regular expressions. Shipping them, and an engine to run them, costs a browser 300 kB and
//! two milliseconds for every hundred numbers. But numbers are short and the patterns match finitely many of them, so all
//! patterns of the world become one minimal automaton that shares its nodes between countries: smaller than the patterns
//! themselves, and walked with one table look-up per digit.

mod automaton;
mod pack;
mod plan;
mod prefix;
mod tables;

use std::env;
use std::fs;
use std::path::Path;

const METADATA: &str = "src/data/phone/PhoneNumberMetadata.xml";
const VERSION: &str = "src/data/phone/VERSION";

/// Writes `phone_tables.rs` and `phone_automaton.bin`, and tells Cargo what they are made from.
pub fn compile() {
    for source in [METADATA, VERSION, "build/phone"] {
        println!("cargo::rerun-if-changed={source}");
    }
    let root = env::var("CARGO_MANIFEST_DIR").expect("Cargo names the manifest's directory");
    let out = env::var("OUT_DIR").expect("Cargo names the output directory");
    let version = fs::read_to_string(Path::new(&root).join(VERSION)).unwrap_or_else(|e| panic!("{VERSION}: {e}"));
    let codes = plan::read(&Path::new(&root).join(METADATA)).unwrap_or_else(|e| panic!("{METADATA}: {e}"));

    let world = tables::World::compile(&codes);
    fs::write(Path::new(&out).join("phone_automaton.bin"), world.automaton())
        .expect("the output directory is writable");
    fs::write(Path::new(&out).join("phone_tables.rs"), world.source(version.trim()))
        .expect("the output directory is writable");
}
