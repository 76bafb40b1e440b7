//! The open list as a table to take away: CSV that is written while it is sent, and a workbook.
//!
//! It holds metadata only, so it does not ask the gate. Both are for spreadsheet programs: the CSV begins with a byte
//! order mark, and no cell can be taken for a formula.

use std::io::{Seek as _, SeekFrom};

use anyhow::Context as _;
use app::text::Named;
use async_stream::try_stream;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use backend::service::catalogue::{self, Listed};
use backend::store::entries::Filter;
use backend::{Backend, Ctx, Error};
use bytes::Bytes;
use domain::entry::{OpenType, Theme};
use domain::ids::Slug;
use domain::refused::{Refused, Why};
use domain::text::Lang;
use domain::time::Moment;
use futures::Stream;
use http::{HeaderValue, Uri, header};
use rust_xlsxwriter::{Format, Workbook};
use tokio::sync::mpsc;
use tokio_util::io::ReaderStream;

use crate::asked::Asked;
use crate::download::disposition::attachment;
use crate::params::Params;
use crate::problem::Problem;
use crate::state::App;

/// Rows that are read from the database at a time.
const CHUNK: i64 = 1000;

const COLUMNS: [(&str, &str); 18] = [
    ("标识", "id"),
    ("名称", "title"),
    ("数据摘要", "abstract"),
    ("数据开放主体", "body"),
    ("数据领域", "theme"),
    ("开放类型", "open type"),
    ("开放状态", "door"),
    ("数据项", "data items"),
    ("数据格式", "formats"),
    ("获取方式", "access methods"),
    ("开放条件", "conditions"),
    ("更新频率", "update frequency"),
    ("安全级别", "security grade"),
    ("来源", "provenance"),
    ("更新时间", "last changed"),
    ("下次更新期限", "next update due"),
    ("联系方式", "contact"),
    ("网址", "address"),
];

type Row = [String; COLUMNS.len()];

fn heads(lang: Lang) -> Row {
    COLUMNS.map(|(zh, en)| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    })
}

fn row(listed: &Listed, base: &str, lang: Lang) -> Row {
    let Listed { entry, body, door, due } = listed;
    let metadata = &entry.metadata;
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    let names = |parts: Vec<&str>| parts.join(comma);
    let day = |moment: Option<Moment>| moment.map(|moment| moment.day().to_string()).unwrap_or_default();
    let door = match (door.as_str(), lang) {
        ("open", Lang::Zh) => "开放",
        ("suspended", Lang::Zh) => "中止开放",
        (_, Lang::Zh) => "已撤回",
        (state, Lang::En) => state,
    };
    let item = |item: &domain::entry::DataItem| match item.title.get(lang) {
        "" => item.name.clone(),
        title => title.to_owned(),
    };
    let contact = [
        metadata.contact.name.get(lang),
        metadata.contact.email.as_deref().unwrap_or_default(),
        metadata.contact.phone.as_deref().unwrap_or_default(),
    ];
    [
        entry.slug.to_string(),
        metadata.title.get(lang).to_owned(),
        metadata.summary.get(lang).to_owned(),
        body.name.get(lang).to_owned(),
        metadata
            .theme
            .map(|theme| theme.name(lang))
            .unwrap_or_default()
            .to_owned(),
        metadata
            .open_type
            .map(|open| open.name(lang))
            .unwrap_or_default()
            .to_owned(),
        door.to_owned(),
        metadata.items.iter().map(item).collect::<Vec<_>>().join(comma),
        names(metadata.formats.iter().map(|format| format.name(lang)).collect()),
        names(metadata.access.iter().map(|access| access.name(lang)).collect()),
        names(
            metadata
                .conditions
                .iter()
                .map(|condition| condition.text.get(lang))
                .collect(),
        ),
        metadata
            .frequency
            .map(|frequency| frequency.name(lang))
            .unwrap_or_default()
            .to_owned(),
        metadata
            .grade
            .map(|grade| grade.name(lang))
            .unwrap_or_default()
            .to_owned(),
        metadata
            .provenance
            .map(|provenance| provenance.name(lang))
            .unwrap_or_default()
            .to_owned(),
        day(entry.modified),
        day(*due),
        names(contact.into_iter().filter(|part| !part.is_empty()).collect()),
        format!("{base}{}", lang.href(&format!("/datasets/{}", entry.slug))),
    ]
}

