//! Tables in JSON: an array of objects, an object that holds one, lines of objects, or the features of GeoJSON.
//!
//! Objects are read one at a time. Numbers stay as they were written, and what is nested is shown as compact JSON.

use std::fmt;
use std::io::{Cursor, Read};

use domain::refused::Flaw;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::geojson;
use super::sketch::Sketch;
use super::table::{Cell, Table};
use super::{Reading, Stop, read_full};

/// Where catalogues keep their rows.
const USUAL: [&str; 6] = ["features", "records", "data", "rows", "items", "result"];

/// As much of a text as tells lines of objects from one document.
const HEAD: usize = 1 << 16;

/// What a document of JSON was found to be.
#[derive(Default)]
pub(super) struct Found {
    pub(super) reading: Reading,
    pub(super) is_geojson: bool,
}

/// Reads the table that `text` (UTF-8) holds, in one pass. A document without one is no fault: it has no rows.
pub(super) fn read(text: &mut impl Read) -> Result<Found, Stop> {
    let mut head = vec![0; HEAD];
    let filled = read_full(text, &mut head)?;
    head.truncate(filled);
    let by_line = is_by_line(&head);
    let mut json =
        serde_json::Deserializer::from_reader(std::io::BufReader::with_capacity(HEAD, Cursor::new(head).chain(text)));
    let mut tables = Vec::new();
    let mut stopped = None;
    let result = if by_line {
        let mut rows = Rows::default();
        let mut result = Ok(());
        while result.is_ok() && json.end().is_err() {
            result = Element {
                rows: &mut rows,
                stopped: &mut stopped,
            }
            .deserialize(&mut json);
        }
        tables.push((String::new(), rows));
        result
    } else {
        let document = Value {
            key: String::new(),
            depth: 0,
            tables: &mut tables,
            stopped: &mut stopped,
        };
        document.deserialize(&mut json).and_then(|()| json.end())
    };
    if let Some(stop) = stopped {
        return Err(stop);
    }
    result.map_err(|error| match error.classify() {
        serde_json::error::Category::Io => Stop::Io(error.into()),
        _ => Stop::flaw(Some(error.line() as u64), Flaw::Syntax),
    })?;
    // A document may hold several arrays of objects, such as field descriptions beside the records.
    let rank = |key: &str| USUAL.iter().position(|usual| *usual == key).unwrap_or(USUAL.len());
    let best = tables
        .into_iter()
        .filter(|(_, rows)| rows.objects > 0)
        .min_by_key(|(key, rows)| (rank(key), std::cmp::Reverse(rows.objects)));
    Ok(best.map_or_else(Found::default, |(_, rows)| Found {
        is_geojson: rows.features > 0,
        reading: rows.finish(),
    }))
}

/// Whether the head is objects on lines of their own.
fn is_by_line(head: &[u8]) -> bool {
    let mut lines = head
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    let first = lines.next().unwrap_or_default();
    first.trim_ascii_start().starts_with(b"{")
        && serde_json::from_slice::<IgnoredAny>(first).is_ok()
        && lines
            .next()
            .is_some_and(|second| second.trim_ascii_start().starts_with(b"{"))
}

/// Rows that an array or lines have given.
#[derive(Default)]
struct Rows {
    table: Table,
    number: i64,
    objects: u64,
    features: u64,
    sketch: Sketch,
}

/// One object, its values as they are written.
type Record = Vec<(String, Box<RawValue>)>;

impl Rows {
    fn record(&mut self, record: &Record) -> Result<(), Stop> {
        self.number += 1;
        self.objects += 1;
        let feature = record
            .iter()
            .any(|(key, value)| key == "type" && value.get() == "\"Feature\"");
        if !feature {
            let cells = self.cells(record)?;
            self.table.named_row(&cells);
            return Ok(());
        }
        self.features += 1;
        self.feature(record)
    }

    fn cells(&mut self, record: &Record) -> Result<Vec<(usize, Cell)>, Stop> {
        record
            .iter()
            .map(|(key, value)| Ok((self.table.column(key)?, cell(value))))
            .collect()
    }

