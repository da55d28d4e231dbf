//! What is given for the header: the values of its text, or the one file, place or product that it shows.

use super::{Checker, kind_words};
use crate::Error;
use crate::catalogue::rule;
use crate::findings::Found;
use crate::media::source_fault;
use crate::template::SlotType;
use crate::template::model::{Header, Parts};
use crate::template::supplied::{Group, Param, Supplied};
use crate::value::{Node, Value};
use crate::words::Val;

impl<'a> Checker<'_, 'a> {
    pub(super) fn header(&mut self, parts: &Parts<'a>, supplied: &Supplied<'a>) -> Result<(), Error> {
        let group = supplied.header.as_ref();
        match &parts.header {
            // In the short form a name may stand for header and body alike; numbers may not, they are counted part by part.
            Some(Header::Text(part)) if group.is_none() && supplied.short && part.is_named() => {
                self.named_header(part, supplied.body.as_ref());
            }
            Some(Header::Text(part)) => self.text_part(part, group, "header", self.fit.policy.header_max),
            Some(Header::Given(kind, _)) => self.given_header(*kind, group)?,
            Some(Header::Fixed(..)) | None => self.extra(group, "header"),
        }
        Ok(())
    }

    /// A header that shows a file, a place or a product.
    fn given_header(&mut self, kind: SlotType, group: Option<&Group<'a>>) -> Result<(), Error> {
        let params: &[Param<'a>] = group.map_or(&[], |g| &g.params);
        let Some(first) = params.first() else {
            let at = self.empty_slot(group, "header");
            self.header_missing(kind).at_empty(at);
            return Ok(());
        };
        if let Some(second) = params.get(1) {
            self.too_many("header", 1, params.len(), &second.node.path());
        }
        if first.kind != kind.name() {
            self.wrong_kind(first, "header", kind.name());
            return Ok(());
        }
        let content = first.node.get(kind.name())?;
        match (kind, content) {
            (SlotType::Location, content) => self.location(content.as_ref(), &first.node),
            (SlotType::Product, content) if content.is_none_or(|c| c.peek("product_retailer_id").is_none()) => {
                self.header_missing(kind).at(&first.node.path());
            }
            (kind, content) if kind.is_media() => self.media(kind, content.as_ref(), &first.node)?,
            _ => {}
        }
        Ok(())
    }

    fn header_missing(&mut self, kind: SlotType) -> &mut Found {
        self.add(rule::TEMPLATE_HEADER_MISSING, "header").value("wanted", kind_words(kind.name()))
    }

    /// Exactly one of an id and a link that can be fetched.
    fn media(&mut self, kind: SlotType, content: Option<&Node<'_>>, param: &Node<'_>) -> Result<(), Error> {
        if let Some(path) = source_fault(content, param)? {
            self.findings.add(rule::TEMPLATE_MEDIA_SOURCE).value("type", Val::Text(kind.name().into())).at(&path);
        }
        Ok(())
    }

    /// Header locations need all four of their parts.
    fn location(&mut self, content: Option<&Node<'_>>, param: &Node<'_>) {
        let member = |key: &'static str| content.and_then(|c| c.value.get(key));
        let text = |key: &'static str| matches!(member(key), Some(Value::Text(t)) if !t.trim().is_empty());
        let parts = [
            ("latitude", on_globe(member("latitude"), 90.0)),
            ("longitude", on_globe(member("longitude"), 180.0)),
            ("name", text("name")),
            ("address", text("address")),
        ];
        let missing: Vec<&str> = parts.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            let found = self.findings.add(rule::TEMPLATE_LOCATION_INCOMPLETE);
            found.value("missing", Val::Text(missing.join(", "))).at(&param.path());
        }
    }
}

/// Whether latitude or longitude lies on the globe. Numbers may be written as texts.
pub(crate) fn on_globe(value: Option<&Value>, limit: f64) -> bool {
    match value {
        Some(Value::Number(n)) => n.abs() <= limit,
        Some(Value::Text(t)) => degrees(t).is_some_and(|n| n <= limit),
        _ => false,
    }
}

/// The size of a decimal number written as text, in degrees: whole ones exactly, what follows the point to one digit,
/// which is all that a comparison with 90 or 180 needs. The parser of the standard library would cost 10 kB.
fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > 3 {
        return None;
    }
    let beyond = fraction.bytes().any(|b| b != b'0');
    Some(f64::from(whole.parse::<u16>().ok()?) + if beyond { 0.1 } else { 0.0 })
}
