//! Lists of (number, count) in few bytes: ascending numbers as differences, counts in 8 bits.
//!
//! Most counts are one, which costs a bit; most differences fit a byte. Guarantees: what was pushed comes back in order;
//! a list that was cut short ends early, it does not panic.

/// The highest count that is told apart.
pub(super) const MOST_COUNTED: u32 = 255;

/// Adds one pair to a list whose last number was `last` (0 in the beginning).
pub(super) fn push(bytes: &mut Vec<u8>, last: u32, number: u32, count: u8) {
    let mut rest = u64::from(number - last) << 1 | u64::from(count != 1);
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
    if count != 1 {
        bytes.push(count);
    }
}

/// How many bytes `push` takes.
pub(super) fn size(last: u32, number: u32, count: u8) -> usize {
    let bits = 64 - (u64::from(number - last) << 1 | 1).leading_zeros() as usize;
    bits.div_ceil(7) + usize::from(count != 1)
}

/// A whole list; the pairs in ascending order of their numbers.
pub(super) fn pack(pairs: &[(u32, u8)]) -> Box<[u8]> {
    let mut bytes = Vec::with_capacity(pairs.len() * 2);
    let mut last = 0;
    for &(number, count) in pairs {
        push(&mut bytes, last, number, count);
        last = number;
    }
    bytes.into_boxed_slice()
}

/// The pairs of a list.
#[derive(Debug, Clone)]
pub(super) struct Pairs<'a> {
    bytes: std::slice::Iter<'a, u8>,
    last: u32,
}

/// Reads a list.
pub(super) fn pairs(bytes: &[u8]) -> Pairs<'_> {
    Pairs { bytes: bytes.iter(), last: 0 }
}

impl Iterator for Pairs<'_> {
    type Item = (u32, u8);

    #[inline]
    fn next(&mut self) -> Option<(u32, u8)> {
        let first = *self.bytes.next()?;
        let mut value = u64::from(first & 0x7f);
        let mut shift = 7;
        let mut byte = first;
        while byte & 0x80 != 0 && shift < 42 {
            byte = *self.bytes.next()?;
            value |= u64::from(byte & 0x7f) << shift;
            shift += 7;
        }
        self.last = self.last.wrapping_add((value >> 1) as u32);
        let count = if value & 1 == 1 { *self.bytes.next()? } else { 1 };
        Some((self.last, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_packed_comes_back(map in proptest::collection::btree_map(any::<u32>(), any::<u8>(), 0..200)) {
            let given: Vec<(u32, u8)> = map.into_iter().collect();
            let bytes = pack(&given);
            let mut last = 0;
            let expected: usize = given.iter().map(|&(number, count)| { let size = size(last, number, count); last = number; size }).sum();
            prop_assert_eq!(bytes.len(), expected);
            prop_assert_eq!(pairs(&bytes).collect::<Vec<_>>(), given);
        }

        #[test]
        fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = pairs(&bytes).count();
        }
    }
}
