//! One line of a harvested catalogue as an entry.

use domain::entry::{Metadata, Source};
use domain::ids::{Digest, Slug};
use domain::text::Text;
use domain::time::Moment;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{Reason, Unusable, columns, dates, words};

/// The longest name of a catalogue, in characters.
const SOURCE_MAX: usize = 60;
/// The longest id of an entry at its source, in characters: with the name of the catalogue, in whatever script, it fits
/// into a row of PostgreSQL's index, which holds 2,704 bytes.
const ID_MAX: usize = 500;
/// The longest title, in characters.
const TITLE_MAX: usize = 500;
/// The longest text of any other field, in characters.
const TEXT_MAX: usize = 20_000;

/// A harvested entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// Its address here, made from the source and its id there, so that it is the same at every import.
    pub slug: Slug,
    /// Who publishes it, if the source says so.
    pub publisher: Option<Text>,
    /// What it says.
    pub metadata: Metadata,
    /// When its source first published it.
    pub issued: Option<Moment>,
    /// When its source last changed it.
    pub modified: Option<Moment>,
    /// Rows that the source states.
    pub rows: Option<i64>,
}

/// Reads a line.
pub fn parse(line: &[u8]) -> Result<Parsed, Unusable> {
    let text = std::str::from_utf8(line).map_err(|_| Unusable {
        field: None,
        reason: Reason::NotUtf8,
    })?;
    let fields: Map<String, Value> = serde_json::from_str(text).map_err(|error| Unusable {
        field: None,
        reason: Reason::NotAnObject(error.to_string()),
    })?;
    let said = Said(&fields);
    let catalogue = there("source", said.name("source", SOURCE_MAX)?)?;
    let lang = said.needed("lang", 20)?;
    let title = said.needed("title", TITLE_MAX)?;
    let description = said.text("description")?;
    let publisher = said.text("publisher")?;
    let topic = said.text("topic")?;
    let frequency = said.text("frequency")?;
    let licence = said.text("licence")?;
    let fields = said.text("fields")?;
    let keywords = words::keywords(&said.list("keywords")?);
    let modified = said.text("modified")?;
    let changed = modified.and_then(dates::moment);
    let tagged = |text: &str| Text::tagged(lang, text);
    let (formats, unknown_formats) = words::formats(&said.list("formats")?);
    let items = fields.map(|fields| columns::items(fields, lang)).unwrap_or_default();
    let id = if let Some(id) = said.name("id", ID_MAX)? {
        id.to_owned()
    } else {
        // What changes when data is updated (dates of change, rows, frequency, formats) stays out, so that an entry is
        // found again; all the rest is in, because these sources have entries that differ in a keyword alone.
        let mut parts = vec![Some(title), publisher, said.text("issued")?, topic, description, fields];
        parts.extend(keywords.iter().map(|word| Some(word.as_str())));
        fingerprint(&parts).as_str()[..32].to_owned()
    };
    let metadata = Metadata {
        title: tagged(title),
        summary: description.map(tagged).unwrap_or_default(),
        theme: topic.and_then(words::theme),
        formats,
        open_type: said.text("access")?.and_then(words::open_type),
        // Catalogues after the schema of Project Open Data may state an interval in the place of a date of change.
        frequency: frequency
            .or(modified.filter(|modified| modified.starts_with("R/")))
            .and_then(words::frequency),
        licence: licence.and_then(words::licence),
        keywords,
        source: Some(Source {
            catalogue: catalogue.to_owned(),
            id: id.clone(),
            licence: licence.map(str::to_owned),
            frequency: frequency.map(str::to_owned),
            topic: topic.map(str::to_owned),
            formats: unknown_formats,
            columns: fields.filter(|_| items.is_empty()).map(str::to_owned),
            modified: changed,
        }),
        items,
        ..Metadata::default()
    };
    Ok(Parsed {
        slug: slug(catalogue, &id),
        publisher: publisher.map(tagged),
        metadata,
        issued: said.text("issued")?.and_then(dates::moment),
        modified: changed,
        rows: said.count("rows")?,
    })
}

struct Said<'a>(&'a Map<String, Value>);

