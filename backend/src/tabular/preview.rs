//! The first rows of a table, small enough for a page, whatever the table holds.

use domain::entry::ItemType;
use serde::{Deserialize, Serialize};

/// Rows that a preview shows.
pub(super) const ROWS: usize = 200;

/// Columns that a preview shows.
pub(super) const COLUMNS: usize = 100;

/// Characters of a cell that a preview shows.
const CELL: usize = 300;

/// Characters of a header that a preview shows.
const HEADER: usize = 120;

/// Bytes of all cells together: a preview ends before its 200th row when its cells are long.
const BUDGET: usize = 512 * 1024;

/// The first rows of a table. Kept as JSON beside the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The columns shown, at most the first 100.
    pub columns: Vec<PreviewColumn>,
    /// The rows shown, at most the first 200, each as wide as `columns`; `None` is an empty cell.
    pub rows: Vec<Vec<Option<String>>>,
    /// Rows of the whole table.
    pub total_rows: i64,
    /// Columns of the whole table.
    pub total_columns: usize,
    /// Whether a cell was cut; such a cell ends with `…`.
    pub shortened: bool,
}

/// A column of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewColumn {
    /// The header.
    pub name: String,
    /// The type of the whole column.
    pub kind: ItemType,
}

impl PreviewColumn {
    /// Whether the values stand on the right, digit under digit.
    pub const fn is_number(&self) -> bool {
        matches!(self.kind, ItemType::Integer | ItemType::Decimal)
    }
}

impl Preview {
    /// The form in which it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and numbers are always JSON")
    }

    /// From its stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}

/// Collects the first rows.
#[derive(Debug, Default)]
pub(super) struct FirstRows {
    rows: Vec<Vec<Option<String>>>,
    spent: usize,
    shortened: bool,
}

impl FirstRows {
    /// Whether another row would be shown.
    pub(super) fn has_room(&self) -> bool {
        self.rows.len() < ROWS && self.spent < BUDGET
    }

    /// Takes the next row, if there is room.
    pub(super) fn push<'a>(&mut self, cells: impl Iterator<Item = Option<&'a str>>) {
        if !self.has_room() {
            return;
        }
        let mut row = Vec::new();
        for cell in cells.take(COLUMNS) {
            let text = cell.filter(|cell| !cell.is_empty()).map(|cell| self.cut(cell, CELL));
            self.spent += text.as_ref().map_or(0, String::len) + 8;
            row.push(text);
        }
        self.rows.push(row);
    }

    fn cut(&mut self, text: &str, most: usize) -> String {
        match text.char_indices().nth(most) {
            None => text.to_owned(),
            Some((end, _)) => {
                self.shortened = true;
                format!("{}…", &text[..end])
            }
        }
    }

    /// The preview, once the whole table is known.
    pub(super) fn finish<'a>(
        mut self,
        columns: impl ExactSizeIterator<Item = (&'a str, ItemType)>,
        rows: i64,
    ) -> Preview {
        let total_columns = columns.len();
        let columns: Vec<_> = columns
            .take(COLUMNS)
            .map(|(name, kind)| PreviewColumn {
                name: self.cut(name, HEADER),
                kind,
            })
            .collect();
        for row in &mut self.rows {
            row.resize(columns.len(), None);
        }
        Preview {
            columns,
            rows: self.rows,
            total_rows: rows,
            total_columns,
            shortened: self.shortened,
        }
    }
}
