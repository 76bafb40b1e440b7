//! Queries: what a person may ask.

use domain::body::Level;
use domain::entry::{OpenType, Theme};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::ids::{EntryId, Slug};
use domain::refused::{Refused, Why};
use domain::text::Lang;
use domain::time::Moment;

use super::facets::FreshState;

domain::codes! {
    /// The order of a list.
    pub enum Sort {
        /// Best match first; without words, the most used first.
        Relevance = "relevance",
        /// Last changed first.
        Updated = "updated",
        /// Most downloads and calls first.
        MostUsed = "most-used",
        /// By title: Chinese ones by pinyin.
        Title = "title",
    }
}

/// The longest text that is searched, in characters.
pub const TEXT_MAX: usize = 200;

/// A search. Values within one filter are alternatives; different filters must all be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The words; empty for the whole catalogue.
    pub text: String,
    /// Whether words are taken as they stand: without synonyms, stems and pinyin.
    pub exact: bool,
    /// Open types.
    pub open_types: Vec<OpenType>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Bodies.
    pub bodies: Vec<Slug>,
    /// Levels of the body.
    pub levels: Vec<Level>,
    /// Formats.
    pub formats: Vec<Format>,
    /// Update frequencies.
    pub frequencies: Vec<Frequency>,
    /// Freshness at `now`.
    pub freshness: Vec<FreshState>,
    /// With or without an API.
    pub has_api: Option<bool>,
    /// Harvested catalogues.
    pub sources: Vec<String>,
    /// Only what serves a priority of this year.
    pub priority: bool,
    /// Only these datasets, where they are known by other means than the index; few, such as those that are suspended.
    pub only: Option<Vec<EntryId>>,
    /// The order.
    pub sort: Sort,
    /// How many datasets stand before the page.
    pub offset: usize,
    /// How many datasets the page shows.
    pub size: usize,
    /// Whether facets are counted.
    pub facets: bool,
    /// The moment at which freshness is judged.
    pub now: Moment,
    /// The language of the reader: which title is shown, marked and sorted by.
    pub lang: Lang,
}

impl Query {
    /// The first page of the whole catalogue, with facets.
    pub fn all(now: Moment, lang: Lang) -> Self {
        Self {
            text: String::new(),
            exact: false,
            open_types: Vec::new(),
            themes: Vec::new(),
            bodies: Vec::new(),
            levels: Vec::new(),
            formats: Vec::new(),
            frequencies: Vec::new(),
            freshness: Vec::new(),
            has_api: None,
            sources: Vec::new(),
            priority: false,
            only: None,
            sort: Sort::Relevance,
            offset: 0,
            size: 20,
            facets: true,
            now,
            lang,
        }
    }

    /// Whether any filter is set.
    pub fn is_narrowed(&self) -> bool {
        !(self.open_types.is_empty()
            && self.themes.is_empty()
            && self.bodies.is_empty()
            && self.levels.is_empty()
            && self.formats.is_empty()
            && self.frequencies.is_empty()
            && self.freshness.is_empty()
            && self.sources.is_empty()
            && self.has_api.is_none()
            && !self.priority
            && self.only.is_none())
    }
}

/// Refuses a text that is too long to be searched.
pub(super) fn check_text(text: &str) -> Result<(), Refused> {
    if text.chars().nth(TEXT_MAX).is_some() {
        return Err(Refused::invalid("q", Why::TooLong { max: TEXT_MAX as u64 }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_over_the_limit_is_refused() {
        let text = "公".repeat(TEXT_MAX);
        assert_eq!(check_text(&text), Ok(()));
        let refused = Refused::invalid("q", Why::TooLong { max: 200 });
        assert_eq!(check_text(&(text + "交")), Err(refused));
    }
}
