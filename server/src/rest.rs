//! The REST interface, `/api/v1`: metadata of everything on the list, and the bytes of what is open.

pub mod doc;
pub mod dto;
pub mod ledger;
mod query;

use app::api::list;
use app::api::search::results;
use app::text::Named;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use backend::search::Query;
use backend::service::{catalogue, content, search};
use domain::entry::Theme;
use domain::gate::Channel;
use domain::ids::EntryId;
use domain::refused::Refused;
use domain::suspension::Door;
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use serde::Serialize;

use crate::asked::Asked;
use crate::attribution::Attribution;
use crate::connection::Connection;
use crate::download::{Client, file_id};
use crate::params::{Params, Place};
use crate::problem::Problem;
use crate::state::App;
use dto::{
    BodiesDto, BodyDto, DatasetDto, FileMetaDto, LinksDto, PageDto, PreviewDto, SuggestionDto, ThemeDto, ThemesDto,
    VersionDto, VersionsDto,
};

/// A JSON answer. Caches ask again every time, because a closed door must show at once.
fn answer(body: impl Serialize) -> Response {
    let mut response = Json(body).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-language"));
    response
}

/// Search and list datasets.
#[utoipa::path(
    get, path = "/api/v1/datasets", tag = "datasets",
    params(query::ListParams, doc::Language),
    responses((status = 200, description = "A page of datasets with facets", body = PageDto), doc::ListProblems)
)]
pub async fn datasets(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Problem> {
    let ctx = app.ctx(&asked);
    let mut params = Params::of(&uri);
    let list = list::read(&mut params, ctx.now, asked.lang, query::SIZE);
    params.finish(list::NAMES)?;
    let results = results(&app.backend, &ctx, &list)?;
    let base = app.config.base_url();
    let closed = app.backend.board.closed();
    let door = |id: &EntryId| closed.get(id).cloned().unwrap_or(Door::Open);
    let links = query::links(&list, &uri, results.total, &base);
    Ok(answer(PageDto::new(
        results,
        door,
        (list.page, list.size),
        links,
        &base,
        asked.lang,
    )))
}

/// A dataset with its version in force.
#[utoipa::path(
    get, path = "/api/v1/datasets/{slug}", tag = "datasets",
    params(("slug" = String, Path, description = "The dataset"), doc::Language),
    responses((status = 200, description = "The dataset", body = DatasetDto), doc::OneProblems)
)]
pub async fn dataset(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    Place(slug): Place<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let view = catalogue::dataset(&app.backend, &app.ctx(&asked), &slug).await?;
    Ok(answer(DatasetDto::new(&view, &app.config.base_url(), asked.lang)))
}

/// The versions of a dataset, newest first.
#[utoipa::path(
    get, path = "/api/v1/datasets/{slug}/versions", tag = "datasets",
    params(("slug" = String, Path, description = "The dataset"), doc::Language),
    responses((status = 200, description = "The versions with their files", body = VersionsDto), doc::OneProblems)
)]
pub async fn versions(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    Place(slug): Place<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let view = catalogue::dataset(&app.backend, &app.ctx(&asked), &slug).await?;
    let base = app.config.base_url();
    let items: Vec<_> = view
        .versions
        .iter()
        .map(|version| VersionDto::new(version, &view, &base))
        .collect();
    Ok(answer(VersionsDto {
        total: items.len(),
        items,
        attribution: Attribution::of(&view.entry, &view.body, &base, asked.lang),
    }))
}

/// One version of a dataset.
#[utoipa::path(
    get, path = "/api/v1/datasets/{slug}/versions/{number}", tag = "datasets",
    params(
        ("slug" = String, Path, description = "The dataset"),
        ("number" = i64, Path, description = "Number of the version, from 1"),
        doc::Language,
    ),
    responses((status = 200, description = "The version with its files", body = VersionDto), doc::OneProblems)
)]
pub async fn version(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    Place((slug, number)): Place<(String, String)>,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let view = catalogue::dataset(&app.backend, &app.ctx(&asked), &slug).await?;
    let number: Option<i64> = number.parse().ok();
    let found = view.versions.iter().find(|version| Some(version.number) == number);
    let version = found.ok_or(Refused::NotPublished)?;
    Ok(answer(VersionDto::new(version, &view, &app.config.base_url())))
}

/// What is known of a file, without its bytes.
#[utoipa::path(
    get, path = "/api/v1/datasets/{slug}/files/{id}/meta", tag = "files",
    params(
        ("slug" = String, Path, description = "The dataset"),
        ("id" = String, Path, description = "The file"),
        doc::Language,
    ),
    responses((status = 200, description = "The file", body = FileMetaDto), doc::OneProblems)
)]
pub async fn file_meta(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    Place((slug, id)): Place<(String, String)>,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let id = file_id(&id)?;
    let view = catalogue::dataset(&app.backend, &app.ctx(&asked), &slug).await?;
    let found = view.versions.iter().find_map(|version| {
        let file = version.files.iter().find(|file| file.id == id)?;
        Some((version, file))
    });
    let (version, file) = found.ok_or(Refused::NotPublished)?;
    let base = app.config.base_url();
    Ok(answer(FileMetaDto::new(file, version, &view, &base, asked.lang)))
}

