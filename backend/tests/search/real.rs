//! Real catalogues: titles are found by their own words.

use std::io::{BufRead, BufReader};
use std::path::Path;

use backend::search::{Doc, Query, Search};
use domain::text::Text;
use serde::Deserialize;

use crate::common::{doc, words};

#[derive(Deserialize)]
struct Line {
    lang: String,
    title: Option<String>,
    description: Option<String>,
    publisher: Option<String>,
    keywords: Option<Vec<String>>,
    topic: Option<String>,
}

fn catalogue() -> Option<Vec<Doc>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/catalogue/real-16k.jsonl.gz");
    let file = std::fs::File::open(path).ok()?;
    let lines = BufReader::new(flate2::read::GzDecoder::new(file))
        .lines()
        .map_while(Result::ok);
    let docs = lines.enumerate().filter_map(|(n, line)| {
        let line: Line = serde_json::from_str(&line).ok()?;
        let text = |text: Option<String>| text.map(|text| Text::tagged(&line.lang, text)).unwrap_or_default();
        let mut doc = doc(&format!("r{n}"), text(line.title));
        doc.card.summary = text(line.description);
        doc.card.body_name = text(line.publisher);
        doc.keywords = line.keywords.unwrap_or_default();
        doc.more = line.topic.into_iter().collect();
        Some(doc)
    });
    Some(docs.collect())
}

#[test]
fn real_titles_are_found_by_their_own_words_in_four_languages() {
    let Some(docs) = catalogue() else {
        println!("skipped: the folder of real catalogues is absent");
        return;
    };
    let search = Search::in_memory().unwrap();
    let mut rebuild = search.rebuild().unwrap();
    for doc in &docs {
        rebuild.add(doc).unwrap();
    }
    search.replace(rebuild, 1).unwrap();
    assert_eq!(search.len(), docs.len() as u64);
    let mut tried = 0;
    for doc in docs.iter().step_by(40) {
        let card = &doc.card;
        let title: String = card.title.all().next().unwrap_or_default().chars().take(60).collect();
        if !title.chars().any(char::is_alphanumeric) {
            continue;
        }
        // Real catalogues hold hundreds of datasets with nearly the same title, so the page is a large one.
        let query = Query {
            size: 2_000,
            facets: false,
            ..words(&title)
        };
        let results = search.search(&query).unwrap();
        let place = results.hits.iter().position(|hit| hit.card.id == card.id);
        assert!(
            place.is_some(),
            "{title:?} does not find itself among {}",
            results.total
        );
        tried += 1;
    }
    assert!(tried > 350, "{tried}");
}
