//! Mail: letters are queued in the transaction of the act that they tell of, and sent from there, again and again until
//! they are gone.

pub mod post;
mod words;

use domain::person::Email;

use crate::store::{Tx, letters};
use crate::{Ctx, Error};

pub use post::Post;
pub use words::{Letter, role_name};

/// Queues a letter. The same letter about the same request is queued once.
pub async fn send(tx: &mut Tx, ctx: &Ctx, to: &Email, letter: Letter) -> Result<(), Error> {
    let once = format!("{} {} {}", letter.about, ctx.request, to.key());
    let queued = letters::Letter {
        id: crate::fresh_id(),
        address: to.clone(),
        subject: letter.subject,
        text: letter.text,
        leave: letter.leave,
        queued: ctx.now,
        due: ctx.now,
        tries: 0,
        sent: None,
        fault: None,
    };
    letters::queue(tx, &once, &queued).await?;
    Ok(())
}
