//! What people read for the codes of the domain. Every match is exhaustive: a new code does not compile without a name
//! in both languages.

use backend::search::FreshState;
use domain::actor::{PlaceKind, Role, Scope};
use domain::body::Level;
use domain::entry::{
    AccessMethod, ConditionKind, Grade, ItemType, Licence, OpenType, Protection, Provenance, Required, Theme,
};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::ledger::event::{self, EventKind, ObjectKind, Outcome};
use domain::person;
use domain::policy::Action;
use domain::refused::Flaw;
use domain::text::Lang;

/// A code with a name in each language.
pub trait Named: Copy {
    /// Its Chinese and its English name.
    fn names(self) -> (&'static str, &'static str);

    /// Its name for a reader.
    fn name(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.names().0,
            Lang::En => self.names().1,
        }
    }
}

impl Named for OpenType {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Unconditional => ("无条件开放", "Unconditional"),
            Self::Conditional => ("有条件开放", "Conditional"),
            Self::NotOpen => ("非开放", "Not open"),
        }
    }
}

impl Named for Theme {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Transport => ("交通出行", "Transport"),
            Self::Environment => ("生态环境", "Environment"),
            Self::Economy => ("经济产业", "Economy"),
            Self::Urban => ("城市建设", "Urban development"),
            Self::Education => ("教育文化", "Education and culture"),
            Self::Health => ("医疗卫生", "Health"),
            Self::Welfare => ("社会保障", "Social security"),
            Self::Credit => ("信用服务", "Credit"),
            Self::Finance => ("财税金融", "Taxes and finance"),
            Self::Market => ("市场监管", "Market supervision"),
            Self::Safety => ("公共安全", "Public safety"),
            Self::Weather => ("气象水文", "Weather and water"),
            Self::Leisure => ("文旅体育", "Tourism and sport"),
            Self::Agriculture => ("农业农村", "Agriculture"),
            Self::Science => ("科技创新", "Science and technology"),
            Self::Energy => ("能源资源", "Energy and resources"),
            Self::Government => ("政务服务", "Public services"),
            Self::Population => ("人口就业", "Population and jobs"),
        }
    }
}

impl Named for Grade {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::General => ("一般", "General"),
            Self::Important => ("重要", "Important"),
            Self::Sensitive => ("敏感", "Sensitive"),
        }
    }
}

impl Named for Provenance {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Produced => ("履职产生", "Made in its own duties"),
            Self::Collected => ("履职采集", "Collected in its own duties"),
            Self::Shared => ("共享获取", "Shared by another body"),
            Self::Negotiated => ("协商获取", "Got by negotiation"),
        }
    }
}

impl Named for AccessMethod {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Download => ("数据下载", "Download"),
            Self::Api => ("接口调用", "API"),
            Self::Sandbox => ("数据沙箱", "Sandbox"),
        }
    }
}

impl Named for ItemType {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("文本", "Text"),
            Self::Code => ("代码", "Code"),
            Self::Integer => ("整数", "Whole number"),
            Self::Decimal => ("小数", "Decimal"),
            Self::Date => ("日期", "Date"),
            Self::Time => ("时间", "Time"),
            Self::Boolean => ("是否", "Yes or no"),
            Self::Geometry => ("空间", "Geometry"),
        }
    }
}

impl Named for Protection {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::PersonalInformation => ("个人信息", "Personal information"),
            Self::TradeSecret => ("商业秘密", "Trade secret"),
        }
    }
}

impl Named for ConditionKind {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::TechnicalAbility => ("技术能力", "Technical ability"),
            Self::SecuritySafeguard => ("安全保障措施", "Security safeguard"),
        }
    }
}

impl Named for Licence {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::ShanghaiOpen => ("上海公共数据开放许可 1.0", "Shanghai Open Data Licence 1.0"),
            Self::Agreement => ("按数据利用协议", "By the data-use agreement"),
            Self::CcBy4 => ("知识共享 署名 4.0", "CC BY 4.0"),
            Self::Ogdl1 => ("政府资料开放授权条款 1.0", "Open Government Data License 1.0"),
            Self::PublicDomain => ("公有领域", "Public domain"),
        }
    }
}

