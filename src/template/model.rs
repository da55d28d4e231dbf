//! A template definition, as the Graph API returns it or an inbox stores it: read without judging it.
//!
//! Types may be in capitals or not; what is unknown is kept and named, never a reason to refuse the whole. Twilio's Content
//! templates, which have `types` instead of `components`, are read as what WhatsApp makes of them.

use crate::Error;
use crate::catalogue::hints;
use crate::findings::utf16_len;
use crate::media::is_web_address;
use crate::order;
use crate::policy::Policy;
use crate::template::{Layer, Slot, SlotComponent, SlotType};
use crate::value::{Node, Path, Text, Value, capitals};

/// A template definition.
pub(crate) struct Template<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) name: Text<'a>,
    pub(crate) language: Option<Text<'a>>,
    pub(crate) category: Option<&'a str>,
    pub(crate) status: Option<Text<'a>>,
    pub(crate) quality: Option<&'a str>,
    pub(crate) rejected_reason: Option<&'a str>,
    pub(crate) parts: Parts<'a>,
    pub(crate) cards: Vec<Parts<'a>>,
    /// A carousel, even one without cards.
    pub(crate) has_carousel: bool,
    /// A limited-time offer that shows its end.
    pub(crate) offer: Option<Node<'a>>,
    pub(crate) has_offer: bool,
    pub(crate) offer_text: Option<&'a str>,
    /// A Content template of Twilio: its variables are numbered over all parts, and its files stand in it.
    pub(crate) content: bool,
    /// Parts of a kind that is not known here.
    pub(crate) unknown: Vec<(&'a str, Node<'a>)>,
}

/// How Meta words the body of an authentication template that is submitted without one.
const PRESET_CODE: &str = "*{{1}}* is your verification code.";

/// Header, body, footer and buttons: of a template, or of one card of a carousel.
#[derive(Default)]
pub(crate) struct Parts<'a> {
    pub(crate) header: Option<Header<'a>>,
    pub(crate) body: Option<Part<'a>>,
    pub(crate) footer: Option<Text<'a>>,
    pub(crate) buttons: Vec<Button<'a>>,
}

pub(crate) enum Header<'a> {
    Text(Part<'a>),
    /// A file, a place or a product, to be given with every message.
    Given(SlotType, Node<'a>),
    /// A file that stands in the template itself; its address may hold variables.
    Fixed(SlotType, Option<Part<'a>>),
}

/// A text and its variables.
pub(crate) struct Part<'a> {
    pub(crate) text: Text<'a>,
    pub(crate) variables: Vec<Variable<'a>>,
    /// The names of the variables, each once, in the order in which values are given: `1`, `2`, … by number, names as
    /// they come.
    pub(crate) names: Vec<&'a str>,
    /// Their examples, in the same order; empty where one is missing.
    pub(crate) examples: Vec<&'a str>,
    /// Meta's own words, which stand nowhere in the definition.
    pub(crate) preset: bool,
}

/// One `{{…}}` in a text, by byte offsets.
pub(crate) struct Variable<'a> {
    pub(crate) name: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl<'a> Part<'a> {
    fn new(text: Text<'a>, examples: Vec<&'a str>) -> Self {
        let variables = variables(text.text);
        let mut names: Vec<&str> = Vec::with_capacity(variables.len());
        for variable in &variables {
            if !names.contains(&variable.name) {
                names.push(variable.name);
            }
        }
        let mut part = Self { text, variables, names, examples, preset: false };
        if !part.is_named() {
            part.names = by_number(part.names);
        }
        part
    }

    /// With the examples that were submitted beside it, under these two keys.
    fn with_examples(text: Text<'a>, component: &Node<'a>, listed: &'a str, named: &'a str) -> Self {
        let mut part = Self::new(text, Vec::new());
        if !part.names.is_empty() {
            part.examples = examples(&part, component, listed, named);
        }
        part
    }

    /// The example of the variable at a place among the names.
    pub(crate) fn example(&self, index: usize) -> Option<&'a str> {
        self.examples.get(index).copied().filter(|example| !example.trim().is_empty())
    }

    /// Whether its variables have names rather than numbers.
    pub(crate) fn is_named(&self) -> bool {
        self.names.iter().any(|name| !name.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The text around and between the variables.
    pub(crate) fn fixed(&self) -> impl Iterator<Item = &'a str> {
        let ends = std::iter::once(0).chain(self.variables.iter().map(|v| v.end));
        let starts = self.variables.iter().map(|v| v.start).chain([self.text.text.len()]);
        let text = self.text.text;
        ends.zip(starts).filter_map(move |(from, to)| text.get(from..to))
    }
}

/// Names in the order of their numbers.
#[inline(never)]
pub(crate) fn by_number(names: Vec<&str>) -> Vec<&str> {
    order::by_key(names, |name| name.parse().unwrap_or(u32::MAX))
}

/// How many variables of a text are read: more than fit into the longest body or address.
const VARIABLES: usize = 500;

/// The `{{name}}` of a text. Anything without a brace or line break inside counts as a name; whether it is a good one is
/// for the rules of creation.
pub(crate) fn variables(text: &str) -> Vec<Variable<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = pair(text, from, b'{').filter(|_| found.len() < VARIABLES) {
        let Some(close) = pair(text, open + 2, b'}') else { break };
        let inside = &text[open + 2..close];
        if let Some(odd) = inside.rfind(['{', '}', '\n']) {
            // `{{{1}}`: look again from there, and from the brace before it, which may be the first of two.
            let odd = open + 2 + odd;
            from = odd - usize::from(text[..odd].ends_with('{'));
        } else if inside.trim().is_empty() {
            from = open + 1;
        } else {
            found.push(Variable { name: inside.trim(), start: open, end: close + 2 });
            from = close + 2;
        }
    }
    found
}

