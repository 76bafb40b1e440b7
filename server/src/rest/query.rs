//! The parameters of a list of datasets. They are the same as on the search page.

use app::api::list::List;
use http::Uri;
use utoipa::IntoParams;

use super::LinksDto;

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
    /// `suspended` for datasets whose data is suspended.
    state: Option<String>,
    /// Harvested catalogues, by their whole names: repeated only, because a name may hold a comma.
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
}

/// Datasets on a page, unless a request says otherwise.
pub const SIZE: i64 = 20;

/// The addresses of this page, the next one and the one before.
pub fn links(list: &List, uri: &Uri, total: u64, base: &str) -> LinksDto {
    let others = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && *pair != "page" && !pair.starts_with("page="));
    let others: String = others.fold(String::new(), |all, pair| all + pair + "&");
    let at = |page: i64| format!("{base}{}?{others}page={page}", uri.path());
    let more = (list.page * list.size) as u64;
    LinksDto {
        itself: at(list.page),
        next: (more < total).then(|| at(list.page + 1)),
        previous: (list.page > 1).then(|| at(list.page - 1)),
        ..LinksDto::default()
    }
}
