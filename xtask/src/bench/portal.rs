//! What is measured: a release portal on a catalogue of some size, and the programs that it is compared with.

use super::{Size, catalogue};
use crate::postgres::{free_port, interrupt};
use crate::serve;
use crate::server::{self, Server};
use crate::shell::{Shell, has, read, run};
use crate::site::{self, Purpose};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// The portal is measured with its limits off: they would measure the limits.
const SETTINGS: [(&str, &str); 2] = [("KAICANG_LIMITS_RATE", "0"), ("KAICANG_LOG_LEVEL", "warn")];
/// A file of known size, added to a dataset of the demo catalogue.
pub struct Sample {
    /// What the table of figures calls it.
    pub name: &'static str,
    /// Its name on disk.
    pub file: &'static str,
    slug: &'static str,
    bytes: usize,
}

/// The sample files.
pub const SAMPLES: [Sample; 2] = [
    Sample {
        name: "1 KB",
        file: "small.csv",
        slug: "bus-stops",
        bytes: 1_000,
    },
    Sample {
        name: "100 MB",
        file: "large.csv",
        slug: "metro-stations",
        bytes: 100_000_000,
    },
];

/// The programs of a measurement.
pub struct Tools {
    kaicang: PathBuf,
    baseline: PathBuf,
    site: PathBuf,
    folder: PathBuf,
}

impl Tools {
    /// Builds the release server, the site and the yardsticks.
    pub fn build(shell: &Shell) -> Result<Self> {
        let site = site::build(shell, Purpose::Release)?;
        let kaicang = serve::release(shell)?;
        let arguments = [
            "bench",
            "--package",
            "tests",
            "--bench",
            "baseline",
            "--no-run",
            "--message-format",
            "json",
        ];
        let messages = read(&mut shell.cargo(arguments))?;
        let baseline = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find_map(|message| {
                let ours = message["target"]["name"] == "baseline";
                ours.then(|| message["executable"].as_str().map(PathBuf::from))
                    .flatten()
            });
        let folder = shell.target.join("measure");
        fs::create_dir_all(&folder)?;
        Ok(Self {
            kaicang,
            baseline: baseline.context("cargo built no baseline")?,
            site,
            folder,
        })
    }

    /// A bare axum handler that gives these bytes.
    pub fn bare(&self, bytes: &[u8]) -> Result<Helper> {
        let file = self.folder.join("answer");
        fs::write(&file, bytes)?;
        let mut command = Command::new(&self.baseline);
        let mut process = command.arg("bare").arg(file).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("a pipe was asked for")?).read_line(&mut line)?;
        Ok(Helper {
            process,
            address: format!("http://{}", line.trim()),
        })
    }

    /// Milliseconds on a core that raw tantivy needs for one of these words.
    pub fn raw_tantivy(&self, index: &Path, words: &[&str], seconds: u32) -> Result<f64> {
        let file = self.folder.join("words");
        fs::write(&file, words.join("\n"))?;
        let mut command = Command::new(&self.baseline);
        let output = read(command.arg("tantivy").arg(index).arg(file).arg(seconds.to_string()))?;
        let (searches, microseconds) = output
            .trim()
            .split_once(' ')
            .context("the baseline printed something else")?;
        Ok(microseconds.parse::<f64>()? / 1e3 / searches.parse::<f64>()?)
    }

    /// The command line on a data folder.
    fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(&self.kaicang);
        command.arg("--data").arg(data);
        command
    }

    fn samples(&self) -> PathBuf {
        self.folder.join("samples")
    }

    /// nginx with one worker over the sample files, where it is installed.
    pub fn nginx(&self) -> Result<Option<Helper>> {
        if !has("nginx") {
            return Ok(None);
        }
        let port = free_port()?;
        let settings = self.folder.join("nginx.conf");
        let (files, here) = (self.samples(), self.folder.display());
        let files = files.display();
        fs::write(
            &settings,
            format!(
                "worker_processes 1; daemon off; pid {here}/nginx.pid; error_log {here}/nginx.log;\n\
                 events {{ worker_connections 1024; }}\n\
                 http {{ access_log off; sendfile on; server {{ listen 127.0.0.1:{port}; root {files}; }} }}\n"
            ),
        )?;
        let mut command = Command::new("nginx");
        command
            .arg("-p")
            .arg(&self.folder)
            .arg("-c")
            .arg(&settings)
            .stderr(Stdio::null());
        let process = command.spawn().context("nginx")?;
        sleep(Duration::from_millis(500));
        Ok(Some(Helper {
            process,
            address: format!("http://127.0.0.1:{port}"),
        }))
    }
}