/// The first place from a byte on where a brace stands twice.
pub(crate) fn pair(text: &str, from: usize, brace: u8) -> Option<usize> {
    text.as_bytes().get(from..)?.windows(2).position(|two| two[0] == brace && two[1] == brace).map(|at| from + at)
}

pub(crate) struct Button<'a> {
    pub(crate) kind: ButtonKind,
    /// The kind as it was written, in lower case form for messages.
    pub(crate) written: &'a str,
    pub(crate) label: &'a str,
    /// Part of a Content template, where quick replies have their payload already.
    content: bool,
    /// Where a link leads; the code behind a copy-code button of a Content template.
    pub(crate) url: Option<Part<'a>>,
    pub(crate) node: Node<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    QuickReply,
    Url,
    Phone,
    CopyCode,
    Flow,
    Otp,
    Catalog,
    Products,
    Product,
    VoiceCall,
    Other,
}

impl ButtonKind {
    fn read(written: &str) -> Self {
        match &*capitals(written) {
            "QUICK_REPLY" => Self::QuickReply,
            "URL" => Self::Url,
            "PHONE_NUMBER" => Self::Phone,
            "COPY_CODE" => Self::CopyCode,
            "FLOW" => Self::Flow,
            "OTP" => Self::Otp,
            "CATALOG" => Self::Catalog,
            "MPM" => Self::Products,
            "SPM" => Self::Product,
            "VOICE_CALL" => Self::VoiceCall,
            _ => Self::Other,
        }
    }

    /// The `sub_type` under which a message gives it a value.
    pub(crate) fn sub_type(self) -> &'static str {
        match self {
            Self::QuickReply => "quick_reply",
            // A one-time-password button is sent, and synced, as a link.
            Self::Url | Self::Otp => "url",
            Self::CopyCode => "copy_code",
            Self::Flow => "flow",
            Self::Catalog => "catalog",
            Self::Products => "mpm",
            Self::Product => "spm",
            Self::Phone => "phone_number",
            Self::VoiceCall => "voice_call",
            Self::Other => "",
        }
    }
}

impl<'a> Button<'a> {
    /// The address, or the code, if it holds a variable.
    fn address(&self) -> Option<&Part<'a>> {
        self.url.as_ref().filter(|url| !url.variables.is_empty())
    }

    /// What a message gives this button, and whether it must; `None` for buttons that take nothing.
    pub(crate) fn takes(&self) -> Option<(SlotType, bool)> {
        match self.kind {
            ButtonKind::QuickReply => (!self.content).then_some((SlotType::Payload, false)),
            ButtonKind::Url => self.address().map(|_| (SlotType::Text, true)),
            ButtonKind::Otp => Some((SlotType::Text, true)),
            // The code of an authentication template is given once, for its text.
            ButtonKind::CopyCode if self.content => self.address().map(|_| (SlotType::CouponCode, true)),
            ButtonKind::CopyCode => Some((SlotType::CouponCode, true)),
            ButtonKind::Flow | ButtonKind::Catalog => Some((SlotType::Action, false)),
            // A single product is named by the header.
            ButtonKind::Product => Some((SlotType::Action, false)),
            ButtonKind::Products => Some((SlotType::Action, true)),
            ButtonKind::Phone | ButtonKind::VoiceCall | ButtonKind::Other => None,
        }
    }
}

