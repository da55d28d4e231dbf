//! Reading a draft: what everything but the message says, as structs; the message and the templates stay as they were given.

use crate::catalogue::Platform;
use crate::locale::Language;
use crate::message::Message;
use crate::policy::Policy;
use crate::value::{Node, Text, Value, small};
use crate::{Error, Instant};

/// A draft as it was read.
pub(crate) struct Draft<'a> {
    pub(crate) to: Option<Text<'a>>,
    pub(crate) country: Option<&'a str>,
    pub(crate) conversation: Conversation,
    pub(crate) contact: Contact,
    pub(crate) sender: Sender<'a>,
    pub(crate) message: Message<'a>,
    pub(crate) templates: Option<Vec<Node<'a>>>,
    pub(crate) options: Options<'a>,
    pub(crate) now: Instant,
}

impl<'a> Draft<'a> {
    /// Reads a draft; `now` is the caller's clock, which a `now` in the draft overrides.
    pub(crate) fn read(value: &'a Value<'a>, now: Instant) -> Result<Self, Error> {
        let node = Node::root(value);
        if !node.is_map() {
            return Err(node.error(format!("a draft is an object with “to” and “message”, found {}", value.kind())));
        }
        let options = Options::read(&node)?;
        let message = node.get("message")?.ok_or_else(|| Error::new("message", "the draft has no message"))?;
        Self::around(&node, options, Message::read(&message)?, now)
    }

    /// Reads what stands around a template message that is still to be chosen.
    pub(crate) fn read_for_template(value: &'a Value<'a>, now: Instant) -> Result<Self, Error> {
        let node = Node::root(value);
        if !node.is_map() {
            return Err(node.error(format!("a draft is an object with “to”, found {}", value.kind())));
        }
        let options = Options::read(&node)?;
        Self::around(&node, options, Message::any_template(&node), now)
    }

    fn around(node: &Node<'a>, options: Options<'a>, message: Message<'a>, now: Instant) -> Result<Self, Error> {
        Ok(Self {
            to: node.opt_text("to")?,
            country: country(node)?,
            conversation: match node.get("conversation")? {
                Some(conversation) => Conversation::read(&conversation)?,
                None => Conversation::default(),
            },
            contact: node.get("contact")?.map(|contact| Contact::read(&contact)).transpose()?.unwrap_or_default(),
            sender: node.get("sender")?.map(|sender| Sender::read(&sender)).transpose()?.unwrap_or_default(),
            message,
            templates: match node.get("templates")? {
                Some(templates) => Some(template_list(&templates)?),
                None => None,
            },
            now: options.now.unwrap_or(now),
            options,
        })
    }

    /// The options that every call takes; nothing at all stands for the defaults.
    pub(crate) fn options(value: &'a Value<'a>) -> Result<Options<'a>, Error> {
        let node = Node::root(value);
        if *value == Value::Null { Ok(Options::default()) } else { Options::read(&node) }
    }
}

/// What answers wrap a list of templates in: the Graph API, 360dialog, Twilio, and inboxes' own exports.
const WRAPPERS: [&str; 5] = ["data", "waba_templates", "contents", "templates", "message_templates"];

/// What is inside all wrappers: `{"message_templates": {"data": […]}}`.
fn unwrapped<'a>(node: &Node<'a>) -> Node<'a> {
    let mut inner = *node;
    let is_template =
        |node: &Node<'_>| ["name", "friendly_name", "components"].iter().any(|key| node.peek(key).is_some());
    while let Some(next) = WRAPPERS.iter().find_map(|key| inner.peek(key)).filter(|_| !is_template(&inner)) {
        inner = next;
    }
    inner
}

/// The account's templates: a list, or an answer that holds one.
pub(crate) fn template_list<'a>(node: &Node<'a>) -> Result<Vec<Node<'a>>, Error> {
    let templates: Vec<Node<'a>> = unwrapped(node).items()?.collect();
    match templates.iter().find(|t| !t.is_map()) {
        Some(wrong) => Err(wrong.error(format!("a template is an object, found {}", wrong.value.kind()))),
        None => Ok(templates),
    }
}

/// One template: the object, or an answer that holds just this one.
pub(crate) fn one_template<'a>(node: &Node<'a>) -> Result<Node<'a>, Error> {
    let inner = unwrapped(node);
    if !matches!(inner.value, Value::List(_)) {
        return Ok(inner);
    }
    match template_list(&inner)?[..] {
        [only] => Ok(only),
        ref all => Err(inner.error(format!("one template belongs here, this is a list of {}", all.len()))),
    }
}

