//! A portal behind a real socket, for what only a connection shows: limits, cuts, and how it ends.

use std::net::SocketAddr;

use server::config::{Config, Limits};
use server::{App, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::house::House;

/// A listening portal.
pub struct Socket {
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Socket {
    /// Listens on a free port of this machine.
    pub fn open(house: &House, set: impl FnOnce(&mut Limits)) -> Self {
        let mut config = Config {
            site: house.folder.path().join("site"),
            ..Config::default()
        };
        config.limits.rate = 0;
        set(&mut config.limits);
        let limits = config.limits.clone();
        let listener = serve::listen("127.0.0.1:0".parse().unwrap(), &limits).unwrap();
        let address = listener.local_addr().unwrap();
        let app = App::new(house.backend.clone(), config);
        let metrics = app.metrics.clone();
        let (stop, stopped) = oneshot::channel();
        let asked = async move { drop(stopped.await) };
        let serving = tokio::spawn(async move {
            serve::serve(listener, server::router(app), limits, metrics, asked).await;
        });
        Self { address, stop, serving }
    }

    /// Sends a request and leaves the answer to be read.
    pub async fn send(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    /// Sends requests as they are written, over a connection that takes in little until it is read.
    pub async fn send_slowly_read(&self, requests: &str) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let mut stream = socket.connect(self.address).await.unwrap();
        stream.write_all(requests.as_bytes()).await.unwrap();
        stream
    }

    /// Asks it to stop, and gives what resolves when it has.
    pub fn stop(self) -> JoinHandle<()> {
        self.stop.send(()).unwrap();
        self.serving
    }
}

/// Reads an answer with a `Content-Length` to its end: its head and its body.
pub async fn read_answer(stream: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let mut read = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end]).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            let length = length.expect("the answer says its length");
            if read.len() >= end + 4 + length {
                return Ok((head, read[end + 4..].to_vec()));
            }
        }
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        read.extend_from_slice(&buffer[..count]);
    }
}
