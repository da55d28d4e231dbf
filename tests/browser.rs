//! The core inside a real browser: the same answers as everywhere else. Run by `npm test`.
#![cfg(target_family = "wasm")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod cases;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn reports_are_those_of_every_other_machine() {
    cases::reports_are_those_of_the_snapshot();
}

#[wasm_bindgen_test]
fn bad_input_is_refused_at_its_place() {
    let corpus = cases::json(cases::BAD_INPUT);
    for (name, case) in cases::cases(&corpus) {
        let error = presend::check(&cases::value(&case["draft"]), cases::clock()).expect_err(name);
        assert_eq!(error.path(), case["path"].as_str().unwrap(), "{name}");
    }
}

#[wasm_bindgen_test]
fn numbers_are_read() {
    assert!(presend::is_valid_phone("+91 98765 43210", None));
    assert!(presend::is_valid_phone("0171 2345678", Some("DE")));
    assert!(!presend::is_valid_phone("12", None));
}
