//! The board: what this node knows of closed doors, and the permits it would have to cut.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use domain::ids::EntryId;
use domain::suspension::Door;

use super::Cut;

/// Closed doors by dataset.
pub type Closed = HashMap<EntryId, Door>;

type Act = Box<dyn FnOnce() + Send>;

/// What this node knows of closed doors.
pub struct Board {
    obeyed: AtomicI64,
    closed: RwLock<Arc<Closed>>,
    watches: Mutex<HashMap<EntryId, HashMap<u64, Arc<Watch>>>>,
    next_watch: AtomicU64,
    origin: Instant,
    in_touch_until: AtomicU64,
    /// When the database last took a write, in milliseconds after `origin`; 0 when it never did.
    written: AtomicU64,
}

#[derive(Default)]
struct Watch {
    cut: AtomicBool,
    acts: Mutex<Vec<Act>>,
}

/// A permit's place on the board; it leaves the board when dropped.
pub struct Registration {
    board: Arc<Board>,
    entry: EntryId,
    number: u64,
    watch: Arc<Watch>,
}

impl fmt::Debug for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Board")
            .field("obeyed", &self.obeyed)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("entry", &self.entry)
            .finish_non_exhaustive()
    }
}

impl Board {
    /// A board that knows nothing yet and is out of touch: until the first beat it lets nothing through.
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            obeyed: AtomicI64::new(-1),
            closed: RwLock::default(),
            watches: Mutex::default(),
            next_watch: AtomicU64::new(0),
            origin: Instant::now(),
            in_touch_until: AtomicU64::new(0),
            written: AtomicU64::new(0),
        })
    }

    /// The closed doors, as fresh as the last look at the database. For badges; the gate asks the database itself.
    pub fn closed(&self) -> Arc<Closed> {
        Arc::clone(&self.closed.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The last `doors` value that this node obeys.
    pub fn obeyed(&self) -> i64 {
        self.obeyed.load(Ordering::SeqCst)
    }

    /// Whether this node is in touch with the primary database.
    pub fn in_touch(&self) -> bool {
        (self.origin.elapsed().as_millis() as u64) < self.in_touch_until.load(Ordering::SeqCst)
    }

    /// Whether the database has taken a write of this node within `time`.
    pub fn wrote_within(&self, time: Duration) -> bool {
        let written = self.written.load(Ordering::SeqCst);
        written > 0 && self.origin.elapsed() < Duration::from_millis(written) + time
    }

    /// Notes that the database has taken a write.
    pub(super) fn wrote(&self) {
        let now = self.origin.elapsed().as_millis() as u64;
        self.written.fetch_max(now.max(1), Ordering::SeqCst);
    }

    /// How many permits are out.
    pub fn permits(&self) -> usize {
        self.watches
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .map(HashMap::len)
            .sum()
    }

    /// Extends the time this node may trust itself, counted from before it last asked for moved doors.
    pub(super) fn trust(&self, begun: Instant, lease: Duration) {
        let until = begun.duration_since(self.origin) + lease;
        self.in_touch_until
            .fetch_max(until.as_millis() as u64, Ordering::SeqCst);
    }

    /// Takes over a fresh look at the database: cuts every permit behind a closed door, then counts the value as obeyed.
    pub(super) fn obey(&self, doors: i64, closed: Closed) {
        let cut: Vec<Arc<Watch>> = {
            let watches = self.watches.lock().unwrap_or_else(PoisonError::into_inner);
            closed
                .keys()
                .filter_map(|entry| watches.get(entry))
                .flat_map(|of_entry| of_entry.values().cloned())
                .collect()
        };
        for watch in cut {
            watch.cut();
        }
        *self.closed.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(closed);
        self.obeyed.fetch_max(doors, Ordering::SeqCst);
    }

    /// Cuts every permit: the node has lost touch, and nobody waits for it any longer.
    pub(super) fn cut_all(&self) {
        let cut: Vec<Arc<Watch>> = {
            let watches = self.watches.lock().unwrap_or_else(PoisonError::into_inner);
            watches
                .values()
                .flat_map(|of_entry| of_entry.values().cloned())
                .collect()
        };
        for watch in cut {
            watch.cut();
        }
    }

    pub(super) fn register(self: &Arc<Self>, entry: &EntryId) -> Registration {
        let number = self.next_watch.fetch_add(1, Ordering::Relaxed);
        let watch = Arc::new(Watch::default());
        let mut watches = self.watches.lock().unwrap_or_else(PoisonError::into_inner);
        watches
            .entry(entry.clone())
            .or_default()
            .insert(number, Arc::clone(&watch));
        Registration {
            board: Arc::clone(self),
            entry: entry.clone(),
            number,
            watch,
        }
    }
}

impl Watch {
    fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        let acts = std::mem::take(&mut *self.acts.lock().unwrap_or_else(PoisonError::into_inner));
        for act in acts {
            act();
        }
    }
}

