//! Tests through the real routes on the real databases.

mod database;
mod house;
mod indexing;
mod layering;
mod suspension;
