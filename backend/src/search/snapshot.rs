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
use super::schema::{Doc, Fields, column};
use super::store::Store;

/// The facts of a dataset that every search reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// See [`super::schema::Bits`].
    pub bits: u64,
    /// When the next update falls due; `i64::MAX` when none is promised.
    pub due: i64,
    /// The number of the body.
    pub body: u32,
    /// The number of the source.
    pub source: u32,
}

/// The columns of a segment that only the best hits are looked up in.
pub(super) struct Columns {
    pub rows: Arc<Vec<Row>>,
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
    rows: HashMap<SegmentId, Arc<Vec<Row>>>,
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

    fn read_rows(&mut self, ord: u32, segment: &SegmentReader) -> Result<Vec<Row>, Error> {
        let fast = segment.fast_fields();
        let count = segment.max_doc();
        let bits = fast.u64(column::BITS)?;
        let due = fast.i64(column::DUE)?;
        let bodies = self.bodies.numbers(fast.str(column::BODY)?.as_ref(), count)?;
        let sources = self.sources.numbers(fast.str(column::SOURCE)?.as_ref(), count)?;
        let rows = (0..count).map(|doc| Row {
            bits: bits.first(doc).unwrap_or(0),
            due: due.first(doc).unwrap_or(i64::MAX),
            body: bodies[doc as usize].unwrap_or(NONE),
            source: sources[doc as usize].unwrap_or(NONE),
        });
        let rows: Vec<Row> = rows.collect();
        self.name_bodies(ord, segment, &bodies)?;
        Ok(rows)
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

    /// The cards and keywords of the most used datasets, in the order in which they are stored.
    pub fn most_used(&self, most: usize) -> Result<Vec<Doc>, Error> {
        let query = Query {
            sort: Sort::MostUsed,
            size: most,
            ..Query::all(Moment::from_micros(0), Lang::Zh)
        };
        let mut page = gather(self, None, &Filters::default(), &query, false)?.page;
        page.sort_unstable();
        let docs = page.into_iter().map(|address| {
            let document: TantivyDocument = self.searcher.doc(address)?;
            Ok(Doc {
                card: stored(&document, self.fields.card)?,
                keywords: stored(&document, self.fields.keywords)?,
                items: Vec::new(),
                more: Vec::new(),
            })
        });
        docs.collect()
    }
}

fn stored<T: DeserializeOwned>(document: &TantivyDocument, field: Field) -> Result<T, Error> {
    let bytes = document.get_first(field).and_then(|value| value.as_bytes());
    Ok(serde_json::from_slice(bytes.ok_or(Error::Damaged)?)?)
}
