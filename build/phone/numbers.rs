//! What the patterns of a plan say of a number: whose it is and of which type, as Google decides it.

use super::automaton::{Automaton, Label};
use super::plan::{Code, TYPES, Territory};

/// Any label of a general description does; this one calling codes use too, so nodes are shared with them.
const GENERAL: Label = 1;

/// All numbers that a territory's general description matches. They are needed to decide whether a prefix is one.
pub fn add_general(automaton: &mut Automaton, territory: &Territory) -> Result<u32, String> {
    automaton.add(&[&territory.general.pattern], |matched, _| if matched[0] { GENERAL } else { 0 })
}

/// All valid numbers of a calling code. The label of a number is the place of its territory among those of the code, times
/// 16, plus the place of its type, counted from 1.
pub fn add_code(automaton: &mut Automaton, code: &Code) -> Result<u32, String> {
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
