//! Collecting: one pass over all matching datasets that counts them, counts the facets and keeps the best. Where the
//! query is made of words alone, the best are found in a second pass that skips most of them.
//!
//! A pass reads one row per dataset and allocates nothing per dataset. The order is total: what is equal in the sort
//! goes by use, then by a number made from the id, so that pages never overlap and never lose a dataset.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use domain::text::Lang;
use tantivy::query::{EnableScoring, Query as IndexQuery, Scorer, Weight};
use tantivy::{DocAddress, DocId, Score, SegmentReader, TERMINATED};

use super::Error;
use super::facets::{Counts, Filters};
use super::plan::Wanted;
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

    /// The score that a dataset must exceed to be of interest.
    fn threshold(&self) -> Score {
        self.least()
            .map_or(Score::MIN, |bits| Score::from_bits(bits as u32).next_down())
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

    /// The places, best first; none are left.
    fn take(&mut self) -> Vec<Place> {
        let places = std::mem::take(&mut self.heap).into_sorted_vec();
        places.into_iter().map(|place| place.0).collect()
    }
}

/// Finds what matches `wanted` (everything, without it) and the filters.
pub(super) fn gather(
    snapshot: &Snapshot,
    wanted: Option<&Wanted>,
    filters: &Filters,
    query: &Query,
    facets: bool,
) -> Result<Gathered, Error> {
    let mut pass = Pass {
        filters,
        sort: query.sort,
        lang: query.lang,
        now: query.now.micros(),
        best: Best::new(query.offset.saturating_add(query.size)),
        counts: facets.then(|| Counts::new(snapshot.bodies.len(), snapshot.sources.len())),
        matched: 0,
        total: 0,
    };
    let places = match wanted {
        Some(wanted) if wanted.prunable && query.sort == Sort::Relevance => {
            pass.count_then_rank(snapshot, wanted.query.as_ref())?
        }
        _ => pass.everything(snapshot, wanted)?,
    };
    let page = places.into_iter().skip(query.offset).take(query.size);
    Ok(Gathered {
        matched: pass.matched,
        total: pass.total,
        page: page
            .map(|place| DocAddress::new(place.segment.0, place.doc.0))
            .collect(),
        counts: pass.counts,
    })
}

/// The order of datasets with the same title.
fn after_title(a: &Place, b: &Place) -> std::cmp::Ordering {
    (a.uses, a.tie, a.segment, a.doc).cmp(&(b.uses, b.tie, b.segment, b.doc))
}

/// Turns places in one segment, whose titles are numbered within it, into places by title.
fn titles(places: Vec<Place>, columns: &Columns, lang: Lang, into: &mut Vec<(Vec<u8>, Place)>) -> Result<(), Error> {
    let Some(column) = title_column(columns, lang) else {
        return Ok(());
    };
    // Best first is first in the dictionary, so that it is read once from its beginning.
    let ords: Vec<u64> = places.iter().map(|place| u64::MAX - place.primary).collect();
    let mut places = places.into_iter();
    column.dictionary().sorted_ords_to_term_cb(&ords, |title| {
        into.extend(places.next().map(|place| (title.to_owned(), place)));
    })?;
    Ok(())
}

fn title_column(columns: &Columns, lang: Lang) -> Option<&tantivy::columnar::StrColumn> {
    match lang {
        Lang::Zh => columns.title_zh.as_ref(),
        Lang::En => columns.title_en.as_ref(),
    }
}

struct Pass<'a> {
    filters: &'a Filters,
    sort: Sort,
    lang: Lang,
    now: i64,
    best: Best,
    counts: Option<Counts>,
    matched: u64,
    total: u64,
}

