//! From what a text says to the failures of the catalogue: subcode, code, provider code, exact text, near text.

use std::sync::OnceLock;

use super::By;
use super::scan::{self, Number, Plain, Way};
use super::tolerant::{Kind, Span, Tree, same_key};
use crate::catalogue::{Direction, Entry, FAILURES, Platform, evidence, items};
use crate::locale::Language;

/// From this score on something is recognised; what is below is only named as possible.
pub(super) const RECOGNISED: u8 = 50;
/// The most failures that are named for one message.
const MOST: usize = 5;
/// In how many pieces of a text similar words are looked for.
const PIECES: usize = 60;
/// How far apart the parts of a string with a gap may stand.
const GAP: usize = 160;
/// Slots in which tokens are counted.
const SLOTS: usize = 4096;

/// What the caller said about where the error was seen.
pub(super) struct Told {
    /// In lower case; empty when nothing was said.
    pub(super) provider: String,
    pub(super) platform: &'static Platform,
    pub(super) language: Language,
}

impl Told {
    fn is(&self, provider: &str) -> bool {
        self.provider == provider || (self.platform.id == provider && provider != "general")
    }

    /// The numbers of Meta itself, and of platforms that show them unchanged.
    fn meta(&self) -> bool {
        matches!(self.provider.as_str(), "meta" | "cloud-api" | "whatsapp")
    }
}

/// One thing to explain.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub(super) span: Span,
    pub(super) direction: Option<Direction>,
    /// The recipient is in the United States.
    pub(super) american: bool,
    /// It stands in a webhook or callback, so it is about WhatsApp.
    pub(super) certain: bool,
}

/// A failure that it may be.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) entry: usize,
    /// Of a hundred.
    pub(super) score: u8,
    pub(super) by: By,
    pub(super) at: Span,
}

#[derive(Default)]
pub(super) struct Answer {
    /// Best first.
    pub(super) candidates: Vec<Candidate>,
    /// For a code that is not known: what the codes around it are about, and where it stands.
    pub(super) family: Option<(&'static str, Span)>,
    /// It is about another channel or program, so nothing is recognised.
    pub(super) elsewhere: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// What an error says.
    Literal,
    /// A provider's code in words.
    Code,
    /// What the failure is called here.
    Name,
}

struct Pattern {
    entry: usize,
    provider: &'static str,
    text: String,
    sort: Sort,
    /// The next pattern that begins with the same byte, plus one.
    next: u16,
}

/// What a text is about, by its words.
struct Signs {
    /// WhatsApp.
    context: bool,
    /// Something that failed.
    failing: bool,
    /// Messages.
    messages: bool,
    /// The caller said that numbers are Meta's.
    meta: bool,
}

/// A code of a provider: the failure, whose code it is, and the number.
type Other = (usize, &'static str, Option<u32>);

struct Hit {
    pattern: usize,
    at: Span,
}

/// Everything of the catalogue that texts are compared with.
pub(super) struct Matcher {
    patterns: Vec<Pattern>,
    first: [u16; 256],
    /// Every number that is a code of somebody.
    known: Vec<u32>,
    /// The providers' own codes: the failure, whose, and which number.
    others: Vec<Other>,
    /// Their names, each once.
    names: Vec<&'static str>,
    /// Made when the first text has to be compared word by word.
    words: OnceLock<Words>,
}

/// The patterns as words.
struct Words {
    /// In how many patterns a word stands.
    counts: Vec<u8>,
    /// The words of each pattern, as places in the counts.
    tokens: Vec<Vec<u16>>,
}

impl Matcher {
    /// The catalogue does not change, so it is prepared once: that takes ten times as long as explaining a code.
    pub(super) fn of_catalogue() -> &'static Self {
        static MATCHER: OnceLock<Matcher> = OnceLock::new();
        MATCHER.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut matcher = Self {
            patterns: Vec::with_capacity(768),
            first: [0; 256],
            known: Vec::with_capacity(768),
            others: Vec::with_capacity(300),
            names: Vec::new(),
            words: OnceLock::new(),
        };
        for (entry, failure) in FAILURES.iter().enumerate() {
            for codes in [failure.meta, failure.subcodes, failure.twilio] {
                matcher.known.extend_from_slice(codes);
            }
            for (text, provider) in failure.strings() {
                matcher.add(entry, provider, text, Sort::Literal);
            }
            for (provider, number, word) in failure.other() {
                matcher.others.push((entry, provider, number));
                if !matcher.names.contains(&provider) {
                    matcher.names.push(provider);
                }
                match number {
                    Some(number) => matcher.known.push(number),
                    None => matcher.add(entry, provider, word, Sort::Code),
                }
            }
            matcher.add(entry, "", failure.title(Language::default()), Sort::Name);
            matcher.add(entry, "", &failure.id.replace('-', " "), Sort::Name);
        }
        matcher
    }

    fn add(&mut self, entry: usize, provider: &'static str, text: &str, sort: Sort) {
        let mut text = scan::plain(text, (0, text.len())).text;
        // The code before a text is matched as a code.
        let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || "(#):  ".contains(c));
        if bare.len() + 3 < text.len() && !bare.is_empty() {
            text = bare.into();
        }
        text.truncate(text.trim_end_matches(['.', '!', ' ']).len());
        let Some(first) = text.bytes().next() else { return };
        let mut next = 0;
        if sort != Sort::Name {
            next = self.first[usize::from(first)];
            self.first[usize::from(first)] = self.patterns.len() as u16 + 1;
        }
        self.patterns.push(Pattern { entry, provider, text, sort, next });
    }

