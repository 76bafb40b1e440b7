//! Tests through the real routes on the real databases.

mod layering;
