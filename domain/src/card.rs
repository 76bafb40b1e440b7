//! Cards: what a list shows of a dataset, the same on the search page, the home page and in the interfaces.

use serde::{Deserialize, Serialize};

use crate::body::Level;
use crate::entry::{OpenType, Theme};
use crate::file::Format;
use crate::frequency::Frequency;
use crate::ids::{EntryId, Slug};
use crate::text::Text;
use crate::time::Moment;

/// What a list shows of a dataset. It holds metadata only, never content, so that a suspended dataset can still be listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The entry.
    pub id: EntryId,
    /// Its address.
    pub slug: Slug,
    /// Its title.
    pub title: Text,
    /// Its abstract.
    pub summary: Text,
    /// Its open type.
    pub open_type: Option<OpenType>,
    /// Its theme.
    pub theme: Option<Theme>,
    /// The body's address.
    pub body: Slug,
    /// The body's full name.
    pub body_name: Text,
    /// The body's short name.
    pub body_short: Text,
    /// Where the body stands.
    pub level: Level,
    /// Formats.
    pub formats: Vec<Format>,
    /// Update frequency.
    pub frequency: Option<Frequency>,
    /// Whether it can be called.
    pub has_api: bool,
    /// When it last changed.
    pub modified: Option<Moment>,
    /// When the next update falls due.
    pub due: Option<Moment>,
    /// Rows of the version in force.
    pub rows: Option<i64>,
    /// Quality score, 0 to 100, when the card was made.
    pub quality: u8,
    /// Downloads and calls in each of the last 12 weeks, oldest first.
    pub weekly: Vec<i64>,
    /// Whether it serves a priority of this year.
    pub priority: bool,
    /// The harvested catalogue, if it came from one.
    pub source: Option<String>,
    /// Whether it was invented for the demo.
    pub demo: bool,
}

impl Card {
    /// Downloads and calls in the last 12 weeks.
    pub fn uses(&self) -> i64 {
        self.weekly.iter().sum()
    }
}
