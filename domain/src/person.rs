//! People with an account: how they are addressed, and how well the platform knows who they are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::{OrganisationId, PersonId};
use crate::refused::{Fault, Refused, Why};
use crate::text::Lang;
use crate::time::Moment;

crate::codes! {
    /// Real-name level (实名等级): how well the platform knows who somebody is, in rising order.
    pub enum Level {
        /// An address that nobody has confirmed.
        Unconfirmed = "none",
        /// An e-mail address that was confirmed.
        Email = "email",
        /// A natural person whose identity was verified.
        Person = "person",
        /// A member of a verified organisation.
        Organisation = "organisation",
    }
}

/// An e-mail address as people give it, trimmed. Two addresses are the same account when their [`Email::key`]s are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// The longest address that mail can be sent to, in characters (RFC 5321, 4.5.3.1.3, less the angle brackets).
    pub const MAX: usize = 254;

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What tells two accounts apart: capitals do not, as no mail system of today heeds them.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A text that is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no e-mail address: something like name@example.cn is expected")]
pub struct BadEmail;

impl FromStr for Email {
    type Err = BadEmail;

    /// Takes what mail systems of today take: one `@`, a name before it, a host with a dot after it, nothing invisible.
    /// Whether the address exists, only a letter can tell.
    fn from_str(text: &str) -> Result<Self, BadEmail> {
        let text = text.trim();
        let (name, host) = text.rsplit_once('@').ok_or(BadEmail)?;
        let plain = |c: char| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(
                    c,
                    '@' | '<' | '>' | '"' | ',' | ';' | ':' | '\\' | '(' | ')' | '[' | ']'
                )
        };
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let fits = text.chars().count() <= Self::MAX
            && (1..=64).contains(&name.len())
            && name.chars().all(plain)
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !name.contains("..")
            && host.contains('.')
            && host.split('.').all(label);
        if fits { Ok(Self(text.to_owned())) } else { Err(BadEmail) }
    }
}

impl TryFrom<String> for Email {
    type Error = BadEmail;

    fn try_from(text: String) -> Result<Self, BadEmail> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the platform keeps of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub id: PersonId,
    /// Where mail goes.
    pub email: Email,
    /// How they want to be called.
    pub name: String,
    /// The language of mail.
    pub lang: Lang,
    /// How well the platform knows them.
    pub level: Level,
    /// When the account was made.
    pub created: Moment,
}

/// The longest name of a person or an organisation, in characters.
pub const NAME_MAX: usize = 100;

/// A name as people give it: trimmed, not empty, not too long, nothing invisible.
pub fn name(field: &str, text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let why = if text.is_empty() {
        Why::Missing
    } else if text.chars().count() > NAME_MAX {
        Why::TooLong { max: NAME_MAX as u64 }
    } else if text.chars().any(char::is_control) {
        Why::Malformed {
            expected: "王小明".into(),
        }
    } else {
        return Ok(text.to_owned());
    };
    Err(Fault {
        field: field.into(),
        why,
    })
}

/// An e-mail address from a form.
pub fn email(field: &str, text: &str) -> Result<Email, Fault> {
    let why = if text.trim().is_empty() {
        Why::Missing
    } else {
        match text.parse() {
            Ok(email) => return Ok(email),
            Err(BadEmail) => Why::Malformed {
                expected: "name@example.cn".into(),
            },
        }
    };
    Err(Fault {
        field: field.into(),
        why,
    })
}

/// The shortest password with which an account is protected alone, and beside a second factor, in characters
/// (NIST SP 800-63B-4, 3.1.1.2).
pub const PASSWORD_MIN: (u64, u64) = (15, 8);
/// The longest password, in characters: long enough for every phrase, short enough to hash.
pub const PASSWORD_MAX: u64 = 200;
/// The least strength, from 0 to 4, as the estimator zxcvbn counts it: 3 withstands guessing at a stolen hash.
pub const STRENGTH_MIN: u8 = 3;

/// Whether a password will do. `strength` is zxcvbn's score, which knows common passwords, names and patterns.
pub fn check_password(field: &str, password: &str, strength: u8, second_factor: bool) -> Result<(), Fault> {
    let length = password.chars().count() as u64;
    let min = if second_factor { PASSWORD_MIN.1 } else { PASSWORD_MIN.0 };
    let why = if length == 0 {
        Why::Missing
    } else if length < min {
        Why::TooShort { min }
    } else if length > PASSWORD_MAX {
        Why::TooLong { max: PASSWORD_MAX }
    } else if strength < STRENGTH_MIN {
        Why::Guessable
    } else {
        return Ok(());
    };
    Err(Fault {
        field: field.into(),
        why,
    })
}

