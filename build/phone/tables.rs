//! From plans to the two files that the engine includes.

use std::collections::HashMap;

use regex_syntax::hir::{Class, HirKind};

use super::automaton::Automaton;
use super::numbers::{add_code, add_general};
use super::pack::{Packed, pack};
use super::plan::{Code, Territory};
use super::prefix::Program;

pub struct World {
    packed: Packed,
    /// Rust source of the small tables, but for the version.
    source: String,
}

impl World {
    pub fn compile(codes: &[Code]) -> Result<Self, String> {
        let mut automaton = Automaton::new();
        let mut roots = Vec::new();
        for code in codes {
            roots.push(add_code(&mut automaton, code)?);
        }
        for territory in codes.iter().flat_map(|code| &code.territories) {
            roots.push(add_general(&mut automaton, territory)?);
        }
        let packed = pack(&automaton, &roots);
        let source = source(codes, &packed)?;
        Ok(Self { packed, source })
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

fn source(codes: &[Code], packed: &Packed) -> Result<String, String> {
    let mut small = Small::default();
    let (mut ids, mut territories) = (String::new(), String::new());
    for territory in codes.iter().flat_map(|code| &code.territories) {
        ids += if territory.id == "001" { "00" } else { &territory.id };
        territories += &small.territory(territory).map_err(|e| format!("{}: {e}", territory.id))?;
    }
    let count = ids.len() / 2;
    let shares: Vec<_> = codes.iter().map(|code| (code.code, code.territories.len())).collect();
    let Packed { nodes, tokens, ranks, labels, .. } = packed;
    if count > u8::MAX.into() || *nodes > u16::MAX.into() || small.programs.len() > u16::MAX.into() {
        return Err(format!("{count} territories, {nodes} nodes, {} bytes of programs", small.programs.len()));
    }
    let items = [
        ("Nodes of the automaton.", format!("const NODES: usize = {nodes}")),
        ("Where its streams begin, behind that of masks.", format!("const TOKENS: usize = {tokens}")),
        ("Ranks of targets.", format!("const RANKS: usize = {ranks}")),
        ("Labels and the gaps before them.", format!("const LABELS: usize = {labels}")),
        ("Calling codes, and how many territories share each.", array("CODES", "(u16, u8)", &shares)),
        ("Two letters per territory; 00 where a code belongs to no country.", format!("static IDS: &str = {ids:?}")),
        (
            "In the order of `CODES`, the main territory of a code first.",
            format!("static TERRITORIES: [Territory; {count}] = [\n{territories}]"),
        ),
        ("Programs that read prefixes.", array("PROGRAMS", "u8", &small.programs)),
        ("What a prefix becomes: digits, and 16 + n for parenthesis n.", array("RULES", "&[u8]", &small.rules)),
        ("Prefixes as people dial them.", array("PREFIXES", "&str", &small.prefixes)),
        ("Zero of every script that has decimal digits.", array("ZEROS", "u32", &zeros()?)),
    ];
    Ok(items.map(|(doc, item)| format!("/// {doc}\npub(super) {item};\n")).concat())
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
    /// A territory as Rust source.
    fn territory(&mut self, territory: &Territory) -> Result<String, String> {
        let rule = territory.transform_rule.as_deref().map(Rule::read).transpose()?;
        let fields = [
            ("lengths", territory.general.lengths as usize),
            ("local_lengths", territory.local_lengths as usize),
            ("national", self.program(territory.national_prefix_for_parsing.as_deref())?),
            ("leading", self.program(territory.leading_digits.as_deref())?),
            ("international", self.program(territory.international_prefix.as_deref())?),
            ("rule", rule.map_or(0, |rule| place(&mut self.rules, rule) + 1)),
            ("national_prefix", self.prefix(territory.national_prefix.as_deref())),
            ("international_prefix", self.prefix(dialled(territory).as_deref())),
        ];
        Ok(format!("    Territory {{ {} }},\n", fields.map(|(name, value)| format!("{name}: {value}")).join(", ")))
    }

    /// Where the program of a pattern begins, counted from 1; 0 for no pattern.
    fn program(&mut self, pattern: Option<&str>) -> Result<usize, String> {
        let Some(pattern) = pattern.filter(|pattern| !pattern.is_empty()) else { return Ok(0) };
        if let Some(&known) = self.program_of.get(pattern) {
            return Ok(known);
        }
        let program = Program::compile(pattern)?;
        let start = self.programs.len() + 1;
        self.programs.push(program.groups);
        self.programs.extend(program.first.to_le_bytes());
        self.programs.extend(program.code);
        self.program_of.insert(pattern.into(), start);
        Ok(start)
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
    fn read(rule: &str) -> Result<Self, String> {
        let mut items = Vec::new();
        let mut bytes = rule.bytes();
        while let Some(byte) = bytes.next() {
            items.push(match (byte, if byte == b'$' { bytes.next() } else { None }) {
                (b'0'..=b'9', _) => byte - b'0',
                (b'$', Some(group @ b'1'..=b'9')) => 16 + group - b'0',
                _ => return Err(format!("rule {rule}: neither digits nor parentheses")),
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
fn zeros() -> Result<Vec<u32>, String> {
    let hir = regex_syntax::parse(r"\p{Nd}").map_err(|e| e.to_string())?;
    let HirKind::Class(Class::Unicode(class)) = hir.kind() else { return Err("digits are a class".into()) };
    let mut zeros = Vec::new();
    for range in class.iter() {
        let (start, end) = (u32::from(range.start()), u32::from(range.end()));
        if (end + 1 - start) % 10 != 0 {
            return Err(format!("the digits from {start:#x} to {end:#x} are no runs of ten"));
        }
        zeros.extend((start..end).step_by(10));
    }
    Ok(zeros)
}
