//! The pages.

pub mod dataset;
pub mod errors;
pub mod home;
pub mod search;
