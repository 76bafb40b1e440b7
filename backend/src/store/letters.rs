//! Letters (mail) that wait or were sent.

use domain::person::Email;
use domain::time::Moment;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Db, Tx, sql};

sql! {
    QUEUE = "INSERT INTO letters (id, once, address, subject, text, leave, queued, due, tries)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0) ON CONFLICT (once) DO NOTHING";
    DUE = "SELECT id, address, subject, text, leave, queued, due, tries, sent, fault FROM letters
           WHERE sent IS NULL AND due <= $1 ORDER BY due LIMIT $2";
    NEWEST = "SELECT id, address, subject, text, leave, queued, due, tries, sent, fault FROM letters
              ORDER BY queued DESC, id DESC LIMIT $1";
    WAITING = "SELECT COUNT(*) FROM letters WHERE sent IS NULL";
    SENT = "UPDATE letters SET sent = $1, text = '', fault = NULL WHERE id = $2";
    FAILED = "UPDATE letters SET tries = tries + 1, due = $1, fault = $2 WHERE id = $3";
    // Two nodes that look at once do not both send.
    CLAIM = "UPDATE letters SET due = $1 WHERE id = $2 AND due = $3 AND sent IS NULL";
    FORGET = "DELETE FROM letters WHERE queued <= $1";
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// To whom.
    pub address: Email,
    /// What stands on it.
    pub subject: String,
    /// What stands in it; empty once it was sent, because links in it are secrets.
    pub text: String,
    /// Where the reader leaves what it was sent for, without signing in.
    pub leave: Option<String>,
    /// When it was written.
    pub queued: Moment,
    /// When it is sent next.
    pub due: Moment,
    /// How often sending has failed.
    pub tries: i64,
    /// When it was sent.
    pub sent: Option<Moment>,
    /// Why sending failed last.
    pub fault: Option<String>,
}

/// Queues a letter within the transaction of the act that it tells of. `once` names the act and the reader: the same is
/// never sent twice.
pub async fn queue(tx: &mut Tx, once: &str, letter: &Letter) -> Result<(), sqlx::Error> {
    let query = sqlx::query(QUEUE)
        .bind(letter.id.as_str())
        .bind(once)
        .bind(letter.address.as_str())
        .bind(letter.subject.as_str())
        .bind(letter.text.as_str())
        .bind(letter.leave.as_deref())
        .bind(letter.queued.micros());
    query.execute(&mut **tx).await.map(drop)
}

/// Up to `limit` letters that are to be sent now.
pub async fn due(db: &Db, now: Moment, limit: i64) -> anyhow::Result<Vec<Letter>> {
    let rows = sqlx::query(DUE)
        .bind(now.micros())
        .bind(limit)
        .fetch_all(db.read())
        .await?;
    rows.iter().map(map).collect()
}

/// The newest letters.
pub async fn newest(db: &Db, limit: i64) -> anyhow::Result<Vec<Letter>> {
    let rows = sqlx::query(NEWEST).bind(limit).fetch_all(db.read()).await?;
    rows.iter().map(map).collect()
}

/// How many letters wait.
pub async fn waiting(db: &Db) -> Result<i64, sqlx::Error> {
    sqlx::query(WAITING).fetch_one(db.read()).await?.try_get(0)
}

/// Takes a letter for sending, until `until`; false when somebody else has taken it.
pub async fn claim(tx: &mut Tx, letter: &Letter, until: Moment) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(CLAIM)
        .bind(until.micros())
        .bind(letter.id.as_str())
        .bind(letter.due.micros());
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Notes that a letter was sent.
pub async fn sent(tx: &mut Tx, id: &str, at: Moment) -> Result<(), sqlx::Error> {
    sqlx::query(SENT)
        .bind(at.micros())
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(drop)
}

/// Notes that sending failed, and when it is tried again.
pub async fn failed(tx: &mut Tx, id: &str, due: Moment, fault: &str) -> Result<(), sqlx::Error> {
    let query = sqlx::query(FAILED).bind(due.micros()).bind(fault).bind(id);
    query.execute(&mut **tx).await.map(drop)
}

/// Forgets letters that were queued before, gone or not.
pub async fn forget(tx: &mut Tx, before: Moment) -> Result<(), sqlx::Error> {
    sqlx::query(FORGET)
        .bind(before.micros())
        .execute(&mut **tx)
        .await
        .map(drop)
}

fn map(row: &AnyRow) -> anyhow::Result<Letter> {
    Ok(Letter {
        id: row.try_get("id")?,
        address: row.try_get::<&str, _>("address")?.parse()?,
        subject: row.try_get("subject")?,
        text: row.try_get("text")?,
        leave: row.try_get("leave")?,
        queued: Moment::from_micros(row.try_get("queued")?),
        due: Moment::from_micros(row.try_get("due")?),
        tries: row.try_get("tries")?,
        sent: row.try_get::<Option<i64>, _>("sent")?.map(Moment::from_micros),
        fault: row.try_get("fault")?,
    })
}
