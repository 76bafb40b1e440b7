//! People with an account, and whom they act for.

use domain::actor::{Place, PlaceKind, Role};
use domain::ids::PersonId;
use domain::person::{Account, Email, Level};
use domain::text::Lang;
use domain::time::Moment;
use sqlx::any::AnyRow;
use sqlx::{Executor, Row as _};

use super::{Db, Tx, sql};

sql! {
    INSERT = "INSERT INTO people (id, email, email_key, name, lang, level, password, password_set, totp_step, created)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $8)";
    BY_ID = "SELECT id, email, name, lang, level, password, totp, totp_step, created FROM people
             WHERE id = $1 AND closed IS NULL";
    BY_EMAIL = "SELECT id, email, name, lang, level, password, totp, totp_step, created FROM people
                WHERE email_key = $1 AND closed IS NULL";
    FOUND = "SELECT id, email, name, lang, level, password, totp, totp_step, created FROM people
             WHERE closed IS NULL AND (email_key LIKE $1 ESCAPE '!' OR LOWER(name) LIKE $1 ESCAPE '!') ORDER BY created DESC LIMIT $2";
    AT_HOST = "SELECT COUNT(*) FROM people WHERE closed IS NULL AND level <> 'none' AND email_key LIKE $1";
    // Changes nothing and locks the row until the transaction ends.
    HOLD = "UPDATE people SET totp_step = totp_step WHERE id = $1";
    SET_LEVEL = "UPDATE people SET level = $1 WHERE id = $2";
    SET_NAME = "UPDATE people SET name = $1, lang = $2 WHERE id = $3";
    SET_PASSWORD = "UPDATE people SET password = $1, password_set = $2 WHERE id = $3";
    SET_TOTP = "UPDATE people SET totp = $1, totp_step = 0 WHERE id = $2";
    // A code is good once: the step only moves forward.
    TAKE_STEP = "UPDATE people SET totp_step = $1 WHERE id = $2 AND totp_step < $1";
    // What is left of an account that was ended: an id that events may name, and nothing of the person.
    ERASE = "UPDATE people SET email = '', email_key = $1, name = '', password = NULL, totp = NULL, closed = $2 WHERE id = $1";
    FORGET_CODES = "DELETE FROM recovery_codes WHERE person_id = $1";
    ADD_CODE = "INSERT INTO recovery_codes (mac, person_id) VALUES ($1, $2)";
    TAKE_CODE = "DELETE FROM recovery_codes WHERE mac = $1 AND person_id = $2";
    COUNT_CODES = "SELECT COUNT(*) FROM recovery_codes WHERE person_id = $1";
    JOIN = "INSERT INTO memberships (person_id, place_kind, place_id, role, since) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (person_id, place_kind, place_id, role) DO NOTHING";
    LEAVE = "DELETE FROM memberships WHERE person_id = $1 AND place_kind = $2 AND place_id = $3";
    LEAVE_ALL = "DELETE FROM memberships WHERE person_id = $1";
    OF_PERSON = "SELECT place_kind, place_id, role FROM memberships WHERE person_id = $1
                 ORDER BY place_kind, place_id, role";
    OF_PLACE = "SELECT p.id, p.email, p.name, p.lang, p.level, p.password, p.totp, p.totp_step, p.created, m.role
                FROM memberships m JOIN people p ON p.id = m.person_id
                WHERE m.place_kind = $1 AND m.place_id = $2 AND p.closed IS NULL ORDER BY p.name, p.id, m.role";
    WITH_ROLE = "SELECT COUNT(*) FROM memberships WHERE place_kind = $1 AND place_id = $2 AND role = $3
                 AND person_id <> $4";
}

/// A person as the database keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The account.
    pub account: Account,
    /// The hash of the password, in PHC form; none for somebody who signs in elsewhere.
    pub password: Option<String>,
    /// The sealed secret of one-time codes, where a second factor is set up.
    pub totp: Option<String>,
    /// The last step of time whose code was used.
    pub totp_step: i64,
}

/// Somebody's roles in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The place.
    pub place: Place,
    /// The roles there.
    pub roles: Vec<Role>,
}

/// A member of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub account: Account,
    /// Whether they have a second factor.
    pub second_factor: bool,
    /// Their roles.
    pub roles: Vec<Role>,
}

