//! The portal's own secret, which never stands in the database: it seals what must be read again, and makes message
//! authentication codes of what must only be recognised.

use std::path::Path;

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::ids::Digest;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::durable::make_once;

/// Bytes of the secret, and of each secret that is handed to a device.
const BYTES: usize = 32;
/// Bytes of the nonce before each sealed text: long enough to be drawn at random (XChaCha20).
const NONCE: usize = 24;

domain::codes! {
    /// What a sealed text or a code is for. Codes of one purpose say nothing about another.
    pub enum Purpose {
        /// Secrets of sessions.
        Session = "session",
        /// Links in letters.
        Link = "link",
        /// API keys.
        Key = "key",
        /// Recovery codes.
        Recovery = "recovery",
        /// Failed attempts.
        Attempt = "attempt",
        /// Devices on which somebody has signed in before.
        Device = "device",
        /// Secrets of one-time codes.
        Totp = "totp",
    }
}

/// The portal's own secret.
pub struct Vault([u8; BYTES]);

impl Vault {
    /// Reads the secret from a file, which is made with a fresh one where it is missing.
    pub fn open(file: &Path) -> anyhow::Result<Self> {
        let shown = || format!("the secret of the portal, {}", file.display());
        if !file.exists() {
            // Somebody else may have been quicker, and then it is theirs.
            make_once(file, &STANDARD.encode(rand::random::<[u8; BYTES]>())).with_context(shown)?;
        }
        let text = std::fs::read_to_string(file).with_context(shown)?;
        let bytes = STANDARD.decode(text.trim()).with_context(shown)?;
        let secret = <[u8; BYTES]>::try_from(bytes);
        ensure!(secret.is_ok(), "{} is not 32 bytes in base64", shown());
        Ok(Self(secret.unwrap_or_default()))
    }

    /// A secret that lives as long as the value, for tests and tools.
    pub fn fresh() -> Self {
        Self(rand::random())
    }

    /// The code by which something is recognised, as 64 hexadecimal digits.
    pub fn mac(&self, purpose: Purpose, text: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(purpose.as_str().as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        Digest::from_bytes(&mac.finalize().into_bytes().into())
            .as_str()
            .to_owned()
    }

    /// Seals a text. `about` is bound to it: it opens only beside the same.
    pub fn seal(&self, purpose: Purpose, about: &str, text: &str) -> anyhow::Result<String> {
        let nonce: [u8; NONCE] = rand::random();
        let aad = format!("{purpose}\0{about}");
        let payload = Payload {
            msg: text.as_bytes(),
            aad: aad.as_bytes(),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| anyhow::anyhow!("a text could not be sealed"))?;
        Ok(STANDARD.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens a sealed text.
    pub fn unseal(&self, purpose: Purpose, about: &str, sealed: &str) -> anyhow::Result<String> {
        let bytes = STANDARD.decode(sealed).context("a sealed text")?;
        ensure!(bytes.len() > NONCE, "a sealed text is too short");
        let (nonce, sealed) = bytes.split_at(NONCE);
        let nonce = <[u8; NONCE]>::try_from(nonce).context("a sealed text")?;
        let aad = format!("{purpose}\0{about}");
        let payload = Payload {
            msg: sealed,
            aad: aad.as_bytes(),
        };
        let opened = self.cipher().decrypt(&XNonce::from(nonce), payload);
        let opened = opened.map_err(|_| anyhow::anyhow!("a text was sealed with another secret, or changed since"))?;
        Ok(String::from_utf8(opened)?)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.0))
    }
}

/// A fresh secret for a device or a letter: 32 random bytes as 43 characters that an address can hold.
pub fn fresh_secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; BYTES]>())
}

/// A fresh secret that people can read out: so many characters of 5 random bits, in groups, without letters that look alike.
pub fn readable_secret(characters: usize, group: usize) -> String {
    const CHARACTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let draw = || char::from(CHARACTERS[usize::from(rand::random::<u8>() % 32)]);
    let drawn: Vec<char> = (0..characters).map(|_| draw()).collect();
    let groups: Vec<String> = drawn.chunks(group).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_for_its_purpose_beside_its_subject_and_unchanged() {
        let vault = Vault::fresh();
        let sealed = vault.seal(Purpose::Totp, "person-1", "秘密").unwrap();
        assert_eq!(vault.unseal(Purpose::Totp, "person-1", &sealed).unwrap(), "秘密");
        assert!(vault.unseal(Purpose::Totp, "person-2", &sealed).is_err());
        assert!(vault.unseal(Purpose::Key, "person-1", &sealed).is_err());
        assert!(Vault::fresh().unseal(Purpose::Totp, "person-1", &sealed).is_err());
        let mut changed = STANDARD.decode(&sealed).unwrap();
        *changed.last_mut().unwrap() ^= 1;
        assert!(
            vault
                .unseal(Purpose::Totp, "person-1", &STANDARD.encode(changed))
                .is_err()
        );
        assert_ne!(sealed, vault.seal(Purpose::Totp, "person-1", "秘密").unwrap());
    }

    #[test]
    fn the_secret_outlives_the_process_and_only_its_owner_reads_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("portal.key");
        let mac = Vault::open(&file).unwrap().mac(Purpose::Key, "a");
        assert_eq!(Vault::open(&file).unwrap().mac(Purpose::Key, "a"), mac);
        assert_ne!(Vault::open(&file).unwrap().mac(Purpose::Session, "a"), mac);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&file, "short").unwrap();
        assert!(Vault::open(&file).is_err());
    }
}
