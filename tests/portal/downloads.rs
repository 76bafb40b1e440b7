//! Getting data: files whole and in parts, their names, archives, and how a running download is cut.

use std::io::{Cursor, ErrorKind, Read as _};

use backend::service::{catalogue, publishing, suspension};
use domain::entry::OpenType;
use domain::text::Text;
use domain::version::Version;
use http::{Method, StatusCode, header};
use percent_encoding::percent_decode_str;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::house::{BUS_STOPS, body, on_each_database};
use crate::socket::{Socket, read_answer};

const BOM: &[u8] = b"\xef\xbb\xbf";

fn by_page(version: &Version) -> String {
    format!("/datasets/bus-stops/files/{}/x.csv", version.files[0].id)
}

fn by_api(version: &Version) -> String {
    format!("/api/v1/datasets/bus-stops/files/{}", version.files[0].id)
}

#[test]
fn o21_14_o9_30_bs_33_open_data_is_got_without_an_account_and_opens_in_a_spreadsheet() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let page = house.get(&by_page(&version)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(
            page.body,
            [BOM, BUS_STOPS.as_bytes()].concat(),
            "a spreadsheet needs the mark to read Chinese"
        );
        assert_eq!(page.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
        assert_eq!(
            page.header(header::CONTENT_DISPOSITION),
            "attachment; filename=\"bus-stops.csv\"; filename*=UTF-8''%E5%85%AC%E4%BA%A4%E7%AB%99%E7%82%B9.csv"
        );
        let plain = house.get(&format!("{}?bom=0", by_page(&version))).await;
        let api = house.get(&by_api(&version)).await;
        for answer in [&plain, &api] {
            assert_eq!(answer.body, BUS_STOPS, "programs get the stored bytes");
            let etag = format!("\"{}\"", version.files[0].digest);
            assert_eq!(answer.header(header::ETAG), etag);
            assert!(answer.headers["repr-digest"].to_str().unwrap().starts_with("sha-256=:"));
        }
        assert_ne!(
            page.header(header::ETAG),
            api.header(header::ETAG),
            "other bytes have another tag"
        );
    });
}

#[test]
fn o21_25b_every_download_says_source_and_licence() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let zip = "/datasets/bus-stops/versions/1/all.zip".to_owned();
        let preview = "/api/v1/datasets/bus-stops/preview".to_owned();
        for address in [by_page(&version), by_api(&version), zip, preview] {
            let answer = house.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            let source = percent_decode_str(answer.headers["x-data-source"].to_str().unwrap());
            assert_eq!(source.decode_utf8().unwrap(), "上海市交通委员会", "{address}");
            let links: Vec<_> = answer
                .headers
                .get_all(header::LINK)
                .iter()
                .map(|link| link.to_str().unwrap())
                .collect();
            assert!(
                links
                    .iter()
                    .any(|link| link.ends_with("/datasets/bus-stops>; rel=\"describedby\"")),
                "{address}"
            );
        }
    });
}

#[test]
fn every_part_is_what_the_whole_says() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        for address in [by_page(&version), by_api(&version)] {
            let whole = house.get(&address).await.body;
            let size = whole.len();
            for first in [0, 1, 2, 3, 4, size - 1] {
                for last in [first, first + 1, first + 7, size - 1, size + 99] {
                    let part = house
                        .get_with(&address, &[(header::RANGE, &format!("bytes={first}-{last}"))])
                        .await;
                    let end = last.min(size - 1) + 1;
                    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
                    assert_eq!(part.body, whole[first..end], "{address} {first}-{last}");
                    let expected = format!("bytes {first}-{}/{size}", end - 1);
                    assert_eq!(part.header(header::CONTENT_RANGE), expected);
                    assert_eq!(part.header(header::CONTENT_LENGTH), (end - first).to_string());
                }
            }
            let tail = house.get_with(&address, &[(header::RANGE, "bytes=-5")]).await;
            assert_eq!(tail.body, whole[size - 5..]);
            let outside = house
                .get_with(&address, &[(header::RANGE, &format!("bytes={size}-"))])
                .await;
            assert_eq!(outside.status, StatusCode::RANGE_NOT_SATISFIABLE);
            assert_eq!(outside.header(header::CONTENT_RANGE), format!("bytes */{size}"));
            let etag = house.get(&address).await.header(header::ETAG).to_owned();
            for (tag, status) in [(&*etag, 206), ("\"other\"", 200)] {
                let headers = [(header::RANGE, "bytes=0-3"), (header::IF_RANGE, tag)];
                assert_eq!(
                    house.get_with(&address, &headers).await.status,
                    status,
                    "If-Range: {tag}"
                );
            }
        }
    });
}