/// Adds a person; the password is its hash.
pub async fn insert(tx: &mut Tx, account: &Account, password: Option<&str>) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT)
        .bind(account.id.as_str())
        .bind(account.email.as_str())
        .bind(account.email.key())
        .bind(account.name.as_str())
        .bind(account.lang.as_str())
        .bind(account.level.as_str())
        .bind(password)
        .bind(account.created.micros())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A person by their id.
pub async fn by_id(db: &Db, id: &PersonId) -> anyhow::Result<Option<Row>> {
    one(BY_ID, id.as_str(), db.read()).await
}

/// A person by their address.
pub async fn by_email(db: &Db, email: &Email) -> anyhow::Result<Option<Row>> {
    one(BY_EMAIL, &email.key(), db.read()).await
}

/// A person by their address, within the transaction that is about to change them.
pub async fn by_email_for_change(tx: &mut Tx, email: &Email) -> anyhow::Result<Option<Row>> {
    one(BY_EMAIL, &email.key(), &mut **tx).await
}

/// A person by their id, within the transaction that is about to change them; nobody else does until it ends.
pub async fn by_id_for_change(tx: &mut Tx, id: &PersonId) -> anyhow::Result<Option<Row>> {
    sqlx::query(HOLD).bind(id.as_str()).execute(&mut **tx).await?;
    one(BY_ID, id.as_str(), &mut **tx).await
}

/// How many confirmed accounts have their address at a host.
pub async fn confirmed_at(db: &Db, host: &str) -> Result<i64, sqlx::Error> {
    let query = sqlx::query(AT_HOST).bind(format!("%@{host}"));
    query.fetch_one(db.read()).await?.try_get(0)
}

/// People whose address or name holds a text, newest first.
pub async fn found(db: &Db, text: &str, limit: i64) -> anyhow::Result<Vec<Row>> {
    let mut plain = text.trim().to_lowercase();
    for special in ['!', '%', '_'] {
        plain = plain.replace(special, &format!("!{special}"));
    }
    let rows = sqlx::query(FOUND)
        .bind(format!("%{plain}%"))
        .bind(limit)
        .fetch_all(db.read())
        .await?;
    rows.iter().map(map).collect()
}

