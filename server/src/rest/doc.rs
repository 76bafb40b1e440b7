//! The OpenAPI document, made from the code.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use domain::file::Format;
use domain::text::Lang;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response as Described, ResponseBuilder};
use utoipa::openapi::{HeaderBuilder, InfoBuilder, Object, ObjectBuilder, Ref, RefOr, Required, ServerBuilder, Type};
use utoipa::{IntoParams, IntoResponses, OpenApi};

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

/// Problems of one's own account.
pub struct AccountProblems;

impl IntoResponses for AccountProblems {
    fn responses() -> Responses {
        problems(&[
            ("401", "The answer needs an API key: `Authorization: Bearer kc_…`"),
            ("403", "The key may not be used for this"),
        ])
    }
}

/// What the gate says, in the order in which it refuses.
const GATE: [(&str, &str); 5] = [
    ("410", "The data was withdrawn for good"),
    (
        "451",
        "The data is suspended; `notice` says since when and why, and `Link` with `rel=\"blocked-by\"` leads to it",
    ),
    NOT_THERE,
    ("401", "Conditional data needs a known user with an agreement"),
    ("403", "The data is not open, or not by this method"),
];

/// Problems of content.
pub struct DataProblems;

impl IntoResponses for DataProblems {
    fn responses() -> Responses {
        problems(&GATE)
    }
}

/// Problems of a file's bytes, which can be asked for under conditions and in parts.
pub struct FileProblems;

impl IntoResponses for FileProblems {
    fn responses() -> Responses {
        let of_bytes = [
            (
                "412",
                "The bytes are not those that `If-Match` or `If-Unmodified-Since` names",
            ),
            (
                "416",
                "The range lies outside the file; `Content-Range` says how long it is",
            ),
        ];
        problems(&[&GATE[..], &of_bytes[..]].concat())
    }
}

/// A header and what it says.
type Said = (&'static str, &'static str);

/// On every answer about a file.
const ABOUT: &[Said] = &[
    (
        "ETag",
        "Strong tag of these bytes, for `If-Match`, `If-None-Match` and `If-Range`",
    ),
    ("Last-Modified", "When the version was published"),
    (
        "X-Data-Source",
        "The body that the data comes from, percent-encoded, to be named wherever the data is used",
    ),
    (
        "X-Data-Licence",
        "The licence, percent-encoded; missing where the source states none",
    ),
    ("X-Data-Demo", "`true` for data that was invented for the demo"),
    (
        "Link",
        "The licence (`rel=\"license\"`) and the page of the dataset (`rel=\"describedby\"`)",
    ),
];

/// On every answer with bytes of a file.
const OF_BYTES: &[Said] = &[
    ("Content-Disposition", "The name to save the file under"),
    (
        "Content-Length",
        "Bytes that follow; not known beforehand for `variant=spreadsheet`",
    ),
    ("Accept-Ranges", "`bytes`; `none` for `variant=spreadsheet`"),
    (
        "Repr-Digest",
        "SHA-256 of the whole stored file (RFC 9530); missing where it is given out in another form",
    ),
];

const OF_PART: &[Said] = &[("Content-Range", "Which bytes these are, and how many the file has")];

fn with_headers(what: &str, headers: &[&[Said]]) -> ResponseBuilder {
    let begun = ResponseBuilder::new().description(what);
    headers.concat().into_iter().fold(begun, |response, (name, says)| {
        let text = Object::with_type(Type::String);
        let header = HeaderBuilder::new().schema(Some(text)).description(Some(says));
        response.header(name, header.build())
    })
}

/// Bytes in the media type of any format. A content without a schema is raw bytes.
fn with_bytes(response: ResponseBuilder) -> ResponseBuilder {
    Format::ALL.iter().fold(response, |response, format| {
        response.content(format.media_type(), ContentBuilder::new().build())
    })
}

/// What comes of asking for a file: all of it, a part, or the word that the client has it.
pub struct FileAnswers;

impl IntoResponses for FileAnswers {
    fn responses() -> Responses {
        let whole = with_bytes(with_headers("The file", &[ABOUT, OF_BYTES]));
        let part = with_bytes(with_headers("The range", &[ABOUT, OF_BYTES, OF_PART]));
        let had = with_headers("The client has these bytes", &[ABOUT]);
        [("200", whole), ("206", part), ("304", had)]
            .map(|(status, response)| (status.to_owned(), RefOr::T(response.build())))
            .into()
    }
}

/// The parameter that every address of the interface takes.
pub struct Language;

impl IntoParams for Language {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let codes = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Lang::ALL.iter().map(|lang| lang.as_str())));
        let lang = ParameterBuilder::new()
            .name("lang")
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(
                "Language of names and sentences; `Accept-Language` when not given",
            ))
            .schema(Some(codes));
        vec![lang.build()]
    }
}

#[derive(OpenApi)]
#[openapi(
    paths(
        super::datasets, super::dataset, super::versions, super::version, super::file_meta, super::preview,
        super::suggest,
        super::bodies, super::body, super::themes, crate::download::by_api,
        crate::account::me,
        super::ledger::events, super::ledger::inclusion, super::ledger::consistency,
    ),
    components(schemas(ProblemDto, FieldProblem, NoticeDto, dto::TextDto)),
    tags(
        (name = "datasets", description = "The open list"),
        (name = "files", description = "Files of datasets; content leaves through the gate"),
        (name = "bodies", description = "Data-opening bodies"),
        (name = "account", description = "Who acts, with an API key"),
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
