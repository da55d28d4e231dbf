//! Which of the account's templates may be used here, best first.

use serde::Serialize;

use super::Layer;
use super::model::Template;
use super::supplied::Supplied;
use crate::catalogue::rule;
use crate::draft::Draft;
use crate::findings::Findings;
use crate::order;
use crate::recipient;
use crate::report::{Finding, Level};
use crate::rules::{self, Chosen, Context};
use crate::value::{Node, Value};
use crate::window::Permission;
use crate::{Error, Instant};

/// Whether a template may be used in a situation, and why not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TemplateFit {
    /// Name of the template.
    pub name: String,
    /// Language code of this version.
    pub language: String,
    /// Whether nothing known stands in its way.
    pub fits: bool,
    /// For which moment of a conversation it is made.
    pub layer: Layer,
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
}

/// Which of these templates may be used for a draft that lacks its message: best first, each refusal with its reason.
///
/// A template stands the higher the less is found against it, and the better its layer suits the moment.
///
/// ```
/// use presend::{Instant, Value};
/// let templates = Value::from_json(r#"[
///     {"name": "sale", "language": "en", "category": "MARKETING", "status": "PAUSED", "components": [{"type": "BODY", "text": "Come"}]},
///     {"name": "hello", "language": "en", "category": "UTILITY", "status": "APPROVED", "components": [{"type": "BODY", "text": "Hello"}]}
/// ]"#)?;
/// let draft = Value::from_json(r#"{"to": "+919876543210", "conversation": {"lastInboundAt": null}}"#)?;
/// let fits = presend::fit(&templates, &draft, Instant::parse("2026-11-20T12:00:00Z")?)?;
/// assert_eq!((fits[0].name.as_str(), fits[0].fits, fits[1].fits), ("hello", true, false));
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// Values of the wrong kind.
pub fn fit(templates: &Value, draft: &Value, now: Instant) -> Result<Vec<TemplateFit>, Error> {
    let draft = Draft::read_for_template(draft, now)?;
    let setting = crate::check::setting(&draft)?;
    let recipient = match &draft.to {
        // What is wrong with the number is the same for every template, and not its fault.
        Some(to) => recipient::read(to, &setting, &mut Findings::default()),
        None => recipient::Recipient::default(),
    };
    let permission = Permission::at(draft.now, &draft.conversation, &draft.options.policy);
    let mut ranked = Vec::new();
    for node in crate::draft::template_list(&Node::root(templates))? {
        let chosen = Chosen { template: Template::read(&node)?, supplied: Supplied::default() };
        let cx = Context { draft: &draft, permission, recipient: &recipient, chosen: Some(&chosen) };
        let mut findings = Findings::default();
        rules::candidate(&cx, &mut findings);
        let layer = chosen.template.layer();
        let rank = (rank(&findings), distance(layer, permission));
        explain(layer, &mut findings);
        ranked.push((
            rank,
            TemplateFit {
                name: chosen.template.name.text.into(),
                language: chosen.template.language.as_ref().map(|l| l.text.to_string()).unwrap_or_default(),
                fits: !findings.any(Level::Fail),
                layer,
                findings: findings.worst_first().finish(
                    &draft.options.policy,
                    draft.options.platform,
                    draft.options.language,
                ),
            },
        ));
    }
    let ranked = order::by_key(ranked, |((rank, distance), _)| u32::from(*rank) << 8 | u32::from(*distance));
    Ok(ranked.into_iter().map(|(_, fit)| fit).collect())
}

/// Says for which moment a template is made, and why that is thought.
fn explain(layer: Layer, findings: &mut Findings) {
    findings.add(match layer {
        Layer::FirstContact => rule::TEMPLATE_FOR_FIRST_CONTACT,
        Layer::FollowUp => rule::TEMPLATE_FOR_FOLLOW_UP,
        Layer::Verification => rule::TEMPLATE_FOR_VERIFICATION,
        Layer::Notification => rule::TEMPLATE_FOR_NOTIFICATION,
    });
}

/// The template of those given that fits best where a message cannot go: its name and its language. `not` is the one
/// that was tried.
pub(crate) fn best<'a>(cx: &Context<'_, 'a>, not: Option<&Node<'a>>) -> Option<(&'a str, &'a str)> {
    let (mut best, mut lowest) = (None, (3, 0));
    for node in cx.draft.templates.iter().flatten() {
        // Accounts have thousands of templates: what cannot be sent is not read at all.
        let approved = node.peek("status").and_then(|s| s.text().ok()).is_some_and(|s| rules::is_sendable(s.text));
        if !approved || not.is_some_and(|not| std::ptr::eq(not.value, node.value)) {
            continue;
        }
        let Ok(template) = Template::read(node) else { continue };
        let (layer, name, language) = (template.layer(), template.name.text, template.language);
        // A code is never the answer to a message that cannot go.
        let Some(language) = language.filter(|_| layer != Layer::Verification) else { continue };
        let chosen = Chosen { template, supplied: Supplied::default() };
        let mut findings = Findings::default();
        let draft = Context { chosen: Some(&chosen), ..*cx };
        rules::candidate(&draft, &mut findings);
        let rank = (rank(&findings), distance(layer, cx.permission));
        if rank < lowest {
            (best, lowest) = (Some((name, language.text)), rank);
        }
        if rank == (0, 0) {
            break;
        }
    }
    best
}

fn rank(findings: &Findings) -> u8 {
    match () {
        () if findings.any(Level::Fail) => 3,
        () if findings.any(Level::Risk) => 2,
        () if findings.undecided() => 1,
        () => 0,
    }
}

/// How far a layer is from what the moment asks for. Codes are never the answer to a conversation.
fn distance(layer: Layer, permission: Permission) -> u8 {
    let first = permission == Permission::Never;
    match layer {
        Layer::FirstContact => {
            if first {
                0
            } else {
                1
            }
        }
        Layer::Notification => {
            if first {
                1
            } else {
                0
            }
        }
        Layer::FollowUp => 2,
        Layer::Verification => 3,
    }
}
