//! A snapshot: one state of the index with all that a search reads often, opened once and shared by all searches until
//! the next commit.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::card::Card;
use domain::text::{Lang, Text};
use domain::time::Moment;
use serde::de::DeserializeOwned;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Searcher, SegmentReader, TantivyDocument};

use super::Error;
use super::collector::gather;
use super::facets::{Facets, Filters};
use super::query::{Query, Sort};
use super::schema::{Bits, Doc, Fields, column};
use super::store::Store;

/// The facts of a dataset that every search reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// What has few values, and the source.
    pub bits: Bits,
    /// The number of the body.
    pub body: u32,
    /// When the next update falls due: a place in [`Rows::dues`], or [`NO_DUE`].
    pub due: u32,
}

/// The due of a row that promises no update.
pub(super) const NO_DUE: u32 = u32::MAX;

/// The rows of a segment, by number of the document.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub rows: Vec<Row>,
    /// The moments at which an update falls due, in order.
    dues: Vec<i64>,
}

impl Rows {
    /// The places below this one in `dues` are overdue at a moment.
    pub fn overdue(&self, now: i64) -> u32 {
        self.dues.partition_point(|due| *due <= now) as u32
    }
}

/// What a segment holds beside its words.
pub(super) struct Columns {
    pub rows: Arc<Rows>,
    pub uses: Column<u64>,
    pub tie: Column<u64>,
    pub modified: Column<i64>,
    pub title_zh: Option<StrColumn>,
    pub title_en: Option<StrColumn>,
}

/// The number of a row without a name.
pub(super) const NONE: u32 = 0;

/// Names that rows carry as numbers. Numbers are given once and never change, so that rows of older segments stay true.
#[derive(Debug, Clone)]
pub(super) struct Names {
    names: Vec<(String, Text)>,
    numbers: HashMap<String, u32>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            names: vec![(String::new(), Text::default())],
            numbers: HashMap::new(),
        }
    }
}

