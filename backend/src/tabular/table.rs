//! What every table has in common, whatever file it comes from: rows go in, a profile and a preview come out.
//!
//! Nothing is dropped: a row that does not fit is counted, shown and listed, but says nothing about the columns.

use std::collections::HashMap;

use domain::entry::ItemType;
use domain::file::{Column, Profile};
use domain::refused::Flaw;

use super::kind::{Fits, is_blank};
use super::place::Places;
use super::preview::{FirstRows, Preview};
use super::sketch::Sketch;
use super::{MAX_COLUMNS, MAX_MISFITS, Reading, Stop};

/// Rows under a table that may be notes: more of them are no notes.
const MAX_NOTES: usize = 20;

/// Leading rows among which the header is looked for.
pub(super) const HEADER_WITHIN: usize = 5;

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<Values>,
    by_name: HashMap<String, usize>,
    rows: i64,
    misfits: Vec<i64>,
    first: FirstRows,
    notes: Vec<(i64, String)>,
    places: Option<Places>,
}

#[derive(Debug)]
struct Values {
    name: String,
    fits: Fits,
    filled: i64,
}

impl Values {
    fn take(&mut self, cell: &str) {
        if !is_blank(cell) {
            self.filled += 1;
            self.fits.take(cell);
        }
    }

    fn kind(&self) -> ItemType {
        self.fits.kind(self.filled, &self.name)
    }
}

impl Default for Table {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            by_name: HashMap::new(),
            rows: 0,
            misfits: Vec::new(),
            first: FirstRows::default(),
            notes: Vec::new(),
            places: Some(Places::default()),
        }
    }
}

