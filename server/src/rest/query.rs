//! The parameters of a list of datasets. They are the same as on the search page.

use backend::Ctx;
use backend::search::{FreshState, Query, Sort};
use domain::body::Level;
use domain::entry::{OpenType, Theme};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::refused::Why;
use domain::text::Lang;
use http::Uri;
use utoipa::IntoParams;

use super::LinksDto;
use crate::params::Params;

/// The parameters; values of one are alternatives, and are repeated or parted by commas.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "it describes the parameters, which `read` reads with all their faults at once"
)]
pub struct ListParams {
    /// Words; quotation marks hold words together, a star at the end asks for beginnings.
    q: Option<String>,
    /// 1 to take words as they stand, without synonyms, stems and pinyin.
    exact: Option<u8>,
    /// `unconditional`, `conditional`, `not-open`.
    open: Option<Vec<String>>,
    /// Codes of themes.
    theme: Option<Vec<String>>,
    /// Slugs of bodies.
    body: Option<Vec<String>>,
    /// `city`, `district`, `utility`, `external`.
    level: Option<Vec<String>>,
    /// Formats, such as `CSV`.
    format: Option<Vec<String>>,
    /// Update frequencies, such as `monthly`.
    frequency: Option<Vec<String>>,
    /// `on-time`, `overdue`, `not-promised`.
    freshness: Option<Vec<String>>,
    /// 1 for datasets that can be called, 0 for the others.
    api: Option<u8>,
    /// Harvested catalogues.
    source: Option<Vec<String>>,
    /// 1 for datasets that serve a priority of this year.
    priority: Option<u8>,
    /// `relevance`, `updated`, `most-used`, `title`.
    sort: Option<String>,
    /// Number of the page, from 1.
    page: Option<i64>,
    /// Datasets on a page, 1 to 100.
    size: Option<i64>,
    /// 0 to leave the facets out.
    facets: Option<u8>,
    /// Language of names and sentences: `zh` or `en`.
    lang: Option<String>,
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
    "source",
    "priority",
    "sort",
    "page",
    "size",
    "facets",
];

const SIZE: i64 = 20;
const SIZE_MAX: i64 = 100;
const PAGE_MAX: i64 = 10_000_000;

/// A list that is asked for.
pub struct List {
    /// The search.
    pub query: Query,
    /// Number of the page, from 1.
    pub page: i64,
    /// Datasets on a page.
    pub size: i64,
}

/// Reads the parameters; faults stay in `params`.
pub fn read(params: &mut Params, ctx: &Ctx, lang: Lang) -> List {
    let page = params.number("page", 1, PAGE_MAX).unwrap_or(1);
    let size = params.number("size", 1, SIZE_MAX).unwrap_or(SIZE);
    let text = params.text("q").unwrap_or_default();
    if text.chars().count() > backend::search::TEXT_MAX {
        let max = backend::search::TEXT_MAX as u64;
        params.fault("q", Why::TooLong { max });
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
        sources: params.parse_all("source", "jp_tokyo"),
        priority: params.flag("priority").unwrap_or(false),
        sort: params.code("sort", Sort::ALL).unwrap_or(Sort::Relevance),
        offset: ((page - 1) * size) as usize,
        size: size as usize,
        facets: params.flag("facets").unwrap_or(true),
        now: ctx.now,
        lang,
    };
    List { query, page, size }
}

impl List {
    /// This page, the next one and the one before.
    pub fn links(&self, uri: &Uri, total: u64, base: &str) -> LinksDto {
        let others = uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && *pair != "page" && !pair.starts_with("page="));
        let others: String = others.fold(String::new(), |all, pair| all + pair + "&");
        let at = |page: i64| format!("{base}{}?{others}page={page}", uri.path());
        let more = (self.page * self.size) as u64;
        LinksDto {
            itself: at(self.page),
            next: (more < total).then(|| at(self.page + 1)),
            previous: (self.page > 1).then(|| at(self.page - 1)),
            ..LinksDto::default()
        }
    }
}
