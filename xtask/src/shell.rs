//! Where the workspace stands, and how other programs are called: their output goes straight to the caller's terminal,
//! so that a runner's own words are never lost.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The workspace's folder and cargo's target folder.
pub struct Shell {
    /// The folder with the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Where cargo puts what it builds, wherever `CARGO_TARGET_DIR` or a config file moved it.
    pub target: PathBuf,
}

impl Shell {
    /// Asks cargo, which alone knows all the ways in which the target folder can be moved.
    pub fn find() -> Result<Self> {
        // Asked at run time: several checkouts can share a target folder, and then the folder that this binary was
        // compiled in may be another one's.
        let here = std::env::var_os("CARGO_MANIFEST_DIR").context("call it as `cargo xtask`")?;
        let root = Path::new(&here)
            .parent()
            .context("xtask stands inside the workspace")?
            .to_path_buf();
        let output = cargo()
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&root)
            .stderr(Stdio::inherit())
            .output()
            .context("cargo metadata")?;
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target directory")?;
        Ok(Self {
            root,
            target: PathBuf::from(target),
        })
    }

    /// A cargo call in the workspace.
    pub fn cargo<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, args: I) -> Command {
        let mut command = cargo();
        command.args(args).current_dir(&self.root);
        command
    }

    /// The server's binary of a profile.
    pub fn kaicang(&self, profile: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(format!("kaicang{}", std::env::consts::EXE_SUFFIX))
    }
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command to its end, its output shown; anything but success is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command.status().with_context(|| format!("could not start {shown}"))?;
    if !status.success() {
        bail!("{shown}: {status}");
    }
    Ok(())
}

/// Runs a command to its end and gives what it printed.
pub fn read(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start {shown}"))?;
    if !output.status.success() {
        bail!("{shown}: {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{shown} printed something else than text"))
}

/// Whether a program can be found on the search path.
pub fn has(program: &str) -> bool {
    which(program).is_some()
}

/// The first place on the search path that has the program.
pub fn which(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

fn show(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    command
        .get_args()
        .fold(program, |line, arg| line + " " + &arg.to_string_lossy())
}