    /// The properties of a feature, its own `id` when it has one, and its geometry.
    fn feature(&mut self, record: &Record) -> Result<(), Stop> {
        self.table.keep_places_out();
        let member = |name: &str| record.iter().find(|(key, _)| key == name).map(|(_, value)| &**value);
        let properties = member("properties")
            .and_then(|raw| serde_json::from_str::<Object>(raw.get()).ok())
            .unwrap_or_default()
            .0;
        let mut cells = self.cells(&properties)?;
        if let Some(id) = member("id")
            && !properties.iter().any(|(key, _)| key == "id")
        {
            cells.push((self.table.column("id")?, cell(id)));
        }
        let name = geojson::NAMES.iter().find_map(|name| {
            let (_, value) = properties.iter().find(|(key, _)| key == name)?;
            serde_json::from_str::<String>(value.get()).ok()
        });
        let mut fits = true;
        if let Some(raw) = member("geometry").filter(|raw| raw.get() != "null") {
            match geojson::draw(raw, name.as_deref(), &mut self.sketch) {
                Some(shown) => cells.push((self.table.column("geometry")?, Cell::Geometry(shown))),
                None => fits = false,
            }
        }
        self.table.named_row(&cells);
        if !fits {
            self.table.list_misfit(self.number);
        }
        Ok(())
    }

    fn finish(self) -> Reading {
        let mut reading = self.table.finish();
        reading.drawing = reading.drawing.or_else(|| self.sketch.finish());
        reading
    }
}

/// A value as a table shows it.
fn cell(raw: &RawValue) -> Cell {
    let text = raw.get();
    match text.as_bytes().first() {
        None | Some(b'n') => Cell::Nothing,
        // A string with half a surrogate pair has no characters to show: it is shown as it is written.
        Some(b'"') => Cell::Text(serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())),
        Some(b'{' | b'[') => Cell::Text(compact(text)),
        Some(_) => Cell::Text(text.to_owned()),
    }
}

/// JSON without the white space between its tokens.
fn compact(json: &str) -> String {
    let mut in_string = false;
    let mut escaped = false;
    json.chars()
        .filter(|c| {
            if in_string {
                in_string = escaped || *c != '"';
                escaped = !escaped && *c == '\\';
                return true;
            }
            in_string = *c == '"';
            !c.is_ascii_whitespace()
        })
        .collect()
}

/// An object in its own order.
#[derive(Default)]
struct Object(Record);

impl<'de> serde::Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object, A::Error> {
                members(map).map(Object)
            }
        }
        deserializer.deserialize_map(Members)
    }
}

fn members<'de, A: MapAccess<'de>>(mut map: A) -> Result<Record, A::Error> {
    let mut record: Record = Vec::new();
    while let Some(member) = map.next_entry()? {
        record.push(member);
    }
    Ok(record)
}

/// Visits any value that is neither an object nor an array.
macro_rules! scalars {
    () => {
        fn visit_bool<E>(self, _: bool) -> Result<(), E> {
            self.scalar();
            Ok(())
        }
        fn visit_i64<E>(self, _: i64) -> Result<(), E> {
            self.scalar();
            Ok(())
        }
        fn visit_u64<E>(self, _: u64) -> Result<(), E> {
            self.scalar();
            Ok(())
        }
        fn visit_f64<E>(self, _: f64) -> Result<(), E> {
            self.scalar();
            Ok(())
        }
        fn visit_str<E>(self, _: &str) -> Result<(), E> {
            self.scalar();
            Ok(())
        }
        fn visit_unit<E>(self) -> Result<(), E> {
            self.scalar();
            Ok(())
        }
    };
}

/// An element of an array, or a line.
struct Element<'a> {
    rows: &'a mut Rows,
    stopped: &'a mut Option<Stop>,
}

impl Element<'_> {
    fn scalar(self) {
        self.rows.number += 1;
        self.rows.table.stray(self.rows.number);
    }
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Element<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let record = members(map)?;
        self.rows.record(&record).map_err(|stop| {
            *self.stopped = Some(stop);
            serde::de::Error::custom("stopped")
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        self.scalar();
        Ok(())
    }

    scalars!();
}

/// A document, or a member of one, down to the members of its members.
struct Value<'a> {
    key: String,
    depth: u8,
    tables: &'a mut Vec<(String, Rows)>,
    stopped: &'a mut Option<Stop>,
}

impl Value<'_> {
    #[expect(clippy::unused_self, reason = "the shape that `scalars!` asks for")]
    const fn scalar(&self) {}
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.depth == 2 {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            map.next_value_seed(Value {
                key,
                depth: self.depth + 1,
                tables: &mut *self.tables,
                stopped: &mut *self.stopped,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut rows = Rows::default();
        while seq
            .next_element_seed(Element {
                rows: &mut rows,
                stopped: &mut *self.stopped,
            })?
            .is_some()
        {}
        self.tables.push((self.key, rows));
        Ok(())
    }

    scalars!();
}
