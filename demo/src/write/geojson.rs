//! GeoJSON, RFC 7946: the mark is a foreign member `notice`; points come from the longitude and latitude items, areas
//! and lines from the geometry item.

use std::io::{self, Write};

use domain::entry::{DataItem, ItemType};

use super::NOTICE;
use super::json::{object, string};
use crate::DemoFile;
use crate::cell::{Cell, Position, Sink};

struct GeoJson<'o> {
    out: &'o mut dyn Write,
    items: &'o [DataItem],
    geometry: Place,
    rows: u64,
}

enum Place {
    Point(usize, usize),
    Shape(usize),
    Nowhere,
}

impl Place {
    fn of(items: &[DataItem]) -> Self {
        let named = |names: [&str; 2]| items.iter().position(|item| names.contains(&item.name.as_str()));
        let shape = items.iter().position(|item| item.kind == Some(ItemType::Geometry));
        match (shape, named(["lon", "经度"]), named(["lat", "纬度"])) {
            (Some(shape), _, _) => Self::Shape(shape),
            (None, Some(lon), Some(lat)) => Self::Point(lon, lat),
            _ => Self::Nowhere,
        }
    }
}

fn positions(out: &mut dyn Write, positions: &[Position]) -> io::Result<()> {
    for (at, (lon, lat)) in positions.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}[{lon:.6},{lat:.6}]")?;
    }
    Ok(())
}

impl Sink for GeoJson<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let comma = if self.rows == 0 { "" } else { "," };
        self.rows += 1;
        write!(self.out, "{comma}\n{{\"type\":\"Feature\",\"geometry\":")?;
        let (first, second) = match self.geometry {
            Place::Point(lon, lat) => (&cells[lon], &cells[lat]),
            Place::Shape(shape) => (&cells[shape], &Cell::Empty),
            Place::Nowhere => (&Cell::Empty, &Cell::Empty),
        };
        match (first, second) {
            (Cell::Dec(lon, _), Cell::Dec(lat, _)) => {
                write!(self.out, "{{\"type\":\"Point\",\"coordinates\":[{lon:.6},{lat:.6}]}}")?;
            }
            (Cell::Polygon(ring), _) => {
                self.out.write_all(b"{\"type\":\"Polygon\",\"coordinates\":[[")?;
                positions(self.out, ring)?;
                self.out.write_all(b"]]}")?;
            }
            (Cell::Line(line), _) => {
                self.out.write_all(b"{\"type\":\"LineString\",\"coordinates\":[")?;
                positions(self.out, line)?;
                self.out.write_all(b"]}")?;
            }
            _ => self.out.write_all(b"null")?,
        }
        self.out.write_all(b",\"properties\":")?;
        object(self.out, self.items, cells)?;
        self.out.write_all(b"}")
    }
}

pub(super) fn write(file: &DemoFile, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"name\":")?;
    string(out, file.title.get(domain::text::Lang::Zh))?;
    out.write_all(b",\"notice\":")?;
    string(out, NOTICE)?;
    out.write_all(b",\"features\":[")?;
    file.rows(&mut GeoJson {
        out,
        items: &file.items,
        geometry: Place::of(&file.items),
        rows: 0,
    })?;
    out.write_all(b"\n]}\n")
}
