//! Compiles Google's phone metadata into the tables that `src/phone` walks.
//!
//! The metadata are some 1,400 regular expressions. Shipping them, and an engine to run them, costs a browser 300 kB and
//! a fifth of a second before the first answer. But numbers are short and the patterns match finitely many of them, so all
//! patterns of the world become one minimal automaton that shares its nodes between countries: smaller than the patterns
//! themselves, and walked with one table look-up per digit.

mod automaton;
mod numbers;
mod pack;
mod plan;
mod prefix;
mod tables;

use std::env;
use std::fs;
use std::path::Path;

const METADATA: &str = "src/data/phone/PhoneNumberMetadata.xml";
const VERSION: &str = "src/data/phone/VERSION";

type Error = Box<dyn std::error::Error>;

/// Writes `phone_tables.rs` and `phone_automaton.bin`, and tells Cargo what they are made from. Metadata that cannot be
/// compiled stop the build.
pub fn compile() {
    if let Err(error) = write() {
        eprintln!("{METADATA}: {error}");
        std::process::exit(1);
    }
}

fn write() -> Result<(), Error> {
    for source in [METADATA, VERSION, "build/phone", "src/phone/operation.rs"] {
        println!("cargo::rerun-if-changed={source}");
    }
    let (root, out) = (env::var("CARGO_MANIFEST_DIR")?, env::var("OUT_DIR")?);
    let (root, out) = (Path::new(&root), Path::new(&out));
    let world = tables::World::compile(&plan::read(&root.join(METADATA))?)?;
    fs::write(out.join("phone_automaton.bin"), world.automaton())?;
    fs::write(out.join("phone_tables.rs"), world.source(fs::read_to_string(root.join(VERSION))?.trim()))?;
    Ok(())
}
