//! The post: takes letters that are due to a mail server, or lays them into a folder where no server is set.

use std::path::PathBuf;

use anyhow::Context as _;
use domain::policy::Action;
use domain::time::DAY;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::store::letters::{self, Letter};
use crate::{Backend, Ctx, Error};

/// Letters that are taken at a time.
const BATCH: i64 = 20;
/// How long a node may take to send a letter before another tries.
const CLAIMED: i64 = 600_000_000;
/// How long letters stay in the list that the operator sees, and are tried; the text of a sent one is gone at once.
const KEPT: i64 = 30 * DAY;

/// Where letters go.
pub struct Post {
    way: Way,
    sender: Mailbox,
}

enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(AsyncFileTransport<Tokio1Executor>),
}

impl Post {
    /// By a mail server. `url` is `smtp://…`, `smtps://user:password@host:port` or the like.
    pub fn by_server(url: &str, sender: &str) -> anyhow::Result<Self> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).context("the address of the mail server")?;
        Ok(Self {
            way: Way::Server(server.build()),
            sender: sender.parse().context("the sender of mail")?,
        })
    }

    /// Into a folder, one file a letter.
    pub fn into_folder(folder: PathBuf, sender: &str) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(Self {
            way: Way::Folder(AsyncFileTransport::new(folder)),
            sender: sender.parse().context("the sender of mail")?,
        })
    }

    async fn send(&self, letter: &Letter) -> anyhow::Result<()> {
        let mut message = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, letter.address.as_str().parse()?))
            .subject(letter.subject.as_str())
            .message_id(Some(format!("<{}@kaicang>", letter.id)))
            .header(ContentType::TEXT_PLAIN);
        if let Some(leave) = &letter.leave {
            // RFC 8058: mail programs offer to leave with one press.
            message = message
                .raw_header(raw("List-Unsubscribe", format!("<{leave}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let message = message.body(letter.text.clone())?;
        match &self.way {
            Way::Server(server) => server.send(message).await.map(drop)?,
            Way::Folder(folder) => folder.send(message).await.map(drop)?,
        }
        Ok(())
    }
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// Sends what is due, and says whether there was anything. What cannot be sent waits, each time twice as long, up to a day.
pub async fn deliver(backend: &Backend, ctx: &Ctx, post: &Post) -> Result<bool, Error> {
    let granted = ctx.permit(Action::RunChores)?;
    let due = letters::due(&backend.db, ctx.now, BATCH).await?;
    for letter in &due {
        let mut tx = backend.db.begin(&granted).await?;
        let claimed = letters::claim(&mut tx, letter, ctx.now.plus(CLAIMED)).await?;
        tx.commit().await?;
        if !claimed {
            continue;
        }
        let sent = post.send(letter).await;
        let mut tx = backend.db.begin(&granted).await?;
        match sent {
            Ok(()) => letters::sent(&mut tx, &letter.id, ctx.now).await?,
            Err(error) => {
                let fault = format!("{error:#}");
                tracing::warn!(
                    letter = letter.id,
                    tries = letter.tries + 1,
                    fault,
                    "a letter could not be sent"
                );
                let wait = (60_000_000_i64 << letter.tries.clamp(0, 12)).min(DAY);
                letters::failed(&mut tx, &letter.id, ctx.now.plus(wait), &fault).await?;
            }
        }
        letters::forget(&mut tx, ctx.now.plus(-KEPT)).await?;
        tx.commit().await?;
    }
    Ok(!due.is_empty())
}
