//! All files of a version as one ZIP archive, made while it is sent and never held as a whole.
//!
//! The files are stored as they are, not compressed: what costs is reading them, and each still has the digest that the
//! list in the archive names. The archive is written into a buffer that is emptied at every piece.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use async_stream::try_stream;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use backend::Backend;
use backend::blobs::Broken;
use backend::service::content::{self, Origin};
use backend::service::gate::Permit;
use bytes::Bytes;
use chrono::{Datelike as _, Timelike as _};
use domain::gate::Channel;
use domain::refused::Refused;
use domain::text::Lang;
use futures::{Stream, StreamExt as _};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::conditional::{Outcome, Validators};
use super::{Client, disposition};
use crate::asked::Asked;
use crate::attribution::Attribution;
use crate::connection::Connection;
use crate::params::{Params, Place};
use crate::problem::{Kind, Problem};
use crate::state::App;

/// Source, licence and digests, for people.
const README: &str = "README.txt";
/// The same for programs.
const METADATA: &str = "metadata.json";

/// All files of a version.
pub async fn archive(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    connection: Option<Extension<Connection>>,
    Place((dataset, number)): Place<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Params::of(&uri).finish(&[])?;
    let client = Client::new(&app, &asked, connection, &method, &headers);
    let ctx = app.ctx(&asked);
    let number: i64 = number.parse().map_err(|_| Problem::from(Refused::NotPublished))?;
    let got = content::version(&app.backend, &ctx, &dataset, number, Channel::Archive).await;
    let (permit, origin) = got.map_err(|error| client.refused(&dataset, error))?;
    let attribution = Attribution::of(&origin.entry, &origin.body, &app.config.base_url(), asked.lang);
    let contents = Contents::of(&origin, &attribution, asked.lang);
    let validators = Validators {
        etag: contents.etag(&origin, asked.lang),
        modified: origin.version.published,
    };
    let mut response = Response::new(Body::empty());
    client.describe(&mut response, &origin, &validators);
    match validators.weigh(&headers) {
        Outcome::Failed => return Err(Problem::new(Kind::PreconditionFailed)),
        Outcome::NotModified => {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return Ok(response);
        }
        Outcome::Answer | Outcome::Whole => {}
    }
    let slug = &origin.entry.slug;
    let title = origin.entry.metadata.title.get(asked.lang);
    let name = format!("{title} {}.zip", origin.version.label());
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    answer.insert(
        header::CONTENT_DISPOSITION,
        disposition::attachment(&name, slug.as_str()),
    );
    // The archive has no length until it is made, so parts of it cannot be named.
    answer.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
    if method == Method::HEAD {
        return Ok(response);
    }
    client.count(&permit);
    client.watch(&permit);
    let pieces = written(app.backend.clone(), permit, origin, contents);
    *response.body_mut() = Body::from_stream(client.cut_off(pieces));
    Ok(response)
}

/// What the archive holds besides the bytes of the files.
struct Contents {
    /// The names of the files in the archive, in their order.
    names: Vec<String>,
    readme: String,
    metadata: String,
}

impl Contents {
    fn of(origin: &Origin, attribution: &Attribution, lang: Lang) -> Self {
        let names = names(origin.version.files.iter().map(|file| file.name.as_str()));
        Self {
            readme: readme(origin, attribution, lang, &names),
            metadata: metadata(origin, attribution, &names),
            names,
        }
    }

    /// The files stay with their version, but the lists also change with the entry, its body and the reader's language,
    /// and a strong tag stands for every byte.
    fn etag(&self, origin: &Origin, lang: Lang) -> String {
        let mut lists = DefaultHasher::new();
        (&self.readme, &self.metadata).hash(&mut lists);
        let (version, revision) = (&origin.version.id, origin.entry.revision);
        format!("\"{version}-{revision}-{lang}-{:016x}-zip\"", lists.finish())
    }
}

/// A name in the archive for each file: its own, with a number in front where another file or a list has that name. An
/// archive with a name twice cannot be written, and small and capital letters are one where it may be unpacked.
fn names<'a>(files: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken: HashSet<String> = [README, METADATA].iter().map(|list| list.to_lowercase()).collect();
    let mut names = Vec::new();
    for (position, file) in files.enumerate() {
        let mut name = file.to_owned();
        let mut number = position + 1;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{number}-{file}");
            number += 1;
        }
        names.push(name);
    }
    names
}

