//! Features of GeoJSON (RFC 7946): properties are columns, geometries go on the map.

use geojson::{Geometry, GeometryValue, Position};
use serde_json::value::RawValue;

use super::shape::Ring;
use super::sketch::{Sketch, is_place};

/// Properties that name a feature, the first one that is there.
pub(super) const NAMES: [&str; 6] = ["name", "名称", "名稱", "Name", "NAME", "title"];

/// A single geometry beyond this size is not drawn: its corners would take many times as much memory.
const MAX_GEOMETRY: usize = 32 << 20;

/// Puts a geometry on the sketch; returns how a table shows it, or `None` when it is none or
/// larger than can be drawn.
pub(super) fn draw(raw: &RawValue, name: Option<&str>, sketch: &mut Sketch) -> Option<String> {
    if raw.get().len() > MAX_GEOMETRY {
        return None;
    }
    let geometry: Geometry = serde_json::from_str(raw.get()).ok()?;
    put(&geometry.value, name, sketch);
    Some(match &geometry.value {
        GeometryValue::Point { coordinates } => match coordinates.as_slice() {
            [lon, lat, ..] => format!("POINT ({lon} {lat})"),
            _ => "POINT EMPTY".to_owned(),
        },
        other => other.type_name().to_uppercase(),
    })
}

fn put(value: &GeometryValue, name: Option<&str>, sketch: &mut Sketch) {
    match value {
        GeometryValue::Point { coordinates } => point(coordinates, sketch),
        GeometryValue::MultiPoint { coordinates } => {
            for coordinates in coordinates {
                point(coordinates, sketch);
            }
        }
        GeometryValue::LineString { coordinates } => sketch.line(ring(coordinates)),
        GeometryValue::MultiLineString { coordinates } => {
            for line in coordinates {
                sketch.line(ring(line));
            }
        }
        GeometryValue::Polygon { coordinates } => sketch.area(name, coordinates.iter().map(|r| ring(r)).collect()),
        GeometryValue::MultiPolygon { coordinates } => {
            sketch.area(name, coordinates.iter().flatten().map(|r| ring(r)).collect());
        }
        GeometryValue::GeometryCollection { geometries } => {
            for geometry in geometries {
                put(&geometry.value, name, sketch);
            }
        }
    }
}

fn point(position: &Position, sketch: &mut Sketch) {
    if let [lon, lat, ..] = position.as_slice()
        && is_place(*lon, *lat)
    {
        sketch.point(*lon, *lat);
    }
}

/// Positions without a height; one that is no place spoils the ring, which is then not drawn.
fn ring(positions: &[Position]) -> Ring {
    positions
        .iter()
        .map(|position| match position.as_slice() {
            [lon, lat, ..] => [*lon, *lat],
            _ => [f64::NAN, f64::NAN],
        })
        .collect()
}
