//! From free text to digits, as Google reads it: what may stand around, between and behind the digits of a number.

use std::ops::Range;

use super::ParseError;
use super::digits::{Digits, value};

/// UTF-16 units, as Google counts them. Longer text is refused, so everything here is bounded.
pub(super) const MAX_INPUT: usize = 250;

/// The longest extension; Google allows 20 digits where it is named in full.
pub(super) const MAX_EXTENSION: usize = 20;

/// A number as typed: all its digits, letters of the keypad included.
pub(super) struct Typed {
    pub(super) plus: bool,
    pub(super) digits: Digits<MAX_INPUT>,
    pub(super) extension: Digits<MAX_EXTENSION>,
}

/// Digits alone, with or without a `+`, which is how numbers come in bulk: nothing has to be copied then.
pub(super) fn plain(input: &str) -> Option<(bool, &[u8])> {
    let (plus, digits) = match input.as_bytes() {
        [b'+', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let fits = (3..MAX_INPUT).contains(&digits.len());
    (fits && digits.iter().all(u8::is_ascii_digit)).then_some((plus, digits))
}

/// Finds the number in a text.
pub(super) fn read(input: &str) -> Result<Typed, ParseError> {
    let text = Chars::read(input).ok_or(ParseError::TooLong)?;
    let number = candidate(text.get()).ok_or(ParseError::NotANumber)?;
    let number = number.get();
    if !is_viable(number) {
        return Err(ParseError::NotANumber);
    }
    let (number, extension) = without_extension(number);
    let pluses = number.iter().take_while(|&&c| is_plus(c)).count();
    Ok(Typed { plus: pluses > 0, digits: normalized(number), extension: normalized(extension) })
}

/// A short text, held inline.
struct Chars {
    chars: [char; MAX_INPUT],
    length: usize,
}

impl Chars {
    const fn new() -> Self {
        Self { chars: ['\0'; MAX_INPUT], length: 0 }
    }

    fn read(input: &str) -> Option<Self> {
        if input.len() > MAX_INPUT && input.encode_utf16().take(MAX_INPUT + 1).count() > MAX_INPUT {
            return None;
        }
        let mut chars = Self::new();
        chars.extend(input.chars());
        Some(chars)
    }

    fn extend(&mut self, chars: impl IntoIterator<Item = char>) {
        let free = self.chars.get_mut(self.length..).unwrap_or_default();
        self.length += free.iter_mut().zip(chars).map(|(to, c)| *to = c).count();
    }

    fn get(&self) -> &[char] {
        self.chars.get(..self.length).unwrap_or_default()
    }
}

/// The part of a text that can be a number: of a `tel:` address what it says, of other text from the first digit or plus to
/// the last digit or letter.
fn candidate(text: &[char]) -> Option<Chars> {
    const CONTEXT: &str = ";phone-context=";
    let mut number = Chars::new();
    if let Some(at) = find(text, CONTEXT) {
        let context = before(text.get(at + CONTEXT.len()..).unwrap_or_default(), ";");
        if !is_context(context) {
            return None;
        }
        if context.first() == Some(&'+') {
            number.extend(context.iter().copied());
        }
        let from = find(text, "tel:").map_or(0, |at| at + "tel:".len());
        number.extend(text.get(from.min(at)..from.max(at)).unwrap_or_default().iter().copied());
    } else {
        number.extend(possible_number(text).iter().copied());
    }
    if let Some(at @ 1..) = find(number.get(), ";isub=") {
        number.length = at;
    }
    Some(number)
}

fn possible_number(text: &[char]) -> &[char] {
    let starts = |&c: &char| is_plus(c) || is_digit(c);
    let ends = |&c: &char| is_digit(c) || c.is_ascii_alphabetic() || c == '#';
    let from = text.iter().position(starts).unwrap_or(text.len());
    let to = text.iter().rposition(ends).map_or(from, |last| last + 1);
    let text = text.get(from..to).unwrap_or_default();
    text.get(..second_number(text)).unwrap_or(text)
}

/// Where a second number begins, as in `(530) 583-6985 x302/x2303`.
fn second_number(text: &[char]) -> usize {
    let begins = |at: &usize| {
        let mut rest = text.iter().skip(*at);
        matches!(rest.next(), Some('/' | '\\')) && rest.find(|&&c| c != ' ') == Some(&'x')
    };
    (0..text.len()).find(begins).unwrap_or(text.len())
}

/// A `phone-context` is a global number or a domain name.
fn is_context(context: &[char]) -> bool {
    match context {
        ['+', rest @ ..] => {
            rest.iter().any(|&c| is_digit(c)) && rest.iter().all(|&c| is_digit(c) || matches!(c, '-' | '.' | '(' | ')'))
        }
        _ => {
            let name = context.strip_suffix(&['.']).unwrap_or(context);
            let is_last = |label: &[char]| label.first().is_some_and(char::is_ascii_alphabetic);
            name.split(|&c| c == '.').all(is_label) && name.rsplit(|&c| c == '.').next().is_some_and(is_last)
        }
    }
}

fn is_label(label: &[char]) -> bool {
    let is_inner = |c: char| is_digit(c) || c.is_ascii_alphabetic();
    let ends = |c: Option<&char>| c.is_some_and(|&c| is_inner(c));
    ends(label.first()) && ends(label.last()) && label.iter().all(|&c| is_inner(c) || c == '-')
}

/// Two digits and nothing else; or pluses, then three digits with nothing but punctuation between, then digits, letters and
/// punctuation; and behind that an extension, or not.
fn is_viable(text: &[char]) -> bool {
    if let [a, b] = text {
        return is_digit(*a) && is_digit(*b);
    }
    let pluses = text.iter().take_while(|&&c| is_plus(c)).count();
    let (mut digits, mut third) = (0, None);
    for (at, &c) in text.iter().enumerate().skip(pluses) {
        if is_digit(c) {
            digits += 1;
            third = third.or((digits == 3).then_some(at + 1));
        } else if !(is_punctuation(c) || third.is_some() && c.is_ascii_alphabetic()) {
            return third.is_some_and(|third| (third..=at).any(|at| extension_at(text, at).is_some()));
        }
    }
    third.is_some()
}

/// Takes off an extension if what is left is viable, and gives both.
fn without_extension(text: &[char]) -> (&[char], &[char]) {
    // Every way of writing an extension has a letter or one of these in it. Most numbers have not, and trying each place of
    // them would take half the time of the whole parse.
    if !text.iter().any(|c| c.is_alphabetic() || matches!(c, ';' | ',' | '#' | '~' | '＃' | '～')) {
        return (text, &[]);
    }
    let found = (0..text.len()).find_map(|at| Some((at, extension_at(text, at)?)));
    let split = found.and_then(|(at, digits)| Some((text.get(..at)?, text.get(digits)?)));
    split.filter(|(number, _)| is_viable(number)).unwrap_or((text, &[]))
}

/// The digits of the extension that begins at a place and goes on to the end.
fn extension_at(text: &[char], at: usize) -> Option<Range<usize>> {
    let start = Cursor { text, at };
    start.rfc3966().or_else(|| start.named()).or_else(|| start.numbered()).or_else(|| start.commas())
}

/// A place in a text.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a [char],
    at: usize,
}

impl Cursor<'_> {
    /// `;ext=123`
    fn rfc3966(mut self) -> Option<Range<usize>> {
        self.word(";ext=")?;
        let digits = self.digits(20)?;
        (digits.end == self.text.len()).then_some(digits)
    }

    /// `ext. 123`, `xtn 123`, `extensión: 123`, `доб. 123`, `anexo 123`; shorter ones after `x`, `#`, `~` and `int`.
    fn named(mut self) -> Option<Range<usize>> {
        self.skip(|c| is_blank(c) || c == ',');
        let max = self.long_name().map(|()| 20).or_else(|| self.short_name().map(|()| 9))?;
        self.behind_name(max)
    }

    /// `- 123#`
    fn numbered(mut self) -> Option<Range<usize>> {
        if self.skip(|c| matches!(c, '-' | ' ')) == 0 {
            return None;
        }
        let digits = self.digits(6)?;
        self.word("#")?;
        (self.at == self.text.len()).then_some(digits)
    }

    /// `,,123` and `;123` as telephones dial them; `,123` for shorter ones.
    fn commas(mut self) -> Option<Range<usize>> {
        self.skip(is_blank);
        let mut long = self;
        long.word(",,")
            .or_else(|| long.word(";"))
            .and_then(|()| long.behind_name(15))
            .or_else(|| (self.skip(|c| c == ',') > 0).then(|| self.behind_name(9))?)
    }

    fn long_name(&mut self) -> Option<()> {
        let mut this = *self;
        this.word("доб").or_else(|| this.word("anexo")).or_else(|| this.full_width_name()).or_else(|| {
            let _ = this.word("e");
            this.word("xt")?;
            let _ = this.word("ensio\u{301}").or_else(|| this.word("ensio")).or_else(|| this.word("ensi\u{f3}"));
            let _ = this.word("n");
            Some(())
        })?;
        *self = this;
        Some(())
    }

    fn full_width_name(&mut self) -> Option<()> {
        let mut this = *self;
        let _ = this.word("ｅ");
        this.word("ｘｔ")?;
        let _ = this.word("ｎ");
        *self = this;
        Some(())
    }

    fn short_name(&mut self) -> Option<()> {
        ["x", "ｘ", "#", "＃", "~", "～", "int", "ｉｎｔ"].iter().find_map(|name| self.word(name))
    }

    fn behind_name(mut self, max: usize) -> Option<Range<usize>> {
        let _ = [":", ".", "．"].iter().find_map(|mark| self.word(mark));
        self.skip(|c| is_blank(c) || matches!(c, ',' | '-'));
        let digits = self.digits(max)?;
        let _ = self.word("#");
        (self.at == self.text.len()).then_some(digits)
    }

    /// One digit up to `max`, and no more.
    fn digits(&mut self, max: usize) -> Option<Range<usize>> {
        let from = self.at;
        let length = self.skip(is_digit);
        (1..=max).contains(&length).then_some(from..self.at)
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|&&c| wanted(c)).count();
        self.at += length;
        length
    }

    /// A word in letters of either case.
    fn word(&mut self, word: &str) -> Option<()> {
        let mut rest = self.text.get(self.at..)?.iter();
        let mut length = 0;
        for c in word.chars() {
            if small(*rest.next()?) != c {
                return None;
            }
            length += 1;
        }
        self.at += length;
        Some(())
    }
}

