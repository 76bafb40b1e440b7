//! What the operator sees of people.

use domain::person::Account;
use domain::policy::Action;

use super::accounts::session::{NamedPlace, places_of};
use crate::store::people;
use crate::{Backend, Ctx, Error};

/// How many people a search shows.
const SHOWN: i64 = 50;

/// An account as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The account.
    pub account: Account,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// Whom the person may act for.
    pub places: Vec<NamedPlace>,
}

/// People whose name or address holds a text, the newest first.
pub async fn find(backend: &Backend, ctx: &Ctx, text: &str) -> Result<Vec<Found>, Error> {
    ctx.permit(Action::KeepPeople)?;
    let mut found = Vec::new();
    for row in people::found(&backend.db, text, SHOWN).await? {
        found.push(Found {
            places: places_of(backend, &row.account.id).await?,
            second_factor: row.totp.is_some(),
            account: row.account,
        });
    }
    Ok(found)
}