impl Registration {
    pub(super) fn check(&self) -> Result<(), Cut> {
        if self.watch.cut.load(Ordering::SeqCst) || !self.board.in_touch() {
            Err(Cut)
        } else {
            Ok(())
        }
    }

    pub(super) fn on_cut(&self, act: Act) {
        let mut acts = self.watch.acts.lock().unwrap_or_else(PoisonError::into_inner);
        // Read under the lock: a cut that has emptied the list already will not come back for this act.
        if self.watch.cut.load(Ordering::SeqCst) {
            drop(acts);
            act();
        } else {
            acts.push(act);
        }
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut watches = self.board.watches.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_entry) = watches.get_mut(&self.entry) {
            of_entry.remove(&self.number);
            if of_entry.is_empty() {
                watches.remove(&self.entry);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> EntryId {
        EntryId::new("e")
    }

    fn closed() -> Closed {
        let notice = domain::suspension::Notice {
            article: "O21-22".into(),
            reason: "r".into(),
            since: domain::time::Moment::from_micros(0),
        };
        HashMap::from([(entry(), Door::Suspended { notice })])
    }

    fn board_in_touch() -> Arc<Board> {
        let board = Board::new();
        board.trust(Instant::now(), Duration::from_mins(1));
        board
    }

    #[test]
    fn o21_22_a_closing_door_cuts_the_permits_behind_it_and_no_others() {
        let board = board_in_touch();
        let (behind, beside) = (board.register(&entry()), board.register(&EntryId::new("other")));
        let reset = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&reset);
        behind.on_cut(Box::new(move || seen.store(true, Ordering::SeqCst)));
        board.obey(1, closed());
        assert_eq!((behind.check(), beside.check()), (Err(Cut), Ok(())));
        assert!(reset.load(Ordering::SeqCst), "the connection was not reset");
        assert_eq!(board.obeyed(), 1);
    }

    #[test]
    fn o21_22_an_act_that_comes_after_the_cut_runs_at_once() {
        let board = board_in_touch();
        let registration = board.register(&entry());
        board.obey(1, closed());
        let late = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&late);
        registration.on_cut(Box::new(move || seen.store(true, Ordering::SeqCst)));
        assert!(late.load(Ordering::SeqCst));
    }

    #[test]
    fn o21_22_a_node_out_of_touch_lets_nothing_through() {
        let board = Board::new();
        assert_eq!(board.register(&entry()).check(), Err(Cut));
    }

    #[test]
    fn o21_22_a_node_that_loses_touch_resets_what_is_under_way() {
        let board = board_in_touch();
        let registration = board.register(&entry());
        let reset = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&reset);
        registration.on_cut(Box::new(move || seen.store(true, Ordering::SeqCst)));
        board.cut_all();
        assert!(reset.load(Ordering::SeqCst), "the connection was not reset");
    }

    #[test]
    fn a_dropped_permit_leaves_the_board() {
        let board = board_in_touch();
        drop(board.register(&entry()));
        assert_eq!(board.permits(), 0);
    }
}
