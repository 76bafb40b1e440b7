//! Facets: how many datasets there are of each kind, and the filters that narrow a list to some kinds.
//!
//! The count beside a value says how many datasets the list would show if this value were chosen in its facet and all
//! other facets stayed as they are. So a dataset counts for a facet when it passes the filters of all *other* facets:
//! one that passes all counts for all, one that fails a single facet counts for that one, any other for none.

use domain::body::Level;
use domain::entry::{OpenType, Theme};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::ids::Slug;
use domain::text::Text;
use domain::time::Moment;
use serde::{Deserialize, Serialize};

use super::query::Query;
use super::schema::{Bits, Code};
use super::snapshot::{NONE, Names, Row};

domain::codes! {
    /// Freshness as a facet: a state without its days.
    pub enum FreshState {
        /// The next update is not due yet.
        OnTime = "on-time",
        /// The next update was due and has not come.
        Overdue = "overdue",
        /// There is no promise or no data yet.
        NotPromised = "not-promised",
    }
}

/// The most values that a facet without a fixed list names; the chosen ones are named beyond it.
const MOST_VALUES: usize = 60;

/// A value and how many datasets have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count<T> {
    /// The value.
    pub value: T,
    /// Datasets with it, the other facets' filters applied.
    pub count: u64,
    /// Whether the query asks for it.
    pub chosen: bool,
}

/// A body in a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyValue {
    /// Its address.
    pub slug: Slug,
    /// Its short name.
    pub short: Text,
}

/// The counts of all facets. Lists of codes are in the order of their list, all others by count; values that no dataset
/// has are left out unless they are chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// By open type.
    pub open_types: Vec<Count<OpenType>>,
    /// By theme.
    pub themes: Vec<Count<Theme>>,
    /// By body: the 60 with most datasets, and those that are chosen.
    pub bodies: Vec<Count<BodyValue>>,
    /// How many bodies have a dataset in the list.
    pub bodies_total: u64,
    /// By level of the body.
    pub levels: Vec<Count<Level>>,
    /// By format; a dataset counts for each of its formats.
    pub formats: Vec<Count<Format>>,
    /// By update frequency.
    pub frequencies: Vec<Count<Frequency>>,
    /// By freshness.
    pub freshness: Vec<Count<FreshState>>,
    /// With an API.
    pub has_api: u64,
    /// Without one.
    pub has_no_api: u64,
    /// By harvested catalogue.
    pub sources: Vec<Count<String>>,
}

/// The facets, each with the bit that says a dataset fails its filter.
mod facet {
    pub const OPEN_TYPE: u32 = 1;
    pub const THEME: u32 = 1 << 1;
    pub const BODY: u32 = 1 << 2;
    pub const LEVEL: u32 = 1 << 3;
    pub const FORMAT: u32 = 1 << 4;
    pub const FREQUENCY: u32 = 1 << 5;
    pub const FRESHNESS: u32 = 1 << 6;
    pub const HAS_API: u32 = 1 << 7;
    pub const SOURCE: u32 = 1 << 8;
    /// Narrows without being counted.
    pub const PRIORITY: u32 = 1 << 9;
}

/// The filters of a query in the form in which a row is held against them. A mask of zero asks for nothing.
#[derive(Debug, Default)]
pub(super) struct Filters {
    open_types: u32,
    themes: u32,
    levels: u32,
    formats: u32,
    frequencies: u32,
    freshness: u32,
    has_api: Option<bool>,
    priority: bool,
    /// By number of the body; empty when no body is asked for.
    bodies: Vec<bool>,
    sources: Vec<bool>,
    now: i64,
    any: bool,
}

fn mask<T: Code>(values: &[T], first: u64) -> u32 {
    values.iter().fold(0, |mask, value| mask | 1 << (value.place() + first))
}

fn chosen(names: &Names, wanted: &[&str]) -> Vec<bool> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut chosen = vec![false; names.len()];
    for number in wanted.iter().filter_map(|name| names.number(name)) {
        chosen[number as usize] = true;
    }
    chosen
}

impl Code for FreshState {
    const VALUES: &'static [Self] = Self::ALL;
    fn place(self) -> u64 {
        self as u64
    }
}

