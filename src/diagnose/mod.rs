//! Why did this message fail? From whatever people paste: a code, an error text, a webhook, a line of a log.

mod matching;
mod next;
mod scan;
mod table;
mod tolerant;
mod webhook;

use serde::{Serialize, Serializer};

use crate::catalogue::{Direction, Entry, FAILURES, Platform, Retry, evidence, items};
use crate::draft::Draft;
use crate::value::{Node, Value};
use crate::{Error, Instant};
use matching::{Answer, Candidate, Case, Matcher, RECOGNISED, Told};
pub use next::{RetryGroup, RetryMessage, RetryPlan, Ticket};
use tolerant::{Span, Tree};
use webhook::{About, Event, Ids};

/// The most messages that are listed one by one; the counts are of all.
const LISTED: usize = 500;

/// The most steps of one message that are kept.
const STEPS: usize = 64;

/// What a pasted error means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Diagnosis {
    /// The answer in one word.
    pub status: DiagnosisStatus,
    /// What it is about.
    pub direction: DiagnosisDirection,
    /// The failures that it may be, best first; of many messages those of all, most frequent first.
    pub matches: Vec<Match>,
    /// What to gather when nothing certain was found, and whom to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub collect: Option<Vec<String>>,
    /// For a code that is not known: what the codes around it are about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub family: Option<String>,
    /// What else should be known, such as that accepted is not delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub notes: Option<Vec<String>>,
    /// For support.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub ids: Option<Ticket>,
    /// How many messages failed for which reason, most frequent first, when there were several.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub counts: Option<Vec<FailureCount>>,
    /// When several messages failed: which to try again and when, and which never.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub plan: Option<RetryPlan>,
    /// What happened to each message, when a webhook was given; of a large export the first 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub messages: Option<Vec<MessageStory>>,
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DiagnosisStatus {
    /// The first of the matches is the reason.
    Recognised,
    /// The code is not known, but what its neighbours are about.
    Family,
    /// Nothing certain; what is likely is listed with a score under 0.5.
    Unknown,
    /// Nothing has failed.
    NoFailure,
}

/// What a diagnosis is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DiagnosisDirection {
    /// Messages of the business.
    Outbound,
    /// Messages of customers.
    Inbound,
    /// Setting up, registering, creating templates.
    Account,
    /// It does not show.
    Unknown,
}

/// By what a failure was recognised, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum By {
    /// `error_subcode` of the Graph API.
    Subcode,
    /// Meta's code.
    Code,
    /// The code of a provider.
    ProviderCode,
    /// A text that is known word for word.
    Text,
    /// Words that mostly stand in a text that is known.
    NearText,
}

/// A failure that it may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Match {
    /// Id in [`failures`](crate::failures()).
    pub failure: &'static str,
    /// What a person would call it.
    pub title: &'static str,
    /// How certain it is: of a hundred here, from 0 to 1 in JavaScript. Under a half it is no more than possible.
    #[serde(serialize_with = "percent")]
    #[cfg_attr(feature = "wasm", tsify(type = "number"))]
    pub score: u8,
    /// By what it was recognised.
    pub by: By,
    /// What in the evidence says so.
    pub evidence: Evidence,
    /// Whether trying again helps.
    pub retry: Retry,
    /// How long to wait, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub retry_after: Option<String>,
    /// What to do, on this platform first.
    pub fixes: Vec<String>,
    /// Its causes, each with what tells it from the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub tell_apart: Option<Vec<String>>,
    /// Rules that would have caught it before sending.
    pub prevented_by: Vec<String>,
}

/// The part of the evidence that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Evidence {
    /// As it was given.
    pub text: String,
    /// Where it stands in a text, in UTF-16 units; none for an object.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "[number, number]"))]
    pub range: Option<(u32, u32)>,
}

/// How many messages failed for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct FailureCount {
    /// Id in [`failures`](crate::failures()).
    pub failure: &'static str,
    /// How many messages.
    pub messages: u32,
}

