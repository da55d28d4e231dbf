//! The core inside a real browser: the same answers as everywhere else. Run by `npm test`.
#![cfg(target_family = "wasm")]

use presend::Value;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_draft_is_read() {
    let draft = Value::from_json(r#"{"to": "+919876543210", "message": {"type": "text", "text": "नमस्ते 👋"}}"#);
    let text = draft.as_ref().ok().and_then(|draft| draft.get("message")?.get("text"));
    assert_eq!(text, Some(&Value::Text("नमस्ते 👋".into())));
}
