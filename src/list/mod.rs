//! Whole contact lists: every number before a campaign.
//!
//! A list is fed in pieces of any size and kept as it came, once; of every row 16 bytes are noted beside it. What is wrong
//! with a row is said again in words when somebody opens it. What comes out is the input itself with columns added, so that
//! no byte of it changes.
//!
//! | module | what it does |
//! |---|---|
//! | `encoding`, `csv`, `sniff`, `vocabulary` | bytes to records and cells; how the list is written |
//! | `number`, `home`, `fill`, `store` | one row: its number, its country, its template, what is kept of it |
//! | `campaign` | what can be said of the list as a whole |
//! | `write` | the lists that come out |

mod campaign;
mod csv;
mod encoding;
mod fill;
mod home;
mod number;
mod sniff;
mod store;
mod vocabulary;
mod write;

use std::borrow::Cow;

use serde::Serialize;

use crate::catalogue::{Rule, rule};
use crate::draft::Draft;
use crate::findings::{Findings, Found};
use crate::recipient::Recipient;
use crate::report::{Finding, Level};
use crate::template::model::Template;
use crate::value::{Node, Value};
use crate::words::quote;
use crate::{Error, Instant, country, phone};
use csv::{Cell, Record, Signs};
use encoding::{Encoding, FromUtf16};
use fill::{Filling, Mapped};
use home::Judges;
use number::{Judge, Rules, Seen, USER_ID, canonical};
use sniff::{Columns, Sample};
use store::{Keys, Rows};
use vocabulary::{Answer, Answers};

pub use campaign::{Dialect, ListPlan, ListSummary, Pricing};
pub use write::Which;

/// How much of the beginning is looked at to find out how a list is written, and how much is read at once at least.
const PIECE: usize = 1 << 16;

/// The options that name a column.
const COLUMNS: [&str; 4] = ["numberColumn", "countryColumn", "optOutColumn", "consentColumn"];

/// Those of them that are found by their names.
const FOUND: [&str; 2] = ["countryColumn", "optOutColumn"];

/// Digits from which on a number has its country code for certain: national ones have eleven at the most, with few exceptions.
const NATIONAL: u64 = 100_000_000_000;

/// Places in a list are kept in 32 bits.
const MAX_SIZE: usize = u32::MAX as usize - PIECE;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RowStatus {
    /// Nothing known stands in the way.
    Sendable,
    /// It may fail.
    Risky,
    /// It will be refused, or must not be sent.
    Blocked,
    /// The number stands in an earlier row.
    Duplicate,
}

impl RowStatus {
    const fn name(self) -> &'static str {
        match self {
            Self::Sendable => "sendable",
            Self::Risky => "risky",
            Self::Blocked => "blocked",
            Self::Duplicate => "duplicate",
        }
    }
}

/// A row of a list, with everything that was found about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct ListRow {
    /// Place of the row, counted from 0 and without the header.
    pub index: usize,
    /// The number as it stands in the list.
    pub input: String,
    /// E.164 without plus; `null` when it does not parse.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub digits: Option<String>,
    /// ISO 3166 code of the country, where it is known.
    #[cfg_attr(feature = "wasm", tsify(type = "string | null"))]
    pub region: Option<&'static str>,
    /// What becomes of it.
    pub status: RowStatus,
    /// All cells as text.
    pub cells: Vec<String>,
    /// Everything found, worst first. Places are those of `input`, and of `parameters` for a template's variables.
    pub findings: Vec<Finding>,
}

/// Which rows to look for; what is not given does not matter.
#[derive(Debug, Clone, Default)]
pub struct ListFilter<'a> {
    /// `sendable`, `risky`, `blocked` or `duplicate`.
    pub status: Option<&'a str>,
    /// ISO 3166 code.
    pub region: Option<&'a str>,
    /// Id of a rule that was found to hold.
    pub rule: Option<&'a str>,
}

