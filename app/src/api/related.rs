//! Datasets near another one: found by its keywords, then by its theme.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use backend::search::{Query, Sort};
use backend::service::search::search;
use backend::{Backend, Ctx, Error};
use domain::card::Card;
use domain::entry::Entry;
use domain::ids::EntryId;
use domain::text::Lang;
use moka::sync::Cache;

/// Datasets that a page shows.
const SHOWN: usize = 5;
/// Keywords that are looked for.
const KEYWORDS: usize = 3;

/// Whose neighbours they are: an entry in a revision, for readers of a language.
type Key = (EntryId, i64, Lang);

/// Found once a minute for a dataset at most: a page must not cost a search each time it is read.
static KEPT: LazyLock<Cache<Key, Arc<Vec<Card>>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(1000)
        .time_to_live(Duration::from_mins(1))
        .build()
});

/// Datasets near an entry, without those whose door is closed.
pub fn related(backend: &Backend, ctx: &Ctx, entry: &Entry, lang: Lang) -> Result<Vec<Card>, Error> {
    let key = (entry.id.clone(), entry.revision, lang);
    let found = if let Some(found) = KEPT.get(&key) {
        found
    } else {
        let found = Arc::new(find(backend, ctx, entry, lang)?);
        KEPT.insert(key, Arc::clone(&found));
        found
    };
    let closed = backend.board.closed();
    let open = found.iter().filter(|card| !closed.contains_key(&card.id));
    Ok(open.take(SHOWN).cloned().collect())
}

/// A few more than are shown, so that a door that closes leaves no gap.
fn find(backend: &Backend, ctx: &Ctx, entry: &Entry, lang: Lang) -> Result<Vec<Card>, Error> {
    let metadata = &entry.metadata;
    let most = 2 * SHOWN;
    let mut found: Vec<Card> = Vec::with_capacity(most);
    let plain = Query {
        size: SHOWN + 1,
        facets: false,
        ..Query::all(ctx.now, lang)
    };
    // Quotation marks and stars mean something in a query; a keyword means itself.
    let words = metadata.keywords.iter().map(|word| word.replace(['"', '*'], " "));
    let by_keyword = words
        .filter(|word| !word.trim().is_empty())
        .take(KEYWORDS)
        .map(|text| Query {
            text: text.chars().take(40).collect(),
            exact: true,
            ..plain.clone()
        });
    let by_theme = metadata.theme.map(|theme| Query {
        themes: vec![theme],
        sort: Sort::MostUsed,
        size: most,
        ..plain.clone()
    });
    for query in by_keyword.chain(by_theme) {
        for hit in search(backend, ctx, &query)?.hits {
            let is_new = hit.card.id != entry.id && found.iter().all(|card| card.id != hit.card.id);
            if is_new && found.len() < most {
                found.push(hit.card);
            }
        }
    }
    Ok(found)
}
