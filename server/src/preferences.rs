//! What a visitor prefers, kept in a cookie by a plain form.

use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use axum::{Form, body::Body};
use domain::refused::Why;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use crate::forms::unreadable;
use crate::problem::Problem;
use crate::state::App;

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub struct Preferences {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    back: String,
}

const YEAR_SECONDS: u32 = 31_536_000;

/// Sets the cookie and goes back to the page.
pub async fn set(State(app): State<App>, form: Result<Form<Preferences>, FormRejection>) -> Result<Response, Problem> {
    let form = form.map_err(|rejection| unreadable(&app, &rejection, "theme=light&back=/"));
    let Form(Preferences { theme, back }) = form?;
    // Naming no theme forgets the cookie, and the page follows the system again.
    let (theme, age) = match theme.as_str() {
        "light" => ("light", YEAR_SECONDS),
        "dark" => ("dark", YEAR_SECONDS),
        "" | "system" => ("", 0),
        other => {
            let given = other.chars().take(60).collect();
            let known = ["light", "dark", "system"].map(str::to_owned).to_vec();
            return Err(Problem::invalid("theme", Why::UnknownCode { given, known }));
        }
    };
    let cookie = format!("theme={theme}; Path=/; Max-Age={age}; SameSite=Lax");
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(
        header::SET_COOKIE,
        HeaderValue::try_from(cookie).expect("the cookie is visible ASCII"),
    );
    headers.insert(
        header::LOCATION,
        HeaderValue::try_from(own_path(&back)).expect("a path of ours is visible ASCII"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The path to go back to when it lies on this portal, else the home page.
pub fn own_path(back: &str) -> String {
    // `//host` and `/\host` lead to other sites.
    let own = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '#']);
    let plain = back.len() <= 2000 && back.bytes().all(|b| b.is_ascii_graphic());
    if own && plain { back.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_never_leaves_the_portal() {
        for own in ["/", "/en/datasets?q=%E5%85%AC&page=2", "/datasets/a"] {
            assert_eq!(own_path(own), own);
        }
        for foreign in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "",
            "datasets",
            "/a\r\nX: y",
            "/公",
        ] {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }
}
