//! The quality score (O21-41): four parts from 0 to 100 and their mean, each from facts that anyone can check.

use serde::{Deserialize, Serialize};

use crate::entry::{Metadata, Required, missing};
use crate::file::File;
use crate::frequency::Freshness;

/// The score and its parts, 0 to 100. A part that cannot be judged is `None` and does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// Share of what O21-12a asks for that the entry has.
    pub described: u8,
    /// Share of table cells that are filled, over the files of the version.
    pub filled: Option<u8>,
    /// 100 on time; one point less for each day overdue.
    pub timely: Option<u8>,
    /// Share of formats that a program can read.
    pub readable: Option<u8>,
}

impl Quality {
    /// Judges an entry with the files of its version in force.
    pub fn of(metadata: &Metadata, files: &[File], freshness: Freshness) -> Self {
        let asked = Required::ALL.len();
        let described = percent(asked - missing(metadata).len(), asked).unwrap_or(0);
        let (filled, cells) = files.iter().fold((0usize, 0usize), |(filled, cells), file| {
            let rows = file.profile.rows.unwrap_or(0).max(0) as usize;
            let full: usize = file
                .profile
                .columns
                .iter()
                .map(|column| column.filled.max(0) as usize)
                .sum();
            (filled + full, cells + rows * file.profile.columns.len())
        });
        let timely = match freshness {
            Freshness::OnTime => Some(100),
            Freshness::Overdue { days } => Some(100 - days.clamp(0, 100) as u8),
            Freshness::NotPromised => None,
        };
        let formats = &metadata.formats;
        let readable = percent(
            formats.iter().filter(|format| format.machine_readable()).count(),
            formats.len(),
        );
        Self {
            described,
            filled: percent(filled, cells),
            timely,
            readable,
        }
    }

    /// The mean of the parts that can be judged.
    pub fn score(&self) -> u8 {
        let parts: Vec<u32> = [Some(self.described), self.filled, self.timely, self.readable]
            .into_iter()
            .flatten()
            .map(u32::from)
            .collect();
        (parts.iter().sum::<u32>() / parts.len().max(1) as u32) as u8
    }
}

fn percent(part: usize, whole: usize) -> Option<u8> {
    (whole > 0).then(|| (part * 100 / whole).min(100) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Format;

    #[test]
    fn o21_41_what_cannot_be_judged_does_not_count() {
        let metadata = Metadata {
            formats: vec![Format::Csv, Format::Pdf],
            ..Metadata::default()
        };
        let quality = Quality::of(&metadata, &[], Freshness::Overdue { days: 30 });
        assert_eq!(
            (quality.filled, quality.timely, quality.readable),
            (None, Some(70), Some(50))
        );
        assert_eq!(quality.score(), (quality.described + 70 + 50) / 3);
    }
}
