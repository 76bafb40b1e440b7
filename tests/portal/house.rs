//! A portal of its own for every test: real database, real files, moved clock.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use backend::clock::ManualClock;
use backend::jobs::Jobs;
use backend::mail::Post;
use backend::search::Query;
use backend::service::ledger::{Setup, Witness};
use backend::service::publishing::{self, NewEntry, NewFile, NewVersion};
use backend::service::search;
use backend::store::Db;
use backend::vault::Vault;
use backend::{Backend, Ctx, Settings};
use bytes::Bytes;
use domain::actor::Actor;
use domain::body::{self, Level};
use domain::entry::{
    AccessMethod, Condition, ConditionKind, Contact, DataItem, Grade, ItemType, Metadata, OpenType, Protection,
    Provenance, Theme,
};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::ids::BodyId;
use domain::text::{Lang, Text};
use domain::time::Moment;
use domain::version::Version;
use http::{HeaderMap, HeaderName, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use object_store::local::LocalFileSystem;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use server::App;
use server::config::{Config, Metrics};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// The moment at which every house begins: Sunday 22 November 2026, 10:00 in Shanghai.
pub fn opening() -> Moment {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    Moment::from_local(day.and_hms_opt(10, 0, 0).unwrap())
}

/// A portal.
pub struct House {
    pub backend: Backend,
    pub clock: Arc<ManualClock>,
    pub folder: TempDir,
    pub url: String,
    router: Router,
    jobs: Mutex<Option<Jobs>>,
}

/// Runs a story on SQLite, and on PostgreSQL where `KAICANG_TEST_POSTGRES` gives a server.
pub fn on_each_database<F>(story: impl Fn(House) -> F)
where
    F: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        story(House::on_sqlite().await).await;
        match std::env::var("KAICANG_TEST_POSTGRES") {
            Ok(server) => story(House::on_postgres(&server).await).await,
            Err(_) => println!("PostgreSQL is left out: KAICANG_TEST_POSTGRES is not set"),
        }
    });
}

