//! Files (数据文件): one format of one version, with what reading it once has shown.

use serde::{Deserialize, Serialize};

use crate::entry::ItemType;
use crate::ids::{Digest, FileId};

crate::codes! {
    /// File format, as facets and badges name it.
    pub enum Format {
        /// Comma-separated values, RFC 4180.
        Csv = "CSV",
        /// JSON, RFC 8259.
        Json = "JSON",
        /// Office Open XML workbook.
        Xlsx = "XLSX",
        /// GeoJSON, RFC 7946.
        GeoJson = "GeoJSON",
        /// XML.
        Xml = "XML",
        /// Apache Parquet.
        Parquet = "Parquet",
        /// ESRI shapefile.
        Shp = "SHP",
        /// Keyhole markup.
        Kml = "KML",
        /// Excel before 2007.
        Xls = "XLS",
        /// Word processor text.
        Doc = "DOC",
        /// Portable document format.
        Pdf = "PDF",
        /// Plain text.
        Txt = "TXT",
        /// A picture.
        Image = "Image",
        /// An archive.
        Zip = "ZIP",
        /// A web page.
        Html = "HTML",
        /// An interface.
        Api = "API",
        /// RDF in any writing.
        Rdf = "RDF",
    }
}

impl Format {
    /// Media type of a file of this format.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json | Self::Api => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::GeoJson => "application/geo+json",
            Self::Xml => "application/xml",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Shp | Self::Zip => "application/zip",
            Self::Kml => "application/vnd.google-earth.kml+xml",
            Self::Xls => "application/vnd.ms-excel",
            Self::Doc => "application/msword",
            Self::Pdf => "application/pdf",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Image => "application/octet-stream",
            Self::Html => "text/html; charset=utf-8",
            Self::Rdf => "application/rdf+xml",
        }
    }

    /// Whether a program can read the data without guessing: the share of such formats counts in the quality score.
    pub const fn machine_readable(self) -> bool {
        matches!(
            self,
            Self::Csv
                | Self::Json
                | Self::Xlsx
                | Self::GeoJson
                | Self::Xml
                | Self::Parquet
                | Self::Kml
                | Self::Api
                | Self::Rdf
                | Self::Shp
        )
    }

    /// The format that a file name's ending names, if it names one.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "csv" | "tsv" => Self::Csv,
            "json" => Self::Json,
            "xlsx" => Self::Xlsx,
            "geojson" => Self::GeoJson,
            "xml" => Self::Xml,
            "parquet" => Self::Parquet,
            "kml" => Self::Kml,
            "xls" => Self::Xls,
            "doc" | "docx" | "odt" => Self::Doc,
            "pdf" => Self::Pdf,
            "txt" => Self::Txt,
            "png" | "jpg" | "jpeg" | "gif" | "webp" => Self::Image,
            "zip" => Self::Zip,
            "html" | "htm" => Self::Html,
            "rdf" | "ttl" => Self::Rdf,
            _ => return None,
        })
    }
}

/// A column as reading the whole file has shown it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The header.
    pub name: String,
    /// The type that fits all its values.
    pub kind: ItemType,
    /// Values that are not empty.
    pub filled: i64,
}

/// What reading a file once has shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Rows without the header, or features of a map; `None` for files that are no table.
    #[serde(default)]
    pub rows: Option<i64>,
    /// Columns, in order; empty for files that are no table.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// The encoding the file came in, such as `UTF-8` or `GB18030`; text is stored as UTF-8 whatever it came in.
    #[serde(default)]
    pub encoding: Option<String>,
    /// Rows that do not fit the header: their number in the file (from 1, the header is 1), at most 100 of them.
    #[serde(default)]
    pub misfits: Vec<i64>,
}

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Its name with the ending, as it is saved.
    pub name: String,
    /// Format.
    pub format: Format,
    /// Size in bytes.
    pub bytes: i64,
    /// SHA-256 of the stored bytes.
    pub digest: Digest,
    /// What reading it has shown.
    pub profile: Profile,
    /// The stored preview (first rows), for tables.
    pub preview: Option<Digest>,
    /// The stored drawing, for files with coordinates.
    pub map: Option<Digest>,
}
