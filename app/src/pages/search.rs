//! The search page.

use leptos::prelude::*;

use crate::components::{head, search_box};
use crate::here::Here;

/// The search page.
#[component]
pub fn SearchPage() -> impl IntoView {
    let here = Here::current();
    let search = &here.words().search;
    view! {
        {head(search.title, search.placeholder)}
        <div class="wrap">
            <h1>{search.title}</h1>
            {search_box(&here, "", false)}
        </div>
    }
}
