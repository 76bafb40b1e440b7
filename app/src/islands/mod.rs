//! All that runs in the browser. An island gets its words from the page as props, so that no catalogue of texts is in
//! the wasm, and is plain HTML that works until, or without, the wasm.

mod copy;
mod suggest;
mod verifier;

pub use copy::Copy;
pub use suggest::{Suggest, SuggestWords};
pub use verifier::{Verifier, VerifierWords};