    /// A number for what a text says: the same for texts that differ in ids, times and numbers which are no codes.
    pub(super) fn gist(&self, text: &str) -> u64 {
        let mut gist = 0xcbf2_9ce4_8422_2325u64;
        let mut add = |byte: u8| gist = (gist ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'=' | b'.');
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let length = bytes[at..].iter().take_while(|b| inside(**b)).count();
            let word = text.get(at..at + length).unwrap_or_default();
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            let code = || word.parse().is_ok_and(|value| self.may_be_code(value));
            if length == 0 {
                add(bytes[at]);
            } else if digits == 0 && length < 24 || digits == length && code() {
                word.bytes().for_each(&mut add);
            } else {
                add(b'#');
            }
            at += length.max(1);
        }
        gist
    }

    /// Whether a number may be a code at all: most numbers of a log are not, and are passed over quickly.
    fn may_be_code(&self, value: u32) -> bool {
        (200..300).contains(&value)
            || (13_000..14_800).contains(&value)
            || family(value).is_some()
            || self.known.contains(&value)
    }

    /// The strings of the catalogue in a text: of those that begin at one place the longest, and none inside another.
    fn hits(&self, plain: &Plain, told: &Told, board: &Board) -> Vec<Hit> {
        let bytes = plain.bytes();
        let mut hits: Vec<Hit> = Vec::new();
        let mut covered = 0;
        for at in 0..bytes.len() {
            if at > 0 && is_letter(bytes[at - 1]) && is_letter(bytes[at]) {
                continue;
            }
            let mut next = usize::from(self.first[usize::from(bytes[at])]);
            let mut best: Option<(usize, u8, usize)> = None;
            while let Some(pattern) = next.checked_sub(1).and_then(|index| self.patterns.get(index)) {
                let found =
                    if board.allowed(pattern.entry) { found_at(bytes, at, pattern.text.as_bytes()) } else { None };
                if let Some(end) = found {
                    // Of equal ones that of the reader's platform, then one without gaps, then the commoner failure.
                    let value = rank(pattern.provider, told) * 2 + u8::from(!pattern.text.contains('<'));
                    if best.is_none_or(|best| (end, value, best.2) > (best.0, best.1, next - 1)) {
                        best = Some((end, value, next - 1));
                    }
                }
                next = usize::from(pattern.next);
            }
            if let Some((end, _, pattern)) = best.filter(|(end, ..)| *end > covered) {
                covered = end;
                hits.push(Hit { pattern, at: (at, end) });
            }
        }
        hits
    }

    /// What a string found in a text is worth.
    #[inline(never)]
    fn worth(&self, hit: &Hit, plain: &Plain, told: &Told, context: bool) -> u8 {
        let pattern = &self.patterns[hit.pattern];
        let (start, end) = hit.at;
        let telling = pattern.text.split(' ').count() >= 5 || scan::speaks(&pattern.text, evidence::TELLING);
        let lone = |c: char| !c.is_alphanumeric();
        // What is far away is never all there is; not looking at it keeps the work linear.
        let before = if start > 64 { "far from it" } else { plain.text[..start].trim_matches(lone) };
        let after = if plain.text.len() - end > 64 { "far from it" } else { plain.text[end..].trim_matches(lone) };
        let led = before.len() < 40 && scan::begins_failing(before) && !before.contains(' ');
        if after.is_empty() && (before.is_empty() || led) {
            return if telling { 92 } else { 80 };
        }
        let opens = plain.text[..start].trim_end().ends_with(|c: char| lone(c)) || before.is_empty();
        let closes = plain.text[end..].trim_start().starts_with(lone) || after.is_empty();
        let clause = opens && closes;
        let own = rank(pattern.provider, told) == 3;
        match (telling, clause) {
            _ if pattern.provider == "any" => 40 + u8::from(clause),
            (true, _) => 85,
            (_, true) if own => 80,
            (_, true) if context => 70,
            (_, false) if context => 60,
            (_, true) => 45,
            _ => 30,
        }
    }

    /// What a part of a text is about.
    #[inline(never)]
    pub(super) fn explain(&self, tree: &Tree<'_>, case: &Case, told: &Told) -> Answer {
        let mut plain = scan::plain(tree.text, case.span);
        // What a customer wrote is no report of an error.
        let chat = !case.certain && scan::begins(&plain.text, evidence::CHATS);
        let context = case.certain || !chat && scan::speaks(&plain.text, evidence::CONTEXT);
        let signs = Signs {
            context,
            failing: context || scan::speaks(&plain.text, evidence::FAILURE_WORDS),
            messages: scan::speaks(&plain.text, evidence::MESSAGE_WORDS),
            meta: told.meta(),
        };
        let mut board = Board::new(case.direction);
        let mut answer = Answer { elsewhere: elsewhere(&plain), ..Answer::default() };

        let hits = self.hits(&plain, told, &board);
        for hit in &hits {
            let pattern = &self.patterns[hit.pattern];
            let by = if pattern.sort == Sort::Code { By::ProviderCode } else { By::Text };
            let worth = self.worth(hit, &plain, told, context || !told.provider.is_empty());
            board.text(pattern.entry, worth, by, to_text(tree.text, &plain, hit.at));
        }

        let unofficial = scan::speaks(&plain.text, evidence::UNOFFICIAL)
            && !["fbtrace", "error_subcode", "oauthexception", "messaging_product"].iter().any(|sign| plain.has(sign));
        if unofficial {
            self.unofficial(&mut board, &plain, tree.text);
        } else {
            let numbers = self.numbers(tree, case, &signs);
            // Looking for all their names takes time, and serves only where there is a number.
            let providers = if numbers.is_empty() { Vec::new() } else { self.providers(&plain, told) };
            board.codes(&numbers, case, &self.others, &providers, told);
            answer.family = board.family(&numbers);
        }
        let brief = plain.text.len() <= 200;
        let worth_reading = brief || signs.failing || signs.messages;
        if worth_reading && !board.decided() {
            // The title of the code's own failure says nothing of the others that share the code.
            let mut own = Vec::new();
            for hit in &hits {
                if board.is_own(self.patterns[hit.pattern].entry) {
                    own.push(hit.at);
                }
            }
            if !own.is_empty() {
                plain.blank(&own);
            }
            let told = !told.provider.is_empty() || told.platform.id != "general";
            let known = context || board.sure || told && !chat;
            pieces(&plain, |at| {
                give_away(&plain, at, known, |entry, score| {
                    board.text(entry, score, By::NearText, to_text(tree.text, &plain, trim(&plain, at)));
                })
            });
        }
        board.settle();
        if board.best() < 60 && answer.family.is_none() && worth_reading {
            self.near(&plain, tree.text, told, context, &mut board);
        }
        if !board.sure {
            board.literal_first();
        }
        answer.candidates = board.ranked();
        for candidate in &mut answer.candidates {
            if answer.elsewhere || chat && candidate.by == By::NearText {
                candidate.score = candidate.score.min(46);
            }
        }
        answer
    }

    /// Every number of the part that may be a code.
    fn numbers(&self, tree: &Tree<'_>, case: &Case, signs: &Signs) -> Vec<Code> {
        let (from, to) = case.span;
        let mut codes: Vec<Code> = Vec::new();
        let mut node = 1;
        let mut at = from;
        while let Some((span, value)) = scan::next_digits(tree.text, at, to) {
            at = span.1;
            let Some(value) = value.filter(|value| self.may_be_code(*value)) else { continue };
            while tree.nodes.get(node).is_some_and(|n| n.kind != Kind::Scalar || n.at.1 < span.1) {
                node += 1;
            }
            let alone = tree.nodes.get(node).is_some_and(|n| n.at.0 <= span.0 && trimmed(tree, node) == span);
            let keyed = if alone { keyed(tree, node) } else { Keyed::No };
            let code = match keyed {
                Keyed::Other => None,
                Keyed::Subcode => {
                    Some(Code { value, at: span, strength: 95, subcode: true, marked: true, graph: true })
                }
                Keyed::Code => {
                    // `{"error":{"id":1}}` is a provider's: Meta's errors have a code.
                    let graph = (case.certain || signs.context || signs.meta || is_graph(tree, node))
                        && !same_key(tree.key(node), "id");
                    Some(Code { value, at: span, strength: 92, subcode: false, marked: true, graph })
                }
                Keyed::No => scan::judge(tree.text, span, value, case.span).and_then(|n| loose(&n, signs)),
            };
            // The same number again, in the text beside its field, says nothing new.
            if let Some(code) = code {
                match codes.iter().position(|c| c.value == code.value && c.subcode == code.subcode) {
                    Some(known) if codes[known].strength >= code.strength => {}
                    Some(known) => codes[known] = code,
                    None if codes.len() < 64 => codes.push(code),
                    None => {}
                }
            }
        }
        codes
    }

    /// The providers that a text or its reader names.
    #[inline(never)]
    fn providers(&self, plain: &Plain, told: &Told) -> Vec<&'static str> {
        let mut named: Vec<&'static str> = Vec::new();
        let mut add = |name: &'static str, sign: &str| {
            if !named.contains(&name) && (told.is(name) || told.is(sign) || (sign.len() > 3 && plain.has(sign))) {
                named.push(name);
            }
        };
        for pair in items(evidence::PROVIDERS) {
            let (name, sign) = pair.split_once('\u{1d}').unwrap_or_default();
            add(name, sign);
        }
        for name in &self.names {
            add(name, name);
        }
        if plain.has("destination") && plain.has("payload") && !named.contains(&"gupshup") {
            named.push("gupshup");
        }
        // An error with title and details beside its code, and without error_data, is the old self-hosted client's.
        if named.is_empty() && plain.has("errors:[{") && plain.has("details:") && !plain.has("error_data") {
            named.push("on-premises");
        }
        named
    }

    fn unofficial(&self, board: &mut Board, plain: &Plain, text: &str) {
        let Some(entry) = Entry::find("unofficial-client") else { return };
        let sign = items(evidence::UNOFFICIAL).find_map(|sign| plain.text.find(sign).map(|at| (at, at + sign.len())));
        let at = sign.map(|at| to_text(text, plain, at)).unwrap_or_default();
        board.offer(entry, 92, By::Text, at);
        board.sure = true;
    }

    /// Failures whose words mostly stand in a piece of the text.
    fn near(&self, plain: &Plain, text: &str, told: &Told, context: bool, board: &mut Board) {
        let words = self.words.get_or_init(|| Words::of(&self.patterns));
        pieces(plain, |at| self.near_piece(at, plain, text, told, context, words, board));
    }

    #[allow(clippy::too_many_arguments)]
    fn near_piece(
        &self,
        at: Span,
        plain: &Plain,
        text: &str,
        told: &Told,
        context: bool,
        words: &Words,
        board: &mut Board,
    ) {
        let mut here = [0u64; SLOTS / 64];
        let mut total = 0;
        for token in tokens_of(&plain.text[at.0..at.1]) {
            let word = &mut here[usize::from(token) / 64];
            let bit = 1 << (token % 64);
            if *word & bit == 0 {
                *word |= bit;
                total += words.weight(token);
            }
        }
        if total < 8 {
            return;
        }
        for (pattern, tokens) in self.patterns.iter().zip(&words.tokens) {
            let (mut all, mut found, mut count) = (0, 0, 0);
            for token in tokens {
                let weight = words.weight(*token);
                all += weight;
                if here[usize::from(*token) / 64] >> (token % 64) & 1 == 1 {
                    found += weight;
                    count += 1;
                }
            }
            if count < 2 || all < 8 || found * 100 < all * 60 || pattern.provider == "any" {
                continue;
            }
            let covered = (found * 100 / all) as u8;
            // What stands there word for word was judged already: nothing of WhatsApp is around it.
            let literal = covered == 100 && pattern.sort == Sort::Literal && at.1 - at.0 > pattern.text.len() + 2;
            let precise = found * 100 >= total * 60 && count >= 3 && !literal;
            let own = rank(pattern.provider, told) == 3;
            let score = if (context || own) && covered >= 75 && count >= 3 && found * 100 >= total * 20 {
                50 + (covered - 60) / 2 + 3 * u8::from(own)
            } else if precise {
                50 + (covered - 60) / 4
            } else {
                covered / 3 + 5 * u8::from(context) + 5 * u8::from(own)
            };
            board.offer(pattern.entry, score, By::NearText, to_text(text, plain, trim(plain, at)));
        }
    }
}

