//! The demo catalogue: invented entries of Shanghai-like bodies and a deterministic generator of their files.
//!
//! Everything here is a pure function: no clock, no store, no network. The same call gives the same entries and the same
//! bytes on every machine; only the moments of publication move, with the `now` that the caller passes in, so that a
//! demo seeded today looks alive today.
//!
//! ```
//! let now = domain::time::Moment::from_micros(1_795_000_000_000_000);
//! for entry in demo::entries() {
//!     for version in &entry.versions {
//!         assert!(version.published(now) <= now);
//!         for file in &version.files {
//!             file.write(&mut std::io::sink()).unwrap();
//!         }
//!     }
//!     # break;
//! }
//! ```

mod bodies;
mod calendar;
mod cell;
mod conditions;
mod draft;
mod entry;
mod outline;
mod place;
mod rng;
mod themes;
mod write;

pub use bodies::bodies;
pub use entry::{DemoEntry, DemoFile, DemoVersion};

/// Every demo entry, theme by theme.
pub fn entries() -> Vec<DemoEntry> {
    themes::all()
}
