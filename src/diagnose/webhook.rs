//! What happened to each message, from a webhook, a provider's callback or an export of many.

use super::tolerant::{Kind, Span, Tree, same_key};

/// One report about one message.
pub(super) struct Event<'a> {
    /// Empty where the report names none.
    pub(super) id: &'a str,
    pub(super) status: &'a str,
    /// The time as it was written.
    pub(super) time: &'a str,
    pub(super) recipient: &'a str,
    /// Where the status stands.
    pub(super) at: Span,
    /// Where the errors stand, when it is about a failure.
    pub(super) errors: Option<Span>,
    pub(super) about: About,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A message of the business.
    Sent,
    /// A message of a customer.
    Received,
    /// The account, or nothing that is told.
    Other,
}

const ID: [&str; 9] = ["id", "messagesid", "smssid", "sid", "messageuuid", "messageid", "gsid", "externalid", "wamid"];
const STATUS: [&str; 5] = ["status", "messagestatus", "smsstatus", "eventtype", "state"];
const TIME: [&str; 5] = ["timestamp", "time", "doneat", "senttime", "createdat"];
const RECIPIENT: [&str; 5] = ["recipient_id", "to", "destination", "recipient", "recipient_user_id"];
const CODE: [&str; 4] = ["code", "errorcode", "errors", "error"];

/// A word for how far a message came, in the plainest form.
pub(super) fn status_word(word: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 22] = [
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("read", "read"),
        ("seen", "read"),
        ("played", "played"),
        ("failed", "failed"),
        ("undelivered", "undelivered"),
        ("undeliverable", "undelivered"),
        ("rejected", "rejected"),
        ("expired", "failed"),
        ("deleted", "deleted"),
        ("warning", "warning"),
        ("accepted", "accepted"),
        ("held_for_quality_assessment", "accepted"),
        ("submitted", "accepted"),
        ("enqueued", "accepted"),
        ("queued", "accepted"),
        ("sending", "accepted"),
        ("pending", "accepted"),
        ("message_delivered", "delivered"),
        ("message_read", "read"),
        ("message_failed", "failed"),
    ];
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, plain)| *plain)
}

pub(super) fn fails(status: &str) -> bool {
    matches!(status, "failed" | "undelivered" | "rejected")
}

/// Every report in a text, in its order.
pub(super) fn events<'a>(tree: &Tree<'a>) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let mut done = 0;
    for node in 0..tree.nodes.len() {
        if tree.nodes[node].kind != Kind::Map || node < done {
            continue;
        }
        if let Some(event) = event(tree, node) {
            // What is inside a report belongs to it.
            if node > 0 {
                done = tree.nodes[node].end;
            }
            events.push(event);
        }
    }
    if events.is_empty() { answers(tree) } else { events }
}

fn event<'a>(tree: &Tree<'a>, node: usize) -> Option<Event<'a>> {
    let list = tree.key(tree.nodes[node].parent);
    let within =
        |name: &str| node > 0 && tree.nodes[tree.nodes[node].parent].kind == Kind::List && same_key(list, name);
    let id = tree.scalar(node, &ID).unwrap_or_default();
    let errors = tree
        .child(node, &["errors", "error"])
        .filter(|errors| tree.nodes[*errors].kind != Kind::Scalar && tree.nodes[*errors].end > errors + 1);
    let status_node = tree.children(node).find(|child| {
        STATUS.iter().any(|key| same_key(tree.key(*child), key))
            || same_key(tree.key(*child), "type") && tree.child(node, &["destination"]).is_some()
            || same_key(tree.key(*child), "message_status")
    });
    let status = status_node.and_then(|child| match tree.nodes[child].kind {
        Kind::Scalar => status_word(tree.value(child)),
        _ => tree.scalar(child, &["groupname", "name", "status", "code"]).and_then(status_word),
    });
    // Some name an error in every report: that there was none.
    let arrived = status.is_some_and(|status| !fails(status));
    let unharmed = errors.is_some_and(|errors| arrived && says_nothing(tree, errors));
    let errors = errors.filter(|_| !unharmed).map(|errors| tree.nodes[errors].at);
    let kind = tree.scalar(node, &["type"]);
    let build = |status: &'a str, errors: Option<Span>, about: About| {
        let time = tree.scalar(node, &TIME).unwrap_or_default();
        let recipient = tree.scalar(node, &RECIPIENT).unwrap_or_default();
        let at = status_node.map_or((0, 0), |node| tree.nodes[node].at);
        Some(Event { id, status, time, recipient, at, errors, about })
    };

    let from = tree.scalar(node, &["from"]).is_some();
    let inbound = (within("messages") && (from || kind == Some("unsupported")))
        || (status.is_none() && errors.is_some() && (from || kind == Some("unsupported")) && kind.is_some())
        || (status.is_none() && node > 0 && from && kind.is_some() && id.starts_with("wamid."));
    if inbound {
        let unreadable = kind == Some("unsupported") && errors.is_none();
        return build(if unreadable { "unsupported" } else { "" }, errors, About::Received);
    }
    let coded = || errors.is_some() || tree.scalar(node, &CODE).is_some_and(|code| !matches!(code, "0"));
    // The answer of a call: taken, not delivered.
    if within("messages") && !id.is_empty() && !coded() && !status.is_some_and(fails) && kind.is_none() {
        return build(status.unwrap_or("accepted"), None, About::Sent);
    }
    let Some(status) = status else {
        // Errors of the account stand beside the lists of messages.
        let system = errors.is_some() && node > 0 && same_key(tree.key(node), "value");
        return if system { build("", errors, About::Other) } else { None };
    };
    let ours = within("statuses")
        || id.starts_with("wamid.")
        || tree
            .child(node, &["recipient_id", "messagesid", "smssid", "messagestatus", "smsstatus", "message_uuid"])
            .is_some()
        || (node > 0 && tree.child(node, &["destination", "gsid"]).is_some())
        || (node > 0 && within("results") && !id.is_empty())
        || (node > 0 && fails(status) && errors.is_some())
        || unharmed && !id.is_empty()
        || tree.scalar(node, &["to"]).is_some_and(|to| to.starts_with("whatsapp:")) && !id.is_empty();
    // A word alone: `status: delivered`.
    let first =
        || ["status", "Status", "STATUS", "message"].iter().any(|word| tree.text.trim_start().starts_with(word));
    let word = node == 0 && !tree.text.contains('&') && tree.text.len() < 40 && tree.nodes.len() == 2 && first();
    if !(ours || word) {
        return None;
    }
    let failing = fails(status) || errors.is_some() || status != "accepted" && coded();
    let span = tree.nodes[node].at;
    build(status, failing.then(|| errors.unwrap_or(span)), About::Sent)
}

