//! Prints the settings as a commented TOML file that can be used as it is.

use std::fmt::Write as _;

use domain::text::Lang;
use figment::value::Value;
use figment::{Figment, Metadata};

use super::settings::SETTINGS;

/// Name of the source "environment".
pub const ENVIRONMENT: &str = "environment";
/// Name of the source "flags".
pub const FLAG: &str = "command line";

/// Where a value was set, for people.
pub fn source_of(metadata: &Metadata) -> String {
    match &metadata.source {
        Some(figment::Source::File(path)) => path.display().to_string(),
        _ if metadata.name == ENVIRONMENT || metadata.name == FLAG => metadata.name.to_string(),
        _ => String::new(),
    }
}

/// The settings as TOML, each with its meaning, its variable and where its value comes from.
pub fn print(figment: &Figment, lang: Lang) -> String {
    let mut out = String::new();
    let mut section = "";
    for setting in SETTINGS {
        let (table, name) = setting.key.split_once('.').unwrap_or(("", setting.key));
        if table != section {
            section = table;
            writeln!(out, "[{table}]").expect("writing to a String cannot fail");
        }
        let source = figment.find_metadata(setting.key).map(source_of).unwrap_or_default();
        let value = figment
            .find_value(setting.key)
            .ok()
            .and_then(|value| toml(setting.key, &value));
        let (meaning, from) = match lang {
            Lang::Zh if source.is_empty() => (setting.zh, "默认值".to_owned()),
            Lang::Zh => (setting.zh, format!("来自 {source}")),
            Lang::En if source.is_empty() => (setting.en, "default".to_owned()),
            Lang::En => (setting.en, format!("from {source}")),
        };
        let line = match value {
            Some(value) => format!("{name} = {value}"),
            None => format!("# {name} ="),
        };
        write!(out, "# {meaning}\n# {}; {from}\n{line}\n\n", setting.variable())
            .expect("writing to a String cannot fail");
    }
    out
}

/// A value as TOML; `None` when it is not set.
fn toml(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) if key == "database" => Some(quoted(&without_password(text))),
        Value::String(_, text) => Some(quoted(text)),
        Value::Bool(_, truth) => Some(truth.to_string()),
        // TOML's numbers have a sign, those of the environment have none.
        Value::Num(_, number) => match (number.to_u128(), number.to_i128()) {
            (Some(number), _) => Some(number.to_string()),
            (None, Some(number)) => Some(number.to_string()),
            (None, None) => None,
        },
        Value::Char(..) | Value::Empty(..) | Value::Dict(..) | Value::Array(..) => None,
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => write!(out, "\\u{:04x}", u32::from(c)).expect("writing to a String cannot fail"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The URL with its password replaced, because what is printed gets pasted.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((who, host)) => {
            let user = who.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}")
        }
        None => url.to_owned(),
    }
}
