//! One measurement: wrk sends requests for some seconds, and the server's process says how much time on a core it took.

use crate::shell::read;
use anyhow::{Context, Result, ensure};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What to send.
pub struct Plan<'a> {
    /// Scheme, host and port.
    pub address: &'a str,
    /// Paths, asked for in turn.
    pub paths: &'a [String],
    /// Connections kept open.
    pub connections: u32,
    /// For how long.
    pub seconds: u32,
}

/// What came of it.
#[derive(Clone, Copy)]
pub struct Load {
    /// Requests answered in a second.
    pub per_second: f64,
    /// Milliseconds within which half of the answers came.
    pub p50: f64,
    /// Milliseconds within which 99 of 100 answers came.
    pub p99: f64,
    /// Milliseconds that the server's process spent on a core for each request, system time included.
    pub cpu: f64,
    /// Bytes received in a second.
    pub bytes_per_second: f64,
}

/// wrk calls `request` for each request and `done` at the end; what it prints itself is for people.
const SCRIPT: &str = r#"
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), failed))
end
"#;

/// Sends the plan's requests to the server that runs as `process`. Any answer but a success spoils the measurement.
pub fn measure(process: u32, plan: &Plan) -> Result<Load> {
    let mut script = String::from("local paths = {\n");
    for path in plan.paths {
        writeln!(script, "  [==[{path}]==],")?;
    }
    let file = tempfile::Builder::new().suffix(".lua").tempfile()?;
    fs::write(file.path(), script + "}\n" + SCRIPT)?;
    wrk(plan, 1, file.path())?;
    let before = cpu_seconds(process)?;
    let output = wrk(plan, plan.seconds, file.path())?;
    let cpu = cpu_seconds(process)? - before;
    let line = output
        .lines()
        .find_map(|line| line.strip_prefix("RESULT "))
        .context("wrk printed no result")?;
    let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let [requests, microseconds, bytes, p50, p99, failed] = numbers[..] else {
        anyhow::bail!("wrk printed {line}");
    };
    ensure!(
        failed == 0.0,
        "{failed} of {requests} requests failed on {}",
        plan.paths[0]
    );
    ensure!(requests > 0.0, "no request was answered on {}", plan.paths[0]);
    let seconds = microseconds / 1e6;
    Ok(Load {
        per_second: requests / seconds,
        p50: p50 / 1e3,
        p99: p99 / 1e3,
        cpu: cpu * 1e3 / requests,
        bytes_per_second: bytes / seconds,
    })
}

fn wrk(plan: &Plan, seconds: u32, script: &Path) -> Result<String> {
    let mut wrk = Command::new("wrk");
    wrk.args([
        "-t",
        "1",
        "-c",
        &plan.connections.to_string(),
        "-d",
        &format!("{seconds}s"),
        "--timeout",
        "30s",
    ]);
    read(wrk.arg("-s").arg(script).arg(plan.address))
}

/// Seconds that a process spent on a core so far: fields 14 and 15 of `/proc/PID/stat`, in hundredths (USER_HZ).
pub fn cpu_seconds(process: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The second field is the name in brackets, which may hold blanks.
    let (_, rest) = stat.rsplit_once(')').context("/proc/PID/stat")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks: u64 = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
    Ok(ticks as f64 / 100.0)
}

/// Resident memory of a process in megabytes (of 1,000,000 bytes).
pub fn resident_megabytes(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .context("VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes * 1024.0 / 1e6)
}
