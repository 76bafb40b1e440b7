//! What the catalogue consists of.

use std::io::{self, Write};

use chrono::{NaiveDate, Timelike};
use domain::entry::{DataItem, Metadata};
use domain::file::Format;
use domain::ids::Slug;
use domain::text::Text;
use domain::time::{DAY, Moment};

use crate::cell::{Edition, Fill, Sink};

/// An entry of the demo catalogue with its versions.
#[derive(Debug, Clone)]
pub struct DemoEntry {
    /// Its address under `/datasets/`.
    pub slug: Slug,
    /// The address of its body under `/bodies/`, one of [`crate::bodies`].
    pub body: Slug,
    /// What it says; complete as O21-12a asks.
    pub metadata: Metadata,
    /// Its versions, oldest first; at least one.
    pub versions: Vec<DemoVersion>,
    /// Downloads and calls in each of the last 12 weeks, oldest first; all 0 when its data is not open.
    pub weekly: [i64; 12],
    pub(crate) issued: NaiveDate,
}

impl DemoEntry {
    /// When the entry was first published: never after its first version.
    pub fn issued(&self, now: Moment) -> Moment {
        let nine = Moment::start_of(self.issued).plus(9 * HOUR);
        self.versions
            .first()
            .map_or(nine, |version| nine.min(version.published(now)))
    }
}

/// A version of a demo dataset.
#[derive(Debug, Clone)]
pub struct DemoVersion {
    /// Its number, from 1.
    pub number: i64,
    /// What changed against the version before.
    pub note: Text,
    /// Its files.
    pub files: Vec<DemoFile>,
    pub(crate) age: Age,
}

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;

/// How long before now a version was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    /// So many minutes.
    Minutes(i64),
    /// So many days, at this minute of that day in Shanghai.
    Days(i64, i64),
}

impl DemoVersion {
    /// When it was published, if the demo is seeded at `now`.
    pub fn published(&self, now: Moment) -> Moment {
        match self.age {
            Age::Minutes(minutes) => now.plus(-minutes * MINUTE),
            Age::Days(days, minute) => {
                let passed = i64::from(now.local().num_seconds_from_midnight()) * 1_000_000;
                let midnight = now.plus(-passed - now.micros().rem_euclid(1_000_000));
                midnight.plus(minute * MINUTE - days * DAY)
            }
        }
    }
}

/// A file of a version: its bytes are made while they are written.
#[derive(Debug, Clone)]
pub struct DemoFile {
    /// Its name with the ending; it begins with `demo_` or `演示_`.
    pub name: String,
    /// Format.
    pub format: Format,
    pub(crate) dataset: Slug,
    pub(crate) title: Text,
    pub(crate) items: Vec<DataItem>,
    pub(crate) edition: Edition,
    pub(crate) fill: Fill,
}

impl DemoFile {
    /// Writes the file. It streams (only workbooks are built in memory first) and ends with the first error of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        crate::write::write(self, out)
    }

    pub(crate) fn rows(&self, sink: &mut dyn Sink) -> io::Result<()> {
        (self.fill)(self.edition, sink)
    }
}