/// The name of a template without reading the rest; templates without one cannot be meant by a message.
pub(crate) fn name<'a>(node: &Node<'a>) -> Result<Option<Text<'a>>, Error> {
    match node.opt_text("name")? {
        None if node.peek("types").is_some() => match approval(node).map(|a| a.opt_text("name")).transpose()?.flatten()
        {
            None => node.opt_text("friendly_name"),
            name => Ok(name),
        },
        name => Ok(name),
    }
}

/// What Twilio tells of the review by WhatsApp, beside the content or in its place.
fn approval<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let approval = node.peek("approval_requests").or_else(|| node.peek("approvalRequests"))?;
    Some(approval.peek("whatsapp").unwrap_or(approval))
}

/// The language: a text, or `{code}` as in a send payload.
pub(crate) fn language<'a>(node: &Node<'a>) -> Result<Option<Text<'a>>, Error> {
    match node.get("language")? {
        Some(language) if language.is_map() => language.opt_text("code"),
        Some(language) => language.text().map(Some),
        None => Ok(None),
    }
}

impl<'a> Template<'a> {
    pub(crate) fn read(node: &Node<'a>) -> Result<Self, Error> {
        node.bounded("a template")?;
        let types = node.peek("types");
        let review = approval(node).filter(|_| types.is_some()).unwrap_or(*node);
        let mut reason = review.opt_text("rejected_reason")?;
        if reason.is_none() {
            reason = review.opt_text("rejection_reason")?;
        }
        let mut template = Self {
            node: *node,
            name: name(node)?.ok_or_else(|| node.error("a template needs a name"))?,
            language: language(node)?,
            category: review.opt_text("category")?.map(|t| t.text),
            status: review.opt_text("status")?,
            quality: quality(node)?,
            rejected_reason: reason.map(|t| t.text),
            parts: Parts::default(),
            cards: Vec::new(),
            has_carousel: false,
            offer: None,
            has_offer: false,
            offer_text: None,
            content: types.is_some(),
            unknown: Vec::new(),
        };
        if let Some(components) = node.get("components")? {
            template.read_components(&components)?;
        }
        if let Some(types) = types {
            template.read_types(&types)?;
        }
        Ok(template)
    }

