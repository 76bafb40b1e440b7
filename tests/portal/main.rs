//! Tests through the real routes on the real databases.

mod database;
mod house;
mod layering;
mod suspension;