/// Notes how well the platform knows a person.
pub async fn set_level(tx: &mut Tx, id: &PersonId, level: Level) -> Result<(), sqlx::Error> {
    let query = sqlx::query(SET_LEVEL).bind(level.as_str()).bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// Sets name and language.
pub async fn set_name(tx: &mut Tx, id: &PersonId, name: &str, lang: Lang) -> Result<(), sqlx::Error> {
    let query = sqlx::query(SET_NAME).bind(name).bind(lang.as_str()).bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// Sets the hash of the password.
pub async fn set_password(tx: &mut Tx, id: &PersonId, hash: &str, now: Moment) -> Result<(), sqlx::Error> {
    let query = sqlx::query(SET_PASSWORD)
        .bind(hash)
        .bind(now.micros())
        .bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// Sets or takes away the sealed secret of one-time codes.
pub async fn set_totp(tx: &mut Tx, id: &PersonId, sealed: Option<&str>) -> Result<(), sqlx::Error> {
    let query = sqlx::query(SET_TOTP).bind(sealed).bind(id.as_str());
    query.execute(&mut **tx).await.map(drop)
}

/// Uses up the code of a step of time; false when it or a later one was used before.
pub async fn take_step(tx: &mut Tx, id: &PersonId, step: i64) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(TAKE_STEP).bind(step).bind(id.as_str());
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Takes the place of all recovery codes.
pub async fn set_codes(tx: &mut Tx, id: &PersonId, macs: &[String]) -> Result<(), sqlx::Error> {
    sqlx::query(FORGET_CODES).bind(id.as_str()).execute(&mut **tx).await?;
    for mac in macs {
        let query = sqlx::query(ADD_CODE).bind(mac.as_str()).bind(id.as_str());
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

/// Uses up a recovery code; false when it is none of theirs.
pub async fn take_code(tx: &mut Tx, id: &PersonId, mac: &str) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(TAKE_CODE).bind(mac).bind(id.as_str());
    Ok(query.execute(&mut **tx).await?.rows_affected() == 1)
}

/// How many recovery codes are left.
pub async fn codes_left(db: &Db, id: &PersonId) -> Result<i64, sqlx::Error> {
    sqlx::query(COUNT_CODES)
        .bind(id.as_str())
        .fetch_one(db.read())
        .await?
        .try_get(0)
}

/// Erases all that is known of a person; their id stays, because events name it.
pub async fn erase(tx: &mut Tx, id: &PersonId, now: Moment) -> Result<(), sqlx::Error> {
    for text in [FORGET_CODES, LEAVE_ALL] {
        sqlx::query(text).bind(id.as_str()).execute(&mut **tx).await?;
    }
    let query = sqlx::query(ERASE).bind(id.as_str()).bind(now.micros());
    query.execute(&mut **tx).await.map(drop)
}

/// Gives somebody a role in a place.
pub async fn join(tx: &mut Tx, id: &PersonId, place: &Place, role: Role, now: Moment) -> Result<(), sqlx::Error> {
    let query = sqlx::query(JOIN)
        .bind(id.as_str())
        .bind(place.kind().as_str())
        .bind(place.id());
    let query = query.bind(role.as_str()).bind(now.micros());
    query.execute(&mut **tx).await.map(drop)
}

/// Takes all roles in a place from somebody; false when they had none.
pub async fn leave(tx: &mut Tx, id: &PersonId, place: &Place) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(LEAVE)
        .bind(id.as_str())
        .bind(place.kind().as_str())
        .bind(place.id());
    Ok(query.execute(&mut **tx).await?.rows_affected() > 0)
}

/// How many others have a role in a place.
pub async fn others_with_role(tx: &mut Tx, id: &PersonId, place: &Place, role: Role) -> Result<i64, sqlx::Error> {
    let query = sqlx::query(WITH_ROLE)
        .bind(place.kind().as_str())
        .bind(place.id())
        .bind(role.as_str());
    query.bind(id.as_str()).fetch_one(&mut **tx).await?.try_get(0)
}

/// The places that somebody may act for, each with their roles there.
pub async fn memberships<'e>(
    at: impl Executor<'e, Database = sqlx::Any>,
    id: &PersonId,
) -> anyhow::Result<Vec<Membership>> {
    let rows = sqlx::query(OF_PERSON).bind(id.as_str()).fetch_all(at).await?;
    let mut memberships: Vec<Membership> = Vec::new();
    for row in &rows {
        let place = map_place(row)?;
        let role = row.try_get::<&str, _>("role")?.parse()?;
        match memberships.last_mut().filter(|last| last.place == place) {
            Some(last) => last.roles.push(role),
            None => memberships.push(Membership {
                place,
                roles: vec![role],
            }),
        }
    }
    Ok(memberships)
}

/// The people of a place, by their names.
pub async fn members<'e>(at: impl Executor<'e, Database = sqlx::Any>, place: &Place) -> anyhow::Result<Vec<Member>> {
    let query = sqlx::query(OF_PLACE).bind(place.kind().as_str()).bind(place.id());
    let rows = query.fetch_all(at).await?;
    let mut members: Vec<Member> = Vec::new();
    for row in &rows {
        let role = row.try_get::<&str, _>("role")?.parse()?;
        let person = map(row)?;
        match members.last_mut().filter(|last| last.account.id == person.account.id) {
            Some(last) => last.roles.push(role),
            None => members.push(Member {
                second_factor: person.totp.is_some(),
                account: person.account,
                roles: vec![role],
            }),
        }
    }
    Ok(members)
}

async fn one<'e>(
    text: &'static str,
    key: &str,
    at: impl Executor<'e, Database = sqlx::Any>,
) -> anyhow::Result<Option<Row>> {
    let row = sqlx::query(text).bind(key).fetch_optional(at).await?;
    row.as_ref().map(map).transpose()
}

/// The place of a row that has one.
pub(super) fn map_place(row: &AnyRow) -> anyhow::Result<Place> {
    let kind: PlaceKind = row.try_get::<&str, _>("place_kind")?.parse()?;
    Ok(Place::new(kind, row.try_get("place_id")?))
}

fn map(row: &AnyRow) -> anyhow::Result<Row> {
    Ok(Row {
        account: Account {
            id: PersonId::new(row.try_get::<String, _>("id")?),
            email: row.try_get::<&str, _>("email")?.parse()?,
            name: row.try_get("name")?,
            lang: row.try_get::<&str, _>("lang")?.parse()?,
            level: row.try_get::<&str, _>("level")?.parse()?,
            created: Moment::from_micros(row.try_get("created")?),
        },
        password: row.try_get("password")?,
        totp: row.try_get("totp")?,
        totp_step: row.try_get("totp_step")?,
    })
}