/// An ISO 3166 code of two letters.
pub(crate) fn country<'a>(node: &Node<'a>) -> Result<Option<&'a str>, Error> {
    let given = node.opt_text("country")?.filter(|text| !text.text.trim().is_empty());
    given.map(|text| country_code(&text)).transpose()
}

/// A country by its code.
pub(crate) fn country_code<'a>(text: &Text<'a>) -> Result<&'a str, Error> {
    let code = crate::country::usual(text.text.trim());
    let wanted = "a country is given by its two-letter ISO 3166 code, such as IN";
    if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_alphabetic()) {
        Err(Error::new(text.path.text(), wanted))
    } else if crate::phone::calling_code(code).is_none() {
        Err(Error::new(text.path.text(), format!("no country has the code {code}; {wanted}")))
    } else {
        Ok(code)
    }
}

/// What every call takes beside its subject.
pub(crate) struct Options<'a> {
    pub(crate) now: Option<Instant>,
    pub(crate) platform: &'static Platform,
    /// The name of a platform that is not known here.
    pub(crate) unknown_platform: Option<Text<'a>>,
    pub(crate) policy: Policy,
    pub(crate) language: Language,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            now: None,
            platform: Platform::general(),
            unknown_platform: None,
            policy: Policy::default(),
            language: Language::default(),
        }
    }
}

impl<'a> Options<'a> {
    pub(crate) fn read(node: &Node<'a>) -> Result<Self, Error> {
        let language = node.opt_text("locale")?.map(|tag| Language::find(tag.text));
        let named = node.opt_text("platform")?;
        let platform = named.as_ref().and_then(|name| Platform::find(&small(name.text.trim())));
        Ok(Self {
            now: node.get("now")?.map(|now| Instant::read(&now)).transpose()?,
            platform: platform.unwrap_or_else(Platform::general),
            unknown_platform: named.filter(|name| platform.is_none() && !name.text.trim().is_empty()),
            policy: Policy::from_node(node.get("policy")?.as_ref())?,
            language: language.unwrap_or_default(),
        })
    }
}

/// When the customer last wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Inbound {
    /// Not given.
    #[default]
    Unknown,
    /// Given as never.
    Never,
    At(Instant),
}

/// What is known of the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Conversation {
    pub(crate) last_inbound: Inbound,
    /// A platform's own answer.
    pub(crate) window_expires_at: Option<Instant>,
    pub(crate) entry_point: Option<EntryPoint>,
    /// The customer's last reaction, when it came after their last message.
    pub(crate) reaction_at: Option<Instant>,
    /// When the business wrote, as far as the history tells.
    pub(crate) sent: Vec<Instant>,
}

/// The customer came through an ad or a page button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntryPoint {
    pub(crate) started_at: Instant,
    pub(crate) replied_at: Option<Instant>,
    pub(crate) expires_at: Option<Instant>,
}

fn instant(node: &Node<'_>, key: &'static str) -> Result<Option<Instant>, Error> {
    node.get(key)?.map(|time| Instant::read(&time)).transpose()
}

impl Conversation {
    pub(crate) fn read(node: &Node<'_>) -> Result<Self, Error> {
        let mut conversation = Self {
            last_inbound: match node.member("lastInboundAt")? {
                None => Inbound::Unknown,
                Some(time) if *time.value == Value::Null => Inbound::Never,
                Some(time) => Inbound::At(Instant::read(&time)?),
            },
            window_expires_at: instant(node, "windowExpiresAt")?,
            entry_point: node.get("entryPoint")?.map(|entry| EntryPoint::read(&entry)).transpose()?,
            reaction_at: None,
            sent: Vec::new(),
        };
        if let Some(messages) = node.get("messages")? {
            conversation.read_history(&messages)?;
        }
        Ok(conversation)
    }