/// What happened to one message.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct MessageStory {
    /// Id of the message.
    pub id: String,
    /// To whom it went.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub recipient: Option<String>,
    /// How far it came, in order.
    pub timeline: Vec<Step>,
    /// Why it failed; empty when it did not.
    pub matches: Vec<Match>,
}

/// A step on the way of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Step {
    /// `sent`, `delivered`, `read`, `failed` and so on.
    pub status: String,
    /// When, in UTC; as it was written where it is no time that can be read.
    pub at: String,
}

fn percent<S: Serializer>(score: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(f64::from(*score) / 100.0)
}

/// Why a message failed, from anything that people paste.
///
/// `evidence` is a text (a code alone, an error, a line of a log, JSON that is escaped or cut off) or an object (the
/// answer of a call, a webhook, a provider's callback), or a list of those. `options` may hold `provider`, which decides
/// what a bare number means, `mask` to make telephone numbers and ids unreadable, and what a draft holds besides.
///
/// ```
/// use presend::Value;
/// let diagnosis = presend::diagnose(&Value::from("error 131047 when sending"), &Value::Null)?;
/// assert_eq!(diagnosis.matches[0].failure, "outside-24h-window");
/// assert_eq!(diagnosis.matches[0].evidence.range, Some((6, 12)));
/// # Ok::<(), presend::Error>(())
/// ```
///
/// # Errors
/// Options of the wrong kind, or a policy value that does not exist. Any evidence gives an answer.
pub fn diagnose(evidence: &Value, options: &Value) -> Result<Diagnosis, Error> {
    diagnose_in_steps(evidence, options, &mut |_, _| true)
}

/// The same for large evidence, told as it goes on how many of how many bytes are done.
///
/// `progress` answers whether to go on; when it does not, the work ends with an error at `onProgress`.
///
/// # Errors
/// As [`diagnose`] does, and when `progress` asked to stop.
pub fn diagnose_in_steps(
    evidence: &Value,
    options: &Value,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Diagnosis, Error> {
    let read = Draft::options(options)?;
    let node = Node::root(options);
    let (provider, mask, tried) = match options {
        Value::Null => (None, false, Vec::new()),
        _ => (node.opt_text("provider")?, node.opt_bool("mask")?.unwrap_or(false), tried(&node)?),
    };
    let provider = provider.map_or_else(String::new, |name| name.text.trim().to_ascii_lowercase());
    let of_provider = match provider.as_str() {
        "meta" => Platform::find("cloud-api"),
        name => Platform::find(name),
    };
    let platform = if read.platform.id == "general" { of_provider.unwrap_or(read.platform) } else { read.platform };
    let told = Told { provider, platform, language: read.language };

    let mut written = String::new();
    let (text, pasted) = match evidence {
        Value::Text(text) => (&**text, true),
        other => {
            tolerant::write(other, &mut written);
            (written.as_str(), false)
        }
    };
    let mut steps = Steps { progress, told: 0, total: text.len() };
    steps.reached(0)?;
    let plain = tolerant::plain(text);
    // Reading takes about half of the time, explaining the other half.
    let tree = tolerant::read(&plain, &mut |at| steps.reached(at / 2))?;
    let mut desk = Desk {
        text,
        tree: &tree,
        told: &told,
        matcher: Matcher::of_catalogue(),
        pasted: pasted.then(|| text.is_ascii()),
        mask,
        counted: (0, 0),
        memory: Vec::new(),
        tried,
    };
    let diagnosis = desk.diagnose(&mut steps)?;
    steps.end()?;
    Ok(diagnosis)
}

/// What was done about it so far, in the caller's words: a text or several.
fn tried(node: &Node<'_>) -> Result<Vec<String>, Error> {
    match node.get("tried")? {
        None => Ok(Vec::new()),
        Some(list) if matches!(list.value, Value::List(_)) => {
            list.items()?.map(|item| Ok(item.text()?.text.into())).collect()
        }
        Some(text) => Ok(vec![text.text()?.text.into()]),
    }
}

/// Tells the caller how far the work is, every quarter of a megabyte.
struct Steps<'a> {
    progress: &'a mut dyn FnMut(usize, usize) -> bool,
    told: usize,
    total: usize,
}

