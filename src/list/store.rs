//! What is kept of every row: 16 bytes.

use super::number::{Rules, canonical};
use super::{RowStatus, Seen, comparable};
use crate::catalogue::{Rule, rule};
use crate::report::Level;

/// A set of rules that rows have in common. Lists have millions of rows and a few dozen of these.
pub(crate) struct Outcome {
    pub(crate) rules: Rules,
    pub(crate) status: RowStatus,
    pub(crate) count: u32,
    /// Its rows are compared with others of the same number.
    compared: bool,
    /// Its rows say that the person wants no messages.
    stopped: bool,
}

/// A row: what of it is needed again and again.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// E.164 as a number; with `USER_ID` the hash of a user id; 0 for nothing to compare.
    pub(crate) key: u64,
    /// Where it begins.
    pub(crate) start: u32,
    outcome: u16,
    /// Place of the region plus one; 0 for none.
    pub(crate) region: u8,
}

/// How many outcomes are found at once.
const MET: usize = 32;

#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) all: Vec<Row>,
    pub(crate) outcomes: Vec<Outcome>,
    /// Where outcomes were found, by what their rules add up to.
    met: [u16; MET],
    /// Rows that repeat an earlier one, exactly or probably, with that one: in order.
    links: Vec<(u32, u32)>,
    index: Index,
    /// How many rows were compared with those before.
    compared: usize,
    /// Whose rows say that they want no messages.
    stopped: Keys,
}