/// A program that is compared with; it ends when the value is dropped.
pub struct Helper {
    process: Child,
    /// Scheme, host and port.
    pub address: String,
}

impl Helper {
    /// Its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// The process below it that does the work: nginx's first one only watches.
    pub fn worker(&self) -> Result<u32> {
        let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", self.id()))?;
        children
            .split_whitespace()
            .next()
            .context("nginx has no worker")?
            .parse()
            .context("a process id")
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        interrupt(&mut self.process, "TERM");
    }
}

/// A running portal with a catalogue.
pub struct Portal {
    /// Its process.
    pub server: Server,
    /// How many entries its search finds.
    pub entries: u64,
    data: PathBuf,
}

impl Portal {
    /// The portal on a catalogue, which is imported where that was not done before.
    pub fn with_catalogue(shell: &Shell, tools: &Tools, size: Size, fresh: bool) -> Result<Self> {
        let fill = |data: &Path| {
            let real = shell.root.join("../shared/data/catalogue/real-16k.jsonl.gz");
            ensure!(real.exists(), "measuring needs real records in {}", real.display());
            let file = match size.generated() {
                None => real,
                Some(count) => {
                    let file = tools.folder.join(format!("{}.jsonl", size.name()));
                    println!("writing {count} records");
                    catalogue::generate(&real, count, &file)?;
                    file
                }
            };
            println!("importing {}", file.display());
            run(tools.command(data).args(["import", "catalogue"]).arg(file))?;
            // Here and not in the server, which is to be up within minutes.
            run(tools.command(data).arg("reindex"))
        };
        Self::open(tools, size.name(), fresh, fill)
    }

    /// The portal on the demo catalogue, with two sample files of known size.
    pub fn with_samples(tools: &Tools, fresh: bool) -> Result<Self> {
        let fill = |data: &Path| {
            run(tools.command(data).arg("seed"))?;
            let folder = tools.samples();
            fs::create_dir_all(&folder)?;
            for sample in &SAMPLES {
                let file = folder.join(sample.file);
                write_table(&file, sample.bytes)?;
                let note = ["--note", "A file of known size, for measurements."];
                run(tools
                    .command(data)
                    .args(["import", "version", sample.slug])
                    .arg(file)
                    .args(note))?;
            }
            Ok(())
        };
        Self::open(tools, "samples", fresh, fill)
    }

    fn open(tools: &Tools, name: &str, fresh: bool, fill: impl Fn(&Path) -> Result<()>) -> Result<Self> {
        let data = tools.folder.join(format!("data-{name}"));
        let done = data.join("filled");
        if fresh || !done.exists() {
            if data.exists() {
                fs::remove_dir_all(&data)?;
            }
            fs::create_dir_all(&data)?;
            fill(&data)?;
            fs::write(done, "")?;
        }
        let log = tools.folder.join(format!("{name}.log"));
        let (binary, site) = (tools.kaicang.clone(), tools.site.as_path());
        let plan = server::Plan {
            binary,
            data: &data,
            site,
            log,
            demo: false,
            settings: &SETTINGS,
        };
        let server = Server::start(&plan)?;
        let mut portal = Self {
            server,
            entries: 0,
            data,
        };
        portal.entries = portal.settle()?;
        Ok(portal)
    }

