//! What comes out: reports and findings.

use serde::Serialize;

use crate::Instant;
use crate::phone::NumberType;
use crate::template::TemplateReport;
use crate::value::Value;
use crate::words::Val;

/// The answer to "will this message go through?".
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// The answer in one word.
    pub verdict: Verdict,
    /// What may be sent to this recipient now.
    pub allowed: Allowed,
    /// Everything found, in the order in which a person would look: window, message type, template status, variables,
    /// recipient, limits, account; within each the worst first.
    pub findings: Vec<Finding>,
    /// The recipient as it was read.
    pub to: PhoneReport,
    /// The state of the window.
    pub window: WindowReport,
    /// The template that would be sent, when it is among those given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub template: Option<TemplateReport>,
    /// A template message that fits: the exact Cloud API object to send.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "object"))]
    pub payload: Option<Value<'static>>,
    /// The next instant at which this report changes by the clock alone; `null` when it never does.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub changes_at: Option<Instant>,
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// Nothing known stands in the way.
    Send,
    /// It may fail, or something that decides the matter was not given.
    Risky,
    /// It will be refused.
    Blocked,
}

/// What may be sent to the recipient now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Allowed {
    /// Anything: the window is open.
    FreeForm,
    /// Approved templates only.
    TemplateOnly,
    /// Nothing: recipient or account stand in the way.
    Nothing,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Level {
    /// It will be refused.
    Fail,
    /// It may fail.
    Risk,
    /// It cannot be known from here; the finding names the missing fact.
    Unknown,
    /// Good to know; nothing to do.
    Note,
}

/// The place of a finding in a report: the order in which a person would look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Stage {
    /// Is the window open?
    Window,
    /// What kind of message is it?
    Message,
    /// Does the template exist, and may it be sent?
    Template,
    /// Does what is given fit the template?
    Variables,
    /// Whom does it go to?
    Recipient,
    /// How many, what kind, to which country?
    Limits,
    /// Who sends it?
    Account,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// Id of the rule; never changes.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// Its place in a report.
    pub stage: Stage,
    /// What was found, with the draft's own values.
    pub message: String,
    /// The reason.
    pub why: String,
    /// What to do, most useful first.
    pub fixes: Vec<String>,
    /// What the message was made of, so that a page can say it in its own zone and language: counts as numbers, lengths of
    /// time in seconds, instants as ISO 8601 in UTC.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_map")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, string | number>"))]
    pub values: Vec<(&'static str, Val)>,
    /// Id in the catalogue of what would happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub failure: Option<&'static str>,
    /// Codes and subcodes that Meta would answer with.
    pub codes: &'static [u32],
    /// Path into the input, `message.template.components[1].parameters[0].text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub at: Option<String>,
    /// UTF-16 offsets inside the text at `at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub range: Option<(u32, u32)>,
    /// Level `unknown` only: the fact that is missing, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub missing: Option<String>,
    /// Level `unknown` only: whether the caller could have supplied it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub obtainable: Option<bool>,
    /// A change that would clear the finding: offered, never applied by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub edit: Option<Edit>,
}

fn as_map<S: serde::Serializer>(values: &[(&'static str, Val)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|(key, value)| (key, value)))
}

/// A change to one text of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Edit {
    /// Path of the text.
    pub at: String,
    /// UTF-16 offsets of what is replaced.
    pub range: (u32, u32),
    /// What takes its place.
    pub insert: String,
    /// The change in words, for a button.
    pub label: String,
}

/// A recipient as it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PhoneReport {
    /// Whether the number lies in a range that is in use, as Google's libphonenumber knows it.
    pub valid: bool,
    /// Whether its length is possible.
    pub possible: bool,
    /// E.164 without the plus, WhatsApp's own form; `null` when it does not parse.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub digits: Option<String>,
    /// ISO 3166 code of the country; a best guess for numbers that are not valid.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub region: Option<&'static str>,
    /// Country calling code, without plus.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub calling_code: Option<String>,
    /// What kind of number it is.
    #[serde(rename = "type", serialize_with = "type_name")]
    #[cfg_attr(
        feature = "wasm",
        tsify(
            type = "\"FIXED_LINE\" | \"MOBILE\" | \"FIXED_LINE_OR_MOBILE\" | \"TOLL_FREE\" | \"PREMIUM_RATE\" | \"SHARED_COST\" | \"VOIP\" | \"PERSONAL_NUMBER\" | \"PAGER\" | \"UAN\" | \"VOICEMAIL\" | \"UNKNOWN\""
        )
    )]
    pub number_type: NumberType,
    /// Phone number, user id or group.
    pub kind: RecipientKind,
    /// Other forms under which WhatsApp may know the person: offered, not applied.
    pub variants: Vec<Variant>,
    /// What was found about it.
    pub findings: Vec<Finding>,
}

fn type_name<S: serde::Serializer>(number_type: &NumberType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(number_type.as_str())
}

/// What kind of address a recipient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RecipientKind {
    /// A phone number.
    #[default]
    Phone,
    /// A business-scoped user id.
    UserId,
    /// A group.
    Group,
}

/// Another form of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Variant {
    /// E.164 without plus.
    pub digits: String,
    /// Why WhatsApp may know the person under it.
    pub why: String,
}

/// The state of the customer service window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WindowReport {
    /// The state.
    pub state: WindowState,
    /// Whether free-form messages should go through; `null` when that is not known.
    #[cfg_attr(feature = "wasm", tsify(type = "boolean | null"))]
    pub free_form: Option<bool>,
    /// When it closes, or closed; `null` when it never opened or is not known.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub closes_at: Option<Instant>,
    /// Seconds until then; 0 when it is not open.
    pub remaining_seconds: i64,
    /// The free entry point window, while it runs: about price only, never about permission.
    #[cfg_attr(feature = "wasm", tsify(type = "PriceWindow | null"))]
    pub price: Option<PriceWindow>,
    /// The next instant at which this changes by the clock alone; `null` when it never does.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub changes_at: Option<Instant>,
    /// What was found about it.
    pub findings: Vec<Finding>,
}

/// The state of the customer service window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WindowState {
    /// Free-form messages should go through.
    Open,
    /// Open, but in its last hour.
    Closing,
    /// Templates only.
    Closed,
    /// The customer never wrote: templates only.
    NeverOpened,
    /// When the customer last wrote is not known.
    Unknown,
}

/// The free entry point window: messages are free of charge while it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PriceWindow {
    /// Always `free-entry-point`.
    #[cfg_attr(feature = "wasm", tsify(type = "\"free-entry-point\""))]
    pub window: &'static str,
    /// When it ends, if the platform told; its length is disputed, so it is never computed.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub ends_at: Option<Instant>,
}
