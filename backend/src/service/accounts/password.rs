//! Passwords: hashed with argon2id, weighed with zxcvbn.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use domain::person::{Account, PASSWORD_MAX, check_password};
use domain::refused::{Fault, Refused, Why};
use tokio::sync::Semaphore;

use crate::Error;

/// Hashes that are computed at the same time: each takes 19 MiB and a core for some tens of milliseconds, and what waits
/// for one must not be what a stranger can make as many of as they like.
static PLACES: Semaphore = Semaphore::const_new(2);

/// What the password of an address without an account is held against, so that the answer takes as long.
static NOBODYS: LazyLock<String> = LazyLock::new(|| compute("nobody has this password").unwrap_or_default());

fn compute(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("argon2: {error}"))?.to_string())
}

/// The hash of a password, in PHC form, with the parameters that OWASP recommends.
pub async fn hash(password: &str) -> Result<String, Error> {
    let password = password.to_owned();
    let _place = PLACES.acquire().await.map_err(anyhow::Error::from)?;
    Ok(tokio::task::spawn_blocking(move || compute(&password)).await??)
}

/// Whether a password is the one of a hash. Without a hash it is not, after the same time.
pub async fn verify(password: &str, hash: Option<&str>) -> Result<bool, Error> {
    // What is longer than any password that was ever taken is none, and is not worth a core.
    let password: String = password.chars().take(PASSWORD_MAX as usize + 1).collect();
    let hash = hash.map(str::to_owned);
    let _place = PLACES.acquire().await.map_err(anyhow::Error::from)?;
    let right = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.clone());
        let parsed = PasswordHash::new(&hash).map_err(|error| anyhow::anyhow!("a stored hash: {error}"))?;
        let right = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
        anyhow::Ok(right && known)
    });
    Ok(right.await??)
}

/// Whether a new password will do; `about` are words that somebody would try first, such as the name.
pub fn check(field: &str, password: &str, about: &[&str], second_factor: bool) -> Result<(), Fault> {
    if password.chars().count() as u64 > PASSWORD_MAX {
        let why = Why::TooLong { max: PASSWORD_MAX };
        return Err(Fault {
            field: field.into(),
            why,
        });
    }
    let score = u8::from(zxcvbn::zxcvbn(password, about).score());
    check_password(field, password, score, second_factor)
}

/// Whether a password will do for an account, whose own name and address are tried first.
pub fn check_for(account: &Account, field: &str, password: &str, second_factor: bool) -> Result<(), Error> {
    let about = [account.name.as_str(), account.email.as_str()];
    let checked = check(field, password, &about, second_factor);
    Ok(checked.map_err(|fault| Refused::Invalid { fields: vec![fault] })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_right_or_not_and_nobodys_never() {
        let hash = hash("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!verify("Correct horse battery", Some(&hash)).await.unwrap());
        assert!(!verify("nobody has this password", None).await.unwrap());
    }

    #[test]
    fn what_everybody_tries_first_is_guessable() {
        let why = |password: &str, about: &[&str]| check("password", password, about, false).map_err(|fault| fault.why);
        assert_eq!(why("passwordpassword1", &[]), Err(Why::Guessable));
        assert_eq!(why("wangxiaomingwangxiaoming", &["wangxiaoming"]), Err(Why::Guessable));
        assert_eq!(why("aaaaaaaaaaaaaaaaaaaaaa", &[]), Err(Why::Guessable));
        assert_eq!(why("四月的雨落在外白渡桥上无声", &[]), Err(Why::TooShort { min: 15 }));
        assert_eq!(why("玉兰 tram Suzhou creek 1908", &[]), Ok(()));
    }
}
