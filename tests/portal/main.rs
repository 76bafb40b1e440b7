//! Tests through the real routes on the real databases.

#![expect(
    clippy::unwrap_used,
    reason = "a failed unwrap in a test or its house is a failed test"
)]

mod accounts;
mod channels;
mod database;
mod downloads;
mod headers;
mod house;
mod import;
mod indexing;
mod layering;
mod ledger;
mod limits;
mod pages;
mod people;
mod refusals;
mod rest;
mod rules;
mod socket;
mod suspension;
mod witness;
