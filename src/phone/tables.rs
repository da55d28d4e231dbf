//! What the build script made of the metadata, unpacked at the first number.

use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/phone_tables.rs"));

static AUTOMATON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/phone_automaton.bin"));

/// A numbering plan, beyond its numbers.
pub(super) struct Territory {
    /// Bit n: numbers of n digits are possible.
    pub(super) lengths: u32,
    /// Bit n: numbers of n digits can be dialled from nearby only.
    pub(super) local_lengths: u32,
    /// Programs, as places in `PROGRAMS` counted from 1; 0 for none.
    pub(super) national: u16,
    pub(super) leading: u16,
    pub(super) international: u16,
    /// Place in `RULES` counted from 1; 0 for none.
    pub(super) rule: u8,
    /// Places in `PREFIXES` counted from 1; 0 for none.
    pub(super) national_prefix: u8,
    pub(super) international_prefix: u8,
}

/// A calling code: where its digits end, which territories share it, and the root of its numbers.
#[derive(Clone, Copy)]
pub(super) struct Code {
    pub(super) code: u16,
    pub(super) digits: u8,
    pub(super) territories: u8,
    /// Place of the main territory.
    pub(super) main: u8,
    /// Bit d: a national prefix may begin with digit d.
    pub(super) prefixed: u16,
    pub(super) root: u16,
}

/// Place of a territory in `TERRITORIES`.
pub(super) type Place = u8;

pub(super) struct Tables {
    /// Where each digit leads from each node. Node 0 is where nothing matches any more.
    next: Vec<[u16; 10]>,
    /// What a number that ends at a node means; 0 for nothing.
    labels: Vec<u16>,
    pub(super) codes: Vec<Code>,
    /// By three digits: 1 + place of the calling code that they begin with.
    code_of: Vec<u8>,
    /// By territory: root of the numbers that its general description matches.
    general: Vec<u16>,
    /// By two letters: 1 + place of the territory.
    place_of: Vec<u8>,
}

/// The tables; the first call takes about a millisecond.
pub(super) fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(Tables::unpack);
    &TABLES
}

impl Tables {
    fn unpack() -> Self {
        let mut unpacker = Unpacker::default();
        let mut ranks = Stream(AUTOMATON.get(RANKS..).unwrap_or_default());
        let mut roots = (0..CODES.len() + TERRITORIES.len()).map(|_| unpacker.target(&mut ranks)).collect::<Vec<_>>();
        let general = roots.split_off(CODES.len());
        let next = unpacker.nodes(&mut ranks);
        let codes = codes(&roots);
        Self { next, labels: labels(), code_of: code_of(&codes), place_of: place_of(), general, codes }
    }

    /// The label of a whole national number among those of a calling code; 0 if it is not valid.
    pub(super) fn label(&self, code: &Code, national: &[u8]) -> u16 {
        self.walk(code.root, national)
    }

    /// Whether a whole national number matches what is said of the plan in general. Its length is not asked.
    pub(super) fn is_general(&self, place: Place, national: &[u8]) -> bool {
        self.general.get(usize::from(place)).is_some_and(|&root| self.walk(root, national) != 0)
    }

    fn walk(&self, root: u16, digits: &[u8]) -> u16 {
        self.label_at(digits.iter().fold(root, |node, digit| self.step(node, digit & 0xf)))
    }

    /// The next node.
    #[inline]
    pub(super) fn step(&self, node: u16, digit: u8) -> u16 {
        let next = self.next.get(usize::from(node)).and_then(|next| next.get(usize::from(digit)));
        next.copied().unwrap_or(0)
    }

    /// What a number that ends at a node means; 0 for nothing.
    #[inline]
    pub(super) fn label_at(&self, node: u16) -> u16 {
        self.labels.get(usize::from(node)).copied().unwrap_or(0)
    }

    /// The calling code that an international number begins with.
    pub(super) fn code_at(&self, digits: &[u8]) -> Option<&Code> {
        let &[a, b, c, ..] = digits else { return None };
        self.code_of([a & 0xf, b & 0xf, c & 0xf])
    }

    /// The same by the values of the first three digits.
    #[inline]
    pub(super) fn code_of(&self, [a, b, c]: [u8; 3]) -> Option<&Code> {
        let three = usize::from(a) * 100 + usize::from(b) * 10 + usize::from(c);
        self.codes.get(usize::from(*self.code_of.get(three)?).checked_sub(1)?)
    }

    /// The territory by its ISO code, in letters of either case. `001` is none: it names many.
    pub(super) fn place(&self, region: &str) -> Option<Place> {
        self.place_of.get(letters(region)?)?.checked_sub(1)
    }

    /// The calling code of a territory.
    pub(super) fn code_of_place(&self, place: Place) -> Option<&Code> {
        let behind = self.codes.partition_point(|code| code.main <= place);
        self.codes.get(behind.checked_sub(1)?)
    }
}

/// The data of a territory.
pub(super) fn territory(place: Place) -> Option<&'static Territory> {
    TERRITORIES.get(usize::from(place))
}

/// Its ISO code.
pub(super) fn id(place: Place) -> Option<&'static str> {
    let at = usize::from(place) * 2;
    match IDS.get(at..at + 2)? {
        "00" => Some("001"),
        id => Some(id),
    }
}

/// A prefix by its place counted from 1.
pub(super) fn prefix(place: u8) -> Option<&'static str> {
    PREFIXES.get(usize::from(place).checked_sub(1)?).copied()
}

/// Two letters as a number below 676.
fn letters(region: &str) -> Option<usize> {
    let &[a, b] = region.as_bytes() else { return None };
    let letter = |byte: u8| byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_uppercase() - b'A'));
    Some(letter(a)? * 26 + letter(b)?)
}

