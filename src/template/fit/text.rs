//! Texts with variables: the header, the body, the body of a card, a whole Content template. Which values are missing, too
//! many or misnamed, and whether the text gets too long with them.

use std::borrow::Cow;

use super::{Checker, braces};
use crate::catalogue::rule;
use crate::findings::utf16_len;
use crate::template::model::{Header, Part, Template, by_number};
use crate::template::supplied::{Group, Param};
use crate::words::{Val, quote};

/// The variables of a text, and what the message gives for them.
#[derive(Clone, Copy)]
pub(super) struct Variables<'v, 'a> {
    /// Which text it is, in words.
    pub(super) what: &'static str,
    pub(super) names: &'v [&'a str],
    pub(super) group: Option<&'v Group<'a>>,
}

impl<'v, 'a> Variables<'v, 'a> {
    fn params(&self) -> &'v [Param<'a>] {
        self.group.map_or(&[], |group| &group.params)
    }

    fn value(&self, name: &str) -> Option<&'v Param<'a>> {
        self.params().iter().find(|p| p.name.as_ref().is_some_and(|n| n.text == name))
    }

    /// What is given for each, by name.
    fn values(&self) -> Vec<Option<&'v Param<'a>>> {
        self.names.iter().map(|name| self.value(name)).collect()
    }
}

/// One text after the other.
impl<'a> Checker<'_, 'a> {
    /// A text with variables: header, body or card body.
    pub(super) fn text_part(&mut self, part: &Part<'a>, group: Option<&Group<'a>>, what: &'static str, max: u32) {
        let variables = Variables { what, names: &part.names, group };
        if variables.names.is_empty() {
            return self.extra(group, what);
        }
        let (params, short) = (variables.params(), self.fit.supplied.short);
        let by_names = part.is_named() || (short && params.iter().all(|p| p.name.is_some()));
        let values = if by_names {
            if !short && self.unnamed(&variables) {
                return;
            }
            self.unknown_names(part, &variables);
            let values = variables.values();
            self.missing_names(&variables, &values);
            values
        } else {
            self.counted(&variables);
            (0..variables.names.len()).map(|index| params.get(index)).collect()
        };
        if self.sound(&variables, &values) {
            self.too_long(part, &variables, &values, max);
        }
    }

    /// A named header variable that the short form gives among the values of the body.
    pub(super) fn named_header(&mut self, part: &Part<'a>, group: Option<&Group<'a>>) {
        let fit = self.fit;
        let variables = Variables { what: "header", names: &part.names, group };
        let values = variables.values();
        self.missing_names(&variables, &values);
        // What stands for the body as well is looked at there.
        let own = |name: &&str| !fit.template.parts.body.as_ref().is_some_and(|body| body.names.contains(name));
        let once: Vec<Option<&Param<'a>>> = part.names.iter().zip(&values).map(|(n, v)| v.filter(|_| own(n))).collect();
        if self.sound(&variables, &once) {
            self.too_long(part, &variables, &values, fit.policy.header_max);
        }
    }

    /// A Content template takes all its values at once, numbered over all its parts.
    pub(super) fn content(&mut self) {
        let (template, policy) = (self.fit.template, self.fit.policy);
        let names = content_names(template);
        let variables = Variables { what: "content", names: &names, group: self.fit.supplied.body.as_ref() };
        let params = variables.params();
        let listed = params.iter().any(|p| p.name.is_none());
        let value = |(index, name): (usize, &&str)| if listed { params.get(index) } else { variables.value(name) };
        let values: Vec<Option<&Param<'_>>> = names.iter().enumerate().map(value).collect();
        self.missing_names(&variables, &values);
        if params.len() > names.len() {
            self.counted(&variables);
        }
        if !self.sound(&variables, &values) {
            return;
        }
        if let Some(Header::Text(header)) = &template.parts.header {
            self.too_long(header, &Variables { what: "header", ..variables }, &values, policy.header_max);
        }
        if let Some(body) = &template.parts.body {
            self.too_long(body, &Variables { what: "body", ..variables }, &values, template.body_max(policy));
        }
    }
}

/// The variables of all parts of a Content template, each once.
fn content_names<'a>(template: &Template<'a>) -> Vec<&'a str> {
    let mut names = Vec::new();
    for slot in template.slots() {
        if !names.contains(&slot.name) {
            names.push(slot.name);
        }
    }
    by_number(names)
}

