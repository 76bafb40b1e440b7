//! The REST interface: what it says, how it refuses, and that its document tells the truth.

use std::collections::BTreeSet;

use backend::service::suspension;
use domain::entry::OpenType;
use http::{Method, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::house::{Answer, BUS_STOPS, House, on_each_database};

fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
}

async fn found(house: &House, address: &str) -> Value {
    let answer = house.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {answer:?}");
    json(&answer)
}

#[test]
fn o21_18b_datasets_are_found_listed_and_read() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        house.until_found("bus-stops").await;
        let page = found(&house, "/api/v1/datasets?q=公交&theme=transport&size=1").await;
        assert_eq!(
            (&page["total"], &page["items"][0]["slug"]),
            (&1.into(), &"bus-stops".into())
        );
        assert_eq!(page["facets"]["theme"][0]["value"], "transport");
        assert!(page["links"]["next"].is_null());
        let bare = found(&house, "/api/v1/datasets?facets=0").await;
        assert!(bare["facets"].is_null());

        let dataset = found(&house, "/api/v1/datasets/bus-stops").await;
        assert_eq!(dataset["title"]["zh"], "公交站点");
        assert_eq!(dataset["attribution"]["source"], "上海市交通委员会");
        assert_eq!(dataset["version"]["files"][0]["rows"], 4);
        assert_eq!(dataset["door"]["state"], "open");

        let id = version.files[0].id.as_str();
        let versions = found(&house, "/api/v1/datasets/bus-stops/versions").await;
        assert_eq!(versions["items"][0]["files"][0]["id"], id);
        let one = found(&house, "/api/v1/datasets/bus-stops/versions/1").await;
        assert_eq!(one["files"][0]["sha256"], version.files[0].digest.as_str());
        let meta = found(&house, &format!("/api/v1/datasets/bus-stops/files/{id}/meta")).await;
        assert_eq!((&meta["dataset"], &meta["version"]), (&"bus-stops".into(), &1.into()));
        let preview = found(&house, &format!("/api/v1/datasets/bus-stops/preview?file={id}")).await;
        assert_eq!(preview["rows"][0][0], "0012", "codes keep their zeros");

        let body = found(&house, "/api/v1/bodies/transport-commission").await;
        assert_eq!(body["datasets"], 1);
        let themes = found(&house, "/api/v1/themes?lang=en").await;
        assert_eq!(themes["items"][0]["datasets"], 1);
        let suggested = found(&house, "/api/v1/suggest?q=公交&lang=en").await;
        assert_eq!(suggested[0]["href"], "/en/datasets/bus-stops");
    });
}

#[test]
fn o21_11b_o21_22_interfaces_tell_no_more_of_closed_content_than_pages_do() {
    on_each_database(|house| async move {
        house.list("payroll", "工资表", OpenType::NotOpen).await;
        let file = house.add("payroll", "payroll.csv", BUS_STOPS.as_bytes()).await.files[0].clone();
        house.bus_stops().await;
        suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();
        let addresses = |slug: &str| {
            let of = |rest: &str| format!("/api/v1/datasets/{slug}{rest}");
            [of(""), of("/versions"), of("/versions/1")]
        };
        let meta = format!("/api/v1/datasets/payroll/files/{}/meta", file.id);
        for address in addresses("payroll").into_iter().chain([meta]) {
            let answer = house.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert!(!answer.holds(file.digest.as_str()), "{address} tells the digest");
            assert!(!answer.holds("filled\":4"), "{address} tells how full the columns are");
        }
        for address in addresses("bus-stops") {
            let answer = house.get(&address).await;
            assert!(!answer.holds("filled\":4"), "{address} tells how full the columns are");
        }
    });
}