/// The small form of the letters that names of extensions are written in: a table of all letters would weigh more than this
/// whole file.
fn small(c: char) -> char {
    match c {
        'A'..='Z' | 'Ó' | 'А'..='Я' | 'Ａ'..='Ｚ' => char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        _ => c,
    }
}

/// Only the digits; of a text with three letters or more those of the keypad too, as in `1-800-FLOWERS`.
fn normalized<const N: usize>(text: &[char]) -> Digits<N> {
    let words = text.iter().filter(|c| c.is_ascii_alphabetic()).count() >= 3;
    let mut digits = Digits::new();
    for &c in text {
        let key = || if words { key(c) } else { None };
        if let Some(value) = value(c).or_else(key) {
            digits.push(value);
        }
    }
    digits
}

/// The key of a telephone that carries a letter.
fn key(c: char) -> Option<u8> {
    const KEYS: &[u8] = b"22233344455566677778889999";
    let letter = c.is_ascii_alphabetic().then(|| c.to_ascii_uppercase() as usize - 'A' as usize)?;
    KEYS.get(letter).map(|key| key - b'0')
}

fn find(text: &[char], word: &str) -> Option<usize> {
    (0..text.len()).find(|&at| {
        let mut rest = text.iter().skip(at);
        word.chars().all(|c| rest.next() == Some(&c))
    })
}

