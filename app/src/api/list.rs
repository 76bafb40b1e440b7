//! Lists of datasets: the parameters of the search page and of the interfaces, read and written in one place.

use std::fmt::Display;

use backend::search::{FreshState, Query, Sort, TEXT_MAX};
use domain::body::Level;
use domain::entry::{OpenType, Theme};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::refused::Why;
use domain::text::Lang;
use domain::time::Moment;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::params::Params;

domain::codes! {
    /// The state of a door, as a filter.
    pub enum State {
        /// Closed while a claim is checked.
        Suspended = "suspended",
    }
}

/// The names of the parameters.
pub const NAMES: &[&str] = &[
    "q",
    "exact",
    "open",
    "theme",
    "body",
    "level",
    "format",
    "frequency",
    "freshness",
    "api",
    "state",
    "source",
    "priority",
    "sort",
    "page",
    "size",
    "facets",
];

const SIZE_MAX: i64 = 100;
const PAGE_MAX: i64 = 10_000_000;

/// What stays as it is in the value of a parameter.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A list that is asked for.
#[derive(Debug, Clone)]
pub struct List {
    /// The search.
    pub query: Query,
    /// Only datasets whose door is in this state.
    pub state: Option<State>,
    /// Number of the page, from 1.
    pub page: i64,
    /// Datasets on a page.
    pub size: i64,
}

/// Reads the parameters; faults stay in `params`. `size` is what a page holds unless the reader says otherwise.
pub fn read(params: &mut Params, now: Moment, lang: Lang, size: i64) -> List {
    let page = params.number("page", 1, PAGE_MAX).unwrap_or(1);
    let size = params.number("size", 1, SIZE_MAX).unwrap_or(size);
    let mut text = params.text("q").unwrap_or_default();
    if let Some((end, _)) = text.char_indices().nth(TEXT_MAX) {
        let max = TEXT_MAX as u64;
        params.fault("q", Why::TooLong { max });
        text.truncate(end);
    }
    let query = Query {
        text,
        exact: params.flag("exact").unwrap_or(false),
        open_types: params.codes("open", OpenType::ALL),
        themes: params.codes("theme", Theme::ALL),
        bodies: params.parse_all("body", "transport-commission"),
        levels: params.codes("level", Level::ALL),
        formats: params.codes("format", Format::ALL),
        frequencies: params.codes("frequency", Frequency::ALL),
        freshness: params.codes("freshness", FreshState::ALL),
        has_api: params.flag("api"),
        sources: params.texts("source"),
        priority: params.flag("priority").unwrap_or(false),
        only: None,
        sort: params.code("sort", Sort::ALL).unwrap_or(Sort::Relevance),
        offset: ((page - 1) * size) as usize,
        size: size as usize,
        facets: params.flag("facets").unwrap_or(true),
        now,
        lang,
    };
    List {
        query,
        state: params.code("state", State::ALL),
        page,
        size,
    }
}

