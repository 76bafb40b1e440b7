//! What the command line says to people, in both languages.

use std::net::SocketAddr;

use domain::text::Lang;

/// What a command has to say.
#[derive(Debug)]
pub enum Say<'a> {
    /// The portal answers at an address.
    Serving(&'a str, SocketAddr),
    /// No built site was found.
    NoSite(&'a str),
    /// The tables are up to date.
    Migrated(&'a str),
    /// A dataset was closed.
    Suspended(&'a str),
    /// A dataset was opened again.
    Restored(&'a str),
    /// A stored object is read.
    Checking(usize),
    /// A stored object is not what its digest says, or cannot be read.
    Damaged {
        /// The digest.
        digest: &'a str,
        /// A file it belongs to.
        name: &'a str,
        /// What the store says, when it cannot be read.
        why: Option<&'a str>,
    },
    /// The database reports a fault.
    DatabaseFault(&'a str),
    /// Everything is as it should be.
    Sound(usize),
    /// So many faults were found.
    Faults(usize),
    /// A command failed.
    Failed(&'a str),
}

impl Say<'_> {
    /// The sentence.
    pub fn to(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::Serving(url, listen) => format!("平台已在 {url} 运行（监听 {listen}）。按 Ctrl-C 停止。"),
            Self::NoSite(folder) => format!(
                "目录 {folder} 中没有构建好的站点，页面将没有样式。用 cargo xtask serve 构建，或用 --site 指定目录。"
            ),
            Self::Migrated(url) => format!("数据库 {url} 已是最新。"),
            Self::Suspended(slug) => format!("已中止开放 {slug}，所有渠道均已关闭。"),
            Self::Restored(slug) => format!("已恢复开放 {slug}。"),
            Self::Checking(count) => format!("正在核对 {count} 个存储对象"),
            Self::Damaged { digest, name, why } => match why {
                Some(why) => format!("文件 {name} 的对象 {digest} 无法读取：{why}"),
                None => format!("文件 {name} 的对象 {digest} 与其摘要不符"),
            },
            Self::DatabaseFault(fault) => format!("数据库：{fault}"),
            Self::Sound(count) => format!("{count} 个存储对象、数据库和索引均完好。"),
            Self::Faults(count) => format!("发现 {count} 处问题。"),
            Self::Failed(why) => format!("未能完成：{why}"),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Serving(url, listen) => {
                format!("The portal answers at {url} (listening on {listen}). Press Ctrl-C to stop it.")
            }
            Self::NoSite(folder) => format!(
                "There is no built site in {folder}, so pages have no style. Build it with `cargo xtask serve`, or name its folder with --site."
            ),
            Self::Migrated(url) => format!("The database {url} is up to date."),
            Self::Suspended(slug) => format!("{slug} is suspended; every channel is closed."),
            Self::Restored(slug) => format!("{slug} is open again."),
            Self::Checking(count) => format!("reading {count} stored objects"),
            Self::Damaged { digest, name, why } => match why {
                Some(why) => format!("object {digest} of the file {name} cannot be read: {why}"),
                None => format!("object {digest} of the file {name} does not have its digest"),
            },
            Self::DatabaseFault(fault) => format!("database: {fault}"),
            Self::Sound(count) => format!("{count} stored objects, the database and the index are sound."),
            Self::Faults(count) => format!("{count} faults found."),
            Self::Failed(why) => format!("Not done: {why}"),
        }
    }
}
