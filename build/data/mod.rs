//! Rules, words, failures, platforms and dated limits: read, checked against each other, written as Rust tables.

mod check;
mod emit;
mod read;

use std::path::{Path, PathBuf};

#[allow(unused_imports, reason = "the tests read the data as it stands in the files")]
pub use read::{Data, read};

/// Reads everything under `src/data`, stops the build on a bad entry, and writes `$OUT_DIR/data.rs` and `policy.rs`.
pub fn compile() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=src/data");
    println!("cargo::rerun-if-changed=build");
    match compile_to(&root.join("src/data"), &out) {
        Ok(lacks) => {
            if let Some(first) = lacks.first() {
                let count = lacks.len();
                println!("cargo::warning={count} texts in src/data/words are not what English says; {first}");
            }
        }
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
            std::process::exit(1);
        }
    }
}

/// The same for any folder; used by the tests of this module. Gives what other languages lack.
pub fn compile_to(data: &Path, out: &Path) -> Result<Vec<String>, Vec<String>> {
    let data = read(data)?;
    let faults = check::check(&data);
    if !faults.is_empty() {
        return Err(faults);
    }
    let write =
        |name: &str, text: String| std::fs::write(out.join(name), text).map_err(|e| vec![format!("{name}: {e}")]);
    write("data.rs", emit::tables(&data))?;
    write("policy.rs", emit::policy(&data))?;
    write("countries.rs", emit::countries(&data))?;
    write("locales.rs", emit::locales(&data))?;
    Ok(check::out_of_step(&data))
}
