//! Problems: every answer that is not what was asked for, as one type with one status table.
//!
//! A handler returns a `Problem` and knows nothing of who reads it: the answer carries it as an extension, and
//! `layers::dress` writes it as a page or as `application/problem+json` (RFC 9457).

mod json;
pub mod sentence;

use std::sync::Arc;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use domain::ids::Slug;
use domain::refused::{Refused, Why};
use http::{HeaderValue, StatusCode, header};

pub use json::{FieldProblem, NoticeDto, ProblemDto};

/// What stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A rule says no.
    Refused(Refused),
    /// The address leads nowhere.
    NoSuchPage,
    /// The address does not take this method.
    MethodNotAllowed,
    /// The request's body is larger than it may be.
    BodyTooLarge {
        /// The limit in bytes.
        max: u64,
    },
    /// The range lies outside the file.
    RangeNotSatisfiable {
        /// The file's size in bytes.
        size: u64,
    },
    /// The file is not the one that `If-Match` or `If-Unmodified-Since` names.
    PreconditionFailed,
    /// A form came from another site.
    CrossSite,
    /// Somebody else was quicker.
    Conflict,
    /// No answer was found in time.
    TimedOut,
    /// A fault of ours.
    Internal,
}

/// An answer that is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What stands in the way.
    pub kind: Kind,
    /// The dataset that it is about, for the link to its notice.
    pub dataset: Option<Slug>,
}

impl Problem {
    /// A problem of a kind.
    pub const fn new(kind: Kind) -> Self {
        Self { kind, dataset: None }
    }

    /// A refusal of one parameter.
    pub fn invalid(field: impl Into<String>, why: Why) -> Self {
        Refused::invalid(field, why).into()
    }

    /// The same problem, about a dataset.
    pub fn about(mut self, dataset: &Slug) -> Self {
        self.dataset = Some(dataset.clone());
        self
    }

    /// The status: the one table.
    pub fn status(&self) -> StatusCode {
        match &self.kind {
            Kind::Refused(refused) => {
                StatusCode::from_u16(refused.status()).expect("the table of refusals holds valid statuses")
            }
            Kind::NoSuchPage => StatusCode::NOT_FOUND,
            Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Kind::BodyTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::RangeNotSatisfiable { .. } => StatusCode::RANGE_NOT_SATISFIABLE,
            Kind::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Kind::CrossSite => StatusCode::FORBIDDEN,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::TimedOut => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code of interfaces.
    pub const fn code(&self) -> &'static str {
        match &self.kind {
            Kind::Refused(refused) => refused.code(),
            Kind::NoSuchPage => "no-such-page",
            Kind::MethodNotAllowed => "method-not-allowed",
            Kind::BodyTooLarge { .. } => "body-too-large",
            Kind::RangeNotSatisfiable { .. } => "range-not-satisfiable",
            Kind::PreconditionFailed => "precondition-failed",
            Kind::CrossSite => "cross-site",
            Kind::Conflict => "conflict",
            Kind::TimedOut => "timed-out",
            Kind::Internal => "internal",
        }
    }

    /// The problem that a bare status stands for, where the router or a layer answered with nothing more.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        Some(Self::new(match status {
            StatusCode::NOT_FOUND => Kind::NoSuchPage,
            StatusCode::METHOD_NOT_ALLOWED => Kind::MethodNotAllowed,
            _ if status.is_server_error() => Kind::Internal,
            _ => return None,
        }))
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self::new(Kind::Refused(refused))
    }
}

impl From<backend::Error> for Problem {
    fn from(error: backend::Error) -> Self {
        match error {
            backend::Error::Refused(refused) => refused.into(),
            backend::Error::Conflict => Self::new(Kind::Conflict),
            backend::Error::Internal(error) => {
                // Logged once, here, with its chain; the request id stands in the span around.
                tracing::error!(error = format!("{error:#}"), "internal error");
                Self::new(Kind::Internal)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        match &self.kind {
            Kind::Refused(Refused::TooMany { retry_after }) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
            }
            Kind::Refused(Refused::GateClosed) | Kind::TimedOut => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(5));
            }
            Kind::RangeNotSatisfiable { size } => {
                let value = HeaderValue::try_from(format!("bytes */{size}")).expect("digits make a header value");
                headers.insert(header::CONTENT_RANGE, value);
            }
            _ => {}
        }
        // No cache may keep telling people of a closure that has ended, or of a fault that is mended.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