impl Words {
    #[inline(never)]
    fn of(patterns: &[Pattern]) -> Self {
        let mut words = Self { counts: vec![0; SLOTS], tokens: Vec::with_capacity(patterns.len()) };
        for pattern in patterns {
            let mut tokens: Vec<u16> = Vec::new();
            for token in tokens_of(&pattern.text) {
                if !tokens.contains(&token) {
                    tokens.push(token);
                    let count = &mut words.counts[usize::from(token)];
                    *count = count.saturating_add(1);
                }
            }
            words.tokens.push(tokens);
        }
        words
    }

    /// How much a word says: little when it stands in many patterns.
    fn weight(&self, token: u16) -> u32 {
        match self.counts[usize::from(token)] {
            0..=1 => 6,
            2..=3 => 5,
            4..=6 => 4,
            7..=12 => 3,
            13..=30 => 2,
            _ => 1,
        }
    }
}

/// The place of a part of the plain text in the text that was given, whole characters only.
fn to_text(text: &str, plain: &Plain, at: Span) -> Span {
    let (start, last) = plain.back(at);
    let length = text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    (start, last + length)
}

/// Whether a text is about another channel or program: some share Meta's codes and texts.
#[inline(never)]
fn elsewhere(plain: &Plain) -> bool {
    let other = scan::speaks(&plain.text, evidence::ELSEWHERE);
    // Twilio's report of an SMS; those of WhatsApp have `whatsapp:` before the number, and codes from 63000 on.
    let sms = || scan::speaks(&plain.text, evidence::SMS) && (plain.has("smsstatus") || plain.has("messagestatus"));
    (other || sms()) && !scan::speaks(&plain.text, evidence::HERE)
}

