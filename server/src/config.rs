//! Settings: defaults, then a TOML file, then the environment (`KAICANG_…`), then flags; each later one wins.
//!
//! Every setting stands in one table (`settings::SETTINGS`) with its meaning in both languages; `kaicang config` prints
//! them with their values and where each value comes from. Keys of the files store are read from the environment by
//! their usual names and are never printed.

mod error;
mod ledger;
pub mod print;
pub mod settings;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use figment::providers::{Format as _, Serialized, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use serde::{Deserialize, Serialize};

pub use error::ConfigError;
pub use ledger::{Ledger, Witness, state_file};
use settings::Setting;

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address under which people reach the portal; `None` means `http://` and the listening address.
    pub public_url: Option<String>,
    /// Folder for the database, the index and, by default, the files.
    pub data: PathBuf,
    /// Database URL; `None` means SQLite in the data folder.
    pub database: Option<String>,
    /// Files store: a folder or `s3://bucket/prefix`; `None` means `files` in the data folder.
    pub files: Option<String>,
    /// Folder of the built site: `pkg` with the wasm and the style, and the static files.
    pub site: PathBuf,
    /// Whether an empty portal is seeded with the demo catalogue and every page says so.
    pub demo: bool,
    /// Who runs the portal.
    pub portal: Portal,
    /// Logs.
    pub log: Log,
    /// Limits.
    pub limits: Limits,
    /// Metrics.
    pub metrics: Metrics,
    /// Security.
    pub security: Security,
    /// Mail.
    pub mail: Mail,
    /// The ledger.
    pub ledger: Ledger,
    /// The witness, which is another process.
    pub witness: Witness,
}

/// Who runs the portal, as pages and answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// Name of the portal in Chinese.
    pub name_zh: String,
    /// Name of the portal in English.
    pub name_en: String,
    /// Name of the operator in Chinese.
    pub operator_zh: String,
    /// Name of the operator in English.
    pub operator_en: String,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// For people at a terminal.
    Pretty,
}

/// Logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// How lines are written.
    pub format: LogFormat,
    /// What is written: a level, or directives such as `info,backend=debug`.
    pub level: String,
}

/// Limits that keep one client from taking the portal from the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Connections held at once; more wait in the system's queue.
    pub connections: u32,
    /// Seconds for a client to send its headers.
    pub header_seconds: u64,
    /// Seconds for an answer to begin.
    pub request_seconds: u64,
    /// Seconds without a byte taken by the client, after which its connection is reset.
    pub stall_seconds: u64,
    /// Seconds that running requests get to finish when the server stops.
    pub shutdown_seconds: u64,
    /// Bytes of a request's body.
    pub body_bytes: u64,
    /// Bytes of the socket's send buffer: what may still reach a client after its download is cut.
    pub send_buffer_bytes: u32,
    /// Requests a second for one address, on average; 0 means no limit.
    pub rate: u32,
    /// Requests that one address may send at once before the average counts.
    pub burst: u32,
    /// Requests a second with one API key, on average; 0 means no limit.
    pub key_rate: u32,
    /// Requests a day with one API key; 0 means no limit.
    pub key_day: u32,
    /// Header in which a proxy in front tells the client's address; `None` means no proxy is trusted.
    pub proxy_header: Option<String>,
}

/// Metrics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// Whether `/metrics` answers to every address; otherwise only to the machine itself.
    pub public: bool,
}

/// Security.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// Seconds for which browsers keep to HTTPS (`Strict-Transport-Security`), sent when the public address is HTTPS;
    /// 0 means the header is not sent.
    pub hsts_seconds: u64,
    /// Whether staff must have a second factor; `None` means yes, except in the demo.
    pub staff_second_factor: Option<bool>,
    /// File of the portal's own secret; `None` means `portal.key` in the data folder.
    pub key: Option<PathBuf>,
}

/// Mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The mail server, such as `smtps://user:password@mail.example.cn`; `None` means that letters are laid into the folder
    /// `mail` in the data folder.
    pub server: Option<String>,
    /// Who writes.
    pub sender: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::from([127, 0, 0, 1]), 8080),
            public_url: None,
            data: PathBuf::from("data"),
            database: None,
            files: None,
            site: PathBuf::from("target/site"),
            demo: false,
            portal: Portal {
                name_zh: "上海市公共数据开放平台".into(),
                name_en: "Shanghai Public Data Open Platform".into(),
                operator_zh: "上海市大数据中心".into(),
                operator_en: "Shanghai Municipal Big Data Center".into(),
            },
            log: Log {
                format: LogFormat::Pretty,
                level: "info".into(),
            },
            limits: Limits {
                connections: 4096,
                header_seconds: 10,
                request_seconds: 30,
                stall_seconds: 60,
                shutdown_seconds: 30,
                body_bytes: 1024 * 1024,
                send_buffer_bytes: 128 * 1024,
                rate: 50,
                burst: 300,
                key_rate: 20,
                key_day: 100_000,
                proxy_header: None,
            },
            metrics: Metrics { public: false },
            security: Security {
                hsts_seconds: 31_536_000,
                staff_second_factor: None,
                key: None,
            },
            mail: Mail {
                server: None,
                sender: "noreply@kaicang.example".into(),
            },
            ledger: Ledger::default(),
            witness: Witness::default(),
        }
    }
}

/// Where settings come from besides the defaults.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// A TOML file that must be there.
    pub file: Option<PathBuf>,
    /// The environment.
    pub env: Vec<(String, String)>,
    /// Flags, by key.
    pub flags: Vec<(&'static str, String)>,
}

impl Sources {
    /// The process's own environment, with `KAICANG_CONFIG` naming the file unless a flag does.
    pub fn of_process(file: Option<PathBuf>, flags: Vec<(&'static str, String)>) -> Self {
        let env: Vec<(String, String)> = std::env::vars().filter(|(name, _)| name.starts_with(PREFIX)).collect();
        let named = env
            .iter()
            .find(|(name, _)| name == "KAICANG_CONFIG")
            .map(|(_, path)| PathBuf::from(path));
        let usual = || Path::new(FILE).exists().then(|| PathBuf::from(FILE));
        Self {
            file: file.or(named).or_else(usual),
            env,
            flags,
        }
    }
}

/// The file that is read when none is named and it is there.
pub const FILE: &str = "kaicang.toml";
const PREFIX: &str = "KAICANG_";

/// One value of a source that is no file.
struct Given<'a> {
    source: &'static str,
    key: &'a str,
    text: &'a str,
}

impl Provider for Given<'_> {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.source)
    }

    fn data(&self) -> figment::error::Result<Map<Profile, Dict>> {
        let value = if settings::find(self.key).is_some_and(|setting| setting.text) {
            Value::from(self.text)
        } else {
            self.text.parse().unwrap_or_else(|never| match never {})
        };
        let nested = figment::util::nest(self.key, value).into_dict().unwrap_or_default();
        Ok(Profile::Default.collect(nested))
    }
}

/// Reads and checks the settings. The figment comes along because it knows where each value was set.
pub fn load(sources: &Sources) -> Result<(Config, Figment), ConfigError> {
    let mut figment = Figment::from(Serialized::defaults(Config::default()));
    if let Some(file) = &sources.file {
        if !file.is_file() {
            let path = file.display().to_string();
            return Err(ConfigError::of(
                "config",
                path,
                "一个可读的 TOML 文件",
                "a TOML file that can be read",
            ));
        }
        figment = figment.merge(Toml::file_exact(file));
    }
    for (name, value) in &sources.env {
        // Names of tests and of the two variables that are no settings are not settings misspelt.
        if matches!(name.as_str(), "KAICANG_CONFIG" | "KAICANG_LANG") || name.starts_with("KAICANG_TEST_") {
            continue;
        }
        match settings::SETTINGS.iter().find(|setting| setting.variable() == *name) {
            Some(Setting { key, .. }) => {
                let source = print::ENVIRONMENT;
                figment = figment.merge(Given {
                    source,
                    key,
                    text: value,
                });
            }
            None => {
                return Err(ConfigError::of(
                    name,
                    "no setting has this variable",
                    "用 kaicang config 查看所有设置项及其环境变量",
                    "`kaicang config` prints every setting with its variable",
                ));
            }
        }
    }
    for (key, text) in &sources.flags {
        let source = print::FLAG;
        figment = figment.merge(Given { source, key, text });
    }
    let config: Config = figment.extract().map_err(ConfigError::of_figment)?;
    config.check()?;
    Ok((config, figment))
}

