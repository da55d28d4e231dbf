//! Digits: of any script when read, ASCII and held inline from then on.

use std::fmt;

use super::tables::ZEROS;

/// The value of a decimal digit of any script.
pub(crate) fn value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c as u8 & 0xf);
    }
    let c = u32::from(c);
    let behind = ZEROS.partition_point(|&zero| zero <= c);
    let zero = ZEROS.get(behind.checked_sub(1)?)?;
    u8::try_from(c - zero).ok().filter(|&value| value < 10)
}

/// Up to `N` ASCII digits. What does not fit is dropped.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Digits<const N: usize> {
    bytes: [u8; N],
    length: u8,
}

impl<const N: usize> Digits<N> {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    /// Adds a digit by its value.
    pub(super) fn push(&mut self, value: u8) {
        if let Some(byte) = self.bytes.get_mut(usize::from(self.length)) {
            *byte = b'0' + value;
            self.length += 1;
        }
    }

    /// Adds ASCII digits.
    pub(super) fn extend(&mut self, digits: &[u8]) {
        let free = self.bytes.get_mut(usize::from(self.length)..).unwrap_or_default();
        free.iter_mut().zip(digits).for_each(|(byte, digit)| *byte = *digit);
        self.length += free.len().min(digits.len()) as u8;
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Debug for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_are_read() {
        for (text, expected) in
            [("0123456789", 10), ("０９", 2), ("٠٩", 2), ("۰۹", 2), ("०९", 2), ("𝟘𝟡", 2), ("²½Ⅷ一x+", 0)]
        {
            assert_eq!(text.chars().filter_map(value).count(), expected, "{text}");
        }
        assert_eq!("९١𝟘".chars().filter_map(value).collect::<Vec<_>>(), [9, 1, 0]);
    }

    #[test]
    fn what_does_not_fit_is_dropped() {
        let mut digits = Digits::<3>::new();
        digits.push(1);
        digits.extend(b"234");
        digits.push(5);
        assert_eq!(digits.as_str(), "123");
    }
}