/// Where the archive is written to between two pieces.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written(
    backend: Backend,
    permit: Permit,
    origin: Origin,
    contents: Contents,
) -> impl Stream<Item = Result<Bytes, Broken>> + Send + 'static {
    try_stream! {
        let buffer = Buffer::default();
        let mut zip = ZipWriter::new_stream(buffer.clone());
        let version = &origin.version;
        let options = options(version.published);
        for (name, text) in [(README, contents.readme), (METADATA, contents.metadata)] {
            zip.start_file(name, options).context("cannot begin a list")?;
            zip.write_all(text.as_bytes()).context("cannot write a list")?;
        }
        for (file, name) in version.files.iter().zip(contents.names) {
            let large = options.large_file(file.bytes as u64 > u64::from(u32::MAX));
            zip.start_file(name, large).context("cannot begin a file")?;
            let pieces = backend.blobs.read(permit.clone(), version, file, 0..file.bytes as u64).await?;
            let mut pieces = std::pin::pin!(pieces);
            while let Some(piece) = pieces.next().await {
                zip.write_all(&piece?).context("cannot write a file")?;
                yield buffer.take();
            }
        }
        zip.finish().context("cannot finish the archive")?;
        // The directory at the end is no content, but without it the archive is not whole.
        permit.check()?;
        yield buffer.take();
    }
}

fn options(published: domain::time::Moment) -> SimpleFileOptions {
    let at = published.local();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .unix_permissions(0o644);
    let (year, month, day) = (at.year() as u16, at.month() as u8, at.day() as u8);
    let (hour, minute, second) = (at.hour() as u8, at.minute() as u8, at.second() as u8);
    // The format knows the years from 1980; before that an archive simply has no time.
    match zip::DateTime::from_date_and_time(year, month, day, hour, minute, second) {
        Ok(time) => options.last_modified_time(time),
        Err(_) => options,
    }
}

/// Source, licence and digests, for people.
fn readme(origin: &Origin, attribution: &Attribution, lang: Lang, names: &[String]) -> String {
    let Origin { entry, body, version } = origin;
    let licence = attribution
        .licence
        .or(attribution.licence_text.as_deref())
        .unwrap_or("-");
    let url = attribution.licence_url.as_deref().unwrap_or_default();
    let both = |text: &domain::text::Text| {
        let (first, second) = (text.get(lang), text.get(lang.other()));
        if first == second {
            first.to_owned()
        } else {
            format!("{first} / {second}")
        }
    };
    let mut out = String::from("\u{feff}");
    out.push_str(&format!("{}\r\n\r\n", both(&entry.metadata.title)));
    out.push_str(&format!("数据来源 / source: {}\r\n", both(&body.name)));
    out.push_str(&format!("许可 / licence: {licence} {url}\r\n"));
    out.push_str(&format!(
        "版本 / version: {} ({})\r\n",
        version.label(),
        version.published.rfc3339()
    ));
    out.push_str(&format!("网址 / address: {}\r\n", attribution.dataset));
    if attribution.demo {
        out.push_str("演示数据，均为虚构 / demo data, all of it invented\r\n");
    }
    out.push_str("\r\nSHA-256\r\n");
    for (file, name) in version.files.iter().zip(names) {
        out.push_str(&format!("{}  {name}\r\n", file.digest));
    }
    out
}

/// The same for programs.
fn metadata(origin: &Origin, attribution: &Attribution, names: &[String]) -> String {
    let Origin { entry, version, .. } = origin;
    let files: Vec<_> = version
        .files
        .iter()
        .zip(names)
        .map(|(file, name)| json!({ "name": name, "format": file.format, "bytes": file.bytes, "sha256": file.digest }))
        .collect();
    let all = json!({
        "dataset": entry.slug,
        "title": entry.metadata.title,
        "attribution": attribution,
        "version": { "number": version.number, "published": version.published.rfc3339(), "note": version.note },
        "files": files,
    });
    format!("{all:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_twice_in_an_archive() {
        let named = |files: &[&str]| names(files.iter().copied());
        assert_eq!(named(&["a.csv", "b.csv"]), ["a.csv", "b.csv"]);
        assert_eq!(
            named(&["README.txt", "Metadata.json", "readme.TXT"]),
            ["1-README.txt", "2-Metadata.json", "3-readme.TXT"],
            "the lists have these names"
        );
        assert_eq!(
            named(&["a.csv", "3-a.csv", "a.csv", "a.csv"]),
            ["a.csv", "3-a.csv", "4-a.csv", "5-a.csv"],
            "a numbered name may be taken too"
        );
    }
}