impl Config {
    /// Refuses values that have the right type and make no sense.
    fn check(&self) -> Result<(), ConfigError> {
        let url = self.base_url();
        let parsed: Option<http::Uri> = url.parse().ok();
        let good = parsed.is_some_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some() && uri.path() == "/"
        });
        if !good || url.ends_with('/') {
            let zh = "形如 https://data.example.cn 的地址，末尾不带斜杠";
            let en = "an address such as https://data.example.cn, without a slash at its end";
            return Err(ConfigError::of("public_url", format!("{url:?}"), zh, en));
        }
        if let Some(database) = &self.database
            && !["sqlite:", "postgres://", "postgresql://"]
                .iter()
                .any(|scheme| database.starts_with(scheme))
        {
            let zh = "sqlite: 或 postgres:// 开头的地址";
            let en = "an address that begins with sqlite: or postgres://";
            return Err(ConfigError::of("database", "unknown kind of database", zh, en));
        }
        let above_zero = [
            ("limits.connections", u64::from(self.limits.connections)),
            ("limits.header_seconds", self.limits.header_seconds),
            ("limits.request_seconds", self.limits.request_seconds),
            ("limits.stall_seconds", self.limits.stall_seconds),
            ("limits.body_bytes", self.limits.body_bytes),
            ("limits.burst", u64::from(self.limits.burst)),
        ];
        if let Some((key, _)) = above_zero.into_iter().find(|(_, value)| *value == 0) {
            return Err(ConfigError::of(key, "0", "大于 0 的整数", "a whole number above 0"));
        }
        if !(16 * 1024..=16 * 1024 * 1024).contains(&self.limits.send_buffer_bytes) {
            let given = self.limits.send_buffer_bytes.to_string();
            return Err(ConfigError::of(
                "limits.send_buffer_bytes",
                given,
                "16384 至 16777216",
                "16384 to 16777216",
            ));
        }
        if let Some(name) = &self.limits.proxy_header
            && http::HeaderName::try_from(name.as_str()).is_err()
        {
            let zh = "一个 HTTP 头的名称，如 x-forwarded-for";
            let en = "the name of an HTTP header, such as x-forwarded-for";
            return Err(ConfigError::of("limits.proxy_header", format!("{name:?}"), zh, en));
        }
        self.ledger.check()?;
        self.witness.check()?;
        if let Err(error) = self.log.level.parse::<tracing_subscriber::EnvFilter>() {
            let zh = "error、warn、info、debug、trace 之一，或 info,backend=debug 这样的指令";
            let en = "error, warn, info, debug or trace, or directives such as info,backend=debug";
            return Err(ConfigError::of("log.level", error.to_string(), zh, en));
        }
        Ok(())
    }

    /// The address under which people reach the portal, without a slash at its end.
    pub fn base_url(&self) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Whether people reach the portal over HTTPS.
    pub fn is_https(&self) -> bool {
        self.base_url().starts_with("https://")
    }

    /// The database's URL.
    pub fn database_url(&self) -> String {
        let local = || format!("sqlite:{}", self.data.join("kaicang.db").display());
        self.database.clone().unwrap_or_else(local)
    }

    /// The files store.
    pub fn files_store(&self) -> String {
        let local = || self.data.join("files").display().to_string();
        self.files.clone().unwrap_or_else(local)
    }
}

#[cfg(test)]
mod tests;
