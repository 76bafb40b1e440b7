//! Getting data: stored files, whole and in ranges, and all files of a version as one archive.
//!
//! Every request passes the gate first, whatever else it says: a range, a `HEAD` and a revalidation too. What leaves is
//! watched to its end; when the door closes the connection is reset, so that nobody takes the part for the whole.

pub mod archive;
pub mod conditional;
pub mod disposition;
pub mod range;
mod variant;

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use backend::blobs::Broken;
use backend::service::content::{self, Origin};
use backend::service::gate::Permit;
use backend::tabular::spreadsheet_safe;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::file::File;
use domain::gate::Channel;
use domain::ids::{Digest, FileId, Slug};
use domain::refused::Refused;
use futures::{Stream, StreamExt as _};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};

use crate::asked::Asked;
use crate::attribution::Attribution;
use crate::connection::Connection;
use crate::layers::compress::AsStored;
use crate::params::Place;
use crate::problem::{Kind, Problem};
use crate::rest::doc;
use crate::state::App;
use conditional::{Outcome, Validators};
use range::Part;
use variant::{BOM, Variant, Wanted};

/// A file on the pages' link: CSV comes with a byte order mark unless `?bom=0`.
pub async fn by_page(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    connection: Option<Extension<Connection>>,
    Place((dataset, file, _name)): Place<(String, String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let wanted = Wanted::read(&uri, true)?;
    let client = Client::new(&app, &asked, connection, &method, &headers);
    client.file(&dataset, &file, wanted, Channel::Download).await
}

/// A file through the API: the stored bytes unless `?bom=1`.
#[utoipa::path(
    get,
    path = "/api/v1/datasets/{slug}/files/{id}",
    tag = "files",
    summary = "The bytes of a file",
    params(
        ("slug" = String, Path, description = "The dataset"),
        ("id" = String, Path, description = "The file"),
        ("bom" = Option<u8>, Query, description = "1 to put a byte order mark before a CSV"),
        ("variant" = Option<String>, Query, description = "`spreadsheet` for a CSV whose cells no program takes for formulas"),
        ("Range" = Option<String>, Header, description = "One range of bytes (RFC 9110)"),
        ("If-Range" = Option<String>, Header, description = "The ETag of the bytes that the range is a part of"),
        ("If-Match" = Option<String>, Header, description = "The ETag that the bytes must have"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag that the client has"),
        doc::Language,
    ),
    responses(doc::FileAnswers, doc::FileProblems)
)]
pub async fn by_api(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    connection: Option<Extension<Connection>>,
    Place((dataset, file)): Place<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let wanted = Wanted::read(&uri, false)?;
    let client = Client::new(&app, &asked, connection, &method, &headers);
    client.file(&dataset, &file, wanted, Channel::Api).await
}

/// Who asks, and how.
pub struct Client<'a> {
    app: &'a App,
    asked: &'a Asked,
    connection: Option<Connection>,
    method: &'a Method,
    headers: &'a HeaderMap,
}

impl<'a> Client<'a> {
    /// From the parts of a request.
    pub fn new(
        app: &'a App,
        asked: &'a Asked,
        connection: Option<Extension<Connection>>,
        method: &'a Method,
        headers: &'a HeaderMap,
    ) -> Self {
        Self {
            app,
            asked,
            connection: connection.map(|Extension(connection)| connection),
            method,
            headers,
        }
    }

