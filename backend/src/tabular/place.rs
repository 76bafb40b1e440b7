//! Which columns of a table hold coordinates, by their headers, and whether their values can be such.

use domain::entry::ItemType;
use domain::file::Column;

use super::sketch::{Sketch, is_place};

/// The pair of columns with coordinates, if a table has one, and what they have shown so far.
#[derive(Debug, Default)]
pub(super) struct Places {
    lat: Option<usize>,
    lon: Option<usize>,
    /// Whether the headers are only `x` and `y`, which may be metres or pixels as well.
    vague: bool,
    good: u64,
    bad: u64,
    sketch: Sketch,
}

#[derive(PartialEq, Eq)]
enum Axis {
    Lat,
    Lon,
}

/// The axis that a header names, and whether it does so only with a letter.
fn axis(header: &str) -> Option<(Axis, bool)> {
    let lower = header.trim().to_lowercase();
    match lower.as_str() {
        "x" | "x坐标" | "坐标x" => return Some((Axis::Lon, true)),
        "y" | "y坐标" | "坐标y" => return Some((Axis::Lat, true)),
        _ => {}
    }
    let says = |words: &[&str], parts: &[&str]| {
        lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| words.contains(&word))
            || parts.iter().any(|part| lower.contains(part))
    };
    if says(&["lat", "latitude"], &["纬度", "緯度", "北纬", "北緯"]) {
        Some((Axis::Lat, false))
    } else if says(
        &["lon", "lng", "long", "longitude"],
        &["经度", "經度", "経度", "东经", "東經", "東経"],
    ) {
        Some((Axis::Lon, false))
    } else {
        None
    }
}

impl Places {
    /// Looks at the header of a new column. The first column for each axis counts; clear words win over letters.
    pub(super) fn column(&mut self, index: usize, header: &str) {
        let Some((axis, vague)) = axis(header) else { return };
        if self.good + self.bad > 0 {
            return;
        }
        if self.vague && !vague {
            self.lat = None;
            self.lon = None;
            self.vague = false;
        } else if vague && !self.vague {
            if self.lat.is_some() || self.lon.is_some() {
                return;
            }
            self.vague = true;
        }
        let slot = if axis == Axis::Lat {
            &mut self.lat
        } else {
            &mut self.lon
        };
        slot.get_or_insert(index);
    }

    /// The columns of latitude and longitude.
    pub(super) fn columns(&self) -> Option<(usize, usize)> {
        self.lat.zip(self.lon)
    }

    /// Takes what a row has in them. Zero and zero, in the sea off Africa, means "not known".
    pub(super) fn take(&mut self, lat: &str, lon: &str) {
        let (lat, lon) = (lat.trim(), lon.trim());
        if lat.is_empty() || lon.is_empty() {
            return;
        }
        match (lat.parse::<f64>(), lon.parse::<f64>()) {
            (Ok(0.0), Ok(0.0)) => {}
            (Ok(lat), Ok(lon)) if is_place(lon, lat) => {
                self.good += 1;
                self.sketch.point(lon, lat);
            }
            _ => self.bad += 1,
        }
    }

    /// The sketch, if nine of ten rows with coordinates have possible ones. Columns that are only called `x` and `y` must
    /// have decimals too.
    pub(super) fn finish(self, columns: &[Column]) -> Option<Sketch> {
        let (lat, lon) = self.columns()?;
        let decimal = |index: usize| {
            columns
                .get(index)
                .is_some_and(|column| column.kind == ItemType::Decimal)
        };
        let believable = self.good > 0 && self.good >= 9 * self.bad && (!self.vague || (decimal(lat) && decimal(lon)));
        believable.then_some(self.sketch)
    }
}
