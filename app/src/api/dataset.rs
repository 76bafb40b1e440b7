//! A dataset with what a visitor may see of it.

use backend::service::catalogue::{self, DatasetView};
use backend::{Backend, Ctx, Error};
use domain::entry::Entry;
use domain::file::{File, Format};
use domain::ids::Slug;
use domain::version::Version;

/// A dataset as its page shows it.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// All but its content.
    pub view: DatasetView,
}

/// A dataset by its address.
pub async fn dataset(backend: &Backend, ctx: &Ctx, slug: &str) -> Result<Dataset, Error> {
    let view = catalogue::dataset(backend, ctx, slug).await?;
    Ok(Dataset { view })
}

impl Dataset {
    /// The entry.
    pub const fn entry(&self) -> &Entry {
        &self.view.entry
    }

    /// The version in force.
    pub fn latest(&self) -> Option<&Version> {
        self.view.versions.first()
    }
}

/// The file that most people want: the first table in a format that every program reads.
pub fn handiest(files: &[File]) -> Option<&File> {
    const ORDER: [Format; 5] = [
        Format::Csv,
        Format::Xlsx,
        Format::Json,
        Format::GeoJson,
        Format::Parquet,
    ];
    ORDER
        .iter()
        .find_map(|format| files.iter().find(|file| file.format == *format))
        .or_else(|| files.first())
}

/// Where a file is downloaded.
pub fn file_path(slug: &Slug, file: &File) -> String {
    format!("/datasets/{slug}/files/{}/{}", file.id, segment(&file.name))
}

/// Where the API gives the bytes of a file.
pub fn api_file_path(slug: &Slug, file: &File) -> String {
    format!("/api/v1/datasets/{slug}/files/{}", file.id)
}

/// Where all files of a version are downloaded as one.
pub fn archive_path(slug: &Slug, version: &Version) -> String {
    format!("/datasets/{slug}/versions/{}/all.zip", version.number)
}

/// A file name as one segment of an address.
fn segment(name: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(name, PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_stays_one_segment_of_the_address() {
        assert_eq!(
            segment("公交 站/点?.csv"),
            "%E5%85%AC%E4%BA%A4%20%E7%AB%99%2F%E7%82%B9%3F.csv"
        );
        assert_eq!(segment("bus-stops_2026.csv"), "bus-stops_2026.csv");
    }
}
