//! The compiler of phone metadata, on plans small enough to try every number.

#![allow(clippy::unwrap_used, reason = "that is how a test fails")]
#![allow(dead_code, reason = "the build script uses the rest")]

use std::collections::{BTreeMap, HashSet};

use automaton::{Automaton, DEAD, Label, MAX_LENGTH};

#[path = "../build/phone/automaton.rs"]
mod automaton;
#[path = "../build/phone/pack.rs"]
mod pack;
#[path = "../build/phone/prefix.rs"]
mod prefix;

/// Three patterns, and the same in plain words.
const PATTERNS: [&str; 3] = ["[2-4]\\d{3}|5\\d{2,4}", "(?:21|5[05]\\d)\\d\\d", "[01]\\d*|9"];

fn naive(number: &str) -> [bool; 3] {
    let first = number.bytes().next();
    let length = number.len();
    [
        matches!(first, Some(b'2'..=b'4')) && length == 4 || first == Some(b'5') && (3..=5).contains(&length),
        number.starts_with("21") && length == 4
            || (number.starts_with("50") || number.starts_with("55")) && length == 5,
        matches!(first, Some(b'0' | b'1')) || number == "9",
    ]
}

/// A label that remembers which patterns matched; the second pattern counts for four digits only.
fn label(matched: &[bool], length: usize) -> Label {
    let counts = [matched[0], matched[1] && length == 4, matched[2]];
    counts.iter().zip(0..).map(|(&matched, bit)| Label::from(matched) << bit).sum()
}

fn walk(automaton: &Automaton, root: u32, number: &str) -> Label {
    let step = |node: u32, digit: u8| automaton.nodes[node as usize].next[usize::from(digit - b'0')];
    automaton.nodes[number.bytes().fold(root, step) as usize].label
}

/// Every number of up to `longest` digits, the empty one first.
fn numbers(longest: usize) -> impl Iterator<Item = String> {
    (0..=longest).flat_map(|length| {
        (0..10u32.pow(length as u32)).map(move |n| if length == 0 { String::new() } else { format!("{n:0length$}") })
    })
}

#[test]
fn every_number_gets_the_label_of_its_patterns() {
    let mut automaton = Automaton::new();
    let root = automaton.add(&PATTERNS, label).unwrap();
    for number in numbers(6) {
        assert_eq!(walk(&automaton, root, &number), label(&naive(&number), number.len()), "{number}");
    }
    let longest = "1".repeat(MAX_LENGTH);
    assert_ne!(walk(&automaton, root, &longest), 0);
    assert_eq!(walk(&automaton, root, &format!("{longest}1")), 0, "no number is longer");
}

#[test]
fn no_two_nodes_have_the_same_future() {
    let mut automaton = Automaton::new();
    let bounded = ["[2-4]\\d{3}|5\\d{2,4}", "(?:21|5[05]\\d)\\d\\d"];
    automaton.add(&bounded, |matched, _| Label::from(matched[0]) + 2 * Label::from(matched[1])).unwrap();
    let mut futures = HashSet::new();
    for node in 0..automaton.nodes.len() as u32 {
        let future: Vec<Label> = numbers(5).map(|number| walk(&automaton, node, &number)).collect();
        assert!(futures.insert(future), "node {node} is a twin");
    }
}

#[test]
fn plans_share_what_they_have_in_common() {
    let mut automaton = Automaton::new();
    let yes = |matched: &[bool], _: usize| Label::from(matched[0]);
    let first = automaton.add(&["[2-9]\\d{9}"], yes).unwrap();
    let alone = automaton.nodes.len();
    assert_eq!(automaton.add(&["[2-57-9]\\d{9}|6\\d{9}"], yes).unwrap(), first, "the same plan in other words");
    automaton.add(&["1\\d{10}|[2-9]\\d{9}"], yes).unwrap();
    assert_eq!(automaton.nodes.len(), alone + 2, "one more root and one more digit");
}

#[test]
fn a_pattern_that_cannot_be_read_is_named() {
    let error = Automaton::new().add(&["(1"], |_, _| 1).unwrap_err();
    assert!(error.contains("(1"), "{error}");
}

/// Reads the form that `pack` describes, as plainly as can be.
fn unpack(packed: &pack::Packed, roots: usize) -> (Vec<usize>, Vec<[usize; 10]>, BTreeMap<usize, usize>) {
    let varint = |at: &mut usize| {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = packed.bytes[*at];
            *at += 1;
            value |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return value;
            }
        }
    };
    let (mut token, mut rank, mut at) = (packed.tokens, packed.ranks, packed.labels);
    let (mut recent, mut numbered) = (Vec::new(), 0);
    let mut target = || {
        let node = match varint(&mut rank) {
            0 => {
                numbered += 1;
                numbered
            }
            place => recent.remove(place - 1),
        };
        recent.insert(0, node);
        node
    };
    let roots = (0..roots).map(|_| target()).collect();
    let mut nodes = vec![[0; 10]];
    for n in 0..packed.nodes {
        let mask = u16::from_le_bytes([packed.bytes[2 * n], packed.bytes[2 * n + 1]]) << 1 | 1;
        let (mut next, mut used) = ([0; 10], Vec::new());
        for digit in 0..10 {
            next[digit] = if mask >> digit & 1 == 0 {
                next[digit - 1]
            } else {
                token += 1;
                match packed.bytes[token - 1] {
                    0 => 0,
                    1 => {
                        used.push(target());
                        used[used.len() - 1]
                    }
                    again => used[usize::from(again) - 2],
                }
            };
        }
        nodes.push(next);
    }
    let (mut labels, mut node) = (BTreeMap::new(), 1);
    while at < packed.bytes.len() {
        node += varint(&mut at);
        labels.insert(node, varint(&mut at));
    }
    (roots, nodes, labels)
}

#[test]
fn packing_loses_nothing() {
    let mut automaton = Automaton::new();
    let roots = [automaton.add(&PATTERNS, label).unwrap(), automaton.add(&["2\\d{3}"], label_one).unwrap()];
    let packed = pack::pack(&automaton, &roots);
    let (new_roots, nodes, labels) = unpack(&packed, roots.len());
    assert_eq!(nodes.len(), packed.nodes + 1);
    for (&old, &new) in roots.iter().zip(&new_roots) {
        for number in numbers(5) {
            let end = number.bytes().fold(new, |node, digit| nodes[node][usize::from(digit - b'0')]);
            let label = labels.get(&end).copied().unwrap_or(0);
            assert_eq!(label, usize::from(walk(&automaton, old, &number)), "{number}");
        }
    }
    assert_eq!(DEAD, 0);
}

fn label_one(matched: &[bool], _: usize) -> Label {
    Label::from(matched[0])
}

#[test]
fn prefix_programs_know_their_first_digits() {
    let first = |pattern: &str| prefix::Program::compile(pattern).unwrap().first;
    assert_eq!(first("0|8[1-3]"), 1 | 1 << 8);
    assert_eq!(first("0?(?:(1|23)15)?"), 1 | 1 << 1 | 1 << 2);
    assert_eq!(first("([457]\\d{6})$|1"), 1 << 4 | 1 << 5 | 1 << 7 | 1 << 1);
    assert_eq!(prefix::Program::compile("(a)").map(|_| ()).unwrap_err(), "(a): 'a' is no digit");
    assert!(prefix::Program::compile("0\\d*").is_err(), "a loop could run long");
}
