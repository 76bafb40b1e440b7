//! People at their browsers: cookies kept, forms sent, letters read.

use std::collections::BTreeMap;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Method, Request, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::house::{Answer, House};

/// A password that will do.
pub const PASSWORD: &str = "玉兰 tram Suzhou creek 1908";

/// A browser with its cookies.
pub struct Browser<'a> {
    house: &'a House,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    /// A fresh one.
    pub fn new(house: &'a House) -> Self {
        Self {
            house,
            cookies: BTreeMap::new(),
        }
    }

    /// One in which somebody with this address is signed in; the account is opened and confirmed on the way.
    pub async fn signed_in(house: &'a House, email: &str) -> Self {
        let mut browser = Self::new(house);
        browser.open_account(email).await;
        let done = browser
            .send("/login", &[("email", email), ("password", PASSWORD)])
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
        browser
    }

    /// Opens an account and confirms its address.
    pub async fn open_account(&mut self, email: &str) {
        let fields = [("name", "Wang Xiaoming"), ("email", email), ("password", PASSWORD)];
        let before = self.house.letters().len();
        let sent = self.send("/en/register", &fields).await;
        assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
        let letter = self.house.letter_after(before, email, "confirm").await;
        let done = self
            .send(
                "/register/confirm",
                &[("key", &key_of(&letter)), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Forgets a cookie.
    pub fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// Asks for a page.
    pub async fn get(&mut self, address: &str) -> Answer {
        self.ask(Method::GET, address, String::new()).await
    }

    /// Sends a form from a page of the portal.
    pub async fn send(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        self.ask(Method::POST, address, pairs.join("&")).await
    }

    async fn ask(&mut self, method: Method, address: &str, body: String) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::ACCEPT, "text/html")
            .header(header::USER_AGENT, "Test/1.0")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = self.house.ask(request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, _) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

impl House {
    /// The newest letter to an address whose text holds a word, once it has come.
    pub async fn letter(&self, email: &str, word: &str) -> String {
        self.letter_after(0, email, word).await
    }

    /// The same, once more letters have left than so many.
    pub async fn letter_after(&self, before: usize, email: &str, word: &str) -> String {
        for _ in 0..500 {
            let mut letters = self.letters();
            letters.sort();
            let all = letters.len();
            let found = letters
                .into_iter()
                .rev()
                .find(|(_, text)| text.contains(email) && text.contains(word));
            if let Some((_, text)) = found.filter(|_| all > before) {
                return text;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("no letter to {email} with {word}: {:?}", self.letters());
    }

    /// All letters that have left, with their texts decoded.
    pub fn letters(&self) -> Vec<(std::time::SystemTime, String)> {
        let folder = self.folder.path().join("mail");
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let read = |file: std::fs::DirEntry| {
            let at = file.metadata().unwrap().modified().unwrap();
            (at, decoded(&std::fs::read_to_string(file.path()).unwrap()))
        };
        files.map(read).collect()
    }
}

/// The key in a letter's link.
pub fn key_of(letter: &str) -> String {
    let (_, rest) = letter.split_once("key=").expect("the letter has a link");
    rest.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect()
}

/// A letter with its body as its reader sees it.
fn decoded(letter: &str) -> String {
    let (head, body) = letter.split_once("\r\n\r\n").unwrap_or((letter, ""));
    let folded = head.to_lowercase();
    let body = if folded.contains("base64") {
        let bytes = STANDARD.decode(body.replace(['\r', '\n'], "")).unwrap();
        String::from_utf8(bytes).unwrap()
    } else if folded.contains("quoted-printable") {
        body.replace("=\r\n", "").replace("=3D", "=")
    } else {
        body.to_owned()
    };
    format!("{head}\n\n{body}")
}
