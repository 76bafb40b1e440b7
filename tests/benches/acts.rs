//! How many acts a second the portal takes, each in a transaction of its own that is synced to disk, with its event in the
//! ledger and the ledger being sealed beside it. `cargo xtask prove ledger` runs it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use backend::clock::SystemClock;
use backend::jobs::Jobs;
use backend::mail::Post;
use backend::service::ledger::{self, Setup};
use backend::service::publishing;
use backend::store::Db;
use backend::vault::Vault;
use backend::{Backend, Settings};
use domain::actor::Actor;
use domain::body::{Body, Level};
use domain::ids::BodyId;
use domain::text::Text;
use object_store::memory::InMemory;

/// How long each round takes.
const ROUND: Duration = Duration::from_secs(5);

fn main() -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let folder = tempfile::tempdir()?;
        let db = Db::open(&format!("sqlite:{}", folder.path().join("kaicang.db").display())).await?;
        db.migrate().await?;
        let index = folder.path().join("index");
        let settings = Settings {
            name: Text::default(),
            origin: "https://bench.example".into(),
            staff_second_factor: false,
        };
        let (files, clock) = (Arc::new(InMemory::new()), Arc::new(SystemClock));
        let backend = Backend::new(db, files, index, clock, Vault::fresh(), settings);
        backend.ledger.keep(Setup {
            key: folder.path().join("ledger.key"),
            origin: "bench.example/ledger".into(),
            witnesses: vec![],
        })?;
        let jobs = Jobs::start(
            &backend,
            Post::into_folder(folder.path().join("mail"), "bench@bench.example")?,
        )
        .await?;
        for people in [1, 8] {
            let rate = round(&backend, people).await?;
            println!("{people} at a time: {rate:.0} acts a second, each synced to disk with its event");
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let sealed = ledger::size(&backend, &backend.ctx(Actor::Visitor)).await?;
        println!("{sealed} events are sealed");
        jobs.stop().await;
        Ok(())
    })
}

/// Acts for a while, so many at the same time.
async fn round(backend: &Backend, people: usize) -> Result<f64> {
    let begun = Instant::now();
    let acting = (0..people).map(|person| {
        let backend = backend.clone();
        tokio::spawn(async move {
            let mut acts = 0_u64;
            while begun.elapsed() < ROUND {
                let ctx = backend.ctx(Actor::Console);
                publishing::save_body(&backend, &ctx, &body(person)).await?;
                acts += 1;
            }
            Ok::<_, backend::Error>(acts)
        })
    });
    let mut acts = 0;
    for acting in acting.collect::<Vec<_>>() {
        acts += acting.await??;
    }
    Ok(acts as f64 / begun.elapsed().as_secs_f64())
}

fn body(number: usize) -> Body {
    let name = Text::zh(format!("主体 {number}"));
    Body {
        id: BodyId::new(format!("bench-{number}")),
        slug: format!("bench-{number}").parse().expect("letters, a hyphen and digits"),
        short: name.clone(),
        name,
        about: Text::default(),
        level: Level::City,
        contact: None,
        demo: true,
    }
}
