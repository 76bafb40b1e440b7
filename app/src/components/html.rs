//! Fragments written as text: big tables and drawings, where a tree of views would cost more than it gives.

use std::fmt::{self, Display, Write};

use leptos::tachys::html::InertElement;

/// HTML that grows at its end. What comes from outside goes in through [`Html::text`] alone, which escapes it.
#[derive(Debug, Clone, Default)]
pub struct Html(String);

impl Html {
    /// An empty fragment with room for `bytes`.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds markup that stands in our source.
    pub fn tag(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text or the value of a quoted attribute, escaped.
    pub fn text(&mut self, text: impl Display) -> &mut Self {
        write!(Escaped(&mut self.0), "{text}").expect("writing to a String cannot fail");
        self
    }

    /// Adds a fragment.
    pub fn fragment(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// The fragment as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The fragment as text to keep.
    pub fn into_string(self) -> String {
        self.0
    }

    /// The fragment as a view. It must be one element.
    pub fn view(self) -> InertElement {
        InertElement::new(self.0)
    }
}

struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            self.0.push_str(&rest[..at]);
            self.0.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            });
            rest = &rest[at + 1..];
        }
        self.0.push_str(rest);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_cannot_become_markup() {
        let mut html = Html::default();
        html.tag("<td title=\"")
            .text("\" onload='x")
            .tag("\">")
            .text("<b>&公交")
            .tag("</td>");
        assert_eq!(
            html.as_str(),
            "<td title=\"&quot; onload=&#39;x\">&lt;b&gt;&amp;公交</td>"
        );
    }
}
