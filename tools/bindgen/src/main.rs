//! Turns the compiled library into `presend_bg.wasm`, its glue `presend.js` and the types `presend.d.ts`, and writes the
//! words of every language besides English as a module of its own, `locales/<language>.js`.
//!
//! `presend-bindgen <compiled .wasm> <folder>`

use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use walrus::{FunctionBuilder, FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

/// What only makes the words of a panic, by parts of its name. Nobody reads them: a panic ends in a trap.
const PANICS: [&str; 8] = [
    "::panicking::",
    "rust_begin_unwind",
    "::slice_error_fail",
    "::slice_index_fail",
    "::unwrap_failed",
    "::expect_failed",
    "::panic_",
    "::capacity_overflow",
];

fn main() -> ExitCode {
    let [_, input, folder] = std::env::args().collect::<Vec<_>>().try_into().unwrap_or_default();
    if folder.is_empty() {
        eprintln!("usage: presend-bindgen <compiled .wasm> <folder>");
        return ExitCode::FAILURE;
    }
    let mut bindgen = Bindgen::new();
    let made = bindgen.web(true).and_then(|bindgen| {
        bindgen
            .input_path(input)
            .out_name("presend")
            .typescript(true)
            // The facade finds the file; a second address in the glue would make bundlers ship it twice.
            .omit_default_module_path(true)
            // How the facade gets a fresh instance after a trap.
            .reset_state_function(true)
            .remove_producers_section(true)
            .generate(&folder)
    });
    let made = made.and_then(|()| without_panics(&Path::new(&folder).join("presend_bg.wasm")));
    let made = made.and_then(|()| Ok(locales(&Path::new(&folder).join("locales"))?));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Lets panics trap at once, without the words for it: three kilobytes less to download.
fn without_panics(file: &Path) -> walrus::Result<()> {
    let mut module = Module::from_file(file)?;
    let named = |name: &str| PANICS.iter().any(|part| name.contains(part));
    let ids: Vec<_> = module
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| module.funcs.get(*id).name.as_deref().is_some_and(named))
        .collect();
    for id in ids {
        let kind = module.types.get(module.funcs.get(id).ty());
        let (takes, gives) = (kind.params().to_vec(), kind.results().to_vec());
        let mut trap = FunctionBuilder::new(&mut module.types, &takes, &gives);
        trap.func_body().unreachable();
        let takes = takes.iter().map(|kind| module.locals.add(*kind)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(trap.local_func(takes));
    }
    module.emit_wasm_file(file)
}

/// One module for each language: a module is loaded alike in Node, in bundlers and in plain pages, however strict their
/// policy is; JSON and text are not.
fn locales(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (language, pack) in presend::LOCALES {
        let text = pack.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
        fs::write(folder.join(format!("{language}.js")), format!("export default `{text}`;\n"))?;
        let about = "/** The words of this language, for `presend.addLocale()`. */";
        fs::write(
            folder.join(format!("{language}.d.ts")),
            format!("{about}\ndeclare const pack: string;\nexport default pack;\n"),
        )?;
    }
    Ok(())
}
