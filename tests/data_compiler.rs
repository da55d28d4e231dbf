//! What `build.rs` does with a bad entry: it stops, naming file and line.
#![cfg(not(target_family = "wasm"))]
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../build/data/mod.rs"]
#[allow(dead_code)]
mod data;

use std::fs;
use std::path::{Path, PathBuf};

/// A copy of the data in a folder of its own, ending in `src/data` as the real one does.
fn copy(name: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("presend-data-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data"), &root.join("src/data"));
    root
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten().filter(|e| e.file_name() != "phone") {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() { copy_folder(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

/// The faults after one change to one file.
fn faults(name: &str, file: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let root = copy(name);
    let path = root.join("src/data").join(file);
    fs::write(&path, change(&fs::read_to_string(&path).unwrap())).unwrap();
    let faults = data::compile_to(&root.join("src/data"), &root).err().unwrap_or_default();
    fs::remove_dir_all(root).unwrap();
    faults
}

#[test]
fn the_data_as_it_is_compiles() {
    assert_eq!(faults("as-it-is", "policy.toml", str::to_string), Vec::<String>::new());
}

#[test]
fn a_bad_entry_is_named_with_file_and_line() {
    let cases: [(&str, &str, &str, &str, &str); 9] = [
        ("syntax", "rules/window.toml", "level = \"fail\"", "level = fail", "src/data/rules/window.toml:6:"),
        (
            "level",
            "rules/window.toml",
            "level = \"fail\"",
            "level = \"fatal\"",
            "src/data/rules/window.toml:6: unknown level",
        ),
        (
            "failure",
            "rules/window.toml",
            "failure = \"outside-24h-window\"",
            "failure = \"outside\"",
            "src/data/rules/window.toml:7: no failure",
        ),
        ("source", "rules/window.toml", "[\"meta-send\", \"meta-errors\"]", "[\"hearsay\"]", "no such source"),
        ("key", "rules/window.toml", "checked = ", "cheked = ", "src/data/rules/window.toml:"),
        ("value", "words/en.toml", "{ago}", "{agoo}", "src/data/words/en.toml:"),
        ("words", "words/en.toml", "[\"window.closed\"]", "[\"window.shut\"]", "no English words"),
        ("group", "groups.toml", "\"outside-24h-window\"", "\"outside-25h-window\"", "src/data/groups.toml:"),
        ("label", "platforms/general.toml", "templates = ", "template = ", "src/data/platforms/general.toml:"),
    ];
    for (name, file, old, new, wanted) in cases {
        let found = faults(name, file, |text| text.replacen(old, new, 1));
        assert!(found.iter().any(|fault| fault.contains(wanted)), "{name}: {found:?}");
    }
}
