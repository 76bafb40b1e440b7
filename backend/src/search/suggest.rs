//! Suggestions while a person types: titles, bodies, themes and keywords that have a word which begins so, in Chinese,
//! pinyin, initials or English.
//!
//! The lexicon of the catalogue is built once. Datasets that changed since then stand in a small one beside it, until
//! they are many enough to build it anew.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::entry::Theme;
use domain::text::{Lang, Text};
use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::lexicon::{Lexicon, Words};
use super::schema::tie;
use super::snapshot::Snapshot;
use super::{Change, Error};

domain::codes! {
    /// What a suggestion leads to.
    pub enum SuggestionKind {
        /// A theme.
        Theme = "theme",
        /// A body.
        Body = "body",
        /// A keyword to search for.
        Keyword = "keyword",
        /// A dataset.
        Dataset = "dataset",
    }
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What it leads to.
    pub kind: SuggestionKind,
    /// What is suggested: a title, a name or a keyword.
    pub text: String,
    /// The address of the dataset, body or theme; none for a keyword.
    pub slug: Option<String>,
    /// The short name of a dataset's body; empty for all else.
    pub detail: String,
}

/// The most datasets, by use, that are suggested.
const DATASETS_MAX: usize = 50_000;

/// All that is suggested at one state of the index.
#[derive(Clone, Default)]
pub(super) struct Suggester {
    themes: Arc<Lexicon>,
    base: Arc<Lexicon>,
    /// Datasets that changed since the base was built, and what is suggested of them.
    changed: Vec<Words>,
    recent: Arc<Lexicon>,
    /// The datasets of the base that are no longer true.
    gone: HashSet<u64>,
}

impl Suggester {
    /// From all that a snapshot holds.
    pub fn new(snapshot: &Snapshot, themes: Arc<Lexicon>) -> Result<Self, Error> {
        let words = snapshot
            .most_used(DATASETS_MAX)?
            .map(|doc| doc.map(|doc| Words::from(&doc)));
        Ok(Self {
            themes,
            base: Arc::new(Lexicon::new(words)?),
            ..Self::default()
        })
    }

    /// The same themes with another catalogue.
    pub fn rebuilt(&self, snapshot: &Snapshot) -> Result<Self, Error> {
        Self::new(snapshot, Arc::clone(&self.themes))
    }

    /// The same catalogue with other themes.
    pub fn with_themes(&self, themes: &[(Theme, Text)]) -> Self {
        Self {
            themes: Arc::new(Lexicon::of_themes(themes)),
            ..self.clone()
        }
    }

    /// After changes that `snapshot` holds already.
    pub fn after(&self, changes: &[Change], snapshot: &Snapshot) -> Result<Self, Error> {
        let ids: HashSet<u64> = changes
            .iter()
            .map(|change| match change {
                Change::Upsert(doc) => tie(doc.card.id.as_str()),
                Change::Delete(id) => tie(id.as_str()),
            })
            .collect();
        let mut next = self.clone();
        next.gone.extend(&ids);
        next.changed.retain(|words| !ids.contains(&words.tie));
        next.changed.extend(changes.iter().filter_map(|change| match change {
            Change::Upsert(doc) => Some(Words::from(doc.as_ref())),
            Change::Delete(_) => None,
        }));
        // Building anew costs as much as the catalogue is large, so it is done when a good part of it has changed.
        if next.gone.len() > (self.base.datasets / 4).max(500) {
            return self.rebuilt(snapshot);
        }
        next.recent = Arc::new(Lexicon::new(next.changed.iter().cloned().map(Ok))?);
        Ok(next)
    }

    fn lexicons(&self) -> [&Lexicon; 3] {
        [&self.themes, &self.base, &self.recent]
    }

    /// The best suggestions for what was typed so far.
    pub fn suggest(&self, typed: &str, lang: Lang, limit: usize) -> Vec<Suggestion> {
        let folded = fold(typed);
        let words = folded.trim_start();
        let together: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        let none = HashSet::new();
        let mut best = Vec::with_capacity(limit + 1);
        if together.is_empty() || limit == 0 {
            return Vec::new();
        }
        for (lexicon, gone) in self.lexicons().into_iter().zip([&none, &self.gone, &none]) {
            lexicon.collect(words, &mut best, limit, gone);
            // Pinyin may be typed with spaces between its syllables.
            if together != words {
                lexicon.collect(&together, &mut best, limit, gone);
            }
        }
        let shown = best.into_iter().map(|candidate| Suggestion {
            kind: candidate.item.kind,
            text: candidate.item.text.get(lang).to_owned(),
            slug: candidate.item.slug.as_deref().map(str::to_owned),
            detail: candidate
                .item
                .detail
                .as_ref()
                .map_or(String::new(), |text| text.get(lang).to_owned()),
        });
        shown.collect()
    }

    /// The stretch of Chinese characters that stands in most titles, names and keywords and differs in one character.
    pub fn near(&self, word: &str) -> Option<String> {
        let wanted: Vec<char> = word.chars().collect();
        let mut counts = HashMap::new();
        for lexicon in self.lexicons() {
            lexicon.near(&wanted, &mut counts);
        }
        // A person more often mistakes a later character than the first.
        let first = |text: &str| text.chars().next() == wanted.first().copied();
        let best = counts
            .into_iter()
            .max_by(|(a, a_count), (b, b_count)| (first(a), a_count, *b).cmp(&(first(b), b_count, *a)));
        best.map(|(text, _)| text.to_owned())
    }
}
