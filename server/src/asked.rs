//! What a request asks for besides its path: the language, the form of errors, and the id it is known by.

use std::sync::Arc;

use domain::ids::RequestId;
use domain::text::Lang;
use http::{HeaderMap, Uri, header};

use crate::session::Identity;

/// The form in which the client reads problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page, for people.
    Page,
    /// `application/problem+json`, for programs.
    Json,
}

/// A request extension, made once at the door of the server.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The language of pages and sentences.
    pub lang: Lang,
    /// The form of problems.
    pub form: Form,
    /// The request's id in logs, answers and error pages.
    pub request: RequestId,
    /// The nonce of the answer's content security policy.
    pub nonce: String,
    /// Who asks; a visitor until the server has looked.
    pub identity: Arc<Identity>,
}

/// Splits the language off a path: `/en/datasets` is the English page of `/datasets`. Addresses of machines have one
/// language-free place.
pub fn split_lang(path: &str) -> Option<(Lang, &str)> {
    let rest = path.strip_prefix("/en")?;
    match rest {
        "" => Some((Lang::En, "/")),
        // A path that begins with two slashes is the address of another site, wherever a page writes it out.
        _ if rest.starts_with("//") || rest.starts_with("/\\") => None,
        _ if rest.starts_with('/') && !is_for_machines(rest) => Some((Lang::En, rest)),
        _ => None,
    }
}

fn is_for_machines(path: &str) -> bool {
    ["/api", "/ledger", "/pkg", "/en"].iter().any(|prefix| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The form of problems: JSON below `/api`, elsewhere a page for those who say that they take one, as browsers do.
pub fn form(path: &str, headers: &HeaderMap) -> Form {
    let below_api = path == "/api" || path.starts_with("/api/");
    let takes_pages = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/html") || value.contains("application/xhtml+xml"));
    if takes_pages && !below_api {
        Form::Page
    } else {
        Form::Json
    }
}

/// The language of the sentences that a program gets: `?lang=`, then `Accept-Language`, then Chinese.
pub fn lang_of_program(uri: &Uri, headers: &HeaderMap) -> Lang {
    let query = uri.query().unwrap_or_default();
    let wished = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(|code| code.parse().ok());
    let accepted = || accepted_lang(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?);
    wished.or_else(accepted).unwrap_or(Lang::Zh)
}

/// The language that an `Accept-Language` header ranks highest among those the portal has.
fn accepted_lang(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in header.split(',') {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok())
            .unwrap_or(1.0);
        let lang = match tag.split('-').next() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => continue,
        };
        if weight > 0.0 && best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_pages_stand_under_en_and_machine_addresses_do_not() {
        assert_eq!(split_lang("/en"), Some((Lang::En, "/")));
        assert_eq!(split_lang("/en/"), Some((Lang::En, "/")));
        assert_eq!(split_lang("/en/datasets/a"), Some((Lang::En, "/datasets/a")));
        for other in [
            "/",
            "/english",
            "/en/api/v1/datasets",
            "/en/pkg/x.js",
            "/en/en/datasets",
            "/datasets/en",
            "/en//evil.example/x",
            "/en/\\evil.example",
        ] {
            assert_eq!(split_lang(other), None, "{other}");
        }
    }

    #[test]
    fn the_language_of_a_program_is_what_it_says() {
        let lang = |uri: &str, accept: Option<&str>| {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
            }
            lang_of_program(&uri.parse().unwrap(), &headers)
        };
        assert_eq!(lang("/api?q=a&lang=en", Some("zh")), Lang::En);
        assert_eq!(lang("/api?lang=xx", Some("fr, en-GB;q=0.8, zh;q=0.7")), Lang::En);
        assert_eq!(lang("/api", Some("en;q=0, zh-CN;q=0.1")), Lang::Zh);
        assert_eq!(lang("/api", None), Lang::Zh);
    }

    #[test]
    fn browsers_get_pages_and_programs_get_json() {
        let mut headers = HeaderMap::new();
        assert_eq!(form("/datasets", &headers), Form::Json);
        headers.insert(
            header::ACCEPT,
            "text/html,application/xhtml+xml,*/*;q=0.8".parse().unwrap(),
        );
        assert_eq!(form("/datasets", &headers), Form::Page);
        assert_eq!(form("/api/v1/datasets", &headers), Form::Json);
        assert_eq!(form("/apiary", &headers), Form::Page);
    }
}
