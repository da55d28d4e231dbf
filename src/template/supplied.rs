//! What a message gives a template: the Cloud API's `components`, or simply `parameters: {"1": "…", name: "…"}`.

use std::borrow::Cow;

use crate::Error;
use crate::value::{Node, Path, Text, Value, small};

/// Everything a message gives, sorted by the part it is for.
#[derive(Default)]
pub(crate) struct Supplied<'a> {
    pub(crate) header: Option<Group<'a>>,
    pub(crate) body: Option<Group<'a>>,
    pub(crate) buttons: Vec<ButtonGroup<'a>>,
    pub(crate) cards: Option<Vec<Supplied<'a>>>,
    pub(crate) offer: Option<Group<'a>>,
    /// Parts of other names, and parts that are given twice.
    pub(crate) strange: Vec<Node<'a>>,
    /// Where a card of a carousel stands.
    pub(crate) at: Option<Path<'a>>,
    /// Given in the short form, where every value is a text with a name.
    pub(crate) short: bool,
}

/// The values for one part.
pub(crate) struct Group<'a> {
    pub(crate) path: Path<'a>,
    pub(crate) params: Vec<Param<'a>>,
}

/// The values for one button.
pub(crate) struct ButtonGroup<'a> {
    /// Index as it was given; `None` when it is no number from 0 on.
    pub(crate) index: Option<usize>,
    pub(crate) index_text: Cow<'a, str>,
    pub(crate) sub_type: Option<&'a str>,
    pub(crate) group: Group<'a>,
}

/// One value.
pub(crate) struct Param<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) kind: &'a str,
    pub(crate) text: Option<ParamText<'a>>,
    /// The variable it is for, where it says so.
    pub(crate) name: Option<Text<'a>>,
}

/// The text of a value and where it stands. Numbers of the short form are turned into text.
#[derive(Clone)]
pub(crate) struct ParamText<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) path: Path<'a>,
    /// Whether it stands in the input as a text, so that ranges and edits apply.
    pub(crate) is_text: bool,
}

impl ParamText<'_> {
    pub(crate) fn as_text(&self) -> Text<'_> {
        Text { text: &self.text, path: self.path }
    }
}

impl<'a> Supplied<'a> {
    /// Reads the `template` object of a message.
    pub(crate) fn read(template: &Node<'a>) -> Result<Self, Error> {
        if let Some(components) = template.get("components")? {
            return Self::from_components(&components);
        }
        match template.get("parameters")? {
            Some(parameters) => Self::from_short(&parameters),
            None => Ok(Self::default()),
        }
    }

    fn from_components(components: &Node<'a>) -> Result<Self, Error> {
        let mut supplied = Self::default();
        for component in components.items()? {
            match &*small(component.opt_text("type")?.map_or("", |t| t.text)) {
                "header" if supplied.header.is_none() => supplied.header = Some(Group::read(&component)?),
                "body" if supplied.body.is_none() => supplied.body = Some(Group::read(&component)?),
                "limited_time_offer" if supplied.offer.is_none() => supplied.offer = Some(Group::read(&component)?),
                "button" => supplied.buttons.push(ButtonGroup::read(&component)?),
                "carousel" if supplied.cards.is_none() => supplied.cards = Some(read_cards(&component)?),
                _ => supplied.strange.push(component),
            }
        }
        Ok(supplied)
    }

    /// `{"1": "…", "name": "…"}` or `["…", "…"]` for the body; objects under `header` and `buttons` for those parts.
    fn from_short(parameters: &Node<'a>) -> Result<Self, Error> {
        let mut supplied = Self { short: true, ..Self::default() };
        let mut body = Group { path: parameters.path(), params: Vec::new() };
        if let Value::List(_) = parameters.value {
            for item in parameters.items()? {
                body.params.push(Param::short(item, None)?);
            }
        } else {
            for (key, node) in parameters.members()? {
                match (key, node.is_map()) {
                    ("header", true) => supplied.header = Some(short_group(&node)?),
                    ("buttons", true) => supplied.buttons = short_buttons(&node)?,
                    _ => body.params.push(Param::short(node, Some(Text { text: key, path: node.path() }))?),
                }
            }
        }
        if !body.params.is_empty() {
            supplied.body = Some(body);
        }
        Ok(supplied)
    }
}

