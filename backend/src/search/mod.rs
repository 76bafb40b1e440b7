//! Search: a full-text index of the catalogue's metadata.
//!
//! The index follows the database and never leads it: it can be thrown away and built again. It knows nothing of SQL;
//! the outbox brings it batches of changes, each with the number of its last outbox row, and that number is part of the
//! index's own commit. So after a crash [`Search::sequence`] tells from where the changes are to be brought again, and
//! bringing one twice changes nothing.
//!
//! - `analyzer`, `fold`, `pinyin`, `synonyms`: what a word is
//! - `schema`: what the index holds of a dataset
//! - `store`: where it stands on disk, commits, rebuilding
//! - `query`, `parse`, `plan`: what a person asked, and as a query of the index
//! - `snapshot`, `collector`, `facets`: one pass over what matches
//! - `answer`, `snippet`: what is shown, and what is marked in it
//! - `lexicon`, `suggest`, `spelling`: what a person may mean

mod analyzer;
mod answer;
mod collector;
mod facets;
mod fold;
mod lexicon;
mod parse;
mod pinyin;
mod plan;
mod query;
mod schema;
mod snapshot;
mod snippet;
mod spelling;
mod store;
mod suggest;
mod synonyms;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::card::Card;
use domain::entry::Theme;
use domain::ids::EntryId;
use domain::refused::Refused;
use domain::text::{Lang, Text};
use serde::{Deserialize, Serialize};

pub use self::facets::{BodyValue, Count, Facets, FreshState};
pub use self::query::{Query, Sort, TEXT_MAX};
pub use self::schema::Doc;
pub use self::snippet::Fragment;
pub use self::store::{Found, Rebuild};
pub use self::suggest::{Suggestion, SuggestionKind};

use self::lexicon::Lexicon;
use self::snapshot::Snapshot;
use self::store::Store;
use self::suggest::Suggester;

/// Why a search or a change failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The query cannot be searched.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The index engine failed.
    #[error("the search index failed")]
    Index(#[from] tantivy::TantivyError),
    /// The disk failed.
    #[error("the folder of the search index failed")]
    Io(#[from] std::io::Error),
    /// A stored card cannot be read.
    #[error("a card in the search index cannot be read")]
    Card(#[from] serde_json::Error),
    /// The index lacks what every dataset in it has: it is to be rebuilt.
    #[error("the search index is damaged")]
    Damaged,
}

/// A change of the index.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds the dataset, or takes the place of what the index holds of it.
    Upsert(Box<Doc>),
    /// Takes the dataset out.
    Delete(EntryId),
}

/// A dataset in a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What a list shows of it.
    pub card: Card,
    /// Its title in the reader's language with marks.
    pub title: Vec<Fragment>,
    /// The part of its abstract that shows why it was found; empty when it has none.
    pub snippet: Vec<Fragment>,
}

/// How the words of a query were met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matched {
    /// Every dataset in the result has all the words.
    All,
    /// No dataset has all the words; those in the result have some.
    Some,
}

/// A word that was also searched in other words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widened {
    /// The word, as the query has it.
    pub word: String,
    /// Synonyms, or what its letters are the pinyin of.
    pub also: Vec<String>,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// How many datasets there are in all.
    pub total: u64,
    /// Those of the page.
    pub hits: Vec<Hit>,
    /// Counts by facet, if they were asked for.
    pub facets: Option<Arc<Facets>>,
    /// How the words were met.
    pub matched: Matched,
    /// Another spelling that finds something, when no dataset has all the words.
    pub did_you_mean: Option<String>,
    /// The words that were also searched in other words.
    pub searched_as: Vec<Widened>,
}

/// The search index. Cloning is cheap; all clones are the same index.
#[derive(Clone)]
pub struct Search {
    shared: Arc<Shared>,
}

struct Shared {
    /// What writes; held while a batch is committed.
    store: Mutex<Store>,
    /// What searches read; held for a moment only.
    state: RwLock<State>,
}

/// One state of the index and what is suggested at it.
#[derive(Clone)]
struct State {
    snapshot: Arc<Snapshot>,
    suggester: Arc<Suggester>,
}

