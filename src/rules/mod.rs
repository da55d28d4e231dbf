//! Every rule, one small function each. A function reads the context and notes what it finds; it changes nothing.
//!
//! The data of a rule (its level, what it prevents, its sources) stands in `src/data/rules`, its words in
//! `src/data/words`; here is only the condition.

mod account;
mod content;
mod interactive;
mod media;
mod message;
mod recipient;
mod template;
mod window;

use crate::Error;
use crate::draft::Draft;
use crate::findings::Findings;
use crate::message::Kind;
use crate::recipient::Recipient;
use crate::report::Stage;
use crate::template::model::Template;
use crate::template::supplied::Supplied;
use crate::window::Permission;

pub(crate) use template::{choose, fits, is_sendable, sendable};

/// Runs the rules that say whether a template may be used at all, before anything is filled in.
pub(crate) fn candidate(cx: &Context<'_, '_>, findings: &mut Findings) {
    template::candidate(cx, findings);
    recipient::user_id_authentication(cx, findings);
    account::run(cx, findings);
}

/// Everything that rules may look at.
#[derive(Clone, Copy)]
pub(crate) struct Context<'c, 'a> {
    pub(crate) draft: &'c Draft<'a>,
    pub(crate) permission: Permission,
    pub(crate) recipient: &'c Recipient,
    pub(crate) chosen: Option<&'c Chosen<'a>>,
}

/// The template that the message names, and what the message gives it.
pub(crate) struct Chosen<'a> {
    pub(crate) template: Template<'a>,
    pub(crate) supplied: Supplied<'a>,
}

impl Context<'_, '_> {
    fn is_template(&self) -> bool {
        self.draft.message.kind == Kind::Template
    }

    fn window_open(&self) -> bool {
        self.permission.free_form() == Some(true)
    }

    /// Where the recipient was named.
    fn recipient_path(&self) -> crate::value::Path<'_> {
        match &self.draft.to {
            Some(to) => to.path,
            None => self
                .draft
                .message
                .recipient()
                .ok()
                .flatten()
                .map_or_else(|| crate::value::Path::Named("to"), |to| to.path),
        }
    }

    /// Whether the message is a template of a category. Without the template its category is not known.
    fn category(&self, category: &str) -> bool {
        self.chosen.is_some_and(|chosen| chosen.template.is(category))
    }
}

/// Runs all rules but those of the recipient's number, which [`crate::recipient`] has run while reading it.
pub(crate) fn run(cx: &Context<'_, '_>, findings: &mut Findings) -> Result<(), Error> {
    window::run(cx, findings);
    message::run(cx, findings)?;
    template::run(cx, findings)?;
    recipient::run(cx, findings)?;
    account::run(cx, findings);
    way_out(cx, findings);
    Ok(())
}

/// Where a message cannot go but another could, the template of those given that fits best is named.
fn way_out(cx: &Context<'_, '_>, findings: &mut Findings) {
    let stages = [Stage::Window, Stage::Template, Stage::Limits];
    let stopped = stages.iter().any(|stage| findings.fails_at(*stage));
    if !stopped || findings.fails_at(Stage::Recipient) || findings.fails_at(Stage::Account) {
        return;
    }
    let tried = cx.chosen.map(|chosen| &chosen.template.node);
    if let Some((name, language)) = crate::template::best(cx, tried) {
        findings.way_out(&stages, name, language);
    }
}