impl Named for Required {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Title => ("名称", "title"),
            Self::Abstract => ("数据摘要", "abstract"),
            Self::Theme => ("数据领域", "theme"),
            Self::Items => ("数据项", "data items"),
            Self::Formats => ("数据格式", "formats"),
            Self::OpenType => ("开放类型", "open type"),
            Self::Conditions => ("开放条件", "conditions"),
            Self::Access => ("获取方式", "access methods"),
            Self::Frequency => ("更新频率", "update frequency"),
            Self::Grade => ("安全级别", "security grade"),
            Self::Provenance => ("来源", "provenance"),
            Self::Contact => ("联系方式", "contact"),
        }
    }
}

impl Named for Level {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::City => ("市级部门", "City department"),
            Self::District => ("区", "District"),
            Self::Utility => ("公共企事业单位", "Public utility"),
            Self::External => ("外部目录", "Outside catalogue"),
        }
    }
}

impl Named for Format {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Doc => ("Word", "Word"),
            Self::Image => ("图片", "Image"),
            Self::Html => ("网页", "Web page"),
            Self::Api => ("接口", "API"),
            Self::Txt => ("纯文本", "Plain text"),
            Self::Csv
            | Self::Json
            | Self::Xlsx
            | Self::GeoJson
            | Self::Xml
            | Self::Parquet
            | Self::Shp
            | Self::Kml
            | Self::Xls
            | Self::Pdf
            | Self::Zip
            | Self::Rdf => (self.as_str(), self.as_str()),
        }
    }
}

impl Named for Frequency {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Realtime => ("实时", "Real time"),
            Self::Hourly => ("每小时", "Hourly"),
            Self::Daily => ("每日", "Daily"),
            Self::Weekly => ("每周", "Weekly"),
            Self::Monthly => ("每月", "Monthly"),
            Self::Quarterly => ("每季度", "Quarterly"),
            Self::Halfyearly => ("每半年", "Every six months"),
            Self::Yearly => ("每年", "Yearly"),
            Self::Irregular => ("不定期", "Irregular"),
            Self::Once => ("一次性", "Once"),
        }
    }
}

impl Named for Flaw {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => ("没有内容", "no content"),
            Self::Encoding => ("字符编码不一致", "characters in another encoding than the rest"),
            Self::NotText => ("不是文本", "no text"),
            Self::Quotes => ("引号没有闭合", "a quotation mark that is never closed"),
            Self::Columns => ("列数超过 16,384", "more than 16,384 columns"),
            Self::Syntax => ("不符合格式标准", "not written as its format asks"),
            Self::Archive => (
                "压缩包损坏、加密或过大",
                "an archive that is damaged, locked or oversized",
            ),
            Self::Workbook => ("没有能读的工作表", "no sheet that can be read"),
        }
    }
}

impl Named for FreshState {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::OnTime => ("按时更新", "On time"),
            Self::Overdue => ("逾期未更新", "Overdue"),
            Self::NotPromised => ("未承诺期限", "No promise"),
        }
    }
}

impl Named for person::Level {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Unconfirmed => ("邮箱未确认", "Address not confirmed"),
            Self::Email => ("邮箱已确认", "Address confirmed"),
            Self::Person => ("个人已实名", "Identity verified"),
            Self::Organisation => ("单位已核实", "Member of a verified organisation"),
        }
    }
}

impl Named for PlaceKind {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Organisation => ("数据利用主体", "Organisation"),
            Self::Body => ("数据开放主体", "Data-opening body"),
            Self::Platform => ("平台", "Platform"),
        }
    }
}

impl Named for Role {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Signer => ("签署人", "Signer"),
            Self::Developer => ("开发者", "Developer"),
            Self::Manager => ("主体管理员", "Manager"),
            Self::Editor => ("编辑", "Editor"),
            Self::Handler => ("处理人", "Handler"),
            Self::Operator => ("平台运营方", "Platform operator"),
            Self::Authority => ("开放主管部门", "Open-data authority"),
            Self::Expert => ("专家", "Expert"),
            Self::Auditor => ("审计人员", "Auditor"),
        }
    }
}

impl Named for Scope {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Data => ("获取数据", "Get data"),
            Self::Account => ("读取账号资料", "Read the account"),
        }
    }
}

