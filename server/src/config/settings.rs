//! The table of settings: what each means, in both languages.

/// One setting.
pub struct Setting {
    /// Its key in the file, such as `limits.rate`.
    pub key: &'static str,
    /// Whether its value is text, so that digits in the environment are not taken for a number.
    pub text: bool,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

impl Setting {
    /// Its environment variable, such as `KAICANG_LIMITS_RATE`.
    pub fn variable(&self) -> String {
        format!("KAICANG_{}", self.key.replace('.', "_").to_uppercase())
    }
}

/// The setting of a key.
pub fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

const fn text(key: &'static str, zh: &'static str, en: &'static str) -> Setting {
    let text = true;
    Setting { key, text, zh, en }
}

const fn value(key: &'static str, zh: &'static str, en: &'static str) -> Setting {
    let text = false;
    Setting { key, text, zh, en }
}

/// Every setting, in the order in which they are printed.
pub const SETTINGS: &[Setting] = &[
    text("listen", "监听的地址和端口", "address and port to listen on"),
    text(
        "public_url",
        "公众访问的地址，如 https://data.example.cn；未设置时由监听地址得出",
        "address under which people reach the portal, such as https://data.example.cn; not set: from the listening address",
    ),
    text(
        "data",
        "存放数据库、索引和文件的目录",
        "folder for the database, the index and the files",
    ),
    text(
        "database",
        "数据库地址，postgres:// 或 sqlite:；未设置时为数据目录下的 SQLite",
        "database, postgres:// or sqlite:; not set: SQLite in the data folder",
    ),
    text(
        "files",
        "文件存储：目录，或 s3://桶/前缀（密钥取自 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、AWS_ENDPOINT、AWS_REGION）；未设置时为数据目录下的 files",
        "files store: a folder, or s3://bucket/prefix (keys from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT, AWS_REGION); not set: files in the data folder",
    ),
    text(
        "site",
        "构建好的站点目录（wasm、样式和静态文件）",
        "folder of the built site (wasm, style and static files)",
    ),
    value(
        "demo",
        "演示模式：空的平台填入演示目录，页面均注明为演示数据",
        "demo mode: an empty portal is seeded with the demo catalogue, and pages say so",
    ),
    text("portal.name_zh", "平台中文名称", "name of the portal in Chinese"),
    text("portal.name_en", "平台英文名称", "name of the portal in English"),
    text(
        "portal.operator_zh",
        "运营方中文名称",
        "name of the operator in Chinese",
    ),
    text(
        "portal.operator_en",
        "运营方英文名称",
        "name of the operator in English",
    ),
    text(
        "log.format",
        "日志格式：json 或 pretty",
        "form of log lines: json or pretty",
    ),
    text(
        "log.level",
        "日志级别，或 info,backend=debug 这样的指令",
        "level of logs, or directives such as info,backend=debug",
    ),
    value("limits.connections", "同时保持的连接数", "connections held at once"),
    value(
        "limits.header_seconds",
        "客户端发完请求头的秒数",
        "seconds for a client to send its headers",
    ),
    value(
        "limits.request_seconds",
        "开始应答的秒数",
        "seconds for an answer to begin",
    ),
    value(
        "limits.stall_seconds",
        "客户端多少秒不接收任何字节则断开",
        "seconds without a byte taken by the client, after which its connection is reset",
    ),
    value(
        "limits.shutdown_seconds",
        "停止服务时留给未完成请求的秒数",
        "seconds that running requests get to finish when the server stops",
    ),
    value(
        "limits.body_bytes",
        "请求体的字节上限",
        "most bytes of a request's body",
    ),
    value(
        "limits.send_buffer_bytes",
        "套接字发送缓冲的字节数，16384 至 16777216：下载被切断后最多仍可能到达对方的数据量",
        "bytes of the socket's send buffer, 16384 to 16777216: what may still reach a client after its download is cut",
    ),
    value(
        "limits.rate",
        "每个地址每秒的平均请求数；0 为不限",
        "requests a second for one address, on average; 0 means no limit",
    ),
    value(
        "limits.burst",
        "每个地址一次可连续发出的请求数",
        "requests that one address may send at once",
    ),
    value(
        "limits.key_rate",
        "每个接口密钥每秒的平均请求数；0 为不限",
        "requests a second with one API key, on average; 0 means no limit",
    ),
    value(
        "limits.key_day",
        "每个接口密钥每天的请求数；0 为不限",
        "requests a day with one API key; 0 means no limit",
    ),
    text(
        "limits.proxy_header",
        "前置代理写入客户端地址的头，如 x-forwarded-for；只在代理可信时设置",
        "header in which a trusted proxy in front tells the client's address, such as x-forwarded-for",
    ),
    value(
        "metrics.public",
        "/metrics 是否对所有地址开放；否则仅限本机",
        "whether /metrics answers to every address; otherwise only to this machine",
    ),
    value(
        "security.hsts_seconds",
        "公众地址为 HTTPS 时 Strict-Transport-Security 的秒数；0 为不发送",
        "seconds of Strict-Transport-Security when the public address is HTTPS; 0 means it is not sent",
    ),
    value(
        "security.staff_second_factor",
        "工作人员是否必须启用第二因素；未设置时除演示模式外均为是",
        "whether staff must have a second factor; not set: yes, except in the demo",
    ),
    text(
        "security.key",
        "平台密钥文件，不入数据库；各节点须相同。未设置时为数据目录下的 portal.key",
        "file of the portal's own secret, the same on all nodes; not set: portal.key in the data folder",
    ),
    text(
        "mail.server",
        "邮件服务器，如 smtps://用户:密码@mail.example.cn；未设置时邮件存入数据目录下的 mail",
        "mail server, such as smtps://user:password@mail.example.cn; not set: letters are laid into mail in the data folder",
    ),
    text("mail.sender", "发件人地址", "address that mail comes from"),
    text(
        "ledger.key",
        "签署检查点的密钥文件，首次启动时生成；未设置时为数据目录下的 ledger.key；多个节点共用同一密钥",
        "file of the key that signs checkpoints, made at the first start; not set: ledger.key in the data folder; nodes share one key",
    ),
    text(
        "ledger.origin",
        "全程记录的名称，生成密钥时写入，此后不变；未设置时为公众访问地址的主机名加 /ledger",
        "name of the ledger, fixed when the key is made; not set: the host of the public address with /ledger",
    ),
    text(
        "ledger.witnesses",
        "见证方：每个为地址、空格、其公钥，之间用逗号分隔",
        "witnesses: of each its address, a space and its public key, with commas between them",
    ),
    text(
        "witness.listen",
        "kaicang witness 监听的地址和端口",
        "address and port that kaicang witness listens on",
    ),
    text(
        "witness.folder",
        "kaicang witness 存放密钥和状态的目录",
        "folder for the key and the state of kaicang witness",
    ),
    text(
        "witness.name",
        "见证方密钥的名称，生成密钥时写入，此后不变",
        "name of the witness's key, fixed when the key is made",
    ),
    text(
        "witness.logs",
        "所见证的全程记录的公钥，之间用逗号分隔",
        "public keys of the ledgers that are watched, with commas between them",
    ),
];