fn before<'a>(text: &'a [char], word: &str) -> &'a [char] {
    find(text, word).and_then(|at| text.get(..at)).unwrap_or(text)
}

fn is_digit(c: char) -> bool {
    value(c).is_some()
}

fn is_plus(c: char) -> bool {
    matches!(c, '+' | '＋')
}

/// Space, no-break space, tab: what may stand before and in an extension.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\t')
}

/// What people put between digits. An `x` stands for a carrier, a star for itself.
fn is_punctuation(c: char) -> bool {
    matches!(c, '-' | 'x' | 'X' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{ff0d}'..='\u{ff0f}' | ' ' | '\u{a0}'
        | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{3000}' | '(' | ')' | '（' | '）' | '［' | '］' | '.' | '[' | ']' | '/' | '~'
        | '\u{2053}' | '\u{223c}' | '\u{ff5e}' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(input: &str) -> Option<(bool, String, String)> {
        let typed = read(input).ok()?;
        Some((typed.plus, typed.digits.as_str().into(), typed.extension.as_str().into()))
    }

    fn digits(input: &str) -> Option<String> {
        typed(input).map(|(_, digits, _)| digits)
    }

    fn extension(input: &str) -> Option<String> {
        typed(input).map(|(_, _, extension)| extension)
    }

    #[test]
    fn what_stands_around_a_number_is_left_out() {
        assert_eq!(digits("Tel: (030) 123-456.").as_deref(), Some("030123456"));
        assert_eq!(digits("\u{202a}+49 30 123456\u{202c}").as_deref(), Some("4930123456"));
        assert_eq!(digits("(530) 583-6985 x302/x2303").as_deref(), Some("5305836985"));
        assert_eq!(digits("no number"), None);
        assert_eq!(digits(""), None);
    }

    #[test]
    fn digits_may_be_of_any_script_and_letters_stand_for_keys() {
        assert_eq!(typed("＋९१ ९८७６५ ४३२१०"), Some((true, "919876543210".into(), String::new())));
        assert_eq!(digits("1-800-FLOWERS").as_deref(), Some("18003569377"));
        assert_eq!(digits("12ab34cd56"), None, "three digits come before the first letter");
        assert_eq!(digits("123a45").as_deref(), Some("12345"), "one letter is no word");
        assert_eq!(digits("030 123 now").as_deref(), Some("030123669"), "a word behind a number is taken for keys too");
    }

    #[test]
    fn extensions_are_named_in_many_ways() {
        for name in
            [";ext=", " ext. ", "EXT:", "xtn", " extensión ", "extensio\u{301}n", "ｅｘｔ", " доб. ", "ДОБ", " anexo "]
        {
            assert_eq!(extension(&format!("030123456{name}42")).as_deref(), Some("42"), "{name}");
        }
        for name in ["x", " X ", "#", "＃", "~", " int ", "ｉｎｔ", ",", ",,", ";", " ; "] {
            assert_eq!(extension(&format!("030123456{name}42")).as_deref(), Some("42"), "{name}");
        }
        assert_eq!(extension("030123456 - 42#").as_deref(), Some("42"));
        assert_eq!(extension("030123456 - 42").as_deref(), Some(""), "only a # makes it one");
        assert_eq!(extension("030123456x1234567890").as_deref(), Some(""), "nine digits at most behind an x");
    }

    #[test]
    fn a_tel_address_says_where_its_number_belongs() {
        assert_eq!(typed("tel:30-123456;phone-context=+49"), Some((true, "4930123456".into(), String::new())));
        assert_eq!(digits("tel:030123456;phone-context=example.com").as_deref(), Some("030123456"));
        assert_eq!(digits("tel:030123456;isub=12").as_deref(), Some("030123456"));
        for context in ["", "+", "-a", "1", "a..b", "a.1", "a b", "."] {
            assert_eq!(digits(&format!("tel:030123456;phone-context={context}")), None, "{context}");
        }
    }

    #[test]
    fn length_is_counted_as_google_counts_it() {
        assert!(matches!(read(&"1".repeat(251)), Err(ParseError::TooLong)));
        assert!(matches!(read(&"😀".repeat(126)), Err(ParseError::TooLong)));
        assert!(matches!(read(&"😀".repeat(125)), Err(ParseError::NotANumber)));
        assert_eq!(digits(&"٣".repeat(250)).map(|digits| digits.len()), Some(250));
    }

    #[test]
    fn plain_digits_take_the_short_way_and_no_others() {
        assert_eq!(plain("+4930"), Some((true, &b"4930"[..])));
        assert_eq!(plain("4930"), Some((false, &b"4930"[..])));
        for other in ["", "+", "12", "+12", "++4930", "49 30", "+49a"] {
            assert_eq!(plain(other), None, "{other}");
        }
    }
}
