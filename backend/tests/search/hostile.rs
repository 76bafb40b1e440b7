//! Bad input.

use std::path::Path;

use backend::search::Error;

use crate::common::{index, words, zh};

#[test]
fn naughty_strings_are_plain_words() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/hostile/blns/blns.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: the folder of naughty strings is absent");
        return;
    };
    let search = index([zh("a", "公园"), zh("b", "<script>alert(1)</script> NULL undefined")]);
    let mut tried = 0;
    for naughty in serde_json::from_str::<Vec<String>>(&text).unwrap() {
        let short: String = naughty.chars().take(200).collect();
        for text in [short.clone(), format!("\"{short}"), format!("{short}*")] {
            match search.search(&words(&text)) {
                Ok(_) | Err(Error::Refused(_)) => tried += 1,
                Err(error) => panic!("{text:?}: {error}"),
            }
        }
        // The same strings as a dataset's own words.
        let mut doc = zh("n", &naughty);
        doc.keywords = vec![naughty.clone()];
        doc.card.summary = domain::text::Text::zh(naughty.repeat(3));
        search
            .apply(&[backend::search::Change::Upsert(Box::new(doc))], 2)
            .unwrap();
        search.search(&words(&short)).unwrap();
        search.suggest(&short, domain::text::Lang::En, 8).unwrap();
    }
    assert!(tried > 1_000);
}

#[test]
fn the_syntax_of_query_languages_means_nothing() {
    let search = index([zh("a", "公园 title")]);
    for text in [
        "title:公园",
        "公园 AND (title)",
        "+公园 -title",
        "公园^9 title~2",
        "[公园 TO title]",
        "公园 || title",
    ] {
        assert_eq!(search.search(&words(text)).unwrap().hits.len(), 1, "{text}");
    }
    assert_eq!(search.search(&words("???!!!")).unwrap().total, 0);
    assert_eq!(search.search(&words("   ")).unwrap().total, 1);
}

#[test]
fn a_query_of_more_than_200_characters_is_refused() {
    let search = index([zh("a", "公园")]);
    let refused = search.search(&words(&"公".repeat(201)));
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    assert!(search.search(&words(&"公园 a ".repeat(40))).is_ok());
}
