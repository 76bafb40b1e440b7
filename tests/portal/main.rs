//! Tests through the real routes on the real databases.

mod channels;
mod database;
mod house;
mod import;
mod indexing;
mod layering;
mod suspension;
