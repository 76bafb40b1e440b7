//! Installs what a task needs and the machine lacks, from the sources that the machine is set up with.

use crate::shell::{has, read, run, which};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target that the islands are compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain. A toolchain that rustup does not manage must bring its own.
pub fn wasm_target() -> Result<()> {
    let sysroot = read(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", WASM]))
}

/// Debian's Chromium, and the fonts without which Chinese pages are boxes.
pub fn chromium() -> Result<PathBuf> {
    let fonts = Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    let found = || {
        which("chromium")
            .or_else(|| which("chromium-browser"))
            .or_else(|| which("google-chrome"))
    };
    if let (Some(path), true) = (found(), fonts.exists() || !has("apt-get")) {
        return Ok(path);
    }
    apt(&["chromium", "fonts-noto-cjk"])?;
    found().context("Chromium was installed and is still not on the search path")
}

/// The folder with initdb, pg_ctl and postgres: Debian keeps them off the search path, one folder for each release.
pub fn postgres() -> Result<PathBuf> {
    if let Some(folder) = postgres_folder() {
        return Ok(folder);
    }
    apt(&["postgresql"])?;
    postgres_folder().context("PostgreSQL was installed and initdb is still nowhere to be found")
}

fn postgres_folder() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|release| release.path().join("bin"))
        .filter(|bin| bin.join("initdb").is_file())
        .collect();
    folders.sort_by_key(|bin| release(bin));
    folders
        .pop()
        .or_else(|| which("initdb").and_then(|path| path.parent().map(Path::to_path_buf)))
}

/// The number in /usr/lib/postgresql/15/bin.
fn release(bin: &Path) -> u32 {
    bin.iter()
        .rev()
        .nth(1)
        .and_then(|name| name.to_str()?.parse().ok())
        .unwrap_or(0)
}

/// Installs Debian packages, with sudo when not root. A new machine has no package lists yet, so they come first.
pub fn apt(packages: &[&str]) -> Result<()> {
    if !has("apt-get") {
        bail!(
            "this machine has no apt-get: install {} by hand, then run this again",
            packages.join(", ")
        );
    }
    println!("installing {}", packages.join(", "));
    run(as_root("apt-get").args(["update", "-qq"]))?;
    run(as_root("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages))
}

fn as_root(program: &str) -> Command {
    let mut command = if is_root() {
        Command::new("env")
    } else {
        Command::new("sudo")
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    command
}

/// Whether this process may do everything: then PostgreSQL and Chromium want special care.
pub fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
