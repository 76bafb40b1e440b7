//! What the operator sees of mail.

use domain::policy::Action;

use crate::store::letters::{self, Letter};
use crate::{Backend, Ctx, Error};

/// How many letters are shown.
const SHOWN: i64 = 100;

/// The newest letters: to whom, whether they are gone, why not. What stands in a letter that was sent is gone.
pub async fn newest(backend: &Backend, ctx: &Ctx) -> Result<Vec<Letter>, Error> {
    ctx.permit(Action::WatchPlatform)?;
    Ok(letters::newest(&backend.db, SHOWN).await?)
}

/// How many letters wait.
pub async fn waiting(backend: &Backend, ctx: &Ctx) -> Result<i64, Error> {
    ctx.permit(Action::WatchPlatform)?;
    Ok(letters::waiting(&backend.db).await?)
}
