//! Small catalogues to search in.

use backend::search::{Change, Doc, Fragment, Query, Results, Search};
use domain::body::Level;
use domain::card::Card;
use domain::ids::EntryId;
use domain::text::{Lang, Text};
use domain::time::Moment;

/// The moment at which the tests search.
pub const NOW: Moment = Moment::from_micros(1_790_000_000_000_000);

/// A dataset with this address and title, and nothing else that could be found.
pub fn doc(slug: &str, title: Text) -> Doc {
    Doc {
        card: Card {
            id: EntryId::new(format!("id-{slug}")),
            slug: slug.parse().unwrap(),
            title,
            summary: Text::default(),
            open_type: None,
            theme: None,
            body: "body".parse().unwrap(),
            body_name: Text::default(),
            body_short: Text::default(),
            level: Level::City,
            formats: Vec::new(),
            frequency: None,
            has_api: false,
            modified: None,
            due: None,
            rows: None,
            quality: 50,
            weekly: Vec::new(),
            priority: false,
            source: None,
            demo: true,
        },
        keywords: Vec::new(),
        items: Vec::new(),
        more: Vec::new(),
    }
}

/// A dataset with a Chinese title.
pub fn zh(slug: &str, title: &str) -> Doc {
    doc(slug, Text::zh(title))
}

/// A dataset with an English title.
pub fn en(slug: &str, title: &str) -> Doc {
    doc(slug, Text::tagged("en", title))
}

/// An index in memory with these datasets.
pub fn index(docs: impl IntoIterator<Item = Doc>) -> Search {
    let search = Search::in_memory().unwrap();
    let changes: Vec<Change> = docs.into_iter().map(|doc| Change::Upsert(Box::new(doc))).collect();
    search.apply(&changes, 1).unwrap();
    search
}

/// A query for these words.
pub fn words(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        ..Query::all(NOW, Lang::Zh)
    }
}

/// The addresses that a query finds, in order.
pub fn slugs(search: &Search, query: &Query) -> Vec<String> {
    list(&search.search(query).unwrap())
}

/// The addresses in a result.
pub fn list(results: &Results) -> Vec<String> {
    results.hits.iter().map(|hit| hit.card.slug.to_string()).collect()
}

/// The addresses that these words find, in order.
pub fn found(search: &Search, text: &str) -> Vec<String> {
    slugs(search, &words(text))
}

/// A text with its marks in brackets.
pub fn shown(fragments: &[Fragment]) -> String {
    let show = |f: &Fragment| {
        if f.marked {
            format!("[{}]", f.text)
        } else {
            f.text.clone()
        }
    };
    fragments.iter().map(show).collect()
}
