//! One's own account for programs: who a key acts as, and all that the platform holds about somebody, to take away.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use backend::service::accounts::own;
use domain::actor::{Means, Place};
use http::{HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::asked::Asked;
use crate::problem::Problem;
use crate::rest::doc;
use crate::state::App;

/// Who acts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Me)]
pub struct MeDto {
    /// The person's id.
    pub id: String,
    /// How they are called.
    pub name: String,
    /// How well the platform knows who they are.
    #[schema(example = "email")]
    pub level: &'static str,
    /// Whom they act for; absent when for themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceDto>,
    /// Their roles there.
    pub roles: Vec<&'static str>,
    /// What the key may be used for; absent without a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<&'static str>>,
}

/// A place that somebody acts for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Place)]
pub struct PlaceDto {
    /// organisation, body or platform.
    pub kind: &'static str,
    /// Its id; empty for the platform.
    pub id: String,
}

impl From<&Place> for PlaceDto {
    fn from(place: &Place) -> Self {
        Self {
            kind: place.kind().as_str(),
            id: place.id().to_owned(),
        }
    }
}

/// Who a key acts as.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "account",
    responses((status = 200, description = "Who acts with this key", body = MeDto), doc::AccountProblems)
)]
pub async fn me(State(app): State<App>, Extension(asked): Extension<Asked>) -> Result<Response, Problem> {
    let ctx = app.ctx(&asked);
    let own = own::read(&app.backend, &ctx).await?;
    let person = ctx.actor.person();
    let scopes = person.and_then(|person| match &person.means {
        Means::Key { scopes, .. } => Some(scopes.iter().map(|scope| scope.as_str()).collect()),
        Means::Session(_) => None,
    });
    let me = MeDto {
        id: own.account.id.to_string(),
        name: own.account.name,
        level: own.account.level.as_str(),
        place: person.and_then(|person| person.place.as_ref()).map(PlaceDto::from),
        roles: person
            .map(|person| person.roles.iter().map(|role| role.as_str()).collect())
            .unwrap_or_default(),
        scopes,
    };
    Ok(private(Json(me).into_response()))
}

/// All that the platform holds about the signed-in person, as a file.
pub async fn export(State(app): State<App>, Extension(asked): Extension<Asked>) -> Result<Response, Problem> {
    let export = own::export(&app.backend, &app.ctx(&asked)).await?;
    let mut response = private(Json(export).into_response());
    let name = HeaderValue::from_static("attachment; filename=\"kaicang-account.json\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

fn private(mut response: Response) -> Response {
    let nobody = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, nobody);
    response
}