/// A contact list being read, and what was read of it.
///
/// ```
/// use presend::{Instant, List, Value};
/// let mut list = List::open(Value::Null, Instant::parse("2026-11-20T12:00:00Z")?, 0)?;
/// list.feed(b"name;phone\nAna;+49 151 12345678\nBen;0151 1234\n")?;
/// let summary = list.finish()?;
/// assert_eq!((summary.rows, summary.sendable, summary.blocked), (2, 1, 1));
/// assert_eq!(list.row(1)?.findings[0].rule, "recipient.trunk-zero");
/// # Ok::<(), presend::Error>(())
/// ```
pub struct List {
    options: Value<'static>,
    now: Instant,
    /// The first bytes, until they tell the encoding.
    head: Vec<u8>,
    encoding: Option<Encoding>,
    begun: bool,
    utf16: FromUtf16,
    /// The list as it came; UTF-16 as UTF-8.
    bytes: Vec<u8>,
    layout: Option<Layout>,
    /// How far it was read.
    at: usize,
    /// How far it is known to be UTF-8.
    valid: usize,
    rows: Rows,
    /// Numbers that get nothing.
    suppressed: Keys,
    faults: Faults,
    /// Place of a delimiter that a list without columns does not hold.
    free_delimiter: usize,
}

/// How a list is written.
struct Layout {
    signs: Signs,
    /// What stands before the header or the first row.
    preamble: usize,
    header: Option<Record>,
    names: Vec<String>,
    /// How many columns a row should have.
    width: usize,
    number: Option<usize>,
    country: Option<usize>,
    opt_out: Option<usize>,
    consent: Option<usize>,
    mapped: Vec<Mapped>,
}

/// What is wrong with the file itself.
#[derive(Default)]
struct Faults {
    broken_quotes: u32,
    first_broken_line: u32,
    /// Rows with more cells than there are columns.
    wide: u32,
    unread_suppressed: u32,
    windows: bool,
}

impl List {
    /// Begins a list. `options` are those of the JavaScript `list()`: `country`, `numberColumn`, `countryColumn`, `header`,
    /// `delimiter`, `quote`, `encoding`, `optOutColumn`, `consentColumn`, `dedupe`, `suppress` (a list of texts), `sender`, `template` with
    /// `mapping`, `platform`, `policy` and `now`; `null` for none. `size` is the number of bytes to come, 0 if not known.
    ///
    /// # Errors
    /// Options of the wrong kind, or a list that is larger than the memory.
    pub fn open(options: Value<'_>, now: Instant, size: usize) -> Result<Self, Error> {
        let options = if options == Value::Null { Value::Map(Vec::new()) } else { options.into_owned() };
        let encoding = check_options(&options)?;
        let mut list = Self {
            now: Draft::read_for_template(&options, now)?.now,
            options,
            head: Vec::new(),
            encoding,
            begun: false,
            utf16: FromUtf16::default(),
            bytes: Vec::new(),
            layout: None,
            at: 0,
            valid: 0,
            rows: Rows::default(),
            suppressed: Keys::default(),
            faults: Faults::default(),
            free_delimiter: 0,
        };
        list.reserve(size)?;
        list.suppress_given()?;
        Ok(list)
    }

    fn reserve(&mut self, size: usize) -> Result<(), Error> {
        let too_large = || Error::new("contacts", "this list is larger than the memory: split it");
        if self.bytes.len() + size > MAX_SIZE {
            return Err(too_large());
        }
        if size > self.bytes.capacity() - self.bytes.len() {
            // Of a list whose size is known not a byte too much; else twice as much each time.
            let grown =
                if self.bytes.is_empty() { self.bytes.try_reserve_exact(size) } else { self.bytes.try_reserve(size) };
            grown.map_err(|_| too_large())?;
        }
        Ok(())
    }

    fn suppress_given(&mut self) -> Result<(), Error> {
        let options = std::mem::replace(&mut self.options, Value::Null);
        let given = (|| {
            for item in
                Node::root(&options).get("suppress")?.map(|list| list.items()).transpose()?.into_iter().flatten()
            {
                let text = item.text()?;
                self.suppress_in(&options, text.text)?;
            }
            Ok(())
        })();
        self.options = options;
        given
    }

    /// Numbers that must get nothing, one a line. To be given before the list.
    ///
    /// # Errors
    /// None beyond those of [`open`](Self::open).
    pub fn suppress(&mut self, numbers: &str) -> Result<(), Error> {
        let options = std::mem::replace(&mut self.options, Value::Null);
        let done = self.suppress_in(&options, numbers);
        self.options = options;
        done
    }

