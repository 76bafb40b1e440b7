//! People of the demo: one for each role, with passwords that are drawn when the demo is set up, kept beside its database
//! and printed at each start.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use backend::durable::write_through;
use backend::service::accounts::appoint::{any_at, appoint, draw};
use backend::service::catalogue;
use backend::{Backend, Ctx};
use domain::actor::{Place, PlaceKind, Role};

/// Where the demo's people have their addresses: a host that never exists (RFC 6761).
const HOST: &str = "demo.example";
/// The body that the demo's staff works for.
const BODY: &str = "transport-commission";

/// An account of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// Its address.
    pub email: String,
    /// Its password.
    pub password: String,
}

fn file(data: &Path) -> PathBuf {
    data.join("demo-accounts.json")
}

/// The roles that the demo shows, each with its place.
fn roles() -> impl Iterator<Item = (PlaceKind, Role)> {
    let of = |kind: PlaceKind| Role::of(kind).iter().map(move |role| (kind, *role));
    of(PlaceKind::Body).chain(of(PlaceKind::Platform))
}

/// Makes the demo's people where they are missing, and tells their addresses and passwords.
pub async fn ensure(backend: &Backend, ctx: &Ctx, data: &Path) -> anyhow::Result<Vec<DemoPerson>> {
    let path = file(data);
    let known: BTreeMap<String, String> = match std::fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text).with_context(|| path.display().to_string())?,
        Err(_) => BTreeMap::new(),
    };
    let body = catalogue::body(backend, ctx, BODY).await?.body;
    let mut people = BTreeMap::new();
    for (kind, role) in roles() {
        let email = format!("{role}.{kind}@{HOST}");
        let place = Place::new(kind, body.id.as_str());
        if let Some(password) = known.get(&email) {
            people.insert(email, password.clone());
            continue;
        }
        let password = draw();
        let name = format!("演示 {role}");
        appoint(backend, ctx, (&email, &name), (&place, role), Some(&password)).await?;
        people.insert(email, password);
    }
    write_through(&path, &serde_json::to_string_pretty(&people)?, 0o600).with_context(|| path.display().to_string())?;
    let listed = people
        .into_iter()
        .map(|(email, password)| DemoPerson { email, password });
    Ok(listed.collect())
}

/// Refuses to serve the demo's people to the world: their passwords lie open.
pub async fn refuse_outside_the_demo(backend: &Backend, ctx: &Ctx) -> anyhow::Result<()> {
    anyhow::ensure!(
        !any_at(backend, ctx, HOST).await?,
        "the database holds accounts of the demo (@{HOST}), whose passwords lie open: serve it with --demo, or with another database"
    );
    Ok(())
}
