//! Suggestions while somebody types.

use backend::search::{Suggestion, SuggestionKind};
use domain::text::Lang;
use serde::Serialize;
use utoipa::ToSchema;

/// A suggestion.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub struct SuggestionDto {
    /// `dataset`, `theme` or `body`.
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
    /// Of something that has a page; a keyword has none.
    pub fn new(found: Suggestion, lang: Lang) -> Option<Self> {
        let folder = match found.kind {
            SuggestionKind::Dataset => "datasets",
            SuggestionKind::Theme => "themes",
            SuggestionKind::Body => "bodies",
            SuggestionKind::Keyword => return None,
        };
        Some(Self {
            kind: found.kind.as_str(),
            title: found.text,
            about: found.detail,
            href: lang.href(&format!("/{folder}/{}", found.slug?)),
        })
    }
}