impl Search {
    /// Opens the index in a folder, which is made when it does not exist. An index that was made by another version or
    /// is damaged is removed and an empty one begun: [`Found`] says so, and [`Self::sequence`] is none until the index
    /// has been rebuilt.
    pub fn open(folder: &Path) -> Result<(Self, Found), Error> {
        let (store, found) = Store::open(folder)?;
        Ok((Self::on(store)?, found))
    }

    /// An empty index in memory, for tests and tools.
    pub fn in_memory() -> Result<Self, Error> {
        Self::on(Store::in_memory()?)
    }

    fn on(store: Store) -> Result<Self, Error> {
        let snapshot = Snapshot::new(&store, None)?;
        let suggester = Suggester::new(&snapshot, Arc::new(Lexicon::default()))?;
        Ok(Self {
            shared: Arc::new(Shared {
                store: Mutex::new(store),
                state: RwLock::new(State {
                    snapshot: Arc::new(snapshot),
                    suggester: Arc::new(suggester),
                }),
            }),
        })
    }

    fn state(&self) -> State {
        self.shared.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.shared.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn publish(&self, snapshot: Snapshot, suggester: Suggester) {
        *self.shared.state.write().unwrap_or_else(PoisonError::into_inner) = State {
            snapshot: Arc::new(snapshot),
            suggester: Arc::new(suggester),
        };
    }

    /// Gives the names under which themes are suggested.
    pub fn name_themes(&self, themes: &[(Theme, Text)]) {
        let _store = self.store();
        let suggester = Arc::new(self.state().suggester.with_themes(themes));
        self.shared
            .state
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .suggester = suggester;
    }

    /// The outbox row up to which the index is true; none when it was never filled and has to be rebuilt.
    pub fn sequence(&self) -> Option<i64> {
        self.state().snapshot.sequence
    }

    /// How many datasets the index holds.
    pub fn len(&self) -> u64 {
        self.state().snapshot.searcher.num_docs()
    }

    /// Whether the index holds no dataset.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the changes and commits them together with the number of the last outbox row among them. When this
    /// returns they are on disk and every later search sees them; move the outbox's cursor only then. Blocks.
    pub fn apply(&self, changes: &[Change], sequence: i64) -> Result<(), Error> {
        let mut store = self.store();
        store.apply(changes, sequence)?;
        let before = self.state();
        let snapshot = Snapshot::new(&store, Some(&before.snapshot))?;
        let suggester = before.suggester.after(changes, &snapshot)?;
        self.publish(snapshot, suggester);
        Ok(())
    }

    /// Begins a new index beside the one that serves. Fill it with [`Rebuild::add`], then call [`Self::replace`].
    pub fn rebuild(&self) -> Result<Rebuild, Error> {
        self.store().rebuild()
    }

    /// Puts a rebuilt index in the place of the one that serves; searches go on throughout. `sequence` is the outbox row
    /// up to which the rebuilt index is true: the last one *before* the first dataset was read from the database.
    /// Whatever was applied since then has to be applied again from there. Blocks.
    pub fn replace(&self, rebuild: Rebuild, sequence: i64) -> Result<(), Error> {
        let mut store = self.store();
        store.replace(rebuild, sequence)?;
        let snapshot = Snapshot::new(&store, None)?;
        let suggester = self.state().suggester.rebuilt(&snapshot)?;
        self.publish(snapshot, suggester);
        Ok(())
    }

    /// Answers a query. Takes CPU for a fraction of a millisecond on a catalogue of ten thousands, and some milliseconds
    /// on one of a million.
    pub fn search(&self, query: &Query) -> Result<Results, Error> {
        let state = self.state();
        answer::answer(&state.snapshot, &state.suggester, query)
    }

    /// What a person may mean who has typed this much: at most `limit` themes, bodies, keywords and datasets.
    pub fn suggest(&self, typed: &str, lang: Lang, limit: usize) -> Result<Vec<Suggestion>, Error> {
        query::check_text(typed)?;
        Ok(self.state().suggester.suggest(typed, lang, limit))
    }
}
