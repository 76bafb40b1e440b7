//! The pages, made on the server, and the islands, which alone run in the browser.
//!
//! Pages, components, shell and words compile with the feature `ssr` only; `islands` and what they need compile to wasm
//! with `hydrate`. A page reads as: ask [`here::Here`] who reads, call one function of [`api`], return a view. Views are
//! plain: no signals, no effects, no closures per item, because nothing outside an island ever changes after it is sent.

#![recursion_limit = "256"]

pub mod islands;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod here;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod text;

#[cfg(feature = "ssr")]
pub use here::{Appearance, Here, Site, Watch, provide};
#[cfg(feature = "ssr")]
pub use pages::errors::error_page;
#[cfg(feature = "ssr")]
pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::shell;

/// Wakes the islands of a page; the script of the page calls it once the wasm is loaded.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
