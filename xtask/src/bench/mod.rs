//! `cargo xtask bench`: how quick the portal is, against a bare axum handler, raw tantivy and nginx in the same run.
//! Figures are ratios on this machine at this moment; none of them is a test.

pub mod catalogue;
mod load;
mod portal;
mod table;

use crate::install;
use crate::server::percent;
use crate::shell::{Shell, has};
use anyhow::Result;
use clap::{Args, ValueEnum};
use load::{Load, Plan, measure, resident_megabytes};
use portal::{Portal, SAMPLES, Tools};
use table::{Target, line, section};

/// What to measure, and how long.
#[derive(Args)]
pub struct Options {
    /// Only these sections; all when none is named
    sections: Vec<Section>,
    /// Catalogues to measure on
    #[arg(long, value_delimiter = ',', default_values = ["16k", "100k", "1m"])]
    sizes: Vec<Size>,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// Connections kept open
    #[arg(long, default_value_t = 16)]
    connections: u32,
    /// Import the catalogues anew
    #[arg(long)]
    fresh: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Section {
    /// The search API against a bare handler and raw tantivy
    Search,
    /// Search page, dataset page, home page
    Pages,
    /// Searches narrowed by facets
    Facets,
    /// Downloads of 1 KB and 100 MB, against nginx where it is installed
    Download,
    /// What a first visit costs on the wire
    Visit,
    /// Resident memory
    Memory,
}

/// How many entries a catalogue has.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// The 15,983 real records
    #[value(name = "16k")]
    Real,
    /// 100,000 generated ones
    #[value(name = "100k")]
    HundredThousand,
    /// 1,000,000 generated ones
    #[value(name = "1m")]
    Million,
}

impl Size {
    /// Its name, in folders and headings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Real => "16k",
            Self::HundredThousand => "100k",
            Self::Million => "1m",
        }
    }

    /// How many generated records; the real ones are as many as they are.
    pub fn generated(self) -> Option<usize> {
        match self {
            Self::Real => None,
            Self::HundredThousand => Some(100_000),
            Self::Million => Some(1_000_000),
        }
    }
}

/// Words that the real records hold, in their languages, each a word of the index.
const WORDS: [&str; 24] = [
    "人口", "學校", "停車", "空氣", "公交", "企业", "医院", "环境", "教育", "旅游", "水质", "预算", "施設", "避難",
    "観光", "統計", "budget", "energy", "health", "report", "water", "grants", "survey", "labor",
];

/// Runs the sections asked for on every size asked for.
pub fn run_all(shell: &Shell, options: &Options) -> Result<()> {
    if !has("wrk") || !has("curl") {
        install::apt(&["wrk", "curl"])?;
    }
    let tools = Tools::build(shell)?;
    let wanted = |section| options.sections.is_empty() || options.sections.contains(&section);
    let of_catalogues = [Section::Search, Section::Pages, Section::Facets, Section::Memory];
    if of_catalogues.into_iter().any(wanted) {
        for size in options.sizes.iter().copied() {
            let portal = Portal::with_catalogue(shell, &tools, size, options.fresh)?;
            let bench = Bench {
                tools: &tools,
                portal: &portal,
                options,
                size: Some(size),
            };
            println!("\n# {} entries, {} connections", portal.entries, options.connections);
            if wanted(Section::Search) {
                bench.search()?;
            }
            if wanted(Section::Pages) {
                bench.pages()?;
            }
            if wanted(Section::Facets) {
                bench.facets()?;
            }
            if wanted(Section::Memory) {
                bench.memory()?;
            }
        }
    }
    let of_samples = [Section::Pages, Section::Download, Section::Visit];
    if of_samples.into_iter().any(wanted) {
        let portal = Portal::with_samples(&tools, options.fresh)?;
        let bench = Bench {
            tools: &tools,
            portal: &portal,
            options,
            size: None,
        };
        println!("\n# the demo catalogue, {} entries", portal.entries);
        if wanted(Section::Pages) {
            bench.pages()?;
        }
        if wanted(Section::Download) {
            bench.download()?;
        }
        if wanted(Section::Visit) {
            bench.visit()?;
        }
    }
    Ok(())
}

struct Bench<'a> {
    tools: &'a Tools,
    portal: &'a Portal,
    options: &'a Options,
    /// The size of the catalogue; `None` for the demo catalogue, which no target is set for.
    size: Option<Size>,
}