/// Whose words count more.
fn rank(provider: &str, told: &Told) -> u8 {
    match provider {
        _ if told.is(provider) => 3,
        "meta" | "any" | "generic" => 2,
        _ => 1,
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The end of a string that stands at a place; `<…>` in it stands for anything short.
fn found_at(text: &[u8], at: usize, pattern: &[u8]) -> Option<usize> {
    // Nearly all differ at once.
    if pattern.len() > 3 && text.get(at..at + 3)? != &pattern[..3] {
        return None;
    }
    let mut end = at;
    let mut rest = pattern;
    let mut gap = false;
    while !rest.is_empty() {
        let until = rest.iter().position(|b| *b == b'<').unwrap_or(rest.len());
        let part = &rest[..until];
        if gap {
            let window = text.get(end..(end + GAP + part.len()).min(text.len()))?;
            end += window.windows(part.len().max(1)).position(|w| w == part)? + part.len();
        } else {
            if !text.get(end..)?.starts_with(part) {
                return None;
            }
            end += part.len();
        }
        let Some(close) = rest.iter().position(|b| *b == b'>') else { break };
        rest = &rest[close + 1..];
        gap = true;
    }
    let whole =
        text.get(end).is_none_or(|b| !is_letter(*b)) || !text.get(end.wrapping_sub(1)).is_some_and(|b| is_letter(*b));
    whole.then_some(end)
}

/// Calls for each piece of a text; in a long one only for what speaks of messages or failures, and not for ever.
fn pieces(plain: &Plain, mut look: impl FnMut(Span)) {
    let (mut start, mut looked) = (0, 0);
    while looked < PIECES {
        let rest = plain.text.get(start..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let length = piece(rest);
        let part = &rest[..length];
        if length == plain.text.len()
            || scan::speaks(part, evidence::FAILURE_WORDS)
            || scan::speaks(part, evidence::MESSAGE_WORDS)
        {
            look((start, start + length));
            looked += 1;
        }
        start += length;
    }
}

/// A part without the blanks around it.
fn trim(plain: &Plain, (start, end): Span) -> Span {
    let part = &plain.text[start..end];
    let from = start + (part.len() - part.trim_start().len());
    (from, from + part.trim().len())
}

/// The failures whose signs all stand in one piece of a text: what it says in words that nobody wrote down beforehand.
fn give_away(plain: &Plain, at: Span, known: bool, mut found: impl FnMut(usize, u8)) {
    let part = &plain.text[at.0..at.1];
    // Which two letters stand side by side in it: most words are ruled out by their first two.
    let mut pairs = [0u64; SLOTS / 64];
    let slot = |a: u8, b: u8| (usize::from(a) * 31 + usize::from(b)) % SLOTS;
    for pair in part.as_bytes().windows(2) {
        let slot = slot(pair[0], pair[1]);
        pairs[slot / 64] |= 1 << (slot % 64);
    }
    let has = |word: &str| match word.as_bytes() {
        [a, b, ..] => {
            let slot = slot(*a, *b);
            pairs[slot / 64] >> (slot % 64) & 1 == 1 && part.contains(word)
        }
        _ => part.contains(word),
    };
    for (entry, failure) in FAILURES.iter().enumerate() {
        for sign in failure.signs() {
            let (weak, sign) = sign.strip_prefix('?').map_or((false, sign), |rest| (true, rest));
            if weak && !known {
                continue;
            }
            let mut groups = 0u8;
            let all = sign.split(" & ").all(|group| {
                groups += 1;
                let (none, group) = group.strip_prefix('!').map_or((false, group), |rest| (true, rest));
                group.split('|').any(has) != none
            });
            if all {
                let base = if known && !weak { 68 } else { 54 };
                found(entry, base + 3 * groups.min(4));
            }
        }
    }
}

/// The length of the next piece of a text: a sentence, a field, at most 300 bytes.
fn piece(rest: &str) -> usize {
    if rest.len() <= 200 {
        return rest.len();
    }
    let mut length = 0;
    for (at, c) in rest.char_indices() {
        length = at + c.len_utf8();
        if (matches!(c, '.' | ';' | '|' | '{' | '}' | ',') && length > 40) || length > 300 {
            break;
        }
    }
    length
}

/// The words of a text as slots, without the endings that come and go.
fn tokens_of(text: &str) -> impl Iterator<Item = u16> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let word = match word {
            "cannot" => "cant",
            word if word.len() > 3 => word.strip_suffix('s').unwrap_or(word),
            word => word,
        };
        let mut hash = 0x811c_9dc5u32;
        for byte in word.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        ((hash >> 16) ^ hash) as u16 % SLOTS as u16
    })
}