    fn suppress_in(&mut self, options: &Value<'_>, numbers: &str) -> Result<(), Error> {
        let draft = Draft::read_for_template(options, self.now)?;
        let judge = Judge::new(crate::check::setting(&draft)?, None, None);
        for number in numbers.lines().filter(|line| !line.trim().is_empty()) {
            match judge.key(number) {
                0 => self.faults.unread_suppressed += 1,
                key => self.suppressed.add(comparable(key)),
            }
        }
        Ok(())
    }

    /// Takes the next bytes and reads as far as they go.
    ///
    /// # Errors
    /// Something that is no text, options that do not fit the list (a column that it does not have), or a list that is
    /// larger than the memory.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.begun {
            return self.take(bytes).and_then(|()| self.read(false));
        }
        self.head.extend_from_slice(bytes);
        if self.head.len() < PIECE { Ok(()) } else { self.begin().and_then(|()| self.read(false)) }
    }

    fn begin(&mut self) -> Result<(), Error> {
        let head = std::mem::take(&mut self.head);
        self.begun = true;
        refuse_binary(&head)?;
        if self.encoding.is_none() {
            self.encoding = Encoding::sniff(&head);
        }
        self.take(&head)
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(Encoding::Utf16 { big_endian }) = self.encoding {
            // Three bytes of UTF-8 for two of UTF-16 at the most.
            self.reserve(bytes.len() / 2 * 3 + 3)?;
            self.utf16.push(bytes, big_endian, &mut self.bytes);
        } else {
            self.reserve(bytes.len())?;
            self.bytes.extend_from_slice(bytes);
        }
        Ok(())
    }

    /// Reads the rest and says what there is to say of the whole.
    ///
    /// # Errors
    /// Those of [`feed`](Self::feed).
    pub fn finish(&mut self) -> Result<ListSummary, Error> {
        if !self.begun {
            self.begin()?;
        }
        self.utf16.finish(&mut self.bytes);
        self.read(true)?;
        self.rows.finish();
        if self.layout.as_ref().is_some_and(|layout| layout.signs.delimiter == 0) {
            let free = sniff::DELIMITERS.iter().position(|delimiter| !self.bytes.contains(delimiter));
            self.free_delimiter = free.unwrap_or(0);
        }
        campaign::summary(self)
    }

    /// Notes whether what is there so far is UTF-8.
    fn validate(&mut self) {
        if self.encoding.is_some() || self.faults.windows {
            return;
        }
        match std::str::from_utf8(self.bytes.get(self.valid..).unwrap_or_default()) {
            Ok(_) => self.valid = self.bytes.len(),
            Err(error) if error.error_len().is_none() => self.valid += error.valid_up_to(),
            Err(_) => self.faults.windows = true,
        }
    }

    fn read(&mut self, last: bool) -> Result<(), Error> {
        self.validate();
        if !last && self.bytes.len() - self.at < PIECE {
            return Ok(());
        }
        let options = std::mem::replace(&mut self.options, Value::Null);
        let done = self.read_in(&options, last);
        self.options = options;
        done
    }

    fn read_in(&mut self, options: &Value<'_>, last: bool) -> Result<(), Error> {
        let layout = match self.layout.take() {
            Some(layout) => layout,
            None => {
                let sample = self.bytes.get(..PIECE).unwrap_or(&self.bytes);
                let layout = Layout::find(options, sample, last && sample.len() == self.bytes.len(), self.encoding)?;
                self.at = layout.header.map_or(layout.preamble, |header| header.next);
                // As many rows as in the sample, for as long as the list will be.
                let lines = line_breaks(sample) as usize + 1;
                self.rows.expect(self.bytes.capacity() / (sample.len() / lines).max(8));
                if layout.header.is_some_and(|header| header.broken) {
                    self.note_broken(layout.preamble);
                }
                layout
            }
        };
        let done = self.read_rows(options, &layout, last);
        self.layout = Some(layout);
        done
    }

    /// A record whose quotes do not fit together.
    fn note_broken(&mut self, start: usize) {
        self.faults.broken_quotes += 1;
        if self.faults.first_broken_line == 0 {
            self.faults.first_broken_line = line_breaks(self.bytes.get(..start).unwrap_or_default()) + 1;
        }
    }

    fn read_rows(&mut self, options: &Value<'_>, layout: &Layout, last: bool) -> Result<(), Error> {
        let draft = Draft::read_for_template(options, self.now)?;
        let mut frame = Frame::new(&draft, options, layout)?;
        let (mut cells, mut rules) = (Vec::new(), Rules::new());
        while self.at < self.bytes.len() {
            let Some(record) = csv::record(&self.bytes, self.at, last, layout.signs, &mut cells) else { break };
            let start = self.at;
            self.at = record.next;
            if record.broken {
                self.note_broken(start);
            }
            if is_blank(&self.bytes, &cells) {
                continue;
            }
            if cells.len() > layout.width {
                self.faults.wide += 1;
            }
            rules.clear();
            let (seen, compared) = self.look(&mut frame, layout, &cells, &mut rules)?;
            self.rows.push(start as u32, seen, &rules, compared);
        }
        self.rows.compare();
        Ok(())
    }

    /// Notes what holds for a row, and whether it is to be compared with others of the same number.
    #[inline]
    fn look(
        &self,
        frame: &mut Frame<'_>,
        layout: &Layout,
        cells: &[Cell],
        rules: &mut Rules,
    ) -> Result<(Seen, bool), Error> {
        let view = self.view(layout, cells);
        let cell = layout.number.and_then(|column| cells.get(column));
        let local = layout.country.is_some();
        let seen = match cell.and_then(|cell| frame.judges.base().glance(cell.of(&self.bytes), local, rules)) {
            Some(seen) => seen,
            None => {
                let (judge, unread) = frame.judge(layout, &view);
                let seen = judge.look(&view.text(layout.number), rules);
                if unread && (1..NATIONAL).contains(&seen.key) && rules.iter().all(|(_, level)| *level != Level::Fail) {
                    rules.push((rule::LIST_COUNTRY_UNREAD, rule::LIST_COUNTRY_UNREAD.level));
                }
                seen
            }
        };
        if layout.asks_consent() {
            let answers = &mut frame.answers;
            let asked = consent(layout, |column| match cells.get(column) {
                Some(cell) => answers.of(&self.bytes, *cell, || view.text(Some(column))),
                None => Answer::Empty,
            });
            for rule in asked.into_iter().flatten() {
                rules.push((rule, rule.level));
            }
        }
        if seen.key != 0 && self.suppressed.has(comparable(seen.key)) {
            rules.push((rule::LIST_SUPPRESSED, rule::LIST_SUPPRESSED.level));
        }
        let person = rules.len();
        if let Some(filling) = &frame.filling {
            let values = view.values(&layout.mapped);
            if !filling.is_plain(&values) {
                let mut findings = Findings::default();
                filling.check(&values, &mut findings)?;
                rules.extend(findings.rules());
            }
        }
        let unfillable = rules.get(person..).unwrap_or_default().iter().any(|(_, level)| *level == Level::Fail);
        // A later row of the same person may fill the template better: then this one does not stand for both.
        Ok((seen, frame.dedupe && !unfillable))
    }

    /// A row with everything found about it, in words.
    ///
    /// # Errors
    /// An index beyond the last row.
    pub fn row(&self, index: usize) -> Result<ListRow, Error> {
        let beyond = || {
            Error::new(
                "index",
                match self.rows.len() {
                    0 => "the list has no rows".into(),
                    rows => format!("the list has {rows} rows: the last one is {}", rows - 1),
                },
            )
        };
        let outcome = self.rows.outcome_at(index).ok_or_else(beyond)?;
        let mut row = None;
        self.framed(&mut |layout, draft, frame| {
            let mut cells = Vec::new();
            self.record(index, &mut cells);
            let view = self.view(layout, &cells);
            let mut findings = Findings::default();
            let recipient = self.explain(index, frame, &view, &mut findings)?;
            row = Some(ListRow {
                index,
                input: view.text(layout.number).into_owned(),
                digits: recipient.digits,
                region: recipient.region,
                status: outcome.status,
                cells: (0..cells.len()).map(|column| view.text(Some(column)).into_owned()).collect(),
                findings: findings.finish(&draft.options.policy, draft.options.platform, draft.options.language),
            });
            Ok(())
        })?;
        row.ok_or_else(beyond)
    }

    /// Does something with what rows are judged by, once the list has been read.
    fn framed(
        &self,
        work: &mut dyn FnMut(&Layout, &Draft<'_>, &mut Frame<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let Some(layout) = &self.layout else { return Ok(()) };
        let draft = Draft::read_for_template(&self.options, self.now)?;
        let mut frame = Frame::new(&draft, &self.options, layout)?;
        work(layout, &draft, &mut frame)
    }

    /// Notes what holds for a row, with the values that it is said with.
    fn explain(
        &self,
        index: usize,
        frame: &mut Frame<'_>,
        view: &View<'_>,
        findings: &mut Findings,
    ) -> Result<Recipient, Error> {
        let Some((layout, outcome)) = self.layout.as_ref().zip(self.rows.outcome_at(index)) else {
            return Ok(Recipient::default());
        };
        let recipient = frame.judge(layout, view).0.explain(&view.text(layout.number), findings);
        let told = |rule: &'static Rule| outcome.rules.iter().any(|(other, _)| std::ptr::eq(*other, rule));
        if told(rule::LIST_COUNTRY_UNREAD) {
            let found = findings.add(rule::LIST_COUNTRY_UNREAD);
            layout.explain_cell(layout.country, view, found);
            if let Some(number) = &recipient.number {
                found.value("country", country::of_number(number.region(), number.calling_code()));
            }
        }
        explain_consent(layout, view, findings);
        for rule in [rule::LIST_SUPPRESSED, rule::LIST_OPTED_OUT_ELSEWHERE].into_iter().filter(|rule| told(rule)) {
            findings.add(rule);
        }
        if let Some(filling) = &frame.filling {
            filling.check(&view.values(&layout.mapped), findings)?;
        }
        for rule in [rule::LIST_DUPLICATE, rule::LIST_PROBABLE_DUPLICATE].into_iter().filter(|rule| told(rule)) {
            self.explain_repeat(index, rule, findings);
        }
        Ok(recipient)
    }

    /// Names the row that a row repeats.
    fn explain_repeat(&self, index: usize, rule: &'static Rule, findings: &mut Findings) {
        let first = self.rows.repeated(index).unwrap_or(0);
        let other = self.rows.get(first).map_or(0, |row| row.key);
        findings.add(rule).count("row", first + 1).value("digits", number::digits(other));
    }

    fn view<'v>(&'v self, layout: &Layout, cells: &'v [Cell]) -> View<'v> {
        View { bytes: &self.bytes, cells, encoding: self.encoding, quote: layout.signs.quote }
    }

    /// Cuts a row that was read before.
    fn record(&self, index: usize, cells: &mut Vec<Cell>) -> Option<Record> {
        let start = self.rows.get(index)?.start as usize;
        csv::record(&self.bytes, start, true, self.layout.as_ref()?.signs, cells)
    }

    /// The places of all rows that a filter lets through, in order.
    pub fn select(&self, filter: &ListFilter<'_>) -> Vec<u32> {
        let fits: Vec<bool> = (self.rows.outcomes.iter())
            .map(|outcome| {
                filter.status.is_none_or(|status| outcome.status.name() == status)
                    && filter.rule.is_none_or(|id| outcome.rules.iter().any(|(rule, _)| rule.id == id))
            })
            .collect();
        let region = |place: u8| place.checked_sub(1).and_then(phone::region_at);
        (0..self.rows.len())
            .filter(|row| self.rows.outcome_place(*row).and_then(|place| fits.get(place)) == Some(&true))
            .filter(|row| {
                filter
                    .region
                    .is_none_or(|wanted| self.rows.get(*row).and_then(|row| region(row.region)) == Some(wanted))
            })
            .map(|row| row as u32)
            .collect()
    }
}