fn codes(roots: &[u16]) -> Vec<Code> {
    let mut main = 0;
    let code = |(&(code, territories), &root): (&(u16, u8), &u16)| {
        let digits = match code {
            ..10 => 1,
            10..100 => 2,
            _ => 3,
        };
        main += territories;
        let first = main - territories;
        let prefixed = territory(first).map_or(0, |territory| super::prefix::first_digits(territory.national));
        Code { code, digits, territories, main: first, prefixed, root }
    };
    CODES.iter().zip(roots).map(code).collect()
}

fn code_of(codes: &[Code]) -> Vec<u8> {
    let mut code_of = vec![0; 1000];
    for (code, place) in codes.iter().zip(1..) {
        // No calling code begins with another one, so each owns all numbers that begin with it.
        let rest = [100, 10, 1][usize::from(code.digits - 1)];
        let from = usize::from(code.code) * rest;
        code_of.iter_mut().skip(from).take(rest).for_each(|of| *of = place);
    }
    code_of
}

fn place_of() -> Vec<u8> {
    let mut place_of = vec![0; 26 * 26];
    for place in 0..=u8::MAX {
        let letters = id(place).and_then(letters);
        if let Some(of) = letters.and_then(|letters| place_of.get_mut(letters)) {
            *of = place + 1;
        }
    }
    place_of
}

fn labels() -> Vec<u16> {
    let mut labels = vec![0; NODES + 1];
    let mut stream = Stream(AUTOMATON.get(LABELS..).unwrap_or_default());
    let mut node = 1;
    while !stream.0.is_empty() {
        node += stream.varint();
        let label = stream.varint();
        if let Some(of) = labels.get_mut(node) {
            *of = label as u16;
        }
    }
    labels
}

/// Bytes read from the front; zeros behind the end.
struct Stream<'a>(&'a [u8]);

impl Stream<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    fn varint(&mut self) -> usize {
        let mut value = 0;
        for shift in [0, 7, 14] {
            let byte = self.byte();
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }
}

/// Undoes `build/phone/pack.rs`, which explains the form.
#[derive(Default)]
struct Unpacker {
    /// Nodes by last use, latest last.
    recent: Vec<u16>,
    /// Nodes that something led to so far.
    numbered: u16,
}

impl Unpacker {
    fn target(&mut self, ranks: &mut Stream) -> u16 {
        let rank = ranks.varint();
        if rank == 0 {
            self.numbered += 1;
            self.recent.push(self.numbered);
        } else if let Some(at) = self.recent.len().checked_sub(rank) {
            let node = self.recent.remove(at);
            self.recent.push(node);
        }
        self.recent.last().copied().unwrap_or(0)
    }

    fn nodes(&mut self, ranks: &mut Stream) -> Vec<[u16; 10]> {
        let mut masks = Stream(AUTOMATON);
        let mut tokens = Stream(AUTOMATON.get(TOKENS..).unwrap_or_default());
        let mut nodes = Vec::with_capacity(NODES + 1);
        nodes.push([0; 10]);
        for _ in 0..NODES {
            let mask = u16::from_le_bytes([masks.byte(), masks.byte()]);
            nodes.push(self.node(mask << 1 | 1, &mut tokens, ranks));
        }
        nodes
    }

    fn node(&mut self, mask: u16, tokens: &mut Stream, ranks: &mut Stream) -> [u16; 10] {
        let mut next = [0; 10];
        let mut used = [0; 10];
        let mut new = 0;
        let mut target = 0;
        for (digit, to) in next.iter_mut().enumerate() {
            if mask >> digit & 1 == 1 {
                target = match tokens.byte() {
                    0 => 0,
                    1 => {
                        let node = self.target(ranks);
                        used.iter_mut().skip(new).take(1).for_each(|used| *used = node);
                        new += 1;
                        node
                    }
                    again => used.get(usize::from(again - 2)).copied().unwrap_or(0),
                };
            }
            *to = target;
        }
        next
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "that is how a test fails")]
mod tests {
    use super::*;

    #[test]
    fn everything_is_unpacked() {
        let tables = tables();
        assert_eq!(tables.next.len(), NODES + 1);
        assert_eq!(tables.codes.len(), CODES.len());
        assert_eq!(tables.general.len(), TERRITORIES.len());
        assert!(tables.next.iter().skip(1).all(|next| next.iter().all(|&node| usize::from(node) <= NODES)));
        assert!(tables.next.iter().zip(&tables.labels).skip(1).all(|(next, &label)| label != 0 || *next != [0; 10]));
    }

    #[test]
    fn calling_codes_are_found_by_what_begins_with_them() {
        let code = |digits: &[u8]| tables().code_at(digits).map(|code| code.code);
        assert_eq!(code(b"12025550123"), Some(1));
        assert_eq!(code(b"7999"), Some(7));
        assert_eq!(code(b"4930"), Some(49));
        assert_eq!(code(b"35312"), Some(353));
        assert_eq!(code(b"0049"), None);
        assert_eq!(code(b"2101"), None, "nobody's");
        assert_eq!(code(b"49"), None, "Google wants three digits");
    }

    #[test]
    fn territories_are_found_by_letters() {
        let round = |region| tables().place(region).and_then(id);
        assert_eq!(round("IN"), Some("IN"));
        assert_eq!(round("in"), Some("IN"));
        for none in ["ZZ", "001", "00", "", "I", "IND", "ı", "é"] {
            assert_eq!(round(none), None, "{none}");
        }
        for place in 0..TERRITORIES.len() as u8 {
            let code = tables().code_of_place(place).unwrap();
            assert!((code.main..code.main + code.territories).contains(&place));
        }
    }
}
