//! What is given for buttons: the end of a link, a code, a payload, products.

use super::text::Variables;
use super::value::point;
use super::{Checker, brace};
use crate::Error;
use crate::catalogue::rule;
use crate::findings::{Found, utf16_len};
use crate::report::Level;
use crate::template::SlotType;
use crate::template::model::{Button, ButtonKind, Parts};
use crate::template::supplied::{ButtonGroup, Param, ParamText, Supplied};
use crate::value::{Node, Value};
use crate::words::{Val, quote};

/// Which button a value is for, and whether it is of the kind that the button takes.
impl<'a> Checker<'_, 'a> {
    pub(super) fn buttons(&mut self, parts: &Parts<'a>, supplied: &Supplied<'a>) -> Result<(), Error> {
        let mut given = vec![0; parts.buttons.len()];
        for group in &supplied.buttons {
            let Some((index, button)) = group.index.and_then(|i| parts.buttons.get(i).map(|b| (i, b))) else {
                let found = self.findings.add(rule::TEMPLATE_BUTTON_INDEX).value("index", quote(&group.index_text));
                found.count("count", parts.buttons.len()).at(&group.group.path);
                continue;
            };
            let before = given[index];
            if !group.group.params.is_empty() {
                given[index] += 1;
            }
            if before > 0 {
                self.too_many("button", 1, given[index].max(2), &group.group.path);
            }
            self.button_value(index, button, group)?;
        }
        for (index, button) in parts.buttons.iter().enumerate().filter(|(i, _)| given[*i] == 0) {
            if let Some((kind, true)) = button.takes() {
                let at = self.empty_slot(None, &["buttons.", &index.to_string()].concat());
                let wanted = if kind == SlotType::Action { "a list of products" } else { "a value" };
                self.button_missing(index, button, wanted).at_empty(at);
            }
        }
        Ok(())
    }

    fn button_missing(&mut self, index: usize, button: &Button<'_>, wanted: &str) -> &mut Found {
        let found = self.findings.add(rule::TEMPLATE_BUTTON_MISSING).count("index", index);
        found.value("place", self.place.words("button")).value("label", quote(button.label)).word("wanted", wanted)
    }

    fn button_value(&mut self, index: usize, button: &Button<'a>, group: &ButtonGroup<'a>) -> Result<(), Error> {
        let Some((kind, _)) = button.takes() else {
            self.takes_nothing(index, button, group);
            return Ok(());
        };
        if !self.is_for_kind(index, button, group) {
            return Ok(());
        }
        let params = &group.group.params;
        if let Some(second) = params.get(1) {
            self.too_many("button", 1, params.len(), &second.node.path());
        }
        let Some(param) = params.first() else { return Ok(()) };
        // In the short form a value is a text whatever the button takes.
        if param.kind != kind.name() && !self.fit.supplied.short {
            self.wrong_kind(param, "button", kind.name());
            return Ok(());
        }
        match kind {
            SlotType::Action => self.action(index, button, param)?,
            SlotType::Payload => self.payload(param),
            SlotType::CouponCode => self.coupon(param),
            _ => self.url_value(button, param),
        }
        Ok(())
    }

    fn takes_nothing(&mut self, index: usize, button: &Button<'_>, group: &ButtonGroup<'_>) {
        // What a button of a kind that is not known here takes is not known either; a call button may be given a payload and
        // how long it lives.
        let open = matches!(button.kind, ButtonKind::Other | ButtonKind::VoiceCall);
        if !open && !group.group.params.is_empty() {
            let found = self.findings.add(rule::TEMPLATE_BUTTON_TAKES_NOTHING).count("index", index);
            found.value("label", quote(button.label)).at(&group.group.path);
        }
    }

    /// Whether the message means a button of this kind. The short form need not say.
    fn is_for_kind(&mut self, index: usize, button: &Button<'_>, group: &ButtonGroup<'_>) -> bool {
        let wanted = button.kind.sub_type();
        let same = |given: &str| {
            given.eq_ignore_ascii_case(wanted) || (button.kind == ButtonKind::Otp && given.eq_ignore_ascii_case("otp"))
        };
        let fits = group.sub_type.map_or(self.fit.supplied.short, same);
        if !fits {
            let given = group.sub_type.map_or_else(|| Val::Text("no kind".into()), quote);
            let found = self.findings.add(rule::TEMPLATE_BUTTON_KIND).count("index", index);
            found.value("wanted", Val::Text(wanted.into())).value("given", given).at(&group.group.path);
        }
        fits
    }
}

/// What a button takes, kind by kind.
impl Checker<'_, '_> {
    fn payload(&mut self, param: &Param<'_>) {
        let length = param.text.as_ref().map_or(0, |t| utf16_len(&t.text));
        if length > self.fit.policy.payload_max as usize {
            self.findings.add(rule::TEMPLATE_BUTTON_PAYLOAD_LONG).count("length", length).at(&param.node.path());
        }
    }

