//! May this message be sent now, as far as the window is concerned?

use super::Context;
use super::content::uses_direct_send;
use crate::catalogue::rule;
use crate::findings::Findings;
use crate::report::Level;
use crate::window::{self, Permission};

pub(super) fn run(cx: &Context<'_, '_>, findings: &mut Findings) {
    if !cx.draft.message.kind.is_free_form() || uses_direct_send(cx) {
        return;
    }
    let (now, policy) = (cx.draft.now, &cx.draft.options.policy);
    // A reaction may have opened it, for all that is known: then sending may be tried.
    let reacted = cx.draft.conversation.reaction_at.map(|at| at.plus_hours(policy.window_hours));
    let shut = if reacted.is_some_and(|end| now < end) { Level::Risk } else { Level::Fail };
    if let Some(end) = reacted.filter(|_| cx.permission.free_form() == Some(false)) {
        findings.changes_at(end);
    }
    match cx.permission {
        Permission::Open(until) => window::closing(now, until, policy, findings),
        Permission::Closed(until) => window::closed(now, until, findings, shut),
        Permission::Never => {
            findings.add(rule::WINDOW_NEVER_OPENED).level(shut);
        }
        Permission::Unknown => {
            findings.add(rule::WINDOW_NOT_KNOWN);
        }
        Permission::Ahead(last) => window::time_ahead(now, last, findings),
    }
    window::about_price(now, &cx.draft.conversation, policy, findings);
    window::about_reaction(cx.permission, &cx.draft.conversation, findings);
    if cx.draft.sender.coexistence && cx.window_open() {
        findings.add(rule::WINDOW_SHARED_NUMBER);
    }
}
