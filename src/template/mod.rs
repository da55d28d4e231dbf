//! Templates: what they consist of ([`model`]), what a message gives them ([`supplied`]), and whether that fits ([`fit`]).

pub(crate) mod fit;
pub(crate) mod model;
pub(crate) mod preview;
pub(crate) mod supplied;

use serde::Serialize;

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
    /// Whether its status lets it be sent; `null` when the status is not known.
    #[cfg_attr(feature = "wasm", tsify(type = "boolean | null"))]
    pub sendable: Option<bool>,
    /// Everything that has to be filled in to send it: a form can be built from this alone.
    pub slots: Vec<Slot>,
    /// How it looks on a phone, filled with what is given.
    pub preview: Preview,
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
}
