//! The forms in which a file is given out: as it is stored, and for spreadsheet programs.

use domain::file::{File, Format};
use domain::ids::Digest;
use http::Uri;

use crate::params::Params;
use crate::problem::Problem;

/// The byte order mark that tells spreadsheet programs that a CSV is UTF-8.
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// The form in which a file is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// The stored bytes.
    Stored,
    /// The stored bytes of a CSV behind a byte order mark.
    WithBom,
    /// A CSV in which no cell can be taken for a formula, behind a byte order mark. Its length is not known before it
    /// is made, so it has no ranges.
    Spreadsheet,
}

impl Variant {
    /// How many bytes come before the stored ones.
    pub(super) const fn ahead(self) -> u64 {
        match self {
            Self::Stored | Self::Spreadsheet => 0,
            Self::WithBom => BOM.len() as u64,
        }
    }

    pub(super) const fn has_ranges(self) -> bool {
        !matches!(self, Self::Spreadsheet)
    }

    pub(super) fn etag(self, digest: &Digest) -> String {
        match self {
            Self::Stored => format!("\"{digest}\""),
            Self::WithBom => format!("\"{digest}-bom\""),
            Self::Spreadsheet => format!("\"{digest}-spreadsheet\""),
        }
    }
}

/// What the query asks for.
pub(super) struct Wanted {
    bom: bool,
    spreadsheet: bool,
}

domain::codes! {
    /// Other forms of a file than the stored one.
    enum OtherForm {
        /// For spreadsheet programs.
        Spreadsheet = "spreadsheet",
    }
}

impl Wanted {
    pub(super) fn read(uri: &Uri, bom_by_default: bool) -> Result<Self, Problem> {
        let mut params = Params::of(uri);
        let bom = params.flag("bom").unwrap_or(bom_by_default);
        let spreadsheet = params.code("variant", OtherForm::ALL).is_some();
        params.finish(&["bom", "variant"])?;
        Ok(Self { bom, spreadsheet })
    }

    pub(super) fn variant(&self, file: &File) -> Variant {
        match file.format {
            Format::Csv if self.spreadsheet => Variant::Spreadsheet,
            Format::Csv if self.bom => Variant::WithBom,
            _ => Variant::Stored,
        }
    }
}
