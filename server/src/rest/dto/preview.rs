//! The first rows of a table.

use backend::service::content::Origin;
use backend::tabular::Preview;
use domain::file::File;
use domain::text::Lang;
use serde::Serialize;
use utoipa::ToSchema;

use crate::attribution::Attribution;

/// The first rows of a table, at most 200, and its first columns, at most 100.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Preview)]
pub struct PreviewDto {
    /// The dataset.
    pub dataset: String,
    /// Number of the version.
    pub version: i64,
    /// The file.
    pub file: String,
    /// Name of the file.
    pub name: String,
    /// The columns shown.
    pub columns: Vec<PreviewColumnDto>,
    /// The rows shown, each as wide as `columns`; `null` is an empty cell.
    pub rows: Vec<Vec<Option<String>>>,
    /// Rows of the whole table.
    pub total_rows: i64,
    /// Columns of the whole table.
    pub total_columns: usize,
    /// Whether a cell was cut; such a cell ends with `…`.
    pub shortened: bool,
    /// Source and licence.
    pub attribution: Attribution,
}

/// A column of a preview.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PreviewColumn)]
pub struct PreviewColumnDto {
    /// The header.
    pub name: String,
    /// The type of the whole column.
    #[serde(rename = "type")]
    #[schema(example = "integer")]
    pub kind: &'static str,
}

impl PreviewDto {
    /// Of a stored preview.
    pub fn new(origin: &Origin, file: &File, preview: Preview, base: &str, lang: Lang) -> Self {
        let column = |column: backend::tabular::PreviewColumn| PreviewColumnDto {
            name: column.name,
            kind: column.kind.as_str(),
        };
        Self {
            dataset: origin.entry.slug.to_string(),
            version: origin.version.number,
            file: file.id.to_string(),
            name: file.name.clone(),
            columns: preview.columns.into_iter().map(column).collect(),
            rows: preview.rows,
            total_rows: preview.total_rows,
            total_columns: preview.total_columns,
            shortened: preview.shortened,
            attribution: Attribution::of(&origin.entry, &origin.body, base, lang),
        }
    }
}
