//! Copies a digest, a citation or a snippet of code.

use leptos::prelude::*;

/// A button that copies `text` and says so. Without wasm it does not show: the text stands beside it.
#[island]
pub fn Copy(
    /// What is copied.
    text: String,
    /// The button's word.
    word: String,
    /// What it says when done.
    done: String,
    /// What is copied, for people who do not see where the button stands.
    about: String,
) -> impl IntoView {
    let (copied, set_copied) = signal(false);
    let (awake, set_awake) = signal(false);
    Effect::new(move |_| set_awake.set(true));
    let act = move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(window) = web_sys::window() {
            let _ = window.navigator().clipboard().write_text(&text);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &text;
        set_copied.set(true);
    };
    let label = move || if copied.get() { done.clone() } else { word.clone() };
    view! {
        <button class="copy" type="button" hidden=move || !awake.get() on:click=act>
            <span aria-live="polite">{label}</span>
            <span class="unseen">{format!(" {about}")}</span>
        </button>
    }
}
