//! The whole real catalogue: every line is taken, or named with its reason.

use std::collections::{BTreeMap, HashMap};

use super::{Line, lines};
use crate::shared_data;

#[test]
fn o21_17_all_of_the_real_catalogue_is_accounted_for() {
    let Some(path) = shared_data::path("catalogue/real-16k.jsonl.gz") else {
        return;
    };
    let raw: Vec<String> = {
        let file = flate2::read::MultiGzDecoder::new(std::fs::File::open(&path).unwrap());
        std::io::BufRead::lines(std::io::BufReader::new(file))
            .map(Result::unwrap)
            .collect()
    };
    let read: Vec<Line> = lines(std::fs::File::open(&path).unwrap())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!((raw.len(), read.len()), (15_983, 15_983));

    let mut first_of: HashMap<String, usize> = HashMap::new();
    let mut sources: BTreeMap<String, [usize; 9]> = BTreeMap::new();
    for (index, line) in read.iter().enumerate() {
        let parsed = line
            .outcome
            .as_ref()
            .unwrap_or_else(|why| panic!("line {}: {why:?}", line.number));
        let metadata = &parsed.metadata;
        let source = metadata.source.as_ref().unwrap();
        let counts = sources.entry(source.catalogue.clone()).or_default();
        counts[0] += 1;
        if let Some(first) = first_of.get(parsed.slug.as_str()) {
            assert_eq!(
                raw[*first], raw[index],
                "only a line that says the same is the same entry"
            );
            counts[1] += 1;
            continue;
        }
        first_of.insert(parsed.slug.to_string(), index);
        let parts = [
            metadata.theme.is_some(),
            metadata.open_type.is_some(),
            metadata.frequency.is_some(),
            metadata.licence.is_some(),
            !metadata.formats.is_empty(),
            !metadata.items.is_empty(),
            parsed.issued.or(parsed.modified).is_some(),
        ];
        for (count, there) in counts[2..].iter_mut().zip(parts) {
            *count += usize::from(there);
        }
    }
    println!(
        "{:<20} lines repeats theme open-type frequency licence formats items dates",
        "source"
    );
    for (source, counts) in &sources {
        println!("{source:<20} {counts:?}");
    }
    assert_eq!(first_of.len(), 15_644, "339 lines repeat an earlier one word for word");
    assert_eq!(sources["jp_tokyo"][..2], [5_077, 0]);
    assert_eq!(sources["cn_guangxi"][..4], [1_149, 0, 992, 1_149]);
}