impl Pass<'_> {
    /// One pass over everything that matches.
    fn everything(&mut self, snapshot: &Snapshot, wanted: Option<&Wanted>) -> Result<Vec<Place>, Error> {
        let enable = if self.sort == Sort::Relevance {
            EnableScoring::enabled_from_searcher(&snapshot.searcher)
        } else {
            EnableScoring::disabled_from_searcher(&snapshot.searcher)
        };
        let weight = wanted.map(|wanted| wanted.query.weight(enable)).transpose()?;
        let mut by_title = Vec::new();
        for (ord, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
            let columns = &snapshot.segments[ord];
            self.segment(weight.as_deref(), segment, ord as u32, columns)?;
            if self.sort == Sort::Title {
                titles(self.best.take(), columns, self.lang, &mut by_title)?;
            }
        }
        if self.sort != Sort::Title {
            return Ok(self.best.take());
        }
        by_title.sort_unstable_by(|(a, a_place), (b, b_place)| a.cmp(b).then_with(|| after_title(b_place, a_place)));
        Ok(by_title.into_iter().map(|(_, place)| place).collect())
    }

    fn segment(
        &mut self,
        weight: Option<&dyn Weight>,
        segment: &SegmentReader,
        ord: u32,
        columns: &Columns,
    ) -> Result<(), Error> {
        let alive = segment.alive_bitset();
        let overdue = columns.rows.overdue(self.now);
        let Some(weight) = weight else {
            for doc in 0..segment.max_doc() {
                if alive.is_none_or(|alive| alive.is_alive(doc)) && self.passes(columns, doc, overdue) {
                    self.offer(columns, ord, doc, None);
                }
            }
            return Ok(());
        };
        let mut scorer = weight.scorer(segment, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if alive.is_none_or(|alive| alive.is_alive(doc)) && self.passes(columns, doc, overdue) {
                self.offer(columns, ord, doc, Some(scorer.as_mut()));
            }
            doc = scorer.advance();
        }
        Ok(())
    }

    /// Counts a document and says whether it passes the filters.
    fn passes(&mut self, columns: &Columns, doc: DocId, overdue: u32) -> bool {
        let row = &columns.rows.rows[doc as usize];
        let fails = self.filters.fails(row, overdue);
        self.matched += 1;
        if let Some(counts) = &mut self.counts {
            counts.add(row, fails, overdue);
        }
        self.total += u64::from(fails == 0);
        fails == 0
    }

    fn offer(&mut self, columns: &Columns, ord: u32, doc: DocId, scorer: Option<&mut dyn Scorer>) {
        let primary = match (self.sort, scorer) {
            (Sort::Relevance, Some(scorer)) => score_key(scorer.score()),
            (Sort::Relevance | Sort::MostUsed, _) => columns.uses.first(doc).unwrap_or(0),
            (Sort::Updated, _) => columns.modified.first(doc).map_or(0, tantivy::i64_to_u64),
            (Sort::Title, _) => title_column(columns, self.lang)
                .and_then(|column| column.ords().first(doc))
                .map_or(0, |ord| u64::MAX - ord),
        };
        self.best.offer(primary, columns, ord, doc);
    }

    /// For words alone: counts without scores, a block at a time, then lets the index find the best, which skips whole
    /// blocks that cannot hold one. Its threshold stays just under the worst score that is kept, so that equal scores
    /// still come through and the order stays total.
    fn count_then_rank(&mut self, snapshot: &Snapshot, query: &dyn IndexQuery) -> Result<Vec<Place>, Error> {
        let unscored = query.weight(EnableScoring::disabled_from_searcher(&snapshot.searcher))?;
        let scored = query.weight(EnableScoring::enabled_from_searcher(&snapshot.searcher))?;
        let each = self.counts.is_some() || self.filters.any();
        for (ord, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
            let columns = &snapshot.segments[ord];
            let alive = segment.alive_bitset();
            let overdue = columns.rows.overdue(self.now);
            if each {
                unscored.for_each_no_score(segment, &mut |docs| {
                    for doc in docs {
                        if alive.is_none_or(|alive| alive.is_alive(*doc)) {
                            self.passes(columns, *doc, overdue);
                        }
                    }
                })?;
            } else {
                self.total += u64::from(unscored.count(segment)?);
                self.matched = self.total;
            }
            let Self { best, filters, .. } = self;
            if best.wanted > 0 {
                scored.for_each_pruning(best.threshold(), segment, &mut |doc, score| {
                    let passes = || filters.fails(&columns.rows.rows[doc as usize], overdue) == 0;
                    if alive.is_none_or(|alive| alive.is_alive(doc)) && passes() {
                        best.offer(score_key(score), columns, ord as u32, doc);
                    }
                    best.threshold()
                })?;
            }
        }
        Ok(self.best.take())
    }
}

/// The bits of positive floats are in the order of the floats.
fn score_key(score: Score) -> u64 {
    u64::from(score.to_bits())
}
