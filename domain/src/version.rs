//! Versions (数据版本): immutable sets of files. Nothing overwrites a version; a correction is a new one that says why.

use serde::{Deserialize, Serialize};

use crate::file::File;
use crate::ids::{EntryId, VersionId};
use crate::text::Text;
use crate::time::Moment;

/// A version of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// The dataset.
    pub entry: EntryId,
    /// Its number, from 1.
    pub number: i64,
    /// What changed against the version before.
    pub note: Text,
    /// When it was published.
    pub published: Moment,
    /// Its files.
    pub files: Vec<File>,
}

impl Version {
    /// The name people give it: its day, such as `2026.11.24`.
    pub fn label(&self) -> String {
        self.published.local().format("%Y.%m.%d").to_string()
    }

    /// Rows of its largest table.
    pub fn rows(&self) -> Option<i64> {
        self.files.iter().filter_map(|file| file.profile.rows).max()
    }
}
