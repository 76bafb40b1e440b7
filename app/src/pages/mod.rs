//! The pages.

pub mod bodies;
pub mod body;
pub mod dataset;
pub mod errors;
pub mod home;
pub mod open_list;
pub mod search;
pub mod theme;
pub mod transparency;
