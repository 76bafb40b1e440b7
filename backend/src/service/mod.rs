//! Use cases, one file per noun: permit, decide, commit.

pub mod catalogue;
pub mod check;
pub mod content;
pub mod gate;
pub mod import;
pub mod indexing;
pub mod ledger;
pub mod publishing;
pub mod search;
pub mod suspension;
