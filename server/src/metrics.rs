//! Figures for the machine's keepers, in the text format of Prometheus.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use domain::gate::Channel;
use domain::refused::Refused;
use http::Method;
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

const REQUESTS: &str = "kaicang_requests_total";
const SECONDS: &str = "kaicang_request_seconds";
const READS: &str = "kaicang_content_reads_total";
const CUTS: &str = "kaicang_streams_cut_total";
const REFUSALS: &str = "kaicang_gate_refusals_total";
const TOO_MANY: &str = "kaicang_rate_limited_total";
const CONNECTIONS: &str = "kaicang_connections";
const INDEX_LAG: &str = "kaicang_index_lag";

/// One recorder a process, because the counters are found by their names.
static RECORDER: LazyLock<PrometheusHandle> = LazyLock::new(|| {
    let seconds = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
    ];
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &seconds)
        .expect("the list of buckets is not empty")
        .install_recorder()
        .expect("this is the only recorder of the process");
    describe_counter!(REQUESTS, "requests by route and status");
    describe_histogram!(SECONDS, Unit::Seconds, "time until the answer began, by route");
    describe_counter!(READS, "downloads and calls that got content, by channel");
    describe_counter!(CUTS, "answers that were cut because the data was closed under way");
    describe_counter!(REFUSALS, "refusals of the gate, by code");
    describe_counter!(TOO_MANY, "requests refused because their address sent too many");
    describe_gauge!(CONNECTIONS, "connections held");
    describe_gauge!(INDEX_LAG, "changes that the search index has not taken over yet");
    handle
});

/// A connection that is counted as held.
pub struct HeldConnection(());

impl Drop for HeldConnection {
    fn drop(&mut self) {
        gauge!(CONNECTIONS).decrement(1.0);
    }
}

/// The figures.
#[derive(Clone)]
pub struct Metrics(Arc<PrometheusHandle>);

impl Metrics {
    /// The process's figures.
    pub fn of_process() -> Self {
        Self(Arc::new(RECORDER.clone()))
    }

    /// An answer has begun. The route is its pattern, never the address, so that the figures stay few.
    pub fn answered(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        let known = [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS];
        let method = known
            .iter()
            .find(|known| *known == method)
            .map_or("other", Method::as_str)
            .to_owned();
        counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status.to_string()).increment(1);
        histogram!(SECONDS, "route" => route).record(took.as_secs_f64());
    }

    /// Content is given out.
    pub fn read(&self, channel: Channel) {
        counter!(READS, "channel" => channel.as_str()).increment(1);
    }

    /// An answer was cut.
    pub fn cut(&self) {
        counter!(CUTS).increment(1);
    }

    /// The gate has refused.
    pub fn refused(&self, refused: &Refused) {
        counter!(REFUSALS, "code" => refused.code()).increment(1);
    }

    /// A request was one too many.
    pub fn too_many(&self) {
        counter!(TOO_MANY).increment(1);
    }

    /// Counts a connection as held until the value is dropped.
    pub fn connection(&self) -> HeldConnection {
        gauge!(CONNECTIONS).increment(1.0);
        HeldConnection(())
    }

    /// How many changes the index is behind.
    pub fn index_lag(&self, changes: i64) {
        gauge!(INDEX_LAG).set(changes as f64);
    }

    /// The figures as text.
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Sums up what was recorded, for ever; without it the records of a server whose figures nobody asks for pile up.
    pub async fn kept_up(&self) {
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            self.0.run_upkeep();
        }
    }
}