    /// The time of the last message of the customer, where it was not given by itself.
    fn read_history(&mut self, messages: &Node<'_>) -> Result<(), Error> {
        let (mut last, mut reaction, mut sent) = (None, None, Vec::<Instant>::new());
        let mut note = |message: &Node<'_>| {
            match HistoryItem::read(message)? {
                HistoryItem::Message(at) => last = last.max(Some(at)),
                HistoryItem::Reaction(at) => reaction = reaction.max(Some(at)),
                // Most histories come in order; sorting them by a sort of its own would cost three kilobytes.
                HistoryItem::Sent(at) => sent.insert(sent.partition_point(|earlier| *earlier <= at), at),
                HistoryItem::Other => {}
            }
            Ok(())
        };
        match messages.value {
            // One webhook as it came.
            Value::Map(_) => each_of_webhook(messages, &mut note)?,
            _ => {
                for item in messages.items()? {
                    let webhook = ["entry", "messages", "statuses"].iter().any(|key| item.peek(key).is_some());
                    if webhook { each_of_webhook(&item, &mut note)? } else { note(&item)? }
                }
            }
        }
        if self.last_inbound == Inbound::Unknown {
            self.last_inbound = last.map_or(Inbound::Unknown, Inbound::At);
        }
        self.reaction_at = reaction.filter(|at| last.is_none_or(|last| *at > last));
        self.sent = sent;
        Ok(())
    }
}

/// The customer's messages inside a webhook, `entry[].changes[].value.messages[]`, or in such a `value` by itself.
/// Statuses are not messages.
fn each_of_webhook<'a>(webhook: &Node<'a>, note: &mut impl FnMut(&Node<'a>) -> Result<(), Error>) -> Result<(), Error> {
    list(webhook, "messages")?.try_for_each(|message| note(&message))?;
    for entry in list(webhook, "entry")? {
        for change in list(&entry, "changes")? {
            let Some(value) = change.get("value")? else { continue };
            for message in list(&value, "messages")? {
                note(&message)?;
            }
        }
    }
    Ok(())
}

/// The items of a member that may be missing.
fn list<'a>(node: &Node<'a>, key: &str) -> Result<impl Iterator<Item = Node<'a>> + use<'a>, Error> {
    Ok(node.get(key)?.map(|list| list.items()).transpose()?.into_iter().flatten())
}

/// What a history may hold beside messages: none of these opens the window.
const NO_MESSAGES: [&str; 7] = ["system", "user_preferences", "status", "delivered", "read", "typing", "typing_on"];

/// One line of a conversation's history.
enum HistoryItem {
    /// The customer wrote.
    Message(Instant),
    /// The customer reacted with an emoji.
    Reaction(Instant),
    /// The business wrote.
    Sent(Instant),
    /// Something that is no message.
    Other,
}

impl HistoryItem {
    /// A message of a webhook, with a `timestamp`, or `{from: "customer" | "business", at}`.
    ///
    /// In a webhook `to` stands only in echoes of what the business wrote on a telephone, and `status` only in receipts.
    fn read(node: &Node<'_>) -> Result<Self, Error> {
        let kind = node.opt_text("type")?.map_or("", |t| t.text);
        let from = node.opt_text("from")?.map_or("", |f| f.text);
        let stamp = node.get("timestamp")?;
        let at = match &stamp {
            Some(timestamp) => Instant::read(timestamp)?,
            None => instant(node, "at")?
                .ok_or_else(|| node.error("a message of the history needs a time: “at” or “timestamp”"))?,
        };
        Ok(match (from, kind) {
            ("business", _) => HistoryItem::Sent(at),
            _ if stamp.is_some() && node.peek("status").is_some() => HistoryItem::Other,
            _ if stamp.is_some() && node.peek("to").is_some() => HistoryItem::Sent(at),
            (from, _) if stamp.is_none() && from != "customer" => {
                return Err(node.error("“from” is either \"customer\" or \"business\""));
            }
            (_, "reaction") => HistoryItem::Reaction(at),
            (_, kind) if NO_MESSAGES.contains(&kind) => HistoryItem::Other,
            _ => HistoryItem::Message(at),
        })
    }
}

impl EntryPoint {
    fn read(node: &Node<'_>) -> Result<Self, Error> {
        one_of(node, "kind", &["ad", "page"])?;
        let started_at = instant(node, "startedAt")?.ok_or_else(|| node.error("an entry point needs “startedAt”"))?;
        Ok(Self { started_at, replied_at: instant(node, "repliedAt")?, expires_at: instant(node, "expiresAt")? })
    }
}

/// What the business knows of the contact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Contact {
    pub(crate) opted_in: Option<bool>,
    pub(crate) opted_out_of_marketing: Option<bool>,
    pub(crate) blocked_us: Option<bool>,
    /// When a marketing message to this customer was last held back (131049).
    pub(crate) marketing_held_back_at: Option<Instant>,
    /// When permission to call was asked for.
    pub(crate) call_requests: Vec<Instant>,
}

