//! Builds what the browser gets, into `<target>/site`:
//!
//! ```text
//! build-id            the hash over the files below, which names their folder
//! pkg/<build-id>/     app.js, app_bg.wasm, app.css: never changed once written, so cached for ever
//! favicon.svg, …      the files of `public/`
//! ```
//!
//! Beside every file that compresses stand its brotli and gzip forms, made once here instead of at every request.

use crate::install::{self, WASM};
use crate::shell::{Shell, run};
use crate::{stamp, style};
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

const COMPRESSED: [&str; 8] = ["js", "wasm", "css", "svg", "txt", "html", "json", "webmanifest"];

/// What a site is for.
#[derive(Clone, Copy, PartialEq)]
pub enum Purpose {
    /// Small to send: takes minutes to build.
    Release,
    /// Quick to build: large and not compressed.
    Develop,
}

impl Purpose {
    /// The cargo profile, and the folder that cargo puts its products into.
    fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Release => ("wasm", "wasm"),
            Self::Develop => ("dev", "debug"),
        }
    }

    /// The folder below the target folder.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "site",
            Self::Develop => "site-develop",
        }
    }
}

/// Builds the site where something changed, and gives its folder.
pub fn build(shell: &Shell, purpose: Purpose) -> Result<PathBuf> {
    let site = shell.target.join(purpose.folder());
    let bindgen = site.with_extension("bindgen");
    let name = purpose.folder();
    let wasm_inputs = ["domain", "app", "xtask"];
    let product = bindgen.join("app_bg.wasm");
    stamp::unless_fresh(shell, &format!("{name}-wasm"), &wasm_inputs, &product, || {
        wasm(shell, purpose, &bindgen)
    })?;
    let inputs = ["domain", "app", "xtask", "style", "public"];
    stamp::unless_fresh(shell, name, &inputs, &site.join("build-id"), || {
        assemble(shell, purpose, &bindgen, &site)
    })?;
    Ok(site)
}

/// Compiles the islands. Only the `hydrate` feature, and in a cargo call of its own: together with `ssr` it would build
/// a server for the browser.
fn wasm(shell: &Shell, purpose: Purpose, out: &Path) -> Result<()> {
    install::wasm_target()?;
    println!("building the islands for the browser");
    let (profile, folder) = purpose.profile();
    let features = ["--no-default-features", "--features", "hydrate"];
    let place = ["--package", "app", "--lib", "--target", WASM, "--profile", profile];
    run(shell.cargo(["build"]).args(place).args(features))?;
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let module = shell.target.join(WASM).join(folder).join("app.wasm");
    Bindgen::new()
        .input_path(module)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .generate(out)
}

/// Puts the pieces together in a new folder, then swaps it in, so that a server never sees half a site.
fn assemble(shell: &Shell, purpose: Purpose, bindgen: &Path, site: &Path) -> Result<()> {
    let fresh = site.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    let package = fresh.join("app");
    copy(bindgen, &package)?;
    fs::write(
        package.join("app.css"),
        style::bundle(&shell.root.join("style/main.css"))?,
    )?;
    let id = hash(&package)?;
    fs::create_dir_all(fresh.join("pkg"))?;
    fs::rename(&package, fresh.join("pkg").join(&id))?;
    copy(&shell.root.join("public"), &fresh)?;
    if purpose == Purpose::Release {
        compress(&fresh)?;
    }
    fs::write(fresh.join("build-id"), &id)?;
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    fs::rename(&fresh, site).with_context(|| site.display().to_string())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for item in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let item = item?;
        let place = to.join(item.file_name());
        if item.file_type()?.is_dir() {
            copy(&item.path(), &place)?;
        } else {
            fs::copy(item.path(), place)?;
        }
    }
    Ok(())
}

/// A hash over names and content. It only has to differ when the files differ, so a fast one does.
fn hash(folder: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files(folder)? {
        file.strip_prefix(folder)?.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn compress(folder: &Path) -> Result<()> {
    for file in files(folder)? {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if !COMPRESSED.contains(&kind) {
            continue;
        }
        let bytes = fs::read(&file)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes)?;
        fs::write(beside(&file, "gz"), gzip.finish()?)?;
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &parameters)?;
        fs::write(beside(&file, "br"), brotli)?;
    }
    Ok(())
}

fn beside(file: &Path, kind: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    name.into()
}
