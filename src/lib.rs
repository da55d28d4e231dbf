//! Tells whether a WhatsApp Business message will go through, before it is sent, and why one failed.
//!
//! Everything here is pure: the time is an argument, nothing is stored, nothing is sent. What is typed goes in as a
//! [`Value`] (a short form or a Cloud API payload), a report comes out.
//!
//! ```
//! use presend::{Instant, Value};
//! let draft = Value::from_json(r#"{
//!     "to": "+91 98765 43210",
//!     "conversation": {"lastInboundAt": null},
//!     "message": {"type": "text", "text": "Hello"}
//! }"#)?;
//! let report = presend::check(&draft, Instant::parse("2026-11-20T12:00:00Z")?)?;
//! for finding in &report.findings {
//!     println!("{}: {}", finding.rule, finding.message);
//! }
//! # Ok::<(), presend::Error>(())
//! ```
//!
//! # How it is built
//!
//! | module | what it holds |
//! |---|---|
//! | `value`, `error`, `instant` | what comes in: a tree that remembers places, times, the one error |
//! | `draft`, `message`, `template`, `recipient`, `window` | what it means |
//! | `rules` | every rule, one small function each |
//! | `catalogue`, `policy`, `words`, `country` | rules, failures, platforms, limits and texts as data, made from `src/data` by `build.rs` |
//! | `locale` | the same texts in other languages, added on request |
//! | `findings`, `report`, `check` | what comes out |
//! | `diagnose` | why a message failed, from anything that people paste |
//! | `list` | whole contact lists, row by row |
//! | [`mod@phone`] | numbering plans as one automaton |

mod catalogue;
mod check;
mod country;
mod diagnose;
mod draft;
mod error;
mod findings;
mod instant;
mod list;
mod locale;
mod media;
mod message;
mod order;
#[cfg(any(test, feature = "wasm"))]
mod packet;
pub mod phone;
mod policy;
mod recipient;
mod report;
mod rules;
mod template;
mod value;
#[cfg(feature = "wasm")]
mod wasm;
mod window;
mod words;

pub use catalogue::{
    Direction, Failure, FailureCodes, LimitDoc, Retry, RuleDoc, SourceDoc, failures, rules, rules_as_of,
};
pub use check::check;
pub use country::countries;
pub use diagnose::{
    By, Diagnosis, DiagnosisDirection, DiagnosisStatus, Evidence, FailureCount, Match, MessageStory, RetryGroup,
    RetryMessage, RetryPlan, Step, Ticket, diagnose, diagnose_in_steps,
};
pub use error::Error;
pub use instant::Instant;
pub use list::{Dialect, List, ListFilter, ListPlan, ListRow, ListSummary, Pricing, RowStatus, Which};
pub use locale::{LOCALES, add_locale};
pub use policy::Policy;
pub use recipient::{is_valid_phone, phone};
pub use report::{
    Allowed, Edit, Finding, Level, PhoneReport, PriceWindow, RecipientKind, Report, Stage, Variant, Verdict,
    WindowReport, WindowState,
};
pub use template::{
    Layer, Preview, PreviewButton, PreviewHeader, Slot, SlotComponent, SlotType, TemplateFit, TemplateReport,
    choose_fit as fit, template,
};
pub use value::{MAX_DEPTH, MAX_VALUES, Value};
pub use window::window;
pub use words::Val;