#[test]
fn every_bad_parameter_is_named_with_what_would_do() {
    on_each_database(|house| async move {
        let bad = "q=%s&open=opn&theme=x&body=%20UPPER&level=x&format=x&frequency=x&freshness=x&api=x&sort=x&page=0\
                   &size=101&facets=x&exact=x&priority=x&colour=red&lang=fr";
        let bad = bad.replace("%s", &"长".repeat(401));
        let answer = house.get(&format!("/api/v1/datasets?{bad}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "application/problem+json; charset=utf-8"
        );
        let problem = json(&answer);
        let fields: BTreeSet<&str> = problem["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fault| fault["field"].as_str().unwrap())
            .collect();
        let expected = [
            "api",
            "body",
            "exact",
            "facets",
            "format",
            "freshness",
            "frequency",
            "lang",
            "level",
            "open",
            "page",
            "priority",
            "q",
            "query",
            "size",
            "sort",
            "theme",
        ];
        assert_eq!(fields, BTreeSet::from(expected));
        assert!(
            answer.holds("unconditional"),
            "the codes that would do are told: {answer:?}"
        );
        for address in [
            "/api/v1/datasets/none",
            "/api/v1/datasets/UPPER",
            "/api/v1/bodies/none",
            "/api/v1/none",
        ] {
            let answer = house.get(address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert_eq!(json(&answer)["status"], 404, "{address}");
        }
    });
}

#[test]
fn sentences_follow_the_language_of_the_client() {
    on_each_database(|house| async move {
        let title = |answer: Answer| json(&answer)["title"].as_str().unwrap().to_owned();
        let address = "/api/v1/datasets/none";
        let zh = title(house.get(address).await);
        let en = title(
            house
                .get_with(address, &[(header::ACCEPT_LANGUAGE, "fr, en;q=0.5")])
                .await,
        );
        assert_eq!((&*zh, &*en), ("没有这一页", "There is no such page"));
        let asked = format!("{address}?lang=zh");
        assert_eq!(
            title(house.get_with(&asked, &[(header::ACCEPT_LANGUAGE, "en")]).await),
            zh
        );
    });
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    on_each_database(|house| async move {
        for number in 0..7 {
            let slug = format!("set-{number}");
            house.list(&slug, "同名数据", OpenType::Unconditional).await;
        }
        house.until_found("set-6").await;
        let mut address = "/api/v1/datasets?sort=title&size=3".to_owned();
        let mut slugs = Vec::new();
        loop {
            let page = found(&house, &address).await;
            slugs.extend(
                page["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["slug"].to_string()),
            );
            match page["links"]["next"].as_str() {
                Some(next) => address = next.split_once("8080").unwrap().1.to_owned(),
                None => break,
            }
        }
        assert_eq!(slugs.len(), 7);
        assert_eq!(slugs.iter().collect::<BTreeSet<_>>().len(), 7, "{slugs:?}");
    });
}

#[test]
fn the_document_tells_of_every_route_and_of_no_other() {
    on_each_database(|house| async move {
        let document = found(&house, "/api/v1/openapi.json").await;
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        let told: BTreeSet<&str> = document["paths"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let routes = server::routes();
        let there: BTreeSet<&str> = routes
            .iter()
            .map(|route| route.path.as_str())
            .filter(|path| path.starts_with("/api/v1/") && *path != "/api/v1/openapi.json")
            .collect();
        assert_eq!(told, there);
        let params: BTreeSet<&str> = document["paths"]["/api/v1/datasets"]["get"]["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let mut taken: BTreeSet<&str> = server::rest::doc::LIST_PARAMS.iter().copied().collect();
        taken.insert("lang");
        assert_eq!(params, taken);
        // Every schema that is pointed to is there.
        let text = document.to_string();
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(
                !document["components"]["schemas"][name].is_null(),
                "the schema {name} is missing"
            );
        }
        assert!(document["paths"]["/api/v1/datasets/{slug}/files/{id}"]["get"]["responses"]["451"].is_object());
    });
}

#[test]
fn the_document_says_what_each_route_takes_and_gives() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let document = found(&house, "/api/v1/openapi.json").await;
        for (path, item) in document["paths"].as_object().unwrap() {
            // One's own account has no words in a language.
            if path == "/api/v1/me" {
                continue;
            }
            let params = item["get"]["parameters"].as_array().unwrap();
            let langs = params.iter().filter(|param| param["name"] == "lang").count();
            assert_eq!(langs, 1, "{path} takes a language");
        }
        let told = |path: &str, status: &str| document["paths"][path]["get"]["responses"][status].clone();
        let file = "/api/v1/datasets/{slug}/files/{id}";
        let preview = "/api/v1/datasets/{slug}/preview";
        for status in ["412", "416"] {
            assert!(
                told(file, status).is_object() && told(preview, status).is_null(),
                "{status}"
            );
        }
        assert!(told(preview, "451").is_object());

        let address = format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id);
        let whole = house.get(&address).await;
        let part = house.get_with(&address, &[(header::RANGE, "bytes=0-9")]).await;
        let had = house
            .get_with(&address, &[(header::IF_NONE_MATCH, whole.header(header::ETAG))])
            .await;
        for (answer, status) in [(&whole, "200"), (&part, "206"), (&had, "304")] {
            assert_eq!(answer.status.as_str(), status);
            let told = told(file, status);
            let headers = told["headers"].as_object().unwrap();
            assert!(headers.contains_key("ETag"), "{status}");
            // The stops are not of the demo, and their entry names no licence.
            let missing: Vec<&str> = headers
                .keys()
                .map(String::as_str)
                .filter(|name| !answer.headers.contains_key(*name))
                .collect();
            assert_eq!(missing, ["X-Data-Demo", "X-Data-Licence"], "{status}");
            if status != "304" {
                let media_type = answer.header(header::CONTENT_TYPE);
                assert!(told["content"][media_type].is_object(), "{status} with {media_type}");
            }
        }
        assert!(told(file, "206")["headers"]["Content-Range"].is_object());
    });
}

#[test]
fn the_open_list_is_taken_away_as_a_table() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let csv = house.get("/open-list.csv?theme=transport").await;
        assert!(
            csv.body.starts_with(b"\xef\xbb\xbf") && csv.holds("公交站点"),
            "{csv:?}"
        );
        let mut reader = csv::Reader::from_reader(&csv.body[3..]);
        assert_eq!(reader.records().map(Result::unwrap).count(), 1);
        let english = house.get("/en/open-list.xlsx").await;
        let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(english.body)).unwrap();
        let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
        assert_eq!(sheet.height(), 2);
        assert_eq!(
            sheet.get_value((1, 3)).unwrap().to_string(),
            "Shanghai Municipal Transportation Commission"
        );
        let none = house.get("/open-list.csv?theme=health").await;
        assert_eq!(csv::Reader::from_reader(&none.body[3..]).records().count(), 0);
        assert_eq!(
            house.get("/open-list.csv?body=nobody").await.status,
            StatusCode::BAD_REQUEST
        );
    });
}

