//! Bytes to text and back.
//!
//! Delimiters, quotes and line ends are ASCII, so UTF-8 and Windows-1252 are cut as they are and only those cells are
//! decoded that somebody looks at. UTF-16 is turned into UTF-8 on the way in and back on the way out; lone surrogates are
//! carried through as UTF-8 would write them (WTF-8), so that nothing changes.

use std::borrow::Cow;

/// How the bytes of a list are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16 { big_endian: bool },
    Windows1252,
}

/// What the bytes 0x80 to 0x9F mean in Windows-1252; the rest is as in Latin-1.
const WINDOWS_1252: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
    0x17E, 0x178,
];

impl Encoding {
    pub(crate) const NAMES: [(&'static str, Encoding); 9] = [
        ("utf-8", Encoding::Utf8),
        ("utf-16le", Encoding::Utf16 { big_endian: false }),
        ("utf-16be", Encoding::Utf16 { big_endian: true }),
        ("windows-1252", Encoding::Windows1252),
        ("utf8", Encoding::Utf8),
        ("utf-16", Encoding::Utf16 { big_endian: false }),
        ("latin1", Encoding::Windows1252),
        ("iso-8859-1", Encoding::Windows1252),
        ("cp1252", Encoding::Windows1252),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, encoding)| *encoding == self).map_or("", |(name, _)| name)
    }

    /// By the byte order mark, or by where the zeros of UTF-16 stand. `None`: UTF-8 or an older code page, as the bytes
    /// beyond ASCII tell.
    pub(crate) fn sniff(start: &[u8]) -> Option<Self> {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => return Some(Self::Utf8),
            [0xFF, 0xFE, ..] => return Some(Self::Utf16 { big_endian: false }),
            [0xFE, 0xFF, ..] => return Some(Self::Utf16 { big_endian: true }),
            _ => {}
        }
        // Phone numbers, delimiters and line ends have a zero byte each in UTF-16, whatever the language of the names.
        let head = start.get(..start.len().min(512)).unwrap_or_default();
        let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        if odd * 5 > head.len() && even == 0 {
            Some(Self::Utf16 { big_endian: false })
        } else if even * 5 > head.len() && odd == 0 {
            Some(Self::Utf16 { big_endian: true })
        } else {
            None
        }
    }

    /// Appends ASCII and the few signs of our own messages in this encoding. UTF-16 is made at the very end.
    pub(crate) fn push(self, text: &str, out: &mut Vec<u8>) {
        if self != Self::Windows1252 || text.is_ascii() {
            return out.extend_from_slice(text.as_bytes());
        }
        for c in text.chars() {
            let place = WINDOWS_1252.iter().position(|unit| u32::from(*unit) == u32::from(c));
            out.push(match (u8::try_from(u32::from(c)), place) {
                (_, Some(place)) => 0x80 + place as u8,
                (Ok(byte), _) => byte,
                _ => b'?',
            });
        }
    }
}

/// The text of some bytes. `encoding` is `None` where it is not certain: then what is not UTF-8 is Windows-1252.
pub(crate) fn text(bytes: &[u8], encoding: Option<Encoding>) -> Cow<'_, str> {
    let windows = || bytes.iter().map(|byte| character(*byte)).collect::<String>();
    match (std::str::from_utf8(bytes), encoding) {
        (Ok(text), _) if text.is_ascii() => Cow::Borrowed(text),
        (_, Some(Encoding::Windows1252)) | (Err(_), None) => Cow::Owned(windows()),
        (Ok(text), _) => Cow::Borrowed(text),
        (Err(_), _) => String::from_utf8_lossy(bytes),
    }
}

fn character(byte: u8) -> char {
    let of_windows = usize::from(byte).checked_sub(0x80).and_then(|place| WINDOWS_1252.get(place));
    of_windows.and_then(|unit| char::from_u32(u32::from(*unit))).unwrap_or(char::from(byte))
}

/// Turns UTF-16 into UTF-8, in pieces of any size.
#[derive(Default)]
pub(crate) struct FromUtf16 {
    odd: Option<u8>,
    high: Option<u16>,
}

