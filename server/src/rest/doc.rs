//! The OpenAPI document, made from the code.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::{Response as Described, ResponseBuilder};
use utoipa::openapi::{InfoBuilder, Ref, RefOr, ServerBuilder};
use utoipa::{IntoResponses, OpenApi};

use super::dto;
use crate::problem::{FieldProblem, NoticeDto, ProblemDto};
use crate::state::App;

fn problem(what: &str) -> RefOr<Described> {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let response = ResponseBuilder::new()
        .description(what)
        .content("application/problem+json", content);
    RefOr::T(response.build())
}

type Responses = BTreeMap<String, RefOr<Described>>;

fn problems(of: &[(&str, &str)]) -> Responses {
    let always = [
        (
            "400",
            "A parameter cannot be taken; `fields` says which, and what would do",
        ),
        (
            "429",
            "Too many requests from this address; `Retry-After` says when to go on",
        ),
        ("500", "A fault of the portal; `request_id` finds it in the logs"),
        ("503", "No answer in time; `Retry-After` says when to try again"),
    ];
    let all = always.iter().chain(of);
    all.map(|(status, what)| ((*status).to_owned(), problem(what)))
        .collect()
}

/// Problems of a list.
pub struct ListProblems;

impl IntoResponses for ListProblems {
    fn responses() -> Responses {
        problems(&[])
    }
}

const NOT_THERE: (&str, &str) = ("404", "There is no such thing, or it is not published");

/// Problems of one thing.
pub struct OneProblems;

impl IntoResponses for OneProblems {
    fn responses() -> Responses {
        problems(&[NOT_THERE])
    }
}

/// Problems of content: those of the gate, in the order in which it refuses.
pub struct DataProblems;

impl IntoResponses for DataProblems {
    fn responses() -> Responses {
        problems(&[
            ("410", "The data was withdrawn for good"),
            (
                "451",
                "The data is suspended; `notice` says since when and why, and `Link` with `rel=\"blocked-by\"` leads to it",
            ),
            NOT_THERE,
            ("401", "Conditional data needs a known user with an agreement"),
            ("403", "The data is not open, or not by this method"),
            ("412", "The bytes are not those that `If-Match` names"),
            ("416", "The range lies outside the file"),
        ])
    }
}

#[derive(OpenApi)]
#[openapi(
    paths(
        super::datasets, super::dataset, super::versions, super::version, super::file_meta, super::preview,
        super::suggest,
        super::bodies, super::body, super::themes, crate::download::by_api,
        super::ledger::events, super::ledger::inclusion, super::ledger::consistency,
    ),
    components(schemas(ProblemDto, FieldProblem, NoticeDto, dto::TextDto)),
    tags(
        (name = "datasets", description = "The open list"),
        (name = "files", description = "Files of datasets; content leaves through the gate"),
        (name = "bodies", description = "Data-opening bodies"),
        (name = "ledger", description = "The public ledger; checkpoints and tiles stand below `/ledger`"),
    )
)]
struct Document;

/// The document, with the portal's own name and address.
pub fn document(app: &App) -> utoipa::openapi::OpenApi {
    let portal = &app.config.portal;
    let mut document = Document::openapi();
    document.info = InfoBuilder::new()
        .title(format!("{} / {}", portal.name_zh, portal.name_en))
        .version("1")
        .description(Some(
            "Open data of the portal: search the open list, read its entries, get the files of what is open. Every answer \
             with content carries its source and licence. Problems are RFC 9457; sentences follow `?lang=` or \
             `Accept-Language`.",
        ))
        .build();
    document.servers = Some(vec![ServerBuilder::new().url(app.config.base_url()).build()]);
    document
}

/// The names of the parameters of a list, for the test that keeps them in step with the document.
pub const LIST_PARAMS: &[&str] = app::api::list::NAMES;

/// `GET /api/v1/openapi.json`.
pub async fn openapi(State(app): State<App>) -> Response {
    super::answer(document(&app))
}