impl Bench<'_> {
    fn load(&self, process: u32, address: &str, paths: &[String]) -> Result<Load> {
        let Options {
            connections, seconds, ..
        } = *self.options;
        measure(
            process,
            &Plan {
                address,
                paths,
                connections,
                seconds,
            },
        )
    }

    fn portal_load(&self, paths: &[String]) -> Result<Load> {
        self.load(self.portal.server.id(), &self.portal.server.address(), paths)
    }

    /// Targets that the portal sets itself for the real catalogue only.
    fn at_real(&self, target: Target) -> Option<Target> {
        (self.size == Some(Size::Real)).then_some(target)
    }

    fn at_million(&self, target: Target) -> Option<Target> {
        (self.size == Some(Size::Million)).then_some(target)
    }

    fn search(&self) -> Result<()> {
        section("search API");
        let paths = searches("/api/v1/datasets?q=", "");
        let load = self.portal_load(&paths)?;
        line(
            "requests",
            load.per_second,
            "/s",
            self.at_real(Target::AtLeast(3000.0, "/s")),
        );
        latency(&load, self.at_million(Target::AtMost(50.0, "ms")));
        line(
            "CPU per request",
            load.cpu,
            "ms",
            self.at_real(Target::AtMost(0.5, "ms")),
        );

        let answer = self.portal.get(&paths[0])?;
        let bare = self.tools.bare(answer.as_bytes())?;
        let floor = self.load(bare.id(), &bare.address, &["/".to_owned()])?;
        line("bare handler, same bytes: requests", floor.per_second, "/s", None);
        line("bare handler, same bytes: CPU", floor.cpu, "ms", None);
        line("portal / bare handler: CPU", load.cpu / floor.cpu, "x", None);

        let raw = self
            .tools
            .raw_tantivy(&self.portal.index()?, &WORDS, self.options.seconds)?;
        line("raw tantivy: CPU per search", raw, "ms", None);
        line(
            "portal / raw tantivy: CPU",
            load.cpu / raw,
            "x",
            self.at_million(Target::AtMost(2.0, "x")),
        );
        Ok(())
    }

    fn pages(&self) -> Result<()> {
        section("pages");
        let dataset: Vec<String> = self
            .portal
            .slugs()?
            .iter()
            .map(|slug| format!("/datasets/{slug}"))
            .collect();
        let kinds = [
            ("search page", searches("/datasets?q=", ""), Some(1.2)),
            ("dataset page", dataset, Some(0.8)),
            ("home page", vec!["/".to_owned()], None),
        ];
        for (name, paths, limit) in kinds {
            let load = self.portal_load(&paths)?;
            line(&format!("{name}: requests"), load.per_second, "/s", None);
            latency(&load, None);
            let target = limit.and_then(|limit| self.at_real(Target::AtMost(limit, "ms")));
            line(&format!("{name}: CPU per request"), load.cpu, "ms", target);
        }
        Ok(())
    }

    fn facets(&self) -> Result<()> {
        section("search page narrowed by two facets");
        let load = self.portal_load(&searches("/datasets?q=", "&format=CSV&frequency=yearly"))?;
        line("requests", load.per_second, "/s", None);
        latency(&load, None);
        line("CPU per request", load.cpu, "ms", None);
        Ok(())
    }

    fn download(&self) -> Result<()> {
        section("downloads");
        let nginx = self.tools.nginx()?;
        for sample in &SAMPLES {
            let name = sample.name;
            let load = self.portal_load(&[self.portal.download(sample)?])?;
            line(&format!("{name}: requests"), load.per_second, "/s", None);
            line(
                &format!("{name}: throughput"),
                load.bytes_per_second / 1e6,
                "MB/s",
                None,
            );
            line(&format!("{name}: CPU per request"), load.cpu, "ms", None);
            let Some(nginx) = &nginx else {
                println!("nginx is not installed, so there is nothing to compare with");
                continue;
            };
            let other = self.load(nginx.worker()?, &nginx.address, &[format!("/{}", sample.file)])?;
            line(&format!("{name}: nginx, requests"), other.per_second, "/s", None);
            line(&format!("{name}: nginx, CPU per request"), other.cpu, "ms", None);
            line(&format!("{name}: portal / nginx, CPU"), load.cpu / other.cpu, "x", None);
        }
        Ok(())
    }

    /// The home page and everything that it asks for, compressed as a browser takes it.
    fn visit(&self) -> Result<()> {
        section("first visit on the wire");
        let home = self.portal.get("/")?;
        let mut assets: Vec<&str> = home
            .split(['"', '\''])
            .filter(|text| text.starts_with("/pkg/"))
            .collect();
        assets.retain(|path| path.contains('.'));
        assets.sort_unstable();
        assets.dedup();
        let page = self.portal.wire_bytes("/")?;
        line("home page", page / 1e3, "KB", None);
        let mut all = page;
        for asset in assets {
            let bytes = self.portal.wire_bytes(asset)?;
            line(asset.rsplit('/').next().unwrap_or(asset), bytes / 1e3, "KB", None);
            all += bytes;
        }
        line("all", all / 1e3, "KB", Some(Target::AtMost(300.0, "KB")));
        Ok(())
    }

    fn memory(&self) -> Result<()> {
        section("memory");
        let resident = resident_megabytes(self.portal.server.id())?;
        line(
            "resident, after what was measured before",
            resident,
            "MB",
            self.at_real(Target::AtMost(120.0, "MB")),
        );
        Ok(())
    }
}

fn latency(load: &Load, p99: Option<Target>) {
    line("  half of them within", load.p50, "ms", None);
    line("  99 of 100 within", load.p99, "ms", p99);
}

/// A search for every word, percent-encoded.
fn searches(before: &str, after: &str) -> Vec<String> {
    WORDS
        .iter()
        .map(|word| format!("{before}{}{after}", percent(word)))
        .collect()
}
