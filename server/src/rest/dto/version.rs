//! Versions and their files.

use backend::service::catalogue::DatasetView;
use domain::file::File;
use domain::text::Lang;
use domain::version::Version;
use serde::Serialize;
use utoipa::ToSchema;

use super::{LinksDto, TextDto, given};
use crate::attribution::Attribution;

/// A version: an immutable set of files.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Version)]
pub struct VersionDto {
    /// Its number, from 1.
    pub number: i64,
    /// The name people give it.
    #[schema(example = "2026.11.24")]
    pub label: String,
    /// What changed against the version before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<TextDto>,
    /// When it was published.
    pub published: String,
    /// Its files.
    pub files: Vec<FileDto>,
    /// Where to go from here.
    pub links: LinksDto,
}

impl VersionDto {
    /// Of a version of a dataset.
    pub fn new(version: &Version, dataset: &DatasetView, base: &str) -> Self {
        let (number, slug) = (version.number, &dataset.entry.slug);
        Self {
            number,
            label: version.label(),
            note: given(&version.note),
            published: version.published.rfc3339(),
            files: version
                .files
                .iter()
                .map(|file| FileDto::new(file, dataset, base))
                .collect(),
            links: LinksDto {
                itself: format!("{base}/api/v1/datasets/{slug}/versions/{number}"),
                archive: Some(format!("{base}/datasets/{slug}/versions/{number}/all.zip")),
                ..LinksDto::default()
            },
        }
    }
}

/// The versions of a dataset.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Versions)]
pub struct VersionsDto {
    /// How many there are.
    pub total: usize,
    /// Newest first.
    pub items: Vec<VersionDto>,
    /// Source and licence.
    pub attribution: Attribution,
}

/// A file of a version.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = File)]
pub struct FileDto {
    /// Its id.
    pub id: String,
    /// Its name, as it is saved.
    pub name: String,
    /// Format.
    #[schema(example = "CSV")]
    pub format: &'static str,
    /// Media type.
    #[schema(example = "text/csv; charset=utf-8")]
    pub media_type: &'static str,
    /// Size.
    pub bytes: i64,
    /// SHA-256 of the bytes that the API gives; none for a file that nobody gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Rows without the header, for tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<i64>,
    /// Columns, for tables that everyone may look at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnDto>,
    /// Numbers of the rows that do not fit the header, at most 100 of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub misfits: Vec<i64>,
    /// Where to go from here.
    pub links: LinksDto,
}

/// A column, as reading the whole file has shown it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Column)]
pub struct ColumnDto {
    /// The header.
    pub name: String,
    /// The type that fits all its values.
    #[serde(rename = "type")]
    #[schema(example = "integer")]
    pub kind: &'static str,
    /// Values that are not empty.
    pub filled: i64,
}

impl FileDto {
    /// Of a file of a dataset.
    pub fn new(file: &File, dataset: &DatasetView, base: &str) -> Self {
        let (id, slug, profile) = (&file.id, &dataset.entry.slug, &file.profile);
        let (columns, misfits) = if dataset.tells_profile() {
            (profile.columns.as_slice(), profile.misfits.as_slice())
        } else {
            (&[][..], &[][..])
        };
        let column = |column: &domain::file::Column| ColumnDto {
            name: column.name.clone(),
            kind: column.kind.as_str(),
            filled: column.filled,
        };
        Self {
            id: id.to_string(),
            name: file.name.clone(),
            format: file.format.as_str(),
            media_type: file.format.media_type(),
            bytes: file.bytes,
            sha256: dataset.tells_digests().then(|| file.digest.to_string()),
            rows: profile.rows,
            columns: columns.iter().map(column).collect(),
            misfits: misfits.to_vec(),
            links: LinksDto {
                itself: format!("{base}/api/v1/datasets/{slug}/files/{id}/meta"),
                bytes: Some(format!("{base}/api/v1/datasets/{slug}/files/{id}")),
                ..LinksDto::default()
            },
        }
    }
}

/// A file with where it belongs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FileMeta)]
pub struct FileMetaDto {
    /// The dataset.
    pub dataset: String,
    /// Number of the version.
    pub version: i64,
    /// When the version was published.
    pub published: String,
    /// The file.
    #[serde(flatten)]
    pub file: FileDto,
    /// Source and licence.
    pub attribution: Attribution,
}

impl FileMetaDto {
    /// Of a file where it was found.
    pub fn new(file: &File, version: &Version, dataset: &DatasetView, base: &str, lang: Lang) -> Self {
        Self {
            dataset: dataset.entry.slug.to_string(),
            version: version.number,
            published: version.published.rfc3339(),
            file: FileDto::new(file, dataset, base),
            attribution: Attribution::of(&dataset.entry, &dataset.body, base, lang),
        }
    }
}
