//! The command line. Each command calls one use case as `Actor::Console`; messages come in the reader's language.

mod admin;
mod check;
mod help;
mod import;
mod ledger;
mod run;
pub mod say;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use domain::text::Lang;

pub use run::run;

use crate::config::{Config, ConfigError, Sources};

/// The language of messages.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangFlag {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Kaicang, the public data open platform.
#[derive(Debug, Parser)]
#[command(name = "kaicang", version, about)]
pub struct Cli {
    /// What applies to every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What applies to every command.
#[derive(Debug, Args)]
pub struct Common {
    /// TOML file of settings; ./kaicang.toml when it is there
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Language of messages; from the environment when not given
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangFlag>,
    /// Folder for the database, the index and the files
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// Database URL
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Files store: a folder or s3://bucket/prefix
    // Its own id: `import version` has an argument `files`.
    #[arg(long = "files", global = true, value_name = "STORE")]
    pub store: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal
    Serve(Serve),
    /// Bring the database up to this program
    Migrate,
    /// Fill an empty portal with the demo catalogue
    Seed,
    /// Take in catalogues and files
    #[command(subcommand)]
    Import(Import),
    /// Rebuild the search index from the database
    Reindex,
    /// Look after bodies
    #[command(subcommand)]
    Admin(Admin),
    /// Read every stored file and compare it with its digest; check database and index
    Check,
    /// Close a dataset on every channel at once
    Suspend(Suspend),
    /// Open a suspended dataset again
    Restore {
        /// The dataset, as in its address
        slug: String,
    },
    /// Print every setting with its value and where it comes from
    Config,
    /// Check the public ledger, write it to a folder, print its keys
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Watch ledgers and cosign their checkpoints, as a process of its own
    Witness(Witness),
}

/// What to do with the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Work a ledger out again from what is published, and say what is wrong
    Verify(VerifyLedger),
    /// Write everything that is published into a folder
    Export {
        /// The folder
        folder: PathBuf,
    },
    /// Print the public keys: the ledger's, then its witnesses'
    Key,
}

/// Which ledger to check, and against what.
#[derive(Debug, Args)]
pub struct VerifyLedger {
    /// Address of the portal, or a folder that was exported
    pub place: String,
    /// The ledger's public key; the one that is published beside it when not given
    #[arg(long)]
    pub key: Option<String>,
    /// Public key of a witness that must have cosigned; can be given more than once
    #[arg(long)]
    pub witness: Vec<String>,
    /// File with the checkpoint that was seen last: it is checked against, and then replaced
    #[arg(long, value_name = "FILE")]
    pub seen: Option<PathBuf>,
}

/// How to watch.
#[derive(Debug, Args)]
pub struct Witness {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Folder for the witness's key and state
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// Name of the witness's key, when it is made
    #[arg(long)]
    pub name: Option<String>,
    /// Public keys of the ledgers to watch, with commas between them
    #[arg(long, value_name = "KEYS")]
    pub logs: Option<String>,
}

/// How to serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// Seed an empty portal with the demo catalogue, and say so on every page
    #[arg(long)]
    pub demo: bool,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Folder of the built site
    #[arg(long, value_name = "FOLDER")]
    pub site: Option<PathBuf>,
}

/// What to take in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A catalogue as JSON Lines, plain or gzip; a line taken before is brought up to date
    Catalogue {
        /// The catalogue
        file: PathBuf,
    },
    /// Files as a new version of a dataset
    Version {
        /// The dataset, as in its address
        slug: String,
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What changed against the version before
        #[arg(long)]
        note: String,
    },
}

/// What to look after.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Data-opening bodies
    #[command(subcommand)]
    Body(BodyCommand),
    /// Give somebody a role; an account that is not there is made, and its password printed once
    Person(PersonCommand),
}

/// Whom to give which role.
#[derive(Debug, Args)]
pub struct PersonCommand {
    /// Their e-mail address
    pub email: String,
    /// How they are called
    #[arg(long)]
    pub name: String,
    /// operator, authority, expert or auditor; with --body manager, editor, handler or signer
    #[arg(long, default_value = "operator")]
    pub role: String,
    /// The body that they work for, as in its address; the platform when not given
    #[arg(long, value_name = "SLUG")]
    pub body: Option<String>,
}

/// What to do with bodies.
#[derive(Debug, Subcommand)]
pub enum BodyCommand {
    /// Add a body, or change the one with this slug
    Add {
        /// Its address under /bodies/
        slug: String,
        /// Its full name in Chinese
        #[arg(long)]
        name: String,
        /// Its full name in English
        #[arg(long)]
        name_en: Option<String>,
        /// The short name that lists show; the full name when not given
        #[arg(long)]
        short: Option<String>,
        /// The short name in English
        #[arg(long)]
        short_en: Option<String>,
        /// City, district, utility or external
        #[arg(long, default_value = "city")]
        level: String,
        /// Contact for questions about its data
        #[arg(long)]
        contact: Option<String>,
    },
    /// List the bodies
    List,
}