    /// Twilio's `types`: what is made for WhatsApp first, else whatever there is.
    fn read_types(&mut self, types: &Node<'a>) -> Result<(), Error> {
        let kinds: Vec<(&str, Node<'a>)> = types.members()?.filter(|(_, node)| node.is_map()).collect();
        let made_for_it = kinds.iter().position(|(kind, _)| kind.starts_with("whatsapp/")).unwrap_or(0);
        let Some((kind, node)) = kinds.get(made_for_it).copied() else { return Ok(()) };
        const KNOWN: [&str; 9] = [
            "text",
            "media",
            "quick-reply",
            "call-to-action",
            "card",
            "carousel",
            "authentication",
            "flows",
            "location",
        ];
        let (_, plain) = kind.split_once('/').unwrap_or(("", kind));
        if !KNOWN.contains(&plain) {
            self.unknown.push((kind, node));
        }
        self.parts.read_content(&node)?;
        if plain == "authentication" {
            self.parts.body = Some(preset(&node));
        }
        self.has_carousel = plain == "carousel";
        for card in node.get("cards")?.map(|cards| cards.items()).transpose()?.into_iter().flatten() {
            let mut parts = Parts::default();
            parts.read_content(&card)?;
            self.cards.push(parts);
        }
        Ok(())
    }

    fn read_components(&mut self, components: &Node<'a>) -> Result<(), Error> {
        for component in components.items()? {
            let kind = component.opt_text("type")?.map_or("", |t| t.text);
            match &*capitals(kind) {
                "CAROUSEL" => {
                    self.has_carousel = true;
                    for card in component.get("cards")?.map(|cards| cards.items()).transpose()?.into_iter().flatten() {
                        let mut parts = Parts::default();
                        for inner in card.get("components")?.map(|c| c.items()).transpose()?.into_iter().flatten() {
                            parts.read(&inner)?;
                        }
                        self.cards.push(parts);
                    }
                }
                "LIMITED_TIME_OFFER" => {
                    let offer = component.get("limited_time_offer")?;
                    self.has_offer = true;
                    self.offer_text = offer.as_ref().map(|o| o.opt_text("text")).transpose()?.flatten().map(|t| t.text);
                    let ends = offer
                        .as_ref()
                        .and_then(|o| o.peek("has_expiration"))
                        .is_some_and(|n| *n.value == Value::Bool(true));
                    self.offer = ends.then_some(component);
                }
                "BODY" if self.is("AUTHENTICATION") && component.peek("text").is_none() => {
                    self.parts.body = Some(preset(&component));
                }
                "HEADER" | "BODY" | "FOOTER" | "BUTTONS" => self.parts.read(&component)?,
                // Nothing is filled in: the phone itself asks for the permission.
                "CALL_PERMISSION_REQUEST" => {}
                _ => self.unknown.push((kind, component)),
            }
        }
        Ok(())
    }

    pub(crate) fn is(&self, category: &str) -> bool {
        self.category.is_some_and(|c| c.eq_ignore_ascii_case(category))
    }

    /// For which moment of a conversation it is made, as far as category, structure and words tell.
    pub(crate) fn layer(&self) -> Layer {
        let parts = &self.parts;
        let goes_on = || parts.body.as_ref().is_some_and(|b| hit(b.text.text, 0, hints::FOLLOW_UP).is_some());
        match () {
            () if self.is("AUTHENTICATION") => Layer::Verification,
            () if self.is("MARKETING") => Layer::FollowUp,
            () if goes_on() => Layer::FollowUp,
            () if self.is_plain() => Layer::FirstContact,
            () if self.is("UTILITY") => Layer::Notification,
            () => Layer::FollowUp,
        }
    }

    /// A text and nothing else: no variables, buttons, files or cards.
    fn is_plain(&self) -> bool {
        let parts = &self.parts;
        let text = |part: &Part<'_>| part.variables.is_empty();
        let header = match &parts.header {
            Some(Header::Text(part)) => text(part),
            other => other.is_none(),
        };
        header
            && parts.body.as_ref().is_none_or(text)
            && parts.buttons.is_empty()
            && self.cards.is_empty()
            && self.offer.is_none()
    }

    /// How long the body may be, filled in.
    pub(crate) fn body_max(&self, policy: &Policy) -> u32 {
        if self.has_offer { policy.offer_body_max } else { policy.body_max }
    }

    /// How long the value for a slot may be.
    pub(crate) fn room(&self, slot: &Asked<'_>, policy: &Policy) -> Option<u32> {
        let parts = slot.card.map_or(Some(&self.parts), |card| self.cards.get(card))?;
        let (header, header_max) = match &parts.header {
            Some(Header::Text(part)) => (Some(part), policy.header_max),
            // The address of a file.
            Some(Header::Fixed(_, part)) => (part.as_ref(), policy.url_max),
            _ => (None, policy.header_max),
        };
        let button = slot.index.and_then(|index| parts.buttons.get(index));
        let (part, max) = match (slot.slot_type, slot.component) {
            (SlotType::CouponCode, _) => (None, policy.coupon_max),
            (SlotType::Payload, _) => (None, policy.payload_max),
            (SlotType::Text, _) if self.is("AUTHENTICATION") => (None, policy.code_max),
            (SlotType::Text, SlotComponent::Header) => (header, header_max),
            (SlotType::Text, SlotComponent::Card) if button.is_none() => match &parts.body {
                Some(body) if body.names.contains(&slot.name) => (Some(body), policy.card_body_max),
                _ => (header, header_max),
            },
            (SlotType::Text, SlotComponent::Body) => (parts.body.as_ref(), self.body_max(policy)),
            (SlotType::Text, _) => (button.and_then(|b| b.url.as_ref()), policy.url_max),
            _ => return None,
        };
        let fixed = part.map_or(0, |part| part.fixed().map(utf16_len).sum());
        Some(max.saturating_sub(u32::try_from(fixed).unwrap_or(u32::MAX)))
    }

    /// Everything to be filled in, in the order of the template.
    pub(crate) fn slots(&self) -> Vec<Asked<'a>> {
        let mut slots = Vec::new();
        self.parts.slots(None, &mut slots);
        if let Some(offer) = &self.offer {
            let component = SlotComponent::LimitedTimeOffer;
            slots.push(Asked::new(offer.path(), component, SlotType::LimitedTimeOffer, "expiration_time_ms"));
        }
        for (index, card) in self.cards.iter().enumerate() {
            card.slots(Some(index), &mut slots);
        }
        slots
    }
}

