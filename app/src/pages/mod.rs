//! The pages.

pub mod errors;
pub mod home;
pub mod search;
