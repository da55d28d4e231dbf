//! Does what a message gives fit the template? Part by part, value by value, each difference at its place.
//!
//! | module | what it looks at |
//! |---|---|
//! | here | the parts in their order, the cards of a carousel, the end of an offer, the code of an authentication template |
//! | `header` | the header: a text, a file, a place or a product |
//! | `text` | texts with variables: which values are missing, too many or misnamed, and how long the text gets |
//! | `value` | one value of a text: what may not stand in it |
//! | `buttons` | what is given for buttons |
//!
//! All of it is methods of one [`Checker`], which knows the template, the message and the card, and takes what is found.

mod buttons;
mod header;
mod text;
mod value;

pub(crate) use header::on_globe;
pub(crate) use text::filled;
pub(crate) use value::placeholder;

use std::cell::OnceCell;

use crate::catalogue::{Platform, Rule, rule};
use crate::findings::{Findings, Found, utf16_len};
use crate::policy::Policy;
use crate::template::model::{Header, Parts, Template};
use crate::template::supplied::{Group, Param, ParamText, Supplied};
use crate::value::{Node, Path, Value};
use crate::words::{Val, quote};
use crate::{Error, Instant};

/// What the rules of this module look at.
pub(crate) struct Fit<'f, 'a> {
    pub(crate) template: &'f Template<'a>,
    pub(crate) supplied: &'f Supplied<'a>,
    /// Where the values of the message stand, for findings about what is not there.
    pub(crate) at: Path<'a>,
    pub(crate) policy: &'f Policy,
    pub(crate) platform: &'static Platform,
    pub(crate) now: Instant,
}

impl Fit<'_, '_> {
    /// Whether a value stands for a named variable of the header: in the short form a name may mean header and body alike.
    fn is_for_header(&self, param: &Param<'_>) -> bool {
        let header: &[&str] = match &self.template.parts.header {
            Some(Header::Text(header)) if self.supplied.short => &header.names,
            _ => return false,
        };
        param.name.as_ref().is_some_and(|n| header.contains(&n.text) && n.text.bytes().any(|b| !b.is_ascii_digit()))
    }
}

/// Runs every rule on the fit of a template message.
pub(crate) fn check(fit: &Fit<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    // A copy that was fetched without its components: what it takes is not known.
    if !fit.template.content && fit.template.node.peek("components").is_none() {
        return Ok(());
    }
    let mut checker = Checker { fit, place: Place { card: None, at: OnceCell::new() }, findings };
    if fit.template.content {
        checker.content();
    } else {
        checker.parts(&fit.template.parts, fit.supplied)?;
        checker.cards()?;
        checker.offer()?;
    }
    if fit.template.is("AUTHENTICATION") {
        checker.authentication();
    }
    Ok(())
}

/// Looks at the parts of the template, or at those of one card of it, and notes what does not fit.
struct Checker<'c, 'a> {
    fit: &'c Fit<'c, 'a>,
    place: Place,
    findings: &'c mut Findings,
}

/// Whose parts are looked at: those of the template itself, or those of a card of its carousel.
struct Place {
    card: Option<usize>,
    /// Where the values of the template or of the card stand: looked up once, however much is missing.
    at: OnceCell<String>,
}

impl Place {
    /// Header, body, button … in words, with the card of a carousel.
    fn words(&self, part: &str) -> Val {
        Val::Text(match self.card {
            Some(card) => format!("{part} of card {}", card + 1),
            None => part.to_string(),
        })
    }
}

