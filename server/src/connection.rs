//! One client connection: whose it is, and how to break it off.
//!
//! A download that is cut must not look complete, and nothing that still lies in a buffer may leave after the cut
//! (rules, section 4). `Connection::reset` therefore fails the next write, wakes a write that waits for a client that
//! does not read, and closes the socket with a reset that throws its send buffer away.

use std::io;
use std::net::SocketAddr;
use std::os::fd::AsRawFd as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
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
    held: Mutex<Held>,
}

/// The permits of answers that the client may not have whole yet, oldest first.
#[derive(Debug, Default)]
struct Held {
    permits: Vec<Permit>,
    /// How many of them belong to answers before the present request.
    before: usize,
    /// How many belong to answers that have gone to the socket to their end.
    sent: usize,
}

impl Cut {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of the permits of answers that have gone to the socket: the client has taken all that was there.
    fn let_go(&self) {
        let mut held = self.held();
        let sent = std::mem::take(&mut held.sent);
        held.before -= sent;
        let taken: Vec<Permit> = held.permits.drain(..sent).collect();
        // A permit that is dropped runs code of its own, which must not wait for this lock.
        drop(held);
        drop(taken);
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

    /// Breaks the connection off when the door of the permit closes. The permit is held until the client has taken the
    /// whole answer: its end may wait in a buffer for a slow client long after its stream has ended.
    pub fn guard(&self, permit: &Permit) {
        let connection = self.clone();
        permit.on_cut(move || connection.reset());
        self.cut.held().permits.push(permit.clone());
    }

    /// A new request: the answers before it have been made, though maybe not been taken.
    pub fn begin(&self) {
        let mut held = self.cut.held();
        held.before = held.permits.len();
    }
}

/// The socket of a connection, with its limits.
pub struct Line {
    stream: TcpStream,
    cut: Arc<Cut>,
    stall: Duration,
    /// Runs while a write waits for the client.
    waiting: Option<Pin<Box<Sleep>>>,
    /// Runs between two looks at whether the client has taken everything.
    draining: Option<Pin<Box<Sleep>>>,
}

/// How often a connection that is about to end looks whether the client has taken everything.
const DRAINING: Duration = Duration::from_millis(10);

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
            draining: None,
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
        attempt: impl FnOnce(&mut Self, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        self.cut.writer.register(cx.waker());
        if self.cut.asked.load(Ordering::Acquire) {
            return Poll::Ready(Err(self.broken()));
        }
        let outcome = attempt(self, cx);
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

    /// Bytes that were written and that the client's machine has not acknowledged (`SIOCOUTQ`, tcp(7)).
    #[expect(unsafe_code, reason = "this question to the system has no safe form")]
    fn unacknowledged(&self) -> io::Result<usize> {
        let mut bytes: libc::c_int = 0;
        // SAFETY: the descriptor is open as long as the stream lives, and the call writes one `int` to `bytes`.
        let answer = unsafe { libc::ioctl(self.stream.as_raw_fd(), libc::TIOCOUTQ, &raw mut bytes) };
        if answer == 0 {
            Ok(usize::try_from(bytes).unwrap_or(0))
        } else {
            Err(io::Error::last_os_error())
        }
    }

    /// Whether content lies in the socket that may have to be thrown away.
    fn holds_content(&self) -> bool {
        !self.cut.held().permits.is_empty() && self.unacknowledged().is_ok_and(|bytes| bytes > 0)
    }

    /// What answers before this one held needs no permit any more once the client has taken it.
    fn release(&self) {
        let sent = self.cut.held().sent;
        if sent > 0 && !self.holds_content() {
            self.cut.let_go();
        }
    }

    /// Ends the sending side once the client has taken all content: after that nothing could be thrown away.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.holds_content() {
            let pause = self
                .draining
                .get_or_insert_with(|| Box::pin(tokio::time::sleep(DRAINING)));
            ready!(pause.as_mut().poll(cx));
            self.draining = None;
        }
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // An answer that broke off by itself ends here without another write, and content that nobody would watch any
        // more must not stay in the socket.
        if self.cut.asked.load(Ordering::Acquire) || self.holds_content() {
            self.close_with_reset();
        }
        // A held permit knows this connection; letting go of it breaks the circle.
        let held = std::mem::take(&mut *self.cut.held());
        drop(held);
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        // A client that asks for more has mostly acknowledged what it got.
        self.release();
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.guard(cx, |line, cx| Pin::new(&mut line.stream).poll_write(cx, buf))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.guard(cx, |line, cx| Pin::new(&mut line.stream).poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = self.guard(cx, |line, cx| Pin::new(&mut line.stream).poll_flush(cx));
        if flushed.is_ready() {
            let mut held = self.cut.held();
            held.sent = held.before;
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.guard(cx, Self::poll_end)
    }
}
