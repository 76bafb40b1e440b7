//! Bars: a share of a whole, drawn beside its figure. Widths are attributes of the drawing, because the page's security
//! policy lets no style stand in the markup.

use super::html::Html;

/// A bar filled to `part` of `whole`. It is decoration to those who listen: the figure stands beside it.
pub fn bar(part: i64, whole: i64) -> Html {
    let mut html = Html::with_room(120);
    html.tag(r#"<svg class="bar" aria-hidden="true"><rect class="full" width=""#);
    html.text(share(part, whole)).tag(r#"%" height="100%"/></svg>"#);
    html
}

/// A bar of what was done in time, solid, and what is late, hatched.
pub fn on_time_bar(on_time: i64, late: i64) -> Html {
    let whole = on_time + late;
    let done = share(on_time, whole);
    let mut html = Html::with_room(260);
    html.tag(r#"<svg class="bar" aria-hidden="true"><rect class="full" width=""#);
    html.text(done).tag(r#"%" height="100%"/>"#);
    if late > 0 {
        html.tag(r#"<rect class="late" x=""#).text(done);
        html.tag(r#"%" width=""#)
            .text(share(late, whole))
            .tag(r#"%" height="100%"/>"#);
    }
    html.tag("</svg>");
    html
}

/// The hatch that late parts are filled with; once on a page that has such bars.
pub fn hatch() -> Html {
    let mut html = Html::default();
    html.tag(concat!(
        r#"<svg class="sprite" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" "#,
        r#"patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v5" class="stroke"/></pattern></defs></svg>"#,
    ));
    html
}

/// A share in per cent with one decimal, for the width of a drawing.
fn share(part: i64, whole: i64) -> f64 {
    if whole <= 0 {
        return 0.0;
    }
    let thousandths = (part.clamp(0, whole) as f64 / whole as f64 * 1000.0).round();
    thousandths / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let bar = on_time_bar(964, 36);
        assert!(bar.as_str().contains(r#"width="96.4%""#), "{}", bar.as_str());
        assert!(bar.as_str().contains(r#"x="96.4%" width="3.6%""#), "{}", bar.as_str());
        assert!(!on_time_bar(3, 0).as_str().contains("late"));
        assert!(super::bar(7, 0).as_str().contains(r#"width="0%""#));
    }
}