/// Under this key a number is looked for among the suppressed ones.
fn comparable(key: u64) -> u64 {
    if key & USER_ID == 0 { canonical(key) } else { key }
}

#[inline]
fn is_blank(bytes: &[u8], cells: &[Cell]) -> bool {
    cells.iter().all(|cell| cell.of(bytes).iter().all(u8::is_ascii_whitespace))
}

/// Line ends of any kind.
fn line_breaks(bytes: &[u8]) -> u32 {
    let ends =
        bytes.iter().enumerate().filter(|(at, b)| **b == b'\n' || **b == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    ends.count() as u32
}

/// The cells of one row as text.
struct View<'v> {
    bytes: &'v [u8],
    cells: &'v [Cell],
    encoding: Option<Encoding>,
    quote: u8,
}

impl<'v> View<'v> {
    /// The text of a cell; empty for one that is not there.
    fn text(&self, column: Option<usize>) -> Cow<'v, str> {
        let Some(cell) = column.and_then(|column| self.cells.get(column)) else { return Cow::Borrowed("") };
        let text = encoding::text(cell.of(self.bytes), self.encoding);
        if !cell.quoted || !text.as_bytes().contains(&self.quote) {
            return text;
        }
        let (twice, once) = if self.quote == b'"' { ("\"\"", "\"") } else { ("''", "'") };
        Cow::Owned(text.replace(twice, once))
    }

    /// What fills a template, in the order of the mapping.
    fn values(&self, mapped: &[Mapped]) -> Vec<Cow<'v, str>> {
        mapped.iter().map(|mapped| self.text(Some(mapped.column))).collect()
    }
}

