//! Throttling of attempts that a stranger cannot turn into a lock-out.
//!
//! Failures are counted for the pair of account and network, for the account as a whole, and for the network. The count
//! of the account holds back devices on which its owner has never signed in; one that holds a sign of an earlier sign-in
//! is not counted with the strangers (OWASP, device cookies). Waits double and are never longer than a quarter of an
//! hour. Addresses are kept as message authentication codes, for a day.

use domain::refused::Refused;
use domain::time::{DAY, Moment};

use super::Client;
use crate::ctx::Granted;
use crate::store::sessions;
use crate::vault::Purpose;
use crate::{Backend, Error};

/// How long failures are remembered.
pub(in crate::service) const REMEMBERED: i64 = DAY;
/// The longest wait, in seconds.
const LONGEST: u64 = 15 * 60;

/// What is tried, by whom: the counters that an attempt moves, each with the failures that it allows before waits begin.
pub(super) struct Attempt {
    counters: Vec<(String, i64)>,
}

impl Attempt {
    /// An attempt at something of an account, which `subject` names.
    pub fn new(backend: &Backend, client: &Client, subject: &str) -> Self {
        let code = |text: String| backend.vault.mac(Purpose::Attempt, &text);
        let known = client
            .device
            .as_deref()
            .is_some_and(|device| is_known(backend, device, subject));
        let whence = match &client.device {
            Some(device) if known => format!("device {device}"),
            _ => format!("network {}", client.network),
        };
        let mut counters = vec![(code(format!("{subject} from {whence}")), 5)];
        if !known {
            counters.push((code(format!("{subject} from strangers")), 50));
            counters.push((code(format!("all from network {}", client.network)), 200));
        }
        Self { counters }
    }

    /// Refuses while the wait after the last failure is not over.
    pub async fn check(&self, backend: &Backend, now: Moment) -> Result<(), Error> {
        for (mac, free) in &self.counters {
            let Some((failures, last)) = sessions::attempts(&backend.db, mac).await? else {
                continue;
            };
            let over = last.plus(wait(failures - free) as i64 * 1_000_000);
            if over > now {
                let left = (over.micros() - now.micros()) as u64;
                let retry_after = left.div_ceil(1_000_000);
                return Err(Refused::TooMany { retry_after }.into());
            }
        }
        Ok(())
    }

    /// Counts a failure.
    pub async fn failed(&self, backend: &Backend, granted: &Granted<'_>) -> Result<(), Error> {
        let mut tx = backend.db.begin(granted).await?;
        for (mac, _) in &self.counters {
            sessions::fail(&mut tx, mac, granted.ctx().now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Forgets the failures of this pair, after a success. What strangers tried stays counted.
    pub async fn succeeded(&self, tx: &mut crate::store::Tx) -> Result<(), sqlx::Error> {
        match self.counters.first() {
            Some((mac, _)) => sessions::forgive(tx, mac).await,
            None => Ok(()),
        }
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

/// What a device is given when somebody signs in on it.
pub(super) fn device_sign(backend: &Backend, subject: &str) -> String {
    let number = crate::fresh_id();
    let mac = backend.vault.mac(Purpose::Device, &format!("{number} {subject}"));
    format!("{number}.{mac}")
}

fn is_known(backend: &Backend, device: &str, subject: &str) -> bool {
    device
        .split_once('.')
        .is_some_and(|(number, mac)| backend.vault.mac(Purpose::Device, &format!("{number} {subject}")) == mac)
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