/// The first rows of a table.
#[utoipa::path(
    get, path = "/api/v1/datasets/{slug}/preview", tag = "files",
    params(
        ("slug" = String, Path, description = "The dataset"),
        ("file" = Option<String>, Query, description = "The file; the first table of the version in force when not given"),
        doc::Language,
    ),
    responses((status = 200, description = "The first rows", body = PreviewDto), doc::DataProblems)
)]
pub async fn preview(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    connection: Option<Extension<Connection>>,
    Place(slug): Place<String>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let wanted = params.text("file");
    params.finish(&["file"])?;
    let client = Client::new(&app, &asked, connection, &method, &headers);
    let ctx = app.ctx(&asked);
    let id = wanted.as_deref().map(file_id).transpose()?;
    let got = content::preview(&app.backend, &ctx, &slug, id.as_ref(), Channel::Api).await;
    let (permit, origin, file, preview) = got.map_err(|error| client.refused(&slug, error))?;
    if method == Method::GET {
        client.count(&permit);
        client.watch(&permit);
    }
    let mut response = answer(PreviewDto::new(
        &origin,
        &file,
        preview,
        &app.config.base_url(),
        asked.lang,
    ));
    let attribution = Attribution::of(&origin.entry, &origin.body, &app.config.base_url(), asked.lang);
    attribution.write(response.headers_mut());
    Ok(response)
}

/// Suggestions while somebody types: words to search for, datasets, themes and bodies.
#[utoipa::path(
    get, path = "/api/v1/suggest", tag = "datasets",
    params(("q" = String, Query, description = "What has been typed"), doc::Language),
    responses((status = 200, description = "At most twelve suggestions", body = Vec<SuggestionDto>), doc::ListProblems)
)]
pub async fn suggest(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let typed = params.text("q").unwrap_or_default();
    params.finish(&["q"])?;
    let ctx = app.ctx(&asked);
    let found = search::suggest(&app.backend, &ctx, &typed, asked.lang)?;
    let found: Vec<_> = found
        .into_iter()
        .filter_map(|found| SuggestionDto::new(found, asked.lang))
        .collect();
    Ok(answer(found))
}

/// All bodies that have a dataset on the list.
#[utoipa::path(
    get, path = "/api/v1/bodies", tag = "bodies",
    params(doc::Language),
    responses((status = 200, description = "The bodies", body = BodiesDto), doc::ListProblems)
)]
pub async fn bodies(State(app): State<App>, Extension(asked): Extension<Asked>, uri: Uri) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let views = catalogue::all_bodies(&app.backend, &app.ctx(&asked)).await?;
    let base = app.config.base_url();
    let items: Vec<_> = views.iter().map(|view| BodyDto::new(view, &base)).collect();
    let total = items.len();
    Ok(answer(BodiesDto { total, items }))
}

/// A body.
#[utoipa::path(
    get, path = "/api/v1/bodies/{slug}", tag = "bodies",
    params(("slug" = String, Path, description = "The body"), doc::Language),
    responses((status = 200, description = "The body", body = BodyDto), doc::OneProblems)
)]
pub async fn body(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    Place(slug): Place<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let view = catalogue::body(&app.backend, &app.ctx(&asked), &slug).await?;
    Ok(answer(BodyDto::new(&view, &app.config.base_url())))
}

/// All themes with how many datasets they have.
#[utoipa::path(
    get, path = "/api/v1/themes", tag = "datasets",
    params(doc::Language),
    responses((status = 200, description = "The themes", body = ThemesDto), doc::ListProblems)
)]
pub async fn themes(State(app): State<App>, Extension(asked): Extension<Asked>, uri: Uri) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let ctx = app.ctx(&asked);
    let all = Query {
        size: 0,
        ..Query::all(ctx.now, asked.lang)
    };
    let facets = search::search(&app.backend, &ctx, &all)?.facets;
    let count = |theme: Theme| {
        let counts = facets.iter().flat_map(|facets| &facets.themes);
        counts
            .filter(|count| count.value == theme)
            .map(|count| count.count)
            .sum()
    };
    let base = app.config.base_url();
    let items = Theme::ALL
        .iter()
        .map(|theme| ThemeDto::new(*theme, theme.name(asked.lang), count(*theme), &base));
    Ok(answer(ThemesDto { items: items.collect() }))
}