    async fn file(&self, dataset: &str, file: &str, wanted: Wanted, channel: Channel) -> Result<Response, Problem> {
        let ctx = self.app.ctx(self.asked);
        let id = file_id(file)?;
        let got = content::file(&self.app.backend, &ctx, dataset, &id, channel).await;
        let (permit, origin, file) = got.map_err(|error| self.refused(dataset, error))?;
        let variant = wanted.variant(&file);
        let size = file.bytes as u64 + variant.ahead();
        let validators = Validators {
            etag: variant.etag(&file.digest),
            modified: origin.version.published,
        };
        let mut response = Response::new(Body::empty());
        self.describe(&mut response, &origin, &validators);
        let outcome = validators.weigh(self.headers);
        match outcome {
            Outcome::Failed => return Err(Problem::new(Kind::PreconditionFailed)),
            Outcome::NotModified => {
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                return Ok(response);
            }
            Outcome::Answer | Outcome::Whole => {}
        }
        let bytes = self.part(&mut response, variant, size, outcome)?;
        about_file(&mut response, &origin, &file, variant);
        if variant.has_ranges() {
            put(
                &mut response,
                header::CONTENT_LENGTH,
                (bytes.end - bytes.start).to_string(),
            );
        }
        if *self.method == Method::HEAD {
            return Ok(response);
        }
        // A download that is taken up again in the middle was counted when it began; bytes leave all the same.
        if bytes.start == 0 {
            self.count(&permit);
        } else {
            self.app.backend.uses.give(permit.entry(), permit.channel());
        }
        self.watch(&permit);
        let ahead = |at: u64| at.min(variant.ahead()) as usize;
        let stored = bytes.start.saturating_sub(variant.ahead())..bytes.end.saturating_sub(variant.ahead());
        let blobs = &self.app.backend.blobs;
        let pieces = blobs
            .read(permit, &origin.version, &file, stored)
            .await
            .map_err(backend::Error::Internal)?;
        *response.body_mut() = match variant {
            Variant::Stored => Body::from_stream(self.cut_off(pieces)),
            Variant::WithBom => {
                let mark = Bytes::from_static(&BOM[ahead(bytes.start)..ahead(bytes.end)]);
                let mark = futures::stream::iter((!mark.is_empty()).then_some(Ok(mark)));
                Body::from_stream(self.cut_off(mark.chain(pieces)))
            }
            Variant::Spreadsheet => Body::from_stream(self.cut_off(spreadsheet_safe(pieces, file.name.clone(), true))),
        };
        Ok(response)
    }

    /// The bytes that are asked for; an answer with a part of them gets its status and says which part it is.
    fn part(
        &self,
        response: &mut Response,
        variant: Variant,
        size: u64,
        outcome: Outcome,
    ) -> Result<std::ops::Range<u64>, Problem> {
        // A range is defined for GET alone.
        let counts = outcome == Outcome::Answer && *self.method == Method::GET && variant.has_ranges();
        let asked = self
            .headers
            .get(header::RANGE)
            .filter(|_| counts)
            .and_then(|value| value.to_str().ok());
        match asked.map_or(Part::Whole, |value| range::parse(value, size)) {
            Part::Outside => Err(Problem::new(Kind::RangeNotSatisfiable { size })),
            Part::Whole => Ok(0..size),
            Part::Slice { first, last } => {
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                put(response, header::CONTENT_RANGE, format!("bytes {first}-{last}/{size}"));
                Ok(first..last + 1)
            }
        }
    }

    /// Counts a refusal of the gate, and names the dataset for the link to its notice.
    pub fn refused(&self, dataset: &str, error: backend::Error) -> Problem {
        if let backend::Error::Refused(refused) = &error {
            self.app.metrics.refused(refused);
        }
        let problem = Problem::from(error);
        match dataset.parse::<Slug>() {
            Ok(slug) => problem.about(&slug),
            Err(_) => problem,
        }
    }

