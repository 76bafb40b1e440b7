//! The home page.

use leptos::prelude::*;

use crate::components::{head, search_box};
use crate::here::Here;

/// The home page.
#[component]
pub fn HomePage() -> impl IntoView {
    let here = Here::current();
    let home = &here.words().home;
    view! {
        {head("", home.claim)}
        <div class="wrap">
            <h1>{home.claim}</h1>
            {search_box(&here, "", true)}
        </div>
    }
}
