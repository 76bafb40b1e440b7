//! The yardsticks of `cargo xtask bench`, so that the portal is compared within the same run, on the same machine:
//!
//! ```text
//! baseline bare FILE                     serves the bytes of FILE from a bare axum handler; prints its address
//! baseline tantivy INDEX WORDS SECONDS   searches an index by the words of a file, one to a line; prints the count
//!                                        of searches and the microseconds on a core that they took
//! ```

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt;
use bytes::Bytes;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, TantivyDocument, Term};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bare", file] => bare(Path::new(file)),
        ["tantivy", index, words, seconds] => raw(Path::new(index), Path::new(words), seconds.parse()?),
        _ => bail!("cargo xtask bench calls this; see the head of its source for the arguments"),
    }
}

/// An axum handler with nothing around it that gives the same bytes every time.
fn bare(file: &Path) -> Result<()> {
    let bytes = Bytes::from(std::fs::read(file)?);
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        let handler = get(move || std::future::ready(([(CONTENT_TYPE, "application/json")], bytes.clone())));
        let without_delay = listener.tap_io(|stream| {
            // A connection that is gone already needs no setting.
            let _ = stream.set_nodelay(true);
        });
        axum::serve(without_delay, Router::new().fallback(handler)).await?;
        Ok(())
    })
}

/// tantivy as it comes: a term, the best twenty and their count, and the stored fields of the twenty.
fn raw(index: &Path, words: &Path, seconds: u64) -> Result<()> {
    let index = Index::open_in_dir(index).context("the index")?;
    let field = index
        .schema()
        .get_field("text")
        .context("the index has no field of words")?;
    let searcher = index.reader()?.searcher();
    let text = std::fs::read_to_string(words)?;
    let terms: Vec<Term> = text.lines().map(|word| Term::from_field_text(field, word)).collect();
    let start = Instant::now();
    let (mut asked, mut hits) = (0_u64, 0_usize);
    while start.elapsed() < Duration::from_secs(seconds) {
        for term in &terms {
            let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
            let (best, count) = searcher.search(&query, &(TopDocs::with_limit(20).order_by_score(), Count))?;
            for (_, address) in best {
                searcher.doc::<TantivyDocument>(address)?;
            }
            asked += 1;
            hits += count;
        }
    }
    if hits == 0 {
        bail!("none of the words is in the index");
    }
    println!("{asked} {}", on_a_core()?.as_micros());
    Ok(())
}

/// The time that this process has spent on a core, which is all it did.
fn on_a_core() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds = stat.split(' ').next().context("/proc/self/schedstat")?.parse()?;
    Ok(Duration::from_nanos(nanoseconds))
}
