//! Reading paths and queries.

pub use app::api::params::Params;
use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::{Kind, Problem};

/// The parts of the path. One that is no UTF-8 leads nowhere, as an unknown address does.
pub struct Place<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Place<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = Path::from_request_parts(parts, state).await;
        path.map(|Path(parts)| Self(parts))
            .map_err(|_| Problem::new(Kind::NoSuchPage))
    }
}