#[test]
fn a_client_that_has_the_bytes_is_told_so_and_a_head_has_the_head_of_its_get() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        for address in [by_page(&version), by_api(&version)] {
            let whole = house.get(&address).await;
            let etag = whole.header(header::ETAG);
            let again = house.get_with(&address, &[(header::IF_NONE_MATCH, etag)]).await;
            assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
            assert_eq!(again.header(header::ETAG), etag);
            let failed = house.get_with(&address, &[(header::IF_MATCH, "\"other\"")]).await;
            assert_eq!(failed.status, StatusCode::PRECONDITION_FAILED);
            let head = house.send(Method::HEAD, &address, &[]).await;
            assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
            for name in [
                header::CONTENT_LENGTH,
                header::CONTENT_TYPE,
                header::ETAG,
                header::CONTENT_DISPOSITION,
            ] {
                assert_eq!(head.header(name.clone()), whole.header(name.clone()), "{name}");
            }
        }
    });
}

#[test]
fn a_spreadsheet_gets_no_formula_and_the_api_gets_every_byte() {
    on_each_database(|house| async move {
        let version = house.bus_stops().await;
        let safe = house.get(&format!("{}?variant=spreadsheet", by_page(&version))).await;
        assert!(safe.holds("'=外滩") && safe.body.starts_with(BOM), "{safe:?}");
        assert_eq!(safe.header(header::ACCEPT_RANGES), "none");
        assert!(house.get(&by_api(&version)).await.holds("0013,=外滩"));
        let wrong = house.get(&format!("{}?variant=odd&bom=maybe", by_page(&version))).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        assert!(
            wrong.holds("\"field\":\"variant\"") && wrong.holds("\"field\":\"bom\""),
            "{wrong:?}"
        );
    });
}

