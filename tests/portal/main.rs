//! Tests through the real routes on the real databases.

mod database;
mod house;
mod import;
mod indexing;
mod layering;
mod suspension;
