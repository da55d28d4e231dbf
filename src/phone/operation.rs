//! The operations of prefix programs, for the build script that writes them and the machine that runs them.
//!
//! One byte of operation, then its operands. Addresses count from the start of the program, two bytes, low byte first.

/// A match ends here.
pub const END: u8 = 0;
/// Go on behind; if that fails, at the address.
pub const SPLIT: u8 = 1;
/// Go on at the address.
pub const JUMP: u8 = 2;
/// Remember the position in a slot: 2n where parenthesis n begins, 2n + 1 where it ends, counted from 0.
pub const SAVE: u8 = 3;
/// Go on only where the number ends.
pub const AT_END: u8 = 4;
/// Read one digit of a set: two bytes with bit d for digit d.
pub const SET: u8 = 5;
/// Read the one digit in the low half.
pub const DIGIT: u8 = 0x10;
