//! Tests through the real routes on the real databases.

#![expect(
    clippy::unwrap_used,
    reason = "a failed unwrap in a test or its house is a failed test"
)]

mod channels;
mod database;
mod house;
mod import;
mod indexing;
mod layering;
mod pages;
mod suspension;
