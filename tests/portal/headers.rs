//! What every answer carries: security headers, ids, languages, problems in the reader's form.

use axum::body::Body;
use http::{HeaderName, Method, Request, StatusCode, header};
use server::config::Config;
use server::{App, router};
use tower::ServiceExt as _;

use crate::house::{Answer, House, on_each_database};
use crate::people::Browser;

const HTML: (HeaderName, &str) = (header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

#[test]
fn every_answer_carries_the_security_headers() {
    on_each_database(|house| async move {
        let addresses = server::routes()
            .into_iter()
            .filter(|route| route.method == Method::GET)
            .map(|route| route.path);
        for address in addresses.chain(["/pkg/none.js".to_owned(), "/nowhere".to_owned()]) {
            let address = address.replace(['{', '}'], "");
            let answer = house.get_with(&address, &[HTML]).await;
            for name in [
                header::CONTENT_SECURITY_POLICY,
                header::X_CONTENT_TYPE_OPTIONS,
                header::REFERRER_POLICY,
                HeaderName::from_static("permissions-policy"),
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderName::from_static("cross-origin-resource-policy"),
                REQUEST_ID,
            ] {
                assert_eq!(answer.headers.get_all(&name).iter().count(), 1, "{address}: {name}");
            }
            assert!(
                answer
                    .header(header::CONTENT_SECURITY_POLICY)
                    .contains("frame-ancestors 'none'"),
                "{address}"
            );
        }
    });
}

#[test]
fn every_script_of_a_page_carries_the_nonce_of_its_header() {
    on_each_database(|house| async move {
        for address in ["/", "/en/datasets"] {
            let answer = house.get_with(address, &[HTML]).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            let policy = answer.header(header::CONTENT_SECURITY_POLICY);
            let nonce = policy
                .split("'nonce-")
                .nth(1)
                .and_then(|rest| rest.split('\'').next())
                .expect("a nonce");
            let page = text(&answer);
            let scripts: Vec<_> = page
                .split("<script")
                .skip(1)
                .map(|rest| rest.split('>').next().unwrap())
                .collect();
            assert!(!scripts.is_empty(), "{address} wakes no island");
            for script in scripts {
                assert!(
                    script.contains(&format!("nonce=\"{nonce}\"")),
                    "{address}: <script{script}> has no nonce"
                );
            }
            let again = house.get_with(address, &[HTML]).await;
            assert_ne!(
                again.header(header::CONTENT_SECURITY_POLICY),
                policy,
                "a nonce is used once"
            );
        }
    });
}

#[test]
fn problems_come_as_pages_for_people_and_as_json_for_programs() {
    on_each_database(|house| async move {
        for (address, lang, sentence) in [
            ("/nowhere", "zh-CN", "没有这一页"),
            ("/en/nowhere", "en", "There is no such page"),
        ] {
            let page = house.get_with(address, &[HTML]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND);
            assert_eq!(page.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
            assert!(
                page.holds(sentence) && page.holds(&format!("<html lang=\"{lang}\"")),
                "{}",
                text(&page)
            );
            assert!(
                page.holds(page.header(REQUEST_ID)),
                "the page does not tell its request id"
            );
        }
        let json = house.get_with("/datasets/none/versions/1/all.zip", &[]).await;
        assert_eq!(
            json.header(header::CONTENT_TYPE),
            "application/problem+json; charset=utf-8"
        );
        let page = house.get_with("/datasets/none/versions/1/all.zip", &[HTML]).await;
        assert_eq!(page.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
        let method = house
            .send(Method::POST, "/api/v1/datasets", &[(SEC_FETCH_SITE, "same-origin")])
            .await;
        assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(method.holds("\"code\":\"method-not-allowed\"") && !method.header(header::ALLOW).is_empty());
    });
}

#[test]
fn a_request_keeps_its_own_plain_id() {
    on_each_database(|house| async move {
        let id = "0192f0c1-aaaa-7bbb-8ccc-0123456789ab";
        assert_eq!(
            house.get_with("/healthz", &[(REQUEST_ID, id)]).await.header(REQUEST_ID),
            id
        );
        let strange = house.get_with("/healthz", &[(REQUEST_ID, "a b\"c\"d e f g")]).await;
        assert_eq!(strange.header(REQUEST_ID).len(), 36);
    });
}

async fn prefer(house: &House, headers: &[(HeaderName, &str)], form: &'static str) -> Answer {
    let mut request = Request::post("/preferences").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    house.ask(request.body(Body::from(form)).unwrap()).await
}

#[test]
fn preferences_are_taken_from_the_portals_own_pages_only() {
    on_each_database(|house| async move {
        let own = [(SEC_FETCH_SITE, "same-origin")];
        let set = prefer(&house, &own, "theme=dark&back=%2Fen%2Fdatasets%3Fq%3Dbus").await;
        assert_eq!(set.status, StatusCode::SEE_OTHER);
        assert_eq!(set.header(header::LOCATION), "/en/datasets?q=bus");
        assert!(
            set.header(header::SET_COOKIE)
                .starts_with("theme=dark; Path=/; Max-Age=31536000; SameSite=Lax")
        );
        let away = prefer(&house, &own, "theme=light&back=%2F%2Fevil.example").await;
        assert_eq!(away.header(header::LOCATION), "/");
        assert_eq!(prefer(&house, &own, "theme=pink").await.status, StatusCode::BAD_REQUEST);
        for foreign in [
            vec![],
            vec![(SEC_FETCH_SITE, "cross-site")],
            vec![(header::ORIGIN, "https://evil.example")],
        ] {
            let refused = prefer(&house, &foreign, "theme=dark").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{foreign:?}");
            assert!(refused.header(header::SET_COOKIE).is_empty());
        }
    });
}

#[test]
fn pages_are_compressed_and_files_go_out_as_they_are_stored() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let file = format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id);
        for (encoding, wish) in [("br", "br, gzip"), ("gzip", "gzip")] {
            let wish = [(header::ACCEPT_ENCODING, wish), HTML];
            let page = house.get_with("/datasets", &wish).await;
            assert_eq!(page.header(header::CONTENT_ENCODING), encoding);
            let stored = house.get_with(&file, &wish).await;
            assert_eq!(stored.header(header::CONTENT_ENCODING), "");
            assert_eq!(
                stored.header(header::CONTENT_LENGTH),
                version.files[0].bytes.to_string()
            );
        }
    });
}