/// Everything that a row is judged by, made once for many rows.
struct Frame<'f> {
    judges: Judges<'f>,
    filling: Option<Filling<'f>>,
    dedupe: bool,
    answers: Answers,
}

impl<'f> Frame<'f> {
    fn new<'a: 'f>(draft: &'f Draft<'a>, options: &'a Value<'a>, layout: &'f Layout) -> Result<Self, Error> {
        let node = Node::root(options);
        let template = node.get("template")?.map(|template| Template::read(&template)).transpose()?;
        let category = template.as_ref().and_then(|template| template.category);
        Ok(Self {
            judges: Judges::new(draft, category)?,
            filling: template
                .filter(|_| !layout.mapped.is_empty())
                .map(|template| Filling::new(template, &layout.mapped, &draft.options, draft.now)),
            dedupe: node.opt_bool("dedupe")?.unwrap_or(true),
            answers: Answers::new(),
        })
    }
}

impl<'f> Frame<'f> {
    /// Who judges the number of a row; and whether the row names a country that cannot be read.
    fn judge(&mut self, layout: &Layout, view: &View<'_>) -> (&Judge<'f>, bool) {
        match layout.country {
            Some(column) => self.judges.of(&view.text(layout.number), &view.text(Some(column))),
            None => (self.judges.base(), false),
        }
    }
}

