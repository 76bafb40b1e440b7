//! Collects coordinates while a file is read, in bounded memory, and makes a drawing of them at its end.

use std::collections::BTreeMap;

use super::drawing::{Area, Drawing, Ground, LETTER, Place, WIDTH};
use super::frame::{Extent, Frame};
use super::shape::{Ring, area_of, middle, simplify};

/// Points of a drawing.
const MAX_DOTS: usize = 2_000;

/// Corners of all lines and areas of a drawing: what keeps its SVG under 150 KB.
const MAX_CORNERS: usize = 8_000;

/// Lines and areas of a drawing.
const MAX_SHAPES: usize = 1_500;

/// Corners that are held while a file is read, before they are thinned out.
const MAX_HELD: usize = 200_000;

/// What has been seen so far.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    /// Places by their hash, with how many points stand on each.
    dots: BTreeMap<u64, ([f64; 2], u64)>,
    thinned: bool,
    points: u64,
    shapes: Vec<Shape>,
    shapes_seen: u64,
    held: usize,
    tolerance: f64,
    extent: Option<Extent>,
}

#[derive(Debug)]
struct Shape {
    name: Option<String>,
    rings: Vec<Ring>,
    closed: bool,
}

/// Whether there can be such a place. Nothing is guessed: a pair in the wrong order is out of range or stays wrong.
pub(super) fn is_place(lon: f64, lat: f64) -> bool {
    (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)
}

impl Sketch {
    /// Takes a point that [`is_place`].
    pub(super) fn point(&mut self, lon: f64, lat: f64) {
        self.points += 1;
        self.stretch(lon, lat);
        // The places with the smallest hashes are an even sample of all places, whatever their order and number.
        let hash =
            scatter(((lon * 1e5).round() as i64 as u64) << 32 ^ ((lat * 1e5).round() as i64 as u64 & 0xffff_ffff));
        if self.dots.len() == MAX_DOTS {
            let largest = self.dots.last_key_value().map_or(u64::MAX, |(hash, _)| *hash);
            if hash > largest {
                self.thinned = true;
                return;
            }
        }
        self.dots.entry(hash).or_insert(([lon, lat], 0)).1 += 1;
        if self.dots.len() > MAX_DOTS {
            self.dots.pop_last();
            self.thinned = true;
        }
    }

    /// Takes a line.
    pub(super) fn line(&mut self, line: Ring) {
        self.shape(None, vec![line], false);
    }

    /// Takes an area with its holes.
    pub(super) fn area(&mut self, name: Option<&str>, rings: Vec<Ring>) {
        self.shape(name.map(|name| name.chars().take(60).collect()), rings, true);
    }

    fn shape(&mut self, name: Option<String>, rings: Vec<Ring>, closed: bool) {
        let least = if closed { 3 } else { 2 };
        let usable = !rings.is_empty()
            && rings
                .iter()
                .all(|ring| ring.len() >= least && ring.iter().all(|[lon, lat]| is_place(*lon, *lat)));
        if !usable {
            return;
        }
        self.shapes_seen += 1;
        for ring in &rings {
            self.held += ring.len();
            for [lon, lat] in ring {
                self.stretch(*lon, *lat);
            }
        }
        self.shapes.push(Shape { name, rings, closed });
        if self.held > MAX_HELD || self.shapes.len() > 4 * MAX_SHAPES {
            self.thin_out();
        }
    }

    fn stretch(&mut self, lon: f64, lat: f64) {
        let here = Extent::of(lon, lat);
        self.extent = Some(self.extent.map_or(here, |extent| extent.with(here)));
    }

    /// Lets go of detail that no drawing of this extent could show, and of the smallest shapes when there are too many.
    fn thin_out(&mut self) {
        let span = self.extent.map_or(0.0, Extent::span);
        let mut tolerance = (span / (4.0 * WIDTH)).max(self.tolerance);
        loop {
            for shape in &mut self.shapes {
                for ring in &mut shape.rings {
                    simplify(ring, tolerance);
                }
                let least = if shape.closed { 4 } else { 2 };
                shape.rings.retain(|ring| ring.len() >= least);
            }
            self.shapes.retain(|shape| !shape.rings.is_empty());
            keep_largest(&mut self.shapes, 2 * MAX_SHAPES);
            self.held = self.shapes.iter().flat_map(|shape| &shape.rings).map(Vec::len).sum();
            if self.held <= MAX_HELD / 2 || tolerance <= 0.0 {
                self.tolerance = tolerance;
                return;
            }
            tolerance *= 2.0;
        }
    }

