//! Tells whether a WhatsApp Business message will go through, before it is sent.

mod error;
#[cfg(any(test, feature = "wasm"))]
mod packet;
mod value;
#[cfg(feature = "wasm")]
mod wasm;

pub use error::Error;
pub use value::{MAX_DEPTH, Value};