/// `{score: "GREEN"}` as the Graph API writes it, or the word alone.
fn quality<'a>(node: &Node<'a>) -> Result<Option<&'a str>, Error> {
    let quality = match node.get("quality_score")? {
        Some(quality) => Some(quality),
        None => node.get("quality_rating")?,
    };
    Ok(match quality {
        Some(quality) if quality.is_map() => quality.opt_text("score")?.map(|t| t.text),
        Some(quality) => quality.text().ok().map(|t| t.text),
        None => None,
    })
}

impl<'a> Parts<'a> {
    /// Header and body, as far as they are texts.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Part<'a>> {
        let header = match &self.header {
            Some(Header::Text(part)) => Some(part),
            _ => None,
        };
        header.into_iter().chain(&self.body)
    }

    fn read(&mut self, component: &Node<'a>) -> Result<(), Error> {
        match &*capitals(component.opt_text("type")?.map_or("", |t| t.text)) {
            "HEADER" => self.header = read_header(component)?,
            // A card has no other parts; those of the template itself were sorted out before.
            "BODY" => {
                if let Some(text) = component.opt_text("text")? {
                    let body = Part::with_examples(text, component, "body_text", "body_text_named_params");
                    self.body = Some(body);
                }
            }
            "FOOTER" => self.footer = component.opt_text("text")?,
            "BUTTONS" => {
                for button in component.get("buttons")?.map(|b| b.items()).transpose()?.into_iter().flatten() {
                    self.buttons.push(read_button(button, false)?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The content of one of Twilio's types, or of a card of it.
    fn read_content(&mut self, node: &Node<'a>) -> Result<(), Error> {
        let part = |text: Text<'a>| Part::new(text, Vec::new());
        let (title, body) = (node.opt_text("title")?, node.opt_text("body")?);
        let text = body.or(title);
        self.body = text.map(part);
        self.footer = match (node.opt_text("footer")?, node.opt_text("subtitle")?) {
            (None, subtitle) => subtitle,
            (footer, _) => footer,
        };
        if let Some(header) = node.opt_text("header_text")? {
            self.header = Some(Header::Text(part(header)));
        }
        let media = match node.get("media")? {
            Some(list) if matches!(list.value, Value::List(_)) => list.items()?.next(),
            media => media,
        };
        if let Some(media) = media {
            let address = media.text()?;
            self.header = Some(Header::Fixed(shown_as(address.text), Some(part(address))));
        }
        if node.peek("latitude").is_some() {
            self.header = Some(Header::Fixed(SlotType::Location, None));
        }
        for action in node.get("actions")?.map(|a| a.items()).transpose()?.into_iter().flatten() {
            self.buttons.push(read_button(action, true)?);
        }
        Ok(())
    }

    fn slots(&self, card: Option<usize>, slots: &mut Vec<Asked<'a>>) {
        let from = slots.len();
        match &self.header {
            Some(Header::Text(part)) => part.slots(SlotComponent::Header, slots),
            Some(Header::Given(kind, node)) => {
                let mut slot = Asked::new(node.path(), SlotComponent::Header, *kind, kind.name());
                // A synced copy shows the address of the sample.
                let sample = node.peek("example").and_then(|e| e.peek("header_handle")).map(|h| list_texts(&h));
                slot.example = sample.and_then(|s| s.first().copied().filter(|s| is_web_address(s)));
                slots.push(slot);
            }
            Some(Header::Fixed(_, Some(address))) => address.slots(SlotComponent::Header, slots),
            Some(Header::Fixed(..)) | None => {}
        }
        if let Some(body) = &self.body {
            body.slots(SlotComponent::Body, slots);
        }
        for (index, button) in self.buttons.iter().enumerate() {
            let Some((kind, required)) = button.takes() else { continue };
            let variable = button.url.as_ref().and_then(|u| u.variables.first()).map(|v| v.name);
            let name = variable.unwrap_or(kind.name());
            let mut slot = Asked::new(button.node.path(), SlotComponent::Button, kind, name);
            slot.index = Some(index);
            slot.required = required;
            let sample = button.node.peek("example").map(|e| list_texts(&e)).unwrap_or_default();
            slot.example = sample.first().copied().filter(|example| !example.is_empty());
            slots.push(slot);
        }
        if card.is_some() {
            for slot in &mut slots[from..] {
                slot.card = card;
                slot.component = SlotComponent::Card;
            }
        }
    }
}

impl<'a> Part<'a> {
    fn slots(&self, component: SlotComponent, slots: &mut Vec<Asked<'a>>) {
        for (index, name) in self.names.iter().enumerate() {
            let mut slot = Asked::new(self.text.path, component, SlotType::Text, name);
            slot.example = self.example(index);
            slots.push(slot);
        }
    }
}

/// One thing that a template asks for: a [`Slot`] that is not written out yet.
pub(crate) struct Asked<'a> {
    pub(crate) path: Path<'a>,
    pub(crate) component: SlotComponent,
    pub(crate) slot_type: SlotType,
    pub(crate) name: &'a str,
    pub(crate) index: Option<usize>,
    pub(crate) card: Option<usize>,
    pub(crate) required: bool,
    pub(crate) example: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn new(path: Path<'a>, component: SlotComponent, slot_type: SlotType, name: &'a str) -> Self {
        Self { path, component, slot_type, name, index: None, card: None, required: true, example: None }
    }

    /// Written out, with its place in the template and the length that fits.
    pub(crate) fn slot(&self, at: String, max: Option<u32>) -> Slot {
        Slot {
            at,
            component: self.component,
            slot_type: self.slot_type,
            name: self.name.into(),
            index: self.index,
            card: self.card,
            required: self.required,
            max,
            example: self.example.map(String::from),
        }
    }
}

fn read_header<'a>(component: &Node<'a>) -> Result<Option<Header<'a>>, Error> {
    let kind = match &*capitals(component.opt_text("format")?.map_or("TEXT", |t| t.text)) {
        "IMAGE" => SlotType::Image,
        "VIDEO" => SlotType::Video,
        "DOCUMENT" => SlotType::Document,
        "GIF" => SlotType::Gif,
        "LOCATION" => SlotType::Location,
        "PRODUCT" => SlotType::Product,
        _ => {
            let part = |text| Part::with_examples(text, component, "header_text", "header_text_named_params");
            return Ok(component.opt_text("text")?.map(|text| Header::Text(part(text))));
        }
    };
    Ok(Some(Header::Given(kind, *component)))
}

/// By the ending of an address; what has none is most often a picture.
fn shown_as(address: &str) -> SlotType {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    match crate::media::by_name(path) {
        Some(format) if format.fits & crate::media::VIDEO != 0 => SlotType::Video,
        Some(format) if format.fits & crate::media::DOCUMENT != 0 => SlotType::Document,
        _ => SlotType::Image,
    }
}

/// Meta's own words for a code.
fn preset<'a>(node: &Node<'a>) -> Part<'a> {
    let mut body = Part::new(Text { text: PRESET_CODE, path: node.path() }, Vec::new());
    body.preset = true;
    body
}

