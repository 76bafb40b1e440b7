//! Accepts connections and serves them within the limits, until asked to stop.
//!
//! HTTP/1.1 only: browsers speak HTTP/2 to the proxy that holds the certificate. With one request at a time on a
//! connection, resetting the connection cuts exactly the download that must end.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use socket2::{Domain, SockRef, Socket, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::config::Limits;
use crate::connection::Line;
use crate::metrics::Metrics;

/// Most bytes of a request's headers, and of an answer held before the socket takes it.
const BUFFER: usize = 64 * 1024;

/// Listens on an address with the send buffer of the limits.
pub fn listen(address: SocketAddr, limits: &Limits) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    // Accepted sockets inherit it. Linux doubles the figure for its own bookkeeping.
    socket.set_send_buffer_size(limits.send_buffer_bytes as usize / 2)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(1024)?;
    TcpListener::from_std(socket.into())
}

/// Serves until `stop` resolves, then lets running requests finish within the limit.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    metrics: Metrics,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections as usize));
    let graceful = GracefulShutdown::new();
    let mut running = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place.expect("the semaphore is never closed"),
        };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    pause_after(&error).await;
                    continue;
                }
            },
        };
        while running.try_join_next().is_some() {}
        let connection = connection(stream, peer, router.clone(), &limits);
        let watcher = graceful.watcher();
        let gauge = metrics.connection();
        running.spawn(async move {
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, "connection ended");
            }
            drop((place, gauge));
        });
    }
    drop(listener);
    let left = running.len();
    tracing::info!(connections = left, "stopping: running requests are finished");
    let bound = Duration::from_secs(limits.shutdown_seconds);
    if tokio::time::timeout(bound, graceful.shutdown()).await.is_err() {
        tracing::warn!(
            connections = running.len(),
            "requests were still running when the time to stop was over"
        );
        running.shutdown().await;
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: &Limits,
) -> http1::Connection<
    TokioIo<Line>,
    impl hyper::service::Service<
        http::Request<Incoming>,
        Response = http::Response<Body>,
        Error = std::convert::Infallible,
        Future: Send,
    > + use<>,
> {
    // Without it small answers wait up to 40 ms for the client's acknowledgement.
    if let Err(error) = SockRef::from(&stream).set_tcp_nodelay(true) {
        tracing::debug!(%error, "cannot set TCP_NODELAY");
    }
    let (line, handle) = Line::new(stream, peer, Duration::from_secs(limits.stall_seconds));
    let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
        let mut request = request.map(Body::new);
        handle.begin();
        request.extensions_mut().insert(handle.clone());
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.header_seconds))
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(line), service)
}

/// Errors of `accept` are those of one connection, or the process has no descriptor left: then it waits for one.
async fn pause_after(error: &io::Error) {
    let of_the_connection = matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    );
    if !of_the_connection {
        tracing::error!(%error, "cannot accept a connection");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Resolves when the process is asked to stop: Ctrl-C, or SIGTERM from a service manager.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("a handler for SIGTERM can be set at start");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