/// A number that is taken for a code, and how certainly.
struct Code {
    value: u32,
    at: Span,
    strength: u8,
    subcode: bool,
    /// It was marked as a code, so it may be one of a provider.
    marked: bool,
    /// A Graph error: short codes count.
    graph: bool,
}

/// Keys behind which a code stands, and those behind which the error's text does.
const CODE_KEYS: [&str; 9] =
    ["code", "errorcode", "errcode", "errors", "error", "err", "failurecode", "errorid", "reasoncode"];
const TEXT_KEYS: [&str; 8] = ["reason", "message", "description", "details", "detail", "title", "text", "errormessage"];

fn loose(number: &Number, signs: &Signs) -> Option<Code> {
    let Signs { context, failing, messages, meta } = *signs;
    let long = number.value >= 10_000;
    let strength = match number.way {
        Way::Hash | Way::Whole | Way::Named => 90,
        Way::Marked if context => 85,
        Way::Marked if number.followed && failing => 80,
        Way::Marked if messages => 75,
        Way::Marked if number.followed => 60,
        Way::Marked => 45,
        Way::Loose if context && number.ends => 60,
        Way::Loose if failing => 40,
        Way::Loose => 30,
    };
    // Short numbers stand for codes only where they are written as one.
    let short = match number.way {
        Way::Hash | Way::Whole if meta => true,
        Way::Named if meta && number.value < 1000 => number.coded || number.brief && number.ends,
        // `WhatsApp error code 10`; below 4 are the codes with which any program ends.
        Way::Named if context && number.coded && (4..100).contains(&number.value) => true,
        Way::Hash => context || number.followed || number.value >= 1000,
        Way::Named | Way::Whole => number.value >= 100 && !is_http(number.value),
        _ => false,
    };
    let graph = if long { context } else { short };
    let most = match number.way {
        _ if long => 99,
        _ if !short => 45,
        Way::Hash => 99,
        _ if number.value >= 1000 || meta => 99,
        _ if context => 75,
        _ if number.brief => 62,
        _ => 40,
    };
    let marked = number.way != Way::Loose;
    Some(Code { value: number.value, at: number.at, strength: strength.min(most), subcode: false, marked, graph })
}

