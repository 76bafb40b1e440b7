//! Throttling of attempts that a stranger cannot turn into a lock-out.
//!
//! Failures are counted for the pair of account and network, for the account as a whole, and for the network. The count
//! of the account holds back devices on which its owner has never signed in; one that holds a sign of an earlier sign-in
//! is not counted with the strangers (OWASP, device cookies). Waits double and are never longer than a quarter of an
//! hour, and in as long one failure is forgotten. Addresses are kept as message authentication codes, for a day.
//!
//! Invariant: an attempt is counted before it is tried, in the transaction that looked whether it may be, so that many at
//! once are as many; one that succeeds is taken back.

use domain::refused::Refused;
use domain::time::DAY;

use super::Client;
use crate::ctx::Granted;
use crate::store::{Tx, sessions};
use crate::vault::Purpose;
use crate::{Backend, Error};

/// How long failures are remembered.
pub(in crate::service) const REMEMBERED: i64 = DAY;
/// The longest wait, in seconds.
const LONGEST: u64 = 15 * 60;

/// What is tried, by whom: the counters that an attempt moves, each with the failures that it allows before waits begin.
pub(in crate::service) struct Attempt {
    counters: Vec<(String, i64)>,
}

impl Attempt {
    /// An attempt at something of an account, which the key of its address names.
    pub fn new(backend: &Backend, client: &Client, owner: &str, what: &str) -> Self {
        let code = |text: String| backend.vault.mac(Purpose::Attempt, &text);
        let device = client
            .device
            .as_deref()
            .filter(|device| is_known(backend, device, owner));
        let whence = match device {
            Some(device) => format!("device {device}"),
            None => format!("network {}", client.network),
        };
        let mut counters = vec![(code(format!("{what} {owner} from {whence}")), 5)];
        if device.is_none() {
            counters.push((code(format!("{what} {owner} from strangers")), 50));
            counters.push((code(format!("{what} from network {}", client.network)), 200));
        }
        Self { counters }
    }

    /// With so many attempts before waits begin, for what people do many times over with good reason.
    pub fn allowing(mut self, free: i64) -> Self {
        for (_, allowed) in &mut self.counters {
            *allowed = free.max(*allowed);
        }
        self
    }

    /// Counts the attempt as failed beforehand; refuses while the wait after the last failure is not over.
    pub async fn begin(&self, backend: &Backend, granted: &Granted<'_>) -> Result<(), Error> {
        let now = granted.ctx().now;
        let mut tx = backend.db.begin(granted).await?;
        for (mac, free) in &self.counters {
            let (failures, last) = sessions::hold_attempts(&mut tx, mac).await?;
            let over = last.plus(wait(failures - free) as i64 * 1_000_000);
            if over > now {
                let left = (over.micros() - now.micros()) as u64;
                let retry_after = left.div_ceil(1_000_000);
                return Err(Refused::TooMany { retry_after }.into());
            }
        }
        for (mac, _) in &self.counters {
            sessions::fail(&mut tx, mac, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes the attempt back, and forgets the failures of this pair. What strangers tried stays counted.
    pub async fn succeeded(&self, tx: &mut Tx) -> Result<(), sqlx::Error> {
        for (at, (mac, _)) in self.counters.iter().enumerate() {
            if at == 0 {
                sessions::forgive(tx, mac).await?;
            } else {
                sessions::take_back(tx, mac).await?;
            }
        }
        Ok(())
    }
}

/// Seconds to wait after so many failures beyond those that are free.
fn wait(beyond: i64) -> u64 {
    let doublings = beyond.clamp(0, 16) as u32;
    if doublings == 0 {
        0
    } else {
        2_u64.pow(doublings).min(LONGEST)
    }
}

/// What a device is given when the owner of an account signs in on it.
pub(super) fn device_sign(backend: &Backend, owner: &str) -> String {
    let number = crate::fresh_id();
    let mac = backend.vault.mac(Purpose::Device, &format!("{number} {owner}"));
    format!("{number}.{mac}")
}

fn is_known(backend: &Backend, device: &str, owner: &str) -> bool {
    device
        .split_once('.')
        .is_some_and(|(number, mac)| backend.vault.mac(Purpose::Device, &format!("{number} {owner}")) == mac)
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn waits_double_and_have_an_end() {
        assert_eq!([wait(-3), wait(0), wait(1), wait(2), wait(5)], [0, 0, 2, 4, 32]);
        assert_eq!((wait(20), wait(i64::MAX)), (900, 900));
    }
}
