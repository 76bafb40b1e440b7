//! Suggestions while somebody types.

use app::api::list;
use backend::search::{Suggestion, SuggestionKind};
use domain::text::Lang;
use serde::Serialize;
use utoipa::ToSchema;

/// A suggestion.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub struct SuggestionDto {
    /// `keyword`, `dataset`, `theme` or `body`.
    #[schema(example = "dataset")]
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// The body of a dataset; empty for all else.
    pub about: String,
    /// Its page, without the portal's address.
    #[schema(example = "/datasets/bus-stops")]
    pub href: String,
}

impl SuggestionDto {
    /// Of something that has a page; a keyword leads to what it finds.
    pub fn new(found: Suggestion, lang: Lang) -> Option<Self> {
        let page = |folder: &str| Some(format!("/{folder}/{}", found.slug.as_deref()?));
        let path = match found.kind {
            SuggestionKind::Dataset => page("datasets"),
            SuggestionKind::Theme => page("themes"),
            SuggestionKind::Body => page("bodies"),
            SuggestionKind::Keyword => Some(list::address(&[("q", found.text.clone())])),
        }?;
        Some(Self {
            kind: found.kind.as_str(),
            title: found.text,
            about: found.detail,
            href: lang.href(&path),
        })
    }
}