#[test]
fn open_data_may_be_read_by_pages_of_other_sites_and_nothing_else_may() {
    on_each_database(|house| async move {
        let origin = [(header::ORIGIN, "https://app.example")];
        let list = house.get_with("/api/v1/datasets", &origin).await;
        assert_eq!(list.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
        let page = house.get_with("/", &[origin[0].clone(), HTML]).await;
        assert_eq!(page.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "");
    });
}

#[test]
fn browsers_keep_to_https_where_the_portal_is_reached_by_it() {
    on_each_database(|house| async move {
        for (url, expected) in [
            (None, None),
            (Some("http://data.example.cn"), None),
            (Some("https://data.example.cn"), Some("max-age=31536000")),
        ] {
            let config = Config {
                public_url: url.map(str::to_owned),
                ..Config::default()
            };
            let service = router(App::new(house.backend.clone(), config));
            let answer = service
                .oneshot(Request::get("/healthz").body(Body::empty()).unwrap())
                .await
                .unwrap();
            let sent = answer
                .headers()
                .get(header::STRICT_TRANSPORT_SECURITY)
                .map(|value| value.to_str().unwrap());
            assert_eq!(sent, expected, "{url:?}");
        }
    });
}

#[test]
fn assets_are_kept_for_ever_and_come_compressed_as_built() {
    on_each_database(|house| async move {
        let package = house.folder.path().join("site/pkg/0123abcd");
        std::fs::create_dir_all(&package).unwrap();
        std::fs::write(package.join("app.css"), "body{}").unwrap();
        std::fs::write(package.join("app.css.br"), "not really brotli").unwrap();
        std::fs::write(house.folder.path().join("site/favicon.svg"), "<svg/>").unwrap();
        let css = house
            .get_with("/pkg/0123abcd/app.css", &[(header::ACCEPT_ENCODING, "br")])
            .await;
        assert_eq!(css.header(header::CONTENT_ENCODING), "br");
        assert_eq!(css.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert_eq!(css.body, "not really brotli");
        assert_eq!(house.get("/pkg/0123abcd/app.css").await.body, "body{}");
        let mut member = Browser::signed_in(&house, "member@example.cn").await;
        let css = member.get("/pkg/0123abcd/app.css").await;
        assert_eq!(
            css.header(header::CACHE_CONTROL),
            "public, max-age=31536000, immutable",
            "who is signed in keeps them too"
        );
        assert_eq!(
            house.get("/favicon.svg").await.header(header::CACHE_CONTROL),
            "public, max-age=300"
        );
        assert_eq!(
            house.get("/pkg/0123abcd").await.status,
            StatusCode::NOT_FOUND,
            "folders are not listed"
        );
    });
}
