//! The second factor: one-time codes of an authenticator (TOTP, RFC 6238), and recovery codes for who has lost it.

use domain::policy::{Action, Object};
use domain::refused::{Refused, Why};
use domain::time::Moment;
use totp_rs::{Builder, Secret, Totp};

use super::reset::Confirmed;
use super::session::{self, Opened};
use super::{Client, reset};
use crate::mail::{self, Letter};
use crate::store::{Tx, people};
use crate::vault::{Purpose, readable_secret};
use crate::{Backend, Ctx, Error};

/// How many recovery codes there are.
const CODES: usize = 10;
/// Bytes of the secret that the authenticator shares (RFC 4226, 4: at least 16, better 20).
const SECRET: usize = 20;

/// What the authenticator is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret, in base32, for people to type.
    pub secret: String,
    /// The same as an address that authenticators read, mostly as a picture.
    pub address: String,
}

/// Begins to set up an authenticator: a fresh secret, which is kept nowhere until a code shows that it has arrived.
pub async fn begin(backend: &Backend, ctx: &Ctx) -> Result<Enrolment, Error> {
    let (person, _) = session::own(ctx)?;
    ctx.permit_on(Action::KeepAccount, Object::Person(&person.id))?;
    let row = people::by_id(&backend.db, &person.id)
        .await?
        .ok_or_else(Error::not_found)?;
    let bytes: [u8; SECRET] = rand::random();
    let totp = authenticator(
        bytes.to_vec(),
        row.account.email.as_str(),
        backend.settings.name.get(row.account.lang),
    )?;
    Ok(Enrolment {
        secret: base32(&bytes),
        address: totp.to_url().map_err(|error| anyhow::anyhow!("{error}"))?,
    })
}

/// Sets up the authenticator with the secret it was given, by the password and a code that it shows. Gives the recovery
/// codes, which are shown once.
pub async fn set_up(
    backend: &Backend,
    ctx: &Ctx,
    client: &Client,
    secret: &str,
    code: &str,
    password: &str,
) -> Result<(Vec<String>, Opened), Error> {
    let Confirmed {
        row, person, granted, ..
    } = reset::confirm(backend, ctx, client, "password", password).await?;
    let bytes = Secret::try_from_base32(secret.trim()).map_err(|_| malformed("secret"))?;
    if bytes.as_bytes().len() != SECRET {
        return Err(malformed("secret").into());
    }
    let totp = authenticator(bytes.as_bytes().to_vec(), "", "")?;
    let step = totp.check(&digits(code), seconds(ctx.now)).ok_or(Refused::WrongCode)?;
    let sealed = backend
        .vault
        .seal(Purpose::Totp, person.id.as_str(), &base32(bytes.as_bytes()))?;
    let codes = fresh_codes();
    let mut tx = backend.db.begin(&granted).await?;
    people::set_totp(&mut tx, &person.id, Some(&sealed)).await?;
    people::take_step(&mut tx, &person.id, step as i64).await?;
    people::set_codes(&mut tx, &person.id, &macs(backend, &codes)).await?;
    let opened = session::renew(backend, ctx, &mut tx, person.place.as_ref()).await?;
    let letter = Letter::second_factor(&backend.settings, row.account.lang, &row.account.name, true);
    mail::send(&mut tx, ctx, &row.account.email, letter).await?;
    tx.commit().await?;
    Ok((codes, opened))
}

/// Takes the second factor away, by the password.
pub async fn remove(backend: &Backend, ctx: &Ctx, client: &Client, password: &str) -> Result<Opened, Error> {
    let Confirmed {
        row, person, granted, ..
    } = reset::confirm(backend, ctx, client, "password", password).await?;
    // What was long enough beside a second factor may be too short alone.
    super::password::check_for(&row.account, "password", password, false)?;
    let mut tx = backend.db.begin(&granted).await?;
    people::set_totp(&mut tx, &person.id, None).await?;
    people::set_codes(&mut tx, &person.id, &[]).await?;
    let opened = session::renew(backend, ctx, &mut tx, person.place.as_ref()).await?;
    let letter = Letter::second_factor(&backend.settings, row.account.lang, &row.account.name, false);
    mail::send(&mut tx, ctx, &row.account.email, letter).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Makes new recovery codes in the place of those that are left, by the password.
pub async fn new_codes(backend: &Backend, ctx: &Ctx, client: &Client, password: &str) -> Result<Vec<String>, Error> {
    let Confirmed {
        row, person, granted, ..
    } = reset::confirm(backend, ctx, client, "password", password).await?;
    if row.totp.is_none() {
        return Err(Refused::SecondFactorNeeded.into());
    }
    let codes = fresh_codes();
    let mut tx = backend.db.begin(&granted).await?;
    people::set_codes(&mut tx, &person.id, &macs(backend, &codes)).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Whether a code is right, and uses it up: one of the authenticator for now, the step before or after, or a recovery
/// code.
pub(super) async fn take(
    backend: &Backend,
    tx: &mut Tx,
    row: &people::Row,
    code: &str,
    now: Moment,
) -> Result<bool, Error> {
    let id = &row.account.id;
    let Some(sealed) = &row.totp else { return Ok(false) };
    let code = digits(code);
    if code.len() == 6 {
        let secret = backend.vault.unseal(Purpose::Totp, id.as_str(), sealed)?;
        let secret = Secret::try_from_base32(&secret).map_err(|_| anyhow::anyhow!("a stored secret is no base32"))?;
        let totp = authenticator(secret.as_bytes().to_vec(), "", "")?;
        return match totp.check(&code, seconds(now)) {
            Some(step) => Ok(people::take_step(tx, id, step as i64).await?),
            None => Ok(false),
        };
    }
    let mac = backend.vault.mac(Purpose::Recovery, &code);
    Ok(people::take_code(tx, id, &mac).await?)
}

fn authenticator(secret: Vec<u8>, account: &str, issuer: &str) -> Result<Totp, Error> {
    let builder = Builder::new().with_secret(secret);
    let builder = if account.is_empty() {
        builder
    } else {
        builder.with_account_name(account).with_issuer(Some(issuer))
    };
    Ok(builder.build().map_err(|error| anyhow::anyhow!("{error}"))?)
}

fn base32(bytes: &[u8]) -> String {
    Secret::from(bytes.to_vec()).to_base32()
}

/// A code without the blanks and hyphens that people see and type.
fn digits(code: &str) -> String {
    let plain = code.chars().filter(char::is_ascii_alphanumeric);
    plain.take(40).collect::<String>().to_lowercase()
}

fn macs(backend: &Backend, codes: &[String]) -> Vec<String> {
    let mac = |code: &String| backend.vault.mac(Purpose::Recovery, &digits(code));
    codes.iter().map(mac).collect()
}

/// Fresh recovery codes, each of 80 random bits.
fn fresh_codes() -> Vec<String> {
    (0..CODES).map(|_| readable_secret(16, 4)).collect()
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.micros() / 1_000_000).unwrap_or(0)
}

fn malformed(field: &str) -> Refused {
    let expected = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP".to_owned();
    Refused::invalid(field, Why::Malformed { expected })
}
