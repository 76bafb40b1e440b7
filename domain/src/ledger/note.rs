//! Signed notes (C2SP signed-note): a text with signatures below it, and the keys that make and check them.
//!
//! Two kinds of Ed25519 signatures are known: over the text itself, which the log makes, and cosignatures
//! (tlog-cosignature), which a witness makes over the text and the moment at which it saw it.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// The most bytes of a note that is read; a checkpoint has a few hundred.
pub const NOTE_MAX: usize = 64 * 1024;
/// The most signatures of a note that is read.
const SIGNATURES_MAX: usize = 100;

/// A text with its signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, ending in a line feed.
    pub text: String,
    /// The signatures, in their order.
    pub signatures: Vec<Signature>,
}

/// A signature of a note, as its line has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The first bytes of the key's hash.
    pub id: [u8; 4],
    /// What the kind of key makes of it.
    pub bytes: Vec<u8>,
}

/// A text that is no note, or a signature line that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a signed note")]
pub struct BadNote;

impl FromStr for Note {
    type Err = BadNote;

    fn from_str(note: &str) -> Result<Self, BadNote> {
        let odd = |c: char| c.is_ascii_control() && c != '\n';
        if note.len() > NOTE_MAX || note.contains(odd) {
            return Err(BadNote);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(BadNote)?;
        let lines = lines.strip_suffix('\n').ok_or(BadNote)?;
        let signatures: Vec<Signature> = lines.split('\n').map(str::parse).collect::<Result<_, _>>()?;
        if signatures.len() > SIGNATURES_MAX {
            return Err(BadNote);
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl FromStr for Signature {
    type Err = BadNote;

    fn from_str(line: &str) -> Result<Self, BadNote> {
        let (name, encoded) = line
            .strip_prefix("— ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or(BadNote)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| BadNote)?;
        let (id, bytes) = bytes.split_first_chunk().ok_or(BadNote)?;
        if !is_name(name) || bytes.is_empty() {
            return Err(BadNote);
        }
        Ok(Self {
            name: name.to_owned(),
            id: *id,
            bytes: bytes.to_owned(),
        })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = STANDARD.encode([&self.id[..], &self.bytes].concat());
        write!(f, "— {} {encoded}", self.name)
    }
}

/// Names of keys stand in lines and between pluses.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+' || c.is_control())
}

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The text.
    Log,
    /// The text and the moment, as `cosignature/v1`.
    Witness,
}

impl Kind {
    const fn code(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Witness => 0x04,
        }
    }

    const fn of_code(code: u8) -> Option<Self> {
        match code {
            0x01 => Some(Self::Log),
            0x04 => Some(Self::Witness),
            _ => None,
        }
    }
}

/// A text that is no key, or not of a kind that is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key: NAME+ID+BASE64 with an Ed25519 key is expected")]
pub struct BadKey;

/// A signature that is not there, or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsigned {
    /// No signature of this key.
    #[error("the note has no signature of this key")]
    Missing,
    /// A signature in the key's name that is not its own.
    #[error("the signature does not hold")]
    Wrong,
}

/// A public key: `NAME+ID+BASE64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyKey {
    name: String,
    kind: Kind,
    key: VerifyingKey,
}

impl VerifyKey {
    /// Its name; a log's is its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', self.kind.code()])
            .chain_update(self.key.as_bytes());
        let hash: [u8; 32] = hash.finalize().into();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Whether a signature line is in this key's name.
    pub fn is_of(&self, signature: &Signature) -> bool {
        signature.name == self.name && signature.id == self.id()
    }

    /// Checks its signature of a note; a cosignature tells the moment in seconds since 1970.
    pub fn check(&self, note: &Note) -> Result<Option<u64>, Unsigned> {
        let mut of_key = note.signatures.iter().filter(|signature| self.is_of(signature));
        let signature = of_key.next().ok_or(Unsigned::Missing)?;
        self.check_line(&note.text, signature)
    }

    /// Checks one signature of a text.
    pub fn check_line(&self, text: &str, signature: &Signature) -> Result<Option<u64>, Unsigned> {
        let (time, bytes) = match self.kind {
            Kind::Log => (None, &signature.bytes[..]),
            Kind::Witness => {
                let (time, bytes) = signature.bytes.split_first_chunk().ok_or(Unsigned::Wrong)?;
                (Some(u64::from_be_bytes(*time)), bytes)
            }
        };
        let message = time.map_or_else(|| text.to_owned(), |time| cosigned(text, time));
        let signature = ed25519_dalek::Signature::from_slice(bytes).map_err(|_| Unsigned::Wrong)?;
        self.key
            .verify_strict(message.as_bytes(), &signature)
            .map_err(|_| Unsigned::Wrong)?;
        Ok(time)
    }
}

impl FromStr for VerifyKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (name, id, kind, key) = split_key(text.trim())?;
        let found = Self {
            name,
            kind,
            key: VerifyingKey::from_bytes(&key).map_err(|_| BadKey)?,
        };
        if found.id() == id { Ok(found) } else { Err(BadKey) }
    }
}

impl fmt::Display for VerifyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_key(f, &self.name, self.id(), self.kind, self.key.as_bytes())
    }
}

/// A private key: `PRIVATE+KEY+NAME+ID+BASE64`, which only its holder reads.
#[derive(Clone)]
pub struct SignKey {
    public: VerifyKey,
    key: SigningKey,
}

impl fmt::Debug for SignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignKey({})", self.public)
    }
}

impl SignKey {
    /// The key that these 32 random bytes make.
    pub fn from_seed(name: &str, kind: Kind, seed: &[u8; 32]) -> Result<Self, BadKey> {
        let key = SigningKey::from_bytes(seed);
        let public = VerifyKey {
            name: name.to_owned(),
            kind,
            key: key.verifying_key(),
        };
        if is_name(name) {
            Ok(Self { public, key })
        } else {
            Err(BadKey)
        }
    }