fn is_http(value: u32) -> bool {
    matches!(value, 200..=299 | 400..=451 | 500..=511)
}

fn trimmed(tree: &Tree<'_>, node: usize) -> Span {
    let (start, end) = tree.nodes[node].at;
    let text = tree.text.get(start..end).unwrap_or_default();
    let lead = text.len() - text.trim_start().len();
    (start + lead, start + lead + text.trim().len())
}

enum Keyed {
    Code,
    Subcode,
    /// Behind a key that is about something else.
    Other,
    /// In ordinary text.
    No,
}

fn keyed(tree: &Tree<'_>, node: usize) -> Keyed {
    let parent = tree.nodes[node].parent;
    let key = tree.key(node);
    let list = tree.nodes[parent].kind == Kind::List;
    let key = if list { tree.key(parent) } else { key };
    let is = |keys: &[&str]| keys.iter().any(|k| same_key(key, k));
    if is(&["errorsubcode", "subcode"]) {
        Keyed::Subcode
    } else if key.is_empty() || parent == 0 && is(&["code", "error", "errors", "err"]) {
        Keyed::No // A sentence: the words around it decide.
    } else if is(&CODE_KEYS)
        || is(&TEXT_KEYS)
        || (is(&["id", "type"]) && ["error", "err"].iter().any(|k| same_key(tree.key(parent), k)))
    {
        Keyed::Code
    } else if parent == 0 {
        Keyed::No
    } else {
        Keyed::Other
    }
}

/// Whether a code stands in an error of the Graph API.
fn is_graph(tree: &Tree<'_>, node: usize) -> bool {
    let parent = tree.nodes[node].parent;
    let error = same_key(tree.key(parent), "error") && same_key(tree.key(node), "code");
    // An expired token is what it mostly is; other programs do not use this number.
    if error && tree.value(node) == "190" && tree.child(parent, &["message"]).is_some() {
        return true;
    }
    tree.child(parent, &["fbtrace_id", "error_subcode", "error_data"]).is_some()
        || tree.scalar(parent, &["type"]).is_some_and(|kind| kind.ends_with("Exception"))
}

/// Scores of all failures for one case.
struct Board {
    by_code: Vec<Option<Candidate>>,
    by_text: Vec<Option<Candidate>>,
    direction: Option<Direction>,
    /// A code was recognised, so texts alone count for less.
    sure: bool,
    /// The one code that was recognised gathers many problems: 100, or 132018 of a template.
    general: bool,
    /// A subcode was recognised, so codes alone count for less.
    precise: bool,
    /// There is a subcode that is not known: the code beside it is too general to be an answer.
    vague: bool,
}

impl Board {
    fn new(direction: Option<Direction>) -> Self {
        Self {
            by_code: vec![None; FAILURES.len()],
            by_text: vec![None; FAILURES.len()],
            direction,
            sure: false,
            general: false,
            precise: false,
            vague: false,
        }
    }

    /// Messages of customers and messages to them fail for different reasons under the same codes.
    fn allowed(&self, entry: usize) -> bool {
        let inbound = FAILURES[entry].direction == Direction::Inbound;
        match self.direction {
            Some(Direction::Inbound) => inbound,
            Some(_) => !inbound,
            None => true,
        }
    }

    #[inline(never)]
    fn offer(&mut self, entry: usize, score: u8, by: By, at: Span) {
        if self.allowed(entry) && self.by_code[entry].is_none_or(|known| known.score < score) {
            self.by_code[entry] = Some(Candidate { entry, score, by, at });
        }
    }