    /// Waits until the index has followed the database: the count stands still.
    fn settle(&self) -> Result<u64> {
        let (mut before, mut same) = (0, 0);
        for _ in 0..1200 {
            let total = self.list("")?["total"].as_u64().context("the list has no total")?;
            same = if total == before && total > 0 { same + 1 } else { 0 };
            if same == 3 {
                return Ok(total);
            }
            before = total;
            sleep(Duration::from_millis(500));
        }
        bail!("the index did not catch up within ten minutes")
    }

    fn list(&self, query: &str) -> Result<Value> {
        Ok(serde_json::from_str(&self.get(&format!("/api/v1/datasets?{query}"))?)?)
    }

    /// What a path answers.
    pub fn get(&self, path: &str) -> Result<String> {
        let address = self.server.address() + path;
        read(Command::new("curl").args(["--silent", "--show-error", "--fail", &address]))
    }

    /// How many bytes of body a path answers with, as a browser asks for it.
    pub fn wire_bytes(&self, path: &str) -> Result<f64> {
        let mut curl = Command::new("curl");
        curl.args([
            "--silent",
            "--show-error",
            "--fail",
            "--header",
            "Accept-Encoding: br, gzip",
            "--output",
            "/dev/null",
        ]);
        let printed = read(curl.args(["--write-out", "%{size_download}", &(self.server.address() + path)]))?;
        Ok(printed.trim().parse()?)
    }

    /// Addresses of some datasets.
    pub fn slugs(&self) -> Result<Vec<String>> {
        let list = self.list("")?;
        let items = list["items"].as_array().context("the list has no items")?;
        let slugs: Vec<String> = items
            .iter()
            .filter_map(|item| item["slug"].as_str().map(str::to_owned))
            .collect();
        ensure!(!slugs.is_empty(), "the list is empty");
        Ok(slugs)
    }

    /// The folder of the index that serves: each rebuilding makes a new one beside the one before.
    pub fn index(&self) -> Result<PathBuf> {
        let folders = fs::read_dir(self.data.join("index"))?.flatten().map(|item| item.path());
        let newest = folders.filter(|folder| folder.join("meta.json").is_file()).max();
        newest.context("the portal has no index")
    }

    /// The path of a sample's download.
    pub fn download(&self, sample: &Sample) -> Result<String> {
        let versions = self.get(&format!("/api/v1/datasets/{}/versions", sample.slug))?;
        let versions: Value = serde_json::from_str(&versions)?;
        let id = versions["items"][0]["files"][0]["id"]
            .as_str()
            .context("the sample has no file")?;
        Ok(format!("/api/v1/datasets/{}/files/{id}", sample.slug))
    }
}

/// Writes a table of exactly so many bytes: lines of 50, the last one longer where they do not come out even.
fn write_table(file: &Path, bytes: usize) -> Result<()> {
    let head = "station,time,value,note\n";
    let mut writer = BufWriter::new(File::create(file)?);
    writer.write_all(head.as_bytes())?;
    let mut left = bytes - head.len();
    for number in 0_u64.. {
        let line = format!(
            "{:08},2026-11-22T10:00:00,{:>6},0123456789\n",
            number % 100_000_000,
            number % 1_000_000
        );
        if left < 2 * line.len() {
            writeln!(writer, "{}", "x".repeat(left - 1))?;
            break;
        }
        writer.write_all(line.as_bytes())?;
        left -= line.len();
    }
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_sample_has_the_size_it_says() {
        let folder = tempfile::tempdir().unwrap();
        for bytes in [1_000, 4_097] {
            let file = folder.path().join("table.csv");
            super::write_table(&file, bytes).unwrap();
            assert_eq!(std::fs::metadata(file).unwrap().len(), bytes as u64);
        }
    }
}