/// A parameter with its value, as an address has it.
pub type Pair = (&'static str, String);

impl List {
    /// The words and the order, which are no filters.
    fn words(&self) -> Vec<Pair> {
        let query = &self.query;
        let mut pairs = Vec::new();
        if !query.text.is_empty() {
            pairs.push(("q", query.text.clone()));
        }
        if query.exact {
            pairs.push(("exact", "1".to_owned()));
        }
        if query.sort != Sort::Relevance {
            pairs.push(("sort", query.sort.to_string()));
        }
        pairs
    }

    /// The filters.
    pub fn filters(&self) -> Vec<Pair> {
        let query = &self.query;
        let mut pairs = Vec::new();
        each("open", &query.open_types, &mut pairs);
        each("theme", &query.themes, &mut pairs);
        each("body", &query.bodies, &mut pairs);
        each("level", &query.levels, &mut pairs);
        each("format", &query.formats, &mut pairs);
        each("frequency", &query.frequencies, &mut pairs);
        each("freshness", &query.freshness, &mut pairs);
        each("api", &query.has_api.map(i32::from), &mut pairs);
        each("state", &self.state, &mut pairs);
        each("source", &query.sources, &mut pairs);
        each("priority", &query.priority.then_some(1), &mut pairs);
        pairs
    }

    /// Words, order and filters.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut pairs = self.words();
        pairs.extend(self.filters());
        pairs
    }

    /// The address of one of its pages.
    pub fn page(&self, page: i64) -> String {
        let mut pairs = self.pairs();
        if page > 1 {
            pairs.push(("page", page.to_string()));
        }
        address(&pairs)
    }

    /// Its address without one filter.
    pub fn without(&self, filter: &Pair) -> String {
        let mut pairs = self.words();
        pairs.extend(self.filters().into_iter().filter(|pair| pair != filter));
        address(&pairs)
    }

    /// Its address without any filter.
    pub fn unfiltered(&self) -> String {
        address(&self.words())
    }

    /// Its address in another order.
    pub fn sorted(&self, sort: Sort) -> String {
        let mut other = self.clone();
        other.query.sort = sort;
        other.page(1)
    }

    /// Its address with words taken as they stand, or not.
    pub fn exactly(&self, exact: bool) -> String {
        let mut other = self.clone();
        other.query.exact = exact;
        other.page(1)
    }

    /// Its address with other words.
    pub fn worded(&self, text: &str) -> String {
        let mut other = self.clone();
        text.clone_into(&mut other.query.text);
        other.page(1)
    }
}

/// The address of the search page with these parameters.
pub fn address(pairs: &[Pair]) -> String {
    let begin = "/datasets".to_owned();
    pairs.iter().enumerate().fold(begin, |mut address, (i, (name, value))| {
        address.push(if i == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, PLAIN));
        address
    })
}

fn each<'a, T: Display + 'a>(name: &'static str, values: impl IntoIterator<Item = &'a T>, pairs: &mut Vec<Pair>) {
    pairs.extend(values.into_iter().map(|value| (name, value.to_string())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(query: &str) -> List {
        read(&mut Params::of_query(query), Moment::from_micros(0), Lang::Zh, 10)
    }

    #[test]
    fn an_address_is_read_and_written_alike() {
        let address = "q=%E5%85%AC%E4%BA%A4%20a%26b&sort=title&open=unconditional&open=not-open&theme=transport\
                       &body=jtw&format=GeoJSON&api=1&state=suspended&priority=1&page=3";
        let list = list(address);
        assert_eq!(list.page(3), format!("/datasets?{address}"));
        assert_eq!(
            list.page(1),
            format!("/datasets?{}", address.trim_end_matches("&page=3"))
        );
        assert_eq!(list.query.offset, 20);
    }

    #[test]
    fn a_catalogue_with_a_comma_in_its_name_is_one_catalogue() {
        let list = list("source=Toronto%2C%20Ontario&source=jp_tokyo&source=");
        assert_eq!(list.query.sources, ["Toronto, Ontario", "jp_tokyo"]);
        assert_eq!(list.page(1), "/datasets?source=Toronto%2C%20Ontario&source=jp_tokyo");
        let mut params = Params::of_query(&format!("source={}", "a".repeat(500)));
        read(&mut params, Moment::from_micros(0), Lang::Zh, 10);
        assert!(params.faults().is_err());
    }

    #[test]
    fn a_filter_is_taken_away_alone_and_the_page_begins_anew() {
        let list = list("q=bus&open=unconditional&open=conditional&format=CSV&page=2");
        let filters = list.filters();
        assert_eq!(list.without(&filters[0]), "/datasets?q=bus&open=conditional&format=CSV");
        assert_eq!(list.unfiltered(), "/datasets?q=bus");
        assert_eq!(
            list.sorted(Sort::Updated),
            "/datasets?q=bus&sort=updated&open=unconditional&open=conditional&format=CSV"
        );
    }

    #[test]
    fn words_that_are_too_long_are_a_fault_and_are_cut() {
        let mut params = Params::of_query(&format!("q={}", "a".repeat(TEXT_MAX + 1)));
        let list = read(&mut params, Moment::from_micros(0), Lang::Zh, 10);
        assert_eq!(list.query.text.chars().count(), TEXT_MAX);
        assert!(params.faults().is_err());
    }
}
