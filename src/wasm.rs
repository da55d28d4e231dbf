//! The border to JavaScript: convert, call, convert.
