//! Log lines: JSON for machines, or a short form for people at a terminal.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Log, LogFormat};

/// Starts writing log lines to standard error; what a command prints for people goes to standard output.
pub fn start(log: &Log) {
    let filter = EnvFilter::new(&log.level);
    let registry = tracing_subscriber::registry().with(filter);
    let out = std::io::stderr;
    let started = match log.format {
        LogFormat::Json => registry
            .with(fmt::layer().json().flatten_event(true).with_writer(out))
            .try_init(),
        LogFormat::Pretty => registry
            .with(
                fmt::layer()
                    .compact()
                    .with_target(false)
                    .with_ansi(out().is_terminal())
                    .with_writer(out),
            )
            .try_init(),
    };
    if let Err(error) = started {
        eprintln!("{error}");
    }
}