/// What the columns of opt-outs and of consent say of a row.
fn consent(layout: &Layout, mut answer: impl FnMut(usize) -> Answer) -> [Option<&'static Rule>; 2] {
    let stopped = layout.opt_out.and_then(|column| match answer(column) {
        Answer::Yes | Answer::Stopped => Some(rule::LIST_OPTED_OUT),
        Answer::Unclear => Some(rule::LIST_CONSENT_UNCLEAR),
        Answer::No | Answer::Empty | Answer::Agreed => None,
    });
    let agreed = layout.consent.and_then(|column| match answer(column) {
        Answer::Yes | Answer::Agreed => None,
        Answer::Unclear => Some(rule::LIST_CONSENT_UNCLEAR),
        Answer::No | Answer::Empty | Answer::Stopped => Some(rule::LIST_NO_CONSENT),
    });
    [stopped, agreed]
}

fn explain_consent(layout: &Layout, view: &View<'_>, findings: &mut Findings) {
    let asked = consent(layout, |column| vocabulary::answer(&view.text(Some(column))));
    for (rule, column) in asked.into_iter().zip([layout.opt_out, layout.consent]) {
        let Some(rule) = rule else { continue };
        layout.explain_cell(column, view, findings.add(rule));
    }
}

impl Layout {
    fn find(options: &Value<'_>, sample: &[u8], whole: bool, encoding: Option<Encoding>) -> Result<Self, Error> {
        let node = Node::root(options);
        let (mut preamble, told) = sniff::preamble(sample);
        let header = match header(&node)? {
            // Columns have names only where there is a header.
            None if COLUMNS.iter().any(|key| by_name(&node, key)) => Some(1),
            header => header,
        };
        // What stands above the names: a title, the day of the export.
        for _ in 1..header.unwrap_or(0) {
            let lines = Signs { delimiter: 0, quote: b'"' };
            preamble = csv::record(sample, preamble, true, lines, &mut Vec::new()).map_or(preamble, |line| line.next);
        }
        let body = sample.get(preamble..).unwrap_or_default();
        let delimiter = match node.opt_text("delimiter")? {
            Some(text) => text.text.as_bytes().first().copied(),
            None => told,
        };
        let signs = sniff::signs(body, whole, delimiter, quote_sign(&node)?);
        let country = crate::draft::country(&node)?;
        let sample_rows = Sample::read(body, whole, signs, encoding);
        let columns = sample_rows.columns(header.map(|lines| lines > 0), country);
        let (header, number) = (columns.header, columns.number(&[]));
        let (mut cells, mut at) = (Vec::new(), preamble);
        let mut first = csv::record(sample, at, true, signs, &mut cells);
        while let Some(record) = first.filter(|record| is_blank(sample, &cells) && record.next < sample.len()) {
            at = record.next;
            first = csv::record(sample, at, true, signs, &mut cells);
        }
        let first = first.filter(|_| header && !is_blank(sample, &cells));
        let view = View { bytes: sample, cells: &cells, encoding, quote: signs.quote };
        let names: Vec<String> = match first {
            Some(_) => (0..cells.len()).map(|column| view.text(Some(column)).trim().to_string()).collect(),
            None => Vec::new(),
        };
        let width = if names.is_empty() { sample_rows.width() } else { names.len() };
        // Numbers may stand where few rows reach.
        let width = width.max(number.map_or(0, |column| column + 1));
        let mut layout = Self {
            signs,
            preamble: if first.is_some() { at } else { preamble },
            header: first,
            names,
            width,
            number,
            country: None,
            opt_out: None,
            consent: None,
            mapped: Vec::new(),
        };
        layout.choose(&node, &columns)?;
        Ok(layout)
    }

