//! Catalogues of any size for measurements: the real records, and generated ones that recombine their words, so that
//! lengths, scripts and the spread of words stay as they are in real life. The same size gives the same file.

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// The real records, by language: only records of one language are mixed.
type Records = BTreeMap<String, Vec<Value>>;

/// Writes a catalogue of `count` records as JSON Lines.
pub fn generate(real: &Path, count: usize, out: &Path) -> Result<()> {
    let records = read(real)?;
    let all: usize = records.values().map(Vec::len).sum();
    let mut writer = BufWriter::new(File::create(out)?);
    let mut dice = Dice(0x5851_f42d_4c95_7f2d);
    for number in 0..count {
        let mut at = dice.below(all);
        let of_language = records.values().find(|list| {
            let found = at < list.len();
            if !found {
                at -= list.len();
            }
            found
        });
        let list = of_language.context("the real catalogue is empty")?;
        let record = mix(number, &list[at], &list[dice.below(list.len())], &mut dice);
        serde_json::to_writer(&mut writer, &record)?;
        writer.write_all(b"\n")?;
    }
    writer.flush()?;
    Ok(())
}

fn read(real: &Path) -> Result<Records> {
    let file = File::open(real).with_context(|| real.display().to_string())?;
    let mut records = Records::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let language = record["lang"].as_str().unwrap_or_default().to_owned();
        records.entry(language).or_default().push(record);
    }
    if records.is_empty() {
        bail!("{} holds no records", real.display());
    }
    Ok(records)
}

/// A record with the facts of one and the words of two.
fn mix(number: usize, one: &Value, other: &Value, dice: &mut Dice) -> Value {
    let mut record = one.clone();
    record["source"] = json!("generated");
    record["id"] = json!(format!("g{number}"));
    for field in ["title", "description"] {
        let first = one[field].as_str().unwrap_or_default();
        let second = other[field].as_str().unwrap_or_default();
        record[field] = json!(splice(first, second, dice));
    }
    record["keywords"] = other["keywords"].clone();
    record
}

/// The beginning of one text and the end of another, cut between words where there are blanks.
fn splice(first: &str, second: &str, dice: &mut Dice) -> String {
    let blanks = first.contains(' ') && second.contains(' ');
    let parts = |text: &str| -> Vec<String> {
        if blanks {
            text.split(' ').map(str::to_owned).collect()
        } else {
            text.chars().map(String::from).collect()
        }
    };
    let (first, second) = (parts(first), parts(second));
    let from = dice.below(second.len() + 1).min(second.len() / 2);
    let upto = first.len().div_ceil(2);
    let chosen: Vec<&str> = first[..upto]
        .iter()
        .chain(&second[from..])
        .map(String::as_str)
        .collect();
    chosen.join(if blanks { " " } else { "" })
}

/// Numbers that look random and are the same every time (a linear congruential generator, high bits used).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Dice, generate, splice};
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    #[test]
    fn the_same_size_gives_the_same_catalogue_and_every_line_has_its_own_id() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.jsonl.gz");
        let mut gzip = GzEncoder::new(std::fs::File::create(&real).unwrap(), Compression::fast());
        gzip.write_all("{\"lang\":\"zh\",\"title\":\"公交站点\",\"description\":\"位置\"}\n".as_bytes())
            .unwrap();
        gzip.write_all(b"{\"lang\":\"en\",\"title\":\"bus stops\",\"description\":\"where they are\"}\n")
            .unwrap();
        gzip.finish().unwrap();
        let made = |name: &str| {
            let out = folder.path().join(name);
            generate(&real, 50, &out).unwrap();
            std::fs::read_to_string(out).unwrap()
        };
        let text = made("a");
        assert_eq!(text, made("b"));
        let ids: std::collections::BTreeSet<&str> =
            text.lines().map(|line| line.split("\"id\":").nth(1).unwrap()).collect();
        assert_eq!(ids.len(), 50);
    }

    #[test]
    fn words_are_cut_between_blanks() {
        let text = splice("daily bus ridership counts", "water quality by river", &mut Dice(1));
        let known = ["daily", "bus", "ridership", "counts", "water", "quality", "by", "river"];
        assert!(text.split(' ').all(|word| known.contains(&word)), "{text}");
    }
}
