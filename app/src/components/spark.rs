//! Sparklines: twelve weeks of use at a glance.

use super::html::Html;

/// Width and height of the drawing.
const SIZE: (f64, f64) = (100.0, 28.0);

/// A sparkline of weekly figures, oldest first; nothing to draw with fewer than two weeks. The figures stand in its
/// title, because a picture without its numbers is decoration.
pub fn spark(weekly: &[i64], title: &str) -> Option<Html> {
    if weekly.len() < 2 || weekly.iter().all(|n| *n == 0) {
        return None;
    }
    let highest = weekly.iter().copied().max().unwrap_or(1).max(1) as f64;
    let step = (SIZE.0 - 6.0) / (weekly.len() - 1) as f64;
    let point = |(i, n): (usize, &i64)| (3.0 + step * i as f64, 24.0 - 20.0 * (*n).max(0) as f64 / highest);
    let mut html = Html::with_room(600);
    html.tag(r#"<svg class="spark" viewBox="0 0 100 28" role="img"><title>"#)
        .text(title);
    html.tag(r#"</title><line x1="0" y1="27" x2="100" y2="27"/><polyline points=""#);
    let mut last = (0.0, 0.0);
    for at in weekly.iter().enumerate().map(point) {
        html.text(format_args!("{:.1},{:.1} ", at.0, at.1));
        last = at;
    }
    html.tag(r#""/><circle r="2.5" cx=""#)
        .text(format_args!("{:.1}", last.0));
    html.tag(r#"" cy=""#)
        .text(format_args!("{:.1}", last.1))
        .tag(r#""/></svg>"#);
    Some(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_runs_from_left_to_right_and_keeps_within_its_frame() {
        let html = spark(&[0, 5, 10], "0, 5, 10").unwrap();
        assert!(
            html.as_str().contains(r#"points="3.0,24.0 50.0,14.0 97.0,4.0 ""#),
            "{}",
            html.as_str()
        );
        assert!(spark(&[0, 0, 0], "").is_none());
        assert!(spark(&[7], "7").is_none());
    }
}
