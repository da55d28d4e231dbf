//! The next step: whom to try again and when, whom never, and what to send to support.

use serde::Serialize;

use super::matching::RECOGNISED;
use super::{Desk, Match, Story};
use crate::Instant;
use crate::catalogue::{FAILURES, Retry, evidence};

/// Of an export of failed messages: which to try again, and which not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct RetryPlan {
    /// Those worth another try, the soonest first.
    pub again: Vec<RetryGroup>,
    /// Those for which another try changes nothing.
    pub never: Vec<RetryGroup>,
    /// How many failed for a reason that could not be recognised; they are in neither list.
    pub unclear: u32,
}

/// Messages that failed for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RetryGroup {
    /// Id in [`failures`](crate::failures()).
    pub failure: &'static str,
    /// What a person would call it.
    pub title: &'static str,
    /// Whether trying again helps.
    pub retry: Retry,
    /// How long to wait, or for what, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub retry_after: Option<String>,
    /// All messages of this group.
    pub messages: Vec<RetryMessage>,
}

/// A message of a retry list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct RetryMessage {
    /// Id of the message.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub id: String,
    /// To whom it went.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub recipient: String,
}

/// What support asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Ticket {
    /// Of an answer of the Graph API.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub fbtrace_id: Option<String>,
    /// Of messages, at most a hundred.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub message_ids: Option<Vec<String>>,
    /// Of the sending number, as Meta knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub phone_number_id: Option<String>,
    /// When the first and the last of the messages failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "[string, string]"))]
    pub times: Option<(Instant, Instant)>,
    /// All of it as a text to copy, with what was tried.
    pub text: String,
}

impl Retry {
    /// What can be tried soonest comes first.
    fn order(self) -> u8 {
        match self {
            Self::Backoff => 0,
            Self::Later => 1,
            Self::AfterFix => 2,
            Self::No => 3,
        }
    }
}

impl Desk<'_> {
    /// The two lists for everything that failed and did not arrive after all.
    pub(super) fn plan(&self, stories: &[Story<'_>]) -> RetryPlan {
        let mut plan = RetryPlan { again: Vec::new(), never: Vec::new(), unclear: 0 };
        for story in stories {
            let Some(first) = story.candidates.first().filter(|_| !story.arrived()) else { continue };
            if first.score < RECOGNISED {
                plan.unclear += 1;
                continue;
            }
            let failure = &FAILURES[first.entry];
            let list = if failure.retry == Retry::No { &mut plan.never } else { &mut plan.again };
            let place = list.iter().position(|group| group.failure == failure.id).unwrap_or_else(|| {
                // Groups of one kind stay in the order in which they were met.
                let place = list.iter().position(|group| group.retry.order() > failure.retry.order());
                let place = place.unwrap_or(list.len());
                let language = self.told.language;
                let (title, retry_after) = (failure.title(language), failure.retry_after(language));
                let group =
                    RetryGroup { failure: failure.id, title, retry: failure.retry, retry_after, messages: Vec::new() };
                list.insert(place, group);
                place
            });
            list[place].messages.push(RetryMessage { id: self.id(story.id), recipient: self.shown(story.recipient) });
        }
        plan
    }

    /// Writes down for support what there is; `None` when there is nothing that support could look up.
    pub(super) fn ticket(&self, mut ticket: Ticket, first: Option<&Match>) -> Option<Ticket> {
        let known = ticket.fbtrace_id.is_some() || ticket.message_ids.is_some() || ticket.phone_number_id.is_some();
        if !known {
            return None;
        }
        let mut text = String::new();
        let mut line = |label: &str, value: &str| {
            if !value.is_empty() {
                self.told.language.say(label, &mut text);
                text.push_str(": ");
                text.push_str(value);
                text.push('\n');
            }
        };
        if let Some(first) = first {
            line(evidence::NOTE_TICKET_PROBLEM, first.title);
            line(evidence::NOTE_TICKET_ERROR, &first.evidence.text);
        }
        line(
            evidence::NOTE_TICKET_MESSAGES,
            &ticket.message_ids.as_ref().map(|ids| ids.join(", ")).unwrap_or_default(),
        );
        line("fbtrace_id", ticket.fbtrace_id.as_deref().unwrap_or_default());
        line("phone_number_id", ticket.phone_number_id.as_deref().unwrap_or_default());
        if let Some((from, to)) = ticket.times {
            let times = if from == to { from.to_string() } else { [from.to_string(), to.to_string()].join(" – ") };
            line(evidence::NOTE_TICKET_TIMES, &times);
        }
        line(evidence::NOTE_TICKET_TRIED, &self.tried.join("; "));
        ticket.text = text;
        Some(ticket)
    }
}