/// A button of a template, or an action of a Content template.
fn read_button<'a>(node: Node<'a>, content: bool) -> Result<Button<'a>, Error> {
    let mut written = node.opt_text("type")?.map_or("", |t| t.text);
    if content && written.is_empty() {
        written = "QUICK_REPLY";
    }
    let kind = ButtonKind::read(written);
    let coupon = content && kind == ButtonKind::CopyCode;
    let url = node.opt_text(if coupon { "code" } else { "url" })?.map(|url| {
        let examples = node.peek("example").map(|e| list_texts(&e)).unwrap_or_default();
        Part::new(url, examples)
    });
    // Meta labels this button itself, and copies of a template often leave the label out.
    let unnamed = if kind == ButtonKind::CopyCode { "Copy code" } else { "" };
    let mut label = node.opt_text(if content { "title" } else { "text" })?;
    if coupon && label.is_none() {
        label = node.opt_text("copy_code_text")?;
    }
    let label = label.map_or(unnamed, |t| t.text);
    Ok(Button { kind, written, label, content, url, node })
}

/// The example of each name: by its name from a list of named ones, else by its place in a list, or in a list in a list.
fn examples<'a>(part: &Part<'a>, component: &Node<'a>, listed: &'a str, named: &'a str) -> Vec<&'a str> {
    let Some(example) = component.peek("example") else { return Vec::new() };
    let listed = example.peek(listed).map(|list| list_texts(&list)).unwrap_or_default();
    let named = example.peek(named).and_then(|list| list.items().ok()).filter(|items| items.len() > 0);
    let Some(items) = named.filter(|_| listed.is_empty() || part.is_named()) else { return listed };
    let names = &part.names;
    let mut found = vec![""; names.len()];
    for item in items {
        let text = |key| item.peek(key).and_then(|value| value.text().ok()).map_or("", |t| t.text);
        let name = text("param_name");
        for (place, _) in found.iter_mut().zip(names).filter(|(_, wanted)| **wanted == name) {
            *place = text("example");
        }
    }
    found
}