#[test]
fn all_files_of_a_version_come_as_one_archive() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let answer = house.get("/datasets/bus-stops/versions/1/all.zip").await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/zip");
        assert!(
            answer
                .header(header::CONTENT_DISPOSITION)
                .contains("filename*=UTF-8''%E5%85%AC")
        );
        let mut archive = zip::ZipArchive::new(Cursor::new(answer.body)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!(read("公交站点.csv"), BUS_STOPS);
        let readme = read("README.txt");
        assert!(
            readme.contains("上海市交通委员会") && readme.contains("公交站点.csv"),
            "{readme}"
        );
        let metadata: serde_json::Value = serde_json::from_str(&read("metadata.json")).unwrap();
        assert_eq!(metadata["attribution"]["source"], "上海市交通委员会");
        assert_eq!(
            house.get("/datasets/bus-stops/versions/2/all.zip").await.status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn files_with_the_names_of_an_archives_lists_break_no_archive() {
    on_each_database(|house| async move {
        house.list("notes", "说明", OpenType::Unconditional).await;
        let files = [("README.txt", "read the notes\n"), ("metadata.json", "[{\"a\":1}]")];
        for (number, (name, content)) in (1..).zip(files) {
            house.add("notes", name, content.as_bytes()).await;
            let answer = house.get(&format!("/datasets/notes/versions/{number}/all.zip")).await;
            let mut archive = zip::ZipArchive::new(Cursor::new(answer.body)).unwrap();
            assert_eq!(archive.len(), 3);
            let mut read = |name: &str| {
                let mut text = String::new();
                archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
                text
            };
            let numbered = format!("1-{name}");
            assert_eq!(read(&numbered), content);
            assert!(
                read("README.txt").contains(&numbered),
                "the list has the archive's names"
            );
        }
    });
}

#[test]
fn the_tag_of_an_archive_changes_with_what_stands_in_its_lists() {
    on_each_database(|house| async move {
        house.bus_stops().await;
        let address = "/datasets/bus-stops/versions/1/all.zip";
        let ask = async |address: &str, tag: &str| {
            let answer = house.get_with(address, &[(header::IF_NONE_MATCH, tag)]).await;
            assert!(answer.header(header::VARY).contains("accept-language"), "{answer:?}");
            (answer.status, answer.header(header::ETAG).to_owned())
        };
        let (_, chinese) = ask(address, "\"none\"").await;
        assert_eq!(ask(address, &chinese).await.0, StatusCode::NOT_MODIFIED);
        let (status, english) = ask(&format!("/en{address}"), &chinese).await;
        assert_eq!(status, StatusCode::OK, "the same files with another list");
        assert_ne!(english, chinese);
        let renamed = domain::body::Body {
            name: Text::both("上海市交通运输委员会", "Shanghai Transport Commission"),
            ..body()
        };
        publishing::save_body(&house.backend, &house.console(), &renamed)
            .await
            .unwrap();
        assert_eq!(
            ask(address, &chinese).await.0,
            StatusCode::OK,
            "the list names its source"
        );
    });
}

#[test]
fn o21_15b_what_is_not_open_to_everyone_is_refused_with_its_article() {
    on_each_database(|house| async move {
        let cases = [
            ("taxis", OpenType::Conditional, 401, "O21-15b"),
            ("cases", OpenType::NotOpen, 403, "O21-11b"),
        ];
        for (slug, open_type, status, rule) in cases {
            house.list(slug, "受限数据", open_type).await;
            let version = house.add(slug, "数据.csv", BUS_STOPS.as_bytes()).await;
            let file = &version.files[0].id;
            for address in [
                format!("/datasets/{slug}/files/{file}/x.csv"),
                format!("/api/v1/datasets/{slug}/files/{file}"),
                format!("/api/v1/datasets/{slug}/preview"),
                format!("/datasets/{slug}/versions/1/all.zip"),
            ] {
                let answer = house.get(&address).await;
                assert_eq!(answer.status, status, "{address}");
                let problem: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
                assert_eq!(problem["rule"], rule, "{address}");
            }
        }
    });
}

#[test]
fn people_are_counted_and_robots_heads_and_revalidations_are_not() {
    on_each_database(|house| async move {
        let house = &house;
        let version = house.bus_stops().await;
        let file = by_page(&version);
        let etag = house.get(&file).await.header(header::ETAG).to_owned();
        house.get_with(&file, &[(header::RANGE, "bytes=0-1")]).await;
        house.get_with(&file, &[(header::RANGE, "bytes=9-")]).await;
        house.get_with(&file, &[(header::IF_NONE_MATCH, &etag)]).await;
        house.get_with(&file, &[(header::USER_AGENT, "ExampleBot/1.0")]).await;
        house.send(Method::HEAD, &file, &[]).await;
        house.get(&by_api(&version)).await;
        let uses = || async {
            let view = catalogue::dataset(&house.backend, &house.visitor(), "bus-stops")
                .await
                .unwrap();
            view.weekly.iter().sum::<i64>()
        };
        house
            .until("three uses are written", || async { uses().await == 3 })
            .await;
        tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
        assert_eq!(uses().await, 3, "the whole file, its first part, and the call");
    });
}

/// Some megabytes of lines: more than sockets hold.
fn large_table() -> Vec<u8> {
    let mut table = String::from("number,text\n");
    for number in 0..400_000 {
        table.push_str(&format!("{number},0123456789012345678901234567\n"));
    }
    table.into_bytes()
}

#[test]
fn o21_22_running_downloads_are_cut_and_nobody_takes_the_part_for_the_whole() {
    on_each_database(|house| async move {
        house.list("lines", "很多行", OpenType::Unconditional).await;
        let table = large_table();
        let version = house.add("lines", "lines.csv", &table).await;
        let socket = Socket::open(&house, |_| ());
        let file = version.files[0].id.as_str();
        let addresses = [
            format!("/api/v1/datasets/lines/files/{file}"),
            format!("/datasets/lines/files/{file}/lines.csv"),
            format!("/datasets/lines/files/{file}/lines.csv?variant=spreadsheet"),
            "/datasets/lines/versions/1/all.zip".to_owned(),
        ];
        let mut running = Vec::new();
        for address in &addresses {
            for reads in [true, false] {
                let mut stream = socket.send(address).await;
                let mut got = vec![0; 1000];
                stream.read_exact(&mut got).await.unwrap();
                assert!(got.starts_with(b"HTTP/1.1 200 OK"), "{}", String::from_utf8_lossy(&got));
                running.push((address, reads, stream));
            }
        }
        suspension::suspend(&house.backend, &house.console(), "lines", "O21-22", "核实中")
            .await
            .unwrap();
        for (address, reads, mut stream) in running {
            if !reads {
                // This one has not read for a while: what waits for it must be thrown away all the same.
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            }
            let mut rest = Vec::new();
            let ended = stream.read_to_end(&mut rest).await;
            let kind = ended.map_err(|error| error.kind());
            assert_eq!(
                kind,
                Err(ErrorKind::ConnectionReset),
                "{address} ended after {} bytes",
                rest.len()
            );
            assert!(
                rest.len() < table.len() / 2,
                "{address} went on for {} bytes",
                rest.len()
            );
        }
        let mut after = socket.send(&addresses[0]).await;
        let (head, _) = read_answer(&mut after).await.unwrap();
        assert!(head.starts_with("http/1.1 451"), "{head}");
        socket.stop().await.unwrap();
    });
}

/// A table whose preview is far larger than what a connection holds.
fn wide_table() -> Vec<u8> {
    let line = |cell: &str| vec![cell; 100].join(",") + "\n";
    let head = (0..100).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
    (head + "\n" + &line("0123456789012345678901234567890123456789").repeat(250)).into_bytes()
}

#[test]
fn o21_22_the_end_of_an_answer_that_a_slow_client_has_not_taken_is_thrown_away() {
    on_each_database(|house| async move {
        house.list("wide", "很宽", OpenType::Unconditional).await;
        let file = house.add("wide", "wide.csv", &wide_table()).await.files[0].id.clone();
        // Every answer fits into the buffer, so the server is done with it long before the client reads.
        let socket = Socket::open(&house, |limits| limits.send_buffer_bytes = 4 * 1024 * 1024);
        let get = |path: &str, more: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\n{more}\r\n");
        let bytes = format!("/api/v1/datasets/wide/files/{file}");
        let requests = [
            get(&bytes, ""),
            get(&bytes, "Connection: close\r\n"),
            get(&bytes, "") + &get("/healthz", ""),
            get("/api/v1/datasets/wide/preview", ""),
            get("/datasets/wide", "Accept: text/html\r\n"),
        ];
        let mut streams = Vec::new();
        for request in &requests {
            streams.push((request, socket.send_slowly_read(request).await));
        }
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        suspension::suspend(&house.backend, &house.console(), "wide", "O21-22", "核实中")
            .await
            .unwrap();
        for (request, mut stream) in streams {
            let mut got = Vec::new();
            let ended = stream.read_to_end(&mut got).await;
            let read = String::from_utf8_lossy(&got);
            assert!(read.starts_with("HTTP/1.1 200 OK"), "{request}: {read:.200}");
            assert!(
                ended.is_err(),
                "{request}: the connection was left as it was, {} bytes",
                got.len()
            );
        }
        socket.stop().await.unwrap();
    });
}

#[test]
fn a_connection_that_has_gone_on_to_other_things_is_left_alone() {
    on_each_database(|house| async move {
        let file = house.bus_stops().await.files[0].id.clone();
        let socket = Socket::open(&house, |_| ());
        let mut stream = socket.send(&format!("/api/v1/datasets/bus-stops/files/{file}")).await;
        read_answer(&mut stream).await.unwrap();
        for _ in 0..2 {
            stream
                .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                .await
                .unwrap();
            let (head, _) = read_answer(&mut stream).await.unwrap();
            assert!(head.starts_with("http/1.1 200"), "{head}");
        }
        suspension::suspend(&house.backend, &house.console(), "bus-stops", "O21-22", "核实中")
            .await
            .unwrap();
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .unwrap();
        let (head, _) = read_answer(&mut stream).await.unwrap();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        socket.stop().await.unwrap();
    });
}
