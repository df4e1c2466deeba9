//! Which of the matching articles make a page: the best, or the newest, after a given place.
//!
//! Guarantees: order is total (the id decides between equals), so that a page begins exactly where the one before
//! ended, as long as the index has not changed in between.

use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

const DAY: i64 = 86_400_000_000;

/// A place in a list of hits: the last one shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct After {
    rank: f64,
    id: i64,
}

impl After {
    /// As text for an address.
    pub fn to_text(self) -> String {
        format!("{:x}-{:x}", self.rank.to_bits(), self.id)
    }

    /// Reads what `to_text` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (rank, id) = text.split_once('-')?;
        let rank = f64::from_bits(u64::from_str_radix(rank, 16).ok()?);
        let id = i64::from_str_radix(id, 16).ok()?;
        rank.is_finite().then_some(Self { rank, id })
    }
}

/// One matching article in its order: greater is shown first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ranked {
    pub(crate) rank: f64,
    pub(crate) id: i64,
    pub(crate) date: i64,
    pub(crate) address: DocAddress,
}

impl Ranked {
    pub(crate) fn place(&self) -> After {
        After { rank: self.rank, id: self.id }
    }

    fn is_after(&self, after: After) -> bool {
        (self.rank, self.id) < (after.rank, after.id)
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Ranked {}
impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.total_cmp(&other.rank).then(self.id.cmp(&other.id))
    }
}

/// How hits are ordered.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Order {
    /// The newest first.
    Newest,
    /// The best first, the new a little before the old. Ages are counted from this time.
    Best { now: i64 },
}

impl Order {
    fn rank(self, score: Score, date: i64) -> f64 {
        match self {
            // Microseconds fit a double exactly until the year 2255.
            Self::Newest => date as f64,
            Self::Best { now } => {
                // Whole days, so that the order does not move while somebody turns pages.
                let years = (now / DAY - date / DAY).max(0) as f64 / 365.25;
                f64::from(score) * (0.8 + 0.2 / (1.0 + years))
            }
        }
    }
}

/// Collects one page and counts all.
pub(crate) struct Page {
    pub(crate) order: Order,
    pub(crate) after: Option<After>,
    pub(crate) limit: usize,
}

pub(crate) struct SegmentPage {
    order: Order,
    after: Option<After>,
    limit: usize,
    segment: SegmentOrdinal,
    ids: Column<i64>,
    dates: Column<i64>,
    best: BinaryHeap<Reverse<Ranked>>,
    count: usize,
}

impl Collector for Page {
    type Fruit = (Vec<Ranked>, usize);
    type Child = SegmentPage;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentPage> {
        Ok(SegmentPage {
            order: self.order,
            after: self.after,
            limit: self.limit,
            segment,
            ids: reader.fast_fields().i64("id")?,
            dates: reader.fast_fields().i64("date")?,
            best: BinaryHeap::with_capacity(self.limit + 1),
            count: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        matches!(self.order, Order::Best { .. })
    }

    fn merge_fruits(&self, fruits: Vec<(Vec<Ranked>, usize)>) -> tantivy::Result<(Vec<Ranked>, usize)> {
        let count = fruits.iter().map(|(_, count)| count).sum();
        let mut all: Vec<Ranked> = fruits.into_iter().flat_map(|(ranked, _)| ranked).collect();
        all.sort_unstable_by_key(|ranked| Reverse(*ranked));
        all.truncate(self.limit);
        Ok((all, count))
    }
}

impl SegmentCollector for SegmentPage {
    type Fruit = (Vec<Ranked>, usize);

    fn collect(&mut self, doc: DocId, score: Score) {
        let (Some(id), Some(date)) = (self.ids.first(doc), self.dates.first(doc)) else {
            return;
        };
        self.count += 1;
        let address = DocAddress::new(self.segment, doc);
        let ranked = Ranked { rank: self.order.rank(score, date), id, date, address };
        if self.after.is_some_and(|after| !ranked.is_after(after)) {
            return;
        }
        self.best.push(Reverse(ranked));
        if self.best.len() > self.limit {
            self.best.pop();
        }
    }

    fn harvest(self) -> (Vec<Ranked>, usize) {
        (self.best.into_iter().map(|Reverse(ranked)| ranked).collect(), self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_an_address() {
        for after in [After { rank: 3.75, id: 42 }, After { rank: 1.7e15, id: 1 << 60 }] {
            assert_eq!(After::parse(&after.to_text()), Some(after));
        }
        for text in ["", "1", "x-y", "7ff8000000000000-1", "1-1-1"] {
            assert_eq!(After::parse(text), None, "{text}");
        }
    }
}
