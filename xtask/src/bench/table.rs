//! The table that a measurement prints: figures, what they are compared with, and what was to be reached.

/// A figure that was to be reached.
#[derive(Clone, Copy)]
pub enum Target {
    /// At least this much.
    AtLeast(f64, &'static str),
    /// At most this much.
    AtMost(f64, &'static str),
}

impl Target {
    fn judge(self, value: f64) -> String {
        let (reached, word, limit, unit) = match self {
            Self::AtLeast(limit, unit) => (value >= limit, ">=", limit, unit),
            Self::AtMost(limit, unit) => (value <= limit, "<=", limit, unit),
        };
        let verdict = if reached {
            "reached".to_owned()
        } else {
            format!("MISSED by {:.0} %", off(value, limit))
        };
        format!("{word} {limit} {unit}: {verdict}")
    }
}

/// By how much of the limit a value is away from it.
fn off(value: f64, limit: f64) -> f64 {
    (value - limit).abs() / limit * 100.0
}

/// Prints the head of a section.
pub fn section(title: &str) {
    println!("\n== {title}");
}

/// Prints a line of a section: a name, its value and, where there is one, the verdict on the target.
pub fn line(name: &str, value: f64, unit: &str, target: Option<Target>) {
    let verdict = target.map(|target| target.judge(value)).unwrap_or_default();
    println!("{name:<44} {:>12} {unit:<8} {verdict}", show(value));
}

/// A figure with as many digits as it carries.
fn show(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn a_missed_target_says_by_how_much() {
        assert_eq!(Target::AtLeast(3000.0, "/s").judge(3000.0), ">= 3000 /s: reached");
        assert_eq!(Target::AtMost(0.5, "ms").judge(0.75), "<= 0.5 ms: MISSED by 50 %");
    }
}
