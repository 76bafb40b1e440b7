//! The entries, one file or two for each theme; every file holds the entries and, below them, the generators of their rows.

mod bus;
mod metro;
mod prelude;

use crate::DemoEntry;

pub(crate) fn all() -> Vec<DemoEntry> {
    [bus::entries(), metro::entries()].into_iter().flatten().collect()
}
