//! One client connection: whose it is, and how to break it off.
//!
//! A download that is cut must not look complete, and nothing that still lies in a buffer may leave after the cut
//! (rules, section 4). `Connection::reset` therefore fails the next write, wakes a write that waits for a client that
//! does not read, and closes the socket with a reset that throws its send buffer away.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use backend::service::gate::Permit;
use futures::task::AtomicWaker;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

#[derive(Debug, Default)]
struct Cut {
    asked: AtomicBool,
    writer: AtomicWaker,
    /// The permits of the answer that was sent last.
    held: Mutex<Vec<Permit>>,
}

impl Cut {
    fn held(&self) -> MutexGuard<'_, Vec<Permit>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whose connection a request came over; a request extension. Requests made in process have none.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The other end of the socket.
    pub peer: SocketAddr,
    cut: Arc<Cut>,
}

impl Connection {
    /// Breaks the connection off, so that the client sees an error and not an end.
    pub fn reset(&self) {
        self.cut.asked.store(true, Ordering::Release);
        self.cut.writer.wake();
    }

    /// Breaks the connection off when the door of the permit closes. The permit is held until the next request on this
    /// connection: the end of an answer may wait in a buffer for a slow client long after its stream has ended.
    pub fn guard(&self, permit: &Permit) {
        let connection = self.clone();
        permit.on_cut(move || connection.reset());
        self.cut.held().push(permit.clone());
    }

    /// A new request: what was sent before has been taken.
    pub fn begin(&self) {
        let before = std::mem::take(&mut *self.cut.held());
        // Outside the lock: a permit that is dropped runs code of its own.
        drop(before);
    }
}

/// The socket of a connection, with its limits.
pub struct Line {
    stream: TcpStream,
    cut: Arc<Cut>,
    stall: Duration,
    /// Runs while a write waits for the client.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Line {
    /// Takes over an accepted socket. A client that takes no byte for `stall` while bytes wait for it is cut off.
    pub fn new(stream: TcpStream, peer: SocketAddr, stall: Duration) -> (Self, Connection) {
        let cut = Arc::new(Cut::default());
        let connection = Connection {
            peer,
            cut: Arc::clone(&cut),
        };
        let line = Self {
            stream,
            cut,
            stall,
            waiting: None,
        };
        (line, connection)
    }

    /// Has the socket closed with a reset, which drops what its send buffer holds.
    fn close_with_reset(&self) {
        if let Err(error) = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO)) {
            tracing::warn!(%error, "cannot set a socket to reset");
        }
    }

    fn broken(&self) -> io::Error {
        self.close_with_reset();
        io::Error::from(io::ErrorKind::ConnectionAborted)
    }

    /// Wraps each attempt to write: refuses when cut, and ends a wait that takes too long.
    fn guard<T>(
        &mut self,
        cx: &mut Context<'_>,
        attempt: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        self.cut.writer.register(cx.waker());
        if self.cut.asked.load(Ordering::Acquire) {
            return Poll::Ready(Err(self.broken()));
        }
        let outcome = attempt(Pin::new(&mut self.stream), cx);
        if outcome.is_ready() {
            self.waiting = None;
            return outcome;
        }
        let stall = self.stall;
        let wait = self
            .waiting
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + stall)));
        if wait.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(self.broken()));
        }
        Poll::Pending
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // An answer that broke off by itself ends here without another write.
        if self.cut.asked.load(Ordering::Acquire) {
            self.close_with_reset();
        }
        // A held permit knows this connection; letting go of it breaks the circle.
        let held = std::mem::take(&mut *self.cut.held());
        drop(held);
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.guard(cx, |stream, cx| stream.poll_write(cx, buf))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.guard(cx, |stream, cx| stream.poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.guard(cx, AsyncWrite::poll_flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.guard(cx, AsyncWrite::poll_shutdown)
    }
}
