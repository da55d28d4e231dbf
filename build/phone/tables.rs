//! From plans to the two files that the engine includes.

use std::collections::HashMap;
use std::fmt::Write;

use regex_syntax::hir::{Class, HirKind};

use super::automaton::{Automaton, Label};
use super::pack::{Packed, pack};
use super::plan::{Code, TYPES, Territory};
use super::prefix::Program;

/// Any label of a general description does; this one calling codes use too, so nodes are shared with them.
const GENERAL: Label = 1;

pub struct World {
    packed: Packed,
    /// Rust source of the small tables, but for the version.
    source: String,
}

impl World {
    pub fn compile(codes: &[Code]) -> Self {
        let mut automaton = Automaton::new();
        let mut roots: Vec<u32> = codes.iter().map(|code| add_code(&mut automaton, code)).collect();
        for territory in codes.iter().flat_map(|code| &code.territories) {
            roots.push(automaton.add(&[&territory.general.pattern], |matched, _| if matched[0] { GENERAL } else { 0 }));
        }
        let packed = pack(&automaton, &roots);
        let source = source(codes, &packed);
        Self { packed, source }
    }

    pub fn automaton(&self) -> &[u8] {
        &self.packed.bytes
    }

    pub fn source(&self, version: &str) -> String {
        format!(
            "/// The libphonenumber release whose metadata these are.\npub const METADATA_VERSION: &str = {version:?};\n{}",
            self.source
        )
    }
}

/// All valid numbers of a calling code. The label of a number is the place of its territory among those of the code, times
/// 16, plus the place of its type, counted from 1.
fn add_code(automaton: &mut Automaton, code: &Code) -> u32 {
    let mut patterns = Vec::new();
    let wanted: Vec<Wanted> = code.territories.iter().map(|territory| Wanted::of(territory, &mut patterns)).collect();
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    automaton.add(&patterns, |matched, length| {
        let owner = wanted.iter().position(|territory| wanted.len() == 1 || territory.claims(matched, length));
        let kind = owner.and_then(|owner| Some((owner, wanted[owner].kind(matched, length)?)));
        kind.map_or(0, |(owner, kind)| (owner as Label) << 4 | (kind as Label + 1))
    })
}

/// A territory with its patterns as places in the list that the automaton is built from.
struct Wanted<'a> {
    territory: &'a Territory,
    general: usize,
    types: [Option<usize>; TYPES.len()],
    leading_digits: Option<usize>,
}

const FIXED_LINE: usize = TYPES.len() - 2;
const MOBILE: usize = TYPES.len() - 1;
const FIXED_LINE_OR_MOBILE: usize = TYPES.len();

impl<'a> Wanted<'a> {
    fn of(territory: &'a Territory, patterns: &mut Vec<String>) -> Self {
        let mut add = |pattern: String| {
            patterns.push(pattern);
            patterns.len() - 1
        };
        Self {
            territory,
            general: add(territory.general.pattern.clone()),
            types: std::array::from_fn(|i| territory.types[i].as_ref().map(|desc| add(desc.pattern.clone()))),
            leading_digits: territory.leading_digits.as_ref().map(|digits| add(format!("(?:{digits})[0-9]*"))),
        }
    }

    /// Where a code is shared, Google asks for leading digits *instead of* a type: the number may turn out not valid.
    fn claims(&self, matched: &[bool], length: usize) -> bool {
        self.leading_digits.map_or_else(|| self.kind(matched, length).is_some(), |digits| matched[digits])
    }

    /// The type, as Google's `getNumberTypeHelper_` finds it.
    fn kind(&self, matched: &[bool], length: usize) -> Option<usize> {
        let is_long = |lengths: u32| lengths >> length & 1 == 1;
        let has = |kind: usize| {
            let (Some(pattern), Some(desc)) = (self.types[kind], &self.territory.types[kind]) else { return false };
            matched[pattern] && is_long(desc.lengths)
        };
        if !(matched[self.general] && is_long(self.territory.general.lengths)) {
            return None;
        }
        let kind = (0..TYPES.len()).find(|&kind| has(kind))?;
        Some(if kind == FIXED_LINE && has(MOBILE) { FIXED_LINE_OR_MOBILE } else { kind })
    }
}

fn source(codes: &[Code], packed: &Packed) -> String {
    let mut small = Small::default();
    let territories: Vec<String> =
        codes.iter().flat_map(|code| &code.territories).map(|t| small.territory(t)).collect();
    let ids: String =
        codes.iter().flat_map(|code| &code.territories).map(|t| if t.id == "001" { "00" } else { &t.id }).collect();
    let mut out = String::new();
    let Packed { nodes, tokens, ranks, labels, .. } = packed;
    item(&mut out, "Size and streams of the automaton.", format!("const NODES: usize = {nodes}"));
    item(&mut out, "", format!("const TOKENS: usize = {tokens}"));
    item(&mut out, "", format!("const RANKS: usize = {ranks}"));
    item(&mut out, "", format!("const LABELS: usize = {labels}"));
    let list: Vec<_> = codes.iter().map(|code| (code.code, code.territories.len())).collect();
    item(&mut out, "Calling codes, and how many territories share each.", array("CODES", "(u16, u8)", &list));
    item(
        &mut out,
        "Two letters per territory; 00 where a code belongs to no country.",
        format!("static IDS: &str = {ids:?}"),
    );
    item(
        &mut out,
        "By territory, in the order of `CODES`, the main territory of a code first.",
        format!("static TERRITORIES: [Territory; {}] = [\n{}]", territories.len(), territories.concat()),
    );
    item(&mut out, "Programs that read prefixes.", array("PROGRAMS", "u8", &small.programs));
    item(
        &mut out,
        "What a prefix becomes: digits, and 16 + n for parenthesis n.",
        array("RULES", "&[u8]", &small.rules),
    );
    item(&mut out, "Prefixes as people dial them.", array("PREFIXES", "&str", &small.prefixes));
    item(&mut out, "Zero of every script that has decimal digits.", array("ZEROS", "u32", &zeros()));
    out
}