impl Steps<'_> {
    const STEP: usize = 1 << 18;

    fn reached(&mut self, at: usize) -> Result<(), Error> {
        let due = at == 0 || at >= self.told + Self::STEP;
        if !due || at >= self.total {
            return Ok(());
        }
        self.told = at;
        self.tell(at)
    }

    fn end(&mut self) -> Result<(), Error> {
        self.tell(self.total)
    }

    fn tell(&mut self, at: usize) -> Result<(), Error> {
        if (self.progress)(at, self.total) { Ok(()) } else { Err(Error::new("onProgress", "stopped as asked")) }
    }
}

/// What is at hand while one piece of evidence is looked at.
struct Desk<'a> {
    text: &'a str,
    tree: &'a Tree<'a>,
    told: &'a Told,
    matcher: &'static Matcher,
    /// For a pasted text whether it is plain ASCII; none for an object.
    pasted: Option<bool>,
    mask: bool,
    /// Bytes, and UTF-16 units up to there.
    counted: (usize, u32),
    /// Errors that were explained before: in an export few differ.
    memory: Vec<(u64, usize, Answer)>,
    /// What was done about it so far.
    tried: Vec<String>,
}

/// One message of a webhook.
struct Story<'a> {
    id: &'a str,
    recipient: &'a str,
    steps: Vec<(&'a str, &'a str)>,
    candidates: Vec<Candidate>,
}

impl Story<'_> {
    fn arrived(&self) -> bool {
        self.steps.iter().any(|(status, _)| matches!(*status, "delivered" | "read" | "played"))
    }
}