/// The texts of a list, or of a list in a list; empty where something else stands.
pub(crate) fn list_texts<'a>(list: &Node<'a>) -> Vec<&'a str> {
    match list.value {
        Value::Text(text) => vec![text],
        Value::List(items) => match items.first() {
            Some(Value::List(inner)) => inner.iter().map(as_text).collect(),
            _ => items.iter().map(as_text).collect(),
        },
        _ => Vec::new(),
    }
}

fn as_text<'a>(value: &'a Value<'_>) -> &'a str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}

/// The first place at or after a byte where one of some words stands, whole and whatever its case; the longest of them.
#[inline(never)]
pub(crate) fn hit(text: &str, from: usize, words: &[&str]) -> Option<(usize, usize)> {
    // Nearly all places are passed over for their first byte alone.
    let mut begins = [false; 256];
    for first in words.iter().filter_map(|word| word.bytes().next()) {
        begins[usize::from(first)] = true;
        begins[usize::from(first.to_ascii_uppercase())] = true;
    }
    for (at, first) in text.bytes().enumerate().skip(from).filter(|(_, byte)| begins[usize::from(*byte)]) {
        let Some((before, rest)) = text.split_at_checked(at) else { continue };
        if before.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        let mut longest = 0;
        for word in words.iter().filter(|word| word.bytes().next() == Some(first.to_ascii_lowercase())) {
            let same = rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
            if same && !rest.get(word.len()..)?.starts_with(char::is_alphanumeric) {
                longest = longest.max(word.len());
            }
        }
        if longest > 0 {
            return Some((at, at + longest));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        let found = |text: &'static str| {
            let next = |from| hit(text, from, &["sale", "% off", "promo", "promo code", "otp"]);
            std::iter::successors(next(0), |(_, end)| next(*end)).map(|(a, b)| &text[a..b]).collect::<Vec<_>>()
        };
        assert_eq!(found("SALE! 20% off with Promo code AB"), ["SALE", "% off", "Promo code"]);
        assert_eq!(found("wholesale salesman Δotp"), Vec::<&str>::new());
        assert_eq!(found("¡Otp 50%offer"), ["Otp"]);
    }

    #[test]
    fn variables_are_found_where_they_stand() {
        let names = |text| variables(text).into_iter().map(|v| (v.name, v.start, v.end)).collect::<Vec<_>>();
        assert_eq!(names("Hi {{1}}, {{ first_name }}!"), [("1", 3, 8), ("first_name", 10, 26)]);
        assert_eq!(names("{{{1}}} {{}} {{2"), [("1", 1, 6)]);
        assert_eq!(names("{{é\n{{é{{{a}} {{é{b}} {{}}}{{c}}"), [("a", 10, 15), ("c", 30, 35)]);
        assert_eq!(variables(&"{{1}}".repeat(VARIABLES + 1)).len(), VARIABLES);
        assert_eq!(names("🎉{{1}}"), [("1", 4, 9)]);
    }
}
