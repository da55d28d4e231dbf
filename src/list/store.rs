//! What is kept of every row: columns of small numbers, 15 bytes a row.

use super::number::{Rules, canonical};
use super::{RowStatus, Seen};
use crate::catalogue::{Rule, rule};
use crate::report::Level;

/// A set of rules that rows have in common. Lists have millions of rows and a few dozen of these.
pub(crate) struct Outcome {
    pub(crate) rules: Rules,
    pub(crate) status: RowStatus,
    pub(crate) count: u32,
}

#[derive(Default)]
pub(crate) struct Rows {
    /// Where each row begins.
    pub(crate) starts: Vec<u32>,
    pub(crate) keys: Vec<u64>,
    pub(crate) regions: Vec<u8>,
    outcome_of: Vec<u16>,
    pub(crate) outcomes: Vec<Outcome>,
    /// The outcome that was noted last.
    last: usize,
    /// Rows that repeat an earlier one, exactly or probably, with that one: in order.
    links: Vec<(u32, u32)>,
    index: Index,
}

impl Rows {
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    pub(crate) fn push(&mut self, start: u32, seen: Seen, rules: &Rules) {
        let outcome = self.outcome(rules);
        self.starts.push(start);
        self.keys.push(seen.key);
        self.regions.push(seen.region);
        self.outcome_of.push(outcome);
    }

    /// Room for as many rows as the list seems to have, so that the columns do not move while they grow.
    pub(crate) fn expect(&mut self, rows: usize) {
        // Where there is no room yet, growing will find out.
        let _ = self.starts.try_reserve(rows);
        let _ = self.keys.try_reserve(rows);
        let _ = self.regions.try_reserve(rows);
        let _ = self.outcome_of.try_reserve(rows);
        self.index.expect(rows);
    }

    fn outcome(&mut self, rules: &Rules) -> u16 {
        let same = |outcome: &Outcome| {
            outcome.rules.len() == rules.len()
                && outcome.rules.iter().zip(rules).all(|(a, b)| std::ptr::eq(a.0, b.0) && a.1 == b.1)
        };
        // Most rows are like the one before.
        let last = self.outcomes.get(self.last).filter(|outcome| same(outcome)).map(|_| self.last);
        let place = last.or_else(|| self.outcomes.iter().position(same)).unwrap_or_else(|| {
            self.outcomes.push(Outcome { rules: rules.clone(), status: status(rules), count: 0 });
            self.outcomes.len() - 1
        });
        self.last = place;
        if let Some(outcome) = self.outcomes.get_mut(place) {
            outcome.count += 1;
        }
        place as u16
    }

    /// Place of a row's outcome among all.
    pub(crate) fn outcome_place(&self, row: usize) -> Option<usize> {
        self.outcome_of.get(row).map(|place| usize::from(*place))
    }

    pub(crate) fn outcome_at(&self, row: usize) -> Option<&Outcome> {
        self.outcomes.get(usize::from(*self.outcome_of.get(row)?))
    }

    /// Adds a rule to a row that is already kept.
    pub(crate) fn add(&mut self, row: u32, rule: &'static Rule) {
        let row = row as usize;
        let Some(place) = self.outcome_of.get(row).map(|place| usize::from(*place)) else { return };
        let Some(outcome) = self.outcomes.get_mut(place) else { return };
        if outcome.rules.iter().any(|(other, _)| std::ptr::eq(*other, rule)) {
            return;
        }
        outcome.count -= 1;
        let mut rules = outcome.rules.clone();
        rules.push((rule, rule.level));
        let outcome = self.outcome(&rules);
        if let Some(place) = self.outcome_of.get_mut(row) {
            *place = outcome;
        }
    }

    /// The earlier row that a row repeats.
    pub(crate) fn repeated(&self, row: usize) -> Option<usize> {
        let at = self.links.binary_search_by_key(&(row as u32), |link| link.0).ok()?;
        self.links.get(at).map(|link| link.1 as usize)
    }

    /// Looks for an earlier row with the number of the row that comes next, and remembers it for later ones.
    pub(crate) fn repeats(&mut self, key: u64) -> Repeats {
        let (row, keys) = (self.starts.len() as u32, &self.keys);
        let hash_of = |row: u32| canonical(keys.get(row as usize).copied().unwrap_or(0));
        let wanted = canonical(key);
        let mut probable = None;
        let exact = self.index.find_or_add(row, wanted, hash_of, |other| {
            let other_key = keys.get(other as usize).copied().unwrap_or(0);
            if probable.is_none() && other_key != key && canonical(other_key) == wanted {
                probable = Some(other);
            }
            other_key == key
        });
        let repeats = match (exact, probable) {
            (Some(first), _) => Repeats::Exactly(first),
            (None, Some(first)) => Repeats::Probably(first),
            (None, None) => return Repeats::Nothing,
        };
        let (Repeats::Exactly(first) | Repeats::Probably(first)) = repeats else { return repeats };
        self.links.push((row, first));
        repeats
    }

    /// Gives back what only reading needs.
    pub(crate) fn finish(&mut self) {
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

pub(crate) enum Repeats {
    Nothing,
    /// The same number as in this row.
    Exactly(u32),
    /// A number of this row under which WhatsApp may know the same person.
    Probably(u32),
}

/// A hash table of places in a list that is kept elsewhere: four bytes an entry.
#[derive(Default)]
pub(crate) struct Index {
    /// A place plus one; 0 for a free slot. Their number is a power of two.
    slots: Vec<u32>,
    used: usize,
}

impl Index {
    /// The first place with this hash for which `is` holds; where there is none, `place` is added.
    pub(crate) fn find_or_add(
        &mut self,
        place: u32,
        hash: u64,
        hash_of: impl Fn(u32) -> u64,
        mut is: impl FnMut(u32) -> bool,
    ) -> Option<u32> {
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow(hash_of);
        }
        let mask = self.slots.len() - 1;
        let mut at = spread(hash, mask);
        loop {
            let slot = self.slots.get_mut(at)?;
            match slot.checked_sub(1) {
                None => {
                    *slot = place + 1;
                    self.used += 1;
                    return None;
                }
                Some(other) if is(other) => return Some(other),
                Some(_) => at = (at + 1) & mask,
            }
        }
    }

    /// Whether a place with this hash is there for which `is` holds.
    pub(crate) fn has(&self, hash: u64, is: impl Fn(u32) -> bool) -> bool {
        let Some(mask) = self.slots.len().checked_sub(1) else { return false };
        let mut at = spread(hash, mask);
        while let Some(other) = self.slots.get(at).and_then(|slot| slot.checked_sub(1)) {
            if is(other) {
                return true;
            }
            at = (at + 1) & mask;
        }
        false
    }

    /// Room for some places, so that they are not moved while they become more.
    fn expect(&mut self, places: usize) {
        let size = (places * 4 / 3 + 1).next_power_of_two();
        if self.slots.is_empty() && self.slots.try_reserve_exact(size).is_ok() {
            self.slots.resize(size, 0);
        }
    }

    fn grow(&mut self, hash_of: impl Fn(u32) -> u64) {
        let size = (self.slots.len() * 2).max(1024);
        let old = std::mem::replace(&mut self.slots, vec![0; size]);
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            let mut at = spread(hash_of(slot - 1), size - 1);
            while self.slots.get(at).is_some_and(|other| *other != 0) {
                at = (at + 1) & (size - 1);
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

/// Numbers of one area follow each other; this scatters them.
fn spread(hash: u64, mask: usize) -> usize {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask
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
