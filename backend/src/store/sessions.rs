//! Who is signed in where, links that are used once, and failed attempts.

use domain::actor::{Place, Role};
use domain::ids::{PersonId, SessionId};
use domain::person::Account;
use domain::time::Moment;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::people::map_place;
use super::{Db, Tx, sql};

sql! {
    INSERT = "INSERT INTO sessions (mac, id, person_id, place_kind, place_id, agent, created, seen, ends)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
    SIGNED_IN = "SELECT s.id, s.person_id, s.place_kind, s.place_id, s.agent, s.created, s.seen, s.ends,
                        p.email, p.name, p.lang, p.level, p.created AS joined,
                        CASE WHEN p.totp IS NULL THEN 0 ELSE 1 END AS second_factor, m.role
                 FROM sessions s JOIN people p ON p.id = s.person_id
                 LEFT JOIN memberships m ON m.person_id = s.person_id AND m.place_kind = s.place_kind
                                        AND m.place_id = s.place_id
                 WHERE s.mac = $1 AND s.ends > $2 AND p.closed IS NULL ORDER BY m.role";
    OF_PERSON = "SELECT id, person_id, place_kind, place_id, agent, created, seen, ends FROM sessions
                 WHERE person_id = $1 AND ends > $2 ORDER BY seen DESC";
    TOUCH = "UPDATE sessions SET seen = $1, ends = $2 WHERE id = $3";
    ROTATE = "UPDATE sessions SET mac = $1, place_kind = $2, place_id = $3 WHERE id = $4";
    END = "DELETE FROM sessions WHERE id = $1 AND person_id = $2";
    END_OTHERS = "DELETE FROM sessions WHERE person_id = $1 AND id <> $2";
    END_ALL = "DELETE FROM sessions WHERE person_id = $1";
    END_ACTING = "DELETE FROM sessions WHERE person_id = $1 AND place_kind = $2 AND place_id = $3";
    END_OVER = "DELETE FROM sessions WHERE ends <= $1";
    ADD_LINK = "INSERT INTO links (mac, kind, person_id, document, made, ends) VALUES ($1, $2, $3, $4, $5, $6)";
    LINK = "SELECT person_id, document FROM links WHERE mac = $1 AND kind = $2 AND ends > $3";
    TAKE_LINK = "DELETE FROM links WHERE mac = $1 AND kind = $2 AND ends > $3 RETURNING person_id, document";
    END_LINKS = "DELETE FROM links WHERE person_id = $1 AND kind = $2";
    END_LINKS_OVER = "DELETE FROM links WHERE ends <= $1";
    // Locks the row until the transaction ends, so that attempts at the same time are counted one after the other.
    HOLD = "INSERT INTO attempts (mac, failures, last) VALUES ($1, 0, 0)
            ON CONFLICT (mac) DO UPDATE SET failures = attempts.failures RETURNING failures, last";
    // In a quarter of an hour (900,000,000 microseconds) one failure is forgotten.
    FAIL = "UPDATE attempts SET last = $2,
                failures = CASE WHEN ($2 - last) / 900000000 >= failures THEN 1
                                ELSE failures - ($2 - last) / 900000000 + 1 END
            WHERE mac = $1";
    TAKE_BACK = "UPDATE attempts SET failures = failures - 1 WHERE mac = $1 AND failures > 0";
    FORGIVE = "DELETE FROM attempts WHERE mac = $1";
    FORGET = "DELETE FROM attempts WHERE last <= $1";
}

/// A time during which somebody is signed in on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, which is no secret.
    pub id: SessionId,
    /// Who.
    pub person: PersonId,
    /// Whom they act for; `None` when for themselves.
    pub place: Option<Place>,
    /// The program, as it called itself.
    pub agent: String,
    /// Since when.
    pub created: Moment,
    /// When it was last used, to within a minute.
    pub seen: Moment,
    /// When it ends if it is not used.
    pub ends: Moment,
}

domain::codes! {
    /// What a link is good for.
    pub enum LinkKind {
        /// Confirming an address.
        Confirm = "confirm",
        /// Setting a new password.
        Reset = "reset",
        /// Giving the second factor after the password.
        SecondFactor = "second-factor",
        /// Joining a place.
        Invite = "invite",
    }
}

