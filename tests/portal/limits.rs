//! Limits of one client, and a server that ends without breaking what runs.

use std::time::{Duration, Instant};

use axum::body::Body;
use domain::entry::OpenType;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use server::config::Config;
use server::{App, router};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tower::ServiceExt as _;

use crate::house::on_each_database;
use crate::socket::{Socket, read_answer};

#[test]
fn an_address_that_asks_too_often_is_told_when_to_go_on() {
    on_each_database(|house| async move {
        let mut config = Config::default();
        (config.limits.rate, config.limits.burst) = (1, 3);
        config.limits.proxy_header = Some("x-forwarded-for".into());
        let service = router(App::new(house.backend.clone(), config));
        let ask = |address: &'static str, from: &'static str, accept: &'static str| {
            let request = Request::get(address)
                .header("x-forwarded-for", from)
                .header(header::ACCEPT, accept);
            service.clone().oneshot(request.body(Body::empty()).unwrap())
        };
        for _ in 0..3 {
            assert_eq!(
                ask("/robots.txt", "192.0.2.1", "*/*").await.unwrap().status(),
                StatusCode::OK
            );
        }
        for (accept, kind) in [
            ("*/*", "application/problem+json; charset=utf-8"),
            ("text/html", "text/html; charset=utf-8"),
        ] {
            let refused = ask("/robots.txt", "192.0.2.1", accept).await.unwrap();
            assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(refused.headers()[header::RETRY_AFTER], "1");
            assert_eq!(refused.headers()[header::CONTENT_TYPE], kind);
            assert!(!refused.into_body().collect().await.unwrap().to_bytes().is_empty());
        }
        assert_eq!(
            ask("/robots.txt", "192.0.2.2", "*/*").await.unwrap().status(),
            StatusCode::OK
        );
        assert_eq!(
            ask("/healthz", "192.0.2.1", "*/*").await.unwrap().status(),
            StatusCode::OK,
            "probes are free"
        );
    });
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    on_each_database(|house| async move {
        let mut config = Config::default();
        config.limits.body_bytes = 100;
        let service = router(App::new(house.backend.clone(), config));
        for announced in [true, false] {
            let mut request = Request::post("/preferences")
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            if announced {
                request = request.header(header::CONTENT_LENGTH, "1000");
            }
            let body = Body::from_stream(futures::stream::iter([Ok::<_, std::io::Error>(
                "theme=dark&back=".repeat(60),
            )]));
            let answer = service.clone().oneshot(request.body(body).unwrap()).await.unwrap();
            assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE, "announced: {announced}");
        }
    });
}

#[test]
fn who_does_not_finish_a_request_is_not_waited_for() {
    on_each_database(|house| async move {
        let socket = Socket::open(&house, |limits| limits.header_seconds = 1);
        for beginning in ["", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
            let mut stream = TcpStream::connect(socket.address).await.unwrap();
            stream.write_all(beginning.as_bytes()).await.unwrap();
            let begun = Instant::now();
            let mut rest = Vec::new();
            let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
            assert!(ended.is_ok(), "still held after ten seconds");
            assert!(begun.elapsed() >= Duration::from_millis(900));
        }
        socket.stop().await.unwrap();
    });
}

#[test]
fn connections_beyond_the_limit_wait_for_a_place() {
    on_each_database(|house| async move {
        let socket = Socket::open(&house, |limits| limits.connections = 1);
        let mut first = socket.send("/healthz").await;
        read_answer(&mut first).await.unwrap();
        let mut second = socket.send("/healthz").await;
        let early = tokio::time::timeout(Duration::from_millis(300), read_answer(&mut second)).await;
        assert!(early.is_err(), "the second connection was served beside the first");
        drop(first);
        let (head, _) = read_answer(&mut second).await.unwrap();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        drop(second);
        socket.stop().await.unwrap();
    });
}

#[test]
fn who_stops_reading_is_cut_off() {
    on_each_database(|house| async move {
        house.list("zeros", "零", OpenType::Unconditional).await;
        let version = house.add("zeros", "zeros.txt", &vec![b'0'; 20_000_000]).await;
        let socket = Socket::open(&house, |limits| limits.stall_seconds = 1);
        let mut stream = socket
            .send(&format!("/api/v1/datasets/zeros/files/{}", version.files[0].id))
            .await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        let mut rest = Vec::new();
        assert!(
            stream.read_to_end(&mut rest).await.is_err(),
            "the connection was held for a client that does not read"
        );
        socket.stop().await.unwrap();
    });
}

#[test]
fn a_server_that_stops_finishes_what_runs_and_takes_nothing_new() {
    on_each_database(|house| async move {
        house.list("zeros", "零", OpenType::Unconditional).await;
        let version = house.add("zeros", "zeros.txt", &vec![b'0'; 20_000_000]).await;
        let socket = Socket::open(&house, |_| ());
        let mut stream = socket
            .send(&format!("/api/v1/datasets/zeros/files/{}", version.files[0].id))
            .await;
        let mut begin = vec![0; 1000];
        stream.read_exact(&mut begin).await.unwrap();
        let address = socket.address;
        let stopped = socket.stop();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(TcpStream::connect(address).await.is_err(), "a new connection was taken");
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap();
        let zeros = begin
            .iter()
            .chain(&rest)
            .rev()
            .take_while(|byte| **byte == b'0')
            .count();
        assert_eq!(zeros, 20_000_000, "the running download was not finished");
        stopped.await.unwrap();
    });
}
