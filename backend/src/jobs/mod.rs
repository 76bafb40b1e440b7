//! What the portal does by itself, beside requests: keeps the gate in step, writes counted use, brings the index up.

use std::time::Duration;

use domain::actor::{Actor, Job};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::{Backend, uses};

/// How often counted use is written.
const FLUSH: Duration = Duration::from_secs(1);

/// The running jobs of a serving process.
#[derive(Debug)]
pub struct Jobs {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Jobs {
    /// Opens the gate of this node and starts all jobs.
    pub async fn start(backend: &Backend) -> anyhow::Result<Self> {
        backend.node.join().await?;
        let jobs = Self {
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        };
        jobs.tasks.spawn(backend.node.clone().keep_in_step(jobs.stop.clone()));
        jobs.tasks.spawn(count_uses(backend.clone(), jobs.stop.clone()));
        Ok(jobs)
    }

    /// Lets every job finish what it is at.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn count_uses(backend: Backend, stop: CancellationToken) {
    let mut day = uses::day_number(backend.clock.now());
    loop {
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(FLUSH) => {}
        }
        let ctx = backend.ctx(Actor::System(Job::Count));
        if let Err(error) = uses::flush(&backend, &ctx).await {
            tracing::error!(
                error = format!("{error:#}"),
                "counted use could not be written and is kept"
            );
        }
        let today = uses::day_number(ctx.now);
        if today != day
            && uses::requeue(&backend, &backend.ctx(Actor::System(Job::Index)))
                .await
                .is_ok()
        {
            day = today;
        }
        if stop.is_cancelled() {
            return;
        }
    }
}
