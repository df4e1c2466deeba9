//! How good a list is beside the right answers.

use std::collections::HashSet;

/// Normalised discounted gain of the first `depth`.
pub(crate) fn gain(list: &[usize], right: &[usize], depth: usize) -> f64 {
    let right: HashSet<usize> = right.iter().copied().collect();
    let discount = |rank: usize| 1.0 / ((rank + 2) as f64).log2();
    let found: f64 = list.iter().take(depth).enumerate().filter(|(_, one)| right.contains(one)).map(|(rank, _)| discount(rank)).sum();
    found / (0..right.len().min(depth)).map(discount).sum::<f64>()
}

/// Whether one of the first `depth` is right.
pub(crate) fn hit(list: &[usize], right: &[usize], depth: usize) -> f64 {
    f64::from(u8::from(list.iter().take(depth).any(|one| right.contains(one))))
}

/// One by the rank of the first right one among the first `depth`.
pub(crate) fn reciprocal_rank(list: &[usize], right: &[usize], depth: usize) -> f64 {
    list.iter().take(depth).position(|one| right.contains(one)).map_or(0.0, |rank| 1.0 / (rank + 1) as f64)
}

/// The share of right ones among the first `depth`.
pub(crate) fn precision(list: &[usize], right: &[usize], depth: usize) -> f64 {
    list.iter().take(depth).filter(|one| right.contains(one)).count() as f64 / depth as f64
}

/// Average precision over all right ones.
pub(crate) fn average_precision(list: &[usize], right: &[usize]) -> f64 {
    let ranks = list.iter().enumerate().filter(|(_, one)| right.contains(one)).map(|(rank, _)| rank + 1);
    ranks.enumerate().map(|(index, rank)| (index + 1) as f64 / rank as f64).sum::<f64>() / right.len().max(1) as f64
}

/// The mean, and how far it lies off by chance (one standard error).
pub(crate) fn mean(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    (mean, (spread / count).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_counts_most() {
        assert_eq!(gain(&[7, 8, 9], &[7], 5), 1.0);
        assert!(gain(&[8, 7], &[7], 5) < 0.64);
        assert_eq!((hit(&[8, 7], &[7], 1), hit(&[8, 7], &[7], 5)), (0.0, 1.0));
        assert_eq!(reciprocal_rank(&[8, 7], &[7], 10), 0.5);
        assert_eq!(precision(&[1, 2, 3, 4, 5], &[1, 5], 5), 0.4);
        assert_eq!(average_precision(&[1, 9, 2], &[1, 2]), (1.0 + 2.0 / 3.0) / 2.0);
        assert_eq!(mean(&[1.0, 3.0]), (2.0, 0.5f64.sqrt()));
    }
}
