//! The search box: a plain form, with suggestions where wasm runs.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::here::Here;
use crate::islands::{Suggest, SuggestWords};

/// The search box. Other filters of a search belong to the same form by `form="search"`.
pub fn search_box(here: &Here, query: &str, large: bool) -> AnyView {
    let search = &here.words().search;
    let words = SuggestWords {
        label: search.label.into(),
        placeholder: search.placeholder.into(),
        keywords: search.suggest_keywords.into(),
        datasets: search.suggest_datasets.into(),
        themes: search.suggest_themes.into(),
        bodies: search.suggest_bodies.into(),
        keys: search.suggest_keys.into(),
        count: search.suggest_count.into(),
        none: search.suggest_none.into(),
    };
    view! {
        <form
            class=if large { "search-box large" } else { "search-box" }
            id="search"
            role="search"
            aria-label=search.label
            method="get"
            action=here.href("/datasets")
        >
            <div class="field-part">
                <Suggest words lang=here.lang query=query.to_owned() />
                {icon(Icon::Search)}
            </div>
            <button class="button primary" type="submit">
                {search.submit}
            </button>
        </form>
    }
    .into_any()
}