    fn coupon(&mut self, param: &Param<'_>) {
        let Some(text) = &param.text else {
            return self.empty(&param.node.path(), "coupon_code", "button");
        };
        if !self.sound_text(text, &|| Val::Text("the copy code".into()), "button") {
            return;
        }
        let (length, policy) = (utf16_len(&text.text), self.fit.policy);
        if length > policy.coupon_safe as usize {
            let over = length > policy.coupon_max as usize;
            let max = if over { policy.coupon_max } else { policy.coupon_safe };
            let found = self.findings.add(rule::TEMPLATE_COUPON_TOO_LONG).count("length", length);
            found.value("max", Val::Count(max)).level(if over { Level::Fail } else { Level::Risk }).at(&text.path);
        }
        if let Some((start, odd)) = text.text.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric()) {
            let found = self.findings.add(rule::TEMPLATE_COUPON_CHARACTERS).value("found", Val::Text(odd.to_string()));
            point(found, text, start, start + odd.len_utf8());
        }
    }

    /// The end of a link: encoded as in an address, without a second scheme, and not too long for it.
    fn url_value(&mut self, button: &Button<'_>, param: &Param<'_>) {
        let variable = button.url.as_ref().and_then(|u| u.variables.first()).map_or("1", |v| v.name);
        let Some(text) = &param.text else {
            return self.empty(&param.node.path(), variable, "button");
        };
        if !self.sound_text(text, &|| brace(variable), "button") {
            return;
        }
        self.url_words(button, text);
        if let Some(url) = &button.url {
            let variables = Variables { what: "link", names: &url.names, group: None };
            self.too_long(url, &variables, &[Some(param)], self.fit.policy.url_max);
        }
    }

    /// What may not stand in the end of a link.
    fn url_words(&mut self, button: &Button<'_>, text: &ParamText<'_>) {
        let whole_link = ["http://", "https://"].iter().filter(|_| text.text.contains(':')).find_map(|scheme| {
            text.text.to_ascii_lowercase().find(scheme).map(|at| (at, at + scheme.len(), "a whole address"))
        });
        // A link that is nothing but its variable takes a whole address.
        let only_variable = button.url.as_ref().is_some_and(|u| u.text.text.trim_start().starts_with("{{"));
        let space = text.text.find(' ').map(|at| (at, at + 1, "a space"));
        for (start, end, words) in whole_link.filter(|_| !only_variable).into_iter().chain(space) {
            let found = self.findings.add(rule::TEMPLATE_URL_VALUE).value("found", Val::Text(words.into()));
            point(found, text, start, end);
        }
        if let Some((start, odd)) = text.text.char_indices().find(|(at, c)| !is_encoded(*c, &text.text[*at..])) {
            let found = self.findings.add(rule::TEMPLATE_URL_VALUE).value("found", Val::Text(format!("“{odd}”")));
            point(found, text, start, start + odd.len_utf8());
        }
    }

    /// What a flow, a catalogue or a multi-product button takes; only products are looked at.
    fn action(&mut self, index: usize, button: &Button<'_>, param: &Param<'_>) -> Result<(), Error> {
        let products = button.kind == ButtonKind::Products;
        if self.fit.supplied.short && (products || button.kind == ButtonKind::Product) {
            return Err(param.node.error("products are given under “components”, in the form of the Cloud API"));
        }
        if !products {
            return Ok(());
        }
        let action = param.node.get("action")?;
        let sections = action.map(|a| a.get("sections")).transpose()?.flatten();
        let mut missing = |wanted: &str, level| {
            self.button_missing(index, button, wanted).level(level).at(&param.node.path());
        };
        if action.is_none_or(|a| a.peek("thumbnail_product_retailer_id").is_none()) {
            missing("a thumbnail product", Level::Risk);
        }
        let Some(sections) = sections.filter(|s| !matches!(s.value, Value::List(items) if items.is_empty())) else {
            missing("a list of products", Level::Fail);
            return Ok(());
        };
        self.products(&sections)
    }

    /// The products of a multi-product button, in their sections.
    fn products(&mut self, sections: &Node<'_>) -> Result<(), Error> {
        let (mut products, mut count) = (0, 0);
        for section in sections.items()? {
            count += 1;
            products +=
                section.get("product_items")?.map(|items| items.items()).transpose()?.map_or(0, |items| items.len());
        }
        let policy = self.fit.policy;
        for (found, max, what) in
            [(products, policy.template_products_max, "products"), (count, policy.template_sections_max, "sections")]
        {
            if found > max as usize {
                let found = self.findings.add(rule::TEMPLATE_PRODUCTS_TOO_MANY).count("count", found);
                found.value("max", Val::Count(max)).value("what", Val::Text(what.into())).at(&sections.path());
            }
        }
        Ok(())
    }
}

/// Whether a character may stand in an address as it is; `rest` begins with it. White space and braces are told of elsewhere.
fn is_encoded(c: char, rest: &str) -> bool {
    match c {
        '%' => rest.as_bytes().get(1..3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
        '<' | '>' | '"' | '\\' | '^' | '`' | '|' => false,
        c => c.is_ascii(),
    }
}
