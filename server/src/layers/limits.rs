//! Limits of one client: requests a second, the size of a body, the time to an answer.

use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::refused::Refused;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::{HeaderMap, header};
use http_body_util::Limited;

use crate::connection::Connection;
use crate::problem::{Kind, Problem};
use crate::state::App;

/// Counts the requests of each client: of an address, or of an API key. Clients live in memory only, and only while they
/// are near their limit.
pub struct Rate<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
    seen: AtomicU32,
}

impl<K: Hash + Eq + Clone> Rate<K> {
    /// So many a second on average, and so many at once; `None` when no limit is set.
    pub fn per_second(rate: u32, burst: u32) -> Option<Self> {
        let quota = Quota::per_second(NonZeroU32::new(rate)?);
        Some(Self::new(quota.allow_burst(NonZeroU32::new(burst)?)))
    }

    /// So many a day, which come back evenly; `None` when no limit is set.
    pub fn per_day(most: u32) -> Option<Self> {
        let most = NonZeroU32::new(most)?;
        let quota = Quota::with_period(Duration::from_hours(24) / most.get())?;
        Some(Self::new(quota.allow_burst(most)))
    }

    fn new(quota: Quota) -> Self {
        Self {
            limiter: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            seen: AtomicU32::new(0),
        }
    }

    /// Counts one request; the error says after how many seconds the next one is answered.
    pub fn count(&self, client: &K) -> Result<(), u64> {
        // Forgets clients whose count has run out, now and then, so that memory follows those who are here.
        if self.seen.fetch_add(1, Ordering::Relaxed) % 4096 == 4095 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(client).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
        })
    }
}

/// The client's network: the address that the trusted proxy has written last, else the peer's; of an IPv6 one the first
/// 64 bits.
pub fn client_network(proxy_header: Option<&str>, headers: &HeaderMap, connection: Option<&Connection>) -> IpAddr {
    let told = proxy_header.and_then(|name| {
        let last = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse().ok()
    });
    let peer = || connection.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |connection| connection.peer.ip());
    grouped(told.unwrap_or_else(peer))
}

/// A household has a whole IPv6 network of 64 bits; its addresses count as one.
fn grouped(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let network = u128::from(v6) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// Assets, and the probes of the machine's own keepers: nobody is counted or looked up for them.
pub fn is_the_same_for_all(path: &str) -> bool {
    path.starts_with("/pkg/") || matches!(path, "/healthz" | "/readyz" | "/metrics")
}

/// The middleware that counts requests. Assets and the probes of the machine's own keepers are not counted.
pub async fn rate(State(app): State<App>, request: Request, next: Next) -> Response {
    if let Some(rate) = &*app.rate
        && !is_the_same_for_all(request.uri().path())
    {
        let header = app.config.limits.proxy_header.as_deref();
        let address = client_network(header, request.headers(), request.extensions().get::<Connection>());
        if let Err(retry_after) = rate.count(&address) {
            app.metrics.too_many();
            return Problem::from(Refused::TooMany { retry_after }).into_response();
        }
    }
    next.run(request).await
}

/// The middleware that bounds a request's body and the time to its answer.
pub async fn time_and_size(State(app): State<App>, request: Request, next: Next) -> Response {
    let limits = &app.config.limits;
    let max = limits.body_bytes;
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > max) {
        return Problem::new(Kind::BodyTooLarge { max }).into_response();
    }
    let request = request.map(|body| Body::new(Limited::new(body, max as usize)));
    let answer = tokio::time::timeout(Duration::from_secs(limits.request_seconds), next.run(request));
    answer.await.unwrap_or_else(|_| {
        tracing::warn!("no answer in time");
        Problem::new(Kind::TimedOut).into_response()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_held_back_and_others_are_not() {
        let rate = Rate::per_second(1, 2).unwrap();
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert_eq!((rate.count(&one), rate.count(&one)), (Ok(()), Ok(())));
        assert_eq!(rate.count(&one), Err(1));
        assert_eq!(rate.count(&other), Ok(()));
    }

    #[test]
    fn no_rate_means_no_limit() {
        assert!(Rate::<IpAddr>::per_second(0, 10).is_none() && Rate::<IpAddr>::per_day(0).is_none());
    }

    #[test]
    fn a_days_calls_can_be_made_at_once_and_come_back_evenly() {
        let rate = Rate::per_day(24).unwrap();
        assert!((0..24).all(|_| rate.count(&"key").is_ok()));
        let wait = rate.count(&"key").unwrap_err();
        assert!((3_500..=3_600).contains(&wait), "{wait}");
        assert_eq!(rate.count(&"other key"), Ok(()));
    }

    #[test]
    fn a_household_counts_once_and_a_mapped_address_is_itself() {
        let address = |text: &str| grouped(text.parse().unwrap());
        assert_eq!(address("2001:db8:1:2::3"), address("2001:db8:1:2:ffff::1"));
        assert_ne!(address("2001:db8:1:2::3"), address("2001:db8:1:3::3"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }

    #[test]
    fn the_last_address_of_the_trusted_header_counts_and_an_untrusted_header_does_not() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.0.0.9, 192.0.2.7".parse().unwrap());
        let trusting = client_network(Some("x-forwarded-for"), &headers, None);
        assert_eq!(trusting, IpAddr::from([192, 0, 2, 7]));
        assert_eq!(client_network(None, &headers, None), IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    }
}
