//! The entries, one file or two for each theme; every file holds the entries and, below them, the generators of their rows.

mod prelude;
mod transit;

use crate::DemoEntry;

pub(crate) fn all() -> Vec<DemoEntry> {
    [transit::entries()].into_iter().flatten().collect()
}
