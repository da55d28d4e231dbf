//! Turns the compiled library into `presend_bg.wasm`, its glue `presend.js` and the types `presend.d.ts`.
//!
//! `presend-bindgen <compiled .wasm> <folder>`

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

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
            .generate(folder)
    });
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