impl Table {
    /// A table with a header row. Empty names at its end are no columns.
    pub(super) fn with_header<'a>(header: impl Iterator<Item = &'a str>) -> Result<Self, Stop> {
        let mut names: Vec<&str> = header.map(str::trim).collect();
        while names.len() > 1 && names.last().is_some_and(|name| name.is_empty()) {
            names.pop();
        }
        let mut table = Self::default();
        for name in names {
            table.add_column(name)?;
        }
        Ok(table)
    }

    /// The place of a column that is named so, made when it is new.
    pub(super) fn column(&mut self, name: &str) -> Result<usize, Stop> {
        match self.by_name.get(name) {
            Some(index) => Ok(*index),
            None => self.add_column(name),
        }
    }

    /// Every column gets a name of its own: the third is `#3` when it has none, `name #3` when that name stood before.
    fn add_column(&mut self, given: &str) -> Result<usize, Stop> {
        let index = self.columns.len();
        if index == MAX_COLUMNS {
            return Err(Stop::flaw(None, Flaw::Columns));
        }
        let mut name = if given.is_empty() {
            format!("#{}", index + 1)
        } else {
            given.to_owned()
        };
        while self.by_name.contains_key(&name) {
            name.push_str(&format!(" #{}", index + 1));
        }
        if let Some(places) = &mut self.places {
            places.column(index, &name);
        }
        self.by_name.insert(name.clone(), index);
        self.columns.push(Values {
            name,
            fits: Fits::default(),
            filled: 0,
        });
        Ok(index)
    }

    /// Names of the columns, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// Notes a line above the header: a title, a remark.
    pub(super) fn above_header(&mut self, number: i64) {
        self.list_misfit(number);
    }

    /// Says that the rows have geometries, so that columns named like coordinates are not drawn a second time.
    pub(super) fn keep_places_out(&mut self) {
        self.places = None;
    }

    /// Lists a row that does not fit.
    pub(super) fn list_misfit(&mut self, number: i64) {
        if self.misfits.len() < MAX_MISFITS {
            self.misfits.push(number);
        }
    }

    /// Takes a row of a table with a header; tells whether it fits. `number` is its number in the file.
    pub(super) fn row<'a>(&mut self, number: i64, cells: impl Iterator<Item = &'a str> + Clone) -> bool {
        if let Some(note) = self.note(cells.clone()) {
            self.notes.push((number, note));
            if self.notes.len() > MAX_NOTES {
                self.notes_are_rows();
            }
            return false;
        }
        self.notes_are_rows();
        self.rows += 1;
        let wide = cells.clone().count();
        let extra = cells
            .clone()
            .skip(self.columns.len())
            .any(|cell| !cell.trim().is_empty());
        self.first.push(cells.clone().take(self.columns.len()).map(Some));
        if wide < self.columns.len() || extra {
            self.list_misfit(number);
            return false;
        }
        for (column, cell) in self.columns.iter_mut().zip(cells.clone()) {
            column.take(cell);
        }
        if let Some(places) = &mut self.places
            && let Some((lat, lon)) = places.columns()
        {
            let cell = |index| cells.clone().nth(index).unwrap_or_default();
            places.take(cell(lat), cell(lon));
        }
        true
    }

    /// A remark under the table fills the first cell alone, and reads unlike the values above it.
    fn note<'a>(&self, mut cells: impl Iterator<Item = &'a str>) -> Option<String> {
        let first = cells.next()?.trim();
        let column = self.columns.first()?;
        if self.columns.len() < 3 || first.is_empty() || cells.any(|cell| !cell.trim().is_empty()) {
            return None;
        }
        let reads_like_one =
            first.contains(['：', ':']) || first.starts_with(['*', '※', '＊', '注', '备', '備', '说', '說']);
        let unlike = !column.fits.is_text() && column.filled > 0 && !column.fits.admits(first);
        (unlike || reads_like_one).then(|| first.to_owned())
    }

    /// What looked like notes was followed by more of the table, so it belongs to it.
    fn notes_are_rows(&mut self) {
        for (_, note) in std::mem::take(&mut self.notes) {
            self.rows += 1;
            self.first.push(std::iter::once(Some(note.as_str())));
            self.columns[0].take(&note);
        }
    }

    /// Takes a row whose columns come by name, as in JSON: `cells` holds (column, text). A missing one is empty.
    pub(super) fn named_row(&mut self, cells: &[(usize, Cell)]) {
        self.rows += 1;
        for (index, cell) in cells {
            match cell {
                Cell::Nothing => {}
                Cell::Text(text) => self.columns[*index].take(text),
                Cell::Geometry(_) => {
                    self.columns[*index].filled += 1;
                    self.columns[*index].fits.take_geometry();
                }
            }
        }
        if let Some(places) = &mut self.places
            && let Some((lat, lon)) = places.columns()
        {
            let cell = |wanted| {
                cells.iter().find_map(|(index, cell)| match cell {
                    Cell::Text(text) if *index == wanted => Some(text.as_str()),
                    _ => None,
                })
            };
            places.take(cell(lat).unwrap_or_default(), cell(lon).unwrap_or_default());
        }
        if self.first.has_room() {
            let mut row = vec![None; self.columns.len()];
            for (index, cell) in cells {
                row[*index] = match cell {
                    Cell::Nothing => None,
                    Cell::Text(text) | Cell::Geometry(text) => Some(text.as_str()),
                };
            }
            self.first.push(row.into_iter());
        }
    }

    /// Counts a row that is none, such as a number among objects.
    pub(super) fn stray(&mut self, number: i64) {
        self.rows += 1;
        self.list_misfit(number);
    }

    /// The end of the table.
    pub(super) fn finish(mut self) -> Reading {
        for (number, note) in std::mem::take(&mut self.notes) {
            self.rows += 1;
            self.list_misfit(number);
            self.first.push(std::iter::once(Some(note.as_str())));
        }
        let columns: Vec<Column> = self
            .columns
            .iter()
            .map(|column| Column {
                name: column.name.clone(),
                kind: column.kind(),
                filled: column.filled,
            })
            .collect();
        let drawing = self
            .places
            .and_then(|places| places.finish(&columns))
            .and_then(Sketch::finish);
        let preview: Preview = self
            .first
            .finish(columns.iter().map(|c| (c.name.as_str(), c.kind)), self.rows);
        Reading {
            profile: Profile {
                rows: Some(self.rows),
                columns,
                encoding: None,
                misfits: self.misfits,
            },
            preview: Some(preview),
            drawing,
        }
    }
}

/// A cell of a row whose columns come by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// No value.
    Nothing,
    /// A value as text.
    Text(String),
    /// A geometry, as it is shown.
    Geometry(String),
}

/// Which of the leading rows is the header, given how many filled cells each has: the first, unless one or more lines
/// with a single cell stand above rows that are all wider, as a title does.
pub(super) fn header_row(filled: &[usize]) -> usize {
    match filled.iter().position(|count| *count >= 2) {
        Some(at) if at > 0 && at + 1 < filled.len() && filled[at + 1..].iter().all(|count| *count >= 2) => at,
        _ => 0,
    }
}