impl Names {
    /// One more than the greatest number.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    pub fn name(&self, number: u32) -> &str {
        &self.names[number as usize].0
    }

    /// What people call it.
    pub fn text(&self, number: u32) -> &Text {
        &self.names[number as usize].1
    }

    fn intern(&mut self, name: &str) -> u32 {
        if let Some(number) = self.number(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push((name.to_owned(), Text::default()));
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The number of every row of a column; rows without a value have none.
    fn numbers(&mut self, column: Option<&StrColumn>, rows: u32) -> Result<Vec<Option<u32>>, Error> {
        let Some(column) = column else {
            return Ok(vec![None; rows as usize]);
        };
        let mut by_ord = Vec::with_capacity(column.num_terms());
        let mut name = String::new();
        for ord in 0..column.num_terms() as u64 {
            column.ord_to_str(ord, &mut name)?;
            by_ord.push(self.intern(&name));
        }
        let ords = column.ords();
        Ok((0..rows)
            .map(|row| ords.first(row).map(|ord| by_ord[ord as usize]))
            .collect())
    }
}

/// The facets of the whole catalogue, valid from one moment to another.
pub(super) struct Whole {
    pub facets: Arc<Facets>,
    pub from: i64,
    pub until: i64,
}

/// The beginning of the whole catalogue in one order.
type Order = Arc<Vec<DocAddress>>;

/// One state of the index.
pub(super) struct Snapshot {
    pub searcher: Searcher,
    pub fields: Fields,
    pub segments: Vec<Columns>,
    pub bodies: Names,
    pub sources: Names,
    /// The outbox row up to which the index was true.
    pub sequence: Option<i64>,
    whole: Mutex<Option<Whole>>,
    orders: Mutex<HashMap<(Sort, Lang), Order>>,
    rows: HashMap<SegmentId, Arc<Rows>>,
}

impl Snapshot {
    /// Opens a snapshot; rows of segments that the one before has read already are taken from it.
    pub fn new(store: &Store, before: Option<&Self>) -> Result<Self, Error> {
        let mut snapshot = Self {
            searcher: store.searcher(),
            fields: store.fields().clone(),
            sequence: store.sequence(),
            segments: Vec::new(),
            bodies: before.map(|before| before.bodies.clone()).unwrap_or_default(),
            sources: before.map(|before| before.sources.clone()).unwrap_or_default(),
            whole: Mutex::new(None),
            orders: Mutex::new(HashMap::new()),
            rows: HashMap::new(),
        };
        for (ord, segment) in snapshot.searcher.clone().segment_readers().iter().enumerate() {
            let rows = match before.and_then(|before| before.rows.get(&segment.segment_id())) {
                Some(rows) => Arc::clone(rows),
                None => Arc::new(snapshot.read_rows(ord as u32, segment)?),
            };
            snapshot.rows.insert(segment.segment_id(), Arc::clone(&rows));
            let fast = segment.fast_fields();
            snapshot.segments.push(Columns {
                rows,
                uses: fast.u64(column::USES)?,
                tie: fast.u64(column::TIE)?,
                modified: fast.i64(column::MODIFIED)?,
                title_zh: fast.str(column::TITLE_ZH)?,
                title_en: fast.str(column::TITLE_EN)?,
            });
        }
        Ok(snapshot)
    }

    fn read_rows(&mut self, ord: u32, segment: &SegmentReader) -> Result<Rows, Error> {
        let fast = segment.fast_fields();
        let count = segment.max_doc();
        let bits = fast.u64(column::BITS)?;
        let due = fast.i64(column::DUE)?;
        let bodies = self.bodies.numbers(fast.str(column::BODY)?.as_ref(), count)?;
        let sources = self.sources.numbers(fast.str(column::SOURCE)?.as_ref(), count)?;
        let mut dues: Vec<i64> = (0..count).filter_map(|doc| due.first(doc)).collect();
        dues.sort_unstable();
        dues.dedup();
        let place = |due: i64| dues.partition_point(|other| *other < due) as u32;
        let rows = (0..count).map(|doc| {
            let source = sources[doc as usize].filter(|number| *number <= Bits::SOURCE_MAX);
            Row {
                bits: Bits(bits.first(doc).unwrap_or(0)).with_source(source.unwrap_or(NONE)),
                body: bodies[doc as usize].unwrap_or(NONE),
                due: due.first(doc).map_or(NO_DUE, place),
            }
        });
        let rows = rows.collect();
        self.name_bodies(ord, segment, &bodies)?;
        Ok(Rows { rows, dues })
    }

    /// Learns the short names of the bodies from one dataset of each.
    fn name_bodies(&mut self, ord: u32, segment: &SegmentReader, bodies: &[Option<u32>]) -> Result<(), Error> {
        let mut seen = vec![false; self.bodies.len()];
        for doc in segment.doc_ids_alive() {
            let Some(number) = bodies[doc as usize] else {
                continue;
            };
            if !std::mem::replace(&mut seen[number as usize], true) {
                let card = self.card(DocAddress::new(ord, doc))?;
                self.bodies.names[number as usize].1 = card.body_short;
            }
        }
        Ok(())
    }

    /// The facets of the whole catalogue at a moment, counted only when they are not known.
    pub fn whole_facets(&self, now: i64, count: impl FnOnce() -> Result<Whole, Error>) -> Result<Arc<Facets>, Error> {
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = whole.as_ref()
            && (known.from..known.until).contains(&now)
        {
            return Ok(Arc::clone(&known.facets));
        }
        let counted = count()?;
        let facets = Arc::clone(&counted.facets);
        *whole = Some(counted);
        Ok(facets)
    }

    /// The beginning of the whole catalogue in an order, sorted only when it is not known.
    pub fn order(
        &self,
        sort: Sort,
        lang: Lang,
        find: impl FnOnce() -> Result<Vec<DocAddress>, Error>,
    ) -> Result<Order, Error> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = orders.get(&(sort, lang)) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(find()?);
        orders.insert((sort, lang), Arc::clone(&found));
        Ok(found)
    }

    /// The card of a dataset.
    pub fn card(&self, address: DocAddress) -> Result<Card, Error> {
        stored(&self.searcher.doc(address)?, self.fields.card)
    }

    /// The first moment after `now` at which a dataset becomes overdue.
    pub fn next_due(&self, now: i64) -> i64 {
        let next = |rows: &Rows| rows.dues.get(rows.overdue(now) as usize).copied();
        let all = self.segments.iter().filter_map(|columns| next(&columns.rows));
        all.min().unwrap_or(i64::MAX)
    }

    /// The cards and keywords of the most used datasets, one by one in the order in which they are stored.
    pub fn most_used(&self, most: usize) -> Result<impl Iterator<Item = Result<Doc, Error>> + '_, Error> {
        let query = Query {
            sort: Sort::MostUsed,
            size: most,
            ..Query::all(Moment::from_micros(0), Lang::Zh)
        };
        let mut page = gather(self, None, &Filters::default(), &query, false)?.page;
        page.sort_unstable();
        Ok(page.into_iter().map(|address| {
            let document: TantivyDocument = self.searcher.doc(address)?;
            Ok(Doc {
                card: stored(&document, self.fields.card)?,
                keywords: stored(&document, self.fields.keywords)?,
                items: Vec::new(),
                more: Vec::new(),
            })
        }))
    }
}

fn stored<T: DeserializeOwned>(document: &TantivyDocument, field: Field) -> Result<T, Error> {
    let bytes = document.get_first(field).and_then(|value| value.as_bytes());
    Ok(serde_json::from_slice(bytes.ok_or(Error::Damaged)?)?)
}
