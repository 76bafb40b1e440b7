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
    ("/store", "文件存储：目录或 s3://桶/前缀"),
    ("serve", "运行平台"),
    ("serve/demo", "空的平台填入演示目录，页面均注明"),
    ("serve/listen", "监听的地址和端口"),
    ("serve/site", "构建好的站点目录"),
    ("migrate", "把数据库升级到本程序的版本"),
    ("seed", "在空的平台填入演示目录"),
    ("import", "导入目录和文件"),
    ("import catalogue", "导入 JSON Lines 目录，可为 gzip；导入过的行会更新"),
    ("import catalogue/file", "目录文件"),
    ("import version", "把文件作为数据集的新版本"),
    ("import version/slug", "数据集，即其网址中的名称"),
    ("import version/files", "文件"),
    ("import version/note", "与上一版本相比有何变化"),
    ("reindex", "由数据库重建检索索引"),
    ("admin", "管理开放主体，任命人员"),
    ("admin body", "数据开放主体"),
    ("admin body add", "添加开放主体，或修改同名的主体"),
    ("admin body add/slug", "在 /bodies/ 下的名称"),
    ("admin body add/name", "中文全称"),
    ("admin body add/name_en", "英文全称"),
    ("admin body add/short", "列表中的简称；未给出时用全称"),
    ("admin body add/short_en", "英文简称"),
    (
        "admin body add/level",
        "city 市级、district 区级、utility 公共企事业、external 外部",
    ),
    ("admin body add/contact", "数据问题的联系方式"),
    ("admin body list", "列出开放主体"),
    ("admin person", "授予某人角色；没有账号则开立，密码只显示一次"),
    ("admin person/email", "其邮箱"),
    ("admin person/name", "其姓名"),
    (
        "admin person/role",
        "operator、authority、expert 或 auditor；指定 --body 时为 manager、editor、handler 或 signer",
    ),
    ("admin person/body", "所在的开放主体，即其网址中的名称；未给出时为平台"),
    ("check", "读取每个文件并核对摘要，检查数据库和索引"),
    ("suspend", "立即在所有渠道中止开放一个数据集"),
    ("suspend/slug", "数据集，即其网址中的名称"),
    ("suspend/article", "依据的条款，如 O21-22"),
    ("suspend/reason", "公开的理由"),
    ("restore", "恢复开放已中止的数据集"),
    ("restore/slug", "数据集，即其网址中的名称"),
    ("config", "列出每项设置、其值和来源"),
    ("ledger", "核验、导出全程记录，打印其公钥"),
    ("ledger verify", "由已公布的内容重新推算全程记录，指出不符之处"),
    ("ledger verify/place", "平台地址，或导出的目录"),
    ("ledger verify/key", "全程记录的公钥；未给出时用其公布的公钥"),
    ("ledger verify/witness", "必须已副署的见证方的公钥；可多次给出"),
    ("ledger verify/seen", "存有上次所见检查点的文件：先与之核对，再替换"),
    ("ledger export", "把已公布的全部内容写入目录"),
    ("ledger export/folder", "目录"),
    ("ledger key", "打印公钥：全程记录的，然后是见证方的"),
    ("witness", "作为独立进程见证全程记录，副署其检查点"),
    ("witness/listen", "监听的地址和端口"),
    ("witness/folder", "存放见证方密钥和状态的目录"),
    ("witness/name", "生成密钥时的名称"),
    ("witness/logs", "所见证的全程记录的公钥，之间用逗号分隔"),
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
