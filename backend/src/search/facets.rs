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
use serde::{Deserialize, Serialize};

use super::query::Query;
use super::schema::{Bits, Code};
use super::snapshot::{NO_DUE, NONE, Names, Row};

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

/// One filter in the form in which a row is held against it. Masks have a bit for each value that is asked for, lists
/// a place for each number.
#[derive(Debug)]
enum Filter {
    OpenType(u32),
    Theme(u32),
    Level(u32),
    Format(u32),
    Frequency(u32),
    Freshness(u32),
    HasApi(bool),
    Priority,
    Body(Vec<bool>),
    Source(Vec<bool>),
}

/// The filters of a query.
#[derive(Debug, Default)]
pub(super) struct Filters(Vec<Filter>);

fn mask<T: Code>(values: &[T], first: u64) -> u32 {
    values.iter().fold(0, |mask, value| mask | 1 << (value.place() + first))
}

fn chosen<'a>(names: &Names, wanted: impl Iterator<Item = &'a str>) -> Vec<bool> {
    let mut chosen = vec![false; names.len()];
    for number in wanted.filter_map(|name| names.number(name)) {
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

impl Filter {
    /// The facet that the filter belongs to, and whether a row passes it.
    fn check(&self, row: &Row, overdue: u32) -> (u32, bool) {
        let bits = row.bits;
        let has = |mask: u32, place: usize| mask >> place & 1 == 1;
        match self {
            Self::OpenType(mask) => (facet::OPEN_TYPE, has(*mask, bits.open_type())),
            Self::Theme(mask) => (facet::THEME, has(*mask, bits.theme())),
            Self::Level(mask) => (facet::LEVEL, has(*mask, bits.level())),
            Self::Format(mask) => (facet::FORMAT, mask & bits.formats() != 0),
            Self::Frequency(mask) => (facet::FREQUENCY, has(*mask, bits.frequency())),
            Self::Freshness(mask) => (facet::FRESHNESS, has(*mask, fresh(row.due, overdue))),
            Self::HasApi(wanted) => (facet::HAS_API, *wanted == bits.has_api()),
            Self::Priority => (facet::PRIORITY, bits.priority()),
            Self::Body(chosen) => (facet::BODY, chosen[row.body as usize]),
            Self::Source(chosen) => (facet::SOURCE, chosen[bits.source()]),
        }
    }
}

impl Filters {
    pub fn new(query: &Query, bodies: &Names, sources: &Names) -> Self {
        let mut filters = Vec::new();
        let mut masked = |mask: u32, filter: fn(u32) -> Filter| {
            if mask != 0 {
                filters.push(filter(mask));
            }
        };
        masked(mask(&query.open_types, 1), Filter::OpenType);
        masked(mask(&query.themes, 1), Filter::Theme);
        masked(mask(&query.levels, 0), Filter::Level);
        masked(mask(&query.formats, 0), Filter::Format);
        masked(mask(&query.frequencies, 1), Filter::Frequency);
        masked(mask(&query.freshness, 0), Filter::Freshness);
        filters.extend(query.has_api.map(Filter::HasApi));
        if query.priority {
            filters.push(Filter::Priority);
        }
        if !query.bodies.is_empty() {
            filters.push(Filter::Body(chosen(bodies, query.bodies.iter().map(Slug::as_str))));
        }
        if !query.sources.is_empty() {
            filters.push(Filter::Source(chosen(
                sources,
                query.sources.iter().map(String::as_str),
            )));
        }
        Self(filters)
    }

    /// Whether any filter is set.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// The facets whose filter the row fails; due places below `overdue` are past.
    pub fn fails(&self, row: &Row, overdue: u32) -> u32 {
        let checks = self.0.iter().map(|filter| filter.check(row, overdue));
        checks.fold(0, |fails, (facet, passes)| fails | (facet * u32::from(!passes)))
    }
}

/// The place of a row's freshness in its list.
fn fresh(due: u32, overdue: u32) -> usize {
    if due == NO_DUE {
        FreshState::NotPromised as usize
    } else if due < overdue {
        FreshState::Overdue as usize
    } else {
        FreshState::OnTime as usize
    }
}

/// Counts while rows go by; nothing is allocated after it is made.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    /// Rows that pass all filters, by [`Bits::group`]: one addition for four facets.
    groups: Vec<u32>,
    open_types: [u32; 8],
    themes: [u32; 32],
    levels: [u32; 8],
    formats: [u32; 32],
    frequencies: [u32; 16],
    freshness: [u32; 3],
    has_api: [u32; 2],
    bodies: Vec<u32>,
    sources: Vec<u32>,
}

impl Counts {
    pub fn new(bodies: usize, sources: usize) -> Self {
        Self {
            groups: vec![0; Bits::GROUPS],
            open_types: [0; 8],
            themes: [0; 32],
            levels: [0; 8],
            formats: [0; 32],
            frequencies: [0; 16],
            freshness: [0; 3],
            has_api: [0; 2],
            bodies: vec![0; bodies],
            sources: vec![0; sources],
        }
    }

    /// Counts a row that fails the filters of the facets `fails`; due places below `overdue` are past.
    pub fn add(&mut self, row: &Row, fails: u32, overdue: u32) {
        if fails == 0 {
            self.groups[row.bits.group()] += 1;
            self.themes[row.bits.theme()] += 1;
            self.freshness[fresh(row.due, overdue)] += 1;
            self.bodies[row.body as usize] += 1;
            self.sources[row.bits.source()] += 1;
            self.add_formats(row.bits);
        } else if fails.is_power_of_two() {
            self.add_one(row, fails, overdue);
        }
    }

    fn add_one(&mut self, row: &Row, facet: u32, overdue: u32) {
        let bits = row.bits;
        match facet {
            facet::OPEN_TYPE => self.open_types[bits.open_type()] += 1,
            facet::THEME => self.themes[bits.theme()] += 1,
            facet::LEVEL => self.levels[bits.level()] += 1,
            facet::FREQUENCY => self.frequencies[bits.frequency()] += 1,
            facet::HAS_API => self.has_api[usize::from(bits.has_api())] += 1,
            facet::BODY => self.bodies[row.body as usize] += 1,
            facet::SOURCE => self.sources[bits.source()] += 1,
            facet::FORMAT => self.add_formats(bits),
            facet::FRESHNESS => self.freshness[fresh(row.due, overdue)] += 1,
            _ => {}
        }
    }

    fn add_formats(&mut self, bits: Bits) {
        let mut formats = bits.formats();
        while formats != 0 {
            self.formats[formats.trailing_zeros() as usize & 31] += 1;
            formats &= formats - 1;
        }
    }

    /// Parts the groups into their facets.
    fn settle(&mut self) {
        for (group, count) in self.groups.iter_mut().enumerate().filter(|(_, count)| **count > 0) {
            let bits = Bits::of_group(group);
            self.open_types[bits.open_type()] += *count;
            self.levels[bits.level()] += *count;
            self.frequencies[bits.frequency()] += *count;
            self.has_api[usize::from(bits.has_api())] += *count;
            *count = 0;
        }
    }

    /// The facets, for a query that was answered by these counts.
    pub fn facets(mut self, query: &Query, bodies: &Names, sources: &Names) -> Facets {
        self.settle();
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
