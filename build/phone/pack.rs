//! The automaton as few bytes as a general-purpose compressor will make fewer still. `src/phone/tables.rs` unpacks it.
//!
//! Nodes are numbered breadth first from the roots, so that most targets are simply "the next node nobody led to yet".
//! The rest were mostly met a short while ago: they are written as their place in a list kept in order of last use.
//!
//! Four streams follow each other, because a compressor finds more in bytes of one kind:
//! - one mask per node, two bytes: bit d says that digit d leads elsewhere than digit d - 1 does;
//! - one token per set bit, and one for digit 0: 0 for nowhere, 1 for a target new to this node, 2 + k for its k-th again;
//! - one rank per new target: 0 for the next unnumbered node, 1 + place in the list for a known one;
//! - gap and label of the nodes where a number may end.
//!
//! Roots come before all nodes, as ranks. Ranks, gaps and labels are little-endian base 128, with the top bit for "goes on".

use std::collections::HashMap;

use super::automaton::{Automaton, DEAD};

/// The packed automaton, and what the reader has to know beforehand.
pub struct Packed {
    pub nodes: usize,
    /// Where each stream begins: masks at 0, then tokens, ranks, labels.
    pub tokens: usize,
    pub ranks: usize,
    pub labels: usize,
    pub bytes: Vec<u8>,
}

pub fn pack(automaton: &Automaton, roots: &[u32]) -> Packed {
    let mut packer = Packer::default();
    roots.iter().for_each(|&root| packer.target(root));
    let mut at = 0;
    while let Some(&node) = packer.order.get(at) {
        packer.node(&automaton.nodes[node as usize].next);
        at += 1;
    }
    packer.labels(automaton);
    let (tokens, ranks) = (packer.masks.len(), packer.masks.len() + packer.tokens.len());
    let labels = ranks + packer.ranks.len();
    let bytes = [packer.masks, packer.tokens, packer.ranks, packer.labels].concat();
    Packed { nodes: packer.order.len(), tokens, ranks, labels, bytes }
}

#[derive(Default)]
struct Packer {
    masks: Vec<u8>,
    tokens: Vec<u8>,
    ranks: Vec<u8>,
    labels: Vec<u8>,
    /// Nodes by their new number.
    order: Vec<u32>,
    /// Nodes by last use, latest first.
    recent: Vec<u32>,
    numbers: HashMap<u32, usize>,
}

impl Packer {
    fn node(&mut self, next: &[u32; 10]) {
        let mut mask = 0u16;
        let mut used: Vec<u32> = Vec::new();
        for digit in 0..10 {
            if digit > 0 && next[digit] == next[digit - 1] {
                continue;
            }
            // Digit 0 always begins a run, so its bit says nothing and is left out.
            if digit > 0 {
                mask |= 1 << (digit - 1);
            }
            self.token(next[digit], &mut used);
        }
        self.masks.extend(mask.to_le_bytes());
    }

    fn token(&mut self, target: u32, used: &mut Vec<u32>) {
        if target == DEAD {
            self.tokens.push(0);
        } else if let Some(k) = used.iter().position(|&node| node == target) {
            self.tokens.push(2 + k as u8);
        } else {
            self.tokens.push(1);
            used.push(target);
            self.target(target);
        }
    }

    fn target(&mut self, node: u32) {
        assert_ne!(node, DEAD, "a root that matches nothing, or a run of dead digits taken for a target");
        if let Some(place) = self.recent.iter().position(|&recent| recent == node) {
            varint(place + 1, &mut self.ranks);
            self.recent.remove(place);
        } else {
            varint(0, &mut self.ranks);
            self.numbers.insert(node, self.order.len());
            self.order.push(node);
        }
        self.recent.insert(0, node);
    }

    fn labels(&mut self, automaton: &Automaton) {
        let mut last = 0;
        for (number, &node) in self.order.iter().enumerate() {
            let label = automaton.nodes[node as usize].label;
            if label != 0 {
                varint(number - last, &mut self.labels);
                varint(usize::from(label), &mut self.labels);
                last = number;
            }
        }
    }
}

fn varint(mut value: usize, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