impl Rows {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, row: usize) -> Option<&Row> {
        self.all.get(row)
    }

    #[inline]
    pub(crate) fn push(&mut self, start: u32, seen: Seen, rules: &Rules, compared: bool) {
        let outcome = self.outcome(rules, compared);
        self.all.push(Row { key: seen.key, start, outcome, region: seen.region });
    }

    /// Room for as many rows as the list seems to have, so that they do not move while they become more.
    pub(crate) fn expect(&mut self, rows: usize) {
        // Where there is no room yet, growing will find out.
        let _ = self.all.try_reserve(rows);
        self.index.expect(rows);
    }

    fn outcome(&mut self, rules: &Rules, compared: bool) -> u16 {
        let same = |outcome: &Outcome| {
            outcome.rules.len() == rules.len()
                && outcome.compared == compared
                && outcome.rules.iter().zip(rules).all(|(a, b)| std::ptr::eq(a.0, b.0) && a.1 == b.1)
        };
        // Most rows are like one that was met before.
        let met = rules.iter().fold(rules.len(), |met, (rule, level)| {
            met.wrapping_mul(31).wrapping_add(std::ptr::from_ref(*rule) as usize / size_of::<Rule>()) ^ *level as usize
        }) % MET;
        let place = match self.outcomes.get(usize::from(self.met[met])) {
            Some(outcome) if same(outcome) => self.met[met].into(),
            _ => self.outcomes.iter().position(same).unwrap_or_else(|| {
                let stopped = rules.iter().any(|(rule, _)| std::ptr::eq(*rule, rule::LIST_OPTED_OUT));
                self.outcomes.push(Outcome {
                    rules: rules.clone(),
                    status: status(rules),
                    count: 0,
                    compared,
                    stopped,
                });
                self.outcomes.len() - 1
            }),
        };
        self.met[met] = place as u16;
        if let Some(outcome) = self.outcomes.get_mut(place) {
            outcome.count += 1;
        }
        place as u16
    }

    /// Place of a row's outcome among all.
    pub(crate) fn outcome_place(&self, row: usize) -> Option<usize> {
        self.get(row).map(|row| usize::from(row.outcome))
    }

    pub(crate) fn outcome_at(&self, row: usize) -> Option<&Outcome> {
        self.outcomes.get(self.outcome_place(row)?)
    }

    fn has(&self, row: usize, holds: impl Fn(&'static Rule, Level) -> bool) -> bool {
        self.outcome_at(row).is_some_and(|outcome| outcome.rules.iter().any(|(rule, level)| holds(rule, *level)))
    }

    /// Adds a rule to a row that is already kept.
    fn add(&mut self, row: usize, rule: &'static Rule) {
        let Some(outcome) = self.outcome_place(row).and_then(|place| self.outcomes.get_mut(place)) else { return };
        if outcome.rules.iter().any(|(other, _)| std::ptr::eq(*other, rule)) {
            return;
        }
        outcome.count -= 1;
        let (mut rules, compared) = (outcome.rules.clone(), outcome.compared);
        rules.push((rule, rule.level));
        let outcome = self.outcome(&rules, compared);
        if let Some(row) = self.all.get_mut(row) {
            row.outcome = outcome;
        }
    }

    /// The earlier row that a row repeats.
    pub(crate) fn repeated(&self, row: usize) -> Option<usize> {
        let at = self.links.binary_search_by_key(&(row as u32), |link| link.0).ok()?;
        self.links.get(at).map(|link| link.1 as usize)
    }

    /// Compares the rows that have come since with all before them, and notes what that means for both. Many at once: while
    /// one waits for its place in memory, the next is on its way.
    pub(crate) fn compare(&mut self) {
        let until = self.len();
        let from = std::mem::replace(&mut self.compared, until);
        for row in from..until {
            let Some(&Row { key, outcome, .. }) = self.all.get(row) else { return };
            let Some(outcome) = self.outcomes.get(usize::from(outcome)).filter(|_| key != 0) else { continue };
            if outcome.stopped {
                self.stopped.add(comparable(key));
            }
            match if outcome.compared { self.repeats(row as u32, key) } else { Repeats::Nothing } {
                Repeats::Nothing => {}
                Repeats::Exactly(first) => self.repeated_by(row, first, rule::LIST_DUPLICATE),
                Repeats::Probably(first) => self.repeated_by(row, first, rule::LIST_PROBABLE_DUPLICATE),
            }
        }
    }

    fn repeated_by(&mut self, row: usize, first: u32, rule: &'static Rule) {
        self.links.push((row as u32, first));
        if !self.has(row, |_, level| level == Level::Fail) {
            self.add(row, rule);
        }
    }

    /// Who said stop in one row said it for all, those before it and those that repeat another one.
    #[inline(never)]
    fn stop_everywhere(&mut self) {
        let stopped = std::mem::take(&mut self.stopped);
        if stopped.is_empty() {
            return;
        }
        for row in 0..self.len() {
            let said = self.outcome_at(row).is_some_and(|outcome| outcome.stopped);
            if !said && self.get(row).is_some_and(|row| row.key != 0 && stopped.has(comparable(row.key))) {
                self.add(row, rule::LIST_OPTED_OUT_ELSEWHERE);
            }
        }
    }

    /// Looks for an earlier row with the number of this one, and remembers this one for later ones.
    #[inline]
    fn repeats(&mut self, row: u32, key: u64) -> Repeats {
        let rows = &self.all;
        let key_of = |row: u32| rows.get(row as usize).map_or(0, |row| row.key);
        let wanted = canonical(key);
        let mut probable = None;
        let exact = self.index.find_or_add(
            row,
            wanted,
            |row| canonical(key_of(row)),
            |other| {
                let other_key = key_of(other);
                if probable.is_none() && other_key != key && canonical(other_key) == wanted {
                    probable = Some(other);
                }
                other_key == key
            },
        );
        match (exact, probable) {
            (Some(first), _) => Repeats::Exactly(first),
            (None, Some(first)) => Repeats::Probably(first),
            (None, None) => Repeats::Nothing,
        }
    }

    /// Says what only the whole list tells, and gives back what only reading needs.
    pub(crate) fn finish(&mut self) {
        self.stop_everywhere();
        self.index = Index::default();
    }
}

fn status(rules: &Rules) -> RowStatus {
    let any = |level: Level| rules.iter().any(|(_, l)| *l == level);
    if any(Level::Fail) {
        RowStatus::Blocked
    } else if rules.iter().any(|(rule, _)| std::ptr::eq(*rule, rule::LIST_DUPLICATE)) {
        RowStatus::Duplicate
    } else if any(Level::Risk) {
        RowStatus::Risky
    } else {
        RowStatus::Sendable
    }
}

enum Repeats {
    Nothing,
    /// The same number as in this row.
    Exactly(u32),
    /// A number of this row under which WhatsApp may know the same person.
    Probably(u32),
}

/// A set of numbers.
#[derive(Default)]
pub(crate) struct Keys {
    all: Vec<u64>,
    index: Index,
}

impl Keys {
    #[inline(never)]
    pub(crate) fn add(&mut self, key: u64) {
        let (all, place) = (&self.all, self.all.len() as u32);
        let known = |place: u32| all.get(place as usize).copied().unwrap_or(0);
        if self.index.find_or_add(place, key, known, |other| known(other) == key).is_none() {
            self.all.push(key);
        }
    }

    #[inline]
    pub(crate) fn has(&self, key: u64) -> bool {
        self.index.has(key, |place| self.all.get(place as usize) == Some(&key))
    }

    fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// A hash table of places in a list that is kept elsewhere: five bytes a slot, eight slots to a group.
///
/// One word holds a part of the hash of all eight, and tells nearly always whether one of them is meant: so that most
/// questions take one look into memory, and no guess of the processor goes wrong.
#[derive(Default)]
pub(crate) struct Index {
    /// By group, a byte for each slot: 0 when it is free, else with its top bit set. The number of groups is a power of two.
    tags: Vec<u64>,
    places: Vec<[u32; 8]>,
    used: usize,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = ONES << 7;

impl Index {
    /// The first place with this hash for which `is` holds; where there is none, `place` is added.
    #[inline]
    pub(crate) fn find_or_add(
        &mut self,
        place: u32,
        hash: u64,
        hash_of: impl Fn(u32) -> u64,
        is: impl FnMut(u32) -> bool,
    ) -> Option<u32> {
        if self.used >= self.tags.len() * 6 {
            self.grow(hash_of);
        }
        let (mut group, tag) = self.spread(hash);
        let found = self.seek(&mut group, tag, is);
        if found.is_none() {
            self.put(group, tag, place);
            self.used += 1;
        }
        found
    }

    /// Whether a place with this hash is there for which `is` holds.
    pub(crate) fn has(&self, hash: u64, is: impl FnMut(u32) -> bool) -> bool {
        let (mut group, tag) = self.spread(hash);
        self.seek(&mut group, tag, is).is_some()
    }

    /// The group for a hash, and its tag. Numbers of one area follow each other; this scatters them.
    #[inline]
    fn spread(&self, hash: u64) -> (usize, u64) {
        let spread = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((spread >> 32) as usize & self.tags.len().wrapping_sub(1), spread >> 24 & 0x7F | 0x80)
    }

    /// Goes on from a group to the place that is meant, or to the next group with a free slot.
    #[inline]
    fn seek(&self, group: &mut usize, tag: u64, mut is: impl FnMut(u32) -> bool) -> Option<u32> {
        loop {
            let tags = *self.tags.get(*group)?;
            let others = tags ^ (tag * ONES);
            // The top bit of each byte that is the same, and maybe of some behind the first of them.
            let mut same = others.wrapping_sub(ONES) & !others & TOPS;
            while same != 0 {
                let place = *self.places.get(*group)?.get(same.trailing_zeros() as usize / 8)?;
                if is(place) {
                    return Some(place);
                }
                same &= same - 1;
            }
            if tags & TOPS != TOPS {
                return None;
            }
            *group = (*group + 1) & (self.tags.len() - 1);
        }
    }

    /// Takes the first free slot of a group.
    #[inline]
    fn put(&mut self, group: usize, tag: u64, place: u32) {
        let Some((tags, places)) = self.tags.get_mut(group).zip(self.places.get_mut(group)) else { return };
        let free = (!*tags & TOPS).trailing_zeros() / 8;
        if let Some(slot) = places.get_mut(free as usize) {
            *tags |= tag << (free * 8);
            *slot = place;
        }
    }

    /// Room for some places, so that they are not moved while they become more.
    fn expect(&mut self, places: usize) {
        let groups = (places / 6 + 1).next_power_of_two();
        let free = self.tags.is_empty() && self.tags.try_reserve_exact(groups).is_ok();
        if free && self.places.try_reserve_exact(groups).is_ok() {
            self.resize(groups);
        }
    }

    fn resize(&mut self, groups: usize) {
        self.tags.resize(groups, 0);
        self.places.resize(groups, [0; 8]);
    }

    fn grow(&mut self, hash_of: impl Fn(u32) -> u64) {
        let old = std::mem::take(self);
        self.resize((old.tags.len() * 2).max(128));
        self.used = old.used;
        for (tags, places) in old.tags.iter().zip(&old.places) {
            let taken = places.iter().enumerate().filter(|(slot, _)| tags >> (slot * 8) & 0x80 != 0);
            for (_, place) in taken {
                let (mut group, tag) = self.spread(hash_of(*place));
                self.seek(&mut group, tag, |_| false);
                self.put(group, tag, *place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_finds_what_was_added() {
        let (mut index, keys) = (Index::default(), (0..5000u64).map(|n| n * 10).collect::<Vec<_>>());
        let key = |place: u32| keys[place as usize];
        for place in 0..5000 {
            assert_eq!(index.find_or_add(place, key(place), key, |other| key(other) == key(place)), None);
        }
        for place in 0..5000 {
            assert_eq!(index.find_or_add(9999, key(place), key, |other| key(other) == key(place)), Some(place));
            assert!(!index.has(key(place) + 1, |other| key(other) == key(place) + 1));
        }
    }
}