/// The parts in their order.
impl<'a> Checker<'_, 'a> {
    fn parts(&mut self, parts: &Parts<'a>, supplied: &Supplied<'a>) -> Result<(), Error> {
        self.header(parts, supplied)?;
        match &parts.body {
            Some(body) => self.text_part(body, supplied.body.as_ref(), "body", self.body_max()),
            None => self.extra(supplied.body.as_ref(), "body"),
        }
        self.buttons(parts, supplied)?;
        for strange in &supplied.strange {
            let kind = strange.opt_text("type")?.map_or("part without a type", |t| t.text);
            self.add(rule::TEMPLATE_COMPONENT_NOT_IN_TEMPLATE, kind).at(&strange.path());
        }
        Ok(())
    }

    fn body_max(&self) -> u32 {
        let Fit { template, policy, .. } = self.fit;
        if self.place.card.is_some() { policy.card_body_max } else { template.body_max(policy) }
    }

    fn cards(&mut self) -> Result<(), Error> {
        let fit = self.fit;
        let given = fit.supplied.cards.as_deref().unwrap_or_default();
        let wanted = fit.template.cards.len();
        if wanted == 0 && fit.supplied.cards.is_none() {
            return Ok(());
        }
        if given.len() != wanted {
            let found = self.findings.add(rule::TEMPLATE_CARDS_COUNT);
            found.count("wanted", wanted).count("given", given.len()).at(&fit.at);
        }
        for (index, (card, supplied)) in fit.template.cards.iter().zip(given).enumerate() {
            let at = supplied.at.map_or_else(OnceCell::new, |at| at.text().into());
            let place = Place { card: Some(index), at };
            Checker { fit, place, findings: self.findings }.parts(card, supplied)?;
        }
        Ok(())
    }

    /// The end of a limited-time offer: given where the template shows it, and still to come.
    fn offer(&mut self) -> Result<(), Error> {
        const OFFER: &str = "limited_time_offer";
        let fit = self.fit;
        let group = fit.supplied.offer.as_ref();
        if !fit.template.has_offer {
            self.extra(group, "limited-time offer");
            return Ok(());
        }
        let param = group.and_then(|group| group.params.first());
        if let Some(param) = param.filter(|param| param.kind != OFFER) {
            self.wrong_kind(param, "limited-time offer", OFFER);
            return Ok(());
        }
        let end = match param {
            Some(param) => param.node.get(OFFER)?.map(|o| o.get("expiration_time_ms")).transpose()?.flatten(),
            None => None,
        };
        if let Some(end) = end {
            return self.offer_end(&end);
        }
        if fit.template.offer.is_some() {
            let at = param.map_or(fit.at, |param| param.node.path());
            self.findings.add(rule::TEMPLATE_OFFER_END_MISSING).at(&at);
        }
        Ok(())
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn offer_end(&mut self, end: &Node<'_>) -> Result<(), Error> {
        let millis = match end.value {
            Value::Number(n) => *n,
            Value::Text(t) => t.trim().parse::<i64>().map_or(f64::NAN, |n| n as f64),
            _ => f64::NAN,
        };
        let Some(instant) = Instant::from_millis(millis as i64).filter(|_| millis.is_finite()) else {
            return Err(end.error("the end of an offer is a number of milliseconds since 1970"));
        };
        let now = self.fit.now;
        if instant <= now {
            let found = self.findings.add(rule::TEMPLATE_OFFER_EXPIRED).value("expiresAt", Val::Instant(instant));
            found.value("ago", Val::Span(now.since(instant))).at(&end.path());
        } else {
            self.findings.changes_at(instant);
        }
        Ok(())
    }

    /// The code of an authentication template: not too long, and the same in text and button.
    fn authentication(&mut self) {
        let Fit { supplied, policy, .. } = self.fit;
        let body = supplied.body.as_ref().and_then(code);
        let button = supplied.buttons.first().and_then(|b| code(&b.group));
        for text in [body, button].into_iter().flatten() {
            let length = utf16_len(&text.text);
            if length > policy.code_max as usize {
                self.findings.add(rule::TEMPLATE_CODE_TOO_LONG).count("length", length).at(&text.path);
            }
        }
        if let (Some(body), Some(button)) = (body, button)
            && body.text != button.text
        {
            self.findings.add(rule::TEMPLATE_CODE_DIFFERS).at(&button.path);
        }
    }
}

fn code<'g, 'a>(group: &'g Group<'a>) -> Option<&'g ParamText<'a>> {
    group.params.first()?.text.as_ref()
}

/// What is noted of several parts.
impl<'a> Checker<'_, 'a> {
    /// Notes a finding about a part: `what` is the part in words.
    fn add(&mut self, rule: &'static Rule, what: &str) -> &mut Found {
        self.findings.add(rule).value("place", self.place.words(what))
    }

    /// Values for a part that the template does not have, or has without a variable.
    fn extra(&mut self, group: Option<&Group<'_>>, what: &str) {
        let strange = |group: &&Group<'_>| group.params.iter().any(|param| !self.fit.is_for_header(param));
        if let Some(group) = group.filter(strange) {
            self.add(rule::TEMPLATE_COMPONENT_NOT_IN_TEMPLATE, what).at(&group.path);
        }
    }

    /// More values than a part takes; `at` is the first that is too many.
    fn too_many(&mut self, what: &str, wanted: usize, given: usize, at: &Path<'_>) {
        let found = self.add(rule::TEMPLATE_PARAMETERS_TOO_MANY, what);
        found.count("wanted", wanted).count("given", given).at(at);
    }

    fn wrong_kind(&mut self, param: &Param<'_>, what: &str, wanted: &str) {
        let found = self.add(rule::TEMPLATE_PARAMETER_TYPE, what);
        found.value("wanted", kind_words(wanted)).value("given", kind_words(param.kind)).at(&param.node.path());
    }

    /// Where a value would stand that is not there: `key` below `parameters` in the short form, else the next of the
    /// component's parameters.
    fn empty_slot(&self, group: Option<&Group<'a>>, key: &str) -> String {
        let short = self.fit.supplied.short;
        let Some(group) = group else {
            let base = self.place.at.get_or_init(|| self.fit.at.to_string());
            return if short { [base, ".parameters.", key].concat() } else { [base, ".components"].concat() };
        };
        let (base, count) = (group.path.text(), group.params.len());
        let listed = group.params.iter().any(|p| p.name.is_none());
        match (short, listed) {
            (true, true) => [&base, "[", &count.to_string(), "]"].concat(),
            // The group is already the object of the part.
            (true, false) => [&base, ".", key.strip_prefix("header.").unwrap_or(key)].concat(),
            (false, _) => [&base, ".parameters[", &count.to_string(), "]"].concat(),
        }
    }
}

/// `{{1}}, {{2}}`
fn braces(names: &[&str]) -> Val {
    let shown: Vec<String> = names.iter().take(8).map(|n| format!("{{{{{n}}}}}")).collect();
    Val::Text(shown.join(", ") + if names.len() > 8 { ", …" } else { "" })
}

fn brace(name: &str) -> Val {
    braces(&[name])
}

fn kind_words(kind: &str) -> Val {
    Val::Text(match kind {
        "text" => "a text".into(),
        "image" => "an image".into(),
        "video" => "a video".into(),
        "document" => "a document".into(),
        "gif" => "a GIF".into(),
        "location" => "a location".into(),
        "product" => "a product".into(),
        "payload" => "a payload".into(),
        "coupon_code" => "a copy code".into(),
        "action" => "an action".into(),
        "limited_time_offer" => "the end of an offer".into(),
        other => format!("“{}”", quote(other)),
    })
}