    /// What stands in a cell, and how its column is called.
    #[inline(never)]
    fn explain_cell(&self, column: Option<usize>, view: &View<'_>, found: &mut Found) {
        let name = column.and_then(|column| self.names.get(column)).map_or("", String::as_str);
        found.quoted("found", view.text(column).trim()).value("column", quote(name));
    }

    fn asks_consent(&self) -> bool {
        self.opt_out.is_some() || self.consent.is_some()
    }

    /// The columns that the options name.
    fn choose(&mut self, node: &Node<'_>, columns: &Columns) -> Result<(), Error> {
        self.country = self.found(node.get("countryColumn")?, vocabulary::names_country)?;
        self.opt_out = self.found(node.get("optOutColumn")?, vocabulary::names_opt_out)?;
        self.consent = node.get("consentColumn")?.map(|column| self.column(&column)).transpose()?;
        self.number = match node.get("numberColumn")? {
            Some(column) => Some(self.column(&column)?),
            None => columns.number(&[self.country, self.opt_out, self.consent]),
        };
        if let (Some(template), Some(mapping)) = (node.get("template")?, node.get("mapping")?) {
            self.mapped = fill::mapping(&mapping, &Template::read(&template)?, |column| self.column(column))?;
        }
        Ok(())
    }

    /// A column that is told, or told not to be there, or else found by its name.
    fn found(&self, told: Option<Node<'_>>, names: fn(&str) -> bool) -> Result<Option<usize>, Error> {
        match told {
            Some(Node { value: Value::Bool(false), .. }) => Ok(None),
            Some(column) => self.column(&column).map(Some),
            None => Ok(self.names.iter().position(|name| names(name))),
        }
    }

    /// A column by its name or its place.
    fn column(&self, node: &Node<'_>) -> Result<usize, Error> {
        let Value::Text(wanted) = node.value else {
            let place = place(node)?;
            let there = || node.error(format!("the list has {} columns, counted from 0", self.width));
            return if place < self.width.max(1) { Ok(place) } else { Err(there()) };
        };
        let wanted = wanted.trim();
        let exactly = self.names.iter().position(|name| name == wanted);
        let nearly = || {
            let wanted = wanted.to_lowercase();
            self.names.iter().position(|name| name.to_lowercase() == wanted)
        };
        exactly.or_else(nearly).ok_or_else(|| {
            let names: Vec<String> = self.names.iter().take(20).map(|name| quote(name).to_string()).collect();
            node.error(format!("the list has no column “{}”; its columns are: {}", quote(wanted), names.join(", ")))
        })
    }
}

/// How many lines stand above the rows, as far as it is told: the last of them names the columns.
fn header(node: &Node<'_>) -> Result<Option<usize>, Error> {
    let Some(header) = node.get("header")? else { return Ok(None) };
    match header.value {
        Value::Bool(there) => Ok(Some(usize::from(*there))),
        Value::Number(lines) if lines.fract() == 0.0 && (0.0..=100.0).contains(lines) => Ok(Some(*lines as usize)),
        _ => Err(header.error("true or false belongs here, or how many lines stand above the rows")),
    }
}