/// An organisation (数据利用主体 that is a legal person or an unincorporated organisation).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its registered name.
    pub name: String,
    /// Its unified social credit code.
    pub uscc: Uscc,
    /// Whether the operator has verified that it is who it says.
    pub verified: bool,
    /// When it was entered.
    pub created: Moment,
}

/// A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last one a check digit. The digit
/// guards against slips, not against lies: whether the organisation exists, a person verifies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

/// The characters of the code in the order of their values; letters that look like digits are left out.
const USCC_CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

impl Uscc {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The check character for the first 17: weights are the powers of 3, modulo 31 (GB 32100-2015, annex A).
    fn check(first: &str) -> Option<char> {
        let mut sum = 0;
        let mut weight = 1;
        for c in first.chars() {
            sum += USCC_CHARACTERS.find(c)? * weight;
            weight = weight * 3 % 31;
        }
        USCC_CHARACTERS.chars().nth((31 - sum % 31) % 31)
    }
}

/// A text that is no unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no unified social credit code: 18 characters with a right check digit are expected")]
pub struct BadUscc;

impl FromStr for Uscc {
    type Err = BadUscc;

    fn from_str(text: &str) -> Result<Self, BadUscc> {
        let code = text.trim().to_uppercase();
        if !code.is_ascii() || code.len() != 18 {
            return Err(BadUscc);
        }
        let (first, last) = code.split_at(17);
        let right = Self::check(first).is_some_and(|check| last.starts_with(check));
        if right { Ok(Self(code)) } else { Err(BadUscc) }
    }
}

impl TryFrom<String> for Uscc {
    type Error = BadUscc;

    fn try_from(text: String) -> Result<Self, BadUscc> {
        text.parse()
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.0
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gathers the faults of a form, so that all are told at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// What a field holds, or nothing and its fault noted.
    pub fn take<T>(&mut self, read: Result<T, Fault>) -> Option<T> {
        read.map_err(|fault| self.0.push(fault)).ok()
    }

    /// What the fields hold, when none was at fault.
    pub fn all<T>(self, fields: Option<T>) -> Result<T, Refused> {
        match fields {
            Some(fields) if self.0.is_empty() => Ok(fields),
            _ => Err(Refused::Invalid { fields: self.0 }),
        }
    }

    /// Refuses when any field was at fault.
    pub fn finish(self) -> Result<(), Refused> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refused::Invalid { fields: self.0 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        for good in [
            "wang@example.cn",
            " Wang.Xiaoming+data@mail.example.com.cn ",
            "王@例子.中国",
        ] {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "wang",
            "@example.cn",
            "wang@",
            "wang@example",
            "a b@example.cn",
            "a@b@example.cn",
            "a..b@example.cn",
            "a@-x.cn",
            "a@x..cn",
            "a\r\nBcc: b@example.cn",
            "<a@example.cn>",
        ] {
            assert!(bad.parse::<Email>().is_err(), "{bad:?}");
        }
        let one: Email = "Wang@Example.CN".parse().unwrap();
        assert_eq!(one.key(), "wang@example.cn");
    }

    #[test]
    fn a_password_is_long_and_hard_to_guess() {
        let why = |password: &str, strength, second| {
            check_password("password", password, strength, second).map_err(|fault| fault.why)
        };
        assert_eq!(why("", 4, false), Err(Why::Missing));
        assert_eq!(why("fourteen chars", 4, false), Err(Why::TooShort { min: 15 }));
        assert_eq!(why("fifteen chars..", 4, false), Ok(()));
        assert_eq!(why("8 chars!", 3, true), Ok(()));
        assert_eq!(why("passwordpassword", 2, false), Err(Why::Guessable));
        assert_eq!(why(&"长".repeat(201), 4, false), Err(Why::TooLong { max: 200 }));
    }

    #[test]
    fn the_check_character_finds_a_slip() {
        // Codes as business registers print them.
        for good in ["91350100M000100Y43", "91110108551385082Q", " 9144030071526726xg "] {
            assert!(good.parse::<Uscc>().is_ok(), "{good}");
        }
        for bad in [
            "91350100M000100Y44",
            "91350100M000100Y4",
            "9135O100M000100Y43",
            "９1350100M000100Y43",
            "",
        ] {
            assert!(bad.parse::<Uscc>().is_err(), "{bad}");
        }
    }

    #[test]
    fn levels_rise() {
        assert!(Level::ALL.is_sorted());
    }
}
