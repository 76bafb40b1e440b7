//! The style gallery: the home page, lists and error pages with invented data, as files to look at in a browser.
//!
//! `cargo run -p app --example gallery --features ssr -- FOLDER` writes `home.zh.light.html` and the like, which name the
//! style sheet where it stands in the source, so that a change of the style needs no build.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::api::list;
use app::api::params::Params;
use app::api::search::Found;
use app::components::{badges, hit, pager, seal};
use app::text::refusals;
use app::{Appearance, Here, Site};
use backend::search::{Count, Facets, Fragment, FreshState, Hit, Matched, Results, Widened};
use backend::service::search::Home;
use domain::body::Level;
use domain::card::Card;
use domain::entry::{OpenType, Theme};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::ids::{EntryId, RequestId};
use domain::refused::Refused;
use domain::suspension::{Door, Notice};
use domain::text::{Lang, Text};
use domain::time::{DAY, Moment};
use leptos::prelude::*;

const NOW: Moment = Moment::from_micros(1_795_659_480_000_000);

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let style = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../style/main.css")
        .canonicalize()?;
    for lang in [Lang::Zh, Lang::En] {
        for (appearance, name) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
            let here = here(lang, appearance);
            for (page, content) in pages(&here) {
                let html = content.replace("/pkg/app.css", &format!("file://{}", style.display()));
                std::fs::write(folder.join(format!("{page}.{lang}.{name}.html")), html)?;
            }
        }
    }
    println!("{}", folder.display());
    Ok(())
}

fn here(lang: Lang, appearance: Appearance) -> Here {
    let uri = "/datasets".parse().expect("a path is an address");
    let request = RequestId::new("0192f0c1-7a3e-7bbb-8ccc-0123456789ab");
    let mut here = Here::new(lang, request, &uri, &http::HeaderMap::new(), NOW, None);
    here.appearance = appearance;
    here
}

fn site() -> Arc<Site> {
    Arc::new(Site {
        name: Text::both("上海市公共数据开放平台", "Shanghai Public Data Open Platform"),
        operator: Text::both("上海市大数据中心", "Shanghai Municipal Big Data Center"),
        origin: "https://data.example".to_owned(),
        demo: true,
        options: LeptosOptions::builder().output_name("app").build(),
    })
}

fn pages(here: &Here) -> Vec<(&'static str, String)> {
    let site = site();
    let whole = |path: &str, content: AnyView| {
        let mut here = here.clone();
        path.clone_into(&mut here.path);
        let title = view! { <title>"Kaicang"</title> };
        app::shell::document(&site, &here, title, content).to_html()
    };
    Owner::new().with(|| {
        let limit = Refused::TooMany { retry_after: 12 };
        vec![
            ("home", whole("/", app::pages::home::content(here, home()))),
            ("search", whole("/datasets", search(here))),
            ("marks", whole("/bodies", marks(here))),
            (
                "error-429",
                app::error_page(&site, here, 429, refusals::refused(&limit, here.lang)),
            ),
            (
                "error-500",
                app::error_page(&site, here, 500, refusals::internal(here.lang)),
            ),
        ]
    })
}

fn search(here: &Here) -> AnyView {
    let asked = "q=公共交通&open=unconditional&theme=transport&page=2";
    let list = list::read(&mut Params::of_query(asked), NOW, here.lang, 10);
    let cards = cards();
    let piece = |text: &str, marked| Fragment {
        text: text.to_owned(),
        marked,
    };
    let closed = HashMap::from([(cards[2].id.clone(), Door::Suspended { notice: notice() })]);
    let hits = cards.into_iter().map(|card| Hit {
        title: vec![piece(card.title.get(here.lang), false)],
        snippet: vec![
            piece("全市 1,587 条", false),
            piece("公共交通", true),
            piece("线路的站点坐标、上下行次序与实时到站预测，每 30 秒更新一次。", false),
        ],
        card,
    });
    let codes = |n: u64, chosen| move |i: usize| (n / (i as u64 + 1), chosen && i == 0);
    let open = codes(290, true);
    let facets = Facets {
        open_types: counts(OpenType::ALL, open),
        themes: counts(Theme::ALL, codes(310, true)),
        formats: counts(&Format::ALL[..6], codes(280, false)),
        frequencies: counts(&Frequency::ALL[..5], codes(120, false)),
        freshness: counts(FreshState::ALL, codes(200, false)),
        levels: counts(Level::ALL, codes(90, false)),
        has_api: 17,
        ..Facets::default()
    };
    let results = Results {
        total: 27,
        hits: hits.collect(),
        facets: Some(Arc::new(facets)),
        matched: Matched::All,
        did_you_mean: None,
        searched_as: vec![Widened {
            word: "公共交通".to_owned(),
            also: ["公交", "轨道交通", "地铁", "public transport"]
                .map(str::to_owned)
                .to_vec(),
        }],
    };
    let found = Found {
        results,
        closed: Arc::new(closed),
        suspended: 1,
    };
    app::pages::search::content(here, &list, &found, None)
}

