//! Templates: what they consist of ([`model`]), what a message gives them ([`supplied`]), and whether that fits ([`fit`]).

mod choose;
mod create;
pub(crate) mod fit;
mod format;
pub(crate) mod lint;
pub(crate) mod model;
pub(crate) mod preview;
pub(crate) mod supplied;

use serde::Serialize;

pub use choose::TemplateFit;
pub(crate) use choose::best;
pub use choose::fit as choose_fit;

use crate::catalogue::rule;
use crate::draft::Draft;
use crate::findings::Findings;
use crate::report::{Finding, Level};
use crate::value::{Node, Value};
use crate::{Error, rules};

/// The template that a message names, as far as sending is concerned.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TemplateReport {
    /// Name of the template.
    pub name: String,
    /// Language code of this version, `en_US`.
    pub language: String,
    /// Whether it could be created as it is: no rule of creation is broken. Says nothing about sending.
    pub creatable: bool,
    /// Whether its status lets it be sent; `null` when the status is not known.
    #[cfg_attr(feature = "wasm", tsify(type = "boolean | null"))]
    pub sendable: Option<bool>,
    /// For which moment of a conversation it is made.
    pub layer: Layer,
    /// Everything that has to be filled in to send it: a form can be built from this alone.
    pub slots: Vec<Slot>,
    /// How it looks on a phone, filled with what is given.
    pub preview: Preview,
    /// What was found: about its creation in `template()`; in a report of `check()` the findings stand in the report.
    pub findings: Vec<Finding>,
    /// In `template()`, for a template that can be created and has all its samples: the object to submit it with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Template"))]
    pub creation: Option<Value<'static>>,
}

/// The moments of a conversation that templates are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Layer {
    /// The first message to somebody: plain, without variables, buttons or media, not advertising.
    FirstContact,
    /// To go on with a conversation whose window has closed.
    FollowUp,
    /// A code.
    Verification,
    /// News about something the customer did or asked for.
    Notification,
}

/// A template by itself: can it be created, can it be sent, what has to be filled in, how does it look?
///
/// ```
/// use presend::Value;
/// let template = Value::from_json(r#"{"name": "order_update", "language": "en_US", "category": "UTILITY",
///     "components": [{"type": "BODY", "text": "Hello {{1}}, your order is on its way.", "example": {"body_text": [["Ana"]]}}]}"#)?;
/// let report = presend::template(&template, &Value::Null)?;
/// assert!(report.creatable);
/// assert_eq!(report.slots[0].name, "1");
/// # Ok::<(), presend::Error>(())
/// ```
///
/// `options` may hold `parameters` (or `components`), as a message gives them, to fill the preview with, and
/// `examples: true` to fill what is left with the examples of the template.
///
/// # Errors
/// Values of the wrong kind, a template without a name, and a list of several templates.
pub fn template(template: &Value, options: &Value) -> Result<TemplateReport, Error> {
    let given = Node::root(options);
    let (supplied, examples) = match options {
        Value::Map(_) => (supplied::Supplied::read(&given)?, given.opt_bool("examples")?.unwrap_or(false)),
        _ => (supplied::Supplied::default(), false),
    };
    let options = Draft::options(options)?;
    let template = model::Template::read(&crate::draft::one_template(&Node::root(template))?)?;
    let (mut report, mut findings) = report(&template, &supplied, &options.policy)?;
    lint::review(&template, &mut findings);
    if examples {
        report.preview = preview::preview(&template, &supplied, true);
    }
    if report.creatable && !findings.has_any(&[rule::CREATION_EXAMPLE_MISSING, rule::CREATION_CATEGORY_UNKNOWN]) {
        report.creation =
            create::creation(&template).filter(|new| is_creatable(new, &options.policy)).map(Value::into_owned);
    }
    report.findings = findings.finish(&options.policy, options.platform, options.language);
    Ok(report)
}

/// Whether a template can be created as it stands: a synced copy may lack what that takes.
fn is_creatable(template: &Value<'_>, policy: &crate::Policy) -> bool {
    let mut findings = Findings::default();
    let checked = model::Template::read(&Node::root(template))
        .and_then(|template| lint::check(&lint::Lint { template: &template, policy, synced: false }, &mut findings));
    checked.is_ok() && !findings.any(Level::Fail)
}

/// The report, and what was found about creating the template, still without words.
pub(crate) fn report(
    template: &model::Template<'_>,
    supplied: &supplied::Supplied<'_>,
    policy: &crate::Policy,
) -> Result<(TemplateReport, Findings), Error> {
    let mut findings = Findings::default();
    let synced = template.status.as_ref().is_some_and(|s| !s.text.trim().is_empty());
    lint::check(&lint::Lint { template, policy, synced }, &mut findings)?;
    let report = TemplateReport {
        name: template.name.text.into(),
        language: template.language.as_ref().map(|l| l.text.to_string()).unwrap_or_default(),
        creatable: !findings.any(Level::Fail),
        sendable: rules::sendable(template),
        layer: template.layer(),
        slots: slots(template, policy),
        preview: preview::preview(template, supplied, false),
        findings: Vec::new(),
        creation: None,
    };
    Ok((report, findings))
}

