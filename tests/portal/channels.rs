//! Every way out of the data, with a door that is open, suspended and open again (rules, section 4).
//!
//! The walk goes over the server's own table of routes. A route that is not on the list below fails the test, so whoever
//! adds one has to say how it is asked and what it gives away.

use backend::service::suspension;
use domain::version::Version;
use http::{Method, Request, StatusCode, header};

use crate::house::{Answer, House, PLANTED, on_each_database};

/// What a route gives away while the door is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// Content; refuses with 451 when suspended.
    Content,
    /// A page with metadata around content; the page stays, the content goes.
    PageWithContent,
    /// Nothing that is in a file.
    Nothing,
    /// Nothing of content, and to strangers nothing at all.
    NothingToStrangers,
    /// Nothing of content, and nothing at all without the key of a letter.
    NothingWithoutKey,
}

impl Gives {
    /// Whether it gives content.
    fn content(self) -> bool {
        matches!(self, Self::Content | Self::PageWithContent)
    }

    /// The status of the answer to a stranger, while the dataset is open.
    fn status(self) -> StatusCode {
        match self {
            Self::NothingToStrangers => StatusCode::UNAUTHORIZED,
            Self::NothingWithoutKey => StatusCode::GONE,
            _ => StatusCode::OK,
        }
    }
}

/// How each route is asked for the dataset `bus-stops`.
fn ask(path: &str, version: &Version) -> Option<(String, Gives)> {
    let file = version.files[0].id.as_str();
    let (address, gives) = match path {
        "/datasets/{slug}/files/{id}/{name}" => (format!("/datasets/bus-stops/files/{file}/stops.csv"), Gives::Content),
        "/datasets/{slug}/versions/{number}/all.zip" => {
            ("/datasets/bus-stops/versions/1/all.zip".into(), Gives::Content)
        }
        "/api/v1/datasets/{slug}/files/{id}" => (format!("/api/v1/datasets/bus-stops/files/{file}"), Gives::Content),
        "/api/v1/datasets/{slug}/preview" => ("/api/v1/datasets/bus-stops/preview".into(), Gives::Content),
        "/datasets/{slug}" => ("/datasets/bus-stops".into(), Gives::PageWithContent),
        "/api/v1/datasets" => ("/api/v1/datasets?q=公交".into(), Gives::Nothing),
        "/api/v1/datasets/{slug}" => ("/api/v1/datasets/bus-stops".into(), Gives::Nothing),
        "/api/v1/datasets/{slug}/versions" => ("/api/v1/datasets/bus-stops/versions".into(), Gives::Nothing),
        "/api/v1/datasets/{slug}/versions/{number}" => ("/api/v1/datasets/bus-stops/versions/1".into(), Gives::Nothing),
        "/api/v1/datasets/{slug}/files/{id}/meta" => {
            (format!("/api/v1/datasets/bus-stops/files/{file}/meta"), Gives::Nothing)
        }
        "/api/v1/suggest" => ("/api/v1/suggest?q=公".into(), Gives::Nothing),
        "/api/v1/bodies/{slug}" => ("/api/v1/bodies/transport-commission".into(), Gives::Nothing),
        "/bodies/{slug}" => ("/bodies/transport-commission".into(), Gives::Nothing),
        "/themes/{slug}" => ("/themes/transport".into(), Gives::Nothing),
        "/api/v1/ledger/proofs/inclusion" => (format!("{path}?seq=0"), Gives::Nothing),
        "/api/v1/ledger/proofs/consistency" => (format!("{path}?from=1"), Gives::Nothing),
        "/ledger/tile/entries/{*place}" => ("/ledger/tile/entries/000.p/1".into(), Gives::Nothing),
        "/ledger/tile/{level}/{*place}" => ("/ledger/tile/0/000.p/1".into(), Gives::Nothing),
        "/datasets" => ("/datasets?q=公交".into(), Gives::Nothing),
        "/bodies/{slug}/staff" => ("/bodies/transport-commission/staff".into(), Gives::NothingToStrangers),
        "/account" | "/account/export" | "/me" | "/me/keys" | "/me/organisation" | "/operator" | "/operator/people"
        | "/operator/mail" | "/api/v1/me" => (path.to_owned(), Gives::NothingToStrangers),
        // Without the key of a letter there is nothing to see.
        "/invited" | "/login/new-password" => (path.to_owned(), Gives::NothingWithoutKey),
        "/"
        | "/login"
        | "/login/second"
        | "/login/forgotten"
        | "/register"
        | "/register/confirm"
        | "/rules"
        | "/transparency"
        | "/open-list"
        | "/open-list.csv"
        | "/open-list.xlsx"
        | "/bodies"
        | "/healthz"
        | "/readyz"
        | "/metrics"
        | "/robots.txt"
        | "/api/v1/bodies"
        | "/api/v1/themes"
        | "/api/v1/openapi.json"
        | "/api/v1/ledger/events"
        | "/ledger/checkpoint"
        | "/ledger/keys" => (path.to_owned(), Gives::Nothing),
        _ => return None,
    };
    Some((address, gives))
}