impl Named for Action {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::ReadList => ("查看已公布的条目", "Read published entries"),
            Self::ReadData => ("向出口闸请求数据", "Ask the gate for data"),
            Self::WriteBody => ("新增或修改开放主体", "Create or change bodies"),
            Self::WriteEntry => ("发布或修订清单条目", "Publish or revise list entries"),
            Self::AddVersion => ("添加数据版本", "Add data versions"),
            Self::Suspend => ("中止开放", "Suspend"),
            Self::Restore => ("恢复开放", "Restore"),
            Self::CountUse => ("记录取用次数", "Count use"),
            Self::Reindex => ("重建搜索索引", "Rebuild the search index"),
            Self::CheckStore => ("核对存储的文件", "Check stored files"),
            Self::SignIn => ("注册、登录、找回密码", "Register, sign in, reset a password"),
            Self::KeepAccount => ("修改或注销账号", "Change or end an account"),
            Self::ReadAccount => ("查看账号", "Read an account"),
            Self::KeepKeys => ("管理接口密钥", "Keep API keys"),
            Self::Follow => ("订阅与通知", "Follow and get notices"),
            Self::EnterOrganisation => ("登记单位", "Enter an organisation"),
            Self::ReadOrganisation => ("查看单位与成员", "See an organisation and its members"),
            Self::KeepMembers => ("管理单位成员", "Keep the members of an organisation"),
            Self::ReadStaff => ("查看主体人员", "See the people of a body"),
            Self::KeepStaff => ("管理主体人员", "Keep the people of a body"),
            Self::KeepPeople => ("查找账号、核实单位", "Find people, verify organisations"),
            Self::KeepOffice => ("分配平台角色", "Give roles of the platform"),
            Self::WatchPlatform => ("查看任务、邮件与设置", "See jobs, mail and settings"),
            Self::RunChores => ("发送邮件、清理过期内容", "Send mail, forget what is over"),
            Self::ReadLedger => ("查看公开的全程记录", "Read the public ledger"),
            Self::SealLedger => ("签署检查点", "Sign checkpoints of the ledger"),
            Self::EraseTraces => ("删除记录旁的个人信息", "Erase personal parts beside the ledger"),
        }
    }
}

impl Named for EventKind {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::SaveBody => ("登记开放主体", "Body saved"),
            Self::Publish => ("公布条目", "Entry published"),
            Self::Import => ("导入条目", "Entry imported"),
            Self::AddVersion => ("添加版本", "Version added"),
            Self::Suspend => ("中止开放", "Suspended"),
            Self::Restore => ("恢复开放", "Restored"),
            Self::Read => ("提供数据", "Data given out"),
            Self::RecordUse => ("登记此前用量", "Earlier use recorded"),
            Self::EraseTraces => ("删除个人信息", "Personal part erased"),
            Self::GiveRoles => ("授予或收回角色", "Roles given or taken"),
            Self::EnterOrganisation => ("登记单位", "Organisation entered"),
            Self::VerifyOrganisation => ("核实单位", "Organisation verified"),
        }
    }
}

impl Named for event::Role {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Visitor => ("访客", "Visitor"),
            Self::Console => ("平台运营方（命令行）", "Operator (command line)"),
            Self::System => ("平台自动", "The platform itself"),
            Self::User => ("数据利用主体", "Data user"),
            Self::Signer => Role::Signer.names(),
            Self::Developer => Role::Developer.names(),
            Self::Manager => Role::Manager.names(),
            Self::Editor => Role::Editor.names(),
            Self::Handler => Role::Handler.names(),
            Self::Operator => Role::Operator.names(),
            Self::Authority => Role::Authority.names(),
            Self::Expert => Role::Expert.names(),
            Self::Auditor => Role::Auditor.names(),
        }
    }
}

impl Named for ObjectKind {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Dataset => ("数据集", "Dataset"),
            Self::Body => ("开放主体", "Body"),
            Self::Event => ("事件", "Event"),
            Self::Organisation => ("单位", "Organisation"),
            Self::Platform => ("平台", "Platform"),
        }
    }
}

impl Named for Outcome {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => ("已完成", "Done"),
            Self::Refused => ("未通过", "Refused"),
        }
    }
}
