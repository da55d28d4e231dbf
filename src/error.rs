//! The one error of the crate: input that cannot be read at all.
//!
//! A message that WhatsApp would refuse is never an error here, it is a [`Finding`](crate::Finding).
//! An error means that a value has the wrong kind (a number where an object belongs), or that it cannot be
//! understood without guessing (a time without a zone).

use std::fmt;

/// Input that cannot be read: where it is, and what a person can do about it.
///
/// ```
/// use presend::{Instant, Value};
/// let draft = Value::from_json(r#"{"to": 5, "message": {"type": "text", "text": "Hello"}}"#)?;
/// let error = presend::check(&draft, Instant::parse("2026-11-20T12:00:00Z")?).unwrap_err();
/// assert_eq!(error.path(), "to");
/// assert!(error.message().contains("number"));
/// # Ok::<(), presend::Error>(())
/// ```
// Boxed, because every `?` moves it: as two texts in place it would cost 3 % of the .wasm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Place>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: String,
    message: String,
}

impl Error {
    /// An error at a path into the input, such as `message.template.name`.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self(Box::new(Place { path: path.into(), message: message.into() }))
    }

    /// Where in the input the fault is; empty for the input as a whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What is wrong and what would be right, in one sentence that does not repeat the path.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path().is_empty() {
            f.write_str(self.message())
        } else {
            write!(f, "{}: {}", self.path(), self.message())
        }
    }
}

impl std::error::Error for Error {}