/// Values that are missing, too many or misnamed.
impl<'a> Checker<'_, 'a> {
    /// Named variables, but values without names.
    fn unnamed(&mut self, variables: &Variables<'_, 'a>) -> bool {
        let Some(first) = variables.params().iter().find(|p| p.name.is_none()) else { return false };
        self.add(rule::TEMPLATE_PARAMETER_NAME_MISSING, variables.what)
            .value("names", braces(variables.names))
            .at(&first.node.path());
        true
    }

    /// Values for variables that the text does not have. In the short form a name may belong to the header instead.
    fn unknown_names(&mut self, part: &Part<'_>, variables: &Variables<'_, 'a>) {
        let Variables { what, names, .. } = *variables;
        let params = variables.params();
        let unknown = |p: &&Param<'_>| p.name.as_ref().is_some_and(|n| !names.contains(&n.text));
        let strange: Vec<&Param<'_>> = params.iter().filter(unknown).filter(|p| !self.fit.is_for_header(p)).collect();
        match strange.first() {
            None => self.repeated(variables),
            // Numbers beyond the last variable are too many, not misspelt.
            Some(first) if !part.is_named() => self.too_many(what, names.len(), params.len(), &first.node.path()),
            Some(_) => strange.iter().for_each(|param| self.unknown_name(param, variables)),
        }
    }

    fn unknown_name(&mut self, param: &Param<'_>, variables: &Variables<'_, 'a>) {
        let Some(name) = &param.name else { return };
        let short = self.fit.supplied.short;
        let found = self
            .add(rule::TEMPLATE_PARAMETER_NAME_UNKNOWN, variables.what)
            .value("name", quote(name.text))
            .value("names", braces(variables.names));
        found.at(&name.path);
        // Of several values another may have this name already.
        if let ([only], [_], false) = (variables.names, variables.params(), short) {
            found.edit(name, 0, name.text.len(), *only);
        }
    }

    /// A name that stands twice; in the short form none can.
    fn repeated(&mut self, variables: &Variables<'_, 'a>) {
        let (params, wanted) = (variables.params(), variables.names.len());
        if params.len() <= wanted || self.fit.supplied.short {
            return;
        }
        let again =
            |p: &&Param<'_>| params.iter().find(|q| same_name(p, q)).is_some_and(|first| !std::ptr::eq(first, *p));
        if let Some(second) = params.iter().find(again) {
            self.too_many(variables.what, wanted, params.len(), &second.node.path());
        }
    }

    /// As many values as variables, where they have no names.
    fn counted(&mut self, variables: &Variables<'_, 'a>) {
        let Variables { what, names, .. } = *variables;
        let params = variables.params();
        if let Some(surplus) = params.get(names.len()) {
            self.too_many(what, names.len(), params.len(), &surplus.node.path());
        } else if let Some(first) = names.get(params.len()) {
            let key = if what == "header" { ["header.", first].concat() } else { (*first).into() };
            self.missing(&names[params.len()..], &key, variables);
        }
    }

    fn missing_names(&mut self, variables: &Variables<'_, 'a>, values: &[Option<&Param<'_>>]) {
        let missing: Vec<&str> =
            variables.names.iter().zip(values).filter(|(_, v)| v.is_none()).map(|(n, _)| *n).collect();
        if let Some(first) = missing.first() {
            self.missing(&missing, first, variables);
        }
    }

    /// Some of the variables have no value; `key` says where the first would stand.
    fn missing(&mut self, missing: &[&str], key: &str, variables: &Variables<'_, 'a>) {
        let wanted = variables.names.len();
        let at = self.empty_slot(variables.group, key);
        let found = self.add(rule::TEMPLATE_PARAMETERS_MISSING, variables.what);
        found.count("wanted", wanted).count("given", wanted - missing.len());
        found.value("names", braces(missing)).at_empty(at);
    }
}

fn same_name(one: &Param<'_>, other: &Param<'_>) -> bool {
    one.name.as_ref().map(|n| n.text) == other.name.as_ref().map(|n| n.text)
}

/// Values that are there.
impl Checker<'_, '_> {
    /// Looks at every value that is given for a text; whether all can be filled in.
    fn sound(&mut self, variables: &Variables<'_, '_>, values: &[Option<&Param<'_>>]) -> bool {
        let mut sound = true;
        for (name, value) in variables.names.iter().zip(values) {
            if let Some(param) = value {
                sound &= self.sound_param(param, name, variables.what);
            }
        }
        sound
    }

    /// Whether a text gets too long by its values; the longest of them is shown.
    pub(super) fn too_long(
        &mut self,
        part: &Part<'_>,
        variables: &Variables<'_, '_>,
        values: &[Option<&Param<'_>>],
        max: u32,
    ) {
        let Variables { what, names, .. } = *variables;
        let find = |name: &str| {
            let index = names.iter().position(|n| *n == name)?;
            values.get(index).copied().flatten()?.text.as_ref().map(|t| Cow::Borrowed(&*t.text))
        };
        let length = utf16_len(&filled(part, &find));
        let own =
            names.iter().zip(values).filter(|(name, _)| part.names.contains(name)).filter_map(|(_, value)| *value);
        let longest = own.filter_map(|p| p.text.as_ref()).max_by_key(|t| t.text.len());
        if let (true, Some(longest)) = (length > max as usize, longest) {
            self.add(rule::TEMPLATE_TEXT_TOO_LONG, what)
                .count("length", length)
                .value("max", Val::Count(max))
                .count("over", length - max as usize)
                .at(&longest.path);
        }
    }
}

/// The longest text that is filled in to its end, in bytes: a variable that stands in it often multiplies its value.
const FILLED: usize = 1 << 20;

/// The text with its values in place of the variables, if all are there.
// Made once for all that fill texts: copies of it were 10 kB of the .wasm.
#[inline(never)]
pub(crate) fn filled<'v>(part: &Part<'_>, value: &dyn Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut out = String::with_capacity(part.text.text.len() + 64);
    let mut from = 0;
    for variable in &part.variables {
        if out.len() > FILLED {
            return out;
        }
        out.push_str(&part.text.text[from..variable.start]);
        match value(variable.name) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&part.text.text[variable.start..variable.end]),
        }
        from = variable.end;
    }
    out.push_str(&part.text.text[from..]);
    out
}