async fn ask_all(house: &House, version: &Version) -> Vec<(String, Gives, Answer)> {
    let mut answers = Vec::new();
    for route in server::routes().into_iter().filter(|route| route.method == Method::GET) {
        let (address, gives) = ask(&route.path, version).unwrap_or_else(|| {
            panic!(
                "{} is a new way in: say in this test how it is asked and what it gives",
                route.path
            )
        });
        assert_eq!(
            gives.content(),
            route.reads_content,
            "the table of routes and this test disagree about {}",
            route.path
        );
        answers.push((address.clone(), gives, house.get(&address).await));
    }
    answers
}

#[test]
fn o21_22_suspension_closes_every_channel_and_restoring_opens_it() {
    on_each_database(|house| async move {
        let house = &house;
        let version = house.bus_stops().await;
        house.until_found("bus-stops").await;
        house.until_sealed().await;

        for (address, gives, answer) in ask_all(house, &version).await {
            assert_eq!(answer.status, gives.status(), "{address} before");
            assert_eq!(answer.holds(PLANTED), gives.content(), "{address} before");
        }

        suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "核实个人信息")
            .await
            .unwrap();
        for (address, gives, answer) in ask_all(house, &version).await {
            assert!(!answer.holds(PLANTED), "{address} gives content away while suspended");
            if gives == Gives::Content {
                assert_eq!(answer.status, StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS, "{address}");
                assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{address}");
                assert!(answer.header(header::LINK).contains("rel=\"blocked-by\""), "{address}");
            } else {
                assert_eq!(answer.status, gives.status(), "{address}");
            }
        }
        assert!(
            house.get("/datasets/bus-stops").await.holds("核实个人信息"),
            "the page does not show the notice"
        );

        suspension::restore(&house.backend, &house.console(), "bus-stops")
            .await
            .unwrap();
        for (address, gives, answer) in ask_all(house, &version).await {
            assert_eq!(answer.holds(PLANTED), gives.content(), "{address} after");
        }
    });
}

#[test]
fn o21_22_ranges_heads_and_revalidations_ask_the_gate_again() {
    on_each_database(|house| async move {
        let house = &house;
        let version = house.bus_stops().await;
        let file = format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id);
        let etag = house.get(&file).await.header(header::ETAG).to_owned();
        let requests = || {
            let base = || Request::builder().uri(&file);
            [
                base().header(header::RANGE, "bytes=0-9"),
                base().method(Method::HEAD),
                base().header(header::IF_NONE_MATCH, &etag),
            ]
        };
        let statuses = |expected: [u16; 3]| async move {
            for (request, expected) in requests().into_iter().zip(expected) {
                let answer = house.ask(request.body(axum::body::Body::empty()).unwrap()).await;
                assert_eq!(answer.status.as_u16(), expected);
            }
        };
        statuses([206, 200, 304]).await;
        suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();
        statuses([451, 451, 451]).await;
    });
}

#[test]
fn o21_15b_o21_11b_bs_32_conditional_and_not_open_data_stays_inside_on_every_channel() {
    use domain::entry::OpenType::{Conditional, NotOpen};
    on_each_database(|house| async move {
        let house = &house;
        for (open_type, status) in [
            (Conditional, StatusCode::UNAUTHORIZED),
            (NotOpen, StatusCode::FORBIDDEN),
        ] {
            let slug = open_type.as_str();
            house.list(slug, "刷卡记录", open_type).await;
            let version = house
                .add(slug, "data.csv", format!("a,b\n1,{PLANTED}\n").as_bytes())
                .await;
            for (address, gives) in addresses(slug, &version) {
                let answer = house.get(&address).await;
                assert!(!answer.holds(PLANTED), "{address}");
                if gives == Gives::Content {
                    assert_eq!(answer.status, status, "{address}");
                }
            }
        }
    });
}

fn addresses(slug: &str, version: &Version) -> Vec<(String, Gives)> {
    server::routes()
        .into_iter()
        .filter(|route| route.method == Method::GET)
        .filter_map(|route| ask(&route.path, version))
        .map(|(address, gives)| (address.replace("bus-stops", slug), gives))
        .collect()
}
