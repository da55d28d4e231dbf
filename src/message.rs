//! The message: its kind, and where its content stands.
//!
//! Two forms are taken, the short one (`{type: "text", text: "…"}`) and the Cloud API payload
//! (`{messaging_product, to, type: "text", text: {body}}`).

use crate::Error;
use crate::value::{Node, Text, Value};

/// A message as it was given.
pub(crate) struct Message<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) kind: Kind,
    /// The part named like the type.
    pub(crate) content: Option<Node<'a>>,
    /// The type as it was written.
    pub(crate) type_text: Option<Text<'a>>,
}

/// The types of message that WhatsApp knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Image,
    Video,
    Audio,
    Document,
    Sticker,
    Location,
    Contacts,
    Reaction,
    Interactive,
    Template,
    /// A type that WhatsApp does not know.
    Other,
    /// No type is given and none can be told from the content.
    Missing,
}

const KINDS: [(&str, Kind); 11] = [
    ("text", Kind::Text),
    ("image", Kind::Image),
    ("video", Kind::Video),
    ("audio", Kind::Audio),
    ("document", Kind::Document),
    ("sticker", Kind::Sticker),
    ("location", Kind::Location),
    ("contacts", Kind::Contacts),
    ("reaction", Kind::Reaction),
    ("interactive", Kind::Interactive),
    ("template", Kind::Template),
];

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// Whether it needs an open window: everything but a template does.
    pub(crate) fn is_free_form(self) -> bool {
        !matches!(self, Kind::Template | Kind::Missing | Kind::Other)
    }
}

impl<'a> Message<'a> {
    pub(crate) fn read(node: &Node<'a>) -> Result<Self, Error> {
        node.bounded("a message")?;
        let type_text = node.opt_text("type")?;
        let kind = match &type_text {
            Some(text) => KINDS.iter().find(|(name, _)| *name == text.text).map_or(Kind::Other, |(_, kind)| *kind),
            // The Cloud API takes a message without a type for text.
            None if node.peek("text").is_some() => Kind::Text,
            None => Kind::Missing,
        };
        let content = match kind {
            Kind::Other | Kind::Missing => None,
            _ => node.get(kind.name())?,
        };
        let message = Self { node: *node, kind, content, type_text };
        message.check_content()?;
        Ok(message)
    }

    /// A template message of which only the kind is known.
    pub(crate) fn any_template(node: &Node<'a>) -> Self {
        Self { node: *node, kind: Kind::Template, content: None, type_text: None }
    }

    /// The content must be of the kind that its type has in either form.
    fn check_content(&self) -> Result<(), Error> {
        let Some(content) = &self.content else { return Ok(()) };
        match (self.kind, content.value) {
            (Kind::Text, Value::Text(_)) | (Kind::Text | Kind::Contacts, Value::List(_)) | (_, Value::Map(_)) => Ok(()),
            _ => {
                Err(content.error(format!("the content of this message cannot be read from {}", content.value.kind())))
            }
        }
    }

    /// The text of a text message, line by line where it is given as a list of lines; nothing for other messages.
    pub(crate) fn lines(&self) -> Result<Vec<Text<'a>>, Error> {
        let Some(content) = self.content.filter(|_| self.kind == Kind::Text) else { return Ok(Vec::new()) };
        match content.value {
            Value::Map(_) => Ok(content.opt_text("body")?.into_iter().collect()),
            Value::List(_) => content.items()?.map(|line| line.text()).collect(),
            _ => Ok(vec![content.text()?]),
        }
    }

    /// Who the message itself says it goes to: `to`, or `recipient` for a user id.
    pub(crate) fn recipient(&self) -> Result<Option<Text<'a>>, Error> {
        let to = self.node.opt_text("to")?;
        Ok(if to.is_some() { to } else { self.node.opt_text("recipient")? })
    }

    pub(crate) fn is_payload(&self) -> bool {
        self.node.peek("messaging_product").is_some()
    }
}
