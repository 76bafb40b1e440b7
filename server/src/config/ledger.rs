//! Settings of the ledger and of its witness.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use backend::service::ledger as service;
use domain::ledger::note::{Kind, VerifyKey, is_name};
use serde::{Deserialize, Serialize};

use super::{Config, ConfigError};

/// The ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// File of the key that signs checkpoints; `None` means `ledger.key` in the data folder.
    pub key: Option<PathBuf>,
    /// Name of the ledger, for a key that is made; `None` means the host of the public address with `/ledger`.
    pub origin: Option<String>,
    /// Witnesses: `URL KEY`, with commas between them.
    pub witnesses: String,
}

/// The witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Folder for its key and its state.
    pub folder: PathBuf,
    /// Name of its key, for a key that is made.
    pub name: String,
    /// Public keys of the ledgers that it watches, with commas between them.
    pub logs: String,
}

impl Default for Witness {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::from([127, 0, 0, 1]), 8090),
            folder: PathBuf::from("witness"),
            name: "kaicang-witness".into(),
            logs: String::new(),
        }
    }
}

fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn key_of(text: &str, kind: Kind) -> Option<VerifyKey> {
    text.parse().ok().filter(|key: &VerifyKey| key.kind() == kind)
}

impl Ledger {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if let Some(origin) = self.origin.as_ref().filter(|origin| !is_name(origin)) {
            let zh = "不含空格和加号的名称，如 data.example.cn/ledger";
            let en = "a name without spaces and pluses, such as data.example.cn/ledger";
            return Err(ConfigError::of("ledger.origin", format!("{origin:?}"), zh, en));
        }
        self.witnesses().map(drop)
    }

    /// The witnesses.
    pub fn witnesses(&self) -> Result<Vec<service::Witness>, ConfigError> {
        let read = |part: &str| {
            let (url, key) = part.split_once(char::is_whitespace)?;
            let uri: http::Uri = url.parse().ok()?;
            matches!(uri.scheme_str(), Some("http" | "https")).then_some(())?;
            Some(service::Witness {
                url: url.to_owned(),
                key: key_of(key.trim(), Kind::Witness)?,
            })
        };
        let known = |part: &str| {
            read(part).ok_or_else(|| {
                let zh = "http://127.0.0.1:8090 名称+编号+密钥（kaicang witness 启动时打印）";
                let en = "http://127.0.0.1:8090 NAME+ID+KEY, as kaicang witness prints it at start";
                ConfigError::of("ledger.witnesses", format!("{part:?}"), zh, en)
            })
        };
        parts(&self.witnesses).map(known).collect()
    }
}

impl Witness {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if !is_name(&self.name) {
            let (zh, en) = ("不含空格和加号的名称", "a name without spaces and pluses");
            return Err(ConfigError::of("witness.name", format!("{:?}", self.name), zh, en));
        }
        self.logs().map(drop)
    }

    /// The ledgers that it watches.
    pub fn logs(&self) -> Result<Vec<VerifyKey>, ConfigError> {
        let known = |part: &str| {
            key_of(part, Kind::Log).ok_or_else(|| {
                let zh = "名称+编号+密钥，即 kaicang ledger key 打印的公钥";
                let en = "NAME+ID+KEY, as kaicang ledger key prints it";
                ConfigError::of("witness.logs", format!("{part:?}"), zh, en)
            })
        };
        parts(&self.logs).map(known).collect()
    }

    /// The file of its key.
    pub fn key_file(&self) -> PathBuf {
        self.folder.join("witness.key")
    }
}

impl Config {
    /// How this portal seals its ledger.
    pub fn ledger_setup(&self) -> Result<service::Setup, ConfigError> {
        let file = self.ledger.key.clone();
        Ok(service::Setup {
            key: file.unwrap_or_else(|| self.data.join("ledger.key")),
            origin: self.ledger_origin(),
            witnesses: self.ledger.witnesses()?,
        })
    }

    /// The name that the standard recommends: the address below which the ledger is published, without its scheme.
    fn ledger_origin(&self) -> String {
        let base = self.base_url();
        let host = base.split_once("://").map_or(base.as_str(), |(_, host)| host);
        let usual = || format!("{host}/ledger");
        self.ledger.origin.clone().unwrap_or_else(usual)
    }
}

/// The file of the last checkpoint that a witness has cosigned for a log: one for each key, by its id.
pub fn state_file(folder: &Path, log: &VerifyKey) -> PathBuf {
    let key = log.to_string();
    // Counted from the front: a key in base64 may hold a plus of its own.
    let id = key.split('+').nth(1).unwrap_or_default();
    folder.join(format!("log-{id}.checkpoint"))
}
