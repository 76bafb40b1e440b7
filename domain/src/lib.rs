//! The rules of open data: what an entry needs, when data may leave, who may do what.
//!
//! Nothing here knows a clock, a store or a network: every function takes the moment and the facts it decides on, so
//! that a rule can be read beside its article and tested without a machine.

pub mod actor;
pub mod body;
pub mod card;
pub mod codes;
pub mod entry;
pub mod file;
pub mod frequency;
pub mod gate;
pub mod ids;
pub mod ledger;
pub mod person;
pub mod policy;
pub mod quality;
pub mod refused;
pub mod rules;
pub mod suspension;
pub mod text;
pub mod time;
pub mod version;
