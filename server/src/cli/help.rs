//! The help of the command line in Chinese. English stands beside the definitions.

use clap::Command;
use domain::text::Lang;

/// Commands by their path, and arguments by the path and their name.
const ZH: &[(&str, &str)] = &[
    ("", "开仓：公共数据开放平台"),
    ("/config", "设置文件（TOML）；未给出时用当前目录下的 kaicang.toml"),
    ("/lang", "消息的语言；未给出时取自环境"),
    ("/data", "存放数据库、索引和文件的目录"),
    ("/database", "数据库地址"),
    ("/files", "文件存储：目录或 s3://桶/前缀"),
    ("serve", "运行平台"),
    ("serve/demo", "空的平台填入演示目录，页面均注明"),
    ("serve/listen", "监听的地址和端口"),
    ("serve/site", "构建好的站点目录"),
    ("migrate", "把数据库升级到本程序的版本"),
    ("check", "读取每个文件并核对摘要，检查数据库和索引"),
    ("suspend", "立即在所有渠道中止开放一个数据集"),
    ("suspend/slug", "数据集，即其网址中的名称"),
    ("suspend/article", "依据的条款，如 O21-22"),
    ("suspend/reason", "公开的理由"),
    ("restore", "恢复开放已中止的数据集"),
    ("restore/slug", "数据集，即其网址中的名称"),
    ("config", "列出每项设置、其值和来源"),
];

fn zh(key: &str) -> Option<&'static str> {
    ZH.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

/// The command with its help in a language.
pub fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::Zh => translated(command, ""),
        Lang::En => command,
    }
}

fn translated(mut command: Command, path: &str) -> Command {
    if let Some(text) = zh(path) {
        command = command.about(text);
    }
    let prefix = path.to_owned();
    command = command.mut_args(|argument| match zh(&format!("{prefix}/{}", argument.get_id())) {
        Some(text) => argument.help(text),
        None => argument,
    });
    command.mut_subcommands(|child| {
        let path = format!("{path} {}", child.get_name());
        translated(child, path.trim_start())
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn every_command_and_argument_has_chinese_help() {
        fn walk(command: &Command, path: &str) {
            assert!(zh(path).is_some(), "no Chinese for the command {path:?}");
            for argument in command.get_arguments() {
                let key = format!("{path}/{}", argument.get_id());
                assert!(zh(&key).is_some(), "no Chinese for {key:?}");
            }
            for child in command.get_subcommands() {
                walk(child, format!("{path} {}", child.get_name()).trim_start());
            }
        }
        walk(&super::super::Cli::command(), "");
    }
}