    #[inline(never)]
    fn text(&mut self, entry: usize, score: u8, by: By, at: Span) {
        let longer = |known: Candidate| {
            known.score < score || known.score == score && known.at.1 - known.at.0 < at.1.saturating_sub(at.0)
        };
        if self.allowed(entry) && self.by_text[entry].is_none_or(longer) {
            self.by_text[entry] = Some(Candidate { entry, score, by, at });
        }
    }

    /// Whether this is the failure that the codes speak for most.
    #[inline(never)]
    fn is_own(&self, entry: usize) -> bool {
        let most = self.by_code.iter().flatten().map(|code| code.score).max();
        self.by_code[entry].is_some_and(|code| Some(code.score) == most)
    }

    fn best(&self) -> u8 {
        self.by_code.iter().chain(&self.by_text).flatten().map(|c| c.score).max().unwrap_or(0)
    }

    /// One failure stands out so far that words add nothing.
    fn decided(&self) -> bool {
        let strong = |c: &Candidate| c.score >= 80;
        match self.by_code.iter().flatten().count() {
            0 => self.by_text.iter().flatten().any(strong),
            // A code that several failures share is settled by words, and its own title is none of those.
            1 => self.by_code.iter().flatten().any(strong),
            _ => false,
        }
    }

    fn codes(&mut self, codes: &[Code], case: &Case, others: &[Other], providers: &[&str], told: &Told) {
        self.general = codes.iter().all(|code| matches!(code.value, 100 | 132_018) || code.strength < RECOGNISED);
        for code in codes {
            if code.subcode {
                self.subcode(code);
            } else {
                let theirs = |(_, name, number): &Other| *number == Some(code.value) && told.is(name);
                if code.value >= 10_000 || !others.iter().any(theirs) {
                    self.meta(code, case);
                }
                if !told.meta() {
                    self.provider(code, case, others, providers, told);
                }
                self.digit_lost(code);
            }
        }
    }

    #[inline(never)]
    fn subcode(&mut self, code: &Code) {
        let holders = FAILURES.iter().filter(|f| f.subcodes.contains(&code.value)).count();
        // 2494010 comes with errors of every kind, and says nothing.
        if code.value == 2_494_010 || holders == 0 {
            self.vague |= code.value != 2_494_010 && code.subcode && family(code.value).is_some();
            return;
        }
        for (entry, failure) in FAILURES.iter().enumerate() {
            if failure.subcodes.contains(&code.value) {
                let first = failure.subcodes.first() == Some(&code.value);
                let score = if holders == 1 { 97 } else { 80 + 3 * u8::from(first) };
                self.offer(entry, score, By::Subcode, code.at);
                (self.sure, self.precise) = (true, true);
            }
        }
    }

    fn meta(&mut self, code: &Code, case: &Case) {
        if code.value < 1000 && !code.graph {
            return;
        }
        // Subcodes are pasted without their name too.
        if code.value >= 2_388_000 && code.value < 2_500_000 {
            self.subcode(&Code { ..*code });
        }
        let claimed =
            FAILURES.iter().enumerate().any(|(entry, f)| f.primary.contains(&code.value) && self.allowed(entry));
        let permission = (200..300).contains(&code.value);
        for (entry, failure) in FAILURES.iter().enumerate() {
            let granted = permission && failure.primary.contains(&200);
            if !(failure.meta.contains(&code.value) || granted) {
                continue;
            }
            let primary = failure.primary.contains(&code.value) || granted;
            let american = case.american && failure.id == "marketing-to-us-number";
            let score = match (primary, claimed) {
                _ if american => code.strength.max(93),
                (true, _) => code.strength,
                (false, true) => code.strength.min(92) / 2 - 4,
                (false, false) => code.strength.min(62),
            };
            self.offer(entry, score, By::Code, code.at);
            self.sure |= code.strength >= 60;
        }
    }

    #[inline(never)]
    fn provider(&mut self, code: &Code, case: &Case, others: &[Other], providers: &[&str], told: &Told) {
        let twilio = (63_000..64_000).contains(&code.value) || providers.contains(&"twilio");
        let holds = |entry: usize, any: bool| {
            let ours = |(holder, name, number): &Other| {
                *holder == entry && *number == Some(code.value) && (any || providers.contains(name))
            };
            (twilio || any && code.value > 9999) && FAILURES[entry].twilio.contains(&code.value)
                || others.iter().any(ours)
        };
        let theirs = |entry: usize| {
            others.iter().any(|(holder, name, number)| *holder == entry && *number == Some(code.value) && told.is(name))
        };
        let known = (0..FAILURES.len()).filter(|entry| holds(*entry, false)).count();
        // Without a provider a short number means something else at each of them.
        let any = known == 0 && code.marked && matches!(code.value, 470..=499 | 1000..=62_999);
        for (entry, failure) in FAILURES.iter().enumerate() {
            if !(known > 0 || any) || !holds(entry, any) {
                continue;
            }
            let first = failure.twilio.first() == Some(&code.value);
            // Twilio's own words for the code tell which of several it mostly is.
            let worded = || failure.strings().any(|(_, provider)| provider == "twilio" && twilio);
            // 400 is also what any refused request is answered with.
            let http = code.value == 400;
            let score = match known {
                0 if code.value > 9999 && code.graph => 62,
                0 => 38,
                1 if code.marked || code.value > 9999 && (code.graph || case.certain || !told.provider.is_empty()) => {
                    code.strength.max(86)
                }
                1 if code.value > 9999 => code.strength,
                1 => 70,
                _ if case.american && failure.id == "marketing-to-us-number" => 93,
                _ if http => 44 + 2 * u8::from(theirs(entry)),
                _ => 60 + 3 * u8::from(first) + 2 * u8::from(!failure.primary.is_empty()) + 4 * u8::from(worded()),
            };
            self.offer(entry, score, By::ProviderCode, code.at);
            self.sure |= known > 0 && !http;
        }
    }