/// What stands around cells, as far as it is told; 0 for nothing.
#[inline(never)]
fn quote_sign(node: &Node<'_>) -> Result<Option<u8>, Error> {
    let Some(quote) = node.get("quote")? else { return Ok(None) };
    match quote.value {
        Value::Bool(false) => Ok(Some(0)),
        Value::Text(text) if matches!(text.as_ref(), "\"" | "'") => Ok(text.bytes().next()),
        _ => Err(quote.error("a quote is \" or ', or false where there are none")),
    }
}

/// Whether an option names a column by a text.
fn by_name(node: &Node<'_>, key: &str) -> bool {
    node.peek(key).is_some_and(|column| matches!(column.value, Value::Text(_)))
}

/// The place of a column, a whole number from 0.
fn place(node: &Node<'_>) -> Result<usize, Error> {
    match node.value {
        Value::Number(number) if number.fract() == 0.0 && (0.0..1e6).contains(number) => Ok(*number as usize),
        _ => Err(node.error("a column is given by its name, or by its place as a whole number from 0")),
    }
}

/// Looks at the kinds of all options, so that a wrong one is told before the list is read.
fn check_options(options: &Value<'_>) -> Result<Option<Encoding>, Error> {
    let node = Node::root(options);
    if !node.is_map() {
        return Err(node.error(format!("the options are an object, found {}", options.kind())));
    }
    node.opt_bool("dedupe")?;
    header(&node)?;
    let column = |node: Node<'_>| if let Value::Text(_) = node.value { Ok(0) } else { place(&node) };
    for key in COLUMNS {
        let told = node.get(key)?;
        // What would be found by its name may be told not to be there.
        if !(FOUND.contains(&key) && matches!(told, Some(Node { value: Value::Bool(false), .. }))) {
            told.map(column).transpose()?;
        }
    }
    if let Some(template) = node.get("template")? {
        let template = Template::read(&template)?;
        if let Some(mapping) = node.get("mapping")? {
            fill::mapping(&mapping, &template, |node| column(*node))?;
        }
    }
    let quote = quote_sign(&node)?.unwrap_or(b'"');
    if let Some(delimiter) = node.opt_text("delimiter")? {
        let fits = |byte: &u8| byte.is_ascii() && !b"\"\r\n".contains(byte) && *byte != quote;
        if !matches!(delimiter.text.as_bytes(), [byte] if fits(byte)) {
            return Err(Error::new("delimiter", "a delimiter is one character such as \",\", \";\", \"\\t\" or \"|\""));
        }
    }
    let Some(encoding) = node.opt_text("encoding")? else { return Ok(None) };
    let wanted = encoding.text.trim().to_ascii_lowercase();
    match Encoding::NAMES.iter().find(|(name, _)| *name == wanted) {
        Some((_, encoding)) => Ok(Some(*encoding)),
        None => Err(Error::new(
            "encoding",
            "encodings are utf-8, utf-16le, utf-16be and windows-1252; save the list as one of them",
        )),
    }
}

/// Files that are not lists of text: what to do with them.
fn refuse_binary(head: &[u8]) -> Result<(), Error> {
    let is = |starts: &[&[u8]]| starts.iter().any(|start| head.starts_with(start));
    let message = if is(&[b"PK\x03\x04", b"\xD0\xCF\x11\xE0"]) {
        "this is a workbook or an archive, not a list of text: open it and save the sheet as CSV (UTF-8)"
    } else if is(&[b"%PDF"]) {
        "this is a PDF, not a list of text: export the contacts as CSV"
    } else if is_json(head) {
        "this is JSON, not a list of contacts: export them as CSV"
    } else {
        let odd = |byte: &&u8| matches!(**byte, 0..=8 | 0xE..=0x1A | 0x1C..=0x1F);
        let utf16 = matches!(Encoding::sniff(head), Some(Encoding::Utf16 { .. }));
        if utf16 || head.iter().take(PIECE).filter(odd).count() * 100 <= head.len().min(PIECE) {
            return Ok(());
        }
        "this is not a list of text: export the contacts as CSV"
    };
    Err(Error::new("contacts", message))
}

/// An object, or an array of objects, arrays or texts.
#[inline(never)]
fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut signs = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    matches!((signs.next(), signs.next()), (Some(b'{'), Some(b'"')) | (Some(b'['), Some(b'{' | b'[' | b'"')))
}