/// Why a dataset is closed.
#[derive(Debug, Args)]
pub struct Suspend {
    /// The dataset, as in its address
    pub slug: String,
    /// The article it rests on, such as O21-22
    #[arg(long)]
    pub article: String,
    /// The public reason
    #[arg(long)]
    pub reason: String,
}

impl Cli {
    /// Reads the command line of the process; help and errors come in the language of the environment.
    pub fn of_process() -> Self {
        let words: Vec<String> = std::env::args().collect();
        // Looked for by hand, because help must speak before the words are understood.
        let next = words.iter().skip(1).map(Some).chain([None]);
        let flag = words
            .iter()
            .zip(next)
            .find_map(|(word, next)| match word.strip_prefix("--lang")? {
                "" => next.map(String::as_str),
                code => code.strip_prefix('='),
            });
        let lang = flag
            .and_then(|code| code.parse().ok())
            .unwrap_or_else(lang_of_environment);
        let command = help::in_language(Self::command(), lang);
        let matches = command.get_matches_from(words);
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }

    /// The language of messages.
    pub fn lang(&self) -> Lang {
        match self.common.lang {
            Some(LangFlag::Zh) => Lang::Zh,
            Some(LangFlag::En) => Lang::En,
            None => lang_of_environment(),
        }
    }

    /// The settings, with this command line's flags on top.
    pub fn settings(&self) -> Result<(Config, figment::Figment), ConfigError> {
        let Common {
            data, database, store, ..
        } = &self.common;
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        let mut flags = vec![
            ("data", path(data)),
            ("database", database.clone()),
            ("files", store.clone()),
        ];
        if let Command::Serve(serve) = &self.command {
            flags.push(("demo", serve.demo.then(|| "true".to_owned())));
            flags.push(("listen", serve.listen.map(|address| address.to_string())));
            flags.push(("site", path(&serve.site)));
        }
        if let Command::Witness(witness) = &self.command {
            flags.push(("witness.listen", witness.listen.map(|address| address.to_string())));
            flags.push(("witness.folder", path(&witness.folder)));
            flags.push(("witness.name", witness.name.clone()));
            flags.push(("witness.logs", witness.logs.clone()));
        }
        let flags = flags
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect();
        crate::config::load(&Sources::of_process(self.common.config.clone(), flags))
    }
}

/// `KAICANG_LANG`, then the usual variables; Chinese where they name no language.
fn lang_of_environment() -> Lang {
    let names = ["KAICANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let value = names
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    lang_of_locale(&value.unwrap_or_default())
}

fn lang_of_locale(locale: &str) -> Lang {
    match locale.split(['_', '.', '-']).next() {
        Some("" | "C" | "POSIX" | "zh") | None => Lang::Zh,
        Some(_) => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed_in_both_languages() {
        for lang in Lang::ALL {
            help::in_language(Cli::command(), *lang).debug_assert();
        }
    }

    #[test]
    fn every_command_can_be_given_with_every_common_flag() {
        let commands = [
            "serve --demo --listen 127.0.0.1:1 --site s",
            "migrate",
            "seed",
            "import catalogue list.jsonl.gz",
            "import version bus-stops a.csv b.xlsx --note n",
            "reindex",
            "admin body add x --name n --name-en n --short n --short-en n --level district --contact c",
            "admin body list",
            "check",
            "suspend bus-stops --article O21-22 --reason r",
            "restore bus-stops",
            "config",
            "ledger verify https://data.example.cn --key k --witness w --witness v --seen s",
            "ledger export folder",
            "ledger key",
            "witness --listen 127.0.0.1:1 --folder f --name n --logs l",
        ];
        for command in commands {
            let line = format!("kaicang {command} --config c --lang en --data d --database sqlite:x --files f");
            let matches = Cli::command().try_get_matches_from(line.split(' ')).unwrap();
            let cli = Cli::from_arg_matches(&matches).unwrap();
            assert_eq!(cli.common.store.as_deref(), Some("f"), "{command}");
        }
    }

    #[test]
    fn the_locale_names_the_language() {
        assert_eq!(lang_of_locale("en_GB.UTF-8"), Lang::En);
        assert_eq!(lang_of_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(lang_of_locale("fr_FR"), Lang::En);
        assert_eq!(lang_of_locale("C.UTF-8"), Lang::Zh);
    }
}