/// Whether an error, or each of a list of them, says that nothing went wrong: `{"id":0,"name":"NO_ERROR"}`.
fn says_nothing(tree: &Tree<'_>, node: usize) -> bool {
    match tree.nodes[node].kind {
        Kind::List => tree.children(node).all(|error| says_nothing(tree, error)),
        Kind::Map => {
            tree.scalar(node, &["code", "id"]).is_some_and(|code| matches!(code, "0" | "OK" | "NO_ERROR"))
                || tree.scalar(node, &["name", "groupname"]).is_some_and(|name| matches!(name, "OK" | "NO_ERROR"))
        }
        Kind::Scalar => false,
    }
}

/// Several answers of the Graph API, one after the other.
fn answers<'a>(tree: &Tree<'a>) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    for node in 1..tree.nodes.len() {
        let error = tree.nodes[node].kind == Kind::Map && same_key(tree.key(node), "error");
        if error && tree.scalar(node, &["code"]).is_some() {
            let at = tree.nodes[node].at;
            events.push(Event {
                id: "",
                status: "",
                time: "",
                recipient: "",
                at,
                errors: Some(at),
                about: About::Other,
            });
        }
    }
    if events.len() > 1 { events } else { Vec::new() }
}

/// News of a template or an account, with the failure that it means; an empty id where it is good news.
pub(super) fn news(tree: &Tree<'_>) -> Option<(&'static str, Span)> {
    for node in 1..tree.nodes.len() {
        if tree.nodes[node].kind != Kind::Scalar || !same_key(tree.key(node), "event") {
            continue;
        }
        let parent = tree.nodes[node].parent;
        let has = |keys: &[&str]| tree.child(parent, keys).is_some();
        let event = tree.value(node);
        let failure = if has(&["message_template_id", "message_template_name"]) {
            match event {
                "REJECTED" => "template-rejected",
                "PAUSED" | "FLAGGED" => "template-paused",
                "DISABLED" => "template-disabled",
                "APPROVED" | "PENDING" | "REINSTATED" | "UNPAUSED" => "",
                _ => continue,
            }
        } else if has(&["current_limit", "display_phone_number"]) && matches!(event, "FLAGGED" | "DOWNGRADE") {
            "spam-or-quality-limit"
        } else {
            match event {
                "DISABLED_UPDATE" => "account-locked",
                "ACCOUNT_RESTRICTION" | "ACCOUNT_VIOLATION" => "account-policy-restricted",
                _ => continue,
            }
        };
        return Some((failure, tree.nodes[node].at));
    }
    None
}

/// Numbers ids in the order in which they come, without comparing each with all.
#[derive(Default)]
pub(super) struct Ids<'a> {
    pub(super) names: Vec<&'a str>,
    slots: Vec<u32>,
}

impl<'a> Ids<'a> {
    pub(super) fn number(&mut self, id: &'a str) -> usize {
        if self.slots.len() < (self.names.len() + 1) * 2 {
            let size = (self.slots.len() * 2).max(64);
            self.slots = vec![0; size];
            for number in 0..self.names.len() {
                let slot = self.slot(self.names[number]);
                self.slots[slot] = number as u32 + 1;
            }
        }
        let slot = self.slot(id);
        if self.slots[slot] == 0 {
            self.names.push(id);
            self.slots[slot] = self.names.len() as u32;
        }
        self.slots[slot] as usize - 1
    }

    fn slot(&self, id: &str) -> usize {
        let mut slot = hash(id) as usize % self.slots.len();
        while self.slots[slot] > 0 && self.names[self.slots[slot] as usize - 1] != id {
            slot = (slot + 1) % self.slots.len();
        }
        slot
    }
}

/// FNV-1a.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