/// What stands behind a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The person that it was made for, if one was known.
    pub person: Option<PersonId>,
    /// What else belongs to it, as JSON.
    pub document: String,
}

/// Begins a session; `mac` is of the secret.
pub async fn insert(tx: &mut Tx, mac: &str, session: &Session) -> Result<(), sqlx::Error> {
    let query = sqlx::query(INSERT)
        .bind(mac)
        .bind(session.id.as_str())
        .bind(session.person.as_str())
        .bind(session.place.as_ref().map(|place| place.kind().as_str()))
        .bind(session.place.as_ref().map(Place::id))
        .bind(session.agent.as_str())
        .bind(session.created.micros())
        .bind(session.ends.micros());
    query.execute(&mut **tx).await.map(drop)
}

/// A running session with whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The session.
    pub session: Session,
    /// The account.
    pub account: Account,
    /// Whether the person has a second factor.
    pub second_factor: bool,
    /// Their roles in the place that the session acts for.
    pub roles: Vec<Role>,
}

/// The running session behind a secret, with its person and their roles, in one question.
pub async fn signed_in(db: &Db, mac: &str, now: Moment) -> anyhow::Result<Option<Found>> {
    let rows = sqlx::query(SIGNED_IN)
        .bind(mac)
        .bind(now.micros())
        .fetch_all(db.read())
        .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let session = map(first)?;
    let role = |row: &AnyRow| -> anyhow::Result<Option<Role>> {
        Ok(row.try_get::<Option<&str>, _>("role")?.map(str::parse).transpose()?)
    };
    Ok(Some(Found {
        account: Account {
            id: session.person.clone(),
            email: first.try_get::<&str, _>("email")?.parse()?,
            name: first.try_get("name")?,
            lang: first.try_get::<&str, _>("lang")?.parse()?,
            level: first.try_get::<&str, _>("level")?.parse()?,
            created: Moment::from_micros(first.try_get("joined")?),
        },
        second_factor: first.try_get::<i64, _>("second_factor")? == 1,
        roles: rows
            .iter()
            .filter_map(|row| role(row).transpose())
            .collect::<Result<_, _>>()?,
        session,
    }))
}

/// Somebody's running sessions, the last used first.
pub async fn of_person(db: &Db, person: &PersonId, now: Moment) -> anyhow::Result<Vec<Session>> {
    let query = sqlx::query(OF_PERSON).bind(person.as_str()).bind(now.micros());
    query.fetch_all(db.read()).await?.iter().map(map).collect()
}

