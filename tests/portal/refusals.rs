//! Who is refused where: every route is asked as a stranger, as somebody with an account, as staff of another body, as
//! staff of this one and as the operator. A new route is not covered until it stands in the table.

use domain::actor::{Place, Role};
use domain::body::Body as OpeningBody;
use domain::entry::OpenType;
use domain::ids::BodyId;
use http::{Method, StatusCode};

use backend::service::accounts::appoint::appoint;
use backend::service::publishing;

use crate::house::{House, body, on_each_database};
use crate::people::{Browser, PASSWORD};

/// For whom a route is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Everyone.
    Everyone,
    /// Whoever is signed in.
    People,
    /// The people of the body that the address names, and the operator.
    Staff,
    /// The operator.
    Operators,
}

/// The table.
fn audience(method: &Method, path: &str) -> For {
    match (method.as_str(), path) {
        (_, "/account" | "/account/export" | "/me" | "/me/keys" | "/me/organisation" | "/api/v1/me") => For::People,
        ("POST", "/invited") => For::People,
        (_, "/bodies/{slug}/staff") => For::Staff,
        (_, "/operator" | "/operator/people" | "/operator/mail") => For::Operators,
        (
            "POST",
            "/preferences"
            | "/register"
            | "/register/confirm"
            | "/login"
            | "/login/second"
            | "/login/forgotten"
            | "/login/new-password"
            | "/logout",
        ) => For::Everyone,
        ("POST", other) => panic!("{other} changes something and stands in no line of the table"),
        (
            _,
            "/"
            | "/datasets"
            | "/datasets/{slug}"
            | "/open-list"
            | "/open-list.csv"
            | "/open-list.xlsx"
            | "/bodies"
            | "/bodies/{slug}"
            | "/themes/{slug}"
            | "/transparency"
            | "/rules"
            | "/login"
            | "/login/second"
            | "/login/forgotten"
            | "/login/new-password"
            | "/register"
            | "/register/confirm"
            | "/invited"
            | "/datasets/{slug}/files/{id}/{name}"
            | "/datasets/{slug}/versions/{number}/all.zip"
            | "/healthz"
            | "/readyz"
            | "/metrics"
            | "/robots.txt",
        ) => For::Everyone,
        (_, open) if open.starts_with("/ledger/") || open.starts_with("/api/v1/") => For::Everyone,
        (_, other) => panic!("{other} stands in no line of the table"),
    }
}

/// An address of a route in this house.
fn address(path: &str) -> String {
    let slug = if path.starts_with("/bodies") || path.contains("/api/v1/bodies") {
        "transport-commission"
    } else if path.starts_with("/themes") {
        "transport"
    } else {
        "bus-stops"
    };
    let filled = path
        .replace("{slug}", slug)
        .replace("{number}", "1")
        .replace("{name}", "x.csv");
    let filled = filled.replace("{id}", "0192f0c1-aaaa-7bbb-8ccc-0123456789ab");
    match filled.find('{') {
        Some(at) => filled[..at].to_owned() + "0",
        None => filled,
    }
}

/// Whether an answer refuses for want of a right.
fn refuses(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

async fn staff_of<'a>(house: &'a House, place: &Place, role: Role, email: &str) -> Browser<'a> {
    let console = house.console();
    let who = (email, "Zhang");
    appoint(&house.backend, &console, who, (place, role), Some(PASSWORD))
        .await
        .unwrap();
    let mut browser = Browser::new(house);
    let done = browser
        .send("/login", &[("email", email), ("password", PASSWORD)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    browser
}

#[test]
fn every_route_refuses_whom_it_is_not_for_and_nobody_else() {
    on_each_database(|house| async move {
        house.list("bus-stops", "公交站点", OpenType::Unconditional).await;
        let other = OpeningBody {
            id: BodyId::new("body-other"),
            slug: "other-bureau".parse().unwrap(),
            ..body()
        };
        publishing::save_body(&house.backend, &house.console(), &other)
            .await
            .unwrap();
        let user = Browser::signed_in(&house, "user@example.cn").await;
        let foreign = staff_of(&house, &Place::Body(other.id), Role::Manager, "foreign@example.cn").await;
        let own = staff_of(&house, &Place::Body(body().id), Role::Manager, "own@example.cn").await;
        let operator = staff_of(&house, &Place::Platform, Role::Operator, "operator@example.cn").await;
        let mut actors = [
            ("stranger", Browser::new(&house)),
            ("user", user),
            ("foreign manager", foreign),
            ("own manager", own),
            ("operator", operator),
        ];
        let mut asked = 0;
        for route in server::routes() {
            let audience = audience(&route.method, &route.path);
            // Signing out would end the story for whoever does it.
            if route.path == "/logout" {
                continue;
            }
            for (name, browser) in &mut actors {
                let address = address(&route.path);
                let answer = if route.method == Method::POST {
                    let fields = [("form", "roles"), ("person", "nobody"), ("role", "editor")];
                    browser.send(&address, &fields).await
                } else {
                    browser.get(&address).await
                };
                let may = match audience {
                    For::Everyone => true,
                    For::People => *name != "stranger",
                    For::Staff => matches!(*name, "own manager" | "operator"),
                    For::Operators => *name == "operator",
                };
                let status = answer.status;
                let what = format!("{} {address} as {name}: {status}", route.method);
                assert!(!status.is_server_error() || address == "/readyz", "{what}");
                if !may {
                    assert!(refuses(status), "{what}");
                    let wanted = if *name == "stranger" {
                        StatusCode::UNAUTHORIZED
                    } else {
                        StatusCode::FORBIDDEN
                    };
                    assert_eq!(status, wanted, "{what}");
                } else if audience != For::Everyone {
                    assert!(!refuses(status), "{what}");
                }
                asked += 1;
            }
        }
        println!(
            "{asked} questions: {} routes as {} actors",
            asked / actors.len(),
            actors.len()
        );
    });
}