fn item(out: &mut String, doc: &str, text: String) {
    if !doc.is_empty() {
        let _ = writeln!(out, "/// {doc}");
    }
    let _ = writeln!(out, "pub(super) {text};");
}

fn array<T: std::fmt::Debug>(name: &str, kind: &str, items: &[T]) -> String {
    format!("static {name}: [{kind}; {}] = {items:?}", items.len())
}

/// What territories have in common, kept once.
#[derive(Default)]
struct Small {
    programs: Vec<u8>,
    program_of: HashMap<String, usize>,
    rules: Vec<Rule>,
    prefixes: Vec<String>,
}

impl Small {
    /// The Rust expression of a territory.
    fn territory(&mut self, territory: &Territory) -> String {
        let program = self.program(territory.national_prefix_for_parsing.as_deref());
        let abroad = self.program(territory.international_prefix.as_deref());
        let leading = self.program(territory.leading_digits.as_deref());
        let rule =
            territory.transform_rule.as_deref().map(|rule| Rule::read(rule).unwrap_or_else(|e| panic!("{rule}: {e}")));
        let fields = [
            ("lengths", territory.general.lengths.to_string()),
            ("local_lengths", territory.local_lengths.to_string()),
            ("national", program.to_string()),
            ("rule", rule.map_or(0, |rule| place(&mut self.rules, rule) + 1).to_string()),
            ("leading", leading.to_string()),
            ("international", abroad.to_string()),
            ("national_prefix", self.prefix(territory.national_prefix.as_deref()).to_string()),
            ("international_prefix", self.prefix(dialled(territory).as_deref()).to_string()),
        ];
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!("    Territory {{ {} }},\n", fields.join(", "))
    }

    /// Where the program of a pattern begins, + 1; 0 for no pattern.
    fn program(&mut self, pattern: Option<&str>) -> usize {
        let Some(pattern) = pattern.filter(|pattern| !pattern.is_empty()) else { return 0 };
        if let Some(&known) = self.program_of.get(pattern) {
            return known;
        }
        let program = Program::compile(pattern).unwrap_or_else(|e| panic!("{e}"));
        let start = self.programs.len() + 1;
        self.programs.push(program.groups);
        self.programs.extend(program.first.to_le_bytes());
        self.programs.extend(program.code);
        self.program_of.insert(pattern.into(), start);
        start
    }

    fn prefix(&mut self, prefix: Option<&str>) -> usize {
        prefix.map_or(0, |prefix| place(&mut self.prefixes, prefix.to_string()) + 1)
    }
}

fn place<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

/// The one international prefix of a territory, or the one preferred among several. A wave in it means: wait for a tone.
fn dialled(territory: &Territory) -> Option<String> {
    let plain = |prefix: &&String| prefix.bytes().all(|byte| byte.is_ascii_digit());
    let preferred = territory.preferred_international_prefix.as_ref();
    Some(preferred.or(territory.international_prefix.as_ref().filter(plain))?.replace('~', ""))
}

/// What replaces a matched prefix: digits, and 16 + n for what parenthesis n matched.
#[derive(PartialEq)]
struct Rule(Vec<u8>);

impl Rule {
    fn read(rule: &str) -> Result<Self, &'static str> {
        let mut items = Vec::new();
        let mut bytes = rule.bytes();
        while let Some(byte) = bytes.next() {
            items.push(match byte {
                b'$' => match bytes.next() {
                    Some(group @ b'1'..=b'9') => 16 + group - b'0',
                    _ => return Err("no digit behind a dollar sign"),
                },
                b'0'..=b'9' => byte - b'0',
                _ => return Err("neither a digit nor a dollar sign"),
            });
        }
        Ok(Self(items))
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "&{:?}", self.0)
    }
}

/// Unicode keeps decimal digits in runs from zero to nine, so the zeros say it all.
fn zeros() -> Vec<u32> {
    let hir = regex_syntax::parse(r"\p{Nd}").expect("a known property");
    let HirKind::Class(Class::Unicode(class)) = hir.kind() else { panic!("not a class of characters: {hir:?}") };
    let mut zeros = Vec::new();
    for range in class.iter() {
        let (start, end) = (u32::from(range.start()), u32::from(range.end()));
        assert_eq!((end + 1 - start) % 10, 0, "a run of digits that is cut short at {start:x}");
        zeros.extend((start..end).step_by(10));
    }
    zeros
}