impl Filters {
    pub fn new(query: &Query, bodies: &Names, sources: &Names) -> Self {
        let body_names: Vec<&str> = query.bodies.iter().map(Slug::as_str).collect();
        let source_names: Vec<&str> = query.sources.iter().map(String::as_str).collect();
        Self {
            open_types: mask(&query.open_types, 1),
            themes: mask(&query.themes, 1),
            levels: mask(&query.levels, 0),
            formats: mask(&query.formats, 0),
            frequencies: mask(&query.frequencies, 1),
            freshness: mask(&query.freshness, 0),
            has_api: query.has_api,
            priority: query.priority,
            bodies: chosen(bodies, &body_names),
            sources: chosen(sources, &source_names),
            now: query.now.micros(),
            any: query.is_narrowed(),
        }
    }

    /// Whether any filter is set.
    pub fn any(&self) -> bool {
        self.any
    }

    /// The facets whose filter the row fails.
    pub fn fails(&self, row: &Row) -> u32 {
        if !self.any {
            return 0;
        }
        let bits = Bits(row.bits);
        let lacks = |mask: u32, place: usize| mask != 0 && mask >> place & 1 == 0;
        let misses = |chosen: &[bool], number: u32| !chosen.is_empty() && !chosen[number as usize];
        let mut fails = 0;
        let mut note = |failed: bool, facet: u32| fails |= facet * u32::from(failed);
        note(lacks(self.open_types, bits.open_type()), facet::OPEN_TYPE);
        note(lacks(self.themes, bits.theme()), facet::THEME);
        note(misses(&self.bodies, row.body), facet::BODY);
        note(lacks(self.levels, bits.level()), facet::LEVEL);
        note(self.formats != 0 && self.formats & bits.formats() == 0, facet::FORMAT);
        note(lacks(self.frequencies, bits.frequency()), facet::FREQUENCY);
        note(lacks(self.freshness, fresh(row.due, self.now)), facet::FRESHNESS);
        note(
            self.has_api.is_some_and(|wanted| wanted != bits.has_api()),
            facet::HAS_API,
        );
        note(misses(&self.sources, row.source), facet::SOURCE);
        note(self.priority && !bits.priority(), facet::PRIORITY);
        fails
    }
}

/// The place of a row's freshness in its list; `i64::MAX` stands for no promise.
fn fresh(due: i64, now: i64) -> usize {
    if due == i64::MAX {
        FreshState::NotPromised as usize
    } else if now < due {
        FreshState::OnTime as usize
    } else {
        FreshState::Overdue as usize
    }
}

/// Counts while rows go by; nothing is allocated after it is made.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    open_types: [u32; 8],
    themes: [u32; 32],
    levels: [u32; 8],
    formats: [u32; 32],
    frequencies: [u32; 16],
    freshness: [u32; 3],
    has_api: [u32; 2],
    bodies: Vec<u32>,
    sources: Vec<u32>,
    now: i64,
    /// The next moment at which the freshness of a counted row changes.
    until: i64,
}

impl Counts {
    pub fn new(bodies: usize, sources: usize, now: Moment) -> Self {
        Self {
            open_types: [0; 8],
            themes: [0; 32],
            levels: [0; 8],
            formats: [0; 32],
            frequencies: [0; 16],
            freshness: [0; 3],
            has_api: [0; 2],
            bodies: vec![0; bodies],
            sources: vec![0; sources],
            now: now.micros(),
            until: i64::MAX,
        }
    }

    /// Until when the counts hold if no dataset changes.
    pub fn until(&self) -> i64 {
        self.until
    }

    /// Counts a row that fails the filters of the facets `fails`.
    pub fn add(&mut self, row: &Row, fails: u32) {
        if fails == 0 {
            self.add_all(row);
        } else if fails.is_power_of_two() {
            self.add_one(row, fails);
        }
    }

    fn add_all(&mut self, row: &Row) {
        let bits = Bits(row.bits);
        self.open_types[bits.open_type()] += 1;
        self.themes[bits.theme()] += 1;
        self.levels[bits.level()] += 1;
        self.frequencies[bits.frequency()] += 1;
        self.has_api[usize::from(bits.has_api())] += 1;
        self.bodies[row.body as usize] += 1;
        self.sources[row.source as usize] += 1;
        self.add_formats(bits);
        self.add_fresh(row);
    }