impl Desk<'_> {
    fn diagnose(&mut self, steps: &mut Steps<'_>) -> Result<Diagnosis, Error> {
        let mut events = if self.pasted.is_some() { table::events(self.tree.text) } else { Vec::new() };
        if events.is_empty() {
            events = webhook::events(self.tree);
        }
        let mut diagnosis = match webhook::news(self.tree) {
            Some((failure, at)) if events.is_empty() => self.news(failure, at),
            _ if events.is_empty() => self.single(),
            _ => self.several(&events, steps)?,
        };
        let failed = diagnosis.matches.first().is_some_and(|first| first.score >= RECOGNISED);
        let ids = self.ids(&events);
        diagnosis.ids = ids.and_then(|ids| self.ticket(ids, diagnosis.matches.first().filter(|_| failed)));
        let doubtful = matches!(diagnosis.status, DiagnosisStatus::Unknown | DiagnosisStatus::Family);
        diagnosis.collect =
            doubtful.then(|| items(evidence::COLLECT).map(|words| self.told.language.said(words)).collect());
        if !self.told.provider.is_empty() && !known_provider(self.told) {
            diagnosis.notes.get_or_insert_default().push(evidence::NOTE_PROVIDER.into());
        }
        for words in diagnosis.notes.iter_mut().flatten().chain(&mut diagnosis.family) {
            *words = self.told.language.said(words);
        }
        Ok(diagnosis)
    }

    #[inline(never)]
    fn empty(status: DiagnosisStatus, direction: DiagnosisDirection) -> Diagnosis {
        Diagnosis {
            status,
            direction,
            matches: Vec::new(),
            collect: None,
            family: None,
            notes: None,
            ids: None,
            counts: None,
            plan: None,
            messages: None,
        }
    }

    /// A text without reports in it.
    fn single(&mut self) -> Diagnosis {
        let word = self.text.trim().trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(status) = webhook::status_word(word).filter(|_| !word.contains('_')) {
            let at = self.text.find(word).map_or((0, 0), |at| (at, at + word.len()));
            let failed = matches!(status, "failed" | "undelivered" | "rejected").then_some(at);
            let event = Event { id: "", status, time: "", recipient: "", at, errors: failed, about: About::Sent };
            let story = self.story(&event);
            return self.sum(&[story], None, true, false, false);
        }
        let case = Case { span: (0, self.tree.text.len()), direction: None, american: false, certain: false };
        let answer = self.matcher.explain(self.tree, &case, self.told);
        let first = answer.candidates.first().copied();
        let direction = match first.filter(|first| first.score >= RECOGNISED) {
            Some(first) => direction(FAILURES[first.entry].direction),
            None => DiagnosisDirection::Unknown,
        };
        let mut diagnosis = Self::empty(status(&answer), direction);
        diagnosis.family = answer.family.map(|(name, _)| name.into());
        diagnosis.matches = answer.candidates.iter().map(|candidate| self.finding(candidate)).collect();
        diagnosis
    }

    fn news(&mut self, failure: &str, at: Span) -> Diagnosis {
        let Some(entry) = Entry::find(failure) else {
            return Self::empty(DiagnosisStatus::NoFailure, DiagnosisDirection::Account);
        };
        let mut diagnosis = Self::empty(DiagnosisStatus::Recognised, DiagnosisDirection::Account);
        diagnosis.matches.push(self.finding(&Candidate { entry, score: 90, by: By::Text, at }));
        diagnosis
    }

    /// Reports about messages.
    fn several(&mut self, events: &[Event<'_>], steps: &mut Steps<'_>) -> Result<Diagnosis, Error> {
        let (mut ids, mut places) = (Ids::default(), Vec::new());
        let mut stories: Vec<Story<'_>> = Vec::new();
        let mut family = None;
        let (mut sent, mut received, mut other, mut unreadable) = (false, false, false, false);
        let half = self.text.len() / 2;
        for (done, event) in events.iter().enumerate() {
            steps.reached(half + half / events.len() * done)?;
            sent |= event.about == About::Sent;
            received |= event.about == About::Received;
            unreadable |= event.status == "unsupported";
            other |= event.about == About::Other && event.errors.is_some();
            if event.about == About::Received && event.errors.is_none() {
                continue;
            }
            // Ids are numbered as they come. Reports without one each have a story, so that places run ahead of numbers.
            let number = if event.id.is_empty() { stories.len() } else { ids.number(event.id) };
            if number == places.len() && !event.id.is_empty() {
                places.push(stories.len());
            }
            let at = if event.id.is_empty() { stories.len() } else { places[number] };
            if at == stories.len() {
                stories.push(Story {
                    id: event.id,
                    recipient: event.recipient,
                    steps: Vec::new(),
                    candidates: Vec::new(),
                });
            }
            let (candidates, unknown) = self.reasons(event);
            family = family.or(unknown);
            let story = &mut stories[at];
            let room = story.steps.len() < STEPS;
            if room && !event.status.is_empty() && !story.steps.contains(&(event.status, event.time)) {
                story.steps.push((event.status, event.time));
            }
            if story.candidates.is_empty() {
                story.candidates = candidates;
            }
        }
        let mut diagnosis = self.sum(&stories, family, sent, received, other);
        // That nothing is wrong cannot be said of a message whose kind WhatsApp does not hand over.
        diagnosis.notes = diagnosis.notes.filter(|notes| !(unreadable && notes[..] == [evidence::NOTE_INBOUND]));
        Ok(diagnosis)
    }

    /// The story of which one report is all.
    fn story<'e>(&mut self, event: &Event<'e>) -> Story<'e> {
        let steps = vec![(event.status, event.time)];
        Story { id: event.id, recipient: event.recipient, steps, candidates: self.reasons(event).0 }
    }

    /// Why the message of a report failed.
    fn reasons(&mut self, event: &Event<'_>) -> (Vec<Candidate>, Option<&'static str>) {
        let Some(span) = event.errors else { return (Vec::new(), None) };
        let direction = match event.about {
            About::Sent => Some(Direction::Outbound),
            About::Received => Some(Direction::Inbound),
            About::Other => None,
        };
        let american = is_american(event.recipient);
        let case = Case { span, direction, american, certain: true };
        let text = self.tree.text.get(span.0..span.1).unwrap_or_default();
        let key = self.matcher.gist(text) ^ u64::from(american) ^ (event.about as u64) << 1;
        let known = self.memory.iter().position(|(k, ..)| *k == key);
        let place = known.unwrap_or_else(|| {
            let mut answer = self.matcher.explain(self.tree, &case, self.told);
            let generic = Entry::find("generic-send-failure").filter(|_| answer.candidates.is_empty());
            if let Some(entry) = generic.filter(|_| answer.family.is_none()) {
                let at = if event.at.1 > 0 { event.at } else { span };
                let score = if answer.elsewhere { 40 } else { 60 };
                answer.candidates.push(Candidate { entry, score, by: By::Text, at });
            }
            if self.memory.len() >= LISTED {
                self.memory.clear();
            }
            self.memory.push((key, span.0, answer));
            self.memory.len() - 1
        });
        let (_, start, answer) = &self.memory[place];
        let moved = |at: usize| (at + span.0).saturating_sub(*start);
        // Numbers of other lengths may stand before it, so the same place is looked at, then for the same words.
        let all = self.tree.text;
        let place = |(from, to): Span| {
            let said = all.get(from..to).unwrap_or_default();
            let same = (moved(from), moved(to));
            if all.get(same.0..same.1) == Some(said) {
                return same;
            }
            text.find(said).map_or(span, |at| (span.0 + at, span.0 + at + said.len()))
        };
        let candidates = answer.candidates.iter().map(|c| Candidate { at: place(c.at), ..*c }).collect();
        (candidates, answer.family.map(|(name, _)| name))
    }

    /// All stories together.
    fn sum(
        &mut self,
        stories: &[Story<'_>],
        family: Option<&'static str>,
        sent: bool,
        received: bool,
        other: bool,
    ) -> Diagnosis {
        let mut counts: Vec<(Candidate, u32)> = Vec::new();
        let mut notes: Vec<String> = Vec::new();
        let mut note = |text: &str| {
            if !notes.iter().any(|known| known == text) {
                notes.push(text.into());
            }
        };
        for story in stories {
            let Some(first) = story.candidates.first() else {
                continue;
            };
            if story.arrived() {
                note(evidence::NOTE_BOTH);
            }
            match counts.iter_mut().find(|(known, _)| known.entry == first.entry) {
                Some((_, count)) => *count += 1,
                None => counts.push((*first, 1)),
            }
        }
        // Most frequent first; there are few kinds, so each step looks through all.
        let mut ordered: Vec<(Candidate, u32)> = Vec::with_capacity(counts.len());
        while !counts.is_empty() {
            let mut best = 0;
            for at in 1..counts.len() {
                if counts[at].1 > counts[best].1 {
                    best = at;
                }
            }
            ordered.push(counts.remove(best));
        }
        if stories.len() > LISTED {
            note(evidence::NOTE_MANY);
        }

        let failed = !ordered.is_empty();
        let recognised = ordered.iter().any(|(first, _)| first.score >= RECOGNISED);
        let mut diagnosis = Self::empty(DiagnosisStatus::NoFailure, DiagnosisDirection::Unknown);
        if failed || family.is_some() {
            diagnosis.status = match (recognised, family) {
                (true, _) => DiagnosisStatus::Recognised,
                (_, Some(_)) => DiagnosisStatus::Family,
                _ => DiagnosisStatus::Unknown,
            };
            diagnosis.family = family.filter(|_| !recognised).map(String::from);
            diagnosis.direction = match ordered.first() {
                _ if sent => DiagnosisDirection::Outbound,
                _ if received => DiagnosisDirection::Inbound,
                Some((first, _)) => direction(FAILURES[first.entry].direction),
                None => DiagnosisDirection::Unknown,
            };
            // With one message what else it may be is worth knowing; with several there are the messages.
            let single: Vec<Candidate> = match (stories, &ordered[..]) {
                ([story], _) => story.candidates.clone(),
                (_, [_]) => {
                    stories.iter().find(|s| !s.candidates.is_empty()).map_or(Vec::new(), |s| s.candidates.clone())
                }
                _ => ordered.iter().map(|(first, _)| *first).collect(),
            };
            diagnosis.matches = single.iter().map(|candidate| self.finding(candidate)).collect();
        } else {
            diagnosis.direction = match (sent, received || other) {
                (true, _) => DiagnosisDirection::Outbound,
                (_, true) => DiagnosisDirection::Inbound,
                _ => DiagnosisDirection::Unknown,
            };
            let has = |word: &str| stories.iter().any(|s| s.steps.iter().any(|(status, _)| *status == word));
            if !sent && received {
                note(evidence::NOTE_INBOUND);
            } else if has("read") || has("played") {
                note(evidence::NOTE_READ);
            } else if has("delivered") {
                note(evidence::NOTE_DELIVERED);
            } else if !has("deleted") {
                // Nothing has failed, but what people ask about may still be this.
                let (words, failure) = if has("sent") {
                    (evidence::NOTE_SENT, "sent-never-delivered")
                } else {
                    (evidence::NOTE_ACCEPTED, "accepted-but-no-status")
                };
                note(words);
                if let Some(entry) = Entry::find(failure) {
                    // The status, or what an answer without one gives instead: the message's id.
                    let words =
                        ["sent", "accepted", "held_for_quality_assessment", stories.first().map_or("", |s| s.id)];
                    let found = words.iter().find_map(|word| self.tree.text.find(word).map(|at| (at, at + word.len())));
                    let (at, end) = found.unwrap_or_default();
                    diagnosis.matches.push(self.finding(&Candidate { entry, score: 30, by: By::Text, at: (at, end) }));
                }
            }
        }
        if stories.len() > 1 && failed {
            let count = |(first, messages): &(Candidate, u32)| FailureCount {
                failure: FAILURES[first.entry].id,
                messages: *messages,
            };
            diagnosis.counts = Some(ordered.iter().map(count).collect());
            diagnosis.plan = Some(self.plan(stories));
        }
        let listed: Vec<MessageStory> =
            stories.iter().filter(|s| !s.id.is_empty()).take(LISTED).map(|story| self.told(story)).collect();
        diagnosis.messages = Some(listed).filter(|listed| !listed.is_empty());
        diagnosis.notes = Some(notes).filter(|notes| !notes.is_empty());
        diagnosis
    }

    fn told(&mut self, story: &Story<'_>) -> MessageStory {
        let mut steps: Vec<(Option<Instant>, Step)> = Vec::new();
        for (status, time) in &story.steps {
            let at = when(time);
            let shown = at.map_or_else(|| (*time).into(), |at| at.to_string());
            // Reports come in any order; those without a time stay where they are.
            let place = steps.iter().position(|(other, _)| matches!((other, at), (Some(a), Some(b)) if *a > b));
            let step = Step { status: (*status).into(), at: shown };
            steps.insert(place.unwrap_or(steps.len()), (at, step));
        }
        MessageStory {
            id: self.id(story.id),
            recipient: Some(story.recipient).filter(|r| !r.is_empty()).map(|r| self.shown(r)),
            timeline: steps.into_iter().map(|(_, step)| step).collect(),
            matches: story.candidates.iter().map(|candidate| self.finding(candidate)).collect(),
        }
    }

    #[inline(never)]
    fn finding(&mut self, candidate: &Candidate) -> Match {
        let failure: &Entry = &FAILURES[candidate.entry];
        let language = self.told.language;
        let (start, end) = candidate.at;
        let text = self.text.get(start..end).unwrap_or_default();
        let range = self.pasted.map(|ascii| (self.units(start, ascii), self.units(end, ascii)));
        Match {
            failure: failure.id,
            title: failure.title(language),
            score: candidate.score.min(99),
            by: candidate.by,
            evidence: Evidence { text: self.shown(text), range },
            retry: failure.retry,
            retry_after: failure.retry_after(language),
            fixes: failure.fixes(self.told.platform, language),
            tell_apart: Some(failure.told_apart(language)).filter(|tells| !tells.is_empty()),
            prevented_by: failure.prevented_by(),
        }
    }

    /// UTF-16 units before a byte. Places mostly come in order, so counting goes on from the last.
    fn units(&mut self, byte: usize, ascii: bool) -> u32 {
        if ascii {
            return byte as u32;
        }
        let (from, units) = if byte >= self.counted.0 { self.counted } else { (0, 0) };
        let more = self.text.get(from..byte).map_or(0, |part| part.encode_utf16().count());
        self.counted = (byte, units + more as u32);
        self.counted.1
    }

    #[inline(never)]
    fn shown(&self, text: &str) -> String {
        if self.mask { scan::mask(text) } else { text.into() }
    }

    fn id(&self, id: &str) -> String {
        if self.mask { scan::hidden(id) } else { id.into() }
    }

    /// What support will ask for.
    fn ids(&mut self, events: &[Event<'_>]) -> Option<Ticket> {
        const MOST: usize = 100;
        let mut seen = Ids::default();
        let mut times: Option<(Instant, Instant)> = None;
        for event in events.iter().filter(|event| event.errors.is_some() || events.len() == 1) {
            if !event.id.is_empty() && seen.names.len() < MOST {
                seen.number(event.id);
            }
            if let Some(at) = when(event.time) {
                times = Some(times.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
            }
        }
        let mut rest = self.tree.text;
        while let Some(at) = rest.find("wamid.").filter(|_| events.is_empty() && seen.names.len() < MOST) {
            rest = &rest[at..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "._=+/-".contains(c))).unwrap_or(rest.len());
            seen.number(rest[..end].trim_end_matches('.'));
            rest = &rest[end..];
        }
        let messages: Vec<String> = seen.names.iter().map(|id| self.id(id)).collect();
        let named = |key: &str| {
            let found = (1..self.tree.nodes.len()).find(|node| tolerant::same_key(self.tree.key(*node), key));
            found.map(|node| self.tree.value(node)).filter(|id| !id.is_empty()).map(String::from)
        };
        Some(Ticket {
            fbtrace_id: named("fbtrace_id"),
            phone_number_id: named("phone_number_id"),
            message_ids: Some(messages).filter(|ids| !ids.is_empty()),
            times,
            text: String::new(),
        })
    }
}

/// A time as webhooks and exports write it.
fn when(time: &str) -> Option<Instant> {
    Instant::parse(&time.replace("%3A", ":")).ok()
}

fn status(answer: &Answer) -> DiagnosisStatus {
    match answer.candidates.first() {
        Some(first) if first.score >= RECOGNISED => DiagnosisStatus::Recognised,
        _ if answer.family.is_some() => DiagnosisStatus::Family,
        _ => DiagnosisStatus::Unknown,
    }
}

fn direction(direction: Direction) -> DiagnosisDirection {
    match direction {
        Direction::Outbound => DiagnosisDirection::Outbound,
        Direction::Inbound => DiagnosisDirection::Inbound,
        Direction::Account => DiagnosisDirection::Account,
    }
}

/// Whether a recipient's number belongs to the United States; the rules for marketing there are its own.
fn is_american(recipient: &str) -> bool {
    let digits = recipient.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = digits.strip_prefix("3A%2B").unwrap_or(digits); // Of `whatsapp%3A%2B1212…`.
    digits.starts_with('1')
        && digits.len() == 11
        && crate::phone::parse_international(digits).is_ok_and(|number| number.region() == Some("US"))
}

fn known_provider(told: &Told) -> bool {
    let name = told.provider.as_str();
    matches!(name, "meta" | "whatsapp" | "messagebird" | "bird" | "on-premises")
        || Platform::find(name).is_some()
        || FAILURES.iter().any(|failure| {
            failure.other().any(|(provider, ..)| provider == name)
                || failure.strings().any(|(_, provider)| provider == name)
        })
}