fn counts<T: Copy>(values: &[T], of: impl Fn(usize) -> (u64, bool)) -> Vec<Count<T>> {
    let count = |(i, value): (usize, &T)| {
        let (count, chosen) = of(i);
        Count {
            value: *value,
            count,
            chosen,
        }
    };
    values.iter().enumerate().map(count).collect()
}

fn notice() -> Notice {
    Notice {
        article: "O21-22".to_owned(),
        reason: "有人提出权益异议并附了证据，认为其中的数据可能识别到个人".to_owned(),
        since: NOW.plus(-DAY),
    }
}

fn marks(here: &Here) -> AnyView {
    let suspended = Door::Suspended { notice: notice() };
    let types = [
        Some(OpenType::Unconditional),
        Some(OpenType::Conditional),
        Some(OpenType::NotOpen),
        None,
    ];
    let all = types
        .map(|open| badges(open, &Door::Open, here.lang))
        .into_iter()
        .collect::<Vec<_>>();
    let cards = cards();
    let hits = cards
        .iter()
        .enumerate()
        .map(|(i, card)| hit(here, card, if i == 2 { &suspended } else { &Door::Open }, None))
        .collect::<Vec<_>>();
    let paging = app::components::Paging {
        page: 5,
        per_page: 20,
        total: 15_983,
    };
    view! {
        <div class="wrap">
            <p class="badges">{all} {badges(Some(OpenType::Unconditional), &suspended, here.lang)}</p>
            {seal(&suspended, here.lang)}
            <p class="actions section">
                <a class="button primary" href="#">
                    "下载 CSV"
                    <small>"12.4 MB"</small>
                </a>
                <a class="button" href="#">"打开数据"</a>
                <button class="button danger">"中止开放"</button>
                <a class="button quiet" href="#">"订阅更新"</a>
                <span class="button closed">"暂不提供"</span>
            </p>
            <div class="hits-frame">
                <ul class="hits">{hits}</ul>
            </div>
            {pager(here, paging, |page| format!("/datasets?page={page}"))}
        </div>
    }
    .into_any()
}

fn home() -> Home {
    let cards = cards();
    let count = |value, count| Count {
        value,
        count,
        chosen: false,
    };
    let themes = Theme::ALL
        .iter()
        .copied()
        .zip([213, 146, 188, 168, 134, 121, 97, 65, 84, 109, 72, 41]);
    Home {
        entries: 1_842,
        bodies: 57,
        open_types: OpenType::ALL
            .iter()
            .copied()
            .zip([1_203, 571, 68])
            .map(|(value, n)| Count {
                value,
                count: n,
                chosen: false,
            })
            .collect(),
        themes: themes.map(|(theme, n)| count(theme, n)).collect(),
        suspended: 1,
        on_time: 1_734,
        overdue: 66,
        uses_today: 61_284,
        newest: cards.clone(),
        most_used: cards.clone(),
        priorities: cards,
    }
}

fn cards() -> Vec<Card> {
    let card = |slug: &str, zh: &str, en: &str, open: Option<OpenType>| Card {
        id: EntryId::new(slug),
        slug: slug.parse().expect("the slugs below are slugs"),
        title: Text::both(zh, en),
        summary: Text::both(
            "全市 1,587 条公共交通线路的站点坐标、上下行次序与实时到站预测，每 30 秒更新一次。",
            "Stops, order of stops and live arrival forecasts of 1,587 public transport lines, updated every 30 seconds.",
        ),
        open_type: open,
        theme: Some(Theme::Transport),
        body: "transport".parse().expect("a plain word is a slug"),
        body_name: Text::both("上海市交通委员会", "Shanghai Municipal Transportation Commission"),
        body_short: Text::both("市交通委", "Transportation"),
        level: Level::City,
        formats: vec![Format::Csv, Format::Json, Format::GeoJson, Format::Api],
        frequency: Some(Frequency::Daily),
        has_api: true,
        modified: Some(NOW.plus(-600_000_000)),
        due: Some(NOW.plus(if slug == "fares" { -6 * DAY } else { DAY })),
        rows: Some(86_214),
        quality: 96,
        weekly: vec![
            28_000, 27_100, 25_600, 28_400, 30_900, 29_100, 36_000, 35_200, 38_800, 37_600, 42_100, 40_400,
        ],
        priority: slug == "stops",
        source: None,
        demo: true,
    };
    vec![
        card(
            "stops",
            "公交线路到站预测与站点",
            "Bus arrivals and stops",
            Some(OpenType::Unconditional),
        ),
        card(
            "flows",
            "轨道交通站点进出站客流（15 分钟）",
            "Metro station flows",
            Some(OpenType::Conditional),
        ),
        card(
            "taps",
            "公共交通卡分时刷卡记录（脱敏）",
            "Card taps by time of day",
            Some(OpenType::Unconditional),
        ),
        card(
            "fares",
            "公共汽（电）车线路与票价",
            "Bus lines and fares",
            Some(OpenType::Unconditional),
        ),
        card("other", "乗降客数 2026 (東京)", "Passengers 2026", None),
    ]
}
