//! Made-up input close to the real thing: values of the corpora, bent a little. What stands in them is what they are bent with.

use super::Value;

/// Numbers by chance, the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below another one (SplitMix64).
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }

    fn of<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        items.get(self.roll(items.len()))
    }
}

/// What corpora are made of: every key, every text, every number and every object.
#[derive(Default)]
pub struct Stock {
    keys: Vec<String>,
    leaves: Vec<Value>,
    trees: Vec<Value>,
}

/// Texts that are trouble somewhere.
const TROUBLE: [&str; 24] = [
    "",
    " ",
    "\u{0}",
    "\u{a0}",
    "\u{200d}",
    "\u{202e}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "e\u{301}",
    "\u{fe0f}",
    "{{1}}",
    "{{2}}{{3}}",
    "{{name}}",
    "{{",
    "}}",
    "{{0}}",
    "*_~`",
    "\n\n\n",
    "    ",
    "https://example.com/{{1}}",
    "\u{660}\u{661}",
    "\u{ff0b}49",
    "+49 1512 3456789",
    "%7B%22code%22%3A131047",
    "\\\"{\\u00e9",
];

const NUMBERS: [f64; 12] = [
    -1.0,
    0.0,
    0.5,
    1.0,
    2.0,
    1024.0,
    4096.0,
    100_000_000_000.0,
    1_795_176_000.0,
    253_402_300_800_000.0,
    9_007_199_254_740_993.0,
    1e300,
];

impl Stock {
    /// Takes stock of the JSON of corpora.
    pub fn of(corpora: &[&str]) -> Self {
        let mut stock = Self::default();
        for corpus in corpora {
            stock.take(&Value::from_json(corpus).expect("a corpus is JSON"));
        }
        stock.keys.sort_unstable();
        stock.keys.dedup();
        stock
    }

    fn take(&mut self, value: &Value) {
        match value {
            Value::List(items) => items.iter().for_each(|item| self.take(item)),
            Value::Map(members) => {
                self.trees.push(value.clone());
                for (key, member) in members {
                    self.keys.push(key.to_string());
                    self.take(member);
                }
            }
            leaf => self.leaves.push(leaf.clone()),
        }
    }

    fn key(&self, dice: &mut Dice) -> String {
        dice.of(&self.keys).cloned().unwrap_or_default()
    }

    fn value(&self, dice: &mut Dice) -> Value {
        let found = match dice.roll(8) {
            0 => Some(Value::Null),
            1 => Some(Value::List(Vec::new())),
            2 => Some(Value::Map(Vec::new())),
            3 => dice.of(&TROUBLE).map(|text| Value::from(*text)),
            4 => dice.of(&NUMBERS).map(|number| Value::from(*number)),
            5 => dice.of(&self.trees).cloned(),
            _ => dice.of(&self.leaves).cloned(),
        };
        found.unwrap_or(Value::Null)
    }

    /// Bends a value at one place.
    pub fn bend(&self, value: &mut Value, dice: &mut Dice) {
        let at = dice.roll(size(value));
        let donor = pick(value, dice.roll(size(value))).clone();
        let place = pick(value, at);
        match (dice.roll(10), place) {
            (0, place) => *place = self.value(dice),
            (1, place) => *place = donor,
            (2, place) => *place = Value::List(vec![place.clone(), donor]),
            (_, Value::Text(text)) => {
                let bent = bend_text(text, dice);
                *text = bent.into();
            }
            (_, Value::Number(number)) => {
                *number = match dice.roll(4) {
                    0 => *number + 1.0,
                    1 => *number - 1.0,
                    2 => *number * 1000.0,
                    _ => NUMBERS[dice.roll(NUMBERS.len())],
                }
            }
            (3 | 4, Value::List(items)) if !items.is_empty() => {
                let copy = items[dice.roll(items.len())].clone();
                items.insert(dice.roll(items.len() + 1), copy);
            }
            (5, Value::List(items)) => items.push(donor),
            (_, Value::List(items)) if !items.is_empty() => {
                items.remove(dice.roll(items.len()));
            }
            (3 | 4, Value::Map(members)) => members.push((self.key(dice).into(), self.value(dice))),
            (5, Value::Map(members)) => members.push((self.key(dice).into(), donor)),
            (6, Value::Map(members)) if !members.is_empty() => {
                let at = dice.roll(members.len());
                members[at].0 = self.key(dice).into();
            }
            (_, Value::Map(members)) if !members.is_empty() => {
                members.remove(dice.roll(members.len()));
            }
            (_, place) => *place = self.value(dice),
        }
    }
}

/// How many values there are, this one included.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(members) => members.iter().map(|(_, member)| size(member)).sum(),
        _ => 0,
    }
}

/// One of them by its number.
fn pick(mut value: &mut Value, mut number: usize) -> &mut Value {
    while number > 0 {
        number -= 1;
        let children: Vec<&mut Value> = match value {
            Value::List(items) => items.iter_mut().collect(),
            Value::Map(members) => members.iter_mut().map(|(_, member)| member).collect(),
            _ => unreachable!("a leaf is one value"),
        };
        let mut inside = None;
        for child in children {
            let size = size(child);
            if number < size {
                inside = Some(child);
                break;
            }
            number -= size;
        }
        value = inside.expect("a number below the size");
    }
    value
}

/// Bends a text at one place.
pub fn bend_text(text: &str, dice: &mut Dice) -> String {
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (borders[dice.roll(borders.len())], borders[dice.roll(borders.len())]);
    let (from, to) = (a.min(b), a.max(b));
    let trouble = TROUBLE[dice.roll(TROUBLE.len())];
    match dice.roll(6) {
        0 => [&text[..from], &text[to..]].concat(),
        1 => [&text[..to], &text[from..]].concat(),
        2 => text[from..to].into(),
        3 => [&text[..from], trouble, &text[to..]].concat(),
        4 => text.chars().rev().collect(),
        _ => [&text[..from], trouble, &text[from..]].concat(),
    }
}