    /// The drawing, if there was a place at all.
    pub(super) fn finish(self) -> Option<Drawing> {
        let mut extent = self.extent?.the_short_way();
        if self.shapes.is_empty() {
            extent = extent.without_strays(self.dots.values().map(|(place, _)| *place));
        }
        let frame = Frame::new(extent);
        let mut shapes = self.shapes;
        for ring in shapes.iter_mut().flat_map(|shape| &mut shape.rings) {
            for place in ring {
                *place = frame.project(*place);
            }
        }
        fit(&mut shapes);
        let (mut dots, mut points) = (Vec::new(), 0);
        for (place, count) in self.dots.values() {
            let [x, y] = frame.project(*place);
            if (0.0..=WIDTH).contains(&x) && (0.0..=frame.height).contains(&y) {
                dots.push(round([x, y]));
                points += count;
            }
        }
        let covered: f64 = shapes
            .iter()
            .filter(|s| s.closed)
            .map(|s| area_of(&s.rings[0]).abs())
            .sum();
        let drawn = shapes.len() as u64 + if self.thinned { dots.len() as u64 } else { points };
        let (areas, lines): (Vec<Shape>, Vec<Shape>) = shapes.into_iter().partition(|shape| shape.closed);
        Some(Drawing {
            width: WIDTH as f32,
            height: frame.height as f32,
            // Areas that fill a good part of the frame are districts or islands: they are the land.
            ground: if covered > 0.3 * frame.data_area() && !areas.is_empty() {
                Ground::Water
            } else {
                Ground::Land
            },
            areas: areas.into_iter().map(finish_area).collect(),
            lines: lines
                .into_iter()
                .flat_map(|line| line.rings)
                .map(|ring| ring.into_iter().map(round).collect())
                .collect(),
            dots,
            drawn,
            total: self.points + self.shapes_seen,
            bounds: frame.bounds(),
            scale: frame.scale(),
        })
    }
}

/// Simplifies projected shapes until the drawing is small enough.
fn fit(shapes: &mut Vec<Shape>) {
    keep_largest(shapes, MAX_SHAPES);
    let mut tolerance = 0.4;
    loop {
        for shape in shapes.iter_mut() {
            for ring in &mut shape.rings {
                simplify(ring, tolerance);
            }
            let least = if shape.closed { 4 } else { 2 };
            shape.rings.retain(|ring| ring.len() >= least);
        }
        shapes.retain(|shape| !shape.rings.is_empty());
        let corners: usize = shapes.iter().flat_map(|shape| &shape.rings).map(Vec::len).sum();
        if corners <= MAX_CORNERS {
            return;
        }
        tolerance *= 2.0;
        if tolerance > WIDTH {
            // Even the barest outlines are too many: the smallest shapes go.
            let half = shapes.len() / 2;
            keep_largest(shapes, half);
        }
    }
}

/// Keeps the `most` shapes that are the largest, in their order.
fn keep_largest(shapes: &mut Vec<Shape>, most: usize) {
    if shapes.len() <= most {
        return;
    }
    let size = |shape: &Shape| -> f64 {
        let places = || shape.rings.iter().flatten();
        let span = |axis: usize| {
            let low = places().map(|place| place[axis]).fold(f64::INFINITY, f64::min);
            places().map(|place| place[axis]).fold(f64::NEG_INFINITY, f64::max) - low
        };
        span(0).max(span(1))
    };
    let mut order: Vec<(usize, f64)> = shapes.iter().map(size).enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut kept = vec![false; shapes.len()];
    for (index, _) in order.into_iter().take(most) {
        kept[index] = true;
    }
    let mut kept = kept.into_iter();
    shapes.retain(|_| kept.next() == Some(true));
}

fn finish_area(shape: Shape) -> Area {
    let letters: f64 = shape
        .name
        .iter()
        .flat_map(|name| name.chars())
        .map(|c| if c.is_ascii() { 0.58 } else { 1.0 })
        .sum();
    let largest = shape
        .rings
        .iter()
        .max_by(|a, b| area_of(a).abs().total_cmp(&area_of(b).abs()));
    let label = largest
        .filter(|_| letters > 0.0)
        .and_then(|ring| middle(ring, letters * LETTER + 6.0, LETTER));
    Area {
        name: shape.name,
        rings: shape
            .rings
            .into_iter()
            .map(|ring| ring.into_iter().map(round).collect())
            .collect(),
        label: label.map(round),
    }
}

fn round([x, y]: [f64; 2]) -> Place {
    [((x * 10.0).round() / 10.0) as f32, ((y * 10.0).round() / 10.0) as f32]
}

/// A well-mixed hash (the finish of SplitMix64): the same on every machine and in every version.
fn scatter(key: u64) -> u64 {
    let mut z = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_shape_is_too_heavy_and_no_number_of_shapes_too_great() {
        let mut heavy = Sketch::default();
        for index in 0..30_u32 {
            let corners = 20_000 + index;
            let saw = |i: u32| {
                let angle = f64::from(i % corners) / f64::from(corners) * std::f64::consts::TAU;
                [121.0 + angle.cos() + f64::from(i % 2) / 20.0, 31.0 + angle.sin()]
            };
            heavy.area(None, vec![(0..=corners).map(saw).collect()]);
            assert!(heavy.held <= MAX_HELD);
        }
        let drawing = heavy.finish().unwrap();
        assert_eq!(drawing.total, 30);
        assert!(drawing.to_svg("t", "d").len() < 150_000);

        let mut many = Sketch::default();
        for index in 0..20_000_u32 {
            let (x, y) = (
                121.0 + f64::from(index % 141) / 100.0,
                31.0 + f64::from(index / 141) / 100.0,
            );
            let side = 0.002 + f64::from(index % 7) / 1_000.0;
            many.area(
                Some("屋"),
                vec![vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]],
            );
        }
        let drawing = many.finish().unwrap();
        assert_eq!(drawing.total, 20_000);
        assert!((500..=1_500).contains(&drawing.drawn), "{}", drawing.drawn);
        assert!(drawing.to_svg("t", "d").len() < 150_000);
    }
}
