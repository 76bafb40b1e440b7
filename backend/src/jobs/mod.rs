//! What the portal does by itself, beside requests: keeps the gate in step, writes counted use, brings the index up, seals
//! the ledger.

use std::time::Duration;

use anyhow::Context as _;
use domain::actor::{Actor, Job};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::mail::post::{Post, deliver};
use crate::service::{accounts, indexing, ledger};
use crate::{Backend, Ctx, Error, uses};

/// How often counted use is written.
const FLUSH: Duration = Duration::from_millis(500);
/// How often the ledger is looked at: a checkpoint is to follow an event within ten seconds.
const SEAL: Duration = Duration::from_millis(500);
/// How often the outbox is looked at when it was empty.
const FOLLOW: Duration = Duration::from_millis(100);
/// How long a job waits after a failure.
const RETRY: Duration = Duration::from_secs(2);

/// The running jobs of a serving process.
#[derive(Debug)]
pub struct Jobs {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Jobs {
    /// Opens the gate of this node and starts all jobs.
    pub async fn start(backend: &Backend, post: Post) -> anyhow::Result<Self> {
        backend.search().context("cannot open the search index")?;
        backend.node.join().await?;
        let jobs = Self {
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        };
        jobs.tasks.spawn(backend.node.clone().keep_in_step(jobs.stop.clone()));
        jobs.tasks.spawn(count_uses(backend.clone(), jobs.stop.clone()));
        jobs.tasks.spawn(follow_outbox(backend.clone(), jobs.stop.clone()));
        jobs.tasks.spawn(send_mail(backend.clone(), post, jobs.stop.clone()));
        jobs.tasks.spawn(seal_ledger(backend.clone(), jobs.stop.clone()));
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
    let mut requeued = None;
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
        if requeued != Some(today) && requeue(&backend).await {
            requeued = Some(today);
        }
        if stop.is_cancelled() {
            return;
        }
    }
}

async fn seal_ledger(backend: Backend, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match ledger::seal(&backend, &backend.ctx(Actor::System(Job::Seal))).await {
            Ok(_) => SEAL,
            // What is wrong has been said where it was found.
            Err(_) => RETRY,
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Asks once a day and after every start, so that no midnight is missed; says whether it was done.
async fn requeue(backend: &Backend) -> bool {
    let done = uses::requeue(backend, &backend.ctx(Actor::System(Job::Index))).await;
    if let Err(error) = &done {
        tracing::error!(
            error = format!("{error:#}"),
            "what moves on with the days could not be queued for the index and is tried again"
        );
    }
    done.is_ok()
}

/// Rests between two turns of a job: not at all while there is more to do, for `idle` when there was nothing, and for a
/// while when it failed, which `fault` says.
async fn rest(stop: &CancellationToken, done: Result<bool, Error>, idle: Duration, fault: &str) {
    let pause = match done {
        Ok(true) => return,
        Ok(false) => idle,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "{fault} and is tried again");
            RETRY
        }
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(pause) => {}
    }
}

async fn send_mail(backend: Backend, post: Post, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let done = mail_once(&backend, &backend.ctx(Actor::System(Job::Mail)), &post).await;
        rest(&stop, done, FLUSH, "mail could not be looked after").await;
    }
}

async fn mail_once(backend: &Backend, ctx: &Ctx, post: &Post) -> Result<bool, Error> {
    let sent = deliver(backend, ctx, post).await?;
    accounts::forget(backend, ctx).await?;
    Ok(sent)
}

async fn follow_outbox(backend: Backend, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let done = follow_once(&backend, &backend.ctx(Actor::System(Job::Index))).await;
        rest(&stop, done, FOLLOW, "the search index could not be brought up").await;
    }
}

async fn follow_once(backend: &Backend, ctx: &Ctx) -> Result<bool, Error> {
    indexing::rebuild_if_asked(backend, ctx).await?;
    indexing::follow(backend, ctx).await
}