/// Notes that a session was used, and when it ends now.
pub async fn touch(tx: &mut Tx, id: &SessionId, seen: Moment, ends: Moment) -> Result<(), sqlx::Error> {
    let query = sqlx::query(TOUCH)
        .bind(seen.micros())
        .bind(ends.micros())
        .bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// Gives a session a new secret and whom it acts for.
pub async fn rotate(tx: &mut Tx, id: &SessionId, mac: &str, place: Option<&Place>) -> Result<(), sqlx::Error> {
    let query = sqlx::query(ROTATE)
        .bind(mac)
        .bind(place.map(|place| place.kind().as_str()))
        .bind(place.map(Place::id))
        .bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// Ends one of somebody's sessions; false when there is none with this id.
pub async fn end(tx: &mut Tx, person: &PersonId, id: &SessionId) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(END).bind(id.as_str()).bind(person.as_str());
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Ends all of somebody's sessions.
pub async fn end_all(tx: &mut Tx, person: &PersonId) -> Result<(), sqlx::Error> {
    sqlx::query(END_ALL)
        .bind(person.as_str())
        .execute(&mut **tx)
        .await
        .map(drop)
}

/// Ends all of somebody's sessions but one.
pub async fn end_others(tx: &mut Tx, person: &PersonId, but: &SessionId) -> Result<u64, sqlx::Error> {
    let query = sqlx::query(END_OTHERS).bind(person.as_str()).bind(but.as_str());
    Ok(query.execute(&mut **tx).await?.rows_affected())
}

/// Ends the sessions in which somebody acts for a place.
pub async fn end_acting_for(tx: &mut Tx, person: &PersonId, place: &Place) -> Result<(), sqlx::Error> {
    let query = sqlx::query(END_ACTING)
        .bind(person.as_str())
        .bind(place.kind().as_str())
        .bind(place.id());
    query.execute(&mut **tx).await.map(drop)
}

/// Keeps a link until it is used or over; `mac` is of its secret.
pub async fn add_link(
    tx: &mut Tx,
    mac: &str,
    kind: LinkKind,
    link: &Link,
    made: Moment,
    ends: Moment,
) -> Result<(), sqlx::Error> {
    let query = sqlx::query(ADD_LINK)
        .bind(mac)
        .bind(kind.as_str())
        .bind(link.person.as_ref().map(PersonId::as_str))
        .bind(link.document.as_str())
        .bind(made.micros())
        .bind(ends.micros());
    query.execute(&mut **tx).await.map(drop)
}

/// What stands behind a link, which stays.
pub async fn link(db: &Db, mac: &str, kind: LinkKind, now: Moment) -> anyhow::Result<Option<Link>> {
    let query = sqlx::query(LINK).bind(mac).bind(kind.as_str()).bind(now.micros());
    query
        .fetch_optional(db.read())
        .await?
        .as_ref()
        .map(map_link)
        .transpose()
}

/// Uses a link up.
pub async fn take_link(tx: &mut Tx, mac: &str, kind: LinkKind, now: Moment) -> anyhow::Result<Option<Link>> {
    let query = sqlx::query(TAKE_LINK).bind(mac).bind(kind.as_str()).bind(now.micros());
    query
        .fetch_optional(&mut **tx)
        .await?
        .as_ref()
        .map(map_link)
        .transpose()
}

/// Makes all links of a kind that were made for somebody worthless.
pub async fn end_links(tx: &mut Tx, person: &PersonId, kind: LinkKind) -> Result<(), sqlx::Error> {
    let query = sqlx::query(END_LINKS).bind(person.as_str()).bind(kind.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// How many attempts have failed, and when the last one did; nobody else counts one until the transaction ends.
pub async fn hold_attempts(tx: &mut Tx, mac: &str) -> Result<(i64, Moment), sqlx::Error> {
    let row = sqlx::query(HOLD).bind(mac).fetch_one(&mut **tx).await?;
    Ok((row.try_get(0)?, Moment::from_micros(row.try_get(1)?)))
}

/// Counts a failed attempt; its counter was held before.
pub async fn fail(tx: &mut Tx, mac: &str, now: Moment) -> Result<(), sqlx::Error> {
    sqlx::query(FAIL)
        .bind(mac)
        .bind(now.micros())
        .execute(&mut **tx)
        .await
        .map(drop)
}

/// Takes back one failed attempt.
pub async fn take_back(tx: &mut Tx, mac: &str) -> Result<(), sqlx::Error> {
    sqlx::query(TAKE_BACK).bind(mac).execute(&mut **tx).await.map(drop)
}

/// Forgets failed attempts after one that succeeded.
pub async fn forgive(tx: &mut Tx, mac: &str) -> Result<(), sqlx::Error> {
    sqlx::query(FORGIVE).bind(mac).execute(&mut **tx).await.map(drop)
}

/// Forgets what is over: sessions and links that have ended, attempts before `since`.
pub async fn forget(tx: &mut Tx, now: Moment, since: Moment) -> Result<(), sqlx::Error> {
    for (text, moment) in [(END_OVER, now), (END_LINKS_OVER, now), (FORGET, since)] {
        sqlx::query(text).bind(moment.micros()).execute(&mut **tx).await?;
    }
    Ok(())
}

fn map(row: &AnyRow) -> anyhow::Result<Session> {
    let has_place = row.try_get::<Option<&str>, _>("place_kind")?.is_some();
    let moment = |column| row.try_get(column).map(Moment::from_micros);
    Ok(Session {
        id: SessionId::new(row.try_get::<String, _>("id")?),
        person: PersonId::new(row.try_get::<String, _>("person_id")?),
        place: has_place.then(|| map_place(row)).transpose()?,
        agent: row.try_get("agent")?,
        created: moment("created")?,
        seen: moment("seen")?,
        ends: moment("ends")?,
    })
}

fn map_link(row: &AnyRow) -> anyhow::Result<Link> {
    Ok(Link {
        person: row.try_get::<Option<String>, _>("person_id")?.map(PersonId::new),
        document: row.try_get("document")?,
    })
}
