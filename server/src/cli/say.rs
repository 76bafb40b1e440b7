//! What the command line says to people, in both languages.

use std::net::SocketAddr;

use backend::import::{Reason, Unusable};
use backend::service::check::Index;
use backend::service::import::Taken;
use domain::ledger::checkpoint::{BadCheckpoint, Checkpoint};
use domain::ledger::verify::Finding;
use domain::text::Lang;
use domain::time::Moment;

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
    /// Where the index stands.
    Index(&'a Index),
    /// The demo catalogue is written.
    Seeding,
    /// The demo catalogue is there.
    Seeded,
    /// The portal has entries already.
    NotSeeded,
    /// The index is rebuilt by the portal that serves.
    RebuildAsked,
    /// The index was rebuilt.
    Rebuilt,
    /// The index was rebuilt here, with so many datasets.
    RebuiltHere(u64),
    /// A version was added.
    VersionAdded {
        /// The dataset.
        slug: &'a str,
        /// Its number.
        number: i64,
        /// How many files it has.
        files: usize,
    },
    /// A catalogue is read.
    Importing(&'a str),
    /// A line was not taken.
    NotTaken(u64, &'a Unusable),
    /// A catalogue was read.
    Imported(&'a Taken, u64),
    /// A body was saved.
    BodySaved(&'a str),
    /// Somebody has a role; the password of a new account.
    Appointed(&'a str, Option<&'a str>),
    /// An account of the demo, with its password.
    DemoPerson(&'a str, &'a str),
    /// The ledger was written to a folder, with so many events.
    LedgerExported(u64),
    /// The ledger's key was taken from beside it, because none was given.
    LedgerKeyTaken(&'a str),
    /// Something is wrong with a ledger.
    LedgerFinding(&'a Finding),
    /// A witness has cosigned, at this second since 1970.
    LedgerCosigned(&'a str, u64),
    /// A ledger is as it should be.
    LedgerSound(&'a Checkpoint),
    /// A witness listens, and has this public key.
    Witnessing(SocketAddr, &'a str),
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
            Self::Index(Index::InStep) => "索引与数据库一致。".to_owned(),
            Self::Index(Index::Behind(lag)) => format!("索引落后 {lag} 项变更，平台运行时会补上。"),
            Self::Index(Index::InUse) => "索引由正在运行的平台使用并保持一致。".to_owned(),
            Self::Index(Index::Ahead) => "索引比数据库更新（数据库可能恢复自旧备份），平台运行时会重建。".to_owned(),
            Self::Seeding => "正在写入演示目录".to_owned(),
            Self::Seeded => "演示目录已就绪。".to_owned(),
            Self::NotSeeded => "平台已有条目，没有写入演示目录。".to_owned(),
            Self::RebuildAsked => "正在运行的平台正在重建索引，检索照常可用。".to_owned(),
            Self::Rebuilt => "索引已重建。".to_owned(),
            Self::RebuiltHere(count) => format!("索引已重建，含 {count} 个数据集。"),
            Self::VersionAdded { slug, number, files } => format!("{slug} 已添加第 {number} 版，共 {files} 个文件。"),
            Self::Importing(file) => format!("正在导入 {file}"),
            Self::NotTaken(number, unusable) => format!("第 {number} 行未导入：{}", reason_zh(unusable)),
            Self::Imported(taken, bad) => format!(
                "共 {} 行：新增 {}，更新 {}，未变 {}，未导入 {bad}。",
                taken.total() + bad,
                taken.added,
                taken.revised,
                taken.unchanged
            ),
            Self::BodySaved(slug) => format!("已保存开放主体 {slug}。"),
            Self::Appointed(email, None) => format!("{email} 已获得该角色。"),
            Self::Appointed(email, Some(password)) => {
                format!("已为 {email} 开立账号，密码只显示这一次：{password}")
            }
            Self::DemoPerson(email, password) => format!("演示账号 {email} 密码 {password}"),
            Self::LedgerExported(size) => format!("全程记录已写入目录，共 {size} 个事件。"),
            Self::LedgerKeyTaken(key) => format!("未给出公钥，采用与全程记录一起公布的公钥：{key}"),
            Self::LedgerFinding(finding) => format!("不符：{}。", finding_zh(finding)),
            Self::LedgerCosigned(name, seconds) => format!("{name} 已于 {} 副署。", moment(*seconds)),
            Self::LedgerSound(head) => format!(
                "已由公布的内容重新推算 {} 的 {} 个事件，根为 {}。没有不符之处。",
                head.origin, head.size, head.root
            ),
            Self::Witnessing(address, key) => format!("见证方在 {address} 监听，公钥为 {key}"),
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
            Self::Index(Index::InStep) => "The index is in step with the database.".to_owned(),
            Self::Index(Index::Behind(lag)) => {
                format!("The index is {lag} changes behind; the portal takes them when it runs.")
            }
            Self::Index(Index::InUse) => "The index is in use by a running portal, which keeps it in step.".to_owned(),
            Self::Index(Index::Ahead) => {
                "The index knows more than the database, as after an older backup; the portal rebuilds it when it runs."
                    .to_owned()
            }
            Self::Seeding => "writing the demo catalogue".to_owned(),
            Self::Seeded => "The demo catalogue is there.".to_owned(),
            Self::NotSeeded => "The portal has entries already, so the demo catalogue was not written.".to_owned(),
            Self::RebuildAsked => "The running portal rebuilds its index; searches go on.".to_owned(),
            Self::Rebuilt => "The index was rebuilt.".to_owned(),
            Self::RebuiltHere(count) => format!("The index was rebuilt with {count} datasets."),
            Self::VersionAdded { slug, number, files } => {
                format!("Version {number} of {slug} was added with {files} files.")
            }
            Self::Importing(file) => format!("importing {file}"),
            Self::NotTaken(number, unusable) => format!("line {number} was not taken: {}", reason_en(unusable)),
            Self::Imported(taken, bad) => format!(
                "{} lines: {} added, {} revised, {} unchanged, {bad} not taken.",
                taken.total() + bad,
                taken.added,
                taken.revised,
                taken.unchanged
            ),
            Self::BodySaved(slug) => format!("The body {slug} was saved."),
            Self::Appointed(email, None) => format!("{email} has the role now."),
            Self::Appointed(email, Some(password)) => {
                format!("An account was made for {email}. Its password is shown this once: {password}")
            }
            Self::DemoPerson(email, password) => format!("Demo account {email}, password {password}"),
            Self::LedgerExported(size) => format!("The ledger was written with {size} events."),
            Self::LedgerKeyTaken(key) => {
                format!("No key was given; the one that is published beside the ledger is believed: {key}")
            }
            Self::LedgerFinding(finding) => format!("Wrong: {finding}."),
            Self::LedgerCosigned(name, seconds) => format!("Cosigned by {name} at {}.", moment(*seconds)),
            Self::LedgerSound(head) => format!(
                "{} events of {} were worked out again from the published parts; the root is {}. Nothing is wrong.",
                head.size, head.origin, head.root
            ),
            Self::Witnessing(address, key) => format!("The witness listens on {address}. Its public key is {key}"),
            Self::Failed(why) => format!("Not done: {why}"),
        }
    }
}

fn reason_zh(unusable: &Unusable) -> String {
    let at = unusable.field.map(|field| format!("字段 {field} ")).unwrap_or_default();
    let why = match &unusable.reason {
        Reason::NotUtf8 => "不是 UTF-8".to_owned(),
        Reason::TooLong => "行太长".to_owned(),
        Reason::NotAnObject(why) => format!("不是 JSON 对象（{why}）"),
        Reason::Missing => "缺失或为空".to_owned(),
        Reason::NotA(kind) => format!("类型不对，应为 {kind}"),
        Reason::LongerThan(max) => format!("超过 {max} 个字符"),
        Reason::Control => "含有控制字符".to_owned(),
        Reason::Repeats(first) => format!("与第 {first} 行重复"),
    };
    format!("{at}{why}")
}

fn reason_en(unusable: &Unusable) -> String {
    let at = unusable
        .field
        .map(|field| format!("field {field} "))
        .unwrap_or_default();
    let why = match &unusable.reason {
        Reason::NotUtf8 => "is not UTF-8".to_owned(),
        Reason::TooLong => "is too long".to_owned(),
        Reason::NotAnObject(why) => format!("is no JSON object ({why})"),
        Reason::Missing => "is missing or empty".to_owned(),
        Reason::NotA(kind) => format!("is not {kind}"),
        Reason::LongerThan(max) => format!("is longer than {max} characters"),
        Reason::Control => "holds a control character".to_owned(),
        Reason::Repeats(first) => format!("repeats line {first}"),
    };
    format!("{at}{why}")
}

fn moment(seconds: u64) -> String {
    Moment::from_micros((seconds as i64).saturating_mul(1_000_000)).rfc3339()
}

fn finding_zh(finding: &Finding) -> String {
    match finding {
        Finding::Unreadable { path, why } => format!("{path} 无法读取（{why}）"),
        Finding::Malformed { path } => format!("{path} 的格式不对"),
        Finding::Checkpoint(BadCheckpoint::Malformed) => "检查点的格式不对".to_owned(),
        Finding::Checkpoint(BadCheckpoint::OtherLog) => "检查点属于另一个记录".to_owned(),
        Finding::Checkpoint(BadCheckpoint::Unsigned(_)) => "检查点没有该公钥的有效签名".to_owned(),
        Finding::NotCosigned { name } => format!("见证方 {name} 没有副署检查点"),
        Finding::Entry { seq, path } => format!("事件 {seq} 与 {path} 中的哈希不一致"),
        Finding::Tile { path, at } => format!("{path} 的第 {at} 个哈希与下层推算的不一致"),
        Finding::Root { size } => format!("{size} 个事件的根与已签署的不一致"),
        Finding::Shrunk { now, earlier } => format!("现有 {now} 个事件，此前曾有 {earlier} 个"),
        Finding::Forked { earlier } => format!("前 {earlier} 个事件与此前所见的不同"),
    }
}
