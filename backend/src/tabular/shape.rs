//! Plane geometry for drawings.

/// A line, or the outline of an area.
pub(super) type Ring = Vec<[f64; 2]>;

/// Corners that are looked at together. The method takes the square of their number at worst, and a ring may have
/// millions.
const TOGETHER: usize = 64;

/// Drops corners that lie within `tolerance` of the line between those kept (Douglas and Peucker, 1973).
pub(super) fn simplify(ring: &mut Ring, tolerance: f64) {
    if ring.len() < 3 {
        return;
    }
    let mut kept = vec![false; ring.len()];
    let last = ring.len() - 1;
    let mut spans: Vec<(usize, usize)> = (0..last)
        .step_by(TOGETHER)
        .map(|from| (from, (from + TOGETHER).min(last)))
        .collect();
    for (from, to) in &spans {
        kept[*from] = true;
        kept[*to] = true;
    }
    while let Some((from, to)) = spans.pop() {
        let farthest = (from + 1..to)
            .map(|index| (index, distance(ring[index], ring[from], ring[to])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((index, away)) = farthest
            && away > tolerance
        {
            kept[index] = true;
            spans.push((from, index));
            spans.push((index, to));
        }
    }
    let mut kept = kept.into_iter();
    ring.retain(|_| kept.next() == Some(true));
}

/// From a place to the nearest place of a stretch.
fn distance([x, y]: [f64; 2], [ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - ax - along * dx).hypot(y - ay - along * dy)
}

/// The area within a ring; its sign tells which way the ring turns.
pub(super) fn area_of(ring: &Ring) -> f64 {
    edges(ring).map(|([ax, ay], [bx, by])| (ax * by - bx * ay) / 2.0).sum()
}

fn edges(ring: &Ring) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The middle of the widest place near the centre of an area that has room for a name of this width and height.
pub(super) fn middle(ring: &Ring, width: f64, height: f64) -> Option<[f64; 2]> {
    let low = ring.iter().map(|place| place[1]).fold(f64::INFINITY, f64::min);
    let high = ring.iter().map(|place| place[1]).fold(f64::NEG_INFINITY, f64::max);
    let centre = f64::midpoint(low, high);
    // Heights from the centre outwards, so that of two good places the more central one wins.
    let steps = [0.0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3];
    steps
        .iter()
        .map(|step| centre + step * (high - low))
        .filter_map(|y| {
            let (left, right) = widest(ring, y)?;
            let above = widest(ring, y - height / 2.0)?;
            let below = widest(ring, y + height / 2.0)?;
            let (left, right) = (left.max(above.0).max(below.0), right.min(above.1).min(below.1));
            Some((right - left, [f64::midpoint(left, right), y]))
        })
        .filter(|(room, _)| *room >= width)
        .reduce(|best, next| if next.0 > 1.25 * best.0 { next } else { best })
        .map(|(_, place)| place)
}

/// The widest stretch inside the ring at one height.
fn widest(ring: &Ring, y: f64) -> Option<(f64, f64)> {
    let mut crossings: Vec<f64> = edges(ring)
        .filter(|([_, ay], [_, by])| (*ay > y) != (*by > y))
        .map(|([ax, ay], [bx, by])| ax + (y - ay) / (by - ay) * (bx - ax))
        .collect();
    crossings.sort_by(f64::total_cmp);
    crossings
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
}
