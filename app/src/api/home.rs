//! What the home page shows.

use backend::service::search::{Home, home};
use backend::{Backend, Error};

use crate::here::Here;

/// The figures and lists of the home page.
pub async fn load(backend: &Backend, here: &Here) -> Result<Home, Error> {
    home(backend, &super::ctx(here), here.lang).await
}
