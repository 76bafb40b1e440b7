//! The pages.

pub mod account;
pub mod bodies;
pub mod body;
pub mod dataset;
pub mod errors;
pub mod home;
pub mod me;
pub mod open_list;
pub mod operator;
pub mod organisation;
pub mod register;
pub mod rules;
pub mod search;
pub mod sign_in;
pub mod theme;
pub mod transparency;