/// Strings that have broken programs before, from the list of naughty strings.
fn naughty_strings() -> Option<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/hostile/blns/blns.json");
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn naughty_strings_break_nothing() {
    let Some(strings) = naughty_strings() else {
        println!("left out: the shared data folder with the naughty strings is not here");
        return;
    };
    on_each_database(|house| {
        let strings = strings.clone();
        async move {
            house.bus_stops().await;
            house.until_found("bus-stops").await;
            let params = server::rest::doc::LIST_PARAMS;
            for (number, string) in strings.iter().enumerate() {
                let encoded = utf8_percent_encode(string, NON_ALPHANUMERIC).to_string();
                let param = params[number % params.len()];
                for address in [
                    format!("/api/v1/datasets?q={encoded}"),
                    format!("/api/v1/datasets?{param}={encoded}"),
                    format!("/api/v1/datasets?{encoded}={encoded}"),
                    format!("/api/v1/suggest?q={encoded}"),
                    format!("/api/v1/datasets/{encoded}"),
                    format!("/api/v1/datasets/bus-stops/versions/{encoded}"),
                    format!("/api/v1/datasets/bus-stops/files/{encoded}"),
                    format!("/api/v1/datasets/bus-stops/files/{encoded}/meta"),
                    format!("/api/v1/datasets/bus-stops/preview?file={encoded}"),
                    format!("/api/v1/bodies/{encoded}"),
                    format!("/datasets/bus-stops/files/{encoded}/{encoded}"),
                    format!("/datasets/{encoded}/versions/{encoded}/all.zip"),
                    format!("/open-list.csv?body={encoded}"),
                    format!("/en/{encoded}"),
                ] {
                    let answer = house.send(Method::GET, &address, &[]).await;
                    assert!(answer.status.as_u16() < 500, "{address} answers {}", answer.status);
                    let is_problem = answer
                        .header(header::CONTENT_TYPE)
                        .starts_with("application/problem+json");
                    assert!(answer.status.is_success() || is_problem, "{address}: {answer:?}");
                }
            }
            for raw in ["%", "%zz", "%ff", "a%00b", "&&&=&", "=", "page=1;page=2", "q=%c3%28"] {
                let answer = house.get(&format!("/api/v1/datasets?{raw}")).await;
                assert!(answer.status.as_u16() < 500, "?{raw} answers {}", answer.status);
            }
            for raw in ["%ff", "%00", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..", "%e0%80%af"] {
                for base in ["/api/v1/datasets/", "/datasets/", "/pkg/", "/"] {
                    let answer = house.get(&format!("{base}{raw}")).await;
                    assert!(
                        (400..500).contains(&answer.status.as_u16()),
                        "{base}{raw} answers {}",
                        answer.status
                    );
                }
            }
        }
    });
}
