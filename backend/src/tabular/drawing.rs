//! Maps of data: points, lines and areas on plain land or water, without tiles, as data and as inline SVG.
//!
//! A drawing carries no colour: its classes are coloured by the style sheet, which also knows dark mode.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// Width of every drawing, in its own units; the height follows the shape of the data.
pub(super) const WIDTH: f64 = 720.0;

/// Height of a label's letters, in the same units.
pub(super) const LETTER: f64 = 14.0;

/// A place in a drawing: from the left, from the top.
pub type Place = [f32; 2];

/// A map of what a file holds, ready to be drawn. Kept as JSON beside the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// Width in units.
    pub width: f32,
    /// Height in units.
    pub height: f32,
    /// What lies under everything.
    pub ground: Ground,
    /// Areas.
    pub areas: Vec<Area>,
    /// Lines.
    pub lines: Vec<Vec<Place>>,
    /// Points, at most 2,000: a sample that is even over all places, and the same one each time.
    pub dots: Vec<Place>,
    /// Points, lines and areas drawn.
    pub drawn: u64,
    /// Points, lines and areas with usable coordinates.
    pub total: u64,
    /// West, south, east and north end of the data, in degrees.
    pub bounds: [f64; 4],
    /// The scale bar; none where a map is too large for one scale.
    pub scale: Option<Scale>,
}

/// What lies under everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Land: the data marks places on it.
    Land,
    /// Water: the areas of the data are the land.
    Water,
}

/// An area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its rings, outlines and holes alike; each closes by itself.
    pub rings: Vec<Vec<Place>>,
    /// The middle of its name, where the name fits in.
    pub label: Option<Place>,
}

/// A scale bar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Its length in the drawing.
    pub length: f32,
    /// Its length on the ground.
    pub metres: u32,
}

impl Drawing {
    /// The form in which it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and finite numbers are always JSON")
    }

    /// From its stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// An inline SVG that says `title` and `desc` to those who do not see it. Classes: `map`; `map-land` or `map-water`
    /// for the ground; `map-area` (with `map-area-land` where areas are the land), `map-line`, `map-dot` (with
    /// `map-dot-few` for up to 80 of them), `map-label`, `map-scale`, `map-scale-text`.
    pub fn to_svg(&self, title: &str, desc: &str) -> String {
        let (width, height) = (self.width, self.height);
        let mut svg = format!(
            "<svg class=\"map\" role=\"img\" viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\" aria-label=\"{title}\"><title>{title}</title><desc>{desc}</desc>",
            title = escape(title),
            desc = escape(desc),
        );
        let (ground, area_class) = match self.ground {
            Ground::Land => ("map-land", "map-area"),
            Ground::Water => ("map-water", "map-area map-area-land"),
        };
        put(
            &mut svg,
            format_args!("<rect class=\"{ground}\" width=\"{width}\" height=\"{height}\"/>"),
        );
        self.put_areas(&mut svg, area_class);
        if !self.lines.is_empty() {
            svg.push_str("<path class=\"map-line\" d=\"");
            for line in &self.lines {
                put_path(&mut svg, line, false);
            }
            svg.push_str("\"/>");
        }
        if !self.dots.is_empty() {
            // A line of no length with round ends is a dot; one path of dots is a third of the size of circles.
            let few = if self.dots.len() <= 80 { " map-dot-few" } else { "" };
            put(&mut svg, format_args!("<path class=\"map-dot{few}\" d=\""));
            for [x, y] in &self.dots {
                put(&mut svg, format_args!("M{x} {y}h0"));
            }
            svg.push_str("\"/>");
        }
        for area in &self.areas {
            if let (Some([x, y]), Some(name)) = (area.label, &area.name) {
                put(
                    &mut svg,
                    format_args!("<text class=\"map-label\" x=\"{x}\" y=\"{y}\">{}</text>", escape(name)),
                );
            }
        }
        if let Some(scale) = self.scale {
            let bottom = height - 16.0;
            let end = 16.0 + scale.length;
            put(
                &mut svg,
                format_args!(
                    "<path class=\"map-scale\" d=\"M16 {}v5H{end}v-5\"/><text class=\"map-scale-text\" x=\"{}\" y=\"{bottom}\">{}</text>",
                    bottom - 5.0,
                    end + 8.0,
                    scale.words(),
                ),
            );
        }
        svg.push_str("</svg>");
        svg
    }

    fn put_areas(&self, svg: &mut String, class: &str) {
        // Names on hover cost a few bytes each: worth it for districts, not for ten thousand buildings.
        let named = self.areas.len() <= 300;
        for area in &self.areas {
            put(svg, format_args!("<path class=\"{class}\" d=\""));
            for ring in &area.rings {
                put_path(svg, ring, true);
            }
            match &area.name {
                Some(name) if named => put(svg, format_args!("\"><title>{}</title></path>", escape(name))),
                _ => svg.push_str("\"/>"),
            }
        }
    }
}

impl Scale {
    /// Its length in words that need no language.
    pub fn words(self) -> String {
        if self.metres >= 1000 {
            format!("{} km", self.metres / 1000)
        } else {
            format!("{} m", self.metres)
        }
    }
}

fn put(svg: &mut String, text: std::fmt::Arguments<'_>) {
    svg.write_fmt(text).expect("writing to a String cannot fail");
}

fn put_path(svg: &mut String, places: &[Place], closed: bool) {
    for (index, [x, y]) in places.iter().enumerate() {
        let step = if index == 0 { 'M' } else { 'L' };
        put(svg, format_args!("{step}{x} {y}"));
    }
    if closed {
        svg.push('Z');
    }
}

/// Text for XML, which has no place for control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
