//! Patterns into a minimal acyclic automaton over digits.

use std::collections::HashMap;

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind, PatternID};

/// Google allows a national number 17 digits; whatever is longer is refused before the automaton is asked.
pub const MAX_LENGTH: usize = 17;

/// What a whole number means; 0 says nothing matched.
pub type Label = u16;

/// Where no digit leads to a match any more.
pub const DEAD: u32 = 0;

#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Node {
    /// The meaning of a number that ends here.
    pub label: Label,
    /// Where each digit leads.
    pub next: [u32; 10],
}

/// Any number of roots over shared nodes. No two nodes have the same future, so it is minimal at all times.
pub struct Automaton {
    pub nodes: Vec<Node>,
    known: HashMap<Node, u32>,
}

impl Automaton {
    pub fn new() -> Self {
        let dead = Node { label: 0, next: [DEAD; 10] };
        Self { nodes: vec![dead.clone()], known: HashMap::from([(dead, DEAD)]) }
    }

    /// Adds the numbers that any of `patterns` matches as a whole, and gives the root that leads to them.
    ///
    /// `label` is told which patterns match a number, and how long the number is.
    pub fn add(&mut self, patterns: &[&str], label: impl Fn(&[bool], usize) -> Label) -> Result<u32, String> {
        let patterns: Vec<String> = patterns.iter().map(|pattern| format!("(?:{pattern})")).collect();
        let dfa = dense::Builder::new()
            .configure(dense::Config::new().match_kind(MatchKind::All).start_kind(StartKind::Anchored))
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .thompson(thompson::Config::new().utf8(false))
            .build_many(&patterns)
            .map_err(|e| format!("{e:?}: {patterns:?}"))?;
        let start = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).map_err(|e| e.to_string())?;
        let mut walk = Walk { dfa: &dfa, label: &label, automaton: self, seen: HashMap::new() };
        Ok(walk.node(start, 0))
    }

    fn intern(&mut self, node: Node) -> u32 {
        let next = self.nodes.len() as u32;
        *self.known.entry(node).or_insert_with_key(|node| {
            self.nodes.push(node.clone());
            next
        })
    }
}

struct Walk<'a, L> {
    dfa: &'a dense::DFA<Vec<u32>>,
    label: &'a L,
    automaton: &'a mut Automaton,
    seen: HashMap<(StateID, usize), u32>,
}

impl<L: Fn(&[bool], usize) -> Label> Walk<'_, L> {
    /// The node for what can follow after `length` digits. Bottom up, so that equal futures are found to be equal.
    fn node(&mut self, state: StateID, length: usize) -> u32 {
        if self.dfa.is_dead_state(state) {
            return DEAD;
        }
        if let Some(&node) = self.seen.get(&(state, length)) {
            return node;
        }
        let mut node = Node { label: (self.label)(&self.matched(state), length), next: [DEAD; 10] };
        if length < MAX_LENGTH {
            for (digit, next) in (b'0'..=b'9').zip(&mut node.next) {
                *next = self.node(self.dfa.next_state(state, digit), length + 1);
            }
        }
        let node = self.automaton.intern(node);
        self.seen.insert((state, length), node);
        node
    }

    /// Which patterns match if the number ends here.
    fn matched(&self, state: StateID) -> Vec<bool> {
        let end = self.dfa.next_eoi_state(state);
        let mut matched = vec![false; self.dfa.pattern_len()];
        if self.dfa.is_match_state(end) {
            for i in 0..self.dfa.match_len(end) {
                matched[PatternID::as_usize(&self.dfa.match_pattern(end, i))] = true;
            }
        }
        matched
    }
}
