//! The part of the world that a drawing shows, and how it is laid flat.

use super::drawing::{Scale, WIDTH};

/// Degrees of latitude are of this length everywhere, near enough.
const METRES_PER_DEGREE: f64 = 111_320.0;

/// The ends of the data. Longitudes are followed twice, as -180..180 and as 0..360, because data that spans the
/// antimeridian is small in the second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
    west_360: f64,
    east_360: f64,
    across: bool,
}

impl Extent {
    /// The longer side, in degrees.
    pub(super) fn span(self) -> f64 {
        (self.east - self.west).max(self.north - self.south)
    }

    pub(super) fn of(lon: f64, lat: f64) -> Self {
        let lon_360 = lon.rem_euclid(360.0);
        Self {
            south: lat,
            north: lat,
            west: lon,
            east: lon,
            west_360: lon_360,
            east_360: lon_360,
            across: false,
        }
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self {
            south: self.south.min(other.south),
            north: self.north.max(other.north),
            west: self.west.min(other.west),
            east: self.east.max(other.east),
            west_360: self.west_360.min(other.west_360),
            east_360: self.east_360.max(other.east_360),
            across: false,
        }
    }

    /// Across the antimeridian where that is shorter than around the world.
    pub(super) fn the_short_way(self) -> Self {
        if self.east - self.west > 180.0 && self.east_360 - self.west_360 < self.east - self.west {
            Self {
                west: self.west_360,
                east: self.east_360,
                across: true,
                ..self
            }
        } else {
            self
        }
    }

    fn longitude(self, lon: f64) -> f64 {
        if self.across { lon.rem_euclid(360.0) } else { lon }
    }

    /// A few points far from all others, often mistakes, would shrink the rest to a blot: then the frame is put around
    /// the middle 98 of 100 places, and the strays are counted but not drawn.
    pub(super) fn without_strays(self, places: impl Iterator<Item = [f64; 2]>) -> Self {
        let (mut lons, mut lats): (Vec<f64>, Vec<f64>) = places.map(|[lon, lat]| (self.longitude(lon), lat)).unzip();
        if lons.len() < 50 {
            return self;
        }
        let middle = |values: &mut Vec<f64>, low: f64, high: f64| {
            values.sort_by(f64::total_cmp);
            let (from, to) = (
                values[values.len() / 100],
                values[values.len() - 1 - values.len() / 100],
            );
            let margin = 0.15 * (to - from);
            if to - from < 0.4 * (high - low) {
                ((from - margin).max(low), (to + margin).min(high))
            } else {
                (low, high)
            }
        };
        let (west, east) = middle(&mut lons, self.west, self.east);
        let (south, north) = middle(&mut lats, self.south, self.north);
        Self {
            south,
            north,
            west,
            east,
            ..self
        }
    }
}

/// A local equirectangular projection: degrees of longitude are shortened as in the middle latitude.
pub(super) struct Frame {
    extent: Extent,
    centre: [f64; 2],
    shorten: f64,
    units_per_degree: f64,
    /// Height of the drawing.
    pub(super) height: f64,
    spans: [f64; 2],
}

impl Frame {
    const MARGIN: f64 = 28.0;

    pub(super) fn new(extent: Extent) -> Self {
        let Extent {
            south,
            north,
            west,
            east,
            ..
        } = extent;
        let centre = [f64::midpoint(west, east), f64::midpoint(south, north)];
        let shorten = centre[1].to_radians().cos().max(0.05);
        // One place alone is shown with about a kilometre around it.
        let wide = ((east - west) * shorten).max(0.01);
        let high = (north - south).max(0.01);
        let room = WIDTH - 2.0 * Self::MARGIN;
        let height = (room * high / wide + 2.0 * Self::MARGIN)
            .clamp(0.45 * WIDTH, 0.95 * WIDTH)
            .round();
        Self {
            extent,
            centre,
            shorten,
            units_per_degree: (room / wide).min((height - 2.0 * Self::MARGIN) / high),
            height,
            spans: [wide, high],
        }
    }

    pub(super) fn project(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [
            WIDTH / 2.0 + (self.extent.longitude(lon) - self.centre[0]) * self.shorten * self.units_per_degree,
            self.height / 2.0 - (lat - self.centre[1]) * self.units_per_degree,
        ]
    }

    /// West, south, east and north, in degrees as they are usually written.
    pub(super) fn bounds(&self) -> [f64; 4] {
        let usual = |lon: f64| if lon > 180.0 { lon - 360.0 } else { lon };
        [
            usual(self.extent.west),
            self.extent.south,
            usual(self.extent.east),
            self.extent.north,
        ]
    }

    /// The part of the frame that the data takes, in square units.
    pub(super) fn data_area(&self) -> f64 {
        self.spans[0] * self.spans[1] * self.units_per_degree * self.units_per_degree
    }

    /// A round length of about a sixth of the width, unless the map is so high that no one scale is true.
    pub(super) fn scale(&self) -> Option<Scale> {
        if self.spans[1] > 40.0 || self.spans[0] > 60.0 {
            return None;
        }
        let metres_per_unit = METRES_PER_DEGREE / self.units_per_degree;
        let wanted = metres_per_unit * WIDTH / 6.0;
        let power = 10_f64.powf(wanted.log10().floor());
        let metres = [5.0, 2.0, 1.0]
            .into_iter()
            .map(|step| step * power)
            .find(|metres| *metres <= wanted)?
            .max(1.0);
        Some(Scale {
            length: ((metres / metres_per_unit * 10.0).round() / 10.0) as f32,
            metres: metres as u32,
        })
    }
}