impl<'a> Said<'a> {
    /// A text; none when it is absent, null or blank.
    fn text(&self, field: &'static str) -> Result<Option<&'a str>, Unusable> {
        let text = match self.0.get(field) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) => text.trim(),
            Some(_) => {
                return Err(Unusable {
                    field: Some(field),
                    reason: Reason::NotA("text"),
                });
            }
        };
        if text.chars().count() > TEXT_MAX {
            return Err(Unusable {
                field: Some(field),
                reason: Reason::LongerThan(TEXT_MAX),
            });
        }
        Ok((!text.is_empty()).then_some(text))
    }

    /// A whole number, or its digits as a text, with commas between thousands.
    fn count(&self, field: &'static str) -> Result<Option<i64>, Unusable> {
        let number = match self.0.get(field) {
            Some(Value::Number(number)) => number.as_i64(),
            _ => self
                .text(field)?
                .and_then(|digits| digits.replace(',', "").parse().ok()),
        };
        Ok(number.filter(|number| *number >= 0))
    }

    /// A text of at most so many characters.
    fn short(&self, field: &'static str, max: usize) -> Result<Option<&'a str>, Unusable> {
        let text = self.text(field)?;
        if text.is_some_and(|text| text.chars().count() > max) {
            return Err(Unusable {
                field: Some(field),
                reason: Reason::LongerThan(max),
            });
        }
        Ok(text)
    }

    /// A text by which the entry is found again. It has a column of its own, where PostgreSQL takes no NUL and would end
    /// the whole import at it; other texts stand in JSON, which writes control characters out.
    fn name(&self, field: &'static str, max: usize) -> Result<Option<&'a str>, Unusable> {
        let name = self.short(field, max)?;
        if name.is_some_and(|name| name.contains(char::is_control)) {
            return Err(Unusable {
                field: Some(field),
                reason: Reason::Control,
            });
        }
        Ok(name)
    }

    fn needed(&self, field: &'static str, max: usize) -> Result<&'a str, Unusable> {
        there(field, self.short(field, max)?)
    }

    /// A list of texts, without blanks.
    fn list(&self, field: &'static str) -> Result<Vec<&'a str>, Unusable> {
        let not_a_list = || Unusable {
            field: Some(field),
            reason: Reason::NotA("list of texts"),
        };
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(list)) => list
                .iter()
                .filter(|value| !value.is_null())
                .map(|value| value.as_str().map(str::trim).ok_or_else(not_a_list))
                .filter(|text| !matches!(text, Ok("")))
                .collect(),
            Some(_) => Err(not_a_list()),
        }
    }
}

fn there<'a>(field: &'static str, text: Option<&'a str>) -> Result<&'a str, Unusable> {
    text.ok_or(Unusable {
        field: Some(field),
        reason: Reason::Missing,
    })
}

fn fingerprint(parts: &[Option<&str>]) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        // Each part with its length, so that two lists of parts never read alike.
        let part = part.unwrap_or("");
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Digest::from_bytes(&hash.finalize().into())
}

fn slug(catalogue: &str, id: &str) -> Slug {
    let mut readable = String::new();
    for c in catalogue.chars().take(30) {
        if c.is_ascii_alphanumeric() {
            readable.push(c.to_ascii_lowercase());
        } else if !readable.is_empty() && !readable.ends_with('-') {
            readable.push('-');
        }
    }
    let digest = fingerprint(&[Some(catalogue), Some(id)]);
    let slug = format!("{}-{}", readable.trim_matches('-'), &digest.as_str()[..16]);
    slug.trim_start_matches('-')
        .parse()
        .expect("letters, digits and single hyphens, ending in a digest")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entry::Licence;
    use domain::file::Format;
    use domain::frequency::Frequency;

    const LINE: &str = r#"{"source": "tw_taoyuan", "lang": "zh-Hant", "title": "停車場", "description": "位置", "publisher": "交通局",
        "topic": "交通及通訊", "formats": ["CSV", "\"XLS", "Interactive on-screen"], "frequency": "每年",
        "licence": "政府資料開放授權條款－第1版", "fields": "名稱(停車場名稱)、車位數(小型車,大型車)、電話", "keywords": null,
        "modified": "2018-04-13 11:11:59", "rows": "1,024"}"#;

    #[test]
    fn o21_17_what_the_source_says_is_kept_and_the_rest_stays_unsaid() {
        let parsed = parse(LINE.replace('\n', " ").as_bytes()).unwrap();
        let metadata = &parsed.metadata;
        assert_eq!(metadata.formats, [Format::Csv, Format::Xls]);
        assert_eq!(metadata.source.as_ref().unwrap().formats, ["Interactive on-screen"]);
        assert_eq!(metadata.frequency, Some(Frequency::Yearly));
        assert_eq!(metadata.licence, Some(Licence::Ogdl1));
        let names: Vec<&str> = metadata.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["名稱", "車位數", "電話"]);
        assert_eq!((parsed.rows, parsed.issued), (Some(1024), None));
        assert_eq!(
            parse(br#"{"source":"s","lang":"en","title":"t","rows":7}"#)
                .unwrap()
                .rows,
            Some(7)
        );
        assert_eq!(parsed.modified.unwrap().rfc3339(), "2018-04-13T11:11:59+08:00");
        assert_eq!(
            (metadata.open_type, metadata.grade, metadata.provenance),
            (None, None, None)
        );
    }

    #[test]
    fn o21_17_what_names_an_entry_fits_into_every_database() {
        let why = |line: &str| parse(line.as_bytes()).unwrap_err();
        let unusable = |field, reason| Unusable {
            field: Some(field),
            reason,
        };
        assert_eq!(
            why(r#"{"source":"a\u0000b","lang":"en","title":"t"}"#),
            unusable("source", Reason::Control)
        );
        assert_eq!(
            why(r#"{"source":"s","lang":"en","title":"t","id":"a\nb"}"#),
            unusable("id", Reason::Control)
        );
        let long = format!(
            r#"{{"source":"s","lang":"en","title":"t","id":"{}"}}"#,
            "文".repeat(ID_MAX + 1)
        );
        assert_eq!(why(&long), unusable("id", Reason::LongerThan(ID_MAX)));
        // A title is no name: it is kept as it came.
        assert!(parse(br#"{"source":"s","lang":"en","title":"a\u0000b"}"#).is_ok());
    }

    #[test]
    fn o21_17_the_same_line_has_the_same_address_at_every_import() {
        let line = LINE.replace('\n', " ");
        assert_eq!(parse(line.as_bytes()), parse(line.as_bytes()));
        let other = line.replace("停車場\"", "停車場二\"");
        assert_ne!(
            parse(line.as_bytes()).unwrap().slug,
            parse(other.as_bytes()).unwrap().slug
        );
    }
}