    /// What every answer about content says: source, licence, validators.
    fn describe(&self, response: &mut Response, origin: &Origin, validators: &Validators) {
        let base = self.app.config.base_url();
        let attribution = Attribution::of(&origin.entry, &origin.body, &base, self.asked.lang);
        attribution.write(response.headers_mut());
        put(response, header::ETAG, validators.etag.clone());
        put(response, header::LAST_MODIFIED, validators.last_modified());
        response.extensions_mut().insert(AsStored);
        for (name, value) in [
            (header::CACHE_CONTROL, "no-cache"),
            // Source and page are named in the language of the client: as it asks, or that of the address for browsers.
            (header::VARY, "accept, accept-language"),
            (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        ] {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }

    /// Counts one use; what a robot takes is on record and in no figure.
    pub fn count(&self, permit: &Permit) {
        self.app.metrics.read(permit.channel());
        let agent = self
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if is_robot(agent) {
            self.app.backend.uses.give(permit.entry(), permit.channel());
        } else {
            self.app.backend.uses.count(permit.entry(), permit.channel());
        }
    }

    /// Resets the connection at the moment the door closes, so that not even what the socket holds goes out.
    pub fn watch(&self, permit: &Permit) {
        if let Some(connection) = &self.connection {
            connection.guard(permit);
        }
    }

    /// Ends a broken stream as an aborted transfer.
    fn cut_off<S>(&self, pieces: S) -> impl Stream<Item = Result<Bytes, Broken>> + Send + 'static + use<S>
    where
        S: Stream<Item = Result<Bytes, Broken>> + Send + 'static,
    {
        let (connection, metrics) = (self.connection.clone(), self.app.metrics.clone());
        pieces.inspect(move |piece| {
            let Err(broken) = piece else { return };
            match broken {
                Broken::Cut(_) => metrics.cut(),
                Broken::Store(error) => tracing::error!(error = format!("{error:#}"), "a stored file cannot be read"),
            }
            if let Some(connection) = &connection {
                connection.reset();
            }
        })
    }
}

/// What an answer says of the file: type, name, digest, and whether it can be had in parts.
fn about_file(response: &mut Response, origin: &Origin, file: &File, variant: Variant) {
    put(response, header::CONTENT_TYPE, file.format.media_type().to_owned());
    let ranges = if variant.has_ranges() { "bytes" } else { "none" };
    put(response, header::ACCEPT_RANGES, ranges.to_owned());
    let disposition = disposition::attachment(&file.name, origin.entry.slug.as_str());
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    if variant == Variant::Stored {
        put(
            response,
            HeaderName::from_static("repr-digest"),
            repr_digest(&file.digest),
        );
    }
}

/// Ids are UUIDs; anything else names no file, and some of it no database takes.
pub fn file_id(text: &str) -> Result<FileId, Problem> {
    let fits = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits {
        Ok(FileId::new(text))
    } else {
        Err(Refused::NotPublished.into())
    }
}

fn put(response: &mut Response, name: HeaderName, value: String) {
    let value = HeaderValue::try_from(value).expect("digits, dates, digests and media types are visible ASCII");
    response.headers_mut().insert(name, value);
}

/// `Repr-Digest` (RFC 9530).
fn repr_digest(digest: &Digest) -> String {
    let hex = digest.as_str().as_bytes();
    let nibble = |b: u8| (b as char).to_digit(16).unwrap_or_default() as u8;
    let bytes: Vec<u8> = hex
        .chunks_exact(2)
        .map(|pair| nibble(pair[0]) << 4 | nibble(pair[1]))
        .collect();
    format!("sha-256=:{}:", STANDARD.encode(bytes))
}

/// Programs that fetch everything tell nothing of how data is used.
fn is_robot(agent: &str) -> bool {
    let agent = agent.to_ascii_lowercase();
    ["bot", "crawl", "spider", "slurp"]
        .iter()
        .any(|word| agent.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_header_carries_the_bytes_of_the_digest() {
        let digest = Digest::from_bytes(&[0xff; 32]);
        assert_eq!(
            repr_digest(&digest),
            format!("sha-256=:{}:", STANDARD.encode([0xff; 32]))
        );
    }

    #[test]
    fn robots_are_known_by_what_they_call_themselves() {
        assert!(is_robot("Mozilla/5.0 (compatible; ExampleBot/2.1)"));
        assert!(!is_robot("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"));
        assert!(!is_robot("curl/8.5"));
    }

    #[test]
    fn what_is_no_id_names_no_file() {
        assert!(file_id("0192f0c1-aaaa-7bbb-8ccc-0123456789ab").is_ok());
        for bad in ["", "../x", "a\0b", "文件", &"a".repeat(65)] {
            assert_eq!(file_id(bad).unwrap_err().status(), StatusCode::NOT_FOUND, "{bad:?}");
        }
    }
}