/// A cell that a spreadsheet cannot take for a formula.
fn harmless(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

async fn filter(app: &App, ctx: &Ctx, uri: &Uri) -> Result<Filter, Problem> {
    let mut params = Params::of(uri);
    let open_type = params.code("open", OpenType::ALL);
    let theme = params.code("theme", Theme::ALL);
    let body: Option<Slug> = params.parse_all("body", "transport-commission").pop();
    params.finish(&["open", "theme", "body"])?;
    let body = match body {
        Some(slug) => match catalogue::body(&app.backend, ctx, slug.as_str()).await {
            Ok(view) => Some(view.body.id),
            Err(Error::Refused(Refused::NotPublished)) => {
                let (given, known) = (slug.to_string(), Vec::new());
                return Err(Problem::invalid("body", Why::UnknownCode { given, known }));
            }
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    Ok(Filter { open_type, theme, body })
}

/// The rows of the list, some at a time.
fn rows(
    backend: Backend,
    ctx: Ctx,
    filter: Filter,
    base: String,
    lang: Lang,
) -> impl Stream<Item = Result<Vec<Row>, Error>> + Send {
    try_stream! {
        let mut offset = 0;
        loop {
            let listed = catalogue::open_list(&backend, &ctx, &filter, CHUNK, offset).await?;
            if listed.is_empty() {
                break;
            }
            offset += CHUNK;
            yield listed.iter().map(|listed| row(listed, &base, lang)).collect();
        }
    }
}

fn named(app: &App, asked: &Asked, ending: &str, media_type: &'static str, body: Body) -> Response {
    let day = app.backend.clock.now().day();
    let name = match asked.lang {
        Lang::Zh => format!("开放清单_{day}.{ending}"),
        Lang::En => format!("open-list_{day}.{ending}"),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&name, "open-list"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// `GET /open-list.csv`.
pub async fn csv(State(app): State<App>, Extension(asked): Extension<Asked>, uri: Uri) -> Result<Response, Problem> {
    let ctx = app.ctx(&asked);
    let filter = filter(&app, &ctx, &uri).await?;
    let rows = rows(app.backend.clone(), ctx, filter, app.config.base_url(), asked.lang);
    let lang = asked.lang;
    let pieces = try_stream! {
        yield Bytes::from([b"\xef\xbb\xbf", lines(&[heads(lang)])?.as_slice()].concat());
        for await rows in rows {
            yield Bytes::from(lines(&rows?)?);
        }
    };
    let pieces = Box::pin(pieces) as std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;
    Ok(named(
        &app,
        &asked,
        "csv",
        "text/csv; charset=utf-8",
        Body::from_stream(pieces),
    ))
}

fn lines(rows: &[Row]) -> Result<Vec<u8>, Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| harmless(cell).into_owned()))
            .context("cannot write a line")?;
    }
    Ok(writer.into_inner().context("cannot write lines")?)
}

/// `GET /open-list.xlsx`.
pub async fn xlsx(State(app): State<App>, Extension(asked): Extension<Asked>, uri: Uri) -> Result<Response, Problem> {
    use futures::StreamExt as _;
    let ctx = app.ctx(&asked);
    let filter = filter(&app, &ctx, &uri).await?;
    let mut rows = Box::pin(rows(
        app.backend.clone(),
        ctx,
        filter,
        app.config.base_url(),
        asked.lang,
    ));
    let (sender, receiver) = mpsc::channel(2);
    let heads = heads(asked.lang);
    let writing = tokio::task::spawn_blocking(move || workbook(&heads, receiver));
    while let Some(rows) = rows.next().await {
        if sender.send(rows?).await.is_err() {
            break;
        }
    }
    drop(sender);
    let file = writing.await.map_err(Error::from)?.map_err(Error::Internal)?;
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(named(&app, &asked, "xlsx", media_type, body))
}

/// Writes the workbook to a temporary file, row by row, so that a long list needs no memory. Cells are written as text,
/// which no spreadsheet takes for a formula.
fn workbook(heads: &Row, mut rows: mpsc::Receiver<Vec<Row>>) -> anyhow::Result<std::fs::File> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, head) in heads.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, head, &bold)?;
    }
    let mut number = 1;
    while let Some(rows) = rows.blocking_recv() {
        for row in rows {
            for (column, cell) in row.iter().enumerate() {
                // The format allows 32,767 characters in a cell.
                let cell: String = cell.chars().take(32_000).collect();
                sheet.write_string(number, column as u16, cell)?;
            }
            number += 1;
        }
    }
    let mut file = tempfile::tempfile().context("cannot make a temporary file")?;
    workbook.save_to_writer(&mut file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_of_the_list_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@a", "\tx", "\rx"] {
            assert!(harmless(bad).starts_with('\''), "{bad:?}");
        }
        assert_eq!(harmless("公交=站点"), "公交=站点");
        let row = heads(Lang::Zh).map(|head| format!("={head},\"x\""));
        let text = String::from_utf8(lines(&[row]).unwrap()).unwrap();
        assert!(
            text.starts_with("\"'=标识,\"\"x\"\"\",") && text.ends_with("\r\n"),
            "{text}"
        );
    }
}