    fn add_one(&mut self, row: &Row, facet: u32) {
        let bits = Bits(row.bits);
        match facet {
            facet::OPEN_TYPE => self.open_types[bits.open_type()] += 1,
            facet::THEME => self.themes[bits.theme()] += 1,
            facet::LEVEL => self.levels[bits.level()] += 1,
            facet::FREQUENCY => self.frequencies[bits.frequency()] += 1,
            facet::HAS_API => self.has_api[usize::from(bits.has_api())] += 1,
            facet::BODY => self.bodies[row.body as usize] += 1,
            facet::SOURCE => self.sources[row.source as usize] += 1,
            facet::FORMAT => self.add_formats(bits),
            facet::FRESHNESS => self.add_fresh(row),
            _ => {}
        }
    }

    fn add_formats(&mut self, bits: Bits) {
        let mut formats = bits.formats();
        while formats != 0 {
            self.formats[formats.trailing_zeros() as usize] += 1;
            formats &= formats - 1;
        }
    }

    fn add_fresh(&mut self, row: &Row) {
        self.freshness[fresh(row.due, self.now)] += 1;
        if row.due > self.now && row.due < self.until {
            self.until = row.due;
        }
    }

    /// The facets, for a query that was answered by these counts.
    pub fn facets(&self, query: &Query, bodies: &Names, sources: &Names) -> Facets {
        let (body_counts, bodies_total) = named(&self.bodies, bodies, |name| {
            query.bodies.iter().any(|slug| slug.as_str() == name)
        });
        let (source_counts, _) = named(&self.sources, sources, |name| query.sources.iter().any(|s| s == name));
        Facets {
            open_types: listed(&self.open_types[1..], &query.open_types),
            themes: listed(&self.themes[1..], &query.themes),
            levels: listed(&self.levels, &query.levels),
            formats: listed(&self.formats, &query.formats),
            frequencies: listed(&self.frequencies[1..], &query.frequencies),
            freshness: listed(&self.freshness, &query.freshness),
            has_api: u64::from(self.has_api[1]),
            has_no_api: u64::from(self.has_api[0]),
            bodies: body_counts
                .into_iter()
                .filter_map(|(number, count, chosen)| {
                    Some(Count {
                        value: BodyValue {
                            slug: bodies.name(number).parse().ok()?,
                            short: bodies.text(number).clone(),
                        },
                        count,
                        chosen,
                    })
                })
                .collect(),
            bodies_total,
            sources: source_counts
                .into_iter()
                .map(|(number, count, chosen)| Count {
                    value: sources.name(number).to_owned(),
                    count,
                    chosen,
                })
                .collect(),
        }
    }
}

fn listed<T: Code + PartialEq>(counts: &[u32], chosen: &[T]) -> Vec<Count<T>> {
    let values = T::VALUES.iter().zip(counts);
    values
        .map(|(value, count)| Count {
            value: *value,
            count: u64::from(*count),
            chosen: chosen.contains(value),
        })
        .filter(|count| count.count > 0 || count.chosen)
        .collect()
}

/// The numbers of the names with most datasets and of the chosen ones, with their counts, and how many have any.
fn named(counts: &[u32], names: &Names, chosen: impl Fn(&str) -> bool) -> (Vec<(u32, u64, bool)>, u64) {
    let mut some: Vec<(u32, u32)> = (NONE + 1..names.len() as u32)
        .map(|number| (number, counts[number as usize]))
        .filter(|(_, count)| *count > 0)
        .collect();
    let total = some.len() as u64;
    let order = |a: &(u32, u32), b: &(u32, u32)| b.1.cmp(&a.1).then_with(|| names.name(a.0).cmp(names.name(b.0)));
    if some.len() > MOST_VALUES {
        some.select_nth_unstable_by(MOST_VALUES, order);
    }
    let mut rest = some.split_off(some.len().min(MOST_VALUES));
    rest.extend(
        (NONE + 1..names.len() as u32)
            .filter(|n| counts[*n as usize] == 0)
            .map(|n| (n, 0)),
    );
    rest.retain(|(number, _)| chosen(names.name(*number)));
    some.extend(rest);
    some.sort_unstable_by(order);
    let list = some
        .into_iter()
        .map(|(number, count)| (number, u64::from(count), chosen(names.name(number))));
    (list.collect(), total)
}
