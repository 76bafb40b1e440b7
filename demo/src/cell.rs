//! Cells and rows: what a generator hands to the writers of the formats.

use std::borrow::Cow;
use std::io;

use chrono::{NaiveDate, NaiveDateTime};

/// Longitude and latitude.
pub type Position = (f64, f64);

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing known.
    Empty,
    /// Text, and codes, which stay text so that `00123` keeps its zeros.
    Text(Cow<'a, str>),
    /// A whole number.
    Int(i64),
    /// A number with so many decimals.
    Dec(f64, u8),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(NaiveDate),
    /// A day and a time in Shanghai.
    Time(NaiveDateTime),
    /// A closed ring, which only GeoJSON carries.
    Polygon(&'a [Position]),
    /// A line, which only GeoJSON carries.
    Line(&'a [Position]),
}

impl Cell<'_> {
    /// Writes the value as text, the same in every format that has no types.
    pub fn print(&self, text: &mut String) {
        use std::fmt::Write;
        let done = match self {
            Self::Empty | Self::Polygon(_) | Self::Line(_) => Ok(()),
            Self::Text(value) => text.write_str(value),
            Self::Int(value) => write!(text, "{value}"),
            Self::Dec(value, places) => write!(text, "{value:.*}", usize::from(*places)),
            Self::Bool(value) => write!(text, "{value}"),
            Self::Date(day) => write!(text, "{day}"),
            Self::Time(time) => write!(text, "{}", time.format("%Y-%m-%d %H:%M:%S")),
        };
        done.expect("writing to a String cannot fail");
    }
}

/// A number and its decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dec(pub f64, pub u8);

/// Shorthand for a number with `places` decimals; a rounded zero never shows a minus sign.
pub fn dec(value: f64, places: u8) -> Dec {
    Dec(if value.abs() < 0.000_5 { 0.0 } else { value }, places)
}

macro_rules! from {
    ($($type:ty => |$value:ident| $cell:expr;)+) => {$(
        impl<'a> From<$type> for Cell<'a> {
            fn from($value: $type) -> Self {
                $cell
            }
        }
    )+};
}

from! {
    &'a str => |v| Cell::Text(Cow::Borrowed(v));
    &'a String => |v| Cell::Text(Cow::Borrowed(v));
    String => |v| Cell::Text(Cow::Owned(v));
    &&'a str => |v| Cell::Text(Cow::Borrowed(v));
    i64 => |v| Cell::Int(v);
    i32 => |v| Cell::Int(i64::from(v));
    usize => |v| Cell::Int(v as i64);
    bool => |v| Cell::Bool(v);
    Dec => |v| Cell::Dec(v.0, v.1);
    NaiveDate => |v| Cell::Date(v);
    NaiveDateTime => |v| Cell::Time(v);
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// A row from values of any kind that a cell can hold.
macro_rules! cells {
    ($($value:expr),+ $(,)?) => { &[$($crate::cell::Cell::from($value)),+] };
}
pub(crate) use cells;

/// What takes the rows of a table, one after the other.
pub trait Sink {
    /// Takes the next row; its cells stand in the order of the entry's data items.
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()>;
}

/// A table's generator: writes all its rows of one edition.
pub type Fill = fn(Edition, &mut dyn Sink) -> io::Result<()>;

/// Which version of the dataset a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// Number of the version, from 1.
    pub number: usize,
    /// Versions that came after it; 0 is the newest.
    pub back: usize,
}
