//! The granary: every dataset a door, in order of open type. A handful of nodes draws any number of doors: a pattern
//! for each kind, and at most three rectangles for the cells that it fills.

use super::html::Html;

/// A kind of door and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doors {
    /// Which pattern fills their cells.
    pub kind: Kind,
    /// How many.
    pub count: i64,
}

/// The kinds, in the order in which they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Unconditional.
    Open,
    /// Conditional.
    Half,
    /// Not open.
    Shut,
    /// Not stated.
    Unstated,
    /// Suspended or withdrawn.
    Sealed,
}

impl Kind {
    const fn pattern(self) -> &'static str {
        match self {
            Self::Open => "g-open",
            Self::Half => "g-half",
            Self::Shut => "g-shut",
            Self::Unstated => "g-unstated",
            Self::Sealed => "g-sealed",
        }
    }
}

/// Width and height of a cell.
const CELL: (i64, i64) = (10, 10);

/// The most that a door is enlarged: a small granary does not become a wall of gates.
const FEWEST_COLUMNS: i64 = 18;

const PATTERNS: &str = concat!(
    r#"<defs><pattern id="g-open" width="10" height="10" patternUnits="userSpaceOnUse">"#,
    r#"<path class="accent-line" d="M1.8 9V1.6h6.4V9"/></pattern>"#,
    r#"<pattern id="g-half" width="10" height="10" patternUnits="userSpaceOnUse">"#,
    r#"<path class="accent-line" d="M1.8 9V1.6h6.4V9"/><path class="accent-fill" d="M1.3 1.1h3.7V9H1.3z"/></pattern>"#,
    r#"<pattern id="g-shut" width="10" height="10" patternUnits="userSpaceOnUse">"#,
    r#"<path class="ink-fill" d="M1.3 1.1h3.4V9H1.3zM5.3 1.1h3.4V9H5.3z"/></pattern>"#,
    r#"<pattern id="g-unstated" width="10" height="10" patternUnits="userSpaceOnUse">"#,
    r#"<path class="grey-line" d="M1.8 9V1.6h6.4V9"/></pattern>"#,
    r#"<pattern id="g-sealed" width="10" height="10" patternUnits="userSpaceOnUse">"#,
    r#"<path class="seal-fill" d="M1.2 1.1h7.6V9H1.2z"/><path class="page-line" d="M1.8 8.2 8.2 1.8"/></pattern></defs>"#,
);

/// The drawing. Cells are filled column by column from the left.
pub fn granary(doors: &[Doors], title: &str) -> Html {
    let total: i64 = doors.iter().map(|doors| doors.count.max(0)).sum();
    let (columns, rows) = grid(total);
    let mut html = Html::with_room(3_000);
    html.tag(r#"<svg role="img" viewBox="0 0 "#)
        .text(columns * CELL.0)
        .tag(" ")
        .text(rows * CELL.1);
    html.tag(r#""><title>"#).text(title).tag("</title>").tag(PATTERNS);
    let mut begun = 0;
    for Doors { kind, count } in doors {
        let end = begun + (*count).max(0);
        for (x, y, width, height) in blocks(begun, end, rows) {
            html.tag(r#"<rect x=""#)
                .text(x * CELL.0)
                .tag(r#"" y=""#)
                .text(y * CELL.1);
            html.tag(r#"" width=""#)
                .text(width * CELL.0)
                .tag(r#"" height=""#)
                .text(height * CELL.1);
            html.tag(r#"" fill="url(#"#).tag(kind.pattern()).tag(r#")"/>"#);
        }
        begun = end;
    }
    html.tag("</svg>");
    html
}

/// Columns and rows for so many cells, about seventeen wide to ten high.
fn grid(total: i64) -> (i64, i64) {
    let total = total.max(1);
    let columns = ((total as f64 * 1.7).sqrt().ceil() as i64).max(FEWEST_COLUMNS);
    (columns, (total + columns - 1) / columns)
}

/// The cells from `begin` to `end`, counted down the columns, as rectangles: the rest of a column, whole columns, the
/// beginning of a column. In cells: x, y, width, height.
fn blocks(begin: i64, end: i64, rows: i64) -> Vec<(i64, i64, i64, i64)> {
    let mut blocks = Vec::with_capacity(3);
    let mut at = begin;
    if at % rows != 0 && at < end {
        let height = (rows - at % rows).min(end - at);
        blocks.push((at / rows, at % rows, 1, height));
        at += height;
    }
    if end - at >= rows {
        let width = (end - at) / rows;
        blocks.push((at / rows, 0, width, rows));
        at += width * rows;
    }
    if at < end {
        blocks.push((at / rows, 0, 1, end - at));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dataset_has_one_door_and_no_two_share_a_cell() {
        for counts in [
            [1203, 571, 68, 0, 1],
            [52, 20, 7, 0, 1],
            [0, 0, 0, 15_983, 0],
            [1, 0, 1, 1, 1],
        ] {
            let total: i64 = counts.iter().sum();
            let (columns, rows) = grid(total);
            let mut seen = std::collections::HashSet::new();
            let mut begun = 0;
            for count in counts {
                let blocks = blocks(begun, begun + count, rows);
                assert!(blocks.len() <= 3, "{blocks:?}");
                for (x, y, width, height) in blocks {
                    for cell in (x..x + width).flat_map(|x| (y..y + height).map(move |y| (x, y))) {
                        assert!(seen.insert(cell), "{cell:?} twice");
                        assert!(cell.0 < columns && cell.1 < rows, "{cell:?} outside {columns} x {rows}");
                    }
                }
                begun += count;
            }
            assert_eq!(seen.len() as i64, total);
        }
    }

    #[test]
    fn sixteen_thousand_doors_are_a_few_nodes() {
        let doors = [
            Doors {
                kind: Kind::Open,
                count: 9_000,
            },
            Doors {
                kind: Kind::Unstated,
                count: 6_983,
            },
        ];
        let html = granary(&doors, "15,983");
        assert!(html.as_str().matches("<rect").count() <= 6);
        assert!(html.as_str().len() < 3_000);
    }
}