/// The slots, each with its place: those of one text share it.
fn slots(template: &model::Template<'_>, policy: &crate::Policy) -> Vec<Slot> {
    let asked = template.slots();
    let mut slots: Vec<Slot> = Vec::with_capacity(asked.len());
    for (index, one) in asked.iter().enumerate() {
        let neighbour = index.checked_sub(1).and_then(|before| asked.get(before).zip(slots.get(before)));
        let at = match neighbour.filter(|(other, _)| other.path == one.path) {
            Some((_, slot)) => slot.at.clone(),
            None => one.path.from(&template.node),
        };
        slots.push(one.slot(at, template.room(one, policy)));
    }
    slots
}

/// One thing to be filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Slot {
    /// Path into the template, `components[1].text`.
    pub at: String,
    /// The part of the template.
    pub component: SlotComponent,
    /// What it takes.
    #[serde(rename = "type")]
    pub slot_type: SlotType,
    /// Name of the variable: `1`, `2`, … or a name; the kind of value where there is no variable.
    pub name: String,
    /// For buttons: the index, counted from 0 over all buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub index: Option<usize>,
    /// For carousels: the card, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub card: Option<usize>,
    /// Whether the message is refused without it.
    pub required: bool,
    /// For texts: the most UTF-16 units that fit, the fixed text around and nothing else taken into account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub max: Option<u32>,
    /// The example that was submitted with the template.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub example: Option<String>,
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SlotComponent {
    /// The header.
    Header,
    /// The body.
    Body,
    /// A button.
    Button,
    /// Header, body or button of a carousel card.
    Card,
    /// The end of a limited-time offer.
    LimitedTimeOffer,
}

/// What a slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SlotType {
    /// A text.
    Text,
    /// An image, by id or link.
    Image,
    /// A video, by id or link.
    Video,
    /// A document, by id or link.
    Document,
    /// A video shown as GIF, by id or link.
    Gif,
    /// A place: latitude, longitude, name and address.
    Location,
    /// A product of the catalogue.
    Product,
    /// The payload that a quick reply brings back.
    Payload,
    /// The code behind a copy-code button.
    CouponCode,
    /// Data for a flow, a catalogue or a list of products.
    Action,
    /// The end of an offer, in milliseconds since 1970.
    LimitedTimeOffer,
}

impl SlotType {
    /// As the Cloud API writes it in `parameters[].type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            SlotType::Text => "text",
            SlotType::Image => "image",
            SlotType::Video => "video",
            SlotType::Document => "document",
            SlotType::Gif => "gif",
            SlotType::Location => "location",
            SlotType::Product => "product",
            SlotType::Payload => "payload",
            SlotType::CouponCode => "coupon_code",
            SlotType::Action => "action",
            SlotType::LimitedTimeOffer => "limited_time_offer",
        }
    }

    pub(crate) fn is_media(self) -> bool {
        matches!(self, SlotType::Image | SlotType::Video | SlotType::Document | SlotType::Gif)
    }
}

/// A template as a phone shows it, as plain data for any page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Preview {
    /// The header, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub header: Option<PreviewHeader>,
    /// The body, filled with what is given; slots that are still empty keep their braces.
    pub body: String,
    /// How stretches of the body look: formatted, in a list, quoted, or a slot that is still empty.
    pub spans: Vec<PreviewSpan>,
    /// The footer, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub footer: Option<String>,
    /// The buttons in order.
    pub buttons: Vec<PreviewButton>,
}

/// The header as a phone shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PreviewHeader {
    /// `text`, `image`, `video`, `document`, `location` and so on.
    pub format: String,
    /// The text, for a text header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub text: Option<String>,
}

/// A button as a phone shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PreviewButton {
    /// `quick_reply`, `url`, `phone_number` and so on.
    pub kind: String,
    /// The label.
    pub label: String,
    /// Where a link leads, filled with what is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub url: Option<String>,
    /// Whether a phone shows it only behind “See all options”: of more than three buttons, all but the first two.
    pub collapsed: bool,
}

/// A stretch of a text that looks different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PreviewSpan {
    /// How it looks.
    pub style: SpanStyle,
    /// UTF-16 offsets of the whole, marks included.
    pub range: (u32, u32),
    /// UTF-16 offsets of what the marks enclose.
    pub inner: (u32, u32),
}

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SpanStyle {
    /// `*bold*`
    Bold,
    /// `_italic_`
    Italic,
    /// `~struck through~`
    Strike,
    /// `` `code` `` within a line.
    Code,
    /// A block of code in three backquotes.
    Mono,
    /// A line of a list.
    Bullet,
    /// A line of a numbered list.
    Numbered,
    /// A quoted line.
    Quote,
    /// A variable without a value.
    Slot,
}