fn short_group<'a>(node: &Node<'a>) -> Result<Group<'a>, Error> {
    let params = node.members()?.map(|(key, node)| {
        let name = Text { text: key, path: node.path() };
        Param::short(node, Some(name))
    });
    Ok(Group { path: node.path(), params: params.collect::<Result<_, _>>()? })
}

fn short_buttons<'a>(node: &Node<'a>) -> Result<Vec<ButtonGroup<'a>>, Error> {
    let buttons = node.members()?.map(|(key, node)| {
        let group = Group { path: node.path(), params: vec![Param::short(node, None)?] };
        Ok(ButtonGroup { index: key.parse().ok(), index_text: key.into(), sub_type: None, group })
    });
    buttons.collect()
}

fn read_cards<'a>(component: &Node<'a>) -> Result<Vec<Supplied<'a>>, Error> {
    let Some(cards) = component.get("cards")? else { return Ok(Vec::new()) };
    let cards = cards.items()?.map(|card| {
        let mut supplied = match card.get("components")? {
            Some(components) => Supplied::from_components(&components)?,
            None => Supplied::default(),
        };
        supplied.at = Some(card.path());
        Ok(supplied)
    });
    cards.collect()
}

impl<'a> Group<'a> {
    fn read(component: &Node<'a>) -> Result<Self, Error> {
        let params = match component.get("parameters")? {
            Some(parameters) => parameters.items()?.map(Param::read).collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        Ok(Self { path: component.path(), params })
    }
}

impl<'a> ButtonGroup<'a> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn read(component: &Node<'a>) -> Result<Self, Error> {
        let (index, index_text) = match component.get("index")?.map(|node| node.value) {
            Some(Value::Text(text)) => (text.trim().parse().ok(), Cow::Borrowed(&**text)),
            Some(Value::Number(n)) if n.fract() == 0.0 && (0.0..100.0).contains(n) => {
                (Some(*n as usize), (*n as usize).to_string().into())
            }
            Some(Value::Number(_)) => (None, "of this number".into()),
            Some(_) => return Err(component.error("the index of a button is a number or a text")),
            None => (None, "?".into()),
        };
        let sub_type = component.opt_text("sub_type")?.map(|t| t.text);
        Ok(Self { index, index_text, sub_type, group: Group::read(component)? })
    }
}

impl<'a> Param<'a> {
    fn read(node: Node<'a>) -> Result<Self, Error> {
        let kind = node.opt_text("type")?.map_or("text", |t| t.text);
        let text = match kind {
            "text" => node.opt_text("text")?,
            "payload" => node.opt_text("payload")?,
            "coupon_code" => node.opt_text("coupon_code")?,
            // Money and dates bring along the text that is shown.
            "currency" | "date_time" => {
                node.get(kind)?.map(|inner| inner.opt_text("fallback_value")).transpose()?.flatten()
            }
            _ => None,
        };
        let text = text.map(|t| ParamText { text: Cow::Borrowed(t.text), path: t.path, is_text: true });
        Ok(Self { kind, text, name: node.opt_text("parameter_name")?, node })
    }

    /// A value of the short form. People write numbers there; they are sent as text.
    fn short(node: Node<'a>, name: Option<Text<'a>>) -> Result<Self, Error> {
        let (text, is_text): (Cow<'a, str>, bool) = match node.value {
            Value::Text(text) => (Cow::Borrowed(text), true),
            Value::Number(number) => (Cow::Owned(whole(*number, &node)?), false),
            Value::Null => (Cow::Borrowed(""), false),
            _ => return Err(node.error(format!("the value of a variable is a text, found {}", node.value.kind()))),
        };
        let text = Some(ParamText { text, path: node.path(), is_text });
        Ok(Self { kind: "text", text, name, node })
    }
}

/// A whole number as text. Others are refused: nobody can tell whether 12.5 is meant to be read as 12.5 or 12.50.
#[allow(clippy::cast_possible_truncation)]
fn whole(number: f64, node: &Node<'_>) -> Result<String, Error> {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Ok((number as i64).to_string())
    } else {
        Err(node.error("write this number as a text, exactly as the customer should read it"))
    }
}