impl FromUtf16 {
    pub(crate) fn push(&mut self, bytes: &[u8], big_endian: bool, out: &mut Vec<u8>) {
        for byte in bytes {
            let Some(first) = self.odd.take() else {
                self.odd = Some(*byte);
                continue;
            };
            let unit = if big_endian { u16::from_be_bytes([first, *byte]) } else { u16::from_le_bytes([first, *byte]) };
            self.unit(unit, out);
        }
    }

    fn unit(&mut self, unit: u16, out: &mut Vec<u8>) {
        if let Some(high) = self.high.take() {
            if (0xDC00..0xE000).contains(&unit) {
                let code = 0x10000 + (u32::from(high & 0x3FF) << 10 | u32::from(unit & 0x3FF));
                return encode(code, out);
            }
            encode(high.into(), out);
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            encode(unit.into(), out);
        }
    }

    pub(crate) fn finish(&mut self, out: &mut Vec<u8>) {
        if let Some(high) = self.high.take() {
            encode(high.into(), out);
        }
    }
}

/// One code point as UTF-8, surrogates included.
fn encode(code: u32, out: &mut Vec<u8>) {
    let tail = |shift: u32| 0x80 | (code >> shift & 0x3F) as u8;
    match code {
        0..0x80 => out.push(code as u8),
        0x80..0x800 => out.extend([0xC0 | (code >> 6) as u8, tail(0)]),
        0x800..0x10000 => out.extend([0xE0 | (code >> 12) as u8, tail(6), tail(0)]),
        _ => out.extend([0xF0 | (code >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
}

/// Turns what [`FromUtf16`] made back into UTF-16. The bytes end at the end of a character.
pub(crate) fn to_utf16(bytes: &[u8], big_endian: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 2);
    let mut put =
        |unit: u32| out.extend(if big_endian { (unit as u16).to_be_bytes() } else { (unit as u16).to_le_bytes() });
    let mut rest = bytes.iter();
    while let Some(first) = rest.next() {
        let (head, tails) = match first {
            ..0xC0 => (u32::from(*first), 0),
            ..0xE0 => (u32::from(first & 0x1F), 1),
            ..0xF0 => (u32::from(first & 0xF), 2),
            _ => (u32::from(first & 7), 3),
        };
        let code = rest.by_ref().take(tails).fold(head, |code, byte| code << 6 | u32::from(byte & 0x3F));
        if let Some(beyond) = code.checked_sub(0x10000) {
            put(0xD800 | beyond >> 10);
            put(0xDC00 | beyond & 0x3FF);
        } else {
            put(code);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_goes_in_and_comes_out_unchanged() {
        let units = [0xFEFF, 0x41, 0xD83D, 0xDE00, 0xDC00, 0xD800, 0x42, 0xE9, 0x4E2D, 0xD800];
        for big_endian in [false, true] {
            let bytes: Vec<u8> =
                units.iter().flat_map(|u: &u16| if big_endian { u.to_be_bytes() } else { u.to_le_bytes() }).collect();
            for size in [1, 3, 100] {
                let (mut decoder, mut text) = (FromUtf16::default(), Vec::new());
                bytes.chunks(size).for_each(|chunk| decoder.push(chunk, big_endian, &mut text));
                decoder.finish(&mut text);
                assert_eq!(to_utf16(&text, big_endian), bytes);
            }
        }
    }

    #[test]
    fn encodings_are_told_apart() {
        let wide: Vec<u8> = "phone\n+4915112345678\n".bytes().flat_map(|b| [b, 0]).collect();
        assert_eq!(Encoding::sniff(&wide), Some(Encoding::Utf16 { big_endian: false }));
        let wide: Vec<u8> = "phone\n+4915112345678\n".bytes().flat_map(|b| [0, b]).collect();
        assert_eq!(Encoding::sniff(&wide), Some(Encoding::Utf16 { big_endian: true }));
        assert_eq!(Encoding::sniff("Köln".as_bytes()), None);
        assert_eq!(text(b"K\xF6ln \x80", None), "Köln €");
        assert_eq!(text("Köln".as_bytes(), None), "Köln");
        assert_eq!(text("Köln".as_bytes(), Some(Encoding::Windows1252)), "KÃ¶ln");
        assert_eq!(text(b"K\xF6ln", Some(Encoding::Utf8)), "K\u{fffd}ln");
        let mut out = Vec::new();
        Encoding::Windows1252.push("“ö’ 中", &mut out);
        assert_eq!(out, b"\x93\xF6\x92 ?");
    }
}
