//! The demo catalogue, tested from outside.

#![allow(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod catalogue;
mod files;
mod made;
mod maps;
