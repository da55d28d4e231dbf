//! The platform's dated limits. The struct itself is made from `src/data/policy.toml` by `build.rs`.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::Error;
use crate::value::Node;

include!(concat!(env!("OUT_DIR"), "/policy.rs"));

/// What is known of one dated value, for the documentation of rules.
pub(crate) struct Limit {
    pub(crate) key: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) what: &'static str,
    pub(crate) since: Option<&'static str>,
    pub(crate) sources: &'static [usize],
    pub(crate) checked: &'static str,
}

/// A value in force.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Effective<'a> {
    Count(&'a u32),
    Counts(&'a [u32]),
    Names(&'a [Cow<'static, str>]),
}

impl fmt::Display for Effective<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Effective::Count(count) => count.fmt(f),
            Effective::Counts(counts) => {
                let texts: Vec<String> = counts.iter().map(u32::to_string).collect();
                f.write_str(&texts.join(", "))
            }
            Effective::Names(names) => f.write_str(&names.join(", ")),
        }
    }
}

impl Policy {
    /// The defaults, with what an object of the input overrides.
    pub(crate) fn from_node(node: Option<&Node<'_>>) -> Result<Self, Error> {
        let mut policy = Self::default();
        if let Some(node) = node {
            for (key, value) in node.members()? {
                if *value.value != crate::Value::Null {
                    policy.read(key, &value)?;
                }
            }
        }
        Ok(policy)
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn count(node: &Node<'_>) -> Result<u32, Error> {
    let number = node.number()?;
    if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) {
        Ok(number as u32)
    } else {
        Err(node.error("a whole number belongs here, not negative"))
    }
}

fn counts(node: &Node<'_>) -> Result<Cow<'static, [u32]>, Error> {
    node.items()?.map(|item| count(&item)).collect()
}

fn countries(node: &Node<'_>) -> Result<Cow<'static, [Cow<'static, str>]>, Error> {
    let code = |item: Node<'_>| Ok(Cow::Owned(crate::draft::country_code(&item.text()?)?.to_ascii_uppercase()));
    node.items()?.map(code).collect()
}

fn unknown_key(node: &Node<'_>) -> Error {
    node.error("the policy has no such value; rules() lists those that it has")
}
