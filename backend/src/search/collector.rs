//! Collecting: one pass over all matching datasets that counts them, counts the facets and keeps the best.
//!
//! The pass reads one row per dataset and allocates nothing per dataset. The order is total: what is equal in the sort
//! goes by use, then by a number made from the id, so that pages never overlap and never lose a dataset.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use domain::text::Lang;
use tantivy::query::{EnableScoring, Query as IndexQuery, Scorer, Weight};
use tantivy::{DocAddress, DocId, Score, SegmentReader, TERMINATED};

use super::Error;
use super::facets::{Counts, Filters};
use super::query::{Query, Sort};
use super::snapshot::{Columns, Snapshot};

/// What a pass has found.
pub(super) struct Gathered {
    /// Datasets that match the words, whatever the filters.
    pub matched: u64,
    /// Datasets that match words and filters.
    pub total: u64,
    /// The datasets of the page, in order.
    pub page: Vec<DocAddress>,
    /// Facets, if they were asked for.
    pub counts: Option<Counts>,
}

/// The place of a dataset in a list: greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    primary: u64,
    uses: u64,
    tie: Reverse<u64>,
    segment: Reverse<u32>,
    doc: Reverse<DocId>,
}

/// The best datasets so far.
struct Best {
    wanted: usize,
    heap: BinaryHeap<Reverse<Place>>,
}

impl Best {
    fn new(wanted: usize) -> Self {
        Self {
            wanted,
            heap: BinaryHeap::with_capacity(wanted.min(1_024) + 1),
        }
    }

    /// The least `primary` that is still of interest.
    fn least(&self) -> Option<u64> {
        (self.heap.len() >= self.wanted).then(|| self.heap.peek().map_or(u64::MAX, |worst| worst.0.primary))
    }

    fn offer(&mut self, primary: u64, columns: &Columns, segment: u32, doc: DocId) {
        if self.wanted == 0 || self.least().is_some_and(|least| primary < least) {
            return;
        }
        self.heap.push(Reverse(Place {
            primary,
            uses: columns.uses.first(doc).unwrap_or(0),
            tie: Reverse(columns.tie.first(doc).unwrap_or(0)),
            segment: Reverse(segment),
            doc: Reverse(doc),
        }));
        if self.heap.len() > self.wanted {
            self.heap.pop();
        }
    }

    /// The places, best first.
    fn finish(self) -> Vec<Place> {
        self.heap.into_sorted_vec().into_iter().map(|place| place.0).collect()
    }
}

/// Finds what matches `wanted` (everything, without it) and the filters.
pub(super) fn gather(
    snapshot: &Snapshot,
    wanted: Option<&dyn IndexQuery>,
    filters: &Filters,
    query: &Query,
    facets: bool,
) -> Result<Gathered, Error> {
    let scored = query.sort == Sort::Relevance;
    let enable = if scored {
        EnableScoring::enabled_from_searcher(&snapshot.searcher)
    } else {
        EnableScoring::disabled_from_searcher(&snapshot.searcher)
    };
    let weight = wanted.map(|wanted| wanted.weight(enable)).transpose()?;
    let limit = query.offset.saturating_add(query.size);
    if let Some(weight) = &weight
        && scored
        && !facets
        && !filters.any()
    {
        return best_only(snapshot, weight.as_ref(), limit, query);
    }
    let mut pass = Pass {
        filters,
        sort: query.sort,
        lang: query.lang,
        best: Best::new(limit),
        counts: facets.then(|| Counts::new(snapshot.bodies.len(), snapshot.sources.len(), query.now)),
        matched: 0,
        total: 0,
    };
    let mut by_title = Vec::new();
    for (ord, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        pass.segment(weight.as_deref(), segment, ord as u32, &snapshot.segments[ord])?;
        if query.sort == Sort::Title {
            let best = std::mem::replace(&mut pass.best, Best::new(limit));
            titles(best, &snapshot.segments[ord], query.lang, &mut by_title)?;
        }
    }
    let places = if query.sort == Sort::Title {
        by_title.sort_unstable_by(|(a, a_place), (b, b_place)| a.cmp(b).then_with(|| after_title(b_place, a_place)));
        by_title.into_iter().map(|(_, place)| place).collect()
    } else {
        pass.best.finish()
    };
    Ok(Gathered {
        matched: pass.matched,
        total: pass.total,
        page: page(places, query),
        counts: pass.counts,
    })
}