impl House {
    async fn on_sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("kaicang.db").display());
        Self::at(url, folder).await
    }

    async fn on_postgres(server: &str) -> Self {
        let name = format!("t{}", backend::fresh_id().replace('-', ""));
        let admin = Db::open(server).await.unwrap();
        let make = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(make).execute(admin.read()).await.unwrap();
        admin.close().await;
        let (base, _) = server
            .rsplit_once('/')
            .expect("the address of the server names a database");
        Self::at(format!("{base}/{name}"), TempDir::new().unwrap()).await
    }

    async fn at(url: String, folder: TempDir) -> Self {
        let db = Db::open(&url).await.unwrap();
        db.migrate().await.unwrap();
        let clock = Arc::new(ManualClock::at(opening()));
        let backend = open(db, &folder, "index", Arc::clone(&clock));
        backend.ledger.keep(ledger_setup(&folder, vec![])).unwrap();
        let mut config = Config {
            data: folder.path().to_owned(),
            site: folder.path().join("site"),
            metrics: Metrics { public: true },
            ..Config::default()
        };
        // A story asks faster than a visitor may.
        config.limits.rate = 0;
        let router = server::router(App::new(backend.clone(), config));
        let jobs = Mutex::new(Some(Jobs::start(&backend, post(&folder)).await.unwrap()));
        Self {
            backend,
            clock,
            folder,
            url,
            router,
            jobs,
        }
    }

    /// A second node on the same database and files. It has no jobs until they are started.
    pub async fn another_node(&self) -> Backend {
        open(
            Db::open(&self.url).await.unwrap(),
            &self.folder,
            "other-index",
            Arc::clone(&self.clock),
        )
    }

    /// The portal's answer to a request by a visitor.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// The portal's answer to a GET. The address may hold Chinese.
    pub async fn get(&self, address: &str) -> Answer {
        let address = utf8_percent_encode(address, NOT_ASCII).to_string();
        self.ask(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// The answer to a GET with some headers.
    pub async fn get_with(&self, address: &str, headers: &[(HeaderName, &str)]) -> Answer {
        self.send(Method::GET, address, headers).await
    }

    /// The answer to a request with some headers and no body.
    pub async fn send(&self, method: Method, address: &str, headers: &[(HeaderName, &str)]) -> Answer {
        let address = utf8_percent_encode(address, NOT_ASCII).to_string();
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Waits until the search finds a dataset.
    pub async fn until_found(&self, slug: &str) {
        self.until("the search finds it", || async {
            let ctx = self.visitor();
            let results = search::search(&self.backend, &ctx, &Query::all(ctx.now, Lang::Zh)).unwrap();
            results.hits.iter().any(|hit| hit.card.slug.as_str() == slug)
        })
        .await;
    }

    /// What the clock of the house will show in so many seconds.
    pub fn clock_after(&self, seconds: i64) -> Moment {
        self.backend.clock.now().plus(seconds * 1_000_000)
    }

    /// What the clock of the house shows.
    pub fn clock_now(&self) -> Moment {
        self.backend.clock.now()
    }

    /// The operator at the console.
    pub fn console(&self) -> Ctx {
        self.backend.ctx(Actor::Console)
    }

    /// Anyone.
    pub fn visitor(&self) -> Ctx {
        self.backend.ctx(Actor::Visitor)
    }

    /// Waits until `reached` says so; a story that waits longer than ten seconds has failed.
    pub async fn until<F: Future<Output = bool>>(&self, what: &str, reached: impl Fn() -> F) {
        for _ in 0..1000 {
            if reached().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("waited in vain until {what}");
    }

    /// Puts a complete entry of the open type on the list.
    pub async fn list(&self, slug: &str, title: &str, open_type: OpenType) {
        let body = body();
        publishing::save_body(&self.backend, &self.console(), &body)
            .await
            .unwrap();
        let new = NewEntry {
            slug: slug.parse().unwrap(),
            body: body.id,
            metadata: metadata(title, open_type),
            issued: None,
        };
        publishing::publish(&self.backend, &self.console(), new).await.unwrap();
    }

    /// Adds a version with one file.
    pub async fn add(&self, slug: &str, name: &str, content: &[u8]) -> Version {
        let path = self.folder.path().join("upload");
        std::fs::write(&path, content).unwrap();
        let files = vec![NewFile {
            name: name.to_owned(),
            path,
        }];
        let new = NewVersion {
            note: Text::both("首次发布", "First release"),
            published: None,
            files,
        };
        publishing::add_version(&self.backend, &self.console(), slug, new)
            .await
            .unwrap()
    }

    /// An unconditional dataset with a small table of bus stops.
    pub async fn bus_stops(&self) -> Version {
        self.list("bus-stops", "公交站点", OpenType::Unconditional).await;
        self.add("bus-stops", "公交站点.csv", BUS_STOPS.as_bytes()).await
    }

    /// Stops the jobs, as a serving process does before it ends.
    pub async fn close_jobs(&self) {
        let jobs = self.jobs.lock().unwrap().take();
        if let Some(jobs) = jobs {
            jobs.stop().await;
        }
    }
}

/// Encodes what a browser would encode and leaves what is part of an address.
const NOT_ASCII: &AsciiSet = &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// Whether the body holds a text.
    pub fn holds(&self, text: &str) -> bool {
        memmem(&self.body, text.as_bytes())
    }

    /// A header, or nothing.
    pub fn header(&self, name: HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

fn memmem(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len()).any(|window| window == text)
}

/// How the house seals its ledger.
pub fn ledger_setup(folder: &TempDir, witnesses: Vec<Witness>) -> Setup {
    Setup {
        key: folder.path().join("ledger.key"),
        origin: "data.example/ledger".into(),
        witnesses,
    }
}

fn open(db: Db, folder: &TempDir, index: &str, clock: Arc<ManualClock>) -> Backend {
    let files = folder.path().join("files");
    let index = folder.path().join(index);
    std::fs::create_dir_all(&files).unwrap();
    Backend::new(
        db,
        Arc::new(LocalFileSystem::new_with_prefix(files).unwrap()),
        index,
        clock,
        Vault::open(&folder.path().join("portal.key")).unwrap(),
        Settings {
            name: Text::both("上海市公共数据开放平台", "Shanghai Public Data Open Platform"),
            origin: "https://data.example".into(),
            staff_second_factor: false,
        },
    )
}

/// The folder into which the house lays its letters.
pub fn post(folder: &TempDir) -> Post {
    Post::into_folder(folder.path().join("mail"), "noreply@data.example").unwrap()
}

/// A name that stands in the file of bus stops and nowhere else.
pub const PLANTED: &str = "静安寺";

/// Four stops with a leading zero, a formula, a quote and coordinates.
pub const BUS_STOPS: &str = "stop_id,name,lng,lat\n0012,人民广场,121.4753,31.2320\n0013,=外滩,121.4905,31.2397\n0014,\"豫园\"\"老街\"\"\",121.4920,31.2270\n0164A,静安寺,121.4450,31.2235\n";

/// The body of the house.
pub fn body() -> body::Body {
    body::Body {
        id: BodyId::new("body-transport"),
        slug: "transport-commission".parse().unwrap(),
        name: Text::both("上海市交通委员会", "Shanghai Municipal Transportation Commission"),
        short: Text::both("市交通委", "Transport Commission"),
        about: Text::zh("负责全市交通运输"),
        level: Level::City,
        contact: Some("data@transport.example".into()),
        demo: false,
    }
}

/// A complete entry.
pub fn metadata(title: &str, open_type: OpenType) -> Metadata {
    let item = |name: &str, title: &str, kind| DataItem {
        name: name.into(),
        title: Text::zh(title),
        kind: Some(kind),
        meaning: Text::zh(title),
        unit: None,
        code_list: Text::default(),
        grade: Some(Grade::General),
        protection: (open_type == OpenType::NotOpen).then_some(Protection::PersonalInformation),
    };
    let condition = Condition {
        id: "c1".into(),
        kind: ConditionKind::SecuritySafeguard,
        text: Text::zh("通过等级保护二级测评"),
        evidence: Text::zh("测评报告"),
        mandatory: true,
    };
    Metadata {
        title: Text::zh(title),
        summary: Text::zh(format!("{title}的名称与位置")),
        theme: Some(Theme::Transport),
        items: vec![
            item("stop_id", "站点编码", ItemType::Code),
            item("name", "站点名称", ItemType::Text),
        ],
        formats: vec![Format::Csv],
        open_type: Some(open_type),
        conditions: if open_type == OpenType::Conditional {
            vec![condition]
        } else {
            vec![]
        },
        access: vec![AccessMethod::Download, AccessMethod::Api],
        frequency: Some(Frequency::Monthly),
        grade: Some(Grade::General),
        provenance: Some(Provenance::Produced),
        contact: Contact {
            email: Some("data@transport.example".into()),
            ..Contact::default()
        },
        ..Metadata::default()
    }
}
