//! Use cases, one file per noun: permit, decide, commit.

pub mod accounts;
pub mod catalogue;
pub mod check;
pub mod content;
pub mod gate;
pub mod import;
pub mod indexing;
pub mod keys;
pub mod ledger;
pub mod letters;
pub mod people;
pub mod places;
pub mod publishing;
pub mod search;
pub mod suspension;