fn page(places: Vec<Place>, query: &Query) -> Vec<DocAddress> {
    let page = places.into_iter().skip(query.offset).take(query.size);
    page.map(|place| DocAddress::new(place.segment.0, place.doc.0))
        .collect()
}

/// The order of datasets with the same title.
fn after_title(a: &Place, b: &Place) -> std::cmp::Ordering {
    (a.uses, a.tie, a.segment, a.doc).cmp(&(b.uses, b.tie, b.segment, b.doc))
}

/// Turns places in one segment, whose titles are numbered within it, into places by title.
fn titles(best: Best, columns: &Columns, lang: Lang, into: &mut Vec<(String, Place)>) -> Result<(), Error> {
    let column = title_column(columns, lang);
    for place in best.finish() {
        let mut title = String::new();
        if let Some(column) = column {
            column.ord_to_str(u64::MAX - place.primary, &mut title)?;
        }
        into.push((title, place));
    }
    Ok(())
}

fn title_column(columns: &Columns, lang: Lang) -> Option<&tantivy::columnar::StrColumn> {
    match lang {
        Lang::Zh => columns.title_zh.as_ref(),
        Lang::En => columns.title_en.as_ref(),
    }
}

/// Without filters and facets the index itself skips whole blocks that cannot hold one of the best. The threshold stays
/// just under the worst score that is kept, so that equal scores still come through and the order stays total.
fn best_only(snapshot: &Snapshot, weight: &dyn Weight, limit: usize, query: &Query) -> Result<Gathered, Error> {
    let mut best = Best::new(limit);
    let mut total = 0;
    for (ord, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        total += u64::from(weight.count(segment)?);
        if limit == 0 {
            continue;
        }
        let columns = &snapshot.segments[ord];
        let threshold = |best: &Best| match best.least() {
            Some(bits) => f32::from_bits(bits as u32).next_down(),
            None => Score::MIN,
        };
        let alive = segment.alive_bitset();
        weight.for_each_pruning(threshold(&best), segment, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                best.offer(u64::from(score.to_bits()), columns, ord as u32, doc);
            }
            threshold(&best)
        })?;
    }
    Ok(Gathered {
        matched: total,
        total,
        page: page(best.finish(), query),
        counts: None,
    })
}

struct Pass<'a> {
    filters: &'a Filters,
    sort: Sort,
    lang: Lang,
    best: Best,
    counts: Option<Counts>,
    matched: u64,
    total: u64,
}

impl Pass<'_> {
    fn segment(
        &mut self,
        weight: Option<&dyn Weight>,
        segment: &SegmentReader,
        ord: u32,
        columns: &Columns,
    ) -> Result<(), Error> {
        let alive = segment.alive_bitset();
        let Some(weight) = weight else {
            for doc in 0..segment.max_doc() {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    self.visit(columns, ord, doc, None);
                }
            }
            return Ok(());
        };
        let mut scorer = weight.scorer(segment, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                self.visit(columns, ord, doc, Some(scorer.as_mut()));
            }
            doc = scorer.advance();
        }
        Ok(())
    }

    fn visit(&mut self, columns: &Columns, ord: u32, doc: DocId, scorer: Option<&mut dyn Scorer>) {
        let row = &columns.rows[doc as usize];
        let fails = self.filters.fails(row);
        self.matched += 1;
        if let Some(counts) = &mut self.counts {
            counts.add(row, fails);
        }
        if fails != 0 {
            return;
        }
        self.total += 1;
        let primary = match self.sort {
            // The bits of positive floats are in the order of the floats.
            Sort::Relevance => scorer.map_or(0, |scorer| u64::from(scorer.score().to_bits())),
            Sort::Updated => columns.modified.first(doc).map_or(0, tantivy::i64_to_u64),
            Sort::MostUsed => 0,
            Sort::Title => title_column(columns, self.lang)
                .and_then(|column| column.ords().first(doc))
                .map_or(0, |ord| u64::MAX - ord),
        };
        self.best.offer(primary, columns, ord, doc);
    }
}