    /// Reads a key as [`SignKey::secret`] writes it.
    pub fn from_secret(text: &str) -> Result<Self, BadKey> {
        let (name, id, kind, seed) = split_key(text.trim().strip_prefix("PRIVATE+KEY+").ok_or(BadKey)?)?;
        let found = Self::from_seed(&name, kind, &seed)?;
        if found.public.id() == id {
            Ok(found)
        } else {
            Err(BadKey)
        }
    }

    /// The key as its file has it. Never shown to anyone.
    pub fn secret(&self) -> String {
        struct Secret<'a>(&'a SignKey);
        impl fmt::Display for Secret<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let VerifyKey { name, kind, .. } = &self.0.public;
                f.write_str("PRIVATE+KEY+")?;
                write_key(f, name, self.0.public.id(), *kind, self.0.key.as_bytes())
            }
        }
        Secret(self).to_string()
    }

    /// The public half.
    pub const fn public(&self) -> &VerifyKey {
        &self.public
    }

    /// Signs a text; `time`, in seconds since 1970, goes into a witness's signature.
    pub fn sign(&self, text: &str, time: u64) -> Signature {
        let bytes = match self.public.kind {
            Kind::Log => self.key.sign(text.as_bytes()).to_vec(),
            Kind::Witness => {
                let signature = self.key.sign(cosigned(text, time).as_bytes());
                [&time.to_be_bytes()[..], &signature.to_bytes()].concat()
            }
        };
        Signature {
            name: self.public.name.clone(),
            id: self.public.id(),
            bytes,
        }
    }
}

/// What a witness signs.
fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

fn split_key(text: &str) -> Result<(String, [u8; 4], Kind, [u8; 32]), BadKey> {
    let (name, rest) = text.split_once('+').ok_or(BadKey)?;
    let (id, encoded) = rest.split_once('+').ok_or(BadKey)?;
    let number = u32::from_str_radix(id, 16)
        .ok()
        .filter(|_| id.len() == 8)
        .ok_or(BadKey)?;
    let bytes = STANDARD.decode(encoded).map_err(|_| BadKey)?;
    let (code, key) = bytes.split_first().ok_or(BadKey)?;
    let kind = Kind::of_code(*code).ok_or(BadKey)?;
    let key = key.try_into().map_err(|_| BadKey)?;
    if !is_name(name) {
        return Err(BadKey);
    }
    Ok((name.to_owned(), number.to_be_bytes(), kind, key))
}

fn write_key(f: &mut fmt::Formatter<'_>, name: &str, id: [u8; 4], kind: Kind, key: &[u8; 32]) -> fmt::Result {
    let encoded = STANDARD.encode([&[kind.code()][..], key].concat());
    write!(f, "{name}+{:08x}+{encoded}", u32::from_be_bytes(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(kind: Kind) -> SignKey {
        SignKey::from_seed("log.example/ledger", kind, &[7; 32]).unwrap()
    }

    #[test]
    fn keys_come_back_as_they_were() {
        for kind in [Kind::Log, Kind::Witness] {
            let key = key(kind);
            assert_eq!(key.public().to_string().parse(), Ok(key.public().clone()));
            assert_eq!(SignKey::from_secret(&key.secret()).unwrap().public(), key.public());
            assert!(!format!("{key:?}").contains("PRIVATE"));
        }
        assert_eq!("x".parse::<VerifyKey>(), Err(BadKey));
        let other_name = key(Kind::Log).public().to_string().replace("log.", "lag.");
        assert_eq!(other_name.parse::<VerifyKey>(), Err(BadKey));
    }

    #[test]
    fn a_signature_holds_for_its_text_alone() {
        for kind in [Kind::Log, Kind::Witness] {
            let key = key(kind);
            let text = "log.example/ledger\n3\nabc\n".to_owned();
            let note = Note {
                signatures: vec![key.sign(&text, 99)],
                text,
            };
            let read: Note = note.to_string().parse().unwrap();
            assert_eq!(read, note);
            let time = (kind == Kind::Witness).then_some(99);
            assert_eq!(key.public().check(&read), Ok(time));
            let other = Note {
                text: note.text.replace('3', "4"),
                ..note
            };
            assert_eq!(key.public().check(&other), Err(Unsigned::Wrong));
        }
    }

    #[test]
    fn another_reader_of_the_standard_agrees() {
        use signed_note::{Note as Other, Signer as _, StandardSigner, StandardVerifier, Verifier, VerifierList};
        let key = key(Kind::Log);
        let signer = StandardSigner::new(&key.secret()).unwrap();
        let text = "log.example/ledger\n3\nabc\n".to_owned();
        let mine = Note {
            signatures: vec![key.sign(&text, 0)],
            text,
        };
        let theirs = Other::from_bytes(mine.to_string().as_bytes()).unwrap();
        let verifier: Box<dyn Verifier> = Box::new(StandardVerifier::new(&key.public().to_string()).unwrap());
        assert!(theirs.verify(&VerifierList::new(vec![verifier])).is_ok());
        assert_eq!(signer.sign(mine.text.as_bytes()).unwrap(), mine.signatures[0].bytes);
    }

    #[test]
    fn what_is_no_note_is_refused() {
        for bad in [
            "",
            "a\n",
            "a\n\n",
            "a\n\n— x\n",
            "a\n\n— x AAAA\n",
            "a\r\n\n— x AAAAAAAA\n",
            "a\n\n— x AAAAAAAA",
        ] {
            assert_eq!(bad.parse::<Note>(), Err(BadNote), "{bad:?}");
        }
    }
}