impl Contact {
    fn read(node: &Node<'_>) -> Result<Self, Error> {
        Ok(Self {
            opted_in: node.opt_bool("optedIn")?,
            opted_out_of_marketing: node.opt_bool("optedOutOfMarketing")?,
            blocked_us: node.opt_bool("blockedUs")?,
            marketing_held_back_at: instant(node, "marketingHeldBackAt")?,
            call_requests: list(node, "callPermissionRequests")?
                .map(|at| Instant::read(&at))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Who sends.
#[derive(Clone, Default)]
pub(crate) struct Sender<'a> {
    pub(crate) number: Option<Text<'a>>,
    pub(crate) country: Option<&'a str>,
    pub(crate) verified: Option<bool>,
    pub(crate) quality: Option<&'static str>,
    pub(crate) daily_limit: Option<DailyLimit>,
    pub(crate) started_in_last_24h: Option<f64>,
    pub(crate) token_expires_at: Option<Instant>,
    pub(crate) registered: Option<bool>,
    pub(crate) display_name_approved: Option<bool>,
    pub(crate) state: Option<&'static str>,
    /// Whether the account has Direct Send, where that is told.
    pub(crate) direct_send: Option<bool>,
    /// Whether it was taken into the Marketing Messages API.
    pub(crate) marketing_api: Option<bool>,
    /// Whether the WhatsApp Business app uses the number as well.
    pub(crate) coexistence: bool,
    /// Whether a payment method that works is on file.
    pub(crate) payment_method: Option<bool>,
    /// The numbers to which a test number may write.
    pub(crate) test_recipients: Option<Vec<Text<'a>>>,
    /// How fast it is sending.
    pub(crate) messages_per_second: Option<f64>,
}

/// How many customers may be written to first in a moving 24 hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum DailyLimit {
    Unlimited,
    Customers(f64),
}

impl<'a> Sender<'a> {
    fn read(node: &Node<'a>) -> Result<Self, Error> {
        Ok(Self {
            number: node.opt_text("number")?,
            country: country(node)?,
            verified: node.opt_bool("verified")?,
            quality: one_of(node, "quality", &["green", "yellow", "red", "unknown"])?,
            daily_limit: node.get("dailyLimit")?.map(|limit| daily_limit(&limit)).transpose()?,
            started_in_last_24h: node.get("startedInLast24h")?.map(|count| amount(&count)).transpose()?,
            token_expires_at: instant(node, "tokenExpiresAt")?,
            registered: node.opt_bool("registered")?,
            display_name_approved: node.opt_bool("displayNameApproved")?,
            state: one_of(node, "state", &["connected", "flagged", "restricted", "disconnected", "locked"])?,
            direct_send: node.opt_bool("directSend")?,
            marketing_api: node.opt_bool("marketingMessagesApi")?,
            coexistence: node.opt_bool("coexistence")?.unwrap_or(false),
            payment_method: node.opt_bool("paymentMethod")?,
            test_recipients: match node.get("testRecipients")? {
                Some(list) => Some(list.items()?.map(|to| to.text()).collect::<Result<_, _>>()?),
                None => None,
            },
            messages_per_second: node.get("messagesPerSecond")?.map(|rate| amount(&rate)).transpose()?,
        })
    }
}

fn daily_limit(node: &Node<'_>) -> Result<DailyLimit, Error> {
    match node.value {
        Value::Text(text) if text == "unlimited" => Ok(DailyLimit::Unlimited),
        Value::Text(_) => Err(node.error("the daily limit is a number or \"unlimited\"")),
        _ => amount(node).map(DailyLimit::Customers),
    }
}

fn amount(node: &Node<'_>) -> Result<f64, Error> {
    let number = node.number()?;
    if number < 0.0 { Err(node.error("this cannot be negative")) } else { Ok(number) }
}

/// One of our own words; capitals do not matter.
fn one_of(node: &Node<'_>, key: &'static str, words: &[&'static str]) -> Result<Option<&'static str>, Error> {
    let Some(text) = node.opt_text(key)? else { return Ok(None) };
    match words.iter().find(|word| word.eq_ignore_ascii_case(text.text)) {
        Some(word) => Ok(Some(word)),
        None => Err(Error::new(
            text.path.text(),
            format!("“{}” is not one of {}", crate::words::quote(text.text), words.join(", ")),
        )),
    }
}