    /// `13100` for 131000: one of two equal digits was dropped.
    fn digit_lost(&mut self, code: &Code) {
        if !(13_000..14_800).contains(&code.value) || code.strength < 85 {
            return;
        }
        let mut unit = 1;
        while unit <= 10_000 {
            let (high, low) = (code.value / unit, code.value % unit);
            let whole = high * 10 * unit + (high % 10) * unit + low;
            for (entry, failure) in FAILURES.iter().enumerate() {
                if failure.primary.contains(&whole) {
                    self.offer(entry, 55, By::Code, code.at);
                }
            }
            unit *= 10;
        }
    }

    /// What the neighbours of an unknown code are about.
    fn family(&self, codes: &[Code]) -> Option<(&'static str, Span)> {
        let known = |code: &&Code| {
            FAILURES.iter().any(|f| {
                f.meta.contains(&code.value) || f.subcodes.contains(&code.value) || f.twilio.contains(&code.value)
            })
        };
        if !self.vague && codes.iter().any(|code| known(&code) && code.strength >= RECOGNISED) {
            return None;
        }
        let unknown = |code: &&Code| code.strength >= 80 && !known(code) && family(code.value).is_some();
        let code = codes.iter().find(unknown)?;
        family(code.value).map(|name| (name, code.at))
    }

    /// Brings codes and texts together: a text decides between the failures that share a code, a code outweighs a text.
    fn settle(&mut self) {
        for code in self.by_code.iter_mut().flatten().filter(|c| self.precise && c.by != By::Subcode) {
            code.score = code.score.min(60);
        }
        for code in self.by_code.iter_mut().flatten().filter(|c| self.vague && c.by == By::Code) {
            code.score = code.score.min(46);
        }
        let pairs = self.by_code.iter_mut().zip(&self.by_text).zip(&FAILURES);
        for ((code, text), failure) in pairs {
            match (code, *text) {
                (Some(code), Some(text)) => {
                    let other = code.score < RECOGNISED;
                    let weak = text.score <= 30 && other && text.by != By::Text;
                    if !weak {
                        let strong = match code.by {
                            By::Code if self.precise => 60,
                            By::Code if self.vague && failure.primary.contains(&100) => 46,
                            _ if other => 93 + u8::from(text.by == By::Text),
                            _ => code.score.max(88),
                        };
                        // A number and the very words that belong to it are no chance.
                        let sure = self.sure || text.score >= RECOGNISED || text.by == By::Text;
                        code.score = if sure { strong } else { code.score.max(text.score) };
                    }
                }
                (slot, Some(mut text)) => {
                    if self.sure {
                        // Such a code says no more than that something is wrong; words that say what count for more.
                        let says_more = self.general && text.score >= 70;
                        text.score = if says_more { 93 } else { text.score.min(46) };
                    }
                    *slot = Some(text);
                }
                _ => {}
            }
        }
    }

    /// What stands there word for word counts more than what words around it may mean.
    #[inline(never)]
    fn literal_first(&mut self) {
        let Self { by_text, by_code, .. } = self;
        for literal in by_text.iter().flatten().filter(|text| text.by == By::Text && text.score > 41) {
            for other in by_code.iter_mut().flatten() {
                let touches = other.at.0 < literal.at.1 && literal.at.0 < other.at.1;
                if touches && other.by == By::NearText && other.entry != literal.entry {
                    other.score = other.score.min(literal.score - 1);
                }
            }
        }
    }

    /// The best first.
    fn ranked(&mut self) -> Vec<Candidate> {
        let mut ranked: Vec<Candidate> = Vec::with_capacity(MOST);
        while ranked.len() < MOST {
            let mut best: Option<Candidate> = None;
            for candidate in self.by_code.iter().flatten() {
                if best.is_none_or(|best| candidate.score > best.score) {
                    best = Some(*candidate);
                }
            }
            let Some(candidate) = best.filter(|c| c.score >= 20) else { break };
            // What is far behind the first does not help anybody.
            if ranked.first().is_some_and(|first| first.score >= 85 && candidate.score < 36) {
                break;
            }
            self.by_code[candidate.entry] = None;
            ranked.push(candidate);
        }
        ranked
    }
}

fn family(code: u32) -> Option<&'static str> {
    evidence::FAMILIES.iter().find(|(from, to, _)| (*from..=*to).contains(&code)).map(|(.., name)| *name)
}
